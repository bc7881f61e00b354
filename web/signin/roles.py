"""What somebody may do whom an identity provider vouches for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.signin.visitor import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """The provider that is believed, and who of its people may come in.

    Attributes:
        issuer: Its address; empty where none is set up.
        readers: E-mail addresses, @domains, or "*".
        administrators: E-mail addresses.
    """

    issuer: str = ""
    readers: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()


def role_of(
    claims: Mapping[str, Any], readers: tuple[str, ...], administrators: tuple[str, ...]
) -> Role | None:
    """The role of whom a provider vouches for; an e-mail address counts only where the provider verified it."""
    if not claims.get("sub"):
        return None
    email = verified_email(claims).casefold()
    if email and email in {each.casefold() for each in administrators}:
        return "administrator"
    domain = f"@{email.rpartition('@')[2]}" if email else ""
    allowed = {each.casefold() for each in readers}
    return "reader" if "*" in allowed or (email and (email in allowed or domain in allowed)) else None


def verified_email(claims: Mapping[str, Any]) -> str:
    """The e-mail address of somebody, where the provider verified it; else nothing."""
    return str(claims.get("email", "")) if claims.get("email_verified") is True else ""
