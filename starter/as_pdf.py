"""Print a source as a PDF that looks and reads like a UN document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory

from fpdf import FPDF

from starter import fonts
from starter.dialect import Block, Heading, Paragraph, Source, Span, Spans, Table, plain
from starter.printed_phrases import PHRASES
from starter.typeset import ARABIC, Line, Piece, Style, break_lines, joined

# Millimetres on A4, and points.
WIDTH, HEIGHT = 210.0, 297.0
MARGIN, TOP, BOTTOM = 28.0, 33.0, 264.0
NUMBER, BULLET = 12.0, 8.0
BODY, CELL, SMALL, TITLE = 10.0, 9.0, 8.0, 15.0
LEADING = 0.53  # millimetres of line height per point of type
COLUMN_GAP = 4.0
SHORT_CELL = 36.0  # a cell that fits in this is not broken


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block of lines stands, in millimetres.

    Attributes:
        before: White space above its first line.
        indent: Distance from the margin where reading starts.
        width: Room for a line; what the indent leaves where it is 0.
        mark: Printed to the left of the indent (a paragraph number).
        hang: Distance of the mark from the indent.
        keep: It may not be parted from what follows.
    """

    before: float = 0.0
    indent: float = 0.0
    width: float = 0.0
    mark: str = ""
    hang: float = NUMBER
    keep: bool = False


FLUSH = _Place()


def write(source: Source, target: Path) -> None:
    """Print one source to ``target``; the same source gives the same bytes.

    Raises:
        FontError: a font is not on this machine.
    """
    with TemporaryDirectory() as folder:
        press = _Press(source, Path(folder))
        press.print_pages()
        press.pdf.output(str(target))


