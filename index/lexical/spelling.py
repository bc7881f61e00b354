"""Words that no passage has, as they were probably meant: one letter more, less, other or two swapped.

After Norvig, "How to Write a Spelling Corrector" (2007).
"""

from string import ascii_lowercase
from typing import Final

SHORTEST: Final = 5  # letters; a shorter word is too often another word
LONGEST: Final = 24


def one_letter_away(word: str) -> frozenset[str]:
    """Every string one slip away from a word of Latin letters; none for short words and others."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()):
        return frozenset()
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return frozenset(
        [head + tail[1:] for head, tail in cuts if tail]
        + [head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1]
        + [head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase]
        + [head + letter + tail for head, tail in cuts for letter in ascii_lowercase]
    ) - {word}
