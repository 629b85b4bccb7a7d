"""A page of ten questions about a place that does not exist, and forms for it that are ready to be sent in."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

from placewright.questionnaires.model import (
    Group,
    Option,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Scale,
)

ONE, TWO = "ten-questions", "two-screens"
"""Names of the two consultations: all on one screen, and on two with a review."""

_YES = (Option("yes", "Yes"), Option("no", "No"), Option("unsure", "I do not know", missing=True))
_TOPICS = (Option("homes", "Homes"), Option("jobs", "Jobs"), Option("rail", "Rail"), Option("parks", "Parks"))
_SCALE = Scale(1, 5, "not at all", "very much")
_FIRST = (
    Question("agree", QuestionKind.SINGLE, "Do you agree with the draft?", options=_YES, required=True),
    Question("topics", QuestionKind.MULTIPLE, "What matters most?", options=_TOPICS),
    Question("homes", QuestionKind.RATING, "How much do homes matter?", scale=_SCALE),
    Question("jobs", QuestionKind.RATING, "How much do jobs matter?", scale=_SCALE),
    Question("rail", QuestionKind.RATING, "How much does rail matter?", scale=_SCALE),
)
_SECOND = (
    Question(
        "plans",
        QuestionKind.MATRIX,
        "Which plans are right?",
        options=_YES[:2],
        rows=(Row("school", "A school"), Row("bridge", "A bridge"), Row("market", "A market")),
    ),
    Question("years", QuestionKind.NUMBER, "For how many years do you live here?", least=0, most=120, whole=True),
    Question("where", QuestionKind.DISTRICT, "Where do you live?"),
    Question("name", QuestionKind.SHORT_TEXT, "Your name", identifies=True),
    Question("more", QuestionKind.LONG_TEXT, "What else should be said?"),
)
FIRST = {"agree": "yes", "topics": "homes", "homes": "4", "jobs": "5", "rail": "2"}
SECOND = {
    "plans.school": "yes",
    "plans.bridge": "no",
    "plans.market": "yes",
    "years": "12",
    "where": "AL1",
    "name": "Nobody Real",
    "more": "The bridge should stand where the ford was, and be wide enough for carts. " * 4,
}
_ONE = (Page("all", "The draft", groups=(Group("all", "Ten questions", questions=_FIRST + _SECOND),)),)
_TWO = (
    Page(
        "both",
        "The draft",
        groups=(Group("first", "Five questions", questions=_FIRST), Group("second", "Five more", questions=_SECOND)),
    ),
)


def make_open() -> None:
    """Both consultations, open since yesterday for a month; where they are there already, nothing."""
    from placewright.questionnaires.reading import digest_of, plain_questionnaire
    from placewright.web.engagement.models import Instrument, InstrumentKind, QuestionnaireVersion

    now = datetime.now(tz=UTC)
    for slug, pages in ((ONE, _ONE), (TWO, _TWO)):
        asked = Questionnaire(slug, "The draft of a place that does not exist", pages=pages)
        made, is_new = Instrument.objects.get_or_create(
            slug=slug,
            defaults={
                "kind": InstrumentKind.CONSULTATION,
                "title": asked.title,
                "approved_at": now - timedelta(days=2),
                "opens_at": now - timedelta(days=1),
                "closes_at": now + timedelta(days=30),
                "fewest_seconds": 0,
            },
        )
        if is_new:
            QuestionnaireVersion.objects.create(
                instrument=made, number=1, definition=plain_questionnaire(asked), digest=digest_of(asked), frozen_at=now
            )


def ready_forms(number: int, slug: str = ONE) -> list[dict[str, str]]:
    """Forms that browsers have before them: the cookie of the sitting, the sum already done, and the key in the table.

    The sum is made here with its number known, so that who sends the forms has nothing to work out meanwhile.
    """
    from altcha.v1 import ChallengeOptions, create_challenge
    from django.http import HttpResponse

    from placewright.web.engagement import proof
    from placewright.web.engagement.sealing import code_hash
    from placewright.web.engagement.sitting import keep_sitting, new_sitting

    until = datetime.now(tz=UTC) + timedelta(hours=6)
    forms = []
    for _at in range(number):
        sitting = new_sitting()
        key = proof.form_key(sitting.load_key)
        made = create_challenge(ChallengeOptions(hmac_key=key, number=7, max_number=proof.HARDEST, expires=until))
        done = {**made.to_dict(), "number": 7}
        answer = HttpResponse()
        keep_sitting(answer, slug, sitting)
        forms.append(
            {
                "cookie": answer.cookies[f"say-{slug}"].value,
                "proof": base64.b64encode(json.dumps(done).encode()).decode(),
                "key": sitting.load_key,
                "draft": code_hash(sitting.code),
            }
        )
    return forms
