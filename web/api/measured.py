"""An assistant whose questions are counted, timed and logged, and whose faults stay out of the console."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter

import gradio as gr

from answer.model import Answer, Turn
from errors import RapporteurError
from index.hit import Filters
from web.api.answering import Answering
from web.api.metrics import Metrics

UNFORESEEN = "The program met an error it did not foresee; its log, where it was started, says which."

_LOG = logging.getLogger("rapporteur.questions")


class Measured:
    """An assistant with a meter before it.

    Args:
        assistant: The assistant.
        metrics: Where the figures go.
    """

    def __init__(self, assistant: Answering, metrics: Metrics) -> None:
        self._assistant = assistant
        self._metrics = metrics

    @property
    def engine_name(self) -> str:
        """Who writes the answers."""
        return self._assistant.engine_name

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """As the assistant's; a question that is stopped counts as "stopped", a fault as "error".

        Raises:
            RapporteurError: as the assistant's.
            gr.Error: a fault nobody foresaw; it is logged here, and Gradio prints nothing.
        """
        meter = _Meter(self._metrics, self._assistant.engine_name, question)
        try:
            for answer in self._assistant.stream(question, history, filters):
                meter.see(answer)
                yield answer
            meter.ended()
        except RapporteurError:
            meter.status = "error"
            raise
        except Exception as error:
            meter.status = "error"
            _LOG.exception("fault")
            raise gr.Error(UNFORESEEN, visible=False, print_exception=False) from error
        finally:
            meter.close()


class _Meter:
    """One question."""

    def __init__(self, metrics: Metrics, engine: str, question: str) -> None:
        self.status = "stopped"
        self._metrics, self._engine, self._question = metrics, engine, question
        self._began, self._first, self._last = perf_counter(), 0.0, "error"
        self._usage: Mapping[str, float] = {}
        metrics.running.inc()

    def see(self, answer: Answer) -> None:
        """Note an answer as it grows."""
        if not self._first:
            self._first = perf_counter() - self._began
            self._metrics.first.observe(self._first)
        self._last, self._usage = answer.status, answer.usage

    def ended(self) -> None:
        """The last answer was the complete one."""
        self.status = self._last

    def close(self) -> None:
        """Count and log the question."""
        seconds = perf_counter() - self._began
        self._metrics.running.dec()
        self._metrics.questions.labels(self.status).inc()
        self._metrics.whole.observe(seconds)
        for kind in ("prompt", "written"):
            self._metrics.tokens.labels(kind).inc(self._usage.get(f"{kind}_tokens", 0))
        self._metrics.cost.inc(self._usage.get("cost", 0))
        about = {"status": self.status, "engine": self._engine, "seconds": round(seconds, 3)}
        about |= {"first_seconds": round(self._first, 3), "question": self._question}
        _LOG.info("question", extra=about)
