"""``rapporteur feedback``: what readers said of answers, shown and deleted."""

from dataclasses import asdict
from typing import Annotated

import typer

from commands.shared import JsonOption, LibraryOption, load_settings, out, print_json
from errors import RapporteurError


def feedback(
    library: LibraryOption = None,
    number: Annotated[
        list[int] | None,
        typer.Option("--delete", help="Delete the judgement of this number; may be repeated."),
    ] = None,
    everything: Annotated[bool, typer.Option("--delete-all", help="Delete all of them.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what readers said of answers, or delete it; backups made before keep it."""
    from web.chat.feedback import delete, judgements

    folder = load_settings(library=library).library
    kept = judgements(folder)
    if not (number or everything):
        if as_json:
            print_json({"judgements": [asdict(each) for each in kept]})
        else:
            for each in kept:
                line = f"{each.number}\t{each.at}\t{'good' if each.good else 'bad'}\t{each.question}\t{each.reason}"
                out.print(line.rstrip(), markup=False, highlight=False, soft_wrap=True)
        return
    unknown = sorted(set(number or ()) - {each.number for each in kept})
    if unknown:
        raise RapporteurError(f"There is no judgement {unknown[0]}: see `rapporteur feedback`.")
    deleted = delete(folder, [each.number for each in kept] if everything else number or [])
    print_json({"deleted": deleted}) if as_json else out.print(f"Deleted: {deleted}.", markup=False)
