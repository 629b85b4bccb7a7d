"""Whether a rule on earlier answers is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from placewright.questionnaires.model import Comparison, Rule

DECLINED = "prefer-not-to-say"
"""The answer of who was offered not to say, and chose so; no option may have this code."""


def is_met(rule: Rule | None, answers: Mapping[str, object]) -> bool:
    """Whether the answers meet the rule; no rule is always met. What was not answered meets no comparison but its own.

    >>> is_met(Rule(question="size", is_=Comparison.AT_LEAST, value=10.0), {"size": 12})
    True
    >>> is_met(Rule(question="size", is_=Comparison.AT_LEAST, value=10.0), {})
    False
    """
    if rule is None:
        return True
    if rule.all or rule.any or rule.not_ is not None:
        return (
            all(is_met(item, answers) for item in rule.all)
            and (not rule.any or any(is_met(item, answers) for item in rule.any))
            and (rule.not_ is None or not is_met(rule.not_, answers))
        )
    return _compared(rule, answers.get(rule.question))


def asked_in(rule: Rule | None) -> Iterator[Rule]:
    """Every single comparison of a rule."""
    if rule is None:
        return
    if rule.question:
        yield rule
    for item in (*rule.all, *rule.any):
        yield from asked_in(item)
    yield from asked_in(rule.not_)


def _compared(rule: Rule, answer: object) -> bool:
    if rule.row and isinstance(answer, Mapping):
        answer = answer.get(rule.row)
    answered = answer is not None and answer not in ("", (), [], {})
    match rule.is_:
        case Comparison.ANSWERED:
            return answered
        case Comparison.NOT_ANSWERED:
            return not answered
    if not answered:
        return False
    chosen = _chosen(answer)
    wanted = set(rule.value) if isinstance(rule.value, list | tuple) else {rule.value}
    match rule.is_:
        case Comparison.EQUALS:
            return chosen == wanted
        case Comparison.NOT_EQUALS:
            return chosen != wanted
        case Comparison.INCLUDES:
            return wanted <= chosen
        case Comparison.ONE_OF:
            return bool(wanted & chosen)
    return _in_order(rule, answer)


def _chosen(answer: object) -> set[object]:
    """What an answer holds; of a matrix without a row, what was chosen in any of its rows."""
    if isinstance(answer, Mapping):
        return set(answer.values())
    return set(answer) if isinstance(answer, list | tuple) else {answer}


def _in_order(rule: Rule, answer: object) -> bool:
    """Numbers by size; dates, which are ISO texts, by their order."""
    held, bound = answer, rule.value
    if isinstance(held, str) and not isinstance(bound, str):
        return False
    if isinstance(bound, str) and not isinstance(held, str):
        return False
    if not isinstance(held, str | int | float) or not isinstance(bound, str | int | float):
        return False
    match rule.is_:
        case Comparison.ABOVE:
            return held > bound  # type: ignore[operator]
        case Comparison.BELOW:
            return held < bound  # type: ignore[operator]
        case Comparison.AT_LEAST:
            return held >= bound  # type: ignore[operator]
        case _:
            return held <= bound  # type: ignore[operator]
