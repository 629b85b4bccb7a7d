"""Checking a workspace: the evidence that changed is computed, and everything people wrote is held against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from placewright.build.evidence_step import EvidenceMade, make_evidence
from placewright.build.judging import Judged, judge_strategy
from placewright.build.pipeline import Build, open_build
from placewright.workspace.folder import WorkspaceFolder


def check_workspace(workspace: WorkspaceFolder, out: Path, *, today: date) -> Judged:
    """The workspace's strategy, judged against evidence that is made current in `out`.

    Raises:
        PlacewrightError: the workspace has no figures, or they are not what was adopted.
    """
    build = open_build(workspace, out, today=today)
    evidence = _current(build)
    return judge_strategy(workspace, evidence, today=today, written=build.written)


def current_evidence(workspace: WorkspaceFolder, out: Path, *, today: date) -> EvidenceMade:
    """The evidence of the workspace, what changed computed anew and remembered in `out`."""
    return _current(open_build(workspace, out, today=today))


def _current(build: Build) -> EvidenceMade:
    evidence = make_evidence(build)
    build.state.save()
    return evidence
