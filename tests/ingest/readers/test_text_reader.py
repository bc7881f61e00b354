import pytest

from errors import UnreadableDocumentError
from ingest.work.reader import read

PAPER = """Lamp Update:
Street Lighting
Discussions

Ada Vance
GE-042
3 March 2021

LAMPS | Lamp Update: Street Lighting Discussions | March 2021

|1

TABLE OF CONTENTS
Foreword
The LWG
ANNEX 1
Where Lamps Come From

LAMPS | Lamp Update: Street Lighting Discussions | March 2021

3
3
4
4

|2

Foreword
This paper tells what was said about street lamps in the working group of the city in the year
that has gone by.1 It was written for those who keep lamps.
In our last paper we told how the group began its work and who takes part in it, and we said
that more would follow.

As the plan of the city says, p. 4: “Watch the lamps that matter to the
city”
1
\x20The LWG
The LWG2 began its work with a list of lamps.3 The list was open to comments from all, and many
were sent to the Chair before the end of the year; the lamp group then met, as lamp groups do,
in the hall of the city.

Comments by some cities on the list
Brazil: “Lamps that stand near schools deserve the same care as those of the main
streets (paragraph 8).”
China: “Given the little time we have, words that have not been agreed (“main lamp” for
instance) should wait.”
and: “Over two meetings many cities have put forward good ideas, and it is hoped that they can
be taken up.”
The Netherlands: “To meet this, the Netherlands would like the group to think about the
words “no one should put out a lamp that others need, and
2

LWG stands for Lamp Working Group.
3 The list can be found here.
\x20therefore the street” as a guide.”
Nicaragua: notes the present “lack of rules for lamp makers” as a risk.
Seven NGOs4 issued a joint statement: “Attacks on lamps are attacks on people.”
***
On 27 May 2020 the Chair published5 a new list. It was read in a meeting of the group, which took
place in June.
4 They are: Lamps for All, Light Now.
https://lamps.example/list
5
\x20ANNEX 1
Where Lamps Come From
Lamps came from the sea6 and were carried to the city by those who fished.

6

See the book of lamps.
"""


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return read(path)


def test_the_paper_knows_itself(paper):
    document = paper.document
    assert document.symbols == ("GE-042",)
    assert document.title == "Lamp Update: Street Lighting Discussions"
    assert (document.date, document.body, document.kind, document.pages) == (
        "2021-03-03",
        "ICANN",
        "paper",
        6,
    )


def test_contents_and_running_heads_are_no_passages(paper):
    text = "\n".join(passage.text for passage in paper.passages)
    assert "TABLE OF CONTENTS" not in text
    assert "LAMPS |" not in text
    assert "|2" not in text


def test_footnote_marks_leave_the_text_and_notes_are_passages(paper):
    notes = {passage.paragraph: passage.text for passage in paper.passages if passage.kind == "footnote"}
    assert notes == {
        "fn 1": "As the plan of the city says, p. 4: “Watch the lamps that matter to the city”",
        "fn 2": "LWG stands for Lamp Working Group.",
        "fn 3": "The list can be found here.",
        "fn 4": "They are: Lamps for All, Light Now.",
        "fn 5": "https://lamps.example/list",
        "fn 6": "See the book of lamps.",
    }
    text = "\n".join(passage.text for passage in paper.passages if passage.kind != "footnote")
    assert "The LWG began its work with a list of lamps. The list" in text
    assert "the Chair published a new list" in text


def test_each_comment_has_its_owner(paper):
    spoken = [(passage.speaker, passage.text.split()[0]) for passage in paper.passages if passage.speaker]
    assert spoken == [
        ("Brazil", "Brazil:"),
        ("China", "China:"),
        ("Netherlands (Kingdom of the)", "The"),
        ("Nicaragua", "Nicaragua:"),
        ("Seven NGOs", "Seven"),
    ]


def test_a_page_break_inside_a_quotation_breaks_nothing(paper):
    dutch = next(passage for passage in paper.passages if passage.speaker == "Netherlands (Kingdom of the)")
    assert "others need, and therefore the street” as a guide.”" in dutch.text
    assert dutch.pages == (4, 5)


