"""What a build did: every step, whether it ran and why, how long it took, and the issues found on the way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, field
from typing import Literal

from placewright.core.issues import Issue
from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step: `ran` with the reason, or `kept` because nothing it depends on changed."""

    name: str
    outcome: Literal["ran", "kept", "removed"]
    why: str = ""
    seconds: float = 0.0
    rows: int | None = None
    files: int | None = None


@dataclass(slots=True)
class BuildReport:
    """The steps of one build, its issues and its whole time in seconds."""

    workspace: str
    version: str
    steps: list[StepReport] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ran(self) -> list[StepReport]:
        """The steps that ran."""
        return [step for step in self.steps if step.outcome == "ran"]

    def as_json(self) -> str:
        """The report as indented JSON."""
        content = {
            "workspace": self.workspace,
            "version": self.version,
            "seconds": round(self.seconds, 3),
            "ran": len(self.ran),
            "kept": sum(step.outcome == "kept" for step in self.steps),
            "steps": [_plain(step) for step in self.steps],
            "issues": [{**asdict(issue), "severity": str(issue.severity)} for issue in self.issues],
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _plain(step: StepReport) -> dict[str, object]:
    content = {name: value for name, value in asdict(step).items() if value not in (None, "")}
    return {**content, "seconds": round(step.seconds, 3)}


def why_words(reasons: Sequence[str]) -> str:
    """A few reasons in one line.

    >>> why_words(["a changed", "b changed", "c changed", "d changed"])
    'a changed, b changed and 2 more'
    """
    if len(reasons) <= 3:
        return ", ".join(reasons)
    return f"{', '.join(reasons[:2])} and {len(reasons) - 2} more"
