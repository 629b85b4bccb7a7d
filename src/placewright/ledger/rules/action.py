"""Rules on action: interventions, money, measures and editions."""

from __future__ import annotations

from placewright.core.said import sentences, worded, worded_count
from placewright.ledger.logic_models import missing_of_measure, missing_of_outcome
from placewright.ledger.money import MoneyStand, money_of
from placewright.ledger.rules.parts import RuleInput, RuleResult, all_of, called, few, references, some_of, things
from placewright.records.checklist import Standing
from placewright.records.edition import EditionKind
from placewright.records.intervention import Intervention, Stage


def actions_serve(given: RuleInput) -> RuleResult:
    """Every chosen priority is served by an action."""
    served = {id for item in _actions(given) for id in item.priorities}
    found = all_of(
        "priority",
        [item for item in given.chosen if item.id in served],
        given.chosen,
        lambda count, every: worded_count(
            "%(count)s of %(all)s is served by an action",
            "%(count)s of %(all)s are served by actions",
            count,
            all=every,
        ),
    )
    return RuleResult(found.standing, references("intervention", _actions(given)) if served else (), found.words)


def actions_counted(given: RuleInput) -> RuleResult:
    """There are between `least` and `most` actions."""
    count, least, most = len(_actions(given)), given.number("least", 1), given.number("most", 10**6)
    by = references("intervention", _actions(given))
    if not count:
        return RuleResult(Standing.MISSING, (), worded("There is no action."))
    words = things("intervention", count)
    if not least <= count <= most:
        wanted = worded("%(what)s, where %(least)s to %(most)s are looked for.", what=words, least=least, most=most)
        return RuleResult(Standing.PARTLY, by, wanted)
    return RuleResult(Standing.MET, by, worded("%(what)s.", what=words))


def actions_led(given: RuleInput) -> RuleResult:
    """Every action has an owner, a start and an end."""
    good = [item for item in _actions(given) if item.owner.strip() and item.starts and item.ends]
    return all_of(
        "intervention",
        good,
        _actions(given),
        lambda count, every: worded_count(
            "%(count)s of %(all)s has owner, start and end",
            "%(count)s of %(all)s have owner, start and end",
            count,
            all=every,
        ),
    )


def actions_paid(given: RuleInput) -> RuleResult:
    """Every action is paid from streams that exist, or is flagged unfunded."""
    good = [
        item
        for item in _actions(given)
        if item.unfunded or (item.funding and money_of(item).stand is MoneyStand.FUNDED and _streams_exist(item, given))
    ]
    flagged = sum(item.unfunded for item in good)
    found = all_of(
        "intervention",
        good,
        _actions(given),
        lambda count, every: worded_count(
            "%(count)s of %(all)s is paid for or flagged",
            "%(count)s of %(all)s are paid for or flagged unfunded",
            count,
            all=every,
        ),
    )
    more = worded("%(actions)s flagged unfunded.", actions=things("intervention", flagged)) if flagged else ""
    return RuleResult(found.standing, found.by, sentences(found.words, more))


def funds_used(given: RuleInput) -> RuleResult:
    """At least one existing stream pays for some action."""
    used = {money.stream for item in _actions(given) for money in item.funding}
    good = [item for item in given.authored.funding.values() if item.id in used]
    return some_of(
        "funding",
        good,
        lambda count, streams: worded_count(
            "%(streams)s pays for an action", "%(streams)s pay for actions", count, streams=streams
        ),
        worded("No action draws on an existing stream."),
    )


def logic_models_drawn(given: RuleInput) -> RuleResult:
    """Every action has a logic model from input to outcome, with an assumption on each step."""
    need = {Stage.INPUT, Stage.ACTIVITY, Stage.OUTPUT, Stage.OUTCOME}
    good = [
        item
        for item in _actions(given)
        if need <= {node.stage for node in item.nodes} and item.steps and all(step.assumption for step in item.steps)
    ]
    return all_of(
        "intervention",
        good,
        _actions(given),
        lambda count, every: worded_count(
            "%(count)s of %(all)s has a whole logic model",
            "%(count)s of %(all)s have whole logic models",
            count,
            all=every,
        ),
    )


