"""Questions made by rule from a library, to teach the ranker what our own questions name too seldom.

Near-copies of a resolution differ by year, session and symbol, and a few dozen questions cannot teach how much
each of these says. So passages are drawn, and asked about in a few of their rarer words, with the document
named by year, by session, by symbol, as the latest of its series, or the speaker by name. The words are the
passage's own, which real questions' seldom are: such questions may count for little beside real ones. What
our own questions have as gold is left out.
"""

import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from benchmarks.retrieval.retrieval_sets import Ask
from index.library import Library
from index.query.tokens import stop_words
from ingest.document import Document, Passage
from ingest.names.symbols import parse

_WORD: Final = re.compile(r"[^\W\d_]{3,}|[.;:,()“”]")
_LEAST = 20  # words of a passage that can be asked about
_RUN = 3  # words of a run at most
_LONGEST_TITLE = 12  # words
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def made(library: Library, count: int, without: Collection[str], seed: int) -> list[Ask]:
    """Questions about passages drawn at random, the same ones every time.

    Args:
        library: Where the passages are; only read.
        count: How many at most.
        without: Ids of passages that are not to be asked about.
        seed: Of the draw.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    drawn = [pair for pair in _passages(library) if pair[1].id not in without]
    chance.shuffle(drawn)
    latest = _latest(library.register.documents())
    found: list[Ask] = []
    for document, passage in drawn:
        runs = _runs(library, passage)
        form = chance.choice(_forms(document, passage, latest)) if len(runs) > 1 else ""
        if form:
            text = form.format(" and ".join(chance.sample(runs[:4], 2)))
            found.append(_ask(f"made-{len(found)}", text, passage))
        if len(found) == count:
            break
    return found


def _passages(library: Library) -> Iterator[tuple[Document, Passage]]:
    """English paragraphs of resolutions and of speakers, long enough to be asked about."""
    for document in library.register.documents():
        for passage in library.register.document_passages(document.id):
            asked_about = (document.kind == "resolution" and passage.paragraph) or passage.speaker
            if asked_about and passage.language == "en" and len(passage.text.split()) >= _LEAST:
                yield document, passage


def _latest(documents: Sequence[Document]) -> frozenset[str]:
    """Ids of the last document of each series that has several of one title."""
    series: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.kind == "resolution" and document.date:
            series[document.title.casefold()].append(document)
    return frozenset(
        max(items, key=lambda item: item.date or "").id for items in series.values() if len(items) > 1
    )


def _forms(document: Document, passage: Passage, latest: Collection[str]) -> list[str]:
    """Ways to ask about a passage, each with a place for what it is about."""
    if passage.speaker:
        return [f"What did {passage.speaker} say about {{}}?", f"{passage.speaker} on {{}}"]
    title = " ".join(document.title.replace("{", "").replace("}", "").split()[:_LONGEST_TITLE])
    found = []
    if document.date:
        found += [
            f"What does the {document.date[:4]} resolution on {title} say about {{}}?",
            f"{{}} in the {document.date[:4]} resolution on {title}",
        ]
    if document.symbol:
        found += [f"What does {document.symbol} say about {{}}?"]
        session = _session(document.symbol)
        found += (
            [f"What did the {session} session’s resolution on {title} say about {{}}?"] if session else []
        )
    if document.id in latest:
        found += [f"What does the latest resolution on {title} say about {{}}?"] * 2
    return found


def _session(symbol: str) -> str:
    try:
        session = parse(symbol).session
    except ValueError:
        return ""
    if not session or not session.isdecimal() or len(session) > 2:
        return ""
    number = int(session)
    return f"{number}{'th' if 10 < number % 100 < 20 else _ENDINGS.get(number % 10, 'th')}"


def _runs(library: Library, passage: Passage) -> list[str]:
    """Stretches of content words of a passage, those of the rarest words first."""
    stop = stop_words(passage.language)
    runs: list[list[str]] = [[]]
    for word in _WORD.findall(passage.text):
        if word.casefold() in stop or not word[0].isalpha():
            runs.append([])
        else:
            runs[-1].append(word)
    short = [run[:_RUN] for run in runs if len(run) > 1]
    rare = library.weigh({word.casefold() for run in short for word in run})
    short.sort(key=lambda run: -sum(rare[word.casefold()] for word in run) / len(run))
    return list(dict.fromkeys(" ".join(run) for run in short))


def _ask(name: str, text: str, passage: Passage) -> Ask:
    return Ask(
        id=name,
        text=text,
        language="en",
        wanted=(frozenset({passage.id}),),
        documents=frozenset({passage.document_id}),
        slices=frozenset(),
    )
