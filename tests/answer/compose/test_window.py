"""How much of a passage is quoted."""

from answer.compose.window import context_window, enumeration
from answer.evidence.attribution import Voice
from answer.evidence.evidence import Evidence, spoken_sentences
from ingest.structure.sentences import Span
from tests.answer.making import document, hit

LIST = "The Office decides to:\n(a) Lay a cable;\n(b) Guard the cable;\n(c) Mend the cable."


def sentence(text: str, number: int, voice: Voice = "author", kind: str = "report") -> Evidence:
    """The sentence of that number as evidence."""
    found = hit(text, document(kind=kind))
    span, _ = spoken_sentences(found.document, found.passage)[number]
    return Evidence(hit=found, span=span, voice=voice, features={}, score=0.5)


def quoted(best: Evidence, longest: int = 12, likely: dict[int, float] | None = None) -> str:
    def how_likely(span: Span) -> float:
        return (likely or {}).get(span.start, 0.0)

    return context_window(best, how_likely, longest).of(best.hit.passage.text)


def test_a_sentence_brings_the_neighbour_that_is_likelier() -> None:
    second = sentence("The cable was old. Nobody had seen the crab. Divers mended it in May.", 1)
    after = second.hit.passage.text.index("Divers")
    assert quoted(second, likely={after: 0.4}) == "Nobody had seen the crab. Divers mended it in May."


def test_a_sentence_that_points_back_brings_the_one_before() -> None:
    text = (
        "Crabs had cut the cable twice. In the light of those concerns we voted against. We thank the divers."
    )
    assert quoted(sentence(text, 1), longest=17).startswith("Crabs")


def test_a_long_sentence_stays_alone() -> None:
    text = "One two three four five six seven. Eight nine ten eleven twelve thirteen."
    assert quoted(sentence(text, 0), longest=8) == "One two three four five six seven."


def test_a_lead_in_brings_its_list_and_an_item_the_whole() -> None:
    assert quoted(sentence(LIST, 0)) == LIST
    item = enumeration(sentence(LIST, 2))
    assert item is not None
    assert item.of(LIST) == LIST


def test_running_text_is_no_list() -> None:
    assert enumeration(sentence("The cable failed. A crab cut it.", 0)) is None


def test_a_form_of_address_is_left_out() -> None:
    text = "Mr. Chair,\nWe regret the cut. We hope for repair."
    assert quoted(sentence(text, 1)) == "We regret the cut. We hope for repair."
