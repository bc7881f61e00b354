"""The library's health: ``doctor``, ``backup``, ``restore``."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.shared import JsonOption, LibraryOption, load_settings, out, print_json


def doctor(
    library: LibraryOption = None,
    mend: Annotated[
        bool, typer.Option("--repair", help="Mend what can be made anew from the register.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Look over register, indexes and model; status 1 where something is wrong."""
    from index.care.doctor import examine, repair

    settings = load_settings(library=library)
    findings = examine(settings)
    done = repair(settings, findings) if mend else []
    if done:
        findings = examine(settings)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in findings], "repaired": done})
    else:
        for line in done:
            out.print(line, markup=False)
        for finding in findings:
            style = "red" if finding.fault else "green"
            out.print(f"{finding.part}: {finding.fault or 'well'}", markup=False, style=style, soft_wrap=True)
        if not mend and any(finding.remedy in {"sync", "rebuild", "replace"} for finding in findings):
            out.print("Run `rapporteur doctor --repair` to mend it.", markup=False)
    if any(finding.fault for finding in findings):
        raise typer.Exit(1)


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write (.zip).")], library: LibraryOption = None
) -> None:
    """Write register and vectors into one file; the library may be in use."""
    from index.care.backup import back_up, require_folder

    size = back_up(require_folder(load_settings(library=library)), target)
    out.print(f"Backed up to {target} ({size / 1e6:.1f} MB).", markup=False, soft_wrap=True)


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `rapporteur backup` wrote.")],
    library: LibraryOption = None,
) -> None:
    """Put a backup into a folder that holds no library yet."""
    from index.care.backup import require_folder
    from index.care.backup import restore as put_back

    folder = require_folder(load_settings(library=library))
    put_back(source, folder)
    out.print(f"Restored to {folder}: run `rapporteur doctor` to look it over.", markup=False, soft_wrap=True)
