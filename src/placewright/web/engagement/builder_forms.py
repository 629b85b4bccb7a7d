"""What is asked of whoever begins a survey or a consultation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from placewright.core.errors import PlacewrightError
from placewright.questionnaires.banks import starters
from placewright.questionnaires.model import Group, Page, Questionnaire
from placewright.questionnaires.reading import parse_questionnaire
from placewright.questionnaires.xlsform.findings import Finding
from placewright.questionnaires.xlsform.reading import Brought, read_xlsform
from placewright.web.common.mends import said_by
from placewright.web.engagement.models import Instrument, InstrumentKind

MOST_BYTES = 2 << 20


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind in plain words: who answers, what may be said of the results, and what may not."""

    kind: InstrumentKind
    title: str | Promise
    who: str | Promise
    may: str | Promise
    may_not: str | Promise


KINDS: tuple[KindWords, ...] = (
    KindWords(
        InstrumentKind.CONSULTATION,
        _("Consultation, open to all"),
        _("Anybody who wants to answers: whoever has something to say."),
        _("You may say how many answered, what they said, and who they were."),
        _("You may not say what share of residents or firms thinks so, and there is no margin of error."),
    ),
    KindWords(
        InstrumentKind.SURVEY,
        _("Survey of a drawn sample"),
        _("You draw by chance who is asked, from a list of all, and only they answer."),
        _("You may say what share of all thinks so, with a margin of error."),
        _("You may not add answers of others, who were not drawn."),
    ),
    KindWords(
        InstrumentKind.QUOTA,
        _("Survey without a drawn sample"),
        _("A quota, a mailing list or a panel: most local business surveys are of this kind."),
        _("You may weight answers so that they look like the whole, and give shares of who answered."),
        _("You may not give a margin of error: chance did not choose who answered."),
    ),
)
"""Each kind, the most usual first."""


class DetailsForm(forms.Form):
    """Title, summary and kind."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What it is about, as people will read it."))
    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two sentences: what it is about, and what will come of it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InstrumentKind.choices, widget=forms.RadioSelect)


class NewForm(DetailsForm):
    """A new survey or consultation, and what its questions start from."""

    start = forms.CharField(label=_("Start from"), initial="blank")
    copied = forms.ModelChoiceField(
        label=_("Copied from"), queryset=Instrument.objects.filter(rehearsal_of=None), required=False
    )
    file = forms.FileField(label=_("File"), required=False)
    findings: tuple[Finding, ...] = ()
    """What became of each construct of a form that was sent."""

    def clean(self) -> dict[str, Any]:
        """What was filled in, with the questionnaire that it starts from under `questionnaire`."""
        held = super().clean() or self.cleaned_data
        if "title" not in held or "start" not in held:
            return held
        held["start"] = self._start(held)
        held["questionnaire"] = self._questionnaire(held)
        return held

    def _start(self, held: dict[str, Any]) -> str:
        """What was chosen to start from: a file or another that was given, where the empty page stayed ticked."""
        start: str = held["start"]
        if start == "blank" and held.get("file"):
            return "file"
        if start == "blank" and held.get("copied"):
            return "copy"
        if start != "file" and held.get("file"):
            self.add_error("file", ValidationError(_now("A file was chosen too. Tick “A file”, or take it away.")))
        return start

    def _questionnaire(self, held: dict[str, Any]) -> Questionnaire | None:
        title = held["title"]
        match held["start"]:
            case "copy" if held.get("copied"):
                copied: Instrument = held["copied"]
                return retitled(copied.versions.latest("number").questionnaire, title)
            case "copy":
                self.add_error("copied", ValidationError(_now("Choose what to copy.")))
            case "file" if held.get("file"):
                return self._from_file(held["file"], title)
            case "file":
                self.add_error("file", ValidationError(_now("Choose a file.")))
            case "blank":
                return blank(title)
            case name if name in starters():
                return retitled(starters()[name], title)
            case _:
                self.add_error("start", ValidationError(_now("Choose one of the ways to start.")))
        return None

    def _from_file(self, file: Any, title: str) -> Questionnaire | None:
        try:
            brought = read_uploaded(file)
        except PlacewrightError as error:
            self.add_error("file", ValidationError(_file_words(error)))
            return None
        self.findings = brought.findings
        return retitled(brought.questionnaire, title)


def read_uploaded(file: Any) -> Brought:
    """The questionnaire in a file that was sent, TOML or XLSForm, with what became of each construct of a form.

    Raises:
        PlacewrightError: it is too large, or holds none.
    """
    if file.size > MOST_BYTES:
        raise PlacewrightError(_now("The file is larger than 2 MB."), where=file.name, fix=_now("Take pictures out."))
    content: bytes = file.read()
    if not file.name.lower().endswith(".toml"):
        return read_xlsform(content, name=file.name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlacewrightError(_now("This is not UTF-8 text."), where=file.name, fix=_now("Send TOML.")) from error
    return Brought(parse_questionnaire(text, where=file.name), ())


def _file_words(error: PlacewrightError) -> str:
    """What is wrong with a file: its name and line, what, and how to mend it, in the reader's language."""
    file, _comma, line = (error.where or "").rpartition(", line ")
    where = _now("%(file)s, line %(line)s") % {"file": file, "line": line} if file and line.isdigit() else error.where
    return f"{where}: {said_by(error)}" if where else said_by(error)


def blank(title: str) -> Questionnaire:
    """A questionnaire with one empty page."""
    return Questionnaire(id="questions", title=title, pages=(Page("start", groups=(Group("first"),)),))


def retitled(questionnaire: Questionnaire, title: str) -> Questionnaire:
    """The questionnaire under another title; its translated titles go, since they would say the old one."""
    if questionnaire.title == title:
        return questionnaire
    words = {
        language: {path: text for path, text in held.items() if path != "title"}
        for language, held in questionnaire.texts.items()
    }
    return replace(questionnaire, title=title, texts=words)
