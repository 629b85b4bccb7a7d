"""A time line as a picture: what was done when, and what was only planned, on one upright rail."""

from __future__ import annotations

from itertools import pairwise

from placewright.core.words import gettext as _
from placewright.core.words import ngettext
from placewright.publish.diagrams.canvas import LINE, WIDTH, Canvas, text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Grid, Picture
from placewright.publish.theme import LIGHT
from placewright.publish.views_diagrams import Moment, TimelineView

_YEAR = 0.0
_DATE = 56.0
_RAIL = 214.0
_TEXT = 236.0
_BETWEEN = 11.0


def timeline_picture(view: TimelineView) -> Picture:
    """The events as a picture; what was planned is hollow, set on a dashed rail, and says so."""
    canvas, rail = Canvas(), Canvas()
    y, year, stops = 22.0, "", []
    for moment in view.moments:
        if moment.year != year:
            if year:
                canvas.line(f"M{_YEAR:g},{y - 16:.1f}H{WIDTH}", role="line")
                y += 8
            canvas.words(moment.year, (_YEAR, y), strong=True, size=15)
            year = moment.year
        stops.append((y - 4.5, moment.planned))
        day = wrapped(_day(moment), _RAIL - _DATE - 12, 13.0)
        canvas.lines(day, (_DATE, y), role="soft")
        y += max(_said(canvas, moment, y), len(day) * LINE) + _BETWEEN
    for (start, _before), (end, is_planned) in pairwise(stops):
        rail.line(f"M{_RAIL:g},{start:.1f}V{end:.1f}", role="accent", width=2, dash="2 4" if is_planned else "")
    for at, is_planned in stops:
        rail.add(_stop(at, planned=is_planned))
    canvas.add(rail.drawn)
    if any(moment.planned for moment in view.moments):
        y = _key(canvas, y + 8)
    height = round(y)
    done = [moment for moment in view.moments if not moment.planned]
    planned = [moment for moment in view.moments if moment.planned]
    return Picture(
        id="timeline",
        kind="timeline",
        title=view.title,
        alt=_alt(view, len(done), len(planned)),
        svg=canvas.svg(height, title=view.title),
        width=WIDTH,
        height=height,
        caption=_("A full mark stands for what took place, a hollow one for what was planned.") if planned else "",
        text=" ".join(_in_words(moment) for moment in view.moments),
        source=view.source or _("published accounts of each event, named where it is described"),
        table=_table(view),
    )


def _said(canvas: Canvas, moment: Moment, y: float) -> float:
    title = wrapped(moment.title, WIDTH - _TEXT - (76 if moment.planned else 0), 13.0, strong=True)
    canvas.lines(title, (_TEXT, y), strong=True)
    if moment.planned:
        canvas.words(_("planned"), (WIDTH, y), role="soft", anchor="end")
    note = wrapped(moment.note, WIDTH - _TEXT, 13.0) if moment.note else []
    canvas.lines(note, (_TEXT, y + len(title) * LINE), role="soft")
    return (len(title) + len(note)) * LINE


def _day(moment: Moment) -> str:
    """The date without its year, which stands beside it."""
    return moment.when.removesuffix(moment.year).rstrip()


def _stop(y: float, *, planned: bool) -> str:
    fill = LIGHT["surface"] if planned else LIGHT["accent"]
    return f'<circle cx="{_RAIL:g}" cy="{y:.1f}" r="6" fill="{fill}" stroke="{LIGHT["accent"]}" stroke-width="2"/>'


def _key(canvas: Canvas, y: float) -> float:
    x = _TEXT
    for words, planned in ((_("took place"), False), (_("planned"), True)):
        canvas.add(
            f'<circle cx="{x + 6:.1f}" cy="{y - 4.5:.1f}" r="6" stroke-width="2" stroke="{LIGHT["accent"]}" '
            f'fill="{LIGHT["surface" if planned else "accent"]}"/>'
        )
        canvas.words(words, (x + 20, y), role="soft")
        x += 20 + text_width(words) + 26
    return y + 10


def _alt(view: TimelineView, done: int, planned: int) -> str:
    first, last = view.moments[0], view.moments[-1]
    words = ngettext("Time line of %(count)s event", "Time line of %(count)s events", done) % {"count": done}
    if planned:
        more = ngettext(" and %(count)s that was planned", " and %(count)s that were planned", planned)
        words += more % {"count": planned}
    return _("%(what)s, from %(first)s to %(last)s.") % {"what": words, "first": first.when, "last": last.when}


def _in_words(moment: Moment) -> str:
    words = f"{moment.when}: {moment.title}{' (' + _('planned') + ')' if moment.planned else ''}"
    return f"{words}. {moment.note.rstrip('.')}." if moment.note else f"{words}."


def _table(view: TimelineView) -> Grid:
    rows = [
        (moment.when, moment.title, moment.note or "–", _("planned") if moment.planned else _("took place"))
        for moment in view.moments
    ]
    return Grid(view.title, (_("When"), _("What"), _("More"), _("Standing")), tuple(rows), (False,) * 4)
