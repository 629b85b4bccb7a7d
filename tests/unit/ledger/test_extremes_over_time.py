"""The highest and the lowest of a series: a test over the periods of one place, and what is said of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.ledger.claims import judge_claims
from placewright.ledger.mutation import mutate
from placewright.ledger.spans import span_of
from placewright.records.claim import FigureSpec
from placewright.records.verdict import ClaimResult, Mark, Verdict

from .evidence_for_tests import COUNTY, DACORUM, ENGLAND, STEVENAGE, WATFORD, claim, context, indicator, row
from .prose_makers import chapter, check_prose, finding, material, rules, said, spec, test
from .prose_makers import claim as prose_claim

HOUR = indicator("hour")
SERIES = {"2008": 30.0, "2009": 31.0, "2010": 34.0, "2011": 33.0, "2012": 29.0}


def rows_of(values: dict[str, float | None], place: str = COUNTY, **more: object) -> list[dict[str, object]]:
    return [row("hour", place, period, value, **more) for period, value in values.items()]


def judged(
    over: str,
    rows: list[dict[str, object]],
    *,
    is_: str = "lowest-over",
    period: str = "latest",
    place: str = COUNTY,
    more: str = "",
    **of: object,
) -> ClaimResult:
    front = f'''holds = [{{ figure = "x", is = "{is_}", over = "{over}"{more} }}]
[figures.x]
indicator = "hour"
place = "{place}"
period = "{period}"'''
    found = judge_claims({"c": claim(front, "It is {{ x }}.")}, context(rows, HOUR, **of))
    assert not found.issues, found.issues
    return found.results["c"]


def wrong(over: str, *, is_: str = "lowest-over", period: str = "latest", more: str = "") -> tuple[str, str]:
    front = f'''holds = [{{ figure = "x", is = "{is_}", over = "{over}"{more} }}]
[figures.x]
indicator = "hour"
period = "{period}"'''
    (issue,) = judge_claims({"c": claim(front, "It is {{ x }}.")}, context(rows_of(SERIES), HOUR)).issues
    return str(issue.what), str(issue.fix)


def test_the_lowest_of_its_years_holds_and_says_of_how_many_from_when_to_when() -> None:
    (found,) = judged("2008..latest", rows_of(SERIES)).tests
    assert (found.words, found.verdict) == (
        "x is the lowest of its 5 periods from 2008 to 2012",
        Verdict.HOLDS,
    )


def test_one_lower_year_in_the_span_makes_it_fail_and_one_outside_does_not() -> None:
    rows = rows_of({"2007": 20.0, **SERIES})
    assert judged("all", rows).verdict is Verdict.FAILS
    assert judged("2008..latest", rows).verdict is Verdict.HOLDS


def test_a_peak_is_the_highest_of_a_span_that_goes_on_after_it() -> None:
    rows = rows_of(SERIES)
    assert judged("2008..2012", rows, is_="highest-over", period="2010").verdict is Verdict.HOLDS
    assert judged("2008..2012", rows, is_="highest-over", period="2011").verdict is Verdict.FAILS


def test_years_that_cannot_be_told_apart_leave_it_open() -> None:
    rows = [row("hour", COUNTY, year, value, low=value - 0.9, high=value + 0.9) for year, value in SERIES.items()]
    assert judged("2009..latest", rows).verdict is Verdict.HOLDS
    assert judged("2008..latest", rows).verdict is Verdict.CANNOT_TELL


def test_a_series_that_begins_later_than_its_test_is_not_measured() -> None:
    assert judged("2005..latest", rows_of(SERIES)).verdict is Verdict.UNMEASURED
    assert judged("all", rows_of(SERIES)).verdict is Verdict.HOLDS


def test_a_withheld_year_leaves_it_unmeasured_but_not_one_before_the_span() -> None:
    assert judged("2008..latest", rows_of({**SERIES, "2010": None})).verdict is Verdict.UNMEASURED
    assert judged("2009..latest", rows_of({**SERIES, "2008": None})).verdict is Verdict.HOLDS
    assert judged("2008..latest", rows_of({**SERIES, "2008": None})).verdict is Verdict.UNMEASURED


def test_a_year_that_places_of_its_level_have_and_it_has_not_is_missing() -> None:
    own = {year: value for year, value in SERIES.items() if year != "2010"}
    rows = [*rows_of(own, STEVENAGE), *rows_of(SERIES, WATFORD)]
    assert judged("2008..latest", rows, place=STEVENAGE).verdict is Verdict.UNMEASURED
    beside = [*rows_of(own, STEVENAGE), *rows_of(SERIES, ENGLAND)]
    assert judged("2008..latest", beside, place=STEVENAGE).verdict is Verdict.HOLDS


def test_periods_of_another_kind_and_other_places_are_no_part_of_the_series() -> None:
    rows = [*rows_of(SERIES), *rows_of({"2009-10": 1.0, "P1Y/2011-06": 2.0}), *rows_of({"2010": 3.0}, DACORUM)]
    (found,) = judged("2008..latest", rows).tests
    assert found.verdict is Verdict.HOLDS and "5 periods" in found.words


def test_a_plain_year_holds_the_financial_years_that_have_their_middle_in_it() -> None:
    values = {"2007-08": 1.0, "2008-09": 30.0, "2009-10": 31.0, "2010-11": 29.0}
    assert judged("2008..latest", rows_of(values)).verdict is Verdict.HOLDS
    assert judged("2007..latest", rows_of(values)).verdict is Verdict.FAILS


def test_a_missing_figure_leaves_it_unmeasured() -> None:
    assert judged("2008..latest", rows_of({}) + rows_of(SERIES, ENGLAND)).verdict is Verdict.UNMEASURED


def test_a_year_troubled_by_a_caveat_marks_the_claim_and_is_looked_at_without_it() -> None:
    rows = [row("hour", COUNTY, year, value, caveat="odd" if year < "2011" else None) for year, value in SERIES.items()]
    aside = rows_of({"2008": 28.0, "2009": 29.5, "2010": 32.0})
    found = judged("2008..latest", rows, aside=aside)
    assert (found.verdict, Mark.CAVEATED in found.marks) == (Verdict.CANNOT_TELL, True)
    assert str(found.why) == "Without the cells that a caveat names in other periods, the claim fails."
    assert judged("2009..latest", rows, aside=aside).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("over", "period", "told"),
    [
        ("", "latest", "does not say over which periods"),
        ("2008", "latest", "does not say over which periods"),
        ("2012..2008", "latest", "does not say over which periods"),
        ("since 2008", "latest", "does not say over which periods"),
        ("2008..2011", "latest", "which is not in the span 2008..2011"),
    ],
)
def test_a_span_that_is_none_or_not_around_the_figure_is_refused(over: str, period: str, told: str) -> None:
    what, fix = wrong(over, period=period)
    assert told in what and fix


def test_places_and_periods_are_not_mixed_in_one_test() -> None:
    assert "among" in wrong("2008..latest", more=', among = "members"')[0]
    assert "over" in wrong("2008..latest", is_="highest-in")[0]
    assert "over" in wrong("2008..latest", is_="above", more=", than = 1")[0]


def test_a_span_is_read_as_it_is_written() -> None:
    found = span_of("2008..2012")
    assert found is not None
    assert [found.holds(year) for year in ("2007", "2008", "2012", "2013")] == [False, True, True, False]
    assert found.holds("2008-06-30") and found.holds("2012-Q4") and not found.holds("2013-Q1")


def test_every_other_year_of_the_span_is_noticed_when_it_passes() -> None:
    front = '''holds = [{ figure = "x", is = "lowest-over", over = "2009..latest" }]
[figures.x]
indicator = "hour"'''
    one, made = claim(front, "It is {{ x }}."), context(rows_of(SERIES), HOUR)
    results = judge_claims({"c": one}, made).results
    report = mutate({"c": one}, results, made)
    assert sorted(cell.cell.period for cell in report.cells) == ["2009", "2010", "2011", "2012"]
    assert report.caught == 4 and not report.escaped


VALUES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), min_size=2, max_size=9)


@given(VALUES, st.data())
def test_it_holds_exactly_where_the_sorted_intervals_say_so(values: list[tuple[int, int]], data: Any) -> None:
    years = [str(2000 + at) for at in range(len(values))]
    own = data.draw(st.sampled_from(years))
    rows = [
        row("hour", COUNTY, year, float(value), low=value - half, high=value + half, error="rounding")
        for year, (value, half) in zip(years, values, strict=True)
    ]
    found = judged(f"{years[0]}..{years[-1]}", rows, is_="highest-over", period=own).verdict
    # sorted by their lower ends, the own interval is last and begins after all others end
    ends = sorted((value - half, value + half, year) for year, (value, half) in zip(years, values, strict=True))
    is_last = ends[-1][2] == own and all(first[1] < ends[-1][0] for first, _ in pairwise(ends))
    assert (found is Verdict.HOLDS) == is_last


# what is said of it


def found_in(text: str, *holds: Any, **figures: FigureSpec) -> list[str]:
    made = prose_claim(text, figures=figures or {"here": spec()}, holds=holds)
    return [rule for rule in rules(check_prose(material(made))) if rule != "unread"]


SINCE = test("here", "lowest-over", over="2008..latest")
ALL = test("here", "highest-over", over="all")
RULE = "extreme-over-time"


@pytest.mark.parametrize(
    "text",
    [
        "In {{ here.period }} the rate was {{ here }}, the lowest since 2008.",
        "In {{ here.period }} the rate was {{ here }}, the lowest rate for ten years.",
        "At {{ here }} in {{ here.period }} it was the lowest of the last fifteen years.",
        "At {{ here }}, {{ here.period }} was its worst year.",
        "It had not been so low since 2008: {{ here }} in {{ here.period }}.",
        "The rate of {{ here.period }}, {{ here }}, was the lowest in a decade.",
    ],
)
def test_what_a_test_over_its_years_bears_out_is_left_alone(text: str) -> None:
    assert found_in(text, SINCE) == []
    assert RULE in found_in(text, test("here", "below", than=50.0))
    assert RULE in found_in(text, test("here", "lowest-in", among="members"))


@pytest.mark.parametrize(
    "text",
    [
        "In {{ here.period }} the rate was {{ here }}, the lowest since 2004.",
        "In {{ here.period }} the rate was {{ here }}, the lowest for forty years.",
        "In {{ here.period }} the rate was {{ here }}, the lowest on record.",
        "In {{ here.period }} the rate was {{ here }}, a record low.",
        "At {{ here }} in {{ here.period }} the rate was the lowest ever.",
    ],
)
def test_a_test_over_less_than_the_words_say_does_not_bear_them_out(text: str) -> None:
    assert found_in(text, SINCE) == [RULE]


@pytest.mark.parametrize(
    "text",
    [
        "In {{ here.period }} the rate hit a record: {{ here }}.",
        "Employment was at a record level in {{ here.period }}, {{ here }}.",
        "The rate of {{ here.period }}, {{ here }}, was a record high.",
        "Never had there been as many: {{ here }} in {{ here.period }}.",
        "At {{ here }} in {{ here.period }} it was the highest on record.",
    ],
)
def test_a_record_needs_a_test_over_all_that_is_published(text: str) -> None:
    assert found_in(text, ALL) == []
    assert RULE in found_in(text, test("here", "highest-over", over="2008..latest"))


def test_a_record_high_is_none_where_the_test_is_of_the_lowest() -> None:
    text = "The rate of {{ here.period }}, {{ here }}, was a record high."
    assert RULE in found_in(text, test("here", "lowest-over", over="all"))


def test_a_worst_year_is_the_lowest_where_higher_is_better_and_the_highest_where_lower_is() -> None:
    text = "At {{ here }}, {{ here.period }} was its worst year."
    jobless = {"here": spec("unemployment-rate")}
    assert found_in(text, SINCE) == []
    assert RULE in found_in(text, SINCE, **jobless)
    assert found_in(text, test("here", "highest-over", over="2008..latest"), **jobless) == []


def test_what_peaked_was_lower_afterwards() -> None:
    text = "The rate peaked in {{ here.period }} at {{ here }}."
    then = {"here": spec(period="2019")}
    assert found_in(text, test("here", "highest-over", over="2008..latest"), **then) == []
    assert RULE in found_in(text, test("here", "highest-over", over="2008..2019"), **then)
    assert RULE in found_in(text, test("here", "highest-over", over="2008..latest"))
    assert RULE in found_in(text, test("here", "above", than=1.0), **then)


def test_what_bottomed_out_was_higher_afterwards() -> None:
    text = "The rate bottomed out in {{ here.period }} at {{ here }}."
    then = {"here": spec(period="2019")}
    assert found_in(text, SINCE, **then) == []
    assert RULE in found_in(text, SINCE)


@pytest.mark.parametrize(
    "text",
    [
        "In {{ here.period }} the rate was {{ here }}, more than in any other year since 2008.",
        "In {{ here.period }} the rate was {{ here }}, higher than at any time since 2008.",
    ],
)
def test_more_than_in_any_year_is_the_highest_of_them(text: str) -> None:
    assert found_in(text, test("here", "highest-over", over="2008..latest")) == []
    assert RULE in found_in(text, test("here", "highest-over", over="2010..latest"))
    assert RULE in found_in(text, test("here", "above", than=1.0))


def test_more_than_ever_before_is_a_record() -> None:
    text = "In {{ here.period }} the rate was {{ here }}, higher than ever before."
    assert found_in(text, ALL) == []
    assert RULE in found_in(text, test("here", "highest-over", over="2008..latest"))


def test_how_many_years_there_are_is_taken_from_what_the_test_ranged_over() -> None:
    found = judged("2009..latest", rows_of(SERIES), period="2012").tests
    assert found[0].span == ("2009", "2012")


def test_the_highest_of_places_is_not_borne_out_by_a_test_over_years() -> None:
    text = "In {{ here.period }} the rate was {{ here }}, the highest of the ten districts."
    assert "untested-comparison" in found_in(text, ALL)
    assert found_in(text, test("here", "highest-in", among="members")) == []


def test_the_highest_of_years_is_not_where_its_test_is_of_the_lowest() -> None:
    text = "In {{ here.period }} the rate was {{ here }}, the highest since 2008."
    assert "words-against-figures" in found_in(text, SINCE)


def test_a_change_since_a_year_is_no_extreme_of_years() -> None:
    figures = {
        "here": spec(as_="change", period="2015..latest"),
        "there": spec(place="TOWN", as_="change", period="2015..latest"),
    }
    text = "Since {{ here.from }} it rose by {{ here }} by {{ here.period }}, the most since 2015, beside {{ there }}."
    assert RULE not in found_in(text, test("here", "above", than="there"), **figures)


def test_a_highest_amount_of_money_is_said_to_hold_inflation() -> None:
    text = "In {{ here.period }} output was {{ here }}, the highest on record."
    assert "nominal-growth" in found_in(text, ALL, here=spec("gva"))
    cash = "In {{ here.period }} output in cash terms was {{ here }}, the highest on record."
    assert found_in(cash, ALL, here=spec("gva")) == []
    assert found_in(text, ALL, here=spec("real-gva")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Employment peaked in 2019.",
        "Last year was the worst year of the ten.",
        "Starts are at their lowest since the war, the lowest for forty years.",
        "Jobs hit a record in the summer.",
    ],
)
def test_a_chapter_says_no_extreme_of_its_own(sentence: str) -> None:
    assert {RULE, "untested-comparison"} & set(rules(said(sentence)))


def test_a_figure_of_a_claim_does_not_lend_a_chapter_what_no_test_of_it_ranges_over() -> None:
    sentence = "At {{ made.here }} in {{ made.here.period }} the rate is the lowest since 2008."
    made = prose_claim(
        "It is {{ here }} in {{ here.period }}.", figures={"here": spec()}, holds=(test("here", "below", than=50.0),)
    )
    assert RULE in rules(check_prose(material(made, chapters=[chapter(sentence)])))
    borne = prose_claim("It is {{ here }} in {{ here.period }}.", figures={"here": spec()}, holds=(SINCE,))
    assert RULE not in rules(check_prose(material(borne, chapters=[chapter(sentence)])))


@pytest.mark.parametrize(
    "sentence",
    [
        "The best year to begin is the next one, if the money is there.",
        "We keep a record of what was said at each meeting.",
        "Buses run every ten minutes at peak times and every hour at other times.",
        "The trains are full at the peak hours.",
        "Records of births began long ago.",
        "By 2035 employment should be at its highest since 2001.",
        "We have never said so many words about buses that we could not keep them.",
        "Will this be the worst year of the ten?",
        "The board wants the lowest emissions in a decade.",
        "Most of the growth of the last ten years is told in the next chapter.",
        "The most recent year is 2023, and the series has ten years.",
        "We set new records straight in the annex.",
        "Trains between Hillbury and Lowdale are fullest at the peak.",
        "Now more than ever the county needs friends.",
    ],
)
def test_plans_names_and_questions_say_no_extreme(sentence: str) -> None:
    assert RULE not in rules(said(sentence))


def test_what_others_found_is_theirs() -> None:
    made = prose_claim("In 2019 vacancies stood at the highest on record.", figures={}, findings=("board",))
    assert RULE not in rules(check_prose(material(made, findings=[finding("board")])))


def test_better_and_worse_years_take_no_side_where_the_indicator_takes_none() -> None:
    text = "At {{ here }}, {{ here.period }} was its best year."
    assert RULE not in found_in(text, SINCE, here=spec("office-floorspace"))
