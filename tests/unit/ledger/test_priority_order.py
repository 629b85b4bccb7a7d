"""The order of priorities and how far it hangs on the weights."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.issues import Issue
from placewright.ledger.priority_order import (
    continuity,
    not_chosen,
    priority_issues,
    rank_priorities,
    sensitivity,
)
from placewright.records.priority import Choice, Criterion, EarlierPriority, Priority

from .invented_strategy import CHOICE, changed, priority, strategy

TWO = Choice((Criterion("need", "Need", 2.0), Criterion("means", "Means", 1.0)))


def scored(id: str, need: float, means: float, **more: Any) -> Priority:
    return priority(id, scores={"need": need, "means": means}, **more)


def order(*items: Priority, choice: Choice = TWO) -> list[str]:
    return [item.priority for item in rank_priorities(items, choice)]


def test_the_highest_weighted_score_is_first() -> None:
    first, second = rank_priorities([scored("a", 1, 5), scored("b", 4, 2)], TWO)

    assert (first.priority, first.rank, second.priority, second.rank) == ("b", 1, "a", 2)
    assert first.score == pytest.approx(10 / 3)


def test_equal_scores_share_the_better_rank() -> None:
    ranked = rank_priorities([scored("a", 3, 3), scored("b", 4, 1), scored("c", 1, 1)], TWO)

    assert [(item.priority, item.rank) for item in ranked] == [("a", 1), ("b", 1), ("c", 3)]


def test_a_priority_that_lacks_a_score_has_no_rank() -> None:
    ranked = rank_priorities([priority("a", scores={"need": 5.0}), scored("b", 1, 1)], TWO)

    assert [(item.priority, item.score is None, item.rank) for item in ranked] == [("b", False, 1), ("a", True, None)]


SCORES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6)


@given(SCORES, st.floats(0.01, 1000))
def test_the_order_is_the_same_when_all_weights_are_scaled(scores: list[tuple[int, int]], scale: float) -> None:
    items = [scored(f"p{at}", *pair) for at, pair in enumerate(scores)]
    other = Choice(tuple(replace(item, weight=item.weight * scale) for item in TWO.criteria))

    assert order(*items) == order(*items, choice=other)


@given(SCORES)
def test_a_rank_lies_within_its_range_and_its_draws_are_a_share(scores: list[tuple[int, int]]) -> None:
    items = [scored(f"p{at}", *pair) for at, pair in enumerate(scores)]
    found = sensitivity(items, TWO, first=1, draws=50, rng=np.random.default_rng(1))

    for ranked in rank_priorities(items, TWO):
        span = found.of(ranked.priority)
        assert span is not None and ranked.rank is not None
        assert 1 <= span.best <= ranked.rank <= span.worst <= len(items)
        assert span.in_first is not None and 0 <= span.in_first <= 1


def test_a_priority_better_by_every_criterion_is_always_first() -> None:
    found = sensitivity([scored("a", 4, 4), scored("b", 1, 1)], TWO, first=1, draws=200, rng=np.random.default_rng(1))

    span = found.of("a")
    assert span is not None
    assert (span.best, span.worst, span.in_first, found.swaps) == (1, 1, 1.0, ())


def test_the_weight_at_which_neighbours_swap_is_computed() -> None:
    found = sensitivity([scored("a", 4, 2), scored("b", 2, 5)], TWO)

    [swap] = found.swaps
    assert (swap.upper, swap.lower, swap.criterion, swap.swaps_at, swap.factor) == ("a", "b", "need", 1.5, 0.75)
    assert str(swap) == "'b' would pass 'a' with 'need' at 0.75 times its weight"


def test_at_the_swap_both_score_the_same() -> None:
    items = [scored("a", 4, 2), scored("b", 2, 5)]
    [swap] = sensitivity(items, TWO).swaps
    there = Choice(tuple(replace(c, weight=swap.swaps_at) if c.id == swap.criterion else c for c in TWO.criteria))

    assert {item.rank for item in rank_priorities(items, there)} == {1}


def test_an_order_that_one_weight_turns_has_a_range() -> None:
    found = sensitivity([scored("a", 4, 2), scored("b", 2, 5)], TWO)

    assert [(item.priority, item.best, item.worst) for item in found.ranges] == [("a", 1, 2), ("b", 1, 2)]
    assert next(found.lines()) == "a: rank 1 to 2 as each weight goes from nothing to double"


def test_without_any_weight_there_is_no_order_and_so_no_rank() -> None:
    alone = Choice((Criterion("need", "Need", 2.0), Criterion("means", "Means", 0.0)))

    ranges = sensitivity([scored("a", 5, 0), scored("b", 3, 5), scored("c", 1, 1)], alone).ranges

    assert [(item.priority, item.best, item.worst) for item in ranges] == [("a", 1, 1), ("b", 2, 2), ("c", 3, 3)]


def test_a_passing_lead_between_nothing_and_double_is_not_overlooked() -> None:
    three = Choice((Criterion("x", "X", 1.0), Criterion("y", "Y", 1.0), Criterion("z", "Z", 1.0)))
    items = [
        priority("middle", scores={"x": 3.0, "y": 3.0, "z": 2.5}),
        priority("steep", scores={"x": 5.0, "y": 1.0, "z": 2.0}),
        priority("flat", scores={"x": 1.0, "y": 5.0, "z": 2.0}),
    ]

    span = sensitivity(items, three).of("middle")

    assert span is not None and (span.best, span.worst) == (1, 2)


def test_equal_draws_of_weights_give_equal_shares() -> None:
    items = [scored("a", 4, 2), scored("b", 2, 5)]
    one = sensitivity(items, TWO, first=1, draws=500, rng=np.random.default_rng(7))
    other = sensitivity(items, TWO, first=1, draws=500, rng=np.random.default_rng(7))

    assert one == other
    shares = [item.in_first for item in one.ranges]
    # a leads where need has more than three fifths of the weight: two fifths of all mixtures
    assert shares[0] == pytest.approx(0.4, abs=0.07)
    assert sum(share or 0 for share in shares) == pytest.approx(1.0)


def test_no_draws_leave_the_shares_open() -> None:
    assert [item.in_first for item in sensitivity([scored("a", 1, 1)], TWO).ranges] == [None]


def test_what_was_not_chosen_is_listed_with_why_and_whom_it_outscores() -> None:
    items = [scored("a", 2, 2), scored("b", 4, 4, chosen=False, why_not="No powers."), scored("c", 5, 5)]

    [passed] = not_chosen(items, TWO)

    assert (passed.priority, passed.why_not, passed.rank, passed.scores_above) == ("b", "No powers.", 2, ("a",))


def test_the_earlier_plan_is_carried_on_by_titles_and_new_ones_are_named() -> None:
    authored = strategy(priorities=[priority("skills"), priority("homes")])

    found = continuity(authored)

    assert [(row.earlier.id, row.by) for row in found.rows] == [("old-skills", ("Priority skills",))]
    assert found.new == ("Priority homes",)


def test_a_whole_choice_has_no_issue() -> None:
    assert list(priority_issues(strategy())) == []


def earlier(**fields: Any) -> Choice:
    return replace(CHOICE, earlier=(replace(CHOICE.earlier[0], **fields),))


@pytest.mark.parametrize(
    ("choice", "severity", "words"),
    [
        (earlier(fate="keept"), "error", "Did you mean 'kept'?"),
        (earlier(fate="dropped", by=()), "error", "nothing says why"),
        (earlier(fate="dropped", why="Done."), "warning", "It was dropped, yet"),
        (replace(CHOICE, earlier=(*CHOICE.earlier, CHOICE.earlier[0])), "error", "is there twice"),
        (replace(CHOICE, criteria=(*CHOICE.criteria, CHOICE.criteria[0])), "error", "is there twice"),
        (earlier(by=()), "error", "no priority carries it on"),
        (earlier(by=("festival",)), "warning", "which was not chosen"),
        (replace(CHOICE, criteria=()), "warning", "by no criteria"),
        (replace(CHOICE, criteria=(Criterion("need", "Need", -1.0),)), "error", "The weight of 'need' is -1"),
        (replace(CHOICE, criteria=(Criterion("need", "Need", 0.0),)), "error", "weigh nothing"),
    ],
)
def test_a_choice_that_does_not_hold_together_is_an_issue(choice: Choice, severity: str, words: str) -> None:
    found = _with(list(priority_issues(strategy(choice=choice))), words)

    assert [str(issue.severity) for issue in found] == [severity]
    assert found[0].where.startswith("priorities/choice.toml")


@pytest.mark.parametrize(
    ("scores", "severity", "words"),
    [
        ({"need": 4.0, "means": 6.0}, "error", "Its score for 'means' is 6"),
        ({"need": 4.0, "mean": 2.0, "means": 1.0}, "error", "Did you mean 'means'?"),
        ({"need": 4.0}, "warning", "no score for means"),
        ({"need": 0.0, "means": 0.0}, "note", "It was not chosen, but scores above skills"),
    ],
)
def test_scores_that_do_not_fit_are_an_issue(scores: dict[str, float], severity: str, words: str) -> None:
    other = strategy().priorities["festival"]
    found = _with(list(priority_issues(strategy(priorities=[priority("skills", scores=scores), other]))), words)

    assert [str(issue.severity) for issue in found] == [severity]


def test_an_earlier_priority_may_be_dropped_with_a_reason() -> None:
    dropped = EarlierPriority("old", "Old", "dropped", why="Others do it now.")

    assert list(priority_issues(strategy(choice=replace(CHOICE, earlier=(dropped,))))) == []


def _with(issues: list[Issue], words: str) -> list[Issue]:
    return [issue for issue in issues if words in f"{issue.what} {issue.fix}"]


def test_a_chosen_priority_that_says_why_it_is_not_is_warned_of() -> None:
    found = _with(
        list(priority_issues(changed(strategy(), "priorities", "skills", why_not="Too dear."))), "It is chosen"
    )
    assert [(str(issue.severity), issue.where) for issue in found] == [("warning", "priorities/skills.md")]
