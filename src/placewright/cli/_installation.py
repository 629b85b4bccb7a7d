"""What commands on a web application's installation share: which one it is, and how far long work is."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from placewright.cli._output import Advance, Output
from placewright.core.errors import PlacewrightError

_EVERY = 100


def add_data(parser: argparse.ArgumentParser) -> None:
    """Declare the option that names the installation."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="the installation's data folder, if not the one that PLACEWRIGHT_DATA names (WORKSPACE/.web after "
        "`placewright serve WORKSPACE`)",
    )


def data_folder(arguments: argparse.Namespace) -> Path:
    """The data folder that was given, or that the environment names.

    Raises:
        PlacewrightError: neither names one.
    """
    named = arguments.data or os.environ.get("PLACEWRIGHT_DATA")
    if not named:
        raise PlacewrightError(
            "No installation is named.", fix="Give --data DIR, or name its data folder in PLACEWRIGHT_DATA."
        )
    return Path(named).resolve()


def open_installation(arguments: argparse.Namespace) -> Path:
    """The data folder of an installation that is there, with Django ready for it.

    Raises:
        PlacewrightError: there is none.
    """
    from placewright.web.config.starting import database_is_there, may_hold_installation, start_django

    data = data_folder(arguments)
    if not may_hold_installation(data):
        raise PlacewrightError(
            "There is no installation here.", where=str(data), fix="Check --data and PLACEWRIGHT_DATABASE_URL."
        )
    start_django(data)
    if not database_is_there():
        raise PlacewrightError(
            "Its database holds no installation.",
            where=str(data),
            fix="Check --data and PLACEWRIGHT_DATABASE_URL, or start it once.",
        )
    return data


class StepProgress:
    """How far each step of long work is: a bar on a terminal, elsewhere a line now and then."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._step = ""
        self._advance: Advance | None = None
        self._close: Callable[[], object] = lambda: None

    def __call__(self, step: str, done: int, of: int) -> None:
        """Say that of a step so many pieces are done."""
        if self._output.is_terminal:
            self._bar(step, of)
        elif of and (done in (1, of) or done % _EVERY == 0):
            self._output.note(f"{step} {done}/{of}")

    def end(self) -> None:
        """Take the bar away."""
        self._close()

    def _bar(self, step: str, of: int) -> None:
        if step != self._step:
            self._close()
            shown = self._output.progress(step, of or 1)
            self._advance = shown.__enter__()
            self._close = lambda: shown.__exit__(None, None, None)
            self._step = step
        if self._advance:
            self._advance("")
