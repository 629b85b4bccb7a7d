"""The permission matrix of the app strategy: one line for each pattern of its addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from placewright.web.accounts.capabilities import May
from placewright.web.strategy.co_design.models import Approval, EditionUnderWay, MadeEdition, Remark, ReviewerLink
from placewright.web.strategy.models import Build, Evidence
from routes import strategy_data, strategy_editing
from routes.kinds import Route, public, team

_TOKEN = "A" * 43


def _made() -> MadeEdition:
    build = Build.objects.create(evidence=Evidence.objects.create(digest="0" * 64), state="ready")
    one = EditionUnderWay.objects.create(slug="one", title="One")
    given = {"slug": "one-draft", "title": "Draft", "kind": "draft", "day": date(2026, 5, 1), "state": "ready"}
    return MadeEdition.objects.create(under_way=one, build=build, **given)


def _at(path: str) -> Callable[[], str]:
    """The address of a page about an edition under way that exists."""

    def address() -> str:
        _made()
        return f"/team/co-design/{path}"

    return address


def _remark() -> str:
    row = Remark.objects.create(made=_made(), kind="comment", said_by="A reviewer", key="1")
    return f"/team/co-design/remarks/{row.pk}/"


def _link() -> str:
    until = timezone.now() + timedelta(days=1)
    row = ReviewerLink.objects.create(digest="1", made=_made(), name="A", organisation="B", role="board", until=until)
    return f"/team/co-design/links/{row.pk}/revoke/"


def _approval() -> str:
    row = Approval.objects.create(made=_made(), role="board", name="A", organisation="B")
    return f"/team/co-design/approvals/{row.pk}/take-back/"


def _longer() -> str:
    return _link().replace("/revoke/", "/extend/")


_DESK = "team/co-design/"
_ONE = f"{_DESK}under-way/<slug:slug>/"

ROUTES: list[Route] = [
    *strategy_data.ROUTES,
    *strategy_editing.ROUTES,
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
    team(_DESK),
    team(f"{_DESK}begin/", May.MOVE_EDITIONS),
    team(f"{_DESK}remarks/<int:pk>/", writes=May.ANSWER_REVIEWERS, path=_remark),
    team(f"{_DESK}links/<int:pk>/revoke/", May.ANSWER_REVIEWERS, status=302, path=_link, method="post"),
    team(f"{_DESK}links/<int:pk>/extend/", May.ANSWER_REVIEWERS, status=302, path=_longer, method="post"),
    team(f"{_DESK}approvals/<int:pk>/take-back/", May.MOVE_EDITIONS, status=302, path=_approval, method="post"),
    team(
        f"{_DESK}editions/<slug:slug>/take-over/",
        May.MOVE_EDITIONS,
        status=302,
        path=_at("editions/none/take-over/"),
        method="post",
    ),
    team(
        f"{_DESK}editions/<slug:slug>/approve/",
        May.MOVE_EDITIONS,
        status=302,
        path=_at("editions/one-draft/approve/"),
        method="post",
    ),
    team(f"{_DESK}editions/<slug:slug>/redline.docx", status=302, path=_at("editions/one-draft/redline.docx")),
    team(
        f"{_DESK}^editions/(?P<slug>[a-z0-9-]+)/read/(?P<path>.*)$",
        status=404,
        path="/team/co-design/editions/none/read/",
    ),
    team(_ONE, path=_at("under-way/one/")),
    team(f"{_ONE}make/", May.MOVE_EDITIONS, status=302, path=_at("under-way/one/make/"), method="post"),
    team(
        f"{_ONE}move/<slug:to>/",
        May.MOVE_EDITIONS,
        status=404,
        path=_at("under-way/one/move/consultation/"),
        method="post",
    ),
    team(f"{_ONE}undo/", May.MOVE_EDITIONS, status=302, path=_at("under-way/one/undo/"), method="post"),
    team(f"{_ONE}log.docx", path=_at("under-way/one/log.docx")),
    team(f"{_ONE}log.csv", path=_at("under-way/one/log.csv")),
    team(f"{_ONE}remarks/", path=_at("under-way/one/remarks/")),
    team(f"{_ONE}invite/", May.ANSWER_REVIEWERS, path=_at("under-way/one/invite/")),
    team(f"{_ONE}word/", May.ANSWER_REVIEWERS, path=_at("under-way/one/word/")),
]
