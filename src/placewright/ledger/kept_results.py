"""Claims as they turned out, in plain JSON values and back: exactly what was judged, for the next check."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from placewright.core.issues import Issue, Severity
from placewright.core.quantities import ErrorKind, Status
from placewright.core.said import from_plain, kept_words, plain, words_kept
from placewright.records.verdict import CellRef, ClaimResult, FigureResult, Mark, TestResult, Verdict


def plain_result(result: ClaimResult) -> list[Any]:
    """A claim's result as JSON values: the fields in their order."""
    return [
        result.id,
        result.text,
        result.verdict,
        list(result.marks),
        {name: _plain_figure(figure) for name, figure in result.figures.items()},
        [[plain(test.said), test.verdict, test.without, list(test.span)] for test in result.tests],
        result.evidence,
        result.printed,
        plain(result.why),
    ]


def result_of(kept: list[Any]) -> ClaimResult:
    """The result that `plain_result` made these values of."""
    id, text, verdict, marks, figures, tests, evidence, printed, why = kept
    return ClaimResult(
        id,
        text,
        Verdict(verdict),
        tuple(Mark(mark) for mark in marks),
        {name: _figure_of(figure) for name, figure in figures.items()},
        tuple(_test_of(*test) for test in tests),
        evidence,
        printed,
        from_plain(why),
    )


def plain_issue(issue: Issue) -> list[Any]:
    """An issue as JSON values."""
    return [issue.severity, issue.where, kept_words(issue.what), kept_words(issue.fix)]


def issue_of(kept: list[Any]) -> Issue:
    """The issue that `plain_issue` made these values of."""
    severity, where, what, fix = kept
    return Issue(Severity(severity), where, words_kept(what), words_kept(fix))


_FIGURE = tuple(item.name for item in fields(FigureResult))
_CELL = tuple(item.name for item in fields(CellRef))
_ERROR, _STATUS = _FIGURE.index("error"), _FIGURE.index("status")
_TUPLES = (_FIGURE.index("datasets"), _FIGURE.index("caveats"))
_CELLS = _FIGURE.index("cells")


def _test_of(said: list[Any], verdict: str, without: str | None, span: list[str]) -> TestResult:
    return TestResult(from_plain(said), Verdict(verdict), Verdict(without) if without else None, tuple(span))


def _plain_figure(figure: FigureResult) -> list[Any]:
    values = [getattr(figure, name) for name in _FIGURE]
    values[_CELLS] = [[getattr(cell, name) for name in _CELL] for cell in figure.cells]
    return values


def _figure_of(kept: list[Any]) -> FigureResult:
    values = list(kept)
    values[_ERROR], values[_STATUS] = ErrorKind(values[_ERROR]), Status(values[_STATUS])
    for at in _TUPLES:
        values[at] = tuple(values[at])
    values[_CELLS] = tuple(CellRef(*cell) for cell in values[_CELLS])
    return FigureResult(*values)
