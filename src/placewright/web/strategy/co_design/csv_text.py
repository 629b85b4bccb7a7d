"""CSV that a spreadsheet opens as text: what could run as a formula is marked as words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from placewright.web.common.csv_cells import FORMULA_STARTS

_NUMBER = re.compile(r"[+-]?\d[\d,.]*%?")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV with a byte order mark, so that spreadsheets read its letters rightly."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[safe_cell(cell) for cell in row] for row in rows])
    return "\ufeff" + stream.getvalue()


def safe_cell(value: object) -> str:
    """The cell as words; one that begins like a formula and is no number gets an apostrophe before it.

    >>> safe_cell('=HYPERLINK("x")'), safe_cell("-0.4"), safe_cell(3)
    ('\\'=HYPERLINK("x")', '-0.4', '3')
    """
    text = "" if value is None else str(value)
    if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
