"""The command line, ``rapporteur``."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from check.compare_command import compare
from cite.styles import Style, render
from errors import RapporteurError
from eval.command import app as evaluation
from settings import Settings, load_settings

if TYPE_CHECKING:
    from answer.assistant import Assistant
    from answer.model import Answer, Turn
    from index.hit import Filters
    from index.library import Library
    from ingest.fetch.hosts import Hosts
    from ingest.fetch.outcome import FetchReport, Wanted

app = typer.Typer(
    name="rapporteur",
    help="Cited answers from United Nations documents and ICANN Government Engagement papers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(evaluation, name="eval")
app.command()(compare)
out = Console()
err = Console(stderr=True)

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="Folder of the library (default: your user data folder).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="JSONL file, one item a line.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="JSONL file for the results of --batch.")]


def main() -> NoReturn:
    """Run the command line; every error a person can mend is one line and exit status 2."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # idle OpenMP threads must not spin
    try:
        app(standalone_mode=True)
    except RapporteurError as error:
        err.print(f"rapporteur: {error}", style="red", markup=False, highlight=False)
        sys.exit(2)
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; run the same command again to go on.")
        sys.exit(130)
    sys.exit(0)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question; leave out with --batch.")] = "",
    library: LibraryOption = None,
    engine: Annotated[str | None, typer.Option(help="extractive, openai, openai-like or ollama.")] = None,
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
    with _open(load_settings(library=library, engine=engine)) as (opened, settings):
        from answer.assistant import Assistant

        assistant = Assistant(opened, settings)
        if batch is not None:
            _answer_batch(assistant, batch, output)
            return
        answer = assistant.ask(question)
        if export is not None:
            from answer.export import Entry, save

            save(export, [Entry(question=question, answer=answer)])
        _print_json(answer.as_dict()) if as_json else _print_answer(answer)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for; leave out with --batch.")] = "",
    library: LibraryOption = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Number of passages.")] = 10,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Find passages."""
    if bool(query.strip()) == (batch is not None):
        raise RapporteurError("Give either a query or --batch FILE.")
    with _open(load_settings(library=library)) as (opened, _):
        if batch is not None:
            _search_batch(opened, batch, output, top)
            return
        result = _search(opened, query, top, None)
        _print_json(result) if as_json else _print_passages(result["passages"])


