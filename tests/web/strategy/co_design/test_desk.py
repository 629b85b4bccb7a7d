"""The team's desk: editions begun and moved, reviewers invited, remarks filtered and answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from placewright.web.accounts.models import Account
from placewright.web.strategy.co_design.models import Approval, EditionUnderWay, MadeEdition, ReviewerLink
from placewright.web.strategy.co_design.services import saying
from placewright.web.strategy.models import Build, Switch

from .conftest import SCHOOLS, invite_to

pytestmark = pytest.mark.django_db
ONE = "/team/co-design/under-way/one/"


@pytest.fixture
def desk(client: Client, editor: Account) -> Client:
    """A browser at the desk."""
    client.force_login(editor)
    return client


def test_an_edition_is_begun_with_an_id_of_its_own(desk: Client, under_way: EditionUnderWay) -> None:
    given = {"title": "Next", "slug": "one", "parent": "", "note": ""}
    assert desk.post("/team/co-design/begin/", given).status_code == 422
    assert desk.post("/team/co-design/begin/", given | {"slug": "next"}).headers["Location"].endswith("/next/")
    assert "Next" in desk.get("/team/co-design/").content.decode()


def test_a_kind_is_offered_once_there_is_one_that_it_follows(
    desk: Client, build: Build, make: Callable[..., MadeEdition]
) -> None:
    Switch.objects.create(build=build)
    page = desk.get(ONE).content.decode()
    assert '<option value="draft"' in page and '<option value="consultation"' not in page
    assert "A consultation edition follows a draft edition; it can be chosen once one is ready." in page

    refused = desk.post(f"{ONE}make/", {"kind": "consultation", "title": "For all"}, follow=True)
    said = [str(message) for message in refused.context["messages"]]
    assert said == ["There is no draft edition yet. Make one first: the consultation edition follows it."]
    assert not MadeEdition.objects.exists()

    make("draft")
    assert '<option value="consultation"' in desk.get(ONE).content.decode()


def test_the_page_says_what_the_next_step_needs(desk: Client, make: Callable[..., MadeEdition]) -> None:
    make("consultation", unsure=[{"claim": "pay", "rule": "suspect", "what": ""}])
    page = desk.get(ONE).content.decode()
    assert "Not approved for: Board" in page and "1 claim in the text is suspect." in page
    assert "Let it pass, because" in page and "Every published file is what was pinned." in page


def test_a_step_is_taken_at_the_desk(
    desk: Client, under_way: EditionUnderWay, make: Callable[..., MadeEdition]
) -> None:
    make("consultation")
    given = {"role": "board", "name": "The board", "organisation": "The county", "note": "Minutes of 4 May."}
    desk.post("/team/co-design/editions/one-consultation/approve/", given)
    desk.post(f"{ONE}move/consultation/", {"made": "one-consultation", "note": "The board agreed."})
    under_way.refresh_from_db()
    assert under_way.state == "consultation"
    assert "The board agreed." in desk.get(ONE).content.decode()


def test_a_links_address_is_shown_once_and_opens(desk: Client, draft: MadeEdition) -> None:
    given = {"made": "one-draft", "name": "Jo Reader", "organisation": "A department", "role": "government"}
    given |= {"until": (timezone.localdate() + timedelta(days=30)).isoformat(), "may_comment": "on"}
    answer = desk.post(f"{ONE}invite/", given)
    found = re.search(r"http://testserver(/review/[\w-]{43}/)", answer.content.decode())
    assert found and "no-store" in answer.headers["Cache-Control"]
    assert Client().get(found[1]).status_code == 302
    assert found[1] not in desk.get(ONE).content.decode()
    assert not ReviewerLink.objects.get().may_agree


def test_remarks_are_narrowed_by_chapter_reviewer_and_answer(desk: Client, draft: MadeEdition, editor: Account) -> None:
    first = invite_to(draft, editor).link
    second = invite_to(draft, editor, name="Al Board").link
    saying.comment(first, chapter="people", number=2, text="About schools.", once="0" * 16)
    saying.comment(second, chapter="places", number=1, text="About towns.", once="1" * 16)
    shown = desk.get(f"{ONE}remarks/?chapter=people").content.decode()
    assert "About schools." in shown and "About towns." not in shown
    shown = desk.get(f"{ONE}remarks/?reviewer=Al+Board%2C+A+department").content.decode()
    assert "About towns." in shown and "About schools." not in shown
    shown = desk.get(f"{ONE}remarks/?state=accepted").content.decode()
    assert "About schools." not in shown and "About towns." not in shown


def test_a_remark_is_answered_with_a_reason(desk: Client, draft: MadeEdition, editor: Account) -> None:
    row = saying.comment(invite_to(draft, editor).link, chapter="people", number=2, text="Which?", once="0" * 16)
    address = f"/team/co-design/remarks/{row.pk}/"
    assert SCHOOLS in desk.get(address).content.decode()
    assert desk.post(address, {"outcome": "declined", "why": ""}).status_code == 422
    assert desk.post(address, {"outcome": "declined", "why": "Too many."}).status_code == 302
    assert (row.answers.get().outcome, row.answers.get().by) == ("declined", editor)


def test_an_answer_is_not_taken_from_whoever_may_only_look(client: Client, draft: MadeEdition, editor: Account) -> None:
    row = saying.comment(invite_to(draft, editor).link, chapter="people", number=2, text="Which?", once="0" * 16)
    viewer = Account.objects.create_user("viewer@example.org", "a password of no use")
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    address = f"/team/co-design/remarks/{row.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"outcome": "noted", "why": ""}).status_code == 404
    assert not row.answers.exists()


def test_a_link_is_kept_open_until_another_day_and_a_closed_one_is_not(
    desk: Client, draft: MadeEdition, editor: Account
) -> None:
    link = invite_to(draft, editor).link
    day = timezone.localdate() + timedelta(days=90)
    assert "Keep open" in desk.get(ONE).content.decode()
    desk.post(f"/team/co-design/links/{link.pk}/extend/", {"until": day.isoformat()})
    link.refresh_from_db()
    assert timezone.localdate(link.until) == day
    desk.post(f"/team/co-design/links/{link.pk}/extend/", {"until": "2020-01-01"})
    desk.post(f"/team/co-design/links/{link.pk}/revoke/")
    later = desk.post(f"/team/co-design/links/{link.pk}/extend/", {"until": day.isoformat()}, follow=True)
    assert "cannot be open until then" in later.content.decode()
    assert "Choose a day from today" in later.content.decode()


def test_an_approval_is_taken_back_once_with_a_reason(desk: Client, make: Callable[..., MadeEdition]) -> None:
    make("consultation")
    given = {"role": "board", "name": "The board", "organisation": "The county", "note": "Minutes of 4 May."}
    desk.post("/team/co-design/editions/one-consultation/approve/", given)
    approval = Approval.objects.get()
    at = f"/team/co-design/approvals/{approval.pk}/take-back/"
    assert "No reason is given" in desk.post(at, {"note": " "}, follow=True).content.decode()
    page = desk.post(at, {"note": "It was another paper."}, follow=True).content.decode()
    assert "does not count any more" in page and "Not approved for: Board" in page
    assert "taken back already" in desk.post(at, {"note": "Again."}, follow=True).content.decode()


def test_who_may_not_answer_is_offered_to_open_a_remark(client: Client, draft: MadeEdition, editor: Account) -> None:
    link = invite_to(draft, editor).link
    saying.comment(link, chapter="people", number=2, text="Say which.", once="0" * 16)
    viewer = Account.objects.create_user("vi@example.org", "x")
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    page = client.get(f"{ONE}remarks/").content.decode()
    assert ">Open<span" in page and ">Answer<span" not in page


def test_an_agreement_is_counted_apart_and_owed_no_answer(desk: Client, draft: MadeEdition, editor: Account) -> None:
    link = invite_to(draft, editor).link
    comment = saying.comment(link, chapter="people", number=2, text="Say which.", once="0" * 16)
    agreement = saying.agree(link, chapter="people", agrees=True, text="With thanks.", once="1" * 16)
    page = desk.get(f"{ONE}remarks/").content.decode()
    assert "1 remark, 1 agreement" in page
    assert f"/team/co-design/remarks/{comment.pk}/" in page
    assert f'href="/team/co-design/remarks/{agreement.pk}/"' not in page
    address = f"/team/co-design/remarks/{agreement.pk}/"
    assert "Keep the answer" not in desk.get(address).content.decode()
    assert desk.post(address, {"outcome": "accepted", "why": ""}).status_code == 422
    assert not agreement.answers.exists()
