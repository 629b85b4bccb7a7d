"""The one mapping between database and workspace folder: every authored record, review and waiver, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any

from placewright.records.priority import Choice as ChoiceRecord
from placewright.records.review import Review as ReviewRecord
from placewright.records.review import Waiver as WaiverRecord
from placewright.web.common.fields import OrderedJSONField
from placewright.web.strategy.models import RECORD_MODELS, AuthoredRecord, Choice, Link, Review, Waiver
from placewright.workspace.authored import Authored
from placewright.workspace.kinds import KINDS
from placewright.workspace.records_in_toml import key_of, plain_record, record_from_plain

MODELS: Mapping[str, type[AuthoredRecord]] = {model.kind: model for model in RECORD_MODELS}
"""The model of each kind of record, by the kind's name."""

_COLUMNS = {"id": "slug", "kind": "kind_of"}
"""The columns that are not called as the field is: Django keeps `id`, and `kind` is the kind of the record itself."""


def record_of(row: AuthoredRecord) -> Any:
    """The record that a row holds, as the pure side knows it.

    Raises:
        BadRecord: its nested parts are no such record; the message names the key and the mend.
    """
    return _record(row, KINDS[row.kind].record, where=row.reference)


def values_of(kind: str, record: Any) -> dict[str, Any]:
    """The values of the columns for a record of that kind."""
    return _values(MODELS[kind], record)


def row_of(kind: str, record: Any) -> AuthoredRecord:
    """A row for a record of that kind, not saved."""
    return MODELS[kind](**values_of(kind, record))


def authored_in_database() -> Authored:
    """Everything that is live in the database, as the ledger reads it."""
    found: dict[str, Any] = {}
    for kind in KINDS.values():
        rows = MODELS[kind.name].objects.filter(live=True)  # type: ignore[attr-defined]
        found[kind.folder] = {row.slug: record_of(row) for row in sorted(rows, key=lambda row: row.slug)}
    return Authored(
        **(found | {"strategy": _in_order(found["strategy"])}),
        choice=choice_in_database(),
        reviews={review.record: review for review in reviews_in_database()},
        waivers=tuple(waivers_in_database()),
    )


def choice_in_database() -> ChoiceRecord:
    """How priorities were chosen."""
    row = Choice.objects.first()
    return _record(row, ChoiceRecord, where="choice") if row else ChoiceRecord()


def reviews_in_database() -> Iterator[ReviewRecord]:
    """Every review with the fingerprints of its targets, in the order of the records."""
    for row in Review.objects.prefetch_related("links"):
        targets = {link.target: link.fingerprint for link in row.links.all()}
        yield ReviewRecord(row.record, row.by, row.date, row.decision, row.said, targets)


def waivers_in_database() -> Iterator[WaiverRecord]:
    """Every waiver, in order."""
    for row in Waiver.objects.all():
        yield WaiverRecord(row.record, row.rule, row.by, row.why, row.until, row.date, row.what)


def write_choice_row(record: ChoiceRecord) -> None:
    """Hold how priorities were chosen; an empty one removes the row."""
    Choice.objects.all().delete()
    if record != ChoiceRecord():
        Choice.objects.create(**_values(Choice, record))


def write_review_rows(reviews: Iterable[ReviewRecord]) -> None:
    """Hold these reviews, and no others."""
    Review.objects.all().delete()
    held = list(reviews)
    rows = Review.objects.bulk_create(_row_of_review(review) for review in held)
    Link.objects.bulk_create(
        link for row, review in zip(rows, held, strict=True) for link in _rows_of_links(row, review)
    )


def add_review_row(review: ReviewRecord) -> Review:
    """Hold a review in place of the record's earlier one."""
    Review.objects.filter(record=review.record).delete()
    row = _row_of_review(review)
    row.save()
    Link.objects.bulk_create(_rows_of_links(row, review))
    return row


def write_waiver_rows(waivers: Iterable[WaiverRecord]) -> None:
    """Hold these waivers, and no others."""
    Waiver.objects.all().delete()
    Waiver.objects.bulk_create(
        Waiver(position=at, record=w.record, rule=w.rule, by=w.by, why=w.why, until=w.until, date=w.date, what=w.what)
        for at, w in enumerate(waivers)
    )


def _row_of_review(review: ReviewRecord) -> Review:
    return Review(record=review.record, by=review.by, date=review.date, decision=review.decision, said=review.said)


def _rows_of_links(row: Review, review: ReviewRecord) -> Iterator[Link]:
    for at, (target, seen) in enumerate(review.targets.items()):
        yield Link(review=row, position=at, target=target, fingerprint=seen)


def _in_order(chapters: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(chapters.items(), key=lambda item: (item[1].order, item[0])))


def _nested(model: type[Any]) -> frozenset[str]:
    """The columns of a model that hold nested parts."""
    return frozenset(field.name for field in model._meta.concrete_fields if isinstance(field, OrderedJSONField))


def _values(model: type[Any], record: Any) -> dict[str, Any]:
    nested, plain = _nested(model), plain_record(record)
    values: dict[str, Any] = {}
    for item in fields(record):
        column, value = _COLUMNS.get(item.name, item.name), getattr(record, item.name)
        if column not in nested:
            values[column] = str(value) if isinstance(value, StrEnum) else value
        elif key_of(item) in plain:
            values[column] = plain[key_of(item)]
        else:
            values[column] = model._meta.get_field(column).get_default()
    return values


def _record(row: Any, kind: type[Any], *, where: str) -> Any:
    nested = _nested(type(row))
    content: dict[str, Any] = {}
    for item in fields(kind):
        column = _COLUMNS.get(item.name, item.name)
        value = getattr(row, column)
        if value is None or (column in nested and not value and item.default is MISSING):
            if item.default is MISSING and item.default_factory is MISSING:
                content[key_of(item)] = value
            continue
        content[key_of(item)] = value if column in nested else _in_text(value)
    return record_from_plain(content, kind, where=where)


def _in_text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
