"""Bad text layers, told from their letters: poor OCR, doubled glyphs, letters without meaning."""

import re

LEAST_WORDS = 40
LONGEST_WORD = 24  # characters; longer ones are words run together

_TOKEN = re.compile(r"\S+")
_SOUND = re.compile(r"[(\[“‘\"'«]*(?:[^\W\d_]+(?:[-'’.&/–][^\W\d_]+)*|[\d.,:/%–-]+)[.,;:!?)\]”’\"'»*…]*")
_BROKEN_WORD = re.compile(r"(?<=\w)-\s*\n(?=\w)")
_VOWEL = re.compile(r"[aeiouyàâäáãåæéèêëíìîïóòôöõøœúùûüÿ]", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]")
_DOUBLED = re.compile(r"\b([A-Za-z]{4,})\1\b|(?:([A-Za-z])\2){5,}")
_TRIPLED = re.compile(r"([\u0621-\u064a])\1\1")  # no Arabic word has a letter three times in a row
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd]")


def sound_share(text: str) -> float:
    """Share of a text's characters that stand in sound words, 0 to 1: what two readings of a page are weighed by."""
    tokens = _TOKEN.findall(text)
    sound = (len(token) for token in tokens if len(token) <= LONGEST_WORD and _SOUND.fullmatch(token))
    return sum(sound) / max(1, sum(map(len, tokens)))


def page_fault(text: str) -> str | None:
    """What is wrong with a page's text layer, as a sentence; None where it reads like text."""
    if len(_DOUBLED.findall(text)) >= 2:
        return "Its letters are printed double (“UNITEDUNITED”): quotations from this page need checking."
    if len(_TRIPLED.findall(text)) >= 2:
        return "Its letters are not those that are printed (“وووو”): quotations from this page need checking."
    if len(_PRIVATE.findall(text)) > 0.1 * len(text) + 5:
        return "Its font does not say which letters it holds: the text of this page is not usable."
    whole = _BROKEN_WORD.sub("", text)
    tokens = [token for token in _TOKEN.findall(whole) if len(token) > 2 and _LATIN.search(token)]
    if len(tokens) < LEAST_WORDS:
        return None
    odd = sum(
        not _SOUND.fullmatch(token) or not (_VOWEL.search(token) or token.isupper()) for token in tokens
    )
    if odd > 0.2 * len(tokens):
        return "Its text layer is badly recognised (OCR): quotations from this page need checking."
    return None
