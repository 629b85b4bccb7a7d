"""Tables of chapters are read across: a figure with the label of its row and the head of its column."""

from __future__ import annotations

import pytest

from placewright.ledger.prose import Material

from .prose_makers import chapter, check_prose, claim, material, rules, spec

RESULTS = {
    "made": {
        "town": {"value": 61.0, "text": "61%", "place_name": "Hillbury"},
        "england": {"value": 75.0, "text": "75%", "place_name": "England"},
    }
}


def table(text: str, *, indicator: str = "employment-rate") -> Material:
    figures = {
        "town": spec(indicator, place="TOWN", period="2013"),
        "england": spec(indicator, place="ENGLAND", period="2023"),
    }
    own = claim(
        "In {{ town.period }} Hillbury had {{ town }} and in {{ england.period }} England {{ england }}.",
        figures=figures,
    )
    return material(own, chapters=[chapter(text)], results=RESULTS)


@pytest.mark.parametrize(
    ("head", "is_so"),
    [
        ("| | Hillbury | England |", True),
        ("| | Hillbury (town) | England, 2023 |", True),
        ("| | England | Hillbury |", False),
        ("| | Hillbury in England | The gap |", True),
        ("| | Here | There |", True),
    ],
)
def test_a_column_headed_by_a_place_holds_figures_of_it(head: str, *, is_so: bool) -> None:
    text = f"{head}\n|---|---|---|\n| In work | {{{{ made.town }}}} | {{{{ made.england }}}} |"
    assert ("figure-of-another" not in rules(check_prose(table(text)))) is is_so


@pytest.mark.parametrize(
    ("label", "is_so"), [("Hillbury", True), ("Elsewhere", True), ("Lowdale", False), ("England", False)]
)
def test_a_row_headed_by_a_place_holds_figures_of_it(label: str, *, is_so: bool) -> None:
    text = f"| | In work |\n|---|---|\n| {label} | {{{{ made.town }}}} |"
    assert ("figure-of-another" not in rules(check_prose(table(text)))) is is_so


@pytest.mark.parametrize(
    ("head", "is_so"), [("2013", True), ("In 2013", True), ("2012 to 2014", True), ("2023", False), ("Then", True)]
)
def test_a_column_headed_by_a_year_holds_figures_of_it(head: str, *, is_so: bool) -> None:
    text = f"| | {head} |\n|---|---|\n| In work | {{{{ made.town }}}} |"
    found = check_prose(table(text))
    assert ("other-year" not in rules(found)) is is_so
    if not is_so:
        assert "'{{ made.town.period }}'" in found[0].issue.fix


@pytest.mark.parametrize(
    ("label", "is_so"),
    [
        ("Old people for every 100 of working age", True),
        ("Old people for every 1,000 of working age", False),
        ("People aged 75 and over for every 100 of working age", False),
    ],
)
def test_the_label_of_a_row_says_what_its_figures_are_of(label: str, *, is_so: bool) -> None:
    text = f"| | There |\n|---|---|\n| {label} | {{{{ made.town }}}} |"
    made = table(text, indicator="old-age")
    own = {"made": {name: {**figure, "unit": "per 100 people"} for name, figure in RESULTS["made"].items()}}
    figures = made.authored.claims["made"]
    found = [
        one
        for one in check_prose(material(figures, chapters=[chapter(text)], results=own))
        if "line" in one.issue.where
    ]
    assert ("figure-of-another" not in rules(found)) is is_so
