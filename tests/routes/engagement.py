"""The permission matrix of the app engagement: one line for each pattern of its addresses, before anything is made."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from routes.kinds import Route, team

_EXPORT = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/answers\.(?P<form>csv|xlsx|parquet|sav|dictionary\.csv)$"
_COUNTS = "team/engagement/<slug:slug>/counts.csv"
_RETENTION = "team/engagement/<slug:slug>/retention/"
_ONE = "team/engagement/<slug:slug>/responses/<slug:reference>/"
_SENT = f"{_ONE}files/<slug:code>/"

_FILE = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/questionnaire\.(?P<form>toml|xlsx|pdf|docx)$"


def _questions(ending: str, pattern: str | None = None) -> Route:
    """A page of the builder, which only those who run engagement know of."""
    where = f"team/engagement/<slug:slug>/{pattern or ending}"
    return team(where, May.RUN_ENGAGEMENT, status=404, path=f"/team/engagement/x/{ending}")


ROUTES: list[Route] = [
    _questions("questions/"),
    _questions("questions/saves/"),
    _questions("questions/one/a/", "questions/one/<slug:code>/"),
    _questions("questions/part/page/a/", "questions/part/<slug:kind>/<slug:code>/"),
    _questions("questions/rule/page/a/", "questions/rule/<slug:kind>/<slug:code>/"),
    _questions("questions/banks/a/", "questions/banks/<slug:group>/"),
    _questions("questions/brought/"),
    _questions("languages/"),
    _questions("languages/cy/", "languages/<slug:language>/"),
    _questions("versions/"),
    _questions("preview/"),
    _questions("preview/screen/"),
    team(_FILE, May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/questionnaire.toml"),
    team("team/engagement/"),
    team("team/engagement/new/", May.RUN_ENGAGEMENT),
    team("team/engagement/<slug:slug>/", status=404, path="/team/engagement/x/"),
    team("team/engagement/<slug:slug>/launch/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/launch/"),
    team("team/engagement/<slug:slug>/reach/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/reach/"),
    team("team/engagement/<slug:slug>/watch/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/watch/"),
    team(_COUNTS, May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/counts.csv"),
    team("team/engagement/<slug:slug>/responses/", May.READ_ANSWERS, status=404, path="/team/engagement/x/responses/"),
    team(_ONE, May.READ_ANSWERS, status=404, path="/team/engagement/x/responses/ab/"),
    team(_SENT, May.READ_ANSWERS, status=404, path="/team/engagement/x/responses/ab/files/plan/"),
    team(_EXPORT, May.READ_ANSWERS, status=404, path="/team/engagement/x/answers.csv"),
    team(
        "team/engagement/<slug:slug>/rehearsal/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/rehearsal/"
    ),
    team("team/engagement/people/", May.READ_IDENTITIES),
    team(
        "team/engagement/people/<slug:reference>.json",
        May.READ_IDENTITIES,
        status=404,
        path="/team/engagement/people/ab.json",
    ),
    team(
        "team/engagement/<slug:slug>/retention/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/retention/"
    ),
    team(
        "team/engagement/<slug:slug>/processing.docx",
        May.RUN_ENGAGEMENT,
        status=404,
        path="/team/engagement/x/processing.docx",
    ),
]
