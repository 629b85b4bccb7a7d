"""Results as records that claims can cite: one summary for each question that is answered by options."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from placewright.questionnaires.results_model import Line, Panel, QuestionResult, Results, Table, Why
from placewright.questionnaires.standing import Standing
from placewright.records.summary import Summary, SummaryKind, SummaryRow
from placewright.web.engagement.models import Instrument

_KINDS = {
    Standing.SURVEY: SummaryKind.ESTIMATE,
    Standing.QUOTA: SummaryKind.WEIGHTED,
    Standing.CONSULTATION: SummaryKind.COUNT,
}


def summaries_of(instrument: Instrument, results: Results) -> tuple[Summary, ...]:
    """The summaries of all tables of all together; breakdowns stay on the page and in the files.

    They are records, and speak the language of the site, whoever publishes them.
    """
    if instrument.is_rehearsal:
        return ()
    with translation.override(settings.LANGUAGE_CODE):
        return tuple(_each(instrument, results))


def _each(instrument: Instrument, results: Results) -> Iterator[Summary]:
    for question in results.questions:
        for table in question.tables:
            base = table.groups[0].base if table.groups else None
            if table.by or not table.lines or base is None:
                continue
            yield _summary(instrument, results, question, table)


def _summary(instrument: Instrument, results: Results, question: QuestionResult, table: Table) -> Summary:
    panel = "" if table.panel is Panel.ALL else f"-{table.panel.value}"
    code = table.code.replace("_", "-").replace(".", "-")
    asked = question.label if table.code == question.code else f"{question.label} {table.label}"
    whose = {
        Panel.ALL: results.population,
        Panel.INDIVIDUALS: _("people who chose to answer"),
        Panel.ORGANISATIONS: _("organisations that chose to answer"),
    }[table.panel]
    zone = instrument.zone
    return Summary(
        id=f"{instrument.slug}-{code}{panel}",
        title=f"{instrument.title}: {asked}"[:500],
        kind=_KINDS[results.standing],
        question=asked,
        base=table.groups[0].base or 0,
        rows=tuple(_row(line) for line in table.lines),
        several=table.several,
        population=whose[:500],
        fieldwork_from=timezone.localtime(instrument.opens_at, zone).date() if instrument.opens_at else None,
        fieldwork_until=timezone.localtime(instrument.closes_at, zone).date() if instrument.closes_at else None,
        method=" ".join(results.method),
        source=f"/have-your-say/{instrument.slug}/results/",
        threshold=results.threshold if table.panel is not Panel.ORGANISATIONS else 1,
    )


def _row(line: Line) -> SummaryRow:
    cell = line.cells[0]
    if cell.why is not Why.SHOWN:
        return SummaryRow(line.code.strip("()"), line.label, status="suppressed")
    return SummaryRow(line.code.strip("()"), line.label, cell.count, cell.share, cell.low, cell.high)
