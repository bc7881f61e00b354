"""What a language model is sent: the passages as data, the question, and what it should put right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from llama_index.core.llms import ChatMessage, MessageRole

from index.hit import Hit
from prompts import prompt

LONGEST_EVIDENCE: Final = 12_000  # characters of passages in one prompt, about 3,000 tokens of English


def shown(evidence: Sequence[Hit], most: int) -> dict[str, Hit]:
    """The passages that fit into one prompt, at most so many, by the short ids the model sees."""
    chosen: dict[str, Hit] = {}
    room = LONGEST_EVIDENCE
    for hit in evidence[:most]:
        room -= len(hit.passage.text)
        if room < 0 and chosen:
            break
        chosen[f"p{len(chosen) + 1}"] = hit
    return chosen


def to_answer(question: str, passages: Mapping[str, Hit]) -> list[ChatMessage]:
    """Asks for an answer; nothing of the conversation is shown, for the question stands alone."""
    return _messages(prompt("question").fill(passages=_passages(passages), question=_inert(question)))


def to_repair(
    question: str, passages: Mapping[str, Hit], faulty: Iterable[tuple[str, str]]
) -> list[ChatMessage]:
    """Asks once more for the statements that the passages do not bear out, each with what is wrong with it."""
    asked = prompt("repair").fill(
        passages=_passages(passages),
        question=_inert(question),
        faulty="\n".join(f"- {_inert(text)} ({_inert(reason)})" for text, reason in faulty),
    )
    return _messages(asked)


def to_judge(statement: str, words: Iterable[str]) -> list[ChatMessage]:
    """Asks whether the words of passages say what a statement says: yes or no."""
    quoted = "\n".join(f"<words>\n{_inert(text)}\n</words>" for text in words)
    return [
        ChatMessage(
            role=MessageRole.USER, content=prompt("judge").fill(words=quoted, statement=_inert(statement))
        )
    ]


def _messages(asked: str) -> list[ChatMessage]:
    return [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt("answer").fill()),
        ChatMessage(role=MessageRole.USER, content=asked),
    ]


def _passages(passages: Mapping[str, Hit]) -> str:
    return "\n".join(_passage(name, hit) for name, hit in passages.items())


def _passage(name: str, hit: Hit) -> str:
    """One passage in a frame that its own words cannot close."""
    speaker = hit.passage.speaker or "the document itself"
    about = f"{hit.document.name}, {hit.document.date or 'no date'}; speaker: {speaker}"
    text = _inert(hit.passage.text[:LONGEST_EVIDENCE])
    return f"<passage {name} ({_inert(about)})>\n{text}\n</passage {name}>"


def _inert(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
