"""Rules on the argument: claims, priorities, partners, and the people who took part."""

from __future__ import annotations

from datetime import date

from placewright.core.said import worded, worded_count
from placewright.ledger.rules.parts import (
    RuleInput,
    RuleResult,
    all_of,
    at_least,
    called,
    covers,
    few,
    name_words,
    references,
    slug,
    some_of,
    things,
    with_commas,
)
from placewright.records.alignment import Alignment
from placewright.records.checklist import Standing
from placewright.records.claim import Stance
from placewright.records.event import Event, EventKind
from placewright.records.verdict import BROKEN, Verdict


def chosen_priorities(given: RuleInput) -> RuleResult:
    """There are priorities, neither fewer than `least` nor more than `most`."""
    count, least, most = len(given.chosen), given.number("least", 1), given.number("most", 10**6)
    by = references("priority", given.chosen)
    words = worded_count("%(count)s chosen priority", "%(count)s chosen priorities", count)
    if not count:
        return RuleResult(Standing.MISSING, (), worded("No priority is chosen."))
    if count < least:
        return RuleResult(Standing.PARTLY, by, worded("%(what)s, fewer than %(least)s.", what=words, least=least))
    if count > most:
        too_many = worded("%(what)s, more than the %(most)s that can be called few.", what=words, most=most)
        return RuleResult(Standing.PARTLY, by, too_many)
    return RuleResult(Standing.MET, by, worded("%(what)s.", what=words))


def priorities_argued(given: RuleInput) -> RuleResult:
    """Every chosen priority is argued from claims, and all of those hold."""
    carried = {claim.id for claim in given.carried}
    good = [item for item in given.chosen if item.claims and set(item.claims) <= carried]
    return all_of(
        "priority",
        good,
        given.chosen,
        lambda count, every: worded_count(
            "%(count)s of %(all)s rests on claims that all hold",
            "%(count)s of %(all)s rest on claims that all hold",
            count,
            all=every,
        ),
    )


def claims_hold(given: RuleInput) -> RuleResult:
    """There are at least `least` claims, and none fails or is unmeasured."""
    claims, least = list(given.authored.claims.values()), given.number("least", 1)
    bad = [item for item in claims if given.verdict(item.id) in BROKEN]
    open_ = sum(given.verdict(item.id) is Verdict.CANNOT_TELL for item in claims)
    by = references("claim", given.carried)
    if not by:
        return RuleResult(Standing.MISSING, (), worded("No claim holds."))
    said: str = worded_count(
        "%(count)s claim of %(all)s holds", "%(count)s claims of %(all)s hold", len(by), all=len(claims)
    )
    if open_:
        said = worded("%(what)s, %(open)s cannot be told", what=said, open=open_)
    if bad:
        names = few(called(item) for item in bad)
        words = worded("%(what)s; what fails or is unmeasured: %(names)s.", what=said, names=names)
        return RuleResult(Standing.PARTLY, by, words)
    if len(claims) < least:
        return RuleResult(Standing.PARTLY, by, worded("%(what)s; fewer than %(least)s.", what=said, least=least))
    return RuleResult(Standing.MET, by, worded("%(what)s.", what=said))


def foundations_covered(given: RuleInput) -> RuleResult:
    """Claims that hold cover each of the `foundations`."""
    wanted = given.names("foundations")
    held = {name: [item for item in given.carried if item.foundation == name] for name in wanted}
    return covers(held)


def challenges_covered(given: RuleInput) -> RuleResult:
    """Claims that hold cover each of the grand `challenges`."""
    wanted = given.names("challenges")
    held = {name: [item for item in given.carried if slug(item.grand_challenge) == name] for name in wanted}
    return covers(held)


def stances_covered(given: RuleInput) -> RuleResult:
    """Claims that hold are of each of the `stances`: strength, need, opportunity, threat."""
    wanted = given.names("stances", [str(stance) for stance in Stance])
    held = {name: [item for item in given.carried if item.stance == name] for name in wanted}
    return covers(held)


