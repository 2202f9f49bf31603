from __future__ import annotations

from flask.testing import FlaskClient


def test_the_stylesheet_carries_the_helpdesks_accent(client: FlaskClient) -> None:
    response = client.get("/chat.css")

    assert response.mimetype == "text/css"
    assert "--accent:#0b6b5d" in response.text
    assert response.headers["Cache-Control"] == "public, max-age=31536000"


def test_the_page_stays_light(client: FlaskClient) -> None:
    page, style, script, launcher = (
        len(client.get(path).data)
        for path in ("/", "/chat.css", "/chat.js", "/widget.js")
    )

    assert style < 25_000
    assert script < 15_000
    assert launcher < 3_000
    assert page + style + script < 100_000


def test_nothing_comes_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'src="http' not in page
    assert 'href="http' not in page
    assert "url(" not in client.get("/chat.css").text


def test_without_a_logo_there_is_none(client: FlaskClient) -> None:
    assert client.get("/logo").status_code == 404
