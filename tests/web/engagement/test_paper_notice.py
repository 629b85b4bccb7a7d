"""Whoever answers on paper reads until when and where to, who is responsible, and what becomes of the data."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from docx import Document

from placewright.web.engagement.answering_pages import when_words
from placewright.web.engagement.models import Instrument
from placewright.web.engagement.paper_notice import before_questions, notice_of
from web.engagement.made import make_instrument, make_open

pytestmark = pytest.mark.django_db


def sent_by_post(instrument: Instrument) -> Instrument:
    instrument.facts = instrument.facts | {"contact_post": "The Vale Council, 1 No Street, Vale."}
    instrument.save()
    return instrument


def test_a_paper_form_says_until_when_where_to_and_what_becomes_of_the_data(browser: Client) -> None:
    vale = sent_by_post(make_open(make_instrument()))
    answer = browser.get("/team/engagement/vale/questionnaire.docx")
    printed = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert f"It has to arrive by {when_words(vale.closes_at, vale.zone)}." in printed
    assert "Send or bring it to: The Vale Council, 1 No Street, Vale." in printed
    assert "Who is responsible: The Vale Council, which does not exist" in printed
    assert "Why it is lawful: a task in the public interest (Article 6(1)(e) of the UK GDPR)" in printed
    assert any(text.startswith("How long it is kept: names and addresses 6 months after closing,") for text in printed)
    assert printed[printed.index("Your data") + 1].startswith("Who is responsible")


def test_what_is_not_decided_yet_is_not_printed() -> None:
    vale = make_instrument()
    assert before_questions(vale) == ()
    labels = [text.partition(":")[0] for text in notice_of(vale).texts]
    assert labels == ["How long it is kept", "Complaints"]
