"""A reply read as it arrives, whichever of the two forms it has: lines, or one JSON object.

A sentence is given once all its proofs are there: at the next sentence, at the end of its object, or at the end. The
same text gives the same parts whether it comes whole, by word or by character.
"""

import json
import re
from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from answer.generate.reply import NOT_FOUND, Brought, Missing, Part, SentenceForm, Written

LONGEST_LINE: Final = 4_000  # characters; what is longer is no sentence and no proof, and is dropped
LONGEST_OBJECT: Final = 20_000

_SAID = re.compile(r"^(?:\W|\d{1,2}[.)])*(?P<kind>S|P|MISSING)\d{0,2}\s?[:：]\s*(?P<rest>.+)$")
_PROOF = re.compile(r"^\W*(?P<id>[Pp]\d{1,4})[\])】]?\s*[|:：–-]?\s*(?P<words>.+)$")
_ID_INSIDE = re.compile(r"\s*[\[(【（]\s*[Pp]\d{1,4}(?:\s*[,;和 ]\s*[Pp]\d{1,4})*\s*[\])】）]")
_FAKE_MARK = re.compile(
    r"\[\^?\d{1,4}(?:\s*[,;–-]\s*\^?\d{1,4})*\](?!\()|【[^】\n]{0,60}】|\[(?:citation|source|doc|ref)[^\]\n]{0,40}\]",
    re.IGNORECASE,
)
_STRESS = re.compile(r"(\*{1,3}|__)(?=\S)(.+?)(?<=\S)\1")
_UNFINISHED = re.compile(r"[^.!?。！？؟…”»\"')\]】]\s*$")
_THINKING, _THOUGHT = "<think>", "</think>"


class ReplyParser:
    """Collects chunks of a reply and gives its parts once they are whole.

    What stands between ``<think>`` and ``</think>`` is the model talking to itself, and left out.
    """

    def __init__(self) -> None:
        self._waits = ""  # characters that may yet turn out to be a mark of thinking
        self._thinking = False
        self._form: _Lines | _Json | None = None
        self._before = ""

    def feed(self, chunk: str) -> list[Part]:
        """The parts that this chunk completes."""
        return self._given(self._without_thoughts(chunk.replace("\r", "\n")))

    def close(self) -> list[Part]:
        """The last parts, unless the reply breaks off in the middle of them."""
        rest = "" if self._thinking else self._waits
        parts = self._given(rest)
        form = self._form or _Lines()
        return [*parts, *form.close()]

    def broken(self) -> list[Part]:
        """The last sentence of a reply that breaks off, where its proofs had come whole."""
        return list(self._form.broken()) if self._form else []

    def _given(self, text: str) -> list[Part]:
        if self._form is None:
            self._before += text
            opening = re.sub(r"^\s*```\w*\s*\n|^\s+", "", self._before)
            if not opening or re.fullmatch(r"`{1,3}\w*", opening):
                return []
            self._form = _Json() if opening[0] in "{[" else _Lines()
            text = opening
        return list(self._form.feed(text))

    def _without_thoughts(self, chunk: str) -> str:
        kept, text = [], self._waits + chunk
        self._waits = ""
        while text:
            mark = _THOUGHT if self._thinking else _THINKING
            before, found, behind = text.partition(mark)
            if not found:
                held = _end_that_may_be(mark, before)
                self._waits = before[len(before) - held :]
                before = before[: len(before) - held]
            if not self._thinking:
                kept.append(before)
            if not found:
                break
            self._thinking, text = not self._thinking, behind
        return "".join(kept)


