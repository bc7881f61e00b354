"""Counts and times for Prometheus; never a word of a question, an answer or a name."""

from collections.abc import Iterable
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from ingest.register import Register

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120)


class Metrics:
    """The figures of one running program, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        of: dict[str, Any] = {"namespace": "rapporteur", "registry": self.registry}
        self.questions = Counter("questions", "Questions, by outcome.", ["status"], **of)
        self.first = Histogram(
            "first_sentence_seconds", "From the question to the first sentence.", buckets=_SECONDS, **of
        )
        self.whole = Histogram("answer_seconds", "From the question to the end.", buckets=_SECONDS, **of)
        self.running = Gauge("questions_running", "Questions being answered.", **of)
        self.waiting = Gauge("events_waiting", "Events of the page and of programs that wait.", **of)
        self.tokens = Counter(
            "model_tokens", "Tokens of the language model, sent and written.", ["kind"], **of
        )
        self.cost = Counter("model_cost", "Cost of its tokens, in the currency of the prices set.", **of)
        self._lookups = Counter("lookups", "References looked up, by outcome.", ["status"], **of)
        self._checks = Counter("checks", "Quotations checked, by verdict.", ["verdict"], **of)

    def looked_up(self, status: str) -> None:
        """Count a reference looked up."""
        self._lookups.labels(status).inc()

    def checked(self, verdict: str) -> None:
        """Count a quotation checked."""
        self._checks.labels(verdict).inc()

    def watch(self, register: Register) -> None:
        """Report the library too, read at each look."""
        self.registry.register(_Shelf(register))

    def text(self) -> bytes:
        """Everything, in Prometheus's text format."""
        return generate_latest(self.registry)


class _Shelf(Collector):
    """The library in numbers, from the register, whichever process wrote to it."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing beforehand, so that registering reads nothing."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Documents, passages, files set aside, and what ingests did."""
        for name, value in self._register.counts().items():
            yield GaugeMetricFamily(f"rapporteur_library_{name}", f"Number of {name} in the library.", value)
        done = GaugeMetricFamily(
            "rapporteur_ingest_files",
            "Files read, set aside and removed since the library began.",
            labels=["action"],
        )
        for action, count in self._register.actions().items():
            done.add_metric([action], count)
        yield done
