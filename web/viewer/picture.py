"""A page as an image."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as an image (WebP).

    Attributes:
        page: Its number, from 1.
        image: The bytes.
        width: In pixels.
        height: In pixels.
        marks: How many rectangles are marked on it.
    """

    page: int
    image: bytes
    width: int
    height: int
    marks: int
