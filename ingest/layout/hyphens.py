"""Words that keep their hyphen wherever a line breaks: by how they begin, or by how they end."""

from typing import Final

_BEGIN: Final = frozenset(
    "well self non ex vice long short high low cross half quasi so then decision policy capacity confidence consensus "
    "information multi-stakeholder follow follow-up inter-agency post mid socio north south east west world "
    "twenty thirty forty fifty sixty seventy eighty ninety two three four five six seven eight nine ten "
    "celui celle ceux celles au là vis peut grand arrière contre sous-secrétaire vingt trente quarante cinquante soixante "
    "из по кое".split()
)
_END: Final = frozenset(
    "based centred centered saving raising effective efficient track making building sharing related level wide free driven term led owned oriented specific sensitive "
    "general being determination economic political agency governmental-organization setting date range scale "
    "ci là même mêmes être dessus dessous delà либо нибудь".split()
)
_SOLID: Final = frozenset(
    "inter under over trans super micro macro tele hydro geo electro photo fore intra infra dis mis un im com con per pro".split()
)
PREFIXES: Final = frozenset("co pre re anti multi sub".split())
"""Beginnings that some documents part off by a hyphen, and others do not."""


def keeps_hyphen(first: str, second: str) -> bool:
    """Whether two halves, small, are joined by a hyphen of their own."""
    return first in _BEGIN or second in _END


def goes_on(first: str) -> bool:
    """Whether a half, small, is a beginning that is written in one word with what follows."""
    return first in _SOLID
