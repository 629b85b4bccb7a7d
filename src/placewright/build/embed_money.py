"""What the actions cost by year and who pays: spread over years for a picture, as recorded for a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from placewright.build.strategy_links import Addresses
from placewright.core.periods import BadPeriod, FinancialYear, YearSpan, parse_period
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.ledger.money import money_of
from placewright.publish.views_diagrams import MoneyLine, MoneyView
from placewright.records.intervention import Intervention

Amounts = Mapping[str, float]
"""GBP by period, each in its canonical text."""

Parts: TypeAlias = Callable[[Intervention, str, float], Amounts]
"""What an action's amount of a period comes to, by the periods that are shown."""

_MOST_STREAMS = 5


def money_view(at: Addresses) -> MoneyView | None:
    """The costs of all actions by year, by the stream that pays; None where no action says what it costs.

    Streams beyond the largest five are one line. An amount for several years is spread over the months in which its
    action runs, and a financial year stands under the year that it begins in; the table has the amounts as recorded.
    """
    items = [item for item in at.authored.interventions.values() if money_of(item).years and _is_dated(item)]
    named, gap = _named(items, at), _unpaid(items)
    if not (named or any(gap.values())):
        return None
    periods = sorted({period for _rest, amounts in named for period in amounts} | set(gap), key=_first_day)
    labels = tuple(parse_period(period).label for period in periods)
    recorded_view = MoneyView(_(_TITLE), labels, _lines(named, gap, periods), _prices(items))
    if len({type(parse_period(period)) for period in periods}) == 1 and all(len(_years(p)) == 1 for p in periods):
        return recorded_view
    begins = 4 if any(isinstance(parse_period(period), FinancialYear) for period in periods) else 1
    over_years = partial(_over_years, begins=begins)
    spread, spread_gap = _named(items, at, over_years), _unpaid(items, over_years)
    found = [int(year) for year in {year for _rest, amounts in spread for year in amounts} | set(spread_gap)]
    years = [str(year) for year in range(min(found), max(found) + 1)]
    said = f"{_(_SPREAD)} {recorded_view.note}"
    return MoneyView(_(_TITLE), tuple(years), _lines(spread, spread_gap, years), said, recorded=recorded_view)


_TITLE = marked("What the actions cost, and who pays")
_SPREAD = marked(
    "For this picture, amounts given for several years together are spread evenly over the months in which the action "
    "runs, and a financial year stands under the year that it begins in."
)


def _lines(named: Sequence[tuple[str, Amounts]], gap: Amounts, periods: Sequence[str]) -> tuple[MoneyLine, ...]:
    lines = [MoneyLine(name, tuple(amounts.get(period, 0.0) for period in periods)) for name, amounts in named]
    if any(gap.values()):
        lines.append(MoneyLine(_("No fund pays yet"), tuple(gap.get(period, 0.0) for period in periods), is_gap=True))
    return tuple(lines)


def _named(
    items: Sequence[Intervention], at: Addresses, parts: Parts | None = None
) -> list[tuple[str, dict[str, float]]]:
    """What each stream pays, the largest first; those beyond the largest five as one."""
    paid = [(name, amounts) for name, amounts in _paid(items, parts).items() if sum(amounts.values()) > 0]
    paid.sort(key=lambda item: (-round(sum(item[1].values()), 2), item[0]))
    named = [(at.title(f"funding:{name}"), amounts) for name, amounts in paid]
    if len(named) <= _MOST_STREAMS + 1:
        return named
    rest = [amounts for _rest, amounts in named[_MOST_STREAMS:]]
    return [*named[:_MOST_STREAMS], (_("%(rest)s other funds") % {"rest": len(rest)}, _together(rest))]


def _paid(items: Iterable[Intervention], parts: Parts | None) -> dict[str, dict[str, float]]:
    paid: dict[str, dict[str, float]] = {}
    for item in items:
        for part in item.funding:
            row = paid.setdefault(part.stream, {})
            for period, amount in part.amounts.items():
                _add(row, parts(item, period, amount) if parts else {period: amount})
    return paid


def _unpaid(items: Iterable[Intervention], parts: Parts | None = None) -> dict[str, float]:
    gap: dict[str, float] = {}
    for item in items:
        for year in money_of(item).years:
            if year.gap:
                _add(gap, parts(item, year.year, year.gap) if parts else {year.year: year.gap})
    return gap


def _together(several: Iterable[Amounts]) -> dict[str, float]:
    total: dict[str, float] = {}
    for amounts in several:
        _add(total, amounts)
    return total


def _add(total: dict[str, float], amounts: Amounts) -> None:
    for period, amount in amounts.items():
        total[period] = total.get(period, 0.0) + amount


def _over_years(item: Intervention, period: str, amount: float, *, begins: int) -> dict[str, float]:
    """The amount by years that begin with that month, as the months go in which the action runs.

    Where the action has no dates, or none in the period, each of the period's years has as much.
    """
    found = parse_period(period)
    first = max(found.start, item.starts or found.start)
    last = min(found.end, item.ends or found.end)
    if not isinstance(found, YearSpan) or not (item.starts or item.ends) or last < first:
        years = _years(period)
        return {year: amount / len(years) for year in years}
    months = range(first.year * 12 + first.month - begins, last.year * 12 + last.month - begins + 1)
    made: dict[str, float] = {}
    for month in months:
        _add(made, {str(month // 12): amount / len(months)})
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
