"""After a check of prose only what changed is read again, and what is found is what reading everything would find."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

from placewright.ledger.prose import Material
from placewright.ledger.prose.as_read import check_and_read
from placewright.ledger.prose.remembered import ACROSS, RECORDS, check_prose_since
from placewright.records.chapter import Chapter
from placewright.records.claim import Claim
from placewright.records.funding import FundingStream

from .prose_makers import NAMES, Notes, chapter, claim, material, spec

WORK = claim("In {{ here.place }} {{ here }} of adults work.", "work")
FIRMS = claim("There are {{ here }} enterprises.", "firms", figures={"here": spec("enterprises")})
LIE = claim("Some 450 firms left.", "lie", figures={"here": spec("enterprises")})
GROWTH = Chapter("growth", "Growth", 2, "Of adults {{ work.here }} work.\n\n{{ claim:firms }}")
SKILLS = Chapter("skills", "Skills", 3, "In Hillbury some 37 colleges teach.")
SAYS_WORK, SAYS_FIRMS = (f"chapter:growth strategy/growth.md, line {line}" for line in (1, 3))
SAYS_COLLEGES = "chapter:skills strategy/skills.md, line 1"
FUND = FundingStream("deal", "Growth Deal", "A body", total=221_500_000)


def texts(*claims: Claim, chapters: tuple[Chapter, ...] = (GROWTH, SKILLS), **more: Any) -> Material:
    return material(*(claims or (WORK, FIRMS, LIE)), chapters=chapters, **more)


def read_after(first: Material, second: Material, *, shared: tuple[str, str] = ("s", "s")) -> list[str]:
    """What is read again of the second; what is found must be what all of it would give."""
    notes = Notes()
    assert check_prose_since(first, notes, shared=shared[0]) == check_and_read(first)
    notes.read.clear()
    assert check_prose_since(second, notes, shared=shared[1]) == check_and_read(second)
    return sorted(notes.read)


def test_nothing_is_read_again_where_nothing_changed() -> None:
    assert read_after(texts(), texts()) == []


def test_a_claim_that_was_written_anew_is_read_again_and_the_paragraph_that_says_it() -> None:
    told = replace(FIRMS, text="In all there are {{ here }} enterprises.")
    assert read_after(texts(), texts(WORK, told, LIE)) == [SAYS_FIRMS, "claim:firms"]


def test_a_figure_that_moved_is_read_again_wherever_it_is_printed_or_said() -> None:
    moved = {"work": {"here": {"value": 13.0}}}
    assert read_after(texts(), texts(results=moved)) == [SAYS_WORK, "claim:work"]


def test_a_paragraph_that_was_written_anew_is_read_alone() -> None:
    other = replace(SKILLS, text="In Hillbury some 38 colleges teach.")
    assert read_after(texts(), texts(chapters=(GROWTH, other))) == [SAYS_COLLEGES]


def test_a_list_that_grew_has_the_sentence_that_counts_it_read_again() -> None:
    counts = Chapter("aims", "Aims", 4, "We have three aims:\n\n- homes\n- jobs\n- skills\n\nNothing else is said.")
    longer = replace(counts, text=counts.text.replace("- skills", "- skills\n- roads"))
    read = read_after(texts(chapters=(counts,)), texts(chapters=(longer,)))
    assert read[:2] == [f"chapter:aims strategy/aims.md, line {line}" for line in (1, 3)]
    assert [one.rule for one in check_and_read(texts(chapters=(longer,)))].count("counted-list") == 1


def test_a_summary_is_read_again_where_a_claim_of_its_chapter_moved() -> None:
    first = replace(GROWTH, summary="Most adults work.")
    moved = {"work": {"here": {"value": 13.0}}}
    read = read_after(texts(chapters=(first,)), texts(chapters=(first,), results=moved))
    assert read == [SAYS_WORK, "chapter:growth strategy/growth.md, summary", "claim:work"]


def test_a_newer_figure_of_an_indicator_has_every_claim_of_it_read_again() -> None:
    old = claim("Today {{ here }} of adults work.", "old", figures={"here": spec(period="2010")})
    newer = {"work": {"here": {"period": "2024"}}}
    first = texts(old, WORK, FIRMS, results={"old": {"here": {"period": "2020"}}})
    then = texts(old, WORK, FIRMS, results={"old": {"here": {"period": "2020"}}, **newer})
    assert read_after(first, then) == [SAYS_WORK, "claim:old", "claim:work"]


def test_a_place_that_no_claim_was_of_before_may_be_named_anywhere_so_that_all_is_read_again() -> None:
    of_town = {"work": {"here": {"place": "TOWN", "place_name": NAMES["TOWN"]}}}
    assert {SAYS_COLLEGES, "claim:firms", RECORDS} < set(read_after(texts(), texts(results=of_town)))


def test_another_code_or_record_beside_the_texts_has_all_read_again() -> None:
    assert set(read_after(texts(), texts(), shared=("s", "t"))) == {
        ACROSS,
        RECORDS,
        SAYS_WORK,
        SAYS_FIRMS,
        SAYS_COLLEGES,
        *(f"chapter:{id} strategy/{id}.md, title" for id in ("growth", "skills")),
        "claim:firms",
        "claim:lie",
        "claim:work",
    }


def test_a_total_that_another_text_gives_otherwise_is_found_though_only_one_was_read_again() -> None:
    first = chapter("The Growth Deal is worth £221.5m.")
    second = Chapter("money", "Money", 4, "Nothing is said here.")
    told = replace(second, text="In all the Growth Deal brought £204.2m.")
    before, after = (texts(chapters=(first, one), funding=(FUND,)) for one in (second, told))
    assert read_after(before, after) == [ACROSS, "chapter:money strategy/money.md, line 1"]
    assert "parts-and-total" in [one.rule for one in check_and_read(after)]


def test_a_text_that_is_gone_is_forgotten_with_what_was_found_in_it() -> None:
    notes = Notes()
    assert [one.record for one in check_prose_since(texts(), notes, shared="")].count("claim:lie") >= 1
    found = check_prose_since(texts(WORK, FIRMS), notes, shared="")
    assert not [one for one in found if one.record == "claim:lie"]


def test_the_rules_are_not_even_imported_where_nothing_is_to_be_read() -> None:
    said = "import sys, placewright.ledger.prose.remembered; print('placewright.ledger.prose.rules' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
