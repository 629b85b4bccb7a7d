"""Preparing, approving, opening, extending and closing a survey or a consultation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.instrument_file import ReachLine
from placewright.questionnaires.launch import LaunchFacts
from placewright.questionnaires.model import Questionnaire
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import Actor, record_event
from placewright.web.engagement.launching import checks_of, facts_of, plain_facts
from placewright.web.engagement.models import (
    Extension,
    Instrument,
    InstrumentKind,
    LaunchWaiver,
    ReachTarget,
    Stage,
)
from placewright.web.engagement.populations import NoFigure, area_of, population_of
from placewright.web.engagement.services.questionnaires import freeze, working_version

SHORTEST_REASON = 10


class CannotBeDone(PlacewrightError):
    """Something that the stage of a survey or consultation, or a failed check, does not allow."""


def keep_facts(instrument: Instrument, facts: LaunchFacts, *, by: Account) -> None:
    """Keep what the public is told: the privacy notice and the launch page are written from it.

    Raises:
        CannotBeDone: who has answered was told that their answers are not published under their names.
    """
    with transaction.atomic():
        held = _locked(instrument)
        has_opened = held.stage() not in {Stage.DRAFT, Stage.SCHEDULED}
        if has_opened and facts.names_answers and not facts_of(held).names_answers:
            fix = _("Leave it as it is: those who answered were not told so.")
            raise CannotBeDone(_("Answers are named only where that was told before it opened."), fix=fix)
        held.facts = plain_facts(facts)
        held.save(update_fields=["facts"])
        record_event("described", "instrument", held.slug, by=by)


def keep_times(
    instrument: Instrument, opens_at: datetime, closes_at: datetime, *, by: Account, time_zone: str = ""
) -> None:
    """Set when it opens and closes, to the minute, and by the clock of which time zone it says so; the same without.

    Raises:
        CannotBeDone: it is open already, or it would close before it opens.
    """
    opens_at, closes_at = opens_at.replace(second=0, microsecond=0), closes_at.replace(second=0, microsecond=0)
    with transaction.atomic():
        held = _locked(instrument)
        if held.stage() not in {Stage.DRAFT, Stage.SCHEDULED}:
            raise CannotBeDone(_("It is open already."), fix=_("Extend it instead, which is shown to everybody."))
        if closes_at <= opens_at:
            raise CannotBeDone(_("It closes before it opens."), where="closes_at", fix=_("Choose a later time."))
        held.opens_at, held.closes_at, held.time_zone = opens_at, closes_at, time_zone or held.time_zone
        held.save(update_fields=["opens_at", "closes_at", "time_zone"])
        if held.approved_at is not None:
            _refuse_where_it_fails(held)
        record_event("set the times of", "instrument", held.slug, by=by, note=_span(opens_at, closes_at))


def keep_reach(instrument: Instrument, lines: Iterable[ReachLine], *, by: Actor) -> None:
    """Replace the reach plan; how many there are is taken from the evidence where a line names a number of it."""
    with transaction.atomic():
        held = _locked(instrument)
        held.reach.all().delete()
        asked = working_version(held).questionnaire
        made = ReachTarget.objects.bulk_create(_target(held, item, place_of(asked, item)) for item in lines)
        record_event("planned the reach of", "instrument", held.slug, by=by, note=str(len(made)))


def _target(instrument: Instrument, line: ReachLine, place: str) -> ReachTarget:
    """One line, with the evidence's number; the typed one only where the evidence has none."""
    size, source, period = line.population, line.source, ""
    if line.figure:
        try:
            found = population_of(line.figure, place=place)
        except NoFigure:
            pass  # the form has said so; a line of the workspace waits for its evidence
        else:
            size, source, period = found.value, found.source, found.period
    return ReachTarget(
        instrument=instrument,
        question=line.question,
        code=line.code,
        label=line.label,
        target=line.target,
        population=size,
        source=source,
        how=line.how,
        figure=line.figure,
        period=period,
    )


def place_of(asked: Questionnaire, line: ReachLine | ReachTarget) -> str:
    """The place that a line speaks of: the area itself where its question asks for one; empty for the workspace's."""
    return area_of(asked.question(line.question) if line.question else None, line.code)


def newer_populations(instrument: Instrument) -> tuple[str, ...]:
    """The groups whose number in the evidence is another than the plan has."""
    named, found = list(instrument.reach.exclude(figure="")), []
    asked = working_version(instrument).questionnaire if named else Questionnaire("", "")
    for target in named:
        try:
            now = population_of(target.figure, place=place_of(asked, target))
        except NoFigure:
            continue
        if (now.value, now.period) != (target.population, target.period):
            found.append(target.label)
    return tuple(found)


def keep_who(
    instrument: Instrument, *, has_open_link: bool, asks_for_proof: bool, fewest_seconds: int, by: Account
) -> None:
    """Say who may answer, and what is looked at against machines; it holds from the next who begins.

    Raises:
        CannotBeDone: a survey of a drawn sample would take answers of others, or its results are published.
    """
    with transaction.atomic():
        held = _locked(instrument)
        if has_open_link and held.kind == InstrumentKind.SURVEY:
            what = _("Others than those who were drawn would answer: there would be no margin of error.")
            fix = _("Invite who was drawn, or make it a survey without a drawn sample.")
            raise CannotBeDone(what, where="has_open_link", fix=fix)
        if held.stage() is Stage.PUBLISHED:
            raise CannotBeDone(_("Its results are published."))
        held.has_open_link, held.asks_for_proof, held.fewest_seconds = has_open_link, asks_for_proof, fewest_seconds
        held.save(update_fields=["has_open_link", "asks_for_proof", "fewest_seconds"])
        record_event("said who may answer", "instrument", held.slug, by=by, note="all" if has_open_link else "invited")


