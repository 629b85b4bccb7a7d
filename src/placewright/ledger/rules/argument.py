"""Rules on the argument: claims, priorities, partners, and the people who took part."""

from __future__ import annotations

from datetime import date

from placewright.ledger.rules.parts import (
    RuleInput,
    RuleResult,
    all_of,
    at_least,
    counted,
    covers,
    few,
    references,
    slug,
    some_of,
)
from placewright.records.checklist import Standing
from placewright.records.claim import Stance
from placewright.records.event import Event, EventKind
from placewright.records.verdict import BROKEN, Verdict


def chosen_priorities(given: RuleInput) -> RuleResult:
    """There are priorities, neither fewer than `least` nor more than `most`."""
    count, least, most = len(given.chosen), given.number("least", 1), given.number("most", 10**6)
    by = references("priority", given.chosen)
    words = f"{counted(count, 'chosen priority', 'chosen priorities')}"
    if not count:
        return RuleResult(Standing.MISSING, (), "No priority is chosen.")
    if count < least:
        return RuleResult(Standing.PARTLY, by, f"{words}, fewer than {least}.")
    if count > most:
        return RuleResult(Standing.PARTLY, by, f"{words}, more than the {most} that can be called few.")
    return RuleResult(Standing.MET, by, f"{words}.")


def priorities_argued(given: RuleInput) -> RuleResult:
    """Every chosen priority is argued from claims, and all of those hold."""
    carried = {claim.id for claim in given.carried}
    good = [item for item in given.chosen if item.claims and set(item.claims) <= carried]
    return all_of("priority", good, given.chosen, "rests on claims that all hold", "rest on claims that all hold")


def claims_hold(given: RuleInput) -> RuleResult:
    """There are at least `least` claims, and none fails or is unmeasured."""
    claims, least = list(given.authored.claims.values()), given.number("least", 1)
    bad = [item for item in claims if given.verdict(item.id) in BROKEN]
    open_ = sum(given.verdict(item.id) is Verdict.CANNOT_TELL for item in claims)
    by = references("claim", given.carried)
    if not by:
        return RuleResult(Standing.MISSING, (), "No claim holds.")
    said = f"{counted(len(by), 'claim')} of {len(claims)} {'holds' if len(by) == 1 else 'hold'}"
    said += f", {open_} cannot be told" if open_ else ""
    if bad:
        names = few(item.id for item in bad)
        return RuleResult(Standing.PARTLY, by, f"{said}; what fails or is unmeasured: {names}.")
    if len(claims) < least:
        return RuleResult(Standing.PARTLY, by, f"{said}; fewer than {least}.")
    return RuleResult(Standing.MET, by, f"{said}.")


def foundations_covered(given: RuleInput) -> RuleResult:
    """Claims that hold cover each of the `foundations`."""
    wanted = given.names("foundations")
    held = {name: [item for item in given.carried if item.foundation == name] for name in wanted}
    return covers("foundation", held)


def challenges_covered(given: RuleInput) -> RuleResult:
    """Claims that hold cover each of the grand `challenges`."""
    wanted = given.names("challenges")
    held = {name: [item for item in given.carried if slug(item.grand_challenge) == name] for name in wanted}
    return covers("grand challenge", held)


def stances_covered(given: RuleInput) -> RuleResult:
    """Claims that hold are of each of the `stances`: strength, need, opportunity, threat."""
    wanted = given.names("stances", [str(stance) for stance in Stance])
    held = {name: [item for item in given.carried if item.stance == name] for name in wanted}
    return covers("stance", held)


def places_named(given: RuleInput) -> RuleResult:
    """Chosen priorities name the places they are for, `least` different ones between them."""
    least = given.number("least", 2)
    good = [item for item in given.chosen if item.places]
    places = {place for item in good for place in item.places}
    if not good:
        return RuleResult(Standing.MISSING, (), "No chosen priority names the places it is for.")
    lacking = [item.id for item in given.chosen if not item.places]
    said = f"{counted(len(good), 'priority', 'priorities')} for {counted(len(places), 'place')}"
    if lacking or len(places) < least:
        why = f"; without places: {few(lacking)}" if lacking else f"; fewer than {least} places"
        return RuleResult(Standing.PARTLY, references("priority", good), f"{said}{why}.")
    return RuleResult(Standing.MET, references("priority", good), f"{said}.")


def parts_described(given: RuleInput) -> RuleResult:
    """Claims that hold are about at least `least` different places inside the area."""
    least = given.number("least", 3)
    found = [item for item in given.carried if item.places]
    places = {place for item in found for place in item.places}
    words = f"{counted(len(found), 'claim')} about {counted(len(places), 'place')}"
    standing = Standing.MET if len(places) >= least else Standing.PARTLY if places else Standing.MISSING
    return RuleResult(
        standing, references("claim", found), f"{words}{'' if len(places) >= least else f', of {least}'}."
    )


def sectors_named(given: RuleInput) -> RuleResult:
    """Some chosen priority names sectors."""
    good = [item for item in given.chosen if item.sectors]
    return some_of("priority", good, "names sectors", "name sectors", "No chosen priority names sectors.")


