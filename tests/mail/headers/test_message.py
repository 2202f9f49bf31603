from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import UnusableInputError
from assistant.mail.headers.message import (
    Kind,
    looks_like_header,
    read,
    split_story,
)

FOLDER = Path(__file__).parent.parent.parent / "scenes" / "messages"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".eml", ".txt"})
HEADER = (
    "Received: from mail.school.example ([192.0.2.25]) by mx.hoster.example;"
    " Mon, 2 Mar 2026 11:12:08 +0100\n"
    "From: De School <info@school.example>\nTo: jan@lezer.example\nSubject: Rapport\n"
)
TAIL = "From: a <a@school.example>\r\nTo: b@lezer.example\r\nSubject: x\r\n\r\nbody\r\n"


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", "", "\x00\x00", b"\xff\xfe"])
def test_nothing_is_refused(raw: bytes | str) -> None:
    with pytest.raises(UnusableInputError, match="empty"):
        read(raw)


@pytest.mark.parametrize("raw", [b"a" * 2_097_153, "é" * 1_100_000])
def test_more_than_two_megabytes_is_refused_at_once(raw: bytes | str) -> None:
    started = time.process_time()

    with pytest.raises(UnusableInputError, match="larger than 2 MB"):
        read(raw)

    assert time.process_time() - started < 0.1


def test_outlooks_own_format_is_told_how_to_be_saved() -> None:
    with pytest.raises(UnusableInputError, match=r"Save as > \.eml"):
        read(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600)


def test_a_saved_message_keeps_what_its_signatures_need() -> None:
    message = read((HEADER + "\nHallo\n").encode())

    assert (message.kind, message.whole) == (Kind.MESSAGE, True)
    assert message.raw == (HEADER + "\nHallo\n").encode()


def test_a_body_that_breaks_off_is_no_whole_message() -> None:
    typed = HEADER + 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nHallo\n'

    assert not read(typed).whole
    assert read(typed + "--b--\n").whole


def test_a_repaired_copy_is_never_checked_as_a_whole() -> None:
    quoted = "".join(f"> {line}\n" for line in (HEADER + "\nHallo").split("\n"))

    assert read(quoted).raw is None


def test_an_mbox_line_before_the_header_does_no_harm() -> None:
    message = read("From info@school.example Mon Mar  2 2026\n" + HEADER + "\nHallo\n")

    assert (message.kind, message.from_domain) == (Kind.MESSAGE, "school.example")


def test_the_customers_words_are_parted_from_the_header() -> None:
    text = f"Hallo: mijn mail komt niet aan.\n\n{HEADER}\nGroet, Jan"

    words, pasted = split_story(text)

    assert words == "Hallo: mijn mail komt niet aan.\n\n\nGroet, Jan"
    assert pasted == HEADER.strip("\n")


def test_the_text_of_a_bounce_belongs_to_what_was_pasted() -> None:
    text = (
        "Dit kreeg ik terug:\n\nDelivery has failed to these recipients\n"
        f"550 5.7.26 no\n\nOriginal message headers:\n\n{HEADER}"
    )

    words, pasted = split_story(text)

    assert words == "Dit kreeg ik terug:"
    assert pasted.startswith("Delivery has failed")
    assert read(pasted).kind is Kind.BOUNCE


