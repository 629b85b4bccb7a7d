"""What is asked of one respondent now: the version, its words in their language, and the screens of their way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from placewright.questionnaires.model import Questionnaire
from placewright.questionnaires.texts import in_language, languages
from placewright.web.engagement.models import Instrument, QuestionnaireVersion


@dataclass(frozen=True, slots=True)
class Asked:
    """A version of a questionnaire, read once by each process; a frozen version never changes."""

    version: int
    """The row's number."""
    number: int
    questionnaire: Questionnaire
    languages: tuple[str, ...]

    def in_words_of(self, language: str) -> Questionnaire:
        """The questionnaire in a language, or in its own where that one is not whole."""
        if language == self.questionnaire.language or language not in self.languages:
            return self.questionnaire
        return in_language(self.questionnaire, language)

    @property
    def is_one_screen(self) -> bool:
        """Whether all is on one screen, which is then its own review; files need a draft to be kept in."""
        groups = list(self.questionnaire.groups())
        has_file = any(question.kind == "file" for question in self.questionnaire.questions())
        return len(groups) == 1 and not has_file


def asked_now(instrument: Instrument) -> Asked:
    """What is asked of whoever begins now: the newest frozen version, and not one that is still being written."""
    newest = instrument.versions.order_by("-number").values_list("pk", "digest")
    row = newest.exclude(frozen_at=None).first() or newest.first()
    if row is None:
        raise QuestionnaireVersion.DoesNotExist
    return _read(*row)


def asked_then(version: int) -> Asked:
    """What was asked of whoever began with that version."""
    digest = QuestionnaireVersion.objects.values_list("digest", flat=True).get(pk=version)
    return _read(version, digest)


@lru_cache(maxsize=64)
def _read(version: int, digest: str) -> Asked:
    row = QuestionnaireVersion.objects.get(pk=version)
    questionnaire = row.questionnaire
    return Asked(version, row.number, questionnaire, languages(questionnaire))
