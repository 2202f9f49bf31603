"""What is drawn of an SPF record, and in words where nothing can be drawn."""

from __future__ import annotations

from assistant.replies.plain import markdown
from assistant.replies.reply import Reply, Tone, Tree, Twig


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
