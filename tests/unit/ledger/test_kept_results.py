"""What a check keeps of a claim comes back as it was, and evidence by indicator finds what the whole index finds."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from placewright.core.issues import Issue, Severity
from placewright.ledger.claims import judge_claims
from placewright.ledger.evidence_by_indicator import EvidenceByIndicator, RowsOfIndicator
from placewright.ledger.evidence_index import EvidenceIndex
from placewright.ledger.kept_results import issue_of, plain_issue, plain_result, result_of

from .evidence_for_tests import COUNTY, DACORUM, ENGLAND, STEVENAGE, WATFORD, claim, context, indicator, row, table

ROWS = [
    row("hour", COUNTY, "2022", 0.1 + 0.2, low=1 / 3, high=0.7, error="sampling", caveat="dacorum-hour | late"),
    row("hour", COUNTY, "2023", None),
    row("hour", ENGLAND, "2022", 41.0),
    *(row("pay", code, "2022", value) for code, value in ((STEVENAGE, 1.0), (WATFORD, 2.0), (DACORUM, 3.0))),
]
FRONT = f"""[figures.x]
indicator = "hour"
[figures.y]
indicator = "hour"
place = "{ENGLAND}"
[figures.z]
indicator = "pay"
place = "{WATFORD}"
as = "rank"
[[holds]]
figure = "x"
is = "below"
than = "y"
"""


def by_indicator(**more: object) -> EvidenceByIndicator:
    whole = table(ROWS)

    def load(name: str) -> RowsOfIndicator:
        own = whole.filter(pa.compute.equal(whole["indicator"].cast(pa.string()), name))
        return RowsOfIndicator(own, table(()))

    return EvidenceByIndicator(load, **more)  # type: ignore[arg-type]


def test_a_result_is_kept_and_read_as_it_was() -> None:
    judged = judge_claims(
        {"c": claim(FRONT, "{{ x }} {{ y }} {{ z }}")}, context(ROWS, indicator("hour"), indicator("pay"))
    )
    result = judged.results["c"]
    assert result_of(json.loads(json.dumps(plain_result(result)))) == result and result.figures["x"].cells


def test_an_issue_is_kept_and_read_as_it_was() -> None:
    issue = Issue(Severity.WARNING, "claims/c.md, line 3", "What.", "Mend.")
    assert issue_of(json.loads(json.dumps(plain_issue(issue)))) == issue


def test_evidence_by_indicator_finds_what_the_whole_index_finds() -> None:
    whole, parts = EvidenceIndex(table(ROWS)), by_indicator()
    assert parts.find("hour", COUNTY) == whole.find("hour", COUNTY) and parts.find("none", COUNTY) is None
    assert parts.series("pay", WATFORD) == whole.series("pay", WATFORD)
    assert parts.members("hour") == whole.members("hour") and parts.places("pay") == whole.places("pay")
    row_of = parts.find("pay", WATFORD)
    assert row_of is not None and parts.peers(row_of).digest == whole.peers(row_of).digest
    assert ("hour" in parts, "none" in parts) == (True, False)


def test_evidence_by_indicator_knows_what_was_asked_for() -> None:
    parts = by_indicator()
    parts.find("hour", COUNTY)
    parts.members("none")
    assert parts.asked_since() == {"hour", "none"} and parts.asked_since() == frozenset()


@pytest.mark.parametrize(("place", "count"), [(COUNTY, 1), (ENGLAND, 1), (STEVENAGE, 0)])
def test_values_are_counted_and_a_known_count_needs_no_rows(place: str, count: int) -> None:
    parts = by_indicator(counts={"pay": {STEVENAGE: 7}})
    assert parts.values_of("hour", place) == EvidenceIndex(table(ROWS)).values_of("hour", place) == count
    parts.asked_since()
    assert parts.values_of("pay", STEVENAGE) == 7 and not parts.asked_since()
    assert parts.counts["hour"] == {place: count}
