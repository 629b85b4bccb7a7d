"""A return in the layout that funders ask for: cover, spending, outputs and outcomes; as a workbook and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from placewright.core.csv_cells import plain_cell
from placewright.core.words import spoken
from placewright.publish.data import MARKS, spreadsheet
from placewright.publish.views_data import Sheet, SheetColumn, Spreadsheet
from placewright.records.intervention import Intervention
from placewright.web.delivery.models import Return, Spend
from placewright.web.delivery.models.returns import SpendPurpose
from placewright.web.delivery.periods import quarters_of
from placewright.web.delivery.queries import Delivery, Watched

SPENDING = ("priority", "action", "quarter", "purpose", "amount_gbp", "note")
OUTPUTS = (
    "measure",
    "action",
    "definition",
    "unit",
    "baseline",
    "period",
    "value",
    "low",
    "high",
    "status",
    "target_or_direction",
    "rating",
    "why",
    "evidence",
)
_HEADS: Mapping[str, str] = spoken(
    {
        "priority": "Priority",
        "action": "Action",
        "quarter": "Quarter",
        "purpose": "Purpose",
        "amount_gbp": "Amount gbp",
        "note": "Note",
        "measure": "Measure",
        "definition": "Definition",
        "unit": "Unit",
        "baseline": "Baseline",
        "period": "Period",
        "value": "Value",
        "low": "Low",
        "high": "High",
        "status": "Status",
        "target_or_direction": "Target or direction",
        "rating": "Rating",
        "why": "Why",
        "evidence": "Evidence",
    }
)


@dataclass(frozen=True, slots=True)
class ReturnContent:
    """What a return says: facts of its cover, rows of spending, rows of outputs and outcomes."""

    title: str
    facts: tuple[tuple[str, str], ...]
    spending: tuple[tuple[str | float | None, ...], ...]
    outputs: tuple[tuple[str | float | None, ...], ...]


def content_of(made: Return, now: Delivery, *, today: date) -> ReturnContent:
    """What a return says, from the rows as they are now."""
    authored = now.shown.world.authored
    fund = authored.funding.get(made.fund)
    quarters = quarters_of(made.period)
    spent = [row for row in Spend.objects.filter(fund=made.fund, is_current=True) if row.quarter in quarters]
    actions = [one for one in authored.interventions.values() if made.fund in funds_of(one)]
    watched = _watched(now, actions)
    total = sum((row.amount for row in spent), start=0)
    management = sum((row.amount for row in spent if row.purpose == SpendPurpose.MANAGEMENT), start=0)
    facts = (
        (_("Fund"), fund.title if fund else made.fund),
        (_("Funder"), fund.funder if fund else ""),
        (_("Kind"), made.get_kind_display()),
        (_("Period"), f"{made.period} ({', '.join(quarters)})"),
        (_("Made on"), today.isoformat()),
        (_("Spent in the period, GBP"), f"{total:,.2f}" if spent else _("nothing is recorded")),
        (_("Of which management, GBP"), f"{management:,.2f}" if spent else ""),
        (_("Expected underspend, GBP"), "" if made.underspend is None else f"{made.underspend:,.2f}"),
        (_("Rating"), ", ".join(dict.fromkeys(str(one.rating.label) for one in watched)) or _("no measure")),
        (_("What was done"), made.narrative),
        (_("What comes next"), made.forward_look),
    )
    return ReturnContent(
        f"{fund.title if fund else made.fund}: {made.period}",
        facts,
        tuple(_spend_row(row, authored.interventions) for row in spent),
        tuple(_output_row(one, actions) for one in watched),
    )


def funds_of(action: Intervention) -> frozenset[str]:
    """The funds that an action draws on."""
    return frozenset(money.stream for money in action.funding)


def as_workbook(content: ReturnContent, *, today: date, publisher: str) -> bytes:
    """The return as an accessible workbook."""
    sheets = (
        Sheet(
            _("Return"),
            content.title,
            (SheetColumn(_("Item"), width=30), SheetColumn(_("Content"), width=90, wraps=True)),
            content.facts,
        ),
        Sheet(_("Spending"), _("Spending by quarter"), _columns(SPENDING, {"amount_gbp": 2}), content.spending),
        Sheet(
            _("Outputs"),
            _("Outputs and outcomes"),
            _columns(OUTPUTS, {"value": 4, "low": 4, "high": 4}),
            content.outputs,
        ),
    )
    kept = tuple(sheet for sheet in sheets if sheet.rows)
    cover = (_("Amounts are in pounds. An empty figure is missing, never zero."),)
    return spreadsheet(Spreadsheet(content.title, today, cover, kept, tuple(MARKS.values()), publisher))


def as_csv(content: ReturnContent) -> str:
    """The return as one CSV file: a part's name before each of its rows."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("part", "item", "content"))
    writer.writerows(("return", *fact) for fact in content.facts)
    for part, head, rows in (("spending", SPENDING, content.spending), ("outputs", OUTPUTS, content.outputs)):
        writer.writerow(())
        writer.writerow(("part", *head))
        writer.writerows((part, *(_harmless(cell) for cell in row)) for row in rows)
    return stream.getvalue()


def _harmless(cell: str | float | None) -> str | float | None:
    """A text that no spreadsheet takes for a formula."""
    return plain_cell(cell) if isinstance(cell, str) else cell


def _columns(names: Sequence[str], decimals: Mapping[str, int]) -> tuple[SheetColumn, ...]:
    wide = {"definition": 40, "why": 50, "evidence": 40, "measure": 36, "action": 30, "note": 30}
    return tuple(
        SheetColumn(
            _HEADS[name],
            "number" if name in decimals else "text",
            decimals.get(name, 0),
            wide.get(name, 16),
            name in wide,
        )
        for name in names
    )


def _watched(now: Delivery, actions: Sequence[Intervention]) -> list[Watched]:
    ids = {action.id for action in actions}
    return [one for one in now.watched.values() if ids.intersection(one.measure.interventions)]


def _spend_row(row: Spend, actions: Mapping[str, Intervention]) -> tuple[str | float | None, ...]:
    action = actions.get(row.intervention)
    priorities = ", ".join(action.priorities) if action else ""
    title = action.title if action else ""
    return (priorities, title, row.quarter, row.get_purpose_display(), float(row.amount), row.note)


def _output_row(one: Watched, actions: Sequence[Intervention]) -> tuple[str | float | None, ...]:
    measure, newest = one.measure, one.newest
    titles = [action.title for action in actions if action.id in measure.interventions]
    return (
        measure.title,
        ", ".join(titles),
        measure.measured_by or measure.indicator,
        one.written.unit,
        measure.baseline_period,
        newest.period if newest else "",
        newest.value if newest else None,
        newest.low if newest else None,
        newest.high if newest else None,
        newest.status if newest else "not_available",
        measure.target or measure.direction,
        str(one.rating.label),
        one.judgement.reason if one.judgement else one.rated.why,
        newest.source if newest else "",
    )
