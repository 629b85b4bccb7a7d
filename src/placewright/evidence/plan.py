"""What the engine is asked: every indicator taken apart into weighted cells, so that all are computed at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from placewright.core.late_dataclass import dataclass
from placewright.evidence.catalogue import EACH_MEMBER
from placewright.records.indicator import BundleRule, Cells, ComputeKind, Indicator, Match, Term

TOTAL = "total"
"""The member of a dimension that is all of it; it is left out of a cell's key."""

NUMERATOR, DENOMINATOR = 0, 1


def cell_key(members: Sequence[tuple[str, str]]) -> str:
    """The members of a cell's dimensions as one text, without those at their total.

    >>> cell_key([("sex", "total"), ("pattern", "full-time"), ("industry", "C")])
    'industry=C;pattern=full-time;'
    """
    return "".join(f"{name}={member};" for name, member in sorted(members) if member != TOTAL)


@dataclass(frozen=True, slots=True)
class Line:
    """One way to compute one indicator for one member of its breakdown: a line of figures by place and period.

    `variant` is the rank of the dataset it is taken from among the indicator's choices.
    """

    indicator: Indicator
    dimensions: str
    variant: int
    numerator: tuple[tuple[Cells, Term], ...]
    denominator: tuple[tuple[Cells, Term], ...]
    weight: Cells | None = None

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it is computed from, those of the numerator first."""
        cells = [cells for cells, _ in (*self.numerator, *self.denominator)]
        return tuple(dict.fromkeys(cell.dataset for cell in (*cells, *((self.weight,) if self.weight else ()))))


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines, the cells that they use, each once, and the tables that the engine joins with the cells.

    `cells` are dataset, measure and key; their places in it are the numbers in `terms` and `weighted`. `in_plain_lines`
    says of each whether some line that is not of a breakdown uses it.
    """

    lines: tuple[Line, ...]
    terms: pa.Table
    weighted: pa.Table
    info: pa.Table
    cells: tuple[tuple[str, str, str], ...]
    in_plain_lines: npt.NDArray[np.bool_]

    @property
    def datasets(self) -> frozenset[str]:
        """Every dataset that some line needs."""
        return frozenset(dataset for line in self.lines for dataset in line.datasets)

    def terms_of(self, flag: str) -> pa.Table:
        """The terms of the lines that are so by `info`; `restricted` says which are asked for at some places only.

        Those are the lines of breakdowns, but for them whose figures say why lists of places have none.
        """
        info = {name: self.info[name].to_numpy(zero_copy_only=False) for name in (flag, "of_breakdown", "refused")}
        line = self.terms["line"].to_numpy()
        restricted = info["of_breakdown"].astype(bool) & ~info["refused"].astype(bool)
        terms = self.terms.append_column("restricted", pa.array(restricted[line]))
        return terms.filter(pa.array(info[flag].astype(bool)[line]))

    def small_areas(self, dataset: str) -> bool:
        """Whether some line wants the dataset for neighbourhoods, of which there are tens of thousands."""
        return any(
            dataset in line.datasets and {"lsoa", "msoa"}.intersection(line.indicator.levels) for line in self.lines
        )


def make_plan(indicators: Sequence[Indicator], available: Collection[str], *, bundled: bool) -> Plan:
    """The plan for those indicators whose datasets are available; derived ones have no part in it.

    `bundled` adds the lines that weight published figures over a list of places.
    """
    lines = [
        line
        for indicator in indicators
        if indicator.compute.kind is not ComputeKind.DERIVED
        for line in _lines(indicator, bundled=bundled)
        if set(available).issuperset(line.datasets)
    ]
    numbers = _numbers(lines)
    plain = np.zeros(len(numbers), bool)
    plain[[numbers[cell] for line in lines if not line.dimensions for cell in _cells(line)]] = True
    tables = (_terms(lines, numbers), _weighted(lines, numbers), _info(lines))
    return Plan(tuple(lines), *tables, tuple(numbers), plain)


