"""Figures of claims: found, transformed with their intervals, and printed no finer than these allow."""

from __future__ import annotations

import pytest

from placewright.core.errors import BadRecord, UnknownIndicator, UnknownPlace
from placewright.core.quantities import ErrorKind, Interval, NotEstimated, Quantity
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.ledger.figure_words import figure_words, interval_words, rank_words
from placewright.ledger.figures import compute_figures
from placewright.ledger.stated_figures import MAIN, figures_stated_by, stated_words
from placewright.ledger.transformations import Transformation, over_time
from placewright.records.event import Event, EventKind
from placewright.records.finding import Finding, Grade
from placewright.records.indicator import Polarity
from placewright.records.stated import Stated
from placewright.records.summary import Summary, SummaryKind, SummaryRow
from placewright.workspace.authored import Authored

from .evidence_for_tests import (
    COUNTY,
    DACORUM,
    ENGLAND,
    HERTSMERE,
    STEVENAGE,
    UK,
    WATFORD,
    claim,
    context,
    indicator,
    row,
    table,
)

HOUR = indicator("hour")
LUTON = "E06000032"
PEOPLE = indicator("people", "people", decimals=0)
INDEX = indicator("hour-index", "index UK=100")
RATE = indicator("rate", "%")


def figures_of(front: str, rows: list[dict[str, object]], *definitions: object, **more: object):
    return compute_figures(claim(front), context(rows, *definitions, **more))  # type: ignore[arg-type]


def test_a_figure_without_a_place_is_of_the_workspaces_own() -> None:
    [found] = figures_of('[figures.x]\nindicator = "hour"', [row("hour", COUNTY, "2022", 40.8)], HOUR).values()
    assert (found.value, found.text, found.place_name, found.period_label) == (40.8, "£40.80", "Hertfordshire", "2022")


def test_the_latest_figure_is_the_newest_with_a_value() -> None:
    rows = [row("hour", COUNTY, "2021", 39.0), row("hour", COUNTY, "2022", None)]
    [found] = figures_of('[figures.x]\nindicator = "hour"', rows, HOUR).values()
    assert (found.value, found.period) == (39.0, "2021")


def test_a_code_of_the_same_territory_serves_where_the_own_one_has_nothing() -> None:
    [found] = figures_of('[figures.x]\nindicator = "hour"', [row("hour", "TLH23", "2022", 40.8)], HOUR).values()
    assert (found.value, found.cells[0].place) == (40.8, "TLH23")


def test_of_a_code_in_two_vintages_the_newest_is_taken() -> None:
    rows = [
        row("hour", "TLH23", "2022", 40.8, place_vintage="itl-2021"),
        row("hour", "TLH23", "2022", 41.3, place_vintage="itl-2025"),
    ]
    for given in (rows, rows[::-1]):
        [found] = figures_of('[figures.x]\nindicator = "hour"\nplace = "TLH23"', given, HOUR).values()
        assert found.value == 41.3


def test_a_plain_year_finds_the_middle_of_that_year() -> None:
    rows = [row("people", STEVENAGE, "2023-06-30", 90_146.0, unit="people")]
    front = f'[figures.x]\nindicator = "people"\nplace = "{STEVENAGE}"\nperiod = 2023'
    [found] = figures_of(front, rows, PEOPLE).values()
    assert found.text == "90,150"


def test_a_missing_figure_is_said_in_words_and_never_zero() -> None:
    [found] = figures_of(
        '[figures.x]\nindicator = "hour"\nperiod = 2022', [row("hour", COUNTY, "2022", None)], HOUR
    ).values()
    assert (found.value, found.text, found.reason) == (None, "not available", "the publisher withholds it")


def test_the_lead_over_the_kingdom_is_printed_as_a_percentage_of_it() -> None:
    rows = [row("hour-index", COUNTY, "2004", 114.8, unit="index UK=100")]
    front = '[figures.x]\nindicator = "hour-index"\nas = "difference-from:100"'
    [found] = figures_of(front, rows, INDEX).values()
    assert found.text == "14.8%"


def test_a_difference_of_percentages_is_in_percentage_points() -> None:
    rows = [row("rate", COUNTY, "2023", 78.1, unit="%"), row("rate", ENGLAND, "2023", 75.6, unit="%")]
    front = f'[figures.x]\nindicator = "rate"\nas = "difference-from:{ENGLAND}"'
    [found] = figures_of(front, rows, RATE).values()
    assert (found.unit, found.text) == ("percentage points", "2.5 percentage points")


