"""``rapporteur users``: who may sign in to the page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.shared import UsersOption, load_settings, out
from errors import RapporteurError

if TYPE_CHECKING:
    from web.signin.users import Users

app = typer.Typer(help="Who may sign in to the page.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="The user's name.")]


@app.command()
def add(
    name: NameArgument,
    role: Annotated[
        str, typer.Option(help="reader, or administrator: adds and removes documents.")
    ] = "reader",
    users: UsersOption = None,
    stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Add a user, or give one another role and password."""
    from web.signin.visitor import ROLES

    if role not in ROLES:
        raise RapporteurError(f"“{role}” is not a role: say {' or '.join(ROLES)}.")
    file = _users(users)
    if stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    file.put(name, role, password)
    out.print(f"{name} may sign in as {role} ({file.path}).", markup=False, highlight=False, soft_wrap=True)


@app.command()
def remove(name: NameArgument, users: UsersOption = None) -> None:
    """Take a user out; open sessions end at once."""
    file = _users(users)
    file.remove(name)
    out.print(f"{name} may no longer sign in.", markup=False, highlight=False)


@app.command("list")
def list_users(users: UsersOption = None) -> None:
    """Who may sign in, and as what."""
    for user in _users(users).all():
        out.print(f"{user.name}\t{user.role}", markup=False, highlight=False)


def _users(given: Path | None) -> "Users":
    from web.signin.users import Users

    settings = load_settings(users=given)
    if settings.users is None:
        raise RapporteurError("Name the users file: --users FILE, or the setting “users”.")
    return Users(settings.users)
