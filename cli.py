"""The command line, ``rapporteur``: each command is a file of ``commands/``."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from commands.about import as_typed, unknown_variables, version
from commands.ask import ask
from commands.brief import brief
from commands.care import backup, doctor, restore
from commands.chat import chat
from commands.check import check
from commands.cite import cite
from commands.compare import compare
from commands.feedback import feedback
from commands.fetch import fetch
from commands.ingest import ingest
from commands.library import rebuild, remove, status
from commands.model import app as model
from commands.search import search
from commands.share import share
from commands.shared import err, out
from commands.show import show
from commands.users import app as users
from errors import RapporteurError
from eval.command import app as evaluation

app = typer.Typer(
    name="rapporteur",
    help="Cited answers from United Nations documents and ICANN Government Engagement papers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _tell(asked: bool) -> None:
    if asked:
        out.print(f"rapporteur {version()}", highlight=False)
        raise typer.Exit


@app.callback()
def about(
    *,
    told: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell, help="Show the release, and end.")
    ] = False,
) -> None:
    """Cited answers from United Nations documents and ICANN Government Engagement papers."""
    for sentence in unknown_variables(os.environ):
        err.print(sentence, style="yellow", markup=False, highlight=False)


for command in (
    ask,
    search,
    cite,
    check,
    compare,
    brief,
    ingest,
    fetch,
    show,
    status,
    remove,
    rebuild,
    doctor,
    share,
    backup,
    restore,
    feedback,
    chat,
):
    app.command()(command)
app.add_typer(evaluation, name="eval")
app.add_typer(users, name="users")
app.add_typer(model, name="model")


def main() -> NoReturn:
    """Run the command line; every error a person can mend is one line and exit status 2."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # idle OpenMP threads must not spin
    try:
        app(standalone_mode=True)
    except RapporteurError as error:
        err.print(f"rapporteur: {as_typed(str(error))}", style="red", markup=False, highlight=False)
        sys.exit(2)
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; run the same command again to go on.")
        sys.exit(130)
    sys.exit(0)


if __name__ == "__main__":
    main()
