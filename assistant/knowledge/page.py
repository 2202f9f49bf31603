"""What is written to be read: a topic's page, and a story of the demo world.

A topic's page has a front matter, which is what matching needs (how people ask
for it), and a text in Markdown, in one language a file.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.knowledge.guide import DemoCustomer, Topic
from assistant.knowledge.parse import LANGUAGES
from assistant.knowledge.sheet import Ledger, open_sheet

_FRONT = "---\n"


def read_topic(
    topic: str, pages: Mapping[str, tuple[str, str]], ledger: Ledger
) -> Topic:
    """Read one topic from its pages.

    Args:
        topic: The id, from the file names.
        pages: Language → the file's name and its text: a front matter between
            two lines of three dashes, then Markdown.
        ledger: Where mistakes go.
    """
    titles, guides, examples = {}, {}, {}
    related: dict[str, None] = {}
    drawing, reviewed = None, []
    for language, (file, text) in pages.items():
        front, body = _parted(text)
        if not front or not body:
            ledger.complain(
                f"{file}:1", "no front matter or no text", "---, keys, ---, text"
            )
            continue
        sheet = open_sheet("\n" + front, file, ledger)  # so that lines are the file's
        titles[language] = sheet.text("title", required=True)
        examples[language] = sheet.texts("examples")
        for other, place in sheet.placed_texts("related"):
            ledger.refer(place, "topic", other)
            related[other] = None
        drawing = sheet.maybe("drawing") or drawing
        reviewed.append(sheet.plain("reviewed"))
        sheet.close()
        guides[language] = body
    return Topic(
        id=topic,
        titles=titles,
        guides=guides,
        examples=examples,
        related=tuple(related),
        drawing=drawing,
        reviewed=min(reviewed, default=""),  # as old as its oldest language
    )


def read_demo(text: str, file: str, ledger: Ledger) -> DemoCustomer:
    """Read who a zone file of the demo world is about; its records stay text."""
    sheet = open_sheet(text, file, ledger)
    sheet.asked.update(("records", "rcodes"))  # the zone's own, lookup reads them
    story, ask = sheet.part("story"), sheet.part("ask")
    customer = DemoCustomer(
        domain=sheet.name("domain") or "",
        stories={each: story.text(each, required=True) for each in LANGUAGES},
        questions={each: ask.text(each, required=True) for each in LANGUAGES},
    )
    if not customer.domain.endswith(".example"):
        expected = "a name under .example"
        ledger.complain(sheet.at("domain"), repr(customer.domain), expected)
    sheet.close()
    return customer


def _parted(text: str) -> tuple[str, str]:
    if not text.startswith(_FRONT):
        return "", text.strip()
    front, _, body = text[len(_FRONT) :].partition("\n" + _FRONT)
    return front, body.strip()
