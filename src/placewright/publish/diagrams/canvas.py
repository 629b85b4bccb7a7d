"""The sheet that diagrams are drawn on: boxes, lines, arrows and words, as SVG that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from placewright.publish.diagrams.lettering import width_of, wrapped
from placewright.publish.theme import FONT, LIGHT

WIDTH = 764
"""Pixels: how wide diagrams are; 13 pixels of type are 8 points on a page of A4."""
SIZE = 13.0
LINE = 16.5
"""Pixels: the size of type, and from one line of text to the next."""


class Canvas:
    """Pieces of a drawing in the order they lie; `svg` closes it at the height it needs."""

    def __init__(self, width: float = WIDTH) -> None:
        self.width = width
        self._pieces: list[str] = []

    def add(self, piece: str) -> None:
        """Lay a ready piece on top."""
        self._pieces.append(piece)

    def box(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        *,
        fill: str = "surface",
        edge: str = "",
        radius: float = 3.0,
        dash: str = "",
    ) -> None:
        """A rectangle."""
        self.add(box(at, size, fill=fill, edge=edge, radius=radius, dash=dash))

    def line(self, path: str, *, role: str = "rule", width: float = 1.0, dash: str = "") -> None:
        """A stroke along a path."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<path d="{path}" fill="none" stroke="{LIGHT[role]}" stroke-width="{width:g}"{dashes}/>')

    def shape(self, path: str, *, role: str = "ink") -> None:
        """A filled shape."""
        self.add(f'<path d="{path}" fill="{LIGHT[role]}"/>')

    def words(
        self,
        text: str,
        at: tuple[float, float],
        *,
        role: str = "ink",
        size: float = SIZE,
        strong: bool = False,
        anchor: str = "start",
    ) -> None:
        """One line of text, its foot at a point."""
        self.add(words(text, at, role=role, size=size, strong=strong, anchor=anchor))

    def lines(
        self,
        text: Sequence[str],
        at: tuple[float, float],
        *,
        role: str = "ink",
        size: float = SIZE,
        strong: bool = False,
        anchor: str = "start",
    ) -> float:
        """Lines of text, the foot of the first at a point; gives the height they take."""
        for number, line in enumerate(text):
            self.words(line, (at[0], at[1] + number * LINE), role=role, size=size, strong=strong, anchor=anchor)
        return len(text) * LINE

    def paragraph(
        self,
        text: str,
        at: tuple[float, float],
        room: float,
        *,
        role: str = "ink",
        size: float = SIZE,
        strong: bool = False,
    ) -> float:
        """Text broken into lines of that room; gives the height it takes."""
        return self.lines(wrapped(text, room, size, strong=strong), at, role=role, size=size, strong=strong)

    @property
    def drawn(self) -> str:
        """What is drawn so far."""
        return "".join(self._pieces)

    def svg(self, height: float, *, title: str) -> str:
        """The drawing on a white ground."""
        return standing_alone(self.drawn, self.width, height, title=title)


def box(
    at: tuple[float, float],
    size: tuple[float, float],
    *,
    fill: str = "surface",
    edge: str = "",
    radius: float = 3.0,
    dash: str = "",
) -> str:
    """A rectangle."""
    paint = "none" if not fill else fill if fill.startswith("url(") else LIGHT[fill]
    edged = f' stroke="{LIGHT[edge]}"' if edge else ""
    dashes = f' stroke-dasharray="{dash}"' if dash and edge else ""
    rounded = f' rx="{radius:g}"' if radius else ""
    return (
        f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}"{rounded} '
        f'fill="{paint}"{edged}{dashes}/>'
    )


def words(
    text: str,
    at: tuple[float, float],
    *,
    role: str = "ink",
    size: float = SIZE,
    strong: bool = False,
    anchor: str = "start",
) -> str:
    """One line of text, its foot at a point."""
    weight = ' font-weight="600"' if strong else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size:g}"{weight}{side} '
        f'fill="{LIGHT[role]}">{escape(text)}</text>'
    )


def text_width(text: str, *, size: float = SIZE, strong: bool = False) -> float:
    """The width of one line of text, with room for a wider font that stands in for the shipped one."""
    return width_of(text, size, strong=strong) * 1.1


def standing_alone(pieces: str, width: float, height: float, *, title: str = "") -> str:
    """A picture of its own: light, on white, its text as text; equal input gives equal bytes."""
    named = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family={quoteattr(FONT)}>{named}'
        f'<rect width="{width:g}" height="{height:g}" fill="{LIGHT["surface"]}"/>{pieces}</svg>\n'
    )


def arrow_head(tip: tuple[float, float], *, size: float = 6.0) -> str:
    """The path of an arrow's head that points to the right."""
    x, y = tip
    return f"M{x:.1f},{y:.1f}l{-size:g},{-size * 0.6:g}v{size * 1.2:g}Z"


def hatching(name: str, *, role: str = "ink", ground: str = "surface") -> str:
    """The definition of a hatched fill, to be used as `url(#name)`."""
    return (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{LIGHT[ground]}"/>'
        f'<rect width="1.8" height="6" fill="{LIGHT[role]}"/></pattern></defs>'
    )
