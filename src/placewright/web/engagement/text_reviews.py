"""What people wrote, and whether it may be quoted: their leave, what looks like personal data, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from placewright.questionnaires.flow import chosen
from placewright.questionnaires.model import Part, QuestionKind, Questionnaire
from placewright.questionnaires.personal_data import Found, find_personal_data
from placewright.questionnaires.personal_hints import Hint, find_hints
from placewright.questionnaires.results_coding import is_organisation, part_of, reply_of
from placewright.questionnaires.results_model import Quote
from placewright.web.engagement.models import Instrument, Response, TextReview
from placewright.web.engagement.monitoring import COUNTED

_WORDS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
_UNQUOTED = frozenset({Part.NAME, Part.EMAIL, Part.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Written:
    """One text of one response; `question` is the code, or `CODE.OPTION` for words beside an option."""

    response: Response
    question: str
    label: str
    text: str
    found: tuple[Found, ...]
    has_leave: bool
    """Whether who wrote it lets it be published."""
    review: TextReview | None

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Names and addresses that it might hold, to be looked at; searched for when they are shown."""
        return find_hints(self.text)

    @property
    def needs_look(self) -> bool:
        """Whether nobody has decided, though it might be quoted."""
        return self.has_leave and self.review is None


def texts_written(instrument: Instrument) -> Iterator[Written]:
    """Every free text of the responses that count, in the order of questions."""
    versions = {version.pk: version.questionnaire for version in instrument.versions.all()}
    rows = instrument.responses.filter(state__in=COUNTED, shredded_at=None).order_by("reference")
    for row in rows.select_related("version").prefetch_related("text_reviews__by"):
        asked = versions[row.version_id]
        reviews = {review.question: review for review in row.text_reviews.all()}
        has_leave = may_publish(asked, row)
        for name, label in _places(asked):
            text = row.answers.get(name)
            if isinstance(text, str) and text.strip():
                yield Written(row, name, label, text, find_personal_data(text), has_leave, reviews.get(name))


def may_publish(questionnaire: Questionnaire, row: Response) -> bool:
    """Whether who answered lets words be published; without such a question nobody does."""
    question = part_of(questionnaire, Part.MAY_PUBLISH)
    return question is not None and "yes" in chosen(row.answers.get(question.code))


def quotes_now(instrument: Instrument) -> tuple[Quote, ...]:
    """The texts that may be quoted now: with leave, read by somebody, without personal data; in a fixed order."""
    made = []
    for written in texts_written(instrument):
        review = written.review
        if written.has_leave and review is not None and review.may_quote and review.redacted:
            made.append(Quote(written.question, review.redacted, _by(written.response)))
    return tuple(sorted(made, key=lambda quote: (quote.question, quote.text, quote.by)))


def _by(row: Response) -> str:
    """The organisation that may be named; empty for a person."""
    asked = row.version.questionnaire
    reply = reply_of(asked, row.reference, row.answers, flagged=False)
    naming, hiding = part_of(asked, Part.ORGANISATION), part_of(asked, Part.CONFIDENTIAL)
    if not is_organisation(asked, reply) or naming is None:
        return ""
    if hiding is not None and "yes" in chosen(row.answers.get(hiding.code)):
        return ""
    return " ".join(str(row.answers.get(naming.code, "")).split())


def _places(asked: Questionnaire) -> Iterator[tuple[str, str]]:
    for question in asked.questions():
        if question.identifies:
            continue
        if question.kind in _WORDS and question.part not in _UNQUOTED:
            yield question.code, question.label
        for option in question.options:
            if option.words:
                yield f"{question.code}.{option.code}", f"{question.label}: {option.label}"
