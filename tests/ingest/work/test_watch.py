"""Watching a folder: changes are taken, errors survived, and Ctrl-C ends it cleanly."""

import threading

import pytest

from errors import LibraryError, RapporteurError
from ingest.work.watch import affected, watch


def test_sidecars_stand_for_their_documents(tmp_path):
    for name in ("a.pdf", "b.pdf", "b.pdf.toml", "rapporteur.csv"):
        (tmp_path / name).touch()
    changed = [tmp_path / name for name in ("b.pdf.toml", "a.pdf", "gone.pdf")]
    assert affected(changed) == [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    assert affected([tmp_path / "rapporteur.csv"]) == [tmp_path]


def test_changes_are_taken_and_errors_survived(tmp_path):
    stop, taken, errors = threading.Event(), [], []
    first, second = threading.Event(), threading.Event()

    def take(paths):
        taken.append([path.name for path in paths])
        if len(taken) == 1:
            first.set()
            return
        if len(taken) == 2:
            second.set()
            raise LibraryError("Another ingest is running.")
        stop.set()

    thread = threading.Thread(target=watch, args=([tmp_path], take, errors.append, stop))
    thread.start()
    assert first.wait(10)
    for _ in range(50):  # the watch begins a moment after the first reading
        (tmp_path / "a.md").write_text("a", encoding="utf-8")
        if second.wait(0.3):
            break
    for number in range(50):
        (tmp_path / "b.md").write_text(f"b{number}", encoding="utf-8")
        if stop.wait(0.3):
            break
    thread.join(10)
    assert not thread.is_alive()
    assert taken[0] == [tmp_path.name]
    assert "a.md" in taken[1]
    assert [str(error) for error in errors] == ["Another ingest is running."]


def test_ctrl_c_ends_it(tmp_path):
    def take(_):
        raise KeyboardInterrupt

    watch([tmp_path], take, print)


def test_only_folders_are_watched(tmp_path):
    with pytest.raises(RapporteurError, match="is not a folder"):
        watch([tmp_path / "a.pdf"], print, print)
