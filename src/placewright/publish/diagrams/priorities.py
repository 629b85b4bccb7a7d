"""The order of priorities as a picture: each one's score, its rank, and the ranks that other weights would give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from placewright.core.words import gettext as _
from placewright.publish.diagrams.canvas import LINE, WIDTH, Canvas, text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Figures, Grid, Line, Picture
from placewright.publish.theme import LIGHT, NARROW
from placewright.publish.views_diagrams import PrioritiesView, PriorityLine

_RANK = 24.0
_TITLE, _TITLE_ROOM = 34.0, 296.0
_BAR, _BAR_ROOM = 348.0, 150.0
_SPAN, _SPAN_ROOM = 570.0, 182.0
_SLIM_BAR_ROOM, _SLIM_SPAN, _SLIM_SPAN_ROOM = 110.0, 206.0, 130.0
_MOST_SCORE = 5.0
_TOP = 62.0
_BETWEEN = 13.0


def priorities_picture(view: PrioritiesView) -> Picture:
    """The priorities by rank as a picture, chosen ones with full bars and others with hollow ones."""
    canvas = Canvas()
    lines = view.lines
    count = sum(line.rank is not None for line in lines)
    heads = _heads(canvas, count)
    y = _TOP
    for line in lines:
        y += _row(canvas, line, y, count) + _BETWEEN
    rules = Canvas()
    for rank in range(1, count + 1):
        rules.line(f"M{_at(rank, count):.1f},{_TOP - 22:g}V{y - 12:.1f}", role="line")
    y = _key(canvas, y + 14, has_others=any(not line.chosen for line in lines))
    whole = Canvas()
    whole.add(rules.drawn)
    whole.add(canvas.drawn)
    scored = [line for line in lines if line.score is not None]
    return Picture(
        id="priorities",
        kind="priorities",
        title=view.title,
        alt=_alt(view),
        svg=whole.svg(round(y), title=view.title),
        width=WIDTH,
        height=round(y),
        caption=heads,
        source=_("the scores and weights recorded with the priorities"),
        text=" ".join(_in_words(view)),
        chosen=tuple(line.title for line in lines if line.chosen),
        table=_table(view),
        narrow=_on_a_phone(view),
        figures=Figures(
            tuple(line.title for line in scored),
            (Line(_("Weighted score"), tuple(line.score for line in scored)),),
            _("score from 0 to 5"),
            "bar",
        ),
    )


def _heads(canvas: Canvas, count: int) -> str:
    canvas.words(_("Rank and priority"), (0, 16), strong=True)
    canvas.words(_("Score, 0 to 5"), (_BAR, 16), strong=True)
    canvas.words(_("Rank if weights change"), (_SPAN, 16), strong=True)
    step = 1 if count <= 10 else 2
    for rank in range(1, count + 1, step):
        canvas.words(str(rank), (_at(rank, count), _TOP - 26), role="soft", size=12, anchor="middle")
    return _(
        "The scores by criterion are weighed and added. The line at the right spans the ranks that a priority takes "
        "while the weight of any one criterion goes from nothing to double."
    )


def _on_a_phone(view: PrioritiesView) -> str:
    """The same as wide as a phone: each title above its bar and its ranks."""
    canvas = Canvas(NARROW)
    count = sum(line.rank is not None for line in view.lines)
    canvas.words(_("Rank and priority"), (0, 14), strong=True)
    canvas.words(_("Score, 0 to 5"), (_TITLE, 32), role="soft")
    canvas.words(_("Rank if weights change"), (NARROW, 32), role="soft", anchor="end")
    for rank in sorted({1, count}) if count else ():
        canvas.words(str(rank), (_slim_at(rank, count), 48), role="soft", size=12, anchor="middle")
    y = 70.0
    for line in view.lines:
        title = wrapped(line.title, NARROW - _TITLE, 13.0, strong=line.chosen)
        canvas.words("–" if line.rank is None else str(line.rank), (_RANK, y), strong=True, anchor="end")
        y += canvas.lines(title, (_TITLE, y), strong=line.chosen, role="ink" if line.chosen else "soft")
        if line.rank is not None:
            canvas.line(f"M{_slim_at(1, count):.1f},{y - 2:.1f}H{_slim_at(count, count):.1f}", role="line")
        _measured(canvas, line, (_TITLE, _SLIM_BAR_ROOM), y - 2, lambda rank: _slim_at(rank, count))
        y += 14 + _BETWEEN
    y = _key(canvas, y + 4, has_others=any(not line.chosen for line in view.lines), room=NARROW)
    return canvas.svg(round(y), title=view.title)


def _slim_at(rank: int, count: int) -> float:
    return _SLIM_SPAN + 6 + (rank - 1) / max(1, count - 1) * (_SLIM_SPAN_ROOM - 12)


def _at(rank: int, count: int) -> float:
    return _SPAN + 8 + (rank - 1) / max(1, count - 1) * (_SPAN_ROOM - 16)


def _row(canvas: Canvas, line: PriorityLine, y: float, count: int) -> float:
    title = wrapped(line.title, _TITLE_ROOM, 13.0, strong=line.chosen)
    middle = y - 4.5 + (len(title) - 1) * LINE / 2
    canvas.words("–" if line.rank is None else str(line.rank), (_RANK, y), strong=True, anchor="end")
    canvas.lines(title, (_TITLE, y), strong=line.chosen, role="ink" if line.chosen else "soft")
    _measured(canvas, line, (_BAR, _BAR_ROOM), middle, lambda rank: _at(rank, count))
    return len(title) * LINE


def _measured(
    canvas: Canvas, line: PriorityLine, bar: tuple[float, float], middle: float, at: Callable[[int], float]
) -> None:
    """The bar of a score, where and as long as `bar` says, and the line of ranks; `at` is where a rank lies."""
    left, room = bar
    if line.score is None:
        canvas.words(_("not scored"), (left, middle + 4.5), role="soft")
        return
    canvas.box((left, middle - 6.5), (room, 13), fill="sunken", radius=0)
    fill, edge = ("place", "") if line.chosen else ("surface", "soft")
    canvas.box((left, middle - 6.5), (line.score / _MOST_SCORE * room, 13), fill=fill, edge=edge, radius=0)
    canvas.words(f"{line.score:.2f}", (left + room + 8, middle + 4.5))
    if line.rank is not None:
        best, worst = line.best or line.rank, line.worst or line.rank
        canvas.line(f"M{at(best):.1f},{middle:.1f}H{at(worst):.1f}", role="soft", width=3.5)
        mark = LIGHT["place"] if line.chosen else LIGHT["surface"]
        canvas.add(
            f'<circle cx="{at(line.rank):.1f}" cy="{middle:.1f}" r="5.5" fill="{mark}" '
            f'stroke="{LIGHT["soft"]}" stroke-width="1.5"/>'
        )


def _key(canvas: Canvas, y: float, *, has_others: bool, room: float = WIDTH) -> float:
    entries = [(_("chosen"), True), *([(_("looked at, not chosen"), False)] if has_others else [])]
    x = _TITLE
    for words, chosen in entries:
        canvas.box(
            (x, y - 11), (22, 13), fill="place" if chosen else "surface", edge="" if chosen else "soft", radius=0
        )
        canvas.words(words, (x + 30, y), role="soft")
        x += 30 + text_width(words) + 26
    if x + 34 + text_width(_("range of ranks")) > room:
        x, y = _TITLE, y + 20
    canvas.line(f"M{x:.1f},{y - 4.5:.1f}h26", role="soft", width=3.5)
    canvas.words(_("range of ranks"), (x + 34, y), role="soft")
    return y + 10


def _alt(view: PrioritiesView) -> str:
    chosen = sum(line.chosen for line in view.lines)
    others = len(view.lines) - chosen
    first = next((line.title for line in view.lines if line.rank == 1), "")
    values = {
        "chosen": chosen,
        "others": _(" and %(count)s not chosen") % {"count": others} if others else "",
        "lead": _("; “%(first)s” has the highest score") % {"first": first} if first else "",
    }
    words = _(
        "Bars of the weighted scores of %(chosen)s chosen priorities%(others)s, with the ranks each may take%(lead)s."
    )
    return words % values


def _in_words(view: PrioritiesView) -> Iterator[str]:
    ranked = [line for line in view.lines if line.rank is not None and line.score is not None]
    for line in ranked:
        best, worst = line.best or line.rank, line.worst or line.rank
        values = {"rank": line.rank, "all": len(ranked), "score": f"{line.score:.2f}", "best": best, "worst": worst}
        words = (
            _("%(title)s: rank %(rank)s of %(all)s with a score of %(score)s, whatever the weights.")
            if best == worst
            else _(
                "%(title)s: rank %(rank)s of %(all)s with a score of %(score)s, and between %(best)s and %(worst)s as "
                "weights change."
            )
        )
        yield words % {"title": line.title, **values} + ("" if line.chosen else _(" It was not chosen."))
    if view.criteria:
        weights = ", ".join(f"{name} {share:.0%}" for name, share in view.criteria)
        yield _("Weights: %(weights)s.") % {"weights": weights}


def _table(view: PrioritiesView) -> Grid:
    criteria = [name for name, _share in view.criteria]
    heads = (_("Priority"), _("Rank"), _("Score"), _("Ranks under other weights"), *criteria, _("Chosen"))
    rows = []
    for line in view.lines:
        scores = line.scores or (None,) * len(view.criteria)
        span = (
            "–"
            if line.best is None
            else _("%(low)s to %(high)s") % {"low": line.best, "high": line.worst}
            if line.best != line.worst
            else str(line.best)
        )
        rows.append(
            (
                line.title,
                "–" if line.rank is None else str(line.rank),
                _("not scored") if line.score is None else f"{line.score:.2f}",
                span,
                *("–" if score is None else f"{score:g}" for score in scores),
                _("yes") if line.chosen else _("no"),
            )
        )
    numeric = (False, True, True, False, *(True for _criterion in view.criteria), False)
    return Grid(view.title, heads, tuple(rows), numeric)
