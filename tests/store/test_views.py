from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.store.turns import Store
from assistant.store.views import MOST, View
from tests.store.asking import NOON, after

SPAM = View(
    name="Spam bij Mailchimp",
    view="open",
    service="mailchimp",
    tag="vip",
    spoken="en",
)


def test_a_list_is_kept_for_who_made_it(store: Store) -> None:
    kept = store.views.keep("anna", SPAM, NOON)

    (mine,) = store.views.of("anna")
    assert kept
    assert replace(mine, id="") == SPAM
    assert store.views.of("bob") == ()


def test_a_list_of_the_same_name_takes_its_place(store: Store) -> None:
    store.views.keep("anna", SPAM, NOON)
    store.views.keep(
        "anna", View(name=" Spam  bij Mailchimp", view="waiting"), after(9)
    )

    (mine,) = store.views.of("anna")
    assert (mine.view, mine.service) == ("waiting", "")


def test_only_its_owner_removes_a_list(store: Store) -> None:
    store.views.keep("anna", SPAM, NOON)
    (mine,) = store.views.of("anna")

    assert store.views.remove("bob", mine.id) is False
    assert store.views.remove("anna", mine.id) is True
    assert store.views.remove("anna", mine.id) is False
    assert store.views.of("anna") == ()


def test_one_colleague_has_so_many_lists_and_no_more(store: Store) -> None:
    for number in range(MOST):
        store.views.keep("anna", View(name=f"lijst {number}", view="open"), NOON)

    assert store.views.keep("anna", SPAM, NOON) is False
    assert store.views.keep("bob", SPAM, NOON) is True


@pytest.mark.parametrize("name", ["", "  \n ", "\x00"])
def test_a_list_without_a_name_is_none(store: Store, name: str) -> None:
    assert store.views.keep("anna", View(name=name, view="open"), NOON) is False
