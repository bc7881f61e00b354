"""How a question is put to each passage when its sentences are read."""

from collections.abc import Sequence

import pytest

from answer.evidence.evidence import gather
from answer.question.question import understand
from index.models.cross_encoder import Excerpt
from tests.answer.making import hit


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("What did Norway say about lighthouses?", "What did they say about lighthouses?"),
        ("Qu’a dit la Norvège des phares ?", "Qu’a dit la ils des phares ?"),
        ("挪威对灯塔说了什么？", "他们对灯塔说了什么？"),
    ],
)
def test_a_speakers_own_words_are_asked_for_without_his_name(question: str, put: str) -> None:
    asked: dict[str, str] = {}

    def reader(text: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        asked.update({sentence: text for excerpt in excerpts for sentence in excerpt.sentences})
        return [[float(len(sentence)) for sentence in excerpt.sentences] for excerpt in excerpts]

    hits = [hit("We keep them lit.", speaker="Norway"), hit("Norway keeps its lamps lit.", speaker="Peru")]
    found = gather(understand(question), hits, reader)
    assert asked == {"We keep them lit.": put, "Norway keeps its lamps lit.": question}
    assert {item.text: item.features["read"] for item in found} == {text: float(len(text)) for text in asked}
