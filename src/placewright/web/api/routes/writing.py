"""Writing with a token: drafts of claims, and builds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from placewright.core.errors import BadRecord, PlacewrightError
from placewright.core.said import words_kept
from placewright.records.claim import Claim, Joining, Stance
from placewright.records.indicator import Foundation
from placewright.web.api.access import BearerToken, writer
from placewright.web.api.models import Scope
from placewright.web.api.paging import Asked
from placewright.web.api.problems import Problem, Refused, unknown
from placewright.web.common.event_log import record_event
from placewright.web.strategy.building import NotReady, ask_for_build
from placewright.web.strategy.exchange import record_of
from placewright.web.strategy.gate import PublicationStopped
from placewright.web.strategy.models import AuthoredRecord, Build
from placewright.web.strategy.models import Claim as ClaimRow
from placewright.web.strategy.services.drafting import NotNow, draft_of, save_draft
from placewright.web.strategy.services.reviewing import sign_off
from placewright.workspace.records_in_toml import plain_record, record_from_plain

router = Router(tags=["writing"], auth=BearerToken())

_REFUSALS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 405: Problem, 409: Problem, 422: Problem}
_SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

NewId = Annotated[str, Path(pattern=_SLUG, max_length=120, description="The id: lower-case letters, digits, hyphens.")]


class ClaimParts(Schema):
    """Parts of a claim; what is left out stays as it is. The keys are those of a claim's file."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = Field(None, max_length=500)
    stance: Stance | None = None
    foundation: Foundation | None = None
    text: str | None = Field(None, min_length=1, max_length=5000, description="Figures by name: {{ now }}.")
    grand_challenge: str | None = Field(None, max_length=500)
    places: list[str] | None = Field(None, max_length=400)
    figures: dict[str, dict[str, Any]] | None = Field(None, description="Each figure by its name in the sentence.")
    holds: list[dict[str, Any]] | None = Field(None, max_length=50, description="The tests that make it true.")
    join: Joining | None = None
    findings: list[str] | None = Field(None, max_length=100)
    events: list[str] | None = Field(None, max_length=100)
    contradicts: list[str] | None = Field(None, max_length=100)
    note: str | None = Field(None, max_length=20_000)


class ClaimWhole(ClaimParts):
    """A whole claim, in place of what the draft said; the keys are those of a claim's file."""

    stance: Stance
    foundation: Foundation
    text: str = Field(min_length=1, max_length=5000, description="Figures by name: {{ now }}.")


class Draft(Schema):
    """A claim as it was last saved."""

    id: str
    revision: int | None = Field(description="The number of the revision, to be sent as `after` with the next.")
    is_live: bool = Field(description="Whether the claim is published, perhaps with other words.")
    has_unpublished_changes: bool
    claim: dict[str, Any] = Field(description="The claim with the keys of its file.")


class AskedAfter(Asked):
    """Against which revision a draft was written."""

    after: int | None = Field(
        None, ge=1, le=2**62, description="The revision that was read; where a newer one exists nothing is saved."
    )


class ReviewGiven(Schema):
    """As which role a claim was read, and what was looked at."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(min_length=1, max_length=200, description="The role, not a person: analyst.")
    note: str = Field(min_length=1, max_length=2_000, description="What was looked at, and why it stands.")


class Signed(Schema):
    """The decision that records a review."""

    claim: str
    decision: str = Field(description="The id of the decision.")
    date: date


class BuildAsked(Schema):
    """Why a build is asked for."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field("", max_length=200, description="Shown in the list of builds.")


class BuildState(Schema):
    """How far a build is."""

    number: int
    state: str = Field(description="waiting, running, ready, stopped or failed.")
    progress: str
    reason: str
    asked_at: datetime
    finished_at: datetime | None
    trouble: list[dict[str, Any]] = Field(
        description="What stopped it, or what it warns of: severity, where, what, fix."
    )


@router.get(
    "/drafts/claims/{id}",
    response={200: Draft, **_REFUSALS},
    summary="A claim as last saved",
    operation_id="get_draft_of_claim",
)
def get_draft_of_claim(request: HttpRequest, id: NewId) -> object:
    """A claim with what is not published yet."""
    writer(request, Scope.DRAFT)
    return _draft(_existing(id))


@router.put(
    "/drafts/claims/{id}",
    response={200: Draft, 201: Draft, **_REFUSALS},
    summary="Save a draft of a claim",
    operation_id="put_draft_of_claim",
)
def put_draft_of_claim(request: HttpRequest, id: NewId, claim: ClaimWhole, asked: Query[AskedAfter]) -> object:
    """Save a claim as a draft, new (201) or in place of the last; what is live stays as it is."""
    by = writer(request, Scope.DRAFT)
    is_new = not ClaimRow.objects.filter(slug=id).exists()
    _save(id, claim.model_dump(mode="json", exclude_none=True), by, asked.after)
    return Status(201 if is_new else 200, _draft(_existing(id)))


