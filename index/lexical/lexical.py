"""The lexical index: BM25 (Robertson and Zaragoza 2009) over words in the register's own database.

Texts are indexed as the tokens of ``index.query.tokens``, separated by spaces. Two columns: the passage's words,
and its context line, which counts for less. The row of the index is the row of the passage, and every
search is joined with the register's passages, so what the register does not list cannot be returned.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from errors import LibraryError
from index.filters import few, sql_conditions
from index.hit import Filters
from index.lexical import bm25
from index.lexical.acronyms import expansions
from index.lexical.bm25 import CONTEXT_WEIGHT, Part, Totals
from index.lexical.fts5 import Fts5Table
from index.lexical.glossary import in_english
from index.lexical.postings import Postings
from index.lexical.spelling import one_letter_away
from index.lexical.word_table import Tokens, WordTable
from index.models.context import context
from index.progress import Reports
from index.query.tokens import content_words, stem, stems, tokenise
from index.queue import Entry, Queue
from ingest.document import Document, Passage
from ingest.register import Connection, Register
from ingest.register.database import marks

VERSION: Final = "1"  # of the tokens; another one needs `rapporteur rebuild`

_BATCH = 500
_LONGEST_QUERY = 2000  # characters
_MOST_WORDS = 64
_FEW = 3000  # rows that are scored one by one sooner than found by their words
_MOST_RANKED = 20_000  # rows that FTS5 ranks within some tens of milliseconds
_LIKELY = 500  # rows that are scored exactly in a larger index
_MANY = 1000  # rows whose counting is worth remembering
_MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question as the lexical index reads it.

    Attributes:
        parts: Words and phrases of which a passage must have one; empty where none is in the index.
        known: Share of the question's content words that are in the index, 0 to 1.
        totals: Size of the index when the question was read.
        words: The content words, each as the stems it may have in a passage, with how rare it is.
        meanings: For an acronym among the words, by its place, the tokens of what it stands for.
        english: The tokens of the terms that a question in another language uses, in English.
    """

    parts: tuple[Part, ...]
    known: float
    totals: Totals
    words: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    meanings: Mapping[int, list[list[str]]] = field(default_factory=dict)
    english: Sequence[Sequence[str]] = ()


