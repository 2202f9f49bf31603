"""A message as a file: taken in, or kindly refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.mail.headers.message import MOST_BYTES, read
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.drawing import MOST_SHOWN, shown
from assistant.web.reception import COOKIE, signer
from assistant.web.upload import Taken, taken
from tests.telling import TellingDesk
from tests.web.sending import FORM, send

SAMPLES = Path(__file__).parents[1] / "scenes" / "messages"
HEADER = b"""\
Received: from mail.bakkerij.example ([192.0.2.25]) by mx.ontvanger.example;\r
 Tue, 03 Mar 2026 08:00:14 +0000\r
From: Bakkerij <info@bakkerij.example>\r
To: lezer@ontvanger.example\r
Subject: Nieuws\r
"""
SIGNED = (
    b"DKIM-Signature: v=1; a=rsa-sha256; d=bakkerij.example; s=k2;\r\n"
    b" h=from:subject; bh=abc=; b=abc=\r\n" + HEADER
)
BODY = b"\r\nHet geheime recept van de bakker.\r\n"
RECIPE = "geheime recept"
KINDLY = {
    "file_image": "Dit is een afbeelding",
    "file_msg": "een bestand van Outlook (.msg)",
    "file_other": "Dit bestand kunnen wij niet lezen",
    "file_empty": "Dit bestand is leeg",
    "file_large": "groter dan 2 MB",
    "file_no_header": "vinden wij geen header",
}


def post(
    client: FlaskClient, content: bytes, text: str = "", name: str = "bericht.eml"
) -> str:
    response = send(client, content, text, name)
    assert response.status_code in {200, 303}
    return response.text


def test_a_file_is_asked_as_the_message_that_it_holds(
    client: FlaskClient, desk: TellingDesk
) -> None:
    post(client, HEADER)

    assert [read(text).from_domain for text in desk.heard] == ["bakkerij.example"]


def test_words_and_a_file_go_together(client: FlaskClient, desk: TellingDesk) -> None:
    post(client, HEADER + BODY, "Dit komt in de spam")

    assert desk.heard[0].startswith("Dit komt in de spam\n\f\nReceived: from mail")
    assert RECIPE not in desk.heard[0]


def test_words_and_a_file_of_plain_text_are_one_text(
    client: FlaskClient, desk: TellingDesk
) -> None:
    post(client, b"de mail komt niet aan", "Dit staat erin:", name="klacht.txt")

    assert desk.heard == ["Dit staat erin:\n\nde mail komt niet aan"]


def test_no_file_chosen_is_no_file(client: FlaskClient, desk: TellingDesk) -> None:
    post(client, b"", "Dit komt in de spam", name="")

    assert desk.heard == ["Dit komt in de spam"]


def test_neither_words_nor_file_gets_a_kind_sentence(client: FlaskClient) -> None:
    assert "Er staat nog geen vraag" in post(client, b"", name="")


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file_image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "file_image"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "file_image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "file_msg"),
        (b"%PDF-1.7\n", "file_other"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07" * 500, "file_other"),
        (b" \r\n\r\n", "file_empty"),
        (b"", "file_empty"),
        (HEADER + b"x" * MOST_BYTES, "file_large"),
        (b"gewoon een verhaal " * 100, "file_no_header"),
    ],
    ids=[
        "png", "jpeg", "webp", "heic", "msg", "pdf", "binary", "blank", "empty",
        "large", "story",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_kindly_and_the_words_stay(
    content: bytes, notice: str, client: FlaskClient, desk: TellingDesk
) -> None:
    page = post(client, content, "Dit komt in de spam", name="iets.bin")

    assert KINDLY[notice] in page
    assert "Dit komt in de spam</textarea>" in page
    assert desk.heard == []


def test_english_refuses_in_english(client: FlaskClient) -> None:
    data = {"file": (io.BytesIO(b"\x89PNG"), "photo.png")}
    page = client.post("/?lang=en", data=data, content_type=FORM).text

    assert "This is a picture" in page


def test_a_file_beyond_all_bounds_is_refused_before_it_is_read(
    client: FlaskClient,
) -> None:
    response = send(client, b"x" * 9_000_000)

    assert response.status_code == 413
    assert "te groot om te lezen" in response.text


def test_a_message_of_two_megabytes_is_read(
    client: FlaskClient, desk: TellingDesk
) -> None:
    post(client, HEADER + BODY + b"regel\r\n" * 290_000)

    assert read(desk.heard[0]).from_domain == "bakkerij.example"


def test_without_a_signature_the_body_is_not_even_asked() -> None:
    text = taken(HEADER + BODY, "", 500).text

    assert RECIPE not in text
    assert text.endswith("Subject: Nieuws")


def test_with_a_signature_the_message_stays_as_it_was_signed() -> None:
    text = taken(SIGNED + BODY, "", 500).text

    message = read(text)
    assert message.whole
    assert message.raw == (SIGNED + BODY).replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    "body",
    [
        b"\r\nZonder UTF-8: caf\xe9\r\n",
        "\r\nharde\u00a0spatie\r\n".encode(),
        "\r\nonzichtbaar\u200b\r\n".encode(),
        b"\r\neen\rlos teken\r\n",
        b"\r\nnul\x00\r\n",
        b"\r\nblanco als laatste\r\n \r\n",
    ],
    ids=["latin-1", "nbsp", "zero-width", "lone-cr", "nul", "last-blank"],
)
def test_a_body_that_text_cannot_hold_as_signed_is_left_out(body: bytes) -> None:
    message = read(taken(SIGNED + body, "", 500).text)

    assert not message.whole
    assert message.signatures


def test_plain_text_in_a_file_is_the_customers_own_words() -> None:
    words = b"\xef\xbb\xbfMijn mail komt niet aan bij Gmail."

    assert taken(words, "", 500) == Taken(text="Mijn mail komt niet aan bij Gmail.")


def test_a_file_is_held_in_memory_and_never_on_the_disk(app: Flask) -> None:
    form = {"file": (io.BytesIO(b"x" * 9_000), "bericht.eml")}
    with app.test_request_context("/", method="POST", data=form) as context:
        request = context.request

        assert isinstance(request.files["file"].stream, io.BytesIO)


def test_a_bounce_keeps_the_message_inside_it() -> None:
    content = (SAMPLES / "postfix-report.eml").read_bytes()

    asked = read(taken(content, "", 100_000).text)

    assert asked.refusal == read(content).refusal
    assert asked.analysed.from_domain == read(content).analysed.from_domain


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.eml")), ids=lambda p: p.stem)
def test_what_is_asked_says_the_same_as_the_file(sample: Path) -> None:
    content = sample.read_bytes()
    before = read(content).analysed

    after = read(taken(content, "", 100_000).text).analysed

    assert after.from_domain == before.from_domain
    assert after.stated == before.stated
    assert after.hops == before.hops
    assert after.signatures == before.signatures


def test_once_answered_no_body_is_kept(
    client: FlaskClient, store: Store, settings: Settings, desk: TellingDesk
) -> None:
    post(client, SIGNED + BODY)

    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    (kept,) = store.thread(str(signer(settings.secret).loads(cookie.value)))
    assert RECIPE in desk.heard[0]
    assert "bakkerij.example" in kept.question.text
    assert RECIPE not in kept.question.text
    assert "lezer@" not in kept.question.text


def test_a_very_long_question_is_shown_in_part() -> None:
    assert len(shown("x" * 2_000_000)) == MOST_SHOWN + 2
    assert shown("kort") == "kort"


def test_the_form_says_what_is_kept_before_it_is_sent(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'enctype="multipart/form-data"' in page
    assert 'aria-describedby="kept"' in page
    assert "bewaren wij na het antwoord alleen de kop" in page


def test_a_form_without_a_file_is_not_allowed_to_be_larger(app: Flask) -> None:
    response = app.test_client().post("/", data={"text": "x" * 100_000})

    assert response.status_code == 413
