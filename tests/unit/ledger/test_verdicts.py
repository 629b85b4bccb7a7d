"""Verdicts: what intervals allow to be said, and what stands beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.issues import Severity
from placewright.core.quantities import ErrorKind, Interval, Quantity
from placewright.ledger.claims import judge_claims
from placewright.ledger.standing import apply_waivers, standing_issues
from placewright.ledger.verdicts import compare, joined, opposite
from placewright.records.claim import Joining
from placewright.records.review import Review, Waiver
from placewright.records.verdict import ClaimResult, Mark, Verdict

from .evidence_for_tests import (
    COUNTY,
    DACORUM,
    ENGLAND,
    STEVENAGE,
    UK,
    WATFORD,
    claim,
    context,
    indicator,
    one_test,
    row,
)

HOUR = indicator("hour")


def judged(front: str, rows: list[dict[str, object]], text: str = "It is {{ x }}.", **more: object) -> ClaimResult:
    one = claim(front, text)
    reviews = more.pop("reviews", None)
    stale = more.pop("stale", ())
    found = judge_claims({"c": one}, context(rows, HOUR, **more), reviews=reviews, stale=stale)  # type: ignore[arg-type]
    return found.results["c"]


def two(
    here: tuple[float, float, float], there: tuple[float, float, float], error: str = "sampling"
) -> list[dict[str, object]]:
    return [
        row("hour", code, "2022", value, low=low, high=high, error=error)
        for code, (low, value, high) in ((COUNTY, here), (ENGLAND, there))
    ]


AGAINST_ENGLAND = f'''[figures.x]
indicator = "hour"
[figures.y]
indicator = "hour"
place = "{ENGLAND}"
[[holds]]
figure = "x"
is = "above"
than = "y"'''


def test_a_claim_holds_where_the_interval_of_the_difference_is_on_one_side() -> None:
    assert judged(AGAINST_ENGLAND, two((40, 41, 42), (35, 36, 37))).verdict is Verdict.HOLDS


def test_a_claim_fails_where_the_figures_contradict_it() -> None:
    assert judged(AGAINST_ENGLAND, two((30, 31, 32), (35, 36, 37))).verdict is Verdict.FAILS


def test_it_cannot_be_told_where_the_interval_straddles() -> None:
    assert judged(AGAINST_ENGLAND, two((30, 36, 42), (33, 35, 37))).verdict is Verdict.CANNOT_TELL


def test_a_missing_figure_leaves_a_claim_unmeasured() -> None:
    found = judged(AGAINST_ENGLAND, [row("hour", COUNTY, "2022", 40.0)])
    assert (found.verdict, "missing" in str(found.why)) == (Verdict.UNMEASURED, True)


def test_a_missing_change_names_both_ends_since_either_may_lack() -> None:
    front = '[figures.x]\nindicator = "hour"\nperiod = "2013..2022"\nas = "change"\n' + one_test("rising", "")
    why = str(judged(front, [row("hour", COUNTY, "2022", 40.0)]).why)
    assert "from 2013 to 2022" in why


def test_a_claim_without_a_test_is_unmeasured() -> None:
    assert judged('[figures.x]\nindicator = "hour"', [row("hour", COUNTY, "2022", 40.0)]).verdict is Verdict.UNMEASURED


def test_figures_without_sampling_error_speak_as_published() -> None:
    found = judged(AGAINST_ENGLAND, two((40, 41, 42), (35, 36, 37), error="rounding"))
    assert Mark.AS_PUBLISHED in found.marks
    assert Mark.AS_PUBLISHED not in judged(AGAINST_ENGLAND, two((40, 41, 42), (35, 36, 37))).marks


def test_a_claim_that_flips_without_the_troubled_cells_cannot_hold_plainly() -> None:
    rows = [row("hour", COUNTY, "2022", 40.8, caveat="dacorum"), row("hour", UK, "2022", 42.0)]
    aside = [row("hour", f"{COUNTY} without {DACORUM}", "2022", 43.7)]
    front = (
        f'[figures.x]\nindicator = "hour"\nas = "difference-from:{UK}"\n[[holds]]\nfigure = "x"\nis = "below"\nthan = 0'
    )
    found = judged(front, rows, aside=aside)
    assert (found.verdict, Mark.CAVEATED in found.marks) == (Verdict.CANNOT_TELL, True)
    assert "Without the cells" in str(found.why)


@pytest.mark.parametrize(("word", "verdict"), [("rising", Verdict.HOLDS), ("falling", Verdict.FAILS)])
def test_rising_and_falling_are_of_changes(word: str, verdict: Verdict) -> None:
    rows = [row("hour", COUNTY, "2015", 30.0), row("hour", COUNTY, "2022", 40.0)]
    front = (
        f'[figures.x]\nindicator = "hour"\nperiod = "2015..2022"\nas = "change"\n[[holds]]\nfigure = "x"\nis = "{word}"'
    )
    assert judged(front, rows).verdict is verdict


def test_the_highest_of_the_members_needs_every_member() -> None:
    rows = [
        row("hour", WATFORD, "2022", 45.0),
        row("hour", STEVENAGE, "2022", 34.0),
        row("hour", DACORUM, "2022", 28.0),
    ]
    front = f'[figures.x]\nindicator = "hour"\nplace = "{WATFORD}"\n' + one_test("highest-in", 'among = "members"')
    assert judged(front, rows).verdict is Verdict.UNMEASURED
    assert judged(front, rows, members=(WATFORD, STEVENAGE, DACORUM)).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ('is = "highest-in"\namong = "members"', "x is the highest of 3 places (Watford has 45)"),
        ('is = "lowest-in"\namong = "members"', "x is the lowest of 3 places (Dacorum has 28)"),
    ],
)
def test_a_failed_test_of_the_highest_names_what_stands_higher(test: str, said: str) -> None:
    rows = [
        row("hour", WATFORD, "2022", 45.0),
        row("hour", STEVENAGE, "2022", 34.0),
        row("hour", DACORUM, "2022", 28.0),
    ]
    front = f'[figures.x]\nindicator = "hour"\nplace = "{STEVENAGE}"\n[[holds]]\nfigure = "x"\n{test}'
    result = judged(front, rows, members=(WATFORD, STEVENAGE, DACORUM))
    assert result.verdict is Verdict.FAILS
    assert str(result.tests[0].said) == said


def test_between_and_equal_know_their_bounds() -> None:
    rows = [row("hour", COUNTY, "2022", 40.0, low=39.0, high=41.0, error="rounding")]
    front = '[figures.x]\nindicator = "hour"\n[[holds]]\nfigure = "x"\nis = "between"\nthan = [38, 42]'
    assert judged(front, rows).verdict is Verdict.HOLDS
    assert judged(front.replace("[38, 42]", "[40, 42]"), rows).verdict is Verdict.CANNOT_TELL
    equal = '[figures.x]\nindicator = "hour"\n[[holds]]\nfigure = "x"\nis = "equals"\nthan = 40\nwithin = 1'
    assert judged(equal, rows).verdict is Verdict.HOLDS


def test_tests_may_be_joined_with_any() -> None:
    rows = [row("hour", COUNTY, "2022", 40.0)]
    tests = '[[holds]]\nfigure = "x"\nis = "above"\nthan = 50\n[[holds]]\nfigure = "x"\nis = "above"\nthan = 30'
    assert judged(f'[figures.x]\nindicator = "hour"\n{tests}', rows).verdict is Verdict.FAILS
    assert judged(f'join = "any"\n[figures.x]\nindicator = "hour"\n{tests}', rows).verdict is Verdict.HOLDS


SIMPLE = '[figures.x]\nindicator = "hour"\n[[holds]]\nfigure = "x"\nis = "above"\nthan = 30'


def test_changed_evidence_makes_a_reviewed_claim_suspect_and_a_new_one_unreviewed() -> None:
    before = judged(SIMPLE, [row("hour", COUNTY, "2022", 40.0)])
    seen = {"claim:c": Review("claim:c", "analyst", date(2026, 1, 1), targets={"evidence": before.evidence})}
    assert not {Mark.SUSPECT, Mark.UNREVIEWED} & set(
        judged(SIMPLE, [row("hour", COUNTY, "2022", 40.0)], reviews=seen).marks
    )
    assert Mark.SUSPECT in judged(SIMPLE, [row("hour", COUNTY, "2022", 40.5)], reviews=seen).marks
    assert Mark.UNREVIEWED in judged(SIMPLE, [row("hour", COUNTY, "2022", 40.0)], reviews={}).marks


def test_a_release_that_is_due_makes_a_claim_stale() -> None:
    assert Mark.STALE in judged(SIMPLE, [row("hour", COUNTY, "2022", 40.0)], stale={"d"}).marks


def failing() -> dict[str, ClaimResult]:
    return {"c": judged(SIMPLE, [row("hour", COUNTY, "2022", 20.0)])}


def test_a_failing_claim_in_the_text_is_an_error_that_shows_sentence_figures_and_mend() -> None:
    [ruled] = standing_issues(failing(), in_text={"c"})
    assert ruled.issue.severity is Severity.ERROR
    assert "It is £20.00." in ruled.issue.what and "x = 20" in ruled.issue.what and ruled.issue.fix
    [outside] = standing_issues(failing(), in_text=())
    assert outside.issue.severity is Severity.WARNING


def test_a_message_about_a_verdict_does_not_state_what_the_test_asks() -> None:
    [fails] = standing_issues({"c": judged(AGAINST_ENGLAND, two((30, 31, 32), (35, 36, 37)))}, in_text={"c"})
    assert str(fails.issue.what).startswith('The claim fails (the test “x is above y” is not met): "')
    straddles = judged(AGAINST_ENGLAND, two((30, 36, 42), (33, 35, 37)))
    [ruled] = standing_issues({"c": straddles}, in_text={"c"})
    assert str(ruled.issue.what).startswith("It cannot be told (the test “x is above y” stays open). ")


def test_a_great_number_in_a_message_is_written_out() -> None:
    many = judged(SIMPLE, [row("hour", COUNTY, "2022", -1_265_387.0)])
    [ruled] = standing_issues({"c": many}, in_text={"c"})
    assert "x = -1,265,387 (" in ruled.issue.what


def test_a_waiver_lets_pass_until_its_day_and_stops_the_build_after_it() -> None:
    waiver = Waiver("claim:c", "fails", "director", "A correction is out.", date(2026, 6, 1), date(2026, 5, 1))
    issues = standing_issues(failing(), in_text={"c"})
    [passed] = apply_waivers(issues, [waiver], today=date(2026, 6, 1))
    assert passed.issue.severity is Severity.NOTE and "director" in passed.issue.fix
    late = apply_waivers(issues, [waiver], today=date(2026, 6, 2))
    assert [ruled.rule for ruled in late if ruled.issue.severity is Severity.ERROR] == ["fails", "waiver-expired"]


def test_a_waiver_that_fits_nothing_is_said() -> None:
    waiver = Waiver("claim:d", "fails", "director", "Why.", date(2026, 6, 1), date(2026, 5, 1))
    assert [ruled.rule for ruled in apply_waivers((), [waiver], today=date(2026, 5, 2))] == ["waiver-unused"]


def test_a_waiver_of_an_unknown_rule_is_an_error_that_names_the_nearest() -> None:
    waiver = Waiver("claim:c", "fials", "director", "Why.", date(2026, 6, 1), date(2026, 5, 1))
    [ruled] = apply_waivers((), [waiver], today=date(2026, 5, 2), known_rules=("fails", "stale"))
    assert ruled.issue.severity is Severity.ERROR and ruled.issue.fix == "Did you mean 'fails'?"


def test_a_waiver_that_says_what_it_lets_pass_lets_pass_nothing_else() -> None:
    issues = standing_issues(failing(), in_text={"c"})
    waiver = Waiver("claim:c", "fails", "director", "Why.", date(2026, 6, 1), date(2026, 5, 1), "It is £20.00.")
    [passed] = apply_waivers(issues, [waiver], today=date(2026, 5, 2))
    assert passed.issue.severity is Severity.NOTE
    other = apply_waivers(issues, [replace(waiver, what="It is £21.00.")], today=date(2026, 5, 2))
    assert [(ruled.rule, ruled.issue.severity) for ruled in other] == [
        ("fails", Severity.ERROR),
        ("waiver-unused", Severity.WARNING),
    ]


def waived_on(day: date, *waivers: Waiver) -> dict[str, Severity]:
    issues = standing_issues(failing(), in_text={"c"})
    return {ruled.rule: ruled.issue.severity for ruled in apply_waivers(issues, waivers, today=day)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": " "},
        {"why": ""},
        {"date": date(2026, 5, 3)},
        {"date": date(2026, 5, 2), "until": date(2026, 5, 1)},
    ],
)
def test_a_waiver_that_lacks_who_or_why_or_has_impossible_days_lets_nothing_pass(wrong: dict[str, Any]) -> None:
    good = Waiver("claim:c", "fails", "director", "A correction is out.", date(2026, 6, 1), date(2026, 5, 1))
    found = waived_on(date(2026, 5, 2), replace(good, **wrong))
    assert found["fails"] is Severity.ERROR
    assert len(found) == 2 and Severity.ERROR in (found.get("waiver-incomplete"), found.get("waiver-expired"))


def test_a_renewed_waiver_counts_although_the_expired_one_stands_above_it() -> None:
    old = Waiver("claim:c", "fails", "director", "Why.", date(2026, 5, 1), date(2026, 4, 1))
    new = replace(old, until=date(2026, 6, 1), date=date(2026, 5, 1))
    found = waived_on(date(2026, 5, 2), old, new)
    assert found == {"fails": Severity.NOTE, "waiver-unused": Severity.WARNING}


def test_a_waiver_that_fits_nothing_offers_only_another_record_that_breaks_a_rule() -> None:
    issues = standing_issues(failing(), in_text={"c"})
    of_c = Waiver("claim:c", "stale", "director", "Why.", date(2026, 6, 1), date(2026, 5, 1))
    [fix] = [r.issue.fix for r in apply_waivers(issues, [of_c], today=date(2026, 5, 2)) if r.rule == "waiver-unused"]
    assert fix == "Nothing breaks that rule there: remove it."


verdicts = st.lists(st.sampled_from(list(Verdict)), min_size=1)


@given(verdicts)
def test_all_of_the_opposites_is_the_opposite_of_any(found: list[Verdict]) -> None:
    turned = joined([opposite(verdict) for verdict in found], Joining.ANY)
    if not {Verdict.UNMEASURED, Verdict.CANNOT_TELL} & set(found):
        assert turned is opposite(joined(found, Joining.ALL))


numbers = st.floats(-1e6, 1e6)
widths = st.floats(0, 1e5)


@given(numbers, widths, numbers, widths, st.sampled_from([ErrorKind.SAMPLING, ErrorKind.ROUNDING]))
def test_only_one_of_two_quantities_is_above_the_other(
    a: float, wa: float, b: float, wb: float, error: ErrorKind
) -> None:
    first, second = (Quantity(v, "", Interval(v - w, v + w, error)) for v, w in ((a, wa), (b, wb)))
    found = {compare(first, second), compare(second, first)}
    assert found in ({Verdict.HOLDS, Verdict.FAILS}, {Verdict.CANNOT_TELL}, {Verdict.FAILS})


def stopped(front: str, rows: list[dict[str, object]], *definitions: Any) -> str:
    """What is wrong with a claim that could not be read against the evidence, with its file and key."""
    [issue] = judge_claims({"c": claim(front, "It is {{ x }}.")}, context(rows, *definitions)).issues
    return f"{issue.where}: {issue.what}"


def test_millions_of_pounds_are_not_held_against_pounds() -> None:
    rows = [row("gva", COUNTY, "2022", 19_000.0, unit="GBP million"), row("pay", COUNTY, "2022", 31_000.0, unit="GBP")]
    front = '[figures.x]\nindicator = "gva"\n[figures.y]\nindicator = "pay"\n'
    units = (indicator("gva", "GBP million"), indicator("pay", "GBP"))
    said = stopped(front + one_test("below", 'than = "y"'), rows, *units)
    assert said == "claims/c.md, holds[0]: The test of 'x' holds what is in GBP million against what is in GBP."
    scaled = judge_claims(
        {"c": claim(front + one_test("above", 'than = { figure = "y", times = 0.000001 }'))}, context(rows, *units)
    )
    assert scaled.results["c"].verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("comparison", "held", "said"),
    [
        ("equals", 'than = "x"', "against itself"),
        ("below", 'than = { figure = "x", times = 2 }', "against itself"),
        ("above", "than = 5\nwithin = 3", "`within`"),
        ("equals", "than = 5\nwithin = -1", "below 0"),
        ("above", 'than = 5\namong = "members"', "`among`"),
        ("highest-in", "than = 5", "`than`"),
        ("highest-in", 'among = ["E0700024"]', "no place 'E0700024'"),
    ],
)
def test_a_test_that_proves_nothing_or_has_what_it_takes_no_notice_of_is_refused(
    comparison: str, held: str, said: str
) -> None:
    found = stopped(
        '[figures.x]\nindicator = "hour"\n' + one_test(comparison, held), [row("hour", COUNTY, "2022", 34.6)], HOUR
    )
    assert said in found
    assert found.startswith("claims/c.md, holds[0]: ")


@pytest.mark.parametrize(
    ("comparison", "than", "verdict"),
    [
        ("equals", "-5.1", Verdict.HOLDS),
        ("below", "-5.1", Verdict.FAILS),
        ("above", "-5.1", Verdict.FAILS),
        ("between", "[-5.1, 0]", Verdict.HOLDS),
        ("between", "[-5, 0]", Verdict.FAILS),
    ],
)
def test_what_a_computer_adds_to_a_difference_decides_nothing(comparison: str, than: str, verdict: Verdict) -> None:
    rows = [row("hour", COUNTY, "2022", 34.6), row("hour", UK, "2022", 39.7)]
    front = f'[figures.x]\nindicator = "hour"\nas = "difference-from:{UK}"\n'
    assert 34.6 - 39.7 != -5.1
    assert judged(front + one_test(comparison, f"than = {than}"), rows).verdict is verdict


@pytest.mark.parametrize(("value", "verdict"), [(1, Verdict.HOLDS), (10, Verdict.HOLDS), (11, Verdict.FAILS)])
def test_a_range_holds_its_ends(value: float, verdict: Verdict) -> None:
    front = '[figures.x]\nindicator = "hour"\n' + one_test("between", "than = [1, 10]")
    assert judged(front, [row("hour", COUNTY, "2022", value, low=value, high=value)]).verdict is verdict


def test_an_interval_that_ends_where_a_range_does_lies_in_it() -> None:
    front = '[figures.x]\nindicator = "hour"\n' + one_test("between", "than = [1, 10]")
    rows = [row("hour", COUNTY, "2022", 9.5, low=9.0, high=10.0, error="rounding")]
    assert judged(front, rows).verdict is Verdict.HOLDS
