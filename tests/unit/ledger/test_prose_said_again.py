"""Headings, summaries and paragraphs that set a place against the nation, beside claims that test it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placewright.core.issues import Severity

from .prose_makers import chapter, check_prose, claim, material, rules, spec, test

RESULTS = {"made": {"here": {"value": 61.0, "text": "61%"}, "england": {"value": 75.0, "text": "75%"}}}
FIGURES = {"here": spec("gigabit"), "england": spec("gigabit", place="ENGLAND")}
OWN = claim(
    "Gigabit lines reach {{ here }} of premises, fewer than in England ({{ england }}).",
    figures=FIGURES,
    holds=(test("here", "below", "england"),),
)
SAID = [
    ("Gigabit lines trail the nation", True),
    ("Gigabit is ahead of the nation", False),
    ("Gigabit outperforms England", False),
    ("Fewer homes have gigabit lines than in England", True),
    ("More homes have gigabit lines than in England", False),
    ("Gigabit has to be ahead of the nation", True),
    ("Is gigabit ahead of the nation?", True),
]


@pytest.mark.parametrize(("words", "is_so"), SAID)
def test_a_heading_is_held_against_the_claims_under_it(words: str, *, is_so: bool) -> None:
    text = f"## {words}\n\n{{{{ claim:made }}}}\n\n## Next\n\nThe plan goes on."
    found = check_prose(material(OWN, chapters=[chapter(text)], results=RESULTS))
    assert ("piled-comparison" not in rules(found)) is is_so
    assert all(one.issue.severity is Severity.ERROR for one in found)


@pytest.mark.parametrize(("words", "is_so"), SAID)
def test_a_summary_is_held_against_the_claims_of_its_chapter(words: str, *, is_so: bool) -> None:
    made = replace(chapter("## Lines\n\n{{ claim:made }}"), summary=f"{words}.".replace("?.", "?"))
    assert ("piled-comparison" not in rules(check_prose(material(OWN, chapters=[made], results=RESULTS)))) is is_so


@pytest.mark.parametrize(("words", "is_so"), [("Gigabit lags the nation.", True), ("Gigabit beats the nation.", False)])
def test_a_paragraph_is_held_against_the_claims_in_it(words: str, *, is_so: bool) -> None:
    found = rules(check_prose(material(OWN, chapters=[chapter(f"{{{{ claim:made }}}} {words}")], results=RESULTS)))
    assert ("piled-comparison" not in found) is is_so


def test_a_heading_that_no_claim_under_it_is_of_is_warned_of() -> None:
    text = "## Wages lag the nation\n\nNothing is known.\n\n## Lines\n\n{{ claim:made }}"
    (issue,) = check_prose(material(OWN, chapters=[chapter(text)], results=RESULTS))
    assert (issue.rule, issue.issue.severity) == ("piled-comparison", Severity.WARNING)


def test_a_heading_holds_for_the_sections_under_it() -> None:
    text = "## Gigabit is ahead of the nation\n\n### Lines\n\n{{ claim:made }}"
    assert "piled-comparison" in rules(check_prose(material(OWN, chapters=[chapter(text)], results=RESULTS)))


@pytest.mark.parametrize(
    "text",
    [
        "It may be that advice, more than money, is what firms lack.",
        "A pupil counts as absent who misses 10% or more of sessions.",
        "A firm is classed as small that has fewer than 50 employees.",
        "A panel of twelve members would meet twice a year.",
    ],
)
def test_what_may_be_what_is_defined_and_how_many_sit_together_are_no_findings(text: str) -> None:
    assert not check_prose(material(chapters=[chapter(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "Advice, more than money, is what firms lack.",
        "Some 10% of pupils are absent.",
        "A town of twelve factories would be a change.",
    ],
)
def test_the_same_words_said_as_findings_are_refused(text: str) -> None:
    assert check_prose(material(chapters=[chapter(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "Under the Subsidy Control Act 2022 aid of up to £315,000 over three years counts as minimal.",
        'One college said that it was "the single biggest barrier to growth".',
        "The difficulty lies less in how many firms start than in how few grow.",
        "Half a post would serve the panel.",
    ],
)
def test_what_an_act_sets_what_is_quoted_and_where_a_difficulty_lies_are_no_findings(text: str) -> None:
    assert not check_prose(material(chapters=[chapter(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "Since the Localism Act 2011 the county has gained more than 5,000 jobs.",
        "Under the Localism Act 2011 up to 5,000 homes were built.",
        'The lack of land is the "biggest barrier" here.',
        "What people can expect to earn has fallen since 2018.",
        "Every school in Hillbury is good or outstanding.",
    ],
)
def test_findings_beside_acts_marks_and_verbs_like_can_are_refused(text: str) -> None:
    assert check_prose(material(chapters=[chapter(text)]))


def test_if_prices_have_fallen_is_a_condition() -> None:
    assert not check_prose(material(chapters=[chapter("If rents have fallen by then, the aid would end.")]))
