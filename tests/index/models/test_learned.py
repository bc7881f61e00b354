"""Every learned file names what the program knows, and an unknown name is an error in each."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from answer.compose import answering_words
from answer.evidence import decision, evidence
from answer.verify import support
from brief import relevance
from errors import ModelError
from index.dense import centring
from index.models.learned import checked
from index.ranking import ranker

ROOT = Path(__file__).parents[3]
Load = Callable[[], object]
LOADED: dict[str, Load] = {
    "index/ranking/ranker.json": ranker._model.__wrapped__,
    "index/ranking/reading.json": ranker._reading.__wrapped__,
    "answer/compose/answering_words.json": answering_words._weights.__wrapped__,
    "answer/evidence/weights.json": evidence._weights.__wrapped__,
    "answer/evidence/decision.json": decision._weights.__wrapped__,
    "answer/verify/support.json": support.weights.__wrapped__,
    "brief/weights.json": lambda: (relevance._weights.__wrapped__(), relevance.thresholds()),
    "index/dense/centres.json": centring._centres.__wrapped__,
}


def test_every_learned_file_is_looked_at() -> None:
    packages = ("index", "answer", "brief", "check", "cite", "web", "eval")
    found = {str(path.relative_to(ROOT)) for name in packages for path in (ROOT / name).rglob("*.json")}
    assert found - {"eval/gate/baseline.json", "eval/questions/schema.json"} == set(LOADED)


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[dict], None]], Load]:
    """Has a learned file read as it would be after a change."""

    def change(name: str, how: Callable[[dict], None]) -> Load:
        path = tmp_path / Path(name).name
        content = json.loads((ROOT / name).read_text(encoding="utf-8"))
        how(content)
        path.write_text(json.dumps(content), encoding="utf-8")
        for module in (answering_words, ranker, evidence, decision, support, relevance, centring):
            monkeypatch.setattr(module, "files", lambda _: tmp_path)
        _forget()
        return LOADED[name]

    yield change
    _forget()


def _forget() -> None:
    for kept in (centring._text, support._file, relevance._file):
        kept.cache_clear()


def innermost(content: dict) -> dict:
    """The table of named numbers, or the last of several."""
    tables = [value for value in content.values() if isinstance(value, dict)]
    return innermost(tables[-1]) if tables else content


@pytest.mark.parametrize("name", LOADED)
def test_each_is_read_as_it_is(name: str, changed: Callable[[str, Callable[[dict], None]], Load]) -> None:
    assert changed(name, lambda content: None)()


@pytest.mark.parametrize("name", LOADED)
@pytest.mark.parametrize("place", [lambda content: content, innermost], ids=["outermost", "innermost"])
def test_a_weight_under_an_unknown_name_is_an_error(
    name: str, place: Callable[[dict], dict], changed: Callable[[str, Callable[[dict], None]], Load]
) -> None:
    load = changed(name, lambda content: place(content).update(coverege=0.5))
    with pytest.raises(ModelError, match=f"{Path(name).name} has coverege"):
        load()


@pytest.mark.parametrize("name", LOADED)
def test_a_weight_that_is_missing_is_an_error(
    name: str, changed: Callable[[str, Callable[[dict], None]], Load]
) -> None:
    load = changed(name, lambda content: innermost(content).popitem())
    with pytest.raises(ModelError, match=f"{Path(name).name} lacks"):
        load()


def test_weights_come_in_the_order_of_the_names() -> None:
    assert list(checked({"b": 1, "a": 2}, ("a", "b"), "x.json").values()) == [2.0, 1.0]
