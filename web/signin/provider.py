"""Sign-in by an OpenID Connect provider (authorisation code with PKCE), through Authlib."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from errors import RapporteurError
from settings import Settings
from web.signin.keeper import Keeper
from web.signin.pages import onward_path, signed_in
from web.signin.roles import role_of, verified_email
from web.signin.session import Session

_BACK = "/signin/provider/back"
_MINUTES = 10  # for which a sign-in may be under way


def place(site: FastAPI, keeper: Keeper, settings: Settings, secret: str) -> None:
    """Add the way to the provider and back to the application.

    Raises:
        RapporteurError: Authlib is not installed, or a setting is missing.
    """
    provider = _provider(settings)
    site.add_middleware(
        SessionMiddleware,
        secret_key=f"provider {secret}",
        session_cookie="rapporteur_provider",
        max_age=60 * _MINUTES,
        same_site="lax",
        https_only=settings.public_url.startswith("https:"),
    )

    @site.get("/signin/provider")
    async def go(request: Request) -> Response:
        return await _go(request, provider, settings)

    @site.get(_BACK)
    async def back(request: Request) -> Response:
        return await _back(request, provider, settings, keeper)


def _provider(settings: Settings) -> Any:  # noqa: ANN401 - Authlib has no types
    """Authlib's client of the provider that the settings name."""
    try:
        from authlib.integrations.starlette_client import OAuth
    except ImportError as error:
        raise RapporteurError(
            "Sign-in by a provider needs Authlib: run `pip install rapporteur[oidc]`."
        ) from error
    if not settings.oidc_client_id:
        raise RapporteurError("Sign-in by a provider needs this program's name there: set oidc_client_id.")
    if not settings.oidc_readers and not settings.oidc_administrators:
        raise RapporteurError("Say who of the provider's people may sign in: set oidc_readers.")
    oauth = OAuth()
    oauth.register(
        "provider",
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value() or None,
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": 10},
    )
    return oauth.provider


async def _go(request: Request, provider: Any, settings: Settings) -> Response:  # noqa: ANN401
    """Send a visitor to the provider."""
    from authlib.common.errors import AuthlibBaseError
    from httpx2 import HTTPError

    request.session.clear()
    request.session["next"] = onward_path(request.query_params.get("next", "/"))
    here = settings.public_url or str(request.base_url)
    try:
        found: Response = await provider.authorize_redirect(request, urljoin(here, _BACK))
    except (AuthlibBaseError, HTTPError):
        return _failed("The provider does not answer: try again, or tell whoever runs this page.", 502)
    return found


async def _back(request: Request, provider: Any, settings: Settings, keeper: Keeper) -> Response:  # noqa: ANN401
    """Let in whom the provider vouches for."""
    from authlib.common.errors import AuthlibBaseError
    from httpx2 import HTTPError
    from joserfc.errors import JoseError

    onward = onward_path(str(request.session.get("next", "/")))
    try:
        token = await provider.authorize_access_token(request)
    except (AuthlibBaseError, JoseError, HTTPError, ValueError):
        return _failed("The provider did not confirm the sign-in: try again.", 401)
    finally:
        request.session.clear()
    claims: Mapping[str, Any] = token.get("userinfo") or {}
    role = role_of(claims, settings.oidc_readers, settings.oidc_administrators)
    if role is None:
        return _failed("Your account is known there, but may not use this page.", 403)
    session = Session(
        name=verified_email(claims) or str(claims["sub"]),
        issuer=settings.oidc_issuer,
        subject=str(claims["sub"]),
        email=verified_email(claims),
    )
    return signed_in(RedirectResponse(onward, status_code=303), request, keeper, session)


def _failed(words: str, status: int) -> Response:
    return HTMLResponse(f'<!doctype html><p>{words}</p><p><a href="/signin">Back</a></p>', status_code=status)
