"""Paragraph references as people write them, in the six UN languages."""

import re

_NUMBER = r"(\d{1,3}(?:\s?\([a-z]{1,4}\))*)"
_WORD = re.compile(
    rf"(?:\bparagraphs?|\bparagraphes?|\bparas?\.?|\bpars?\.?|\bpárrafos?|\bpárrs?\.?|¶|\bпункт\w*|\bпп?\.|الفقر(?:ة|ات))\s*{_NUMBER}"
    rf"(?:\s?(?:[–—-]|to|and|,|à|et|a|y|и|و)\s?{_NUMBER})?(?![\d/])",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"第\s?(\d{1,3})\s?段")
_OPERATIVE = re.compile(r"\bOP\s?(\d{1,3})\b|\boperative para(?:graph|\.)?\s?(\d{1,3})\b")
_PREAMBULAR = re.compile(r"\bPP\s?(\d{1,3})\b|\bpreambular para(?:graph|\.)?\s?(\d{1,3})\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\b(?:foot)?note\s?(\d{1,3})\b|\bfn\.?\s?(\d{1,3})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\bart(?:icle|ículo|\.)\s?(\d{1,3})\b", re.IGNORECASE)
_LONGEST_RANGE = 10


def paragraph_numbers(text: str) -> tuple[str, ...]:
    """The paragraphs a text refers to, as ``Passage.paragraph`` spells them.

    "paras. 8–10" gives 8, 9 and 10 (a range longer than ten gives its ends only); "PP3" stays "PP3";
    "footnote 7" gives "fn 7"; "article 5" gives "art. 5".
    """
    found: list[str] = []
    preambular = [f"PP{_first(match)}" for match in _PREAMBULAR.finditer(text)]
    rest = _PREAMBULAR.sub(" ", text)
    for match in _WORD.finditer(rest):
        found.extend(_range(match[1], match[2]))
    found.extend(match[1] for match in _CHINESE.finditer(rest))
    found.extend(_first(match) for match in _OPERATIVE.finditer(rest))
    found.extend(preambular)
    found.extend(f"fn {_first(match)}" for match in _FOOTNOTE.finditer(rest))
    found.extend(f"art. {match[1]}" for match in _ARTICLE.finditer(rest))
    return tuple(dict.fromkeys(found))


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _range(first: str, last: str | None) -> list[str]:
    first = re.sub(r"\s?\(", " (", first)
    if last is None:
        return [first]
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) < _LONGEST_RANGE:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [first, last]