def test_growth_per_year_is_the_compound_rate() -> None:
    rows = [
        row("people", COUNTY, "2013", 1_000.0, unit="people"),
        row("people", COUNTY, "2023", 1_100.0, unit="people"),
    ]
    front = '[figures.x]\nindicator = "people"\nperiod = "2013..2023"\nas = "growth-per-year"'
    [found] = figures_of(front, rows, PEOPLE).values()
    assert found.value == pytest.approx(100 * (1.1**0.1 - 1), abs=0.001)
    assert found.from_period == "2013"


def test_a_change_without_a_start_is_refused_with_the_mend() -> None:
    with pytest.raises(BadRecord, match=r"since when.*2015\.\.2023"):
        figures_of('[figures.x]\nindicator = "hour"\nas = "change"', [row("hour", COUNTY, "2022", 1.0)], HOUR)


def test_rounding_goes_by_bounds_and_sampling_by_variance() -> None:
    rounded = [
        Quantity(value, "people", Interval(value - 5, value + 5, ErrorKind.ROUNDING)) for value in (100.0, 120.0)
    ]
    sampled = [
        Quantity(value, "people", Interval(value - 5, value + 5, ErrorKind.SAMPLING)) for value in (100.0, 120.0)
    ]
    change = over_time(Transformation.CHANGE, *rounded, first="2020", last="2021")
    estimate = over_time(Transformation.CHANGE, *sampled, first="2020", last="2021")
    assert (change.low, change.high) == (10.0, 30.0)
    assert estimate.low == pytest.approx(20 - 50**0.5)


def test_a_rank_says_of_how_many_and_how_far_the_intervals_leave_it_open() -> None:
    values = {STEVENAGE: (30.0, 31.0), HERTSMERE: (33.0, 37.0), WATFORD: (36.0, 40.0), DACORUM: (41.0, 45.0)}
    rows = [
        row("hour", code, "2022", sum(ends) / 2, low=ends[0], high=ends[1], error="sampling")
        for code, ends in values.items()
    ]
    [found] = figures_of(f'[figures.x]\nindicator = "hour"\nplace = "{HERTSMERE}"\nas = "rank"', rows, HOUR).values()
    assert (found.value, found.of, found.rank_low, found.rank_high, found.text) == (3.0, 4, 2, 3, "about 3rd")


def test_the_best_is_first_where_less_is_better() -> None:
    rows = [row("rate", STEVENAGE, "2022", 3.0, unit="%"), row("rate", WATFORD, "2022", 5.0, unit="%")]
    definition = indicator("rate", "%", polarity=Polarity.LOWER)
    [found] = figures_of(
        f'[figures.x]\nindicator = "rate"\nplace = "{STEVENAGE}"\nas = "rank"', rows, definition
    ).values()
    assert found.text == "1st"


def test_a_figure_may_be_set_against_another_of_the_claim() -> None:
    rows = [row("hour", STEVENAGE, "2022", 34.2), row("hour", WATFORD, "2022", 45.0)]
    front = f'''[figures.low]
indicator = "hour"
place = "{STEVENAGE}"
[figures.times]
indicator = "hour"
place = "{WATFORD}"
as = "quotient:low"'''
    found = figures_of(front, rows, HOUR)
    assert found["times"].text == "1.32"
    assert {cell.place for cell in found["times"].cells} == {STEVENAGE, WATFORD}


def test_figures_that_refer_to_each_other_in_a_ring_are_refused() -> None:
    front = '[figures.a]\nindicator = "hour"\nas = "quotient:b"\n[figures.b]\nindicator = "hour"\nas = "quotient:a"'
    with pytest.raises(BadRecord, match="a -> b -> a"):
        figures_of(front, [row("hour", COUNTY, "2022", 1.0)], HOUR)


def test_unknown_names_come_with_the_nearest() -> None:
    rows = [row("hour", COUNTY, "2022", 1.0)]
    with pytest.raises(UnknownIndicator, match="Did you mean 'hour'"):
        figures_of('[figures.x]\nindicator = "hours"', rows, HOUR)
    with pytest.raises(UnknownPlace, match="E07000999"):
        figures_of('[figures.x]\nindicator = "hour"\nplace = "E07000999"', rows, HOUR)
    with pytest.raises(BadRecord, match="Did you mean 'change'"):
        figures_of('[figures.x]\nindicator = "hour"\nas = "chang"', rows, HOUR)
    with pytest.raises(BadRecord, match="names no origin"):
        figures_of('[figures.x]\nplace = "E10000015"', rows, HOUR)


