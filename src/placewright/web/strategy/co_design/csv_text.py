"""CSV that a spreadsheet opens as text: what could run as a formula is marked as words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from placewright.core.csv_cells import plain_cell


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV with a byte order mark, so that spreadsheets read its letters rightly."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[plain_cell(cell) for cell in row] for row in rows])
    return "\ufeff" + stream.getvalue()
