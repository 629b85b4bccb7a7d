"""Writing many records at once: rows, their first revisions and their place in the search, in a few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision
from wagtail.search.backends import get_search_backend

from placewright.web.strategy.exchange import MODELS, values_of
from placewright.web.strategy.models import AuthoredRecord

_AT_ONCE = 200


def write_records(kind: str, records: Mapping[str, Any]) -> None:
    """Hold these records of a kind, live and with a revision each, adding those that are not there."""
    if not records:
        return
    model: Any = MODELS[kind]
    there = {row.slug: row for row in model.objects.filter(slug__in=list(records))}
    now = timezone.now()
    new: list[Any] = []
    old: list[Any] = []
    for slug, record in records.items():
        row = there.get(slug) or model(slug=slug)
        for name, value in values_of(kind, record).items():
            setattr(row, name, value)
        row.live, row.has_unpublished_changes = True, False
        row.first_published_at, row.last_published_at = row.first_published_at or now, now
        (old if slug in there else new).append(row)
    model.objects.bulk_create(new, batch_size=_AT_ONCE)
    _keep_revisions(model, [*new, *old])
    get_search_backend().add_bulk(model, [*new, *old])


def _keep_revisions(model: Any, rows: Sequence[AuthoredRecord]) -> None:
    """A revision of each row as it is, which becomes its latest and its live one."""
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
            )
            for row in rows
        ),
        batch_size=_AT_ONCE,
    )
    for row, revision in zip(rows, revisions, strict=True):
        row.latest_revision = row.live_revision = revision
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_update(rows, names, batch_size=_AT_ONCE // 4)
