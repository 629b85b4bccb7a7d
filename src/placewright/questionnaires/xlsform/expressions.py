"""Expressions of XLSForms as rules and limits, as far as these can say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from placewright.core.errors import PlacewrightError
from placewright.core.words import gettext as _
from placewright.questionnaires.model import Comparison, Question, QuestionKind, Rule

_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*[^}\s]+\s*\})|(?P<text>'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”)|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<op><=|>=|!=|=|<|>|\(|\)|,|-)|(?P<name>[A-Za-z][\w-]*)|(?P<dot>\.))"
)
_COMPARED = {
    "=": Comparison.EQUALS,
    "<": Comparison.BELOW,
    ">": Comparison.ABOVE,
    "<=": Comparison.AT_MOST,
    ">=": Comparison.AT_LEAST,
}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


class NoRule(PlacewrightError):
    """An expression that says more than rules and limits can."""


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    left: Any
    operator: str
    right: Any


@dataclass(frozen=True, slots=True)
class _Joined:
    word: str
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Ref:
    name: str


_SELF = _Ref(".")


def rule_of(expression: str, names: Mapping[str, Question]) -> Rule:
    """The rule that a `relevant` says.

    Args:
        names: earlier questions by their name in the form; `matrix` rows as well, see `row_of`.

    Raises:
        NoRule: it computes, looks at something else than earlier answers, or is no expression.
    """
    return _rule(_Parser(expression).whole(), names)


def limited(question: Question, expression: str) -> Question:
    """The question with the limits that a `constraint` says.

    Raises:
        NoRule: it says something else than a limit of this question.
    """
    tree = _Parser(expression).whole()
    parts = tree.parts if isinstance(tree, _Joined) and tree.word == "and" else (tree,)
    for part in parts:
        question = _with_limit(question, part)
    return question


class _Parser:
    def __init__(self, expression: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        text = expression.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise NoRule(_("It holds '%(text)s', which no rule can say.") % {"text": text[at : at + 10]})
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = 0
        self.depth = 0

    def whole(self) -> Any:
        found = self.joined("or")
        if self.at < len(self.tokens):
            raise NoRule(_("It goes on with '%(text)s', which no rule can say.") % {"text": self.tokens[self.at][1]})
        return found

    def joined(self, word: str) -> Any:
        self.depth += 1
        if self.depth > 60:
            raise NoRule(_("It is nested too deeply."))
        parts = [self.joined("and") if word == "or" else self.compared()]
        while self.peek() == ("name", word):
            self.at += 1
            parts.append(self.joined("and") if word == "or" else self.compared())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else _Joined(word, tuple(parts))

    def compared(self) -> Any:
        left = self.value()
        kind, operator = self.peek()
        if kind == "op" and operator in _TURNED:
            self.at += 1
            return _Compared(left, operator, self.value())
        return left

    def value(self) -> Any:
        kind, text = self.take()
        match kind:
            case "ref":
                return _Ref(text[2:-1].strip())
            case "dot":
                return _SELF
            case "text":
                return text[1:-1]
            case "number":
                return float(text)
        if (kind, text) == ("op", "-"):
            found = self.value()
            if isinstance(found, float):
                return -found
        if (kind, text) == ("op", "("):
            inner = self.joined("or")
            self.expect(")")
            return inner
        if kind == "name" and self.peek() == ("op", "("):
            return self.call(text)
        raise NoRule(_("It holds '%(text)s', which no rule can say.") % {"text": text})

    def call(self, name: str) -> _Call:
        self.expect("(")
        arguments = []
        while self.peek() != ("op", ")"):
            arguments.append(self.joined("or"))
            if self.peek() == ("op", ","):
                self.at += 1
        self.expect(")")
        return _Call(name, tuple(arguments))

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise NoRule(_("It ends too soon."))
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, sign: str) -> None:
        if self.take() != ("op", sign):
            raise NoRule(_("A '%(sign)s' is missing.") % {"sign": sign})


def _rule(tree: Any, names: Mapping[str, Question]) -> Rule:
    match tree:
        case _Joined("and", parts):
            just = _just_these(parts)
            if just is not None:
                return _single(just[0], names, Comparison.EQUALS, just[1][0] if len(just[1]) == 1 else just[1])
            return Rule(all=tuple(_rule(part, names) for part in parts))
        case _Joined("or", parts):
            return Rule(any=tuple(_rule(part, names) for part in parts))
        case _Call("not", (inner,)):
            return Rule(not_=_rule(inner, names))
        case _Call("selected", (_Ref() as ref, str() as value)):
            return _single(ref, names, Comparison.INCLUDES, value)
        case _Compared(_Ref() as ref, operator, value) if not isinstance(value, _Ref):
            return _comparison(ref, operator, value, names)
        case _Compared(value, operator, _Ref() as ref):
            return _comparison(ref, _TURNED[operator], value, names)
    raise NoRule(_("It computes something, which no rule can say."))


def _just_these(parts: Sequence[Any]) -> tuple[_Ref, tuple[str, ...]] | None:
    """The question and its answers where it is said that these were chosen and no others."""
    match parts[-1]:
        case _Compared(_Call("count-selected", (_Ref() as ref,)), "=", float() as number):
            chosen = tuple(
                part.arguments[1]
                for part in parts[:-1]
                if isinstance(part, _Call) and part.name == "selected" and part.arguments[:1] == (ref,)
            )
            if len(chosen) == len(parts) - 1 == int(number):
                return ref, chosen
    return None


def _comparison(ref: _Ref, operator: str, value: Any, names: Mapping[str, Question]) -> Rule:
    if value == "" and operator in {"=", "!="}:
        return _single(ref, names, Comparison.NOT_ANSWERED if operator == "=" else Comparison.ANSWERED, None)
    value = _plain(value)
    if operator == "!=":
        return Rule(not_=_single(ref, names, Comparison.EQUALS, value))
    return _single(ref, names, _COMPARED[operator], value)


def _single(ref: _Ref, names: Mapping[str, Question], is_: Comparison, value: Any) -> Rule:
    question = names.get(ref.name)
    if question is None:
        raise NoRule(_("It looks at '%(name)s', which is not asked before or was not taken.") % {"name": ref.name})
    row = ref.name.partition("__")[2] if question.kind is QuestionKind.MATRIX else ""
    if isinstance(value, float) and question.options and question.kind is not QuestionKind.RATING:
        value = f"{value:.10g}"
    if isinstance(value, str) and question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.RATING}:
        try:
            value = float(value)
        except ValueError as error:
            raise NoRule(
                _("It compares the number '%(name)s' with the text '%(value)s'.") % {"name": ref.name, "value": value}
            ) from error
    return Rule(question.code, row, is_, value)


def _plain(value: Any) -> Any:
    if isinstance(value, _Call) and value.name in {"date", "number", "string"} and len(value.arguments) == 1:
        value = value.arguments[0]
    if isinstance(value, str | float):
        return value
    raise NoRule(_("It compares with something that is computed."))


def _with_limit(question: Question, tree: Any) -> Question:
    match tree:
        case _Compared(left, operator, right) if left == _SELF:
            return _bounded(question, operator, _plain(right))
        case _Compared(left, operator, right) if right == _SELF:
            return _bounded(question, _TURNED[operator], _plain(left))
        case _Compared(_Call("count-selected", (inner,)), operator, float() as number) if inner == _SELF:
            return _counted(question, operator, int(number))
        case _Compared(_Call("string-length", (inner,)), operator, float() as number) if inner == _SELF:
            if operator in {"<=", "<"}:
                return replace(question, longest=int(number) - (operator == "<"))
        case _Call("not", (_Joined("and", (_Call("selected", (inner, str() as code)), other)),)) if inner == _SELF:
            alone = _Compared(_Call("count-selected", (_SELF,)), ">", 1.0)
            if other in (alone, replace(alone, operator=">=", right=2.0)):
                options = tuple(replace(o, exclusive=True) if o.code == code else o for o in question.options)
                return replace(question, options=options)
    raise NoRule(_("It is not a limit that this kind of question has."))


def _counted(question: Question, operator: str, number: int) -> Question:
    match operator:
        case "<=" | "<":
            return replace(question, most_choices=number - (operator == "<"))
        case ">=" | ">":
            return replace(question, fewest=number + (operator == ">"))
        case "=":
            return replace(question, fewest=number, most_choices=number)
    raise NoRule(_("It is not a limit that this kind of question has."))


def _bounded(question: Question, operator: str, value: Any) -> Question:
    if question.kind is QuestionKind.DATE and isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise NoRule(_("'%(value)s' is not a date.") % {"value": value}) from error
        if operator in {">=", "<="}:
            return replace(question, **{"earliest" if operator == ">=" else "latest": day})  # type: ignore[arg-type]
    if question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY} and isinstance(value, float):
        if operator in {">", "<"} and not question.whole:
            raise NoRule(_("A limit itself may be reached here: write >= or <=."))
        step = {">": 1, "<": -1}.get(operator, 0)
        if operator in {">=", ">"}:
            return replace(question, least=value + step)
        if operator in {"<=", "<"}:
            return replace(question, most=value + step)
    raise NoRule(_("It is not a limit that this kind of question has."))


def references(text: str) -> Sequence[str]:
    """Names that a text takes up as `${name}`."""
    return re.findall(r"\$\{\s*([^}\s]+)\s*\}", text)
