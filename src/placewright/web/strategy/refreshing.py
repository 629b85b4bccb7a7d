"""Refreshes of the evidence: asked for, accepted claim by claim, shown to the public, dropped, and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.build.kept_readings import DATASET as OWN_FIGURES
from placewright.core.errors import PlacewrightError
from placewright.ledger.link_reviews import reviewed
from placewright.records.decision import Decision
from placewright.records.review import Review as ReviewRecord
from placewright.records.verdict import BROKEN
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.building import NotReady, new_build, show, shown_build
from placewright.web.strategy.exchange import add_review_row, authored_in_database, reviews_in_database
from placewright.web.strategy.models import Acceptance, Build, BuildState, Refresh, RefreshState, Review
from placewright.web.strategy.rows_in_bulk import remove_records, write_records
from placewright.web.strategy.tasks import refresh_task
from placewright.workspace.authored import Authored


class RefreshUnderWay(PlacewrightError):
    """A second refresh was asked for while one is not decided."""


class NotToDecide(PlacewrightError):
    """A refresh that nobody can decide on any more, or not yet."""


def ask_for_refresh(*, by: Account | None, from_publishers: bool, datasets: Sequence[str] = ()) -> Refresh:
    """A refresh of these datasets, all that are declared where none is named, begun in the background.

    Raises:
        NotReady: nothing has been built yet that could be refreshed.
        RefreshUnderWay: another is not decided yet.
    """
    shown = shown_build()
    if shown is None:
        raise NotReady(_("Nothing has been published that could be refreshed."), fix=_("Import a workspace first."))
    try:
        with transaction.atomic():
            asked = Refresh.objects.create(
                asked_by=by, from_publishers=from_publishers, datasets=list(datasets), against=shown
            )
            record_event("asked for", "refresh", asked.pk, by=by)
            transaction.on_commit(partial(refresh_task.enqueue, asked.pk))
    except IntegrityError as error:
        other = Refresh.objects.filter(is_open=True).first()
        raise RefreshUnderWay(
            _("Refresh %(number)s is not decided yet.") % {"number": other.pk if other else ""},
            fix=_("Wait for it, show it or drop it; then begin another."),
        ) from error
    return asked


def put_forward_own_figures(*, by: Account | None) -> Refresh:
    """A refresh that brings only the figures that people keep here, for live records rest on them.

    Raises:
        NotReady: nothing has been built yet that could be refreshed.
        RefreshUnderWay: another is not decided yet.
    """
    return ask_for_refresh(by=by, from_publishers=False, datasets=[OWN_FIGURES])


def accept_claim(refresh: Refresh, claim: str, *, by: Account, role: str, note: str) -> Acceptance:
    """Let a claim stand with the new figures; it becomes a review when they are shown.

    Raises:
        NotToDecide: the refresh is decided, the claim is none of those that it touches, or it is not true any more.
        BadRecord: the role or the note is empty.
    """
    _require_to_decide(refresh)
    changed = {item["id"]: item for item in refresh.found.get("claims", ())}.get(claim)
    if changed is None:
        raise NotToDecide(
            _("The new figures do not touch the claim %(claim)s.") % {"claim": claim}, fix=_("Choose another.")
        )
    if changed["after"] in BROKEN:
        raise NotToDecide(
            _("The claim %(claim)s %(verdict)s with the new figures; reading it again does not mend that.")
            % {"claim": claim, "verdict": changed["after"]},
            fix=_("Write it anew, or take it out of the text; then build again."),
        )
    authored = authored_in_database()
    reviewed(authored, f"claim:{claim}", by=role, on=timezone.localdate(), note=note, evidence=changed["evidence"])
    with transaction.atomic():
        made, _is_new = Acceptance.objects.update_or_create(
            refresh=refresh,
            claim=claim,
            defaults={
                "by": by,
                "role": role,
                "note": note,
                "evidence": changed["evidence"],
                "said": changed["sentence"],
                "at": timezone.now(),
            },
        )
        record_event("accepted", "claim", claim, by=by, role=role, note=note)
    return made


def build_again(refresh: Refresh, *, by: Account) -> Refresh:
    """Build once more with the same figures: what was accepted or written anew since is taken into account.

    Raises:
        NotToDecide: the refresh is decided, or under way.
    """
    with transaction.atomic():
        _require_to_decide(refresh)
        refresh.state, refresh.progress = RefreshState.BUILDING, ""
        refresh.save(update_fields=["state", "progress"])
        record_event("built again", "refresh", refresh.pk, by=by)
        transaction.on_commit(partial(refresh_task.enqueue, refresh.pk))
    return refresh


def show_refresh(refresh: Refresh, *, by: Account, note: str = "") -> Refresh:
    """Show the new figures to the public; what was accepted becomes reviews and decisions.

    Raises:
        NotToDecide: it is not ready to be shown.
        NotReady: its build is gone.
    """
    if refresh.state != RefreshState.READY or refresh.build is None:
        raise NotToDecide(
            _("Refresh %(number)s is not ready to be shown.") % {"number": refresh.pk},
            fix=_("Read again the claims that stop it, and build again."),
        )
    with transaction.atomic():
        accepted = {f"claim:{item.claim}" for item in refresh.acceptances.all()}
        refresh.replaced = [_plain(item) for item in reviews_in_database() if item.record in accepted]
        authored = with_acceptances(authored_in_database(), refresh)
        for record in sorted(accepted):
            add_review_row(authored.reviews[record])
        made = {authored.reviews[record].decision for record in accepted}
        write_records("decision", {id: item for id, item in authored.decisions.items() if id in made}, by=by)
        _close(refresh, RefreshState.SHOWN)
        show(refresh.build, by=by, note=note or str(refresh))
        record_event("showed", "refresh", refresh.pk, by=by, note=note)
    return refresh


def take_back(refresh: Refresh, *, by: Account) -> Build:
    """Show what the public saw before a refresh was shown, and hold the reviews that were held then.

    The decisions that the showing made of what was accepted go with the reviews that cite them; who accepted what, and
    why, stays with the refresh and in the log.

    Raises:
        NotToDecide: it is not what the public sees.
        NotReady: the earlier build's files are gone.
    """
    shown = shown_build()
    if refresh.state != RefreshState.SHOWN or refresh.against is None or shown is None:
        raise NotToDecide(
            _("This refresh is not what the public sees."), fix=_("Choose a build in the list of builds.")
        )
    if shown.evidence_id != refresh.evidence_id:
        raise NotToDecide(
            _("The evidence has been refreshed again since."), fix=_("Take the later refresh back first.")
        )
    with transaction.atomic():
        accepted = Review.objects.filter(record__in=[f"claim:{item.claim}" for item in refresh.acceptances.all()])
        decisions = set(accepted.values_list("decision", flat=True))
        accepted.delete()
        for plain in refresh.replaced:
            add_review_row(_review(plain))
        remove_records("decision", sorted(decisions - set(Review.objects.values_list("decision", flat=True))))
        _close(refresh, RefreshState.DROPPED)
        show(refresh.against, by=by, note=_("back to the evidence before refresh %(number)s") % {"number": refresh.pk})
        record_event("took back", "refresh", refresh.pk, by=by)
    return refresh.against


def drop_refresh(refresh: Refresh, *, by: Account) -> Refresh:
    """Leave the evidence as it is; the public never sees the new figures.

    Raises:
        NotToDecide: it is decided already, or a worker is at it.
    """
    _require_to_decide(refresh)
    with transaction.atomic():
        _close(refresh, RefreshState.DROPPED)
        record_event("dropped", "refresh", refresh.pk, by=by)
    return refresh


def with_acceptances(authored: Authored, refresh: Refresh) -> Authored:
    """The records as they would be with what was accepted: reviews of the claims, and a decision for each."""
    reviews, decisions = dict(authored.reviews), dict(authored.decisions)
    for item in refresh.acceptances.order_by("id"):
        if item.claim not in authored.claims:
            continue
        known = replace(authored, decisions=decisions)
        day = timezone.localtime(item.at).date()
        review, decision = reviewed(
            known, f"claim:{item.claim}", by=item.role, on=day, note=item.note, evidence=item.evidence
        )
        reviews[review.record] = replace(review, said=item.said)
        decisions = {**decisions, decision.id: decision}
    return replace(authored, reviews=reviews, decisions=_sorted(decisions))


def build_for(refresh: Refresh) -> Build:
    """A build of the refresh's evidence with the records that are live, not shown to anybody yet."""
    reason = _("refresh %(number)s") % {"number": refresh.pk}
    return new_build(reason, by=refresh.asked_by, evidence=refresh.evidence, to_publish=False)


