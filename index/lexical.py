"""The lexical index: BM25 (Robertson and Zaragoza 2009) by SQLite FTS5, in the register's own file.

Texts are indexed as the tokens of ``index.tokens``, separated by spaces. Two columns: the passage's words,
and its context line, which counts for less. The row of the index is the row of the passage, and every
search is joined with the register's passages, so what the register does not list cannot be returned.
"""

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.acronyms import expansions
from index.context import context
from index.filters import sql_conditions
from index.glossary import in_english
from index.hit import Filters
from index.progress import Reports
from index.queue import Entry, Queue
from index.spelling import one_letter_away
from index.tokens import content_words, stem, stems, tokenise
from ingest.document import Document, Passage
from ingest.register import Register

VERSION: Final = "1"  # of the tokens; another one needs `rapporteur rebuild`

_CONTEXT_WEIGHT = 0.5
_BATCH = 500
_LONGEST_QUERY = 2000  # characters
_MOST_WORDS = 64
_TOKENIZER = "ascii tokenchars ''/.()-_''"


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question as the lexical index reads it.

    Attributes:
        expression: The FTS5 expression; empty where no word of the question is in the index.
        known: Share of the question's content words that are in the index, 0 to 1.
        words: The content words, each as the stems it may have in a passage, with how rare it is.
        meanings: For an acronym among the words, by its place, the tokens of what it stands for.
        english: The tokens of the terms that a question in another language uses, in English.
    """

    expression: str
    known: float
    words: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    meanings: Mapping[int, list[list[str]]] = field(default_factory=dict)
    english: Sequence[Sequence[str]] = ()


class LexicalIndex:
    """One edition of the lexical index.

    Args:
        register: The register, in whose file it lives.
        edition: Number of the edition, from 1.
    """

    def __init__(self, register: Register, edition: int) -> None:
        self._register = register
        self._name = f"lexical_{edition}"
        self.queue = Queue(register, self._name)

    def create(self, db: sqlite3.Connection) -> None:
        """Make the edition, empty."""
        db.execute(f"CREATE VIRTUAL TABLE {self._name} USING fts5 (context, text, tokenize = '{_TOKENIZER}')")
        db.execute(f"CREATE VIRTUAL TABLE {self._name}_terms USING fts5vocab ({self._name}, row)")
        self.queue.create(db)

    def drop(self, db: sqlite3.Connection) -> None:
        """Remove the edition."""
        self.queue.drop(db)
        db.execute(f"DROP TABLE IF EXISTS {self._name}_terms")
        db.execute(f"DROP TABLE IF EXISTS {self._name}")

    # Writing

    def sync(self, progress: Reports | None = None) -> None:
        """Take in and forget what the queue lists, batch by batch; may be stopped at any point."""
        while gone := self.queue.next_gone(_BATCH):
            with self._register.transaction() as db:
                db.executemany(f"DELETE FROM {self._name} WHERE rowid = ?", [(entry.row,) for entry in gone])  # noqa: S608
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
            db.executemany(
                f"INSERT INTO {self._name} (rowid, context, text) VALUES (?, ?, ?)",  # noqa: S608
                [(e.row, *terms[e.row]) for e in self.queue.taken(db, entries) if e.row in terms],
            )

    def fault(self) -> str:
        """What is wrong with the index, in a sentence; empty where it is whole and has every passage."""
        try:
            with self._register.transaction() as db:
                db.execute(f"INSERT INTO {self._name} ({self._name}) VALUES ('integrity-check')")  # noqa: S608
                (indexed,) = db.execute(f"SELECT count(*) FROM {self._name}_docsize").fetchone()  # noqa: S608
                (passages,) = db.execute("SELECT count(*) FROM passages").fetchone()
        except sqlite3.DatabaseError as error:
            return f"The lexical index is damaged ({error}): it has to be made anew."
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
        words = dict.fromkeys(content_words(question[:_LONGEST_QUERY], language))
        forms = [stems(word, language) for word in list(words)[:_MOST_WORDS]]
        frequencies = self._frequencies(form for word in forms for form in word)
        for place, word in enumerate(list(words)[:_MOST_WORDS]):
            if not any(form in frequencies for form in forms[place]):
                frequencies |= (meant_by := self._probably(word, language))
                forms[place] = (*forms[place], *meant_by)
        parts = [_quoted(form) for form in frequencies]
        parts += filter(None, (_quoted(*tokenise(phrase, language)) for phrase in phrases))
        acronyms = expansions(question[:_LONGEST_QUERY])
        meant = [name for names in acronyms.values() for name in names]
        parts += dict.fromkeys(_quoted(*tokenise(name, code)) for name in meant for code in (language, "en"))
        translated = in_english(question[:_LONGEST_QUERY]) if translate and language != "en" else ()
        english = [tokens for term in translated if (tokens := tokenise(term, "en"))]
        parts += (_quoted(*tokens) for tokens in english)
        known = sum(any(form in frequencies for form in word) for word in forms)
        total = self._total()
        rare = {word: min(_rarity(frequencies.get(form, 0), total) for form in word) for word in forms}
        meanings = {
            place: [tokenise(name, language) for name in acronyms[word]]
            for place, word in enumerate(list(words)[:_MOST_WORDS])
            if word in acronyms
        }
        return LexicalQuery(" OR ".join(parts), known / len(forms) if forms else 0.0, rare, meanings, english)

    def search(self, query: LexicalQuery, top: int, filters: Filters) -> dict[str, float]:
        """The best passages with their BM25 scores, larger is better, best first."""
        conditions, values = sql_conditions(filters)
        return self._scores(query, f"{conditions} ORDER BY score LIMIT ?", [*values, top])

    def containing(self, phrase: str, languages: Sequence[str], most: int) -> list[str]:
        """Ids of passages whose words, function words aside, stand in this order; a first sieve, not proof.

        Args:
            phrase: The words; only the first 2,000 characters count.
            languages: BCP 47 codes to read the phrase in, as passages are indexed in their own.
            most: At most so many ids, those of the shortest passages first.
        """
        read = (_quoted(*tokenise(phrase[:_LONGEST_QUERY], language)) for language in languages)
        expressions = [f"text : {expression}" for expression in dict.fromkeys(read) if expression]
        if not expressions:
            return []
        rows = self._register.connection.execute(
            f"SELECT passages.id FROM {self._name} JOIN passages ON passages.row = {self._name}.rowid "  # noqa: S608
            f"WHERE {self._name} MATCH ? ORDER BY length(passages.text), passages.row LIMIT ?",
            (" OR ".join(expressions), most),
        )
        return [str(row[0]) for row in rows]

    def scores(self, query: LexicalQuery, ids: Sequence[str]) -> dict[str, float]:
        """BM25 scores of given passages; those without a word of the question are left out."""
        marks = ",".join("?" * len(ids))
        return self._scores(query, f" AND passages.id IN ({marks})", ids)

    def _scores(self, query: LexicalQuery, conditions: str, values: Iterable[object]) -> dict[str, float]:
        if not query.expression:
            return {}
        rows = self._register.connection.execute(
            f"SELECT passages.id, bm25({self._name}, {_CONTEXT_WEIGHT}, 1.0) AS score "  # noqa: S608
            f"FROM {self._name} JOIN passages ON passages.row = {self._name}.rowid "
            f"JOIN documents ON documents.id = passages.document_id WHERE {self._name} MATCH ?{conditions}",
            (query.expression, *values),
        )
        return {passage: -score for passage, score in rows}

    def tokens(self, ids: Sequence[str]) -> dict[str, tuple[list[str], list[str]]]:
        """The indexed tokens of given passages: of the context line, and of the words."""
        marks = ",".join("?" * len(ids))
        rows = self._register.connection.execute(
            f"SELECT passages.id, context, {self._name}.text FROM passages "  # noqa: S608 - our own name
            f"JOIN {self._name} ON {self._name}.rowid = passages.row WHERE passages.id IN ({marks})",
            list(ids),
        )
        return {name: (context.split(), text.split()) for name, context, text in rows}

    def weigh(self, tokens: Iterable[str]) -> dict[str, float]:
        """Inverse document frequency of each token, as BM25 has it; an unknown token weighs most."""
        chosen = list(dict.fromkeys(tokens))
        frequencies = self._frequencies(chosen)
        total = self._total()
        return {token: _rarity(frequencies.get(token, 0), total) for token in chosen}

    def _total(self) -> int:
        row = self._register.connection.execute("SELECT coalesce(max(row), 0) FROM passages").fetchone()
        return int(row[0])

    def _probably(self, word: str, language: str) -> dict[str, int]:
        """The most frequent stem of what a word that no passage has may be a slip for; none for most."""
        known = self._frequencies({stem(other, language) for other in one_letter_away(word)})
        return dict(sorted(known.items(), key=lambda item: (-item[1], item[0]))[:1])

    def _frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """The tokens that are in the index, with the number of passages that have them."""
        found: dict[str, int] = {}
        statement = f"SELECT doc FROM {self._name}_terms WHERE term = ?"  # noqa: S608 - our own name
        for token in dict.fromkeys(tokens):
            row = self._register.connection.execute(statement, (token,)).fetchone()
            if row is not None:
                found[token] = int(row[0])
        return found


def _indexed(document: Document, passage: Passage) -> tuple[str, str]:
    return (
        " ".join(tokenise(context(document, passage), document.language)),
        " ".join(tokenise(passage.text, passage.language)),
    )


def _rarity(found: int, total: int) -> float:
    return math.log(1 + (max(total - found, 0) + 0.5) / (found + 0.5))


def _quoted(*tokens: str) -> str:
    """Tokens that stand one after the other, safe from FTS5's syntax."""
    inner = " ".join(token.replace('"', "") for token in tokens)
    return f'"{inner}"' if inner else ""
