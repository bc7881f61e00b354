"""What stands in for CI's checks of packages: an audit that could not be made is never a pass in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parents[2] / ".ci"

CLEAN = ("No known vulnerabilities found", 0)
FOUND = ("Found 1 known vulnerability in 1 package\nName Version ID\n---- ------- ---\nx 1 CVE-1", 1)
UNKNOWN = (
    "No known vulnerabilities found\nName Skip Reason\nx Dependency not found and could not be audited: x",
    0,
)
DEAD = ("ERROR: ConnectionError: Max retries exceeded", 1)


def audit(folder: Path, said: tuple[str, int] | None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the audit with a pip-audit that says so."""
    path = "/usr/bin:/bin"
    if said is not None:
        program = folder / "pip-audit"
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{said[0]}\nEND\nexit {said[1]}\n")
        program.chmod(0o755)
        path = f"{folder}:{path}"
    copy = folder / "checkout" / ".ci"
    copy.mkdir(parents=True)
    (copy / "audit").write_text((CI / "audit").read_text())
    return subprocess.run(
        ["bash", str(copy / "audit")],
        env={"PATH": path, **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (CLEAN, 0, "No known vulnerabilities"),
        (FOUND, 1, "CVE-1"),
        (UNKNOWN, 0, "NOT AUDITED: the index's vulnerability service knows nothing of 1"),
        (DEAD, 0, "NOT AUDITED: the vulnerability service did not answer"),
        (None, 0, "NOT AUDITED: pip-audit is not installed"),
    ],
    ids=["clean", "found", "unknown", "dead", "absent"],
)
@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_an_audit_says_what_it_is(
    tmp_path: Path, said: tuple[str, int] | None, status: int, words: str
) -> None:
    done = audit(tmp_path, said)
    assert done.returncode == status, done.stderr
    assert words in done.stdout


@pytest.mark.parametrize("said", [UNKNOWN, DEAD, None], ids=["unknown", "dead", "absent"])
@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_before_a_release_an_audit_that_could_not_be_made_is_an_error(
    tmp_path: Path, said: tuple[str, int] | None
) -> None:
    assert audit(tmp_path, said, AUDIT="required").returncode == 1


def test_every_locked_package_has_a_licence_that_is_allowed() -> None:
    done = subprocess.run(
        [sys.executable, str(CI / "licences.py"), str(CI.parent / "requirements" / "runtime.lock")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "packages looked at" in done.stdout


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True), ("Apache-2.0 OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only", False), ("AGPL-3.0", False), ("BSD License", True), ("Proprietary", False), ("", False),
        ("Mozilla Public License 2.0 (MPL 2.0)", True), ("GNU General Public License v3 (GPLv3)", False),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", True), ("Commercial, MIT-like", False),
    ],
)  # fmt: skip
def test_licences_are_read_as_expressions(
    expression: str, is_allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(CI))
    import licences

    assert licences.allowed(expression) is is_allowed