def state_after(build: Build) -> RefreshState:
    """How far a refresh is once its build has ended."""
    ends = {BuildState.READY: RefreshState.READY, BuildState.STOPPED: RefreshState.STOPPED}
    return ends.get(BuildState(build.state), RefreshState.FAILED)


def close(refresh: Refresh, state: RefreshState) -> None:
    """End a refresh that has nothing to decide: nothing was new, or it failed."""
    _close(refresh, state)


def _close(refresh: Refresh, state: RefreshState) -> None:
    refresh.state, refresh.is_open, refresh.progress = state, False, ""
    refresh.finished_at = timezone.now()
    refresh.save()
    shutil.rmtree(refresh.folder, ignore_errors=True)


def _require_to_decide(refresh: Refresh) -> None:
    if not refresh.is_to_decide:
        raise NotToDecide(
            _("Refresh %(number)s is %(state)s.") % {"number": refresh.pk, "state": refresh.get_state_display()},
            fix=_("Begin another, or wait until this one is ready."),
        )


def _sorted(decisions: dict[str, Decision]) -> dict[str, Decision]:
    return dict(sorted(decisions.items()))


def _plain(review: ReviewRecord) -> dict[str, Any]:
    return {
        "record": review.record,
        "by": review.by,
        "date": review.date.isoformat(),
        "decision": review.decision,
        "said": review.said,
        "targets": dict(review.targets),
    }


def _review(plain: dict[str, Any]) -> ReviewRecord:
    return ReviewRecord(
        plain["record"],
        plain["by"],
        date.fromisoformat(plain["date"]),
        plain["decision"],
        plain["said"],
        plain["targets"],
    )
