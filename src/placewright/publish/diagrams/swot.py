"""Strengths, needs, opportunities and threats as a picture: two by two, each item a claim with its verdict."""

from __future__ import annotations

from collections.abc import Iterator

from placewright.core.words import gettext as _
from placewright.core.words import ngettext
from placewright.publish.diagrams.canvas import LINE, WIDTH, Canvas, text_width
from placewright.publish.diagrams.lettering import wrapped
from placewright.publish.document import Grid, Picture
from placewright.publish.theme import LIGHT, NARROW
from placewright.publish.views_diagrams import SwotEntry, SwotQuarter, SwotView

VERDICTS = ("holds", "cannot tell", "fails", "unmeasured")
"""The verdicts in the order of the key."""

_MOST = 5
_GAP = 12.0
_PAD = 12.0
_REF = 34.0
_MARK = 18.0
_WIDE = (WIDTH - _GAP) / 2
_MOST_LINES, _MOST_LINES_SLIM = 3, 5
"""How many lines of an item's sentence are drawn, beside each other and on a phone, where height is no matter."""


def swot_picture(view: SwotView) -> Picture:
    """The four quarters as a picture with at most five items each, all with their sentences as a table."""
    canvas = Canvas()
    y = 0.0
    for above, beside in zip(view.quarters[::2], view.quarters[1::2], strict=False):
        tall = max(_height(above, _WIDE), _height(beside, _WIDE))
        canvas.add(_quarter(above, (0.0, y), (_WIDE, tall)))
        canvas.add(_quarter(beside, (_WIDE + _GAP, y), (_WIDE, tall)))
        y += tall + _GAP
    y = _key(canvas, y + 12, _verdicts(view))
    counts = ", ".join(_counted(quarter) for quarter in view.quarters)
    return Picture(
        id="swot",
        kind="swot",
        title=view.title,
        alt=_("Four lists of claims: %(counts)s, each claim with its verdict.") % {"counts": counts},
        svg=canvas.svg(round(y), title=view.title),
        width=WIDTH,
        height=round(y),
        caption=_("Each item is a claim, those that priorities rest on first; “but” names what speaks against it."),
        source=_("the claims in the ledger, each with its own sources"),
        text=" ".join(_in_words(view)),
        table=_table(view),
        narrow=_below_each_other(view),
    )


def _below_each_other(view: SwotView) -> str:
    """The quarters one below the other, as wide as a phone."""
    canvas = Canvas(NARROW)
    y = 0.0
    for quarter in view.quarters:
        tall = _height(quarter, NARROW)
        canvas.add(_quarter(quarter, (0.0, y), (NARROW, tall)))
        y += tall + _GAP
    return canvas.svg(round(_key(canvas, y + 12, _verdicts(view))), title=view.title)


def _verdicts(view: SwotView) -> set[str]:
    return {item.verdict for quarter in view.quarters for item in quarter.items[:_MOST]}


def _kind(quarter: SwotQuarter) -> str:
    return quarter.kind or quarter.name.lower()


def _counted(quarter: SwotQuarter) -> str:
    count = len(quarter.items)
    counted = {
        "strengths": ngettext("%(count)s strength", "%(count)s strengths", count),
        "weaknesses": ngettext("%(count)s weakness", "%(count)s weaknesses", count),
        "needs": ngettext("%(count)s need", "%(count)s needs", count),
        "opportunities": ngettext("%(count)s opportunity", "%(count)s opportunities", count),
        "threats": ngettext("%(count)s threat", "%(count)s threats", count),
    }
    words = counted.get(_kind(quarter))
    if words is None:
        return f"{count or _('no')} {quarter.name.lower()}"
    return words % {"count": count or _("no")}


def _room(wide: float) -> float:
    return wide - 2 * _PAD - _REF - _MARK


def _height(quarter: SwotQuarter, wide: float) -> float:
    room = _room(wide)
    rows = sum(len(_lines(item, room)) + len(_sentence(item, room)) for item in quarter.items[:_MOST])
    more = 1 if len(quarter.items) > _MOST else 0
    empty = 0 if quarter.items else 1
    return 46 + (rows + more + empty) * LINE + 4 * len(quarter.items[:_MOST]) + 4


def _lines(item: SwotEntry, room: float) -> list[str]:
    against = f"{', '.join(item.against[:4])}{' …' if len(item.against) > 4 else ''}"
    but = _(" (but %(claims)s)") % {"claims": against} if item.against else ""
    return wrapped(item.title + but, room, 13.0, strong=True)


