"""What the console shows when it refuses something: never the customers' page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

TYPED = 'Goedemorgen, "Piet" <jansen>\nwij kijken met u mee.'


def test_a_form_of_a_tab_that_stood_open_keeps_what_was_typed(
    staff: FlaskClient,
) -> None:
    told = staff.post(
        "/console/c/nobody/write",
        data={"csrf_token": "stale", "text": TYPED, "seen": "4", "act": "reply"},
        headers={"Accept-Language": "nl"},
    )

    assert told.status_code == 403
    assert "Deze pagina stond te lang open" in told.text
    assert "Goedemorgen, &#34;Piet&#34; &lt;jansen&gt;" in told.text
    assert 'action="/console/c/nobody/write"' in told.text
    assert 'name="seen" value="4"' in told.text
    assert "stale" not in told.text
    assert "data-ask" not in told.text


def test_a_password_is_not_written_into_a_page(staff: FlaskClient) -> None:
    told = staff.post("/console/account/password", data={"new_password": "hunter2xyz"})

    assert "hunter2xyz" not in told.text


@pytest.mark.parametrize("place", ["/console/c/nope", "/console/nowhere"])
def test_what_is_not_there_is_told_in_the_consoles_own_frame(
    staff: FlaskClient, place: str
) -> None:
    told = staff.get(place, headers={"Accept-Language": "nl"})

    assert told.status_code == 404
    assert "Naar de gesprekken" in told.text
    assert "data-ask" not in told.text


def test_what_breaks_is_told_in_it_too(
    app: Flask, staff: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> str:
        raise RuntimeError("secret detail")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "console.bench.show", broken)

    told = staff.get("/console/bench", headers={"Accept-Language": "nl"})

    assert told.status_code == 500
    assert "Er ging iets mis" in told.text
    assert "secret detail" not in told.text
    assert "data-ask" not in told.text
