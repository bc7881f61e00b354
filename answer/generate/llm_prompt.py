"""What a language model is sent: the passages as data, the question, and what it should put right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from llama_index.core.llms import ChatMessage, MessageRole

from answer.generate.reply import Written
from answer.model import Turn
from answer.verify.head import head
from answer.verify.proof import Proof
from index.hit import Hit
from language.pack import base
from prompts import prompt

LONGEST_EVIDENCE: Final = 12_000  # characters of passages in one prompt, about 3,000 tokens of English
EARLIER: Final = 3  # turns of the conversation that are shown
LONGEST_EARLIER: Final = 600  # characters of each of their answers


def shown(evidence: Sequence[Hit], most: int) -> dict[str, Hit]:
    """The passages that fit into one prompt, at most so many, by the short ids the model sees.

    Of two passages with the same words only the first is shown.
    """
    chosen: dict[str, Hit] = {}
    room = LONGEST_EVIDENCE
    texts: set[str] = set()
    for hit in evidence:
        if len(chosen) == most:
            break
        if hit.passage.text in texts:
            continue
        room -= len(hit.passage.text)
        if room < 0 and chosen:
            break
        texts.add(hit.passage.text)
        chosen[f"p{len(chosen) + 1}"] = hit
    return chosen


def to_answer(
    question: str,
    passages: Mapping[str, Hit],
    language: str,
    history: Sequence[Turn] = (),
    *,
    structured: bool = False,
) -> list[ChatMessage]:
    """Asks for an answer.

    Args:
        question: A question that stands alone.
        passages: What is shown, by short ids.
        language: Language of the answer.
        history: The conversation before; its last turns are shown as data.
        structured: Whether the reply is to be JSON.
    """
    asked = prompt("question").fill(
        passages=_passages(passages), question=_inert(question), history=_earlier(history)
    )
    return [_rules(language, structured=structured), _asked(asked)]


def to_repair(
    question: str,
    passages: Mapping[str, Hit],
    faulty: Iterable[tuple[Written, str]],
    language: str,
    *,
    structured: bool = False,
) -> list[ChatMessage]:
    """Asks once more for the sentences that their proofs do not bear out, each with what is wrong with it."""
    asked = prompt("repair").fill(
        passages=_passages(passages),
        question=_inert(question),
        faulty="\n".join(f"- {_inert(written.text)} ({_inert(reason)})" for written, reason in faulty),
        language=_named(language),
    )
    return [_rules(language, structured=structured), _asked(asked)]


def to_judge(statement: str, proofs: Iterable[Proof]) -> list[ChatMessage]:
    """Asks whether proofs say what a sentence says: yes or no."""
    quoted = "\n".join(f"<words ({_inert(proof.head)})>\n{_inert(proof.words)}\n</words>" for proof in proofs)
    return [_asked(prompt("judge").fill(words=quoted, statement=_inert(statement)))]


def to_probe(*, structured: bool) -> list[ChatMessage]:
    """Asks a question whose answer is known, to see what a server can do."""
    return [_rules("en", structured=structured), _asked(prompt("probe").fill())]


def _rules(language: str, *, structured: bool) -> ChatMessage:
    form = prompt("form_json" if structured else "form_lines").fill()
    content = prompt("answer").fill(language=_named(language), form=form)
    return ChatMessage(role=MessageRole.SYSTEM, content=content)


def _asked(content: str) -> ChatMessage:
    return ChatMessage(role=MessageRole.USER, content=content)


def _named(language: str) -> str:
    """The name of a language in English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(base(language)).get_display_name("en") or "English"
    except (UnknownLocaleError, ValueError):
        return "English"


def _earlier(history: Sequence[Turn]) -> str:
    """The last turns of a conversation, cut short, as data."""
    rows = [
        f"Question: {_inert(turn.question)}\nAnswer: {_inert(turn.answer[:LONGEST_EARLIER])}"
        for turn in history[-EARLIER:]
    ]
    return "<conversation so far>\n{}\n</conversation so far>\n\n".format("\n".join(rows)) if rows else ""


def _passages(passages: Mapping[str, Hit]) -> str:
    return "\n".join(_passage(name, hit) for name, hit in passages.items())


def _passage(name: str, hit: Hit) -> str:
    """One passage in a frame that its own words cannot close."""
    text = _inert(hit.passage.text[:LONGEST_EVIDENCE])
    return f"<passage {name} ({_inert(head(hit))})>\n{text}\n</passage {name}>"


def _inert(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
