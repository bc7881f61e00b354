"""One setting chooses the engine; a service behind an extra is made with the settings' model and key."""

import sys
from types import ModuleType
from typing import Any

import pytest

from answer.generate.models import PROVIDERS, make_llm, model_address
from answer.generate.personal import is_remote
from errors import ModelError
from tests.answer.lying_server import settings_for


class Made:
    """What a provider's class was made with."""

    def __init__(self, **given: Any) -> None:
        self.given = given


@pytest.mark.parametrize("engine", PROVIDERS)
def test_a_service_is_made_with_the_settings(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    provider = PROVIDERS[engine]
    module = ModuleType(provider.module)
    setattr(module, provider.name, Made)
    monkeypatch.setitem(sys.modules, provider.module, module)
    settings = settings_for("", engine=engine, llm_api_key="sk-secret")
    made: Any = make_llm(settings)
    assert made.given["model"] == "liar"
    assert made.given.get("api_key") == (None if engine == "bedrock" else "sk-secret")
    assert is_remote(model_address(settings))


@pytest.mark.parametrize("engine", PROVIDERS)
def test_without_its_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setitem(sys.modules, PROVIDERS[engine].module, None)
    with pytest.raises(ModelError, match=rf"rapporteur\[{PROVIDERS[engine].extra}\]"):
        make_llm(settings_for("", engine=engine, llm_api_key="sk-secret"))


@pytest.mark.parametrize("engine", sorted(set(PROVIDERS) - {"bedrock"}))
def test_without_a_key_the_setting_is_named(engine: str) -> None:
    with pytest.raises(ModelError, match="llm_api_key"):
        make_llm(settings_for("", engine=engine))
