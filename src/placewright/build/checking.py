"""Checking a workspace: the evidence that changed is computed, and everything people wrote is held against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from placewright.build.evidence_step import EvidenceMade, make_evidence
from placewright.build.jobs import leave_pandas_out
from placewright.build.judging import Judged, judge_strategy
from placewright.build.pipeline import open_build
from placewright.build.results_step import make_results, results_wanted
from placewright.workspace.folder import WorkspaceFolder


def check_workspace(workspace: WorkspaceFolder, out: Path, *, today: date) -> Judged:
    """The workspace's strategy, judged against evidence that is made current in `out`.

    Raises:
        PlacewrightError: the workspace has no figures, or they are not what was adopted.
    """
    leave_pandas_out()
    build = open_build(workspace, out, today=today)
    evidence = make_evidence(build)
    results = make_results(build, results_wanted(build.written[0]))
    build.state.save()
    return judge_strategy(workspace, evidence, today=today, written=build.written, results=results)


def current_evidence(workspace: WorkspaceFolder, out: Path, *, today: date) -> EvidenceMade:
    """The evidence of the workspace, what changed computed anew and remembered in `out`."""
    leave_pandas_out()
    build = open_build(workspace, out, today=today)
    evidence = make_evidence(build)
    build.state.save()
    return evidence