class _Press:
    """One document on its way to paper: measures, breaks lines, makes pages, draws them."""

    def __init__(self, source: Source, folder: Path) -> None:
        self.source = source
        self.phrases = PHRASES[source.language]
        self.rtl = source.language == "ar"
        self.measure_width = WIDTH - 2 * MARGIN
        self.pdf = FPDF(format="A4", unit="mm")
        self.pdf.set_auto_page_break(False)
        self.pdf.c_margin = 0
        self._load_fonts(folder)
        self._describe()
        self.pdf.add_page()
        self.notes = {number: self._note_lines(number) for number in range(1, len(source.notes) + 1)}

    def print_pages(self) -> None:
        """Lay the document out, then draw every page with its header, notes and page mark."""
        pages = list(self._pages(self._lines()))
        for number, (lines, notes) in enumerate(pages, 1):
            if number > 1:
                self.pdf.add_page()
            self._draw_header(number)
            self._draw_body(lines)
            self._draw_notes(notes)
            self._draw_mark(f"{number}/{len(pages)}")

    # Set-up

    def _load_fonts(self, folder: Path) -> None:
        text = self.source.path.read_text(encoding="utf-8") + str(self.phrases)
        for style in ("regular", "bold"):
            code = "B" if style == "bold" else ""
            self.pdf.add_font("latin", code, fonts.find(fonts.LATIN, style)[0])
            family = fonts.FAMILIES.get(self.source.language)
            if family is None:
                continue
            file, index = fonts.find(family, style)
            if file.suffix == ".ttc":
                fonts.save_as_truetype(file, index, text, folder / f"{style}.ttf")
                file = folder / f"{style}.ttf"
            self.pdf.add_font("native", code, file)

    def _describe(self) -> None:
        source = self.source
        self.pdf.set_title(source.title)
        self.pdf.set_author(self.phrases.author)
        self.pdf.set_subject(source.number)
        self.pdf.set_keywords(f"source-sha256={source.hash}")
        self.pdf.set_lang(source.language)
        self.pdf.set_creation_date(datetime.combine(source.date, time(), UTC))

    def _use(self, text: str, style: Style) -> None:
        arabic = bool(ARABIC.search(text))
        family = "native" if self.source.language == "zh" or arabic else "latin"
        size = style.size * 1.15 if arabic else style.size
        self.pdf.set_font(family, "B" if style.bold else "", size)
        if arabic:
            self.pdf.set_text_shaping(True, direction="rtl", script="arab", language="ara")
        else:
            self.pdf.set_text_shaping(False)

    def _measure(self, text: str, style: Style) -> float:
        self._use(text, style)
        return float(self.pdf.get_string_width(text))

    # Lines

    def _lines(self) -> Iterator[Line]:
        yield from self._masthead()
        for block in self.source.blocks:
            yield from self._block(block)

    def _masthead(self) -> Iterator[Line]:
        source, phrases = self.source, self.phrases
        for text in (phrases.written(source.date), phrases.original, phrases.author):
            yield from self._set((Span(text),), SMALL + 1)
        yield from self._set((Span(source.title, bold=True),), TITLE, _Place(before=9, keep=True))
        yield from self._set((Span(phrases.notice),), SMALL, _Place(before=3, keep=True))

    def _block(self, block: Block) -> Iterator[Line]:
        if isinstance(block, Heading):
            size = BODY + 2 if block.level == 2 else BODY + 0.5
            yield from self._set((Span(block.text, bold=True),), size, _Place(before=6, keep=True))
        elif isinstance(block, Table):
            yield from self._table(block)
        else:
            yield from self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> Iterator[Line]:
        place = _Place(before=2.6)
        if block.number:
            mark = f"{block.number} - " if self.rtl else f"{block.number}."
            place = _Place(before=2.6, indent=NUMBER, mark=mark)
        yield from self._set(block.spans, BODY, place)
        for letter, item in zip(ascii_lowercase, block.items, strict=False):
            mark = "– " if self.rtl else f"({letter})"
            yield from self._set(
                item, BODY, _Place(before=1.2, indent=NUMBER + BULLET, mark=mark, hang=BULLET)
            )

    def _table(self, table: Table) -> Iterator[Line]:
        columns = self._columns(table)
        for row_number, row in enumerate(table.rows):
            head = row_number == 0
            cells = []
            for spans, (left, width) in zip(row, columns, strict=True):
                styled = tuple(Span(span.text, span.bold or head, span.note) for span in spans)
                lines = list(self._set(styled, CELL, _Place(indent=left, width=width)))
                cells.append(lines or [Line([], CELL * LEADING)])
            depth = max(len(lines) for lines in cells)
            for level in range(depth):
                parts = [lines[level] for lines in cells if level < len(lines)]
                last = level == depth - 1
                yield Line(
                    [],
                    parts[0].height,
                    before=(4.0 if head else 1.6) if level == 0 else 0.0,
                    keep=head or not last,
                    rule=last,
                    cells=parts,
                )

    def _columns(self, table: Table) -> list[tuple[float, float]]:
        """Left edge and width of each column: what its words need, and a share of what is left over."""
        size = Style(CELL, bold=True)
        texts = [[plain(row[column]) for row in table.rows] for column in range(len(table.rows[0]))]
        wish = [max(self._measure(text, size) for text in column) for column in texts]
        need = [min(width, SHORT_CELL) for width in wish]
        spare = self.measure_width - COLUMN_GAP * (len(texts) - 1) - sum(need)
        share = sum(wish) - sum(need) or 1.0
        columns: list[tuple[float, float]] = []
        left = 0.0
        for wished, needed in zip(wish, need, strict=True):
            width = needed + spare * (wished - needed) / share
            columns.append((left, width))
            left += width + COLUMN_GAP
        return columns

    def _note_lines(self, number: int) -> list[Line]:
        mark = Span(str(number), note=number)
        return list(self._set((mark, Span(" "), *self.source.notes[number - 1]), SMALL))

    def _set(self, spans: Spans, size: float, place: _Place = FLUSH) -> Iterator[Line]:
        language = self.source.language
        room = place.width or self.measure_width - place.indent
        lines = break_lines(spans, size, room, self._measure, language)
        for number, pieces in enumerate(lines):
            # No first or last line of a paragraph stands alone on its page.
            stay = place.keep or (len(lines) > 1 and number in (0, len(lines) - 2))
            line = Line(joined(pieces, self._measure, language), size * LEADING, place.indent, keep=stay)
            if number == 0:
                line.before = place.before
                if place.mark:
                    style = Style(size)
                    line.hang = Piece(place.mark, style, self._measure(place.mark, style)), place.hang
            yield line

    # Pages

    def _pages(self, lines: Iterator[Line]) -> Iterator[tuple[list[Line], list[int]]]:
        """The lines of each page and the footnotes at its foot: those marked there for the first time."""
        page: list[Line] = []
        group: list[Line] = []
        done: set[int] = set()
        for line in lines:
            group.append(line)
            if line.keep:
                continue
            if page and self._height([*page, *group], done) > BOTTOM - TOP:
                notes = _marked(page, done)
                yield page, notes
                done.update(notes)
                page = []
            page += group
            group = []
        yield [*page, *group], _marked([*page, *group], done)

    def _height(self, lines: list[Line], done: set[int]) -> float:
        text = sum(line.before + line.height for line in lines) - lines[0].before
        notes = sum(note.height for number in _marked(lines, done) for note in self.notes[number])
        return text + (notes + 6 if notes else 0)

    # Drawing

    def _draw_header(self, page: int) -> None:
        number, rule = self.source.number, Style(SMALL + 1, bold=True)
        series = self.phrases.series if page == 1 else self.source.title
        self._draw_line(self._single(f"{number} ", rule), 20)
        self._draw_line(self._single(series, Style(SMALL)), 20, opposite=True)
        self.pdf.set_line_width(0.5 if page == 1 else 0.2)
        self.pdf.line(MARGIN, 22, WIDTH - MARGIN, 22)

    def _draw_body(self, lines: list[Line]) -> None:
        y = TOP - lines[0].before
        for line in lines:
            y += line.before + line.height
            for part in line.cells or [line]:
                self._draw_line(part, y)
            if line.rule:
                self.pdf.set_line_width(0.1)
                self.pdf.line(MARGIN, y + 1.4, WIDTH - MARGIN, y + 1.4)

    def _draw_notes(self, numbers: list[int]) -> None:
        notes = [note for number in numbers for note in self.notes[number]]
        if not notes:
            return
        y = BOTTOM - sum(note.height for note in notes)
        self.pdf.set_line_width(0.2)
        start = WIDTH - MARGIN - 40 if self.rtl else MARGIN
        self.pdf.line(start, y, start + 40, y)
        for note in notes:
            y += note.height
            self._draw_line(note, y + 0.8)

    def _draw_mark(self, mark: str) -> None:
        self._draw_line(self._single(mark, Style(SMALL + 1, bold=True)), 280)

    def _single(self, text: str, style: Style) -> Line:
        spans = (Span(text, style.bold),)
        pieces = [Piece(text, style, self._measure(text, style))]
        if self.rtl:
            (pieces,) = break_lines(spans, style.size, WIDTH, self._measure, "ar")
            pieces = joined(pieces, self._measure, "ar")
        return Line(pieces, style.size * LEADING)

    def _draw_line(self, line: Line, y: float, *, opposite: bool = False) -> None:
        """Draw a line on the baseline ``y``, from the margin where reading starts or ending at the other."""
        if line.hang:
            piece, distance = line.hang
            mark = Line(
                joined([piece], self._measure, self.source.language), line.height, line.indent - distance
            )
            self._draw_line(mark, y)
        x = MARGIN + line.indent
        if opposite:
            x = WIDTH - MARGIN - sum(piece.width for piece in line.pieces)
        for piece in line.pieces:
            left = WIDTH - x - piece.width if self.rtl else x
            self._draw_piece(piece, left, y)
            x += piece.width

    def _draw_piece(self, piece: Piece, x: float, baseline: float) -> None:
        self._use(piece.text, piece.style)
        if piece.style.note:
            baseline -= 1.1
        # fpdf2 puts the baseline of a cell at 0.5 of its height plus 0.3 of the type size.
        self.pdf.set_xy(x, baseline - 0.3 * self.pdf.font_size)
        self.pdf.cell(piece.width, 0, piece.text)


def _marked(lines: list[Line], done: set[int]) -> list[int]:
    """Footnotes marked on some lines, each once, without those printed on an earlier page."""
    return sorted({note for line in lines for note in line.notes} - done)
