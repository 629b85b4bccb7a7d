"""Moving an edition from one state to the next: what it needs, the step itself, and taking a wrong step back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placewright.core.errors import PlacewrightError
from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.co_design import queries
from placewright.web.strategy.co_design.models import Approval, EditionUnderWay, MadeEdition, Transition
from placewright.web.strategy.co_design.states import ALL_ANSWERED, APPROVALS, KIND_OF, PUBLIC, ReviewerRole, State


class CannotMove(PlacewrightError):
    """A step that an edition may not take yet."""


@dataclass(frozen=True, slots=True)
class Precondition:
    """Something that a step needs: whether it is so, in words, and what to do where it is not.

    Those that `can_be_let_pass` may be waived for this step by a person with a reason, one by one by `name`.
    """

    name: str
    is_met: bool
    words: str
    fix: str = ""
    can_be_let_pass: bool = False
    details: tuple[str, ...] = field(default=())


def steps_from(under_way: EditionUnderWay) -> tuple[State, ...]:
    """The states that the edition may move to: the next, or the same again with another edition."""
    now = State(under_way.state)
    following = tuple(State)[list(State).index(now) + 1 :][:1]
    again = (now,) if now in (State.CONSULTATION, State.CO_DESIGN, State.AGREED) else ()
    return following + again


def preconditions(under_way: EditionUnderWay, to: State, made: MadeEdition | None) -> tuple[Precondition, ...]:
    """What the step to a state with an edition needs, each with whether it is so."""
    return tuple(_found(under_way, to, made))


def move(
    under_way: EditionUnderWay,
    to: State,
    *,
    made: MadeEdition,
    note: str,
    by: Account,
    let_pass: Mapping[str, str] | None = None,
) -> Transition:
    """Take the step, where everything that it needs is so or is let pass with a reason.

    Raises:
        CannotMove: the step is not the next, or something that it needs is not so; the message says what.
    """
    reasons = {name: why.strip() for name, why in (let_pass or {}).items() if why.strip()}
    if not note.strip():
        raise CannotMove(_("The step has no note."), fix=_("Say in a sentence why it is taken now."))
    with transaction.atomic():
        row = EditionUnderWay.objects.select_for_update().get(pk=under_way.pk)
        if to not in steps_from(row):
            raise CannotMove(_("It cannot move from “%(a)s” to “%(b)s”.") % {"a": row.state, "b": to})
        found = preconditions(row, to, made)
        _stop(found, reasons, by)
        step = Transition.objects.create(
            under_way=row,
            made=made,
            before=row.state,
            after=to,
            by=by,
            note=note.strip(),
            found=[_kept(one, reasons.get(one.name, "") if not one.is_met else "") for one in found],
        )
        row.state = to
        row.save(update_fields=["state"])
        if to in PUBLIC:
            made.public_since, made.withdrawn_at, made.withdrawn_why = timezone.now(), None, ""
            made.save(update_fields=["public_since", "withdrawn_at", "withdrawn_why"])
        record_event(f"moved to {to}", "edition", made.slug, by=by, note=note.strip())
    under_way.state = to
    return step


def undo(step: Transition, *, why: str, by: Account) -> Transition:
    """Take a wrong step back by another; a page that it made public is withdrawn, and says so.

    Raises:
        CannotMove: it is not the last step, was taken back already, or no reason is given.
    """
    if not why.strip():
        raise CannotMove(_("No reason is given."), fix=_("Say why the step was wrong."))
    with transaction.atomic():
        row = EditionUnderWay.objects.select_for_update().get(pk=step.under_way_id)
        if queries.last_step(row) != step:
            raise CannotMove(_("Only the last step can be taken back."), fix=_("Take back the later steps first."))
        back = Transition.objects.create(
            under_way=row, made=step.made, before=step.after, after=step.before, by=by, note=why.strip(), undoes=step
        )
        row.state = step.before
        row.save(update_fields=["state"])
        if step.makes_public and step.made is not None:
            step.made.withdrawn_at, step.made.withdrawn_why = timezone.now(), why.strip()
            step.made.save(update_fields=["withdrawn_at", "withdrawn_why"])
        record_event(f"took back {step.after}", "edition", step.made.slug if step.made else row.slug, by=by, note=why)
    return back


def record_approval(
    made: MadeEdition, *, role: ReviewerRole, name: str, organisation: str, note: str, by: Account
) -> Approval:
    """Record an approval that was given elsewhere, such as in a meeting; `note` says where it is written."""
    with transaction.atomic():
        approval = Approval.objects.create(made=made, role=role, name=name, organisation=organisation, note=note, by=by)
        record_event("recorded approval of", "edition", made.slug, by=by, role=f"for {role}", note=note)
    return approval


def take_back_approval(approval: Approval, *, by: Account, why: str) -> Approval:
    """Have an approval count no longer; it stays on record.

    Raises:
        CannotMove: it was taken back already, or no reason is given.
    """
    if not why.strip():
        raise CannotMove(_("No reason is given."), fix=_("Say why the approval does not count any more."))
    if approval.taken_back_at is not None:
        raise CannotMove(_("The approval was taken back already."))
    with transaction.atomic():
        approval.taken_back_at = timezone.now()
        approval.save(update_fields=["taken_back_at"])
        record_event("took back approval of", "edition", approval.made.slug, by=by, note=why.strip())
    return approval


def _stop(found: tuple[Precondition, ...], reasons: Mapping[str, str], by: Account) -> None:
    for one in found:
        if one.is_met:
            continue
        if not one.can_be_let_pass or one.name not in reasons:
            raise CannotMove(one.words, fix=one.fix)
        if not by.has_perm(May.WAIVE.permission):
            raise CannotMove(one.words, fix=_("Ask somebody who may let issues pass."))


def _kept(one: Precondition, why: str) -> dict[str, object]:
    kept: dict[str, object] = {"name": one.name, "met": one.is_met, "words": one.words}
    return kept | ({"let_pass": why} if why else {})


def _found(under_way: EditionUnderWay, to: State, made: MadeEdition | None) -> Iterator[Precondition]:
    kind = KIND_OF[to]
    if made is None or not made.is_ready or made.kind != kind:
        yield Precondition(
            "edition", False, _("There is no %s edition yet.") % kind, _("Make one, so that its cover says what it is.")
        )
        return
    yield Precondition("edition", True, _("The edition “%s” is made.") % made.slug)
    yield _another(under_way, to, made)
    yield _errors(made)
    yield from _unsure(made)
    yield from _approvals(to, made)
    yield _answered(under_way, to)
    agrees = queries.agrees_with_pins(made)
    yield Precondition(
        "pins",
        agrees,
        _("Every published file is what was pinned.") if agrees else _("Published files are not what was pinned."),
        "" if agrees else _("Restore the edition's folder from a backup, or make the edition again."),
    )


def _another(under_way: EditionUnderWay, to: State, made: MadeEdition) -> Precondition:
    if to == State.PUBLISHED:
        is_met = queries.edition_in_state(under_way) == made
        fix = _("Publish the edition that was agreed.")
        words = _("It is the edition that was agreed.") if is_met else _("It is not the edition that was agreed.")
        return Precondition("agreed edition", is_met, words, "" if is_met else fix)
    is_met = queries.edition_in_state(under_way) != made
    words = _("It has not been in this state before.") if is_met else _("It is in this state already.")
    return Precondition("another edition", is_met, words, "" if is_met else _("Make another edition of this kind."))


def _errors(made: MadeEdition) -> Precondition:
    count = int(made.check_found.get("errors", 0))
    words = ngettext("The check found %d error.", "The check found %d errors.", count) % count
    fix = _("Mend them and make the edition again.") if count else ""
    return Precondition("errors", not count, _("The check found no errors.") if not count else words, fix)


def _unsure(made: MadeEdition) -> Iterator[Precondition]:
    unsure = made.check_found.get("unsure", [])
    for rule, none, one, many in (
        (
            "suspect",
            _("No claim in the text is suspect."),
            "%d claim in the text is suspect.",
            "%d claims in the text are suspect.",
        ),
        (
            "unreviewed",
            _("Every claim in the text was reviewed."),
            "%d claim in the text was not reviewed.",
            "%d claims in the text were not reviewed.",
        ),
    ):
        named = tuple(item["claim"] for item in unsure if item["rule"] == rule)
        yield Precondition(
            rule,
            not named,
            none if not named else ngettext(one, many, len(named)) % len(named),
            _("Review them and make the edition again, or let it pass with a reason.") if named else "",
            can_be_let_pass=True,
            details=named,
        )


def _approvals(to: State, made: MadeEdition) -> Iterator[Precondition]:
    given = queries.approvals_of(made)
    for role in APPROVALS[to]:
        by = [one for one in given if one.role == role]
        yield Precondition(
            f"approval of {role}",
            bool(by),
            _("Approved for: %(role)s (%(who)s).") % {"role": role.label, "who": by[0].name}
            if by
            else _("Not approved for: %s.") % role.label,
            "" if by else _("Record the approval, or send a reviewer's link that may agree."),
        )


def _answered(under_way: EditionUnderWay, to: State) -> Precondition:
    waiting = queries.unanswered(under_way, all_kinds=to in ALL_ANSWERED)
    count = len(waiting)
    if to in ALL_ANSWERED:
        words = ngettext("%d remark is not answered.", "%d remarks are not answered.", count) % count
    else:
        words = ngettext("%d objection is not answered.", "%d objections are not answered.", count) % count
    none = _("Every remark is answered.") if to in ALL_ANSWERED else _("Every objection is answered.")
    return Precondition("answers", not count, words if count else none, _("Answer them at the desk.") if count else "")
