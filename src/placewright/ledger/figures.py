"""The figures of a claim, computed: found in the evidence or in what others stated, transformed and printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from placewright.core.errors import BadRecord, UnknownIndicator, UnknownPlace, did_you_mean
from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import BadPeriod, parse_period
from placewright.core.quantities import MISSING, ErrorKind, Interval, NotEstimated, Quantity, Status
from placewright.core.said import worded
from placewright.core.words import marked
from placewright.ledger.context import Context
from placewright.ledger.evidence_index import EvidenceRow, stand_among
from placewright.ledger.figure_words import figure_words, interval_words, rank_words
from placewright.ledger.stated_figures import stated_quantity
from placewright.ledger.transformations import (
    AGAINST,
    OVER_TIME,
    RANKS,
    As,
    Transformation,
    against,
    are_money_of_two_scales,
    as_index,
    exact,
    finite,
    kind_of_unit,
    over_time,
    parse_as,
)
from placewright.places import BadBundle, registry, same_territory
from placewright.records.claim import Claim, FigureSpec
from placewright.records.event import Event
from placewright.records.finding import Finding
from placewright.records.indicator import Indicator, Polarity
from placewright.records.stated import Stated
from placewright.records.summary import SummaryKind
from placewright.records.verdict import CellRef, FigureResult

LATEST = "latest"
MOST_DECIMALS = 6
"""How many digits behind the point a figure may ask for."""

_NO_MARGIN = {
    SummaryKind.COUNT: "a count of those who chose to answer has no margin of error",
    SummaryKind.WEIGHTED: "chance did not draw who was asked, so there is no margin of error",
    SummaryKind.ESTIMATE: "the summary states no interval",
}
_REASONS = {
    Status.SUPPRESSED: marked("the publisher withholds it"),
    Status.NOT_AVAILABLE: marked("it is not published for this place and period"),
    Status.NOT_APPLICABLE: marked("it does not apply here"),
}


def compute_figures(claim: Claim, context: Context) -> dict[str, FigureResult]:
    """Every figure of a claim by name.

    Raises:
        BadRecord: a figure names no origin or two, a transformation or a figure that is not there, or itself.
        UnknownIndicator: the indicator or result is not known.
        UnknownPlace: the place is not known.
    """
    return _Claim(claim, context).all()


@dataclass(frozen=True, slots=True)
class _Made:
    """A figure on the way: the quantity, the same without troubled cells, and what it came from."""

    quantity: Quantity
    without: Quantity | None
    rows: tuple[EvidenceRow, ...]
    period: str
    origin: str
    decimals: int
    from_period: str = ""
    place: str = ""
    of: int | None = None
    rank: tuple[int, int] | None = None
    digests: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()


class _Claim:
    """One claim whose figures are being computed; each is computed once, also when others refer to it."""

    def __init__(self, claim: Claim, context: Context) -> None:
        self.claim = claim
        self.context = context
        self._made: dict[str, _Made] = {}
        self._under_way: list[str] = []

    @property
    def where(self) -> str:
        """The claim's file, and the key of the figure that is being computed."""
        return f"claims/{self.claim.id}.md{''.join(f', figures.{name}' for name in self._under_way[-1:])}"

    def all(self) -> dict[str, FigureResult]:
        return {name: self._result(name, self.figure(name)) for name in self.claim.figures}

    def figure(self, name: str) -> _Made:
        if name in self._made:
            return self._made[name]
        if name in self._under_way:
            ring = " -> ".join((*self._under_way[self._under_way.index(name) :], name))
            raise BadRecord(
                worded("The figures refer to each other in a ring: %(ring)s.", ring=ring),
                where=self.where,
                fix=worded("Set one of them against a number, a place or another figure."),
            )
        self._under_way.append(name)
        self._made[name] = self._compute(name, self.claim.figures[name])
        self._under_way.pop()
        return self._made[name]

    def _compute(self, name: str, spec: FigureSpec) -> _Made:
        named = [kind for kind in ("indicator", "result", "summary", "finding") if getattr(spec, kind)]
        if len(named) != 1:
            what = worded(
                "The figure '%(name)s' names %(value)s.",
                name=name,
                value=" and ".join(named) or worded("no origin"),
            )
            raise BadRecord(what, where=self.where, fix=worded("Name one of indicator, result, summary and finding."))
        if spec.decimals is not None and not 0 <= spec.decimals <= MOST_DECIMALS:
            what = worded("The figure '%(name)s' asks for %(count)s decimals.", name=name, count=spec.decimals)
            raise BadRecord(what, where=self.where, fix=worded("Ask for 0 to %(most)s.", most=MOST_DECIMALS))
        done = parse_as(spec.as_, self.where)
        if spec.finding:
            return self._against(done, self._stated(spec), spec)
        if spec.summary:
            return self._against(done, self._summarised(spec), spec)
        return self._measured(name, spec, done)

    def _measured(self, name: str, spec: FigureSpec, done: As) -> _Made:
        definition = self._definition(spec)
        place = self._place(spec.place)
        first, last = _periods(spec, self.where)
        if done.kind in RANKS:
            return self._ranked(definition, place, spec, done, last)
        now = self._row(definition, place, spec, last)
        if done.kind in OVER_TIME:
            if not first:
                what = worded("The figure '%(name)s' does not say since when.", name=name)
                raise BadRecord(what, where=self.where, fix=worded('Write a span, as in period = "2015..2023".'))
            then = self._row(definition, place, spec, first)
            begins, ends = then.period, now.period
            self._stop_backwards(name, begins, ends)
            return self._combined(
                (then, now),
                lambda old, new: over_time(done.kind, old, new, first=begins, last=ends),
                now,
                from_period=first,
                decimals=1 if done.kind is not Transformation.CHANGE else None,
            )
        if done.kind is Transformation.INDEX:
            base = self._row(definition, place, spec, done.operand)
            return self._combined(
                (base, now), lambda old, new: as_index(old, new, period=done.operand), now, from_period=done.operand
            )
        return self._against(done, now, spec)

    def _stop_backwards(self, name: str, first: str, last: str) -> None:
        if _is_period(first) and _is_period(last) and parse_period(first).start >= parse_period(last).start:
            what = worded(
                "The span of the figure '%(name)s' runs from %(first)s to %(last)s, not forward.",
                name=name,
                first=first,
                last=last,
            )
            raise BadRecord(what, where=self.where, fix=worded("Write the earlier period first."))

    def _against(self, done: As, own: _Made, spec: FigureSpec) -> _Made:
        if done.kind is Transformation.VALUE:
            return own
        if done.kind not in AGAINST:
            what = worded("'%(done)s' needs an indicator or a result.", done=done)
            raise BadRecord(what, where=self.where, fix=worded("A stated figure can only be set against another."))
        other = self._operand(done, own, spec)
        self._stop_unlike(done, own.quantity.unit, other.quantity.unit)
        decimals = {
            Transformation.DIFFERENCE_FROM: None,
            Transformation.QUOTIENT: 2,
            Transformation.RATIO_OF: 2,
        }.get(done.kind, 1)
        return self._combined(
            (own, other), lambda mine, theirs: against(done.kind, mine, theirs), own, decimals=decimals
        )

    def _stop_unlike(self, done: As, own: str, other: str) -> None:
        """Pounds in per cent of people, or less an index, are no number of anything."""
        is_quotient = done.kind in (Transformation.QUOTIENT, Transformation.RATIO_OF)
        if not are_money_of_two_scales(own, other) and (is_quotient or kind_of_unit(own) == kind_of_unit(other)):
            return
        what = worded(
            "'%(done)s' sets what is in %(own)s against what is in %(other)s.", done=done, own=own, other=other
        )
        raise BadRecord(what, where=self.where, fix=worded("Take two figures of one unit, or a quotient."))

    def _operand(self, done: As, own: _Made, spec: FigureSpec) -> _Made:
        if done.operand in self.claim.figures:
            return self.figure(done.operand)
        try:
            number = exact(finite(done.operand), own.quantity.unit)
        except ValueError:
            pass
        else:
            return _Made(number, None, (), own.period, own.origin, own.decimals)
        if self.context.is_place(done.operand) and (spec.indicator or spec.result):
            return self._row(self._definition(spec), done.operand, spec, own.period)
        fix = did_you_mean(done.operand, self.claim.figures) or worded(
            "Write a number, a figure of this claim or a place's code."
        )
        raise BadRecord(worded("'%(done)s' is set against nothing known.", done=done), where=self.where, fix=fix)

    def _combined(
        self,
        parts: tuple[_Made, _Made],
        formula: Callable[[Quantity, Quantity], Quantity],
        own: _Made,
        *,
        from_period: str = "",
        decimals: int | None = None,
    ) -> _Made:
        first, second = parts
        quantity = formula(first.quantity, second.quantity)
        if lacking := next((part.quantity for part in parts if part.quantity.value is None), None):
            quantity = _missing(quantity.unit, lacking)
        without = None
        if first.without is not None or second.without is not None:
            without = formula(first.without or first.quantity, second.without or second.quantity)
        return replace(
            own,
            quantity=quantity,
            without=without,
            rows=tuple(dict.fromkeys((*own.rows, *first.rows, *second.rows))),
            from_period=from_period or own.from_period,
            decimals=own.decimals if decimals is None else decimals,
            digests=tuple(dict.fromkeys((*first.digests, *second.digests))),
            datasets=tuple(dict.fromkeys((*first.datasets, *second.datasets))),
        )

    def _ranked(self, definition: Indicator, place: str, spec: FigureSpec, done: As, last: str) -> _Made:
        own = self._row(definition, place, spec, last)
        if not own.rows or own.quantity.value is None:
            return replace(own, quantity=_missing("rank", own.quantity), origin=definition.id)
        row = own.rows[0]
        peers = self.context.index.peers(row)
        if done.operand == "members":
            peers = peers.only(self.context.members)
            if peers.number_of(row) is None:
                what = worded(
                    "'%(place)s' is not one of the places that it is ranked among.", place=self.context.name(place)
                )
                fix = worded("Take one of the workspace's own parts, or rank it among all of its level: `rank`.")
                raise BadRecord(what, where=self.where, fix=fix)
        if len(peers) < 2:  # the first of one says nothing
            alone = Quantity(None, "rank", NotEstimated("no other place has a figure"), Status.NOT_APPLICABLE)
            return replace(own, quantity=alone, without=None)
        lowest_first = done.kind is Transformation.RANK_LOWEST or (
            done.kind is Transformation.RANK and definition.polarity is Polarity.LOWER
        )
        standing = stand_among(row, peers, sign=-1.0 if lowest_first else 1.0)
        span = (standing.best, standing.worst)
        interval = (
            NotEstimated("no interval is published for the figures") if row.low is None else Interval(*span, row.error)
        )
        return replace(
            own,
            quantity=Quantity(float(standing.position), "rank", interval),
            without=None,
            rows=(row, *standing.next),
            of=len(peers),
            rank=None if row.low is None else span,
            digests=(peers.digest,),
            decimals=0,
        )

    def _row(self, definition: Indicator, place: str, spec: FigureSpec, period: str) -> _Made:
        row = self.context.index.find(definition.id, place, spec.member, period=period)
        if row is None:
            missing = Quantity(None, definition.unit, NotEstimated("nothing is published"), Status.NOT_AVAILABLE)
            return _Made(missing, None, (), period, definition.id, definition.decimals, place=place)
        areas = {place, *(code for code in (row.place,))}
        aside = self.context.index.without_caveats(row, areas | {self.context.area} if place in self._own() else areas)
        return _Made(
            quantity_of(row),
            None if aside is None else quantity_of(aside),
            (row,),
            row.period,
            definition.id,
            definition.decimals,
            place=place,
            digests=(row.fingerprint,),
            datasets=tuple(name for name in row.dataset.split("+") if name) or definition.datasets,
        )

    def _own(self) -> frozenset[str]:
        return frozenset((self.context.area, *same_territory(self.context.area)))

    def _definition(self, spec: FigureSpec) -> Indicator:
        name = spec.indicator or spec.result
        if name not in self.context.definitions:
            raise UnknownIndicator.named(
                name, self.context.definitions, where=self.where, see="`placewright list WORKSPACE indicators`"
            )
        members = self.context.index.members(name)
        if spec.member and members and spec.member not in members:
            named = ", ".join(member for member in members[:12] if member)
            fix = did_you_mean(spec.member, members) or (
                worded("It has %(members)s.", members=named)
                if named
                else worded("It has no breakdown: leave `member` out.")
            )
            raise BadRecord(
                worded("'%(name)s' has no member '%(member)s'.", name=name, member=spec.member),
                where=self.where,
                fix=fix,
            )
        return self.context.definitions[name]

    def _place(self, place: str | tuple[str, ...]) -> str:
        for code in (place,) if isinstance(place, str) else place:
            if code and not self.context.is_place(code):
                try:
                    registry().get(code)
                except UnknownPlace as error:
                    fix = did_you_mean(code, self.context.authored.places) or error.fix
                    raise UnknownPlace(error.what, where=self.where, fix=fix) from error
        if not isinstance(place, str):
            self._stop_overlapping(place)
        return self.context.code(place)

    def _stop_overlapping(self, places: tuple[str, ...]) -> None:
        """Places of a list that lie in each other would count twice."""
        if not places:
            what = worded("A list of places is empty.")
            raise BadRecord(what, where=self.where, fix=worded("Name at least one code, or leave `place` out."))
        try:
            registry().stop_overlap(places)
        except BadBundle as error:
            raise BadRecord(error.what, where=self.where, fix=error.fix) from error

    def _stated(self, spec: FigureSpec) -> _Made:
        name, _, figure = spec.finding.partition("/")
        kind, record = find_stated(self.context, name)
        if record is None:
            known = [*self.context.authored.findings, *self.context.authored.events]
            raise BadRecord(
                worded("There is no finding or event '%(name)s'.", name=name),
                where=self.where,
                fix=did_you_mean(name, known),
            )
        figures: Mapping[str, Stated] = record.figures
        if (figure or "main") not in figures:
            fix = did_you_mean(figure or "main", figures) or worded(
                "It has %(value)s.", value=", ".join(figures) or worded("none")
            )
            raise BadRecord(
                worded("'%(name)s' has no figure '%(value)s'.", name=name, value=figure or "main"),
                where=self.where,
                fix=fix,
            )
        stated = figures[figure or "main"]
        decimals = 0 if float(stated.value).is_integer() else 1
        origin, digests = f"{kind}:{name}", (fingerprint(record),)
        return _Made(stated_quantity(stated), None, (), stated.period, origin, decimals, digests=digests)

    def _summarised(self, spec: FigureSpec) -> _Made:
        name, _, option = spec.summary.partition("/")
        summaries = self.context.authored.summaries
        if name not in summaries:
            fix = did_you_mean(name, summaries)
            raise BadRecord(worded("There is no summary '%(name)s'.", name=name), where=self.where, fix=fix)
        summary = summaries[name]
        rows = {row.id: row for row in summary.rows}
        period = str(summary.fieldwork_until.year) if summary.fieldwork_until else ""
        origin, digests = f"summary:{name}", (fingerprint(summary),)
        if not option or option == "base":
            return _Made(exact(float(summary.base), "respondents"), None, (), period, origin, 0, digests=digests)
        if option not in rows:
            fix = did_you_mean(option, rows) or worded("It has %(rows)s.", rows=", ".join(rows))
            raise BadRecord(
                worded("The summary '%(name)s' has no option '%(option)s'.", name=name, option=option),
                where=self.where,
                fix=fix,
            )
        row = rows[option]
        share = row.share if row.share is not None else _share(row.count, summary.base)
        if share is None:
            quantity = Quantity(None, "%", NotEstimated("suppressed"), Status.SUPPRESSED)
        else:
            interval: Interval | NotEstimated = NotEstimated(_NO_MARGIN[summary.kind])
            if row.low is not None and row.high is not None:
                interval = Interval(100 * row.low, 100 * row.high, ErrorKind.SAMPLING)
            quantity = Quantity(100 * share, "%", interval)
        return _Made(quantity, None, (), period, origin, 0, digests=digests)

    def _result(self, name: str, made: _Made) -> FigureResult:
        spec = self.claim.figures[name]
        quantity = made.quantity
        decimals = made.decimals if spec.decimals is None else min(spec.decimals, max(made.decimals, spec.decimals))
        place = self.context.name(made.place) if made.place else ""
        period = parse_period(made.period).label if _is_period(made.period) else ""
        if quantity.unit == "rank" and quantity.value is not None:
            low, high = made.rank or (None, None)
            text = rank_words(int(quantity.value), low, high)
        else:
            text = figure_words(quantity, decimals=decimals, plain=spec.plain)
        without = None if made.without is None else made.without.value
        return FigureResult(
            name=name,
            text=text,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            error=quantity.interval.error if isinstance(quantity.interval, Interval) else ErrorKind.UNKNOWN,
            unit=quantity.unit,
            status=quantity.status,
            origin=made.origin,
            place=made.place,
            place_name=place,
            period=made.period,
            period_label=period,
            from_period=made.from_period,
            as_=spec.as_,
            of=made.of,
            rank_low=made.rank[0] if made.rank else None,
            rank_high=made.rank[1] if made.rank else None,
            reason=_REASONS.get(quantity.status, "") if quantity.value is None else "",
            without=without,
            without_text=""
            if made.without is None
            else figure_words(made.without, decimals=decimals, plain=spec.plain),
            datasets=made.datasets,
            caveats=tuple(dict.fromkeys(caveat for row in made.rows for caveat in row.caveats)),
            cells=tuple(_cell(row) for row in made.rows),
            parts=self._parts(made, text, decimals, plain=spec.plain),
            digest=fingerprint(made.digests) if made.digests else "",
        )

    def _parts(self, made: _Made, text: str, decimals: int, *, plain: bool) -> dict[str, str]:
        quantity = made.quantity
        absolute = text
        if quantity.unit != "rank" and quantity.value is not None:
            absolute = figure_words(quantity, decimals=decimals, plain=plain, absolute=True)
        return {"abs": absolute, "interval": interval_words(quantity, decimals=decimals)}