def _sentence(item: SwotEntry, room: float) -> list[str]:
    return (
        wrapped(item.text, room, 13.0, most=_MOST_LINES if room >= _room(_WIDE) else _MOST_LINES_SLIM)
        if item.text != item.title
        else []
    )


def _quarter(quarter: SwotQuarter, at: tuple[float, float], size: tuple[float, float]) -> str:
    canvas = Canvas()
    (x, y), (wide, tall), within = at, size, _room(size[0])
    canvas.box((x + 0.5, y + 0.5), (wide - 1, tall - 1), edge="rule")
    canvas.add(f'<path d="M{x + 1:.1f},{y + 1:.1f}h{wide - 2:.1f}v32h{-(wide - 2):.1f}Z" fill="{LIGHT["sunken"]}"/>')
    canvas.words(quarter.name, (x + _PAD, y + 22), strong=True, size=15)
    room = text_width(quarter.name, size=15, strong=True)
    canvas.words(quarter.about, (x + _PAD + room + 8, y + 22), role="soft")
    foot = y + 53
    for item in quarter.items[:_MOST]:
        canvas.words(item.ref, (x + _PAD, foot), role="accent", strong=True)
        canvas.add(verdict_sign(item.verdict, (x + _PAD + _REF + 5, foot - 4.5)))
        left = x + _PAD + _REF + _MARK
        foot += canvas.lines(_lines(item, within), (left, foot), strong=True)
        foot += canvas.lines(_sentence(item, within), (left, foot), role="soft") + 4
    if not quarter.items:
        canvas.words(_("No claim of this kind."), (x + _PAD, foot), role="soft")
    if len(quarter.items) > _MOST:
        more = _("and %(count)s more in the ledger") % {"count": len(quarter.items) - _MOST}
        canvas.words(more, (x + _PAD, foot), role="soft")
    return f'<g id="quarter-{_kind(quarter)}">{canvas.drawn}</g>'


def verdict_sign(verdict: str, at: tuple[float, float]) -> str:
    """The mark of a verdict, drawn so that no colour is needed: a tick, a wave, a cross, a broken line."""
    x, y = at
    path, dash = {
        "holds": (f"M{x - 5:.1f},{y:.1f}l3.5,4 6.5,-8", ""),
        "fails": (f"M{x - 4:.1f},{y - 4:.1f}l8,8M{x + 4:.1f},{y - 4:.1f}l-8,8", ""),
        "cannot tell": (f"M{x - 5:.1f},{y + 1:.1f}q2.5,-5 5,0t5,0", ""),
    }.get(verdict, (f"M{x - 5:.1f},{y:.1f}h10", "2.5 1.5"))
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{LIGHT["ink"]}" stroke-width="1.8"{dashes}/>'


def _key(canvas: Canvas, y: float, used: set[str]) -> float:
    x = 0.0
    for verdict in VERDICTS:
        if verdict in used:
            canvas.add(verdict_sign(verdict, (x + 6, y - 4.5)))
            canvas.words(_(verdict), (x + 18, y), role="soft")
            x += 18 + text_width(_(verdict)) + 24
    return y + 10


def _in_words(view: SwotView) -> Iterator[str]:
    for quarter in view.quarters:
        if not quarter.items:
            yield _("No %(kind)s.") % {"kind": quarter.name.lower()}
            continue
        holding = sum(item.verdict == "holds" for item in quarter.items)
        first = "; ".join(item.title.rstrip(".") for item in quarter.items[:3])
        values = {"kind": quarter.name, "count": len(quarter.items), "holding": holding, "first": first}
        if holding == len(quarter.items):
            yield _("%(kind)s: %(count)s, of which all hold, among them: %(first)s.") % values
        else:
            yield _("%(kind)s: %(count)s, of which %(holding)s hold, among them: %(first)s.") % values
    against = sum(bool(item.against) for quarter in view.quarters for item in quarter.items)
    if against:
        yield _("%(count)s of them have a claim that speaks against them.") % {"count": against}
    if view.set_apart:
        words = _("%(count)s claims are set apart, since the evidence does not carry them.")
        yield words % {"count": view.set_apart}


def _table(view: SwotView) -> Grid:
    rows = [
        (
            f"{item.ref} {quarter.name.lower()}",
            item.text or item.title,
            ", ".join(map(_, (item.verdict, *item.marks))),
            ", ".join(item.against) or "–",
            item.claim,
        )
        for quarter in view.quarters
        for item in quarter.items
    ]
    heads = (_("Item"), _("Claim"), _("Verdict"), _("Spoken against by"), _("In the ledger as"))
    return Grid(view.title, heads, tuple(rows), (False,) * 5)
