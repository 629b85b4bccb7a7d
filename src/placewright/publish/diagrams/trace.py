"""A trace as a picture: columns from publishers to what is watched, boxes that lead on, and lines between them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from placewright.core.printing import listed
from placewright.core.words import gettext as _
from placewright.publish.diagrams.canvas import LINE, SIZE, Canvas
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Grid, Picture
from placewright.publish.views_diagrams import TraceNode, TraceView

_WIDE, _GAP, _PAD, _BETWEEN = 168.0, 44.0, 8.0, 10.0
_SMALL = 11.5
_MOST = 12
"""How many boxes a column shows; the list behind the picture has them all."""

_Place = tuple[float, float, float]


def trace_picture(view: TraceView) -> Picture:
    """The trace as a picture: each box leads to its own trace; what a full column leaves out is counted there."""
    used = sorted({node.column for node in view.nodes})
    columns = {column: [node for node in view.nodes if node.column == column] for column in used}
    canvas = Canvas(width=max(2 * _WIDE, len(used) * (_WIDE + _GAP) - _GAP))
    shown = {column: _shown(nodes, view.id) for column, nodes in columns.items()}
    tall = {node.id: _height(node) for nodes in shown.values() for node in nodes}
    height = max(_column_height(nodes, tall, len(columns[column])) for column, nodes in shown.items())
    places: dict[str, _Place] = {}
    rest: list[tuple[float, float, int]] = []
    for number, column in enumerate(used):
        own = _column_height(shown[column], tall, len(columns[column]))
        y = (height - own) / 2
        for node in shown[column]:
            places[node.id] = (number * (_WIDE + _GAP), y, tall[node.id])
            y += tall[node.id] + _BETWEEN
        if len(columns[column]) > len(shown[column]):
            rest.append((number * (_WIDE + _GAP), y, len(columns[column]) - len(shown[column])))
    for link in view.links:
        if link.source in places and link.target in places:
            _line(canvas, places[link.source], places[link.target])
    for nodes in shown.values():
        for node in nodes:
            _box(canvas, node, places[node.id], is_root=node.id == view.id)
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


def _title(node: TraceNode) -> list[str]:
    return wrapped(node.title, _WIDE - 2 * _PAD, SIZE, strong=True, most=3)


def _note(node: TraceNode) -> list[str]:
    return wrapped(node.note, _WIDE - 2 * _PAD, _SMALL, most=2) if node.note else []


def _height(node: TraceNode) -> float:
    return 2 * _PAD + LINE * (len(_title(node)) + len(_note(node)) + 1) - 4


def _column_height(nodes: list[TraceNode], tall: Mapping[str, float], count: int) -> float:
    more = 20.0 if count > len(nodes) else 0.0
    return sum(tall[node.id] for node in nodes) + _BETWEEN * (len(nodes) - 1) + more


def _line(canvas: Canvas, source: _Place, target: _Place) -> None:
    x1, y1 = source[0] + _WIDE, source[1] + source[2] / 2
    x2, y2 = target[0], target[1] + target[2] / 2
    if x2 <= x1:  # in one column, or back: around by the right side
        x2 = target[0] + _WIDE
        bend = max(x1, x2) + _GAP / 2
        canvas.line(f"M{x1:.1f},{y1:.1f}C{bend:.1f},{y1:.1f} {bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f}", role="rule")
        return
    middle = (x1 + x2) / 2
    canvas.line(f"M{x1:.1f},{y1:.1f}C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}", role="rule")


def _box(canvas: Canvas, node: TraceNode, place: _Place, *, is_root: bool) -> None:
    x, y, tall = place
    if node.href:
        canvas.add(f'<a href={quoteattr(node.href)} tabindex="-1">')
    canvas.box(
        (x, y), (_WIDE, tall), fill="accent-tint" if is_root else "surface", edge="accent" if is_root else "rule"
    )
    canvas.words(node.kind, (x + _PAD, y + _PAD + 8), role="soft", size=_SMALL)
    top = y + _PAD + 8 + LINE
    top += canvas.lines(_title(node), (x + _PAD, top), role="accent-strong" if node.href else "ink", strong=True)
    canvas.lines(_note(node), (x + _PAD, top), role="soft", size=_SMALL)
    if node.href:
        canvas.add("</a>")


def _alt(view: TraceView) -> str:
    counts: dict[str, int] = {}
    for node in view.nodes:
        if node.id != view.id:
            counts[node.kind.lower()] = counts.get(node.kind.lower(), 0) + 1
    held = listed(
        [f"{count} {kind}" + ("s" if count > 1 and not kind.endswith("s") else "") for kind, count in counts.items()]
    )
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