class LexicalIndex:
    """One generation of the lexical index.

    Args:
        register: The register, in whose file it lives.
        generation: Number of the generation, from 1.
    """

    def __init__(self, register: Register, generation: int) -> None:
        self._register = register
        self._name = f"lexical_{generation}"
        self.queue = Queue(register, self._name)
        self.table = _table(register, self._name)
        self.postings = Postings(self.table)
        self._counted: dict[tuple[str, ...], tuple[int, int]] = {}

    def create(self, db: Connection) -> None:
        """Make the generation, empty."""
        self.table.create(db)
        self.queue.create(db)

    def drop(self, db: Connection) -> None:
        """Remove the generation."""
        self.queue.drop(db)
        self.table.drop(db)

    # Writing

    def sync(self, progress: Reports | None = None) -> None:
        """Take in and forget what the queue lists, batch by batch; may be stopped at any point."""
        while gone := self.queue.next_gone(_BATCH):
            with self._register.transaction() as db:
                self.table.remove(db, [entry.row for entry in gone])
                self.queue.forgotten(db, gone)
        total, done = self.queue.waiting(), 0
        while entries := self.queue.next_waiting(_BATCH):
            self._take(entries)
            done += len(entries)
            if progress:
                progress("indexing words", done, max(done, total))

    def _take(self, entries: Sequence[Entry]) -> None:
        passages = self._register.passages([entry.id for entry in entries])
        documents: dict[str, Document | None] = {}
        terms: dict[int, tuple[str, str]] = {}
        for entry in entries:
            passage = passages.get(entry.id)
            if passage is None:
                continue
            if passage.document_id not in documents:
                documents[passage.document_id] = self._register.document(passage.document_id)
            document = documents[passage.document_id]
            if document is not None:
                terms[entry.row] = _indexed(document, passage)
        with self._register.transaction() as db:
            taken = self.queue.taken(db, entries)
            self.table.add(db, [(e.row, *terms[e.row]) for e in taken if e.row in terms])

    def fault(self) -> str:
        """What is wrong with the index, in a sentence; empty where it is whole and has every passage."""
        try:
            with self._register.transaction() as db:
                indexed = self.table.checked(db)
                passages = self._register.counts()["passages"]
        except LibraryError as error:
            return f"The lexical index is damaged ({error.__cause__ or error}): it has to be made anew."
        lacking = passages - self.queue.waiting() - indexed
        return f"The lexical index lacks {lacking} passages: it has to be made anew." if lacking > 0 else ""

    # Reading

    def read(
        self, question: str, language: str, phrases: Sequence[str] = (), *, translate: bool = True
    ) -> LexicalQuery:
        """A question as an expression that FTS5 cannot misread, and how much of it is known.

        Acronyms are searched also as the names they stand for.

        Args:
            question: The user's words; only the first 2,000 characters and 64 words count.
            language: BCP 47 code of the question.
            phrases: What stands in quotation marks in it: searched also as phrases.
            translate: Whether the terms of a question in another language are searched in English, too.
        """
        words = list(dict.fromkeys(content_words(question[:_LONGEST_QUERY], language)))[:_MOST_WORDS]
        forms = [stems(word, language) for word in words]
        totals = self.table.totals()
        found = self._known((form for word in forms for form in word), totals)
        for place, word in enumerate(words):
            if not any(form in found for form in forms[place]):
                found |= (meant_by := self._probably(word, language, totals))
                forms[place] = (*forms[place], *meant_by)
        acronyms = expansions(question[:_LONGEST_QUERY])
        translated = in_english(question[:_LONGEST_QUERY]) if translate and language != "en" else ()
        english = [tokens for term in translated if (tokens := tokenise(term, "en"))]
        sought: list[tuple[str, ...]] = [(form,) for form in found]
        sought += [_plain(tokenise(phrase, language)) for phrase in phrases]
        meant = [name for names in acronyms.values() for name in names]
        sought += dict.fromkeys(_plain(tokenise(name, code)) for name in meant for code in (language, "en"))
        sought += [_plain(tokens) for tokens in english]
        counts = self._counts((tokens for tokens in sought if tokens), totals)
        total = self._register.last_row()
        return LexicalQuery(
            parts=tuple(Part(tokens, counts[tokens]) for tokens in sought if counts.get(tokens)),
            known=sum(any(form in found for form in word) for word in forms) / len(forms) if forms else 0.0,
            words={word: min(_idf(found.get(form, 0), total) for form in word) for word in forms},
            meanings={
                place: [tokenise(name, language) for name in acronyms[word]]
                for place, word in enumerate(words)
                if word in acronyms
            },
            english=english,
            totals=totals,
        )

    def search(self, query: LexicalQuery, top: int, filters: Filters) -> dict[str, float]:
        """The best passages with their BM25 scores, larger is better, best first.

        Exact in a small index; in a large one, of the hundreds that a quick score puts first (see
        ``index.lexical.postings``).
        """
        if not query.parts:
            return {}
        passing = few(self._register, filters, _FEW)
        if passing is None and sum(part.found for part in query.parts) <= _MOST_RANKED:
            ranked = self.table.ranked(query.parts, top, filters)
            if ranked is not None:
                return ranked
        rows = self._likely(query, top, filters) if passing is None else list(passing)
        if passing is not None and len(rows) > _LIKELY:
            depth = max(_LIKELY, 8 * top)
            rows = self.postings.best(query.parts, query.totals, depth, rows)
        scores = self._score(query, rows)
        best = sorted(scores, key=lambda row: (-scores[row], row))[: 2 * top]  # some may be current no more
        return {name: scores[row] for row, name in islice(self._ids(best).items(), top)}

    def containing(self, phrase: str, languages: Sequence[str], most: int) -> list[str]:
        """Ids of passages whose words, function words aside, stand in this order; a first sieve, not proof.

        Args:
            phrase: The words; only the first 2,000 characters count.
            languages: BCP 47 codes to read the phrase in, as passages are indexed in their own.
            most: At most so many ids, those of the shortest passages first.
        """
        read = (_plain(tokenise(phrase[:_LONGEST_QUERY], language)) for language in languages)
        phrases = [tokens for tokens in dict.fromkeys(read) if tokens]
        return self.table.containing(phrases, most) if phrases else []

    def scores(self, query: LexicalQuery, ids: Sequence[str]) -> dict[str, float]:
        """BM25 scores of given passages; those without a word of the question are left out."""
        rows = self._register.rows(ids) if ids and query.parts else []
        scores = self._score(query, rows)
        return {name: scores[row] for row, name in self._ids(rows).items() if row in scores}

    def _likely(self, query: LexicalQuery, top: int, filters: Filters) -> list[int]:
        """Rows that pass a filter and are likely to have the best scores."""
        depth = max(_LIKELY, 8 * top)
        found = self.postings.best(query.parts, query.totals, 8 * depth if filters else depth)
        if not filters:
            return found
        passed: list[int] = []
        for start in range(0, len(found), depth):
            passed += self._ids(found[start : start + depth], filters)
            if len(passed) >= 2 * top:
                break
        return passed

    def _score(self, query: LexicalQuery, rows: Sequence[int]) -> dict[int, float]:
        texts: dict[int, Sequence[str]] = {}
        for start in range(0, len(rows), 1000):
            chunk = rows[start : start + 1000]
            found = self._register.connection.execute(
                f"SELECT rowid, context, text FROM {self._name} WHERE rowid IN ({marks(chunk)})",  # noqa: S608
                chunk,
            )
            texts.update((row, columns) for row, *columns in found)
        return bm25.score(texts, query.parts, (CONTEXT_WEIGHT, 1.0), query.totals)

    def _ids(self, rows: Sequence[int], filters: Filters | None = None) -> dict[int, str]:
        """Ids of the rows that are current and pass a filter, in the order of the rows."""
        conditions, values = sql_conditions(filters or Filters())
        found = dict(
            self._register.connection.execute(
                "SELECT passages.row, passages.id FROM passages "  # noqa: S608 - only marks
                "JOIN documents ON documents.id = passages.document_id "
                f"WHERE passages.row IN ({marks(rows)}){conditions}",
                [*rows, *values],
            ).fetchall()
        )
        return {row: found[row] for row in rows if row in found}

    def tokens(self, ids: Sequence[str]) -> dict[str, tuple[list[str], list[str]]]:
        """The indexed tokens of given passages: of the context line, and of the words."""
        rows = self._register.connection.execute(
            f"SELECT passages.id, context, {self._name}.text FROM passages "  # noqa: S608 - our own name
            f"JOIN {self._name} ON {self._name}.rowid = passages.row WHERE passages.id IN ({marks(ids)})",
            list(ids),
        )
        return {name: (context.split(), text.split()) for name, context, text in rows}

    def idf(self, tokens: Iterable[str]) -> dict[str, float]:
        """Inverse document frequency of each token, as BM25 has it; an unknown token weighs most."""
        chosen = list(dict.fromkeys(tokens))
        frequencies = self._known(chosen, self.table.totals())
        total = self._register.last_row()
        return {token: _idf(frequencies.get(token, 0), total) for token in chosen}

    def _probably(self, word: str, language: str, totals: Totals) -> dict[str, int]:
        """The most frequent stem of what a word that no passage has may be a slip for; none for most."""
        near = {stem(other, language) for other in one_letter_away(word)}
        known = self._known(near, totals)
        return dict(sorted(known.items(), key=lambda item: (-item[1], item[0]))[:1])

    def _known(self, forms: Iterable[str], totals: Totals) -> dict[str, int]:
        """Those of some tokens that the index has, with the number of rows."""
        counts = self._counts(((form,) for form in forms), totals)
        return {form: count for (form,), count in counts.items() if count}

    def _counts(self, sought: Iterable[Tokens], totals: Totals) -> dict[Tokens, int]:
        """Number of rows that have tokens, one after the other.

        Counting takes as long as there is to count, so large numbers are kept until the index has grown or
        shrunk by a fiftieth.
        """
        wanted = dict.fromkeys(sought)
        rows = totals.rows
        kept = {tokens: self._counted.get(tokens, (0, 0)) for tokens in wanted}
        counts = {
            tokens: count
            for tokens, (count, then) in kept.items()
            if count >= _MANY and abs(rows - then) * 50 <= then
        }
        counted = self.table.counts(tokens for tokens in wanted if tokens not in counts)
        if len(self._counted) > _MOST_COUNTED:
            self._counted.clear()
        self._counted |= {tokens: (count, rows) for tokens, count in counted.items() if count >= _MANY}
        return counts | counted


def _table(register: Register, name: str) -> WordTable:
    """The table of words that the register's database can have."""
    if register.database.kind == "sqlite":
        return Fts5Table(register, name)
    from index.lexical.postgres_words import PostgresTable

    return PostgresTable(register, name)


def _indexed(document: Document, passage: Passage) -> tuple[str, str]:
    return (
        " ".join(tokenise(context(document, passage), document.language)),
        " ".join(tokenise(passage.text, passage.language)),
    )


def _idf(found: int, total: int) -> float:
    return math.log(1 + (max(total - found, 0) + 0.5) / (found + 0.5))


def _plain(tokens: Iterable[str]) -> tuple[str, ...]:
    """Tokens without what would end a string of FTS5's syntax."""
    return tuple(filter(None, (token.replace('"', "") for token in tokens)))
