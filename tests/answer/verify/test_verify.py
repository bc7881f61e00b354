"""Sentences are borne out by their proofs or rejected with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.verify.proof import Proof, find_proof
from answer.verify.verify import LONGEST_STATEMENT, Rejected, Verified, verify
from tests.answer.claim_set import claim_hits
from tests.answer.making import document, hit
from tests.answer.truth_set import truth_hits, truths

HITS = claim_hits()
SPEECH = document("A/99/PV.4", body="General Assembly", date="2044-05-07", kind="verbatim record")


@pytest.fixture(autouse=True)
def by_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is weighed beyond the letter has tests of its own (test_weighing.py)."""
    monkeypatch.setattr("answer.verify.verify.weighed", lambda *_: True)


def proof(words: str, passage: str) -> Proof:
    found = find_proof(words, HITS[passage])
    assert found is not None
    return found


def judged(text: str, *proofs: tuple[str, str], language: str = "en") -> Verified | Rejected:
    return verify(text, [proof(words, passage) for words, passage in proofs], language)


@pytest.mark.parametrize("half", ["dev", "test"])
def test_truths_in_other_words_stand_by_the_letter(half: str) -> None:
    evidence = {each.passage.id: each for each in truth_hits().values()}
    lost = []
    for text, source in truths(half):
        whole = find_proof(evidence[source].passage.text, evidence[source])
        assert whole is not None
        if isinstance(verify(text, [whole]), Rejected):
            lost.append(text)
    assert len(truths(half)) == 32
    assert len(lost) <= 3, lost


def test_a_quotation_is_given_in_the_passage_s_own_words() -> None:
    outcome = judged(
        'Cuba: "a binding treaty is needed, and voluntary norms are not enough"', ("a binding treaty", "cuba")
    )
    assert isinstance(outcome, Rejected)  # the proof brought is shorter, but is grown to its clause only
    outcome = judged(
        'Cuba: "a binding treaty is needed, and voluntary norms are not enough"',
        ("a binding treaty is needed, and voluntary norms are not enough", "cuba"),
    )
    assert isinstance(outcome, Verified)
    assert outcome.verdict == "verbatim"
    assert outcome.text == 'Cuba: "A binding treaty is needed, and voluntary norms are not enough"'


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La Cuba y el texto: hacen falta 14 propuestas de países en desarrollo.", "es"),
        ("Куба сожалеет, что не были учтены предложения 14 развивающихся стран.", "ru"),
        ("古巴感到遗憾的是，14个发展中国家的提案没有被采纳。", "zh"),
        ("تأسف كوبا لاستبعاد مقترحات ١٤ بلدا ناميا.", "ar"),
        ("Cuba regrette que les propositions de quatorze pays en développement aient été écartées.", "fr"),
    ],
)
def test_numbers_and_names_are_known_across_languages_and_scripts(text: str, language: str) -> None:
    words = ("We regret that the proposals of 14 developing countries were left out.", "cuba")
    outcome = judged(text, words, language=language)
    assert isinstance(outcome, Verified), outcome
    assert outcome.unnamed == ()
    wrong = text.replace("14", "15").replace("١٤", "١٥").replace("quatorze", "quinze")
    assert isinstance(judged(wrong, words, language=language), Rejected)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The fund paid 3.4 million dollars to 18 projects in 2031.", "3.4 million"),
        ("The fund paid 3.2 billion dollars to 18 projects in 2031.", "3.2 billion"),
        ("The fund paid 3.2 million euros to 18 projects in 2031.", "counts something else"),
        ("The fund paid 3.2 million dollars to 18 projects in May 2031.", "May 2031"),
        ("The World Fund paid 3.2 million dollars to 18 projects in 2031.", "World"),
        ("Under A/RES/99/18, the fund paid 3.2 million dollars to 18 projects in 2031.", "A/RES/99/18"),
        ("The fund paid China 3.2 million dollars for 18 projects in 2031.", "China"),
        ("The fund “paid 3.2 million dollars for 18 projects” in 2031.", "word for word"),
        ("The fund paid 3.2 million dollars to all 18 projects in 2031.", "strength of “all”"),
        ("The fund did not pay 3.2 million dollars to 18 projects in 2031.", "strength of “not”"),
        ("The fund paid http://evil.example 3.2 million dollars to 18 projects in 2031.", "http"),
        ("The fund paid “3.2 million dollars to 18 projects in 2031.", "never ends"),
    ],
)
def test_what_is_not_in_the_proof_is_told(text: str, why: str) -> None:
    words = (
        "The fund paid 3.2 million dollars to 18 projects in 2031, 40 per cent more than in 2030.",
        "fund",
    )
    true = judged("In 2031, the fund paid 3.2 million dollars to eighteen projects.", words)
    assert isinstance(true, Verified), true
    outcome = judged(text, words)
    assert isinstance(outcome, Rejected)
    assert why in outcome.reason


