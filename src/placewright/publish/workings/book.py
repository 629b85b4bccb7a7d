"""The workbook of workings: the evidence, the claims' figures as formulas over it, and their tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from placewright.core.printing import stored_unit_in_words
from placewright.core.said import in_words, worded
from placewright.core.words import gettext as _
from placewright.publish.data import MARKS, first_row, sheet_name, spreadsheet
from placewright.publish.document import FigureTrace
from placewright.publish.repeatable_zip import repeatable_zip
from placewright.publish.views_data import Formula, Sheet, SheetCell, SheetColumn, Spreadsheet
from placewright.publish.workings.formulas import At, Span, figure_formula, test_formula
from placewright.publish.workings.records import Cell, Ranked, Workings
from placewright.records.claim import Claim
from placewright.records.verdict import CellRef, ClaimResult, FigureResult, Verdict

FIGURES, CLAIMS, TESTS, ORDERED = worded("Figures"), worded("Claims"), worded("Tests"), worded("Ordered")
"""The names of the sheets."""

_ABOUT = worded(
    "The figures behind the claims of the strategy, computed again by formulas over the evidence, so that anyone can "
    "follow and try them."
)
_SOURCES = worded(
    "The figures belong to their publishers. Each row of the sheet Figures names its source, with release and licence."
)
_FIGURES_INTRO = (
    worded(
        "Each row is one figure of the evidence, unrounded, as it was published or computed from what was published."
    ),
    worded("Change a value here, and every formula on the other sheets follows."),
)
_CLAIMS_INTRO = (
    worded(
        "Each row is one figure of a claim. The column Result is a formula over the sheet Figures; beside it stands "
        "the value that the ledger found."
    ),
)
_TESTS_INTRO = (
    worded(
        "Each row is one test of a claim. The column Passes is a formula over the sheet Claims and takes figures as "
        "they are; the ledger’s verdict also weighs how sure they are."
    ),
)
_ORDERED_INTRO = (worded("The figures that ranks, highest and lowest are taken among, block by block."),)
_VALUE_OF_CELL, _VALUE_OF_ORDERED, _RESULT = "G", "F", "G"
_LEDGER = "H"
_NONE = MARKS["not_applicable"][0]
_MISSING = MARKS["not_available"][0]
_OPEN = worded("open")

_FIGURE_COLUMNS = (
    SheetColumn(worded("Measure"), width=46, wraps=True),
    SheetColumn(worded("Line"), width=20, wraps=True),
    SheetColumn(worded("Indicator"), width=30),
    SheetColumn(worded("Place"), width=28, wraps=True),
    SheetColumn(worded("Code"), width=13),
    SheetColumn(worded("Period"), width=14),
    SheetColumn(worded("Value"), "number", 3, 16),
    SheetColumn(worded("Low"), "number", 3, 16),
    SheetColumn(worded("High"), "number", 3, 16),
    SheetColumn(worded("Unit"), width=20),
    SheetColumn(worded("Used by"), width=34, wraps=True),
    SheetColumn(worded("Source"), width=60, wraps=True),
)
_CLAIM_COLUMNS = (
    SheetColumn(worded("Claim"), width=28),
    SheetColumn(worded("Figure"), width=14),
    SheetColumn(worded("Measure"), width=46, wraps=True),
    SheetColumn(worded("Place"), width=26, wraps=True),
    SheetColumn(worded("Period"), width=20),
    SheetColumn(worded("Taken as"), width=26),
    SheetColumn(worded("Result"), "number", 3, 16),
    SheetColumn(worded("Value in the ledger"), "number", 3, 16),
    SheetColumn(worded("Agrees"), width=10),
    SheetColumn(worded("Low"), "number", 3, 16),
    SheetColumn(worded("High"), "number", 3, 16),
    SheetColumn(worded("Unit"), width=20),
    SheetColumn(worded("Printed as"), width=22),
)
_TEST_COLUMNS = (
    SheetColumn(worded("Claim"), width=28),
    SheetColumn(worded("Sentence"), width=70, wraps=True),
    SheetColumn(worded("Test"), width=46, wraps=True),
    SheetColumn(worded("Figure"), "number", 3, 16),
    SheetColumn(worded("Held against"), "number", 3, 18),
    SheetColumn(worded("Passes"), width=10),
    SheetColumn(worded("Verdict of the ledger"), width=16),
    SheetColumn(worded("Agrees"), width=10),
    SheetColumn(worded("Verdict on the claim"), width=16),
)
_ORDERED_COLUMNS = (
    SheetColumn(worded("Block"), "number", 0, 8),
    SheetColumn(worded("Measure"), width=46, wraps=True),
    SheetColumn(worded("Place"), width=28),
    SheetColumn(worded("Code"), width=13),
    SheetColumn(worded("Period"), width=14),
    SheetColumn(worded("Value"), "number", 3, 16),
    SheetColumn(worded("Unit"), width=20),
)
_NOTES = (
    (worded("Result"), worded("A formula; its result as computed when the file was made is stored with it.")),
    (worded("Agrees"), worded("TRUE where the formula gives what the ledger found, to a millionth; else FALSE.")),
    (
        worded("open"),
        worded("The ledger’s verdict is neither holds nor fails, so a plain comparison cannot agree or disagree."),
    ),
    (worded("holds"), worded("The figures pass the test, whatever their intervals leave open.")),
    (worded("fails"), worded("The figures do not pass the test, whatever their intervals leave open.")),
    (worded("cannot tell"), worded("The interval straddles what the figure is held against.")),
    (worded("unmeasured"), worded("A figure is missing.")),
    (_MISSING, worded("Not available: no figure or no interval is known, or it cannot be computed.")),
    (_NONE, worded("Does not apply.")),
)


def workings_xlsx(workings: Workings) -> bytes:
    """The workings as .xlsx with live formulas; equal input gives equal bytes."""
    document = workings.document
    made = _Workings(workings)
    claims = tuple(made.claim_rows())
    tests = tuple(made.test_rows())
    sheets = [
        Sheet(CLAIMS, worded("Figures of the claims, as formulas"), _CLAIM_COLUMNS, claims, _CLAIMS_INTRO),
        Sheet(TESTS, worded("Tests of the claims, as formulas"), _TEST_COLUMNS, tests, _TESTS_INTRO),
        Sheet(FIGURES, worded("Figures of the evidence"), _FIGURE_COLUMNS, tuple(made.figure_rows()), _FIGURES_INTRO),
    ]
    if ordered := tuple(made.ordered_rows()):
        sheets.append(Sheet(ORDERED, worded("Figures in an order"), _ORDERED_COLUMNS, ordered, _ORDERED_INTRO))
    book = Spreadsheet(
        title=worded("%(title)s: workings", title=document.title),
        as_of=document.date,
        cover=tuple(line for line in (_ABOUT, _edition(document.edition), document.notice, _SOURCES) if line),
        sheets=tuple(sheets),
        notes=_NOTES,
        publisher=document.author,
        to_work_in=True,
    )
    return repeatable_zip(spreadsheet(book), day=document.date)


@dataclass(slots=True)
class _Block:
    """Figures that stand together on the sheet of ordered ones."""

    ranked: Ranked
    first: int


@dataclass
class _Workings:
    """The workbook under way: which row of which sheet holds what."""

    workings: Workings
    cell_rows: dict[CellRef, int] = field(default_factory=dict)
    used_by: dict[CellRef, list[str]] = field(default_factory=dict)
    results: dict[str, dict[str, At]] = field(default_factory=dict)
    blocks: dict[tuple[Cell, ...], _Block] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.traces = {(row.id, figure.name): figure for row in self.workings.document.ledger for figure in row.figures}
        first = first_row(_FIGURES_INTRO)
        for claim, result in self.each():
            for name, figure in result.figures.items():
                for ref in figure.cells:
                    if ref in self.workings.cells:
                        self.cell_rows.setdefault(ref, first + len(self.cell_rows))
                        self.used_by.setdefault(ref, []).append(f"{claim.id}: {name}")

    def each(self) -> Iterator[tuple[Claim, ClaimResult]]:
        """The claims in the order of the document's ledger, those that it lacks behind."""
        order = dict.fromkeys((*(row.id for row in self.workings.document.ledger), *self.workings.results))
        for id in order:
            if id in self.workings.claims and id in self.workings.results:
                yield self.workings.claims[id], self.workings.results[id]

    def claim_rows(self) -> Iterator[tuple[SheetCell, ...]]:
        """The figures of the claims; where each stands is remembered for its tests."""
        row = first_row(_CLAIMS_INTRO)
        for claim, result in self.each():
            formulas = self._formulas(claim, result, row)
            for name, figure in result.figures.items():
                yield self._claim_row(claim, figure, formulas.get(name), row)
                row += 1

    def test_rows(self) -> Iterator[tuple[SheetCell, ...]]:
        """The tests of the claims."""
        row = first_row(_TESTS_INTRO)
        for claim, result in self.each():
            figures = self.results[claim.id]
            for n, (test, done) in enumerate(zip(claim.holds, result.tests, strict=False)):
                formula, against = test_formula(test, figures, self._rivals(claim.id, n))
                own = figures.get(test.figure)
                yield (
                    claim.id,
                    result.text,
                    done.said.spoken(),
                    _MISSING if own is None else Formula(f"={own.text}", own.value),
                    _NONE if against == "" else against,
                    _NONE if formula is None else formula,
                    _(str(done.verdict)),
                    _agreement(formula, done.verdict, row),
                    _(str(result.verdict)),
                )
                row += 1

    def figure_rows(self) -> Iterator[tuple[SheetCell, ...]]:
        """The evidence that the figures rest on."""
        for ref in self.cell_rows:
            cell = self.workings.cells[ref]
            yield (
                cell.name,
                cell.member or _NONE,
                cell.indicator,
                cell.place_name,
                cell.place,
                cell.period,
                cell.value,
                _MISSING if cell.low is None else cell.low,
                _MISSING if cell.high is None else cell.high,
                stored_unit_in_words(cell.unit) or _NONE,
                "; ".join(dict.fromkeys(self.used_by[ref])),
                cell.source or _MISSING,
            )

    def ordered_rows(self) -> Iterator[tuple[SheetCell, ...]]:
        """The blocks of figures that others are set in order with."""
        for n, block in enumerate(self.blocks.values(), 1):
            for cell in block.ranked.cells:
                words = stored_unit_in_words(cell.unit) or _NONE
                yield n, _measure(cell), cell.place_name, cell.place, cell.period, cell.value, words

    def _formulas(self, claim: Claim, result: ClaimResult, first: int) -> dict[str, Formula]:
        """The formula of each figure; one that another refers to is made before it."""
        rows = {name: first + n for n, name in enumerate(result.figures)}
        made: dict[str, Formula] = {}
        known: dict[str, At] = {}
        waiting = [name for name in result.figures if name in claim.figures]
        while waiting:
            later = [name for name in waiting if _operand(claim, name) in waiting and _operand(claim, name) != name]
            for name in waiting:
                if name in later:
                    continue
                formula = self._formula(claim, result.figures[name], known)
                value = result.figures[name].value
                if formula is not None:
                    made[name] = formula
                    known[name] = At(f"{_sheet(CLAIMS)}{_RESULT}{rows[name]}", float(formula.result))
                elif value is not None:
                    known[name] = At(f"{_sheet(CLAIMS)}{_RESULT}{rows[name]}", value)
            if len(later) == len(waiting):
                break
            waiting = later
        self.results[claim.id] = known
        return made

    def _formula(self, claim: Claim, figure: FigureResult, known: Mapping[str, At]) -> Formula | None:
        cells = [self._at(ref) for ref in figure.cells]
        own = self.workings.cells.get(figure.cells[0]) if figure.cells else None
        ranked = self.workings.ranks.get((claim.id, figure.name))
        return figure_formula(
            claim.figures[figure.name],
            figure,
            cells,
            figures=known,
            unit=own.unit if own is not None else "",
            ranked=None if ranked is None else self._span(ranked),
        )

    def _claim_row(
        self, claim: Claim, figure: FigureResult, formula: Formula | None, row: int
    ) -> tuple[SheetCell, ...]:
        trace = self.traces.get((claim.id, figure.name))
        result: SheetCell = formula if formula is not None else figure.value
        agrees: SheetCell = _NONE
        if formula is not None and figure.value is not None:
            ledger = f"{_LEDGER}{row}"
            is_equal = abs(float(formula.result) - figure.value) <= 1e-6 * max(1.0, abs(figure.value))
            agrees = Formula(f"=ABS({_RESULT}{row}-{ledger})<=1E-6*MAX(1,ABS({ledger}))", is_equal)
        return (
            claim.id,
            figure.name,
            trace.what if trace is not None else figure.origin,
            figure.place_name or _NONE,
            _period(figure, trace),
            figure.as_ or _("value"),
            result,
            figure.value,
            agrees,
            _MISSING if figure.low is None else figure.low,
            _MISSING if figure.high is None else figure.high,
            stored_unit_in_words(figure.unit) or _NONE,
            figure.text,
        )

    def _at(self, ref: CellRef) -> At | None:
        cell = self.workings.cells.get(ref)
        if cell is None or cell.value is None:
            return None
        return At(f"{_sheet(FIGURES)}{_VALUE_OF_CELL}{self.cell_rows[ref]}", cell.value)

    def _rivals(self, claim: str, test: int) -> Span | None:
        rivals = self.workings.rivals.get((claim, test))
        return None if rivals is None or not rivals.cells else self._span(rivals)

    def _span(self, ranked: Ranked) -> Span:
        """Where figures stand on the sheet of ordered ones; the same figures stand there once."""
        known = Ranked(tuple(cell for cell in ranked.cells if cell.value is not None), ranked.lowest_first)
        if known.cells not in self.blocks:
            first = first_row(_ORDERED_INTRO) + sum(len(block.ranked.cells) for block in self.blocks.values())
            self.blocks[known.cells] = _Block(known, first)
        first = self.blocks[known.cells].first
        last = first + len(known.cells) - 1
        values = [cell.value for cell in known.cells if cell.value is not None]
        column = _VALUE_OF_ORDERED
        return Span(f"{_sheet(ORDERED)}${column}${first}:${column}${last}", values, ranked.lowest_first)


