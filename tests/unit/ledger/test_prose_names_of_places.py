"""A comparative in the name of a place compares nothing; the sentences of such places are read like those of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from placewright.ledger.prose import ProseIssue
from placewright.records.claim import FigureSpec, Test

from . import prose_makers
from .prose_makers import chapter, check_prose, claim, material, spec, test

NAMES = (
    "Barset",
    "Greater Manchester",
    "Greater Cambridge and Greater Peterborough",
    "High Peak",
    "Great Yarmouth",
    "Bournemouth, Christchurch and Poole",
    "United Kingdom less extra-regio",
)

PAY = {"a": spec("hourly-pay", period="2023"), "b": spec("hourly-pay", place="ENGLAND", period="2023")}
TURNED = {"a": spec("hourly-pay", place="ENGLAND", period="2023"), "b": spec("hourly-pay", period="2023")}
WORK = {"a": spec("employment-rate", period="2023"), "b": spec("employment-rate", place="ENGLAND", period="2023")}
GAP = {"a": spec("employment-rate", as_="difference-from:ENGLAND", period="2023")}

ABOVE, BELOW = (test("a", "above", "b"),), (test("a", "below", "b"),)

SENTENCES: tuple[tuple[str, Mapping[str, FigureSpec], Mapping[str, float], tuple[Test, ...], bool], ...] = (
    ("Pay in NAME was {{ a }} in 2023, less than in England ({{ b }}).", PAY, {"a": 10, "b": 12}, BELOW, True),
    ("Pay in NAME was {{ a }} in 2023, less than in England ({{ b }}).", PAY, {"a": 13, "b": 12}, ABOVE, False),
    ("Pay in NAME was {{ a }} in 2023, more than in England ({{ b }}).", PAY, {"a": 13, "b": 12}, ABOVE, True),
    ("Pay in NAME was {{ a }} in 2023, more than in England ({{ b }}).", PAY, {"a": 10, "b": 12}, BELOW, False),
    ("Pay in England was {{ a }} in 2023, more than in NAME ({{ b }}).", TURNED, {"a": 13, "b": 12}, ABOVE, True),
    ("Pay in England was {{ a }} in 2023, more than in NAME ({{ b }}).", TURNED, {"a": 10, "b": 12}, BELOW, False),
    ("In NAME {{ a }} work, fewer than in England ({{ b }}), both in 2023.", WORK, {"a": 70, "b": 75}, BELOW, True),
    ("In NAME {{ a }} work, fewer than in England ({{ b }}), both in 2023.", WORK, {"a": 79, "b": 75}, ABOVE, False),
    ("The employment rate of NAME is {{ a }} above England's (2023).", GAP, {"a": 3}, (test("a", "above", 0.0),), True),
    (
        "The employment rate of NAME is {{ a }} below England's (2023).",
        GAP,
        {"a": 3},
        (test("a", "above", 0.0),),
        False,
    ),
)


def _said(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, *, title: str = "", **made: Any
) -> tuple[ProseIssue, ...]:
    monkeypatch.setitem(prose_makers.NAMES, "HERE", name)
    given = {
        key: {"value": float(value), "text": f"{value}{'%' if 'work' in text else ''}"}
        for key, value in made["values"].items()
    }
    one = replace(claim(text.replace("NAME", name), figures=made["figures"], holds=made["tests"]), title=title)
    return check_prose(material(one, results={"made": given}))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("text", "figures", "values", "tests", "is_true"), SENTENCES)
def test_what_is_said_of_a_place_does_not_depend_on_its_name(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    text: str,
    figures: Mapping[str, FigureSpec],
    values: Mapping[str, float],
    tests: tuple[Test, ...],
    is_true: bool,
) -> None:
    found = _said(monkeypatch, name, text, figures=figures, values=values, tests=tests)
    assert (not found) is is_true
    for one in found:
        word = re.search(r"'(\w+)'", str(one.issue.what))
        assert word is None or word[1] not in name.split()


@pytest.mark.parametrize("name", NAMES)
def test_a_title_may_begin_with_the_name_of_a_place(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    text, figures, values, tests, _ = SENTENCES[6]
    made = {"figures": figures, "values": values, "tests": tests}
    assert not _said(monkeypatch, name, text, title=f"{name} works less than England", **made)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_reads_like_a_list_is_one_of_what_is_counted(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(prose_makers.NAMES, "HERE", name)
    true = (f"Three places work together: {name}, Hillbury and Lowdale.", f"Two places stand out: {name} and Hillbury.")
    assert not check_prose(material(chapters=[chapter(*true)]))
    untrue = f"Five places work together: {name}, Hillbury, Lowdale."
    assert [one.rule for one in check_prose(material(chapters=[chapter(untrue)]))] == ["counted-list"]


def test_a_comparative_before_a_place_still_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    untrue = "Pay was {{ a }} in 2023, greater than Hillbury's {{ b }}."
    figures = {"a": PAY["a"], "b": spec("hourly-pay", place="TOWN", period="2023")}
    found = _said(monkeypatch, "Barset", untrue, figures=figures, values={"a": 10, "b": 12}, tests=BELOW)
    assert "words-against-figures" in [one.rule for one in found]
