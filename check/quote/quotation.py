"""Is a quotation verbatim, and is it where it is said to be?"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.text.quotes import OMISSION, Token
from check.quote.claim import Claim, read_claim
from check.quote.copied import as_text
from check.quote.differences import comparable, differences
from check.quote.finding import Difference, Finding, Verdict
from check.quote.places import Place, places, shared
from check.quote.standing import INSERTION, Standing, stand
from check.words import Said
from cite.match import Match
from errors import RapporteurError
from index.library import Library

LONGEST = 10_000  # characters of one quotation
LONGEST_CLAIM = 500  # characters of what it is said to be from
MOST_WORDS = 1_500  # words of one quotation, and of a place it is compared with
RECOGNISED = 0.6  # share of its words that an altered quotation keeps in runs; below, it is another text
NEAR = 0.05  # how much better another source must fit than the claimed one

_LOOSE = 8  # words that may be left out between a quotation's runs and its first or last word
_RUN = 2  # words in a row that tell where an altered quotation comes from
_COMPARED = 6  # places that an altered quotation is compared with, word by word
_CASE = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_SIC = re.compile(r"\s?\[sic\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How an altered quotation fits a place.

    Attributes:
        kept: Share of the quotation's words that stand there in runs.
        start: First token of the place that belongs to it.
        end: Behind the last one.
    """

    place: Place
    kept: float
    start: int
    end: int