def quantity_of(row: EvidenceRow) -> Quantity:
    """A row of the evidence as a quantity."""
    if row.value is None:
        status = row.status if row.status in MISSING else Status.NOT_AVAILABLE
        return Quantity(None, row.unit, NotEstimated("there is no value"), status)
    interval: Interval | NotEstimated = NotEstimated("none is published")
    if row.low is not None and row.high is not None:
        interval = Interval(min(row.low, row.value), max(row.high, row.value), row.error)
    status = Status.OK if row.status in MISSING else row.status
    return Quantity(row.value, row.unit, interval, status)


def find_stated(context: Context, name: str) -> tuple[str, Finding | Event | None]:
    """The finding or event of that id, and which of them it is."""
    if name in context.authored.findings:
        return "finding", context.authored.findings[name]
    return "event", context.authored.events.get(name)


def _periods(spec: FigureSpec, where: str) -> tuple[str, str]:
    """The first period, empty where none is named, and the last.

    Raises:
        BadRecord: one of them is no period.
    """
    text = str(spec.period)
    first, last = "", text
    if spec.from_period:
        first = str(spec.from_period)
    elif ".." in text and parse_as(spec.as_, where).kind in OVER_TIME:
        first, _, last = text.partition("..")
    if first == LATEST:
        what = worded("A span cannot begin with the latest period.")
        raise BadRecord(what, where=where, fix=worded('Write when it begins, as in period = "2015..latest".'))
    for period in (first, last) if first else (last,):
        if period != LATEST:
            try:
                parse_period(period)
            except BadPeriod as error:
                raise BadRecord(error.what, where=where, fix=error.fix) from error
    return first, last


def _missing(unit: str, like: Quantity) -> Quantity:
    status = like.status if like.status in MISSING else Status.NOT_AVAILABLE
    return Quantity(None, unit, NotEstimated("there is no value"), status)


def _share(count: int | None, base: int) -> float | None:
    return None if count is None or not base else count / base


def _is_period(text: str) -> bool:
    return bool(text) and text != LATEST and text[0].isdigit() | text.startswith("P1Y")


def _cell(row: EvidenceRow) -> CellRef:
    return CellRef(row.indicator, row.dimensions, row.place, row.period, row.fingerprint, row.place_vintage)
