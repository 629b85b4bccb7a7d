"""What the program says of results and before opening is in each reader's language; what is kept is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from placewright.publish.result_files import results_csv, results_json, results_xlsx
from placewright.questionnaires.model import Group, Option, Page, Question, QuestionKind, Questionnaire
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.questionnaires.recipe import Level, Margin, Recipe, plain_recipe
from placewright.questionnaires.results_model import results_from_plain
from placewright.web.accounts.models import Account
from placewright.web.engagement.launching import checks_of
from placewright.web.engagement.models import Instrument, InstrumentKind, QuestionnaireVersion
from placewright.web.engagement.result_pages import shown_method
from placewright.web.engagement.result_summaries import summaries_of
from placewright.web.engagement.services import results as services
from pseudo_language import left_over, speak_pseudo
from web.engagement.made import make_closed, make_instrument, make_open, make_response

pytestmark = pytest.mark.django_db

_SIDES = (Option("east", "Ost"), Option("west", "Kvest"), Option("isle", "Insul"))
_WHETHER = (Option("yes", "Ie"), Option("no", "Na"), Option("perhaps", "Efallai"))
RAIL = Question("rail", QuestionKind.SINGLE, "Traen", options=_WHETHER)
ASKED = Questionnaire(
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
                        RAIL,
                        Question("side", QuestionKind.SINGLE, "Ochr", options=_SIDES),
                        Question("staff", QuestionKind.NUMBER, "Pobl"),
                        Question("more", QuestionKind.LONG_TEXT, "Gair"),
                    ),
                ),
            ),
        ),
    ),
)
DATA = "Work in the Vale Fer Tot Traen Ie Na Efallai Ochr Ost Kvest Insul Pobl Gair Vale Rhestr Staff"
"""Every text of the questionnaire and the plan: words that are nobody's language, so that none is taken for English."""


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads Welsh reads the pseudo-language."""
    speak_pseudo(monkeypatch)


def _surveyed() -> Instrument:
    """A survey with figures, a joined group with who is not known, a rare answer and withheld numbers."""
    vale = make_instrument(InstrumentKind.SURVEY)
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(ASKED), digest=digest_of(ASKED)
    )
    levels = (Level(("east",), "Ost", 100), Level(("west",), "Kvest", 200), Level(("isle",), "Insul", 20))
    vale.design = plain_recipe(Recipe("Vale", "Staff", margins=(Margin(levels, "Rhestr", "side"),)))
    vale.breakdowns = ["side"]
    vale.save()
    make_closed(vale)
    for number in range(120):
        answers: dict[str, object] = {"rail": ("yes", "no", "yes")[number % 3], "staff": 2.0 + number % 7}
        if number < 4:
            answers["rail"] = "perhaps"
        answers["side"] = "east" if number < 50 else "west" if number < 90 else "isle"
        if number >= 112:
            del answers["side"]
        make_response(vale, answers)
    return vale


def _main(page: HttpResponse) -> str:
    text = page.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_what_is_kept_of_results_is_the_same_bytes_whoever_makes_reads_or_fetches_them(analyst: Account) -> None:
    vale = _surveyed()
    made = services.make_tables(vale, by=analyst)
    with translation.override("cy"):
        again = services.make_tables(vale, by=analyst)
        held = results_from_plain(made.tables)
        theirs = results_csv(held), results_json(held, made.frozen), summaries_of(vale, held)

    assert json.dumps(again.tables) == json.dumps(made.tables)
    assert again.frozen == made.frozen
    assert theirs == (results_csv(held), results_json(held, made.frozen), summaries_of(vale, held))
    assert "withheld so that a small number cannot be worked out" in theirs[0].decode()


def test_pages_and_workbooks_of_results_leave_no_word_of_the_program_in_english(analyst: Account) -> None:
    vale = _surveyed()
    made = services.publish_results(services.make_tables(vale, by=analyst), "", by=analyst)
    assert made.live
    kept = vale.results.get()
    welsh = Client(headers={"Accept-Language": "cy"})

    public = _main(welsh.get("/have-your-say/vale/results/"))
    welsh.force_login(analyst)
    team = _main(welsh.get("/team/engagement/vale/results/"))
    with translation.override("cy"):
        book = openpyxl.load_workbook(BytesIO(results_xlsx(results_from_plain(kept.tables), {}, day=date(2026, 1, 5))))
        method = " ".join(shown_method(results_from_plain(kept.tables)))

    known = f"{DATA} side"
    assert left_over(public, known) == []
    assert left_over(team, f"{known} rail staff more {analyst}") == []
    cells = [str(cell.value) for row in book.worksheets[1].iter_rows(min_row=5) for cell in row if cell.value]
    said = {book.worksheets[1].cell(row, column).value for row in range(5, len(cells)) for column in (5, 6, 15)}
    assert left_over("".join(f"<p>{cell}</p>" for cell in said if cell), f"{DATA} side") == []
    assert left_over(f"<p>{method}</p>", f"{DATA} side") == []


def test_launch_checks_speak_the_reader_s_language(officer: Account) -> None:
    vale = make_instrument()
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(ASKED), digest=digest_of(ASKED)
    )
    with translation.override("cy"):
        said = [f"<p>{words}</p>" for check in checks_of(vale).all for words in (check.title, check.what, check.fix)]

    assert left_over("".join(said), f"{DATA} side") == []
    assert len(said) > 30


def test_one_thing_is_not_spoken_of_as_several(officer: Account) -> None:
    vale = make_instrument()
    asked = replace(ASKED, pages=(replace(ASKED.pages[0], groups=(Group("all", questions=(RAIL,)),)),))
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(asked), digest=digest_of(asked)
    )
    once = {"drafts_days": 1, "identities_months": 1, "device_hours": 1}
    make_open(vale)
    Instrument.objects.filter(pk=vale.pk).update(facts=vale.facts | {"retention": once})
    browser = Client()
    browser.force_login(officer)

    preview = browser.get("/team/engagement/vale/preview/").content.decode()
    outline = browser.get("/team/engagement/vale/questions/").content.decode()
    landing = Client().get("/have-your-say/vale/").content.decode()

    assert "About 1 minute, if everything is asked." in preview
    assert "about 1 minute, if everything is asked" in outline
    assert "Unfinished answers 1 day; names and addresses 1 month after closing, words 24 months" in landing
    assert "for 1 hour." in landing
