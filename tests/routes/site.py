"""The permission matrix of the public's pages."""

from __future__ import annotations

from routes.kinds import Route, public

_BUILT = (
    r"^(?P<path>(?:strategy|ledger|places|indicators|analysis|actions|data|downloads)/.+"
    r"|(?:strategy|places|indicators|analysis|actions)/"
    r"|[a-z0-9-]+\.(?:html|pdf|docx|pptx|xlsx|xml|json|csv|svg|parquet))$"
)

ROUTES: list[Route] = [
    public(""),
    public("index.html"),
    public("changes.xml", 404),
    public("strategy/<slug:chapter>.xml", 404, path="/strategy/the-place.xml"),
    public("sitemap.xml", 404),
    public("robots.txt"),
    public("favicon.ico", 301),
    public("cards/<path:page>.png", 404, path="/cards/index.png"),
    public("themes/", 404),
    public("themes/<slug:slug>/", 404, path="/themes/people/"),
    public("assets/<str:name>", path="/assets/site.css"),
    public("offline-worker.js"),
    public("offline/"),
    public("offline/<str:name>", path="/offline/site.css"),
    public("media/<slug:folder>/<str:name>", 404, path="/media/images/none.png"),
    public(_BUILT, 404, path="/places/"),
    public("documents/^(\\d+)/(.*)$", 404, path="/documents/1/x.pdf"),
    public(
        "documents/authenticate_with_password/<int:restriction_id>/",
        404,
        path="/documents/authenticate_with_password/1/",
    ),
    public(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        404,
        path="/_util/authenticate_with_password/1/1/",
    ),
    public("^((?:[\\w\\-]+/)*)$", 404, path="/no-such-page/"),
]
"""Before anything is built, a built page is a 404 for everybody."""
