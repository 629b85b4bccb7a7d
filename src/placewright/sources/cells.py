"""Cells as publishers print them: numbers with thousands separators, suppression marks, footnote marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from placewright.core.quantities import Status

COMMON_MARKS: Mapping[str, Status] = {
    "": Status.NOT_AVAILABLE,
    "..": Status.NOT_AVAILABLE,
    ":": Status.NOT_AVAILABLE,
    "n/a": Status.NOT_AVAILABLE,
    "na": Status.NOT_AVAILABLE,
    "nan": Status.NOT_AVAILABLE,
    "none": Status.NOT_AVAILABLE,
    "[x]": Status.NOT_AVAILABLE,
    "x": Status.SUPPRESSED,
    "#": Status.SUPPRESSED,
    "*": Status.SUPPRESSED,
    "!": Status.SUPPRESSED,
    "[c]": Status.SUPPRESSED,
    "[u]": Status.SUPPRESSED,
    "[w]": Status.NOT_AVAILABLE,
    "-": Status.NOT_AVAILABLE,
    "[z]": Status.NOT_APPLICABLE,
}
"""What the marks of most publishers mean; a reader overrides those that its publisher uses otherwise."""

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?")
_CURRENCY = "£$€% \u00a0\t"


@dataclass(frozen=True, slots=True)
class Cells:
    """Parsed cells: values (NaN where missing or wrong), statuses, and which are neither number nor mark."""

    values: npt.NDArray[np.float64]
    statuses: npt.NDArray[np.object_]
    wrong: npt.NDArray[np.bool_]


def parse_cell(cell: object, marks: Mapping[str, Status] = COMMON_MARKS) -> tuple[float, Status] | None:
    """The number and status of one cell; None where it is neither a number nor a known mark.

    >>> parse_cell("1,234.5"), parse_cell("[c]")[1], parse_cell("twelve")
    ((1234.5, <Status.OK: 'ok'>), <Status.SUPPRESSED: 'suppressed'>, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return (float(cell), Status.OK) if np.isfinite(cell) else (np.nan, Status.NOT_AVAILABLE)
    text = "" if cell is None else str(cell).strip(_CURRENCY)
    if (mark := marks.get(text.casefold())) is not None:
        return np.nan, mark
    if text and _NUMBER.fullmatch(text):
        return float(text.replace(",", "")), Status.OK
    return None


def parse_cells(cells: Sequence[object], marks: Mapping[str, Status] = COMMON_MARKS) -> Cells:
    """The numbers and statuses of many cells."""
    rows = len(cells)
    values = np.full(rows, np.nan)
    statuses = np.full(rows, str(Status.OK), dtype=object)
    wrong = np.zeros(rows, dtype=bool)
    for index, cell in enumerate(cells):
        if type(cell) is float:
            values[index] = cell
            continue
        parsed = parse_cell(cell, marks)
        if parsed is None:
            wrong[index] = True
            statuses[index] = str(Status.NOT_AVAILABLE)
        else:
            values[index], statuses[index] = parsed[0], str(parsed[1])
    missing = np.isnan(values) & (statuses == str(Status.OK))
    statuses[missing] = str(Status.NOT_AVAILABLE)
    return Cells(values, statuses, wrong)
