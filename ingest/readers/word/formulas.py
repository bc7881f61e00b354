"""Formulas of Word and MathML as a line of text: 3/4, x², √(a + b)."""

import re
from typing import Final

from ingest.layout.raised import power
from ingest.readers.word.package import Element

_OPERATOR: Final = re.compile(r"\s*([=+×÷<>≤≥≠≈±−·∙])\s*")
_SIMPLE: Final = re.compile(r"[\w.,]*|\([^()]*\)")
_PARTS: Final = {  # of Word's elements and MathML's: what they make of their parts
    "f": "fraction", "mfrac": "fraction", "sSup": "above", "msup": "above", "sSub": "below", "msub": "below",
    "rad": "root", "msqrt": "root", "d": "bracketed",
}  # fmt: skip
_LEFT_OUT: Final = {
    "rPr",
    "ctrlPr",
    "fPr",
    "sSupPr",
    "sSubPr",
    "radPr",
    "dPr",
    "annotation",
    "annotation-xml",
    "deg",
}


def formula(element: Element) -> str:
    """The words of a formula's element, of lxml's kind, in one line."""
    return re.sub(r"\s+", " ", _OPERATOR.sub(r" \1 ", _linear(element))).strip()


def _linear(element: Element) -> str:
    name = _name(element)
    if name in {"t", "mn", "mi", "mo", "mtext", "ms"}:
        return "".join(element.itertext())
    children = [child for child in element if _name(child) not in _LEFT_OUT]
    parts = [_linear(child) for child in children]
    form = _PARTS.get(name)
    if form == "fraction" and len(parts) == 2:
        return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}"
    if form == "above" and len(parts) == 2:
        raised = power(parts[1])
        return parts[0] + (raised if raised != parts[1] else f"^{_bracketed(parts[1])}")
    if form == "root":
        return f"√{_bracketed(''.join(parts))}"
    if form == "bracketed":
        return f"({', '.join(parts)})"
    return "".join(parts) if parts else _own(element)


def _own(element: Element) -> str:
    return (element.text or "").strip() if _name(element).startswith("m") else ""


def _bracketed(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