@app.command()
def cite(
    reference: Annotated[str, typer.Argument(help="The reference; leave out with --batch.")] = "",
    library: LibraryOption = None,
    around: Annotated[int, typer.Option(min=0, max=20, help="Passages to show before and after.")] = 0,
    style: Annotated[Style | None, typer.Option(help="Give only the reference, in this style.")] = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Look a reference up, such as "A/RES/70/125, para. 35"; status 1 where it is not found or ambiguous."""
    if bool(reference.strip()) == (batch is not None):
        raise RapporteurError("Give either a reference or --batch FILE.")
    if style and (batch is not None or as_json):
        raise RapporteurError("--style gives text for one reference: leave out --batch and --json.")
    from cite.lookup import look_up
    from cite.show import as_json as shown
    from cite.show import as_lines

    with _open(load_settings(library=library)) as (opened, _):
        if batch is not None:
            items = _lines(batch, needs="ref")
            _write_lines(
                output,
                ({"id": item.get("id"), **look_up(opened.register, item["ref"]).as_dict()} for item in items),
            )
            return
        found = look_up(opened.register, reference)
        if style and found.status == "found":
            print(render(found.matches, style))  # noqa: T201 - to be piped into a file, as it is
        elif as_json:
            _print_json(shown(opened.register, found, around))
        else:
            for text, look in as_lines(opened.register, found, around):
                out.print(text, style=look, markup=False, highlight=False, soft_wrap=True)
    if found.status != "found":
        raise typer.Exit(1)


@app.command()
def check(  # noqa: PLR0913, PLR0917 - one command, its options
    draft: Annotated[Path | None, typer.Argument(help="The draft: .docx, .pdf, .md, .txt or .html.")] = None,
    quote: Annotated[str | None, typer.Option(help="Check one quotation instead of a draft.")] = None,
    source: Annotated[str | None, typer.Option(help="With --quote: where it is said to be from.")] = None,
    library: LibraryOption = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as a page here.")] = None,
    word: Annotated[Path | None, typer.Option("--docx", help="Write a copy with comments here.")] = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Check a draft's quotations and references, or one quotation; status 1 where something serious is found."""
    if sum(given is not None for given in (draft, quote, batch)) != 1:
        raise RapporteurError("Give one of these: a draft, --quote TEXT, or --batch FILE.")
    from check.draft_command import check_file
    from check.quotation import Checker
    from check.show import lines

    serious = False
    with _open(load_settings(library=library)) as (opened, _):
        if draft is not None:
            serious = bool(check_file(opened, draft, out, html=html, word=word, as_json=as_json))
        elif quote is not None:
            finding = Checker(opened).check(quote, source)
            serious = finding.serious
            if as_json:
                _print_json(finding.as_dict())
            else:
                for text, style in lines(finding):
                    out.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
        elif batch is not None:
            checker, items = Checker(opened), _lines(batch, needs="quote")
            _write_lines(output, ({"id": item.get("id"), **checker.answer(item)} for item in items))
    if serious:
        raise typer.Exit(1)


@app.command()
def ingest(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, ZIP archives, patterns, and https addresses of official documents."
        ),
    ] = None,
    library: LibraryOption = None,
    starter: Annotated[bool, typer.Option("--starter", help="Add the starter documents.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Forget documents whose files are gone.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and read what changes, until Ctrl-C.")
    ] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages by OCR (needs ocrmypdf).")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read documents into the library."""
    from starter import documents

    if not paths and not starter:
        raise RapporteurError("Name at least one file or folder to ingest, or --starter.")
    if ocr:
        from ingest.ocr import require_ocr

        require_ocr()
    with _open(load_settings(library=library), begin=False) as (opened, settings):
        chosen = [*_local(paths or [], settings), *(documents() if starter else [])]
        from index.progress import RichProgress

        def take(changed: Sequence[Path]) -> None:
            with RichProgress(err) as progress:
                report = opened.ingest(changed, progress, prune=prune, ocr=ocr).as_dict()
            _print_json(report) if as_json else _print_report(report)

        if not watch:
            take(chosen)
            return
        from ingest.watch import watch as keep_watching

        keep_watching(chosen, take, lambda error: err.print(str(error), style="red", markup=False))
        err.print("Stopped watching. What was finished is kept.")


