"""The order of priorities: weighted scores, how far the order hangs on the weights, and what was not chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded
from placewright.ledger.link_reviews import file_of
from placewright.ledger.links import CHOICE
from placewright.records.priority import Choice, EarlierPriority, Priority
from placewright.workspace.authored import Authored

if TYPE_CHECKING:
    from numpy.random import Generator

FATES = ("kept", "changed", "merged", "dropped")
"""What may have become of a priority of the earlier plan."""

LEAST_SCORE, MOST_SCORE = 0.0, 5.0
_ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A priority with its weighted score (0 to 5) and its rank among those scored; both None where a score is missing.

    Equal scores share the better rank.
    """

    priority: str
    title: str
    chosen: bool
    score: float | None
    rank: int | None
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Swap:
    """A change of one weight at which a priority and the one ranked next change places.

    `factor` is the new weight as a multiple of the old; None where the old one is 0.
    """

    upper: str
    lower: str
    criterion: str
    weight: float
    swaps_at: float
    factor: float | None

    def __str__(self) -> str:
        by = f"{self.factor:.3g} times" if self.factor is not None else "from nothing to"
        words = f"{by} its weight" if self.factor is not None else f"{by} {self.swaps_at:.3g}"
        return f"'{self.lower}' would pass '{self.upper}' with '{self.criterion}' at {words}"


