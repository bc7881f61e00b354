"""The learned model of support: what it is given, what it says, what it refuses."""

import pytest

from answer.verify import support as model
from answer.verify.support import Proved, probability, support, weights
from errors import ModelError

HEAD = "A/RES/1/2, 2031-05-04; speaker: the document itself"
WORDS = "Requests the harbour authority to repair the northern lighthouse before the winter"
PROOF = Proved(HEAD, WORDS, f"{WORDS}, within existing resources;")


def test_nothing_is_borne_out_without_a_proof_or_a_word() -> None:
    assert support("The lighthouse is to be repaired.", []) == 0.0
    assert support("  ", [PROOF]) == 0.0


@pytest.mark.parametrize(
    ("faithful", "other"),
    [
        ("The harbour authority is asked to repair the northern lighthouse.", "Fishing quotas doubled in four years."),
        ("L’autorité portuaire est priée de réparer le phare du nord.", "Les quotas de pêche ont doublé en quatre ans."),
        ("请港务局修复北部灯塔。", "捕鱼配额四年内翻了一番。"),
    ],
)  # fmt: skip
def test_a_sentence_about_something_else_is_less_likely(faithful: str, other: str) -> None:
    assert support(faithful, [PROOF]) > support(other, [PROOF])


def test_an_endless_input_is_read_to_a_bound() -> None:
    assert 0.0 <= support("lighthouse " * 20_000, [Proved("", "lighthouse " * 20_000, "")] * 3) <= 1.0


def test_a_likelier_sum_is_a_likelier_sentence() -> None:
    by = weights()
    some = dict.fromkeys((name for name in by if name != "bias"), 0.0)
    name, weight = max(((n, w) for n, w in by.items() if n != "bias"), key=lambda each: each[1])
    assert probability({**some, name: 1.0}, by) > probability(some, by)
    assert weight > 0


def test_weights_of_another_release_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_file", lambda: {"weights": {"unheard_of": 1.0}})
    weights.cache_clear()
    with pytest.raises(ModelError, match="unheard_of"):
        weights()
    weights.cache_clear()