def _edition(name: str) -> str:
    return _("Edition: %(edition)s.") % {"edition": name} if name else ""


def _operand(claim: Claim, name: str) -> str:
    return claim.figures[name].as_.partition(":")[2] if name in claim.figures else ""


def _measure(cell: Cell) -> str:
    return f"{cell.name}: {cell.member}" if cell.member else cell.name


def _period(figure: FigureResult, trace: FigureTrace | None) -> str:
    return (trace.period if trace is not None else "") or figure.period_label or figure.period or _NONE


def _agreement(formula: Formula | None, verdict: Verdict, row: int) -> SheetCell:
    if formula is None:
        return _NONE
    passes = bool(formula.result)
    is_open = in_words(_OPEN)
    now: bool | str = passes if verdict is Verdict.HOLDS else not passes if verdict is Verdict.FAILS else is_open
    holds, fails, open_ = (_quoted(words) for words in (_(str(Verdict.HOLDS)), _(str(Verdict.FAILS)), is_open))
    return Formula(f"=IF(G{row}={holds},F{row},IF(G{row}={fails},NOT(F{row}),{open_}))", now)


def _quoted(words: str) -> str:
    """Words as a formula writes them."""
    doubled = words.replace('"', '""')
    return f'"{doubled}"'


def _sheet(name: str) -> str:
    """A sheet as a formula names it."""
    said = sheet_name(name)
    doubled = said.replace("'", "''")
    return f"{said}!" if said.isascii() and said.isalpha() else f"'{doubled}'!"
