"""Cells of a CSV file that a spreadsheet shows as text and never runs as a formula."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet may take for a formula."""


def plain_cell(value: object) -> str:
    """The value as text; an apostrophe stands before what a spreadsheet would take for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
