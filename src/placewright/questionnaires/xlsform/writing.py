"""A questionnaire as an XLSForm that ODK and KoboToolbox take, with what of it such a form cannot say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import xlsxwriter

from placewright.core.words import gettext as _
from placewright.core.words import marked
from placewright.questionnaires.model import (
    Comparison,
    Group,
    Option,
    Page,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    Rule,
)
from placewright.questionnaires.rules import DECLINED
from placewright.questionnaires.xlsform.file_types import ANY_FILE, KINDS_OF_FILE
from placewright.questionnaires.xlsform.findings import Finding, Grade

_TYPES: Mapping[QuestionKind, str] = {
    QuestionKind.RATING: "range",
    QuestionKind.NUMBER: "decimal",
    QuestionKind.MONEY: "decimal",
    QuestionKind.DATE: "date",
    QuestionKind.SHORT_TEXT: "text",
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.DISTRICT: "text",
    QuestionKind.FILE: "file",
    QuestionKind.STATEMENT: "note",
}
_SELECTS = {
    QuestionKind.SINGLE: "select_one",
    QuestionKind.AREA: "select_one",
    QuestionKind.MULTIPLE: "select_multiple",
    QuestionKind.RANKING: "rank",
}
_SIGNS = {
    Comparison.ABOVE: ">",
    Comparison.BELOW: "<",
    Comparison.AT_LEAST: ">=",
    Comparison.AT_MOST: "<=",
}
_SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "parameters")
_OWN = ("placewright_kind", "placewright_unit", "placewright_least", "placewright_most")
_CHOICES = ("list_name", "name", "label", "placewright_alone")

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """An XLSForm as bytes of XLSX, and what could not be said in it."""

    content: bytes
    findings: tuple[Finding, ...]


@dataclass
class _Writing:
    asked: Questionnaire
    survey: list[Cells] = field(default_factory=list)
    choices: list[Cells] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def lose(self, construct: str, what: str) -> None:
        self.findings.append(Finding(Grade.CHANGED, "survey", len(self.survey) + 1, construct, what))


def write_xlsform(asked: Questionnaire) -> Form:
    """The questionnaire as a workbook of the sheets survey, choices and settings."""
    at = _Writing(asked)
    for page in asked.pages:
        _page(at, page)
    own = f"{asked.language} ({asked.language})"
    others = [one for one in asked.texts if one != asked.language]
    _say_lost_of_the_whole(at, others)
    settings = {"form_title": asked.title, "form_id": asked.id}
    if others:
        settings["default_language"] = own
    survey_heads = [*_SURVEY, *_OWN]
    choice_heads = list(_CHOICES)
    for language in others:
        _translate(at, language)
        survey_heads += [f"label::{language} ({language})", f"hint::{language} ({language})"]
        choice_heads += [f"label::{language} ({language})"]
    if others:
        survey_heads = [f"{head}::{own}" if head in {"label", "hint"} else head for head in survey_heads]
        choice_heads = [f"{head}::{own}" if head == "label" else head for head in choice_heads]
        for cells in (*at.survey, *at.choices):
            for head in ("label", "hint"):
                if head in cells:
                    cells[f"{head}::{own}"] = cells.pop(head)
    for cells in (*at.survey, *at.choices):
        cells.pop("_path", None)
    sheets = {
        "survey": (survey_heads, at.survey),
        "choices": (choice_heads, at.choices),
        "settings": (list(settings), [settings]),
    }
    return Form(_workbook(sheets), tuple(at.findings))


def lost_in_xlsform(asked: Questionnaire) -> tuple[Finding, ...]:
    """What of the questionnaire such a form cannot say, or says otherwise."""
    at = _Writing(asked)
    for page in asked.pages:
        _page(at, page)
    _say_lost_of_the_whole(at, [one for one in asked.texts if one != asked.language])
    return tuple(at.findings)


def expression_of(rule: Rule, asked: Questionnaire) -> str:
    """A rule as an expression for the column `relevant`."""
    parts: list[str] = []
    if rule.all:
        parts.append(" and ".join(_bracketed(item, asked) for item in rule.all))
    if rule.any:
        found = " or ".join(_bracketed(item, asked) for item in rule.any)
        parts.append(f"({found})" if parts or rule.not_ is not None else found)
    if rule.not_ is not None:
        parts.append(f"not({expression_of(rule.not_, asked)})")
    return " and ".join(parts) if parts else _single(rule, asked)


def _bracketed(rule: Rule, asked: Questionnaire) -> str:
    found = expression_of(rule, asked)
    return f"({found})" if rule.all or rule.any else found


def _single(rule: Rule, asked: Questionnaire) -> str:
    name = "${" + (f"{rule.question}__{rule.row}" if rule.row else rule.question) + "}"
    question = asked.question(rule.question)
    is_several = question is not None and question.kind in {QuestionKind.MULTIPLE, QuestionKind.RANKING}
    values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    match rule.is_:
        case Comparison.ANSWERED:
            return f"{name} != ''"
        case Comparison.NOT_ANSWERED:
            return f"{name} = ''"
        case Comparison.INCLUDES:
            return " and ".join(f"selected({name}, {_literal(value)})" for value in values)
        case Comparison.ONE_OF:
            found = " or ".join(
                f"selected({name}, {_literal(value)})" if is_several else f"{name} = {_literal(value)}"
                for value in values
            )
            return f"({found})" if len(values) > 1 else found
        case Comparison.EQUALS | Comparison.NOT_EQUALS if is_several:
            chosen = " and ".join(f"selected({name}, {_literal(value)})" for value in values)
            equal = f"({chosen} and count-selected({name}) = {len(values)})"
            return equal if rule.is_ is Comparison.EQUALS else f"({name} != '' and not{equal})"
        case Comparison.EQUALS:
            return f"{name} = {_literal(rule.value)}"
        case Comparison.NOT_EQUALS:
            return f"({name} != '' and {name} != {_literal(rule.value)})"
    value = f"date({_literal(rule.value)})" if isinstance(rule.value, str) else _literal(rule.value)
    return f"{name} {_SIGNS[rule.is_]} {value}"


def _literal(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float | int) else f"'{value}'"


def _page(at: _Writing, page: Page) -> None:
    at.survey.append(_group_cells(at, page.code, page.title, page.shown_if, f"page.{page.code}.title"))
    _text(at, f"{page.code}_text", page.text, f"page.{page.code}.text")
    for group in page.groups:
        _group(at, group)
    at.survey.append({"type": "end group"})


def _group(at: _Writing, group: Group) -> None:
    cells = _group_cells(at, group.code, group.title, group.shown_if, f"group.{group.code}.title")
    at.survey.append(cells | {"appearance": "field-list"})
    if group.random:
        at.lose("random", _("The questions of '%(code)s' come in their order.") % {"code": group.code})
    _text(at, f"{group.code}_text", group.text, f"group.{group.code}.text")
    for question in group.questions:
        _question(at, question)
    at.survey.append({"type": "end group"})


def _group_cells(at: _Writing, code: str, title: str, rule: Rule | None, path: str) -> Cells:
    cells = {"type": "begin group", "name": code, "_path": path} | ({"label": _piped(title)} if title else {})
    return cells | ({"relevant": expression_of(rule, at.asked)} if rule is not None else {})


def _text(at: _Writing, name: str, text: str, path: str) -> None:
    if text:
        at.survey.append({"type": "note", "name": name, "label": _piped(text), "_path": path})


def _question(at: _Writing, question: Question) -> None:
    rule = {"relevant": expression_of(question.shown_if, at.asked)} if question.shown_if is not None else {}
    _say_lost(at, question)
    if question.kind is QuestionKind.MATRIX:
        _matrix(at, question, rule)
        return
    cells = _cells(question) | rule
    if question.kind in _SELECTS:
        _list(at, question.code, question)
        cells["type"] = f"{_SELECTS[question.kind]} {question.code}"
    at.survey.append(cells)
    for option in question.options_with_words:
        shown = f"selected(${{{question.code}}}, '{option.code}')"
        name = f"{question.code}__{option.code}__words"
        label = f"{_piped(option.label)}: which?"
        at.survey.append({"type": "text", "name": name, "label": label, "relevant": shown})


def _matrix(at: _Writing, question: Question, rule: Cells) -> None:
    _list(at, question.code, question)
    head = {"type": "begin group", "name": question.code, "label": _piped(question.label), "appearance": "table-list"}
    hint = {"hint": _piped(question.help)} if question.help else {}
    at.survey.append(head | hint | rule | {"_path": f"{question.code}.label"})
    for row in question.rows:
        cells = {"type": f"select_one {question.code}", "name": f"{question.code}__{row.code}"}
        cells |= {"label": _piped(row.label), "_path": f"{question.code}.row.{row.code}"}
        at.survey.append(cells | ({"required": "yes"} if question.required else {}))
    at.survey.append({"type": "end group"})


def _cells(question: Question) -> Cells:
    kind = question.kind
    cells = {"type": _TYPES.get(kind, "text"), "name": question.code, "label": _piped(question.label)}
    cells["_path"] = f"{question.code}.label"
    if kind is QuestionKind.NUMBER and question.whole:
        cells["type"] = "integer"
    if kind is QuestionKind.FILE:
        cells["type"] = next((name for name, kinds in KINDS_OF_FILE.items() if kinds == question.file_kinds), "file")
    if question.help:
        cells["hint"] = _piped(question.help)
    if question.required and kind is not QuestionKind.STATEMENT:
        cells["required"] = "yes"
    if kind is QuestionKind.LONG_TEXT:
        cells["appearance"] = "multiline"
    if question.scale is not None:
        scale = question.scale
        cells["parameters"] = f"start={scale.least} end={scale.most} step=1"
        cells |= {"placewright_least": scale.least_label, "placewright_most": scale.most_label}
    if question.random:
        cells["parameters"] = "randomize=true"
    if kind in {QuestionKind.MONEY, QuestionKind.DISTRICT}:
        cells["placewright_kind"] = str(kind)
    if question.unit:
        cells["placewright_unit"] = question.unit
    constraint = " and ".join(_limits(question))
    return cells | ({"constraint": constraint} if constraint else {})


def _limits(question: Question) -> Iterable[str]:
    if question.least is not None:
        yield f". >= {_literal(question.least)}"
    if question.most is not None:
        yield f". <= {_literal(question.most)}"
    if question.earliest is not None:
        yield f". >= date('{question.earliest.isoformat()}')"
    if question.latest is not None:
        yield f". <= date('{question.latest.isoformat()}')"
    if question.longest is not None:
        yield f"string-length(.) <= {question.longest}"
    if question.fewest is not None:
        yield f"count-selected(.) >= {question.fewest}"
    if question.most_choices is not None:
        yield f"count-selected(.) <= {question.most_choices}"
    for option in question.options:
        if option.exclusive and question.kind is QuestionKind.MULTIPLE:
            yield f"not(selected(., '{option.code}') and count-selected(.) > 1)"


def _list(at: _Writing, name: str, question: Question) -> None:
    offered = [*question.options, *(Option(code, code) for code in question.areas)]
    for option in offered:
        cells = {"list_name": name, "name": option.code, "label": _piped(option.label)}
        cells["_path"] = f"{question.code}.option.{option.code}"
        at.choices.append(cells | ({"placewright_alone": "yes"} if option.exclusive else {}))
    if question.may_decline:
        at.choices.append({"list_name": name, "name": DECLINED, "label": "Prefer not to say"})


def _say_lost_of_the_whole(at: _Writing, others: Iterable[str]) -> None:
    whole = (
        ("introduction", marked("The introduction is not in the form, which begins and ends with questions.")),
        ("thanks", marked("The thanks is not in the form, which begins and ends with questions.")),
    )
    for name, words in whole:
        if getattr(at.asked, name):
            at.lose(name, _(words))
    for language in others:
        if "title" in at.asked.texts[language]:
            at.lose(
                "title",
                _("The title in '%(language)s' is not in the form, which has one title.") % {"language": language},
            )


def _say_lost(at: _Writing, question: Question) -> None:
    code = question.code
    if question.part is not Part.NONE or question.identifies or question.sensitive:
        at.lose("part", _("That '%(code)s' says who answers, or is sensitive, is not in the form.") % {"code": code})
    if question.may_decline and question.kind not in _SELECTS and question.kind is not QuestionKind.MATRIX:
        at.lose(
            "may_decline",
            _("'%(code)s' does not offer “prefer not to say”: it may be left out instead.") % {"code": code},
        )
    if question.kind is QuestionKind.RANKING and question.most_choices is not None:
        at.lose("rank", _("All answers of '%(code)s' are put in order.") % {"code": code})
    if question.kind is QuestionKind.MATRIX and question.help:
        at.lose("help", _("The help of '%(code)s' is not in the form.") % {"code": code})
    if question.kind is QuestionKind.FILE and question.file_kinds not in {*KINDS_OF_FILE.values(), ANY_FILE}:
        at.lose("file_kinds", _("Which kinds of file '%(code)s' takes is not in the form.") % {"code": code})
    if question.kind is QuestionKind.AREA:
        at.lose("area", _("'%(code)s' is a list to choose from, without a map; it comes back so.") % {"code": code})
    if question.kind is QuestionKind.RATING and question.options:
        at.lose("options", _("The answers beside the scale of '%(code)s' are not in the form.") % {"code": code})


def _translate(at: _Writing, language: str) -> None:
    words = at.asked.texts.get(language, {})
    for cells in (*at.survey, *at.choices):
        path = cells.get("_path", "")
        if path in words:
            cells[f"label::{language} ({language})"] = _piped(words[path])
        helped = f"{path.removesuffix('.label')}.help"
        if path.endswith(".label") and helped in words:
            cells[f"hint::{language} ({language})"] = _piped(words[helped])


def _piped(text: str) -> str:
    return re.sub(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}", lambda found: "${" + found[1] + "}", text)


def _workbook(sheets: Mapping[str, tuple[list[str], list[Cells]]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    strong = book.add_format({"bold": True})
    for name, (heads, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, heads, strong)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(rows, 1):
            for column, head in enumerate(heads):
                if cells.get(head):
                    sheet.write_string(number, column, cells[head])
    book.close()
    return held.getvalue()
