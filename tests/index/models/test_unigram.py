"""Our unigram tokenizer against the library that it stands in for."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from index.models.e5_file import packaged
from index.models.e5_tokens import clean, pieces
from starter import documents

TEXTS = (
    "",
    " ",
    "query: What did China say about the public core?",
    "passage: Les États ne devraient pas mener d’activités numériques contraires au droit international.",
    "Рыболовство в открытом море регулируется конвенцией.",
    "公海捕鱼受什么规范？联合国大会第七十五届会议",
    "ينبغي للدول ألا تقوم بأي نشاط",
    "A/RES/70/125, para. 35 – 1,234.56 €\u00a0million",
    "▁▁ a▁b ▁",
    "<s> </s> <unk> <mask> <pad>",
    "𝕏🏳️‍🌈 \ue000\ue001\ue002 ᚠᚢᚦ x\ue000y",
    "a" * 500,
    "国" * 500,
    "\ue000" * 100,
)


@cache
def library() -> Tokenizer:
    known = packaged().vocabulary()
    text, bounds = known.text.tobytes(), known.bounds.tolist()
    spelled = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(bounds)]
    model = Unigram(
        list(zip(spelled, known.scores.tolist(), strict=True)), unk_id=known.unknown, byte_fallback=False
    )
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return tokenizer


def expected(text: str) -> list[int]:
    spelled = re.sub(" {2,}", " ", text.translate(packaged().vocabulary().normal))
    return list(library().encode(spelled, add_special_tokens=False).ids)


@pytest.mark.parametrize("text", TEXTS)
def test_it_gives_the_same_pieces(text: str) -> None:
    assert pieces().of([text]) == [expected(text)]


def test_it_gives_the_same_pieces_of_whole_documents() -> None:
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in documents()
        if path.suffix in (".html", ".md")
    ]
    for text in texts:
        spelled = clean(text)
        assert pieces().of([spelled]) == [expected(spelled)]
    assert texts


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_it_gives_the_same_pieces_of_any_text(text: str) -> None:
    normal = unicodedata.normalize("NFKC", text)
    assert pieces().of([normal]) == [expected(normal)]


@given(text=st.text(alphabet="abcdefgh éüß中文 ١٢ 🙂.,-", max_size=60))
def test_the_lengths_of_its_pieces_make_up_the_text(text: str) -> None:
    spelled = clean(text)
    (ids,) = pieces().of([spelled])
    lengths = pieces().lengths(ids)
    if 0 not in lengths:
        assert sum(lengths) == (1 + len(spelled) if spelled else 0)
