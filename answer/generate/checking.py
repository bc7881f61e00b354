"""What a language model and its server can do: one question whose answer is known, and a few for a second reader."""

from dataclasses import dataclass
from time import monotonic
from typing import Final

from llama_index.core.llms import LLM

from answer.generate.judge import Judge
from answer.generate.llm import LlmEngine
from answer.generate.llm_prompt import to_probe
from answer.generate.models import make_llm
from answer.generate.reply import Part, Written
from answer.generate.streaming import NotUnderstoodError
from answer.generate.usage import Usage
from answer.verify.proof import Proof
from answer.verify.verify import Verified
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.structure.sentences import Span
from settings import Settings

_WORDS: Final = "Ruritania has nineteen lighthouses, and none of them is open to visitors."
_RIGHT: Final = ("Ruritania has 19 lighthouses.", "Visitors may enter no lighthouse of Ruritania.",
                 "Aucun phare de Ruritanie n’est ouvert aux visiteurs.")  # fmt: skip
_WRONG: Final = ("Some lighthouses of Ruritania are open to visitors.", "Ruritania plans nineteen lighthouses.",
                 "Ruritania’s lighthouses are closed because of storms.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found.

    Attributes:
        model: Its name.
        structured: Whether the server took the JSON schema.
        streams: Whether the reply came in more than one piece.
        proves: Whether it answered with words of the passage as proof.
        seconds: From the request to the end of the reply.
        usage: Tokens of the reply, where the server counts them.
        second_reader: How many of six sentences it judged rightly, asked whether words say that.
    """

    model: str
    structured: bool
    streams: bool
    proves: bool
    seconds: float
    usage: Usage
    second_reader: int

    @property
    def fit_to_judge(self) -> bool:
        """Whether it is worth asking as a second reader."""
        return self.second_reader == len(_RIGHT) + len(_WRONG)


def check_model(settings: Settings, llm: LLM | None = None) -> Checked:
    """Ask the model that the settings name.

    Raises:
        LanguageModelError: a setting is missing, or the server cannot be asked.
    """
    llm = llm or make_llm(settings)
    engine = LlmEngine(llm, settings)
    usage, began = Usage(), monotonic()
    try:
        pieces, parts = _probed(engine, usage)
    except NotUnderstoodError:
        if not engine.without_form():
            raise
        pieces, parts = _probed(engine, usage)
    seconds = monotonic() - began
    proofs = [each.words for part in parts if isinstance(part, Written) for each in part.proofs]
    return Checked(
        model=settings.llm_model,
        structured=engine.structured,
        streams=pieces > 1,
        proves=any(words.strip(" “”\"'") and words.strip(" “”\"'") in _WORDS for words in proofs),
        seconds=seconds,
        usage=usage,
        second_reader=_judged(Judge(llm, settings.llm_seconds)),
    )


def _probed(engine: LlmEngine, usage: Usage) -> tuple[int, list[Part]]:
    """How many pieces the reply came in, and what it says."""
    came = list(engine.parts(to_probe(structured=engine.structured), engine.settings.llm_seconds, usage))
    return len(came) - 1, [part for parts in came for part in parts]


def _judged(judge: Judge) -> int:
    proof = _proof()
    told = [(text, True) for text in _RIGHT] + [(text, False) for text in _WRONG]
    return sum(
        judge.agrees(Verified(text=text, proofs=(proof,), verdict="supported")) == right
        for text, right in told
    )


def _proof() -> Proof:
    document = Document(
        id="probe", content_hash="", symbols=("RP-001",), title="Lighthouses of Ruritania", date="2020-07-15",
        body=None, language="en", url=None, kind="paper", format="txt", pages=0,
    )  # fmt: skip
    passage = Passage(
        id="probe", document_id="probe", ordinal=0, text=_WORDS, section=(), paragraph=None, speaker=None,
        pages=(), start=0, end=len(_WORDS), language="en",
    )  # fmt: skip
    span = Span(0, len(_WORDS))
    return Proof(hit=Hit(passage=passage, document=document, score=1.0), span=span, brought=span)
