"""The team comments on records: read beside the form, answered, resolved, in the history, and told by mail."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.translation import override

from placewright.web.accounts.models import Account
from placewright.web.accounts.roles import Role
from placewright.web.common.models import LogEntry
from placewright.web.strategy.models import Chapter, RecordComment
from placewright.web.strategy.services import commenting
from pseudo_language import has_left_over, speak_pseudo

pytestmark = pytest.mark.django_db


def _account(role: Role, name: str) -> Account:
    account = Account.objects.create_user(f"{name}@vale.example", "a password of no use", name=name)
    account.groups.add(Group.objects.get(name=str(role)))
    return account


def _client(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def editor() -> Account:
    return _account(Role.EDITOR, "Ede")


@pytest.fixture
def reviewer() -> Account:
    return _account(Role.REVIEWER, "Rae")


@pytest.fixture
def chapter(editor: Account) -> Chapter:
    """A draft of a chapter that the editor wrote."""
    row = Chapter.objects.create(slug="people", title="People", order=1, text="Many come.", live=False)
    row.save_revision(user=editor)
    return row


def _said(row: Chapter, by: Account, text: str = "How many come?") -> RecordComment:
    return commenting.say(row, text, by=by, address="https://vale.example/c/")


def test_a_comment_is_read_by_the_team_and_on_the_form_and_stands_in_history_and_log(
    chapter: Chapter, editor: Account, reviewer: Account
) -> None:
    page = f"/team/comments/chapter/{chapter.pk}/"
    assert _client(reviewer).post(page, {"text": "How <b>many</b> come?"}).status_code == 302

    for address in (page, f"/team/snippets/strategy/chapter/edit/{chapter.pk}/", "/team/comments/"):
        read = _client(editor).get(address).content.decode()
        assert "How &lt;b&gt;many&lt;/b&gt; come?" in read, address
    history = _client(editor).get(f"/team/snippets/strategy/chapter/history/{chapter.pk}/").content.decode()
    assert "Commented" in history and "come?" in history
    entry = LogEntry.objects.get(verb="commented on")
    assert (entry.kind, entry.key, entry.by) == ("chapter", "people", reviewer)
    assert page in _client(reviewer).get("/team/snippets/strategy/chapter/").content.decode()


def test_a_viewer_reads_comments_and_says_nothing(chapter: Chapter, reviewer: Account) -> None:
    viewer = _client(_account(Role.VIEWER, "Vi"))
    said = _said(chapter, reviewer)
    page = f"/team/comments/chapter/{chapter.pk}/"

    assert "How many come?" in viewer.get(page).content.decode()
    assert "<textarea" not in viewer.get(page).content.decode()
    assert viewer.post(page, {"text": "Me too."}).status_code == 404
    assert viewer.post(f"{page}{said.pk}/resolve/").status_code == 404
    assert RecordComment.objects.count() == 1


def test_an_answer_opens_a_resolved_comment_again(chapter: Chapter, editor: Account, reviewer: Account) -> None:
    said = _said(chapter, reviewer)
    page = f"/team/comments/chapter/{chapter.pk}/"
    _client(editor).post(f"{page}{said.pk}/resolve/")
    said.refresh_from_db()
    assert said.resolved_by == editor
    assert "No comment waits." in _client(editor).get("/team/comments/").content.decode()

    _client(reviewer).post(page, {"text": "And from where?", "reply_to": str(said.pk)})
    said.refresh_from_db()

    assert said.is_open and said.replies.get().text == "And from where?"


def test_another_reviewer_does_not_resolve_what_one_said(chapter: Chapter, reviewer: Account) -> None:
    said = _said(chapter, reviewer)
    with pytest.raises(commenting.CannotComment, match="Only who said it"):
        commenting.resolve(chapter, said, by=_account(Role.REVIEWER, "Ro"))
    assert commenting.resolve(chapter, said, by=reviewer).resolved_by == reviewer


def test_mail_about_a_comment_leaves_no_fixed_word_that_cannot_be_translated(
    chapter: Chapter,
    reviewer: Account,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    speak_pseudo(monkeypatch)
    with override("cy"), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        _said(chapter, reviewer)
    (sent,) = mailoutbox
    said = f"How many come? {chapter.reference} {chapter.title} {reviewer.name} Placewright"
    assert not has_left_over(str(sent.subject), said), sent.subject
    assert not has_left_over(sent.body, said), sent.body


@pytest.mark.parametrize("text", ["", "  \n", "x" * (commenting.LONGEST + 1), "a\x00b"])
def test_no_words_and_too_many_are_refused(chapter: Chapter, reviewer: Account, text: str) -> None:
    answer = _client(reviewer).post(f"/team/comments/chapter/{chapter.pk}/", {"text": text})
    assert answer.status_code == 422
    assert not RecordComment.objects.exists()


def test_who_wrote_or_takes_part_is_told_but_not_who_said_it_nor_who_wants_no_mail(
    chapter: Chapter,
    editor: Account,
    reviewer: Account,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: object,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        said = _said(chapter, reviewer)
    assert [mail.to for mail in mailoutbox] == [[editor.email]]
    assert "How many come?" in mailoutbox[0].body and "https://vale.example/c/" in mailoutbox[0].body

    assert _client(editor).post("/team/comments/mail/", {"wanted": "no"}).status_code == 302
    assert "Tell me by mail" in _client(editor).get("/team/comments/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        commenting.say(chapter, "Ten.", by=_account(Role.ANALYST, "An"), address="", reply_to=said)
    assert [mail.to for mail in mailoutbox[1:]] == [[reviewer.email]]


def test_comments_are_found_again_under_another_id_and_after_the_row_was_made_anew(
    chapter: Chapter, reviewer: Account
) -> None:
    _said(chapter, reviewer)
    chapter.slug = "folk"
    chapter.save()
    assert commenting.comments_of(chapter).count() == 1
    chapter.delete()
    again = Chapter.objects.create(slug="people", title="People", order=1, text="Many.", live=False)
    assert commenting.comments_of(again).count() == 1


def test_there_are_no_comments_of_what_is_not_there(reviewer: Account) -> None:
    assert _client(reviewer).get("/team/comments/chapter/999999/").status_code == 404
    assert _client(reviewer).get("/team/comments/nothing/1/").status_code == 404
