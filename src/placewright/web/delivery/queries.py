"""What was decided, as it stands: programmes with their actions, measures with readings and ratings, money spent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from placewright.build.kept_readings import decimals_of, indicator_of
from placewright.core.periods import parse_period
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.publish.formats import short, unit_form, unit_in_words
from placewright.publish.views import Reading as Seen
from placewright.records.funding import FundingStream
from placewright.records.indicator import Indicator
from placewright.records.intervention import Intervention
from placewright.records.measure import Measure
from placewright.records.programme import Programme
from placewright.web.delivery.models import Judgement, Reading, Spend, SpendPurpose
from placewright.web.delivery.periods import year_of_quarter
from placewright.web.delivery.rules import Point, Rated, Rating, Written, rate
from placewright.web.strategy.building import shown_build
from placewright.web.strategy.current import Shown, opened


@dataclass(frozen=True, slots=True)
class Read:
    """A reading as pages show it, from the evidence or written here."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""
    status: str = "ok"
    source: str = ""
    """Where it was read, in words; of a reading of the evidence the title of its source."""
    note: str = ""
    on: date | None = None
    error: str = "unknown"

    @property
    def end(self) -> int:
        """The last day of the period, as a number."""
        return parse_period(self.period).end.toordinal()

    @property
    def label(self) -> str:
        """The period in words."""
        return parse_period(self.period).label

    def seen(self, written: Written) -> Seen:
        """The reading as pages print numbers: with its unit, as finely as its interval allows."""
        seen = Seen(self.value, written.unit, self.label, self.low, self.high, self.error, self.status)
        return replace(seen, decimals=written.decimals)


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure with its readings, oldest first, how the rule rates it, and what a person says to that."""

    measure: Measure
    written: Written
    reads: tuple[Read, ...]
    rated: Rated
    judgement: Judgement | None
    indicator: str = ""
    """The name of the indicator that reads it; empty where people do."""

    @property
    def baseline(self) -> str:
        """The period of the baseline in words."""
        return parse_period(self.measure.baseline_period).label if self.measure.baseline_period else ""

    @property
    def rating(self) -> Rating:
        """How it stands: what a person says, or else the rule."""
        return Rating(self.judgement.rating) if self.judgement else self.rated.rating

    @property
    def newest(self) -> Read | None:
        """The newest reading with a value or words."""
        return next((read for read in reversed(self.reads) if read.value is not None or read.text), None)

    @property
    def unit_words(self) -> str:
        """The unit as a table's head names it; empty where there is none."""
        return unit_in_words(self.written.unit) if self.written.unit else ""

    @property
    def unit_beside(self) -> str:
        """The unit where the value is printed without any sign of it."""
        form = unit_form(self.written.unit)
        return "" if form.before or form.after else self.unit_words

    @property
    def said(self) -> str:
        """The newest reading in figures or words; empty where there is none."""
        if self.newest is None:
            return ""
        return self.newest.text if self.newest.value is None else short(self.newest.seen(self.written))

    @property
    def is_read_here(self) -> bool:
        """Whether people read it, and not the evidence."""
        return not self.measure.indicator


@dataclass(frozen=True, slots=True)
class ProgrammeSeen:
    """A programme with its actions and the measures that watch them."""

    programme: Programme
    interventions: tuple[Intervention, ...]
    watched: tuple[Watched, ...]


@dataclass(frozen=True, slots=True)
class YearOfFund:
    """A financial year of a fund: what there is and what was spent; None where nothing is known."""

    year: str
    amount: float | None
    spent: float | None
    management: float | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything that delivery shows of the strategy that the public sees."""

    shown: Shown
    watched: Mapping[str, Watched]
    programmes: tuple[ProgrammeSeen, ...]

    @property
    def elsewhere(self) -> tuple[Watched, ...]:
        """The measures that no programme's action is watched by."""
        seen = {one.measure.id for programme in self.programmes for one in programme.watched}
        return tuple(one for id, one in self.watched.items() if id not in seen)


def delivery() -> Delivery | None:
    """How things stand; None before the first build."""
    build = shown_build()
    if build is None:
        return None
    now = opened(build.pk, build.folder)
    authored = now.world.authored
    own = _own_reads()
    judged = newest_judgements()
    from_evidence = _from_evidence(build.pk, build.folder)
    indicators = _indicators(build.pk, build.folder)
    watched = {}
    for id, measure in authored.measures.items():
        unit, reads = from_evidence.get(id, ("", ()))
        written = own.get(id, [])
        known = {read.period for read in written}
        others = (read for read in reads if measure.indicator or read.period not in known)
        every = tuple(sorted((*others, *written), key=lambda read: read.end))
        indicator = indicators.get(measure.indicator)
        decimals = decimals_of(read.value for read in every) if indicator is None else indicator.decimals
        how = Written(unit, decimals)
        name = indicator.name if indicator else measure.indicator
        watched[id] = Watched(measure, how, every, _rated(measure, every, how), judged.get(id), name)
    return Delivery(now, watched, _programmes(now, watched))


