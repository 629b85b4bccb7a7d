"""Alignments as a picture: partners' strategies against priorities, told by a sign and a word in each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from placewright.core.printing import listed
from placewright.core.words import gettext as _
from placewright.core.words import marked, ngettext
from placewright.publish.diagrams.canvas import LINE, WIDTH, Canvas
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Grid, Picture
from placewright.publish.theme import LIGHT
from placewright.publish.views_diagrams import AlignmentRow, AlignmentsView

_LEAST_NAMES, _LEAST_CELL = 232.0, 58.0
_PAD = 8.0
_ROW = 40.0
_FILLS = {"supports": "q2", "conflicts": "low1", "silent": "surface"}
_NOT_LOOKED_AT = marked("not looked at")
_SAID = {
    "supports": marked("supports %(priorities)s"),
    "conflicts": marked("conflicts with %(priorities)s"),
    "silent": marked("is silent on %(priorities)s"),
}
STANDS = (marked("supports"), marked("conflicts"), marked("silent"))
"""How a partner's strategy may stand, as a cell says it."""


def alignments_picture(view: AlignmentsView) -> Picture:
    """The matrix as a picture: a row for each partner, a column for each priority by its number, titles in the key."""
    canvas = Canvas()
    count = max(1, len(view.priorities))
    names = max(_LEAST_NAMES, min(0.5 * WIDTH, WIDTH - _LEAST_CELL * count))
    wide = (WIDTH - names) / count
    canvas.words(_("Priority"), (names - _PAD, 16), role="soft", anchor="end")
    for place, (number, _title) in enumerate(view.priorities):
        canvas.words(str(number), (names + (place + 0.5) * wide, 17), strong=True, size=15, anchor="middle")
    y = 28.0
    for row in view.rows:
        y += _row(canvas, row, y, (names, wide))
    y = _key(canvas, view, y + 26)
    return Picture(
        id="alignments",
        kind="alignments",
        title=view.title,
        alt=_("Matrix of %(rows)s strategies of partners by %(columns)s priorities: %(counts)s.")
        % {"rows": len(view.rows), "columns": len(view.priorities), "counts": _counts(view)},
        svg=canvas.svg(round(y), title=view.title),
        width=WIDTH,
        height=round(y),
        caption=_("An empty cell was not looked at."),
        source=_("the partners' strategies that are named"),
        text=" ".join(_in_words(view)),
        table=_table(view),
    )


def _row(canvas: Canvas, row: AlignmentRow, y: float, columns: tuple[float, float]) -> float:
    names, wide = columns
    name = wrapped(row.partner, names - 2 * _PAD, 13.0, most=4)
    tall = max(_ROW, len(name) * LINE + 12)
    canvas.line(f"M0,{y:.1f}H{WIDTH}", role="line")
    canvas.lines(name, (0, y + (tall - len(name) * LINE) / 2 + 12))
    for place, stand in enumerate(row.stands):
        x = names + place * wide
        if stand:
            canvas.box((x + 2, y + 3), (wide - 4, tall - 6), fill=_FILLS.get(stand, "surface"), edge="line", radius=2)
            canvas.add(_sign(stand, (x + wide / 2, y + tall / 2 - 7)))
            canvas.words(_(stand), (x + wide / 2, y + tall / 2 + 12), size=_fitting(wide), anchor="middle")
    return tall


def _fitting(wide: float) -> float:
    return 12.0 if wide >= 60 else 11.0 if wide >= 54 else 10.0


def _sign(stand: str, at: tuple[float, float]) -> str:
    x, y = at
    if stand == "supports":
        return f'<path d="M{x - 6:.1f},{y:.1f}h12M{x:.1f},{y - 6:.1f}v12" stroke="{LIGHT["ink"]}" stroke-width="2.2"/>'
    if stand == "conflicts":
        path = f"M{x - 5:.1f},{y - 5:.1f}l10,10M{x + 5:.1f},{y - 5:.1f}l-10,10"
        return f'<path d="{path}" stroke="{LIGHT["ink"]}" stroke-width="2.2"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="none" stroke="{LIGHT["soft"]}" stroke-width="1.5"/>'


def _key(canvas: Canvas, view: AlignmentsView, y: float) -> float:
    canvas.line(f"M0,{y - 22:.1f}H{WIDTH}", role="line")
    half = (len(view.priorities) + 1) // 2
    tops = [y, y]
    for place, (number, title) in enumerate(view.priorities):
        side = 0 if place < half else 1
        x = side * WIDTH / 2
        canvas.words(str(number), (x + 14, tops[side]), strong=True, anchor="end")
        tops[side] += canvas.lines(wrapped(title, WIDTH / 2 - 36, 13.0), (x + 22, tops[side]), role="soft") + 3
    return max(tops) - 4


def _counts(view: AlignmentsView) -> str:
    found = Counter(stand for row in view.rows for stand in row.stands if stand)
    words = (
        ngettext("%(count)s supports", "%(count)s support", found["supports"]) % {"count": found["supports"]},
        ngettext("%(count)s is silent", "%(count)s are silent", found["silent"]) % {"count": found["silent"]},
        ngettext("%(count)s conflicts", "%(count)s conflict", found["conflicts"]) % {"count": found["conflicts"]},
    )
    return ", ".join(words)


def _in_words(view: AlignmentsView) -> Iterator[str]:
    numbers = [str(number) for number, _title in view.priorities]
    for row in view.rows:
        parts = []
        for stand, words in _SAID.items():
            found = [number for number, said in zip(numbers, row.stands, strict=True) if said == stand]
            if found:
                parts.append(_(words) % {"priorities": _listed(found)})
        yield f"{row.partner}: {'; '.join(parts) or _(_NOT_LOOKED_AT)}."
    named = "; ".join(f"{number} {title}" for number, title in view.priorities)
    yield _("Priorities: %(list)s.") % {"list": named}


def _listed(numbers: list[str]) -> str:
    words = ngettext("priority %(numbers)s", "priorities %(numbers)s", len(numbers))
    return words % {"numbers": listed(numbers)}


def _table(view: AlignmentsView) -> Grid:
    heads = (_("Partner's strategy"), *(f"{number} {title}" for number, title in view.priorities))
    rows = tuple((row.partner, *(_(stand or _NOT_LOOKED_AT) for stand in row.stands)) for row in view.rows)
    return Grid(view.title, heads, rows, (False,) * len(heads))
