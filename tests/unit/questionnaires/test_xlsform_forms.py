"""Forms that each try one thing: what is taken, what is lost is named with its row, and pyxform agrees on both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyxform.xls2xform import convert

from placewright.questionnaires.checks import check_questionnaire
from placewright.questionnaires.model import Comparison, QuestionKind, Rule
from placewright.questionnaires.texts import untranslated
from placewright.questionnaires.xlsform.findings import Grade
from placewright.questionnaires.xlsform.reading import Brought, read_xlsform
from placewright.questionnaires.xlsform.sheets import read_sheets
from placewright.questionnaires.xlsform.writing import write_xlsform

FORMS = Path(__file__).with_name("forms")
NAMES = sorted(path.stem for path in FORMS.glob("*.md"))
LOST = {
    "calculations": [
        "3 default", "4 calculate", "6 relevant", "7 calculation", "7 readonly", "8 relevant",
    ],
    "choice_filter": ["4 county", "3 choice_filter"],
    "every_type": [],
    "limits": ["3 constraint", "5 constraint", "8 constraint", "9 constraint"],
    "look_and_media": ["2 media::image", "2 media::image", "2 guidance_hint", "4 body::accept"],
    "names": [],
    "other_and_order": [],
    "places_times_codes": [
        "2 geopoint", "3 geotrace", "4 geoshape", "5 barcode", "6 time", "7 datetime", "8 hidden",
    ],
    "repeats": ["3 repeat_count"],
    "routing": ["12 relevant"],
    "table_alone": ["4 hint", "8 hint"],
    "settings_and_style": ["2 version", "2 instance_name", "2 public_key"],
    "tables": [],
    "translations": [],
    "who_is_watched": [],
}  # fmt: skip
CHANGED = {
    "calculations": ["5 words"],
    "choice_filter": [],
    "every_type": ["11 range", "12 acknowledge", "13 image", "14 audio", "15 video", "16 file"],
    "limits": ["2 constraint_message", "8 required"],
    "look_and_media": ["2 appearance", "4 file"],
    "names": ["2 name", "3 name", "4 name", "5 name", "3 choice", "10 name"],
    "other_and_order": ["5 seed"],
    "places_times_codes": [],
    "repeats": ["3 begin repeat", "8 begin repeat"],
    "routing": [],
    "table_alone": ["6 row"],
    "settings_and_style": ["4 list_name", "2 label", "3 label", "4 disabled", "5 image", "5 parameters"],
    "tables": [],
    "translations": [],
    "who_is_watched": ["2 start", "3 end", "4 today", "5 deviceid", "6 phonenumber", "7 username", "8 audit"],
}


@dataclass(frozen=True)
class Asked:
    """One field as pyxform sees it: the type of its data, and the names of its choices."""

    type: str
    choices: tuple[str, ...]


def brought(name: str) -> Brought:
    return read_xlsform((FORMS / f"{name}.md").read_bytes(), name=f"{name}.md")


def said(found: Brought, grade: Grade) -> list[str]:
    return [f"{one.row} {one.construct}" for one in found.findings if one.grade is grade]


def fields(xform: str) -> dict[str, Asked]:
    """The fields of an XForm by their names, those for programs left out."""
    root = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", xform))
    lists = {
        instance.get("id"): tuple(str(item.findtext("name")) for item in instance.iter("item"))
        for instance in root.iter("instance")
    }
    choices: dict[str, tuple[str, ...]] = {}
    for control in root.iter():
        itemset = control.find("itemset")
        ref = (control.get("ref") or "").rpartition("/")[2]
        if itemset is not None:
            named = re.search(r"instance\('([^']+)'\)", itemset.get("nodeset") or "")
            choices[ref] = lists[named[1]] if named else ()
        elif control.find("item") is not None:
            choices[ref] = tuple(str(item.findtext("value")) for item in control.findall("item"))
    binds = {(one.get("nodeset") or "").rpartition("/")[2]: one.get("type") or "" for one in root.iter("bind")}
    return {name: Asked(kind, choices.get(name, ())) for name, kind in binds.items() if name != "instanceID"}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_lost_or_changed_is_named_with_its_row(name: str) -> None:
    found = brought(name)
    assert said(found, Grade.REFUSED) == LOST[name]
    assert said(found, Grade.CHANGED) == CHANGED[name]
    assert all(one.fix for one in found.findings if one.grade is Grade.REFUSED)


@pytest.mark.parametrize("name", NAMES)
def test_no_row_goes_unseen_and_what_comes_in_can_open(name: str) -> None:
    found = brought(name)
    told = {one.row for one in found.findings if one.sheet == "survey"}
    rows = read_sheets((FORMS / f"{name}.md").read_bytes(), name=name).survey
    assert [row.number for row in rows if row.number not in told and not row.get("type").startswith("end ")] == []
    assert [str(issue) for issue in check_questionnaire(found.questionnaire) if issue.severity == "error"] == []


@pytest.mark.parametrize("name", NAMES)
def test_pyxform_finds_the_same_fields_in_what_came_and_in_what_goes_out(name: str) -> None:
    found = brought(name)
    came = fields(convert((FORMS / f"{name}.md").read_text(), form_name="data", file_type=".md").xform)
    goes = fields(convert(write_xlsform(found.questionnaire).content, form_name="data", file_type=".xlsx").xform)
    touched = {one.row for one in found.findings if one.grade is not Grade.SUPPORTED}
    rows = read_sheets((FORMS / f"{name}.md").read_bytes(), name=name).survey
    whole = {row.get("name") for row in rows if row.number not in touched}
    assert {field: goes.get(field) for field in came if field in whole and field in goes} == {
        field: came[field] for field in came if field in whole and field in goes
    }
    asked = {question.code for question in found.questionnaire.questions() if question.kind is not QuestionKind.MATRIX}
    assert asked <= goes.keys()


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_out_comes_back_the_same(name: str) -> None:
    first = brought(name).questionnaire
    again = read_xlsform(write_xlsform(first).content, name=f"{name}.xlsx")
    assert said(again, Grade.REFUSED) == []
    assert list(again.questionnaire.questions()) == list(first.questions())
    assert again.questionnaire.texts == first.texts


def test_rules_of_every_form_are_taken() -> None:
    asked = brought("routing").questionnaire
    rules = {question.code: question.shown_if for question in asked.questions()}
    assert rules["markets"] == Rule("trades", is_=Comparison.EQUALS, value="yes")
    assert rules["abroad"] == Rule(
        any=(
            Rule("markets", is_=Comparison.INCLUDES, value="eu"),
            Rule("markets", is_=Comparison.INCLUDES, value="world"),
        )
    )
    assert rules["young"] == Rule("since", is_=Comparison.ABOVE, value="2020-01-01")
    assert asked.pages[1].shown_if == Rule(not_=Rule("markets", is_=Comparison.INCLUDES, value="world"))
    assert rules["hasty"] is None


def test_questions_of_a_repeat_are_asked_once_on_screens_of_their_own() -> None:
    asked = brought("repeats").questionnaire
    assert [question.code for question in asked.questions()] == ["sites", "town", "staff", "make", "more"]
    assert asked.pages[1].shown_if == Rule("sites", is_=Comparison.ABOVE, value=0.0)


def test_words_of_two_languages_come_in_and_a_missing_one_is_missed() -> None:
    asked = brought("translations").questionnaire
    assert asked.texts["cy"]["trades.help"] == "Nwyddau neu wasanaethau"
    assert asked.texts["cy"]["page.firm.title"] == "Eich cwmni"
    assert list(untranslated(asked, "cy")) == ["title", "why.label"]


def test_a_table_that_stands_alone_keeps_its_name_its_hint_and_its_words_of_other_languages() -> None:
    asked = brought("table_alone").questionnaire
    table = next(question for question in asked.questions() if question.kind is QuestionKind.MATRIX)
    assert (table.code, table.help, [row.code for row in table.rows]) == ("views", "One answer each", ["homes", "rail"])
    assert (
        asked.texts["cy"]["views.label"] == "Ydych chi'n cytuno?" and asked.texts["cy"]["views.help"] == "Un ateb yr un"
    )
    assert asked.texts["cy"]["views.row.rail"] == "Adeiladu rheilffordd"
    assert asked.texts["cy"]["views.option.agree"] == "Cytuno"
    assert asked.texts["ht"] == {"what_would_you_like_to.label": "Ki lòt bagay?"}


def test_a_question_is_told_of_though_a_row_of_that_number_among_the_choices_is_too() -> None:
    form = "| survey |\n| | type | name | label |\n| | text | town | Town |\n"
    form += "| choices |\n| | list_name | name | label |\n| | spare | yes | Yes |\n"
    found = read_xlsform(form.encode(), name="form.md").findings
    assert [(one.sheet, one.row, one.construct) for one in found] == [
        ("choices", 2, "list_name"),
        ("survey", 2, "text"),
    ]


def test_what_a_form_cannot_hold_is_said_when_it_goes_out() -> None:
    asked = replace(brought("translations").questionnaire, introduction="Hello.", thanks="Thank you.")
    asked = replace(asked, texts={"cy": {**asked.texts["cy"], "title": "Masnach"}})
    lost = [one.construct for one in write_xlsform(asked).findings]
    assert lost == ["introduction", "thanks", "title"]