def newest_judgements() -> dict[str, Judgement]:
    """What people say of measures, those that they did not withdraw."""
    found: dict[str, Judgement] = {}
    for judgement in Judgement.objects.order_by("id"):
        found[judgement.measure] = judgement
    return {id: judgement for id, judgement in found.items() if judgement.rating}


def years_of(funds: Iterable[FundingStream]) -> list[tuple[FundingStream, tuple[YearOfFund, ...]]]:
    """Funds year by year: what there is, and what was spent of each."""
    spent: dict[str, dict[str, dict[str, float]]] = {}
    for row in Spend.objects.filter(is_current=True):
        year = spent.setdefault(row.fund, {}).setdefault(year_of_quarter(row.quarter), {})
        year[row.purpose] = year.get(row.purpose, 0.0) + float(row.amount)
    return [(fund, _years(fund, spent.get(fund.id, {}))) for fund in funds]


def _years(fund: FundingStream, spent: Mapping[str, Mapping[str, float]]) -> tuple[YearOfFund, ...]:
    return tuple(
        YearOfFund(
            year,
            fund.amounts.get(year),
            sum(spent[year].values()) if year in spent else None,
            spent.get(year, {}).get(SpendPurpose.MANAGEMENT),
        )
        for year in sorted({*fund.amounts, *spent})
    )


def _rated(measure: Measure, reads: Iterable[Read], written: Written) -> Rated:
    """How the rule rates a measure by those of its readings that are figures."""
    known = tuple(reads)
    points = [Point(read.period, read.value, read.low, read.high) for read in known if read.value is not None]
    rated = rate(measure, points, written)
    if known and not points:
        return replace(rated, why=_("No reading is a figure yet, and the rule rates figures alone."))
    return rated


def _own_reads() -> dict[str, list[Read]]:
    found: dict[str, list[Read]] = {}
    for row in Reading.objects.filter(is_current=True).order_by("id"):
        read = Read(row.period, row.value, row.low, row.high, row.text, row.status, row.source, row.note, row.at.date())
        found.setdefault(row.measure, []).append(read)
    return found


@lru_cache(maxsize=3)
def _from_evidence(number: int, folder: Path) -> dict[str, tuple[str, tuple[Read, ...]]]:
    """The readings of measures that the evidence holds, with their unit; a build never changes.

    Those of measures that people read came with a workspace from elsewhere, or were kept here before the build.
    """
    now = opened(number, folder)
    read_by = {one.id: one.indicator or indicator_of(one.id) for one in now.world.authored.measures.values()}
    path = now.out / "evidence.parquet"
    if not read_by or not path.is_file():
        return {}
    table = pq.read_table(path, filters=[("indicator", "in", sorted(set(read_by.values())))])
    index = EvidenceIndex(table)
    measures = now.world.authored.measures
    return {id: _series(index, now, measures[id], indicator) for id, indicator in read_by.items()}


@lru_cache(maxsize=3)
def _indicators(number: int, folder: Path) -> dict[str, Indicator]:
    """The definitions that a build's evidence was computed by."""
    return {**packaged_indicators(), **read_indicators(folder / "workspace" / "indicators")}


def _series(index: EvidenceIndex, now: Shown, measure: Measure, indicator: str) -> tuple[str, tuple[Read, ...]]:
    """The readings under the first of the territory's codes that has any."""
    place = measure.place or now.world.area
    for code in dict.fromkeys((place, *now.world.codes_of(place))):
        rows = index.series(indicator, code, measure.member) if indicator in index else ()
        if rows:
            reads = [
                Read(
                    row.period,
                    row.value,
                    row.low,
                    row.high,
                    status=str(row.status),
                    source=_source(now, row.dataset),
                    error=str(row.error),
                )
                for row in rows
            ]
            return rows[0].unit, tuple(reads)
    return "", ()


def _source(now: Shown, dataset: str) -> str:
    """The title of a dataset's source; of several, of each."""
    sources = now.workspace.sources
    return "; ".join(sources[name].title if name in sources else name for name in dataset.split("+"))


def _programmes(now: Shown, watched: Mapping[str, Watched]) -> tuple[ProgrammeSeen, ...]:
    authored = now.world.authored
    return tuple(
        ProgrammeSeen(
            one,
            tuple(authored.interventions[id] for id in one.interventions if id in authored.interventions),
            _watching(one, watched.values()),
        )
        for one in authored.programmes.values()
    )


def _watching(programme: Programme, every: Iterable[Watched]) -> tuple[Watched, ...]:
    actions = set(programme.interventions)
    return tuple(
        one for one in every if one.measure.programme == programme.id or actions.intersection(one.measure.interventions)
    )
