"""A question as a screen shows it: its fields with what was answered, their names, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from placewright.questionnaires.answers import LONGEST, Problem, as_sent
from placewright.questionnaires.flow import Step, piped
from placewright.questionnaires.model import Part, Question, QuestionKind, Questionnaire, Scale
from placewright.web.engagement.answer_words import said_of
from placewright.web.engagement.area_maps import AreaMap, area_map

Fields = Mapping[str, Sequence[str]]
_LISTED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RATING, QuestionKind.MATRIX})
_PURPOSES = {Part.NAME: "name", Part.EMAIL: "email", Part.ORGANISATION: "organization"}
_GROUPED = _LISTED | {QuestionKind.RANKING, QuestionKind.DATE}


@dataclass(frozen=True, slots=True)
class Blank:
    """One field to write in."""

    name: str
    id: str
    label: str = ""
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, with a field for words where it asks for them."""

    value: str
    id: str
    label: str
    help: str = ""
    is_chosen: bool = False
    words: Blank | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a matrix, which is a question of its own."""

    name: str
    id: str
    label: str
    choices: tuple[Choice, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One question with all that its fields need."""

    code: str
    kind: str
    name: str
    id: str
    label: str
    help: str = ""
    error: str = ""
    is_required: bool = False
    is_group: bool = False
    """Whether its fields stand in a fieldset."""
    choices: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()
    blanks: tuple[Blank, ...] = ()
    """Day, month and year; the places of a ranking."""
    value: str = ""
    purpose: str = ""
    """What about somebody it asks, as browsers name it who fill it in for them."""
    unit: str = ""
    longest: int = 0
    most: int = 0
    """How many places a ranking has."""
    whole: bool = False
    decline: Choice | None = None
    accept: str = ""
    file_name: str = ""
    map: AreaMap | None = None
    """Where the areas of the list lie, to choose one by pointing; None where no outlines are known."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line of the summary of errors: what is wrong, and the field to go to."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen as it is shown."""

    code: str
    page_title: str
    page_text: tuple[str, ...]
    title: str
    text: tuple[str, ...]
    questions: tuple[Shown, ...]
    troubles: tuple[Trouble, ...] = field(default=())


def shown_screen(
    step: Step,
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    sent: Fields,
    problems: Iterable[Problem] = (),
    names: Mapping[str, str] | None = None,
    is_first_of_page: bool = True,
) -> Screen:
    """A screen with what was answered, or what was sent where that is no answer.

    Args:
        answers: the answers so far, whose words texts take up.
        sent: fields of what was sent for questions that are shown as they were sent.
        names: of areas by code, and of files by digest.
    """
    by_question: dict[str, list[Problem]] = {}
    for problem in problems:
        by_question.setdefault(problem.question, []).append(problem)
    questions = tuple(
        _shown(question, questionnaire, answers, sent, by_question.get(question.code, []), names or {})
        for question in step.questions
    )
    told = {question.code: question for question in questions}
    troubles = tuple(
        Trouble(field_id(problem.at), told[problem.question].label, said_of(problem))
        for question in step.questions
        for problem in by_question.get(question.code, [])
    )

    def words(text: str) -> str:
        return piped(text, questionnaire, answers)

    return Screen(
        step.code,
        words(step.page.title),
        paragraphs(words(step.page.text)) if is_first_of_page else (),
        words(step.group.title),
        paragraphs(words(step.group.text)),
        questions,
        troubles,
    )


def field_id(name: str) -> str:
    """The id of a field in the page: a name without the points that a style sheet would take for classes."""
    return "f-" + name.replace(".", "-")


