"""A record that was brought in can be compared with what came of it, as if it had been written here."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry

from placewright.records.chapter import Chapter as ChapterRecord
from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.strategy.models import Chapter
from placewright.web.strategy.rows_in_bulk import BROUGHT, write_records

pytestmark = pytest.mark.django_db


def _chapter(text: str) -> ChapterRecord:
    return ChapterRecord("people", "People", 1, text=text)


@pytest.fixture
def editor() -> Account:
    account = Account.objects.create_user("ede@vale.example", "a password of no use", name="Ede")
    account.groups.add(Group.objects.get(name=str(Role.EDITOR)))
    return account


def _history(editor: Account, row: Chapter) -> tuple[Client, str]:
    client = Client()
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, client.get(f"/team/snippets/strategy/chapter/history/{row.pk}/").content.decode()


def _edit(row: Chapter, editor: Account, text: str) -> None:
    row.text = text
    row.save_revision(user=editor, log_action=True)


def test_the_first_version_is_in_the_history_and_the_next_is_compared_with_it(editor: Account) -> None:
    write_records("chapter", {"people": _chapter("Many come.")})
    row = Chapter.objects.get(slug="people")
    brought = row.latest_revision_id
    _edit(row, editor, "Few come.")
    row.refresh_from_db()
    client, history = _history(editor, row)
    assert "Brought in from elsewhere" in history
    versions = f"{brought}...{row.latest_revision_id}"
    address = f"/team/snippets/strategy/chapter/history/{row.pk}/revisions/compare/{versions}/"
    assert address in history
    compared = client.get(address).content.decode()
    assert "Many" in compared and "Few" in compared


def test_who_brought_a_version_is_in_the_history(editor: Account) -> None:
    write_records("chapter", {"people": _chapter("Many come.")}, by=editor)
    entry = ModelLogEntry.objects.get(action=BROUGHT)
    assert entry.user == editor
    assert entry.revision == Chapter.objects.get(slug="people").live_revision


def test_versions_that_were_brought_in_by_an_older_version_get_their_entry_once(editor: Account) -> None:
    write_records("chapter", {"people": _chapter("Many come.")})
    _edit(Chapter.objects.get(slug="people"), editor, "Few come.")
    ModelLogEntry.objects.filter(action=BROUGHT).delete()
    tell = import_module("placewright.web.strategy.migrations.0008_history_of_what_was_brought").tell
    tell(apps, None)
    tell(apps, None)
    [entry] = ModelLogEntry.objects.filter(action=BROUGHT)
    assert entry.revision == Chapter.objects.get(slug="people").live_revision
    assert entry.timestamp == entry.revision.created_at


def test_compared_versions_keep_their_paragraphs_apart_and_fold_away_what_is_the_same(editor: Account) -> None:
    same = [f"Paragraph {n} stays as it was." for n in range(4)]
    write_records("chapter", {"people": _chapter("\n\n".join([*same, "Many come to learn here."]))})
    row = Chapter.objects.get(slug="people")
    brought = row.latest_revision_id
    _edit(row, editor, "\n\n".join([*same, "Few come to learn here.", "<b>New.</b>"]))
    row.refresh_from_db()
    client, _history_page = _history(editor, row)
    versions = f"{brought}...{row.latest_revision_id}"
    page = client.get(f"/team/snippets/strategy/chapter/history/{row.pk}/revisions/compare/{versions}/")
    compared = page.content.decode()
    assert "<summary>4 paragraphs are the same</summary>" in compared
    assert '<p><del class="deletion">Many</del><ins class="addition">Few</ins> come to learn here.</p>' in compared
    assert '<p><ins class="addition">&lt;b&gt;New.&lt;/b&gt;</ins></p>' in compared
