"""What is wrong with a questionnaire before anybody answers it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from placewright.core.issues import Issue, Severity
from placewright.core.words import gettext as _
from placewright.questionnaires.flow import piped_codes
from placewright.questionnaires.model import (
    WITH_WORDS,
    Comparison,
    Group,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Rule,
)
from placewright.questionnaires.rules import DECLINED, asked_in
from placewright.questionnaires.texts import texts, untranslated

_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
_OPTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
CHOOSING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX})
"""Kinds that need options."""
RESERVED = frozenset(
    {"reference", "version", "state", "mode", "language", "day", "flags", "stratum", "cluster", "base_weight"}
    | {"page", "group"}
)
"""Codes that no question may have: columns that every table of answers has, and first parts of paths of texts."""
_ORDERED = frozenset({Comparison.ABOVE, Comparison.BELOW, Comparison.AT_LEAST, Comparison.AT_MOST})
_ANSWERED = frozenset({Comparison.ANSWERED, Comparison.NOT_ANSWERED})
_NUMBERS = frozenset({QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.RATING})
_PERSONAL = frozenset({Part.NAME, Part.EMAIL})
_MEASURED = _NUMBERS | {QuestionKind.DATE}


def check_questionnaire(questionnaire: Questionnaire) -> tuple[Issue, ...]:
    """Every issue, in reading order: errors must be mended before it opens, warnings are for a person to weigh."""
    return tuple(_issues(questionnaire))


def _issues(asked: Questionnaire) -> Iterator[Issue]:
    if not asked.title.strip():
        yield _error("title", _("It has no title."), _("Give it one that says what it is about."))
    if not any(question.kind is not QuestionKind.STATEMENT for question in asked.questions()):
        yield _error("questions", _("Nothing is asked."), _("Add a question."))
    yield from _codes(asked)
    earlier: dict[str, Question] = {}
    for page in asked.pages:
        yield from _rule(page.shown_if, earlier, f"page {page.code}")
        if not page.groups:
            yield _error(f"page {page.code}", _("The page is empty."), _("Add questions to it, or remove it."))
        for group in page.groups:
            yield from _group(group, earlier)
    yield from _piping(asked)
    yield from _translations(asked)


def _error(where: str, what: str, fix: str) -> Issue:
    return Issue(Severity.ERROR, where, what, fix)


def _warning(where: str, what: str, fix: str) -> Issue:
    return Issue(Severity.WARNING, where, what, fix)


def _codes(asked: Questionnaire) -> Iterator[Issue]:
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("page", (page.code for page in asked.pages)),
        ("group", (group.code for group in asked.groups())),
        ("question", (question.code for question in asked.questions())),
    )
    for kind, codes in kinds:
        for code, times in Counter(codes).items():
            if times > 1:
                yield _error(
                    f"{kind} {code}",
                    _("%(times)s have this code.") % {"times": times},
                    _("Give each a code of its own."),
                )
            if not _CODE.fullmatch(code):
                fix = _("Use small letters, digits and _, a letter first, 32 at most.")
                yield _error(f"{kind} {code}", _("This is not a code."), fix)
    for question in asked.questions():
        if "__" in question.code or question.code in RESERVED:
            fix = _(
                "Choose another; two _ stand between a question and its option in files, and some columns are taken."
            )
            yield _error(f"question {question.code}", _("This code would name another column of the answers."), fix)


def _group(group: Group, earlier: dict[str, Question]) -> Iterator[Issue]:
    yield from _rule(group.shown_if, earlier, f"group {group.code}")
    if not group.questions and not group.text:
        yield _error(f"group {group.code}", _("There is nothing on it."), _("Add a question or a text, or remove it."))
    before = dict(earlier) if group.random else earlier
    for question in group.questions:
        yield from _rule(question.shown_if, before, f"question {question.code}")
        yield from _question(question)
        earlier[question.code] = question


def _question(question: Question) -> Iterator[Issue]:
    where = f"question {question.code}"
    if not question.label.strip():
        yield _error(where, _("It has no words."), _("Write what is asked."))
    yield from _answerable(question, where)
    yield from _limits(question, where)
    yield from _options(question, where)
    yield from _personal(question, where)


def _answerable(question: Question, where: str) -> Iterator[Issue]:
    """What the kind of question needs to be answered at all."""
    if question.kind in CHOOSING and not question.options:
        yield _error(where, _("There is nothing to choose."), _("Add options."))
    if question.kind is QuestionKind.MATRIX and not question.rows:
        yield _error(where, _("The matrix has no rows."), _("Add rows."))
    if question.kind is QuestionKind.RATING and question.scale is None:
        yield _error(where, _("The rating has no scale."), _("Say from which to which point it goes."))
    if question.scale is not None and not question.scale.least < question.scale.most <= question.scale.least + 10:
        yield _error(where, _("The scale has no points, or more than eleven."), _("Let it rise, by ten at most."))
    if question.kind is QuestionKind.AREA and not (question.areas or question.options):
        yield _error(where, _("There are no areas to choose."), _("List the codes of places."))


def _limits(question: Question, where: str) -> Iterator[Issue]:
    """Limits that no answer can keep."""
    if question.least is not None and question.most is not None and question.least > question.most:
        yield _error(where, _("No number is within the limits."), _("Swap them."))
    if question.earliest is not None and question.latest is not None and question.earliest > question.latest:
        yield _error(where, _("No date is within the limits."), _("Swap them."))


def _options(question: Question, where: str) -> Iterator[Issue]:
    """Options that could not be told apart, or whose words nobody can write."""
    asking = {option.code for option in question.options if option.words}
    for code, times in Counter(option.code for option in question.options).items():
        if times > 1:
            yield _error(
                where,
                _("%(times)s options have the code '%(code)s'.") % {"times": times, "code": code},
                _("Give each a code of its own."),
            )
        if not _OPTION.fullmatch(code) or code == DECLINED:
            fix = _("Use letters, digits, _ and -, 32 at most; `prefer-not-to-say` is `may_decline`.")
            yield _error(where, _("'%(code)s' is not an option's code.") % {"code": code}, fix)
        if question.kind not in WITH_WORDS and code in asking:
            fix = _("Take the mark `words` away, and ask for the words in a question of its own, shown by a rule.")
            what = _("'%(code)s' asks for words, which nobody can write in a matrix or a ranking.") % {"code": code}
            yield _error(where, what, fix)


def _personal(question: Question, where: str) -> Iterator[Issue]:
    """What is said of persons, and would be kept or asked for in a way that it must not."""
    if question.part is Part.ORGANISATION and question.identifies:
        fix = _("Take the mark away; ask for the name of a person in a question of its own, and mark that.")
        what = _(
            "It asks for the organisation's name and is marked as saying who somebody is: it would be kept apart from "
            "the answers, and the organisation could not be listed."
        )
        yield _error(where, what, fix)
    if question.part in _PERSONAL and not question.identifies:
        fix = _("Mark it as saying who somebody is.")
        yield _error(
            where, _("It asks for a person's name or address and would be kept and exported with the answers."), fix
        )
    if question.required and question.sensitive and not question.may_decline:
        yield _warning(
            where, _("A sensitive question must be answered."), _("Offer `prefer not to say`, or ask it freely.")
        )


def _rule(rule: Rule | None, earlier: dict[str, Question], where: str) -> Iterator[Issue]:
    for item in asked_in(rule):
        found = earlier.get(item.question)
        if found is None:
            fix = _("A rule may look at questions that come before it, and not at one beside it whose order is random.")
            yield _error(
                where,
                _("Its rule looks at '%(question)s', which is not asked before.") % {"question": item.question},
                fix,
            )
            continue
        if found.kind is QuestionKind.STATEMENT:
            yield _error(
                where,
                _("Its rule looks at '%(question)s', which nobody answers.") % {"question": item.question},
                _("Choose a question."),
            )
            continue
        rows = {row.code for row in found.rows}
        if found.kind is QuestionKind.MATRIX and item.is_ not in _ANSWERED and item.row not in rows:
            fix = _("Name one of %(rows)s.") % {"rows": ", ".join(sorted(rows))}
            yield _error(where, _("Its rule names no row of '%(question)s'.") % {"question": item.question}, fix)
        if item.is_ in _ORDERED and found.kind not in _MEASURED:
            fix = _("Compare choices with `equals`, `includes` or `one-of`.")
            yield _error(
                where, _("Its rule asks whether '%(question)s' is more or less.") % {"question": item.question}, fix
            )
        if item.is_ not in _ANSWERED and isinstance(item.value, str) is (found.kind in _NUMBERS) and not found.options:
            fix = _("Write a number for a number, and a text or an ISO date for the others.")
            yield _error(
                where,
                _("Its rule compares '%(question)s' with another kind of value.") % {"question": item.question},
                fix,
            )
        offered = {option.code for option in found.options} | {DECLINED}
        values = item.value if isinstance(item.value, tuple) else (item.value,)
        if found.options and item.is_ not in _ORDERED:
            for value in values:
                if isinstance(value, str) and value not in offered:
                    fix = _("Its options are %(offered)s.") % {"offered": ", ".join(sorted(offered - {DECLINED}))}
                    yield _error(
                        where,
                        _("Its rule looks for '%(value)s', which '%(question)s' does not offer.")
                        % {"value": value, "question": item.question},
                        fix,
                    )


def _piping(asked: Questionnaire) -> Iterator[Issue]:
    order = {question.code: number for number, question in enumerate(asked.questions())}
    starts = {"title": 0, "introduction": 0} | _starts(asked)
    for path, text in texts(asked).items():
        for code in piped_codes(text):
            first, _dot, rest = path.partition(".")
            at = starts.get(f"{first}.{rest.partition('.')[0]}" if rest else path, len(order))
            at = order.get(first, at) if rest else at
            if code not in order:
                yield _error(
                    path,
                    _("It takes up the answer to '%(code)s', which is not asked.") % {"code": code},
                    _("Mend the code."),
                )
            elif order[code] >= at:
                yield _error(
                    path,
                    _("It takes up the answer to '%(code)s' before it is given.") % {"code": code},
                    _("Ask that first."),
                )


def _starts(asked: Questionnaire) -> dict[str, int]:
    """How many questions come before each page and group, by the beginning of the paths of its texts."""
    found: dict[str, int] = {}
    before = 0
    for page in asked.pages:
        found[f"page.{page.code}"] = before
        for group in page.groups:
            found[f"group.{group.code}"] = before
            before += len(group.questions)
    return found


def _translations(asked: Questionnaire) -> Iterator[Issue]:
    own = texts(asked)
    for language in asked.texts:
        missing = untranslated(asked, language)
        if missing:
            what = _("%(missing)s of %(all)s texts are not translated (%(first)s ...).") % {
                "missing": len(missing),
                "all": len(own),
                "first": missing[0],
            }
            yield _warning(f"language {language}", what, _("It is not offered until all are."))