def _lines(indicator: Indicator, *, bundled: bool) -> Iterator[Line]:
    compute = indicator.compute
    choices = max((len(term.choices) for term in compute.terms()), default=1)
    for member in compute.members or ("",):
        dimensions = f"{compute.by}={member}" if member else ""
        for variant in range(choices):
            numerator = tuple((_choose(term, variant, member), term) for term in compute.numerator)
            denominator = tuple((_choose(term, variant, member), term) for term in compute.denominator)
            line = Line(indicator, dimensions, variant, numerator, denominator)
            yield line
            if bundled and indicator.bundle is BundleRule.WEIGHTED:
                yield replace(line, weight=indicator.bundle_weight)


def _choose(term: Term, variant: int, member: str) -> Cells:
    cells = term.choices[min(variant, len(term.choices) - 1)]
    members = tuple((name, member if wanted == EACH_MEMBER else wanted) for name, wanted in cells.members)
    return replace(cells, members=members)


def _cells(line: Line) -> list[tuple[str, str, str]]:
    cells = [cells for cells, _ in (*line.numerator, *line.denominator)]
    return [_cell(item) for item in (*cells, *((line.weight,) if line.weight else ()))]


def _cell(cells: Cells) -> tuple[str, str, str]:
    return cells.dataset, cells.measure, cell_key(cells.members)


def _numbers(lines: Sequence[Line]) -> dict[tuple[str, str, str], int]:
    return {cell: number for number, cell in enumerate(dict.fromkeys(cell for line in lines for cell in _cells(line)))}


def _terms(lines: Sequence[Line], numbers: Mapping[tuple[str, str, str], int]) -> pa.Table:
    rows = [
        (
            number, role, numbers[_cell(cells)], term.weight, term.exact,
            str(line.indicator.compute.match), line.indicator.compute.lag, line.indicator.compute.base,
        )
        for number, line in enumerate(lines)
        if line.weight is None
        for role, part in ((NUMERATOR, line.numerator), (DENOMINATOR, line.denominator))
        for cells, term in part
    ]  # fmt: skip
    return _table(
        rows,
        [
            ("line", pa.int32()), ("role", pa.int8()), ("cell", pa.int32()), ("weight", pa.float64()),
            ("exact", pa.bool_()), ("match", pa.string()), ("lag", pa.int32()), ("base", pa.string()),
        ],
    )  # fmt: skip


def _weighted(lines: Sequence[Line], numbers: Mapping[tuple[str, str, str], int]) -> pa.Table:
    rows = [
        (number, numbers[_cell(cells)], numbers[_cell(line.weight)])
        for number, line in enumerate(lines)
        if line.weight is not None
        for cells, _ in line.numerator
    ]
    return _table(rows, [("line", pa.int32()), ("cell", pa.int32()), ("weight_cell", pa.int32())])


def _info(lines: Sequence[Line]) -> pa.Table:
    rows = []
    for number, line in enumerate(lines):
        compute, weighted = line.indicator.compute, line.weight is not None
        additive = line.indicator.bundle in (BundleRule.SUM, BundleRule.RATIO)
        divided = weighted or bool(line.denominator)
        rows.append(
            (
                number, len(line.numerator), 1 if weighted else len(line.denominator), divided, compute.scale,
                compute.offset, compute.least, compute.most, not weighted, weighted or additive,
                compute.match is Match.PERIOD, bool(line.dimensions), line.indicator.bundle is BundleRule.NONE,
            )
        )  # fmt: skip
    return _table(
        rows,
        [
            ("line", pa.int32()), ("parts_wanted", pa.int32()), ("divisors_wanted", pa.int32()),
            ("divided", pa.bool_()), ("scale", pa.float64()), ("offset", pa.float64()), ("least", pa.float64()),
            ("most", pa.float64()), ("of_places", pa.bool_()), ("of_bundles", pa.bool_()), ("same_period", pa.bool_()),
            ("of_breakdown", pa.bool_()), ("refused", pa.bool_()),
        ],
    )  # fmt: skip


def _table(rows: Sequence[tuple[object, ...]], columns: Sequence[tuple[str, pa.DataType]]) -> pa.Table:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [pa.array(column, kind) for column, (_, kind) in zip(values, columns, strict=True)]
    return pa.table(arrays, schema=pa.schema(columns))
