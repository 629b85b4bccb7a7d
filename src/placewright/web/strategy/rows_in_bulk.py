"""Writing many records at once: rows, their first revisions and their place in the search, in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.backends import get_search_backend

from placewright.web.accounts.models import Account
from placewright.web.strategy.exchange import MODELS, values_of
from placewright.web.strategy.models import AuthoredRecord
from placewright.workspace.kinds import KINDS

_AT_ONCE = 200
BROUGHT = "placewright.bring"
"""What a record's history says of a version that came from a folder, a file or a refresh."""

_OF_REVISIONS = ("live_revision", "latest_revision")
"""All that is not known of a new row before it has a number."""


def write_records(kind: str, records: Mapping[str, Any], *, by: Account | None = None) -> None:
    """Hold these records of a kind, live and with a revision each, adding those that are not there.

    `by` is who brought them, for the history of each.
    """
    if not records:
        return
    model: Any = MODELS[kind]
    there = {row.slug: row for row in model.objects.filter(slug__in=list(records))}
    now = timezone.now()
    new: list[Any] = []
    old: list[Any] = []
    drafts: dict[str, int | None] = {}
    for slug, record in records.items():
        row = there.get(slug) or model(slug=slug)
        for name, value in values_of(kind, record).items():
            setattr(row, name, value)
        drafts[slug] = row.latest_revision_id if row.has_unpublished_changes else None
        row.live, row.has_unpublished_changes = True, bool(drafts[slug])
        row.first_published_at, row.last_published_at = row.first_published_at or now, now
        (old if slug in there else new).append(row)
    model.objects.bulk_create(new, batch_size=_AT_ONCE)
    _keep_revisions(model, [*new, *old], drafts, by)
    model.objects.bulk_update(new, _OF_REVISIONS, batch_size=_AT_ONCE)
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_update(old, columns, batch_size=_AT_ONCE // 4)
    get_search_backend().add_bulk(model, [*new, *old])


def remove_records(kind: str, slugs: Sequence[str]) -> None:
    """Take records of a kind away; one with a draft is no longer live, and its draft stays."""
    model: Any = MODELS[kind]
    rows = model.objects.filter(slug__in=slugs)
    rows.filter(has_unpublished_changes=True).update(live=False, live_revision=None)
    rows.filter(has_unpublished_changes=False).delete()


def drafts_behind() -> list[AuthoredRecord]:
    """The records with a draft that was begun before what is live now: somebody has to bring the two together."""
    return [
        row
        for model in MODELS.values()
        for row in model.objects.filter(  # type: ignore[attr-defined]
            has_unpublished_changes=True, latest_revision__created_at__lt=F("live_revision__created_at")
        ).order_by("slug")
    ]


def drafts_among(paths: Collection[str]) -> Iterator[str]:
    """The records with a draft whose files are among these, as `kind:id`."""
    for kind in KINDS.values():
        slugs = [PurePosixPath(path).stem for path in paths if path.startswith(f"{kind.folder}/")]
        rows = MODELS[kind.name].objects.filter(slug__in=slugs, has_unpublished_changes=True)  # type: ignore[attr-defined]
        yield from (row.reference for row in rows.order_by("slug"))


def _keep_revisions(
    model: Any, rows: Sequence[AuthoredRecord], drafts: Mapping[str, int | None], by: Account | None
) -> None:
    """Make a revision of each row as it is, which becomes its live one, and its latest where there is no draft.

    Each is told in the record's history, so that what was brought in can be looked at and compared later.
    """
    kind, now = ContentType.objects.get_for_model(model), timezone.now()
    revisions = Revision.objects.bulk_create(
        (
            Revision(
                content_type=kind,
                base_content_type=kind,
                object_id=str(row.pk),
                created_at=now,
                content=row.serializable_data(),
                object_str=str(row),
                user=by,
            )
            for row in rows
        ),
        batch_size=_AT_ONCE,
    )
    ModelLogEntry.objects.bulk_create(
        (
            ModelLogEntry(
                content_type=kind,
                object_id=str(row.pk),
                label=str(row),
                action=BROUGHT,
                timestamp=now,
                uuid=uuid4(),
                user=by,
                revision=revision,
                content_changed=True,
            )
            for row, revision in zip(rows, revisions, strict=True)
        ),
        batch_size=_AT_ONCE,
    )
    for row, revision in zip(rows, revisions, strict=True):
        row.live_revision = revision
        if not drafts[row.slug]:
            row.latest_revision = revision
