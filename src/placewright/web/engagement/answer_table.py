"""All answers of a survey or consultation as a table, with what must be said of it; no names, addresses or devices."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.publish.answer_table import AnswerTable
from placewright.questionnaires.columns import Cell, Column, cells_of, columns_of
from placewright.questionnaires.model import Questionnaire
from placewright.web.engagement.models import Instrument, InstrumentKind, ResponseState
from placewright.web.engagement.result_replies import with_area_names

_LEADING = (
    Column("reference", "", label="Reference of the response"),
    Column("version", "", label="Version of the questionnaire", kind="number"),
    Column("state", "", label="What it counts as", kind="code", values={one.value: one.value for one in ResponseState}),
    Column("mode", "", label="How it came"),
    Column("language", "", label="Language"),
    Column("day", "", label="Day it came in"),
    Column("flags", "", label="Why it should be looked at"),
    Column("stratum", "", label="Stratum"),
    Column("cluster", "", label="Cluster"),
    Column("base_weight", "", label="Design weight"),
)


def answer_table(instrument: Instrument) -> AnswerTable:
    """Every response but withdrawn ones, in the order of their references, which says nothing of when they came."""
    versions: dict[int, Questionnaire] = {
        version.number: with_area_names(version.questionnaire) for version in instrument.versions.order_by("number")
    }
    columns = columns_of(list(versions.values()))
    rows: list[list[Cell]] = []
    found = instrument.responses.exclude(state=ResponseState.WITHDRAWN).filter(shredded_at=None)
    for one in found.select_related("version").prefetch_related("flags").order_by("reference"):
        lead: list[Cell] = [
            one.reference,
            one.version.number,
            one.state,
            one.mode,
            one.language,
            timezone.localtime(one.submitted_at, instrument.zone).date().isoformat(),
            "; ".join(sorted(flag.kind for flag in one.flags.all())),
            one.stratum,
            one.cluster,
            "" if one.base_weight is None else f"{one.base_weight:.10g}",
        ]
        cells = cells_of(columns, versions[one.version.number], one.answers, withhold=frozenset())
        rows.append([*lead, *cells])
    leading: tuple[Column, ...] = _LEADING
    if instrument.is_rehearsal:
        leading = (Column("rehearsal", "", label="Every answer is invented"), *_LEADING)
        rows = [["REHEARSAL: invented", *row] for row in rows]
    day = timezone.localtime(instrument.closes_at or timezone.now(), instrument.zone).date()
    return AnswerTable(instrument.title, about(instrument), leading, columns, rows, day)


def about(instrument: Instrument) -> tuple[str, ...]:
    """What may and may not be said of the answers."""
    lines = {
        InstrumentKind.SURVEY: _("A survey of a drawn sample: estimates need the weights, and have a margin of error."),
        InstrumentKind.QUOTA: _(
            "A survey without a drawn sample: weighted shares may be given, a margin of error may not."
        ),
        InstrumentKind.CONSULTATION: _(
            "A consultation, open to all: who answered chose to. Counts are counts of answers; they stand for nobody "
            "else, and have no margin of error."
        ),
    }
    said = [lines[instrument.kind_of], _("Names and addresses are not in this file.")]
    if instrument.is_rehearsal:
        said.insert(0, _("REHEARSAL: every answer in this file is invented."))
    return tuple(said)
