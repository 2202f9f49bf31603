"""A picture without anything that tells of its maker: only what is drawn stays.

A photo may hold where it was taken, on which device, by whom, and a smaller
picture of what was cut away. So nothing is copied but the parts that draw it, in
four formats, with bounded work and without decoding a single pixel. Whatever does
not read as one of these is no picture to us.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import UnusableInputError

MOST_PARTS = 20_000  # chunks, segments or blocks of one picture
MOST_PIXELS = 50_000_000  # a browser holds four bytes for each
LONGEST_SIDE = 20_000

PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"
ENDINGS = {PNG: "png", JPEG: "jpg", GIF: "gif", WEBP: "webp"}

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_FRAMES = frozenset(range(0xC0, 0xC3))  # baseline, extended, progressive
_JPEG_DRAWS = _FRAMES | {0xC4, 0xDA, 0xDB, 0xDD}
_ADOBE, _EXIF = b"Adobe", b"Exif\x00\x00"
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_TURNED = 0x0112  # the tag of a photo's orientation
_WEBP_DRAWS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_HAS_ALPHA = 0x10  # of the flags of VP8X; the rest tell of what is left out
_MOVES = 0x02


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is left of a picture; sizes are in pixels, as it is stored."""

    kind: str
    content: bytes
    width: int
    height: int


class _Reader:
    """Takes bytes from the front, and complains when there are not enough."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self.content, self.at, self.parts = content, at, 0

    def take(self, count: int) -> bytes:
        if self.at + count > len(self.content):
            raise _broken("more bytes", self.at)
        self.at += count
        return self.content[self.at - count : self.at]

    def number(self, form: str) -> int:
        (found,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return int(found)

    def part(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _broken("fewer parts", self.at)


def picture(content: bytes) -> Picture:
    """Copy what draws a picture, and nothing else.

    Raises:
        UnusableInputError: It is none of the four formats, damaged, or too large.
    """
    for start, read in _STARTS:
        if content.startswith(start):
            found = read(_Reader(content, len(start)))
            if min(found.width, found.height) < 1:
                raise _broken("a picture that is not empty", 0)
            if max(found.width, found.height) > LONGEST_SIDE:
                raise _broken("shorter sides", 0)
            if found.width * found.height > MOST_PIXELS:
                raise _broken("fewer pixels", 0)
            return found
    raise _broken("PNG, JPEG, GIF or WebP", 0)


def _broken(expected: str, at: int) -> UnusableInputError:
    return UnusableInputError(f"picture: expected {expected} at byte {at}")


def _png(reader: _Reader) -> Picture:
    """Copy the chunks that draw; the rest are words, times, profiles."""
    kept = [_PNG_START]
    width = height = 0
    kind, drawn = b"", False
    while kind != b"IEND":
        reader.part()
        length = reader.number(">I")
        kind, body, sum_ = reader.take(4), reader.take(length), reader.number(">I")
        if (kind == b"IHDR") != (len(kept) == 1):
            raise _broken("one IHDR, first", reader.at)
        if kind in _PNG_DRAWS:
            if zlib.crc32(kind + body) != sum_:
                raise _broken("its own checksum", reader.at)
            kept.append(struct.pack(">I", length) + kind + body)
            kept.append(struct.pack(">I", sum_))
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8].ljust(8, b"\0"))
        drawn = drawn or kind == b"IDAT"
    if not drawn:
        raise _broken("something drawn", reader.at)
    return Picture(kind=PNG, content=b"".join(kept), width=width, height=height)


def _jpeg(reader: _Reader) -> Picture:
    """Copy the segments that draw, and which side of a photo is up."""
    kept = [b"\xff\xd8"]
    width = height = 0
    turned, drawn = 1, False
    while True:
        reader.part()
        marker = _marker(reader)
        if marker == 0xD9:  # noqa: PLR2004 - the end of the image
            break
        body = reader.take(max(reader.number(">H") - 2, 0))
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", body[1:5].ljust(4, b"\0"))
        if marker == 0xE1 and body.startswith(_EXIF):  # noqa: PLR2004 - APP1
            turned = _orientation(body[len(_EXIF) :])
        kept.append(_drawing(marker, body, reader.at))
        if marker == 0xDA:  # noqa: PLR2004 - a scan, up to the next marker
            kept.append(_scan(reader))
            drawn = True
    if not drawn:
        raise _broken("something drawn", reader.at)
    if turned != 1:
        kept.insert(1, _segment(0xE1, _EXIF + _orientation_alone(turned)))
    content = b"".join([*kept, b"\xff\xd9"])
    return Picture(kind=JPEG, content=content, width=width, height=height)


def _drawing(marker: int, body: bytes, at: int) -> bytes:
    """A segment, as far as it draws."""
    if marker == 0xEE and body.startswith(_ADOBE):  # noqa: PLR2004 - APP14 tells how colours are stored
        return _segment(marker, body[:12])
    if marker in _JPEG_DRAWS:
        return _segment(marker, body)
    if 0xC0 <= marker <= 0xCF:  # noqa: PLR2004 - other ways to code
        raise _broken("a common JPEG", at)
    return b""


def _marker(reader: _Reader) -> int:
    if reader.take(1) != b"\xff":
        raise _broken("a marker", reader.at)
    found = 0xFF
    while found == 0xFF:  # noqa: PLR2004 - a fill byte
        reader.part()
        found = reader.take(1)[0]
    return found


def _scan(reader: _Reader) -> bytes:
    found = _AFTER_SCAN.search(reader.content, reader.at)
    if found is None:
        raise _broken("the end of a scan", reader.at)
    return reader.take(found.start() - reader.at)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _orientation(tiff: bytes) -> int:
    """Which side is up: 1 to 8, as a camera noted it; 1 where it did not."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:  # noqa: PLR2004 - of its header
        return 1
    try:
        (place,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, place)
        for entry in range(min(count, 512)):
            tag, _, _, value = struct.unpack_from(
                f"{order}HHIH", tiff, place + 2 + entry * 12
            )
            if tag == _TURNED:
                return value if 1 <= value <= 8 else 1  # noqa: PLR2004 - the ways to turn it
    except struct.error:
        return 1
    return 1


