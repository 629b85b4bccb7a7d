"""The prose rules on words of gain and loss, and on differences told the wrong way round."""

from __future__ import annotations

from typing import Any

import pytest

from placewright.records.claim import FigureSpec, Threshold

from .prose_makers import check_prose, claim, material, rules, spec, test

CHANGE = {"here": spec("population", period="2013..2023", as_="change")}
SPAN = {"then": spec("jobs", period="2013"), "now": spec("jobs", period="2023")}


def found(text: str, figures: dict[str, FigureSpec], *holds: Any, **values: float) -> list[str]:
    """The rules that a claim breaks, its figures being these values."""
    made = claim(text, figures=figures, holds=holds)
    results = {"made": {name: {"value": value} for name, value in values.items()}}
    return rules(check_prose(material(made, results=results)))


GAINED = (
    "{{ here }} people joined the county.",
    "{{ here }} people arrived.",
    "{{ here }} more people have moved in.",
    "{{ here }} people were added.",
    "The county gained {{ here }} people.",
    "The county added {{ here }} people.",
    "The county attracted another {{ here }} people.",
    "The county regained {{ here }} people.",
    "The count edged up by {{ here }}.",
    "The count recovered by {{ here }}.",
    "The count rebounded by {{ here }}.",
    "The count was up by {{ here }}.",
    "The count is up {{ here }} on ten years before.",
    "The county saw a gain of {{ here }} people.",
    "The years brought an influx of {{ here }} people.",
    "It was a {{ here }} rise.",
)
LOST = (
    "{{ here }} people left the county.",
    "{{ here }} people departed.",
    "{{ here }} people have moved away.",
    "{{ here }} people were lost.",
    "The county lost {{ here }} people.",
    "The county shed {{ here }} people.",
    "The count slipped by {{ here }}.",
    "The count edged down by {{ here }}.",
    "The count slid by {{ here }}.",
    "The count was down by {{ here }}.",
    "The count is down {{ here }} on ten years before.",
    "The county saw a loss of {{ here }} people.",
    "The years brought an exodus of {{ here }} people.",
    "It was a {{ here }} drop.",
)


@pytest.mark.parametrize(("text", "is_gain"), [*((one, True) for one in GAINED), *((one, False) for one in LOST)])
def test_a_verb_of_gain_stands_by_a_gain_and_one_of_loss_by_a_loss(text: str, is_gain: bool) -> None:
    above, below = test("here", "above", 0.0), test("here", "below", 0.0)
    assert ("words-against-figures" in found(text, CHANGE, above, here=71_706.0)) is not is_gain
    lost = text.replace("{{ here }}", "{{ here.abs }}")
    assert ("words-against-figures" in found(lost, CHANGE, below, here=-1_345.0)) is is_gain


@pytest.mark.parametrize("text", ["The count fell by {{ here.abs }}.", "The county lost {{ here.abs }} of its people."])
def test_what_is_printed_as_nothing_is_no_loss(text: str) -> None:
    made = claim(text, figures=CHANGE, holds=(test("here", "below", 0.0),))
    for printed, is_found in (("0.0%", True), ("−0.0%", True), ("0.1%", False)):
        results = {"made": {"here": {"value": -0.02 if is_found else -0.1, "text": printed}}}
        assert ("words-against-figures" in rules(check_prose(material(made, results=results)))) is is_found


@pytest.mark.parametrize(
    "text",
    [
        "There are {{ here }} people left out of the count.",
        "{{ here }} people live here, and fewer leave.",
        "Of {{ here }} people some joined a gym.",
        "{{ here }} people were counted, and those who left were not.",
        "The fall of the wall brought {{ here }} people to mind.",
    ],
)
def test_a_count_that_is_no_change_is_neither_gained_nor_lost(text: str) -> None:
    assert "words-against-figures" not in found(text, {"here": spec("population")}, here=71_706.0)


