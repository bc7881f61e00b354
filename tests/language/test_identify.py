import pytest

from language.identify import language_of, question_language

SENTENCES = {
    "ar": "ماذا قالت الصين عن النواة العامة للإنترنت؟",
    "en": "What did China say about the public core of the Internet?",
    "es": "Qué dijo China sobre el núcleo público de Internet",
    "fr": "Que dit la Chine sur le noyau public de l’internet ?",
    "ru": "Что сказал Китай об общественном ядре интернета?",
    "zh": "中国对互联网公共核心怎么看？",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_question_is_told_by_its_letters_or_its_small_words(language: str) -> None:
    assert question_language(SENTENCES[language]) == language


@pytest.mark.parametrize(("text", "language"), [("¿China?", "es"), ("China 2021", "en")])
def test_a_question_without_words_is_told_by_its_marks_or_is_english(text: str, language: str) -> None:
    assert question_language(text) == language


def test_a_long_text_is_told_by_itself_and_a_short_one_by_its_document() -> None:
    dutch = "De regering is van mening dat het internet een openbaar goed is dat door alle staten moet worden beschermd."
    assert language_of(dutch) == "nl"
    assert language_of("Genève", "fr") == "fr"
    assert language_of("Internet", "zh") == "en"
