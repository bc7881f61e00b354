from markdown_it import MarkdownIt

from answer.model import Answer
from tests.web.invented import HOSTILE, answered, cited
from web.answer.export import as_markdown
from web.history.conversation import Exchange


def test_a_conversation_keeps_its_questions_answers_and_sources() -> None:
    conversation = [
        Exchange(number=1, question="Who keeps\nlamps?", answer=answered(cited(1, "one keeper"))),
        Exchange(
            number=2, question="And then?", answer=Answer(status="not_found", message="Nothing is said.")
        ),
        Exchange(number=3, question="Still to come"),
    ]
    assert as_markdown(conversation) == (
        "## Who keeps lamps?\n\n"
        "A/AC.999/2031/1 reports of **Atlantis**: one keeper (A/AC.999/2031/1, para. 35 (p. 7)) [1]\n\n"
        "1. [A/AC.999/2031/1, para. 35 (p. 7)](<https://docs.example.org/A/AC.999/2031/1>) "
        "(*Report of the working group on lighthouses*): “one keeper”\n\n"
        "## And then?\n\n"
        "*Nothing is said.*\n"
    )


def test_hostile_words_stay_words() -> None:
    answer = Answer(status="not_found", message=HOSTILE)
    html = MarkdownIt("commonmark").render(as_markdown([Exchange(number=1, question=HOSTILE, answer=answer)]))
    assert "<img" not in html
    assert "<a " not in html
    assert "<strong>" not in html
