"""Claims: sentences with computed figures, the tests that make them true, their verdicts and marks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from placewright.publish.views import FOUNDATIONS
from placewright.records.claim import Stance
from placewright.records.verdict import Mark, Verdict
from placewright.web.api.catalogue import current
from placewright.web.api.paging import AskedPage, Page, page_of
from placewright.web.api.problems import unknown
from placewright.web.api.reading import reads
from placewright.web.api.routes.indicators import Id

router = Router(tags=["claims"])


class ClaimShort(Schema):
    """A claim: its sentence as it reads now, and what the evidence says of it."""

    id: str
    title: str
    stance: str = Field(description="strength, need, opportunity or threat.")
    foundation: str
    text: str = Field(description="The sentence with its figures filled in.")
    verdict: str = Field(description="holds, fails, cannot tell or unmeasured.")
    marks: list[str] = Field(description="What a reader must know beside the verdict, such as caveated or suspect.")


class Test(Schema):
    """One test of a claim in words, and its outcome."""

    __test__ = False

    test: str
    verdict: str


class CellUsed(Schema):
    """A cell of the evidence that a figure was computed from."""

    indicator: str
    dimensions: str = ""
    place: str
    period: str
    fingerprint: str = ""


class FigureOfClaim(Schema):
    """A figure of a claim: as printed, its value and interval, and the cells it comes from."""

    name: str
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    error: str | None = None
    unit: str
    as_: str = Field(alias="as", description="How the cells made it: value, change, rank, share-of ...")
    from_: str | None = Field(None, alias="from", description="The earlier period of a change.")
    period: str
    place: str
    status: str
    of: int | None = Field(None, description="Of a rank: among how many.")
    without: float | None = Field(None, description="What it would be without the cells that carry a caveat.")
    origin: str = Field(description="The indicator, finding or event that it comes from.")
    datasets: list[str] = []
    caveats: list[str] = []
    cells: list[CellUsed] = []


class ClaimFull(ClaimShort):
    """A claim with its figures and tests, and where its chain can be read."""

    why: str = Field(description="Why there is no plain verdict, where there is none.")
    tests: list[Test]
    figures: list[FigureOfClaim]
    evidence: str = Field(description="The fingerprint of everything that the claim rests on.")
    page: str = Field(description="The address of its page, with the chain down to publisher, table and cell.")


class Claims(Page):
    """A page of claims."""

    items: list[ClaimShort]


class AskedClaims(AskedPage):
    """Which claims."""

    q: str = Field("", max_length=100, description="Words that the title or the sentence holds.")
    verdict: Verdict | None = Field(None, description="Only those with this verdict.")
    mark: Mark | None = Field(None, description="Only those with this mark.")
    stance: Stance | None = Field(None, description="Only those of this stance.")
    foundation: str = Field("", max_length=40, description="Only those of a foundation, such as people.")
    indicator: str = Field("", max_length=120, description="Only those that use an indicator.")
    dataset: str = Field("", max_length=120, description="Only those that rest on a dataset.")
    place: str = Field("", max_length=40, description="Only those with a figure of a place, by its code.")


@reads(router, "/claims", Claims, summary="List and filter claims", operation_id="list_claims")
def list_claims(request: HttpRequest, asked: Query[AskedClaims]) -> object:
    """The claims of the strategy that is shown, in the order of their ids."""
    now = current()
    known = (
        ("foundation", asked.foundation, [name for name, _, _ in FOUNDATIONS]),
        ("indicator", asked.indicator, list(now.indicators)),
        ("dataset", asked.dataset, list(now.datasets)),
    )
    for name, value, among in known:
        if value and value not in among:
            raise unknown(name, value, among, where=f"query.{name}")
    found = [claim for claim in now.claims.values() if _is_wanted(claim, asked)]
    return page_of(request, found, _shorts, limit=asked.limit, cursor=asked.cursor, build=now.number)


@reads(
    router,
    "/claims/{id}",
    ClaimFull,
    summary="One claim with figures and tests",
    operation_id="get_claim",
    by_alias=True,
)
def get_claim(request: HttpRequest, id: Id) -> object:
    """A claim with its figures, the cells that each comes from, its tests, verdict and marks."""
    now = current()
    if id not in now.claims:
        raise unknown("claim", id, now.claims, where="path.id", status=404, see="See /api/v1/claims.")
    return now.claims[id] | {"page": request.build_absolute_uri(f"/ledger/{id}.html")}


def _is_wanted(claim: dict[str, Any], asked: AskedClaims) -> bool:
    text, figures = asked.q.casefold(), claim["figures"]
    cells = [cell for figure in figures for cell in figure.get("cells", ())]
    return (
        (asked.verdict is None or claim["verdict"] == asked.verdict)
        and (asked.mark is None or asked.mark in claim["marks"])
        and (asked.stance is None or claim["stance"] == asked.stance)
        and (not asked.foundation or claim["foundation"] == asked.foundation)
        and (not asked.indicator or any(cell["indicator"] == asked.indicator for cell in cells))
        and (not asked.dataset or any(asked.dataset in figure.get("datasets", ()) for figure in figures))
        and (not asked.place or any(figure["place"] == asked.place for figure in figures))
        and (not text or text in claim["title"].casefold() or text in claim["text"].casefold())
    )


def _shorts(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = ClaimShort.model_fields
    return [{name: claim[name] for name in names} for claim in claims]
