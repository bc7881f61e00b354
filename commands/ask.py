"""``rapporteur ask``: a question answered with citations."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import (
    BatchOption,
    EngineOption,
    JsonOption,
    LibraryOption,
    OutOption,
    filters_of,
    load_settings,
    opened_library,
    out,
    print_json,
    read_lines,
    write_lines,
)
from errors import RapporteurError

if TYPE_CHECKING:
    from answer.assistant import Assistant
    from answer.model import Answer, Turn


def ask(
    question: Annotated[str, typer.Argument(help="The question; leave out with --batch.")] = "",
    library: LibraryOption = None,
    engine: EngineOption = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Also write the answer to a .md, .docx or .html file.")
    ] = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Answer a question with citations."""
    if bool(question.strip()) == (batch is not None):
        raise RapporteurError("Give either a question or --batch FILE.")
    if export is not None:
        from answer.export import check_format

        if batch is not None:
            raise RapporteurError("--export takes one question; with --batch, use --out.")
        check_format(export)
    with opened_library(load_settings(library=library, engine=engine)) as (opened, settings):
        from answer.assistant import Assistant

        assistant = Assistant(opened, settings)
        if batch is not None:
            _answer_batch(assistant, batch, output)
            return
        answer = assistant.ask(question)
        if export is not None:
            from answer.export import Entry, save

            save(export, [Entry(question=question, answer=answer)])
        print_json(answer.as_dict()) if as_json else _print_answer(answer)


def _answer_batch(assistant: "Assistant", batch: Path, output: Path | None) -> None:
    def answers() -> Iterator[dict[str, Any]]:
        for item in read_lines(batch, needs="q"):
            answer = assistant.ask(item["q"], history=_history(item), filters=filters_of(item))
            yield {"id": item.get("id"), **answer.as_dict()}

    write_lines(output, answers())


def _history(item: dict[str, Any]) -> list["Turn"]:
    from answer.model import Turn

    try:
        return [
            Turn(question=str(turn["q"]), answer=str(turn.get("a", ""))) for turn in item.get("history", [])
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise RapporteurError("“history” must be a list of objects with “q” and “a”.") from error


def _print_answer(answer: "Answer") -> None:
    from rich.markdown import Markdown

    from cite.locator import reference

    if answer.status == "answered":
        out.print(Markdown(answer.text))
        out.print()
        proving = {n for each in answer.statements if each.verdict == "supported" for n in each.citations}
        for citation in answer.citations:
            place = reference(citation.document, citation.passage)
            source = f" ({citation.cites})" if citation.cites else ""
            out.print(
                f"[{citation.n}] {place} — {citation.document.title}{source}",
                markup=False,
                highlight=False,
                style="dim",
            )
            if citation.n in proving:
                out.print(f"    “{' '.join(citation.quote.split())}”", markup=False, highlight=False)
        if answer.usage:
            out.print(_spent(answer), markup=False, highlight=False, style="dim")
    for note in filter(None, (answer.partly, answer.message)):
        out.print(note, markup=False, highlight=False, style="italic")
    if answer.closest:
        out.print("You may want to read:", style="dim")
        for each in answer.closest:
            out.print(
                f"  {reference(each.document, each.passage)}", markup=False, highlight=False, style="dim"
            )
            out.print(f"    “{each.quote}”", markup=False, highlight=False)


def _spent(answer: "Answer") -> str:
    """What the answer took of a language model."""
    tokens = f"{answer.usage['prompt_tokens']:.0f} tokens sent, {answer.usage['written_tokens']:.0f} written"
    return f"{tokens}, cost {answer.usage['cost']:.4f}" if "cost" in answer.usage else tokens
