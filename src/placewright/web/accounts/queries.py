"""Reading accounts, roles and links."""

from __future__ import annotations

import hashlib

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from placewright.web.accounts.models import Account, OneTimeLink, Organisation, Purpose, Team
from placewright.web.accounts.roles import Role
from placewright.web.accounts.second_factor import STRONG


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def somebody_can_sign_in() -> bool:
    """Whether an account exists that may sign in and has a password."""
    return Account.objects.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def open_link(secret: str) -> OneTimeLink | None:
    """The link with that secret, where it would still let somebody in."""
    link = OneTimeLink.objects.open().select_related("account").filter(digest=digest_of(secret)).first()
    if link is None or (link.purpose == Purpose.FIRST and somebody_can_sign_in()):
        return None
    return None if link.account is not None and not link.account.is_active else link


def roles_of(account: Account) -> list[Role]:
    """The roles of an account, in the order of their table."""
    held = set(account.groups.values_list("name", flat=True))
    return [role for role in Role if str(role) in held]


def administrators() -> QuerySet[Account]:
    """The accounts that can sign in and manage people."""
    with_role = Q(groups__name=str(Role.ADMINISTRATOR)) | Q(is_superuser=True)
    found = Account.objects.filter(with_role, is_active=True)
    return found.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).distinct()


def is_administrator(account: Account) -> bool:
    """Whether the account can sign in and manage people."""
    return administrators().filter(pk=account.pk).exists()


def people() -> QuerySet[Account]:
    """Every account with what the list of people shows of it."""
    strong = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    return (
        Account.objects.select_related("organisation")
        .prefetch_related("groups", "teams")
        .annotate(has_second_factor=Exists(strong), last_seen=Max("usersession__last_seen_at"))
        .order_by("-is_active", "name", "email")
    )


def invitations() -> QuerySet[OneTimeLink]:
    """Invitations that nobody has used or taken back, expired ones too."""
    return (
        OneTimeLink.objects.waiting()
        .filter(purpose=Purpose.INVITATION)
        .select_related("organisation", "team", "made_by")
    )


def organisations() -> QuerySet[Organisation]:
    """Every organisation with its teams and how many people work for it."""
    return Organisation.objects.annotate(people=Count("account", distinct=True)).prefetch_related(
        Prefetch("teams", Team.objects.annotate(people=Count("members")))
    )
