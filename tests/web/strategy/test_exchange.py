"""Database and folder hold the same records, both ways, byte for byte."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from placewright.web.strategy.agreement import NotAFastForward
from placewright.web.strategy.exchange import MODELS, authored_in_database, record_of, row_of
from placewright.web.strategy.importing import import_folder
from placewright.web.strategy.models import Claim, Evidence
from placewright.workspace.authored import dump, dump_authored, read_authored
from placewright.workspace.kinds import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_column_for_each_field_of_its_record(kind: str) -> None:
    named = {"id": "slug", "kind": "kind_of"}
    expected = {named.get(item.name, item.name) for item in fields(KINDS[kind].record)}
    own = {field.name for field in MODELS[kind]._meta.concrete_fields}
    inherited = {field.name for field in MODELS["checklist"]._meta.concrete_fields} - {"answers", "slug"}
    assert own - inherited == expected


def test_every_record_of_the_pilot_survives_the_database_byte_for_byte(pilot: Path) -> None:
    authored, _ = read_authored(pilot)
    for reference, record in authored:
        kind = reference.partition(":")[0]
        assert dump(kind, record_of(row_of(kind, record))) == dump(kind, record), reference


def test_an_imported_workspace_is_exported_byte_for_byte(pilot: Path) -> None:
    import_folder(pilot)
    texts = dump_authored(authored_in_database())
    assert texts
    assert {path: (pilot / path).read_text(encoding="utf-8") for path in texts} == texts


def test_importing_the_same_folder_again_changes_nothing(pilot: Path) -> None:
    import_folder(pilot)
    again = import_folder(pilot)
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert Evidence.objects.count() == 1


def test_a_folder_that_lacks_what_was_written_here_is_refused_by_name(pilot: Path) -> None:
    import_folder(pilot)
    Claim.objects.filter(slug="lead-lost").update(title="Lost, mostly")
    with pytest.raises(NotAFastForward, match=r"claims/lead-lost\.md"):
        import_folder(pilot)
    assert Claim.objects.get(slug="lead-lost").title == "Lost, mostly"


def test_a_changed_and_a_removed_file_are_taken_over(pilot_copy: Path) -> None:
    import_folder(pilot_copy)
    changed = pilot_copy / "claims" / "lead-lost.md"
    changed.write_text(changed.read_text().replace('title = "A lead lost"', 'title = "A lead mostly lost"'))
    (pilot_copy / "claims" / "air-quality.md").unlink()
    brought = import_folder(pilot_copy)
    assert brought.changed == ("claims/lead-lost.md",)
    assert brought.removed == ("claims/air-quality.md",)
    assert Claim.objects.get(slug="lead-lost").title == "A lead mostly lost"
