"""One item more in a list of a sheet, with the rest of the file as it was.

A sheet is written by hand: its comments and its order are its author's. So the
place is found by reading the file as YAML, and only the item is written into it.
"""

from __future__ import annotations

import json

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode


def quoted(value: str) -> str:
    """A text as YAML reads it back, whatever stands in it."""
    return json.dumps(value, ensure_ascii=False)


def added(text: str, parent: str, key: str, item: str) -> str:
    """A sheet with one item more in the list *key* under *parent*.

    Args:
        text: The sheet.
        parent: A key at the top, made where there is none.
        key: The list, made where there is none.
        item: The item as YAML on one line.
    """
    above = _value(_top(text), parent)
    if not isinstance(above, MappingNode) or not above.value:
        rest = text if above is None else _without(text, above, parent)
        return f"{rest.rstrip()}\n{parent}:\n  {key}: [{item}]\n".lstrip()
    held = _value(above, key)
    if held is None:
        return _first(text, above, f"{key}: [{item}]")
    return _into(text, held, item)


def listed(text: str, key: str, item: str) -> str:
    """A sheet with one item more in the list *key* at its top."""
    held = _value(_top(text), key)
    if held is None:
        return f"{text.rstrip()}\n{key}:\n  - {item}\n".lstrip()
    return _into(text, held, item)


def _top(text: str) -> MappingNode | None:
    top = yaml.compose(text, Loader=yaml.SafeLoader)
    return top if isinstance(top, MappingNode) else None


def _value(mapping: MappingNode | None, key: str) -> Node | None:
    held = mapping.value if mapping else ()
    return next((value for name, value in held if name.value == key), None)


def _without(text: str, node: Node, key: str) -> str:
    """The text without a key that holds nothing, which is to be written anew."""
    start = text.rindex(key, 0, max(node.start_mark.index, len(key)))
    line_end = text.find("\n", node.end_mark.index)
    return text[:start] + ("" if line_end < 0 else text[line_end + 1 :])


def _first(text: str, above: MappingNode, line: str) -> str:
    """The text with *line* as the first entry of a mapping."""
    at = above.start_mark.index
    if above.flow_style:
        return f"{text[: at + 1]}{line}, {text[at + 1 :]}"
    return f"{text[:at]}{line}\n{' ' * above.start_mark.column}{text[at:]}"


def _into(text: str, held: Node, item: str) -> str:
    """The text with one item more in a list: the last where it stands in brackets."""
    at, end = held.start_mark.index, held.end_mark.index
    if not isinstance(held, SequenceNode) or not held.value:
        return f"{text[:at].rstrip(' ')} [{item}]{text[end:]}"
    if not held.flow_style:
        return f"{text[:at]}- {item}\n{' ' * held.start_mark.column}{text[at:]}"
    last = held.value[-1].end_mark.index
    return f"{text[:last]}, {item}{text[last:]}"
