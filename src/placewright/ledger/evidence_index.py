"""The evidence as the ledger looks things up in it: a figure by indicator, member, place and period, at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.analysis.panels import Words, coded, plain_number, words_of
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period, year_of
from placewright.core.quantities import ErrorKind, Status
from placewright.core.significant_digits import DIGITS, magnitudes, powers_of_ten
from placewright.evidence.levels import is_lasting, level_of
from placewright.places import newest, same_territory

FloatArray = npt.NDArray[np.float64]

Cell = tuple[str, str, str, str, str]
"""What names a row: indicator, member, place, vintage and period."""

Group = tuple[str, str, str, str]
"""What rows that are ranked together share: member, level, country or vintage, and period."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of the evidence; `value` is None where it is missing, and `status` says why."""

    indicator: str
    dimensions: str
    place: str
    place_vintage: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    error: ErrorKind
    status: Status
    unit: str
    dataset: str
    caveats: tuple[str, ...]
    fingerprint: str

    @property
    def cell(self) -> Cell:
        """What names the row."""
        return self.indicator, self.dimensions, self.place, self.place_vintage, self.period


class Peers:
    """Rows that are ranked together, kept as arrays; a row is made when it is asked for."""

    def __init__(
        self,
        index: EvidenceIndex,
        at: Sequence[int],
        values: FloatArray,
        ends: tuple[FloatArray, FloatArray],
        places: Sequence[str],
    ) -> None:
        self._index, self._at, self._places = index, tuple(at), tuple(places)
        self.values = values
        """Their values."""
        self.ends = ends
        """The lower and upper ends of their intervals; the value itself where none is known."""

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, number: int) -> EvidenceRow:
        return self._index.row(self._at[number])

    def __iter__(self) -> Iterator[EvidenceRow]:
        return (self._index.row(at) for at in self._at)

    @cached_property
    def digest(self) -> str:
        """The fingerprint of all of them, at twelve significant digits."""
        digest = sha256("\n".join(self._places).encode())
        for column in (self.values, *self.ends):
            step = powers_of_ten(magnitudes(column) - (DIGITS - 1))
            digest.update((np.round(column / step) * step + 0.0).tobytes())
        return digest.hexdigest()

    def number_of(self, row: EvidenceRow) -> int | None:
        """Which of them a row is; None where it is none."""
        for number in (n for n, place in enumerate(self._places) if place == row.place):
            if self[number].cell == row.cell:
                return number
        return None

    def only(self, places: Collection[str]) -> Peers:
        """Those of some places."""
        kept = [number for number, place in enumerate(self._places) if place in places]
        ends = (self.ends[0][kept], self.ends[1][kept])
        at = [self._at[number] for number in kept]
        return Peers(self._index, at, self.values[kept], ends, [self._places[number] for number in kept])


@dataclass(frozen=True, slots=True)
class Stand:
    """A row's position among its peers, the best and worst that the intervals allow, and the rows next to it."""

    position: int
    best: int
    worst: int
    next: tuple[EvidenceRow, ...]


def stand_among(row: EvidenceRow, peers: Peers, *, sign: float) -> Stand:
    """Where a row stands among its peers; `sign` is 1 where the highest comes first, -1 where the lowest does."""
    value = sign * float(row.value or 0.0)
    values = sign * peers.values
    ends = np.sort(sign * np.stack(peers.ends), axis=0)
    own = (value, value) if row.low is None or row.high is None else sorted((sign * row.low, sign * row.high))
    position = 1 + int((values > value).sum())
    best, worst = 1 + int((ends[0] > own[1]).sum()), len(values) - int((ends[1] < own[0]).sum())
    own_number = peers.number_of(row)
    above = np.flatnonzero(values > value)
    below = np.array([n for n in np.flatnonzero(values <= value) if n != own_number], np.int64)
    near = [peers[int(above[np.argmin(values[above])])]] if len(above) else []
    near += [peers[int(below[np.argmax(values[below])])]] if len(below) else []
    return Stand(position, min(best, position), max(worst, position), tuple(near))


_FEW = 12
"""Up to so many codes of an indicator are looked for one by one; sorting it out costs as much."""


def how_made(code: str, made: Collection[str]) -> int:
    """Which code of a territory goes first: 0 is one that figures are published under, 2 one made from districts.

    1 is one of statistical regions: those of a whole country are published for it, or made from a few large parts.
    """
    if code not in made:
        return 0
    return 2 if is_lasting(code) else 1


