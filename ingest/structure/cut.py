"""Units to passages: one numbered paragraph, or a piece of running text of like size."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Final, cast

from ingest.document import Passage, PassageKind
from ingest.structure.unit import Unit
from language.identify import language_of

LEAST, MOST, LIMIT = 60, 200, 350
"""Words: below LEAST running text is joined with its neighbours, up to MOST; above LIMIT it is split."""

_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ROW_END: Final = re.compile(r"\n")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;؟۔])[”’\"»)\]]*\s+(?=[^\W_]|[“\"«(\[•])|(?<=[。！？；])|\n")
_LEAD_IN: Final = re.compile(r"[:：]\s*$")
_ITEM: Final = re.compile(r"[•▪●–—-]\s|[(\[]?(?:[a-z]|\d{1,2}|[ivx]{1,5})[)\].]\s")
_ABBREVIATION: Final = re.compile(
    r"\b(?:No|Nos|para|paras|Mr|Mrs|Ms|Dr|St|Add|Corr|Rev|art|arts|vol|chap|sect|e\.g|i\.e|cf|p|pp|et al|[A-Z])\.\s*$"
)


def words(text: str) -> int:
    """Number of words; two Chinese or Japanese characters count as one."""
    east = len(_CJK.findall(text))
    return len(re.findall(r"\w+(?:['’.\-]\w+)*", _CJK.sub(" ", text))) + east // 2


def cut(units: Sequence[Unit], document_id: str, language: str) -> tuple[Passage, ...]:
    """The passages of a document, in order.

    Args:
        units: What ``structure`` gave.
        document_id: ``Document.id``.
        language: The document's main language, for passages too short to tell.
    """
    pieces = [piece for unit in _with_notes(units) for piece in _split(unit)]
    seen: Counter[bytes] = Counter()
    passages: list[Passage] = []
    start = 0
    near = language
    for ordinal, unit in enumerate(pieces):
        same = passages and _same_place(pieces[ordinal - 1], unit) and unit.kind != "footnote"
        near = language_of(unit.text, near if same else language)
        key = "\0".join((*unit.section, unit.paragraph or "", unit.text)).encode()
        seen[key] += 1
        passages.append(
            Passage(
                id=blake2b(
                    b"%s\0%d\0%s" % (document_id.encode(), seen[key], key), digest_size=16
                ).hexdigest(),
                document_id=document_id,
                ordinal=ordinal,
                text=unit.text,
                section=unit.section,
                paragraph=unit.paragraph,
                speaker=unit.speaker,
                pages=tuple(sorted({page for _, page in unit.pages})),
                start=start,
                end=start + len(unit.text),
                language=near,
                kind=cast(PassageKind, unit.kind),
            )
        )
        start += len(unit.text) + 2
    return tuple(passages)


def _with_notes(units: Sequence[Unit]) -> list[Unit]:
    """Units joined where they are small, each footnote after the passage it stood behind."""
    flow = [unit for unit in units if unit.kind != "footnote"]
    notes: dict[int, list[Unit]] = {}
    position = 0
    for unit in units:
        if unit.kind == "footnote":
            notes.setdefault(position, []).append(unit)
        else:
            position += 1
    joined: list[Unit] = []
    position = 0
    for group in _groups(flow):
        joined.append(_join(group))
        for _ in group:
            joined += notes.pop(position, []) if position == 0 else []
            position += 1
            joined += notes.pop(position, [])
    return joined + [note for position in sorted(notes) for note in notes[position]]


def _groups(units: Sequence[Unit]) -> Iterable[list[Unit]]:
    """Runs of units that make one passage each, before over-long ones are split."""
    index = 0
    while index < len(units):
        family = _family(units, index)
        if len(family) > 1 and sum(words(unit.text) for unit in family) <= MOST:
            yield family
            index += len(family)
            continue
        group = _run(units, index)
        yield group
        index += len(group)


def _family(units: Sequence[Unit], index: int) -> list[Unit]:
    """A numbered paragraph with all its sub-paragraphs."""
    head = units[index]
    if head.paragraph is None:
        return [head]
    family = [head]
    for unit in units[index + 1 :]:
        below = unit.part_of is not None and f"{unit.part_of} ".startswith(f"{head.paragraph} ")
        if not below or not _same_place(head, unit):
            break
        family.append(unit)
    return family


def _run(units: Sequence[Unit], index: int) -> list[Unit]:
    """Consecutive small units of one place: running text, sub-paragraphs, or rows."""
    group = [units[index]]
    size = words(units[index].text)
    for unit in units[index + 1 :]:
        more = words(unit.text)
        if _leads(group[-1], unit) and size + more <= LIMIT:
            pass
        elif not _joinable(group[-1], unit) or size + more > MOST or (size >= LEAST and more >= LEAST // 3):
            break
        group.append(unit)
        size += more
    return group


def _joinable(last: Unit, unit: Unit) -> bool:
    if not _same_place(last, unit) or last.kind != unit.kind or unit.fresh:
        return False
    if last.paragraph == unit.paragraph:
        return _same_language(last.text, unit.text)
    return last.part_of is not None and last.part_of == unit.part_of and words(last.text) < LEAST // 2


def _leads(last: Unit, unit: Unit) -> bool:
    """Whether ``last`` leads in the list that ``unit`` begins: apart from it, neither can be understood.

    Numbered paragraphs are left alone: a long sub-paragraph is cited by its own letter.
    """
    if last.paragraph is not None or unit.paragraph is not None:
        return False
    if not _LEAD_IN.search(last.text) or not _same_place(last, unit) or unit.fresh:
        return False
    if last.kind != "paragraph" or unit.kind != "paragraph":
        return False
    return bool(unit.mark or _ITEM.match(unit.text))


def _same_language(one: str, other: str) -> bool:
    first, second = language_of(one, ""), language_of(other, "")
    return first == second or not first or not second


def _same_place(one: Unit, other: Unit) -> bool:
    return one.section == other.section and one.speaker == other.speaker


def _join(group: Sequence[Unit]) -> Unit:
    if len(group) == 1:
        return group[0]
    head = group[0]
    same = all(unit.paragraph == head.paragraph for unit in group)
    paragraph = head.paragraph if same or head.part_of is None else head.part_of
    text, pages = "", list[tuple[int, int]]()
    for number, unit in enumerate(group):
        mark = f"{unit.mark} " if unit.mark and (number or paragraph != unit.paragraph) else ""
        text += ("\n" if number else "") + mark
        pages += [(len(text) + offset, page) for offset, page in unit.pages]
        text += unit.text
    return replace(head, text=text, pages=tuple(pages), paragraph=paragraph, mark="")


def _split(unit: Unit) -> list[Unit]:
    """The unit, or its pieces cut at sentence ends, near one another in size, where it is over-long."""
    total = words(unit.text)
    if total <= LIMIT:
        return [unit]
    target = total / -(-total // MOST)
    pieces: list[Unit] = []
    start = size = 0
    for begin, end in _rows(unit.text) if unit.kind == "table" else _sentences(unit.text):
        more = words(unit.text[begin:end])
        if size and size + more > max(target * 1.1, LEAST):
            pieces.append(_slice(unit, start, begin))
            start, size = begin, 0
        size += more
    pieces.append(_slice(unit, start, len(unit.text)))
    return [piece for piece in pieces if piece.text]


def _rows(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _ROW_END.finditer(text)]
    return [
        part for span in zip([0, *ends], [*ends, len(text)], strict=True) for part in _bounded(text, *span)
    ]


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences; one longer than LIMIT is cut at commas, then between words."""
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text[: match.start() + 1][-12:])
    ]
    spans = list(zip([0, *ends], [*ends, len(text)], strict=True))
    return [part for begin, end in spans for part in _bounded(text, begin, end) if part[0] < part[1]]


def _bounded(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    if words(text[begin:end]) <= LIMIT:
        return [(begin, end)]
    breaks = [begin + match.end() for match in re.finditer(r"[,;:،、，]\s?|\s", text[begin:end])] or [end]
    spans, start = [], begin
    for stop in breaks:
        if words(text[start:stop]) >= MOST * 0.8:
            spans.append((start, stop))
            start = stop
    return [*spans, (start, end)]


def _slice(unit: Unit, start: int, end: int) -> Unit:
    raw = unit.text[start:end]
    text = raw.strip()
    start += len(raw) - len(raw.lstrip())
    end = start + len(text)
    inside = [page for offset, page in unit.pages if start < offset < end]
    before = [page for offset, page in unit.pages if offset <= start][-1:]
    return replace(unit, text=text, pages=tuple((0, page) for page in (*before, *inside)))
