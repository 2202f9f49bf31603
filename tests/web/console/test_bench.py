from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.desk import Desk
from assistant.store.turns import Store
from assistant.web.console.put import address_in
from tests.consoling import BAKER, HEADER, waiting
from tests.entering import send


def measured(staff: FlaskClient, text: str, wished: str = "") -> TestResponse:
    return send(staff, "/console/bench", text=text, wished=wished)


def tried(page: TestResponse) -> str:
    """What stands open of the answer to "what if"."""
    found = re.search(r'<section class="simulated.*?<details', page.text, re.DOTALL)
    return found[0] if found else ""


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
    assert "veroorzaakt" in page.text
    assert "spf-broken-include" not in tried(page)


def test_a_record_that_cures_is_told_to_help(staff: FlaskClient) -> None:
    page = measured(staff, "bakkerij.example", "_dmarc TXT v=DMARC1; p=none")

    assert (
        '<span class="tag good">lost op</span> bakkerij.example heeft geen' in page.text
    )


def test_a_service_alone_shows_its_guide(staff: FlaskClient) -> None:
    assert "<h2>Mailchimp</h2>" in measured(staff, "mailchimp").text


def test_an_address_alone_is_asked_for_its_name_and_its_owner(
    staff: FlaskClient,
) -> None:
    page = measured(staff, "198.2.128.9").text

    assert "<code>198.2.128.9</code>" in page
    assert '/guides/services/mailchimp">Mailchimp</a>' in page
    assert "staat in de gids" in page
    assert "Wat de klant zou lezen" not in page


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("203.0.113.5.", "203.0.113.5"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
        ("bakkerij.example 203.0.113.5", "203.0.113.5"),
        ("mailchimp vanaf 203.0.113.5", "203.0.113.5"),
        ("hij belt over ip-adres 203.0.113.5 en zo", "203.0.113.5"),
        ("het adres is 203.0.113.5 geloof ik", "203.0.113.5"),
        ("std ::dead foo", None),
        ("versie 1.2.3.4", None),
        ("mailchimp versie 1.2.3.4", None),
        ("v=spf1 ip4:203.0.113.4 -all", None),
        ("om 10:00:09 ging 1.2.3", None),
    ],
)
def test_what_only_looks_like_an_address_is_none(
    demo_desk: Desk, text: str, address: str | None
) -> None:
    assert address_in(text, demo_desk.matcher) == address


def test_a_program_in_doubt_is_chosen_with_one_press(staff: FlaskClient) -> None:
    doubt = measured(staff, "mailchmp bakkerij.example").text

    chosen = send(
        staff,
        "/console/bench",
        text="mailchmp bakkerij.example",
        wished="",
        program="mailchimp",
    ).text

    assert '<button class="button" name="program" value="mailchimp">' in doubt
    assert "Mailchimp mag nog niet ondertekenen namens bakkerij.example" in chosen


def test_a_record_alone_is_weighed(staff: FlaskClient) -> None:
    page = measured(staff, '"v=spf1 mx include:_spf.transip.email ~all"').text

    assert "Dit SPF-record" in page
    assert "2 van 10 zoekvragen" in page
    assert "In het record herkennen wij: TransIP" in page
    assert "~all: alle andere servers zijn verdacht." in page


def test_a_record_with_a_slip_of_the_pen_tells_where(staff: FlaskClient) -> None:
    page = measured(staff, "v=spf1 inclde:_spf.transip.email ~all").text

    assert "<code>inclde:_spf.transip.email</code>" in page


def test_who_calls_about_a_message_may_have_another_domain(staff: FlaskClient) -> None:
    page = measured(staff, f"jan@prive.example belt\n{HEADER}").text

    assert "gelezen als bakkerij.example" in page


def test_the_bar_shows_what_waits(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    waiting(store, demo_desk, BAKER)

    assert 'data-count="queue">1<' in staff.get("/console/bench").text


@pytest.mark.parametrize(
    "line",
    ["mail A niet-een-ip", "mail AAAA 1.2.3.4", "x CNAME a b c", "@ MX tien host.nl"],
)
def test_a_value_of_another_type_is_told_and_stays_in_the_field(
    staff: FlaskClient, line: str
) -> None:
    page = measured(staff, "bakkerij.example", line)

    assert page.status_code == 200
    assert f"<code>{line}</code> heeft een waarde die niet bij dit type past." in (
        page.text
    )
    assert f">{line}</textarea>" in page.text


def test_mail_that_loses_its_proof_is_told_by_name(staff: FlaskClient) -> None:
    page = measured(
        staff,
        "bakkerij.example mailchimp",
        "@ TXT v=spf1 include:servers.mcsv.net ~all",
    )

    assert "Wat als: dit maakt iets stuk" in page.text
    assert "Mail via TransIP is dan niet meer bewezen." in page.text


def test_a_cname_where_it_cannot_stand_helps_nothing(staff: FlaskClient) -> None:
    page = measured(staff, "bakkerij.example mailchimp", "@ CNAME elders.example")

    assert "Een CNAME kan niet naast andere records staan" in page.text
    assert "lost op" not in page.text


def test_records_without_a_domain_are_not_dropped_in_silence(
    staff: FlaskClient,
) -> None:
    page = measured(staff, "mailchimp", "@ TXT v=spf1 -all").text

    assert "Noem een domein." in page


def test_a_domain_that_does_not_exist_gets_no_records(staff: FlaskClient) -> None:
    page = measured(staff, "bestaatniet.example", "@ TXT v=spf1 -all").text

    assert "Wat als: " not in page
    assert "Dit domein bestaat niet." in page


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