def test_without_the_cells_of_a_caveat_the_figure_stands_beside_it() -> None:
    rows = [row("hour", COUNTY, "2022", 40.8, caveat="dacorum")]
    aside = [row("hour", f"{COUNTY} without {DACORUM}", "2022", 43.7)]
    front = f'[figures.x]\nindicator = "hour"\nas = "difference-from:{UK}"'
    rows.append(row("hour", UK, "2022", 42.0))
    [found] = figures_of(front, rows, HOUR, aside=aside).values()
    assert found.value == pytest.approx(-1.2)
    assert found.without == pytest.approx(1.7)


def test_how_many_answered_is_printed_to_the_last_of_them() -> None:
    survey = Summary("survey", "Survey", SummaryKind.WEIGHTED, "Did turnover rise?", 157)
    found = figures_of('[figures.all]\nsummary = "survey/base"', [], authored=Authored(summaries={"survey": survey}))
    assert found["all"].text == "157"
    assert stated_words(figures_stated_by(survey)[MAIN]) == "157"


def test_half_a_percent_of_a_summary_is_rounded_up_as_publishers_do() -> None:
    rows = (SummaryRow("one", "One", share=0.125), SummaryRow("seven", "Seven", share=0.875))
    found = figures_stated_by(Summary("survey", "Survey", SummaryKind.WEIGHTED, "Which?", 8, rows))
    assert [stated_words(found[row.id]) for row in rows] == ["13%", "88%"]


def test_stated_figures_come_from_findings_events_and_summaries() -> None:
    authored = Authored(
        findings={"study": Finding("study", "Text.", Grade.MODERATE, figures={"main": Stated(771_000, "m2")})},
        events={"talks": Event("talks", "Talks", EventKind.MEETING, "2019", figures={"main": Stated(26, "responses")})},
        summaries={
            "survey": Summary(
                "survey", "Survey", SummaryKind.ESTIMATE, "Did turnover rise?", 450,
                (SummaryRow("up", "Up", share=0.5, low=0.45, high=0.55), SummaryRow("down", "Down")),
            )
        },
    )  # fmt: skip
    front = '''[figures.floor]
finding = "study"
[figures.answers]
finding = "talks/main"
[figures.up]
summary = "survey/up"
[figures.down]
summary = "survey/down"'''
    found = figures_of(front, [], authored=authored)
    assert [found[name].value for name in ("floor", "answers", "up", "down")] == [771_000, 26, 50.0, None]
    assert (found["up"].low, found["up"].error) == (45.0, ErrorKind.SAMPLING)


def test_a_weighted_share_of_a_sample_that_chance_did_not_draw_has_no_interval() -> None:
    row = SummaryRow("up", "Up", share=0.5)
    summary = Summary("panel", "Panel", SummaryKind.WEIGHTED, "Did turnover rise?", 450, (row,))
    front = '[figures.up]\nsummary = "panel/up"'

    found = figures_of(front, [], authored=Authored(summaries={"panel": summary}))

    assert (found["up"].value, found["up"].low, found["up"].high) == (50.0, None, None)