def places_named(given: RuleInput) -> RuleResult:
    """Chosen priorities name the places they are for, `least` different ones between them."""
    least = given.number("least", 2)
    good = [item for item in given.chosen if item.places]
    places = {place for item in good for place in item.places}
    if not good:
        return RuleResult(Standing.MISSING, (), worded("No chosen priority names the places it is for."))
    lacking = [called(item) for item in given.chosen if not item.places]
    for_ = worded_count("%(count)s place", "%(count)s places", len(places))
    said = worded("%(priorities)s for %(places)s", priorities=things("priority", len(good)), places=for_)
    by = references("priority", good)
    if lacking:
        words = worded("%(what)s; without places: %(names)s.", what=said, names=few(lacking))
        return RuleResult(Standing.PARTLY, by, words)
    if len(places) < least:
        words = worded("%(what)s; fewer than %(least)s places.", what=said, least=least)
        return RuleResult(Standing.PARTLY, by, words)
    return RuleResult(Standing.MET, by, worded("%(what)s.", what=said))


def parts_described(given: RuleInput) -> RuleResult:
    """Claims that hold are about at least `least` different places inside the area."""
    least = given.number("least", 3)
    found = [item for item in given.carried if item.places]
    places = {place for item in found for place in item.places}
    claims = worded_count("%(count)s claim", "%(count)s claims", len(found))
    about = worded_count("%(count)s place", "%(count)s places", len(places))
    words = worded("%(claims)s about %(places)s", claims=claims, places=about)
    standing = Standing.MET if len(places) >= least else Standing.PARTLY if places else Standing.MISSING
    return RuleResult(standing, references("claim", found), _of_least(words, len(places), least))


def sectors_named(given: RuleInput) -> RuleResult:
    """Some chosen priority names sectors."""
    good = [item for item in given.chosen if item.sectors]
    return some_of(
        "priority",
        good,
        lambda count, priorities: worded_count(
            "%(priorities)s names sectors", "%(priorities)s name sectors", count, priorities=priorities
        ),
        worded("No chosen priority names sectors."),
    )


def criteria_weighed(given: RuleInput) -> RuleResult:
    """Every priority is scored by every criterion, and the criteria have weights."""
    criteria = [item.id for item in given.authored.choice.criteria]
    if not criteria:
        return RuleResult(Standing.MISSING, (), worded("There are no criteria."))
    items = list(given.authored.priorities.values())
    good = [item for item in items if set(criteria) <= set(item.scores)]
    return all_of(
        "priority",
        good,
        items,
        lambda count, every: worded_count(
            "%(count)s of %(all)s is scored by all %(criteria)s criteria",
            "%(count)s of %(all)s are scored by all %(criteria)s criteria",
            count,
            all=every,
            criteria=len(criteria),
        ),
    )


def not_chosen_listed(given: RuleInput) -> RuleResult:
    """What was looked at and not chosen is listed, each with why."""
    items = [item for item in given.authored.priorities.values() if not item.chosen]
    if not items:
        return RuleResult(Standing.MISSING, (), worded("Nothing is listed that was looked at and not chosen."))
    return all_of(
        "priority",
        [item for item in items if item.why_not],
        items,
        lambda count, every: worded_count(
            "%(count)s of %(all)s not chosen says why", "%(count)s of %(all)s not chosen say why", count, all=every
        ),
    )


def continued(given: RuleInput) -> RuleResult:
    """The earlier plan's priorities are listed, each with what became of it."""
    rows = given.authored.choice.earlier
    if not rows:
        return RuleResult(Standing.MISSING, (), worded("Nothing is said of an earlier plan."))
    by = tuple(dict.fromkeys(f"priority:{id}" for row in rows for id in row.by if id in given.authored.priorities))
    words = worded("%(priorities)s of the earlier plan followed.", priorities=things("priority", len(rows)))
    return RuleResult(Standing.MET, by, words)


def priorities_aligned(given: RuleInput) -> RuleResult:
    """Every chosen priority is set against a partner's strategy, read at its source; `partners` at least so many."""
    read = [item for item in given.authored.alignments.values() if item.read]
    partners = {item.partner for item in read}
    good = [item for item in given.chosen if any(other.priority == item.id for other in read)]
    least = given.number("partners", 1)
    found = all_of(
        "priority",
        good,
        given.chosen,
        lambda count, every: worded_count(
            "%(count)s of %(all)s is set against a partner's strategy",
            "%(count)s of %(all)s are set against partners'",
            count,
            all=every,
        ),
    )
    by = tuple(f"alignment:{item.id}" for item in read)
    unread = [item for item in given.authored.alignments.values() if not item.read]
    if unread and found.standing is not Standing.MET:
        names = few(_partner(item) for item in unread)
        words = worded("%(what)s Not read at their source: %(names)s.", what=found.words, names=names)
        return RuleResult(found.standing, by, words)
    if found.standing is Standing.MET and len(partners) < least:
        words = worded_count(
            "Set against %(count)s partner only, of %(least)s.",
            "Set against %(count)s partners only, of %(least)s.",
            len(partners),
            least=least,
        )
        return RuleResult(Standing.PARTLY, by, words)
    return RuleResult(found.standing, by, found.words)


