"""Narrowing questions: the filters a reader sets, and how they are told."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final
from unicodedata import combining, normalize

import gradio as gr

from index.hit import Filters
from index.query.query import Named, read
from ingest.register import Register
from web.history.keeping import as_kept
from web.kit.markup import escape
from web.kit.words import label, language_of, say
from web.viewer.source import language_name

MOST_CHOICES: Final = 2_000  # of one field; a list that long is searched, not read
MOST_CHOSEN: Final = 200  # values of one field
LONGEST_CHOICE: Final = 300  # characters of one
CHOSEN: Final = tuple(
    name
    for name in ("symbols", "documents", "kinds", "bodies", "languages", "speakers")
    if name in {field.name for field in fields(Filters)}
)
"""The fields that are chosen from what the library has."""

DATES: Final = ("since", "until")
STAYS: Final = frozenset({"speaker", "paragraph", "phrase", "order"})
"""What a question names that it would be another question without."""

_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")
_THE: Final = re.compile(r"^[Tt]he\s+")
_ARTICLE: Final = re.compile(r"^(?:the|an?|les?|la|l[’']|los|las|el)\s*\b")


def place(page: gr.Blocks, register: Register) -> list[Any]:
    """Put the fields into the page being built; they are returned in the order that ``narrowed`` takes."""
    with gr.Accordion(label("narrow"), open=False, elem_id="narrow"), gr.Row():
        chosen = [
            gr.Dropdown([], label=label(f"filter_{name}"), multiselect=True, min_width=220) for name in CHOSEN
        ]
        dates = [
            gr.Textbox(
                label=label(f"filter_{name}"),
                placeholder="2015-12-16",
                max_length=10,
                max_lines=1,
                min_width=120,
                elem_classes="a-date",
            )
            for name in DATES
        ]

    def offer(request: gr.Request) -> list[Any]:
        offered = choices(register, language_of(request))
        return [gr.Dropdown(choices=offered[name]) for name in CHOSEN]

    page.load(offer, None, chosen, show_progress="hidden", api_visibility="private")
    return [*chosen, *dates]


def only(register: Register, chosen: object) -> list[Any]:
    """The fields' values that narrow to some documents alone, in the order of the fields.

    Args:
        register: Where they are; what is not there is left out.
        chosen: Ids of documents, as a browser sends them.
    """
    ids = [str(each)[:LONGEST_CHOICE] for each in chosen[:MOST_CHOSEN]] if isinstance(chosen, list) else []
    documents = [found for each in ids if (found := register.document(each))]
    values: dict[str, list[str]] = {
        "symbols": [each.symbol for each in documents if each.symbol],
        "documents": [each.id for each in documents if not each.symbol],
    }
    return [*(values.get(name, []) for name in CHOSEN), *("" for _ in DATES)]


def choices(register: Register, language: str) -> dict[str, list[tuple[str, str]]]:
    """What each field may be narrowed to, as label and value."""
    documents = register.documents()
    languages = sorted({document.language for document in documents})
    return {
        "symbols": [(s, s) for s in register.symbols()[:MOST_CHOICES]],
        "documents": [(d.title, d.id) for d in documents if not d.symbol][:MOST_CHOICES],
        "kinds": [(kind.replace("_", " "), kind) for kind in sorted({d.kind for d in documents})],
        "bodies": [(body, body) for body in sorted({d.body for d in documents if d.body})],
        "languages": [(language_name(code, language), code) for code in languages],
        "speakers": [(name, name) for name in sorted(register.speakers(), key=_in_order)[:MOST_CHOICES]],
    }


def _in_order(name: str) -> str:
    """By which names are put in alphabetical order: "Åland" stands with A."""
    return "".join(each for each in normalize("NFKD", name) if not combining(each)).casefold()


class NoDateError(ValueError):
    """A field for a date holds none; the message is what it holds."""


def narrowed(values: Sequence[Any]) -> Filters:
    """The filters of the fields' values.

    Raises:
        NoDateError: a date is none, nor part of one: "tomorrow".
    """
    given = {name: _bounded(value) for name, value in zip((*CHOSEN, *DATES), values, strict=True) if value}
    for name in DATES:
        if name in given and not _is_date(str(given[name])):
            raise NoDateError(str(given[name]))
    return Filters.of(given)


def of_browser(given: object) -> Filters:
    """The filters that a browser sends back as JSON; what is none narrows nothing."""
    fields_given = given if isinstance(given, dict) else {}
    known = {field.name for field in fields(Filters)}
    try:
        return Filters.of({name: _bounded(value) for name, value in fields_given.items() if name in known})
    except (TypeError, ValueError, IndexError):
        return Filters()


def _bounded(value: object) -> str | list[str]:
    """A field's value, whatever a browser sent, as long as one of a page's own fields can be."""
    if isinstance(value, list):
        return [str(each)[:LONGEST_CHOICE] for each in value[:MOST_CHOSEN]]
    return str(value)[:LONGEST_CHOICE]


def without(filters: Filters, field: str, value: str) -> Filters:
    """The filters less one value of one field; the same where they have it not."""
    kept = as_kept(filters)
    held = kept.get(field)
    kept[field] = [each for each in held if each != value] if isinstance(held, list) else ""
    return Filters.of({name: value for name, value in kept.items() if value})


def as_pairs(filters: Filters) -> list[tuple[str, str]]:
    """Each value with the name of its field."""
    pairs: list[tuple[str, str]] = []
    for field in fields(Filters):
        held = getattr(filters, field.name)
        pairs += [(field.name, value) for value in ((held,) if isinstance(held, str) else held or ())]
    return pairs


def chips_html(number: int, question: str, filters: Filters, language: str) -> str:
    """What narrowed a question: what the reader set, and what it names itself; each can be taken away.

    A speaker that the question names stays: whose words are shown is never a matter of taste.
    """
    set_here = "".join(
        _chip(f"#widen-{number}-{position}", _told(field, value, language), language)
        for position, (field, value) in enumerate(as_pairs(filters))
    )
    read_here = "".join(
        f'<span class="chip">{escape(_THE.sub("", named.words))}</span> '
        if named.field in STAYS
        else _chip(f"#leave-{number}-{position}", named.words, language)
        for position, named in _once(read(question).without(filters.without).shown)
    )
    lines = [
        f'<p class="chips">{escape(say(key, language))} {chips}</p>'
        for key, chips in (("narrowed_to", set_here), ("question_names", read_here))
        if chips
    ]
    return "".join(lines)


def _once(shown: Sequence[Named]) -> list[tuple[int, Named]]:
    """What a question names with its place, each thing once: "ICANN", not "the ICANN" and "ICANN" again."""
    kept: list[tuple[int, Named]] = []
    for position, named in enumerate(shown):
        if named.field == "kind":
            continue  # "briefing" is a hint at best
        words = _bare(named.words)
        if not any(f" {words} " in f" {_bare(other.words)} " for _, other in kept):
            kept = [
                each
                for each in kept
                if f" {_bare(each[1].words)} " not in f" {words} " or each[1].field in STAYS
            ]
            kept.append((position, named))
    return kept


def _bare(words: str) -> str:
    """Words as they are compared: without case and article."""
    return _ARTICLE.sub("", words.casefold().strip())


def leaving(filters: Filters, question: str, position: int) -> Filters | None:
    """The filters with one thing that the question names left out of account; None where there is none such."""
    shown = read(question).without(filters.without).shown
    if not 0 <= position < len(shown) or shown[position].field in STAYS:
        return None
    return replace(filters, without=(*filters.without, shown[position].key))


def _chip(address: str, words: str, language: str) -> str:
    title = escape(say("widen", language))
    return f'<a class="chip act" href="{address}" title="{title}">{escape(words)} ×</a> '


def _told(field: str, value: str, language: str) -> str:
    shown = value.partition(":")[2] if field == "without" else value.replace("_", " ")
    shown = language_name(value, language) if field == "languages" else shown
    shown = say("chosen", language) if field == "documents" else shown
    return f"{say(f'filter_{field}', language)}: {shown}"


def _is_date(text: str) -> bool:
    """Whether it is a date as ISO 8601 has it, or a year, or a month of one."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True
