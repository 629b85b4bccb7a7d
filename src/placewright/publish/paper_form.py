"""A questionnaire on paper: what is printed of each question, for the PDF and the Word document alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from placewright.questionnaires.model import Group, Page, Question, QuestionKind, Questionnaire, Rule

RuleWords = Callable[[Rule], str]


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words that are printed around questions; `%s` takes a number, an answer or a rule."""

    only_if: str = "Answer only if %s."
    choose_one: str = "Tick one."
    choose_all: str = "Tick all that apply."
    choose_up_to: str = "Tick up to %s."
    rank: str = "Write 1 beside what comes first, 2 beside what comes next, and so on."
    number: str = "Write a number."
    money: str = "Write an amount in pounds."
    date: str = "Day, month, year."
    district: str = "Write the first half of the postcode."
    file: str = "Add a sheet, and write the code of this question on it."
    decline: str = "Prefer not to say"
    earlier: str = "your answer to question %s"
    optional: str = "You may leave out whatever you do not want to answer."
    some_required: str = "Please answer the questions that say so. You may leave out any other."
    required: str = "Please answer this question."
    code: str = "Form %s, version %s"


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One box to tick, or one place to write a rank."""

    label: str
    code: str
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question as it is printed; `number` is empty for a statement."""

    number: str
    code: str
    label: str
    notes: tuple[str, ...]
    kind: QuestionKind
    choices: tuple[PaperChoice, ...] = ()
    rows: tuple[PaperChoice, ...] = ()
    lines: int = 0
    unit: str = ""
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A heading with its text and questions; level 1 is a page, 2 a screen."""

    level: int
    title: str
    texts: tuple[str, ...]
    items: tuple[PaperItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A whole form."""

    title: str
    language: str
    foot: str
    introduction: tuple[str, ...]
    parts: tuple[PaperPart, ...]
    thanks: tuple[str, ...]


def paper_form(
    asked: Questionnaire,
    *,
    version: int,
    rule_words: RuleWords,
    words: PaperWords | None = None,
    area_names: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    notice: PaperPart | None = None,
) -> PaperForm:
    """What is printed: questions numbered through, with their codes, and rules as instructions.

    Args:
        asked: the questionnaire.
        version: its number, for the foot of each page.
        rule_words: a rule as part of a sentence.
        words: what is printed around questions.
        area_names: what areas are called, by code.
        before: what stands before the introduction: until when, where to.
        notice: what becomes of the data, behind the questions.
    """
    said = words or PaperWords()
    at = _Printing(said, rule_words, numbered(asked), area_names or {})
    parts: list[PaperPart] = []
    for page in asked.pages:
        if page.title or page.text or page.shown_if is not None:
            parts.append(PaperPart(1, at.words(page.title), at.texts(page)))
        for group in page.groups:
            items = tuple(at.item(question) for question in group.questions)
            title = "" if group.title == page.title else at.words(group.title)
            parts.append(PaperPart(2, title, at.texts(group), items))
    is_free = not any(question.required for question in asked.questions())
    introduction = (*before, *_paragraphs(asked.introduction), said.optional if is_free else said.some_required)
    parts += [notice] if notice else []
    foot = said.code % (asked.id, version)
    return PaperForm(asked.title, asked.language, foot, introduction, tuple(parts), _paragraphs(asked.thanks))


def numbered(asked: Questionnaire) -> dict[str, str]:
    """The number that is printed before each question, by its code; statements have none."""
    listed = [question.code for question in asked.questions() if question.kind is not QuestionKind.STATEMENT]
    return {code: str(number) for number, code in enumerate(listed, 1)}


@dataclass(frozen=True, slots=True)
class _Printing:
    said: PaperWords
    rule_words: RuleWords
    numbers: Mapping[str, str]
    area_names: Mapping[str, str]

    def words(self, text: str) -> str:
        """A text with answers that it takes up named by the number of their question."""
        return re.sub(
            r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}",
            lambda found: f"[{self.said.earlier % self.numbers.get(found[1], found[1])}]",
            text,
        )

    def texts(self, part: Page | Group) -> tuple[str, ...]:
        rule = (self.said.only_if % self.rule_words(part.shown_if),) if part.shown_if is not None else ()
        return (*rule, *(self.words(text) for text in _paragraphs(part.text)))

    def item(self, question: Question) -> PaperItem:
        asking = question.options_with_words
        choices = [PaperChoice(self.words(one.label), one.code, one in asking) for one in question.options]
        choices += [PaperChoice(self.area_names.get(code, code), code) for code in question.areas]
        scale = question.scale
        if scale is not None:
            choices = [PaperChoice(str(n), str(n)) for n in range(scale.least, scale.most + 1)] + choices
        if question.may_decline:
            choices.append(PaperChoice(self.said.decline, ""))
        rule = (self.said.only_if % self.rule_words(question.shown_if),) if question.shown_if is not None else ()
        needed = (self.said.required,) if question.required else ()
        notes = (*rule, question.help, *self._how(question), *needed)
        return PaperItem(
            self.numbers.get(question.code, ""),
            question.code,
            self.words(question.label),
            tuple(self.words(note) for note in notes if note),
            question.kind,
            tuple(choices),
            tuple(PaperChoice(self.words(row.label), row.code) for row in question.rows),
            {QuestionKind.SHORT_TEXT: 1, QuestionKind.LONG_TEXT: 6}.get(question.kind, 0),
            question.unit,
            (scale.least_label, scale.most_label) if scale is not None else ("", ""),
        )

    def _how(self, question: Question) -> tuple[str, ...]:
        said = self.said
        match question.kind:
            case QuestionKind.SINGLE | QuestionKind.AREA:
                return (said.choose_one,)
            case QuestionKind.MULTIPLE:
                return (said.choose_up_to % question.most_choices if question.most_choices else said.choose_all,)
            case QuestionKind.RANKING:
                return (said.rank,)
            case QuestionKind.NUMBER:
                return () if question.unit else (said.number,)
            case QuestionKind.MONEY:
                return (said.money,)
            case QuestionKind.DATE:
                return (said.date,)
            case QuestionKind.DISTRICT:
                return (said.district,)
            case QuestionKind.FILE:
                return (said.file,)
        return ()


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())
