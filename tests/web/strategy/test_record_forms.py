"""Records in forms: nothing is lost on the way through, what is no record is refused, and ids stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from placewright.core.errors import BadRecord
from placewright.web.common.fields import OrderedJSONField
from placewright.web.strategy.exchange import MODELS, record_of, row_of
from placewright.web.strategy.models import Build, Chapter, Claim
from placewright.web.strategy.panels import edit_handler_for
from placewright.web.strategy.parts_field import PartsComparison
from placewright.web.strategy.rows import fits_rows, rows_of, text_of, value_of, value_of_text
from placewright.web.strategy.shapes import NAME, shape_of
from placewright.workspace.authored import dump, read_authored
from strategy_tests import as_sent, client_of, filled_in

pytestmark = pytest.mark.django_db


def _nested(pilot: Path) -> Iterator[tuple[str, str, Any]]:
    authored, _ = read_authored(pilot)
    for reference, record in authored:
        kind = reference.partition(":")[0]
        row = row_of(kind, record)
        for field in MODELS[kind]._meta.concrete_fields:
            if isinstance(field, OrderedJSONField):
                yield kind, field.name, getattr(row, field.name)


def test_every_nested_part_of_the_pilot_survives_rows_and_text(pilot: Path) -> None:
    seen = 0
    for kind, column, value in _nested(pilot):
        shape = shape_of(kind, column)
        assert fits_rows(shape, value), (kind, column, value)
        assert value_of_text(shape, text_of(shape, value), where=column) == (value or shape.empty)
        seen += 1
    assert seen > 1000


@pytest.mark.parametrize("mode", ["rows", "text"])
def test_a_form_that_is_sent_as_it_came_is_the_same_record_byte_for_byte(pilot: Path, mode: str) -> None:
    authored, _ = read_authored(pilot)
    for kind, model in MODELS.items():
        for record in list(authored.of_kind(kind).values())[:3]:
            form = edit_handler_for(model).get_form_class()(
                filled_in(row_of(kind, record), mode=mode), instance=row_of(kind, record)
            )
            assert form.is_valid(), form.errors
            assert dump(kind, record_of(form.instance)) == dump(kind, record)
            assert not form.has_changed(), form.changed_data


def test_a_chapter_saved_in_a_browser_keeps_the_line_ends_of_files(live_pilot: Build) -> None:
    row = Chapter.objects.get(slug="productivity")
    kept = row.text
    client_of("editor").post(f"/team/snippets/strategy/chapter/edit/{row.pk}/", as_sent(row, title="Anew"))
    row.refresh_from_db()
    draft = row.get_latest_revision_as_object()
    assert (draft.title, draft.text) == ("Anew", kept)


def test_a_strange_key_in_a_text_is_named_with_its_line() -> None:
    shape = shape_of("claim", "figures")
    with pytest.raises(BadRecord) as caught:
        value_of_text(shape, "[figures.now]\nindicator = 'x'\nperiodd = 2022\n", where="Figures")
    assert caught.value.where == "Figures, line 3"
    assert "periodd" in caught.value.what
    assert "period" in (caught.value.fix or "")


def test_a_word_where_a_number_belongs_is_named_with_its_part() -> None:
    with pytest.raises(BadRecord, match=r"figures\.now\.decimals"):
        value_of(shape_of("claim", "figures"), [{NAME: "now", "indicator": "x", "decimals": "two"}], where="Figures")


def test_two_rows_of_one_name_are_refused() -> None:
    rows = [{NAME: "now", "indicator": "a"}, {NAME: "now", "indicator": "b"}]
    with pytest.raises(BadRecord, match="Two rows are called"):
        value_of(shape_of("claim", "figures"), rows, where="Figures")


@pytest.mark.parametrize(
    ("than", "held"),
    [
        ("then", "then"),
        ("100", 100.0),
        ("10, 20", [10.0, 20.0]),
        ("0.5 x then", {"figure": "then", "times": 0.5}),
        ("then + 2", {"figure": "then", "plus": 2.0}),
    ],
)
def test_what_a_test_compares_with_is_written_in_words_and_numbers(than: str, held: Any) -> None:
    shape = shape_of("claim", "holds")
    value = value_of(shape, [{"figure": "now", "is": "below", "than": than}], where="Tests")
    assert value == [{"figure": "now", "is": "below", "than": held}]
    assert value_of(shape, rows_of(shape, value), where="Tests") == value


def test_the_order_of_rows_is_that_of_the_page(pilot: Path) -> None:
    shape = shape_of("claim", "figures")
    value = {"now": {"indicator": "a"}, "then": {"indicator": "b"}}
    turned = list(reversed(rows_of(shape, value)))
    assert list(value_of(shape, turned, where="Figures")) == ["then", "now"]


def test_a_row_that_is_no_record_is_refused_at_its_field(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    form = edit_handler_for(Claim).get_form_class()(filled_in(row, stance=""), instance=row)
    form.defer_required_fields()
    assert not form.is_valid()
    assert "stance" in form.errors


def test_the_id_of_a_live_record_cannot_change(live_pilot: Build) -> None:
    row = Claim.objects.get(slug="lead-lost")
    answer = client_of("editor").post(f"/team/snippets/strategy/claim/edit/{row.pk}/", as_sent(row, slug="other"))
    assert answer.status_code == 302
    assert Claim.objects.get(pk=row.pk).get_latest_revision_as_object().slug == "lead-lost"


def test_versions_are_compared_line_by_line_in_words(pilot: Path) -> None:
    authored, _ = read_authored(pilot)
    before, after = (row_of("claim", authored.claims["lead-lost"]) for _ in range(2))
    after.figures = {**before.figures, "now": before.figures["now"] | {"period": "2021"}}
    shown = str(PartsComparison(Claim._meta.get_field("figures"), before, after).htmldiff())
    assert "addition" in shown
    assert "2021" in shown
    assert "{" not in shown


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_every_kind_has_a_list_and_a_form(live_pilot: Build, model: Any) -> None:
    client, name = client_of("editor"), model._meta.model_name
    assert client.get(f"/team/snippets/strategy/{name}/").status_code == 200
    may_add = name != "edition"  # editions are made at a desk of their own
    assert (client.get(f"/team/snippets/strategy/{name}/add/").status_code == 200) is may_add
    row = model.objects.first()
    if row is not None:
        page = client.get(f"/team/snippets/strategy/{name}/edit/{row.pk}/")
        assert page.status_code == 200


@pytest.mark.parametrize(
    ("role", "may_draft", "may_publish"),
    [("editor", True, True), ("analyst", True, False), ("viewer", False, False), ("reviewer", False, False)],
)
def test_who_may_draft_and_publish_is_a_matter_of_the_role(
    live_pilot: Build, role: str, may_draft: bool, may_publish: bool
) -> None:
    row = Claim.objects.get(slug="air-quality")
    data = as_sent(row, title="Air, anew", **{"action-publish": "yes"})
    client_of(role).post(f"/team/snippets/strategy/claim/edit/{row.pk}/", data)
    row.refresh_from_db()
    assert (row.get_latest_revision_as_object().title == "Air, anew") is may_draft
    assert (row.title == "Air, anew") is may_publish


@pytest.mark.parametrize("kind", sorted(set(MODELS) - {"edition"}))
def test_pages_of_records_have_one_first_heading(kind: str) -> None:
    client = client_of("administrator")
    model = MODELS[kind]
    row = model.objects.create(slug="one") if kind == "measure" else None
    for path in ["add/", *([f"edit/{row.pk}/"] if row else [])]:
        answer = client.get(f"/team/snippets/strategy/{model._meta.model_name}/{path}")
        assert answer.status_code == 200, path
        assert answer.content.decode().count("<h1") == 1, path


@pytest.mark.parametrize("words", ["adults lear", "few-adults", "took part"])
def test_a_list_of_records_is_searched_by_title_id_and_sentence(words: str) -> None:
    Claim.objects.create(slug="few-adults", title="Few Adults learning", text="Few took part.")
    Claim.objects.create(slug="other", title="Another", text="Nothing of it.")
    page = client_of("editor").get("/team/snippets/strategy/claim/", {"q": words}).content.decode()
    assert "Few Adults learning" in page
    assert "Another" not in page


@pytest.mark.parametrize("digits", ["9" * 16, "9" * 5_000, "²", "1.5"], ids=["16", "thousands", "raised", "a part"])
def test_a_whole_number_that_cannot_be_kept_is_refused_in_words(digits: str) -> None:
    row = {NAME: "jobs", "indicator": "employment-rate", "decimals": digits}
    with pytest.raises(BadRecord, match="decimals"):
        value_of(shape_of("claim", "figures"), [row], where="Figures")