ROSE = (
    "Jobs edged up from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
    "Jobs recovered from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
    "Jobs went up from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
    "There were {{ then }} jobs in {{ then.period }}, and since then the number has climbed to {{ now }}.",
    "There were {{ then }} jobs in {{ then.period }} and {{ now }} in {{ now.period }}, an improvement.",
    "There were {{ then }} jobs in {{ then.period }} and {{ now }} in {{ now.period }}: a modest gain.",
)
FELL = (
    "Jobs slipped from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
    "Jobs dwindled from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
    "Jobs came down from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.",
    "There were {{ then }} jobs in {{ then.period }}, and since then the number has sunk to {{ now }}.",
    "There were {{ then }} jobs in {{ then.period }} and {{ now }} in {{ now.period }}, a deterioration.",
    "There were {{ then }} jobs in {{ then.period }} and {{ now }} in {{ now.period }}: a sharp drop.",
)


@pytest.mark.parametrize(("text", "is_up"), [*((one, True) for one in ROSE), *((one, False) for one in FELL)])
def test_a_verb_of_movement_agrees_with_the_figures_of_both_ends(text: str, is_up: bool) -> None:
    moved = test("now", "above" if is_up else "below", "then")
    assert ("words-against-figures" in found(text, SPAN, moved, then=90.0, now=100.0)) is not is_up
    assert ("words-against-figures" in found(text, SPAN, moved, then=100.0, now=90.0)) is is_up


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Unemployment improved from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.", False),
        ("Unemployment worsened from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.", True),
        ("Unemployment fell from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.", False),
        ("Unemployment rose from {{ then }} in {{ then.period }} to {{ now }} in {{ now.period }}.", True),
    ],
)
def test_what_improves_moves_the_way_that_is_better_for_its_indicator(text: str, is_wrong: bool) -> None:
    figures = {"then": spec("unemployment-rate", period="2013"), "now": spec("unemployment-rate", period="2023")}
    broken = found(text, figures, test("now", "below", "then"), then=6.0, now=4.0)
    assert ("words-against-figures" in broken) is is_wrong


@pytest.mark.parametrize(
    ("word", "now", "is_wrong"),
    [
        ("doubled", 201.0, False),
        ("doubled", 140.0, True),
        ("doubled", 310.0, True),
        ("more than doubled", 230.0, False),
        ("more than doubled", 190.0, True),
        ("nearly doubled", 190.0, False),
        ("nearly doubled", 230.0, True),
        ("trebled", 205.0, True),
        ("halved", 52.0, False),
        ("halved", 80.0, True),
    ],
)
def test_what_doubled_is_twice_what_it_was(word: str, now: float, is_wrong: bool) -> None:
    text = f"Jobs {word} from {{{{ then }}}} in {{{{ then.period }}}} to {{{{ now }}}} in {{{{ now.period }}}}."
    than = [test("now", "above", Threshold("then", times=each)) for each in (0.5, 2.0, 3.0)]
    assert ("words-against-figures" in found(text, SPAN, *than, then=100.0, now=now)) is is_wrong


