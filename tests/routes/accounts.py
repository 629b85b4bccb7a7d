"""The permission matrix of accounts and sign-in."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account, Organisation, Purpose, Team
from placewright.web.accounts.roles import Role
from placewright.web.accounts.services.links import make_link
from routes.kinds import Route, closed, for_accounts, public, team

_ONE = "/team/people/invitations/1/"


def _invitation() -> str:
    return make_link(Purpose.INVITATION, email="guest@example.org", roles=[Role.VIEWER])[1]


def _person() -> str:
    return f"/team/people/{Account.objects.order_by('pk').first().pk}/"  # type: ignore[union-attr]


def _organisation() -> str:
    return f"/team/people/organisations/{Organisation.objects.create(name='Council').pk}/"


def _team() -> str:
    council = Organisation.objects.create(name="Council")
    return f"/team/people/teams/{Team.objects.create(name='Economy', organisation=council).pk}/"


ROUTES: list[Route] = [
    team("team/people/", May.MANAGE_PEOPLE),
    team("team/people/invite/", May.MANAGE_PEOPLE),
    team("team/people/organisations/", May.MANAGE_PEOPLE),
    team("team/people/organisations/<int:pk>/", May.MANAGE_PEOPLE, path=_organisation),
    team("team/people/teams/<int:pk>/", May.MANAGE_PEOPLE, path=_team),
    team("team/people/invitations/<int:pk>/<slug:action>/", May.MANAGE_PEOPLE, status=405, path=_ONE + "take-back/"),
    team("team/people/<int:pk>/", May.MANAGE_PEOPLE, path=_person),
    team("team/people/<int:pk>/<slug:action>/", May.MANAGE_PEOPLE, status=405, path="/team/people/1/close/"),
    team("team/log/", May.READ_LOG),
    team("team/log/entries.csv", May.READ_LOG),
    for_accounts("account/"),
    public("account/join/<str:secret>/", path=_invitation),
    public("team/login/", 302),
    public("_util/login/", 302),
    closed("^team/password_reset/(?P<rest>.*)$", path="/team/password_reset/"),
    closed("^team/(?:users|groups|sites|failwhale|test404)/(?P<rest>.*)$", path="/team/users/"),
    closed("account/signup/"),
    closed("account/email/"),
    closed("account/confirm-email/"),
    closed("account/^confirm-email/(?P<key>[-:\\w]+)/$", path="/account/confirm-email/x/"),
    closed("account/login/code/confirm/"),
    closed("account/reauthenticate/code/"),
    closed("account/reauthenticate/code/confirm/"),
    public("account/inactive/"),
    Route("account/login/", visitors=200, reached=302),
    Route("account/logout/", visitors=302, reached=200),
    for_accounts("account/reauthenticate/"),
    for_accounts("account/password/change/"),
    for_accounts("account/password/set/", 302),
    public("account/password/reset/"),
    public("account/password/reset/done/"),
    public("account/password/reset/key/done/"),
    public(
        "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", path="/account/password/reset/key/1-x/"
    ),
    for_accounts("account/2fa/"),
    for_accounts("account/2fa/authenticate/", 302),
    for_accounts("account/2fa/reauthenticate/", 302),
    for_accounts("account/2fa/totp/activate/", 302),
    for_accounts("account/2fa/totp/deactivate/", 404),
    for_accounts("account/2fa/recovery-codes/", 404),
    for_accounts("account/2fa/recovery-codes/generate/", 302),
    for_accounts("account/2fa/recovery-codes/download/", 404),
    for_accounts("account/2fa/webauthn/"),
    for_accounts("account/2fa/webauthn/add/", 302),
    for_accounts("account/2fa/webauthn/reauthenticate/", 302),
    for_accounts("account/2fa/webauthn/keys/<int:pk>/remove/", 302),
    for_accounts("account/2fa/webauthn/keys/<int:pk>/edit/", 302),
    for_accounts("account/2fa/webauthn/login/", 302),
    for_accounts("account/sessions/"),
]
