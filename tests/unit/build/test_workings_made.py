"""The workings gathered from the ledger: their formulas, computed again, give what the ledger found."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from placewright.build.judging import Judged
from placewright.build.traces_in_words import Tracer
from placewright.build.workings_made import make_workings
from placewright.ledger.claims import judge_claims
from placewright.publish.document import Document
from placewright.publish.workings import Workings, workings_xlsx
from placewright.records.indicator import Polarity
from placewright.workspace.authored import Authored

from ..ledger.evidence_for_tests import (
    COUNTY,
    DACORUM,
    ENGLAND,
    HERTSMERE,
    STEVENAGE,
    WATFORD,
    claim,
    context,
    indicator,
    row,
)
from ..publish.workings.evaluating import Evaluator

PAY = {STEVENAGE: 20.0, HERTSMERE: 30.0, WATFORD: 25.0, DACORUM: 22.0, "E07000095": 40.0}
ROWS = (
    *(row("pay", place, "2023", value) for place, value in PAY.items()),
    *(row("dirt", place, "2023", value) for place, value in PAY.items()),
    row("pay", COUNTY, "2023", 24.0),
    row("pay", COUNTY, "2015", 18.0),
    row("pay", ENGLAND, "2023", 21.0),
    row("hour", COUNTY, "2023", 34.6),
    row("hour", ENGLAND, "2023", 39.7),
    row("people", COUNTY, "2013-06-30", 100.0),
    row("people", COUNTY, "2023-06-30", 110.0),
    row("rate", COUNTY, "2023", 0.78, unit="share"),
    row("rate", COUNTY, "2015", 0.70, unit="share"),
    row("rate", ENGLAND, "2023", None, unit="share"),
)


def figure(name: str, of: str, more: str) -> str:
    return f'[figures.{name}]\nindicator = "{of}"\n{more}\n'


CLAIMS = (
    claim(
        figure("now", "pay", "")
        + figure("then", "pay", "period = 2015")
        + figure("lead", "pay", f'as = "difference-from:{ENGLAND}"')
        + figure("rise", "pay", 'as = "change-percent"\nperiod = "2015..2023"')
        + figure("pace", "pay", 'as = "growth-per-year"\nperiod = "2015..latest"')
        + figure("base", "pay", 'as = "index:2015"')
        + figure("times", "pay", 'as = "quotient:then"')
        + '[[holds]]\nfigure = "now"\nis = "above"\nthan = { figure = "then", times = 1.2 }\n'
        + '[[holds]]\nfigure = "rise"\nis = "rising"',
        id="of-time",
    ),
    claim(
        figure("here", "rate", "")
        + figure("points", "rate", 'as = "change"\nperiod = "2015..2023"')
        + figure("nowhere", "rate", f'place = "{ENGLAND}"')
        + '[[holds]]\nfigure = "here"\nis = "below"\nthan = "nowhere"',
        id="of-shares",
    ),
    claim(
        figure("rank", "pay", f'place = "{WATFORD}"\nas = "rank"')
        + figure("own", "pay", f'place = "{WATFORD}"\nas = "rank:members"')
        + figure("clean", "dirt", f'place = "{WATFORD}"\nas = "rank"')
        + figure("most", "pay", f'place = "{HERTSMERE}"')
        + '[[holds]]\nfigure = "most"\nis = "highest-in"\namong = "members"\n'
        + '[[holds]]\nfigure = "most"\nis = "highest-in"',
        id="of-order",
    ),
    claim(
        figure("year", "pay", 'period = "2023"')
        + '[[holds]]\nfigure = "year"\nis = "highest-over"\nover = "2015..latest"',
        id="of-years",
    ),
    claim(
        figure("gap", "hour", f'as = "difference-from:{ENGLAND}"')
        + figure("pace", "people", 'as = "growth-per-year"\nperiod = "2013..latest"')
        + '[[holds]]\nfigure = "gap"\nis = "below"\nthan = -5.1\n'
        + '[[holds]]\nfigure = "gap"\nis = "equals"\nthan = -5.1\n'
        + '[[holds]]\nfigure = "gap"\nis = "equals"\nthan = -5\nwithin = 0.1\n'
        + '[[holds]]\nfigure = "gap"\nis = "between"\nthan = [-5.1, 0]\n'
        + '[[holds]]\nfigure = "pace"\nis = "between"\nthan = [1, 2]\n',
        id="of-edges",
    ),
)


@pytest.fixture(scope="module")
def workings() -> Workings:
    authored = Authored(claims={each.id: each for each in CLAIMS})
    definitions = (
        indicator("pay"),
        indicator("hour"),
        indicator("people", "people"),
        indicator("rate", unit="share"),
        indicator("dirt", polarity=Polarity.LOWER),
    )
    read = replace(context(ROWS, *definitions), authored=authored)
    ledger = judge_claims(authored.claims, read)
    assert len(ledger.results) == len(CLAIMS)
    judged = Judged(authored, read, dict(ledger.results), (), ())
    document = Document("North Vale", "", "North Vale", "Draft", date(2025, 3, 4), "", ())
    return make_workings(judged, document, Tracer(read.definitions))


def rows(workings: Workings, sheet: str) -> dict[tuple[str, str], dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(workings_xlsx(workings)))
    computed = Evaluator(book)
    (table,) = book[sheet].tables.values()
    lines = [[computed.value(sheet, cell.coordinate) for cell in line] for line in book[sheet][table.ref]]
    made = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return {(str(line["Claim"]), str(line.get("Test", line.get("Figure")))): line for line in made}


def test_every_figure_that_has_a_value_is_a_formula_that_agrees_with_the_ledger(workings: Workings) -> None:
    lines = rows(workings, "Claims")
    assert len(lines) == 17
    missing = lines.pop(("of-shares", "nowhere"))
    assert (missing["Result"], missing["Agrees"]) == ("[x]", "[z]")
    assert all(line["Agrees"] for line in lines.values())
    assert lines["of-order", "rank"]["Result"] == 3
    assert lines["of-order", "own"]["Result"] == 2
    assert lines["of-order", "clean"]["Result"] == 3


def test_every_test_of_known_figures_is_a_formula_that_agrees_with_the_verdict(workings: Workings) -> None:
    lines = list(rows(workings, "Tests").values())
    assert [(line["Passes"], line["Verdict of the ledger"]) for line in lines] == [
        (True, "holds"),
        (True, "holds"),
        ("[z]", "unmeasured"),
        (True, "holds"),
        (False, "fails"),
        (True, "holds"),
        (False, "fails"),
        (True, "holds"),
        (True, "holds"),
        (True, "holds"),
        (False, "fails"),
    ]
    assert [line["Agrees"] for line in lines if line["Passes"] != "[z]"] == [True] * 10
    assert all(line["Agrees"] for line in lines)
