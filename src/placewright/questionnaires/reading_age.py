"""How hard the words of a questionnaire are, and how long it takes to fill in, with the formulas said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from placewright.questionnaires.model import Question, QuestionKind, Questionnaire

READING_FORMULA = "0.39 × words per sentence + 11.8 × syllables per word − 15.59, plus 5 years"
READING_SOURCE = (
    "Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers and Chissom 1975), plus five years for the age of a grade. "
    "Syllables are counted by groups of vowels. The formula is made for English prose: lists of answers are left out, "
    "and other languages are not rated."
)
WORDS_A_MINUTE = 238
TIME_FORMULA = "words ÷ 238 a minute, and seconds for each answer by its kind"
TIME_SOURCE = (
    "Silent reading of English non-fiction: 238 words a minute on average (Brysbaert 2019, Journal of Memory and "
    "Language 109). Seconds for each answer are this software's own custom; a rehearsal with people shows better."
)
LONGEST_SENTENCE = 25
"""Words in a sentence above which it is pointed out; the Government Digital Service advises 25 at most."""

ANSWER_SECONDS: Mapping[QuestionKind, float] = {
    QuestionKind.SINGLE: 3,
    QuestionKind.MULTIPLE: 6,
    QuestionKind.RATING: 3,
    QuestionKind.RANKING: 15,
    QuestionKind.MATRIX: 0,
    QuestionKind.NUMBER: 10,
    QuestionKind.MONEY: 20,
    QuestionKind.DATE: 8,
    QuestionKind.SHORT_TEXT: 15,
    QuestionKind.LONG_TEXT: 60,
    QuestionKind.DISTRICT: 6,
    QuestionKind.AREA: 6,
    QuestionKind.FILE: 45,
    QuestionKind.STATEMENT: 0,
}
"""Seconds to answer once it is read: a custom of this software."""
ROW_SECONDS = 4.0
"""Seconds for each row of a matrix."""

_SENTENCE = re.compile(r"[^.!?:;\n]+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_PIPE = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted, and the reading age that follows; `age` is None where there are no words."""

    words: int
    sentences: int
    syllables: int
    age: float | None
    long_sentences: tuple[str, ...] = ()


def readability(asked: Questionnaire) -> Readability:
    """How hard the prose of a questionnaire is: titles, texts, questions and help, without lists of answers."""
    return readability_of(_prose(asked))


def readability_of(texts: Iterable[str]) -> Readability:
    """How hard texts are; each ends a sentence.

    >>> readability_of(["The cat sat on the mat."]).age
    3.6
    """
    found = [_WORD.findall(part) for text in texts for part in _SENTENCE.findall(_PIPE.sub("it", text))]
    sentences = [words for words in found if words]
    words = sum(len(sentence) for sentence in sentences)
    syllables = sum(syllables_of(word) for sentence in sentences for word in sentence)
    if not words:
        return Readability(0, 0, 0, None)
    grade = 0.39 * words / len(sentences) + 11.8 * syllables / words - 15.59
    long = tuple(" ".join(sentence) for sentence in sentences if len(sentence) > LONGEST_SENTENCE)
    return Readability(words, len(sentences), syllables, round(grade + 5, 1), long)


def minutes_to_fill(asked: Questionnaire, *, questions: Iterable[Question] | None = None) -> float:
    """Minutes to read and answer everything; fewer are asked of most, where rules pass questions over.

    Args:
        questions: those that are asked of one respondent; all, where nothing is given.
    """
    held = tuple(asked.questions() if questions is None else questions)
    seconds = sum(_answer_seconds(question) for question in held)
    words = sum(_count(text) for text in (asked.introduction, *_frames(asked), *_texts_of(held)))
    return words / WORDS_A_MINUTE + seconds / 60


def syllables_of(word: str) -> int:
    """Syllables of an English word by its groups of vowels; a silent e at the end is none.

    >>> [syllables_of(word) for word in ("place", "business", "the", "region")]
    [1, 3, 1, 2]
    """
    plain = word.lower()
    found = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and found > 1:
        found -= 1
    return max(found, 1)


def _prose(asked: Questionnaire) -> Iterable[str]:
    yield from (asked.title, asked.introduction, *_frames(asked))
    for question in asked.questions():
        yield from (question.label, question.help)


def _frames(asked: Questionnaire) -> Iterable[str]:
    for page in asked.pages:
        yield from (page.title, page.text)
        for group in page.groups:
            yield from (group.title, group.text)


def _texts_of(questions: Iterable[Question]) -> Iterable[str]:
    for question in questions:
        yield from (question.label, question.help)
        yield from (option.label for option in question.options)
        yield from (row.label for row in question.rows)


def _answer_seconds(question: Question) -> float:
    return ANSWER_SECONDS[question.kind] + ROW_SECONDS * len(question.rows)


def _count(text: str) -> int:
    return len(_WORD.findall(text))
