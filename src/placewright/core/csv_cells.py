"""Cells of a CSV file that a spreadsheet shows as text and never runs as a formula."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet may take for a formula."""

_NUMBER = re.compile(r"[+-]?[0-9][0-9,.]*%?")


def plain_cell(value: object) -> str:
    """The value as text; an apostrophe stands before what a spreadsheet would take for a formula. Numbers are numbers.

    >>> plain_cell('=HYPERLINK("x")'), plain_cell("-0.4"), plain_cell(3), plain_cell(None)
    ('\\'=HYPERLINK("x")', '-0.4', '3', '')
    """
    text = "" if value is None else str(value)
    if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
