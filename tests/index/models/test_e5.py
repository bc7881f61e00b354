from pathlib import Path

import numpy as np
import pytest

from errors import ModelError
from index.models.e5 import E5
from index.models.e5_file import DIMENSION, WeightsFile
from index.models.e5_tokens import LONGEST, clean
from index.models.embedding import E5Embedding


@pytest.fixture(scope="session")
def model(embedder: E5Embedding) -> E5:
    return embedder.model


@pytest.mark.parametrize(
    "text",
    ["", "\0", "a\0b", "\ufdfa" * 1000, "\ud800\udfff", " " * 1_000_000, "word " * 200_000, "𝕏🏳️‍🌈\u202e"],
)
def test_any_text_gives_one_vector_of_unit_length(model: E5, text: str) -> None:
    vectors = model.passages([text])
    assert vectors.shape == (1, DIMENSION)
    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0, abs=1e-4)


def test_tokens_are_bounded_and_marked(model: E5) -> None:
    assert len(model.tokens("word " * 5000)) == LONGEST
    first, *_, last = model.tokens("peace")
    assert (first, last) == (0, 2)


def test_what_follows_a_null_still_counts(model: E5) -> None:
    assert clean("peace\0and security") == "peace and security"


def test_a_vector_does_not_depend_on_its_neighbours(model: E5) -> None:
    texts = [
        "short",
        "a much longer text about the security of networks " * 20,
        "of middling length, this one",
    ]
    alone = np.concatenate([model.passages([text]) for text in texts])
    assert np.array_equal(model.passages(texts * 3)[3:6], alone)


def test_a_question_is_nearest_to_its_answer_in_any_language(model: E5) -> None:
    passages = model.passages(
        [
            "States should not attack the public core of the internet.",
            "Le Comité recommande l’adoption du budget-programme.",
            "Рыболовство в открытом море регулируется конвенцией.",
        ]
    )
    questions = model.queries(
        ["Who protects the internet's core?", "Qu’en est-il du budget ?", "公海捕鱼受什么规范？"]
    )
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_questions_and_passages_are_read_differently(model: E5) -> None:
    assert not np.allclose(model.queries(["peace"]), model.passages(["peace"]))


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"E5S1" + bytes(1000))
    with pytest.raises(ModelError, match="not the expected file"):
        WeightsFile(path)


def test_the_embedding_interface_gives_the_same_vectors(embedder: E5Embedding) -> None:
    assert embedder.get_text_embedding("peace") == embedder.model.passages(["peace"])[0].tolist()
    assert embedder.get_query_embedding("peace") == pytest.approx(
        embedder.model.queries(["peace"])[0].tolist()
    )
