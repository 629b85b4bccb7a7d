"""What administrators fill in about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from placewright.web.accounts.models import Account, Organisation, Team
from placewright.web.accounts.roles import Role


class _RolesForm(forms.Form):
    """Roles, and for whom somebody works."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What each role may do is in the guide to people and roles."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), required=False, empty_label=_("none")
    )

    def clean_roles(self) -> list[Role]:
        """The roles by name."""
        return [Role(name) for name in self.cleaned_data["roles"]]


class InviteForm(_RolesForm):
    """An invitation."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.select_related("organisation"), required=False, empty_label=_("none")
    )
    field_order = ("email", "roles", "organisation", "team")

    def clean_email(self) -> str:
        """The address in small letters, where no account has it."""
        email = str(self.cleaned_data["email"]).lower()
        if Account.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("An account has this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        """What was filled in, where the team is one of the organisation."""
        found = super().clean() or self.cleaned_data
        team, organisation = found.get("team"), found.get("organisation")
        if team is not None and organisation is None:
            found["organisation"] = team.organisation
        elif team is not None and team.organisation != organisation:
            self.add_error("team", _("This team is one of another organisation."))
        return found


class PersonForm(_RolesForm):
    """Name, roles, organisation and teams of an account; an account may have no role."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.select_related("organisation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("name", "roles", "organisation", "teams")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["roles"].required = False


class OrganisationForm(forms.Form):
    """An organisation's name: of a new one, or of `organisation`."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **given: Any) -> None:
        self._organisation = organisation
        super().__init__(*args, **given)

    def clean_name(self) -> str:
        """A name that no other has."""
        name = str(self.cleaned_data["name"])
        others = Organisation.objects.all()
        if self._organisation is not None:
            others = others.exclude(pk=self._organisation.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError(_("There is one of that name."))
        return name


class TeamNameForm(forms.Form):
    """Another name for a team."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, team: Team, **given: Any) -> None:
        self._team = team
        super().__init__(*args, **given)

    def clean_name(self) -> str:
        """A name that no other team of the organisation has."""
        name = str(self.cleaned_data["name"])
        others = Team.objects.filter(organisation=self._team.organisation_id).exclude(pk=self._team.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError(_("The organisation has a team of that name."))
        return name


class TeamForm(forms.Form):
    """A new team."""

    name = forms.CharField(label=_("Name"), max_length=200)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.all())

    def clean(self) -> dict[str, Any]:
        """What was filled in, where the organisation has no team of that name."""
        found = super().clean() or self.cleaned_data
        if Team.objects.filter(name=found.get("name"), organisation=found.get("organisation")).exists():
            self.add_error("name", _("The organisation has a team of that name."))
        return found
