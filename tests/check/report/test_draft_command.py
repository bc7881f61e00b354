import io
import json

import pytest
from rich.console import Console

from check.report.command import check_file
from errors import RapporteurError
from tests.check.drafted import write_docx, write_markdown


@pytest.fixture
def run(library):
    def run_(path, html=None, word=None, as_json=False):
        printed = io.StringIO()
        console = Console(file=printed, width=110)
        return check_file(library, path, console, html=html, word=word, as_json=as_json), printed.getvalue()

    return run_


def test_a_flawed_draft_gives_1_a_table_and_both_files(run, folder):
    path = write_docx(folder / "draft.docx")
    status, printed = run(path, folder / "r.html", folder / "c.docx")
    assert status == 1
    assert "25 quotations: 15 verbatim" in printed
    assert (folder / "r.html").read_text(encoding="utf-8").count("<article") == 10
    assert (folder / "c.docx").is_file()


def test_a_sound_draft_gives_0_and_json(run, folder, capsys):
    path = folder / "sound.md"
    path.write_text("“the Secretary-General is the depositary” (RL-08, para. 20).", encoding="utf-8")
    assert run(path, as_json=True)[0] == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["findings"][0]["claimed"] == "RL-08, para. 20"
    assert shown["summary"]["serious"] is False


def test_comments_need_a_word_draft(run, folder):
    with pytest.raises(RapporteurError, match=r"\.docx"):
        run(write_markdown(folder / "a.md"), word=folder / "c.docx")
