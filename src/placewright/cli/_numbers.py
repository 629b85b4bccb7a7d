"""Numbers as arguments of commands."""

from __future__ import annotations

from argparse import ArgumentTypeError

MOST_PROCESSES = 64
_LAST_PORT = 65_535


def process_count(text: str) -> int:
    """How many processes an argument asks for.

    Raises:
        ArgumentTypeError: it is none that a machine can start; the message says which are.

    >>> process_count("4")
    4
    """
    return _within(text, MOST_PROCESSES, "number of processes")


def port_number(text: str) -> int:
    """The port that an argument names.

    Raises:
        ArgumentTypeError: there is no such port; the message says which there are.

    >>> port_number("8000")
    8000
    """
    return _within(text, _LAST_PORT, "port")


def _within(text: str, most: int, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise ArgumentTypeError(f"{text!r} is no {what}. Write a whole number from 1 to {most}.")
    return int(text)
