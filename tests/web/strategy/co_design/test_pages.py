"""Editions' public pages never change, lead from old to new, and are compared side by side."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from placewright.core.csv_cells import plain_cell
from placewright.ledger.editions import Change, How, What
from placewright.web.accounts.models import Account
from placewright.web.strategy.co_design.figure_differences import Why, figure_differences
from placewright.web.strategy.co_design.models import MadeEdition
from placewright.web.strategy.co_design.texts import Standing, find_again, text_in
from placewright.web.strategy.models import Build, Chapter

from .conftest import SCHOOLS, write_output

pytestmark = pytest.mark.django_db
Make = Callable[..., MadeEdition]


def publish(made: MadeEdition) -> MadeEdition:
    made.public_since = timezone.now()
    made.save()
    return made


def test_an_edition_that_is_not_public_is_nothing_to_strangers_and_read_by_the_team(
    client: Client, draft: MadeEdition, editor: Account
) -> None:
    assert client.get("/editions/one-draft/").status_code == 404
    client.force_login(editor)
    assert client.get("/editions/one-draft/").status_code == 404
    assert client.get("/team/co-design/editions/one-draft/read/").status_code == 200


def test_an_editions_page_stays_as_it_was_when_records_change(client: Client, make: Make, build: Build) -> None:
    publish(make("consultation"))
    before = client.get("/editions/one-consultation/strategy/people.html").content
    document = b"".join(client.get("/editions/one-consultation/strategy.pdf"))
    Chapter.objects.update(text="Quite another text.")
    (build.out / "words.json").unlink()
    assert client.get("/editions/one-consultation/strategy/people.html").content == before
    assert SCHOOLS.encode() in before
    assert b"".join(client.get("/editions/one-consultation/strategy.pdf")) == document
    assert "immutable" in client.get("/editions/one-consultation/strategy.pdf").headers["Cache-Control"]


def test_an_old_edition_leads_to_the_newest(client: Client, make: Make) -> None:
    publish(make("consultation"))
    page = client.get("/editions/one-consultation/").content.decode()
    assert "older edition" not in page
    publish(make("agreed"))
    page = client.get("/editions/one-consultation/").content.decode()
    assert "This is an older edition" in page and 'href="/editions/one-agreed/"' in page
    assert "older edition" not in client.get("/editions/one-agreed/").content.decode()


def test_the_list_names_public_editions_with_permanent_addresses_and_downloads(client: Client, make: Make) -> None:
    make("draft")
    publish(make("consultation"))
    page = client.get("/editions/").content.decode()
    assert "http://testserver/editions/one-consultation/" in page
    assert "/editions/one-consultation/strategy.pdf" in page and "/editions/one-consultation/strategy.docx" in page
    assert "one-draft" not in page


def test_two_editions_are_compared_words_apart_from_figures(client: Client, make: Make) -> None:
    publish(make("consultation"))
    after = publish(make("agreed"))
    shutil.rmtree(after.folder)
    write_output(after.folder, pay="£19.00", verdict="fails", schools=SCHOOLS.replace("good", "fair"))
    page = client.get("/editions/one-consultation..one-agreed/").content.decode()
    assert "good" in page and "fair" in page and "£19.00" in page and "17.9 to 18.5 (sampling)" in page
    answer = client.get("/editions/one-consultation..one-agreed/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        {
            "claim": "pay",
            "title": "Pay",
            "figure": "now",
            "before": "£18.20",
            "interval before": "17.9 to 18.5 (sampling)",
            "verdict before": "holds",
            "after": "£19.00",
            "interval after": "17.9 to 18.5 (sampling)",
            "verdict after": "fails",
            "change": "",
            "why": "claim edited",
        }
    ]


def test_a_caveat_that_only_one_edition_has_is_shown_with_what_rests_on_it(client: Client, make: Make) -> None:
    sides = publish(make("consultation")), publish(make("agreed"))
    for side, caveats in zip(sides, ({}, {"late": "Books came late. (pay)", "late.pay.now": ""}), strict=True):
        path = side.folder / "claims.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"caveats": caveats}))
    page = client.get("/editions/one-consultation..one-agreed/").content.decode()
    assert "Known troubles of the data" in page and "Books came late. (pay)" in page and "(pay: now)" in page
    assert "1 caveat added" in page


def test_a_changed_paragraph_stands_on_both_sides_with_what_was_taken_out_and_put_in(
    client: Client, make: Make
) -> None:
    publish(make("consultation"))
    after = publish(make("agreed"))
    shutil.rmtree(after.folder)
    write_output(after.folder, schools=SCHOOLS.replace("good", "fair"))
    page = client.get("/editions/one-consultation..one-agreed/").content.decode()
    before, after_words = page.split("Before, paragraph 2")[1].split("After, paragraph 2")
    assert '<del><span class="hidden">[taken out: </span>good<' in before and "<ins>" not in before
    assert '<ins><span class="hidden">[put in: </span>fair<' in after_words.split("</div>")[0]
    assert "2 paragraphs are the same" not in page and "1 paragraph is the same" in page


def figure(value: float, **more: Any) -> dict[str, Any]:
    return {"name": "now", "text": f"£{value:.2f}", "value": value, "unit": "GBP/hour", "period": "2024"} | more


def claim(*figures: dict[str, Any], **more: Any) -> dict[str, dict[str, Any]]:
    return {"pay": {"id": "pay", "title": "Pay", "text": "Pay.", "verdict": "holds", "figures": list(figures)} | more}


CELL = {"indicator": "pay", "place": "x", "period": "2024", "fingerprint": "1"}
REVISED = CELL | {"fingerprint": "2"}
TEST = {"test": "now is above then"}


@pytest.mark.parametrize(
    ("before", "after", "change", "why"),
    [
        (claim(figure(18.2, cells=[CELL])), claim(figure(19.0, cells=[REVISED])), "+£0.80", Why.REVISED),
        (claim(figure(18.2)), claim(figure(19.0, period="2025")), "+£0.80", Why.PERIOD),
        (claim(figure(18.2)), claim(figure(17.0, **{"as": "change"})), "−£1.20", Why.EDITED),
        (claim(figure(18.2, unit="%")), claim(figure(19.0)), "", Why.EDITED),
        ({}, claim(figure(19.0)), "", Why.NEW_CLAIM),
        (claim(figure(18.2)), {}, "", Why.CLAIM_GONE),
        (claim(figure(18.2)), claim(figure(18.2), verdict="fails"), "", Why.OTHERS),
        (claim(figure(18.2)), claim(figure(18.2), verdict="fails", tests=[TEST]), "", Why.TESTS),
    ],
)  # fmt: skip
def test_a_figure_that_differs_says_by_how_much_and_why(
    before: dict[str, Any], after: dict[str, Any], change: str, why: Why
) -> None:
    what = What.VERDICT if why in (Why.OTHERS, Why.TESTS) else What.FIGURE
    name = "pay" if what is What.VERDICT else "pay.now"
    (found,) = figure_differences([Change(what, How.CHANGED, name)], before, after)
    assert (found.change, found.why) == (change, why)


def test_a_comparison_with_an_edition_that_is_not_public_is_for_the_team(
    client: Client, make: Make, editor: Account
) -> None:
    publish(make("consultation"))
    make("agreed")
    assert client.get("/editions/one-consultation..one-agreed/").status_code == 404
    client.force_login(editor)
    assert client.get("/editions/one-consultation..one-agreed/").status_code == 200


@pytest.mark.parametrize(
    ("number", "words", "standing", "now"),
    [
        (2, SCHOOLS, Standing.HERE, 2),
        (7, SCHOOLS, Standing.MOVED, 2),
        (2, SCHOOLS.replace("good", "quite good"), Standing.EDITED, 2),
        (2, "Nothing like it was ever said.", Standing.GONE, 0),
    ],
)
def test_a_paragraph_is_found_again(draft: MadeEdition, number: int, words: str, standing: Standing, now: int) -> None:
    text = text_in(draft.folder)
    assert text is not None
    found = find_again(text, chapter="people", number=number, words=words)
    assert (found.standing, found.number) == (standing, now)


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-cmd", "@SUM(A1)", "\t=1", "＝1"])
def test_a_cell_that_could_run_is_words(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0.4", "+3", "12.5%", "words = more"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert plain_cell(text) == text