@dataclass(frozen=True, slots=True)
class RankRange:
    """How far a priority's rank moves: with each weight alone from 0 to double, and with all weights drawn at random.

    `in_first` is the share of draws in which it is among the first `first`; None without draws.
    """

    priority: str
    best: int
    worst: int
    in_first: float | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How far the order hangs on the weights."""

    first: int
    draws: int
    ranges: tuple[RankRange, ...]
    swaps: tuple[Swap, ...]

    def of(self, priority: str) -> RankRange | None:
        """The range of one priority's rank."""
        return next((item for item in self.ranges if item.priority == priority), None)

    def lines(self) -> Iterator[str]:
        """The ranges and swaps as lines of text."""
        for item in self.ranges:
            said = f"{item.best}" if item.best == item.worst else f"{item.best} to {item.worst}"
            share = "" if item.in_first is None else f"; among the first {self.first} in {item.in_first:.0%} of draws"
            yield f"{item.priority}: rank {said} as each weight goes from nothing to double{share}"
        yield from (str(swap) for swap in self.swaps)


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A priority that was looked at and not chosen, why, and which chosen ones score lower."""

    priority: str
    title: str
    why_not: str
    score: float | None
    rank: int | None
    scores_above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Continued:
    """A priority of the earlier plan, what became of it, and the titles of those that carry it on."""

    earlier: EarlierPriority
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Continuity:
    """Continuity with the earlier plan: the fate of each of its priorities, and which chosen ones are new."""

    plan: str
    source: str
    url: str
    rows: tuple[Continued, ...]
    new: tuple[str, ...]


def rank_priorities(priorities: Iterable[Priority], choice: Choice) -> tuple[Ranked, ...]:
    """The priorities by weighted score, the highest first; those that lack a score last, by id.

    Score = sum of weight x score / sum of weights, over the criteria of the workspace, chosen and not chosen alike.
    Multiplying all weights by one number changes nothing.
    """
    items = list(priorities)
    weights = _weights(choice)
    scored = {item.id: _score(item, weights) for item in items}
    ranked = []
    for item in items:
        score = scored[item.id]
        above = sum(
            1 for other in scored.values() if other is not None and score is not None and other > score + _ALIKE
        )
        rank = None if score is None else above + 1
        ranked.append(Ranked(item.id, item.title, item.chosen, score, rank, dict(item.scores)))
    return tuple(sorted(ranked, key=lambda item: (item.rank is None, item.rank or 0, item.priority)))


def sensitivity(
    priorities: Iterable[Priority],
    choice: Choice,
    *,
    first: int | None = None,
    draws: int = 0,
    rng: Generator | None = None,
) -> Sensitivity:
    """How the order moves with the weights.

    Each weight alone goes from 0 to double; since scores are straight lines in a weight, the places where two
    priorities change order are computed, not sampled. Then all weights are drawn from a flat Dirichlet distribution
    (every mixture of weights equally likely), as in stochastic multicriteria acceptability analysis (Lahdelma and
    Salminen, 2001).

    Args:
        priorities: all that were looked at; those that lack a score are left out.
        choice: the criteria and their weights.
        first: how many count as the first; as many as were chosen without it.
        draws: how many mixtures of weights to draw.
        rng: where they come from; needed with `draws`.
    """
    weights = _weights(choice)
    items = [item for item in priorities if _score(item, weights) is not None]
    order = [ranked.priority for ranked in rank_priorities(items, choice)]
    rows = {item.id: tuple(item.scores[name] for name in weights) for item in items}
    count = first if first is not None else sum(item.chosen for item in items)
    span = {id: _one_at_a_time(id, rows, list(weights.values())) for id in order}
    drawn = _drawn(order, rows, count, draws, rng) if order and draws and rng is not None else {}
    ranges = tuple(RankRange(id, *span[id], drawn.get(id)) for id in order)
    return Sensitivity(count, draws if drawn else 0, ranges, tuple(_swaps(order, rows, weights)))


def not_chosen(priorities: Iterable[Priority], choice: Choice) -> tuple[NotChosen, ...]:
    """What was looked at and not chosen, and why; the highest score first."""
    items = {item.id: item for item in priorities}
    ranked = rank_priorities(items.values(), choice)
    chosen = [item for item in ranked if item.chosen and item.score is not None]
    return tuple(
        NotChosen(
            item.priority,
            item.title,
            items[item.priority].why_not,
            item.score,
            item.rank,
            tuple(other.priority for other in chosen if item.score is not None and _above(item.score, other.score)),
        )
        for item in ranked
        if not item.chosen
    )


def continuity(authored: Authored) -> Continuity:
    """What became of each priority of the earlier plan, and which chosen ones carry on none of them."""
    choice, known = authored.choice, authored.priorities
    rows = tuple(
        Continued(item, tuple(known[id].title if id in known else id for id in item.by)) for item in choice.earlier
    )
    carried = {id for item in choice.earlier for id in item.by}
    new = tuple(item.title or item.id for item in known.values() if item.chosen and item.id not in carried)
    return Continuity(choice.earlier_plan, choice.earlier_source, choice.earlier_url, rows, new)


def priority_issues(authored: Authored) -> Iterator[Issue]:
    """What is wrong with how priorities were chosen: scores, weights, the earlier plan, and choices against the score.

    A priority that was not chosen though it scores above a chosen one is a note: scores inform a choice and do not
    make it, but the reason should meet it.
    """
    choice = authored.choice
    yield from _of_ids(choice)
    yield from _of_choice(choice, authored)
    weights = {item.id: item.weight for item in choice.criteria}
    for item in authored.priorities.values():
        where = file_of(f"priority:{item.id}")
        if item.chosen and item.why_not.strip():
            what = worded("It is chosen, and `why_not` says why it is not.")
            yield Issue(Severity.WARNING, where, what, worded("Take `why_not` out, or write `chosen = false`."))
        for name, score in item.scores.items():
            if name not in weights:
                hint = did_you_mean(name, weights)
                yield Issue(
                    Severity.ERROR,
                    where,
                    worded("It has a score for '%(name)s', which is no criterion.", name=name),
                    hint,
                )
            elif not LEAST_SCORE <= score <= MOST_SCORE:
                yield Issue(
                    Severity.ERROR,
                    where,
                    worded("Its score for '%(name)s' is %(score)s.", name=name, score=f"{score:g}"),
                    worded("Scores go from 0 to 5."),
                )
        lacking = [name for name in weights if name not in item.scores]
        if lacking:
            what = worded("It has no score for %(lacking)s, so that it has no rank.", lacking=", ".join(lacking))
            yield Issue(Severity.WARNING, where, what, worded("Score it by every criterion."))
    for passed in not_chosen(authored.priorities.values(), choice):
        if passed.scores_above:
            what = worded(
                "It was not chosen, but scores above %(scores_above)s, which were.",
                scores_above=", ".join(passed.scores_above),
            )
            fix = worded("See that `why_not` says why.")
            yield Issue(Severity.NOTE, file_of(f"priority:{passed.priority}"), what, fix)


def _of_ids(choice: Choice) -> Iterator[Issue]:
    """An error for each id that two criteria, or two priorities of the earlier plan, have: one would count for both."""
    for ids in ([each.id for each in choice.criteria], [each.id for each in choice.earlier]):
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            what = worded("'%(id)s' is there twice.", id=id)
            yield Issue(Severity.ERROR, file_of(CHOICE), what, worded("Give one of them another id, or take it out."))


def _of_choice(choice: Choice, authored: Authored) -> Iterator[Issue]:
    where = file_of(CHOICE)
    if authored.priorities and not choice.criteria:
        yield Issue(
            Severity.WARNING,
            where,
            worded("Priorities are chosen by no criteria."),
            worded("Add [[criteria]] with weights."),
        )
    for criterion in choice.criteria:
        if criterion.weight < 0:
            what = worded("The weight of '%(id)s' is %(weight)s.", id=criterion.id, weight=f"{criterion.weight:g}")
            yield Issue(Severity.ERROR, where, what, worded("Weights are not below 0."))
    if choice.criteria and not any(criterion.weight > 0 for criterion in choice.criteria):
        yield Issue(
            Severity.ERROR, where, worded("All criteria weigh nothing."), worded("Give one of them a weight above 0.")
        )
    for item in choice.earlier:
        at = f"{where}, '{item.id}'"
        if item.fate not in FATES:
            fix = did_you_mean(item.fate, FATES) or worded("Write one of %(FATES)s.", FATES=", ".join(FATES))
            yield Issue(
                Severity.ERROR, at, worded("'%(fate)s' is no fate of an earlier priority.", fate=item.fate), fix
            )
        elif item.fate == "dropped" and not item.why.strip():
            yield Issue(Severity.ERROR, at, worded("It was dropped, and nothing says why."), worded("Write `why`."))
        elif item.fate != "dropped" and not item.by:
            yield Issue(
                Severity.ERROR,
                at,
                worded("It was %(fate)s, but no priority carries it on.", fate=item.fate),
                worded("Name it in `by`."),
            )
        if item.fate == "dropped" and item.by:
            what = worded("It was dropped, yet %(by)s carries it on.", by=", ".join(item.by))
            yield Issue(Severity.WARNING, at, what, worded("Take `by` out, or say that it was changed or merged."))
        for id in item.by:
            if id in authored.priorities and not authored.priorities[id].chosen and item.fate != "dropped":
                what = worded("It was %(fate)s by '%(id)s', which was not chosen.", fate=item.fate, id=id)
                yield Issue(
                    Severity.WARNING, at, what, worded("Name one that was, or say that it was dropped and why.")
                )


def _weights(choice: Choice) -> dict[str, float]:
    return {criterion.id: criterion.weight for criterion in choice.criteria}


def _score(item: Priority, weights: Mapping[str, float]) -> float | None:
    total = sum(weights.values())
    if total <= 0 or any(name not in item.scores for name in weights):
        return None
    return sum(weight * item.scores[name] for name, weight in weights.items()) / total


def _above(score: float, other: float | None) -> bool:
    return other is not None and score > other + _ALIKE


def _swaps(order: Sequence[str], rows: Mapping[str, Sequence[float]], weights: Mapping[str, float]) -> Iterator[Swap]:
    """For each pair of neighbours, the least change of one weight that would swap them."""
    names, held = list(weights), list(weights.values())
    for upper, lower in pairwise(order):
        lead = sum(w * (a - b) for w, a, b in zip(held, rows[upper], rows[lower], strict=True))
        found = []
        for at, name in enumerate(names):
            slope = rows[upper][at] - rows[lower][at]
            if abs(slope) > _ALIKE and (swaps_at := held[at] - lead / slope) >= 0:
                factor = swaps_at / held[at] if held[at] > 0 else None
                distance = abs(swaps_at - held[at]) / (held[at] or 1.0)
                found.append((distance, Swap(upper, lower, name, held[at], swaps_at, factor)))
        if found and lead > _ALIKE:
            yield min(found, key=lambda item: item[0])[1]


def _one_at_a_time(id: str, rows: Mapping[str, Sequence[float]], held: list[float]) -> tuple[int, int]:
    """The best and worst rank as each weight alone goes from 0 to double; no weights at all make no order."""
    ranks = [_rank(id, rows, held)]
    for at, weight in enumerate(held):
        points = {0.0, 2 * weight}
        for other in rows:
            slope = rows[id][at] - rows[other][at]
            if abs(slope) > _ALIKE:
                lead = sum(w * (a - b) for w, a, b in zip(held, rows[id], rows[other], strict=True))
                crossing = weight - lead / slope
                if 0 < crossing < 2 * weight:
                    points.add(crossing)
        ends = sorted(points)
        middles = [(a + b) / 2 for a, b in pairwise(ends)]
        tried = ([*held[:at], point, *held[at + 1 :]] for point in (*ends, *middles))
        ranks += [_rank(id, rows, weights) for weights in tried if sum(weights) > 0]
    return min(ranks), max(ranks)


def _rank(id: str, rows: Mapping[str, Sequence[float]], weights: Sequence[float]) -> int:
    total = sum(weights)
    scores = {name: sum(w * s for w, s in zip(weights, row, strict=True)) / total for name, row in rows.items()}
    return 1 + sum(score > scores[id] + _ALIKE for score in scores.values())


def _drawn(
    order: Sequence[str], rows: Mapping[str, Sequence[float]], first: int, draws: int, rng: Generator
) -> dict[str, float]:
    import numpy as np

    scores = np.array([rows[id] for id in order])
    drawn = rng.dirichlet(np.ones(scores.shape[1]), size=draws) @ scores.T
    ranks = 1 + (drawn[:, None, :] > drawn[:, :, None] + _ALIKE).sum(axis=2)
    return {id: float((ranks[:, at] <= first).mean()) for at, id in enumerate(order)}
