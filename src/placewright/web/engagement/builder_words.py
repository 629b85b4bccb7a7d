"""Questionnaires in the words of the builder: kinds of questions, comparisons and rules."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.questionnaires.model import Comparison, Part, Question, QuestionKind, Questionnaire, Rule
from placewright.questionnaires.rules import DECLINED

KIND_WORDS: Mapping[QuestionKind, str | Promise] = {
    QuestionKind.SINGLE: gettext_lazy("One of several answers"),
    QuestionKind.MULTIPLE: gettext_lazy("Any of several answers"),
    QuestionKind.RATING: gettext_lazy("Rating on a scale"),
    QuestionKind.RANKING: gettext_lazy("Order of several things"),
    QuestionKind.MATRIX: gettext_lazy("Table: the same answers for several lines"),
    QuestionKind.NUMBER: gettext_lazy("Number"),
    QuestionKind.MONEY: gettext_lazy("Money"),
    QuestionKind.DATE: gettext_lazy("Date"),
    QuestionKind.SHORT_TEXT: gettext_lazy("Short text"),
    QuestionKind.LONG_TEXT: gettext_lazy("Long text"),
    QuestionKind.DISTRICT: gettext_lazy("Postcode district"),
    QuestionKind.AREA: gettext_lazy("Area, from a list"),
    QuestionKind.FILE: gettext_lazy("File"),
    QuestionKind.STATEMENT: gettext_lazy("Statement without an answer"),
}
PART_WORDS: Mapping[Part, str | Promise] = {
    Part.NONE: gettext_lazy("nothing special"),
    Part.RESPONDENT: gettext_lazy("whether a person or an organisation answers (option organisation)"),
    Part.ORGANISATION: gettext_lazy("the organisation's name, under which it is listed"),
    Part.MAY_PUBLISH: gettext_lazy("whether words may be quoted (option yes)"),
    Part.CONFIDENTIAL: gettext_lazy("whether an organisation asks not to be named (option yes)"),
    Part.NAME: gettext_lazy("a person's name"),
    Part.EMAIL: gettext_lazy("an e-mail address"),
}
COMPARISON_WORDS: Mapping[Comparison, str | Promise] = {
    Comparison.EQUALS: gettext_lazy("is"),
    Comparison.NOT_EQUALS: gettext_lazy("is not"),
    Comparison.INCLUDES: gettext_lazy("includes"),
    Comparison.ONE_OF: gettext_lazy("is one of"),
    Comparison.ABOVE: gettext_lazy("is more than"),
    Comparison.BELOW: gettext_lazy("is less than"),
    Comparison.AT_LEAST: gettext_lazy("is at least"),
    Comparison.AT_MOST: gettext_lazy("is at most"),
    Comparison.ANSWERED: gettext_lazy("was answered"),
    Comparison.NOT_ANSWERED: gettext_lazy("was not answered"),
}
_WITHOUT_VALUE = (Comparison.ANSWERED, Comparison.NOT_ANSWERED)
_CHOSEN = (Comparison.EQUALS, Comparison.NOT_EQUALS, Comparison.ONE_OF)
_MEASURED = (
    Comparison.EQUALS,
    Comparison.NOT_EQUALS,
    Comparison.ABOVE,
    Comparison.BELOW,
    Comparison.AT_LEAST,
    Comparison.AT_MOST,
)


def comparisons_for(question: Question) -> tuple[Comparison, ...]:
    """The comparisons that make sense with answers to a question."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.AREA | QuestionKind.MATRIX:
            return (*_CHOSEN, *_WITHOUT_VALUE)
        case QuestionKind.MULTIPLE:
            return (Comparison.INCLUDES, Comparison.ONE_OF, *_WITHOUT_VALUE)
        case QuestionKind.NUMBER | QuestionKind.MONEY | QuestionKind.RATING | QuestionKind.DATE:
            return (*_MEASURED, *_WITHOUT_VALUE)
        case QuestionKind.SHORT_TEXT | QuestionKind.DISTRICT:
            return (Comparison.EQUALS, Comparison.NOT_EQUALS, *_WITHOUT_VALUE)
    return _WITHOUT_VALUE


def rule_words(rule: Rule | None, asked: Questionnaire) -> str:
    """A rule as a sentence's part: `“Size” is “Micro” and “Staff” is more than 3`; empty where there is none."""
    if rule is None:
        return ""
    parts = []
    if rule.all:
        parts.append(_joined([rule_words(item, asked) for item in rule.all], _("and")))
    if rule.any:
        parts.append(_joined([rule_words(item, asked) for item in rule.any], _("or")))
    if rule.not_ is not None:
        parts.append(_("it does not hold that %(rule)s") % {"rule": rule_words(rule.not_, asked)})
    if not parts:
        return _single(rule, asked)
    return _joined(parts, _("and"))


def _joined(parts: list[str], word: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return f" {word} ".join(
        f"({part})" if f" {_('and')} " in part or f" {_('or')} " in part else part for part in parts
    )


def _single(rule: Rule, asked: Questionnaire) -> str:
    question = asked.question(rule.question)
    label = question.label if question is not None else rule.question
    if question is not None and rule.row:
        row = next((one.label for one in question.rows if one.code == rule.row), rule.row)
        label = f"{label}: {row}"
    said = f"“{label}” {COMPARISON_WORDS[rule.is_]}"
    if rule.is_ in _WITHOUT_VALUE:
        return said
    labels = {option.code: f"“{option.label}”" for option in question.options} if question is not None else {}
    labels[DECLINED] = _("“prefer not to say”")
    values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    words = [labels.get(str(value), f"{value:,.10g}" if isinstance(value, float) else str(value)) for value in values]
    return f"{said} {(' ' + _('or') + ' ').join(words)}"
