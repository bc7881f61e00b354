"""One quotation checked on the page: the verdict, what departs, and where the words stand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr

from check.quote.finding import Difference, Finding
from errors import RapporteurError
from web.kit.markup import escape
from web.kit.words import language_of, say
from web.viewer.source import card

if TYPE_CHECKING:
    from index.library import Library


def functions(library: "Library") -> list[Callable[..., Any]]:
    """What the browser may call, by this name."""

    def check_quote(asked: dict[str, Any], request: gr.Request) -> str:
        return finding_html(
            library, str(asked.get("quote", "")), str(asked.get("source", "")), language_of(request)
        )

    return [check_quote]


def form_html(language: str) -> str:
    """The form, empty."""
    from check.quote.quotation import LONGEST, LONGEST_CLAIM

    return (
        '<form class="check-quote"><label for="quote">'
        f'{escape(say("quotation", language))}</label><textarea id="quote" name="quote" class="field" rows="4" '
        f'maxlength="{LONGEST}" dir="auto" required></textarea><label for="claimed">'
        f"{escape(say('claimed', language))}</label>"
        f'<div class="line"><input id="claimed" name="source" class="field" type="text" maxlength="{LONGEST_CLAIM}" '
        f'autocomplete="off" dir="auto"><button type="submit" class="main-action">'
        f'{escape(say("check", language))}</button></div></form><div class="verdict-on" aria-live="polite"></div>'
    )


def finding_html(library: "Library", quote: str, source: str, language: str) -> str:
    """The verdict on a quotation, or the sentence that says why there is none."""
    from check.quote.quotation import Checker

    try:
        finding = Checker(library).check(quote, source or None)
    except RapporteurError as error:
        return f'<div class="finding harmless"><p>{escape(str(error))}</p></div>'
    gravity = "serious" if finding.serious else "minor" if _departs(finding) else "harmless"
    message = f"<p>{escape(finding.message_in(language))}</p>" if finding.said else ""
    return (
        f'<div class="finding {gravity}"><p class="outcome">{escape(say(f"verdict_{finding.outcome}", language))}'
        f"</p>{message}{_differences(finding.differences, language)}</div>{_source(finding, language)}"
    )


def _departs(finding: Finding) -> bool:
    return any(difference.gravity != "harmless" for difference in finding.differences)


def _differences(differences: tuple[Difference, ...], language: str) -> str:
    if not differences:
        return ""
    heads = "".join(
        f'<th scope="col">{escape(say(key, language))}</th>' for key in ("quoted", "original", "gravity")
    )
    rows = "".join(
        f'<tr class="{each.gravity}"><td dir="auto"><del>{escape(each.quoted)}</del></td>'
        f'<td dir="auto"><ins>{escape(each.original)}</ins></td>'
        f"<td>{escape(say(f'gravity_{each.gravity}', language))}</td></tr>"
        for each in differences
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _source(finding: Finding, language: str) -> str:
    match = finding.source
    if match is None or match.passage is None:
        return ""
    quote = finding.quote if finding.quote in match.passage.text else ""
    return card("checked-1", "", match.document, match.passage, quote, language)
