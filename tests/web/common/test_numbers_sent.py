"""A number that no row has is an answer in words, or that nothing is there, and never a failure of the server."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from placewright.web.accounts.models import Account
from placewright.web.strategy.models import Chapter
from web.engagement.made import make_closed, make_instrument, make_open

pytestmark = pytest.mark.django_db
NUMBERS = ["9" * 5_000, "9" * 30, "²", "٣", "-1", "\0"]


@pytest.fixture
def everyone(db: None) -> Client:
    """A browser of somebody with every role."""
    account = Account.objects.create_user("all@vale.example", "a password of no use", name="All")
    account.groups.set(Group.objects.all())
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize(
    "number", NUMBERS, ids=["thousands of digits", "thirty digits", "raised", "Arabic", "minus", "zero byte"]
)
def test_what_is_no_number_of_a_row_fails_nothing(everyone: Client, number: str) -> None:
    make_open(make_instrument())
    make_closed(make_instrument(slug="done"))
    Chapter.objects.create(pk=1, slug="people", title="People", order=1, text="Words.", live=False)
    vale = "/team/engagement/vale/"
    posted = {
        f"{vale}letters.pdf": {"first": number},
        f"{vale}questions/saves/": {"number": number},
        f"{vale}questions/rule/question/mood/": {"do": f"remove:{number}"},
        "/team/comments/chapter/1/": {"text": "Why?", "reply_to": number},
        "/team/engagement/people/": {"do": "erase", "invitation": number, "reason": "Asked for"},
        "/team/engagement/done/results/": {"do": "verify", "number": number},
        "/account/sessions/": {"session": number},
    }
    asked = [(f"{vale}questionnaire.toml", "version"), ("/team/engagement/done/results/tables.csv", "number")]
    answers = [everyone.post(address, given) for address, given in posted.items()]
    answers += [everyone.get(address, {name: number}) for address, name in asked]
    assert {answer.status_code for answer in answers} <= {200, 302, 404, 422}
