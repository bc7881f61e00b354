"""Plain text: printed pages turned into text, or one paragraph a line with light Markdown."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from ingest.document import ReadingWarning
from ingest.layout.lines import ends_sentence
from ingest.layout.printed import CONTINUES
from ingest.manuscript import Block, Manuscript
from ingest.readers.captions import are_captions, are_subtitles, captions_manuscript, without_times
from ingest.readers.decoding import decode
from ingest.readers.markdown import markdown_manuscript
from ingest.readers.markup.tags import KNOWN
from ingest.readers.wrapped import wrapped_manuscript

_SPEAKER_LINE = re.compile(r"\*\*([^*\n]{2,120})\*\*\s*:?")
_HEADING = re.compile(
    r"(#{1,6})(?:\s+(?=\S)|(?<=##)(?=[^#\s]))(.*)"
)  # "##Title" is one, "#1 priority" is none
_ARTICLE = re.compile(r"(?:Article|Artículo|Статья|Artikel) \d{1,3}(?:\s?(?:bis|ter))?\.?")
_ARTICLE_LEVEL = 4
_TAG = re.compile(
    rf"<!--.*?-->|</?(?:{'|'.join(sorted(KNOWN, key=len, reverse=True))})(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s\"[^\"]*\")?\)")
_STRESS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,2})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])")


def read_text(path: Path) -> Manuscript:
    """The manuscript of a text file, by the form its lines have.

    Raises:
        UnreadableDocumentError: empty, too large, or not text.
    """
    text, warnings = decode(path)
    if re.match(r"---\n.*?\n---\n", text, re.DOTALL):
        return markdown_manuscript(text, "txt", warnings)
    shown = _LINK.sub(r"\1", _TAG.sub("", text))
    return replace(_by_form(text, warnings), witness=shown)


def _by_form(text: str, warnings: tuple[ReadingWarning, ...]) -> Manuscript:
    if are_subtitles(text):
        return captions_manuscript(without_times(text), warnings)
    if are_captions(text):
        return captions_manuscript(text, warnings)
    if "\f" in text or _is_wrapped(text):
        return wrapped_manuscript(text, warnings)
    return _paragraphs(text, warnings)


def _is_wrapped(text: str) -> bool:
    """Whether paragraphs run over several lines of like length, as print does."""
    lines = [line.rstrip() for line in text.split("\n")]
    printed = sum(bool(line) for line in lines)
    long = sum(len(line) > 140 for line in lines)
    wraps = sum(
        55 < len(line) < 125 and bool(following) and not ends_sentence(line)
        for line, following in pairwise(lines)
    )
    return wraps >= 6 and wraps > 0.12 * printed and long < 0.03 * printed


def _paragraphs(text: str, warnings: tuple[ReadingWarning, ...]) -> Manuscript:
    blocks: list[Block] = []
    speaker: str | None = None
    for chunk in re.split(r"\n\s*\n", text):
        for block in _chunk(chunk):
            line = _SPEAKER_LINE.fullmatch(block.text)
            if line and block.kind == "paragraph":
                speaker = line[1].strip()
                continue
            cleaned = _clean(block.text)
            if cleaned:
                blocks.append(Block(kind=block.kind, text=cleaned, level=block.level, speaker=speaker))
            speaker = None
    title = next((block.text for block in blocks[:8] if block.kind == "heading" and block.level == 1), "")
    front = re.sub(r"<[^>\n]{0,200}>", "", text[:4000])
    return Manuscript(
        format="txt", blocks=tuple(blocks), front=front, title=_bare_title(title), warnings=warnings
    )


def _chunk(chunk: str) -> list[Block]:
    """A blank-line-bounded stretch of lines as blocks: headings, rows, items, or one paragraph."""
    blocks: list[Block] = []
    for line in filter(None, (_TAG.sub("", line).strip() for line in chunk.split("\n"))):
        heading = _HEADING.match(line)
        if heading:
            blocks.append(Block(kind="heading", text=heading[2], level=len(heading[1])))
        elif _ARTICLE.fullmatch(line):
            blocks.append(Block(kind="heading", text=line, level=_ARTICLE_LEVEL))
        elif re.fullmatch(r"(?:[-*_]\s?){3,}", line):
            blocks.append(Block(kind="break", text=line))
        elif line.startswith("|"):
            blocks += _row(line)
        elif blocks and _goes_on(blocks[-1], line):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {line.rstrip('| ')}")
        elif blocks and blocks[-1].kind == "paragraph" and _runs_on(blocks[-1].text, line):
            blocks[-1] = Block(kind="paragraph", text=f"{blocks[-1].text} {line}")
        else:
            blocks.append(Block(kind="paragraph", text=line))
    return blocks


def _goes_on(last: Block, line: str) -> bool:
    """Whether a line goes on a heading or a table's row that was broken over lines."""
    if last.kind == "heading":
        broken = CONTINUES.search(last.text)
        return line[0].islower() or (broken is not None and broken["word"] is not None)
    return last.kind == "table" and line.endswith("|")


def _row(line: str) -> list[Block]:
    """A row between pipes as a table's row; the rule under its head is none."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if all(re.fullmatch(r"(?::?-+:?)?", cell) for cell in cells):
        return []
    return [Block(kind="table", text=" | ".join(filter(None, cells)))]


def _runs_on(last: str, line: str) -> bool:
    return bool(line[:1].islower() or not re.search(r"[.;:!?]$", last)) and not re.match(
        r"\(?[\dA-Za-z]{1,3}[.)]\s|[-•*]\s", line
    )


def _clean(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _STRESS.sub(r"\2", text)
    return re.sub(r"\s+", " ", text.replace("\\_", "_")).strip()


def _bare_title(title: str) -> str:
    """A resolution's title without its number ("70/125. Outcome document …")."""
    return re.sub(r"^(?:S-|ES-)?\d{1,4}/\d{1,3}(?:\s[A-Z])?\.\s+", "", title)
