"""Results of the three kinds: counted by hand, weighted by hand, withheld where small, and the same for ever."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from placewright.core.errors import PlacewrightError
from placewright.methods.survey_design import SurveyDesign
from placewright.methods.survey_tables import cross_table
from placewright.questionnaires.invented import invent_respondents
from placewright.questionnaires.model import Group, Option, Page, Part, Question, QuestionKind, Questionnaire, Scale
from placewright.questionnaires.recipe import Level, Margin, Recipe, Stratum
from placewright.questionnaires.results import Plan, make_results
from placewright.questionnaires.results_coding import Reply, reply_of
from placewright.questionnaires.results_frozen import frozen_digests
from placewright.questionnaires.results_model import (
    Panel,
    QuestionResult,
    Results,
    Table,
    Why,
    plain_results,
    results_from_plain,
)
from placewright.questionnaires.results_profile import PopulationClass
from placewright.questionnaires.standing import NotForThisKind, Standing
from unit.questionnaires.asked import EVERY_KIND

YES_NO = (Option("yes", "Yes"), Option("no", "No"), Option("unsure", "Not sure", missing=True))
ASKED = Questionnaire(
    "small",
    "A small one",
    pages=(
        Page(
            "p",
            "Page",
            groups=(
                Group(
                    "g",
                    questions=(
                        Question(
                            "who",
                            QuestionKind.SINGLE,
                            "Who answers?",
                            options=(Option("person", "A person"), Option("organisation", "An organisation")),
                            part=Part.RESPONDENT,
                        ),
                        Question("body", QuestionKind.SHORT_TEXT, "Which?", part=Part.ORGANISATION),
                        Question("hide", QuestionKind.SINGLE, "Hide?", options=YES_NO[:2], part=Part.CONFIDENTIAL),
                        Question("rail", QuestionKind.SINGLE, "Build rail?", options=YES_NO),
                        Question(
                            "side",
                            QuestionKind.SINGLE,
                            "Which side?",
                            options=(Option("east", "East"), Option("west", "West")),
                        ),
                        Question("mood", QuestionKind.RATING, "How is it?", scale=Scale(1, 3)),
                        Question("sales", QuestionKind.MONEY, "Sales?"),
                    ),
                ),
            ),
        ),
    ),
)

WHERE = Question("where", QuestionKind.DISTRICT, "Where is it?")


def _replies(*parts: tuple[int, dict[str, object]], flagged: int = 0, stratum: str = "") -> list[Reply]:
    answers = [held for times, held in parts for _ in range(times)]
    made = [
        reply_of(ASKED, f"{stratum}{at:05}", held, flagged=at >= len(answers) - flagged)
        for at, held in enumerate(answers)
    ]
    return [replace(reply, stratum=stratum) for reply in made]


def _question(results: Results, code: str) -> QuestionResult:
    return next(one for one in results.questions if one.code == code)


def _table(results: Results, code: str, panel: Panel = Panel.ALL, by: str = "") -> Table:
    return next(one for one in _question(results, code).tables if one.panel is panel and one.by == by)


def _counts(table: Table, group: int = 0) -> dict[str, int | None]:
    return {line.code: line.cells[group].count for line in table.lines}


def test_a_consultation_is_counted_and_nothing_else() -> None:
    replies = _replies((40, {"rail": "yes"}), (20, {"rail": "no"}), (3, {"rail": "unsure"}), (2, {}))

    table = _table(make_results(ASKED, replies, Plan(Standing.CONSULTATION)), "rail", Panel.INDIVIDUALS)

    assert _counts(table) == {"yes": 40, "no": 20}
    assert (table.groups[0].base, table.asked, table.groups[0].effective) == (60, 65, None)
    assert all(cell.share is None and cell.low is None for line in table.lines for cell in line.cells)


def test_a_consultation_with_a_recipe_of_weights_is_refused() -> None:
    plan = Plan(Standing.CONSULTATION, Recipe(strata=(Stratum("s", "S", 10),)))

    with pytest.raises(NotForThisKind, match="cannot be weighted"):
        make_results(ASKED, _replies((40, {"rail": "yes"})), plan)


def test_a_survey_without_a_drawn_sample_has_weighted_shares_and_no_interval() -> None:
    side = Margin((Level(("east",), "East", 75), Level(("west",), "West", 25)), "A list", "side")
    replies = _replies((30, {"side": "east", "rail": "yes"}), (30, {"side": "west", "rail": "no"}))

    table = _table(make_results(ASKED, replies, Plan(Standing.QUOTA, Recipe(margins=(side,)))), "rail")
    yes, no = table.lines

    assert (yes.cells[0].share, no.cells[0].share) == (0.75, 0.25)
    assert yes.cells[0].low is None and yes.cells[0].high is None and yes.cells[0].count is None
    assert table.groups[0].base == 60
    assert table.groups[0].effective == pytest.approx(60**2 / (30 * 1.5**2 + 30 * 0.5**2), abs=0.1)


def test_a_stratified_survey_gives_the_share_and_interval_of_the_text_books() -> None:
    sizes, drawn, yes = (900, 100), (60, 40), (20, 30)
    replies = [
        reply
        for name, many, some in zip("ab", drawn, yes, strict=True)
        for reply in _replies((some, {"rail": "yes"}), (many - some, {"rail": "no"}), stratum=name)
    ]
    recipe = Recipe(strata=tuple(Stratum(name, name, size) for name, size in zip("ab", sizes, strict=True)))

    cell = _table(make_results(ASKED, replies, Plan(Standing.SURVEY, recipe)), "rail").lines[0].cells[0]

    # Cochran (1977), 5A: p_st = sum W p, v = sum W^2 (1 - f) p q / (n - 1); Wilson's interval with n_eff = pq / v
    shares = [some / many for some, many in zip(yes, drawn, strict=True)]
    share = sum(size / 1_000 * p for size, p in zip(sizes, shares, strict=True))
    variance = sum(
        (size / 1_000) ** 2 * (1 - many / size) * p * (1 - p) / (many - 1)
        for size, many, p in zip(sizes, drawn, shares, strict=True)
    )
    assert cell.share == pytest.approx(share, abs=1e-6)
    t = stats.t.ppf(0.975, 98)
    assert cell.low is not None and cell.high is not None and cell.effective is not None
    size = cell.effective
    middle = (share + t**2 / (2 * size)) / (1 + t**2 / size)
    reach = t / (1 + t**2 / size) * math.sqrt(share * (1 - share) / size + t**2 / (4 * size**2))
    assert (cell.low, cell.high) == pytest.approx((middle - reach, middle + reach), abs=1e-4)
    spread = sum((size / 1_000) * p for size, p in zip(sizes, shares, strict=True)) * (
        1 - share
    )  # the variance of one drawn from an endless population
    assert cell.effective == pytest.approx(spread * 100 / 99 / variance, rel=1e-2)


def test_counts_below_ten_are_withheld_and_what_would_give_them_away() -> None:
    replies = _replies((40, {"rail": "yes"}), (4, {"rail": "no"}))

    results = make_results(ASKED, replies, Plan(Standing.CONSULTATION))
    table = _table(results, "rail", Panel.INDIVIDUALS)

    assert [line.cells[0].why for line in table.lines] == [Why.FOR_OTHERS, Why.SMALL]
    assert sum(one.number for one in results.omissions if one.why is Why.SMALL) >= 1


def test_an_estimate_needs_a_base_of_thirty() -> None:
    results = make_results(ASKED, _replies((15, {"rail": "yes"}), (14, {"rail": "no"})), Plan(Standing.SURVEY))

    table = _table(results, "rail")

    assert table.groups[0].base is None
    assert {cell.why for line in table.lines for cell in line.cells} == {Why.BASE}


def test_organisations_stand_apart_and_are_shown_however_few() -> None:
    replies = _replies(
        (40, {"who": "person", "rail": "yes"}),
        (25, {"who": "organisation", "rail": "yes", "body": "Vale Rail"}),
        (1, {"who": "organisation", "rail": "no", "body": "Vale Buses"}),
        (1, {"who": "organisation", "rail": "no", "body": "Vale Bank", "hide": "yes"}),
    )

    results = make_results(ASKED, replies, Plan(Standing.CONSULTATION, breakdowns=("side",)))

    assert (results.individuals, results.organisations) == (40, 27)
    assert _counts(_table(results, "rail", Panel.ORGANISATIONS)) == {"yes": 25, "no": 1}
    assert results.listed == ("Vale Buses", "Vale Rail")
    assert results.unlisted == 1


def test_what_few_organisations_that_are_not_to_be_named_answered_is_in_no_table() -> None:
    named = (25, {"who": "organisation", "rail": "yes", "body": "Vale Rail"})
    hiding = {"who": "organisation", "rail": "no", "hide": "yes"}

    few = make_results(ASKED, _replies(named, (9, hiding)), Plan(Standing.CONSULTATION))
    many = make_results(ASKED, _replies(named, (10, hiding)), Plan(Standing.CONSULTATION))
    alone = make_results(
        ASKED, _replies((40, {"who": "person", "rail": "yes"}), (9, hiding)), Plan(Standing.CONSULTATION)
    )

    assert _counts(_table(few, "rail", Panel.ORGANISATIONS)) == {"yes": 25, "no": 0}
    assert _counts(_table(many, "rail", Panel.ORGANISATIONS)) == {"yes": 25, "no": 10}
    assert (few.organisations, few.unlisted) == (34, 9)
    assert any("Organisations that asked not to be named: 9." in line for line in few.method)
    assert not any(table.panel is Panel.ORGANISATIONS for one in alone.questions for table in one.tables)


def test_where_an_organisation_is_that_is_not_to_be_named_is_in_no_line() -> None:
    asked = replace(ASKED, pages=(*ASKED.pages, Page("p", groups=(Group("w", questions=(WHERE,)),))))
    given = (
        *((f"p{at:02}", {"who": "person", "where": "AL1"}) for at in range(40)),
        ("o1", {"who": "organisation", "where": "AL2", "body": "Vale Rail"}),
        ("o2", {"who": "organisation", "where": "SG1", "body": "Vale Bank", "hide": "yes"}),
    )
    replies = tuple(reply_of(asked, name, answers, flagged=False) for name, answers in given)

    results = make_results(asked, replies, Plan(Standing.CONSULTATION))

    assert _counts(_table(results, "where", Panel.ORGANISATIONS)) == {"AL2": 1}
    assert _counts(_table(results, "where", Panel.INDIVIDUALS)) == {"AL1": 40}
    assert "SG1" not in str(plain_results(results))


def test_who_answers_is_no_table_where_tables_stand_apart_by_it() -> None:
    replies = _replies((40, {"who": "person"}), (20, {"who": "organisation"}))

    counted = make_results(ASKED, replies, Plan(Standing.CONSULTATION))
    weighted = make_results(ASKED, replies, Plan(Standing.QUOTA))

    assert "who" not in {question.code for question in counted.questions}
    assert [line.cells[0].share for line in _table(weighted, "who").lines] == [round(40 / 60, 6), round(20 / 60, 6)]


def test_a_question_that_weights_were_held_to_says_so() -> None:
    side = Margin((Level(("east",), "East", 75), Level(("west",), "West", 25)), "A list", "side")
    replies = _replies((30, {"side": "east"}), (30, {"side": "west"}))

    results = make_results(ASKED, replies, Plan(Standing.QUOTA, Recipe(margins=(side,))))

    assert "held to the population" in _table(results, "side").note
    assert _table(results, "rail").note == ""


def test_names_of_people_and_permissions_are_no_tables() -> None:
    results = make_results(
        EVERY_KIND, [reply_of(EVERY_KIND, "a", {"size": "micro"}, flagged=False)] * 1, Plan(Standing.CONSULTATION)
    )

    assert "name" not in {question.code for question in results.questions}


def test_a_breakdown_adds_to_the_whole_so_that_no_group_follows_from_the_others() -> None:
    replies = _replies(
        (60, {"rail": "yes", "side": "east"}),
        (50, {"rail": "yes", "side": "west"}),
        (40, {"rail": "no", "side": "east"}),
        (30, {"rail": "no", "side": "west"}),
        (5, {"rail": "no"}),
    )

    results = make_results(ASKED, replies, Plan(Standing.CONSULTATION, breakdowns=("side",)))
    whole, parts = _table(results, "rail", Panel.INDIVIDUALS), _table(results, "rail", Panel.INDIVIDUALS, "side")

    assert [group.label for group in parts.groups] == ["East", "West / not known"]
    assert [group.base for group in parts.groups] == [100, 85]
    assert _counts(whole) == {
        code: (_counts(parts)[code] or 0) + (_counts(parts, 1)[code] or 0) for code in _counts(whole)
    }


def test_a_line_that_is_withheld_of_all_does_not_follow_from_the_groups() -> None:
    mood = {1: 40, 2: 45, 3: 4}
    replies = _replies(
        *((many, {"mood": point, "side": side}) for point, many in mood.items() for side in ("east", "west"))
    )[:-5]

    results = make_results(ASKED, replies, Plan(Standing.CONSULTATION, breakdowns=("side",)))
    whole = _table(results, "mood", Panel.INDIVIDUALS)
    parts = _table(results, "mood", Panel.INDIVIDUALS, "side")

    assert [line.cells[0].why for line in whole.lines][2] is Why.SMALL
    assert "3" not in {line.code for line in parts.lines}


def test_the_mean_of_a_scale_is_withheld_with_its_points() -> None:
    replies = _replies((40, {"mood": 1}), (45, {"mood": 2}), (3, {"mood": 3}))

    table = _table(make_results(ASKED, replies, Plan(Standing.CONSULTATION)), "mood", Panel.INDIVIDUALS)

    assert {amount.why for line in table.figures for amount in line.amounts} == {Why.FOR_OTHERS}


def test_an_amount_that_one_firm_makes_gives_no_mean_or_total() -> None:
    recipe = Recipe(strata=(Stratum("", "All", 1_000),))
    replies = _replies((39, {"sales": 10}), (1, {"sales": 1_000_000}))

    table = _table(make_results(ASKED, replies, Plan(Standing.SURVEY, recipe)), "sales")
    why = {line.code: line.amounts[0].why for line in table.figures}

    assert why == {
        "lower_quartile": Why.SHOWN,
        "median": Why.SHOWN,
        "upper_quartile": Why.SHOWN,
        "mean": Why.DOMINANCE,
        "total": Why.DOMINANCE,
    }


def test_a_total_is_the_weighted_sum() -> None:
    recipe = Recipe(strata=(Stratum("", "All", 1_000),))
    replies = _replies(*((1, {"sales": 10 * at}) for at in range(1, 51)))

    table = _table(make_results(ASKED, replies, Plan(Standing.SURVEY, recipe)), "sales")
    total = next(line.amounts[0] for line in table.figures if line.code == "total")

    assert total.value == 255_000
    assert total.low is not None and total.high is not None and total.low < 255_000 < total.high


def test_who_answered_stands_beside_the_population() -> None:
    replies = _replies((30, {"side": "east"}), (30, {"side": "west"}))
    known = tuple(
        PopulationClass("side", code, code, number, "Census") for code, number in (("east", 90), ("west", 10))
    )

    profile = make_results(ASKED, replies, Plan(Standing.CONSULTATION, population=known)).profiles[0]

    assert [(line.count, line.population, line.in_proportion) for line in profile.lines] == [
        (30, 0.9, 54),
        (30, 0.1, 6),
    ]
    assert profile.source == "Census"


def test_what_flagged_answers_change_is_said_without_a_second_table() -> None:
    replies = _replies((45, {"rail": "yes"}), (15, {"rail": "no"}), (15, {"rail": "no"}), flagged=15)

    flagged = make_results(ASKED, replies, Plan(Standing.CONSULTATION)).flagged

    assert (flagged.number, flagged.largest_change, flagged.question) == (15, 15.0, "rail")


def test_a_breakdown_by_a_text_is_refused() -> None:
    with pytest.raises(PlacewrightError, match="cannot be broken down by 'body'"):
        make_results(ASKED, _replies((40, {})), Plan(Standing.QUOTA, breakdowns=("body",)))


@pytest.mark.parametrize("standing", list(Standing))
def test_the_same_answers_in_any_order_give_the_same_bytes(standing: Standing) -> None:
    invented = invent_respondents(EVERY_KIND, 120, np.random.default_rng(5))
    replies = [
        reply_of(EVERY_KIND, f"{at:04}", one.answers, flagged=bool(one.faults)) for at, one in enumerate(invented)
    ]
    plan = Plan(standing, breakdowns=("size", "area"))

    first = make_results(EVERY_KIND, replies, plan)
    second = make_results(EVERY_KIND, replies[::-1], plan)

    assert json.dumps(plain_results(first)) == json.dumps(plain_results(second))
    assert results_from_plain(json.loads(json.dumps(plain_results(first)))) == first
    assert frozen_digests([EVERY_KIND], replies, plan, first) == frozen_digests(
        [EVERY_KIND], replies[::-1], plan, second
    )


def test_one_changed_answer_changes_the_digest_of_the_data_and_shows_in_no_table() -> None:
    plan, replies = Plan(Standing.CONSULTATION), _replies((40, {"rail": "yes"}))
    changed = [replace(replies[0], answers={"rail": "no"}), *replies[1:]]

    first = frozen_digests([ASKED], replies, plan, make_results(ASKED, replies, plan))
    second = frozen_digests([ASKED], changed, plan, make_results(ASKED, changed, plan))

    assert {name for name in first if first[name] != second[name]} == {"data"}


def test_no_cell_shown_of_invented_answers_rests_on_fewer_than_ten() -> None:
    invented = invent_respondents(EVERY_KIND, 200, np.random.default_rng(9))
    replies = [reply_of(EVERY_KIND, f"{at:04}", one.answers, flagged=False) for at, one in enumerate(invented)]

    results = make_results(EVERY_KIND, replies, Plan(Standing.CONSULTATION, breakdowns=("size", "area")))
    counts = [
        cell.count
        for question in results.questions
        for table in question.tables
        for line in table.lines
        for cell in line.cells
        if cell.count is not None
    ]
    sizes = Counter(one.answers.get("size") for one in invented)

    assert len(counts) > 30
    assert min(counts) >= 10
    assert _counts(_table(results, "size"))["micro"] == sizes["micro"]


@pytest.mark.oracle
def test_weighted_shares_and_errors_equal_those_of_svy() -> None:
    polars, svy = pytest.importorskip("polars"), pytest.importorskip("svy")
    rng = np.random.default_rng(21)
    sizes = {"a": 4_000, "b": 900, "c": 100}
    drawn = {"a": 80, "b": 60, "c": 40}
    replies = [
        reply
        for name, many in drawn.items()
        for reply in _replies(*((1, {"rail": str(rng.choice(["yes", "no"]))}) for _ in range(many)), stratum=name)
    ]
    recipe = Recipe(strata=tuple(Stratum(name, name, size) for name, size in sizes.items()))

    cell = _table(make_results(ASKED, replies, Plan(Standing.SURVEY, recipe)), "rail").lines[0].cells[0]

    frame = polars.DataFrame(
        {
            "y": [float(one.answers["rail"] == "yes") for one in replies],
            "s": [one.stratum for one in replies],
            "w": [sizes[one.stratum] / drawn[one.stratum] for one in replies],
        }
    )
    found = svy.Sample(frame, svy.Design(wgt="w", stratum="s")).estimation.mean("y").estimates[0]
    assert cell.share == pytest.approx(found.est, abs=1e-6)


def _crossed(design: Standing, east: int, west: int, size: int = 100) -> Results:
    """Two sides of so many each, of whom so many say yes."""
    parts = [
        _replies((yes, {"side": side, "rail": "yes"}), (size - yes, {"side": side, "rail": "no"}), stratum=side)
        for side, yes in (("east", east), ("west", west))
    ]
    recipe = Recipe(strata=(Stratum("east", "East", 10_000), Stratum("west", "West", 30_000)))
    plan = Plan(design, recipe if design is Standing.SURVEY else Recipe(), breakdowns=("side",))
    return make_results(ASKED, [reply for part in parts for reply in part], plan)


def test_groups_of_a_survey_that_differ_are_said_to_and_others_not() -> None:
    far = _table(_crossed(Standing.SURVEY, 80, 40), "rail", by="side").test
    near = _table(_crossed(Standing.SURVEY, 52, 48), "rail", by="side").test

    assert far is not None and far.differs and far.p is not None and far.p < 0.001
    assert near is not None and not near.differs and near.p is not None and near.p > 0.3


def test_the_test_of_groups_is_that_of_the_method_on_the_same_design() -> None:
    sides, weights = np.repeat([0, 1], 100), np.repeat([100.0, 300.0], 100)
    said = np.concatenate([np.arange(100) < 70, np.arange(100) < 55]).astype(int)
    design = SurveyDesign(weights, sides, population_sizes=np.repeat([10_000.0, 30_000.0], 100))
    theirs = cross_table(said, sides, design)

    ours = _table(_crossed(Standing.SURVEY, 70, 55), "rail", by="side").test

    assert ours is not None
    assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.p), rel=6e-3)  # three digits are kept
    assert ours.denominator_df == pytest.approx(198, rel=6e-3)


@pytest.mark.parametrize("standing", [Standing.QUOTA, Standing.CONSULTATION])
def test_groups_of_whom_chance_drew_nobody_are_never_tested(standing: Standing) -> None:
    results = _crossed(standing, 80, 40)

    assert all(table.test is None for question in results.questions for table in question.tables)
    assert "Rao" not in " ".join(results.method)


def test_a_test_goes_with_the_cells_of_its_table() -> None:
    test = _table(_crossed(Standing.SURVEY, 95, 60), "rail", by="side").test

    assert test is not None
    assert (test.p, test.why) == (None, Why.FOR_OTHERS)


def test_how_many_groups_were_tested_is_said() -> None:
    method = " ".join(_crossed(Standing.SURVEY, 80, 40).method)
    assert "at 5 %. Tables tested: 1; one in twenty" in method


def test_sentences_of_the_method_are_kept_apart_from_their_figures_for_translation() -> None:
    results = results_from_plain(json.loads(json.dumps(plain_results(_crossed(Standing.SURVEY, 80, 40)))))

    assert tuple(str(line) for line in results.said) == results.method
    strata = next(line for line in results.said if "strata)" in line.words)
    assert "%(strata)s" in strata.words and strata.values == {"strata": "2"}
