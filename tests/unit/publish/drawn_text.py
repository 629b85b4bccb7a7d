"""Reads a diagram back: where its boxes and texts lie, by the widths of the shipped font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from placewright.publish.diagrams.lettering import width_of

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    foot: float
    what: str = ""

    def overlaps(self, other: Box, *, slack: float = 0.6) -> bool:
        """Whether more than a sliver of both is shared."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.foot, other.foot) - max(self.top, other.top) > slack
        )

    def holds(self, other: Box, *, slack: float = 0.6) -> bool:
        """Whether the other lies inside."""
        return (
            other.left >= self.left - slack
            and other.right <= self.right + slack
            and other.top >= self.top - slack
            and other.foot <= self.foot + slack
        )


def parsed(svg: str) -> ElementTree.Element:
    """The picture as a tree; fails where it is not well-formed."""
    return ElementTree.fromstring(svg)


def texts(root: ElementTree.Element) -> Iterator[Box]:
    """The box of every line of text."""
    for text in root.iter(f"{SVG}text"):
        said = "".join(text.itertext())
        size = float(text.attrib["font-size"])
        wide = width_of(said, size, strong=text.attrib.get("font-weight") == "600")
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        shift = {"middle": wide / 2, "end": wide}.get(text.attrib.get("text-anchor", "start"), 0.0)
        yield Box(x - shift, y - 0.72 * size, x - shift + wide, y + 0.2 * size, said)


def box_of(rect: ElementTree.Element) -> Box:
    """The box of a rectangle."""
    x, y = float(rect.attrib.get("x", 0)), float(rect.attrib.get("y", 0))
    return Box(x, y, x + float(rect.attrib["width"]), y + float(rect.attrib["height"]))


def check_sheet(svg: str, *, room: float = 1.0) -> None:
    """The picture stands alone, holds all its text, and no line of text lies on another."""
    root = parsed(svg)
    assert not re.search(r"<script|<style|<foreignObject|<image|\sstyle=|\son[a-z]+=|href=", svg)
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    assert "Source Sans 3" in root.attrib["font-family"] and "sans-serif" in root.attrib["font-family"]
    identifiers = re.findall(r'\bid="([^"]+)"', svg)
    assert len(identifiers) == len(set(identifiers))
    sheet = Box(0, 0, float(root.attrib["width"]), float(root.attrib["height"]))
    found = list(texts(root))
    assert found
    for number, text in enumerate(found):
        assert sheet.holds(text, slack=room), f"'{text.what}' lies beyond the sheet"
        for other in found[number + 1 :]:
            assert not text.overlaps(other), f"'{text.what}' lies on '{other.what}'"
