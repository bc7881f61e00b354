"""A draft of our own over the starter documents: 25 quotations, ten of them flawed, and what should be found.

Each line: the paragraph with its quotation, and the verdicts that are right ("" for a sound quotation).
"""

from pathlib import Path

import docx
from fpdf import FPDF

from starter.fonts import LATIN, find

SOUND = ("verbatim",)
LINES: list[tuple[str, tuple[str, ...], str]] = [
    (
        "RL-08, para. 13, says: “Stored data may be preserved by order for up to 90 days, and the order may be renewed.”",
        SOUND,
        "",
    ),
    ("On the register, “The Secretary-General keeps the register” (RL-08, para. 14).", SOUND, ""),
    ("The note is plain: “the Secretary-General is the depositary” (RL-08, para. 20).", SOUND, ""),
    (
        "As RL-08, para. 17 says, “A supplementary protocol may be considered for adoption once there are sixty States Parties”.",
        SOUND,
        "",
    ),
    (
        "We read that “No State gains a power to act on another State’s territory” (RL-08, para. 10).",
        SOUND,
        "",
    ),
    (
        "RL-09, para. 4 adds: “This is the same limit that the United Nations Convention took up later.”",
        SOUND,
        "",
    ),
    (
        "It is said that “Reservations are allowed only to the provisions listed for that purpose” (RL-09, para. 10).",
        SOUND,
        "",
    ),
    ("“Only a Party to the Convention can be bound by it” (RL-09, para. 12).", SOUND, ""),
    ("Of the Compact, “It is confined to the non-military domain” (RL-15, para. 2).", SOUND, ""),
    ("«Its governance stays global and multi-stakeholder» (RL-15, para. 7).", SOUND, ""),
    ("RL-21, para. 1, begins: “At the United Nations States negotiate and States decide.”", SOUND, ""),
    (
        "„The door is wide“ is short; „The list was subject to non-objection“ is not (RL-21, para. 12).",
        SOUND,
        "",
    ),
    ('"Brazil called the report fair and balanced" (RL-06, para. 4).', SOUND, ""),
    ("“Israel saw no need for new legally binding instruments at present” (RL-06, para. 18).", SOUND, ""),
    (
        "“Niger asked for a practical guide to the application of international law” (RL-06, para. 10).",
        SOUND,
        "",
    ),
    (
        "“Extradition applies where the offence is punishable in both States by at least one month of deprivation of liberty” (RL-09, para. 5).",
        ("altered",),
        "changed word",
    ),
    ("“Stored data may be preserved by order for up to 60 days” (RL-08, para. 13).", ("altered",), "number"),
    (
        "“It is a United Nations treaty, and should not be confused with the Convention of 2024” (RL-09, para. 1).",
        ("altered",),
        "negation",
    ),
    (
        "Cuba said: “would have preferred an ambitious text on humanitarian law” (RL-06, para. 11).",
        ("verbatim_elsewhere",),
        "wrong State",
    ),
    (
        "“Its governance stays global and multi-stakeholder” (RL-15, para. 9).",
        ("verbatim_elsewhere",),
        "wrong paragraph",
    ),
    (
        "“Every satellite shall carry a lantern painted by its launching authority” (RL-15, para. 7).",
        ("not_found",),
        "invented",
    ),
    (
        "“Implementation must agree with the suppression of expression, conscience, opinion, religion or belief” (RL-08, para. 11).",
        ("altered", "not_found"),
        "undeclared omission",
    ),
    (
        "“Data available to monitor the Goals must grow by 50 per cent by 2030” (RL-15, para. 10).",
        ("altered",),
        "modal verb",
    ),
    (
        "“The Convention enters into force on the ninetieth day” (A/RES/99/999, para. 4).",
        ("verbatim_elsewhere", "not_found"),
        "absent document",
    ),
    (
        "“Any other State may be invited to accede by the Committee of Ministers” (RL-09, para. 90).",
        ("verbatim_elsewhere", "not_found"),
        "paragraph out of range",
    ),
]


def write_docx(path: Path) -> Path:
    """The draft as a Word file, every fourth paragraph in bold and plain runs that cut words."""
    document = docx.Document()
    document.add_heading("A draft on digital matters", 1)
    for number, (text, _, _) in enumerate(LINES):
        paragraph = document.add_paragraph()
        cut = len(text) // 3 if number % 4 == 0 else 0
        paragraph.add_run(text[:cut]).bold = True
        paragraph.add_run(text[cut:]).italic = number % 4 == 0
    document.save(str(path))
    return path


def write_markdown(path: Path) -> Path:
    """The draft as Markdown."""
    path.write_text("# A draft\n\n" + "\n\n".join(text for text, _, _ in LINES), encoding="utf-8")
    return path


def write_pdf(path: Path) -> Path:
    """The draft as a PDF.

    Raises:
        FontError: the font is not on this machine.
    """
    pdf = FPDF()
    pdf.add_font("body", fname=find(LATIN)[0])
    pdf.set_font("body", size=11)
    pdf.add_page()
    for text, _, _ in LINES:
        pdf.multi_cell(0, 6, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(6)
    pdf.output(str(path))
    return path
