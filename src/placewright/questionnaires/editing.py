"""Changes of a questionnaire, each giving a new one: parts added, moved, copied, removed, replaced and renamed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from placewright.core.errors import UnknownName
from placewright.questionnaires.model import Group, Page, Question, Questionnaire, Rule
from placewright.questionnaires.rules import asked_in
from placewright.questionnaires.texts import texts

Coded = TypeVar("Coded")


class PartKind(StrEnum):
    """What of a questionnaire is meant."""

    PAGE = "page"
    GROUP = "group"
    QUESTION = "question"


class UnknownPart(UnknownName):
    """A page, group or question that the questionnaire does not have."""

    kind = "part"


def free_code(asked: Questionnaire, kind: PartKind, words: str) -> str:
    """A code made from words that no other part of the kind has.

    >>> free_code(Questionnaire("x", "X"), PartKind.QUESTION, "How many people work there?")
    'how_many_people_work'
    """
    taken = set(codes(asked, kind))
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"_+", "_", re.sub(r"[^a-z0-9]+", "_", plain)).strip("_")[:24]
    stem = "_".join(stem.split("_")[:4]).lstrip("_0123456789").strip("_") or kind.value[0]
    if kind is PartKind.QUESTION and stem in _AVOIDED:
        stem = f"{stem}_asked"
    if stem not in taken:
        return stem
    stem = re.sub(r"_\d+$", "", stem)
    return next(f"{stem}_{number}" for number in range(2, 100_000) if f"{stem}_{number}" not in taken)


_AVOIDED = frozenset(
    {"reference", "version", "state", "mode", "language", "day", "flags", "stratum", "cluster", "page", "group"}
)


def codes(asked: Questionnaire, kind: PartKind) -> tuple[str, ...]:
    """Codes of all parts of a kind, in order."""
    match kind:
        case PartKind.PAGE:
            return tuple(page.code for page in asked.pages)
        case PartKind.GROUP:
            return tuple(group.code for group in asked.groups())
    return tuple(question.code for question in asked.questions())


def find_page(asked: Questionnaire, code: str) -> Page:
    """The page of that code.

    Raises:
        UnknownPart: there is none.
    """
    return _found(asked.pages, code)


def find_group(asked: Questionnaire, code: str) -> Group:
    """The group of that code.

    Raises:
        UnknownPart: there is none.
    """
    return _found(tuple(asked.groups()), code)


def find_question(asked: Questionnaire, code: str) -> Question:
    """The question of that code.

    Raises:
        UnknownPart: there is none.
    """
    return _found(tuple(asked.questions()), code)


def add_page(asked: Questionnaire, title: str = "") -> Questionnaire:
    """With one page more at the end, and an empty group in it."""
    group = Group(free_code(asked, PartKind.GROUP, title or "group"))
    page = Page(free_code(asked, PartKind.PAGE, title or "page"), title, groups=(group,))
    return replace(asked, pages=(*asked.pages, page))


def add_group(asked: Questionnaire, page: str, title: str = "") -> Questionnaire:
    """With one group more at the end of a page."""
    group = Group(free_code(asked, PartKind.GROUP, title or "group"), title)
    held = find_page(asked, page)
    return replace_page(asked, page, replace(held, groups=(*held.groups, group)))


def add_questions(asked: Questionnaire, group: str, questions: Iterable[Question]) -> Questionnaire:
    """With questions more at the end of a group; a code that is taken already gets a number."""
    for question in questions:
        held = find_group(asked, group)
        code = question.code
        if code in codes(asked, PartKind.QUESTION):
            code = free_code(asked, PartKind.QUESTION, code)
        asked = replace_group(asked, group, replace(held, questions=(*held.questions, replace(question, code=code))))
    return asked


def replace_page(asked: Questionnaire, code: str, page: Page) -> Questionnaire:
    """With a page in the place of the one of that code."""
    return replace(asked, pages=tuple(page if one.code == code else one for one in asked.pages))


def replace_group(asked: Questionnaire, code: str, group: Group) -> Questionnaire:
    """With a group in the place of the one of that code."""
    return _with_groups(asked, lambda groups: tuple(group if one.code == code else one for one in groups))


def replace_question(asked: Questionnaire, code: str, question: Question) -> Questionnaire:
    """With a question in the place of the one of that code; where its code is another, what names it follows."""
    held = _with_questions(asked, lambda some: tuple(question if one.code == code else one for one in some))
    return held if question.code == code else _renamed(held, {code: question.code})


def remove(asked: Questionnaire, kind: PartKind, code: str) -> Questionnaire:
    """Without a part and all that is in it, and without its translations. Rules that look at it stay, as errors."""
    match kind:
        case PartKind.PAGE:
            find_page(asked, code)
            held = replace(asked, pages=tuple(page for page in asked.pages if page.code != code))
        case PartKind.GROUP:
            find_group(asked, code)
            held = _with_groups(asked, lambda groups: tuple(one for one in groups if one.code != code))
        case _:
            find_question(asked, code)
            held = _with_questions(asked, lambda some: tuple(one for one in some if one.code != code))
    return _without_loose_texts(held)


def move(asked: Questionnaire, kind: PartKind, code: str, step: int) -> Questionnaire:
    """With a part one place up (-1) or down (1); at the end of its group or page it goes into the next one."""
    match kind:
        case PartKind.PAGE:
            find_page(asked, code)
            return replace(asked, pages=_swapped(asked.pages, code, step))
        case PartKind.GROUP:
            find_group(asked, code)
            lists = _moved([page.groups for page in asked.pages], code, step)
            pages = (replace(page, groups=groups) for page, groups in zip(asked.pages, lists, strict=True))
            return replace(asked, pages=tuple(pages))
    find_question(asked, code)
    held = {
        group.code: questions
        for group, questions in zip(
            asked.groups(), _moved([group.questions for group in asked.groups()], code, step), strict=True
        )
    }
    return _with_groups(asked, lambda groups: tuple(replace(one, questions=held[one.code]) for one in groups))


def copy(asked: Questionnaire, kind: PartKind, code: str) -> Questionnaire:
    """With a copy of a part after it, under codes of its own; rules inside look at the copies."""
    match kind:
        case PartKind.PAGE:
            page = find_page(asked, code)
            made = _copied(asked, page.groups)
            new = replace(page, code=free_code(asked, PartKind.PAGE, page.code), groups=made)
            at = asked.pages.index(page) + 1
            return replace(asked, pages=(*asked.pages[:at], new, *asked.pages[at:]))
        case PartKind.GROUP:
            group = find_group(asked, code)
            (new_group,) = _copied(asked, (group,))
            return _with_groups(asked, lambda groups: _after(groups, group, new_group))
    question = find_question(asked, code)
    copied = replace(question, code=free_code(asked, PartKind.QUESTION, question.code))
    return _with_questions(asked, lambda some: _after(some, question, copied))


def before(asked: Questionnaire, kind: PartKind, code: str) -> tuple[Question, ...]:
    """The questions that a rule of a part may look at: those that are answered before it is shown."""
    found: list[Question] = []
    for page in asked.pages:
        if kind is PartKind.PAGE and page.code == code:
            return tuple(found)
        for group in page.groups:
            if kind is PartKind.GROUP and group.code == code:
                return tuple(found)
            start = len(found)
            for question in group.questions:
                if kind is PartKind.QUESTION and question.code == code:
                    return tuple(found[:start] if group.random else found)
                found.append(question)
    raise UnknownPart.named(code, codes(asked, kind))


def looks_at(asked: Questionnaire, code: str) -> tuple[str, ...]:
    """What has a rule on a question, or takes its answer up into words: `question x`, `page y`."""
    pattern = _pipe(code)
    found: list[str] = []
    for page in asked.pages:
        if _has(page.shown_if, code) or pattern.search(f"{page.title}\n{page.text}"):
            found.append(f"page {page.code}")
        for group in page.groups:
            if _has(group.shown_if, code) or pattern.search(f"{group.title}\n{group.text}"):
                found.append(f"group {group.code}")
            found.extend(
                f"question {question.code}"
                for question in group.questions
                if _has(question.shown_if, code) or pattern.search(f"{question.label}\n{question.help}")
            )
    return tuple(found)


def _found(items: Sequence[Coded], code: str) -> Coded:
    for item in items:
        if item.code == code:  # type: ignore[attr-defined]
            return item
    raise UnknownPart.named(code, [item.code for item in items])  # type: ignore[attr-defined]


def _with_groups(asked: Questionnaire, change: Callable[[tuple[Group, ...]], tuple[Group, ...]]) -> Questionnaire:
    return replace(asked, pages=tuple(replace(page, groups=change(page.groups)) for page in asked.pages))


def _with_questions(
    asked: Questionnaire, change: Callable[[tuple[Question, ...]], tuple[Question, ...]]
) -> Questionnaire:
    return _with_groups(
        asked, lambda groups: tuple(replace(group, questions=change(group.questions)) for group in groups)
    )


def _swapped(items: tuple[Coded, ...], code: str, step: int) -> tuple[Coded, ...]:
    (lists,) = _moved([items], code, step)
    return lists


def _moved(lists: Sequence[tuple[Coded, ...]], code: str, step: int) -> list[tuple[Coded, ...]]:
    held = [list(items) for items in lists]
    for number, items in enumerate(held):
        at = next((n for n, item in enumerate(items) if item.code == code), None)  # type: ignore[attr-defined]
        if at is None:
            continue
        item = items.pop(at)
        if 0 <= at + step <= len(items):
            items.insert(at + step, item)
        elif 0 <= number + step < len(held):
            held[number + step].insert(0 if step > 0 else len(held[number + step]), item)
        else:
            items.insert(at, item)
        break
    return [tuple(items) for items in held]


def _after(items: tuple[Coded, ...], item: Coded, new: Coded) -> tuple[Coded, ...]:
    if item not in items:
        return items
    at = items.index(item) + 1
    return (*items[:at], new, *items[at:])


def _copied(asked: Questionnaire, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Copies of groups under fresh codes; rules and piping within them follow."""
    taken = asked
    names: dict[str, str] = {}
    made: list[Group] = []
    for group in groups:
        code = free_code(taken, PartKind.GROUP, group.code)
        new = replace(group, code=code, questions=())
        taken = replace(taken, pages=(*taken.pages, Page(f"_{code}", groups=(new,))))
        for question in group.questions:
            names[question.code] = free_code(taken, PartKind.QUESTION, question.code)
            new = replace(new, questions=(*new.questions, replace(question, code=names[question.code])))
            taken = replace_group(taken, code, new)
        made.append(new)
    return tuple(_group_renamed(group, names) for group in made)


