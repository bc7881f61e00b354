"""Logs as JSON, a line for each event, in a file that rotates; without the words of questions unless asked for.

What went wrong is told by the kind of the exception and the places in the program, not by its message: messages
quote what people typed.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import gradio.queueing
import gradio.route_utils
import gradio.routes
import gradio.utils

from errors import RapporteurError
from settings import Settings

LARGEST: Final = 10 * 1024 * 1024  # bytes of a file
KEPT: Final = 5  # older files

_FIELDS: Final = ("status", "first_seconds", "seconds", "engine", "question")
_FRAMES = 12  # innermost places of a traceback
_EVENTS: Final = logging.getLogger("rapporteur.events")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON.

    Args:
        questions: Whether questions, and messages of exceptions, may be written.
    """

    def __init__(self, *, questions: bool) -> None:
        super().__init__()
        self._questions = questions

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, Any] = {
            "at": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()
            if self._may_be_told(record)
            else f"{record.filename}:{record.lineno}",
        }
        line |= {name: value for name in _FIELDS if (value := getattr(record, name, None)) is not None}
        if not self._questions:
            line.pop("question", None)
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = _places(record.exc_info[2])
            if self._questions:
                line["said"] = str(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)

    def _may_be_told(self, record: logging.LogRecord) -> bool:
        """Whether a message may be written: other people's libraries put into theirs what they please."""
        return self._questions or record.name.startswith(("rapporteur", "uvicorn"))


def set_up(settings: Settings) -> None:
    """Send logs to the file of the settings, or warnings to standard error where none is named.

    Raises:
        RapporteurError: the file cannot be written.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if settings.log_file is not None:
        handler = _rotating(settings.log_file)
    handler.setFormatter(JsonLines(questions=settings.log_questions))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("rapporteur").setLevel(logging.INFO if settings.log_file else logging.WARNING)


class _Told:
    """Stands where Gradio's files have the module ``traceback``: a fault goes to the log, not to standard error."""

    def print_exc(self, *_: object, **__: object) -> None:
        """Log the fault that is being handled."""
        _EVENTS.error("event", exc_info=True)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        return getattr(traceback, name)


def take_over_gradios() -> None:
    """Send the faults of events through the log: Gradio prints them, with the words that people typed."""
    for module in (gradio.queueing, gradio.routes, gradio.route_utils, gradio.utils):
        module.traceback = _Told()  # type: ignore[attr-defined]


def _rotating(path: Path) -> RotatingFileHandler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError as error:
        raise RapporteurError(f"The log {path} cannot be written ({error}): correct log_file.") from error


def _places(tb: TracebackType | None) -> list[str]:
    return [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(tb)[-_FRAMES:]]
