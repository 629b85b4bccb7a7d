"""A small invented evidence table, and the context in which claims of it are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from placewright.evidence.table import EVIDENCE
from placewright.ledger.context import Context
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.records.claim import Claim
from placewright.records.indicator import Compute, ComputeKind, Foundation, Indicator, Polarity
from placewright.workspace.authored import Authored
from placewright.workspace.records_in_markdown import parse_markdown

STEVENAGE, HERTSMERE, WATFORD, DACORUM = "E07000243", "E07000098", "E07000103", "E07000096"
COUNTY, ENGLAND, UK = "E10000015", "E92000001", "K02000001"


def indicator(id: str, unit: str = "GBP/hour", **more: object) -> Indicator:
    """The least definition of an indicator."""
    given = {"decimals": 1, "polarity": Polarity.HIGHER, **more}
    return Indicator(
        id=id, name=id, short_name=id, definition="What is measured.", unit=unit, foundation=Foundation.PEOPLE,
        theme="", levels=("lad", "county", "country"), method="", not_shown="",
        compute=Compute(ComputeKind.LEVEL), **given,  # type: ignore[arg-type]
    )  # fmt: skip


def row(name: str, place: str, period: str, value: float | None, **more: object) -> dict[str, object]:
    """One row of evidence."""
    return {
        "indicator": name, "place": place, "place_vintage": "lad-2023", "period": period, "dimensions": "",
        "value": value, "low": None, "high": None, "error": "unknown",
        "status": "ok" if value is not None else "suppressed", "caveat": None, "unit": "GBP/hour", "dataset": "d",
        "fingerprint": f"{name}{place}{period}{value}", **more,
    }  # fmt: skip


def table(rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Rows as an evidence table."""
    kept = sorted(rows, key=lambda item: (str(item["indicator"]), str(item["dimensions"])))
    return pa.Table.from_pylist([dict(item) for item in kept], schema=EVIDENCE)


def context(rows: Iterable[Mapping[str, object]], *definitions: Indicator, **more: object) -> Context:
    """A context over the rows, the county as the place."""
    aside = more.pop("aside", None)
    index = EvidenceIndex(table(rows), None if aside is None else table(aside))  # type: ignore[arg-type]
    given = {"authored": Authored(), "members": (STEVENAGE, HERTSMERE, WATFORD, DACORUM), **more}
    return Context(
        index,
        {item.id: item for item in definitions},
        area=COUNTY,
        area_name="Hertfordshire",
        **given,  # type: ignore[arg-type]
    )


def claim(front: str, text: str = "So it is.", id: str = "c") -> Claim:
    """A claim from its front matter and its sentence."""
    whole = f'+++\nid = "{id}"\nstance = "need"\nfoundation = "people"\n{front}\n+++\n{text}\n'
    return parse_markdown(whole, Claim, where=f"claims/{id}.md")


def one_test(comparison: str, held: str, figure: str = "x") -> str:
    """The front matter of one test of a claim."""
    return f'[[holds]]\nfigure = "{figure}"\nis = "{comparison}"\n{held}'