class Checker:
    """Checks quotations against a library; loads no embedding model.

    Args:
        library: The documents.
    """

    def __init__(self, library: Library) -> None:
        self._register = library.register
        self._words = library.words()

    def check(self, quote: str, claimed: str | None = None) -> Finding:
        """The verdict on one quotation.

        Args:
            quote: Its words, with or without the outer marks. "[…]" declares an omission, "[States]" an
                insertion.
            claimed: The source it is said to be from: a reference, a speaker, or both.

        Raises:
            RapporteurError: nothing to check, or more than 10,000 characters or 1,500 words: what is not
                compared to its end is never called verbatim; or a source of more than 500 characters.
        """
        if claimed is not None and len(claimed) > LONGEST_CLAIM:
            raise RapporteurError(f"Name the source in at most {LONGEST_CLAIM} characters.")
        quote = _unmarked(quote)
        words = comparable(quote) if len(quote) <= LONGEST else []
        if len(quote) > LONGEST or len(words) > MOST_WORDS:
            raise RapporteurError(
                f"Check one quotation at a time, of at most {LONGEST:,} characters and {MOST_WORDS:,} words."
            )
        if not words:
            raise RapporteurError("There are no words to check: give the words of the quotation.")
        claim = read_claim(self._register, claimed) if claimed and claimed.strip() else None
        plain = _CASE.sub(r"\1", _SIC.sub("", quote))
        parts = [part.strip() for part in OMISSION.split(INSERTION.sub("…", plain)) if part.strip()]
        found = list(places(self._register, self._words, plain, parts, claim.passages if claim else ()))
        return self._verbatim(quote, plain, claim, found) or self._altered(quote, plain, claim, found)

    def answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The verdict on one line of a batch ("quote", "claimed_source"), or why there is none, as JSON."""
        quote, claimed = asked["quote"], asked.get("claimed_source")
        if not isinstance(quote, str) or not isinstance(claimed, str | None):
            return {"verdict": "error", "message": "quote and claimed_source must be text"}
        try:
            return self.check(quote, claimed).as_dict()
        except RapporteurError as error:
            return {"verdict": "error", "message": str(error)}

    def _verbatim(
        self, quote: str, plain: str, claim: Claim | None, found: Sequence[Place]
    ) -> Finding | None:
        standing = [where for place in found if (where := stand(plain, place)) is not None]
        if not standing:
            return None
        right = [
            each for each in standing if claim is None or claim.holds(self._register, each.place, each.span)
        ]
        best = min(right or standing, key=self._rank)
        source = self._match(best.place, best.span[0])
        if best.swallowed:
            return Finding(
                quote=quote,
                verdict="altered",
                source=source,
                differences=(Difference(quoted="[…]", original=best.swallowed, gravity="serious"),),
                misattributed=not right,
                said=(Said("swallowed", {"reference": source.reference}),),
            )
        if right:
            return Finding(quote=quote, verdict="verbatim", source=source)
        return Finding(
            quote=quote,
            verdict="verbatim_elsewhere",
            source=source,
            misattributed=True,
            in_place=claim is not None and claim.places(source),
            said=(_elsewhere(claim, source),) if claim else (),
        )

    def _rank(self, item: Standing) -> tuple[bool, str, str, int]:
        """What stands whole before what an omission mark changes; the earliest document first, one without a date last."""
        passage = item.place.passage_at(item.span[0])
        document = self._register.document(passage.document_id)
        date = (document.date if document else None) or "9999"
        return (bool(item.swallowed), date, passage.document_id, passage.ordinal)

    def _altered(self, quote: str, plain: str, claim: Claim | None, found: Sequence[Place]) -> Finding:
        quoted = comparable(OMISSION.sub(" ", plain))
        likely = sorted(found, key=lambda place: -shared(quoted, place))[:_COMPARED]
        fits = [fit for place in likely if (fit := _fit(quoted, place)).kept >= RECOGNISED]
        if not fits:
            return Finding(quote=quote, verdict="not_found", said=(_nowhere(claim),))
        best = max(fits, key=lambda fit: fit.kept)
        claimed = [fit for fit in fits if claim and fit.kept >= best.kept - NEAR and self._holds(claim, fit)]
        best = max(claimed, key=lambda fit: fit.kept, default=best)
        best, departures = self._least_departing(plain, best)
        source = self._match(best.place, best.place.tokens[best.start].start)
        strange = claim is not None and not claimed
        said = [_elsewhere(claim, source)] if claim and strange else []
        verdict: Verdict = "altered"
        if all(difference.gravity == "harmless" for difference in departures):
            verdict = "verbatim_elsewhere" if strange else "verbatim"
        else:
            said.insert(0, _changed(departures, source))
        return Finding(
            quote=quote,
            verdict=verdict,
            source=source,
            differences=departures,
            misattributed=strange,
            in_place=strange and claim is not None and claim.places(source),
            said=tuple(said),
        )

    def _holds(self, claim: Claim, fit: _Fit) -> bool:
        there = fit.place.tokens
        return claim.holds(self._register, fit.place, (there[fit.start].start, there[fit.end - 1].end))

    def _least_departing(self, plain: str, fit: _Fit) -> tuple[_Fit, tuple[Difference, ...]]:
        """The fit and departures of the quotation, or of it without what only the page has, where those are fewer."""
        found = []
        for wording in dict.fromkeys((plain, *as_text(plain, fit.place))):
            quoted = comparable(OMISSION.sub(" ", wording))
            if quoted:
                fitted = fit if wording == plain else _fit(quoted, fit.place)
                found.append((fitted, self._departures(wording, quoted, fitted)))
        return min(found, key=lambda item: sum(each.gravity != "harmless" for each in item[1]))

    @staticmethod
    def _departures(plain: str, quoted: Sequence[Token], fit: _Fit) -> tuple[Difference, ...]:
        source = fit.place.tokens[fit.start : fit.end]
        text = OMISSION.sub(" ", plain)
        language = (
            fit.place.passage_at(source[0].start).language if source else fit.place.passages[0].language
        )
        return differences(quoted, source, (text, fit.place.text), language)

    def _match(self, place: Place, position: int) -> Match:
        passage = place.passage_at(position)
        document = self._register.document(passage.document_id)
        if document is None:
            raise RapporteurError("The library changed while it was read: check again.")
        return Match(document=document, passage=passage)


def _unmarked(quote: str) -> str:
    quote = quote.strip()
    for opens, closes in (
        ("“", "”"),
        ('"', '"'),
        ("«", "»"),
        ("„", "“"),
        ("「", "」"),
        ("『", "』"),
        ("‘", "’"),
    ):
        if quote.startswith(opens) and quote.endswith(closes) and len(quote) > 2:
            return quote[1:-1].strip()
    return quote


def _fit(quoted: Sequence[Token], place: Place) -> _Fit:
    """Where in a place an altered quotation comes from."""
    here = [token.folded.casefold() for token in quoted]
    there = [token.folded.casefold() for token in place.tokens][:MOST_WORDS]
    matcher = difflib.SequenceMatcher(None, here, there, autojunk=False)
    runs = [block for block in matcher.get_matching_blocks() if block.size >= min(_RUN, len(here))]
    if not runs:
        return _Fit(place, 0.0, 0, 0)
    first, last = runs[0], runs[-1]
    ahead, behind = first.a, len(here) - last.a - last.size  # words of the quotation outside the runs
    start = _edge(there[: first.b], here[0], ahead, from_end=True)
    end = last.b + last.size + _edge(there[last.b + last.size :], here[-1], behind, from_end=False)
    return _Fit(place, sum(run.size for run in runs) / len(here), start, end)


def _edge(outside: Sequence[str], outermost: str, missing: int, *, from_end: bool) -> int:
    """Where the source of a quotation's loose end begins or ends, in the words outside its runs.

    At the quotation's outermost word where that is near, else as many words out as the quotation has.
    """
    if not missing:
        return len(outside) if from_end else 0
    reach = missing + _LOOSE
    near = outside[-reach:] if from_end else outside[:reach]
    if outermost in near:
        at = near[::-1].index(outermost) if from_end else near.index(outermost)
        return len(outside) - at - 1 if from_end else at + 1
    return max(len(outside) - missing, 0) if from_end else min(missing, len(outside))


def _elsewhere(claim: Claim, source: Match) -> Said:
    if claim.problem:
        return Said("problem", {"problem": claim.problem.rstrip("."), "reference": source.reference})
    speaker = source.passage.speaker if source.passage else None
    values = {
        "reference": source.reference,
        "claimed": claim.speaker or claim.text,
        "document": source.document.name,
    }
    if claim.speaker is None or (claim.matches and not claim.places(source)):
        other = claim.speaker and speaker not in (None, claim.speaker)
        return (
            Said("other_speaker", {**values, "speaker": str(speaker)})
            if other
            else Said("elsewhere", {**values, "claimed": claim.text})
        )
    if speaker in (None, claim.speaker):
        return Said("right_place_report" if claim.matches else "report", values)
    return Said(
        "right_place_speaker" if claim.matches else "other_speaker", {**values, "speaker": str(speaker)}
    )


def _nowhere(claim: Claim | None) -> Said:
    return Said("nowhere", {"problem": f" {claim.problem}" if claim and claim.problem else ""})


def _changed(departures: Sequence[Difference], source: Match) -> Said:
    count = sum(difference.gravity != "harmless" for difference in departures)
    key = "one_departs" if count == 1 else "some_depart"
    return Said(key, {"count": str(count), "reference": source.reference})
