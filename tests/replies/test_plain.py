"""A reply as Markdown, for terminal and JSON."""

from assistant.replies.plain import markdown
from assistant.replies.reply import (
    Card,
    Cards,
    Choice,
    Contrast,
    Fold,
    Headline,
    Part,
    ProofNote,
    Prose,
    Raw,
    Reply,
    Tile,
    Tiles,
)

CARD = Card(
    action="replace",
    type="TXT",
    name="@",
    fqdn="bakkerij.example",
    value="v=spf1 mx -all",
    before="v=spf1 -all",
    heading="gewijzigd",
)


def of(*parts: Part) -> str:
    return markdown(Reply(language="nl", parts=parts))


def test_a_card_is_a_block_with_name_today_and_value() -> None:
    cards = Cards(
        cards=(CARD,), name_label="Naam", value_label="Waarde", today_label="Nu"
    )

    assert of(cards) == (
        "**1 · gewijzigd · TXT**\n\n"
        "```\nNaam:   @\nNu:     v=spf1 -all\nWaarde: v=spf1 mx -all\n```\n"
    )


def test_a_card_that_goes_away_shows_what_stands_there_today() -> None:
    card = Card(
        action="remove", type="TXT", name="", fqdn="x", value="oud", before="oud"
    )
    cards = Cards(cards=(card,), empty_label="(leeg laten)")

    assert "name:  (leeg laten)\ntoday: oud\n```" in of(cards)


def test_a_fence_in_a_record_cannot_end_the_block() -> None:
    assert of(Raw(text="a\n```\n# kop")) == "````\na\n```\n# kop\n````\n"


def test_a_headline_is_a_heading_without_markup_of_its_own() -> None:
    assert of(Headline(text="*Let op* [x](y)")) == "## \\*Let op\\* \\[x\\](y)\n"


def test_proof_and_contrast_are_told_in_words() -> None:
    text = of(
        ProofNote(outcome="proven", title="Nagerekend", markdown="Het klopt."),
        Contrast(
            shown_label="Ziet",
            shown="@a.example",
            checked_label="Gecontroleerd",
            checked="b.example",
            same=False,
        ),
    )

    assert text == (
        "> **Nagerekend.** Het klopt.\n\n"
        "Ziet **@a.example** \u2260 Gecontroleerd **b.example**\n"
    )


def test_folds_and_tiles_are_opened_and_choices_come_last() -> None:
    reply = Reply(
        language="nl",
        parts=(
            Tiles(tiles=(Tile(label="SPF", value="in orde"),)),
            Fold(title="Meer", parts=(Headline(text="Kop"), Prose(markdown="Tekst"))),
        ),
        choices=(Choice(label="Medewerker", says="x"),),
    )

    assert markdown(reply) == (
        "- **SPF:** in orde\n\n### Meer\n\n#### Kop\n\nTekst\n\n[Medewerker]\n"
    )
