"""The forms of the desk and of reviewers."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition, Outcome
from placewright.web.strategy.co_design.services.inviting import LONGEST as LONGEST_OPEN
from placewright.web.strategy.co_design.services.saying import LONGEST
from placewright.web.strategy.co_design.states import ReviewerRole
from placewright.web.strategy.models.base import SLUG
from placewright.web.strategy.models.choice_words import labelled


def _lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OpenEdition(forms.Form):
    """A new edition under way."""

    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.CharField(
        label=_("Id"),
        max_length=60,
        validators=[SLUG],
        help_text=_("Lower-case letters, digits and hyphens, such as strategy-2026; the addresses of its editions."),
    )
    parent = forms.ChoiceField(label=_("Begins anew from"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=_lines(3), max_length=LONGEST)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        agreed = MadeEdition.objects.filter(kind="agreed", state="ready").values_list("slug", "title")
        self.fields["parent"].choices = [("", _("nothing before it")), *agreed]  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        """The id, which no other edition under way has."""
        slug: str = self.cleaned_data["slug"]
        if EditionUnderWay.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is an edition under way with this id. Choose another."))
        return slug


class MakeEdition(forms.Form):
    """An edition to be made."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title on its cover"), max_length=200)
    text = forms.CharField(label=_("What is to be said of it"), required=False, widget=_lines(3), max_length=LONGEST)

    def __init__(self, *args: object, kinds: tuple[str, ...] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = labelled(kinds)  # type: ignore[attr-defined]


class Note(forms.Form):
    """A note with a step."""

    note = forms.CharField(label=_("Note"), widget=_lines(3), max_length=LONGEST)


class RecordApproval(forms.Form):
    """An approval that was given elsewhere."""

    role = forms.ChoiceField(label=_("Approved as"), choices=ReviewerRole)
    name = forms.CharField(label=_("Who approved it"), max_length=200, help_text=_("The body or person."))
    organisation = forms.CharField(label=_("Organisation"), max_length=160)
    note = forms.CharField(
        label=_("Where it is written"),
        widget=_lines(2),
        max_length=LONGEST,
        help_text=_("Such as the minutes, with the day."),
    )


class Invite(forms.Form):
    """A reviewer's link."""

    made = forms.ChoiceField(label=_("Edition"))
    name = forms.CharField(label=_("Who it is for"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=160)
    role = forms.ChoiceField(label=_("Reads as"), choices=ReviewerRole)
    until = forms.DateField(
        label=_("Open until the end of"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    may_comment = forms.BooleanField(label=_("May comment"), required=False, initial=True)
    may_propose = forms.BooleanField(label=_("May propose other words"), required=False, initial=True)
    may_agree = forms.BooleanField(label=_("May agree or object, and approve"), required=False, initial=True)

    def __init__(self, *args: object, editions: list[MadeEdition] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["made"].choices = [(one.slug, str(one)) for one in editions or []]  # type: ignore[attr-defined]
        self.fields["until"].initial = timezone.localdate() + timedelta(days=28)

    def clean_until(self) -> datetime:
        """The end of that day."""
        return _end_of(self.cleaned_data["until"])


class Extend(forms.Form):
    """Another day for a reviewer's link."""

    until = forms.DateField()

    def clean_until(self) -> datetime:
        """The end of that day."""
        return _end_of(self.cleaned_data["until"])


def _end_of(day: date) -> datetime:
    """The last moment of a day on which a link may close."""
    end = timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
    if not timezone.now() < end <= timezone.now() + LONGEST_OPEN:
        raise forms.ValidationError(_("Choose a day from today to a year from now."))
    return end


class AnswerForm(forms.Form):
    """The team's answer to a remark."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=Outcome)
    why = forms.CharField(
        label=_("Why, for the reviewer to read"), required=False, widget=_lines(3), max_length=LONGEST
    )
    apply = forms.BooleanField(label=_("Put the words into the chapter’s draft"), required=False)


class BringBack(forms.Form):
    """A Word file that was commented on."""

    file = forms.FileField(label=_("Word file"), widget=forms.ClearableFileInput(attrs={"accept": ".docx"}))
    made = forms.ChoiceField(
        label=_("Edition that it is of"),
        required=False,
        help_text=_("The file says it itself, unless a program that saved it took that out."),
    )

    def __init__(self, *args: object, editions: list[MadeEdition] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = [(one.slug, str(one)) for one in editions or []]
        self.fields["made"].choices = [("", _("the one that the file names")), *named]  # type: ignore[attr-defined]


class Once(forms.Form):
    """A form that is kept once however often it is sent."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64, min_length=16)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["once"].initial = secrets.token_hex(16)


class CommentForm(Once):
    """A comment on a paragraph or chapter."""

    text = forms.CharField(label=_("Your comment"), widget=_lines(5), max_length=LONGEST)


class ProposeForm(Once):
    """Other words for a paragraph."""

    proposed = forms.CharField(
        label=_("The paragraph in your words"),
        required=False,
        widget=_lines(8),
        max_length=LONGEST,
        help_text=_("Change what you would change. Leave it empty to propose that the paragraph is taken out."),
    )
    text = forms.CharField(label=_("Why"), required=False, widget=_lines(3), max_length=LONGEST)


class AgreeForm(Once):
    """Agreement or objection to a chapter."""

    stand = forms.ChoiceField(
        label=_("This chapter"),
        choices=[("agree", _("I agree")), ("object", _("I object"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Note"),
        required=False,
        widget=_lines(4),
        max_length=LONGEST,
        help_text=_("Say why, if you object; or what you agree under."),
    )

    def clean(self) -> dict[str, object]:
        """What was given; an objection says why."""
        given = super().clean() or {}
        if given.get("stand") == "object" and not str(given.get("text", "")).strip():
            self.add_error("text", _("Say why you object, so that it can be answered."))
        return given
