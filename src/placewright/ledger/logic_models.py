"""Logic models: the rules by which an action's chain from input to impact holds together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import TypeAlias

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.ledger.containment import is_within
from placewright.ledger.link_checks import rings
from placewright.ledger.link_reviews import file_of
from placewright.records.finding import Grade
from placewright.records.indicator import BundleRule, Indicator
from placewright.records.intervention import Intervention, Node, Stage, Step
from placewright.records.measure import Measure
from placewright.workspace.authored import Authored

IsMeasured: TypeAlias = Callable[[str, str], bool]
"""Whether an indicator has a figure for a place: its id, and a code or the id of a named place."""

_ORDER = list(Stage)
_GRADES = list(Grade)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\{\{")
_DIGIT = re.compile(r"\d|\{\{")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "new", "of", "on", "or", "that", "the", "to", "with"})


def logic_issues(
    authored: Authored,
    indicators: Mapping[str, Indicator],
    *,
    today: date,
    is_measured: IsMeasured | None = None,
) -> Iterator[Issue]:
    """What is wrong with the logic models and measures: each by itself, and outputs that two actions count.

    What breaks the chain (a step to nowhere, a ring, a step back in time, an outcome that nothing leads to or that
    serves nothing, no owner, no dates) is an error. What is merely not said (a baseline, an assumption, what would
    have happened anyway) is a warning, so that a draft can say what it does not know yet.

    Args:
        authored: every authored record.
        indicators: the indicators by id.
        today: the day by which findings expire.
        is_measured: whether an indicator has a figure for a place; without it, the levels that it is meant for decide.
    """
    check = _Check(authored, indicators, today, is_measured or _by_levels(authored, indicators))
    for item in authored.interventions.values():
        yield from check.intervention(item)
    for measure in authored.measures.values():
        yield from check.measure(measure)
    yield from _counted_twice(authored.interventions.values())


def missing_of_outcome(node: Node) -> tuple[str, ...]:
    """What an outcome does not say of how it will be seen, in words.

    >>> missing_of_outcome(Node("jobs", Stage.OUTCOME, "More jobs", measured_by="a survey", direction="up"))
    ('a baseline with its date', 'the source of the baseline', 'how often it is read', 'who reads it', \
'what reading it costs')
    """
    said = {
        "an indicator, or in words what measures it": node.indicator or node.measured_by,
        "a baseline with its date": _YEAR.search(node.baseline),
        "the source of the baseline": node.baseline_source,
        "a target or a direction": node.target or node.direction,
        "how often it is read": node.frequency,
        "who reads it": node.owner,
        "what reading it costs": node.data_cost,
    }
    return tuple(words for words, held in said.items() if not held)


def missing_of_measure(measure: Measure) -> tuple[str, ...]:
    """What a measure does not say of how it will be read, in words."""
    said = {
        "an indicator, or in words what measures it": measure.indicator or measure.measured_by,
        "the period of its baseline": measure.baseline_period,
        "a target or a direction": measure.target or measure.direction,
        "how often it is read": measure.frequency,
        "who reads it": measure.owner,
        "what reading it costs": measure.data_cost,
    }
    return tuple(words for words, held in said.items() if not held)


class _Check:
    def __init__(
        self, authored: Authored, indicators: Mapping[str, Indicator], today: date, is_measured: IsMeasured
    ) -> None:
        self.authored = authored
        self.indicators = indicators
        self.today = today
        self.is_measured = is_measured

    def intervention(self, item: Intervention) -> Iterator[Issue]:
        where = file_of(f"intervention:{item.id}")
        for severity, at, what, fix in self._of_intervention(item):
            yield Issue(severity, f"{where}, {at}" if at else where, what, fix)

    def measure(self, measure: Measure) -> Iterator[Issue]:
        where = file_of(f"measure:{measure.id}")
        if missing := missing_of_measure(measure):
            yield Issue(Severity.WARNING, where, f"The measure does not say {_listed(missing)}.", "Say it.")
        for severity, _, what, fix in self._of_reading(measure.indicator, measure.place, measure.target, ()):
            yield Issue(severity, where, what, fix)

    def _of_intervention(self, item: Intervention) -> _Found:
        yield from _of_frame(item)
        if not item.nodes:
            fix = "Add [[nodes]] from input to impact, and [[steps]] between them."
            yield Severity.ERROR, "", "The action has no logic model.", fix
            return
        yield from _of_structure(item)
        for node in item.nodes:
            if node.stage is Stage.OUTCOME:
                yield from self._of_outcome(node, item)
            if node.stage in (Stage.OUTCOME, Stage.IMPACT):
                at = f"{node.stage} '{node.id}'"
                for severity, _, what, fix in self._of_reading(node.indicator, node.place, node.target, item.places):
                    yield severity, at, what, fix
        for step in item.steps:
            yield from self._of_step(step)

    def _of_outcome(self, node: Node, item: Intervention) -> _Found:
        at = f"outcome '{node.id}'"
        if missing := missing_of_outcome(node):
            yield Severity.WARNING, at, f"The outcome does not say {_listed(missing)}.", "Say it, or that it is open."
        if not node.objective:
            fix = f'Add `objective = "{(*item.priorities, "...")[0]}"`, a priority of the action or words.'
            yield Severity.ERROR, at, "The outcome serves no objective.", fix
        elif node.objective not in item.priorities and node.objective in self.authored.priorities:
            what = f"Its objective '{node.objective}' is not among the action's priorities."
            yield Severity.ERROR, at, what, "Name it in `priorities` too, or take one of those."
        elif node.objective not in item.priorities and " " not in node.objective:
            hint = did_you_mean(node.objective, self.authored.priorities)
            yield Severity.ERROR, at, f"Its objective '{node.objective}' is neither a priority nor words.", hint

    def _of_reading(self, name: str, place: str, target: str, works_in: tuple[str, ...]) -> _Found:
        """Of an outcome or measure: is it read where the action works, and does it promise the whole economy?"""
        indicator = self.indicators.get(name)
        if indicator is None:
            return
        if target and _DIGIT.search(target):
            what = f"It sets a numerical target ('{target}') for '{name}', which moves with the whole economy."
            fix = "Give a direction here, and targets to what the programme itself can do."
            yield Severity.WARNING, "", what, fix
        lacking = [code for code in ((place,) if place else works_in) if not self.is_measured(name, code)]
        if lacking:
            what = f"'{name}' is not measured in {_listed(lacking)}, where the action works."
            yield Severity.WARNING, "", what, "Take an indicator that is, or say in `measured_by` what will show it."
        if place and works_in and place not in works_in and not is_within(place, works_in, self.authored):
            what = f"It is read for {place}, but the action works in {_listed(works_in)}."
            yield Severity.WARNING, "", what, "Read it where the action works, or its effect will not be seen."

    def _of_step(self, step: Step) -> _Found:
        at = f"step '{step.from_}' to '{step.to}'"
        if not step.assumption.strip():
            yield Severity.WARNING, at, "The step states no assumption.", "Say why the one leads to the other."
        found = [self.authored.findings[id] for id in step.findings if id in self.authored.findings]
        is_graded = step.grade in (Grade.STRONG, Grade.MODERATE)
        if is_graded and not (step.findings or step.claims):
            what = f"The step is graded {step.grade}, but names no finding or claim."
            yield Severity.WARNING, at, what, "Name the evidence, or grade it asserted."
        best = min((_GRADES.index(item.grade) for item in found), default=None)
        if best is not None and not step.claims and best > _GRADES.index(step.grade):
            what = f"The step is graded {step.grade}, but its best finding is {_GRADES[best]}."
            yield Severity.WARNING, at, what, "Grade it no higher than its evidence."
        for item in found:
            if item.expires is not None and item.expires < self.today:
                what = f"The finding '{item.id}' expired on {item.expires.isoformat()}."
                yield Severity.WARNING, at, what, "Find a newer one, or say why it still stands."


_Found: TypeAlias = Iterator[tuple[Severity, str, str, str]]


def _of_frame(item: Intervention) -> _Found:
    if not item.owner.strip():
        yield Severity.ERROR, "", "The action has no owner.", "Say which body does it in `owner`."
    for name, day in (("starts", item.starts), ("ends", item.ends)):
        if day is None:
            yield Severity.ERROR, "", f"The action does not say when it {name}.", f"Add `{name} = 2026-04-01`."
    if item.starts and item.ends and item.ends <= item.starts:
        yield Severity.ERROR, "", "The action ends before it starts.", "Mend the dates."
    if not item.external_drivers:
        what = "Nothing outside the action is named that moves its outcomes."
        yield Severity.WARNING, "", what, "List what else drives them in `external_drivers`."
    if not item.counterfactual.strip():
        what = "Nothing says what would happen without the action."
        yield Severity.WARNING, "", what, "Write `counterfactual`."


def _of_structure(item: Intervention) -> _Found:
    nodes = {node.id: node for node in item.nodes}
    for id in sorted({node.id for node in item.nodes if sum(other.id == node.id for other in item.nodes) > 1}):
        yield Severity.ERROR, f"node '{id}'", "Two nodes have this id.", "Give one of them another."
    onward: dict[str, list[str]] = {}
    for step in item.steps:
        lost = [name for name in (step.from_, step.to) if name not in nodes]
        for name in lost:
            fix = did_you_mean(name, nodes) or f"The nodes are {', '.join(nodes)}."
            yield Severity.ERROR, f"step '{step.from_}' to '{step.to}'", f"There is no node '{name}'.", fix
        if not lost:
            onward.setdefault(step.from_, []).append(step.to)
            yield from _of_time(nodes[step.from_], nodes[step.to])
    for ring in rings(onward):
        what = f"The model leads back to itself: {' -> '.join((*ring, ring[0]))}."
        yield Severity.ERROR, "", what, "Take out one of these steps."
    yield from _of_reach(item, onward)


def _of_time(start: Node, end: Node) -> _Found:
    at = f"step '{start.id}' to '{end.id}'"
    if _ORDER.index(end.stage) < _ORDER.index(start.stage):
        what = f"The step goes back in time, from {start.stage} to {end.stage}."
        yield Severity.ERROR, at, what, "Turn it round, or give a node another stage."
    elif start.year is not None and end.year is not None and end.year < start.year:
        what = f"The step goes back in time, from {start.year} to {end.year}."
        yield Severity.ERROR, at, what, "Mend the years."


def _of_reach(item: Intervention, onward: Mapping[str, list[str]]) -> _Found:
    outcomes = {node.id for node in item.nodes if node.stage is Stage.OUTCOME}
    if not outcomes:
        yield Severity.ERROR, "", "The action reaches no outcome.", "Say what changes for people or businesses."
        return
    reached = _reaching(onward, outcomes)
    led_to = {end for ends in onward.values() for end in ends}
    for node in item.nodes:
        at = f"{node.stage} '{node.id}'"
        is_early = _ORDER.index(node.stage) < _ORDER.index(Stage.OUTCOME)
        if is_early and node.id not in reached:
            yield Severity.ERROR, at, f"The {node.stage} leads to no outcome.", "Add the steps that it is done for."
        if not is_early and node.id not in led_to:
            yield Severity.ERROR, at, f"Nothing leads to the {node.stage}.", "Add the steps that bring it about."


def _reaching(onward: Mapping[str, list[str]], ends: set[str]) -> set[str]:
    reached, grown = set(ends), True
    while grown:
        more = {start for start, after in onward.items() if start not in reached and reached & set(after)}
        reached |= more
        grown = bool(more)
    return reached


def _counted_twice(items: Iterable[Intervention]) -> Iterator[Issue]:
    outputs = [(item, node) for item in items for node in item.nodes if node.stage is Stage.OUTPUT]
    for (first, one), (second, other) in combinations(outputs, 2):
        is_shared = not (first.places and second.places) or bool(set(first.places) & set(second.places))
        if first.id != second.id and is_shared and _is_same_output(one, other):
            where = f"{file_of(f'intervention:{second.id}')}, output '{other.id}'"
            what = f"'{first.id}' counts the same output ('{one.text}'): it would be counted twice."
            yield Issue(Severity.WARNING, where, what, "Count it in one, or say what tells them apart.")


def _is_same_output(one: Node, other: Node) -> bool:
    by_words = _words(one.text) == _words(other.text) != frozenset()
    return by_words or bool(one.measured_by and one.measured_by == other.measured_by)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold())) - _SMALL


def _by_levels(authored: Authored, indicators: Mapping[str, Indicator]) -> IsMeasured:
    """Whether an indicator may have a figure for a place, by the levels that it is meant for."""
    from placewright.evidence.levels import is_meant_for
    from placewright.places import registry

    def is_measured(name: str, place: str) -> bool:
        indicator = indicators[name]
        named = authored.places.get(place)
        if named is not None:
            can_bundle = indicator.bundle is not BundleRule.NONE or len(named.codes) == 1
            return can_bundle and all(is_meant_for(indicator, code) for code in named.codes)
        others = registry().equivalents(place) if registry().is_known(place) else ()
        codes = (place, *(other.codes[0] for other in others if len(other.codes) == 1))
        return indicator.bundle is not BundleRule.NONE or any(is_meant_for(indicator, code) for code in codes)

    return is_measured


def _listed(words: Iterable[str]) -> str:
    named = list(words)
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
