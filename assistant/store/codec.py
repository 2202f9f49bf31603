"""Frozen values to plain JSON data and back, guided by their type hints.

What may come out is decided by the hint asked for, never by the stored data.
Inside a union a value names its type under "$", and only the members of that
union are known by name there.
"""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from assistant.errors import StoreError

TYPE = "$"  # the key under which a member of a union names its type

_PLAIN = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Codec:
    """Both directions for one type hint."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def registry(root: type) -> frozenset[type]:
    """Every class that a stored value of *root* can bring back to life."""
    found: set[type] = set()
    waiting: list[Any] = [root]
    while waiting:
        hint = waiting.pop()
        waiting.extend(get_args(hint))
        if not isinstance(hint, type) or hint in found:
            continue
        if is_dataclass(hint):
            waiting.extend(get_type_hints(hint).values())
        if is_dataclass(hint) or issubclass(hint, Enum):
            found.add(hint)
    return frozenset(found)


@cache
def codec(hint: Any) -> Codec:  # noqa: ANN401 - a type hint is any form
    """Build both directions for one hint.

    Raises:
        TypeError: For a hint that no value of a turn should have.
    """
    simple = _SIMPLE.get(hint)
    if simple is not None:
        return simple
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _union(get_args(hint))
    if origin in {tuple, frozenset}:
        return _sequence(origin, get_args(hint))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*get_args(hint))
    return _class(hint)


def _class(hint: Any) -> Codec:  # noqa: ANN401 - a type hint is any form
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _value(hint)
    msg = f"{hint!r} cannot be stored: expected a frozen value or a plain type"
    raise TypeError(msg)


def _refuse(expected: str, got: object) -> StoreError:
    return StoreError(f"expected {expected} in a stored value, found {type(got)}")


def _plain(kind: type) -> Codec:
    def load(data: Any) -> Any:  # noqa: ANN401 - JSON
        if kind is float and type(data) is int:
            return float(data)
        if type(data) is not kind:
            raise _refuse(kind.__name__, data)
        return data

    return Codec(dump=kind, load=load)


def _load_nothing(data: Any) -> None:  # noqa: ANN401 - JSON
    if data is not None:
        raise _refuse("nothing", data)


def _dump_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _load_bytes(data: Any) -> bytes:  # noqa: ANN401 - JSON
    try:
        return base64.b64decode(data, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise _refuse("base64", data) from error


def _load_time(data: Any) -> datetime:  # noqa: ANN401 - JSON
    try:
        return datetime.fromisoformat(data)
    except (TypeError, ValueError) as error:
        raise _refuse("a time", data) from error


def _enum(kind: type[Enum]) -> Codec:
    def load(data: Any) -> Enum:  # noqa: ANN401 - JSON
        try:
            return kind(data)
        except ValueError as error:
            raise _refuse(f"one of {kind.__name__}", data) from error

    return Codec(dump=lambda value: value.value, load=load)


def _sequence(kind: type, args: tuple[Any, ...]) -> Codec:
    if kind is tuple and args[-1] is not Ellipsis:
        return _row([codec(arg) for arg in args])
    inner = codec(args[0])

    def load(data: Any) -> Any:  # noqa: ANN401 - JSON
        if not isinstance(data, list):
            raise _refuse("a list", data)
        return kind(map(inner.load, data))

    return Codec(dump=lambda value: [inner.dump(one) for one in value], load=load)


def _row(inner: list[Codec]) -> Codec:
    def dump(value: tuple[Any, ...]) -> list[Any]:
        return [one.dump(part) for one, part in zip(inner, value, strict=True)]

    def load(data: Any) -> tuple[Any, ...]:  # noqa: ANN401 - JSON
        if not isinstance(data, list) or len(data) != len(inner):
            raise _refuse(f"a list of {len(inner)}", data)
        return tuple(one.load(part) for one, part in zip(inner, data, strict=True))

    return Codec(dump=dump, load=load)


def _mapping(key_hint: Any, value_hint: Any) -> Codec:  # noqa: ANN401 - hints
    pairs = _sequence(tuple, (tuple[key_hint, value_hint], ...))
    return Codec(
        dump=lambda value: pairs.dump(value.items()),
        load=lambda data: dict(pairs.load(data)),
    )


def _value(kind: type) -> Codec:
    # Hints are read at first use: a value may hold values of its own kind.
    @cache
    def inner() -> tuple[tuple[str, Codec, bool], ...]:
        hints = get_type_hints(kind)
        return tuple(
            (
                one.name,
                codec(hints[one.name]),
                one.default is MISSING and one.default_factory is MISSING,
            )
            for one in fields(kind)
            if one.init
        )

    def dump(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a value of kind
        return {name: one.dump(getattr(value, name)) for name, one, _ in inner()}

    def load(data: Any) -> Any:  # noqa: ANN401 - JSON
        if not isinstance(data, dict):
            raise _refuse(kind.__name__, data)
        made, missing = {}, []
        for name, one, needed in inner():
            if name in data:
                made[name] = one.load(data[name])
            elif needed:
                missing.append(name)
        if missing:
            raise _refuse(f"{kind.__name__} with {', '.join(missing)}", data)
        return kind(**made)

    return Codec(dump=dump, load=load)


def _union(members: tuple[Any, ...]) -> Codec:
    named = {
        member.__name__: member
        for member in members
        if isinstance(member, type) and member not in {*_PLAIN, type(None)}
    }
    natural = [member for member in members if member not in named.values()]
    if len(named) == 1 and all(member is type(None) for member in natural):
        return _optional(codec(next(iter(named.values()))))

    # A turn has thousands of such values, so what a type's form means is kept.
    @cache
    def of_name(name: str) -> Codec:
        return codec(named[name])

    @cache
    def of_form(form: type) -> Codec:
        return codec(_natural(form, list, natural))

    def load(data: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(data, dict) and data.get(TYPE) in named:
            return of_name(data[TYPE]).load(data.get("value"))
        form: Any = type(data)
        return of_form(form).load(data)

    return Codec(dump=lambda value: _dump_member(value, named, natural), load=load)


def _optional(inner: Codec) -> Codec:
    return Codec(
        dump=lambda value: None if value is None else inner.dump(value),
        load=lambda data: None if data is None else inner.load(data),
    )


def _dump_member(value: Any, named: Mapping[str, Any], natural: list[Any]) -> Any:  # noqa: ANN401 - a member
    kind = type(value)
    if named.get(kind.__name__) is kind:
        return {TYPE: kind.__name__, "value": codec(kind).dump(value)}
    return codec(_natural(kind, tuple, natural)).dump(value)


def _natural(form: type, row: type, natural: list[Any]) -> Any:  # noqa: ANN401 - a hint
    """Find the member of a union whose JSON form tells what it is."""
    for member in natural:
        if member is form or (get_origin(member) is tuple and form is row):
            return member
    msg = f"expected a member of its union in a stored value, found {form}"
    raise StoreError(msg)


_NOTHING = Codec(dump=_load_nothing, load=_load_nothing)
_SIMPLE: Mapping[Any, Codec] = {
    **{kind: _plain(kind) for kind in _PLAIN},
    None: _NOTHING,
    type(None): _NOTHING,
    bytes: Codec(dump=_dump_bytes, load=_load_bytes),
    datetime: Codec(dump=datetime.isoformat, load=_load_time),
}
