"""The permission matrix of answering surveys and consultations, which is open to all; nothing is open yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from placewright.web.accounts.capabilities import May
from placewright.web.engagement.held_uploads import contacts_about, hold, responses_about
from placewright.web.engagement.models import Desk
from routes.kinds import Route, public, team
from web.engagement.made import make_instrument, make_open

_HERE = "/have-your-say/x/"
_TEAM = "team/engagement/<slug:slug>"
_LETTERS = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/letters\.(?P<form>csv|pdf)$"


def _runs(below: str, path: str | Callable[[], str] = "", status: int = 200, method: str = "get") -> Route:
    """A page of who runs surveys and consultations, about one that is open."""
    return team(f"{_TEAM}/{below}", May.RUN_ENGAGEMENT, status=status, path=path or _open(below), method=method)


def _open(ending: str) -> Callable[[], str]:
    def address() -> str:
        make_open(make_instrument())
        return f"/team/engagement/vale/{ending}"

    return address


def _desk(ending: str) -> Callable[[], str]:
    def address() -> str:
        vale, until = make_open(make_instrument()), timezone.now() + timedelta(hours=1)
        desk = Desk.objects.create(instrument=vale, title="Market day", code_hash="0" * 64, ends_at=until)
        return f"/team/engagement/vale/desks/{desk.pk}/{ending}/"

    return address


def _contacts() -> str:
    return _open(f"invitations/{hold(b'name,email', 'contacts.csv', contacts_about('vale'))}/")()


def _responses() -> str:
    return _open(f"bring/{hold(b'size,mood', 'responses.csv', responses_about('vale'))}/")()


ROUTES: list[Route] = [
    public("have-your-say/"),
    public("have-your-say/continue/"),
    public("have-your-say/receipt/"),
    public("have-your-say/invitation/"),
    public("have-your-say/invitation/<slug:token>/", 404, path="/have-your-say/invitation/x/"),
    public("have-your-say/desk/"),
    public("have-your-say/<slug:slug>/decline/", 404, path=f"{_HERE}decline/", method="post"),
    public("have-your-say/<slug:slug>/", 404, path=_HERE),
    public("have-your-say/<slug:slug>/begin/", 404, path=f"{_HERE}begin/", method="post"),
    public("have-your-say/<slug:slug>/answer/", 404, path=f"{_HERE}answer/"),
    public("have-your-say/<slug:slug>/answer/<slug:step>/", 404, path=f"{_HERE}answer/a/"),
    public("have-your-say/<slug:slug>/check/", 404, path=f"{_HERE}check/"),
    public("have-your-say/<slug:slug>/later/", 404, path=f"{_HERE}later/"),
    public("have-your-say/<slug:slug>/done/", 404, path=f"{_HERE}done/"),
    public("have-your-say/<slug:slug>/still-there/", 404, path=f"{_HERE}still-there/"),
    public("have-your-say/<slug:slug>/idle/", 404, path=f"{_HERE}idle/"),
    public("have-your-say/<slug:slug>/forget/", 404, path=f"{_HERE}forget/", method="post"),
    _runs("invitations/"),
    _runs("invitations/<slug:key>/", _contacts),
    team(_LETTERS, May.RUN_ENGAGEMENT, May.READ_IDENTITIES, path=_open("letters.csv"), method="post"),
    _runs("entry/", _open("entry/?form=0")),
    _runs("desks/"),
    _runs("desks/<int:number>/code/", _desk("code"), 302, method="post"),
    _runs("desks/<int:number>/end/", _desk("end"), 302, method="post"),
    _runs("bring/"),
    _runs("bring/<slug:key>/", _responses),
]
