"""What a document says of itself: symbols, title, date, body, language and kind."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.manuscript import Manuscript
from ingest.names.dates import find_dates
from ingest.names.symbols import find_symbols, normalise, official_url, parse
from ingest.structure.imprint import imprint
from ingest.structure.titles import title_of
from language.identify import SHORTEST, language_of

_KIND_BY_SYMBOL = {
    "resolution": "resolution",
    "decision": "resolution",
    "verbatim record": "verbatim_record",
    "summary record": "verbatim_record",
    "paper": "paper",
    "presidential statement": "statement",
}
_ADOPTED_ON = re.compile(
    r"(?:(?:[Rr]esolution|[Dd]ecision|[Dd]eclaration)s? adopted|Adopted)\b[^\n]{0,120}?\n?[^\n]{0,90}?\bon\s+(?P<date>\d{1,2}\s+\w+\s+\d{4})"
)
_HELD_ON = re.compile(r"\bmeeting of the Security Council, held on (?P<date>\d{1,2} \w+ \d{4})")
_KIND_BY_WORDS = (
    ("compendium", r"\bcompendium\b"),
    ("letter", r"^(?:identical )?letters? dated|^note verbale|^lettre dat"),
    ("transcript", r"\btranscript\b"),
    ("convention", r"^(?:.{0,80}\b)?(?:convention|protocol|treaty|statute|covenant)\b"),
    ("report", r"\breport\b|\brapport\b|\binforme\b"),
    ("brief", r"\bbrief(?:ing)?\b|\bguide\b"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of ``Document`` that are read from the document itself."""

    symbols: tuple[str, ...]
    title: str
    date: str | None
    body: str | None
    language: str
    url: str | None
    kind: str
    author: str | None = None
    original_language: str | None = None
    session: str | None = None
    agenda_item: str | None = None
    job_number: str | None = None


def describe(manuscript: Manuscript, path: Path, symbols: tuple[str, ...] | None = None) -> Metadata:
    """What the manuscript says of itself; the file's name is asked only where it is silent.

    Args:
        manuscript: The document as read.
        path: Its file.
        symbols: Its symbols, where they are known; title, date, body and kind are read by them.
    """
    symbols = _symbols(manuscript, path) if symbols is None else symbols
    language = manuscript.language or _language(manuscript)
    title = title_of(manuscript, symbols, path, _language(manuscript))
    kind = _kind(manuscript, symbols, title)
    printed = imprint(manuscript)
    return Metadata(
        symbols=symbols,
        title=title,
        date=manuscript.date or _date(manuscript, symbols, path),
        body=_body(manuscript, symbols),
        language=language,
        url=next((url for url in map(official_url, symbols) if url), None),
        kind=kind,
        original_language=printed.original_language,
        session=printed.session,
        agenda_item=printed.agenda_item,
        job_number=printed.job_number,
    )


