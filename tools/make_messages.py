"""Writes every word that can be translated to a template of a catalogue, for a team that adds a language.

Usage: python tools/make_messages.py FILE.pot
"""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "placewright"
ONE = frozenset({"_", "gettext", "gettext_lazy", "marked", "worded"})
SEVERAL = frozenset({"ngettext", "ngettext_lazy", "worded_count"})
CALL = re.compile(r"\b(n?gettext)\(u?'((?:[^'\\]|\\.)*)'(?:, ?u?'((?:[^'\\]|\\.)*)')?")

Message = tuple[str, str]
"""A message, and its plural where it has one."""


def main(target: Path) -> int:
    """Write the template, each message with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        for message in _messages(path):
            found.setdefault(message, []).append(path.relative_to(PACKAGE).as_posix())
    for message in _of_results():
        found.setdefault(message, []).append("analysis/results.py")
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"', ""]
    for (one, several), places in sorted(found.items()):
        lines.append(f"#: {' '.join(dict.fromkeys(places))}")
        if "%(" in one:
            lines.append("#, python-format")
        lines.append(f"msgid {_quoted(one)}")
        if several:
            lines += [f"msgid_plural {_quoted(several)}", 'msgstr[0] ""', 'msgstr[1] ""', ""]
        else:
            lines += ['msgstr ""', ""]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write(f"{len(found)} messages in {target}\n")
    return 0


def _messages(path: Path) -> Iterator[Message]:
    if path.suffix == ".py":
        yield from _of_python(path.read_text(encoding="utf-8"))
    elif path.suffix == ".toml" and path.parent.name == "framework_files":
        yield from _of_framework(path.read_text(encoding="utf-8"))
    elif path.suffix == ".html" and ("jinja2" in path.parts or "publish" in path.parts):
        yield from _of_jinja(path.read_text(encoding="utf-8"))
    elif path.suffix in (".html", ".txt") and "templates" in path.parts:
        yield from _of_django(path.read_text(encoding="utf-8"))


def _of_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            words = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if node.func.id == "spoken":
                yield from ((word, "") for word in _listed(node.args[0]))
            elif node.func.id in ONE and words:
                yield words[0], ""
            elif node.func.id == "column" and words:
                yield _head(words[0]), ""
            elif node.func.id in SEVERAL and len(words) == 2:
                yield words[0], words[1]


def _listed(node: ast.expr) -> Iterator[str]:
    """The words of a fixed list: the values of a mapping, or rows without their ids."""
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _listed(value)
    elif isinstance(node, ast.Tuple):
        is_rows = all(isinstance(row, ast.Tuple) for row in node.elts)
        for item in node.elts:
            yield from _listed(ast.Tuple(item.elts[1:]) if is_rows and isinstance(item, ast.Tuple) else item)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _of_jinja(source: str) -> Iterator[Message]:
    from jinja2 import Environment

    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _line, _function, words in reader.extract_translations(source):  # type: ignore[attr-defined]
        told = [words] if isinstance(words, str) else [word for word in words or () if isinstance(word, str)]
        if told:
            yield told[0], told[1] if len(told) > 1 else ""


def _of_results() -> Iterator[Message]:
    """Names and methods of derived results, which are put together where they are defined."""
    from placewright.analysis.results import result_definitions

    for result in result_definitions().values():
        yield result.name, ""
        yield result.method, ""


def _of_framework(source: str) -> Iterator[Message]:
    """What a framework is, what it asks, and the headings that its items stand below."""
    held = tomllib.loads(source)
    yield from ((held[key].strip(), "") for key in ("text", "status") if held.get(key))
    for item in held["items"]:
        yield from ((item[key], "") for key in ("words", "asks") if item.get(key))
        if group := item.get("group", ""):
            yield _head(group), ""


def _head(name: str) -> str:
    """A name as the head of a column or a section says it."""
    words = name.replace("-", " ").replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


def _of_django(source: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for _function, one, several in CALL.findall(templatize(source)):
        yield ast.literal_eval(f"'{one}'"), ast.literal_eval(f"'{several}'") if several else ""


def _quoted(words: str) -> str:
    text = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


if __name__ == "__main__":
    sys.path.insert(0, str(PACKAGE.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")
    sys.exit(main(Path(sys.argv[1])))
