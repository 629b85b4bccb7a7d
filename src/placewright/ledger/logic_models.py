"""Logic models: the rules by which an action's chain from input to impact holds together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import TypeAlias

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.periods import worded_day
from placewright.core.said import listed_words, worded
from placewright.ledger.containment import is_within
from placewright.ledger.link_checks import rings
from placewright.ledger.link_reviews import file_of
from placewright.ledger.unreadable_measures import Found, unreadable
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
        worded("an indicator, or in words what measures it"): node.indicator or node.measured_by,
        worded("a baseline with its date"): _YEAR.search(node.baseline),
        worded("the source of the baseline"): node.baseline_source,
        worded("a target or a direction"): node.target or node.direction,
        worded("how often it is read"): node.frequency,
        worded("who reads it"): node.owner,
        worded("what reading it costs"): node.data_cost,
    }
    return tuple(words for words, held in said.items() if not held)


def missing_of_measure(measure: Measure) -> tuple[str, ...]:
    """What a measure does not say of how it will be read, in words."""
    said = {
        worded("an indicator, or in words what measures it"): measure.indicator or measure.measured_by,
        worded("the period of its baseline"): measure.baseline_period,
        worded("a target or a direction"): measure.target or measure.direction,
        worded("how often it is read"): measure.frequency,
        worded("who reads it"): measure.owner,
        worded("what reading it costs"): measure.data_cost,
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
            yield Issue(
                Severity.WARNING,
                where,
                worded("The measure does not say %(list)s.", list=listed_words(missing)),
                worded("Say it."),
            )
        found = self._of_reading(measure.indicator, measure.place, measure.target, ())
        for severity, _, what, fix in (*found, *unreadable(measure, self.indicators.get(measure.indicator))):
            yield Issue(severity, where, what, fix)

    def _of_intervention(self, item: Intervention) -> Found:
        yield from _of_frame(item)
        if not item.nodes:
            fix = worded("Add [[nodes]] from input to impact, and [[steps]] between them.")
            yield Severity.ERROR, "", worded("The action has no logic model."), fix
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

    def _of_outcome(self, node: Node, item: Intervention) -> Found:
        at = f"outcome '{node.id}'"
        if missing := missing_of_outcome(node):
            yield (
                Severity.WARNING,
                at,
                worded("The outcome does not say %(list)s.", list=listed_words(missing)),
                worded("Say it, or that it is open."),
            )
        if not node.objective:
            fix = worded(
                'Add `objective = "%(value)s"`, a priority of the action or words.', value=(*item.priorities, "...")[0]
            )
            yield Severity.ERROR, at, worded("The outcome serves no objective."), fix
        elif node.objective not in item.priorities and node.objective in self.authored.priorities:
            what = worded(
                "Its objective '%(objective)s' is not among the action's priorities.", objective=node.objective
            )
            yield Severity.ERROR, at, what, worded("Name it in `priorities` too, or take one of those.")
        elif node.objective not in item.priorities and " " not in node.objective:
            hint = did_you_mean(node.objective, self.authored.priorities)
            yield (
                Severity.ERROR,
                at,
                worded("Its objective '%(objective)s' is neither a priority nor words.", objective=node.objective),
                hint,
            )

    def _of_reading(self, name: str, place: str, target: str, works_in: tuple[str, ...]) -> Found:
        """Of an outcome or measure: is it read where the action works, and does it promise the whole economy?"""
        indicator = self.indicators.get(name)
        if indicator is None:
            return
        if target and _DIGIT.search(target):
            what = worded(
                "It sets a numerical target ('%(target)s') for '%(name)s', which moves with the whole economy.",
                target=target,
                name=name,
            )
            fix = worded("Give a direction here, and targets to what the programme itself can do.")
            yield Severity.WARNING, "", what, fix
        lacking = [code for code in ((place,) if place else works_in) if not self.is_measured(name, code)]
        if lacking:
            what = worded(
                "'%(name)s' is not measured in %(list)s, where the action works.", name=name, list=listed_words(lacking)
            )
            yield (
                Severity.WARNING,
                "",
                what,
                worded("Take an indicator that is, or say in `measured_by` what will show it."),
            )
        if place and works_in and place not in works_in and not is_within(place, works_in, self.authored):
            what = worded(
                "It is read for %(place)s, but the action works in %(list)s.", place=place, list=listed_words(works_in)
            )
            yield Severity.WARNING, "", what, worded("Read it where the action works, or its effect will not be seen.")

    def _of_step(self, step: Step) -> Found:
        at = f"step '{step.from_}' to '{step.to}'"
        if not step.assumption.strip():
            yield (
                Severity.WARNING,
                at,
                worded("The step states no assumption."),
                worded("Say why the one leads to the other."),
            )
        found = [self.authored.findings[id] for id in step.findings if id in self.authored.findings]
        is_graded = step.grade in (Grade.STRONG, Grade.MODERATE)
        if is_graded and not (step.findings or step.claims):
            what = worded("The step is graded %(grade)s, but names no finding or claim.", grade=step.grade)
            yield Severity.WARNING, at, what, worded("Name the evidence, or grade it asserted.")
        best = min((_GRADES.index(item.grade) for item in found), default=None)
        if best is not None and not step.claims and best > _GRADES.index(step.grade):
            what = worded(
                "The step is graded %(grade)s, but its best finding is %(GRADES)s.",
                grade=step.grade,
                GRADES=_GRADES[best],
            )
            yield Severity.WARNING, at, what, worded("Grade it no higher than its evidence.")
        for item in found:
            if item.expires is not None and item.expires < self.today:
                what = worded(
                    "The finding '%(id)s' expired on %(isoformat)s.", id=item.id, isoformat=worded_day(item.expires)
                )
                yield Severity.WARNING, at, what, worded("Find a newer one, or say why it still stands.")


def _of_frame(item: Intervention) -> Found:
    if not item.owner.strip():
        yield Severity.ERROR, "", worded("The action has no owner."), worded("Say which body does it in `owner`.")
    for name, day in (("starts", item.starts), ("ends", item.ends)):
        if day is None:
            yield (
                Severity.ERROR,
                "",
                worded("The action does not say when it %(name)s.", name=name),
                worded("Add `%(name)s = 2026-04-01`.", name=name),
            )
    if item.starts and item.ends and item.ends <= item.starts:
        yield Severity.ERROR, "", worded("The action ends before it starts."), worded("Mend the dates.")
    if not item.external_drivers:
        what = worded("Nothing outside the action is named that moves its outcomes.")
        yield Severity.WARNING, "", what, worded("List what else drives them in `external_drivers`.")
    if not item.counterfactual.strip():
        what = worded("Nothing says what would happen without the action.")
        yield Severity.WARNING, "", what, worded("Write `counterfactual`.")


def _of_structure(item: Intervention) -> Found:
    nodes = {node.id: node for node in item.nodes}
    for node in item.nodes:
        if not node.text.strip():
            at = f"{node.stage} '{node.id}'"
            what = worded("The %(stage)s says nothing.", stage=node.stage)
            yield Severity.ERROR, at, what, worded("Write in its `text` what it is.")
    for id in sorted({node.id for node in item.nodes if sum(other.id == node.id for other in item.nodes) > 1}):
        yield Severity.ERROR, f"node '{id}'", worded("Two nodes have this id."), worded("Give one of them another.")
    onward: dict[str, list[str]] = {}
    for step in item.steps:
        lost = [name for name in (step.from_, step.to) if name not in nodes]
        for name in lost:
            fix = did_you_mean(name, nodes) or worded("The nodes are %(nodes)s.", nodes=", ".join(nodes))
            yield (
                Severity.ERROR,
                f"step '{step.from_}' to '{step.to}'",
                worded("There is no node '%(name)s'.", name=name),
                fix,
            )
        if not lost and step.to in onward.get(step.from_, ()):
            at = f"step '{step.from_}' to '{step.to}'"
            yield Severity.ERROR, at, worded("The step is there twice."), worded("Make one of the two.")
        if not lost:
            onward.setdefault(step.from_, []).append(step.to)
            yield from _of_time(nodes[step.from_], nodes[step.to])
    for ring in rings(onward):
        what = worded("The model leads back to itself: %(value)s.", value=" -> ".join((*ring, ring[0])))
        yield Severity.ERROR, "", what, worded("Take out one of these steps.")
    yield from _of_reach(item, onward)


def _of_time(start: Node, end: Node) -> Found:
    at = f"step '{start.id}' to '{end.id}'"
    if _ORDER.index(end.stage) < _ORDER.index(start.stage):
        what = worded(
            "The step goes back in time, from %(stage)s to %(stage_2)s.", stage=start.stage, stage_2=end.stage
        )
        yield Severity.ERROR, at, what, worded("Turn it round, or give a node another stage.")
    elif start.year is not None and end.year is not None and end.year < start.year:
        what = worded("The step goes back in time, from %(year)s to %(year_2)s.", year=start.year, year_2=end.year)
        yield Severity.ERROR, at, what, worded("Mend the years.")


def _of_reach(item: Intervention, onward: Mapping[str, list[str]]) -> Found:
    outcomes = {node.id for node in item.nodes if node.stage is Stage.OUTCOME}
    if not outcomes:
        yield (
            Severity.ERROR,
            "",
            worded("The action reaches no outcome."),
            worded("Say what changes for people or businesses."),
        )
        return
    reached = _reaching(onward, outcomes)
    led_to = {end for ends in onward.values() for end in ends}
    for node in item.nodes:
        at = f"{node.stage} '{node.id}'"
        is_early = _ORDER.index(node.stage) < _ORDER.index(Stage.OUTCOME)
        if is_early and node.id not in reached:
            yield (
                Severity.ERROR,
                at,
                worded("The %(stage)s leads to no outcome.", stage=node.stage),
                worded("Add the steps that it is done for."),
            )
        if not is_early and node.id not in led_to:
            yield (
                Severity.ERROR,
                at,
                worded("Nothing leads to the %(stage)s.", stage=node.stage),
                worded("Add the steps that bring it about."),
            )


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
            what = worded(
                "'%(id)s' counts the same output ('%(text)s'): it would be counted twice.", id=first.id, text=one.text
            )
            yield Issue(Severity.WARNING, where, what, worded("Count it in one, or say what tells them apart."))


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