def outcomes_measurable(given: RuleInput) -> RuleResult:
    """Every outcome has what is needed to see it: indicator, baseline, direction, frequency, reader and cost."""
    outcomes = [(item, node) for item in _actions(given) for node in item.nodes if node.stage is Stage.OUTCOME]
    good = [(item, node) for item, node in outcomes if not missing_of_outcome(node)]
    by = tuple(dict.fromkeys(f"intervention:{item.id}" for item, _ in good))
    if not good:
        return RuleResult(Standing.MISSING, (), worded("No outcome says all that is needed to see it."))
    every = worded_count("%(count)s outcome", "%(count)s outcomes", len(outcomes))
    words = worded("%(count)s of %(all)s can be seen.", count=len(good), all=every)
    return RuleResult(Standing.MET if len(good) == len(outcomes) else Standing.PARTLY, by, words)


def counterfactuals_stated(given: RuleInput) -> RuleResult:
    """Every action says what would happen without it."""
    good = [item for item in _actions(given) if item.counterfactual.strip()]
    return all_of(
        "intervention",
        good,
        _actions(given),
        lambda count, every: worded_count(
            "%(count)s of %(all)s says what would happen without it",
            "%(count)s of %(all)s say what would happen without them",
            count,
            all=every,
        ),
    )


def measures_complete(given: RuleInput) -> RuleResult:
    """Every measure has a baseline, a direction or target, a frequency, a reader and the cost of reading it."""
    items = list(given.authored.measures.values())
    good = [item for item in items if not missing_of_measure(item)]
    return all_of(
        "measure",
        good,
        items,
        lambda count, every: worded("%(count)s of %(all)s can be read from a baseline", count=count, all=every),
    )


def priorities_watched(given: RuleInput) -> RuleResult:
    """Every chosen priority is watched by a measure."""
    watched = {id for item in given.authored.measures.values() for id in item.priorities}
    good = [item for item in given.chosen if item.id in watched]
    found = all_of(
        "priority",
        good,
        given.chosen,
        lambda count, every: worded_count(
            "%(count)s of %(all)s is watched by a measure",
            "%(count)s of %(all)s are watched by measures",
            count,
            all=every,
        ),
    )
    by = tuple(f"measure:{item.id}" for item in given.authored.measures.values() if item.priorities)
    return RuleResult(found.standing, by, found.words)


def no_headline_targets(given: RuleInput) -> RuleResult:
    """No measure sets a numerical target for what moves with the whole economy."""
    items = list(given.authored.measures.values())
    bad = [called(item) for item in items if item.indicator and any(letter.isdigit() for letter in item.target)]
    if not items:
        return RuleResult(Standing.MISSING, (), worded("There are no measures."))
    if bad:
        words = worded("Numerical targets stand in %(measures)s.", measures=few(bad))
        return RuleResult(Standing.PARTLY, references("measure", items), words)
    words = worded("%(measures)s, all with directions.", measures=things("measure", len(items)))
    return RuleResult(Standing.MET, references("measure", items), words)


def edition_reached(given: RuleInput) -> RuleResult:
    """An edition of the `kind` has been made."""
    kinds = [str(kind) for kind in EditionKind]
    wanted = str(given.options.get("kind", kinds[-1]))
    editions = list(given.authored.editions.values())
    good = [item for item in editions if item.kind == wanted]
    if good:
        return RuleResult(
            Standing.MET, references("edition", good), worded("The %(kind)s edition is made.", kind=wanted)
        )
    if editions:
        last = max(editions, key=lambda item: kinds.index(item.kind))
        words = worded("It has come as far as the %(kind)s edition.", kind=last.kind)
        return RuleResult(Standing.PARTLY, (f"edition:{last.id}",), words)
    return RuleResult(Standing.MISSING, (), worded("No edition has been made."))


def _actions(given: RuleInput) -> tuple[Intervention, ...]:
    return tuple(given.authored.interventions.values())


def _streams_exist(item: Intervention, given: RuleInput) -> bool:
    return all(money.stream in given.authored.funding for money in item.funding)
