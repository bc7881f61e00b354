"""How the page looks: fonts the reader has, one accent colour, light and dark."""

from pathlib import Path

import gradio as gr
from gradio.themes import Base, Color

ROOM = Path(__file__).parents[1]
STYLES = tuple(
    ROOM / name
    for name in (
        "look/page.css",
        "chat/chat.css",
        "history/history.css",
        "notebook/notebook.css",
        "brief/brief.css",
        "tabs/tabs.css",
        "look/print.css",
    )
)
SCRIPTS = (
    "look/page.js", "look/address.js", "history/store.js", "history/history.js", "history/gone.js", "answer/sources.js", "answer/preview.js", "chat/chat.js",
    "notebook/notebook.js", "brief/brief.js", "tabs/look_up.js", "tabs/check_quote.js", "tabs/shelf.js",
)  # fmt: skip

SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

ACCENT = Color(
    name="accent",
    c50="#eef4fb", c100="#dbe8f6", c200="#b9d1ed", c300="#8eb5e0", c400="#6d9fd6", c500="#2f6db3",
    c600="#1d5a9c", c700="#184b82", c800="#173f6b", c900="#15345a", c950="#0e2340",
)  # fmt: skip


def theme() -> Base:
    """Gradio's plainest theme with system fonts (its own asks a font server) and our accent."""
    look: Base = gr.themes.Base(
        primary_hue=ACCENT,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=SANS,
        font_mono=MONO,
    )
    return look.set(
        body_background_fill="#ffffff",
        body_background_fill_dark="#171c23",
        block_background_fill_dark="#171c23",
        table_odd_background_fill_dark="#171c23",
        table_even_background_fill_dark="#1f262f",
        table_border_color_dark="#313a46",
        body_text_color_subdued="#586474",
        body_text_color_subdued_dark="#9ba8b8",
        block_info_text_color="#586474",
        block_info_text_color_dark="#9ba8b8",
        input_placeholder_color="#586474",
        input_placeholder_color_dark="#9ba8b8",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1f262f",
    )


def head() -> str:
    """What goes into the page's head: our scripts, inline, and nothing from elsewhere."""
    scripts = ((ROOM / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return "".join(f"<script>{script}</script>" for script in scripts)
