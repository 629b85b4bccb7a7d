"""A reviewer outside the team comes by a private link, reads, speaks, and is answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.common.models import LogEntry
from placewright.web.strategy.co_design.models import MadeEdition, Remark, ReviewerLink
from placewright.web.strategy.co_design.services import answering, inviting, saying
from placewright.web.strategy.co_design.services.inviting import Invited

from .conftest import SCHOOLS, invite_to

pytestmark = pytest.mark.django_db
ONCE = "0123456789abcdef"


@pytest.fixture
def reader(client: Client, invited: Invited) -> Client:
    """A browser that came by the link."""
    assert client.get(f"/review/{invited.token}/").status_code == 302
    return client


def test_the_link_leads_to_an_address_without_its_token_and_is_told_to_nobody(client: Client, invited: Invited) -> None:
    answer = client.get(f"/review/{invited.token}/")
    assert answer.headers["Location"] == "/review/"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    cookie = answer.cookies["reviewer"]
    assert cookie["path"] == "/review/" and cookie["httponly"] and invited.token not in cookie.value


def test_the_token_is_long_and_kept_as_a_digest_alone(invited: Invited) -> None:
    assert len(invited.token) * 6 >= 256
    row = ReviewerLink.objects.values().get()
    assert invited.token not in str(row)
    assert not LogEntry.objects.filter(note__contains=invited.token).exists()


def test_a_wrong_token_finds_nothing(client: Client, invited: Invited) -> None:
    assert client.get(f"/review/{'A' * 43}/").status_code == 404
    assert client.get("/review/").status_code == 404


def test_many_wrong_tokens_are_too_many_and_a_right_one_still_opens(client: Client, invited: Invited) -> None:
    codes = [client.get(f"/review/{n:043d}/", REMOTE_ADDR="192.0.2.9").status_code for n in range(25)]
    assert codes[0] == 404 and codes[-1] == 429
    assert client.get(f"/review/{invited.token}/", REMOTE_ADDR="192.0.2.9").status_code == 302


def test_a_revoked_link_is_closed_at_once(reader: Client, invited: Invited, editor: Account) -> None:
    assert reader.get("/review/").status_code == 200
    inviting.revoke(invited.link, by=editor)
    assert reader.get("/review/").status_code == 404
    assert reader.get(f"/review/{invited.token}/").status_code == 404


def test_an_expired_link_is_closed(reader: Client, invited: Invited) -> None:
    ReviewerLink.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert reader.get("/review/read/strategy/people.html").status_code == 404
    assert reader.get(f"/review/{invited.token}/").status_code == 404


def test_a_cookie_of_another_link_or_a_forged_one_is_nothing(reader: Client) -> None:
    reader.cookies["reviewer"] = "forged"
    assert reader.get("/review/").status_code == 404


def test_the_draft_reads_as_it_will_look_with_a_way_to_speak_of_each_paragraph(reader: Client) -> None:
    answer = reader.get("/review/read/strategy/people.html")
    page = answer.content.decode()
    assert SCHOOLS in page
    assert "/review/say/people/2/" in page and "noindex" in page
    assert "noindex" in answer.headers["X-Robots-Tag"] and "no-store" in answer.headers["Cache-Control"]


def test_a_reviewer_reads_no_other_edition_and_nothing_outside_its_folder(reader: Client) -> None:
    for path in ("../words.json", "..%2fwords.json", "../../one-other/site/index.html"):
        assert reader.get(f"/review/read/{path}").status_code == 404


def test_a_comment_is_kept_acknowledged_and_not_doubled(reader: Client, invited: Invited) -> None:
    given = {"which": "comment", "comment-text": "Say which schools.", "comment-once": ONCE}
    answer = reader.post("/review/say/people/2/", given)
    saved = Remark.objects.get()
    assert answer.headers["Location"] == f"/review/read/strategy/people.html?saved={saved.pk}#said-2"
    assert "Saved" in reader.get(answer.headers["Location"]).content.decode()
    reader.post("/review/say/people/2/", given)
    assert Remark.objects.count() == 1
    assert (saved.words, saved.said_by) == (SCHOOLS, "Jo Reader, A department")
    entry = LogEntry.objects.get(verb="commented on")
    assert entry.role == f"reviewer of link {invited.link.pk}" and "Jo" not in entry.note


def test_a_proposal_is_shown_word_by_word(reader: Client) -> None:
    words = SCHOOLS.replace("good", "excellent")
    given = {"which": "proposal", "proposal-proposed": words, "proposal-text": "", "proposal-once": ONCE}
    reader.post("/review/say/people/2/", given)
    page = re.sub(r"<span class=\"hidden\">.*?</span>", "", reader.get("/review/").content.decode())
    assert "<del>good</del><ins>excellent</ins>" in page


def test_the_same_words_are_no_proposal_and_what_was_written_stays_in_the_form(reader: Client) -> None:
    given = {"which": "proposal", "proposal-proposed": SCHOOLS, "proposal-text": "Because", "proposal-once": ONCE}
    answer = reader.post("/review/say/people/2/", given)
    assert answer.status_code == 422
    assert "Because" in answer.content.decode() and not Remark.objects.exists()


def test_an_objection_says_why_and_an_agreement_takes_its_place(reader: Client, invited: Invited) -> None:
    refused = reader.post("/review/stand/people/", {"stand": "object", "text": "", "once": ONCE})
    assert refused.status_code == 422 and not Remark.objects.exists()
    reader.post("/review/stand/people/", {"stand": "object", "text": "It says nothing of prisons.", "once": ONCE})
    assert "you object" in reader.get("/review/").content.decode()
    reader.post("/review/stand/people/", {"stand": "agree", "text": "", "once": ONCE[::-1]})
    assert "you agree" in reader.get("/review/").content.decode()
    assert [row.kind for row in Remark.objects.all()] == ["objection", "agreement"]


def test_the_teams_answer_appears_to_the_reviewer(reader: Client, invited: Invited, editor: Account) -> None:
    row = saying.comment(invited.link, chapter="people", number=2, text="Which?", once=ONCE)
    answering.answer(row, outcome=answering.Outcome.DECLINED, why="There are too many to name.", by=editor)
    page = reader.get("/review/read/strategy/people.html").content.decode()
    assert "Declined" in page and "There are too many to name." in page


def test_a_link_allows_what_it_says_and_no_more(client: Client, draft: MadeEdition, editor: Account) -> None:
    only_read = invite_to(draft, editor, may_comment=False, may_propose=False, may_agree=False)
    client.get(f"/review/{only_read.token}/")
    assert client.get("/review/read/strategy/people.html").status_code == 200
    given = {"which": "comment", "comment-text": "No.", "comment-once": ONCE}
    assert client.post("/review/say/people/2/", given).status_code == 422
    assert client.post("/review/stand/people/", {"stand": "agree", "once": ONCE}).status_code == 404
    assert client.post("/review/approve/", {}).status_code == 404
    assert not Remark.objects.exists()


def test_more_than_a_person_writes_is_too_much(reader: Client, invited: Invited) -> None:
    for n in range(20):
        saying.comment(invited.link, chapter="people", number=2, text="Again.", once=f"{n:016d}")
    given = {"which": "comment", "comment-text": "And again.", "comment-once": ONCE}
    assert reader.post("/review/say/people/2/", given).status_code == 429


def test_an_approval_is_kept_once_and_can_be_taken_back(reader: Client, draft: MadeEdition) -> None:
    reader.post("/review/approve/", {"text": "For the minister."})
    reader.post("/review/approve/", {"text": "Twice."})
    approval = draft.approvals.get()
    assert (approval.role, approval.note) == ("government", "For the minister.")
    reader.post("/review/approve/", {"what": "withdraw"})
    assert draft.approvals.get().taken_back_at is not None


def test_leaving_forgets_the_reviewer(reader: Client) -> None:
    reader.post("/review/leave/")
    assert reader.get("/review/").status_code == 404
