"""Find the fonts the starter documents are set in, and make them fit for embedding."""

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from errors import RapporteurError

LATIN = "Noto Serif"
FAMILIES = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}


class FontError(RapporteurError):
    """A font the starter documents need is not on this machine."""


@cache
def find(family: str, style: str = "regular") -> tuple[Path, int]:
    """File of a font and its place in the file, as fontconfig knows it.

    Raises:
        FontError: fontconfig is missing, or knows no such family.
    """
    if shutil.which("fc-match") is None:
        raise FontError("fc-match was not found: install fontconfig, fonts-noto-core and fonts-noto-cjk.")
    answer = subprocess.run(
        ["fc-match", "--format", "%{family}\t%{file}\t%{index}", f"{family}:style={style}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found, file, index = answer.split("\t")
    if family not in found.split(","):
        raise FontError(f"The font {family} was not found: install fonts-noto-core and fonts-noto-cjk.")
    return Path(file), int(index)


def save_as_truetype(file: Path, index: int, text: Iterable[str], target: Path) -> None:
    """Write the glyphs of ``text``, from a font with cubic outlines, to ``target`` as a TrueType font.

    pypdf reads the text of fonts whose encoding is Identity-H, which fpdf2 gives to TrueType fonts only.
    """
    font = TTFont(file, fontNumber=index)
    options = subset.Options(layout_features=[], notdef_outline=True, glyph_names=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted({*text, " "})))
    subsetter.subset(font)
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(font.getBestCmap())
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics({name: font["hmtx"][name] for name in order})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": font["name"].getDebugName(1), "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = font["head"].created
    builder.font.recalcTimestamp = False
    builder.save(target)
