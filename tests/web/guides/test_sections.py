"""A guide's run-in headings become headings of a page, and bold words do not."""

from __future__ import annotations

from assistant.web.guides.sections import cut


def test_a_heading_that_runs_into_the_text_is_cut_off() -> None:
    first, second = cut("Vooraf.\n\n**Waar in Postduif:** instellingen.")

    assert (first.title, first.anchor, first.markdown) == ("", "", "Vooraf.")
    assert (second.title, second.markdown) == ("Waar in Postduif", "Instellingen.")
    assert second.anchor == "1-waar-in-postduif"


def test_a_question_keeps_its_mark() -> None:
    (section,) = cut("**Ging het mis?** Zet het terug.")

    assert section.title == "Ging het mis?"


def test_bold_words_at_the_start_of_a_sentence_are_no_heading() -> None:
    (section,) = cut("**DKIM** is een handtekening.\n\n**TXT**: een regel tekst.")

    assert section.title == ""


def test_bold_words_within_a_paragraph_are_no_heading() -> None:
    (section,) = cut("Dit is zo.\n**Let op.** Dat is anders.")

    assert section.title == ""


def test_a_list_below_a_heading_stays_a_list() -> None:
    (section,) = cut("**Gmail**\n1. Open het bericht.\n2. Klik.")

    assert section.title == "Gmail"
    assert section.markdown == "1. Open het bericht.\n2. Klik."


def test_two_headings_alike_get_two_anchors() -> None:
    first, second = cut("**Let op.** A.\n\n**Let op.** B.")

    assert first.anchor != second.anchor


def test_nothing_gives_no_section() -> None:
    assert cut("") == ()
