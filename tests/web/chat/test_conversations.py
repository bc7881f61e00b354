import json
from pathlib import Path

import pytest

from tests.web.invented import LAMPS, answered, register
from web.chat import conversations
from web.chat.conversation import Exchange
from web.chat.keeping import restored, to_keep

ONE = [Exchange(number=1, question="Who keeps the lamps?", answer=answered(*LAMPS), phase="done")]


def test_the_first_exchange_begins_a_conversation_and_the_next_goes_on() -> None:
    store = conversations.kept(ONE, {})
    again = conversations.kept(ONE * 2, json.loads(json.dumps(store)))
    (held,) = conversations.read(again).held
    assert held.name == "Who keeps the lamps?"
    assert len(held.exchanges) == 2
    other = conversations.read(conversations.kept(ONE, conversations.closed(again)))
    assert len(other.held) == 2
    assert other.current == other.held[0].id


def test_a_conversation_of_an_earlier_release_is_taken_over(tmp_path: Path) -> None:
    store = conversations.read(to_keep(ONE))
    held = store.get(store.current)
    assert held is not None
    assert restored(held.exchanges, register(tmp_path)) == ONE


def test_renaming_deleting_and_bringing() -> None:
    store = conversations.kept(ONE, {})
    identity = store["current"]
    named = conversations.read(conversations.renamed(store, identity, "  My   lamps "))
    assert named.held[0].name == "My lamps"
    assert conversations.renamed(store, identity, " ") == store
    brought = conversations.brought(store, named.held[0].model_dump())
    assert len(brought.held) == 2
    assert brought.current == brought.held[0].id != identity
    assert conversations.deleted(store, identity) == conversations.Store()
    assert conversations.deleted(store, "none").held


@pytest.mark.parametrize("nonsense", [None, 7, "x", [None], {"held": 3}, {"held": [{"id": 1}]}])
def test_nonsense_is_an_empty_store_and_brings_nothing(nonsense: object) -> None:
    assert conversations.read(nonsense).held in ([], conversations.read([None]).held)
    assert conversations.brought({}, nonsense) == conversations.Store()


def test_only_so_many_are_kept() -> None:
    store: object = {}
    for _ in range(conversations.MOST + 5):
        store = conversations.kept(ONE, conversations.closed(store))
    assert len(conversations.read(store).held) == conversations.MOST
