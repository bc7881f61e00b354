"""What is told of a model before it is used."""

import json

import pytest
from typer.testing import CliRunner

from answer.generate.checking import check_model
from cli import app
from errors import ModelError
from tests.answer.generate.saying import said
from tests.answer.lying_server import Script, serving, settings_for

PROVED = said("Ruritania has 19 lighthouses.", "Ruritania has nineteen lighthouses")


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("script", "structured", "proves", "judged"),
    [
        (Script([PROVED], then=["Yes"]), True, True, 3),
        (Script([PROVED[:9], PROVED[9:]], then=["No"]), True, True, 3),
        (Script([PROVED], refuses_form=True), False, True, 3),
        (Script(["Nineteen, I believe."], then=["Yes"]), True, False, 3),
    ],
)
def test_what_works_is_found(script: Script, structured: bool, proves: bool, judged: int) -> None:
    with serving(script) as address:
        checked = check_model(settings_for(address))
    assert (checked.structured, checked.proves, checked.second_reader) == (structured, proves, judged)
    assert not checked.fit_to_judge


def test_a_reply_in_pieces_streams() -> None:
    with serving(Script(list(PROVED), then=["Yes"])) as address:
        assert check_model(settings_for(address)).streams
    with serving(Script([PROVED], then=["Yes"])) as address:
        assert not check_model(settings_for(address)).streams


def test_a_server_that_is_away_is_told() -> None:
    with serving(Script()) as address:
        pass
    with pytest.raises(ModelError, match="cannot be reached"):
        check_model(settings_for(address))


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_says_it_in_one_sentence(monkeypatch: pytest.MonkeyPatch, as_json: bool) -> None:
    with serving(Script([PROVED], then=["Yes"])) as address:
        monkeypatch.setenv("RAPPORTEUR_LLM_BASE_URL", address)
        monkeypatch.setenv("RAPPORTEUR_LLM_MODEL", "liar")
        asked = ["model", "check", "--engine", "openai-like", *(["--json"] if as_json else [])]
        told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0
    if as_json:
        assert json.loads(told.output)["proves"] is True
    else:
        assert told.output.startswith("liar answers in")
        assert "proves its answer" in " ".join(told.output.split())


def test_without_a_model_there_is_nothing_to_check() -> None:
    assert CliRunner().invoke(app, ["model", "check", "--engine", "extractive"]).exit_code != 0
