"""What is published and from what: editions with their pins, datasets, and the build that is shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from placewright import __version__
from placewright.records.edition import Edition
from placewright.web.api.catalogue import Catalogue, current
from placewright.web.api.paging import AskedPage, Page, page_of
from placewright.web.api.problems import unknown
from placewright.web.api.reading import reads
from placewright.web.api.routes.indicators import DatasetName, Id, named
from placewright.web.strategy.models import Build

router = Router(tags=["publication"])


class EditionShort(Schema):
    """A dated version of the strategy."""

    id: str
    title: str
    kind: str = Field(description="How far it has come: draft, consultation, co-design or agreed.")
    date: date
    parent: str = Field(description="The edition that it came from; empty for the first.")


class EditionFull(EditionShort):
    """A version of the strategy with the fingerprint of everything that it rests on."""

    text: str
    made_with: str = Field(description="The version of the program.")
    records: dict[str, str] = Field(description="Fingerprints of records by kind:id.")
    datasets: dict[str, str] = Field(description="Fingerprints of the figures of datasets.")
    claims: dict[str, str] = Field(description="Fingerprints of verdict and printed figures of each claim.")
    outputs: dict[str, str] = Field(description="The sha256 of each published file by its path.")
    caveats: dict[str, str] = Field(
        description="The words of each caveat by id, and by id.claim.figure what rests on it, as it is without."
    )


class Editions(Page):
    """A page of editions."""

    items: list[EditionShort]


class DatasetShort(DatasetName):
    """A dataset that figures come from: its release and when it was fetched."""

    release: str
    retrieved: date | None = Field(description="When it was fetched from the publisher.")
    attribution: str = Field(description="The line that the licence asks to be shown with the figures.")


class PinnedFile(Schema):
    """A file of the publisher, as it was fetched."""

    name: str
    sha256: str
    bytes: int


class DatasetFull(DatasetShort):
    """A dataset with its provenance: the publisher's files by fingerprint."""

    series: str = Field(description="Joins the releases of one series; two of them are never one series in time.")
    released: date | None
    coverage: str
    rounding: str = Field(description="The publisher's rule of rounding, in words.")
    not_in_interval: str = Field(description="What no interval of its figures holds; empty where nothing is known.")
    landing_page: str
    snapshot: str = Field(description="The fingerprint of what was read.")
    rows: int
    files: list[PinnedFile]
    indicators: list[str] = Field(description="The indicators that rest on it.")


class Datasets(Page):
    """A page of datasets."""

    items: list[DatasetShort]


class BuildShown(Schema):
    """The build that the public sees: everything that this interface answers comes from it."""

    number: int
    finished_at: datetime | None
    workspace: str
    title: str
    as_of: date = Field(description="The newest release among the figures.")
    evidence: int = Field(description="The number of the version of the evidence.")
    records: str = Field(description="The fingerprint of the records as they were live.")
    observations: int
    indicators: int
    claims: int
    version: str = Field(description="The version of the program.")


@reads(router, "/editions", Editions, summary="List editions", operation_id="list_editions")
def list_editions(request: HttpRequest, asked: Query[AskedPage]) -> object:
    """The versions of the strategy, newest first."""
    now = current()
    found = sorted(now.editions.values(), key=lambda one: (one.date, one.id), reverse=True)
    return page_of(request, found, _editions, limit=asked.limit, cursor=asked.cursor, build=now.number)


@reads(router, "/editions/{id}", EditionFull, summary="One edition with its pins", operation_id="get_edition")
def get_edition(request: HttpRequest, id: Id) -> object:
    """An edition with the fingerprints of the records, datasets, claims, caveats and published files that it pins."""
    now = current()
    if id not in now.editions:
        raise unknown("edition", id, now.editions, where="path.id", status=404, see="See /api/v1/editions.")
    one = now.editions[id]
    pins = {name: getattr(one, name) for name in ("records", "datasets", "claims", "outputs", "caveats")}
    return _edition(one) | {"text": one.text, "made_with": one.made_with} | {k: dict(v) for k, v in pins.items()}


@reads(router, "/datasets", Datasets, summary="List datasets", operation_id="list_datasets")
def list_datasets(request: HttpRequest, asked: Query[AskedPage]) -> object:
    """The datasets that figures come from, in the order of their ids."""
    now = current()

    def shape(names: list[str]) -> list[dict[str, Any]]:
        return [_dataset(now, name) for name in names]

    return page_of(request, list(now.datasets), shape, limit=asked.limit, cursor=asked.cursor, build=now.number)


@reads(router, "/datasets/{id}", DatasetFull, summary="One dataset with its provenance", operation_id="get_dataset")
def get_dataset(request: HttpRequest, id: Id) -> object:
    """A dataset with its licence, release, rounding rule and the publisher's files that were read."""
    now = current()
    if id not in now.datasets:
        raise unknown("dataset", id, now.datasets, where="path.id", status=404, see="See /api/v1/datasets.")
    source, pinned, note = now.shown.workspace.source(id), now.shown.workspace.datasets[id], now.datasets[id]
    return _dataset(now, id) | {
        "series": source.series,
        "released": source.released,
        "coverage": source.coverage,
        "rounding": note.rounding,
        "not_in_interval": note.not_in_interval,
        "landing_page": note.url,
        "snapshot": note.fingerprint,
        "rows": note.rows,
        "files": [{"name": file.name, "sha256": file.sha256, "bytes": file.bytes} for file in pinned.files],
        "indicators": [item.id for item in now.indicators.values() if id in item.datasets],
    }


@reads(router, "/builds/current", BuildShown, summary="The build that is shown", operation_id="get_current_build")
def get_current_build(request: HttpRequest) -> object:
    """The build that the public sees."""
    now = current()
    build = Build.objects.get(pk=now.number)
    return {
        "number": build.pk,
        "finished_at": build.finished_at,
        "workspace": now.shown.workspace.record.id,
        "title": now.shown.site.title,
        "as_of": now.shown.site.as_of,
        "evidence": build.evidence_id,
        "records": build.records_digest,
        "observations": len(now.figures),
        "indicators": len(now.indicators),
        "claims": len(now.claims),
        "version": __version__,
    }


def _edition(one: Edition) -> dict[str, Any]:
    return {"id": one.id, "title": one.title, "kind": str(one.kind), "date": one.date, "parent": one.parent}


def _editions(some: list[Edition]) -> list[dict[str, Any]]:
    return [_edition(one) for one in some]


def _dataset(now: Catalogue, name: str) -> dict[str, Any]:
    source, pinned = now.shown.workspace.source(name), now.shown.workspace.datasets[name]
    return named(now.datasets[name]) | {
        "release": source.release,
        "retrieved": pinned.retrieved.date() if pinned.retrieved else None,
        "attribution": source.attribution,
    }
