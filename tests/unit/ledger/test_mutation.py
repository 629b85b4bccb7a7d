"""Mutation: a cell that could be wrong without anybody noticing is found."""

from __future__ import annotations

from placewright.ledger.claims import judge_claims
from placewright.ledger.mutation import MutationReport, mutate

from .evidence_for_tests import COUNTY, DACORUM, HERTSMERE, STEVENAGE, WATFORD, claim, context, indicator, one_test, row

HOUR = indicator("hour")


def report_of(front: str, text: str, rows: list[dict[str, object]]) -> MutationReport:
    one = claim(front, text)
    made = context(rows, HOUR)
    results = judge_claims({"c": one}, made).results
    return mutate({"c": one}, results, made)


def test_a_printed_figure_notices_its_cell() -> None:
    front = '[figures.x]\nindicator = "hour"\n[[holds]]\nfigure = "x"\nis = "above"\nthan = 1'
    report = report_of(front, "It is {{ x }}.", [row("hour", COUNTY, "2022", 40.0, low=39.0, high=41.0)])
    assert (len(report.cells), report.caught, report.one_way) == (1, 1, ())


def test_a_figure_that_is_neither_printed_nor_decisive_escapes() -> None:
    front = '[figures.x]\nindicator = "hour"\n[[holds]]\nfigure = "x"\nis = "above"\nthan = 1'
    report = report_of(front, "An hour is worth something.", [row("hour", COUNTY, "2022", 40.0)])
    assert [cell.cell.place for cell in report.escaped] == [COUNTY]


def test_every_rival_of_a_rank_is_noticed_when_it_passes() -> None:
    rows = [row("hour", code, "2022", value) for code, value in ((STEVENAGE, 30.0), (HERTSMERE, 35.0), (WATFORD, 50.0))]
    front = f'[figures.x]\nindicator = "hour"\nplace = "{HERTSMERE}"\nas = "rank"\n' + one_test("below", "than = 3")
    report = report_of(front, "It is {{ x }} of {{ x.of }}.", rows)
    assert (len(report.cells), report.caught) == (3, 3)


def test_the_others_of_a_highest_are_noticed_when_one_passes_it() -> None:
    values = ((STEVENAGE, 30.0), (HERTSMERE, 35.0), (WATFORD, 50.0), (DACORUM, 28.0))
    rows = [row("hour", code, "2022", value) for code, value in values]
    front = f'[figures.x]\nindicator = "hour"\nplace = "{WATFORD}"\n' + one_test("highest-in", 'among = "members"')
    report = report_of(front, "Watford leads with {{ x }}.", rows)
    assert (len(report.cells), report.caught) == (4, 4)


def test_the_evidence_is_as_before_when_it_is_done() -> None:
    front = '[figures.x]\nindicator = "hour"\n[[holds]]\nfigure = "x"\nis = "above"\nthan = 1'
    one, made = claim(front, "{{ x }}"), context([row("hour", COUNTY, "2022", 40.0)], HOUR)
    before = judge_claims({"c": one}, made).results
    mutate({"c": one}, before, made)
    assert judge_claims({"c": one}, made).results == before
