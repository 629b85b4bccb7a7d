"""A logic model as a picture: five columns from inputs to impact, and arrows that show how well each is evidenced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from placewright.core.printing import listed
from placewright.core.words import gettext as _
from placewright.core.words import marked, ngettext, spoken
from placewright.publish.diagrams.canvas import WIDTH, Canvas, arrow_head, text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.diagrams.logic_on_phone import lettered, logic_on_a_phone
from placewright.publish.document import Grid, Picture
from placewright.publish.theme import LIGHT
from placewright.publish.views_diagrams import LogicNode, LogicStep, LogicView

STAGES: Mapping[str, str] = spoken(
    {
        "input": "Inputs",
        "activity": "Activities",
        "output": "Outputs",
        "outcome": "Outcomes",
        "impact": "Impact",
    }
)
"""The stages in their order, and the heads of their columns."""

GRADES: Mapping[str, tuple[str, str, float]] = {
    "strong": ("S", "", 2.2),
    "moderate": ("M", "9 3", 1.6),
    "weak": ("W", "4 3", 1.6),
    "asserted": ("A", "1.5 3.5", 1.6),
}
"""The letter, dashes and thickness of an arrow of each grade of evidence."""

NAMES = (
    marked("strong"),
    marked("moderate"),
    marked("weak"),
    marked("asserted"),
    marked("input"),
    marked("activity"),
    marked("output"),
    marked("outcome"),
    marked("impact"),
)
"""What grades and stages are called within a sentence."""

_GUTTER = 38.0
_SIZE, _LINE = 12.5, 15.0
_PAD = 7.0
_HEAD = 26.0
_TOP = _HEAD + 16.0
_GAP = 14.0
_PASSAGE = 10.0
_RADIUS = 7.5
_LOOP = 22.0
_CURVE_PARTS = (0.5, 0.42, 0.58, 0.36, 0.64, 0.3, 0.7)
_LOOP_PARTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85)


@dataclass(slots=True)
class _Placed:
    """A box of a column, or the passage of an arrow that leads beyond it; `lines` is empty for a passage."""

    id: str
    column: int
    lines: tuple[str, ...]
    height: float
    x: float = 0.0
    y: float = 0.0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def logic_picture(view: LogicView) -> Picture:
    """The logic model as a picture, with its nodes and links in words and as a table."""
    svg, height = _Drawing(view).drawn()
    said = _(" This is an illustration.") if view.illustrative else ""
    about = {"title": view.title, "counts": _counted(view), "links": _links(view)}
    return Picture(
        id=f"logic-{view.id}",
        kind="logic",
        title=_("How it should work: %(title)s") % {"title": view.title},
        alt=_("Logic model of “%(title)s”: %(counts)s, joined by %(links)s.") % about,
        svg=svg,
        width=WIDTH,
        height=round(height),
        caption=_("Letters and lines say how well each link is evidenced: %(key)s.") % {"key": _key_words()} + said,
        text=" ".join(_in_words(view)),
        source=view.source or _("an illustration, from no published document"),
        table=_table(view),
        narrow=logic_on_a_phone(
            view, STAGES, {name: letter for name, (letter, _dash, _wide) in GRADES.items()}, least="asserted"
        ),
    )


def _counted(view: LogicView) -> str:
    count = {stage: sum(node.stage == stage for node in view.nodes) for stage in STAGES}
    words = (
        ngettext("%(count)s input", "%(count)s inputs", count["input"]) % {"count": count["input"]},
        ngettext("%(count)s activity", "%(count)s activities", count["activity"]) % {"count": count["activity"]},
        ngettext("%(count)s output", "%(count)s outputs", count["output"]) % {"count": count["output"]},
        ngettext("%(count)s outcome", "%(count)s outcomes", count["outcome"]) % {"count": count["outcome"]},
        ngettext("%(count)s impact", "%(count)s impacts", count["impact"]) % {"count": count["impact"]},
    )
    return listed(words)


def _links(view: LogicView) -> str:
    return ngettext("%(count)s link", "%(count)s links", len(view.steps)) % {"count": len(view.steps)}


def _key_words() -> str:
    return ", ".join(f"{letter} {_(name)}" for name, (letter, _dash, _wide) in GRADES.items())


def _in_words(view: LogicView) -> Iterator[str]:
    for stage, name in STAGES.items():
        texts = [node.text.rstrip(".") for node in view.nodes if node.stage == stage]
        if texts:
            yield f"{name}: {'; '.join(texts)}."
    shown = list(dict.fromkeys(node.shown_by.rstrip(".") for node in view.nodes if node.shown_by))
    if shown:
        yield _("What shows it: %(list)s.") % {"list": "; ".join(shown)}
    for grade in GRADES:
        count = sum(step.grade == grade for step in view.steps)
        if count:
            resting = ngettext(
                "%(count)s link rests on %(grade)s evidence.", "%(count)s links rest on %(grade)s evidence.", count
            )
            asserted = ngettext(
                "%(count)s link is asserted without evidence.",
                "%(count)s links are asserted without evidence.",
                count,
            )
            yield (resting if grade != "asserted" else asserted) % {"count": count, "grade": _(grade)}


def _table(view: LogicView) -> Grid:
    names = {node.id: node for node in view.nodes}
    rows = [
        (_of(names, step.from_), _of(names, step.to), _(step.grade), step.assumption or _("no assumption stated"))
        for step in view.steps
    ]
    joined = {id for step in view.steps for id in (step.from_, step.to)}
    rows += [(_of(names, node.id), _("joined to nothing"), "–", "–") for node in view.nodes if node.id not in joined]
    heads = (_("From"), _("To"), _("Evidence"), _("If this assumption holds"))
    return Grid(_("Links of the logic model: %(title)s") % {"title": view.title}, heads, tuple(rows), (False,) * 4)


def _of(names: Mapping[str, LogicNode], id: str) -> str:
    node = names.get(id)
    return f"{node.text} ({_(node.stage)})" if node else id


class _Drawing:
    """One logic model being laid out and drawn."""

    def __init__(self, view: LogicView) -> None:
        self.view = view
        self.stages = list(STAGES)
        self.wide = (WIDTH - _GUTTER * (len(STAGES) - 1)) / len(STAGES)
        self.column_of = {node.id: self.stages.index(node.stage) for node in view.nodes if node.stage in STAGES}
        self.columns: list[list[_Placed]] = [[] for _ in STAGES]
        self.placed: dict[str, _Placed] = {}
        self.routes: list[tuple[LogicStep, list[str]]] = []
        self.letters: list[tuple[float, float]] = []
        self.middles: list[tuple[float, float]] = []

    def drawn(self) -> tuple[str, float]:
        """The SVG and its height."""
        for node in self.view.nodes:
            if node.id in self.column_of:
                lines = tuple(wrapped(node.text, self.wide - 2 * _PAD, _SIZE))
                self._put(_Placed(node.id, self.column_of[node.id], lines, len(lines) * _LINE + 2 * _PAD - 2))
        for number, step in enumerate(self.view.steps):
            self._route(number, step)
        self._order()
        foot = self._place()
        canvas = Canvas()
        self._heads(canvas)
        self.routes.sort(key=lambda item: self.column_of[item[1][0]] != self.column_of[item[1][-1]])
        ends = self._ends()
        self.middles = [
            ((first.x + self.wide + second.x) / 2, (ends[number][0] + self._height_at(route, 1, ends[number])) / 2)
            for number, (_, route) in enumerate(self.routes)
            if (first := self.placed[route[0]]).column != (second := self.placed[route[1]]).column
        ]
        for number, (step, route) in enumerate(self.routes):
            self._arrow(canvas, step, route, ends[number])
        for column in self.columns:
            for item in column:
                if item.lines:
                    canvas.add(self._box(item))
        for number, (step, _route) in enumerate(self.routes):
            canvas.add(self._letter(step, self.letters[number]))
        height = self._key(canvas, foot + 26)
        return canvas.svg(round(height), title=self.view.title), height

    def _put(self, item: _Placed) -> None:
        self.columns[item.column].append(item)
        self.placed[item.id] = item

    def _route(self, number: int, step: LogicStep) -> None:
        start, end = self.column_of.get(step.from_), self.column_of.get(step.to)
        if start is None or end is None or end < start:
            return
        route = [step.from_]
        for column in range(start + 1, end):
            passage = _Placed(f"{number}:{column}", column, (), _PASSAGE)
            self._put(passage)
            route.append(passage.id)
        self.routes.append((step, [*route, step.to]))

    def _order(self) -> None:
        """Nodes beside those that they are joined to, by the mean place of their neighbours, left to right and back."""
        pairs = [(a, b) for _, route in self.routes for a, b in pairwise(route)]
        for sweep in range(6):
            columns = self.columns if sweep % 2 == 0 else self.columns[::-1]
            for before, column in pairwise(columns):
                beside = _means(before, column, pairs)
                column.sort(key=lambda item, beside=beside: beside[item.id])  # type: ignore[misc]

    def _place(self) -> float:
        heights = [sum(item.height for item in column) + _GAP * max(0, len(column) - 1) for column in self.columns]
        tallest = max(heights, default=0.0)
        for column, height in zip(self.columns, heights, strict=True):
            extra = min(30.0, (tallest - height) / (len(column) + 1)) if column else 0.0
            y = _TOP + (tallest - height - extra * max(0, len(column) - 1)) / 2
            for item in column:
                item.x, item.y = item.column * (self.wide + _GUTTER), y
                y += item.height + _GAP + extra
        return _TOP + tallest

    def _heads(self, canvas: Canvas) -> None:
        for number, name in enumerate(STAGES.values()):
            x = number * (self.wide + _GUTTER)
            canvas.add(f'<path d="M{x:.1f},0h{self.wide:.1f}v{_HEAD:g}h{-self.wide:.1f}Z" fill="{LIGHT["sunken"]}"/>')
            canvas.words(name, (x + self.wide / 2, 18), strong=True, anchor="middle")

    def _ends(self) -> list[tuple[float, float]]:
        """The heights at which each arrow leaves and reaches its boxes, spread along their sides."""
        ends = [[0.0, 0.0] for _ in self.routes]
        for item in self.placed.values():
            leaving = [n for n, (_, route) in enumerate(self.routes) if route[0] == item.id]
            reaching = [n for n, (_, route) in enumerate(self.routes) if route[-1] == item.id]
            leaving.sort(key=lambda n: self.placed[self.routes[n][1][1]].middle)
            reaching.sort(key=lambda n: self.placed[self.routes[n][1][-2]].middle)
            for side, numbers in enumerate((leaving, reaching)):
                for place, n in enumerate(numbers, start=1):
                    ends[n][side] = item.y + item.height * place / (len(numbers) + 1)
        return [(a, b) for a, b in ends]

    def _height_at(self, route: list[str], place: int, ends: tuple[float, float]) -> float:
        """The height at which an arrow reaches a stop of its route."""
        return ends[1] if place == len(route) - 1 else self.placed[route[place]].middle

    def _arrow(self, canvas: Canvas, step: LogicStep, route: list[str], ends: tuple[float, float]) -> None:
        _, dash, thick = GRADES.get(step.grade, GRADES["asserted"])
        first, last = self.placed[route[0]], self.placed[route[-1]]
        if first.column == last.column:
            x = first.x + self.wide
            near, far = (x, ends[0]), (x, ends[1])
            path = (
                f"M{x:.1f},{ends[0]:.1f}C{x + _LOOP:.1f},{ends[0]:.1f} {x + _LOOP:.1f},{ends[1]:.1f} "
                f"{x + 6:.1f},{ends[1]:.1f}"
            )
            head = f"M{x:.1f},{ends[1]:.1f}l6,-3.6v7.2Z"
            places = [_on_loop(near, far, part) for part in _LOOP_PARTS]
            self.letters.append(self._clearest(places, beside=self.middles))
        else:
            points = [(first.x + self.wide, ends[0])]
            for id in route[1:-1]:
                item = self.placed[id]
                points += [(item.x, item.middle), (item.x + self.wide, item.middle)]
            points.append((last.x, ends[1]))
            path, head = _curves(points), arrow_head(points[-1])
            self.letters.append(self._clearest([_on_curve(points[0], points[1], part) for part in _CURVE_PARTS]))
        canvas.line(path, role="soft", width=thick, dash=dash)
        canvas.shape(head, role="soft")

    def _clearest(
        self, places: Sequence[tuple[float, float]], *, beside: Sequence[tuple[float, float]] = ()
    ) -> tuple[float, float]:
        """The first of the places that is clear of every letter before it, else the one furthest from them."""
        apart = 2 * _RADIUS + 1
        taken = (*self.letters, *beside)
        rooms = [min((hypot(x - a, y - b) for a, b in taken), default=apart) for x, y in places]
        clear = next((n for n, room in enumerate(rooms) if room >= apart), None)
        return places[clear if clear is not None else rooms.index(max(rooms))]

    def _box(self, item: _Placed) -> str:
        is_last = item.column == len(self.stages) - 1
        fill = "accent-tint" if is_last else "surface"
        canvas = Canvas()
        canvas.box((item.x + 0.5, item.y), (self.wide - 1, item.height), fill=fill, edge="accent")
        for number, line in enumerate(item.lines):
            canvas.words(line, (item.x + _PAD, item.y + _PAD + 10 + number * _LINE), size=_SIZE)
        return f'<g id="box-{_plain(item.id)}">{canvas.drawn}</g>'

    def _letter(self, step: LogicStep, at: tuple[float, float]) -> str:
        letter = GRADES.get(step.grade, GRADES["asserted"])[0]
        return lettered(letter, at)

    def _key(self, canvas: Canvas, y: float) -> float:
        head = _("Evidence for a link:")
        canvas.words(head, (0, y), role="soft")
        x = text_width(head) + 12
        for name, (letter, dash, thick) in GRADES.items():
            canvas.line(f"M{x:.1f},{y - 4:.1f}h40", role="soft", width=thick, dash=dash)
            canvas.shape(arrow_head((x + 45, y - 4)), role="soft")
            canvas.add(lettered(letter, (x + 20, y - 4)))
            canvas.words(_(name), (x + 52, y), role="soft")
            x += 52 + text_width(_(name)) + 22
        return y + 12


def _means(before: Sequence[_Placed], column: Sequence[_Placed], pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """For each item of a column the mean place of what it is joined to in the one before; its own where to nothing."""
    at = {item.id: place / max(1, len(before) - 1) for place, item in enumerate(before)}
    means = {}
    for place, item in enumerate(column):
        found = [at[a] for pair in pairs for a, b in (pair, pair[::-1]) if b == item.id and a in at]
        means[item.id] = sum(found) / len(found) if found else place / max(1, len(column) - 1)
    return means


def _curves(points: Sequence[tuple[float, float]]) -> str:
    """The path of an arrow: a curve across each gutter, a level line through each column that it passes."""
    path = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    for number in range(0, len(points), 2):
        (x0, y0), (x1, y1) = points[number], points[number + 1]
        is_last = number + 2 == len(points)
        bend = (x1 - x0) / 2
        end = x1 - (6 if is_last else 0)
        path += f"C{x0 + bend:.1f},{y0:.1f} {x1 - bend:.1f},{y1:.1f} {end:.1f},{y1:.1f}"
        if not is_last:
            path += f"L{points[number + 2][0]:.1f},{points[number + 2][1]:.1f}"
    return path


def _on_curve(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    """The point of a curve with level ends, at a share of its run."""
    (x0, y0), (x1, y1) = start, end
    bend = (x1 - x0) / 2
    return _cubic((x0, x0 + bend, x1 - bend, x1), part), _cubic((y0, y0, y1, y1), part)


def _on_loop(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    (x, y0), (_, y1) = start, end
    return _cubic((x, x + _LOOP, x + _LOOP, x + 6), part), _cubic((y0, y0, y1, y1), part)


def _cubic(at: tuple[float, float, float, float], part: float) -> float:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return sum(weight * value for weight, value in zip(weights, at, strict=True))


def _plain(id: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in id)
