"""Where everything stands in the picture of a tree: a root, and what hangs below it.

Lines of text have one height and are cut in their middle where they would not fit
a narrow screen; the picture's description has them whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.replies.reply import Contrast, Tone, Tree, Twig
from assistant.web.words import Words

LEFT = 8  # pixels from the edge to the root's own line
STEP = 18  # pixels that a level is indented
LINE = 30  # pixels of a branch
NOTE = 17  # pixels more where something is said below it
CELL = 12  # pixels of one unit of a budget
MOST_CELLS = 24
LONGEST = 30  # characters that fit on a narrow screen, at the edge
NARROWER = 3  # characters less at each level


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """One branch as it is drawn; `back` and `up` lead to where it hangs."""

    x: int
    y: int
    back: int
    up: int
    name: str
    twig: Twig


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The whole picture; its width is whatever there is.

    `cells` tells of each unit of the budget: spent, free or beyond it.
    """

    height: int
    root_y: int
    cells: tuple[tuple[int, str], ...]
    limbs: tuple[Limb, ...]
    told: str


def drawn(tree: Tree) -> Drawn:
    """Lay a tree out, from top to bottom."""
    cells = tuple(_cells(tree))
    root_y = (28 if cells else 10) + (16 if tree.root_label else 0)
    foot = root_y + (4 if tree.root_label else 0)
    hung = {-1: root_y}  # where the last branch of each level stands
    limbs: list[Limb] = []
    for one in tree.twigs:
        depth = min(one.depth, max(hung) + 1)  # it hangs on what is drawn
        foot += LINE
        limbs.append(
            Limb(
                x=LEFT + STEP * (depth + 1),
                y=foot,
                back=STEP,
                up=foot - hung[depth - 1],
                name=cut(one.text, LONGEST - NARROWER * depth),
                twig=one,
            )
        )
        hung = {level: at for level, at in hung.items() if level < depth}
        hung[depth] = foot
        foot += NOTE if one.note else 0
    height = foot + (LINE if tree.more else 0) + 12
    return Drawn(
        height=height, root_y=root_y, cells=cells, limbs=tuple(limbs), told=told(tree)
    )


def contrasted(part: Contrast, words: Words) -> Tree:
    """Who is shown and who was checked, as replies before this one told it."""
    fits = words("same" if part.same else "differ")
    checked = Twig(
        depth=0,
        text=part.checked,
        note=f"{part.checked_label} \u00b7 {fits}",
        tone=Tone.GOOD if part.same else Tone.BAD,
    )
    return Tree(
        title=words("aligned"),
        root_label=part.shown_label,
        root=part.shown,
        twigs=(checked,),
    )


def cut(text: str, most: int) -> str:
    """A text without its middle, where it is longer than there is room."""
    if len(text) <= most:
        return text
    end = most * 3 // 5  # of a name, its end tells whose it is
    return f"{text[: most - end - 1]}…{text[-end:]}"


def told(tree: Tree) -> str:
    """The picture in words, for who does not see it."""
    root = " ".join(filter(None, (tree.root_label, tree.root)))
    parts = [tree.counted, root, *map(_told, tree.twigs), tree.more]
    return ". ".join(part for part in parts if part) + "."


def _told(twig: Twig) -> str:
    costs = "" if twig.costs is None else str(twig.costs)
    said = ", ".join(filter(None, (costs, twig.note)))
    return f"{twig.text}: {said}" if said else twig.text


def _cells(tree: Tree) -> list[tuple[int, str]]:
    count = min(max(tree.spent, tree.most), MOST_CELLS)
    return [
        (
            at * CELL,
            "beyond" if at >= tree.most else "spent" if at < tree.spent else "free",
        )
        for at in range(count if tree.most else 0)
    ]
