"""The drafts a reader has open, one of them on the page."""

from collections.abc import Mapping
from itertools import islice
from typing import Final

from brief.editing import Draft

MOST: Final = 8  # drafts; each holds its passages
LONGEST_NAME: Final = 60  # characters of a topic

Shelf = Mapping[str, Draft]


def name(draft: Draft) -> str:
    """What a draft is chosen by, for as long as it is edited: its topic, and when it was made."""
    return f"{draft.brief.topic[:LONGEST_NAME]} · {draft.brief.made}"


def with_draft(shelf: Shelf, draft: Draft | None) -> Shelf:
    """The drafts with one more, or with one as it stands now; the oldest goes where there are too many."""
    if draft is None:
        return shelf
    together = {**shelf, name(draft): draft}
    return dict(islice(together.items(), max(0, len(together) - MOST), None))
