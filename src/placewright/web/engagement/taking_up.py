"""What somebody else kept while a form was open: taken up where this form left it alone, asked about where both wrote.

Each field carries what it showed (`initial-NAME`). A field of lines, such as a plan, is compared line by line, so that
two officers who add to one plan both keep their lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

Keyed = Sequence[tuple[tuple[str, ...], str]]
"""Lines, each with what it is known by."""
Reading = Callable[[str], Keyed]
_LONGEST = 1_000
"""Signs of what somebody else wrote that are told beside a field."""


@dataclass(slots=True)
class TakenUp:
    """What was sent, with what others kept meanwhile, and by field what stands against it."""

    data: QueryDict
    conflicts: dict[str, str] = field(default_factory=dict)
    has_more: bool = False
    """Whether something of others was taken up."""

    def tell(self, form: forms.Form) -> bool:
        """Say beside each field what somebody else wrote; whether there is no such."""
        for name, theirs in self.conflicts.items():
            ask_again(form, name, theirs[:_LONGEST])
        return not self.conflicts


def ask_again(form: forms.Form, name: str, theirs: str) -> None:
    """Say beside a field what somebody else wrote in it meanwhile, and how one's own is kept all the same."""
    said = _("Somebody else wrote here meanwhile: “%(theirs)s”. Keep it again if yours is to stand.")
    form.add_error(name, said % {"theirs": theirs})


def take_up(shown: forms.Form, given: QueryDict, lines: Mapping[str, Reading]) -> TakenUp:
    """What a form was sent with, brought up to what is kept now.

    Args:
        shown: the form with what is kept now as its initial values.
        given: what was sent; where it does not carry what was shown it is left as it is.
        lines: how the fields that hold lines are read.
    """
    found = TakenUp(given.copy())
    if not any(shown.add_initial_prefix(name) in given for name in shown.fields):
        return found
    for name, one in shown.fields.items():
        carried = shown.add_initial_prefix(name)
        now = shown.get_initial_for_field(one, name)
        before = one.hidden_widget().value_from_datadict(given, {}, carried)  # type: ignore[arg-type]
        mine = one.widget.value_from_datadict(given, {}, shown.add_prefix(name))  # type: ignore[arg-type]
        if not _differs(one, now, before) or not _differs(one, now, mine):
            continue
        _set(found.data, carried, one, now)
        if not _differs(one, _clean(one, before), mine):
            _set(found.data, shown.add_prefix(name), one, now)
            found.has_more = True
        elif name in lines:
            _take_up_lines(found, name, shown.add_prefix(name), lines[name], (before, _text(now), mine))
        else:
            found.conflicts[name] = _text(now)
    return found


def comma_lines(text: str) -> Keyed:
    """Lines of CSV, known by their first two columns."""
    found = []
    for row in csv.reader(io.StringIO(text)):
        cells = [cell.strip() for cell in row]
        if any(cells):
            line = io.StringIO()
            csv.writer(line, lineterminator="").writerow(cells)
            found.append((tuple(cells[:2]), line.getvalue()))
    return found


def semicolon_lines(known_by: int) -> Reading:
    """Lines with semicolons, known by their first columns."""

    def read(text: str) -> Keyed:
        split = ([cell.strip() for cell in line.split(";")] for line in text.splitlines() if line.strip())
        return [(tuple(cells[:known_by]), "; ".join(cells)) for cells in split]

    return read


def _take_up_lines(found: TakenUp, name: str, key: str, read: Reading, texts: tuple[Any, str, Any]) -> None:
    try:
        before, theirs, mine = (read(str(text or "")) for text in texts)
    except csv.Error:
        found.conflicts[name] = texts[1]
        return
    if any(len(dict(keyed)) < len(keyed) for keyed in (before, theirs, mine)):  # one line twice: no merging by name
        found.conflicts[name] = texts[1]
        return
    merged, against = _merged(dict(before), dict(theirs), dict(mine))
    found.data[key] = "\n".join(merged)
    found.has_more = True
    if against:
        found.conflicts[name] = " | ".join(against)


def _merged(
    before: Mapping[tuple[str, ...], str], theirs: Mapping[tuple[str, ...], str], mine: Mapping[tuple[str, ...], str]
) -> tuple[list[str], list[str]]:
    """The lines of both, mine where both changed one; and what somebody else did to those."""
    merged, against = [], []
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        was, other, own = before.get(key), theirs.get(key), mine.get(key)
        line = other if own == was else own
        if line is not None:
            merged.append(line)
        if own != was and other not in {was, own}:
            against.append(other if other is not None else _("removed: %(line)s") % {"line": was})
    return merged, against


def _differs(one: forms.Field, value: Any, sent: Any) -> bool:
    """Whether a field would be changed by what was sent; ends of lines, which browsers write anew, change nothing."""
    if isinstance(one, forms.CharField):
        return _lines(value) != _lines(sent)
    return one.has_changed(value, sent)


def _lines(text: Any) -> list[str]:
    return [line.rstrip() for line in _text(text).strip().splitlines()]


def _clean(one: forms.Field, value: Any) -> Any:
    try:
        return one.to_python(value)
    except forms.ValidationError:
        return value


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _set(data: QueryDict, key: str, one: forms.Field, value: Any) -> None:
    """Have data hold a value as a form would send it."""
    data.pop(key, None)
    shown: Iterable[Any] = value if isinstance(value, list | tuple) else [one.prepare_value(value)]
    if isinstance(one, forms.BooleanField) and not key.startswith("initial-"):
        shown = ["on"] if value else []
    data.setlist(key, ["" if part is None else str(part) for part in shown])
