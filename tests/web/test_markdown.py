from __future__ import annotations

from assistant.web.markdown import to_html


def test_raw_html_is_shown_and_does_nothing() -> None:
    drawn = to_html("<script>alert(1)</script>\n\n<b onclick=x>vet</b>")

    assert "<script" not in drawn
    assert "<b" not in drawn
    assert "&lt;b onclick=x&gt;vet" in drawn


def test_a_link_that_runs_a_script_goes_nowhere() -> None:
    drawn = to_html("[druk](javascript:alert(1)) ![x](https://elders.example/x.png)")

    assert "javascript" not in drawn
    assert "<img" not in drawn


def test_an_ordinary_link_gives_nothing_away() -> None:
    drawn = to_html("[de uitleg](https://helpdesk.example/)")

    assert 'href="https://helpdesk.example/"' in drawn
    assert 'rel="noopener noreferrer"' in drawn


def test_headings_stand_below_the_pages_own() -> None:
    assert to_html("## Zet dit in uw DNS") == "<h3>Zet dit in uw DNS</h3>"


def test_steps_and_tables_keep_their_shape() -> None:
    assert "<ol>" in to_html("1. Open uw DNS\n2. Voeg toe")
    assert "<td>587</td>" in to_html("| Poort |\n|---|\n| 587 |")
