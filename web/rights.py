"""Who may change the library."""

from ipaddress import ip_address

import gradio as gr


def may_change(request: gr.Request | None) -> bool:
    """Whether whoever asks may add and remove documents: who sits at this machine, unless a proxy stands between."""
    if request is None or request.client is None or "x-forwarded-for" in request.headers:
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
