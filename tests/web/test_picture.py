"""A picture keeps what is drawn of it, and nothing that tells of its maker."""

from __future__ import annotations

import random
import struct
import time

import pytest

from assistant.errors import UnusableInputError
from assistant.web.picture import MOST_PARTS, picture
from tests.web.drawn_pictures import (
    END,
    EVERY,
    FRAME,
    GIF,
    HEAD,
    MOVING,
    PIXELS,
    PLAIN_JPEG,
    PLAIN_PNG,
    PNG,
    SECRET,
    START,
    TURNED,
    WEBP,
    chunk,
    jpeg,
    riff,
    segment,
)


@pytest.mark.parametrize("kind", EVERY)
def test_nothing_that_a_camera_or_a_program_noted_stays(kind: str) -> None:
    kept = picture(EVERY[kind])

    assert kept.kind == kind
    assert SECRET not in kept.content
    assert b"Canon" not in kept.content


@pytest.mark.parametrize("kind", EVERY)
def test_what_is_clean_stays_as_it_is(kind: str) -> None:
    once = picture(EVERY[kind])

    assert picture(once.content) == once


def test_what_draws_a_png_is_copied_whole() -> None:
    assert picture(PNG).content == PLAIN_PNG


def test_the_side_that_is_up_is_all_that_a_photo_may_still_tell() -> None:
    kept = picture(jpeg()).content

    assert kept.count(b"Exif\x00\x00") == 1
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in kept


def test_a_photo_that_stands_upright_tells_nothing() -> None:
    assert picture(jpeg(tiff=b"II\x2a\x00\x08\x00\x00\x00\x00\x00")).content == (
        PLAIN_JPEG
    )


@pytest.mark.parametrize(
    "tiff",
    [
        b"",
        b"II",
        b"MM\x00\x2a\xff\xff\xff\xff",
        TURNED[:15],
        b"II\x2a\x00" + b"\xff" * 9,
    ],
)
def test_a_broken_note_of_a_camera_is_no_trouble(tiff: bytes) -> None:
    assert SECRET not in picture(jpeg(tiff=tiff)).content


@pytest.mark.parametrize(
    ("content", "size"),
    [(PNG, (2, 1)), (jpeg(), (4, 3)), (GIF, (1, 1)), (WEBP, (2, 2))],
    ids=["png", "jpeg", "gif", "webp"],
)
def test_its_size_is_known_before_it_is_shown(
    content: bytes, size: tuple[int, int]
) -> None:
    kept = picture(content)

    assert (kept.width, kept.height) == size


HUGE = chunk(b"IHDR", struct.pack(">IIBBBBB", 19_000, 19_000, 8, 2, 0, 0, 0))
WIDE = chunk(b"IHDR", struct.pack(">IIBBBBB", 90_000, 1, 8, 2, 0, 0, 0))
NONE = chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 1, 8, 2, 0, 0, 0))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        START,
        START + PIXELS + END,
        START + HEAD + END,
        START + HEAD + HEAD + PIXELS + END,
        START + HEAD + PIXELS[:-1] + b"\x00" + END,
        START + HUGE + PIXELS + END,
        START + WIDE + PIXELS + END,
        START + NONE + PIXELS + END,
        START + HEAD + chunk(b"tEXt", b"") * (MOST_PARTS + 1) + PIXELS + END,
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + FRAME + b"\xff\xd9",
        b"\xff\xd8" + segment(0xC3, FRAME[4:]) + b"\xff\xd9",
        b"\xff\xd8\x00\x00",
        PLAIN_JPEG[:-2],
        GIF[:20],
        b"GIF89a" + b"\x00" * 7 + b"\x3b",
        b"GIF89a" + b"\x00" * 7 + b"\x99",
        MOVING,
        riff((b"EXIF", SECRET)),
        riff((b"VP8L", b"\x00" * 8)),
        b"RIFF\x04\x00\x00\x00WAVE",
    ],
)  # fmt: skip
def test_what_is_no_sound_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableInputError):
        picture(content)


def test_whatever_comes_it_is_read_or_refused_in_bounded_time() -> None:
    dice = random.Random(7)  # noqa: S311 - no secret
    started = time.monotonic()

    for count in range(2_000):
        content = bytearray(dice.choice(tuple(EVERY.values())))
        for _ in range(dice.randint(1, 6)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        cut = bytes(content[: dice.randint(1, len(content))] if count % 2 else content)
        try:
            picture(cut)
        except UnusableInputError:
            continue

    assert time.monotonic() - started < 20


def test_two_million_fill_bytes_are_refused_soon() -> None:
    started = time.monotonic()

    with pytest.raises(UnusableInputError):
        picture(b"\xff\xd8" + b"\xff" * 2_000_000)

    assert time.monotonic() - started < 5
