"""How sentences are read: what rules hold against figures and tests, and which words are left for a person to read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from placewright.core.issues import Severity
from placewright.ledger.prose.as_read import SentenceRead, check_and_read, sentences_read, unread_notes
from placewright.ledger.prose.names import UNREAD
from placewright.ledger.prose.plain_words import words_that_say
from placewright.records.stated import Stated

from .prose_makers import chapter, check_prose, claim, finding, material, spec, test

ENGLAND = {"here": spec(), "england": spec(place="ENGLAND")}
ABOVE = test("here", "above", "england")
OVER_TIME = {"then": spec(period="2013"), "now": spec(period="2023")}
FELL = test("now", "below", "then")


def read(text: str, *, value: float = 60.0, **more: Any) -> SentenceRead:
    """How the last sentence of a claim is read; `value` is that of its figures `here` and `then`, others are 12."""
    made = claim(text, **more)
    own = {name: {"value": value} for name in ("here", "then") if name in made.figures}
    made = material(made, results={"made": own})
    check_prose(made)  # and that it is the same whatever is read with it
    return list(sentences_read(made))[-1]


@pytest.mark.parametrize(
    ("said", "figures", "holds"),
    [
        ("{{ here }} work, more than in England ({{ england }}).", ENGLAND, (ABOVE,)),
        ("{{ here }} work, above England's {{ england }}.", ENGLAND, (ABOVE,)),
        ("Work fell from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.", OVER_TIME, (FELL,)),
        ("Work dwindled from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.", OVER_TIME, (FELL,)),
        ("{{ here }} work, the highest rate.", {"here": spec()}, (test("here", "highest-in", among="members"),)),
        ("By work it is {{ here }} of {{ here.of }}, near the top.", {"here": spec(as_="rank")}, ()),
        ("{{ here }} work, as many as in England ({{ england }}).", ENGLAND, (test("here", "equals", "england"),)),
    ],
)
def test_words_that_would_be_wrong_of_other_figures_are_read(said: str, figures: Any, holds: Any) -> None:
    found = read(said, value=12.0 if "as many" in said or "near" in said else 60.0, figures=figures, holds=holds)
    assert any(one.which_way for one in found.taken)
    assert not found.is_unread


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("{{ here }} work, a figure that withers beside England's {{ england }}.", ["withers"]),
        ("{{ here }} work, which leaves England ({{ england }}) in its wake.", ["wake"]),
        ("{{ here }} work, beyond England's {{ england }}.", ["beyond"]),
        ("{{ here }} work, more than in England ({{ england }}), and they thrive.", ["thrive"]),
        ("England is at {{ england }}, North Vale at {{ here }}: few work.", ["few"]),
        ("England, at {{ england }}, seldom sees what is seen here: {{ here }}.", ["seldom"]),
        ("With {{ here }} at work the county comes after England ({{ england }}).", ["after"]),
        ("{{ here }} work, as in England ({{ england }}).", ["as"]),
        ("Work came on from {{ here }} to {{ england }}.", ["came"]),
        ("With {{ here }} at work the county is second to England ({{ england }}).", ["second"]),
        ("Of {{ here }} and {{ england }}, each of which has a cause, we say that adults work.", ["each", "cause"]),
    ],
)
def test_words_that_no_rule_took_are_named(said: str, unread: list[str]) -> None:
    assert list(read(said, figures=ENGLAND, holds=(ABOVE,)).untaken) == unread


@pytest.mark.parametrize(
    "said",
    [
        "{{ here }} of adults work.",
        "In {{ here.period }} {{ here }} of the adults of North Vale were at work, and {{ england }} in England.",
        "Of every hundred people {{ here }} have a job, against {{ england }} in England as a whole.",
        "Firms in Hillbury employ {{ here }}; the survey counted {{ england }} in England that day.",
    ],
)
def test_a_sentence_that_says_neither_how_much_nor_which_way_is_no_ones_work(said: str) -> None:
    found = read(said, figures=ENGLAND, holds=(ABOVE,))
    assert not found.taken and not found.is_unread


def test_a_word_for_which_only_some_test_is_asked_is_left_to_a_person() -> None:
    found = read("{{ here }} work, against {{ england }} in England, and they are growing.", figures=ENGLAND)
    assert [one.words for one in found.taken if one.which_way] == []
    assert "growing" in found.untaken


def test_a_word_is_plain_where_the_definition_of_a_figure_has_it() -> None:
    found = read("{{ here }} are deprived.", figures={"here": spec("deprived")})
    assert not found.is_unread
    assert "fixed" not in {one[0] for one in words_that_say("a fixed workplace", ["with a fixed workplace"])}
    # and a word that judges only as it stands there
    judged = [one[0] for one in words_that_say("in good health, a good county", ["Years in good health."])]
    assert judged == ["good"]


def test_titles_of_claims_and_sentences_of_other_texts_with_their_figures_are_read_too() -> None:
    made = claim("{{ here }} of adults work.", title="Work thrives")
    found = {
        one.where: one.what
        for one in (
            note.issue
            for note in unread_notes(
                material(made, chapters=[chapter("Of adults {{ made.here }} work, which soothes.", "Firms thrive.")])
            )
        )
    }
    assert list(found) == ["claims/made.md, title", "strategy/people.md, line 1"]
    assert "'thrives'" in found["claims/made.md, title"]
    assert "'soothes'" in found["strategy/people.md, line 1"]


def test_what_a_source_is_quoted_for_is_the_sources_word() -> None:
    quoted = chapter("A study found {{ quoted:study.share }} and saw firms thrive.")
    assert not list(unread_notes(material(chapters=[quoted], findings=[finding("study", share=Stated(0.4, "%"))])))


def test_what_is_unread_is_a_note_behind_all_issues_and_stops_nothing() -> None:
    made = material(claim("Some 450 firms thrive, and {{ here }} of adults work, more than before."))
    found = check_and_read(made)
    assert [one.rule for one in found][-1] == UNREAD
    assert {one.issue.severity for one in found if one.rule == UNREAD} == {Severity.NOTE}
    assert tuple(one for one in found if one.rule != UNREAD) == check_prose(made)


def test_a_text_is_read_by_its_figures_where_the_claims_are_not_at_hand() -> None:
    whole = material(
        claim("{{ here }} of adults work."), chapters=[chapter("Of adults {{ made.here }} work and thrive.")]
    )
    alone = replace(whole, authored=replace(whole.authored, claims={}), runs={})
    assert ["'thrive'" in one.issue.what for one in unread_notes(alone)] == [True]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Productivity is a serious problem.", "serious"),
        ("Skills are poor.", "poor"),
        ("The county has become rich.", "rich"),
        ("By the usual measures it is a lucky county.", "lucky"),
        ("Small firms are not bad firms.", ""),
        ("Is that bad?", ""),
        ("The board looks at what firms are good at.", ""),
        ("People here want good work.", ""),
    ],
)
def test_a_sentence_without_figures_that_judges_is_listed_and_stops_nothing(text: str, word: str) -> None:
    made = material(chapters=[chapter(text)])
    notes = list(unread_notes(made))
    assert [f"'{word}' judges without a figure" in one.issue.what for one in notes] == [True] * bool(word)
    assert all(one.issue.severity is Severity.NOTE for one in notes)
    assert not check_prose(made)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("In the county offices stand empty.", "offices"),
        ("Manufacturing is a dying breed here.", "Manufacturing"),
        ("The county sends workers out on balance.", "workers"),
        ("The county's employers cannot find staff.", "employers"),
        ("Work is hard to find in the town.", "Work"),
        ("The county has stopped making things.", "stopped making"),
        ("The county council has endorsed these priorities.", "endorsed"),
        ("All partners are behind the plan.", "behind"),
        ("Nobody has endorsed these priorities.", ""),
        ("The county lies north of a river.", ""),
        ("Offices were emptied everywhere.", ""),
        ("Should the county keep its offices?", ""),
        ("The county would keep its offices.", ""),
        ("We asked which offices of the county are empty.", ""),
        ("The tables do not show the county's offices.", ""),
    ],
)
def test_what_is_said_of_a_places_economy_and_rests_on_nothing_is_listed_and_stops_nothing(
    text: str, subject: str
) -> None:
    notes = list(unread_notes(material(chapters=[chapter(text)])))
    assert [f"'{subject}' of" in one.issue.what for one in notes] == [True] * bool(subject)
    assert all(one.issue.severity is Severity.NOTE for one in notes)


def test_what_goes_on_about_the_claim_beside_it_is_not_listed_and_what_turns_from_it_is() -> None:
    made = claim("{{ here }} of adults work.")
    beside = chapter("{{ claim:made }} Work in the county is for adults. The county's offices stand empty.")
    notes = [one.issue.what for one in unread_notes(material(made, chapters=[beside]))]
    assert [note for note in notes if "is spoken of" in note] == [
        "'offices' of 'The county's' is spoken of and nothing bears it out, in 'The county's offices stand empty.'."
    ]
