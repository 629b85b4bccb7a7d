"""Money by year as a picture: stacked bars by stream, and hatched what no stream pays."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.core.printing import as_rounded
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.publish import formats
from placewright.publish.chart_parts import nice_domain, tick_step
from placewright.publish.diagrams.canvas import LINE, WIDTH, Canvas, hatching, text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Figures, Grid, Line, Picture
from placewright.publish.views_diagrams import MoneyLine, MoneyView

_LEFT, _TOP, _TALL = 64.0, 26.0, 250.0
_TONES = (
    ("place", "surface"),
    ("q2", "ink"),
    ("rule", "ink"),
    ("low1", "ink"),
    ("part4", "surface"),
    ("part6", "surface"),
)
_LETTERED = 15.0


def money_picture(view: MoneyView) -> Picture:
    """The years as stacked bars; each piece bears the letter of its stream, and what nothing pays is hatched."""
    canvas = Canvas()
    canvas.add(hatching("unpaid", role="soft"))
    totals = _totals(view)
    high = nice_domain([*totals, 1.0], zero=True)[1]
    _axis(canvas, high)
    wide = (WIDTH - _LEFT) / max(1, len(view.years))
    for n, year in enumerate(view.years):
        x, room = _LEFT + n * wide + wide * 0.16, wide * 0.68
        _bar(canvas, view, n, (x, room), high)
        middle = x + room / 2
        if text_width(_rounded(totals[n]), strong=True) <= wide:
            canvas.words(_rounded(totals[n]), (middle, _y(totals[n], high) - 6), strong=True, anchor="middle")
        canvas.words(year, (middle, _TOP + _TALL + 19), role="soft", anchor="middle")
    height = _key(canvas, view, _TOP + _TALL + 46)
    return Picture(
        id="funds",
        kind="funds",
        title=view.title,
        alt=_alt(view, totals),
        svg=canvas.svg(round(height), title=view.title),
        width=WIDTH,
        height=round(height),
        caption=view.note,
        text=" ".join(_in_words(view)),
        source=view.source or _("the costs and funds recorded with the actions"),
        table=_table(view.recorded or view),
        figures=Figures(
            view.years, tuple(Line(line.name, line.amounts) for line in view.lines), "GBP", "stacked-column"
        ),
    )


def _y(value: float, high: float) -> float:
    return _TOP + _TALL * (1 - value / high)


def _axis(canvas: Canvas, high: float) -> None:
    step = tick_step(0.0, high)
    for count in range(round(high / step) + 1):
        y = _y(count * step, high)
        canvas.line(f"M{_LEFT:g},{y:.1f}H{WIDTH}", role="rule" if count == 0 else "line")
        canvas.words(_pounds(count * step), (_LEFT - 8, y + 4.5), role="soft", anchor="end")


def _bar(canvas: Canvas, view: MoneyView, year: int, across: tuple[float, float], high: float) -> None:
    x, room = across
    base = 0.0
    for place, line in enumerate(view.lines):
        amount = line.amounts[year]
        if amount <= 0:
            continue
        top, foot = _y(base + amount, high), _y(base, high)
        fill, ink = _paint(line, place)
        canvas.box((x, top), (room, foot - top), fill=fill, edge="surface" if not line.is_gap else "soft", radius=0)
        if foot - top >= _LETTERED and not line.is_gap:
            canvas.words(_letter(place), (x + room / 2, (top + foot) / 2 + 4.5), role=ink, strong=True, anchor="middle")
        base += amount


def _paint(line: MoneyLine, place: int) -> tuple[str, str]:
    return ("url(#unpaid)", "ink") if line.is_gap else _TONES[place % len(_TONES)]


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _key(canvas: Canvas, view: MoneyView, y: float) -> float:
    tops = [y, y]
    half = (len(view.lines) + 1) // 2
    for place, line in enumerate(view.lines):
        side = 0 if place < half else 1
        x, top = side * WIDTH / 2, tops[side]
        fill, ink = _paint(line, place)
        canvas.box((x, top - 13), (24, 17), fill=fill, edge="soft" if line.is_gap else "", radius=0)
        if not line.is_gap:
            canvas.words(_letter(place), (x + 12, top), role=ink, strong=True, anchor="middle")
        words = f"{line.name}, {_pounds(sum(line.amounts))}"
        tops[side] += canvas.lines(wrapped(words, WIDTH / 2 - 50, 13.0), (x + 32, top)) + 6
    return max(tops) - LINE + 12


def _pounds(amount: float) -> str:
    """An amount as short as an axis can have it.

    >>> _pounds(1_250_000), _pounds(999_996), _pounds(400_000), _pounds(0)
    ('£1.25m', '£1m', '£400k', '£0')
    """
    for size, sign in ((1e9, marked("bn")), (1e6, marked("m")), (1e3, marked("k"))):
        if as_rounded(amount / size * 1000, 2 if size > 1e3 else 0) >= 1000:
            return f"£{f'{amount / size:.2f}'.rstrip('0').rstrip('.')}{_(sign)}"
    return f"£{formats.number(amount, 0)}"


def _rounded(amount: float) -> str:
    """An amount in two figures, to stand over a bar.

    >>> _rounded(15_240_000), _rounded(2_500_000)
    ('£15m', '£2.5m')
    """
    digits = len(str(int(amount))) - 2
    return _pounds(round(amount, -digits) if digits > 0 else amount)


def _alt(view: MoneyView, totals: list[float]) -> str:
    gap = sum(sum(line.amounts) for line in view.lines if line.is_gap)
    values = {"years": _span(view.years), "total": _pounds(sum(totals)), "gap": _pounds(gap)}
    if gap:
        words = _("Stacked bars of what the actions cost in %(years)s: %(total)s in all, %(gap)s of it from no fund.")
    else:
        words = _("Stacked bars of what the actions cost in %(years)s: %(total)s in all, all of it from named funds.")
    return words % values


def _span(years: tuple[str, ...]) -> str:
    return _("%(low)s to %(high)s") % {"low": years[0], "high": years[-1]} if len(years) > 1 else "".join(years)


def _in_words(view: MoneyView) -> Iterator[str]:
    for line in view.lines:
        values = {"fund": line.name, "amount": _pounds(sum(line.amounts))}
        if line.is_gap:
            yield _("No fund pays for %(amount)s.") % values
        elif line.name[:1].isdigit():
            yield "{fund}: {amount}.".format_map(values)
        else:
            yield _("%(fund)s pays %(amount)s.") % values
    recorded = view.recorded or view
    totals = _totals(recorded)
    if len(totals) > 1:
        most = max(range(len(totals)), key=totals.__getitem__)
        values = {"amount": _pounds(totals[most]), "period": recorded.years[most]}
        yield _("The largest amount of one period is %(amount)s, for %(period)s.") % values


def _totals(view: MoneyView) -> list[float]:
    return [sum(line.amounts[n] for line in view.lines) for n in range(len(view.years))]


def _table(view: MoneyView) -> Grid:
    rows = [
        (line.name, *(_pounds(amount) if amount else "–" for amount in line.amounts), _pounds(sum(line.amounts)))
        for line in view.lines
    ]
    totals = _totals(view)
    rows.append((_("In all"), *(_pounds(total) for total in totals), _pounds(sum(totals))))
    heads = (_("Stream"), *view.years, _("All years"))
    return Grid(view.title, heads, tuple(rows), (False, *(True for _head in heads[1:])), view.note)
