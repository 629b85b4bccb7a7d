"""Findings of a check: graded, located, and with a mend; the caller decides what stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.what} {self.fix}".rstrip()


def worst(issues: Iterable[Issue]) -> Severity | None:
    """The gravest severity among the issues; None where there are none."""
    order = list(Severity)
    return min((issue.severity for issue in issues), key=order.index, default=None)
