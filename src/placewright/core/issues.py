"""Findings of a check: graded, located, and with a mend; the caller decides what stops."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.said import kept_words


class Severity(StrEnum):
    """How much an issue matters: an error stops a build, a warning is shown, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: how bad, where, what, and how to mend it."""

    severity: Severity
    where: str
    what: str
    fix: str = ""

    @classmethod
    def of_error(cls, error: PlacewrightError) -> Issue:
        """What an error says, as a finding."""
        return cls(Severity.ERROR, error.where or "", error.what, error.fix or "")

    def as_plain(self) -> dict[str, Any]:
        """The finding as JSON values, its words so that `words_kept` says them again in each reader's language."""
        what, fix = kept_words(self.what), kept_words(self.fix)
        return {"severity": str(self.severity), "where": self.where, "what": what, "fix": fix}

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.what} {self.fix}".rstrip()


def worst(issues: Iterable[Issue]) -> Severity | None:
    """The gravest severity among the issues; None where there are none."""
    order = list(Severity)
    return min((issue.severity for issue in issues), key=order.index, default=None)
