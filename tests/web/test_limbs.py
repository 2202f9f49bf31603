"""The picture of a tree: every branch hangs on its own, and words tell it too."""

from __future__ import annotations

from assistant.replies.reply import Contrast, Tree, Twig
from assistant.web import words
from assistant.web.limbs import contrasted, cut, drawn

TREE = Tree(
    title="SPF",
    root="bakkerij.example",
    counted="11 zoekvragen, en er mogen er 10",
    spent=11,
    most=10,
    twigs=(
        Twig(depth=0, text="include:a.example", costs=2, note="de duurste"),
        Twig(depth=1, text="include:b.example", costs=1),
        Twig(depth=0, text="mx", costs=1),
    ),
    more="en nog 3",
)


def test_a_branch_hangs_on_the_one_above_its_level() -> None:
    first, below, last = drawn(TREE).limbs

    assert below.y - below.up == first.y
    assert last.y - last.up == drawn(TREE).root_y


def test_what_is_beyond_the_budget_is_drawn_apart() -> None:
    kinds = [kind for _, kind in drawn(TREE).cells]

    assert kinds == ["spent"] * 10 + ["beyond"]


def test_a_level_that_is_missing_hangs_on_what_is_drawn() -> None:
    deep = Tree(title="x", root="x", twigs=(Twig(depth=4, text="mx"),))

    assert drawn(deep).limbs[0].x == drawn(TREE).limbs[0].x


def test_who_does_not_see_it_is_told_all_of_it() -> None:
    assert drawn(TREE).told == (
        "11 zoekvragen, en er mogen er 10. bakkerij.example. "
        "include:a.example: 2, de duurste. include:b.example: 1. mx: 1. en nog 3."
    )


def test_a_long_name_keeps_its_end_which_tells_whose_it_is() -> None:
    assert cut("include:een.heel.lange.naam.bakkerij.example", 30) == (
        "include:een…m.bakkerij.example"
    )


def test_an_older_answer_is_drawn_the_same_way() -> None:
    old = Contrast(
        shown_label="Uw lezer ziet",
        shown="@bakkerij.example",
        checked_label="Ondertekend door",
        checked="mcsv.net",
        same=False,
    )

    (twig,) = contrasted(old, words.load()["nl"]).twigs

    assert (twig.text, twig.tone) == ("mcsv.net", "bad")
    assert twig.note == "Ondertekend door · is niet hetzelfde"
