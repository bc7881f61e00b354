"""Who may reach the page, from the settings; an open page is never an accident."""

import ipaddress
from urllib.parse import urlsplit

from errors import RapporteurError
from settings import Settings
from web.guard.doors import LOCAL
from web.signin.ended import Ended
from web.signin.keeper import Keeper
from web.signin.roles import Provided
from web.signin.session import LASTS, KeyFile, Seal
from web.signin.users import Users

KEY_FILE = "session.key"
ENDED_FILE = "sessions.ended"


def signs_in(settings: Settings) -> bool:
    """Whether one has to sign in."""
    return settings.users is not None or bool(settings.oidc_issuer)


def is_near(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(settings: Settings) -> None:
    """Refuse to open the page to others without sign-in, unless that was asked for.

    Raises:
        RapporteurError: other machines would reach the page, and nobody would have to sign in.
    """
    if is_near(settings.host) or signs_in(settings) or settings.open:
        return
    raise RapporteurError(
        f"On {settings.host} everyone who reaches this machine could read the library: "
        "set up sign-in with --users FILE (see `rapporteur users add`), or say --open if that is meant."
    )


def warning(settings: Settings) -> str:
    """What to say at the start of a page that is open to others without sign-in; empty where it is not."""
    if is_near(settings.host) or signs_in(settings):
        return ""
    return (
        f"Sign-in is off, and the page is open on {settings.host}: everyone who reaches it can read the library. "
        "Nobody can change it there."
    )


def keeper_for(settings: Settings) -> Keeper:
    """Who knows the visitors.

    Raises:
        RapporteurError: the users file or the key of the sessions cannot be used.
    """
    near = is_near(settings.host)
    if not signs_in(settings):
        return Keeper(None, None, near=near)
    users = Users(settings.users) if settings.users is not None else None
    if users is not None and not users.all() and not settings.oidc_issuer:
        raise RapporteurError(
            f"The users file {settings.users} names nobody: add somebody with "
            f"`rapporteur users add NAME --users {settings.users}`."
        )
    key = KeyFile(settings.library / KEY_FILE)
    key()  # whatever is wrong with it is said now
    provided = Provided(
        issuer=settings.oidc_issuer,
        readers=settings.oidc_readers,
        administrators=settings.oidc_administrators,
    )
    ended = Ended(settings.library / ENDED_FILE, LASTS)
    return Keeper(users, Seal(key), near=near, provided=provided, ended=ended)


def hosts_of(settings: Settings) -> frozenset[str]:
    """The names under which browsers may call this host; empty: any name."""
    public = urlsplit(settings.public_url).hostname
    if public:
        return LOCAL | {public.lower()}
    return LOCAL | {settings.host} if is_near(settings.host) else frozenset()