def _partner(item: Alignment) -> str:
    return worded("%(strategy)s of %(partner)s", strategy=item.strategy, partner=item.partner)


def consultation_held(given: RuleInput) -> RuleResult:
    """A consultation was open for at least `days` days."""
    least = given.number("days", 1)
    events = [item for item in given.authored.events.values() if item.kind is EventKind.CONSULTATION]
    held = [item for item in events if not item.planned]
    by = references("event", held)
    if not held:
        if events:
            words = worded("A consultation is planned, none was held.")
        else:
            words = worded("No consultation was held.")
        return RuleResult(Standing.MISSING, references("event", events), words)
    days = {item.id: found for item in held if (found := _days(item)) is not None}
    if not days:
        return RuleResult(Standing.PARTLY, by, worded("A consultation was held, but not on which days."))
    longest = max(days, key=lambda id: days[id])
    title = given.authored.events[longest].title or longest
    words = worded_count(
        "“%(event)s” was open %(count)s day", "“%(event)s” was open %(count)s days", days[longest], event=title
    )
    if days[longest] < least:
        return RuleResult(Standing.PARTLY, by, worded("%(what)s, fewer than %(least)s.", what=words, least=least))
    return RuleResult(Standing.MET, by, worded("%(what)s.", what=words))


def events_held(given: RuleInput) -> RuleResult:
    """At least `least` events of the `kinds` were held."""
    kinds = given.names("kinds", [str(kind) for kind in EventKind])
    least = given.number("least", 1)
    held = [item for item in given.authored.events.values() if item.kind in kinds and not item.planned]
    of = with_commas([name_words(kind) for kind in kinds])
    words = worded_count("%(count)s event held (%(kinds)s)", "%(count)s events held (%(kinds)s)", len(held), kinds=of)
    if not held:
        return RuleResult(Standing.MISSING, (), worded("No event was held (%(kinds)s).", kinds=of))
    return at_least(least, len(held), by=references("event", held), words=words)


def organisations_took_part(given: RuleInput) -> RuleResult:
    """At least `least` different organisations took part in events."""
    least = given.number("least", 1)
    held = [item for item in given.authored.events.values() if item.organisations and not item.planned]
    count = len({name.casefold() for item in held for name in item.organisations})
    named = worded_count("%(count)s organisation", "%(count)s organisations", count)
    where = worded_count("%(count)s event", "%(count)s events", len(held))
    words = worded("%(organisations)s named in %(events)s", organisations=named, events=where)
    if not held:
        return RuleResult(Standing.MISSING, (), worded("No organisation is named in any event."))
    return at_least(least, count, by=references("event", held), words=words)


def studies_graded(given: RuleInput) -> RuleResult:
    """Findings of at least `least` studies are graded and used."""
    least = given.number("least", 1)
    used = {item for claim in given.authored.claims.values() for item in claim.findings}
    used |= {id for item in given.authored.interventions.values() for step in item.steps for id in step.findings}
    found = [item for item in given.authored.findings.values() if item.id in used]
    studies = {item.study or item.source for item in found if item.study or item.source}
    if not found:
        return RuleResult(Standing.MISSING, (), worded("No finding of a study is used."))
    standing = Standing.MET if len(studies) >= least else Standing.PARTLY
    findings = worded_count("%(count)s finding", "%(count)s findings", len(found))
    of = worded_count("%(count)s study", "%(count)s studies", len(studies))
    words = worded("%(findings)s of %(studies)s used", findings=findings, studies=of)
    return RuleResult(standing, references("finding", found), _of_least(words, len(studies), least))


def _of_least(words: str, count: int, least: int) -> str:
    """The words, and how many are asked for where there are fewer."""
    if count >= least:
        return worded("%(what)s.", what=words)
    return worded("%(what)s, of %(least)s.", what=words, least=least)


def _days(event: Event) -> int | None:
    """How many days lie between an event's first and last; None where they are not known."""
    try:
        return (date.fromisoformat(event.until) - date.fromisoformat(event.when)).days
    except ValueError:
        return None
