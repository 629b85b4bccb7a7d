"""The claim ledger: 2,000 claims over national evidence, beside a filter of a data frame for each figure."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.harness import Answer, Bench, Peer, largest_difference
from placewright.ledger.claims import judge_claims
from placewright.ledger.context import Context
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.records.claim import Claim, Comparison, FigureSpec, Stance, Test
from placewright.records.indicator import Foundation
from placewright.workspace.authored import Authored

CLAIMS = 2_000
ENGLAND = "E92000001"
PILOT = Path(__file__).resolve().parent.parent / "places" / "hertfordshire"


def prepare() -> tuple[pa.Table, Context, dict[str, Claim]]:
    """The pilot's evidence, and claims on districts drawn from it: a value, one against England, and a rank."""
    from placewright.build.checking import current_evidence
    from placewright.workspace.folder import open_workspace

    folder = Path(tempfile.mkdtemp(prefix="ledger-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    evidence = current_evidence(open_workspace(PILOT), folder, today=date(2026, 1, 1))
    table = evidence.table
    plain = pc.and_(pc.equal(table["dimensions"].cast(pa.string()), ""), pc.is_valid(table["value"]))
    district = pc.match_substring_regex(table["place"].cast(pa.string()), "^E0[6-9]")
    rows = table.filter(pc.and_(plain, district)).select(["indicator", "place", "period"])
    rng = np.random.default_rng(11)
    drawn = rows.take(pa.array(np.sort(rng.choice(rows.num_rows, CLAIMS, replace=False)))).to_pylist()
    claims = {f"claim-{number}": _claim(f"claim-{number}", **row) for number, row in enumerate(drawn)}
    index = EvidenceIndex(table)
    return table, Context(index, evidence.indicators, Authored(), "E10000015", "Hertfordshire"), claims


def _claim(id: str, indicator: str, place: str, period: str) -> Claim:
    own = {"indicator": indicator, "place": place, "period": period}
    return Claim(
        id,
        Stance.NEED,
        Foundation.PEOPLE,
        "It is {{ here }}, {{ rank }} of {{ rank.of }}.",
        figures={
            "here": FigureSpec(**own),
            "england": FigureSpec(indicator=indicator, place=ENGLAND, period=period),
            "rank": FigureSpec(**own, as_="rank-highest"),
        },
        holds=(Test("here", Comparison.ABOVE, "england"),),
    )


def ours(data: tuple[pa.Table, Context, dict[str, Claim]]) -> Answer:
    """Every figure, verdict and sentence; the index is made anew, so that nothing is remembered from another run."""
    table, context, claims = data
    fresh = Context(EvidenceIndex(table), context.definitions, context.authored, context.area, context.area_name)
    results = judge_claims(claims, fresh, reviews={}).results
    return {
        "value": np.array(
            [_number(results[id].figures["here"].value if results[id].figures else None) for id in claims]
        )
    }


def _as_frame(data: tuple[pa.Table, Context, dict[str, Claim]]) -> Any:
    table, _, claims = data
    return table.select(["indicator", "place", "period", "dimensions", "value"]).to_pandas(), claims


def _filtered(data: Any) -> Answer:
    """A value by filtering the frame, for a fiftieth of the claims: no ranks, intervals, verdicts or sentences."""
    frame, claims = data
    found = np.full(len(claims), np.nan)
    for number, claim in enumerate(list(claims.values())[: CLAIMS // 50]):
        for spec in (claim.figures["here"], claim.figures["england"]):
            rows = frame[
                (frame["indicator"] == spec.indicator)
                & (frame["place"] == spec.place)
                & (frame["period"] == spec.period)
                & (frame["dimensions"] == "")
            ]
            if spec.place != ENGLAND and len(rows):
                found[number] = rows["value"].iloc[0]
    return {"value": found}


def _agree(one: Answer, other: Answer) -> str:
    known = ~np.isnan(other["value"])
    return largest_difference("value")({"value": one["value"][known]}, {"value": other["value"][known]})


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


BENCHES = [
    Bench(
        "2,000 claims (6,000 figures) verified over national evidence",
        prepare,
        ours,
        (Peer("pandas, filters for the values alone", _filtered, needs=("pandas",), convert=_as_frame, whole=50),),
        goal=1,
        agree=_agree,
        repeats=3,
        goal_note=" (under 3 s)",
    )
]