class _Lines:
    """The form of lines: "S: …", then "P: p1 | …" for each of its proofs."""

    def __init__(self) -> None:
        self._rest = ""
        self._text = ""
        self._proofs: list[Brought] = []
        self._not_found = False

    def feed(self, text: str) -> Iterator[Part]:
        *ended, self._rest = (self._rest + text).split("\n")
        for line in ended:
            yield from self._line(line)
        if len(self._rest) > LONGEST_LINE * 2:
            self._rest = self._rest[: LONGEST_LINE + 1]

    def close(self) -> Iterator[Part]:
        rest, self._rest = self._rest, ""
        proof = _SAID.match(rest)
        if proof and proof["kind"] != "P" and _UNFINISHED.search(rest):
            rest = ""
        yield from self._line(rest)
        yield from self._whole()

    def broken(self) -> Iterator[Part]:
        yield from self._whole() if self._proofs else ()

    def _line(self, line: str) -> Iterator[Part]:
        if len(line) > LONGEST_LINE:
            return
        if line.strip(' .!*_`"“”-') == NOT_FOUND and not self._not_found:
            self._not_found = True
            yield Missing()
        said = _SAID.match(line)
        if said is None:
            return
        if said["kind"] == "P":
            proof = _PROOF.match(said["rest"])
            if proof and self._text:
                self._proofs.append(Brought(proof["id"].lower(), proof["words"].strip()))
            return
        yield from self._whole()
        if said["kind"] == "S":
            self._text = plain(said["rest"])
        elif plain(said["rest"]):
            yield Missing(plain(said["rest"]))

    def _whole(self) -> Iterator[Part]:
        if self._text:
            yield Written(self._text, tuple(dict.fromkeys(self._proofs)))
        self._text, self._proofs = "", []


class _Json:
    """The form of JSON: every object that has a sentence is given as soon as it is closed."""

    def __init__(self) -> None:
        self._text = ""
        self._opened: list[int] = []
        self._at = 0
        self._quoted = self._escaped = False
        self._given = 0

    def feed(self, text: str) -> Iterator[Part]:
        self._text += text
        while self._at < len(self._text):
            sign = self._text[self._at]
            self._at += 1
            if self._quoted:
                self._quoted = sign != '"' or self._escaped
                self._escaped = sign == "\\" and not self._escaped
            elif sign == '"':
                self._quoted = True
            elif sign == "{":
                self._opened.append(self._at - 1)
            elif sign == "}" and self._opened:
                start = self._opened.pop()
                yield from self._object(self._text[start : self._at])

    def close(self) -> Iterator[Part]:
        """The rest of a reply in JSON that breaks off is nothing; objects that were closed have been given."""
        return iter(())

    broken = close

    def _object(self, text: str) -> Iterator[Part]:
        if len(text) > LONGEST_OBJECT:
            return
        try:
            found = json.loads(text)
        except ValueError:
            return
        if "statements" in found:
            yield from self._ending(found)
            return
        try:
            form = SentenceForm.model_validate(found)
        except ValidationError:
            return
        self._given += 1
        proofs = (Brought(each.passage.strip("[] ").lower(), each.words.strip()) for each in form.proofs)
        if plain(form.text):
            yield Written(plain(form.text), tuple(dict.fromkeys(proofs)))

    def _ending(self, found: dict[str, object]) -> Iterator[Part]:
        missing = found.get("missing")
        if isinstance(missing, str) and plain(missing) and self._given:
            yield Missing(plain(missing))
        if found.get("not_found") is True and not self._given:
            yield Missing()


def plain(text: str) -> str:
    """A sentence without marks of its own: no ids, no footnote marks, no bold type."""
    text = _STRESS.sub(r"\2", _FAKE_MARK.sub("", _ID_INSIDE.sub("", text)))
    text = re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))
    text = re.sub(r"[,;]+(\.?)$", r"\1", re.sub(r"\s?\[\s*\]", "", text))
    return text if re.search(r"\w", text) else ""


def _end_that_may_be(mark: str, text: str) -> int:
    """How many characters at the end of a text may be the beginning of a mark."""
    return next(
        (size for size in range(min(len(mark) - 1, len(text)), 0, -1) if mark.startswith(text[-size:])), 0
    )
