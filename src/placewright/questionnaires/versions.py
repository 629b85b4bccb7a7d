"""What changed between versions of a questionnaire, and which codes would mean something else than before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from placewright.core.issues import Issue, Severity
from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.questionnaires.editing import PartKind, free_code, replace_question
from placewright.questionnaires.model import Option, Question, QuestionKind, Questionnaire, Row


class ChangeKind(StrEnum):
    """What happened to a question, from what matters little to what breaks a column."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    ASKED_OTHERWISE = "asked otherwise"
    """Other limits, options more or fewer, another rule, required or not: answers still mean the same."""
    MEANS_OTHERWISE = "means otherwise"
    """The same code would hold another thing: answers of both versions could not stand in one column."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one question, with what stood there before and after."""

    kind: ChangeKind
    code: str
    what: str
    before: str = ""
    after: str = ""


def compare(older: Questionnaire, newer: Questionnaire) -> tuple[Change, ...]:
    """Every change, in the order of the newer version, what was removed last."""
    return tuple(_changes(older, newer))


def meaning_issues(older: Sequence[Questionnaire], newer: Questionnaire) -> tuple[Issue, ...]:
    """Codes that mean something else than in an earlier version: errors. New words for a code: worth a look.

    Args:
        older: every version that anybody answered, oldest first.
    """
    found: dict[tuple[str, str], Issue] = {}
    for one in older:
        for change in compare(one, newer):
            if change.kind is ChangeKind.MEANS_OTHERWISE:
                fix = _("Give the question a new code, or bring back what the code meant.")
                issue = Issue(Severity.ERROR, f"question {change.code}", change.what, fix)
                found[change.code, change.what] = issue
            elif change.kind is ChangeKind.REWORDED:
                what = _("%(what)s “%(before)s” became “%(after)s”.") % {
                    "what": change.what,
                    "before": change.before,
                    "after": change.after,
                }
                fix = _("Keep the code only if it still means the same; otherwise give it a new one.")
                found[change.code, what] = Issue(Severity.WARNING, f"question {change.code}", what, fix)
    return tuple(found.values())


def recoded(asked: Questionnaire, code: str, *, taken: Sequence[Questionnaire] = ()) -> Questionnaire:
    """With a new code for a question, one that no earlier version has; rules and piped words follow."""
    question = next(one for one in asked.questions() if one.code == code)
    every = replace(asked, pages=(*asked.pages, *(page for one in taken for page in one.pages)))
    return replace_question(asked, code, replace(question, code=free_code(every, PartKind.QUESTION, code)))


def _changes(older: Questionnaire, newer: Questionnaire) -> Iterator[Change]:
    before = {question.code: question for question in older.questions()}
    after = {question.code: question for question in newer.questions()}
    order = [code for code in before if code in after]
    moved = _moved(order, [code for code in after if code in before])
    for code, question in after.items():
        if code not in before:
            yield Change(ChangeKind.ADDED, code, _("It is new."), after=question.label)
            continue
        yield from _of_question(before[code], question)
        if code in moved:
            yield Change(ChangeKind.MOVED, code, _("It stands elsewhere."))
    for code, question in before.items():
        if code not in after:
            yield Change(ChangeKind.REMOVED, code, _("It is asked no more."), before=question.label)


def _moved(older: list[str], newer: list[str]) -> set[str]:
    """Codes that stand elsewhere: all but a longest run that kept its order."""
    place = {code: number for number, code in enumerate(older)}
    best: list[list[str]] = []
    for code in newer:
        runs = [run for run in best if place[run[-1]] < place[code]]
        best.append([*_longest(runs), code])
    return set(newer) - set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=len) if runs else []


def _items(question: Question) -> tuple[Option | Row, ...]:
    return (*question.options, *question.rows)


def _of_question(old: Question, new: Question) -> Iterator[Change]:
    if old == new:
        return
    yield from _meaning(old, new)
    if old.label != new.label:
        yield Change(ChangeKind.REWORDED, new.code, _("The question:"), old.label, new.label)
    labels = {item.code: item.label for item in _items(old)}
    for item in _items(new):
        if item.code in labels and labels[item.code] != item.label:
            yield Change(ChangeKind.REWORDED, new.code, f"'{item.code}':", labels[item.code], item.label)
    if _otherwise(old) != _otherwise(new):
        yield Change(ChangeKind.ASKED_OTHERWISE, new.code, _told(old, new))


def _meaning(old: Question, new: Question) -> Iterator[Change]:
    def otherwise(what: str, before: object = "", after: object = "") -> Change:
        return Change(ChangeKind.MEANS_OTHERWISE, new.code, what, str(before), str(after))

    if old.kind is not new.kind and {old.kind, new.kind} != {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}:
        yield otherwise(
            _("It was a question of kind %(was)s and is one of kind %(now)s.") % {"was": old.kind, "now": new.kind},
            old.kind,
            new.kind,
        )
        return
    if old.unit != new.unit:
        yield otherwise(
            _("Its unit was '%(was)s' and is '%(now)s'.") % {"was": old.unit, "now": new.unit}, old.unit, new.unit
        )
    if old.scale and new.scale and (old.scale.least, old.scale.most) != (new.scale.least, new.scale.most):
        to = _("%(least)s to %(most)s")
        was, now = (to % {"least": scale.least, "most": scale.most} for scale in (old.scale, new.scale))
        yield otherwise(_("Its scale went from %(was)s and goes from %(now)s.") % {"was": was, "now": now}, was, now)
    if old.identifies != new.identifies:
        yield otherwise(_("Who answers can be told by it in one version and not in the other."))
    said = (
        ("options", marked("The option '%(code)s' now says what '%(meant)s' said.")),
        ("rows", marked("The row '%(code)s' now says what '%(meant)s' said.")),
    )
    for parts, words in said:
        was_code = {item.label.strip().casefold(): item.code for item in getattr(old, parts)}
        old_codes = set(was_code.values())
        for item in getattr(new, parts):
            meant = was_code.get(item.label.strip().casefold())
            if meant is not None and meant != item.code and item.code in old_codes:
                yield otherwise(_(words) % {"code": item.code, "meant": meant}, meant, item.code)


def _otherwise(question: Question) -> tuple[object, ...]:
    return (
        question.required,
        question.may_decline,
        tuple((item.code, item.exclusive, item.words, item.missing) for item in question.options),
        tuple(item.code for item in question.rows),
        question.fewest,
        question.most_choices,
        question.least,
        question.most,
        question.whole,
        question.earliest,
        question.latest,
        question.longest,
        question.areas,
        question.random,
        question.shown_if,
    )


def _told(old: Question, new: Question) -> str:
    was = {item.code for item in _items(old)}
    now = {item.code for item in _items(new)}
    parts = []
    if now - was:
        parts.append(_("New: %(codes)s.") % {"codes": ", ".join(sorted(now - was))})
    if was - now:
        parts.append(_("Gone: %(codes)s.") % {"codes": ", ".join(sorted(was - now))})
    if old.shown_if != new.shown_if:
        parts.append(_("It is asked of others."))
    if (old.required, old.may_decline) != (new.required, new.may_decline):
        parts.append(_("Whether it must be answered changed."))
    return " ".join(parts) or _("Its limits or order changed.")
