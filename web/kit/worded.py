"""HTML that is the same for everyone but for its language."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from answer.wording.catalogue import FALLBACK
from web.kit.words import language_of


def place(page: gr.Blocks, write: Callable[[str], str], element: str, *, afresh: bool = False) -> Any:  # noqa: ANN401 - Gradio's events
    """Put what ``write`` makes of a language into the page; what is returned comes when it stands.

    Args:
        page: The page being built.
        write: Makes the HTML in a language.
        element: The id of its element.
        afresh: Whether it is made anew for every reader, because what it tells of may have changed.
    """
    shown = gr.HTML("" if afresh else write(FALLBACK), elem_id=element, apply_default_css=False)

    def worded(request: gr.Request) -> Any:  # noqa: ANN401 - Gradio's word for leaving things as they are
        language = language_of(request)
        return gr.skip() if language == FALLBACK and not afresh else write(language)

    return page.load(worded, None, shown, show_progress="hidden", api_visibility="private")
