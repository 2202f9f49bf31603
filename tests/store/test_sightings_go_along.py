"""The step by which sightings of before belong to a conversation, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from assistant.store.database import Database
from assistant.store.turns import Store
from assistant.store.upgrade import configuration, upgrade
from tests.store.asking import after, ask

OLD = (
    "INSERT INTO sightings (service, kind, value, domain, first_s, last_s)"
    " VALUES ('mailchimp', 'selector', 'k2', :domain, 1, 2)"
)
CASE = "UPDATE cases SET domain = :domain, last_s = :at_s WHERE conversation = :id"


@pytest.fixture
def database(bare_url: str) -> Iterator[Database]:
    opened = Database(bare_url)
    yield opened
    opened.close()


def step(database: Database, goal: str) -> None:
    with database.writing() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        way = command.downgrade if goal == "0007" else command.upgrade
        way(config, goal)


def tell(database: Database, order: str, **values: object) -> None:
    with database.writing() as connection:
        connection.execute(text(order), values)


def rows(database: Database, columns: str) -> list[tuple[object, ...]]:
    order = text(f"SELECT {columns} FROM sightings ORDER BY domain")  # noqa: S608 - our own words
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(order)]


def test_what_belongs_to_a_customer_of_today_goes_with_his_latest_talk(
    database: Database, tmp_path: Path
) -> None:
    upgrade(database, tmp_path / "lock")
    store = Store(database)
    talks = ask(store, "t1"), ask(store, "t2"), ask(store, "t3")
    places = ("een.example", "een.example", "twee.example")
    for number, (talk, place) in enumerate(zip(talks, places, strict=True)):
        at_s = after(number).timestamp()
        tell(database, CASE, domain=place, at_s=at_s, id=talk)
    step(database, "0007")
    for domain in ("een.example", "twee.example", "lang-weg.example"):
        tell(database, OLD, domain=domain)

    step(database, "0008")

    assert rows(database, "domain, conversation, first_s, last_s") == [
        ("een.example", talks[1], 1.0, 2.0),
        ("twee.example", talks[2], 1.0, 2.0),
    ]
    (seen,) = store.learning.sightings()
    assert seen.customers == 2

    step(database, "head")

    assert store.learning.sightings() == ()  # what was never proven


def test_on_the_way_back_a_domain_counts_once(
    database: Database, tmp_path: Path
) -> None:
    upgrade(database, tmp_path / "lock")
    store = Store(database)
    new = OLD.replace("last_s)", "last_s, conversation)").replace(
        "1, 2)", ":first_s, :last_s, :talk)"
    )
    for number in (1, 2):
        talk = ask(store, f"t{number}")
        tell(
            database,
            new,
            domain="een.example",
            first_s=number,
            last_s=number * 10,
            talk=talk,
        )

    step(database, "0007")

    assert rows(database, "domain, first_s, last_s") == [("een.example", 1.0, 20.0)]
