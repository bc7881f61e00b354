"""The tools of MCP: Gradio's own server, told where this program is and how to speak to it.

Gradio serves a tool by calling its own API over the network, at the address that the first caller happened to
name, and without signing in. Here it is the address that is listened on, with a password of this process.
"""

import json
from importlib.util import find_spec
from typing import Any

import gradio as gr
from gradio_client import Client


def are_installed() -> bool:
    """Whether the extra that MCP needs is installed."""
    return find_spec("mcp") is not None


def connect(page: gr.Blocks, address: str, password: str) -> None:
    """Let the tools of a page that is mounted call it.

    Args:
        page: The page.
        address: Where the program listens, as this machine reaches it.
        password: What the gate takes from the program itself.
    """
    tools: Any = page.mcp_server_obj
    if tools is None:
        return

    def client() -> Any:  # noqa: ANN401 - Gradio's own type
        if tools._client_instance is None:
            tools._client_instance = Client(
                address,
                download_files=False,
                verbose=False,
                analytics_enabled=False,
                _skip_components=False,
                headers={"x-gradio-user": "mcp", "authorization": f"Bearer {password}"},
            )
        return tools._client_instance

    def as_json(results: list[Any], _: str) -> list[Any]:
        return [
            tools.types.TextContent(type="text", text=json.dumps(each, ensure_ascii=False))
            for each in results
        ]

    tools._local_url = address
    tools.postprocess_output_data = as_json  # Gradio writes Python's notation
    tools._get_or_create_client = client