def waive(instrument: Instrument, check_name: str, reason: str, *, by: Account) -> None:
    """Let it open though a check does not pass.

    Raises:
        CannotBeDone: the check passes or is none, or the reason is no reason.
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise CannotBeDone(_("A waiver needs a reason."), where="reason", fix=_("Say in a sentence why it may open."))
    with transaction.atomic():
        held = _locked(instrument)
        if check_name not in {check.name for check in checks_of(held).failed}:
            raise CannotBeDone(_("There is nothing to waive."), where=check_name, fix=_("Look at the checks again."))
        LaunchWaiver.objects.update_or_create(
            instrument=held, check_name=check_name, defaults={"reason": reason, "by": by}
        )
        record_event("waived a launch check of", "instrument", held.slug, by=by, note=f"{check_name}: {reason}")


def take_back_waiver(instrument: Instrument, check_name: str, *, by: Account) -> None:
    """Ask for the check again.

    Raises:
        CannotBeDone: it is approved already.
    """
    with transaction.atomic():
        held = _locked(instrument)
        if held.approved_at is not None:
            raise CannotBeDone(_("It is approved already."), fix=_("Take back the approval first."))
        gone, _each = held.waivers.filter(check_name=check_name).delete()
        if gone:
            record_event("took back a waiver of", "instrument", held.slug, by=by, note=check_name)


def approve(instrument: Instrument, *, by: Account) -> None:
    """Freeze the questionnaire and let it open at its time; at once where that has come.

    Raises:
        CannotBeDone: it is approved already, or a check fails that nobody waived.
        CannotChange: its questionnaire has errors, or means something else by a code than before.
    """
    with transaction.atomic():
        held = _locked(instrument)
        if held.is_rehearsal:
            raise CannotBeDone(_("A rehearsal never opens."), fix=_("Open what it rehearses."))
        if held.approved_at is not None:
            raise CannotBeDone(_("It is approved already."))
        freeze(working_version(held), by=by)
        _refuse_where_it_fails(held)
        held.approved_at, held.approved_by = timezone.now(), by
        held.save(update_fields=["approved_at", "approved_by"])
        record_event("approved", "instrument", held.slug, by=by, note=_span(held.opens_at, held.closes_at))


def take_back_approval(instrument: Instrument, *, by: Account) -> None:
    """Stop it from opening.

    Raises:
        CannotBeDone: it is open already or was.
    """
    with transaction.atomic():
        held = _locked(instrument)
        if held.stage() is not Stage.SCHEDULED:
            raise CannotBeDone(_("Only what is approved and not yet open can be taken back."))
        held.approved_at = held.approved_by = None
        held.save(update_fields=["approved_at", "approved_by"])
        record_event("took back the approval of", "instrument", held.slug, by=by)


def extend(instrument: Instrument, closes_at: datetime, reason: str, *, by: Account) -> Extension:
    """Move the closing time of what is open to a later minute; everybody sees it, and why.

    Raises:
        CannotBeDone: it is not open, the time is not later, or there is no reason.
    """
    with transaction.atomic():
        held = _locked(instrument)
        if held.closes_at is None or closes_at <= held.closes_at:
            fix = _("Choose a later time; to close early, close it now.")
            raise CannotBeDone(_("This is no extension."), where="closes_at", fix=fix)
        return _moved(held, closes_at, reason, by=by, verb="extended")


def close_now(instrument: Instrument, reason: str, *, by: Account) -> Extension:
    """Close what is open before its time; everybody sees it, and why.

    Raises:
        CannotBeDone: it is not open, or there is no reason.
    """
    with transaction.atomic():
        return _moved(_locked(instrument), timezone.now(), reason, by=by, verb="closed early")


def _moved(held: Instrument, closes_at: datetime, reason: str, *, by: Account, verb: str) -> Extension:
    if held.stage() is not Stage.OPEN or held.closes_at is None:
        raise CannotBeDone(_("It is not open."))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise CannotBeDone(_("People are told why."), where="reason", fix=_("Say it in a sentence."))
    made = Extension.objects.create(instrument=held, before=held.closes_at, after=closes_at, reason=reason, by=by)
    held.closes_at = closes_at
    held.save(update_fields=["closes_at"])
    record_event(verb, "instrument", held.slug, by=by, note=reason)
    return made


def _refuse_where_it_fails(held: Instrument) -> None:
    open_still = checks_of(held).unwaived
    if open_still:
        names = "; ".join(f"{check.title}. {check.what}" for check in open_still[:3])
        fix = _("Mend each, or let it be waived by name with a reason.")
        raise CannotBeDone(_("Not ready: %(names)s") % {"names": names}, where=open_still[0].name, fix=fix)


def _locked(instrument: Instrument) -> Instrument:
    return Instrument.objects.select_for_update().get(pk=instrument.pk)


def _span(opens_at: datetime | None, closes_at: datetime | None) -> str:
    return f"{opens_at:%Y-%m-%d %H:%M %Z} to {closes_at:%Y-%m-%d %H:%M %Z}" if opens_at and closes_at else ""
