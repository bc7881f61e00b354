"""Many tabs opened at once: all load. Three hundred take minutes on a busy machine: run these with -m slow."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.page import build

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")


async def tab(address: str, number: int, limits: httpx.Limits) -> int:
    """Open the page as its script does; how many of the events of its loading were done."""
    async with httpx.AsyncClient(base_url=address, timeout=240, limits=limits) as http:
        assert (await http.get("/")).status_code == 200
        config = (await http.get("/config")).json()
        loads = [
            each
            for each in config["dependencies"]
            if each["backend_fn"] and any(on == "load" for _, on in each["targets"])
        ]
        session = f"tab{number}"
        for each in loads:
            body = {"session_hash": session, "fn_index": each["id"], "data": [None] * len(each["inputs"])}
            reply = await http.post("/gradio_api/queue/join", json=body)
            assert reply.status_code == 200, reply.text
        done = 0
        async with http.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line[5:]) if line.startswith("data:") else {"msg": ""}
                done += message["msg"] == "process_completed" and message["success"]
                if message["msg"] == "close_stream":
                    break
        assert len(loads) > 2
        return len(loads) - done


@pytest.mark.parametrize("tabs", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_all_load(tmp_path: Path, tabs: int) -> None:
    async def together(address: str) -> list[int]:
        limits = httpx.Limits(max_connections=2)
        return await asyncio.gather(*(tab(address, number, limits) for number in range(tabs)))

    # another test's browser may have left a loop in this thread
    with served(build(InventedLibrary(tmp_path), RoteAssistant())) as address, ThreadPoolExecutor(1) as apart:
        assert apart.submit(asyncio.run, together(address)).result() == [0] * tabs