def test_doubled_is_not_borne_out_by_a_level_above_a_hundred() -> None:
    text = "Output doubled: it was {{ here }}."
    figures = {"here": spec("gva-per-hour-index")}
    assert "unbound-number" in found(text, figures, test("here", "above", 100.0))


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Women are paid {{ here }} more.", True),
        ("Women are paid {{ here }} more an hour than men.", True),
        ("Men earn {{ here }} less than women.", True),
        ("Women earn more than men: the gap is {{ here }}.", True),
        ("The gap in favour of women is {{ here }}.", True),
        ("Men's pay falls short of women's by {{ here }}.", True),
        ("Women out-earn men: their pay is {{ here }} higher.", True),
        ("Women earn {{ here }} of what men earn.", True),
        ("Women are paid {{ here }} less.", False),
        ("Women are paid {{ here }} less an hour than men.", False),
        ("Men earn {{ here }} more than women.", False),
        ("The gap in favour of men is {{ here }}.", False),
        ("Women's pay falls short of men's by {{ here }}.", False),
        ("More women than men work part-time, and the gap in pay is {{ here }}.", False),
        ("Women need more help to return to work: the gap is {{ here }}.", False),
        ("It is not women who are paid {{ here }} more.", False),
        ("The gap between women and men is {{ here }}, and it is larger in towns.", False),
    ],
)
def test_a_gap_between_two_groups_is_told_the_way_round_that_it_is(text: str, is_wrong: bool) -> None:
    figures = {"here": spec("gender-pay-gap")}
    assert ("wrong-way-round" in found(text, figures, test("here", "above", 0.0), here=14.5)) is is_wrong
    if not is_wrong or "of what" in text:
        return
    assert "wrong-way-round" not in found(text, figures, test("here", "below", 0.0), here=-3.0)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("More firms opened than closed: {{ here }}.", True),
        ("Births outnumbered deaths by {{ here.abs }}.", True),
        ("The town gained more firms than it lost: {{ here }}.", True),
        ("Fewer firms opened than closed: {{ here }}.", False),
        ("Deaths outnumbered births by {{ here.abs }}.", False),
        ("The town lost more firms than it gained: {{ here }}.", False),
    ],
)
def test_births_less_deaths_below_nothing_are_fewer_births(text: str, is_wrong: bool) -> None:
    figures = {"here": spec("net-births")}
    assert ("wrong-way-round" in found(text, figures, test("here", "below", 0.0), here=-0.5)) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Pay in England is {{ more }} higher than in North Vale.", True),
        ("Pay in North Vale is {{ more }} higher than in England.", False),
        ("Pay in North Vale falls short of that in England by {{ more }}.", True),
        ("Pay in North Vale exceeds that in England by {{ more }}.", False),
        ("Pay in England is {{ more }} lower than in North Vale.", False),
    ],
)
def test_a_difference_from_a_place_is_told_the_way_round_that_it_is(text: str, is_wrong: bool) -> None:
    figures = {"more": spec("hourly-pay", as_="difference-from:ENGLAND")}
    broken = found(text, figures, test("more", "above", 0.0), more=3.0)
    assert ("wrong-way-round" in broken) is is_wrong
    assert is_wrong or "words-against-figures" not in broken


def test_a_side_without_words_is_the_place_itself() -> None:
    figures = {"gap": spec("gap-to-england")}
    for text, is_wrong in (
        ("A job in North Vale makes {{ gap }} more than one in England.", False),
        ("A job in England makes {{ gap }} more than one in North Vale.", True),
    ):
        assert ("wrong-way-round" in found(text, figures, test("gap", "above", 0.0), gap=300.0)) is is_wrong


def test_a_ratio_is_even_at_one() -> None:
    figures = {"here": spec("pay-there-to-here")}
    for text, is_wrong in (
        ("Jobs pay less than residents earn: {{ here }}.", False),
        ("Jobs pay more than residents earn: {{ here }}.", True),
    ):
        assert ("wrong-way-round" in found(text, figures, test("here", "below", 1.0), here=0.9)) is is_wrong


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((76_381.0, "76,380"), (74_212.0, "74,210"), "from 76,380 to 74,210"),
        (
            (76_383.0, "76,380"),
            (76_378.0, "76,380"),
            "from 76,380 (76,383 before rounding) to 76,380 (76,378 before rounding)",
        ),
        (
            (12.34, "about 12"),
            (12.31, "about 12"),
            "from about 12 (12.34 before rounding) to about 12 (12.31 before rounding)",
        ),
    ],
)
def test_an_error_tells_figures_as_the_sentence_prints_them_and_apart(
    then: tuple[float, str], now: tuple[float, str], said: str
) -> None:
    given = {"then": then, "now": now}
    results = {"made": {name: {"value": value, "text": printed} for name, (value, printed) in given.items()}}
    made = claim("Jobs rose from {{ then }} to {{ now }}.", figures=SPAN)
    issues = check_prose(material(made, results=results))
    assert said in next(one.issue.what for one in issues if one.rule == "words-against-figures")
