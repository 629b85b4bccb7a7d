"""Checks of questionnaires and weights, and what became of a form, are said in the language of who reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from placewright.core import words
from placewright.core.errors import PlacewrightError
from placewright.core.issues import Issue
from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Rule,
    Scale,
)
from placewright.questionnaires.recipe import Level, Margin, Recipe, Stratum, Unit, check_recipe, weigh
from placewright.questionnaires.standing import Standing
from placewright.questionnaires.versions import compare, meaning_issues
from placewright.questionnaires.xlsform.findings import Finding
from placewright.questionnaires.xlsform.reading import read_xlsform
from placewright.questionnaires.xlsform.writing import write_xlsform
from pseudo_catalogue import write_pseudo_catalogue

FORMS = sorted(Path(__file__).with_name("forms").glob("*.md"))
_LATIN = re.compile(r"[A-Za-z]{3}[A-Za-z'’ -]*[A-Za-z]|[A-Za-z]{3}")
_CODES = re.compile(r"'[^']*'|“[^”]*”|`[^`]*`|\([^()]* \.\.\.\)|\{\{[^}]*\}\}")
_SIDES = (Option("east", "Ost"), Option("west", "Kvest"))
_CLASHING = (Option("Is this", "1"), Option("east", "2"), Option("east", "3"))


def _rule(question: str, is_: Comparison, value: str | float | tuple[str, ...] | None = None, row: str = "") -> Rule:
    return Rule(question, row, is_, value)


_WRONG = (
    Question("NO", QuestionKind.SHORT_TEXT, ""),
    Question("a__b", QuestionKind.SHORT_TEXT, "Ib", part=Part.ORGANISATION, identifies=True),
    Question("who", QuestionKind.SHORT_TEXT, "Ic", part=Part.NAME),
    Question("one", QuestionKind.SINGLE, "Id", sensitive=True, required=True, options=_CLASHING),
    Question("none", QuestionKind.SINGLE, "Ie {{ later }} {{ nowhere }}"),
    Question("grid", QuestionKind.MATRIX, "If", options=_SIDES, rows=(Row("r", "R"),)),
    Question("bare", QuestionKind.MATRIX, "Ig", options=_SIDES),
    Question("scale", QuestionKind.RATING, "Ih"),
    Question("wide", QuestionKind.RATING, "Ii", scale=Scale(1, 40)),
    Question("area", QuestionKind.AREA, "Ij"),
    Question("few", QuestionKind.NUMBER, "Ik", least=3, most=2),
    Question("day", QuestionKind.DATE, "Il", earliest=date(2026, 2, 1), latest=date(2026, 1, 1)),
    Question("told", QuestionKind.STATEMENT, "Im"),
    Question("r1", QuestionKind.SHORT_TEXT, "In", shown_if=_rule("later", Comparison.ANSWERED)),
    Question("r2", QuestionKind.SHORT_TEXT, "Io", shown_if=_rule("told", Comparison.ANSWERED)),
    Question("r3", QuestionKind.SHORT_TEXT, "Ip", shown_if=_rule("grid", Comparison.EQUALS, "east", "q")),
    Question("r4", QuestionKind.SHORT_TEXT, "Iq", shown_if=_rule("one", Comparison.ABOVE, 3.0)),
    Question("r5", QuestionKind.SHORT_TEXT, "Ir", shown_if=_rule("few", Comparison.EQUALS, "tri")),
    Question("r6", QuestionKind.SHORT_TEXT, "Is", shown_if=_rule("one", Comparison.EQUALS, "north")),
    Question("later", QuestionKind.SHORT_TEXT, "It"),
)
WRONG = Questionnaire(
    "id",
    "",
    pages=(
        Page("all", groups=(Group("all", questions=_WRONG), Group("empty"))),
        Page("all", groups=(Group("again", questions=(_WRONG[2],)),)),
        Page("Void"),
    ),
    texts={"cy": {}},
)
BLANK = Questionnaire("blank", "Fer")
SIDE = Question("side", QuestionKind.SINGLE, "Ochr", options=_SIDES)
ASKED = Questionnaire("rail", "Fer", pages=(Page("all", groups=(Group("all", questions=(SIDE,)),)),))
_TWICE = (Level(("east", "up"), "Ost", 5), Level(("east",), "Ost", -1))
RECIPES = (
    Recipe(trim_at=1, strata=(Stratum("a", "A", 0), Stratum("a", "A", 5, 9))),
    Recipe("Fer", margins=(Margin(_TWICE, "", "side"), Margin((), "Rhestr", "gone"))),
)


@pytest.fixture(scope="module")
def _catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "django.mo"
    write_pseudo_catalogue(path)
    return path


@pytest.fixture
def _pseudo(_catalogue: Path) -> Iterator[None]:
    """Every word that translators are given is said without Latin letters; a word that they are not given is not."""
    words.speak_catalogue(str(_catalogue))
    yield
    words.speak_catalogue("")


def _of_recipes() -> tuple[Issue, ...]:
    consulted = check_recipe(RECIPES[0], ASKED, Standing.CONSULTATION)
    return (*consulted, *(issue for one in RECIPES for issue in check_recipe(one, ASKED, Standing.SURVEY)))


def _of_versions() -> tuple[Issue, ...]:
    options = (Option("east", "Kvest"), Option("west", "Ost"), Option("isle", "Insul"))
    newer = (
        replace(SIDE, options=options, required=True, label="Ochr?"),
        replace(SIDE, kind=QuestionKind.DATE),
        replace(SIDE, unit="km", identifies=True),
    )
    made = [replace(ASKED, pages=(Page("all", groups=(Group("all", questions=(one,)),)),)) for one in newer]
    found = [issue for one in made for issue in meaning_issues([ASKED], one)]
    changes = [change for one in (*made, BLANK) for change in (*compare(ASKED, one), *compare(one, ASKED))]
    return (*found, *(Issue(found[0].severity, "", change.what) for change in changes))


def _of_forms() -> tuple[Finding, ...]:
    brought = [read_xlsform(path.read_bytes(), name=path.name) for path in FORMS]
    lost = [
        finding for one in (*(one.questionnaire for one in brought), WRONG) for finding in write_xlsform(one).findings
    ]
    return (*(finding for one in brought for finding in one.findings), *lost)


@pytest.mark.parametrize(
    "found",
    [lambda: check_questionnaire(WRONG), lambda: check_questionnaire(BLANK), _of_recipes, _of_versions, _of_forms],
    ids=["questionnaires", "empty questionnaire", "recipes", "versions", "forms"],
)
def test_everything_that_a_check_says_can_be_translated(
    found: Callable[[], tuple[Issue | Finding, ...]], _pseudo: None
) -> None:
    said = [f"{one.what} {one.fix}" for one in found()]

    left = [text for text in said if _LATIN.search(_CODES.sub("", _without_codes(text)))]

    assert said
    assert left == []


def test_refused_weights_say_why_in_the_language_that_is_spoken(_pseudo: None) -> None:
    halves = tuple(Level((code,), code, 50) for code in ("east", "west"))
    by_side = Recipe("Fer", margins=(Margin(halves, "Rhestr", "side"),))
    strata = Recipe("Fer", strata=(Stratum("a", "A", 50), Stratum("b", "B", 50)))
    tried = (
        (by_side, [], Standing.SURVEY),
        (by_side, [Unit({"side": "east"})], Standing.CONSULTATION),
        (by_side, [Unit({"side": "east"})], Standing.SURVEY),
        (strata, [Unit({}, stratum="a")], Standing.SURVEY),
        (strata, [Unit({}, stratum="c")], Standing.SURVEY),
    )
    for recipe, units, standing in tried:
        with pytest.raises(PlacewrightError) as refused:
            weigh(recipe, units, standing)
        said = f"{refused.value.what} {refused.value.fix}"
        assert not _LATIN.search(_CODES.sub("", said)), said


def test_what_is_not_taken_from_a_file_at_all_is_said_in_the_language_that_is_spoken(_pseudo: None) -> None:
    for content in (b"PK\x03\x04 not a zip", b"\xff\xfe\xfa", b"a,b\n"):
        with pytest.raises(PlacewrightError) as refused:
            read_xlsform(content, name="form.csv")
        assert not _LATIN.search(_CODES.sub("", f"{refused.value.what} {refused.value.fix}")), refused.value


def _without_codes(text: str) -> str:
    """Without the codes that stand in a sentence as they are: options, rows and columns of sheets, in a list."""
    codes = (
        "east",
        "west",
        "isle",
        "this",
        "type, name",
        "label",
        "XLSX",
        "CSV",
        "TOML",
        "UTF",
        "single",
        "date",
        "max-pixels",
    )
    kinds = (kind.value for kind in QuestionKind)
    for code in sorted((*codes, *kinds), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(code)}\b", "", text)
    return text