def _language(manuscript: Manuscript) -> str:
    """The language of most of the text, asked of a spread of its paragraphs."""
    texts = [
        block.text for block in manuscript.blocks if block.kind == "paragraph" and len(block.text) > SHORTEST
    ]
    spread = texts[:: max(1, len(texts) // 80)] or [
        " ".join(block.text for block in manuscript.blocks)[:4000]
    ]
    lengths: Counter[str] = Counter()
    for text in spread:
        lengths[language_of(text)] += len(text)
    first, most = next(iter(lengths)), lengths.most_common(1)[0][0]
    return first if lengths[first] > 0.6 * lengths[most] else most


def _symbols(manuscript: Manuscript, path: Path) -> tuple[str, ...]:
    head = _masthead(manuscript)
    found = _own_symbols(head)
    named = _from_name(path)
    if named is None or any(symbol.startswith(named) for symbol in found):
        return found
    if found and named.startswith(f"{found[0]} (Part "):
        return (named,)
    printed = named in {match.symbol for match in find_symbols(manuscript.front[:3000])}
    misread = bool(found) and _unread(found[0]) == _unread(named)
    if not found or printed or misread or manuscript.format not in {"pdf", "docx"}:
        return (named, *(symbol for symbol in found if _joint(head, symbol, named)))
    return found


def _unread(symbol: str) -> str:
    """A symbol with the letters alike that OCR takes for one another made one."""
    return symbol.upper().translate(str.maketrans("IL|OSB", "111058"))


def _masthead(manuscript: Manuscript) -> str:
    lines = [line for line in manuscript.front.splitlines() if line.strip()]
    return "\n".join([*lines[:12], *manuscript.heads])


def _own_symbols(head: str) -> tuple[str, ...]:
    """Symbols that stand on a masthead line by themselves (with "United Nations" or a date at most)."""
    found: dict[str, None] = {}
    for line in head.splitlines():
        bare = re.sub(
            r"\((?:Première|Deuxième|Troisième|Quatrième|First|Second|Third|Fourth) part(?:ie)?\)|United Nations|Nations Unies|Naciones Unidas|Rapporteur Library|\d{2}/\d{2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|\*+",
            " ",
            line,
        )
        matches = find_symbols(bare)
        rest = bare
        for match in reversed(matches):
            rest = rest[: match.start] + rest[match.end :]
        if matches and not re.search(r"[^\W\d_]{2,}|\d", rest):
            found.update((match.symbol, None) for match in matches)
            break
    return tuple(found)


def _joint(head: str, symbol: str, named: str) -> bool:
    return bool(re.search(rf"{re.escape(named)}\W{{0,4}}{re.escape(symbol)}", head))


def _from_name(path: Path) -> str | None:
    """A symbol written in a file's name with underscores for slashes ("A_RES_70_125")."""
    stem = re.sub(r"[._](?:en|fr|es|ru|ar|zh)$", "", path.stem, flags=re.IGNORECASE)
    paper = re.match(r"GE-\d{3}|RL-\d{2}", stem)
    if paper:
        return normalise(paper[0])
    stem = re.sub(r"(?:[_.][a-z]{3,})+$", "", stem)
    name = re.sub(r"^(S_RES_\d+)_(\d{4})$", r"\1 (\2)", stem)
    name = re.sub(r"_+\(?([IVXLC]{1,8})\)?$", r" (\1)", name)
    name = re.sub(r"_([A-H]-[A-H])$", r" \1", name)
    name = re.sub(r"_Sect\.?(\d+[A-Z]?)$", r" (Sect. \1)", name, flags=re.IGNORECASE)
    name = re.sub(r"_Part([IVX]+)$", r" (Part \1)", name)
    if "_" not in name or not re.match(r"[A-Z]{1,8}_", name):
        return None
    return normalise(name.replace("_", "/"))


def _date(manuscript: Manuscript, symbols: Sequence[str], path: Path) -> str | None:
    lines = manuscript.front.splitlines()
    for form in (_ADOPTED_ON, _HELD_ON):
        found = form.search(manuscript.front[:3000])
        if found and (dates := find_dates(found["date"])):
            return dates[0]
    closing = " ".join(block.text for block in manuscript.blocks[-4:])
    closed = re.search(
        r"meeting\s+(\d{1,2} \w+ \d{4})|Done at\b.{0,60}?,? (?:this |the )?(\d{1,2}(?:st|nd|rd|th)?) day of (\w+) (\d{4})"
        r"|(?:Done at|Fait à|Hecho en|GEDAAN te)\b.{0,40}?,? (?:on |le |el |op )?(\d{1,2} \w+ \d{4})",
        closing,
    )
    if closed and manuscript.format != "pdf":
        dates = find_dates(closed[1] or closed[5] or " ".join(closed.groups()[1:4]))
        if dates:
            return dates[0]
    alone = [
        dates[0]
        for line in lines[:60]
        if len(line) < 60 and (dates := find_dates(line)) and not _names_period(line)
    ]
    named = find_dates(path.stem.replace("_", " "))
    alone = alone or find_dates(manuscript.title) or _signed(manuscript)
    if alone or named:
        return alone[0] if alone else named[0]
    year = next((parse(symbol).year for symbol in symbols if parse(symbol).year), None)
    return str(year) if year else None


def _signed(manuscript: Manuscript) -> list[str]:
    """The date of a line near the end such as "Paris, le 12 novembre 2018", or of one that is nothing else."""
    for n, block in enumerate(reversed(manuscript.blocks[-25:])):
        placed = re.match(r"[A-Z][\w ]{2,30},(?: le| on| el)? \d", block.text) and len(block.text) < 60
        if placed or (n < 10 and re.fullmatch(r"(?:\d{1,2} )?[^\W\d_]{3,10} \d{4}", block.text)):
            return find_dates(block.text)
    return []


def _names_period(line: str) -> bool:
    return bool(re.search(r"\d\s?[–—-]\s?\d|session|item|GE\.|\(E\)", line))


def _body(manuscript: Manuscript, symbols: Sequence[str]) -> str | None:
    if symbols:
        body = parse(symbols[0]).body
        return "ICANN" if body.startswith("ICANN") else body
    front = manuscript.front[:1500]
    known = (
        ("Council of Europe", r"Council of Europe"),
        ("ICANN", r"\bICANN\b"),
        ("General Assembly", r"\bGeneral Assembly\b"),
        ("Security Council", r"\bSecurity Council\b"),
    )
    return next((name for name, pattern in known if re.search(pattern, front)), None)


def _kind(manuscript: Manuscript, symbols: Sequence[str], title: str) -> str:
    if sum(block.speaker is not None for block in manuscript.blocks[:400]) >= 3:
        return "transcript"
    kinds = [_KIND_BY_SYMBOL.get(parse(symbol).kind) for symbol in symbols]
    if kinds and kinds[0]:
        return kinds[0]
    headings = [title, *(block.text for block in manuscript.blocks[:6] if block.kind == "heading")]
    for kind, pattern in _KIND_BY_WORDS:
        if any(re.search(pattern, heading, re.IGNORECASE) for heading in headings):
            return kind
    return "other"
