"""From a record down to its datasets, and from a dataset up to all that rests on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.core.errors import PlacewrightError
from placewright.ledger.chain import ChainNode, depends_on, reference_of, rests_on
from placewright.ledger.link_reviews import UnknownRecord
from placewright.records.checklist import Answer, Checklist, Standing
from placewright.records.claim import FigureSpec

from .invented_strategy import DATASETS, INDICATORS, changed, strategy


def test_a_priority_rests_on_the_datasets_of_its_claims() -> None:
    tree = rests_on(strategy(), INDICATORS, "priority:skills")

    assert tree.of_kind("dataset") == ("accounts", "hours")
    assert [node.reference for node in tree.below] == ["claim:lead-lost", "claim:strong-firms"]


def test_a_dataset_carries_claims_chapters_priorities_actions_and_measures() -> None:
    carried = set(depends_on(strategy(), INDICATORS, "dataset:accounts").references())

    assert carried >= {
        "indicator:output",
        "claim:lead-lost",
        "priority:skills",
        "intervention:courses",
        "programme:first",
        "measure:jobs-measure",
        "chapter:story",
        "alignment:county-plan",
    }


def test_another_dataset_carries_what_is_watched_by_it_alone() -> None:
    carried = depends_on(strategy(), INDICATORS, "dataset:survey-of-jobs")

    assert carried.of_kind("measure") == ("jobs-measure",)
    assert carried.of_kind("claim") == ()


def test_the_tree_is_printed_with_words() -> None:
    lines = list(rests_on(strategy(), INDICATORS, "priority:skills").lines())

    assert lines[:5] == [
        "priority:skills: Priority skills",
        "  is argued from: claim:lead-lost: An hour makes {{ now }}.",
        "    is computed from: indicator:output: Output",
        "      is computed from: dataset:accounts",
        "      is computed from: dataset:hours",
    ]
    assert "    is computed from: indicator:output: Output (as above)" in lines


def test_a_checklist_is_called_what_its_framework_is_called() -> None:
    answered = Checklist("ceds", (Answer("vision", Standing.MET, by=("claim:lead-lost",)),))
    lines = list(depends_on(replace(strategy(), checklists={"ceds": answered}), INDICATORS, "claim:lead-lost").lines())

    assert "  is met by it: checklist:ceds: Comprehensive Economic Development Strategy" in lines


def test_what_does_not_exist_is_marked_missing() -> None:
    broken = changed(strategy(), "priorities", "skills", claims=("gone",))

    assert "  is argued from: claim:gone (missing)" in list(rests_on(broken, INDICATORS, "priority:skills").lines())


def test_a_result_is_traced_to_the_datasets_of_its_analysis() -> None:
    made = changed(strategy(), "claims", "lead-lost", figures={"mix": FigureSpec(result="gap/mix")})

    tree = rests_on(made, INDICATORS, "claim:lead-lost", datasets_of_results={"gap/mix": ("accounts",)})

    assert tree.of_kind("dataset") == ("accounts",)


def test_a_ring_is_walked_once() -> None:
    ringed = changed(strategy(), "claims", "lead-lost", text="{{ claim:strong-firms }}")
    ringed = changed(ringed, "claims", "strong-firms", text="{{ claim:lead-lost }}")

    assert isinstance(rests_on(ringed, INDICATORS, "claim:lead-lost"), ChainNode)


def test_an_unknown_record_offers_the_nearest() -> None:
    with pytest.raises(UnknownRecord, match="Did you mean 'claim:lead-lost'"):
        rests_on(strategy(), INDICATORS, "claim:lead-lots")


def test_an_id_alone_is_enough_where_one_kind_has_it() -> None:
    others = {"indicator": INDICATORS, "dataset": DATASETS}

    assert reference_of(strategy(), others, "lead-lost") == "claim:lead-lost"
    assert reference_of(strategy(), others, "accounts") == "dataset:accounts"
    assert reference_of(strategy(), others, "priority:skills") == "priority:skills"


def test_an_id_of_several_kinds_must_be_named_with_its_kind() -> None:
    with pytest.raises(PlacewrightError, match="may be claim:lead-lost or dataset:lead-lost"):
        reference_of(strategy(), {"dataset": ["lead-lost"]}, "lead-lost")
