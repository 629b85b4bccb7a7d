"""What the actions cost by year and who pays: spread over years for a picture, as recorded for a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from placewright.build.strategy_links import Addresses
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.ledger.money import money_of
from placewright.publish.views_diagrams import MoneyLine, MoneyView
from placewright.records.intervention import Intervention

Amounts = Mapping[str, float]
"""GBP by period, each in its canonical text."""

_MOST_STREAMS = 5


def money_view(at: Addresses) -> MoneyView | None:
    """The costs of all actions by year, by the stream that pays; None where no action says what it costs.

    Streams beyond the largest five are one line. An amount for several years is spread evenly over them, and a
    financial year stands under the year that it begins in; the table has the amounts as they are recorded.
    """
    items = [item for item in at.authored.interventions.values() if money_of(item).years and _is_dated(item)]
    paid, gap = _paid(items), _unpaid(items)
    recorded = [(name, amounts) for name, amounts in paid.items() if sum(amounts.values()) > 0]
    recorded.sort(key=lambda item: (-sum(item[1].values()), item[0]))
    named = [(at.title(f"funding:{name}"), amounts) for name, amounts in recorded]
    if len(named) > _MOST_STREAMS + 1:
        rest = [amounts for _rest, amounts in named[_MOST_STREAMS:]]
        named = [*named[:_MOST_STREAMS], (_("%(rest)s other funds") % {"rest": len(rest)}, _together(rest))]
    if not (named or any(gap.values())):
        return None
    periods = sorted({period for _rest, amounts in named for period in amounts} | set(gap), key=_first_day)
    labels = tuple(parse_period(period).label for period in periods)
    recorded_view = MoneyView(_(_TITLE), labels, _lines(named, gap, periods), _prices(items))
    if len({type(parse_period(period)) for period in periods}) == 1 and all(len(_years(p)) == 1 for p in periods):
        return recorded_view
    spread = [(name, _spread(amounts)) for name, amounts in named]
    spread_gap = _spread(gap)
    found = [int(year) for year in {year for _rest, amounts in spread for year in amounts} | set(spread_gap)]
    years = [str(year) for year in range(min(found), max(found) + 1)]
    said = f"{_(_SPREAD)} {recorded_view.note}"
    return MoneyView(_(_TITLE), tuple(years), _lines(spread, spread_gap, years), said, recorded=recorded_view)


_TITLE = marked("What the actions cost, and who pays")
_SPREAD = marked(
    "For this picture, amounts given for several years together are spread evenly over them, and a financial year "
    "stands under the year that it begins in."
)


def _lines(named: Sequence[tuple[str, Amounts]], gap: Amounts, periods: Sequence[str]) -> tuple[MoneyLine, ...]:
    lines = [MoneyLine(name, tuple(amounts.get(period, 0.0) for period in periods)) for name, amounts in named]
    if any(gap.values()):
        lines.append(MoneyLine(_("No fund pays yet"), tuple(gap.get(period, 0.0) for period in periods), is_gap=True))
    return tuple(lines)


def _paid(items: Iterable[Intervention]) -> dict[str, dict[str, float]]:
    paid: dict[str, dict[str, float]] = {}
    for item in items:
        for part in item.funding:
            row = paid.setdefault(part.stream, {})
            for period, amount in part.amounts.items():
                row[period] = row.get(period, 0.0) + amount
    return paid


def _unpaid(items: Iterable[Intervention]) -> dict[str, float]:
    gap: dict[str, float] = {}
    for item in items:
        for year in money_of(item).years:
            if year.gap:
                gap[year.year] = gap.get(year.year, 0.0) + year.gap
    return gap


def _together(several: Iterable[Amounts]) -> dict[str, float]:
    total: dict[str, float] = {}
    for amounts in several:
        for period, amount in amounts.items():
            total[period] = total.get(period, 0.0) + amount
    return total


def _spread(amounts: Amounts) -> dict[str, float]:
    made: dict[str, float] = {}
    for period, amount in amounts.items():
        years = _years(period)
        for year in years:
            made[year] = made.get(year, 0.0) + amount / len(years)
    return made


def _years(period: str) -> tuple[str, ...]:
    """The years that a period holds, a financial year's being the one it begins in."""
    found = parse_period(period)
    last = found.end.year if ".." in period else found.start.year
    return tuple(str(year) for year in range(found.start.year, last + 1))


def _first_day(period: str) -> tuple[str, str]:
    return parse_period(period).start.isoformat(), period


def _is_dated(item: Intervention) -> bool:
    """Whether all its years are periods; those that are not are an issue of the ledger's."""
    try:
        for year in money_of(item).years:
            parse_period(year.year)
    except BadPeriod:
        return False
    return True


def _prices(items: Iterable[Intervention]) -> str:
    found = sorted({item.prices or "current" for item in items})
    if found == ["current"]:
        return _("In current prices.")
    words = [_("current prices") if name == "current" else _("prices of %(name)s") % {"name": name} for name in found]
    listed = (
        _("%(list)s and %(words)s") % {"list": ", ".join(words[:-1]), "words": words[-1]}
        if len(words) > 1
        else words[0]
    )
    return _("Amounts are in %(list)s, as each action has them.") % {"list": listed}
