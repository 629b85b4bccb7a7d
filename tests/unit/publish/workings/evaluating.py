"""A small evaluator of the formulas that workings hold, to compute a workbook again without a spreadsheet program."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

_PIECES = re.compile(
    r"""(?P<text>"[^"]*")
    |(?:(?P<sheet>[A-Za-z]+)!)?(?P<first>\$?[A-Z]{1,2}\$?\d+)(?::(?P<last>\$?[A-Z]{1,2}\$?\d+))?
    |(?P<name>[A-Z]+)(?=\()
    |(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)
    |(?P<sign><=|>=|<>|--|[-+*/^(),=<>])""",
    re.VERBOSE,
)
_SIGNS = {"=": "==", "<>": "!=", "^": "**", "--": "1*"}
_FUNCTIONS = {
    "ABS": abs,
    "AND": lambda *parts: all(parts),
    "IF": lambda test, yes, no: yes if test else no,
    "MAX": lambda *parts: np.max(np.hstack(parts)),
    "MIN": lambda *parts: np.min(np.hstack(parts)),
    "NOT": lambda part: not part,
    "ROUND": lambda part, digits: round(part, int(digits)),
    "SUMPRODUCT": np.sum,
}


class Evaluator:
    """A workbook whose formulas are computed from the values that are typed in it.

    Args:
        book: opened with openpyxl, its formulas as text.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        """What a cell holds, computed where it is a formula."""
        key = (sheet, cell.replace("$", ""))
        if key not in self._known:
            found = self._book[sheet][key[1]].value
            is_formula = isinstance(found, str) and found.startswith("=")
            self._known[key] = self._computed(found[1:], sheet) if is_formula else found
        return self._known[key]

    def _span(self, sheet: str, first: str, last: str) -> Any:
        rows = self._book[sheet][f"{first}:{last}".replace("$", "")]
        return np.array([self.value(sheet, cell.coordinate) for row in rows for cell in row], float)

    def _computed(self, formula: str, sheet: str) -> Any:
        made, end = [], 0
        for piece in _PIECES.finditer(formula):
            assert piece.start() == end, f"cannot read {formula[end:]!r}"
            end = piece.end()
            made.append(self._piece(piece, sheet))
        assert end == len(formula), f"cannot read {formula[end:]!r}"
        scope = {"value": self.value, "span": self._span, **_FUNCTIONS}
        return eval("".join(made), {"__builtins__": {}}, scope)

    def _piece(self, piece: re.Match[str], sheet: str) -> str:
        if piece["first"]:
            of = piece["sheet"] or sheet
            if piece["last"]:
                return f"span({of!r}, {piece['first']!r}, {piece['last']!r})"
            return f"value({of!r}, {piece['first']!r})"
        return _SIGNS.get(piece[0], piece[0])