def _orientation_alone(turned: int) -> bytes:
    header = b"MM\x00\x2a" + struct.pack(">IH", 8, 1)
    return header + struct.pack(">HHIHHI", _TURNED, 3, 1, turned, 0, 0)


def _gif(reader: _Reader) -> Picture:
    """Copy the frames and how they follow; no comment, no program's own block."""
    kept = [b"GIF89a"]
    screen = reader.take(7)
    width, height = struct.unpack("<HH", screen[:4])
    kept += [screen, reader.take(_colours(screen[4]))]
    drawn = False
    while (kind := reader.take(1)) != b"\x3b":
        reader.part()
        if kind == b"\x2c":
            place = reader.take(9)
            kept += [kind, place, reader.take(_colours(place[8])), reader.take(1)]
            kept.append(_blocks(reader))
            drawn = True
        elif kind == b"\x21":
            label, blocks = reader.take(1), _blocks(reader)
            kept += [kind, label, blocks] if label == b"\xf9" else []
        else:
            raise _broken("a block", reader.at)
    if not drawn:
        raise _broken("something drawn", reader.at)
    content = b"".join([*kept, b"\x3b"])
    return Picture(kind=GIF, content=content, width=width, height=height)


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(reader: _Reader) -> bytes:
    start = reader.at
    while length := reader.take(1)[0]:
        reader.part()
        reader.take(length)
    return reader.content[start : reader.at]


def _webp(reader: _Reader) -> Picture:
    """Copy the frame and its transparency; what moves is not taken."""
    end = min(reader.number("<I") + 8, len(reader.content))
    if reader.take(4) != b"WEBP":
        raise _broken("WEBP", reader.at)
    kept: list[bytes] = []
    size = (0, 0)
    while reader.at + 8 <= end:
        reader.part()
        kind, length = reader.take(4), reader.number("<I")
        body = reader.take(length)
        reader.take(min(length % 2, len(reader.content) - reader.at))
        if kind == b"VP8X":
            size = _canvas(body)
            body = bytes((body[0] & _HAS_ALPHA, 0, 0, 0)) + body[4:10]
        elif kind in _WEBP_DRAWS:
            size = size if any(size) else _frame(kind, body)
        else:
            continue
        kept.append(kind + struct.pack("<I", len(body)) + body + b"\0" * (length % 2))
    if not any(one.startswith((b"VP8 ", b"VP8L")) for one in kept):
        raise _broken("something drawn", reader.at)
    drawn = b"WEBP" + b"".join(kept)
    content = b"RIFF" + struct.pack("<I", len(drawn)) + drawn
    return Picture(kind=WEBP, content=content, width=size[0], height=size[1])


def _canvas(body: bytes) -> tuple[int, int]:
    if len(body) != 10 or body[0] & _MOVES:  # noqa: PLR2004 - of VP8X
        raise _broken("a picture that does not move", 0)
    width, height = body[4:7], body[7:10]
    return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1


def _frame(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10].ljust(4, b"\0"))
        return width & 0x3FFF, height & 0x3FFF
    raise _broken("a frame", 0)


_STARTS: tuple[tuple[bytes, Callable[[_Reader], Picture]], ...] = (
    (_PNG_START, _png),
    (b"\xff\xd8", _jpeg),
    (b"GIF89a", _gif),
    (b"GIF87a", _gif),
    (b"RIFF", _webp),
)
