"""Placeholders: the `{{ ... }}` in a text, found with their line and column, and what is wrong with the malformed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType

from placewright.core.errors import did_you_mean
from placewright.core.issues import Issue, Severity
from placewright.core.late_dataclass import dataclass
from placewright.core.said import worded

NUMBERS = ("claim", "quoted", "decided")
"""The kinds that print words or a number in a sentence; a bare name is a figure."""

EMBEDS = MappingProxyType(
    {
        "chart": True,
        "map": True,
        "bars": True,
        "figure": True,
        "table": True,
        "logic": True,
        "checklist": True,
        "swot": False,
        "priorities": False,
        "continuity": False,
        "timeline": False,
        "actions": False,
        "funds": False,
        "measures": False,
        "alignments": False,
    }
)
"""The kinds that become a picture, table or list of their own, and whether they must say of what."""

PARTS = ("period", "place", "of", "from", "abs")
"""What else of a figure may be printed, behind a dot."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder: its kind (empty for a bare name), the dotted name, and the options behind it.

    `start` and `end` are its place in the text; `line` and `column` are counted from 1, the line as in the file.
    """

    kind: str
    path: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    raw: str
    start: int
    end: int
    line: int
    column: int

    @property
    def name(self) -> str:
        """The dotted name as written."""
        return ".".join(self.path)

    @property
    def is_embed(self) -> bool:
        """Whether it stands for a picture, table or list: a kind of those, or a bare name that is one."""
        return self.kind in EMBEDS or (not self.kind and len(self.path) == 1 and EMBEDS.get(self.path[0]) is False)


def find_placeholders(
    text: str, *, where: str, first_line: int = 1
) -> tuple[tuple[Placeholder, ...], tuple[Issue, ...]]:
    """Every well-formed placeholder in the order of the text, and an error with its mend for each malformed one.

    >>> found, issues = find_placeholders("Rose to {{ now }} by {{ now.period }}.", where="claims/a.md")
    >>> [one.path for one in found], issues
    ([('now',), ('now', 'period')], ())
    """
    if "{" not in text and "}" not in text:
        return (), ()
    found: list[Placeholder] = []
    issues: list[Issue] = []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for match in _BRACES.finditer(text):
        row = _row_of(starts, match.start())
        line, column = row + first_line, match.start() - starts[row] + 1
        at = f"{where}, line {line}, column {column}"
        if match.lastgroup != "whole":
            issues.append(_unbalanced(match, at))
            continue
        kind, path, options, what, fix = _read(match["inside"])
        if what:
            issues.append(Issue(Severity.ERROR, at, what, fix))
        else:
            found.append(Placeholder(kind, path, options, match[0], match.start(), match.end(), line, column))
    return tuple(found), tuple(issues)


def split_text(text: str, placeholders: tuple[Placeholder, ...]) -> Iterator[str | Placeholder]:
    """The text as plain pieces and the placeholders between them; empty pieces are left out."""
    at = 0
    for one in placeholders:
        if one.start > at:
            yield text[at : one.start]
        yield one
        at = one.end
    if at < len(text):
        yield text[at:]


_BRACES = re.compile(
    r"(?P<whole>\{\{(?P<inside>[^{}\n]*)\}\})"
    r"|(?P<open>\{\{[^\n{}]{0,40})"
    r"|(?P<close>\}\})"
    r"|(?P<single>(?<!\{)\{\s*[a-z][\w:.-]*\s*\}(?!\}))"
)
_NAME = r"[A-Za-z0-9][\w-]*"
_INSIDE = re.compile(
    rf"(?:(?P<kind>[A-Za-z][\w-]*)\s*:\s*)?(?P<path>{_NAME}(?:[./]{_NAME})*)(?P<options>(?:\s+{_NAME}=(?:\"[^\"]*\"|\S+))*)"
)
_OPTION = re.compile(rf"({_NAME})=(\"[^\"]*\"|\S+)")


def _row_of(starts: list[int], at: int) -> int:
    return bisect_right(starts, at) - 1


def _unbalanced(match: re.Match[str], at: str) -> Issue:
    if match.lastgroup == "open":
        what = worded("The placeholder '%(strip)s' does not end on its line.", strip=match[0].strip())
        return Issue(Severity.ERROR, at, what, worded("Close it with '}}' on the same line."))
    if match.lastgroup == "close":
        return Issue(
            Severity.ERROR, at, worded("'}}' ends a placeholder that has no beginning."), worded("Begin it with '{{'.")
        )
    name = match[0].strip("{} ")
    return Issue(
        Severity.ERROR,
        at,
        worded("'%(match)s' has single braces.", match=match[0]),
        worded("Write '{{ %(name)s }}'.", name=name),
    )


def _read(inside: str) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], str, str]:
    """Kind, path and options of what stands between the braces; or what is wrong with it, and the mend."""
    body = inside.strip()
    if not body:
        return "", (), (), worded("The placeholder is empty."), worded("Name a figure, or take the braces away.")
    match = _INSIDE.fullmatch(body)
    if match is None:
        fix = worded("Write a name, 'kind:name' or 'kind:name option=value'.")
        return "", (), (), worded("'{{ %(body)s }}' is not a placeholder.", body=body), fix
    kind, path = match["kind"] or "", match["path"]
    known = (*NUMBERS, *EMBEDS)
    if kind and kind not in known:
        fix = did_you_mean(kind, known) or worded("The kinds are %(known)s.", known=", ".join(known))
        return "", (), (), worded("There is no kind of placeholder '%(kind)s'.", kind=kind), fix
    if "/" in path and kind != "figure":
        return (
            "",
            (),
            (),
            worded("'%(path)s' has a slash.", path=path),
            worded("Only 'figure:ANALYSIS/FIGURE' has one."),
        )
    options = tuple((name, value.strip('"')) for name, value in _OPTION.findall(match["options"]))
    if options and kind in NUMBERS:
        return (
            "",
            (),
            (),
            worded("'%(kind)s:%(path)s' takes no options.", kind=kind, path=path),
            worded("Take away what stands behind the name."),
        )
    if EMBEDS.get(kind) is False:
        return (
            "",
            (),
            (),
            worded("'%(kind)s' is of nothing in particular.", kind=kind),
            worded("Write '{{ %(kind)s }}'.", kind=kind),
        )
    names = (path,) if kind == "figure" else tuple(path.split("."))
    return kind, names, options, "", ""
