"""Other systems' answers, brought into the form of ours: a register of two passages, no model."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from llama_index.core import MockEmbedding
from llama_index.core.llms import MockLLM

from benchmarks.answers.peers import ChatPeer, HttpPeer, LlamaStarter, read_text
from errors import RapporteurError
from eval.gate.run import Recorder
from index.library import Library
from ingest.document import Reading
from ingest.register import Register
from tests.eval.making_cases import DOCUMENT, PASSAGE, passage

OTHER = passage(
    id="p2", ordinal=1, paragraph="8", speaker="Chile", text="Chile wanted nets of hemp for the lakes."
)


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    register = Register(tmp_path / "register.sqlite")
    register.record("/a/water.pdf", Reading(document=DOCUMENT, passages=(PASSAGE, OTHER)), "1")
    library = SimpleNamespace(register=register, embedder=MockEmbedding(embed_dim=4))
    return Recorder(cast(Library, library))


def cited(told: dict[str, Any]) -> list[str]:
    return [citation["passage_id"] for citation in told["citations"]]


def test_references_in_brackets_are_citations_where_they_exist(recorder: Recorder) -> None:
    text = "Peru wanted 12 dams (A/RES/99/1, para. 7). Chile wanted nets [A/RES/99/1, para. 8]. So they say (1999)."
    told = read_text(recorder, text).as_dict()
    assert cited(told) == ["p1", "p2"]
    assert [statement["citations"] for statement in told["statements"]] == [[1], [2], []]


@pytest.mark.parametrize("text", ["", "Unknown.", "unknown"])
def test_nothing_said_is_an_abstention(recorder: Recorder, text: str) -> None:
    assert read_text(recorder, text).as_dict()["status"] == "not_found"


def test_the_starter_quotes_a_sentence_and_the_passage_it_stands_in(recorder: Recorder) -> None:
    told = LlamaStarter(recorder).ask("What did Chile want?").as_dict()
    (found,) = cited(told)
    sentence = told["statements"][0]["text"].strip("“”")
    assert sentence in {"p1": PASSAGE, "p2": OTHER}[found].text
    assert recorder.taken() == ("p1", "p2")


def test_marks_of_the_citation_engine_lead_to_passages(recorder: Recorder, monkeypatch: Any) -> None:
    peer = LlamaStarter(recorder, MockLLM())
    nodes = peer._retriever.retrieve("nets")
    said = SimpleNamespace(source_nodes=nodes, __str__=lambda _: "")

    class Engine:
        def query(self, _: str) -> Any:
            return type(
                "Said",
                (),
                {
                    "source_nodes": said.source_nodes,
                    "__str__": lambda _: "Chile wanted nets [Source 1, para. 8]. Yes [9].",
                },
            )()

    monkeypatch.setattr(peer, "_engine", Engine())
    told = peer.ask("nets").as_dict()
    assert cited(told) == ["p2"]
    assert [statement["citations"] for statement in told["statements"]] == [[1], []]


def test_a_model_alone_is_asked_with_the_conversation(recorder: Recorder) -> None:
    told = ChatPeer(recorder, MockLLM()).ask("What did Chile want?").as_dict()
    assert "What did Chile want?" in told["answer"]
    assert recorder.rankings == [[]]


def answering(peer: HttpPeer, status: int, body: object) -> HttpPeer:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text=json.dumps(body)))
    peer._client = httpx.Client(transport=transport)
    return peer


def test_a_system_behind_an_address_may_speak_our_contract_or_plain_text(recorder: Recorder) -> None:
    contract = {
        "status": "answered",
        "statements": [{"text": "Nets.", "citations": [1]}],
        "citations": [{"n": 1, "symbol": "A/RES/99/1", "paragraph": "8"}],
    }
    peer = HttpPeer(recorder, "http://127.0.0.1:1/ask")
    assert cited(answering(peer, 200, contract).ask("Q").as_dict()) == ["p2"]
    plain = {"answer": "Dams (A/RES/99/1, para. 7)."}
    assert cited(answering(peer, 200, plain).ask("Q").as_dict()) == ["p1"]
    assert answering(peer, 200, {"status": "refused"}).ask("Q").as_dict()["status"] == "not_found"


def test_a_system_that_fails_is_named(recorder: Recorder) -> None:
    with pytest.raises(RapporteurError, match="does not answer"):
        answering(HttpPeer(recorder, "http://127.0.0.1:1/ask"), 500, {}).ask("Q")
