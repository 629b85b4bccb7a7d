"""The permission matrix of answering surveys and consultations, which is open to all; nothing is open yet."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from routes.kinds import Route, public, team

_HERE = "/have-your-say/x/"
_TEAM = "team/engagement/<slug:slug>"
_LETTERS = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/letters\.(?P<form>csv|pdf)$"


def _runs(below: str, path: str, method: str = "get") -> Route:
    """A page of who runs surveys and consultations; there is none of that name."""
    return team(f"{_TEAM}/{below}", May.RUN_ENGAGEMENT, status=404, path=f"/team/engagement/x/{path}", method=method)


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
    _runs("invitations/", "invitations/"),
    _runs("invitations/<slug:key>/", "invitations/a/"),
    team(_LETTERS, May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/letters.csv", method="post"),
    _runs("entry/", "entry/"),
    _runs("desks/", "desks/"),
    _runs("desks/<int:number>/code/", "desks/1/code/", method="post"),
    _runs("desks/<int:number>/end/", "desks/1/end/", method="post"),
    _runs("bring/", "bring/"),
    _runs("bring/<slug:key>/", "bring/a/"),
]
