"""One check of a workspace after another: what a check needs besides what changed is kept at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from placewright.build.as_they_stand import Stand, as_they_stand
from placewright.build.check_outcome import CheckOutcome, check_outcome
from placewright.build.jobs import import_all, leave_pandas_out, one_elsewhere
from placewright.build.judging import Written
from placewright.build.pipeline import Elsewhere
from placewright.workspace.authored import is_authored, read_authored
from placewright.workspace.folder import open_workspace

_HERE = (
    "placewright.build.checking",
    "placewright.build.claims_memory",
    "placewright.build.evidence_parts",
    "placewright.evidence.engine",
    "placewright.analysis.derived_series",
    "duckdb",
)
_FOR_RESULTS = (
    "placewright.build.results_step",
    "placewright.build.analysis_pages",
    "placewright.build.plain_world",
    "placewright.analysis.sector_changes",
    "scipy.sparse",
    "scipy.special",
)
"""What is needed here, and where results are computed; imported while nothing waits for it."""


class ChecksInTurn:
    """Checks of one workspace.

    Args:
        folder: the workspace's folder.
        out: where its evidence is kept; its own place without it.
        today: gives the day to judge staleness by, asked at each check.
        elsewhere: has results computed in another process.
    """

    def __init__(self, folder: Path, out: Path | None, today: Callable[[], date], elsewhere: Elsewhere) -> None:
        self._folder, self._out, self._today, self._elsewhere = folder, out, today, elsewhere
        self._stand: Stand = {}
        self._written: Written | None = None

    def check(self) -> CheckOutcome:
        """What a check says now; what people wrote is read again where some file of it changed.

        The first goes through all texts in any case, so that the next finds most of what it asks of them known.

        Raises:
            PlacewrightError: the workspace cannot be read, has no figures, or they are not what was adopted.
        """
        is_first = self._written is None
        every = as_they_stand(self._folder)
        stand = {name: known for name, known in every.items() if is_authored(name)}
        if self._written is None or stand != self._stand:
            self._stand, self._written = stand, read_authored(self._folder)
        workspace = open_workspace(self._folder)
        out = self._out or workspace.build
        today = self._today()
        return check_outcome(
            workspace,
            out,
            today=today,
            elsewhere=self._elsewhere,
            written=self._written,
            stand=every,
            anew=is_first,
        )


@contextmanager
def checks_in_turn(folder: Path, *, today: Callable[[], date], out: Path | None = None) -> Iterator[ChecksInTurn]:
    """Checks of one workspace, with a second process that computes results as long as it lasts."""
    leave_pandas_out()
    with one_elsewhere() as elsewhere:
        elsewhere(leave_pandas_out)  # the process is forked here, before anything has started a thread
        elsewhere(import_all, _FOR_RESULTS)
        import_all(_HERE)
        yield ChecksInTurn(folder, out, today, elsewhere)