@router.patch(
    "/drafts/claims/{id}",
    response={200: Draft, **_REFUSALS},
    summary="Change a draft of a claim",
    operation_id="patch_draft_of_claim",
)
def patch_draft_of_claim(request: HttpRequest, id: NewId, claim: ClaimParts, asked: Query[AskedAfter]) -> object:
    """Save a claim as a draft with some parts changed; each part that is sent takes the place of the whole old part."""
    by = writer(request, Scope.DRAFT)
    before = {name: value for name, value in plain_record(record_of(_existing(id))).items() if name != "id"}
    _save(id, before | claim.model_dump(mode="json", exclude_unset=True, exclude_none=True), by, asked.after)
    return _draft(_existing(id))


@router.post(
    "/drafts/claims/{id}/publish",
    response={200: Draft, **_REFUSALS},
    summary="Publish the draft of a claim",
    operation_id="publish_claim",
)
def publish_claim(request: HttpRequest, id: NewId, asked: Query[AskedAfter]) -> object:
    """Make a draft live, as an editor would: what the ledger or the rules of prose object to stops it (409)."""
    by = writer(request, Scope.PUBLISH)
    revision = _existing(id).latest_revision
    if revision is None or asked.after not in (None, revision.pk):
        raise Refused(
            409,
            _("The draft is not the one that was read."),
            where="query.after",
            fix=_("Read the draft again, and send the number of its revision."),
        )
    try:
        revision.publish(user=by)
    except PublicationStopped as error:
        raise Refused.of(error, 409) from error
    except BadRecord as error:
        raise Refused.of(error, 422) from error
    return _draft(_existing(id))


@router.post(
    "/claims/{id}/reviews",
    response={201: Signed, **_REFUSALS},
    summary="Sign off a claim",
    operation_id="review_claim",
)
def review_claim(request: HttpRequest, id: NewId, body: ReviewGiven) -> object:
    """Record that somebody read a live claim against what it rests on now; its links are no longer suspect."""
    by = writer(request, Scope.REVIEW)
    if not ClaimRow.objects.filter(slug=id, live=True).exists():
        known = ClaimRow.objects.filter(live=True).values_list("slug", flat=True)
        raise unknown("claim", id, known, where="path.id", status=404)
    try:
        decision = sign_off([f"claim:{id}"], by=by, role=body.role, note=body.note)
    except PlacewrightError as error:
        raise Refused.of(error, 409) from error
    return Status(201, {"claim": id, "decision": decision.slug, "date": decision.date})


@router.post(
    "/builds", response={202: BuildState, **_REFUSALS}, summary="Ask for a build", operation_id="ask_for_build"
)
def ask_for_a_build(request: HttpRequest, body: BuildAsked) -> object:
    """Have the public's pages built from what is live; they change when the build is ready and nothing stops it."""
    by = writer(request, Scope.BUILD)
    try:
        build = ask_for_build(body.reason or _("asked for by a program"), by=by)
    except NotReady as error:
        raise Refused.of(error, 409) from error
    record_event("asked for", "build", build.pk, by=by, note=body.reason)
    return Status(202, _build(build))


@router.get(
    "/builds/{int:number}",
    response={200: BuildState, **_REFUSALS},
    summary="How far a build is",
    operation_id="get_build",
)
def get_build(
    request: HttpRequest, number: Annotated[int, Path(ge=1, le=2**62, description="The number of the build.")]
) -> object:
    """A build's state, and what stopped it."""
    writer(request, Scope.BUILD)
    build = Build.objects.filter(pk=number).first()
    if build is None:
        raise Refused(404, _("There is no build %(number)s.") % {"number": number}, where="path.number")
    return _build(build)


def _save(id: str, parts: dict[str, Any], by: Any, after: int | None) -> None:
    where = f"claim:{id}"
    try:
        record: Claim = record_from_plain({"id": id, **parts}, Claim, where=where)
        save_draft("claim", record, by=by, after=after)
    except BadRecord as error:
        raise Refused.of(error, 422, where="body") from error
    except NotNow as error:
        raise Refused.of(error, 409) from error


def _existing(id: str) -> AuthoredRecord:
    row = draft_of("claim", id)
    if row is None:
        known = ClaimRow.objects.values_list("slug", flat=True)
        raise unknown("claim", id, known, where="path.id", status=404)
    return row


def _draft(row: AuthoredRecord) -> dict[str, Any]:
    claim = {name: value for name, value in plain_record(record_of(row)).items() if name != "id"}
    return {
        "id": row.slug,
        "revision": row.latest_revision_id,
        "is_live": row.live,
        "has_unpublished_changes": row.has_unpublished_changes,
        "claim": claim,
    }


def _build(build: Build) -> dict[str, Any]:
    return {
        "number": build.pk,
        "state": build.state,
        "progress": build.progress,
        "reason": build.reason,
        "asked_at": build.asked_at,
        "finished_at": build.finished_at,
        "trouble": [{name: words_kept(said) for name, said in one.items()} for one in build.trouble],
    }
