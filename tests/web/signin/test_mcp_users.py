"""The tools of MCP with a real client, as two users at once."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from settings import Settings
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import finished, served
from web.page import build
from web.signin.users import Users

pytest.importorskip("mcp", reason="the extra “mcp” is not installed")

PASSWORD = "a lamp in every window"
ROUNDS = 5

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    users = Users(tmp_path / "users")
    users.put("ada", "administrator", PASSWORD)
    users.put("rob", "reader", PASSWORD + "!")
    return Settings(library=tmp_path / "library", users=users.path)


class Echo(RoteAssistant):
    """Answers each question as by rote, with the question in its message."""

    def stream(self, question: str, *rest: Any, **more: Any) -> Any:
        for answer in super().stream(question, *rest, **more):
            yield replace(answer, message=question)


async def asked(address: str, name: str, password: str) -> tuple[list[str], str]:
    """The messages of a user's answers, and the session that the server gave him."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with (
        httpx.AsyncClient(auth=(name, password), timeout=60) as http,
        streamable_http_client(f"{address}gradio_api/mcp/", http_client=http) as (read, write, session_id),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        told = []
        for turn in range(ROUNDS):
            reply = await session.call_tool("ask", {"question": f"Who keeps the lamps of {name} {turn}?"})
            told.append(json.loads(reply.content[0].text)["message"])  # type: ignore[union-attr]
        return told, session_id() or ""


def test_each_gets_his_own_answers(site: Settings, tmp_path: Path) -> None:
    async def both(address: str) -> list[tuple[list[str], str]]:
        return await asyncio.gather(
            asked(address, "ada", PASSWORD),
            asked(address, "rob", PASSWORD + "!"),
            asked(address, "ada", PASSWORD),
        )

    with served(build(InventedLibrary(tmp_path), Echo()), site) as address:
        found = finished(both(address))
    for (told, _), name in zip(found, ("ada", "rob", "ada"), strict=True):
        assert told == [f"Who keeps the lamps of {name} {turn}?" for turn in range(ROUNDS)]


def test_nobody_gets_in_without_a_password_or_with_another_s(site: Settings, tmp_path: Path) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"accept": "application/json, text/event-stream"}
    with served(build(InventedLibrary(tmp_path), Echo()), site) as address:
        place = f"{address}gradio_api/mcp/"
        for auth in (None, ("ada", PASSWORD + "!"), ("rob", PASSWORD), ("", ""), ("mcp", "")):
            assert httpx.post(place, json=body, headers=headers, auth=auth, timeout=30).status_code == 401
        forged = headers | {"x-gradio-user": "mcp", "authorization": "Bearer guess", "mcp-session-id": "1"}
        assert httpx.post(place, json=body, headers=forged, timeout=30).status_code == 401
