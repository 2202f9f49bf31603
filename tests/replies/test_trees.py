"""What is drawn of an SPF record, and in words where nothing can be drawn."""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge.shelf import Shelf
from assistant.lookup.recorded import Recorded
from assistant.mail.spf.audit import audit
from assistant.replies.plain import markdown
from assistant.replies.reply import Reply, Tone, Tree, Twig
from assistant.replies.spf_tree import spf_tree
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.understanding.question import Known


def test_a_tree_is_a_list_where_there_is_no_picture() -> None:
    tree = Tree(
        title="Waar uw SPF-record naar verwijst",
        root="bakkerij.example",
        counted="2 van 10 zoekvragen",
        twigs=(
            Twig(depth=0, text="include:a.example", costs=2, tone=Tone.CAUTION),
            Twig(depth=1, text="mx", costs=1, note="hier staat niets"),
        ),
        more="en nog 3",
    )

    told = markdown(Reply(language="nl", parts=(tree,)))

    assert told == (
        "**Waar uw SPF-record naar verwijst** 2 van 10 zoekvragen\n\n"
        "- bakkerij.example\n"
        "  - include:a.example (2)\n"
        "    - mx (1, hier staat niets)\n"
        "- en nog 3\n"
    )


async def test_the_costliest_branch_is_marked_also_when_read_back(
    shelf: Shelf, texts: Texts
) -> None:
    zone = Recorded.from_zone(
        "records:\n"
        "  - {name: a.example, type: TXT, value: 'v=spf1 include:b.example mx -all'}\n"
        "  - {name: b.example, type: TXT, value: 'v=spf1 a mx -all'}\n"
    )
    seen = await audit("a.example", zone)
    kept = replace(seen, costliest=seen.costliest and replace(seen.costliest))

    tree = spf_tree(kept, Voice(texts, shelf, Known(language="nl")))

    assert tree is not None
    assert [(one.text, one.note) for one in tree.twigs if one.note == "de duurste"] == [
        ("include:b.example", "de duurste")
    ]


async def test_of_a_long_record_the_first_are_drawn_and_the_rest_is_counted(
    shelf: Shelf, texts: Texts
) -> None:
    terms = " ".join(f"a:h{number}.example" for number in range(20))
    zone = Recorded.from_zone(
        f"records:\n  - {{name: a.example, type: TXT, value: 'v=spf1 {terms} -all'}}\n"
    )

    seen = await audit("a.example", zone)
    tree = spf_tree(seen, Voice(texts, shelf, Known(language="nl")))

    assert tree is not None
    assert (len(tree.twigs), tree.more) == (16, "en nog 4")
    assert tree.counted == "20 zoekvragen, en er mogen er 10"
