"""Which record points at which, and what is wrong where the pointing goes astray."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.errors import BadRecord
from placewright.core.issues import Issue, Severity
from placewright.ledger.link_checks import link_issues, rings
from placewright.ledger.link_reviews import (
    LinkStand,
    UnknownRecord,
    decision_of_many,
    reviewed,
    stand_issues,
    stand_of_links,
)
from placewright.ledger.links import Link, Role, all_links, links_of, normalised_text, record_fingerprint
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim, FigureSpec, Stance
from placewright.records.decision import Decision, DecisionKind
from placewright.records.edition import Edition, EditionKind
from placewright.records.event import Event, EventKind
from placewright.records.indicator import Foundation
from placewright.records.programme import Programme
from placewright.workspace.authored import Authored

from .invented_strategy import DATASETS, INDICATORS, changed, claim, intervention, priority, strategy


def issues(authored: Authored) -> list[Issue]:
    return list(link_issues(authored, INDICATORS, DATASETS))


def said(found: list[Issue], where: str) -> str:
    return " | ".join(str(issue) for issue in found if issue.where == where)


def test_a_whole_strategy_has_no_issue_of_links() -> None:
    assert issues(strategy()) == []


def test_a_chapter_links_to_what_its_placeholders_name() -> None:
    chapter = strategy().strategy["story"]

    targets = {(link.target, link.role) for link in links_of("chapter:story", chapter)}

    assert targets == {
        ("claim:strong-firms", Role.STATES),
        ("claim:lead-lost", Role.STATES),
        ("quoted:consultation", Role.QUOTES),
        ("decision:budget", Role.QUOTES),
        ("indicator:output", Role.SHOWS),
        ("intervention:courses", Role.SHOWS),
    }


def test_a_quoted_id_is_resolved_to_the_record_that_it_names() -> None:
    targets = {link.target for link in all_links(strategy()) if link.source == "chapter:story"}

    assert "event:consultation" in targets


def test_a_claim_links_to_what_its_figures_rest_on_and_not_to_itself() -> None:
    figures = {
        "now": FigureSpec(indicator="output", place="old-town"),
        "mix": FigureSpec(result="gap/industry-mix"),
        "said": FigureSpec(summary="survey/yes"),
        "found": FigureSpec(finding="courses-work/main"),
    }
    text = "It is {{ now }} in {{ now.period }}, {{ quoted:courses-work.main }}."
    made = Claim("a", Stance.NEED, Foundation.PEOPLE, text, figures=figures, contradicts=("b",))

    assert {link.target for link in links_of("claim:a", made)} == {
        "indicator:output",
        "place:old-town",
        "result:gap/industry-mix",
        "summary:survey",
        "finding:courses-work",
        "quoted:courses-work",
        "claim:b",
    }


def test_every_kind_of_record_yields_its_links() -> None:
    found = {link.source.partition(":")[0] for link in all_links(strategy())}

    assert found == {
        "finding",
        "claim",
        "priority",
        "alignment",
        "intervention",
        "programme",
        "measure",
        "chapter",
        "choice",
    }


def test_a_dangling_link_is_an_error_that_offers_the_nearest() -> None:
    broken = changed(strategy(), "priorities", "skills", claims=("lead-lots",))

    found = said(issues(broken), "priorities/skills.md")

    assert "a claim 'lead-lots' that does not exist" in found
    assert "Did you mean 'lead-lost'?" in found


def test_a_link_to_another_kind_of_record_says_which_kind_has_the_id() -> None:
    broken = changed(strategy(), "priorities", "skills", claims=("courses-work",))

    assert "There is a finding of that id." in said(issues(broken), "priorities/skills.md")


def test_an_unknown_indicator_of_a_chart_is_dangling() -> None:
    broken = changed(strategy(), "strategy", "story", text="{{ claim:strong-firms }} {{ map:outputs }}")

    assert "Did you mean 'output'?" in said(issues(broken), "strategy/story.md")


def test_a_quoted_id_that_nothing_has_is_dangling() -> None:
    broken = changed(strategy(), "strategy", "story", text="{{ claim:strong-firms }} {{ quoted:consultations }}")

    assert "Did you mean 'consultation'?" in said(issues(broken), "strategy/story.md")


def test_a_quoted_id_that_two_kinds_have_is_a_warning() -> None:
    events = dict(strategy().events) | {"courses-work": Event("courses-work", "T", EventKind.MEETING, "2024")}
    text = "{{ claim:strong-firms }} {{ quoted:courses-work }}"
    ambiguous = changed(replace(strategy(), events=events), "strategy", "story", text=text)

    assert "is the id of a finding and of an event" in said(issues(ambiguous), "strategy/story.md")


def test_results_are_looked_for_only_where_they_are_known() -> None:
    figures = {"mix": FigureSpec(result="gap/mixx")}
    made = changed(strategy(), "claims", "lead-lost", figures=figures)

    assert not said(issues(made), "claims/lead-lost.md")
    found = list(link_issues(made, INDICATORS, DATASETS, results=("gap/mix",)))
    assert "Did you mean 'gap/mix'?" in said(found, "claims/lead-lost.md")


def test_a_reference_of_no_kind_is_an_error() -> None:
    decision = replace(strategy().decisions["budget"], about=("clam:lead-lost",))

    found = issues(replace(strategy(), decisions={"budget": decision}))

    assert "'clam:lead-lost' names no kind of record" in said(found, "decisions/budget.toml")


def test_editions_that_follow_each_other_in_a_ring_are_an_error() -> None:
    day = date(2026, 1, 1)
    editions = {
        "a": Edition("a", "A", EditionKind.DRAFT, day, parent="b"),
        "b": Edition("b", "B", EditionKind.DRAFT, day, parent="a"),
    }

    found = said(issues(replace(strategy(), editions=editions)), "editions/a.toml")

    assert "edition:a -> edition:b -> edition:a" in found


def test_claims_that_speak_against_each_other_are_no_ring() -> None:
    claims = {
        "lead-lost": claim("lead-lost", Stance.NEED, contradicts=("strong-firms",)),
        "strong-firms": claim("strong-firms", Stance.STRENGTH, contradicts=("lead-lost",)),
    }

    assert not [issue for issue in issues(replace(strategy(), claims=claims)) if "itself" in issue.what]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_rings_are_found_just_where_a_graph_cannot_be_put_in_order(pairs: list[tuple[int, int]]) -> None:
    onward: dict[str, list[str]] = {}
    for start, end in pairs:
        onward.setdefault(str(start), []).append(str(end))
    left = {str(number) for number in range(8)}
    while free := {name for name in left if not set(onward.get(name, ())) & left}:
        left -= free

    found = list(rings(onward))

    assert bool(found) == bool(left)
    for ring in found:
        assert all(after in onward[name] for name, after in zip(ring, (*ring[1:], ring[0]), strict=True))


@pytest.mark.parametrize(
    ("folder", "record", "where", "words"),
    [
        ("claims", claim("alone", Stance.THREAT), "claims/alone.md", "no chapter, priority or action uses it"),
        ("priorities", priority("b", claims=()), "priorities/b.md", "argued from no claim"),
        ("priorities", priority("b"), "priorities/b.md", "No action serves this priority"),
        ("priorities", priority("b"), "priorities/b.md", "No measure watches this priority"),
        ("priorities", priority("b", chosen=False), "priorities/b.md", "nothing says why not"),
        ("priorities", priority("b", illustrative=False), "priorities/b.md", "where this priority comes from"),
        ("interventions", intervention("b", priorities=()), "interventions/b.md", "serves no priority"),
        ("interventions", intervention("b", priorities=("festival",)), "interventions/b.md", "were not chosen"),
        ("interventions", intervention("b", illustrative=False), "interventions/b.md", "where this action comes from"),
        ("programmes", Programme("b", "B", ()), "programmes/b.toml", "holds no action"),
        (
            "findings",
            replace(strategy().findings["courses-work"], id="b"),
            "findings/b.md",
            "This is an orphan: nothing rests on it",
        ),
        ("studies", replace(strategy().studies["courses-study"], id="b"), "studies/b.md", "no finding cites it"),
        ("funding", replace(strategy().funding["skills-fund"], id="b"), "funding/b.toml", "no action draws on it"),
        ("measures", replace(strategy().measures["jobs-measure"], id="b", priorities=()), "measures/b.toml", "watches"),
    ],
)
def test_a_record_that_hangs_on_nothing_is_an_issue(folder: str, record: object, where: str, words: str) -> None:
    whole = strategy()
    more = {**getattr(whole, folder), record.id: record}  # type: ignore[attr-defined]

    assert words in said(issues(replace(whole, **{folder: more})), where)


def test_wrapping_lines_anew_leaves_a_record_as_it_was() -> None:
    one = Chapter("a", "A", 1, "A sentence that goes on.\n\n- an item\n- another")
    other = Chapter("a", "A", 1, "A sentence  \nthat goes on.\r\n\r\n\r\n- an item\n- another\n")

    assert record_fingerprint(one) == record_fingerprint(other)


def test_an_item_run_into_its_neighbour_is_another_text() -> None:
    assert normalised_text("- one\n- two") != normalised_text("- one - two")


def test_another_word_is_another_fingerprint() -> None:
    assert record_fingerprint(Chapter("a", "A", 1, "Up.")) != record_fingerprint(Chapter("a", "A", 1, "Down."))


def test_a_link_is_reviewed_until_its_target_changes() -> None:
    authored = strategy()
    review, decision = reviewed(authored, "priority:skills", by="policy lead", on=date(2026, 2, 1), note="Read.")
    seen = replace(authored, reviews={review.record: review}, decisions={**authored.decisions, decision.id: decision})

    before = _stands(seen, "priority:skills")
    after = _stands(changed(seen, "claims", "lead-lost", text="Another {{ now }}."), "priority:skills")

    assert before == {"claim:lead-lost": LinkStand.REVIEWED, "claim:strong-firms": LinkStand.REVIEWED}
    assert after == {"claim:lead-lost": LinkStand.SUSPECT, "claim:strong-firms": LinkStand.REVIEWED}


def test_a_link_that_nobody_saw_is_unreviewed() -> None:
    assert set(_stands(strategy(), "priority:skills").values()) == {LinkStand.UNREVIEWED}


def test_a_review_is_a_decision_with_a_free_id() -> None:
    authored = strategy()
    given = {"by": "analyst", "on": date(2026, 2, 1), "note": "Read again."}
    review, first = reviewed(authored, "claim:lead-lost", evidence="abc", **given)  # type: ignore[arg-type]
    more = replace(authored, decisions={first.id: first})
    _, second = reviewed(more, "claim:lead-lost", **given)  # type: ignore[arg-type]

    assert review.targets == {"evidence": "abc"}
    assert (first.id, second.id) == ("review-claim-lead-lost-2026-02-01", "review-claim-lead-lost-2026-02-01-2")
    assert (review.decision, first.about, first.text) == (first.id, ("claim:lead-lost",), "Read again.")


def test_two_who_review_many_at_once_in_copies_of_their_own_make_decisions_of_two_names() -> None:
    authored, about = strategy(), ("claim:lead-lost", "priority:skills")

    def made(note: str, of: Authored = authored) -> Decision:
        _, decision = reviewed(of, "claim:lead-lost", by="analyst", on=date(2026, 2, 1), note=note)
        return decision_of_many(of, decision, about)

    mine, theirs = made("Read against its figures."), made("Read against the new release.")
    again = made("Read against its figures.", replace(authored, decisions={mine.id: mine}))

    assert len({mine.id, theirs.id, again.id}) == 3
    assert all(one.id.startswith("review-of-many-") and "2026-02-01" in one.id for one in (mine, theirs, again))
    assert mine.about == about


def test_the_decision_of_a_review_is_itself_not_to_be_reviewed() -> None:
    authored = strategy()
    _, decision = reviewed(authored, "claim:lead-lost", by="analyst", on=date(2026, 2, 1), note="Read.")

    standings = stand_of_links(replace(authored, decisions={decision.id: decision}))

    assert not [item for item in standings if item.link.source == f"decision:{decision.id}"]


def test_a_review_of_what_was_taken_out_since_stays_and_is_no_error() -> None:
    authored = strategy()
    _, decision = reviewed(authored, "claim:lead-lost", by="analyst", on=date(2026, 2, 1), note="Read.")
    gone = replace(decision, about=("claim:taken-out",))
    choice = replace(gone, id="chosen", kind=DecisionKind.CHOICE)

    found = issues(replace(authored, decisions={gone.id: gone, choice.id: choice}))

    about = {item.where: item for item in found if "taken-out" in item.what}
    assert about[f"decisions/{gone.id}.toml"].severity is Severity.NOTE
    assert "leave the decision" in (about[f"decisions/{gone.id}.toml"].fix or "")
    assert about["decisions/chosen.toml"].severity is Severity.ERROR


def test_a_review_of_nothing_offers_the_nearest() -> None:
    with pytest.raises(UnknownRecord, match="Did you mean 'claim:lead-lost'"):
        reviewed(strategy(), "claim:lead-lots", by="analyst", on=date(2026, 2, 1), note="Read.")


def test_a_review_without_words_is_refused() -> None:
    with pytest.raises(BadRecord, match="--note"):
        reviewed(strategy(), "claim:lead-lost", by="analyst", on=date(2026, 2, 1), note=" ")
    with pytest.raises(BadRecord, match=r"who read the record.*--by"):
        reviewed(strategy(), "claim:lead-lost", by=" ", on=date(2026, 2, 1), note="Read.")


def test_a_suspect_link_is_an_error_and_unreviewed_ones_a_note() -> None:
    review, _ = reviewed(strategy(), "alignment:county-plan", by="analyst", on=date(2026, 2, 1), note="Read.")
    stale = changed(replace(strategy(), reviews={review.record: review}), "priorities", "skills", title="Other")

    found = list(stand_issues(stand_of_links(stale)))

    assert said(found, "alignments/county-plan.toml").startswith("error: alignments/county-plan.toml: It compares")
    assert {issue.severity for issue in found if issue.where == "strategy/story.md"} == {Severity.NOTE}


def test_the_words_of_a_link_are_a_sentence() -> None:
    assert str(Link("priority:a", "claim:b", Role.ARGUED_FROM)) == "priority:a is argued from claim:b"


def _stands(authored: Authored, source: str) -> dict[str, LinkStand]:
    return {item.link.target: item.stand for item in stand_of_links(authored) if item.link.source == source}