@pytest.mark.parametrize(
    ("quantity", "decimals", "words"),
    [
        (Quantity(49_739.0, "GBP million", NotEstimated("")), 0, "£49.7bn"),
        (Quantity(221.5, "GBP million", NotEstimated("")), 1, "£221.5m"),
        (Quantity(0.45, "GBP million", NotEstimated("")), 0, "£450k"),
        (Quantity(4.46, "GBP million", NotEstimated("")), 0, "£4.5m"),
        (Quantity(10.0, "GBP million", NotEstimated("")), 0, "£10m"),
        (Quantity(1.0, "GBP million", NotEstimated("")), 0, "£1.0m"),
        (Quantity(-1_000.0, "GBP million", NotEstimated("")), 0, "−£1.0bn"),
        (Quantity(2_300_000.0, "GBP million", NotEstimated("")), 0, "£2,300bn"),
        (Quantity(999.97, "GBP million", NotEstimated("")), 0, "£1.0bn"),
        (Quantity(-999.97, "GBP million", NotEstimated("")), 1, "−£1.0bn"),
        (Quantity(999.4, "GBP million", NotEstimated("")), 0, "£999m"),
        (Quantity(960.0, "GBP million", Interval(0.0, 2_000.0, ErrorKind.SAMPLING)), 0, "about £1.0bn"),
        (Quantity(0.9997, "GBP million", NotEstimated("")), 0, "£1.0m"),
        (Quantity(999_999.6, "GBP", NotEstimated("")), 0, "£1.0m"),
        (Quantity(999_996.0, "people", NotEstimated("")), 0, "1.00 million"),
        (Quantity(999_994.0, "people", NotEstimated("")), 0, "999,990"),
        (Quantity(999_960.0, "GBP million", NotEstimated("")), 0, "£1,000bn"),
        (Quantity(634_900.0, "employees", Interval(623_750, 646_060, ErrorKind.ROUNDING)), 0, "635,000"),
        (Quantity(78.1, "%", Interval(74.0, 82.2, ErrorKind.SAMPLING)), 1, "about 78.1%"),
        (Quantity(1_182_310.0, "people", NotEstimated("")), 0, "1.18 million"),
        (Quantity(-2.6, "percentage points", NotEstimated("")), 1, "−2.6 percentage points"),
        (Quantity(15_206.0, "GBP/year", Interval(11_927, 18_484, ErrorKind.SAMPLING)), 0, "about £15,200"),
        (Quantity(16.33, "GBP/hour", Interval(14.8, 17.8, ErrorKind.SAMPLING)), 2, "about £16.30"),
        (Quantity(1_735.0, "thousand m2", Interval(1_734.5, 1_735.5, ErrorKind.ROUNDING)), 0, "1.74 million m²"),
        (Quantity(-235.0, "thousand m2", Interval(-236.0, -234.0, ErrorKind.ROUNDING)), 0, "−235,000 m²"),
        (Quantity(-1_735.0, "thousand m2", NotEstimated("")), 0, "−1.74 million m²"),
        (Quantity(0.0, "%", Interval(0.0, 0.005, ErrorKind.ROUNDING)), 1, "0.0%"),
    ],
)
def test_figures_are_printed_as_people_write_them(quantity: Quantity, decimals: int, words: str) -> None:
    assert figure_words(quantity, decimals=decimals) == words


def test_an_interval_as_narrow_as_the_last_digit_is_not_printed() -> None:
    to_a_thousand = Quantity(735.0, "thousand m2", Interval(734.5, 735.5, ErrorKind.ROUNDING))
    wider = Quantity(735.0, "thousand m2", Interval(730.0, 740.0, ErrorKind.ROUNDING))
    assert interval_words(to_a_thousand, decimals=0) == ""
    assert interval_words(wider, decimals=0) == "730,000 m² to 740,000 m²"


def test_the_sign_can_be_left_to_the_sentence() -> None:
    assert figure_words(Quantity(-2.6, "%", NotEstimated("")), decimals=1, absolute=True) == "2.6%"


def test_ranks_are_ordinals() -> None:
    assert [rank_words(n, None, None) for n in (1, 2, 3, 11, 22, 113)] == ["1st", "2nd", "3rd", "11th", "22nd", "113th"]


def test_a_country_is_read_as_published_and_not_as_weighted_from_its_districts() -> None:
    rows = [row("hour", ENGLAND, "2022", 40.38), row("hour", "TLB", "2022", 40.3, place_vintage="itl-2021")]
    index = EvidenceIndex(
        table(rows), made=(ENGLAND, "TLB")
    )  # the second stands for what is published of regions alone

    for code in (ENGLAND, "TLB"):
        found = index.find("hour", code)
        assert found is not None and (found.place, found.value) == ("TLB", 40.3)


def test_a_place_is_ranked_among_parts_only_where_it_is_one_of_them() -> None:
    rows = [row("hour", code, "2022", value) for code, value in ((STEVENAGE, 30.0), (HERTSMERE, 35.0), (LUTON, 20.0))]
    told = f'[figures.x]\nindicator = "hour"\nplace = "{LUTON}"\nas = "rank:members"'
    with pytest.raises(BadRecord, match="not one of the places that it is ranked among"):
        figures_of(told, rows, HOUR)


@pytest.mark.parametrize(("part", "whole", "is_missing"), [(30.0, 60.0, False), (70.0, 60.0, True), (-1.0, 60.0, True)])
def test_a_part_that_is_more_than_its_whole_is_no_share(part: float, whole: float, is_missing: bool) -> None:
    rows = [row("people", STEVENAGE, "2022", part, unit="people"), row("people", ENGLAND, "2022", whole, unit="people")]
    told = f'[figures.x]\nindicator = "people"\nplace = "{STEVENAGE}"\nas = "share-of:{ENGLAND}"'
    [found] = figures_of(told, rows, PEOPLE).values()
    assert found.is_missing is is_missing