def _renamed(asked: Questionnaire, names: Mapping[str, str]) -> Questionnaire:
    """With every rule, piped word and translation that names a question following its new code."""
    translated = {
        language: {_path(path, names): _piped(text, names) for path, text in words.items()}
        for language, words in asked.texts.items()
    }
    pages = tuple(
        replace(
            page,
            title=_piped(page.title, names),
            text=_piped(page.text, names),
            shown_if=_rule(page.shown_if, names),
            groups=tuple(_group_renamed(group, names) for group in page.groups),
        )
        for page in asked.pages
    )
    return replace(asked, pages=pages, thanks=_piped(asked.thanks, names), texts=translated)


def _group_renamed(group: Group, names: Mapping[str, str]) -> Group:
    questions = tuple(
        replace(
            question,
            label=_piped(question.label, names),
            help=_piped(question.help, names),
            options=tuple(replace(option, label=_piped(option.label, names)) for option in question.options),
            rows=tuple(replace(row, label=_piped(row.label, names)) for row in question.rows),
            shown_if=_rule(question.shown_if, names),
        )
        for question in group.questions
    )
    return replace(
        group,
        title=_piped(group.title, names),
        text=_piped(group.text, names),
        shown_if=_rule(group.shown_if, names),
        questions=questions,
    )