class EvidenceIndex:
    """Evidence tables made findable; an indicator's rows are sorted out when it is first asked for.

    Args:
        evidence: the table of figures, and of results of analyses where they are joined to it.
        aside: the figures of lists of places without the members that caveats trouble.
        made: codes whose figures were made from a list of places, which give way to published ones.
        counts: how many values indicators have under some codes, where that is known.
    """

    def __init__(
        self,
        evidence: pa.Table,
        aside: pa.Table | None = None,
        *,
        made: Collection[str] = (),
        counts: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        self.counts = {name: dict(of) for name, of in (counts or {}).items()}
        """How many values each indicator has under the codes that were asked for."""
        self._asked: set[str] = set()
        self._table = evidence
        self._aside = None if aside is None else EvidenceIndex(aside)
        self._made = frozenset(made)
        self._words: Words = words_of(evidence)
        self._values = [evidence[name].to_numpy() for name in ("value", "low", "high")]
        self._missing = np.isnan(self._values[0].astype(np.float64))
        self._columns = {name: coded(evidence, name) for name in ("indicator", "place", "period", "dimensions")}
        self._codes = {place: code for code, place in enumerate(self._columns["place"][1])}
        self._starts = _spans(self._columns["indicator"])
        self._found: dict[str, dict[tuple[str, str], list[int]]] = {}
        self._looked_up: dict[str, int] = {}
        self._disturbed: dict[int, EvidenceRow] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        self._made_rows: dict[int, EvidenceRow] = {}
        self._groups: dict[str, Mapping[Group, list[int]]] = {}
        self._peers: dict[tuple[str, Group], Peers] = {}

    def __contains__(self, indicator: str) -> bool:
        self._asked.add(indicator)
        return indicator in self._starts

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator and result that has rows."""
        return tuple(self._starts)

    def members(self, indicator: str) -> tuple[str, ...]:
        """The members of an indicator's breakdown, such as `industry=C`; an empty one for plain figures."""
        self._asked.add(indicator)
        if indicator not in self._members:
            code, words = self._columns["dimensions"]
            found: dict[str, None] = {}
            for start, end in self._starts.get(indicator, ()):
                each, first = np.unique(code[start:end], return_index=True)
                found.update((words[one] if one >= 0 else "", None) for one in each[np.argsort(first)].tolist())
            self._members[indicator] = tuple(found)
        return self._members[indicator]

    def places(self, indicator: str, member: str = "") -> tuple[str, ...]:
        """The places that an indicator has rows for."""
        return tuple(place for of, place in self._rows_of(indicator) if of == member)

    def series(self, indicator: str, place: str, member: str = "") -> tuple[EvidenceRow, ...]:
        """The rows of one code, oldest first; no other code of the territory."""
        return tuple(sorted((self.row(at) for at in self._of_place(indicator, member, place)), key=_age))

    def at_period(self, indicator: str, place: str, member: str, period: str) -> tuple[EvidenceRow, ...]:
        """The rows of one code at one period, as it is written in them; no other code of the territory."""
        period_of, periods = self._columns["period"]
        found = (at for at in self._of_place(indicator, member, place) if periods[period_of[at]] == period)
        return tuple(self.row(at) for at in found)

    def periods(self, indicator: str, place: str, member: str = "") -> tuple[str, ...]:
        """The periods of a place's series, oldest first: from its first value to its last, gaps among them.

        A gap is a period without a value: the place has it and it is missing, or others of its level have one there.
        Codes of the same territory are one place.
        """
        codes, level = {place, *same_territory(place)}, level_of(place)
        period_of, periods = self._columns["period"]
        own: set[str] = set()
        others: set[str] = set()
        for (of, code), rows in self._rows_of(indicator).items():
            if of == member and (code in codes or level_of(code) == level):
                with_values = {periods[period_of[at]] for at in rows if not self._is_missing(at)}
                own |= with_values if code in codes else set()
                others |= {periods[period_of[at]] for at in rows} if code in codes else with_values
        ends = [_end(period)[0] for period in own]
        if not ends:
            return ()
        return tuple(sorted((one for one in others if min(ends) <= _end(one)[0] <= max(ends)), key=_end))

    def values_of(self, indicator: str, place: str) -> int:
        """How many plain values an indicator has under one code; no other code of the territory."""
        known = self.counts.setdefault(indicator, {})
        if place not in known:
            known[place] = sum(not self._is_missing(at) for at in self._rows_of(indicator).get(("", place), []))
        return known[place]

    def asked_since(self) -> frozenset[str]:
        """The indicators that were asked for since this was last called."""
        asked = frozenset(self._asked)
        self._asked.clear()
        return asked

    def find(self, indicator: str, place: str, member: str = "", *, period: str = "latest") -> EvidenceRow | None:
        """The row of a place at a period, under its own code or one recorded as the same territory.

        One with a value goes before one without, then the newest, then a published one before one made from a list of
        places, and of those the one of statistical regions, and of one code in several vintages that of the newest;
        `latest` is the newest with a value. A plain year also finds the period with its middle in it, such as 30 June
        2023. None where there is no row at all.
        """
        best: tuple[tuple[bool, int, int, int], int] | None = None
        period_of, periods = self._columns["period"]
        for order, code in enumerate((place, *same_territory(place))):
            for at in self._of_place(indicator, member, code):
                own = periods[period_of[at]]
                if not _is_wanted(own, period):
                    continue
                key = (self._is_missing(at), -_end(own)[0], how_made(code, self._made), order)
                if best is None or key < best[0] or (key == best[0] and self._is_newer(at, best[1])):
                    best = key, at
        return None if best is None else self.row(best[1])

    def _is_newer(self, at: int, other: int) -> bool:
        """Whether a row's code is of a newer vintage of its level than another row of that code.

        Vintages of other levels, such as that of the districts beside whom a country is given, are not told apart.
        """
        codes, places = self._columns["place"]
        mine, others = (
            newest((self._words.word("place_vintage", one),), level_of(places[codes[one]])) for one in (at, other)
        )
        return mine > others

    def peers(self, row: EvidenceRow) -> Peers:
        """What a row is ranked among: the rows of its level, country and period, those that have a value."""
        self._asked.add(row.indicator)
        key = (row.dimensions, level_of(row.place), _family(row.place, row.place_vintage), row.period)
        if (row.indicator, key) not in self._peers:
            self._peers[row.indicator, key] = self._together(self._grouped(row.indicator).get(key, []))
        return self._peers[row.indicator, key]

    def _together(self, at: Sequence[int]) -> Peers:
        value, low, high = (column[at].astype(np.float64) for column in self._values)
        for number, row in ((n, self._disturbed[one]) for n, one in enumerate(at) if one in self._disturbed):
            value[number] = np.nan if row.value is None else row.value
            low[number], high[number] = (np.nan if end is None else end for end in (row.low, row.high))
        known = ~np.isnan(value)
        kept, value, low, high = (
            [one for one, is_known in zip(at, known, strict=True) if is_known],
            *(column[known] for column in (value, low, high)),
        )
        unknown = np.isnan(low) | np.isnan(high)
        ends = (np.where(unknown, value, low), np.where(unknown, value, high))
        codes, places = self._columns["place"]
        return Peers(self, kept, value, ends, [places[codes[one]] for one in kept])

    def _grouped(self, indicator: str) -> Mapping[Group, list[int]]:
        """The rows of an indicator that are ranked together, whether they have a value or not."""
        if indicator not in self._groups:
            period, periods = self._columns["period"]
            vintage, vintages = self._words.columns["place_vintage"]
            made: dict[Group, list[int]] = {}
            for (member, place), rows in self._rows_of(indicator).items():
                level = level_of(place)
                for at in rows:
                    family = _family(place, vintages[vintage[at]] if vintage[at] >= 0 else "")
                    made.setdefault((member, level, family, periods[period[at]]), []).append(at)
            self._groups[indicator] = made
        return self._groups[indicator]

    def without_caveats(self, row: EvidenceRow, areas: Collection[str]) -> EvidenceRow | None:
        """The same figure without the members that its caveat troubles; None where it was not computed.

        `areas` are the codes under which it may have been computed, those of the row's territory.
        """
        if self._aside is None or not row.caveats:
            return None
        for (member, place), rows in self._aside._rows_of(row.indicator).items():
            if member == row.dimensions and place.partition(" ")[0] in areas:
                for at in rows:
                    other = self._aside.row(at)
                    if other.period == row.period and other.value is not None:
                        return other
        return None

    def disturb(self, row: EvidenceRow, value: float) -> None:
        """Let a row have another value, its interval moved with it, until `restore`."""
        self._peers.clear()
        moved = 0.0 if row.value is None else value - row.value
        low, high = (None if end is None else end + moved for end in (row.low, row.high))
        self._disturbed[self._at(row)] = replace(row, value=value, low=low, high=high)

    def restore(self) -> None:
        """Undo every disturbance."""
        self._disturbed.clear()
        self._peers.clear()

    def _at(self, row: EvidenceRow) -> int:
        for at in self._rows_of(row.indicator)[row.dimensions, row.place]:
            if self.row(at).cell == row.cell:
                return at
        raise KeyError(row.cell)

    def _is_missing(self, at: int) -> bool:
        if at in self._disturbed:
            return self._disturbed[at].value is None
        return bool(self._missing[at])

    def _of_place(self, indicator: str, member: str, place: str) -> Sequence[int]:
        """The rows of one code; an indicator is only sorted out once it was asked for some of them."""
        times = self._looked_up[indicator] = self._looked_up.get(indicator, 0) + 1
        if indicator in self._found or times > _FEW:
            return self._rows_of(indicator).get((member, place), [])
        self._asked.add(indicator)
        (of, members), code = self._columns["dimensions"], self._columns["place"][0]
        found: list[int] = []
        for start, end in self._starts.get(indicator, ()):
            here = np.flatnonzero(code[start:end] == self._codes.get(place, -2)) + start
            found += [one for one in here.tolist() if (members[of[one]] if of[one] >= 0 else "") == member]
        return found

    def _rows_of(self, indicator: str) -> Mapping[tuple[str, str], list[int]]:
        self._asked.add(indicator)
        if indicator not in self._found:
            made: dict[tuple[str, str], list[int]] = {}
            place, places = self._columns["place"]
            member, members = self._columns["dimensions"]
            for start, end in self._starts.get(indicator, ()):
                changes = np.diff(member[start:end], prepend=-2) | np.diff(place[start:end], prepend=-2)
                begins = (np.flatnonzero(changes) + start).tolist()  # rows of one place mostly stand together
                for begin, until in zip(begins, [*begins[1:], end], strict=True):
                    of = member[begin]
                    rows = made.setdefault((members[of] if of >= 0 else "", places[place[begin]]), [])
                    rows.extend(range(begin, until))
            self._found[indicator] = made
        return self._found[indicator]

    def row(self, at: int) -> EvidenceRow:
        """The row of that number in the table."""
        if at in self._disturbed:
            return self._disturbed[at]
        if at not in self._made_rows:
            self._made_rows[at] = self._read(at)
        return self._made_rows[at]

    def _read(self, at: int) -> EvidenceRow:
        value, low, high = (plain_number(column[at]) for column in self._values)
        words = {name: codes[1][codes[0][at]] if codes[0][at] >= 0 else "" for name, codes in self._columns.items()}
        known = self._words.word
        return EvidenceRow(
            words["indicator"],
            words["dimensions"],
            words["place"],
            known("place_vintage", at),
            words["period"],
            value,
            low,
            high,
            ErrorKind(known("error", at) or "unknown"),
            Status(known("status", at) or ("ok" if value is not None else "not_available")),
            known("unit", at),
            known("dataset", at),
            self._words.caveats(at),
            self._words.fingerprint(at),
        )


def _spans(column: tuple[npt.NDArray[np.int64], tuple[str, ...]]) -> dict[str, list[tuple[int, int]]]:
    """Where the rows of each word begin and end."""
    codes, words = column
    found: dict[str, list[tuple[int, int]]] = {}
    if len(codes):
        starts = np.flatnonzero(np.diff(codes, prepend=-1)).tolist()
        for start, end in zip(starts, [*starts[1:], len(codes)], strict=True):
            found.setdefault(words[codes[start]], []).append((start, end))
    return found


@lru_cache(maxsize=16384)
def _is_wanted(period: str, wanted: str) -> bool:
    if wanted in ("latest", period):
        return True
    return len(wanted) == 4 and wanted.isdigit() and str(year_of(parse_period(period))) == wanted


@lru_cache(maxsize=4096)
def _end(period: str) -> tuple[int, int]:
    known = parse_period(period)
    return known.end.toordinal(), known.start.toordinal()


def _age(row: EvidenceRow) -> tuple[int, int]:
    return _end(row.period)


@lru_cache(maxsize=65536)
def _family(place: str, vintage: str) -> str:
    return place[0] if is_lasting(place) else vintage