def fields_of(question: Question, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """The fields of a form that give the answer back, with the words beside options."""
    found = as_sent(question, answers.get(question.code))
    for option in question.options:
        words = answers.get(f"{question.code}.{option.code}")
        if option.words and words:
            found[f"{question.code}.{option.code}.words"] = [str(words)]
    return found


def paragraphs(text: str) -> tuple[str, ...]:
    """A text in paragraphs, as blank lines part them."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _shown(
    question: Question,
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    sent: Fields,
    problems: Sequence[Problem],
    names: Mapping[str, str],
) -> Shown:
    code = question.code
    own = {name: values for name, values in sent.items() if name == code or name.startswith(f"{code}.")}
    fields: Fields = own or fields_of(question, answers)
    errors = {problem.at: said_of(problem) for problem in problems}
    value = _first(fields, code)
    return Shown(
        code=code,
        kind=str(question.kind),
        name=code,
        id=field_id(code),
        label=piped(question.label, questionnaire, answers),
        help=piped(question.help, questionnaire, answers),
        error=" ".join(dict.fromkeys(errors.values())),
        is_required=question.required,
        is_group=question.kind in _GROUPED,
        choices=_choices(question, fields, errors, names),
        lines=_lines(question, fields, errors),
        blanks=_blanks(question, fields, errors),
        value=value,
        purpose=_PURPOSES.get(question.part, ""),
        unit="£" if question.kind is QuestionKind.MONEY else question.unit,
        longest=question.longest or LONGEST.get(question.kind, 0),
        most=len(question.options) if question.kind is QuestionKind.RANKING else 0,
        whole=question.whole,
        decline=_decline(question, fields),
        accept=",".join(f".{ending}" for ending in question.file_kinds),
        file_name=names.get(value, "") if question.kind is QuestionKind.FILE else "",
        map=area_map({code: names.get(code, code) for code in question.areas}) if question.areas else None,
    )


def _choices(
    question: Question, fields: Fields, errors: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Choice, ...]:
    """The answers to choose; the first has the field's own id, to which the summary of errors leads."""
    if question.kind in {QuestionKind.MATRIX, QuestionKind.RANKING}:
        return ()
    offered = [(option.code, option.label, option.help, option.words) for option in question.options]
    if question.kind is QuestionKind.RATING and question.scale is not None:
        offered = [(point, label, "", False) for point, label in _points(question.scale)] + offered
    if question.kind is QuestionKind.AREA:
        listed = [(code, names.get(code, code), "", False) for code in question.areas]
        offered = listed + [one for one in offered if one[0] not in question.areas]
    chosen = set(fields.get(question.code) or ())
    first = field_id(question.code)
    return tuple(
        Choice(
            value,
            first if number == 0 else f"{first}-{number}",
            label,
            help,
            value in chosen,
            _blank(f"{question.code}.{value}.words", fields, errors) if words else None,
        )
        for number, (value, label, help, words) in enumerate(offered)
    )


def _points(scale: Scale) -> Iterable[tuple[str, str]]:
    """The points of a scale; the words of its ends stand beside the ends, so that they are read out with them."""
    ends = {scale.least: scale.least_label, scale.most: scale.most_label}
    for point in range(scale.least, scale.most + 1):
        words = ends.get(point, "")
        yield str(point), f"{point} – {words}" if words else str(point)


def _lines(question: Question, fields: Fields, errors: Mapping[str, str]) -> tuple[Line, ...]:
    if question.kind is not QuestionKind.MATRIX:
        return ()
    lines = []
    for row in question.rows:
        name = f"{question.code}.{row.code}"
        chosen, first = _first(fields, name), field_id(name)
        choices = tuple(
            Choice(option.code, first if number == 0 else f"{first}-{number}", option.label, "", option.code == chosen)
            for number, option in enumerate(question.options)
        )
        lines.append(Line(name, first, row.label, choices, errors.get(name, "")))
    return tuple(lines)


def _blanks(question: Question, fields: Fields, errors: Mapping[str, str]) -> tuple[Blank, ...]:
    code = question.code
    if question.kind is QuestionKind.DATE:
        return tuple(_blank(f"{code}.{part}", fields, errors) for part in ("day", "month", "year"))
    if question.kind is QuestionKind.RANKING:
        return tuple(_blank(f"{code}.{option.code}", fields, errors, option.label) for option in question.options)
    return ()


def _blank(name: str, fields: Fields, errors: Mapping[str, str], label: str = "") -> Blank:
    return Blank(name, field_id(name), label, _first(fields, name), errors.get(name, ""))


def _decline(question: Question, fields: Fields) -> Choice | None:
    if not question.may_decline:
        return None
    name = f"{question.code}.decline"
    return Choice("1", field_id(name), "", "", bool(_first(fields, name)))


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name) or ()
    return values[0] if values else ""
