"""What checks say of a questionnaire, its weights and a form stands on the team's pages in the reader's language."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.questionnaires.recipe import Level, Margin, Recipe, Stratum, check_recipe
from placewright.questionnaires.standing import Standing
from placewright.web.accounts.models import Account
from placewright.web.engagement.issue_words import in_words
from placewright.web.engagement.models import InstrumentKind, QuestionnaireVersion
from placewright.web.engagement.services.questionnaires import CannotChange, freeze, working_version
from placewright.web.engagement.services.results import NotYet, keep_design
from pseudo_language import left_over, speak_pseudo
from web.engagement.made import make_instrument

pytestmark = pytest.mark.django_db

_WRONG = Questionnaire(
    "rail",
    "Fer",
    pages=(
        Page(
            "all",
            "Tot",
            groups=(
                Group(
                    "all",
                    questions=(
                        Question("side", QuestionKind.SINGLE, "Ochr"),
                        Question("more", QuestionKind.SHORT_TEXT, "Gair {{ gone }}"),
                    ),
                ),
            ),
        ),
        Page("void"),
    ),
    texts={"cy": {"side.label": "Ochr"}},
)
_DATA = "Work in the Vale Fer Tot Ochr Gair rail all side more void gone label title"
_FORM = """| survey |
|  | type | name | label | default |
|  | text | side | Ochr | Ost |
|  | geopoint | more | Gair | |
"""


_KEYS = " ".join(
    [
        *(one.name for one in fields(Question)),
        *(str(one) for one in QuestionKind),
        "is",
        "text",
        "Illegal character column line",
    ]
)
"""Words of the file itself, and of the library that reads it."""


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads Welsh reads the pseudo-language."""
    speak_pseudo(monkeypatch)


@pytest.fixture
def welsh(officer: Account) -> Client:
    """An officer who reads Welsh."""
    made = Client(headers={"Accept-Language": "cy"})
    made.force_login(officer)
    return made


def _main(client: Client, address: str) -> str:
    text = client.get(address).content.decode()
    return text[text.index("<main") : text.index("</main>")]


@pytest.mark.parametrize("page", ["launch", "questions"])
def test_pages_that_list_what_must_be_mended_leave_no_word_of_it_in_english(welsh: Client, page: str) -> None:
    vale = make_instrument()
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(_WRONG), digest=digest_of(_WRONG)
    )

    shown = _main(welsh, f"/team/engagement/vale/{page}/")

    listed = shown[shown.index('<ul class="pw-trouble">') :].partition("</ul>")[0]
    assert listed.count("<li") >= 3
    assert left_over(listed, _DATA) == []


def test_what_became_of_a_form_is_told_in_the_reader_s_language(welsh: Client) -> None:
    sent = SimpleUploadedFile("rail.md", _FORM.encode())
    about = {"title": "Fer", "kind": "consultation", "start": "file", "file": sent, "slug": "fer"}
    made = welsh.post("/team/engagement/new/", about)
    assert made.status_code == 302, made.content.decode()

    shown = _main(welsh, "/team/engagement/fer/questions/brought/")

    rows = shown[shown.index("<tbody>") :].partition("</tbody>")[0]
    assert rows.count("<tr>") >= 3
    assert left_over(rows, f"{_DATA} survey text short-text geopoint default") == []


_TOML = """id = "rail"
title = "Fer"
[[pages]]
code = "all"
[[pages.groups]]
code = "all"
[[pages.groups.questions]]
code = "side"
kind = "single"
label = "Ochr"
"""


@pytest.mark.parametrize(
    "wrong",
    [
        _TOML.replace("label =", "labbel ="),
        _TOML.replace("label =", "zzzzzzzz ="),
        _TOML.replace('label = "Ochr"\n', ""),
        _TOML.replace('"single"', '"cash"'),
        _TOML + 'whole = "Ie"\n',
        _TOML + "fewest = 1.5\n",
        _TOML + 'options = "Ie"\n',
        _TOML + 'shown_if = "Ie"\n',
        _TOML + 'earliest = "Ie"\n',
        _TOML.replace('"Ochr"', '"Ochr'),
    ],
)
def test_a_wrong_key_or_value_of_a_file_is_named_in_the_reader_s_language(welsh: Client, wrong: str) -> None:
    sent = SimpleUploadedFile("rail.toml", wrong.encode())
    about = {"title": "Fer", "kind": "consultation", "start": "file", "file": sent}

    page = welsh.post("/team/engagement/new/", about).content.decode()

    said = re.findall(r'<p class="error-message"[^>]*>(.*?)</p>', page, re.DOTALL)
    names = (
        "rail toml pages groups questions kind single cash labbel label whole options shown_if earliest fewest zzzzzzzz"
    )
    assert said
    assert "rail.toml" in said[0]
    assert left_over(" ".join(said), f"{_DATA} {names} {_KEYS}") == []


def test_a_refusal_says_where_and_why_in_the_reader_s_language(officer: Account) -> None:
    vale = make_instrument(InstrumentKind.SURVEY)
    recipe = Recipe("Vale", strata=(Stratum("side", "Ost", 0),))
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(_WRONG), digest=digest_of(_WRONG)
    )

    with translation.override("cy"):
        with pytest.raises(CannotChange) as frozen:
            freeze(working_version(vale), by=officer)
        with pytest.raises(NotYet) as planned:
            keep_design(vale, recipe, (), by=officer)

    assert left_over(f"<p>{frozen.value}</p><p>{planned.value}</p>", _DATA) == []


def test_in_english_an_issue_stands_where_it_always_stood() -> None:
    levels = (Level(("east",), "Ost", 1),)
    asked = replace(_WRONG, texts={})
    side = Question("side", QuestionKind.SINGLE, "Ochr", options=(Option("east", "Ost"), Option("west", "Kvest")))
    asked = replace(asked, pages=(Page("all", groups=(Group("all", questions=(side,)),)),))
    recipe = Recipe(strata=(Stratum("a", "A", 0),), margins=(Margin(levels, "", "side"), Margin((), "")), trim_at=1)
    found = check_recipe(recipe, asked, Standing.SURVEY)

    assert in_words(found) == list(found)