@app.command()
def fetch(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    symbols: Annotated[list[str] | None, typer.Argument(help="Symbols or addresses of documents.")] = None,
    track: Annotated[list[str] | None, typer.Option(help="A track of the catalogue: oewg, wsis …")] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole catalogue.")] = False,
    lang: Annotated[str, typer.Option(help="Languages, with commas between: en,fr.")] = "en",
    into: Annotated[Path | None, typer.Option(help="Folder (default: “fetched” in the library).")] = None,
    allow_host: Annotated[list[str] | None, typer.Option(help="One more host that may be asked.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also ask for what is there already.")] = False,
    no_ingest: Annotated[bool, typer.Option("--no-ingest", help="Only download.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download official documents and read them into the library; 1 if any failed."""
    from ingest.fetch.choose import chosen
    from ingest.fetch.hosts import with_hosts

    settings = load_settings(library=library)
    wanted = chosen(symbols or [], track or [], everything=everything, languages=lang)
    report = _fetch(wanted, into or settings.library / "fetched", with_hosts(allow_host or []), again=again)
    result = report.as_dict()
    if report.files() and not no_ingest:
        result["ingested"] = _ingest_fetched(report.files(), settings)
    _print_json(result) if as_json else _print_fetched(result)
    if report.as_dict()["failed"] or (result.get("ingested") or {}).get("failed"):
        raise typer.Exit(1)


@app.command()
def status(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """What is in the library."""
    with _open(load_settings(library=library), begin=False) as (opened, _):
        found = opened.status()
        if as_json:
            _print_json(found)
            return
        table = Table(show_header=False, box=None)
        for name, value in found.items():
            table.add_row(name.replace("_", " "), escape(str(value)))
        out.print(table)
        for failure in opened.register.failures():
            out.print(
                f"not read: {failure.path}: {failure.reason}", markup=False, style="yellow", soft_wrap=True
            )


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(help="Paths or symbols to take out.")],
    library: LibraryOption = None,
) -> None:
    """Take documents out of the library."""
    with _open(load_settings(library=library), begin=False) as (opened, _):
        for name in names:
            count = opened.remove(name)
            if not count:
                raise RapporteurError(f"Nothing in the library is called “{name}”: see rapporteur status.")
            out.print(f"Removed {name}.", markup=False)


@app.command()
def rebuild(library: LibraryOption = None) -> None:
    """Make the indexes anew from the register."""
    with _open(load_settings(library=library), begin=False) as (opened, _):
        from index.progress import RichProgress

        with RichProgress(err) as progress:
            opened.rebuild(progress)
        out.print("The indexes are rebuilt.")


@app.command()
def chat(
    library: LibraryOption = None,
    engine: Annotated[str | None, typer.Option(help="extractive, openai, openai-like or ollama.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
) -> None:
    """Open the chat page."""
    import app as page

    page.main(load_settings(library=library, engine=engine, host=host, port=port))


class _open:  # noqa: N801 - reads as a verb where it is used
    """The library with its settings; begun with the starter documents where it does not exist yet."""

    def __init__(self, settings: Settings, *, begin: bool = True) -> None:
        self._settings = settings
        self._begin = begin

    def __enter__(self) -> tuple["Library", Settings]:
        from index.library import Library

        self._library = Library(self._settings)
        if self._begin:
            from index.progress import RichProgress

            with RichProgress(err) as progress:
                self._library.ensure_starter(progress)
        return self._library, self._settings

    def __exit__(self, *_: object) -> None:
        self._library.close()


def _fetch(wanted: "Sequence[Wanted]", folder: Path, hosts: "Hosts", *, again: bool = False) -> "FetchReport":
    from index.progress import RichProgress
    from ingest.fetch.fetcher import make_client, open_fetcher

    with make_client() as client, RichProgress(err) as progress:
        return open_fetcher(folder, client, hosts, again=again).fetch_all(wanted, progress)


def _ingest_fetched(files: Sequence[Path], settings: Settings) -> dict[str, Any]:
    from index.progress import RichProgress

    with _open(settings, begin=False) as (opened, _), RichProgress(err) as progress:
        return opened.ingest(files, progress).as_dict()


def _local(names: Sequence[str], settings: Settings) -> list[Path]:
    """Paths as given; web addresses among them are fetched into the library's folder first."""
    from ingest.fetch.choose import is_address
    from ingest.fetch.hosts import Hosts
    from ingest.fetch.naming import wanted_address

    addresses = [name for name in names if is_address(name)]
    paths = [Path(name) for name in names if not is_address(name)]
    if not addresses:
        return paths
    report = _fetch([wanted_address(name) for name in addresses], settings.library / "fetched", Hosts())
    missed = next((outcome for outcome in report.outcomes if outcome.reason), None)
    if missed:
        raise RapporteurError(f"{missed.name} was not fetched: {missed.reason.rstrip('.')}.")
    return [*paths, *report.files()]


def _print_fetched(result: dict[str, Any]) -> None:
    out.print(
        f"{result['fetched']} fetched, {result['unchanged']} unchanged, "
        f"{result['not_published']} not published, {result['failed']} failed."
    )
    for item in result["documents"]:
        if item["reason"]:
            name = f"{item['name']} ({item['language']})" if item["language"] else item["name"]
            style = "yellow" if item["state"] == "not_published" else "red"
            out.print(f"{name}: {item['reason']}", markup=False, style=style, soft_wrap=True)
    if "ingested" in result:
        _print_report(result["ingested"])


def _answer_batch(assistant: "Assistant", batch: Path, output: Path | None) -> None:
    def answers() -> Iterator[dict[str, Any]]:
        for item in _lines(batch, needs="q"):
            answer = assistant.ask(item["q"], history=_history(item), filters=_filters(item))
            yield {"id": item.get("id"), **answer.as_dict()}

    _write_lines(output, answers())


def _search_batch(library: "Library", batch: Path, output: Path | None, top: int) -> None:
    _write_lines(
        output,
        (
            {"id": item.get("id"), **_search(library, item["q"], top, _filters(item))}
            for item in _lines(batch, needs="q")
        ),
    )


def _search(library: "Library", query: str, top: int, filters: "Filters | None") -> dict[str, Any]:
    from time import perf_counter

    began = perf_counter()
    hits = library.search(query, top=top, filters=filters)
    elapsed = round((perf_counter() - began) * 1000)
    return {"passages": [hit.as_dict() for hit in hits], "timings_ms": {"retrieve": elapsed}}


def _lines(batch: Path, needs: str) -> Iterator[dict[str, Any]]:
    try:
        text = batch.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RapporteurError(f"{batch} cannot be read ({error}): give a UTF-8 JSONL file.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise RapporteurError(f"{batch}, line {number}, is not JSON: {error.msg}.") from error
        if not isinstance(item, dict) or not isinstance(item.get(needs), str):
            raise RapporteurError(f"{batch}, line {number}, must be an object with the text field “{needs}”.")
        yield item


def _write_lines(output: Path | None, items: Iterator[dict[str, Any]]) -> None:
    if output is None:
        for item in items:
            print(json.dumps(item, ensure_ascii=False))  # noqa: T201 - JSON for programs, not for the console
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            for item in items:
                file.write(json.dumps(item, ensure_ascii=False) + "\n")
    except OSError as error:
        raise RapporteurError(f"{output} cannot be written ({error}).") from error


def _history(item: dict[str, Any]) -> list["Turn"]:
    from answer.model import Turn

    try:
        return [
            Turn(question=str(turn["q"]), answer=str(turn.get("a", ""))) for turn in item.get("history", [])
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise RapporteurError("“history” must be a list of objects with “q” and “a”.") from error


def _filters(item: dict[str, Any]) -> "Filters | None":
    from index.hit import Filters

    given = item.get("filters")
    if not given:
        return None
    try:
        return Filters.of(given)
    except (TypeError, ValueError) as error:
        names = ", ".join(Filters.__dataclass_fields__)
        raise RapporteurError(f"“filters” must be an object with some of: {names}.") from error


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201 - JSON for programs


def _print_answer(answer: "Answer") -> None:
    from rich.markdown import Markdown

    from cite.locator import reference

    if answer.status == "answered":
        out.print(Markdown(answer.text))
        out.print()
        for citation in answer.citations:
            place = reference(citation.document, citation.passage)
            out.print(
                f"[{citation.n}] {place} — {citation.document.title}",
                markup=False,
                highlight=False,
                style="dim",
            )
    if answer.message:
        out.print(answer.message, markup=False, highlight=False, style="italic")
    if answer.nearest:
        out.print("You may want to read:", style="dim")
        for document, passage in answer.nearest:
            out.print(f"  {reference(document, passage)}", markup=False, highlight=False, style="dim")


def _print_passages(passages: Sequence[dict[str, Any]]) -> None:
    for rank, passage in enumerate(passages, 1):
        place = passage["symbol"] or passage["title"]
        number = f", para. {passage['paragraph']}" if passage["paragraph"] else ""
        speaker = f" · {passage['speaker']}" if passage["speaker"] else ""
        out.print(f"{rank}. {place}{number}{speaker}  ({passage['score']:.3f})", markup=False, style="bold")
        out.print(passage["text"], markup=False, highlight=False)
        out.print()


def _print_report(report: dict[str, Any]) -> None:
    out.print(
        f"{report['added']} added, {report['updated']} updated, {report['unchanged']} unchanged, "
        f"{report['removed']} removed: {report['passages']} passages on {report['pages']} pages "
        f"in {report['seconds']:.1f} s."
    )
    for failure in report["failed"]:
        out.print(
            f"not read: {failure['path']}: {failure['reason']}", markup=False, style="red", soft_wrap=True
        )
    for warning in report["warnings"]:
        page = f", page {warning['page']}" if warning.get("page") else ""
        out.print(
            f"{warning['path']}{page}: {warning['reason']}", markup=False, style="yellow", soft_wrap=True
        )


if __name__ == "__main__":
    main()
