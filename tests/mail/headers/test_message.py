from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.errors import UnusableInputError
from assistant.mail.headers.message import Kind, read
from assistant.mail.headers.story import looks_like_header, split_story

FOLDER = Path(__file__).parent.parent.parent / "scenes" / "messages"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".eml", ".txt"})
HEADER = (
    "Received: from mail.school.example ([192.0.2.25]) by mx.hoster.example;"
    " Mon, 2 Mar 2026 11:12:08 +0100\n"
    "From: De School <info@school.example>\nTo: jan@lezer.example\nSubject: Rapport\n"
)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", "", "\x00\x00", b"\xff\xfe"])
def test_nothing_is_refused(raw: bytes | str) -> None:
    with pytest.raises(UnusableInputError, match="empty"):
        read(raw)


@pytest.mark.parametrize("raw", [b"a" * 2_097_153, "é" * 1_100_000])
def test_more_than_two_megabytes_is_refused_at_once(raw: bytes | str) -> None:
    started = time.process_time()

    with pytest.raises(UnusableInputError, match="larger than 2 MB"):
        read(raw)

    assert time.process_time() - started < 2


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
    plain |= {one.stem for one in SAMPLES if one.stem.startswith("refused-")}
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


@pytest.mark.parametrize(
    ("story", "words", "pasted"),
    [
        (
            "hoi, 550 5.1.1 No such user als ik mail. Wat nu?",
            "hoi, \nals ik mail. Wat nu?",
            "550 5.1.1 No such user",
        ),
        (
            "Kijk:\n<a@b.example>: host mx.b.example said: 552 5.2.2 Full\n\nen?",
            "Kijk:\n\n\n\nen?",
            "<a@b.example>: host mx.b.example said: 552 5.2.2 Full",
        ),
        (
            "SPF: PASS with IP 192.0.2.1\nDKIM: 'PASS' with domain a.example\ndank",
            "dank",
            "SPF: PASS with IP 192.0.2.1\nDKIM: 'PASS' with domain a.example",
        ),
        ("wij gebruiken versie 5.1.1 van de plugin", None, ""),
        ("het kost 450 euro, 550 met spam", None, ""),
        ("SPF: pass, zegt hij", None, ""),
    ],
    ids=["a line", "a log", "Gmail's summary", "a version", "a price", "a sentence"],
)
def test_what_was_pasted_is_parted_from_the_words_around_it(
    story: str, words: str | None, pasted: str
) -> None:
    assert split_story(story) == (story if words is None else words, pasted)