def _rule(rule: Rule | None, names: Mapping[str, str]) -> Rule | None:
    if rule is None:
        return None
    return replace(
        rule,
        question=names.get(rule.question, rule.question),
        all=tuple(_certain(item, names) for item in rule.all),
        any=tuple(_certain(item, names) for item in rule.any),
        not_=_rule(rule.not_, names),
    )


def _certain(rule: Rule, names: Mapping[str, str]) -> Rule:
    return _rule(rule, names) or rule


def _has(rule: Rule | None, code: str) -> bool:
    return any(item.question == code for item in asked_in(rule))


def _pipe(code: str) -> re.Pattern[str]:
    return re.compile(r"\{\{\s*" + re.escape(code) + r"\s*\}\}")


def _piped(text: str, names: Mapping[str, str]) -> str:
    if "{{" not in text:
        return text
    return re.sub(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}", lambda found: "{{ " + names.get(found[1], found[1]) + " }}", text)


def _path(path: str, names: Mapping[str, str]) -> str:
    first, dot, rest = path.partition(".")
    return f"{names.get(first, first)}{dot}{rest}" if dot and first not in {"page", "group"} else path


def _without_loose_texts(asked: Questionnaire) -> Questionnaire:
    """Without translations of texts that are no longer there."""
    own = texts(asked)
    held = {language: {p: t for p, t in words.items() if p in own} for language, words in asked.texts.items()}
    return replace(asked, texts=held)
