"""What an edition pins, what changed since, and which edition may follow which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.issues import Severity
from placewright.ledger.editions import (
    How,
    What,
    changes,
    changes_in_words,
    check_pins,
    edition_issues,
    lineage,
    make_edition,
)
from placewright.records.caveat import Caveat
from placewright.records.edition import Edition, EditionKind
from placewright.records.verdict import ClaimResult, Verdict
from placewright.workspace.authored import Authored
from placewright.workspace.records_in_toml import dump_record, parse_record

from .invented_strategy import INDICATORS, by_id, changed, result, strategy

RESULTS = {"lead-lost": result("lead-lost"), "strong-firms": result("strong-firms")}
DAY = date(2026, 1, 1)


def edition(authored: Authored | None = None, results: dict[str, ClaimResult] | None = None, **more: Any) -> Edition:
    held: dict[str, Any] = {
        "title": "A draft",
        "kind": EditionKind.DRAFT,
        "on": DAY,
        "authored": authored or strategy(),
        "results": RESULTS if results is None else results,
        "datasets": {"accounts": "aa", "hours": "bb"},
        "outputs": {"strategy.pdf": "cc"},
        **more,
    }
    return make_edition("draft-1", **held)


def test_an_edition_pins_records_datasets_claims_figures_and_files() -> None:
    made = edition(indicators=INDICATORS, made_with="0.1.0")

    assert {"claim:lead-lost", "chapter:story", "choice:priorities", "indicator:output"} <= set(made.records)
    assert made.datasets == {"accounts": "aa", "hours": "bb"}
    assert made.claims["lead-lost"] == "holds p"
    assert made.claims["lead-lost.now"] == "GBP 40"
    assert made.outputs == {"strategy.pdf": "cc"}


def test_the_same_input_gives_the_same_edition() -> None:
    backwards = {"strong-firms": RESULTS["strong-firms"], "lead-lost": RESULTS["lead-lost"]}

    assert dump_record(edition()) == dump_record(edition(results=backwards, datasets={"hours": "bb", "accounts": "aa"}))


def test_an_edition_is_read_back_as_it_was_written() -> None:
    made = edition()

    assert parse_record(dump_record(made), Edition, where="editions/draft-1.toml") == made


def test_editions_do_not_pin_one_another() -> None:
    with_one = replace(strategy(), editions={"draft-1": edition()})

    assert edition(with_one).records == edition().records


def test_nothing_changed_says_so() -> None:
    assert changes(edition(), edition()) == ()
    assert changes_in_words(()) == "Nothing has changed."


def test_a_claim_that_broke_comes_first_with_both_verdicts() -> None:
    broken = {**RESULTS, "lead-lost": result("lead-lost", Verdict.FAILS, printed="q", value="GBP 44")}

    found = changes(edition(), edition(results=broken, datasets={"accounts": "zz", "hours": "bb"}))

    assert [(item.what, item.name, item.before, item.after) for item in found] == [
        (What.VERDICT, "lead-lost", "holds", "fails"),
        (What.FIGURE, "lead-lost.now", "GBP 40", "GBP 44"),
        (What.DATASET, "accounts", "", ""),
    ]
    assert changes_in_words(found) == "1 claim broke, 1 figure moved, 1 dataset changed."


def test_a_claim_mended_or_in_doubt_is_another_verdict() -> None:
    before = {"a": result("a", Verdict.FAILS), "b": result("b", Verdict.CANNOT_TELL)}
    after = {"a": result("a"), "b": result("b", Verdict.UNMEASURED)}

    found = changes(edition(results=before), edition(results=after))

    assert [(item.before, item.after) for item in found] == [("fails", "holds"), ("cannot tell", "unmeasured")]
    assert changes_in_words(found) == "2 claims have another verdict."


def test_other_words_with_the_same_figures_are_a_changed_sentence() -> None:
    after = {**RESULTS, "lead-lost": result("lead-lost", printed="other")}

    [change] = changes(edition(), edition(results=after))

    assert (change.what, change.how, change.name) == (What.SENTENCE, How.CHANGED, "lead-lost")


def test_a_moved_figure_is_not_told_twice_as_a_sentence() -> None:
    after = {**RESULTS, "lead-lost": result("lead-lost", printed="other", value="GBP 41")}

    assert [item.what for item in changes(edition(), edition(results=after))] == [What.FIGURE]


def test_records_added_changed_and_removed_are_named_with_their_titles() -> None:
    before = strategy()
    after = changed(before, "priorities", "skills", title="Trades for all")
    after = replace(after, alignments={}, events={**after.events, **by_id([_event("forum")])})

    found = changes(edition(before), edition(after), after, before)

    assert [str(item) for item in found] == [
        "record removed: alignment:county-plan (It says so.)",
        "record added: event:forum (The forum)",
        "record changed: priority:skills (Trades for all)",
    ]
    assert str(changes_in_words(found)) == "1 record added, 1 record changed, 1 record removed."


def test_a_changed_definition_of_an_indicator_is_told_apart() -> None:
    other = {"output": replace(INDICATORS["output"], definition="Another.")}

    [change] = changes(edition(indicators={"output": INDICATORS["output"]}), edition(indicators=other))

    assert (change.what, change.how) == (What.INDICATOR, How.CHANGED)


def test_a_caveat_that_comes_changes_or_goes_is_told_with_the_figures_that_rest_on_it() -> None:
    now = replace(RESULTS["lead-lost"].figures["now"], caveats=("late-books",), without_text="GBP 38")
    troubled = {**RESULTS, "lead-lost": replace(RESULTS["lead-lost"], figures={"now": now})}
    late = Caveat("late-books", "accounts", "The books came late.", "analyst", DAY, periods=("2023",))
    before, after = edition(), edition(results=troubled, caveats=[late])

    [added] = changes(before, after)
    [removed] = changes(after, before)
    [changed_one] = changes(after, edition(results=troubled, caveats=[replace(late, periods=())]))

    assert (added.what, added.how, added.rests) == (What.CAVEAT, How.ADDED, ("lead-lost.now",))
    assert added.after == "The books came late. (accounts, 2023)"
    assert str(added) == "caveat added: late-books (1 figure of 1 claim rests on it)"
    assert after.caveats["late-books.lead-lost.now"] == "GBP 38"
    assert (removed.how, removed.before, removed.rests) == (How.REMOVED, added.after, ("lead-lost.now",))
    assert (changed_one.how, changed_one.after) == (How.CHANGED, "The books came late. (accounts)")


def test_of_an_edition_that_kept_no_caveats_none_is_called_new() -> None:
    late = Caveat("late-books", "accounts", "The books came late.", "analyst", DAY)
    made = edition()
    older = replace(made, records={name: pin for name, pin in made.records.items() if name != "caveat:*"})

    assert changes(older, edition(caveats=[late])) == ()


def test_a_removed_claim_is_not_called_broken() -> None:
    found = changes(edition(), edition(results={"lead-lost": RESULTS["lead-lost"]}))

    assert changes_in_words(found) == "1 claim removed."


PINS = st.dictionaries(
    st.sampled_from(["priority:a", "claim:b", "event:c", "choice:priorities"]), st.sampled_from("xyz")
)


@given(PINS, PINS)
def test_the_changes_back_are_the_changes_turned_round(one: dict[str, str], other: dict[str, str]) -> None:
    before, after = replace(edition(), records=one), replace(edition(), records=other)
    turned = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED, How.CHANGED: How.CHANGED}

    there = {(item.name, item.how) for item in changes(before, after)}
    back = {(item.name, turned[item.how]) for item in changes(after, before)}

    assert there == back
    assert {name for name, _ in there} == {name for name in {*one, *other} if one.get(name) != other.get(name)}


def test_every_pin_agrees_with_the_same_input() -> None:
    checks = check_pins(edition(), edition())

    assert all(check.is_sound for check in checks)
    assert str(checks[0]) == "datasets: 2 of 2 agree"


def test_a_byte_that_differs_is_named() -> None:
    now = edition(outputs={"strategy.pdf": "xx", "site/index.html": "yy"}, datasets={"accounts": "aa"})

    said = [str(check) for check in check_pins(edition(), now)]

    assert said[0] == "datasets: 1 of 2 agree; gone: hours"
    assert said[3] == "files: 0 of 1 agree; differ: strategy.pdf; new since: site/index.html"


def at(kind: EditionKind, id: str, parent: str = "", day: date = DAY) -> Edition:
    return Edition(id, id, kind, day, parent, records={"claim:a": "x"})


def issues(*editions: Edition) -> list[str]:
    return [str(issue) for issue in edition_issues(Authored(editions=by_id(editions)))]


CHAIN = (
    at(EditionKind.DRAFT, "one"),
    at(EditionKind.CONSULTATION, "two", "one"),
    at(EditionKind.CONSULTATION, "two-again", "two"),
    at(EditionKind.CO_DESIGN, "three", "two-again"),
    at(EditionKind.AGREED, "four", "three"),
    at(EditionKind.DRAFT, "anew", "four"),
)


def test_editions_in_their_order_have_no_issue() -> None:
    assert issues(*CHAIN) == []


@pytest.mark.parametrize(
    ("editions", "words"),
    [
        ((at(EditionKind.CONSULTATION, "a"),), "has no parent. Name the draft edition"),
        ((at(EditionKind.AGREED, "a", "gone"),), "Its parent 'gone' is missing"),
        (
            (*CHAIN[:2], at(EditionKind.AGREED, "a", "two")),
            "follows a consultation edition, 'two'. It must follow a co-",
        ),
        ((*CHAIN[:2], at(EditionKind.DRAFT, "a", "two")), "The draft edition follows a consultation edition"),
        ((CHAIN[0], at(EditionKind.CONSULTATION, "a", "one", date(2025, 1, 1))), "before its parent of 1 January 2026"),
    ],
)
def test_an_edition_out_of_its_order_is_an_error(editions: tuple[Edition, ...], words: str) -> None:
    [found] = issues(*editions)

    assert found.startswith(f"error: editions/{editions[-1].id}.toml")
    assert words in found


def test_an_edition_that_pins_nothing_is_a_warning() -> None:
    [issue] = edition_issues(Authored(editions={"a": Edition("a", "A", EditionKind.DRAFT, DAY)}))

    assert issue.severity is Severity.WARNING


def test_the_lineage_of_an_edition_is_the_newest_first() -> None:
    found = lineage(Authored(editions=by_id(CHAIN)), "four")

    assert [item.id for item in found] == ["four", "three", "two-again", "two", "one"]


def test_a_ring_of_editions_is_walked_once() -> None:
    ring = by_id([at(EditionKind.DRAFT, "a", "b"), at(EditionKind.DRAFT, "b", "a")])

    assert [item.id for item in lineage(Authored(editions=ring), "a")] == ["a", "b"]


def _event(id: str) -> Any:
    from placewright.records.event import Event, EventKind

    return Event(id, f"The {id}", EventKind.MEETING, "2026")
