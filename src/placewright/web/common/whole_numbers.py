"""Whole numbers that somebody sent: of a row, a page, an hour."""

from __future__ import annotations

_MOST_DIGITS = 9
"""More than any row, version or line has; Python refuses to read thousands, and the database fewer."""


def sent_number(text: str) -> int | None:
    """The number from 0 to 999,999,999 that the text is in plain digits; None where it is none.

    >>> sent_number("12"), sent_number("-1"), sent_number("²"), sent_number("9" * 5000), sent_number("")
    (12, None, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
