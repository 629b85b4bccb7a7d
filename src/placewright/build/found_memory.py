"""What the last check or build found in texts and links, kept below a build's output: see `prose.remembered`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from placewright.build.kept_json import keep_json, kept_json
from placewright.ledger.kept_results import issue_of, plain_issue
from placewright.ledger.prose.material import ProseIssue

FILE = ".found.json"
"""Where it is kept, below a build's output."""


class FoundMemory:
    """The issues that were found in each text, and in the links of all, by the key of all that they depend on.

    Args:
        folder: the build's output.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._before = kept_json(self._path)
        self._now: dict[str, Any] = {}

    def recall(self, unit: str, key: str) -> tuple[ProseIssue, ...] | None:
        """What was found in it under that key; None where it was not read, or what was kept of it is torn."""
        try:
            known, issues = self._before[unit]
            if known != key:
                return None
            return tuple(ProseIssue(rule, record, issue_of(one)) for rule, record, one in issues)
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, unit: str, key: str, issues: Sequence[ProseIssue]) -> None:
        """Remember what was found in it."""
        self._now[unit] = [key, [[one.rule, one.record, plain_issue(one.issue)] for one in issues]]

    def found(self, unit: str, key: str, find: Callable[[], Sequence[ProseIssue]]) -> Sequence[ProseIssue]:
        """What was found in it under that key, looked for where that is not known, and remembered."""
        issues = self.recall(unit, key)
        if issues is None:
            issues = tuple(find())
        self.keep(unit, key, issues)
        return issues

    def save(self) -> None:
        """Keep what was found for the next check."""
        if self._now != self._before:
            keep_json(self._path, self._now)