def test_an_omission_mark_swallows_no_negation() -> None:
    of = hit(
        "We agree that a treaty on this, though not now, is what the world needs.", SPEECH, speaker="Peru"
    )
    found = find_proof("a treaty on this […] is what the world needs", of)
    assert found is not None
    assert "though not now" in found.words
    outcome = verify("Peru: “a treaty on this […] is what the world needs”.", [found])
    assert isinstance(outcome, Rejected)
    assert "leaves out" in outcome.reason


def test_a_proof_is_grown_so_that_no_negation_before_it_is_lost() -> None:
    of = hit("We do not believe that a binding treaty is needed.", SPEECH, speaker="Peru")
    found = find_proof("a binding treaty is needed", of)
    assert found is not None
    assert found.words == "We do not believe that a binding treaty is needed."
    assert isinstance(verify("Peru: “a binding treaty is needed”.", [found]), Rejected)
    again = find_proof(found.words, of)
    assert again is not None
    assert again.span == found.span


def test_a_speaker_who_is_not_named_is_told() -> None:
    outcome = judged("A binding treaty is needed.", ("A binding treaty is needed", "cuba"))
    assert isinstance(outcome, Verified)
    assert outcome.unnamed == ("Cuba",)


@pytest.mark.parametrize(
    "text",
    [
        "Brazil said that a binding treaty is needed.",
        "According to the General Assembly, a binding treaty is needed, as Cuba has it.",
        "Mr. Rossi of Cuba said that a binding treaty is needed.",
    ],
)
def test_nobody_is_given_another_s_words(text: str) -> None:
    assert isinstance(judged(text, ("A binding treaty is needed", "cuba")), Rejected)


def test_whoever_is_only_mentioned_in_a_proof_does_not_speak_in_the_sentence() -> None:
    of = hit(
        "Speakers shared good practices, such as the programme of Ecuador.", document("RP-004", kind="record")
    )
    found = find_proof(of.passage.text, of)
    assert found is not None
    assert isinstance(verify("Speakers shared the programme of Ecuador.", [found]), Verified)
    assert isinstance(verify("Ecuador said that its programme was a good practice.", [found]), Rejected)


def test_a_name_from_further_up_in_the_passage_is_proved_by_its_own_sentence() -> None:
    of = hit("Mr. Bell opened the talks. Ms. Orr then spoke. She said that work would end in May.", SPEECH)
    found = find_proof("work would end in May", of)
    assert found is not None
    outcome = verify("Ms. Orr said that work would end in May.", [found])
    assert isinstance(outcome, Verified)
    assert [each.words for each in outcome.proofs][1:] == ["Ms. Orr then spoke."]
    assert isinstance(verify("Mr. Bell said that work would end in May.", [found]), Rejected)


def test_two_passages_prove_one_sentence() -> None:
    outcome = judged(
        "Cuba regrets that the proposals of 14 countries were left out, while Brazil welcomes the second draft.",
        ("We regret that the proposals of 14 developing countries were left out.", "cuba"),
        ("Brazil welcomes the second draft.", "brazil"),
    )
    assert isinstance(outcome, Verified)
    assert [each.hit.passage.speaker for each in outcome.proofs] == ["Cuba", "Brazil"]


def test_a_term_in_quotation_marks_and_another_language_is_not_shown_as_a_quotation() -> None:
    outcome = judged(
        "Les Pays-Bas parlent de la « zone protégée » du réseau.",
        ("knowingly disturb the protected zone of the network", "netherlands"),
        language="fr",
    )
    assert isinstance(outcome, Verified)
    assert "«" not in outcome.text


@pytest.mark.parametrize("text", ["", "   ", "Yes.", "x" * (LONGEST_STATEMENT + 1), "He said “no"])
def test_what_says_nothing_is_rejected(text: str) -> None:
    assert isinstance(judged(text, ("A binding treaty is needed", "cuba")), Rejected)


def test_without_proofs_nothing_is_borne_out() -> None:
    assert isinstance(verify("The group met in Lima.", []), Rejected)


def test_words_that_no_passage_has_are_no_proof() -> None:
    assert find_proof("A binding treaty is not needed", HITS["cuba"]) is None
    assert find_proof("", HITS["cuba"]) is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_whatever_comes_is_judged(text: str) -> None:
    outcome = verify(text, [proof("A binding treaty is needed", "cuba")])
    assert isinstance(outcome, Verified | Rejected)
