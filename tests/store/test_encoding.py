from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checks.evidence import Evidence
from assistant.diagnosis.finding import Diagnosis
from assistant.dialogue.moves import Ask, Close, Move
from assistant.errors import StoreError
from assistant.mail.headers.message import Message
from assistant.remedies.change import Prescription
from assistant.replies.reply import Prose, Reply
from assistant.store import encoding
from assistant.store.codec import codec, registry
from assistant.store.encoding import dump_turn, load_exchange, load_turn
from assistant.turn import Turn
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Slot,
    Understanding,
)

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
QUESTION = Question(text="waar komt mijn mail terecht? \ud83d\x00 é", asked_at=NOON)
UNDERSTANDING = Understanding(
    question=QUESTION,
    known=Known(domain="bakkerij.example", asked=(Slot.MESSAGE,)),
    problem=Problem.SPAM,
)
TURN = Turn(
    question=QUESTION,
    understanding=UNDERSTANDING,
    move=Ask(slot=Slot.SERVICE, options=("mailchimp", "wefact")),
    reply=Reply(language="nl", parts=(Prose(markdown="Welk programma?"),)),
)
VALUES = [Question, Understanding, Move, Message, Evidence, Diagnosis, Prescription]
VALUES += [Reply, Turn]

st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


def in_stored_form(turn: Turn = TURN) -> Any:  # noqa: ANN401 - JSON
    return json.loads(dump_turn(turn)[0])


def test_a_turn_comes_back_as_it_was() -> None:
    assert load_turn(*dump_turn(TURN)) == TURN


def test_what_is_stored_is_plain_ascii() -> None:
    assert dump_turn(TURN)[0].isascii()


@pytest.mark.parametrize("hint", VALUES, ids=str)
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_value_of_a_turn_comes_back(hint: Any, data: st.DataObject) -> None:  # noqa: ANN401 - a hint
    value = data.draw(st.from_type(hint))

    stored = json.loads(json.dumps(codec(hint).dump(value)))

    assert codec(hint).load(stored) == value


def test_every_class_within_a_turn_can_be_stored() -> None:
    hints = [hint for kind in registry(Turn) for hint in kind.__annotations__]
    built = [
        codec(hint) for kind in registry(Turn) for hint in get_type_hints(kind).values()
    ]

    assert len(built) == len(hints) > 100


def test_only_values_of_our_own_can_come_back() -> None:
    assert {kind.__module__.split(".")[0] for kind in registry(Turn)} == {"assistant"}


def test_deciding_reads_a_turn_in_part() -> None:
    exchange = load_exchange(*dump_turn(TURN))

    assert (exchange.understanding, exchange.move) == (UNDERSTANDING, TURN.move)
    assert exchange.diagnosis is None


def test_a_field_that_was_not_there_yet_takes_its_default() -> None:
    stored = in_stored_form()
    del stored["value"]["understanding"]["known"]["smtp_field"]

    assert load_turn(json.dumps(stored)) == TURN


def test_a_field_that_is_gone_is_left_out() -> None:
    stored = in_stored_form()
    stored["value"]["mood"] = "cheerful"

    assert load_turn(json.dumps(stored)) == TURN


def test_a_member_of_a_union_is_known_by_name() -> None:
    closed = codec(Move).load({"$": "Close", "value": {}})

    assert closed == Close()


@pytest.mark.parametrize(
    "move",
    [
        {"$": "Popen", "value": {"args": "id"}},
        {"$": "os.system", "value": {}},
        {"$": "Question", "value": {"text": "x", "asked_at": "2026-03-01"}},
        {"$": None},
        {},
        [],
        "close",
        7,
        None,
    ],
)
def test_a_class_outside_the_union_is_never_made(move: object) -> None:
    stored = in_stored_form()
    stored["value"]["move"] = move

    with pytest.raises(StoreError):
        load_turn(json.dumps(stored))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"format": 1}',
        '{"format": 1, "value": null}',
        '{"format": 1, "value": {}}',
        '{"format": 99, "value": {}}',
        '{"format": "one", "value": {}}',
        '{"format": [], "value": {}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_turn_is_refused(text: str) -> None:
    with pytest.raises(StoreError):
        load_turn(text)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", 7),
        ("text", None),
        ("asked_at", "noon"),
        ("asked_at", 12),
        ("language", []),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(field: str, wrong: object) -> None:
    stored = in_stored_form()
    stored["value"]["question"][field] = wrong

    with pytest.raises(StoreError):
        load_turn(json.dumps(stored))


def test_a_hint_that_cannot_be_stored_is_told_at_once() -> None:
    with pytest.raises(TypeError, match="cannot be stored"):
        codec(object)


@pytest.mark.parametrize(
    ("hint", "wrong"),
    [
        (bytes, "no base64!"),
        (bytes, 7),
        (Slot, "mood"),
        (Slot, []),
        (tuple[str, ...], "ab"),
        (tuple[str, int], ["a"]),
        (tuple[str, int], [1, "a"]),
        (dict[str, str], {"a": "b"}),
        (dict[str, str], [["a"]]),
        (type(None), 0),
        (int, True),
        (float, "1"),
        (str | int | None, 1.5),
        (Slot | str, {"$": "Slot", "value": "mood"}),
    ],
    ids=str,
)
def test_what_does_not_fit_its_hint_is_refused(hint: Any, wrong: object) -> None:  # noqa: ANN401 - a hint
    with pytest.raises(StoreError):
        codec(hint).load(wrong)


def test_a_whole_number_fits_where_a_broken_one_is_meant() -> None:
    assert codec(float).load(2) == 2.0


def test_an_enum_beside_a_text_keeps_its_kind() -> None:
    both = codec(tuple[Slot | str, ...])

    stored = both.dump((Slot.DOMAIN, "domain"))

    assert [type(one) for one in both.load(stored)] == [Slot, str]


def test_an_older_format_is_brought_up_step_by_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = in_stored_form()
    stored["format"] = 0
    stored["value"]["answer"] = stored["value"].pop("reply")

    def step(value: dict[str, Any]) -> dict[str, Any]:
        return {**value, "reply": value["answer"]}

    monkeypatch.setattr(encoding, "_STEPS", {0: step})

    assert load_turn(json.dumps(stored)) == TURN
