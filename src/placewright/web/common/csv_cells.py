"""Cells of a CSV file that a spreadsheet shows as text and never runs as a formula."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value: object) -> str:
    """The value as text; an apostrophe stands before what a spreadsheet would take for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_STARTS) else text
