"""The prose rules on the slips that they are for, on their mends, and on what must be left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from placewright.core.issues import Severity
from placewright.ledger.prose import RULES, Material, PlainText
from placewright.records.claim import Threshold
from placewright.records.funding import FundingStream
from placewright.records.stated import Stated
from placewright.records.summary import Summary, SummaryKind, SummaryRow

from .prose_makers import chapter, check_prose, claim, finding, material, rules, said, spec, test


def found(*claims: Any, **more: Any) -> list[str]:
    return rules(check_prose(material(*claims, **more)))


# numbers


@pytest.mark.parametrize(
    "text",
    [
        "There are 62,000 firms.",
        "It is worth £37bn.",
        "Unemployment stands at 3.1 per cent.",
        "Two thirds of firms export.",
        "One in five residents has no car.",
        "The place needs twenty thousand homes.",
        "Half of the jobs are in offices.",
        "House prices are eleven times earnings.",
        "A dozen firms left, and 2000 jobs with them.",
        "Hundreds of firms have left.",
        "It comes fifth in the country.",
        "Seven businesses took part.",
        "The stock is a quarter of what it was.",
        "Seventy per cent of adults work.",
        "## In 12 years",
    ],
)
def test_a_quantity_typed_into_a_chapter_is_found(text: str) -> None:
    assert "unbound-number" in rules(said(text))


def test_a_number_typed_into_a_claim_is_found_with_its_words() -> None:
    (issue,) = check_prose(material(claim("There are {{ here }} here and 450 there.")))
    assert (issue.rule, issue.record, issue.issue.severity) == ("unbound-number", "claim:made", Severity.ERROR)
    assert issue.issue.where == "claims/made.md"
    assert "'450' is typed" in issue.issue.what
    assert "{{ name }}" in issue.issue.fix


def test_a_bound_number_may_stand_anywhere() -> None:
    stated = finding("survey", main=Stated(450, "businesses", words="over 450"))
    assert not said("A survey of {{ quoted:survey }} businesses asked about productivity.", findings=[stated])


def test_the_line_of_a_typed_number_is_that_of_the_file() -> None:
    (issue,) = said("## Jobs", "None.", "There are 62,000 firms.")
    assert issue.issue.where == "strategy/people.md, line 5"
    assert issue.record == "chapter:people"


@pytest.mark.parametrize(
    "tests",
    [
        (test("here", "below", Threshold("then", times=0.5)),),
        (test("here", "below", 50.0),),
        (test("here", "above", 45.0), test("here", "below", 52.0)),
    ],
)
def test_half_may_be_typed_where_a_test_holds_a_figure_against_it(tests: Any) -> None:
    figures = {"here": spec(period="2022"), "then": spec(period="2004")}
    text = "By {{ here.period }} more than half of the lead of {{ then.period }} was gone: {{ here }} of {{ then }}."
    assert not found(claim(text, figures=figures, holds=tests))


def test_half_is_typed_where_no_test_knows_it() -> None:
    assert found(claim("More than half of it was gone: {{ here }}.", holds=(test("here", "below", 10.0),))) == [
        "unbound-number"
    ]


def test_half_may_explain_a_median() -> None:
    made = claim("Half of the jobs pay over {{ here }}.", figures={"here": spec("hourly-pay")})
    assert not found(made)


def test_the_size_by_which_firms_are_classed_is_a_name() -> None:
    assert not found(claim("{{ here }} of businesses employ ten or more people."))


# comparisons


@pytest.mark.parametrize(
    "text",
    [
        "Work is {{ here }}, more than elsewhere.",
        "Work has fallen to {{ here }}.",
        "At {{ here }} it is the highest.",
        "At {{ here }} it lags the country.",
        "At {{ here }} it outperforms the country.",
    ],
)
def test_a_comparison_in_a_claim_needs_a_test_that_compares(text: str) -> None:
    assert found(claim(text)) == ["untested-comparison"]
    assert found(claim(text, holds=(test("here", "equals", 12.0),))) == ["untested-comparison"]


def test_a_tested_comparison_is_left_alone() -> None:
    figures = {"here": spec(), "england": spec(place="ENGLAND")}
    made = claim(
        "Work is {{ here }}, more than in England ({{ england }}).",
        figures=figures,
        holds=(test("here", "above", "england"),),
    )
    assert not found(made)


def test_a_second_sentence_needs_a_test_of_its_own() -> None:
    figures = {"here": spec(), "jobs": spec("jobs")}
    up = (test("here", "above", 10.0),)
    assert found(claim("Work is up to {{ here }}. Unemployment has fallen.", figures=figures, holds=up)) == [
        "untested-comparison"
    ]
    assert found(claim("Work is up to {{ here }}. Jobs have fallen to {{ jobs }}.", figures=figures, holds=up)) == [
        "untested-comparison"
    ]
    assert not found(claim("Work was {{ here }} in {{ here.period }}. That is more than a tenth.", holds=up))


def test_titles_and_summaries_are_read_too() -> None:
    assert found(claim("It is {{ here }}.", title="62,000 firms")) == ["unbound-number"]
    assert not found(claim("It is {{ here }}.", title="Half of it", holds=(test("here", "above", 50.0),)))
    summed = replace(chapter("Words."), title="People in 12 towns", summary="Pay has fallen.")
    assert rules(check_prose(material(chapters=[summed]))) == ["unbound-number", "untested-comparison"]


def test_texts_of_other_records_are_read_where_they_are_given() -> None:
    other = PlainText("priority:skills", "priorities/skills.md", "Train 500 people more.")
    (issue,) = check_prose(Material(others=[other]), only=["unbound-number"])
    assert (issue.record, issue.issue.where) == ("priority:skills", "priorities/skills.md")


def test_placeholders_in_texts_of_other_records_are_bound() -> None:
    made = claim("It is {{ here }}.", "work", holds=(test("here", "above", 10.0),))
    text = "Work is up to {{ work.here }}, more than\nbefore.\n\nThere are {{ quoted:survey }} firms and 12 towns."
    read = material(made, findings=[finding("survey", main=Stated(450, "firms"))])
    (issue,) = check_prose(replace(read, others=[PlainText("priority:skills", "priorities/skills.md", text)]))
    assert "'12' is typed" in issue.issue.what


def test_a_comparison_the_wrong_way_round_is_found() -> None:
    figures = {"here": spec(), "england": spec(place="ENGLAND")}
    made = claim(
        "Work is {{ here }}, fewer than in England ({{ england }}).",
        figures=figures,
        holds=(test("here", "above", "england"),),
    )
    assert found(made) == ["untested-comparison"]


def test_the_highest_needs_a_test_of_the_highest() -> None:
    made = claim("At {{ here }} it is the highest of the districts.", holds=(test("here", "above", 10.0),))
    assert found(made) == ["untested-comparison"]
    tested = claim("At {{ here }} it is the highest.", holds=(test("here", "highest-in", among="members"),))
    assert not found(tested)


def test_most_of_is_a_majority_and_not_the_highest() -> None:
    made = claim("Most of the lead, {{ here }}, is gone.", holds=(test("here", "above", 50.0),))
    assert not found(made)


def test_risen_with_a_test_of_falling_is_found() -> None:
    made = claim("It has risen to {{ here }}.", holds=(test("here", "falling"),))
    assert found(made) == ["untested-comparison"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Unemployment has fallen sharply.", Severity.ERROR),
        ("It is the most productive place in the country.", Severity.ERROR),
        ("Wages lag behind the capital's.", Severity.ERROR),
        ("Residents of Ashby now earn more than those of Beck.", Severity.ERROR),
        ("An hour's work in Ashby makes less than in Beck.", Severity.ERROR),
        ("Beck is closer to the coast than Ashby.", Severity.WARNING),
        ("Pay is well above the national average.", Severity.WARNING),
        ("Most residents travel by car.", Severity.WARNING),
    ],
)
def test_a_comparison_outside_any_claim_is_found(text: str, severity: Severity) -> None:
    assert [(one.rule, one.issue.severity) for one in said(text)] == [("untested-comparison", severity)]


def test_a_comparison_that_a_quoted_source_or_a_tested_claim_makes_is_left_alone() -> None:
    stated = finding("survey", main=Stated(12, "%"))
    assert not said("The survey found that {{ quoted:survey }} had more orders.", findings=[stated])
    tested = claim("It is {{ here }}.", "tested", holds=(test("here", "above", 10.0),))
    made = material(tested, chapters=[chapter("At {{ tested.here }} it is higher than before.")])
    assert not check_prose(made)


# words against figures


def against(text: str, *tests: Any, **values: float) -> list[str]:
    """What the rule says of a claim whose figures have these values: here, there, then, and the change `moved`."""
    figures = {
        "here": spec(),
        "there": spec(place="ENGLAND"),
        "then": spec(period="2015"),
        "moved": spec("jobs", as_="change-percent", period="2015..2023"),
    }
    given = {name: {"value": value} for name, value in values.items()}
    made = material(claim(text, figures=figures, holds=tests), results={"made": given})
    return [one.issue.what for one in check_prose(made, only=["words-against-figures"])]


@pytest.mark.parametrize(
    ("true", "false", "values"),
    [
        ("Work is {{ here }}, more than in England ({{ there }}).", ("more", "less"), {"here": 3.0, "there": 2.0}),
        ("Work is {{ here }}. That is above England's {{ there }}.", ("above", "below"), {"here": 3.0, "there": 2.0}),
        ("It pays more ({{ here }}) than in England ({{ there }}).", ("more", "less"), {"here": 3.0, "there": 2.0}),
        ("It rose from {{ then }} to {{ here }}.", ("rose", "fell"), {"then": 2.0, "here": 3.0}),
        ("It has fallen: from {{ then }} to {{ here }}.", ("fallen", "risen"), {"then": 3.0, "here": 2.0}),
        ("Jobs grew by {{ moved }}.", ("grew", "shrank"), {"moved": 4.0}),
        ("Jobs fell by {{ moved.abs }}.", ("fell", "rose"), {"moved": -4.0}),
        ("There are {{ moved }} more jobs.", ("more", "fewer"), {"moved": 4.0}),
        ("Here {{ here }}, in England {{ there }}: less.", ("less", "more"), {"here": 3.0, "there": 2.0}),
        ("At {{ here }}, against {{ there }}: a little more.", ("more", "less"), {"here": 3.0, "there": 2.0}),
    ],
)
def test_a_word_of_direction_agrees_with_its_figures(true: str, false: tuple[str, str], values: Any) -> None:
    assert not against(true, **values)
    assert len(against(true.replace(*false), **values)) == 1


def test_twice_another_is_more_than_twice_it() -> None:
    text = "It is {{ here }}, more than double England's {{ there }}."
    assert not against(text, here=5.0, there=2.0)
    assert against(text, here=3.0, there=2.0)


def test_a_chapters_own_words_agree_with_the_figures_it_takes_from_claims() -> None:
    figures = {"here": spec(), "there": spec(place="ENGLAND")}
    made = claim("It is {{ here }}.", "work", figures=figures, holds=(test("here", "above", "there"),))
    values = {"work": {"here": {"value": 3.0}, "there": {"value": 2.0}}}
    text = "Work, at {{ work.here }}, is less than in England ({{ work.there }})."
    read = material(made, chapters=[chapter(text)], results=values)
    (issue,) = check_prose(read, only=["words-against-figures"])
    assert issue.record == "chapter:people"


def test_the_highest_is_not_the_lowest() -> None:
    low = test("here", "lowest-in", among="members")
    assert not against("At {{ here }} it is the lowest.", low)
    assert against("At {{ here }} it is the highest.", low)
    assert not against("It lost {{ here.abs }}, the largest loss.", low, here=-3.0)
    assert against("It lost {{ here.abs }}, the smallest loss.", low, here=-3.0)
    both = (low, test("there", "highest-in", among="members"))
    assert not against("The highest is {{ there }}, the lowest {{ here }}.", *both)
    assert against("The highest is {{ there }}, the highest {{ here }}.", *both)


def test_a_number_in_words_is_on_the_side_that_the_test_says() -> None:
    above = test("here", "above", 66.7)
    assert not against("It is {{ here }}, more than two in three.", above, here=68.0)
    assert against("It is {{ here }}, fewer than two in three.", above, here=68.0)
    assert not against("It is {{ here }}; fewer than a third of them do not.", above, here=68.0)


def test_a_group_is_called_as_its_indicator_calls_it() -> None:
    true = claim("{{ here }} are among the most deprived fifth.", figures={"here": spec("deprived")})
    false = replace(true, text="{{ here }} are among the least deprived fifth.")
    assert not found(true)
    assert found(false) == ["words-against-figures"]


# shares


def test_a_turnover_split_that_adds_to_110_is_found_in_the_record_and_in_the_text() -> None:
    question = {"answers_to": "How did turnover change?"}
    shares = {
        "up": Stated(50, "%", **question),
        "same": Stated(44, "%", **question),
        "down": Stated(16, "%", **question),
    }
    up, same, down = (f"{{{{ quoted:survey.{name} }}}}" for name in shares)
    text = f"For {up} turnover was up, for {same} the same, for {down} down."
    issues = said(text, findings=[finding("survey", **shares)])
    assert [(one.rule, one.record) for one in issues] == [
        ("shares-of-a-question", "chapter:people"),
        ("shares-of-a-question", "finding:survey"),
    ]
    assert "add to 110 %" in issues[1].issue.what


def test_shares_add_within_their_rounding_or_when_several_answers_were_allowed() -> None:
    rounded = {name: Stated(33, "%", answers_to="q") for name in ("a", "b", "c")}
    assert not said(findings=[finding("rounded", **rounded)])
    several = {name: Stated(70, "%", answers_to="q", several=True) for name in ("a", "b")}
    assert not said(findings=[finding("several", **several)])


def test_shares_that_fall_short_are_a_warning_since_some_may_be_left_out() -> None:
    short = {name: Stated(30, "%", answers_to="q") for name in ("a", "b")}
    assert [one.issue.severity for one in said(findings=[finding("short", **short)])] == [Severity.WARNING]


def test_the_rows_of_a_summary_add_up() -> None:
    def summary(*shares: float | None, **more: Any) -> Summary:
        rows = tuple(SummaryRow(f"r{at}", "x", share=share) for at, share in enumerate(shares))
        return Summary("s", "S", SummaryKind.ESTIMATE, "Q?", 100, rows, **more)

    assert rules(said(summaries=[summary(0.5, 0.44, 0.16)])) == ["shares-of-a-question"]
    assert not said(summaries=[summary(0.5, 0.34, 0.16)])
    assert not said(summaries=[summary(0.5, 0.34, None)])
    assert not said(summaries=[summary(0.5, 0.9, several=True)])


def test_counts_of_a_summary_add_to_its_base() -> None:
    rows = (SummaryRow("a", "A", count=60), SummaryRow("b", "B", count=50))
    assert rules(said(summaries=[Summary("s", "S", SummaryKind.COUNT, "Q?", 100, rows)])) == ["shares-of-a-question"]


def test_a_percentage_of_a_base_that_is_not_the_count_is_found() -> None:
    slip = {"share": Stated(1, "%", count_of=63_685), "asked": Stated(450, "firms", count_of=63_685)}
    (issue,) = said(findings=[finding("frame", **slip)])
    assert issue.rule == "share-and-count"
    assert "is 637" in issue.issue.what
    right = {"share": Stated(0.7, "%", count_of=63_685), "asked": Stated(450, "firms", count_of=63_685)}
    assert not said(findings=[finding("frame", **right)])


def test_a_share_its_base_and_its_count_agree_in_a_sentence() -> None:
    assert "share-and-count" in rules(said("We asked 1 % of 63,685 firms, or 450."))
    assert "share-and-count" not in rules(said("We asked 1 % of 63,685 firms, or 637."))
    assert "share-and-count" not in rules(said("Of the 200 who came 50 % answered, while 7 did not speak."))


# lists, parts


@pytest.mark.parametrize(
    "text",
    [
        "Work goes to the following eight sectors: science, film, agritech, space, engineering, defence and retail.",
        "We set two aims: places, people and ideas.",
        "The following three aims matter.\n\n- places\n- people",
        "These three towns were studied:\n\n| town | size |\n|---|---|\n| A | small |\n| B | small |",
        "Three of the ten districts: Ashby and Beck.",
        "The three towns are Ashby, Beck, Corby and Dale.",
        "Ashby, Beck and Corby are the four towns in the west.",
    ],
)
def test_a_counted_list_of_the_wrong_length_is_found(text: str) -> None:
    assert "counted-list" in rules(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "Work goes to three sectors: life sciences, film and television, and research and development.",
        "We set two aims: places and people.",
        "The following two aims matter.\n\n- places\n- people",
        "Two towns were studied:\n\n| town | size |\n|---|---|\n| A | small |\n| B | small |\n| Total | |",
        "It spreads through the ten districts: wealth, and work.",
        "The two ends are far apart, and trains are rare.",
        "Ashby, Beck and Corby are the three towns in the west.",
        "Work, homes and trains are the two sides of one question.",
        "The plan lasts five years: time, money and people are short.",
    ],
)
def test_a_counted_list_of_the_right_length_is_left_alone(text: str) -> None:
    assert "counted-list" not in rules(said(text))


def test_parts_of_a_claim_add_to_their_total() -> None:
    names = ("total", "part-inside", "part-outside")
    made = claim("{{ total }}: {{ part-inside }} and {{ part-outside }}.", figures={name: spec() for name in names})
    values = {"total": {"value": 30.0}, "part-inside": {"value": 12.0}, "part-outside": {"value": 12.0}}
    assert found(made, results={"made": values}) == ["parts-and-total"]
    values["total"] = {"value": 24.4}
    assert not found(made, results={"made": values})
    values["total"] = {"value": 30.0, "low": 23.0, "high": 37.0}
    assert not found(made, results={"made": values})


def test_the_rows_of_a_table_add_to_its_total() -> None:
    table = "| place | jobs |\n|---|---|\n| A | 10 |\n| B | 20 |\n| Total | {} |"
    assert "parts-and-total" in rules(said(table.format(35)))
    assert "parts-and-total" not in rules(said(table.format(30)))
    assert "parts-and-total" not in rules(said(table.format(15).replace("jobs", "jobs per head")))


def test_two_totals_of_one_fund_are_found_unless_they_say_what_they_cover() -> None:
    both = ("The Growth Deal is worth £221.5m.", "In all the North Vale Growth Deal brought £204.2m.")
    assert "parts-and-total" in rules(said(*both))
    assert "parts-and-total" not in rules(said(both[0], "The first round of the Growth Deal brought £199.2m."))


def test_the_total_of_a_funding_stream_binds_findings_that_quote_it() -> None:
    stream = FundingStream("deal", "Growth Deal", "Government", total=221_500_000)
    quoted = finding("deal-total", "The Growth Deal in all.", main=Stated(204.2, "GBP million"))
    assert rules(said(funding=[stream], findings=[quoted])) == ["parts-and-total"]
    scoped = finding("deal-total", "The Growth Deal.", main=Stated(204.2, "GBP million", scope="first two rounds"))
    assert not said(funding=[stream], findings=[scoped])


def test_the_years_of_a_fund_are_no_more_than_its_total() -> None:
    stream = FundingStream("f", "Fund", "G", total=10.0, amounts={"2020": 8.0, "2021": 9.0})
    assert rules(said(funding=[stream])) == ["parts-and-total"]


# names


def test_gva_called_gdp_is_found() -> None:
    figures = {"here": spec("gva")}
    assert found(claim("GDP reached {{ here }}.", figures=figures)) == ["two-names"]
    assert not found(claim("Gross value added reached {{ here }}.", figures=figures))
    assert not found(claim("GVA, which is not GDP, reached {{ here }}.", figures=figures))


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Incomes reached {{ here }} an hour.", "hourly-pay"),
        ("There are {{ here }} employees.", "jobs"),
        ("There are {{ here }} local units.", "enterprises"),
        ("Turnover reached {{ here }}.", "gva"),
    ],
)
def test_a_quantity_called_by_the_name_of_its_relative_is_found(text: str, indicator: str) -> None:
    assert found(claim(text, figures={"here": spec(indicator)})) == ["two-names"]


def test_one_quantity_by_two_names_in_a_breath_is_a_warning() -> None:
    made = claim("{{ here }} businesses: so many enterprises.", figures={"here": spec("enterprises")})
    assert [(one.rule, one.issue.severity) for one in check_prose(material(made))] == [("two-names", Severity.WARNING)]


def test_a_paragraph_that_calls_its_claims_output_gdp_is_found() -> None:
    made = claim("GVA reached {{ here }}.", "output", figures={"here": spec("gva")})
    text = material(made, chapters=[chapter("This is the GDP of the county. {{ claim:output }}")])
    assert rules(check_prose(text)) == ["two-names"]


@pytest.mark.parametrize(
    "text",
    [
        "Turnover fell at 16% of firms, at 44% it was the same and at 50% it went up.",
        "Turnover had grown at 50% of firms, was unchanged at 44% and had shrunk at 16%.",
    ],
)
def test_shares_of_a_question_are_added_in_whatever_order_they_stand(text: str) -> None:
    assert "shares-of-a-question" in rules(said(text))
    assert "shares-of-a-question" not in rules(said(text.replace("50%", "40%")))


def test_one_per_cent_in_words_is_held_against_the_count_beside_it() -> None:
    assert "share-and-count" in rules(said("About 450 firms answered, one per cent of the 63,685 that there are."))
    assert "share-and-count" not in rules(said("About 640 firms answered, one per cent of the 63,685 that there are."))


# points, ranks, likes


def test_a_difference_of_percentages_printed_as_per_cent_is_found() -> None:
    figures = {"here": spec(as_="change", period="2015..2023")}
    up = (test("here", "above", 0.0),)
    made = claim("It rose by {{ here }} per cent.", figures=figures, holds=up)
    assert found(made, results={"made": {"here": {"text": "12"}}}) == ["percentage-points"]
    assert found(made, results={"made": {"here": {"text": "12%"}}}) == ["percentage-points"]
    assert not found(claim("It rose by {{ here }}.", figures=figures, holds=up))


def test_a_change_in_per_cent_called_points_is_found() -> None:
    figures = {"here": spec("jobs", as_="change-percent", period="2015..2023")}
    made = claim("It rose by {{ here }} points.", figures=figures, holds=(test("here", "above", 0.0),))
    assert found(made) == ["percentage-points"]


def test_the_sum_shows_that_points_were_meant() -> None:
    assert "percentage-points" in rules(said("The rate rose by 3% from 70% to 73%."))
    assert "percentage-points" not in rules(said("The rate rose by 20% from 50% to 60%."))


def test_a_rank_without_its_number_of_places_is_found() -> None:
    figures = {"here": spec(as_="rank")}
    assert found(claim("It stands {{ here }}.", figures=figures)) == ["rank-without-of"]
    assert not found(claim("It stands {{ here }} of {{ here.of }}.", figures=figures))


def test_a_rank_taken_into_a_chapter_needs_it_too() -> None:
    made = claim("It stands {{ here }} of {{ here.of }}.", "place", figures={"here": spec(as_="rank")})
    assert rules(check_prose(material(made, chapters=[chapter("At {{ place.here }} it stands.")]))) == [
        "rank-without-of"
    ]
    whole = "At {{ place.here }} of {{ place.here.of }} it stands."
    assert not check_prose(material(made, chapters=[chapter(whole)]))


def test_different_periods_are_compared_only_where_the_text_says_both() -> None:
    figures = {"here": spec(period="2023"), "england": spec(place="ENGLAND", period="2021")}
    above = (test("here", "above", "england"),)
    text = "Work is {{ here }}, more than in England ({{ england }})."
    assert found(claim(text, figures=figures, holds=above)) == ["unlike-comparison"]
    both = "In {{ here.period }} work was {{ here }}, more than in England in {{ england.period }} ({{ england }})."
    assert not found(claim(both, figures=figures, holds=above))


def test_a_day_of_the_year_compares_with_the_year() -> None:
    figures = {"here": spec(), "england": spec(place="ENGLAND")}
    made = claim(
        "{{ here }}, more than England's {{ england }}.", figures=figures, holds=(test("here", "above", "england"),)
    )
    assert not found(made, results={"made": {"england": {"period": "2023-06-30"}}})


def test_different_levels_are_compared_only_where_one_is_named() -> None:
    figures = {"town": spec(place="TOWN"), "england": spec(place="ENGLAND")}
    above = (test("town", "above", "england"),)
    unnamed = claim("{{ town }}, more than {{ england }}.", figures=figures, holds=above)
    assert "unlike-comparison" in found(unnamed)
    assert not found(claim("In Hillbury {{ town }}, more than {{ england }} in England.", figures=figures, holds=above))


def test_what_a_figure_is_set_against_is_named() -> None:
    figures = {"here": spec("hourly-pay", as_="difference-from:ENGLAND")}
    above = (test("here", "above", 0.0),)
    assert found(claim("Pay is {{ here }} higher.", figures=figures, holds=above)) == ["unlike-comparison"]
    assert not found(claim("Pay is {{ here }} higher than in England.", figures=figures, holds=above))


def test_each_rule_has_a_name_that_a_waiver_can_give() -> None:
    assert all(name == rule.name and name.replace("-", "").isalpha() for name, rule in RULES.items())
    assert len(RULES) == 28


def test_one_rule_can_be_asked_for_alone() -> None:
    made = material(chapters=[chapter("Unemployment fell by 12%.")])
    assert rules(check_prose(made, only=["untested-comparison"])) == ["untested-comparison"]
