"""The plan of what is computed: which datasets are read for neighbourhoods, and which for larger places alone."""

from __future__ import annotations

from dataclasses import replace

from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.plan import make_plan

RATE = packaged_indicators()["employment-rate"]
[SOURCE] = RATE.sources


def test_neighbourhoods_are_read_of_the_datasets_alone_whose_indicators_want_them() -> None:
    below, other = replace(RATE, levels=("lad", "lsoa")), packaged_indicators()["gva-per-hour"]
    plan = make_plan([below, other], {SOURCE, *other.sources}, bundled=False)
    assert plan.small_areas(SOURCE) and not any(plan.small_areas(source) for source in other.sources)
    assert not make_plan([RATE, other], {SOURCE, *other.sources}, bundled=False).small_areas(SOURCE)


def test_an_indicator_without_its_datasets_is_no_part_of_the_plan() -> None:
    assert make_plan([RATE], {SOURCE}, bundled=False).datasets == {SOURCE}
    assert make_plan([RATE], set(), bundled=False).datasets == frozenset()
