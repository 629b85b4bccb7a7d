"""Promises about the program's words: what a function says can be said in another language as a whole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src" / "placewright"
TRANSLATE = {"_", "gettext", "ngettext", "worded", "worded_count"}


def test_a_function_that_translates_what_it_returns_translates_all_of_it() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words!r}"
        for path in sorted(ROOT.rglob("*.py"))
        if "migrations" not in path.parts
        for line, words in _untranslated(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "translate these too, or they stay English:\n" + "\n".join(found)


def test_one_untranslated_answer_of_several_is_found() -> None:
    mixed = 'def state(day):\n    if day:\n        return "closed"\n    return _("not open yet") if day else "open"\n'
    assert [words for _, words in _untranslated(ast.parse(mixed))] == ["closed", "open"]
    codes = 'def state(day):\n    def note():\n        return _("It is late.")\n    return "closed"\n'
    assert not list(_untranslated(ast.parse(codes)))


def _untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Plain words among the answers of a function that translates others of its answers."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        answers = [answer for made in _returned(function) for answer in _alternatives(made)]
        if not any(map(_is_translated, answers)):
            continue
        for answer in answers:
            match answer:
                case ast.Constant(value=str(words)) if re.search("[a-z]{3}", words):
                    yield answer.lineno, words


def _returned(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a function returns, without what functions inside it do."""
    due: list[ast.AST] = list(function.body)
    while due:
        node = due.pop(0)
        if isinstance(node, ast.Return) and node.value is not None:
            yield node.value
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            due = [*ast.iter_child_nodes(node), *due]


def _alternatives(made: ast.expr) -> Iterator[ast.expr]:
    if isinstance(made, ast.IfExp):
        yield from _alternatives(made.body)
        yield from _alternatives(made.orelse)
    else:
        yield made


def _is_translated(made: ast.expr) -> bool:
    if isinstance(made, ast.BinOp) and isinstance(made.op, ast.Mod):
        made = made.left
    return isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id in TRANSLATE
