"""Inviting people, giving them roles, closing and removing their accounts."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.web.accounts import queries
from placewright.web.accounts.lockout import unlock
from placewright.web.accounts.models import Account, OneTimeLink, Organisation, Purpose, Team
from placewright.web.accounts.roles import Role
from placewright.web.accounts.services.links import make_link
from placewright.web.accounts.services.sessions import end_all_sessions
from placewright.web.common.event_log import record_event


class NotPossible(PlacewrightError):
    """A change of people that would lock everybody out, or that makes no sense."""


@transaction.atomic
def invite(
    email: str,
    roles: Iterable[Role],
    *,
    by: Account,
    organisation: Organisation | None = None,
    team: Team | None = None,
) -> tuple[OneTimeLink, str]:
    """An invitation and the path of its link; those before it to the same address are void.

    Raises:
        NotPossible: an account has the address already.
    """
    if Account.objects.filter(email__iexact=email).exists():
        raise NotPossible(_("An account has this address already."))
    OneTimeLink.objects.waiting().filter(purpose=Purpose.INVITATION, email__iexact=email).update(
        revoked_at=timezone.now()
    )
    return make_link(
        Purpose.INVITATION,
        email=email,
        roles=[role for role in Role if role in set(roles)],
        organisation=organisation,
        team=team,
        by=by,
    )


@transaction.atomic
def invite_again(link: OneTimeLink, *, by: Account) -> tuple[OneTimeLink, str]:
    """The same invitation with a new secret and a new date; the old link is void."""
    return invite(
        link.email, [Role(role) for role in link.roles], by=by, organisation=link.organisation, team=link.team
    )


@transaction.atomic
def revoke(link: OneTimeLink, *, by: Account) -> None:
    """Take a link back that nobody has used."""
    OneTimeLink.objects.waiting().filter(pk=link.pk).update(revoked_at=timezone.now())
    record_event("revoked", f"{link.purpose} link", link.pk, by=by)


@transaction.atomic
def sign_in_link(account: Account, *, by: Account) -> tuple[OneTimeLink, str]:
    """A link that lets its owner choose a new password; the account's lock is opened too."""
    if not account.is_active:
        raise NotPossible(_("The account is closed. Open it first."))
    OneTimeLink.objects.waiting().filter(purpose=Purpose.SIGN_IN, account=account).update(revoked_at=timezone.now())
    unlock(account.email)
    return make_link(Purpose.SIGN_IN, account=account, by=by)


@transaction.atomic
def change_person(
    account: Account,
    *,
    roles: Iterable[Role],
    name: str,
    organisation: Organisation | None,
    teams: Iterable[Team],
    by: Account,
) -> None:
    """Give an account its name, roles, organisation and teams; a change of roles is an event of its own.

    Raises:
        NotPossible: nobody would be left who can manage people.
    """
    held = set(queries.roles_of(account))
    wanted = set(roles)
    if Role.ADMINISTRATOR in held - wanted:
        _require_another_administrator(account)
    account.name, account.organisation = name, organisation
    account.save(update_fields=["name", "organisation"])
    account.teams.set(teams)
    account.groups.set(Group.objects.filter(name__in=[str(role) for role in wanted]))
    words = [f"+{role}" for role in Role if role in wanted - held] + [
        f"-{role}" for role in Role if role in held - wanted
    ]
    record_event("changed roles" if words else "changed", "account", account.pk, by=by, note=", ".join(words))


@transaction.atomic
def close(account: Account, *, by: Account) -> None:
    """Close an account: it is signed out everywhere and cannot sign in until it is opened again.

    Raises:
        NotPossible: it is one's own, or that of the last administrator.
    """
    _require_another(account, by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    ended = end_all_sessions(account)
    record_event("closed", "account", account.pk, by=by, note=f"signed out on {ended} devices")


@transaction.atomic
def reopen(account: Account, *, by: Account) -> None:
    """Let a closed account sign in again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    record_event("opened", "account", account.pk, by=by)


@transaction.atomic
def remove(account: Account, *, by: Account) -> None:
    """Remove an account and what is known of the person; the event log keeps what the account's number did.

    Raises:
        NotPossible: it is one's own, that of the last administrator, or something must keep naming it.
    """
    _require_another(account, by)
    end_all_sessions(account)
    number = account.pk
    try:
        account.delete()
    except (ProtectedError, RestrictedError) as error:
        raise NotPossible(_("What this account did is named elsewhere. Close it instead.")) from error
    record_event("removed", "account", number, by=by)


@transaction.atomic
def sign_out_everywhere(account: Account, *, by: Account) -> int:
    """Sign an account out on every device; how many there were."""
    ended = end_all_sessions(account)
    record_event("signed out everywhere", "account", account.pk, by=by, note=f"{ended} devices")
    return ended


@transaction.atomic
def take_second_factor_away(account: Account, *, by: Account) -> None:
    """For somebody who lost their phone: the next sign-in sets a new second step up."""
    Authenticator.objects.filter(user=account).delete()
    end_all_sessions(account)
    record_event("removed second factor", "account", account.pk, by=by)


@transaction.atomic
def add_organisation(name: str, *, by: Account) -> Organisation:
    """A new organisation."""
    organisation = Organisation.objects.create(name=name)
    record_event("added", "organisation", organisation.pk, by=by, note=name)
    return organisation


@transaction.atomic
def add_team(name: str, organisation: Organisation, *, by: Account) -> Team:
    """A new team of an organisation."""
    team = Team.objects.create(name=name, organisation=organisation)
    record_event("added", "team", team.pk, by=by, note=name)
    return team


@transaction.atomic
def rename(one: Organisation | Team, name: str, *, by: Account) -> None:
    """Another name for an organisation or a team; the log keeps both."""
    before, one.name = one.name, name
    one.save(update_fields=["name"])
    record_event("renamed", one._meta.model_name or "", one.pk, by=by, note=f"{before} → {name}")


def _require_another(account: Account, by: Account) -> None:
    if account.pk == by.pk:
        raise NotPossible(_("This is your own account. Another administrator can do that."))
    _require_another_administrator(account)


def _require_another_administrator(account: Account) -> None:
    if queries.is_administrator(account) and not queries.administrators().exclude(pk=account.pk).exists():
        raise NotPossible(
            _("Nobody would be left who can manage people."), fix=_("Make somebody else an administrator first.")
        )
