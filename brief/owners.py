"""Whose words a passage has: a State's, a group's with who spoke, an organisation's, a company's, a person's, a document's.

A name that the register cannot vouch for is no owner: rather no name than a wrong one.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import pycountry

from answer.evidence.attribution import LONGEST_NAME
from answer.evidence.groups import group_of
from brief.model import Owner, Part
from cite.locator import parts
from ingest.document import Document, Passage
from ingest.names.speaker_names import TERRITORIES
from ingest.names.speakers import canonical_speaker, find_speakers, known_speaker

GROUPS: Final = frozenset(
    {
        "European Union",
        "African Group",
        "African Union",
        "Group of 77 and China",
        "Non-Aligned Movement",
        "Association of Southeast Asian Nations",
        "Caribbean Community",
        "Pacific Islands Forum",
        "Alliance of Small Island States",
        "Arab Group",
        "League of Arab States",
        "Gulf Cooperation Council",
        "Organization of Islamic Cooperation",
        "Nordic countries",
        "CANZ",
        "Like-minded Group",
        "North Atlantic Treaty Organization",
        "Shanghai Cooperation Organization",
    }
)
COMPANIES: Final = frozenset({"Microsoft", "Google", "Kaspersky", "Cybersecurity Tech Accord"})

_DECIDES: Final = frozenset({"resolution", "decision", "convention"})
_REPRESENTS: Final = re.compile(
    r"from the (?:Permanent |Chargé|Deputy |representative )[^,]{0,80}?\bof\s(?:the\s)?$"
)
# Said by a delegation that has spoken for a group and goes on for itself.
_FOR_ITSELF: Final = re.compile(
    r"\b(?:in (?:our|my|its) national capacity|en (?:nuestra|mi) capacidad nacional|à titre national"
    r"|в (?:своем )?национальном качестве)\b",
    re.IGNORECASE,
)
_ON_BEHALF: Final = re.compile(
    r"\b(?:I|we|my delegation|\w+ is|honou?r|privilege|pleasure|statement|speak|speaking|deliver\w*)\b[^.;]{0,80}?"
    r"\bon behalf of\s(?P<group>[^.;]{3,90})",
    re.IGNORECASE,
)
_ANOTHERS: Final = re.compile(
    r"\b(?:align|associat|endors|support|delivered by|made by|echo)\w*", re.IGNORECASE
)
_BODY: Final = re.compile(
    r"\b(?:NGOs|Department|Office|Commission|Council|Committee|Organi[sz]ation|Association|Institute|University|Union"
    r"|Society|Foundation|Secretariat|Programme|Fund|Network|Partners|Alliance|Coalition|Forum|Centre|Center)\b"
)


def part_of(name: str) -> Part:
    """Where the paper has a speaker."""
    if name in _states():
        return "states"
    if name in GROUPS or re.search(r"\b(?:Group|States)\b", name):
        return "groups"
    if name in COMPANIES:
        return "companies"
    return "organisations" if known_speaker(name) or _BODY.search(name) else "persons"


def owners_of(document: Document, passages: Sequence[Passage]) -> dict[str, Owner]:
    """The owners of a document's passages, by passage id; none of those whose owner is not certain.

    Args:
        document: The document.
        passages: All of its passages, in order.
    """
    found: dict[str, Owner] = {}
    group = ""
    speech: tuple[str | None, tuple[str, ...]] = (None, ())
    for passage in passages:
        here = (passage.speaker, passage.section)
        if here != speech:
            group, speech = group_of(passage) or "", here
        group = group or _announced(passage)
        if group and _FOR_ITSELF.search(passage.text):
            group = ""
        owner = _owner(document, passage, group)
        if owner is not None:
            found[passage.id] = owner
    return found


def _owner(document: Document, passage: Passage, group: str) -> Owner | None:
    name = passage.speaker or _sender(document, passage)
    if name is None:
        part: Part = "decisions" if document.kind in _DECIDES else "documents"
        return Owner(name=document.name, part=part)
    if len(name) > LONGEST_NAME and known_speaker(name) is None:
        return None
    if group:
        of = _group_name(group)
        return Owner(name=of, part="groups", spoken_by="" if of == name else name)
    return Owner(name=name, part=part_of(name))


def _sender(document: Document, passage: Passage) -> str | None:
    """The State whose representative signs a letter; what it annexes is not the sender's."""
    if document.kind != "letter" or parts(passage.section):
        return None
    mention = next(iter(find_speakers(document.title)), None)
    if mention is None or not _REPRESENTS.search(document.title[: mention.start]):
        return None
    return mention.speaker if mention.speaker in _states() else None


def _announced(passage: Passage) -> str:
    """The known group for which a speaker says that he speaks; empty where he says so of none, or of another speaker."""
    if passage.speaker is None:
        return ""
    for match in _ON_BEHALF.finditer(passage.text):
        start = max(passage.text.rfind(".", 0, match.start()), passage.text.rfind("\n", 0, match.start())) + 1
        if _ANOTHERS.search(passage.text[start : match.start("group")]):
            continue
        named = [m.speaker for m in find_speakers(match["group"]) if m.speaker in GROUPS]
        if named:
            return named[0]
    return ""


def _group_name(printed: str) -> str:
    """A group's name without the members that a heading lists behind it."""
    bare = re.split(r"[:(]", printed, maxsplit=1)[0].strip()
    return known_speaker(bare) or canonical_speaker(bare)


@cache
def _states() -> frozenset[str]:
    """The States in the register's spelling, observers among them."""
    return frozenset(
        canonical_speaker(country.name)
        for country in pycountry.countries
        if country.alpha_2 not in TERRITORIES
    )
