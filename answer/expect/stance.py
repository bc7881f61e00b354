"""For or against: whether words take the side that a question asks about."""

import re
from typing import Final

_AGAINST: Final = re.compile(
    r"\b(?:against|oppos\w+|reject\w*|abstain\w*|object(?:s|ed|ion)?|negative vote|not in a position|contre|rechaz\w+|en contra|"
    r"против|отверг\w+)\b|反对|ضد",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"\b(?:in favour|vot\w+ for|support\w*|welcom\w+|endors\w+|en faveur|a favor|apoy\w+|поддерж\w+)\b|支持|赞成|يؤيد",
    re.IGNORECASE,
)

_WANTS: Final = re.compile(
    r"\b(?:wants?|wanted|calls? for|called for|seeks?|favou?rs?|asks? for|asked for|demands?|proposes?|proposed|needs?)\b|\bqui (?:veut|demande)|хочет|хотят|要求|主张",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"\b(?:no need (?:for|to)|(?:does|do|did|is|are|was|were|can|could|will|would)(?: not|n[’']t) (?:\w+ )?(?:support|need|want|see|agree|accept|in favour)\w*"
    r"|cannot (?:support|accept|agree)|oppos\w+|reject\w*|unacceptable|object(?:s|ed)? to)\b",
    re.IGNORECASE,
)


def opposed(asked: str, told: str) -> bool:
    """Whether the one is for and the other against."""
    against, favour = _AGAINST.search, _FOR.search
    return bool(
        (against(asked) and favour(told) and not against(told))
        or (favour(asked) and against(told) and not favour(told))
    )


def takes_the_side(asked: str, told: str) -> bool:
    """Whether words are for what a question asks support for, or against where it asks that; True for no such."""
    if _AGAINST.search(asked):
        return _AGAINST.search(told) is not None
    if _WANTS.search(asked):
        return _DENIES.search(told) is None
    return not _FOR.search(asked) or (_FOR.search(told) is not None and not _AGAINST.search(told))