@pytest.mark.parametrize("kind", ["percent-of", "share-of", "difference-from"])
def test_pounds_are_taken_in_per_cent_of_no_people_and_of_no_number_that_is_none(kind: str) -> None:
    rows = [row("hour", STEVENAGE, "2022", 30.0), row("people", STEVENAGE, "2022", 60.0, unit="people")]
    places = f'place = "{STEVENAGE}"\n'
    people = f'[figures.y]\nindicator = "people"\n{places}'
    for other in ("y", "nan", "inf"):
        told = f'[figures.x]\nindicator = "hour"\n{places}as = "{kind}:{other}"\n{people}'
        with pytest.raises(BadRecord, match="against"):
            figures_of(told, rows, HOUR, PEOPLE)


def wrong_figure(front: str, rows: list[dict[str, object]], *definitions: object) -> BadRecord:
    with pytest.raises(BadRecord) as stopped:
        figures_of(front, rows, *definitions)
    return stopped.value


@pytest.mark.parametrize("taken", ["value:3", "change:2015", "rank:E92000001", "rank-lowest:level"])
def test_what_stands_behind_a_colon_and_is_not_looked_at_is_refused(taken: str) -> None:
    rows = [row("hour", COUNTY, year, 40.0) for year in ("2012", "2015", "2022")]
    front = f'[figures.x]\nindicator = "hour"\nperiod = "2012..2022"\nas = "{taken}"'
    error = wrong_figure(front, rows, HOUR)
    assert error.where == "claims/c.md, figures.x"
    assert f"'{taken.partition(':')[2]}'" in error.what


def test_a_span_does_not_begin_with_the_latest_period() -> None:
    rows = [row("people", COUNTY, day, 100.0) for day in ("2012-06-30", "2023-06-30")]
    front = '[figures.x]\nindicator = "people"\nperiod = "latest..2012"\nas = "change-percent"'
    assert "begin" in wrong_figure(front, rows, PEOPLE).what


def test_a_span_of_one_and_the_same_cell_is_refused() -> None:
    rows = [row("people", COUNTY, "2022-06-30", 100.0)]
    front = '[figures.x]\nindicator = "people"\nperiod = "2022..2022"\nas = "change-percent"'
    assert "not forward" in wrong_figure(front, rows, PEOPLE).what


@pytest.mark.parametrize("span", ["2012..latest", "2012..2023", "2012-06-30..2023-06-30"])
def test_growth_a_year_is_over_the_years_between_the_cells_however_they_are_named(span: str) -> None:
    rows = [row("people", COUNTY, day, value) for day, value in (("2012-06-30", 100.0), ("2023-06-30", 200.0))]
    front = f'[figures.x]\nindicator = "people"\nperiod = "{span}"\nas = "growth-per-year"'
    [found] = figures_of(front, rows, PEOPLE).values()
    assert found.value == pytest.approx(100 * (2 ** (1 / 11) - 1))


def test_growth_up_to_a_latest_figure_that_is_not_there_is_missing() -> None:
    front = '[figures.x]\nindicator = "people"\nperiod = "2012..latest"\nas = "growth-per-year"'
    [found] = figures_of(front, [row("people", ENGLAND, "2012", 1.0)], PEOPLE).values()
    assert found.is_missing


@pytest.mark.parametrize("places", [f'["{COUNTY}", "{STEVENAGE}"]', f'["{ENGLAND}", "{LUTON}"]', "[]"])
def test_places_that_lie_in_each_other_are_not_counted_twice(places: str) -> None:
    error = wrong_figure(f'[figures.x]\nindicator = "hour"\nplace = {places}', [], HOUR)
    assert "overlap" in error.what or "empty" in error.what
    assert error.fix


def test_an_empty_period_is_none() -> None:
    assert wrong_figure('[figures.x]\nindicator = "hour"\nperiod = ""', [], HOUR).what == "'' is not a period."


def test_money_in_millions_is_no_number_of_times_of_money_in_pounds() -> None:
    rows = [row("gva", COUNTY, "2022", 19_000.0, unit="GBP million"), row("fee", COUNTY, "2022", 9_250.0, unit="GBP")]
    front = '[figures.x]\nindicator = "gva"\nas = "quotient:y"\n[figures.y]\nindicator = "fee"'
    assert "GBP million" in wrong_figure(front, rows, indicator("gva", "GBP million"), indicator("fee", "GBP")).what


def test_the_first_of_one_place_is_no_rank() -> None:
    [found] = figures_of(
        '[figures.x]\nindicator = "hour"\nas = "rank"', [row("hour", COUNTY, "2022", 40.0)], HOUR
    ).values()
    assert (found.value, found.reason) == (None, "it does not apply here")