def criteria_weighed(given: RuleInput) -> RuleResult:
    """Every priority is scored by every criterion, and the criteria have weights."""
    criteria = [item.id for item in given.authored.choice.criteria]
    if not criteria:
        return RuleResult(Standing.MISSING, (), "There are no criteria.")
    items = list(given.authored.priorities.values())
    good = [item for item in items if set(criteria) <= set(item.scores)]
    words = f"is scored by all {len(criteria)} criteria", f"are scored by all {len(criteria)} criteria"
    return all_of("priority", good, items, *words)


def not_chosen_listed(given: RuleInput) -> RuleResult:
    """What was looked at and not chosen is listed, each with why."""
    items = [item for item in given.authored.priorities.values() if not item.chosen]
    if not items:
        return RuleResult(Standing.MISSING, (), "Nothing is listed that was looked at and not chosen.")
    return all_of("priority", [item for item in items if item.why_not], items, "says why not", "say why not")


def continued(given: RuleInput) -> RuleResult:
    """The earlier plan's priorities are listed, each with what became of it."""
    rows = given.authored.choice.earlier
    if not rows:
        return RuleResult(Standing.MISSING, (), "Nothing is said of an earlier plan.")
    by = tuple(dict.fromkeys(f"priority:{id}" for row in rows for id in row.by if id in given.authored.priorities))
    return RuleResult(Standing.MET, by, f"{counted(len(rows), 'priority', 'priorities')} of the earlier plan followed.")


def priorities_aligned(given: RuleInput) -> RuleResult:
    """Every chosen priority is set against a partner's strategy, read at its source; `partners` at least so many."""
    read = [item for item in given.authored.alignments.values() if item.read]
    partners = {item.partner for item in read}
    good = [item for item in given.chosen if any(other.priority == item.id for other in read)]
    least = given.number("partners", 1)
    found = all_of("priority", good, given.chosen, "is set against a partner's strategy", "are set against partners'")
    by = tuple(f"alignment:{item.id}" for item in read)
    if found.standing is Standing.MET and len(partners) < least:
        words = f"Set against {counted(len(partners), 'partner')} only, of {least}."
        return RuleResult(Standing.PARTLY, by, words)
    return RuleResult(found.standing, by, found.words)


def consultation_held(given: RuleInput) -> RuleResult:
    """A consultation was open for at least `days` days."""
    least = given.number("days", 1)
    events = [item for item in given.authored.events.values() if item.kind is EventKind.CONSULTATION]
    held = [item for item in events if not item.planned]
    by = references("event", held)
    if not held:
        words = "A consultation is planned, none was held." if events else "No consultation was held."
        return RuleResult(Standing.MISSING, references("event", events), words)
    days = {item.id: found for item in held if (found := _days(item)) is not None}
    if not days:
        return RuleResult(Standing.PARTLY, by, "A consultation was held, but not on which days.")
    longest = max(days, key=lambda id: days[id])
    words = f"'{longest}' was open {counted(days[longest], 'day')}"
    if days[longest] < least:
        return RuleResult(Standing.PARTLY, by, f"{words}, fewer than {least}.")
    return RuleResult(Standing.MET, by, f"{words}.")


def events_held(given: RuleInput) -> RuleResult:
    """At least `least` events of the `kinds` were held."""
    kinds = given.names("kinds", [str(kind) for kind in EventKind])
    least = given.number("least", 1)
    held = [item for item in given.authored.events.values() if item.kind in kinds and not item.planned]
    words = f"{counted(len(held), 'event')} held ({', '.join(kinds)})"
    if not held:
        return RuleResult(Standing.MISSING, (), f"No event was held ({', '.join(kinds)}).")
    return at_least(least, len(held), by=references("event", held), words=words)


def organisations_took_part(given: RuleInput) -> RuleResult:
    """At least `least` different organisations took part in events."""
    least = given.number("least", 1)
    held = [item for item in given.authored.events.values() if item.organisations and not item.planned]
    count = len({name.casefold() for item in held for name in item.organisations})
    words = f"{counted(count, 'organisation')} named in {counted(len(held), 'event')}"
    if not held:
        return RuleResult(Standing.MISSING, (), "No organisation is named in any event.")
    return at_least(least, count, by=references("event", held), words=words)


def studies_graded(given: RuleInput) -> RuleResult:
    """Findings of at least `least` studies are graded and used."""
    least = given.number("least", 1)
    used = {item for claim in given.authored.claims.values() for item in claim.findings}
    used |= {id for item in given.authored.interventions.values() for step in item.steps for id in step.findings}
    found = [item for item in given.authored.findings.values() if item.id in used]
    studies = {item.study or item.source for item in found if item.study or item.source}
    if not found:
        return RuleResult(Standing.MISSING, (), "No finding of a study is used.")
    standing = Standing.MET if len(studies) >= least else Standing.PARTLY
    words = f"{counted(len(found), 'finding')} of {counted(len(studies), 'study', 'studies')} used"
    return RuleResult(
        standing, references("finding", found), f"{words}{'' if len(studies) >= least else f', of {least}'}."
    )


def _days(event: Event) -> int | None:
    """How many days lie between an event's first and last; None where they are not known."""
    try:
        return (date.fromisoformat(event.until) - date.fromisoformat(event.when)).days
    except ValueError:
        return None
