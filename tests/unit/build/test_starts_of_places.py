"""What a new workspace may say of its place, said of places all over England: no rule of prose refuses it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.build.judging import make_material
from placewright.build.starting_strategy import CANDIDATES, Candidate, choose
from placewright.core.issues import Severity
from placewright.ledger.prose.rules import check_prose
from placewright.places import plain_name, registry
from placewright.workspace.authored import Authored

from .test_told_of_the_pilot import pilot

LEVELS = {"county": 1, "cauth": 1, "region": 1, "lad": 6}
"""Of each level one place in so many is asked."""
NAMED = {"Greater Manchester", "Greater London", "High Peak", "Isles of Scilly", "Tameside", "Cannock Chase"}
"""Names that hold a comparative, and places whose figures do not tell."""


def _places() -> list[tuple[str, str]]:
    found = []
    for level, each in LEVELS.items():
        own = sorted(
            (one for one in registry().places.values() if one.level == level and one.code.startswith("E")),
            key=lambda one: one.code,
        )
        found += [one for n, one in enumerate(own) if n % each == 0 or plain_name(one.name) in NAMED]
    return [(one.code, plain_name(one.name)) for one in found]


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda one: one.id)
def test_no_rule_refuses_what_a_place_may_start_with(candidate: Candidate) -> None:
    built, _ = pilot()
    own, refused, told = built.context(Authored()), {}, 0
    for code, name in _places():
        here = replace(own, area=code, area_name=name, members=(code,))
        chosen = choose(candidate, here)
        if chosen is None:
            continue
        told += 1
        claim, result = chosen
        alone = replace(here, authored=replace(Authored(), claims={claim.id: claim}))
        issues = check_prose(make_material(alone, {claim.id: result}, ()))
        if any(one.issue.severity is not Severity.NOTE for one in issues):
            refused[result.text] = [str(one.issue.what) for one in issues]
    assert not refused
    assert told > 40
