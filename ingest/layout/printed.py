"""How UN documents print their parts: annexes, articles, numbers, letters, preambles, narrative."""

import re
import unicodedata

from language.numbers import chinese_number

ANNEX = re.compile(
    r"(?:Annex(?:e|ure)?|Enclosure|Appendix|Attachment|Anexo|Apéndice|Приложение|Добавление|附件|附录|المرفق)"
    r"(?:\s+(?:[IVXLC]+|\d{1,2}|[A-Z]))?\b(?!\s+(?:to|of|I{1,3},)\b)",
    re.IGNORECASE,
)
OF_ANNEX = re.compile(
    r"(?:Annex|Enclosure|Appendix)(?: [IVXLC\d]+)? (?:to|of) |Annexe (?:à|au|de) |Anexo (?:de|a) ",
    re.IGNORECASE,
)
"""What is no annex's label but its title: "Annex to the letter dated …"."""
ARTICLE = re.compile(
    r"(?:Article|Artikel|Artículo|Статья|المادة|Art\.)\s+(\d{1,3}(?:\s?(?:bis|ter))?|premier|primero)\b"
    r"|第([一二三四五六七八九十百]+)条",
    re.IGNORECASE,
)

NUMBER = re.compile(r"(\d{1,3})(?:\.\s+(?=\S)|\s?-\s+(?=[\u0600-\u06ff]))")  # Arabic texts print "35 - "
DOTTED = re.compile(r"(\d{1,3}(?:\.[IVX]{1,4})?\.\d{1,3})\.?\s+(?=[^\W\d_])")
LETTER = re.compile(r"\(?([a-z]|[a-z]{2}|[ivxl]{1,6})\)\s*(?=\S)")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
SENTENCE = re.compile(r"[.,;!?؟،؛]$")  # how spoken words end, in bold type too, and a speaker's name does not
CONTINUES = re.compile(
    r"(?:[;:]|(?P<word>\b(?:to|of|for|and|or|the|in|on|by|with|de|des|du|la|le|les|et|dans|pour|para|y|el|del)))$",
    re.IGNORECASE,
)
"""How a title ends that goes on in the next heading."""
OPENER = re.compile(
    r"The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council|"
    r"United Nations Environment Assembly|[A-Z][\w ]{3,60}(?:Commission|Conference|Council|Committee|Assembly)),?"
    r"|We, [^.;:]{3,500},"
)
ABOVE_TITLE = re.compile(
    r"Resolutions?\b.{0,60}adopted|Decisions?\b.{0,60}adopted|Resolution \d+ \(\d{4}\)$", re.IGNORECASE
)
NARRATIVE = re.compile(
    r"(?:In favour|Against|Abstaining|Abstentions)\s?:|A (?:recorded )?vote was taken|\[Subsequently|It was so decided|"
    r"(?:The )?(?:[Dd]raft|[Oo]ral) (?:resolution|decision|amendment)s? .{0,80}\b(?:was|were) (?:adopted|rejected)|"
    r"The meeting (?:rose|was (?:called to order|suspended|adjourned|resumed))|The agenda was adopted"
)
PREAMBULAR = re.compile(
    r"(?-i:(?=[A-Z]))(?:(?:Also|Further|Again|Once|While|And|\w+ly)\s)*(?:\w+ing\b|Aware|Mindful|Conscious|Convinced|Concerned|"
    r"Alarmed|Guided|Determined|Disturbed|Encouraged|Inspired|Cognizant|Desirous|Appalled|Dismayed|Committed|Outraged|"
    r"Resolved|Persuaded|Moved|Shocked|Anxious|Confident|Proud|Grateful|Saddened|Whereas|Driven|Motivated)\b",
    re.IGNORECASE,
)


OPERATIVE = re.compile(
    r"(?:(?:Also|Further|Again|Solemnly|Strongly|Once again)\s)*(?:Recommends|Decides|Requests|Urges|Invites|Encourages|Calls upon|"
    r"Takes note|Notes|Welcomes|Reaffirms|Reiterates|Recognizes|Stresses|Emphasizes|Expresses|Endorses|Affirms|Acknowledges|"
    r"Approves|Adopts|Declares|Proclaims|Demands|Condemns|Deplores|Commends|Appeals|Authorizes|Supports|Underlines)\b"
)
"""How an operative paragraph begins, which ends the preamble without a number too."""


def article_number(match: re.Match[str]) -> str:
    """An article's number in figures: "premier" is 1, "二十一" is 21."""
    if match[1]:
        return "1" if match[1].lower() in {"premier", "primero"} else match[1]
    return str(chinese_number(match[2]))


def is_part(text: str) -> bool:
    """Whether a line announces an annex, enclosure or appendix."""
    return len(text) < 60 and bool(ANNEX.match(text)) and not text.endswith((".", ",", ";"))


def figures(number: str) -> str:
    """A number in the figures 0 to 9, whatever script it is printed in."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in number)
