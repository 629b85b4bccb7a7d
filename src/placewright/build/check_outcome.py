"""What a check found, remembered with the key of all that it rests on: where nothing changed, nothing is computed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placewright.build.as_they_stand import Stand
from placewright.build.collecting import without_collector
from placewright.build.kept_json import keep_json, kept_json
from placewright.build.pipeline import Build, Elsewhere, key_of_everything, open_build
from placewright.core.fingerprints import fingerprint
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.ledger.prose.names import UNREAD
from placewright.ledger.standing import RuledIssue
from placewright.workspace.folder import WorkspaceFolder

if TYPE_CHECKING:
    from placewright.build.judging import Judged, Written

FILE = ".check.json"
"""Where it is kept, below a build's output."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim's verdict and its sentence with the figures in it."""

    verdict: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What a check says: each claim by id, and the issues in their order."""

    claims: Mapping[str, Said]
    issues: tuple[RuledIssue, ...]

    @property
    def errors(self) -> tuple[RuledIssue, ...]:
        """What stops a build."""
        return tuple(ruled for ruled in self.issues if ruled.issue.severity is Severity.ERROR)

    @property
    def unread(self) -> tuple[RuledIssue, ...]:
        """The sentences with words that no rule took."""
        return tuple(ruled for ruled in self.issues if ruled.rule == UNREAD)

    @property
    def said(self) -> tuple[RuledIssue, ...]:
        """All issues but what is unread, which is a list for a person and not an issue."""
        return tuple(ruled for ruled in self.issues if ruled.rule != UNREAD)


def check_outcome(
    workspace: WorkspaceFolder,
    out: Path,
    *,
    today: date,
    elsewhere: Elsewhere | None = None,
    written: Written | None = None,
    stand: Stand | None = None,
    anew: bool = False,
) -> CheckOutcome:
    """What a check of the workspace says: as last time where nothing changed, not even the day.

    Args:
        workspace: the workspace.
        out: where its evidence is kept.
        today: the day to judge staleness by.
        elsewhere: has results computed in another process, where one is running already.
        written: what people wrote, where it was read already.
        stand: how the files stood before that.
        anew: whether texts are gone through even where nothing changed.

    Raises:
        PlacewrightError: the workspace has no figures, or they are not what was adopted.
    """
    with without_collector():
        build = open_build(workspace, out, today=today, written=written, stand=stand)
        everything = key_of_everything(build, today)
        before = kept_json(out / FILE)
        known = _remembered(before, _key(everything, today))
        if known is not None and not anew:
            return known
        from placewright.build.early_starts import begun_early  # where nothing changed it is not needed

        with begun_early(build, before) if elsewhere is None else nullcontext((None, elsewhere)) as (evidence, results):
            from placewright.build.checking import check_build  # while the others import what they need

            judged = check_build(build, today=today, engine=evidence, elsewhere=results)
        return remember_outcome(build, judged, everything=everything, today=today)


def remember_outcome(build: Build, judged: Judged, *, everything: str, today: date) -> CheckOutcome:
    """What a check or build said that day, kept for a check that finds nothing changed; `everything` is its key."""
    from placewright.build.early_starts import rested_on

    outcome = outcome_of(judged)
    if build.is_undisturbed:
        keep_json(build.out / FILE, {"key": _key(everything, today), **rested_on(build, judged), **_plain(outcome)})
    return outcome


def _key(everything: str, today: date) -> str:
    return fingerprint({"everything": everything, "today": today})


def outcome_of(judged: Judged) -> CheckOutcome:
    """What a check says of what was judged."""
    claims = {id: Said(str(result.verdict), result.text) for id, result in judged.results.items()}
    return CheckOutcome(claims, judged.issues)


def _plain(outcome: CheckOutcome) -> dict[str, object]:
    return {
        "claims": {id: [said.verdict, said.text] for id, said in outcome.claims.items()},
        "issues": [
            [ruled.record, ruled.rule, ruled.issue.severity, ruled.issue.where, ruled.issue.what, ruled.issue.fix]
            for ruled in outcome.issues
        ],
    }


def _remembered(content: Mapping[str, Any], key: str) -> CheckOutcome | None:
    try:
        if content["key"] != key:
            return None
        claims = {str(id): Said(str(verdict), str(text)) for id, (verdict, text) in content["claims"].items()}
        issues = tuple(
            RuledIssue(record, rule, Issue(Severity(severity), where, what, fix))
            for record, rule, severity, where, what, fix in content["issues"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return CheckOutcome(claims, issues)
