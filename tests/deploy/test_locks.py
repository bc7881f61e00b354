"""The lock files hold, in a version that is allowed, what pyproject.toml asks for; where not: requirements/compile."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMPILE = (ROOT / "requirements" / "compile").read_text(encoding="utf-8")
LOCKS = {
    lock: re.findall(r"--extra ([\w-]+)", extras)
    for lock, extras in re.findall(r"^lock -o requirements/(\S+)(.*)$", COMPILE, re.MULTILINE)
}
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def unmet(requirements: list[str], lock: str) -> list[str]:
    """Those of some requirements that no line of a lock file meets."""
    pinned = [(canonicalize_name(name), version) for name, version in PINNED.findall(lock)]
    wanted = [Requirement(text) for text in requirements]
    return [
        str(one)
        for one in wanted
        if not any(
            name == canonicalize_name(one.name) and one.specifier.contains(version, prereleases=True)
            for name, version in pinned
        )
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_meets_what_the_project_asks_for(name: str) -> None:
    lock = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    asked = [*PROJECT["dependencies"]]
    for extra in LOCKS[name]:
        asked += PROJECT["optional-dependencies"][extra]
    assert unmet(asked, lock) == []


def test_each_lock_file_is_made_by_the_command() -> None:
    assert set(LOCKS) == {path.name for path in (ROOT / "requirements").glob("*.lock")}
    assert {"test", "dev"} <= set(LOCKS["dev.lock"])


def test_what_is_missing_or_too_old_is_told() -> None:
    lock = "lamp-post==1.2 \\\n    --hash=sha256:00\noil==3.0 ; python_version < '3.12' \\\n"
    assert unmet(["Lamp_Post>=1", "oil[thin]>=3,<4"], lock) == []
    assert unmet(["lamp-post>=2", "wick"], lock) == ["lamp-post>=2", "wick"]


def test_no_lock_names_where_its_packages_were_fetched() -> None:
    for name in LOCKS:
        lock = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in lock
        assert "index-url" not in lock