def test_narrative_after_the_comments_has_no_speaker(paper):
    after = next(passage for passage in paper.passages if passage.text.startswith("On 27 May 2020"))
    assert after.speaker is None


def test_the_annex_is_a_section_of_its_own(paper):
    last = next(passage for passage in paper.passages if passage.text.startswith("Lamps came from the sea"))
    assert last.section == ("ANNEX 1", "Where Lamps Come From")
    assert last.text.startswith("Lamps came from the sea and were carried")


RESOLUTION = """Resolution adopted by the General Assembly on 4 May 2020

# 74/400. Lighting the streets

The General Assembly,

Recalling its resolution 73/400 on lamps,

Deeply concerned by the dark,

1. Decides to light the streets;

2. Requests the Secretary-General to report on lamps.

## Annex

### Terms of the lamps

1. Lamps burn oil.
"""


def test_a_resolution_as_text(tmp_path):
    path = tmp_path / "A_RES_74_400.txt"
    path.write_text(RESOLUTION, encoding="utf-8")
    reading = read(path)
    assert reading.document.symbols == ("A/RES/74/400",)
    assert reading.document.title == "Lighting the streets"
    assert (reading.document.date, reading.document.kind) == ("2020-05-04", "resolution")
    numbers = [passage.paragraph for passage in reading.passages if passage.paragraph]
    assert numbers == ["PP1", "PP2", "1", "2", "1"]
    assert reading.passages[-1].section == ("Annex", "Terms of the lamps")


def test_a_transcript_as_text(tmp_path):
    path = tmp_path / "session.txt"
    path.write_text(
        "# Session 4 (Sep 16, 2025)\n\n**LWG | Co-Chair**\n\nPlease be seated.\n\n**Chile | Representative**\n\nThank you.\n\n"
        "We light lamps.\n\n**Palau | Representative | (PIF)**\n\nSo do we.\n",
        encoding="utf-8",
    )
    reading = read(path)
    assert [passage.speaker for passage in reading.passages] == ["Co-Chair", "Chile", "Palau"]
    assert (reading.document.kind, reading.document.date) == ("transcript", "2025-09-16")


@pytest.mark.parametrize("content", [b"", b"  \n \n"])
def test_an_empty_file_says_so(tmp_path, content):
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocumentError, match="empty"):
        read(path)


def test_bytes_that_are_no_text_say_so(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"GIF89a\x00\x01\x00\x02" * 50)
    with pytest.raises(UnreadableDocumentError, match="not text"):
        read(path)


def test_another_encoding_is_read_with_a_warning(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("Les réverbères éclairent la ville.\n".encode("cp1252"))
    reading = read(path)
    assert reading.passages[0].text == "Les réverbères éclairent la ville."
    assert "UTF-8" in reading.warnings[0].reason


SUBTITLES = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
>> CHAIR: Good morning, we open
the meeting on lamps.

00:04.500 --> 00:08.000
<v Kenya>Kenya has nine
lamps</v>
"""


@pytest.mark.parametrize("suffix", [".vtt", ".srt", ".txt"])
def test_subtitles_are_read_without_their_times(tmp_path, suffix):
    path = tmp_path / f"meeting{suffix}"
    path.write_text(SUBTITLES, encoding="utf-8")
    found = [(passage.speaker, passage.text) for passage in read(path).passages]
    assert found == [
        ("Chair", "Good morning, we open the meeting on lamps."),
        ("Kenya", "Kenya has nine lamps"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_letters_are_told_without_a_mark(tmp_path, encoding):
    path = tmp_path / "lamps.txt"
    path.write_bytes("The lamps of the port are lit at dusk.".encode(encoding))
    assert [passage.text for passage in read(path).passages] == ["The lamps of the port are lit at dusk."]


def test_articles_on_lines_of_their_own_can_be_cited(tmp_path):
    path = tmp_path / "convention.txt"
    path.write_text(
        "Convention on Lamps\n\nArticle 1\nDefinitions\n\n1. A lamp is a light.\n\nArticle 2\n\nLamps are lit.",
        encoding="utf-8",
    )
    found = {passage.paragraph: passage.text for passage in read(path).passages}
    assert found["art. 1 (1)"] == "A lamp is a light."
    assert found["art. 2"] == "Lamps are lit."
