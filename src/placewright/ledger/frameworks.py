"""Frameworks: what a kind of strategy is asked to be, as items that the records and people's answers meet or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from placewright.core.errors import UnknownName, did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import Said, Worded, sentences, worded
from placewright.core.words import marked
from placewright.ledger.link_checks import FRAMEWORKS as FRAMEWORKS
from placewright.ledger.link_reviews import file_of
from placewright.ledger.rules.parts import RuleInput, RuleResult, few
from placewright.ledger.rules.registry import RULES
from placewright.records.checklist import Answer, Standing
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored
from placewright.workspace.records_in_toml import read_record

FOLDER = Path(__file__).parent / "framework_files"

_SAID = {
    Standing.MET: marked("met"),
    Standing.PARTLY: marked("partly"),
    Standing.MISSING: marked("missing"),
    Standing.NOT_APPLICABLE: marked("not applicable"),
}

_ORDER = (Standing.MISSING, Standing.PARTLY, Standing.MET)
_WHEEL_MOST = 5


class UnknownFramework(UnknownName):
    """A framework that does not come with Placewright."""

    kind = marked("framework")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that items come from."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that looks at the records for an item, with its options."""

    rule: str
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrameworkItem:
    """One thing that a framework asks, in our own words.

    `verified` is false for what was not read in the source. `checks` are what the records can tell. `asks` is what
    only a person can say: with it, the records alone meet the item partly at most.
    """

    id: str
    words: str
    source: str
    verified: bool = True
    group: str = ""
    checks: tuple[Check, ...] = ()
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel of scores: each step scored for each factor, from 0 to `most`."""

    text: str
    steps: tuple[str, ...]
    factors: tuple[str, ...]
    most: int = _WHEEL_MOST
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Framework:
    """What a kind of strategy is asked to be: who asks, since when, whether it is in force, and the items."""

    id: str
    name: str
    by: str
    issued: str
    status: str
    text: str
    sources: Mapping[str, Citation]
    items: tuple[FrameworkItem, ...]
    wheel: Wheel | None = None


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """How an item stands, by which records (`kind:id`), and why in words; `rules` are what the records alone say."""

    item: FrameworkItem
    standing: Standing
    by: tuple[str, ...]
    words: str
    rules: tuple[RuleResult, ...] = ()

    def __str__(self) -> str:
        return f"{self.standing}: {self.item.words} {self.words}"


@dataclass(frozen=True, slots=True)
class WheelScore:
    """The score of a step for a factor; None where nobody gave one."""

    step: str
    factor: str
    item: str
    score: int | None
    why: str = ""


@lru_cache(maxsize=8)
def framework(name: str) -> Framework:
    """The framework of that name: `lis`, `lgp`, `ceds` or `s3`.

    Raises:
        UnknownFramework: there is none; the message offers the nearest.
    """
    if name not in FRAMEWORKS:
        raise UnknownFramework.named(name, FRAMEWORKS)
    return read_record(FOLDER / f"{name}.toml", Framework, id=name)


def assess(
    framework: Framework, authored: Authored, results: Mapping[str, ClaimResult] | None = None
) -> tuple[ItemStanding, ...]:
    """How each item stands, by the records and by the workspace's own answers.

    A person may say that less is met than the rules see. To say that more is met, the answer must name records that
    exist. "Not applicable" needs a reason. What asks for an answer is met partly at most until it has one.

    Args:
        framework: the checklist.
        authored: every authored record, with the answers in `checklists/<framework>.toml`.
        results: the claims as the evidence has them; without one a claim counts as unmeasured.
    """
    checklist = authored.checklists.get(framework.id)
    answers = {answer.item: answer for answer in checklist.answers} if checklist else {}
    return tuple(_stands(item, authored, results or {}, answers.get(item.id)) for item in framework.items)


def counts(standings: Iterable[ItemStanding]) -> dict[Standing, int]:
    """How many items stand how."""
    found = Counter(item.standing for item in standings)
    return {standing: found[standing] for standing in Standing}


def checklist_lines(framework: Framework, standings: Iterable[ItemStanding]) -> Iterator[str]:
    """The checklist as lines of text: a summary, then each item with how it stands, by what and why."""
    items = tuple(standings)
    said = ", ".join(f"{count} {standing}" for standing, count in counts(items).items() if count)
    yield f"{framework.name}: {said}"
    for found in items:
        mark = "" if found.item.verified else " (unverified)"
        yield f"  [{found.standing}] {found.item.id}: {found.item.words}{mark}"
        yield f"      {found.words}"
        if found.by:
            yield f"      by {few(found.by)}"


def answer_issues(authored: Authored) -> Iterator[Issue]:
    """An error for each answer to what a framework does not ask, or given twice, and for a checklist of none."""
    for id, checklist in authored.checklists.items():
        where = file_of(f"checklist:{id}")
        if id not in FRAMEWORKS:
            fix = did_you_mean(id, FRAMEWORKS) or worded("The frameworks are %(known)s.", known=", ".join(FRAMEWORKS))
            yield Issue(Severity.ERROR, where, worded("No framework '%(id)s'.", id=id), fix)
            continue
        yield from _strange_answers(framework(id), authored)
        items = [answer.item for answer in checklist.answers]
        for item in dict.fromkeys(item for item in items if items.count(item) > 1):
            what = worded("'%(item)s' is answered twice.", item=item)
            yield Issue(Severity.ERROR, where, what, worded("Take one of the answers out."))


def _strange_answers(framework: Framework, authored: Authored) -> Iterator[Issue]:
    where = file_of(f"checklist:{framework.id}")
    known = {item.id for item in framework.items} | {score.item for score in wheel_scores(framework, authored)}
    checklist = authored.checklists.get(framework.id)
    for answer in checklist.answers if checklist else ():
        if answer.item not in known:
            fix = did_you_mean(answer.item, known) or worded("Take it out.")
            what = worded("'%(item)s' is no item of %(name)s.", item=answer.item, name=framework.name)
            yield Issue(Severity.ERROR, where, what, fix)


def wheel_scores(framework: Framework, authored: Authored) -> tuple[WheelScore, ...]:
    """The wheel's scores, from answers to its items `wheel-<step>-<number of the factor>` such as "3: two panels met".

    Empty for a framework without a wheel.
    """
    wheel = framework.wheel
    if wheel is None:
        return ()
    checklist = authored.checklists.get(framework.id)
    said = {answer.item: answer.text for answer in checklist.answers} if checklist else {}
    found = []
    for step in wheel.steps:
        for number, factor in enumerate(wheel.factors, 1):
            item = f"wheel-{step}-{number}"
            first, _, why = said.get(item, "").partition(":")
            is_score = first.strip().isdigit() and int(first) <= wheel.most
            found.append(WheelScore(step, factor, item, int(first) if is_score else None, why.strip()))
    return tuple(found)


def _stands(
    item: FrameworkItem, authored: Authored, results: Mapping[str, ClaimResult], answer: Answer | None
) -> ItemStanding:
    rules = tuple(RULES[check.rule](RuleInput(authored, results, check.options)) for check in item.checks)
    by = tuple(dict.fromkeys(name for found in rules for name in found.by))
    words = sentences(*dict.fromkeys(found.words for found in rules))
    told = _told(rules)
    if answer is None:
        return _unanswered(item, told, by, words, rules)
    if answer.standing is Standing.NOT_APPLICABLE:
        if answer.text.strip():
            return ItemStanding(item, Standing.NOT_APPLICABLE, answer.by, answer.text, rules)
        more = worded("It is said not to apply, but not why.")
        return ItemStanding(item, told or Standing.MISSING, by, sentences(words, more), rules)
    known = tuple(name for name in answer.by if authored.find(name) is not None)
    standing, said = _answered(answer, told, known)
    return ItemStanding(item, standing, tuple(dict.fromkeys((*known, *by))), sentences(answer.text, said, words), rules)


def _told(rules: tuple[RuleResult, ...]) -> Standing | None:
    """What the rules say together: met where all are, missing where all are, else partly; None without rules."""
    found = {rule.standing for rule in rules}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Standing.PARTLY


def _unanswered(
    item: FrameworkItem, told: Standing | None, by: tuple[str, ...], words: str, rules: tuple[RuleResult, ...]
) -> ItemStanding:
    if told is None:
        return ItemStanding(item, Standing.MISSING, (), _to_be_answered(item), rules)
    if item.asks and told is Standing.MET:
        return ItemStanding(item, Standing.PARTLY, by, sentences(words, _to_be_answered(item)), rules)
    return ItemStanding(item, told, by, words, rules)


def _to_be_answered(item: FrameworkItem) -> str:
    return worded("To be answered: %(asks)s", asks=Worded(Said(item.asks)))


def _answered(answer: Answer, told: Standing | None, known: tuple[str, ...]) -> tuple[Standing, str]:
    """The standing with an answer, and what must be said where it is not the answer's own."""
    wanted = answer.standing
    if known or (told is not None and _ORDER.index(wanted) <= _ORDER.index(told)):
        return wanted, ""
    if told is None and wanted is not Standing.MET:
        return wanted, ""
    says = Worded(Said(_SAID[wanted]))
    if not answer.by:
        return told or Standing.PARTLY, worded("The answer says %(standing)s, but names no record.", standing=says)
    words = worded(
        "The answer says %(standing)s, but names no record that exists (%(names)s).",
        standing=says,
        names=few(answer.by),
    )
    return told or Standing.PARTLY, words
