"""Columns of an XLSForm that say what a questionnaire cannot take up, each named so that none goes unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from placewright.core.words import gettext as _
from placewright.core.words import spoken
from placewright.questionnaires.xlsform.findings import Finding, Grade
from placewright.questionnaires.xlsform.sheets import Line

LEFT_OUT = spoken(
    {
        "default": "Nothing is filled in beforehand: an answer is somebody's own.",
        "calculation": "Nothing is computed while people answer.",
        "choice_filter": "All choices are offered: write a question with a rule for each list.",
        "trigger": "Nothing is computed while people answer.",
        "readonly": "Every question can be answered: make it a note.",
        "repeat_count": "There are no repeats.",
        "guidance_hint": "Write what everybody needs into the hint.",
        "media::image": "Questions have no pictures: say in words what the picture shows.",
        "image": "Questions have no pictures: say in words what the picture shows.",
        "audio": "Questions have no sound.",
        "video": "Questions have no films.",
    }
)
_OWN_WORDS = ("constraint_message", "required_message")
_OF_PROGRAMS = ("bind::", "control::", "body::", "instance::")
_READ = frozenset({"type", "name", "required", "relevant", "constraint", "parameters", "disabled", "label", "hint"})
_LOOKS = frozenset({"multiline", "table-list", "field-list"})
_READ_OF_CHOICES = frozenset({"list_name", "name", "label"})


_OF_FORMS = spoken(
    {
        "version": "Versions are numbered here as they are opened.",
        "instance_name": "Responses have references of their own, which say nothing of who answered.",
        "public_key": "Names and addresses are sealed with keys of the server; nothing is encrypted for a form's key.",
        "submission_url": "Answers are sent to this server.",
        "auto_send": "It speaks of one program that shows forms.",
        "auto_delete": "It speaks of one program that shows forms.",
        "style": "It looks as all forms do here.",
        "allow_choice_duplicates": "Each option has a code of its own.",
        "sms_keyword": "Nothing is answered by text message.",
    }
)
_READ_OF_SETTINGS = frozenset({"form_title", "title", "form_id", "id_string", "set form title", "default_language"})
_PARAMETERS = frozenset({"randomize", "seed", "start", "end", "step"})
_NAMED = re.compile(r"([\w-]+)\s*=")
_MARKED = re.compile(r"</?[a-z][a-z-]*(?:\s[^<>]{0,200})?/?>|\*\*[^*\n]+\*\*|\]\(https?:|(?m:^#{1,6}\s)", re.IGNORECASE)
"""Marks of HTML and Markdown, which other programs turn into bold letters, links and headings."""


def unread_of_settings(lines: Iterable[Line]) -> Iterator[Finding]:
    """Settings of the form that are not taken up."""
    for line in lines:
        for head in line.cells:
            if head in _READ_OF_SETTINGS or head.startswith("placewright_"):
                continue
            fix = _OF_FORMS.get(head) or _("Leave it out, or say it in the introduction.")
            yield Finding(Grade.REFUSED, "settings", line.number, head, _("This setting is not read."), fix)


def unused_choices(choices: Iterable[Line], survey: Iterable[Line]) -> Iterator[Finding]:
    """Lists of choices that no question offers."""
    used = {word for line in survey for word in line.get("type").split()}
    told: set[str] = set()
    for line in choices:
        name = line.get("list_name")
        if name and name not in used and name not in told:
            told.add(name)
            what = _("No question offers the list '%(name)s': it is left out.") % {"name": name}
            yield Finding(Grade.CHANGED, "choices", line.number, "list_name", what)


def unread_of(line: Line) -> Iterator[Finding]:
    """What of a question's or a group's row is not taken up."""
    told: set[str] = set()
    for head, cell in line.cells.items():
        found = _unread(head, cell)
        if found is not None and found[1] not in told:
            told.add(found[1])
            grade, construct, what, fix = found
            yield Finding(grade, "survey", line.number, construct, what, fix)
    others = [name for name in _NAMED.findall(line.get("parameters")) if name.lower() not in _PARAMETERS]
    if others:
        what = _("Nothing here depends on %(names)s.") % {"names": ", ".join(others)}
        yield Finding(Grade.CHANGED, "survey", line.number, "parameters", what)
    marked = [head for head, cell in line.cells.items() if head.startswith(("label", "hint")) and _MARKED.search(cell)]
    if marked:
        what = _("Marks of style, such as <b> or **, are shown as they stand.")
        yield Finding(Grade.CHANGED, "survey", line.number, marked[0], what, _("Take them out."))
    if "seed=" in line.get("parameters").replace(" ", ""):
        what = _("The order is each person's own, and comes again for the same person.")
        yield Finding(Grade.CHANGED, "survey", line.number, "seed", what)


def unread_of_choices(lines: Iterable[Line]) -> Iterator[Finding]:
    """Columns of the choices that are not taken up, each where it is first filled."""
    told: set[str] = set()
    for line in lines:
        for head in line.cells:
            plain = head.partition("::")[0]
            if plain in _READ_OF_CHOICES or plain.startswith("placewright_") or head in told:
                continue
            told.add(head)
            fix = (
                LEFT_OUT.get(head) or LEFT_OUT.get(plain) or _("What it decides has to be said by rules of questions.")
            )
            yield Finding(Grade.REFUSED, "choices", line.number, head, _("This column is not read."), fix)


def _unread(head: str, cell: str) -> tuple[Grade, str, str, str] | None:
    plain = head.partition("::")[0]
    for name, why in LEFT_OUT.items():
        if head == name or head.startswith(f"{name}::"):
            return Grade.REFUSED, name, _("It is left out."), why
    if plain in _OWN_WORDS:
        return Grade.CHANGED, plain, _("The software's own words are said, in each language."), ""
    if head.startswith(_OF_PROGRAMS):
        return Grade.REFUSED, head, _("It is left out."), _("It speaks of one program that shows forms.")
    if plain == "appearance":
        if set(cell.lower().split()) <= _LOOKS:
            return None
        return Grade.CHANGED, plain, _("It looks as all questions of its kind do here."), ""
    if plain in _READ or plain.startswith("placewright_"):
        return None
    return Grade.REFUSED, head, _("This column is not read."), _("Leave it out, or say it in the question's words.")
