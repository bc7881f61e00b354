"""Who asks: the visitor behind a request, and what a visitor may do."""

from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

Role = Literal["reader", "administrator"]

ROLES: Final[tuple[Role, ...]] = ("reader", "administrator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who a request is from.

    Attributes:
        id: What tells this visitor's chats and files from those of others.
        role: What the visitor may do.
        name: The name signed in with; empty where sign-in is off.
    """

    id: str
    role: Role
    name: str = ""


class Asked(Protocol):
    """A request as Starlette and Gradio have it."""

    @property
    def state(self) -> Any:  # noqa: ANN401 - Starlette's own type
        """What the doors noted about it."""
        ...


def visitor_of(request: Asked | None) -> Visitor | None:
    """The visitor behind a request; None where no door has seen it."""
    state = getattr(request, "state", None)
    found = getattr(state, "visitor", None)
    return found if isinstance(found, Visitor) else None


def may_change(request: Asked | None) -> bool:
    """Whether documents may be added and removed: by administrators only.

    Where sign-in is off, whoever sits at this machine is the administrator, and nobody is over the network.
    Ask this in every event that changes something: hiding a button closes nothing.
    """
    visitor = visitor_of(request)
    return visitor is not None and visitor.role == "administrator"
