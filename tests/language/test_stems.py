import pytest

from language.stems import stemmer


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "nations", "nation"), ("fr", "rapports", "rapport"), ("es", "naciones", "nación"), ("ru", "докладов", "доклад"),
     ("ar", "التقرير", "تقرير"), ("fr-CH", "rapports", "rapport")],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert stemmer(language)(one) == stemmer(language)(other)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stemmer("zh")("国家") == "国家"
    assert stemmer("tr")("devletler") == "devletler"