def test_words_alone_stay_words() -> None:
    text = "Beste: ik heb een vraag.\nTijd: vandaag"

    assert split_story(text) == (text, "")
    assert not looks_like_header(text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_header_is_seen_wherever_it_stands(sample: Path) -> None:
    text = sample.read_bytes().decode("utf-8", "replace")
    plain = {"no-header-at-all", "one-line-of-a-refusal"}
    wide = {"utf-16-with-mark", "utf-16-without-mark"}

    if sample.stem not in wide:
        assert looks_like_header(text) is (sample.stem not in plain)


def test_a_bounce_of_a_bounce_is_followed_to_its_depth() -> None:
    text = HEADER + "\nHallo\n"
    for _ in range(12):
        text = (
            "From: MAILER-DAEMON@a.example\nReturn-Path: <>\n"
            'Content-Type: multipart/report; boundary="b"\n\n'
            f"--b\nContent-Type: message/rfc822\n\n{text}\n--b--\n"
        )

    message, depth = read(text), 0
    while message.returned:
        message, depth = message.returned, depth + 1

    assert depth <= 3


def test_an_original_in_base64_is_read() -> None:
    text = (
        "From: MAILER-DAEMON@a.example\nReturn-Path: <>\n"
        'Content-Type: multipart/report; boundary="b"\n\n--b\n'
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        "RnJvbTogaW5mb0BzY2hvb2wuZXhhbXBsZQpUbzogYUBiLmV4YW1wbGUKU3ViamVjdDogeAoKaG9p"
        "\n--b--\n"
    )

    assert read(text).analysed.from_domain == "school.example"


def test_gmails_own_signature_fields_are_no_signatures_of_the_customer() -> None:
    assert read(f"X-Google-DKIM-Signature: v=1; d=1e100.net\n{HEADER}").signatures == ()


def received(count: int) -> str:
    line = (
        "Received: from h.a.example (h.a.example [198.51.100.7])\r\n\tby m.b.example"
        " (Postfix) with ESMTPS id 1\r\n\tfor <jan@c.example>; Mon, 23 Nov 2026"
        " 10:00:00 +0000 (UTC)\r\n"
    )
    return line * count


def folded(count: int) -> str:
    line = " ;" + "a=b " * 18 + "\r\n"
    return "Authentication-Results: m.b.example\r\n" + line * count


HOSTILE: dict[str, Callable[[int], str]] = {
    "received": lambda size: received(size // 170),
    "folded": lambda size: folded(size // 76),
    "one line": lambda size: "X-Long: " + "a=b; " * (size // 5) + "\r\n",
    "encoded words": lambda size: "Subject: " + "=?a?B?YQ==?= " * (size // 13) + "\n",
    "comments": lambda size: f"Received: a {'(' * (size // 2)}{')' * (size // 2)}\n",
    "stamp": lambda size: "Authentication-Results: x; spf=pass " + "(" * size + "\n",
    "quotes": lambda size: "From: " + '"' * size + "\n",
    "blanks": lambda size: "Subject:" + " " * size + "x\n",
    "angles": lambda size: "From: " + "<" * size + "\n",
    "quoted lines": lambda size: "> Received: by a.example\n" * (size // 25),
    "entities": lambda size: "From: &lt;" * (size // 10) + "\n",
    "colons": lambda size: "a:" * (size // 2) + "\n",
    "known words": lambda size: "From: To: Subject: " * (size // 19) + "\n",
    "empty lines": lambda size: "From: a@b.example\n\n" * (size // 19),
    "originals": lambda size: "Content-Type: message/rfc822\n\n" * (size // 30),
    "refusals": lambda size: "550 5.7.1 no\n" * (size // 13),
}  # fmt: skip


def spent(text: str) -> float:
    raw = (text + TAIL).encode()
    times = []
    for _ in range(2):
        started = time.process_time()
        read(raw)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("shape", HOSTILE)
def test_time_grows_with_the_size_and_no_faster(shape: str) -> None:
    once, twice = spent(HOSTILE[shape](250_000)), spent(HOSTILE[shape](500_000))

    assert twice < 0.5
    assert twice < 3.5 * once + 0.05


@pytest.mark.parametrize("seed", range(20))
def test_no_mutation_makes_it_raise(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret, only a repeatable chance
    for _ in range(50):
        read(mutated(chance.choice(SAMPLES).read_bytes(), chance))


@pytest.mark.soak
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_missing_byte_makes_it_raise(sample: Path) -> None:
    raw = sample.read_bytes()
    for place in range(len(raw)):
        read(raw[:place] + raw[place + 1 :])


def mutated(raw: bytes, chance: random.Random) -> bytes:
    now = bytearray(raw)
    for _ in range(chance.randint(1, 30)):
        place = chance.randrange(len(now) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            del now[place : place + chance.randint(1, 40)]
        elif kind == 1:
            now[place:place] = bytes(chance.choices(b'()"\\;=<>@:\r\n\t \x00\xff', k=5))
        elif kind == 2:
            now[place:place] = now[: chance.randint(0, 300)]
        elif kind == 3:
            now[place:place] = chance.choice(MARKS)
        else:
            now = now[:place] if place else now
    return bytes(now) + b"x"


MARKS = (
    b"\r\n\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"=?utf-8?B?",
    b"&lt;",
    b"Received: ",
    b"550 5.7.1 ",
    b"--b--",
)
