"""A consultation and surveys on rail, closed and answered, for tests of results."""

from __future__ import annotations

from django.test import Client

from placewright.questionnaires.model import Group as Questions
from placewright.questionnaires.model import Option, Page, Part, Question, QuestionKind, Questionnaire
from placewright.questionnaires.reading import digest_of, plain_questionnaire
from placewright.web.accounts.models import Account
from placewright.web.engagement.models import Instrument, InstrumentKind, QuestionnaireVersion, Response
from web.engagement.made import make_closed, make_instrument, make_response

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
ASKED = Questionnaire(
    "rail",
    "Rail in the Vale",
    pages=(
        Page(
            "all",
            "All",
            groups=(
                Questions(
                    "all",
                    questions=(
                        Question(
                            "who",
                            QuestionKind.SINGLE,
                            "Who answers?",
                            options=(Option("person", "A person"), Option("organisation", "An organisation")),
                            part=Part.RESPONDENT,
                        ),
                        Question("body", QuestionKind.SHORT_TEXT, "Which?", part=Part.ORGANISATION),
                        Question("leave", QuestionKind.SINGLE, "May we quote?", options=YES_NO, part=Part.MAY_PUBLISH),
                        Question("rail", QuestionKind.SINGLE, "Should rail be built?", options=YES_NO),
                        Question(
                            "side",
                            QuestionKind.SINGLE,
                            "Where do you live?",
                            options=(Option("east", "East"), Option("west", "West")),
                        ),
                        Question("more", QuestionKind.LONG_TEXT, "Anything else?"),
                    ),
                ),
            ),
        ),
    ),
)


def closed(kind: InstrumentKind = InstrumentKind.CONSULTATION, slug: str = "vale") -> Instrument:
    vale = make_instrument(kind, slug)
    QuestionnaireVersion.objects.filter(instrument=vale).update(
        definition=plain_questionnaire(ASKED), digest=digest_of(ASKED)
    )
    return make_closed(vale)


def answered(vale: Instrument, *parts: tuple[int, dict[str, object]], **more: object) -> list[Response]:
    return [make_response(vale, answers, **more) for times, answers in parts for _ in range(times)]


def consulted() -> Instrument:
    vale = closed()
    answered(
        vale,
        (40, {"who": "person", "rail": "yes", "side": "east"}),
        (35, {"who": "person", "rail": "no", "side": "west"}),
        (3, {"who": "organisation", "rail": "yes", "body": "Vale Buses"}),
    )
    return vale


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
