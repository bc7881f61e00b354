"""Imports Gradio without its writing of type stubs, which is two fifths of the time that it takes.

For each of its 80 components, at each import, Gradio reads the source, parses it, and writes a file beside it, into
the folder of the packages. Import this before anything that imports Gradio.
"""

import inspect
from typing import Any

_file_of = inspect.getfile


def _none_of_gradios(thing: Any) -> str:  # noqa: ANN401 - as the original
    """The file of a thing; Gradio writes no stub of a class that has none."""
    if isinstance(thing, type) and thing.__module__.startswith("gradio."):
        raise OSError("not looked for")
    return _file_of(thing)


inspect.getfile = _none_of_gradios  # type: ignore[assignment]  # its own takes fewer things
try:
    import gradio  # noqa: F401 - for its being imported
finally:
    inspect.getfile = _file_of
