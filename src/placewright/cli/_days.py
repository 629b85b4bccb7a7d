"""Days as arguments of commands."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """The day that an argument names.

    Raises:
        ArgumentTypeError: it names none; the message says how one is written.

    >>> day("2026-01-31")
    datetime.date(2026, 1, 31)
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"'{text}' is no day. Write one as 2026-01-31.") from error
