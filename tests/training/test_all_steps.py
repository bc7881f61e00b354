"""One command makes every learned file anew, in an order that holds."""

from pathlib import Path

import pytest

from training.__main__ import ROOT, STEPS, Step, commands, main, missing


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that the steps read, on a machine with all packages."""
    monkeypatch.setattr("training.__main__.find_spec", lambda name: name)
    for name in {name for step in STEPS for name in step.reads}:
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    return tmp_path


def test_every_learned_file_has_its_step_and_each_step_its_module() -> None:
    learned = {
        str(path.relative_to(ROOT))
        for room in ("index", "answer", "brief")
        for path in (ROOT / room).rglob("*.json")
    }
    learned |= {
        str(path.relative_to(ROOT))
        for kind in ("onnx", "npy")
        for path in (ROOT / "index").rglob(f"*.{kind}")
    }
    assert {step.makes for step in STEPS if "/" in step.makes} == learned  # the rest is made on the way
    for step in STEPS:
        assert (ROOT / f"{step.arguments.split()[1].replace('.', '/')}.py").is_file()


def test_what_changes_vectors_comes_before_all_that_reads_them(data: Path) -> None:
    told = commands(STEPS, data)
    read = [command[1] if command[0] == "cli.py" else command[1].rpartition(".")[2] for command in told]
    assert read.index("fit_centres") < read.index("ingest") < read.index("train_ranker")
    assert read.index("train_ranker") < read.index("train_evidence") < read.index("train_decision")
    assert read.count("ingest") == 1
    assert str(data / "library") in told[read.index("train_evidence")]


def test_a_library_that_is_there_is_made_anew_after_the_centres(data: Path) -> None:
    (data / "library").mkdir()
    assert [command[1] for command in commands(STEPS, data) if command[0] == "cli.py"] == [
        "rebuild",
        "ingest",
    ]


def test_steps_are_taken_in_order_until_one_fails(data: Path) -> None:
    taken: list[str] = []

    def run(command: list[str]) -> int:
        taken.append(command[1])
        return 3 if command[1] == "training.train_ranker" else 0

    assert main([str(data)], run) == 3
    assert taken == [
        "training.fit_centres",
        "training.train_cross_encoder",
        "ingest",
        "training.train_ranker",
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["--only", "centres"], ["training.fit_centres"]),
        (
            ["--after", "evidence"],
            ["ingest", "training.train_decision", "training.train_answering_words", "training.train_brief"],
        ),
        (["--dry-run"], []),
    ],
)
def test_some_steps_may_be_asked_for(data: Path, asked: list[str], expected: list[str]) -> None:
    taken: list[str] = []
    assert main([str(data), *asked], lambda command: taken.append(command[1]) or 0) == 0
    assert taken == expected


def test_what_is_lacking_is_told_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)], lambda command: pytest.fail(f"{command} was run"))
    assert ended.value.code == 2
    assert "corpus is not there" in capsys.readouterr().err
    step = Step(name="x", makes="x", arguments="-m x", wants=("no_such_package",), reads=())
    assert "no_such_package is not installed" in missing([step], tmp_path)[0]
