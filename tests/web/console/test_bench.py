from __future__ import annotations

import io

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.consoling import HEADER
from tests.entering import send


def measured(staff: FlaskClient, text: str, wished: str = "") -> TestResponse:
    return send(staff, "/console/bench", text=text, wished=wished)


def test_a_stranger_is_sent_to_the_door(client: FlaskClient) -> None:
    assert client.get("/console/bench").location.startswith("/console/sign-in")


def test_a_form_without_its_token_measures_nothing(staff: FlaskClient) -> None:
    answer = staff.post("/console/bench", data={"text": "bakkerij.example"})

    assert answer.status_code == 403


def test_a_domain_with_a_service_brings_verdict_proposal_and_every_form(
    staff: FlaskClient,
) -> None:
    page = measured(staff, "bakkerij.example mailchimp").text

    assert "Mailchimp mag nog niet ondertekenen namens bakkerij.example" in page
    assert "k2._domainkey.bakkerij.example. 3600 IN CNAME dkim2.mcsv.net." in page
    assert "update add k2._domainkey.bakkerij.example." in page
    assert "pointsTo" in page


def test_a_header_shows_its_way_as_a_picture_and_as_a_table(
    staff: FlaskClient,
) -> None:
    page = measured(staff, HEADER).text

    assert '<svg role="img"' in page
    assert "hier bleef het liggen" in page
    assert '<th scope="row">2</th>' in page


def test_what_was_checked_stands_beside_what_the_reader_sees(
    staff: FlaskClient,
) -> None:
    page = measured(staff, HEADER).text

    assert "<code>b.bulk.example</code>" in page
    assert "SPF · hoort er niet bij" in page


def test_what_stands_in_a_header_is_text_and_nothing_else(staff: FlaskClient) -> None:
    page = measured(staff, HEADER).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_record_is_tried_out_and_what_it_breaks_is_told(staff: FlaskClient) -> None:
    page = measured(staff, "bakkerij.example", "v=spf1 include:nergens.example -all")

    assert "Wat als: dit maakt iets stuk" in page.text
    assert "veroorzaakt: spf-broken-include" in page.text


def test_a_record_that_cures_is_told_to_help(staff: FlaskClient) -> None:
    page = measured(staff, "bakkerij.example", "_dmarc TXT v=DMARC1; p=none")

    assert "lost op: dmarc-missing" in page.text


def test_a_service_alone_shows_its_guide(staff: FlaskClient) -> None:
    assert "<h2>Mailchimp</h2>" in measured(staff, "mailchimp").text


def test_an_address_alone_is_asked_for_its_name(staff: FlaskClient) -> None:
    assert "203.0.113.77" in measured(staff, "203.0.113.77").text


def test_a_refusal_tells_what_it_means(staff: FlaskClient) -> None:
    page = measured(staff, "550 5.7.1 blocked using zen.spamhaus.org; 203.0.113.9")

    assert "blocklist" in page.text


def test_a_file_is_read_as_what_is_pasted(staff: FlaskClient) -> None:
    token = staff.get("/console/bench").text.split('name="csrf_token" value="')[1]

    page = staff.post(
        "/console/bench",
        data={
            "csrf_token": token.partition('"')[0],
            "file": (io.BytesIO(HEADER.encode()), "bericht.eml"),
        },
    )

    assert "bakkerij.example" in page.text
    assert "hier bleef het liggen" in page.text


def test_an_empty_bench_says_so(staff: FlaskClient) -> None:
    assert "Er ligt nog niets op de meetbank." in measured(staff, "  ").text


def test_a_get_lays_ready_and_measures_nothing(staff: FlaskClient) -> None:
    page = staff.get("/console/bench?text=bakkerij.example").text

    assert ">bakkerij.example</textarea>" in page
    assert 'id="answer"' not in page


def test_the_bench_speaks_english_where_that_is_asked(staff: FlaskClient) -> None:
    assert "Lay something on the bench" in staff.get("/console/bench?lang=en").text
