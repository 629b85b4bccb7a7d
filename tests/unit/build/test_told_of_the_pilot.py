"""Lies written over the sentences of the pilot are all found; truths told of it in other words are left alone."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from kept import MADE_THERE, PILOT, kept
from placewright.build.built import Built
from placewright.build.drafts import check_chapter, check_claim
from placewright.cli.main import main
from placewright.core.issues import Severity
from placewright.ledger.prose import RULES
from placewright.records.chapter import Chapter
from placewright.workspace.authored import Authored, read_authored
from placewright.workspace.folder import open_workspace

TOLD = tomllib.loads((Path(__file__).parent / "told_of_the_pilot.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 28)


def _checked(folder: Path) -> None:
    shutil.copytree(PILOT, folder / "workspace", ignore=shutil.ignore_patterns(*MADE_THERE))
    main(["check", str(folder / "workspace")])


@lru_cache(maxsize=1)
def pilot() -> tuple[Built, Authored]:
    """The pilot as a check left it, its evidence made findable, and what people wrote."""
    workspace = open_workspace(kept("checked-pilot", _checked) / "workspace")
    return Built(workspace, workspace.build), read_authored(workspace.folder)[0]


def found(told: dict[str, Any]) -> Sequence[Severity]:
    """How grave the issues are that the rules of prose have with a sentence."""
    built, authored = pilot()
    if "claim" in told:
        claim = authored.claims[told["claim"]]
        claim = replace(claim, text=told.get("text", claim.text), title=told.get("title", claim.title))
        checked = check_claim(claim, built, authored, today=TODAY)
    else:
        checked = check_chapter(Chapter("people", "People", 1, told["text"]), built, authored, today=TODAY)
    ruled = [one.issue.severity for one in checked.issues if one.rule in RULES]
    return [severity for severity in ruled if severity is not Severity.NOTE]


@pytest.mark.parametrize("told", TOLD["lie"], ids=lambda told: told.get("text", told.get("title"))[:60])
def test_a_lie_written_over_the_pilot_is_found(told: dict[str, Any]) -> None:
    severities = found(told)
    assert severities
    assert (Severity.ERROR in severities) is not told.get("warns", False)


@pytest.mark.parametrize("told", TOLD["truth"], ids=lambda told: told.get("text", told.get("title"))[:60])
def test_a_truth_told_of_the_pilot_in_other_words_is_left_alone(told: dict[str, Any]) -> None:
    assert not found(told)


def test_there_are_enough_of_both() -> None:
    assert len(TOLD["lie"]) >= 80
    assert len(TOLD["truth"]) >= 80
