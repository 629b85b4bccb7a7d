"""The permission matrix of the app strategy: one line for each pattern of its addresses."""

from __future__ import annotations

from routes.kinds import Route, public

_TOKEN = "A" * 43

ROUTES: list[Route] = [
    public("editions/"),
    public("^editions/(?P<before>[a-z0-9-]+)\\.\\.(?P<after>[a-z0-9-]+)/$", 404, path="/editions/a..b/"),
    public(
        "^editions/(?P<before>[a-z0-9-]+)\\.\\.(?P<after>[a-z0-9-]+)/figures\\.csv$",
        404,
        path="/editions/a..b/figures.csv",
    ),
    public("^editions/(?P<slug>[a-z0-9-]+)/(?P<path>.*)$", 404, path="/editions/a/"),
    # a reviewer's page is nothing to anybody without the reviewer's own link, whatever their role
    public("review/", 404),
    public("^review/(?P<token>[A-Za-z0-9_-]{43})/$", 404, path=f"/review/{_TOKEN}/"),
    public("^review/read/(?P<path>.*)$", 404, path="/review/read/strategy/index.html"),
    public("review/say/<slug:chapter>/<int:number>/", 404, path="/review/say/people/1/"),
    public("review/stand/<slug:chapter>/", 404, path="/review/stand/people/"),
    public("review/approve/", 404),
    public("review/leave/", 302, method="post"),
]
