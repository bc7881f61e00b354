"""``rapporteur doctor``: what is wrong with the library, and the way out."""

from typing import Annotated

import typer

from commands.shared import JsonOption, LibraryOption, err, out, print_json
from settings import load_settings


def doctor(
    library: LibraryOption = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be made anew.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Examine the library; status 1 where something is wrong."""
    from index.doctor import examine, mend
    from index.progress import RichProgress

    settings = load_settings(library=library)
    if repair:
        with RichProgress(err) as progress:
            mended, left = mend(settings, progress)
    else:
        mended, left = [], [trouble.words for trouble in examine(settings)]
    if as_json:
        print_json({"mended": mended, "troubles": left})
    else:
        for words in mended:
            out.print(f"mended: {words}", markup=False, highlight=False, soft_wrap=True, style="green")
        for words in left:
            out.print(words, markup=False, highlight=False, soft_wrap=True, style="red")
        if not left:
            out.print("Nothing is wrong." if not mended else "Nothing else is wrong.")
    if left:
        raise typer.Exit(1)
