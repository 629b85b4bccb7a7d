"""Checklists over the records: what rules can tell, what people answer, and what neither may pretend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from placewright.core.issues import Severity
from placewright.ledger.frameworks import (
    FOLDER,
    FRAMEWORKS,
    Check,
    Framework,
    FrameworkItem,
    ItemStanding,
    UnknownFramework,
    answer_issues,
    assess,
    checklist_lines,
    counts,
    framework,
    wheel_scores,
)
from placewright.ledger.rules.parts import RuleInput
from placewright.ledger.rules.registry import RULES
from placewright.records.checklist import Answer, Checklist, Standing
from placewright.records.claim import Stance
from placewright.records.edition import Edition, EditionKind
from placewright.records.event import Event, EventKind
from placewright.records.indicator import Foundation
from placewright.records.intervention import Stage
from placewright.records.priority import Choice
from placewright.records.stated import Stated
from placewright.records.verdict import ClaimResult, Verdict
from placewright.workspace.authored import Authored

from .invented_strategy import changed, claim, intervention, node, priority, result, strategy

ROOT = Path(__file__).resolve().parents[3]
HOLDING = {"lead-lost": result("lead-lost"), "strong-firms": result("strong-firms")}


def told(rule: str, authored: Authored, results: Mapping[str, ClaimResult] | None = None, **options: Any) -> Any:
    return RULES[rule](RuleInput(authored, HOLDING if results is None else results, options))


def standing(item: FrameworkItem, *answers: Answer, authored: Authored | None = None) -> ItemStanding:
    made = Framework("own", "Own", "we", "now", "in force", "", {}, (item,))
    whole = authored or strategy()
    [found] = assess(made, replace(whole, checklists={"own": Checklist("own", answers)}), HOLDING)
    return found


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_each_framework_reads_and_names_rules_and_sources_that_exist(name: str) -> None:
    found = framework(name)

    assert found.items
    assert len({item.id for item in found.items}) == len(found.items)
    for item in found.items:
        assert item.source in found.sources
        assert item.checks or item.asks, f"nothing can meet {item.id}"
        assert {check.rule for check in item.checks} <= set(RULES)


def test_the_reference_says_what_the_files_and_rules_say() -> None:
    spec = spec_from_file_location("make_framework_reference", ROOT / "tools" / "make_framework_reference.py")
    assert spec is not None and spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)

    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run python tools/make_framework_reference.py"


def test_every_framework_file_is_known() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(FRAMEWORKS)


def test_every_rule_is_used_by_a_framework() -> None:
    used = {check.rule for name in FRAMEWORKS for item in framework(name).items for check in item.checks}

    assert used == set(RULES)


def test_an_unknown_framework_offers_the_nearest() -> None:
    with pytest.raises(UnknownFramework, match="Did you mean 'ceds'"):
        framework("cedss")


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_an_empty_workspace_meets_nothing(name: str) -> None:
    found = assess(framework(name), Authored())

    assert {item.standing for item in found} == {Standing.MISSING}
    assert counts(found)[Standing.MISSING] == len(found)


def _on_days(first: str, last: str, **more: Any) -> list[Event]:
    return [Event("c", "C", EventKind.CONSULTATION, first, until=last, figures={"main": Stated(2, "x")}, **more)]


def _festival(**fields: Any) -> list[Any]:
    return [priority("skills"), priority("festival", chosen=False, **{"why_not": "No.", **fields})]


_AGREED = [Edition("e", "E", EditionKind.AGREED, date(2026, 1, 1))]
_DRAFT = [Edition("e", "E", EditionKind.DRAFT, date(2026, 1, 1))]
_MEASURE = replace(strategy().measures["jobs-measure"], data_cost="none")
_ABOUT = [
    claim("lead-lost", Stance.NEED, places=("a",), grand_challenge="AI & data"),
    claim("strong-firms", Stance.STRENGTH, places=("b",)),
]

CASES: list[tuple[str, dict[str, Any], dict[str, Any], Standing]] = [
    ("chosen-priorities", {}, {"least": 1, "most": 2}, Standing.MET),
    ("chosen-priorities", {}, {"least": 2}, Standing.PARTLY),
    ("chosen-priorities", {"priorities": [priority(f"p{at}") for at in range(9)]}, {"most": 8}, Standing.PARTLY),
    ("chosen-priorities", {"priorities": []}, {}, Standing.MISSING),
    ("priorities-argued", {}, {}, Standing.MET),
    ("priorities-argued", {"priorities": [priority("a"), priority("b", claims=("gone",))]}, {}, Standing.PARTLY),
    ("priorities-argued", {"priorities": [priority("a", claims=())]}, {}, Standing.MISSING),
    ("claims-hold", {}, {"least": 2}, Standing.MET),
    ("claims-hold", {}, {"least": 3}, Standing.PARTLY),
    ("claims-hold", {"claims": [*_ABOUT, claim("other", Stance.NEED)]}, {}, Standing.PARTLY),
    ("claims-hold", {"claims": []}, {}, Standing.MISSING),
    ("foundations-covered", {}, {"foundations": ["business-environment"]}, Standing.MET),
    ("foundations-covered", {}, {"foundations": ["business-environment", "people"]}, Standing.PARTLY),
    ("foundations-covered", {}, {"foundations": ["people"]}, Standing.MISSING),
    ("challenges-covered", {"claims": _ABOUT}, {"challenges": ["ai-and-data"]}, Standing.MET),
    ("challenges-covered", {"claims": _ABOUT}, {"challenges": ["ai-and-data", "ageing"]}, Standing.PARTLY),
    ("challenges-covered", {}, {"challenges": ["ageing"]}, Standing.MISSING),
    ("stances-covered", {}, {"stances": ["need", "strength"]}, Standing.MET),
    ("stances-covered", {}, {}, Standing.PARTLY),
    ("stances-covered", {}, {"stances": ["threat"]}, Standing.MISSING),
    ("places-named", {"priorities": [priority("a", places=("x", "y"))]}, {}, Standing.MET),
    ("places-named", {"priorities": [priority("a", places=("x",))]}, {}, Standing.PARTLY),
    ("places-named", {"priorities": [priority("a", places=("x", "y")), priority("b")]}, {}, Standing.PARTLY),
    ("places-named", {}, {}, Standing.MISSING),
    ("parts-described", {"claims": _ABOUT}, {"least": 2}, Standing.MET),
    ("parts-described", {"claims": _ABOUT}, {"least": 3}, Standing.PARTLY),
    ("parts-described", {"claims": []}, {}, Standing.MISSING),
    ("sectors-named", {"priorities": [priority("a", sectors=("film",))]}, {}, Standing.MET),
    ("sectors-named", {}, {}, Standing.MISSING),
    ("criteria-weighed", {}, {}, Standing.MET),
    ("criteria-weighed", {"priorities": [priority("a"), priority("b", scores={})]}, {}, Standing.PARTLY),
    ("criteria-weighed", {"choice": Choice()}, {}, Standing.MISSING),
    ("not-chosen-listed", {}, {}, Standing.MET),
    ("not-chosen-listed", {"priorities": _festival(why_not="")}, {}, Standing.MISSING),
    ("not-chosen-listed", {"priorities": [priority("a")]}, {}, Standing.MISSING),
    ("continued", {}, {}, Standing.MET),
    ("continued", {"choice": Choice()}, {}, Standing.MISSING),
    ("priorities-aligned", {}, {}, Standing.MET),
    ("priorities-aligned", {}, {"partners": 2}, Standing.PARTLY),
    ("priorities-aligned", {"alignments": []}, {}, Standing.MISSING),
    ("consultation-held", {}, {"days": 30}, Standing.MET),
    ("consultation-held", {"events": _on_days("2025-09-01", "2025-10-01")}, {"days": 30}, Standing.MET),
    ("consultation-held", {"events": _on_days("2025-09-01", "2025-09-30")}, {"days": 30}, Standing.PARTLY),
    ("consultation-held", {"events": _on_days("2025-09", "")}, {"days": 30}, Standing.PARTLY),
    ("consultation-held", {"events": _on_days("2025-09-01", "2025-10-30", planned=True)}, {}, Standing.MISSING),
    ("consultation-held", {"events": []}, {}, Standing.MISSING),
    ("events-held", {}, {"kinds": ["consultation"]}, Standing.MET),
    ("events-held", {}, {"least": 2}, Standing.PARTLY),
    ("events-held", {}, {"kinds": ["panel"]}, Standing.MISSING),
    ("organisations-took-part", {}, {"least": 3}, Standing.MET),
    ("organisations-took-part", {}, {"least": 4}, Standing.PARTLY),
    ("organisations-took-part", {"events": []}, {}, Standing.MISSING),
    ("studies-graded", {}, {}, Standing.MET),
    ("studies-graded", {}, {"least": 2}, Standing.PARTLY),
    ("studies-graded", {"findings": []}, {}, Standing.MISSING),
    ("actions-serve", {}, {}, Standing.MET),
    ("actions-serve", {"priorities": [priority("skills"), priority("b")]}, {}, Standing.PARTLY),
    ("actions-serve", {"interventions": []}, {}, Standing.MISSING),
    ("actions-counted", {}, {}, Standing.MET),
    ("actions-counted", {}, {"least": 4, "most": 10}, Standing.PARTLY),
    ("actions-counted", {"interventions": []}, {}, Standing.MISSING),
    ("actions-led", {}, {}, Standing.MET),
    ("actions-led", {"interventions": [intervention(), intervention("b", ends=None)]}, {}, Standing.PARTLY),
    ("actions-led", {"interventions": [intervention(owner="")]}, {}, Standing.MISSING),
    ("actions-paid", {}, {}, Standing.MET),
    ("actions-paid", {"interventions": [intervention(funding=(), unfunded=True)]}, {}, Standing.MET),
    ("actions-paid", {"interventions": [intervention(), intervention("b", funding=())]}, {}, Standing.PARTLY),
    ("actions-paid", {"funding": []}, {}, Standing.MISSING),
    ("funds-used", {}, {}, Standing.MET),
    ("funds-used", {"interventions": [intervention(funding=())]}, {}, Standing.MISSING),
    ("logic-models-drawn", {}, {}, Standing.MET),
    ("logic-models-drawn", {"interventions": [intervention(nodes=())]}, {}, Standing.MISSING),
    ("outcomes-measurable", {}, {}, Standing.MET),
    (
        "outcomes-measurable",
        {"interventions": [intervention(), intervention("b", nodes=(node("o", Stage.OUTCOME),))]},
        {},
        Standing.PARTLY,
    ),
    ("outcomes-measurable", {"interventions": []}, {}, Standing.MISSING),
    ("counterfactuals-stated", {}, {}, Standing.MET),
    ("counterfactuals-stated", {"interventions": [intervention(counterfactual="")]}, {}, Standing.MISSING),
    ("measures-complete", {"measures": [_MEASURE]}, {}, Standing.MET),
    ("measures-complete", {}, {}, Standing.MISSING),
    ("priorities-watched", {}, {}, Standing.MET),
    ("priorities-watched", {"measures": []}, {}, Standing.MISSING),
    ("no-headline-targets", {}, {}, Standing.MET),
    ("no-headline-targets", {"measures": [replace(_MEASURE, target="up by 10 %")]}, {}, Standing.PARTLY),
    ("no-headline-targets", {"measures": []}, {}, Standing.MISSING),
    ("edition-reached", {"editions": _AGREED}, {"kind": "agreed"}, Standing.MET),
    ("edition-reached", {"editions": _DRAFT}, {"kind": "agreed"}, Standing.PARTLY),
    ("edition-reached", {}, {"kind": "agreed"}, Standing.MISSING),
]


@pytest.mark.parametrize(("rule", "records", "options", "wanted"), CASES)
def test_a_rule_tells_what_is_met_partly_met_and_missing(
    rule: str, records: dict[str, Any], options: dict[str, Any], wanted: Standing
) -> None:
    found = told(rule, strategy(**records), **options)

    assert found.standing is wanted, found.words
    assert found.words.endswith(".")
    assert found.by or wanted is Standing.MISSING


def test_every_rule_has_a_case_that_meets_it_and_one_that_misses_it() -> None:
    for rule in RULES:
        found = {case[3] for case in CASES if case[0] == rule}
        assert {Standing.MET, Standing.MISSING} <= found, rule


def test_a_claim_that_fails_covers_nothing() -> None:
    results = {"lead-lost": result("lead-lost", Verdict.FAILS), "strong-firms": result("strong-firms")}

    found = told("stances-covered", strategy(), results, stances=["need", "strength"])

    assert found.standing is Standing.PARTLY
    assert "none for need" in found.words


def test_what_no_claim_covers_is_named_and_not_said_of_all_that_there_are() -> None:
    found = told("stances-covered", strategy(), stances=["threat"])
    assert found.words == "No claim that holds is of what is asked: threat."


def test_an_alignment_that_nobody_read_at_its_source_is_named() -> None:
    known = next(iter(strategy().alignments.values()))
    found = told("priorities-aligned", strategy(alignments=[replace(known, read=False)]))
    assert found.standing is Standing.MISSING
    assert found.words.endswith(f"Not read at their source: {known.strategy} of {known.partner}.")


@pytest.mark.parametrize(
    ("rule", "records", "options", "words"),
    [
        ("foundations-covered", {}, {"foundations": ["business-environment"]}, "business environment 2"),
        ("foundations-covered", {}, {"foundations": ["business-environment", "x-y"]}, "none for x y"),
        ("challenges-covered", {"claims": _ABOUT}, {"challenges": ["ai-and-data"]}, "AI and data 1"),
        ("consultation-held", {"events": _on_days("2025-09-01", "2025-10-01")}, {}, "“C” was open 30 days"),
        ("events-held", {}, {"kinds": ["consultation", "round-table"]}, "(consultation, round table)"),
        ("not-chosen-listed", {}, {}, "1 of 1 priority not chosen says why"),
        ("priorities-watched", {"measures": []}, {}, "0 of 1 priority are watched by measures; not “Priority skills”."),
        ("no-headline-targets", {"measures": [replace(_MEASURE, target="by 10 %")]}, {}, f"in “{_MEASURE.title}”."),
    ],
)
def test_what_a_rule_found_is_said_in_words_and_not_in_ids(
    rule: str, records: dict[str, Any], options: dict[str, Any], words: str
) -> None:
    assert words in told(rule, strategy(**records), **options).words


RULED = FrameworkItem("a", "It has priorities.", "s", checks=(Check("chosen-priorities"),))
UNRULED = FrameworkItem("a", "It has a vision.", "s", asks="Where?")


def test_an_item_is_met_by_what_the_rule_found() -> None:
    found = standing(RULED)

    assert (found.standing, found.by) == (Standing.MET, ("priority:skills",))


def test_an_item_that_also_asks_is_partly_met_until_answered() -> None:
    asked = replace(RULED, asks="Agreed by whom?")

    assert standing(asked).standing is Standing.PARTLY
    assert "To be answered: Agreed by whom?" in standing(asked).words
    assert standing(asked, Answer("a", Standing.MET, text="By the board.")).standing is Standing.MET


def test_an_item_without_rules_is_missing_until_answered() -> None:
    assert standing(UNRULED).standing is Standing.MISSING
    assert standing(UNRULED, Answer("a", Standing.PARTLY, text="Half.")).standing is Standing.PARTLY


def test_a_person_may_say_that_less_is_met() -> None:
    assert standing(RULED, Answer("a", Standing.MISSING, text="Not agreed.")).standing is Standing.MISSING


def test_an_answer_alone_cannot_turn_missing_into_met() -> None:
    empty = strategy(priorities=[])

    found = standing(RULED, Answer("a", Standing.MET, text="We know."), authored=empty)

    assert found.standing is Standing.MISSING
    assert "The answer says met, but names no record." in found.words


def test_an_answer_that_names_records_can() -> None:
    empty = strategy(priorities=[])

    found = standing(RULED, Answer("a", Standing.MET, by=("chapter:story",), text="In the story."), authored=empty)

    assert (found.standing, found.by) == (Standing.MET, ("chapter:story",))


def test_an_answer_that_names_records_that_do_not_exist_cannot() -> None:
    found = standing(UNRULED, Answer("a", Standing.MET, by=("chapter:gone",)))

    assert found.standing is Standing.PARTLY
    assert "names no record that exists (chapter:gone)" in found.words


def test_not_applicable_needs_a_reason() -> None:
    assert standing(UNRULED, Answer("a", Standing.NOT_APPLICABLE, text="No mayor.")).standing is Standing.NOT_APPLICABLE
    assert standing(UNRULED, Answer("a", Standing.NOT_APPLICABLE)).standing is Standing.MISSING


def test_rules_that_disagree_leave_an_item_partly_met() -> None:
    both = replace(RULED, checks=(Check("chosen-priorities"), Check("sectors-named")))

    assert standing(both).standing is Standing.PARTLY


def test_a_strange_answer_is_an_error_with_the_nearest_that_is_asked() -> None:
    authored = strategy(checklists=[Checklist("lis", (Answer("long-terms", Standing.MET),))])

    (found,) = answer_issues(authored)

    assert (found.severity, found.fix) == (Severity.ERROR, "Did you mean 'long-term'?")


def test_a_checklist_is_printed_with_its_sum() -> None:
    lines = list(checklist_lines(framework("lis"), assess(framework("lis"), strategy(), HOLDING)))

    assert lines[0].startswith("Local Industrial Strategy: ")
    assert "  [met] not-a-bid: It is no bid: it asks for no new money and can be done within existing streams." in lines
    assert any(line.endswith("(unverified)") for line in lines)


def test_the_wheel_has_eighteen_scores_from_answers() -> None:
    answers = (
        Answer("wheel-analysis-1", Standing.PARTLY, text="3: an analysis of 2024"),
        Answer("wheel-analysis-2", Standing.PARTLY, text="9: too many"),
    )
    scores = wheel_scores(framework("s3"), strategy(checklists=[Checklist("s3", answers)]))

    assert len(scores) == 18
    assert [(score.score, score.why) for score in scores[:3]] == [
        (3, "an analysis of 2024"),
        (None, "too many"),
        (None, ""),
    ]


def test_a_framework_without_a_wheel_has_no_scores() -> None:
    assert wheel_scores(framework("lis"), strategy()) == ()


def test_a_changed_claim_of_another_foundation_covers_it() -> None:
    authored = changed(strategy(), "claims", "lead-lost", foundation=Foundation.PEOPLE)

    assert told("foundations-covered", authored, foundations=["people"]).standing is Standing.MET


@pytest.mark.parametrize(
    ("checklist", "told"),
    [
        (Checklist("lpg", ()), "No framework 'lpg'. Did you mean 'lgp'"),
        (Checklist("lgp", (Answer("ten-yers", Standing.MET),)), "Did you mean 'ten-years'"),
        (Checklist("lgp", (Answer("owner", Standing.MET), Answer("owner", Standing.PARTLY))), "answered twice"),
    ],
)
def test_an_answer_to_what_a_framework_does_not_ask_is_an_error(checklist: Checklist, told: str) -> None:
    [issue] = answer_issues(Authored(checklists={checklist.id: checklist}))
    assert issue.severity is Severity.ERROR and told in str(issue)
