"""A trace as a picture: columns from releases to what is watched, boxes that lead on, and lines between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from placewright.core.printing import listed
from placewright.core.words import gettext as _
from placewright.publish.diagrams.canvas import LINE, SIZE, Canvas
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Grid, Picture
from placewright.publish.views_diagrams import TraceNode, TraceView

WIDEST = 1040.0
"""How wide a picture may be, so that it fits beside the menu of a screen of 1280 pixels without being moved."""

_WIDE, _GAP, _LEAST_GAP, _PAD, _BETWEEN = 168.0, 44.0, 26.0, 8.0, 10.0
_TOGETHER = {0: 1, 8: 7}
"""Columns that stand with another in the picture: publishers over their releases, what is watched under programmes."""

_SMALL = 13.0
_MOST = 12
"""How many boxes a column shows; the list behind the picture has them all."""

_Place = tuple[float, float, float]
"""Where a box stands: its left and upper edge, and its height."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """How wide boxes and the gaps between columns are, for as many columns as there are."""

    wide: float
    gap: float

    @classmethod
    def of(cls, columns: int) -> _Measures:
        """Boxes as wide as they may be; narrower ones, and narrower gaps, where the columns are many."""
        if columns * (_WIDE + _GAP) - _GAP <= WIDEST - 2:
            return cls(_WIDE, _GAP)
        return cls((WIDEST - 2 - (columns - 1) * _LEAST_GAP) / columns, _LEAST_GAP)


def trace_picture(view: TraceView) -> Picture:
    """The trace as a picture: each box leads to its own trace; what a full column leaves out is counted there."""
    nodes = [node for node in view.nodes if not node.id.startswith("publisher:")]
    publishers = _publishers(view)
    at = {node.id: _TOGETHER.get(node.column, node.column) for node in nodes}
    used = sorted(set(at.values()))
    columns = {column: [node for node in nodes if at[node.id] == column] for column in used}
    size = _Measures.of(len(used))
    canvas = Canvas(width=max(2 * size.wide, len(used) * (size.wide + size.gap) - size.gap) + 2)
    shown = {column: _shown(held, view.id) for column, held in columns.items()}
    boxes = {node.id: _Box.of(node, publishers.get(node.id, ""), size.wide) for held in shown.values() for node in held}
    height = max(_column_height(held, boxes, len(columns[column])) for column, held in shown.items())
    places: dict[str, _Place] = {}
    rest: list[tuple[float, float, int]] = []
    for number, column in enumerate(used):
        own = _column_height(shown[column], boxes, len(columns[column]))
        x, y = 1 + number * (size.wide + size.gap), 1 + (height - own) / 2
        for node in shown[column]:
            places[node.id] = (x, y, boxes[node.id].height)
            y += boxes[node.id].height + _BETWEEN
        if len(columns[column]) > len(shown[column]):
            rest.append((x, y, len(columns[column]) - len(shown[column])))
    for link in view.links:
        if link.source in places and link.target in places:
            _line(canvas, places[link.source], places[link.target], size)
    for held in shown.values():
        for node in held:
            _draw(canvas, boxes[node.id], places[node.id], size, is_root=node.id == view.id)
    for x, y, count in rest:
        canvas.words(_("and %(count)s more") % {"count": count}, (x + _PAD, y + 14), role="soft", size=_SMALL)
    return Picture(
        id="trace",
        kind="trace",
        title=_("What %(title)s rests on, and what rests on it") % {"title": view.title},
        alt=_alt(view),
        svg=canvas.svg(round(height + 2), title=_("Trace of %(title)s") % {"title": view.title}),
        width=round(canvas.width),
        height=round(height + 2),
        text=_alt(view),
        table=_table(view),
    )


def _shown(nodes: list[TraceNode], root: str) -> list[TraceNode]:
    """The boxes of a column: all of them, or the first, the record itself always among them."""
    kept = nodes[:_MOST]
    own = next((node for node in nodes[_MOST:] if node.id == root), None)
    return [own, *kept[:-1]] if own else kept


def _publishers(view: TraceView) -> dict[str, str]:
    """Who publishes each release, for its box."""
    names = {node.id: node.title for node in view.nodes if node.id.startswith("publisher:")}
    return {link.target: names[link.source] for link in view.links if link.source in names}


@dataclass(frozen=True, slots=True)
class _Box:
    """A box with its words in lines."""

    node: TraceNode
    title: tuple[str, ...]
    note: tuple[str, ...]
    kind: tuple[str, ...]

    @classmethod
    def of(cls, node: TraceNode, publisher: str, wide: float) -> _Box:
        """The box of a thing; a release says who publishes it."""
        room = wide - 2 * _PAD
        note = ", ".join(part for part in (publisher, node.note) if part)
        return cls(
            node,
            tuple(wrapped(node.title, room, SIZE, strong=True, most=4)),
            tuple(wrapped(note, room, _SMALL, most=3)) if note else (),
            tuple(wrapped(node.kind, room, _SMALL, most=2)),
        )

    @property
    def height(self) -> float:
        """How tall it is."""
        return 2 * _PAD + LINE * (len(self.title) + len(self.note) + len(self.kind)) - 4


def _column_height(nodes: list[TraceNode], boxes: Mapping[str, _Box], count: int) -> float:
    more = 20.0 if count > len(nodes) else 0.0
    return sum(boxes[node.id].height for node in nodes) + _BETWEEN * (len(nodes) - 1) + more


def _line(canvas: Canvas, source: _Place, target: _Place, size: _Measures) -> None:
    x1, y1 = source[0] + size.wide, source[1] + source[2] / 2
    x2, y2 = target[0], target[1] + target[2] / 2
    if x2 <= x1:  # in one column, or back: around by the right side
        x2 = target[0] + size.wide
        bend = max(x1, x2) + size.gap / 2
        canvas.line(f"M{x1:.1f},{y1:.1f}C{bend:.1f},{y1:.1f} {bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f}", role="rule")
        return
    middle = (x1 + x2) / 2
    canvas.line(f"M{x1:.1f},{y1:.1f}C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}", role="rule")


def _draw(canvas: Canvas, box: _Box, place: _Place, size: _Measures, *, is_root: bool) -> None:
    (x, y, tall), node = place, box.node
    if node.href:
        canvas.add(f'<a href={quoteattr(node.href)} tabindex="-1">')
    canvas.box(
        (x, y), (size.wide, tall), fill="accent-tint" if is_root else "surface", edge="accent" if is_root else "rule"
    )
    top = y + _PAD + 8
    for line in box.kind:
        canvas.words(line, (x + _PAD, top), role="soft", size=_SMALL)
        top += LINE
    top += canvas.lines(box.title, (x + _PAD, top), role="accent-strong" if node.href else "ink", strong=True)
    canvas.lines(box.note, (x + _PAD, top), role="soft", size=_SMALL)
    if node.href:
        canvas.add("</a>")


def _alt(view: TraceView) -> str:
    counts: dict[str, int] = {}
    for node in view.nodes:
        if node.id != view.id:
            counts[node.kind] = counts.get(node.kind, 0) + 1
    held = listed([f"{kind} ({count})" if count > 1 else kind for kind, count in counts.items()])
    if not held:
        return _("Nothing hangs together with %(title)s yet.") % {"title": view.title}
    return _("The chain of %(title)s: %(held)s.") % {"title": view.title, "held": held}


def _table(view: TraceView) -> Grid:
    titles = {node.id: node.title for node in view.nodes}
    kinds = {node.id: node.kind for node in view.nodes}
    rows = tuple(
        (f"{kinds[link.target]}: {titles[link.target]}", link.words, f"{kinds[link.source]}: {titles[link.source]}")
        for link in view.links
    )
    return Grid(_("Link by link"), (_("This"), _("how"), _("on this")), rows, (False, False, False), id="trace-links")
