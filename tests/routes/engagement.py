"""The permission matrix of the app engagement: one line for each pattern of its addresses, each about what is there."""

from __future__ import annotations

from collections.abc import Callable

from placewright.web.accounts.capabilities import May
from placewright.web.engagement.models import SentFile
from routes.kinds import Route, team
from web.engagement.made import make_closed, make_instrument, make_response

_HERE = "team/engagement/<slug:slug>/"
_AT = "/team/engagement/vale/"
_EXPORT = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/answers\.(?P<form>csv|xlsx|parquet|sav|dictionary\.csv)$"
_ONE = f"{_HERE}responses/<slug:reference>/"
_FILE = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/questionnaire\.(?P<form>toml|xlsx|pdf|docx)$"


def prepared(ending: str) -> Callable[[], str]:
    """The address of a page about a consultation that is being prepared."""

    def address() -> str:
        make_instrument()
        return f"{_AT}{ending}"

    return address


def closed(ending: str) -> Callable[[], str]:
    """The address of a page about a consultation that has closed, with a response of the reference `{}`."""

    def address() -> str:
        response = make_response(make_closed(make_instrument()))
        return f"{_AT}{ending.format(response.reference)}"

    return address


def _sent() -> str:
    """Where a file that came with a response is saved."""
    plan: dict[str, object] = {"size": "micro", "plan": "0" * 64}
    response = make_response(make_closed(make_instrument()), plan)
    SentFile.objects.create(response=response, question="plan", digest="0" * 64, sealed_name=b"", size=1)
    return f"{_AT}responses/{response.reference}/files/plan/"


def _copy() -> str:
    return f"/team/engagement/people/{make_response(make_closed(make_instrument())).reference}.json"


def _questions(ending: str, pattern: str = "", status: int = 200) -> Route:
    """A page of the builder, which only those who run engagement know of."""
    return team(f"{_HERE}{pattern or ending}", May.RUN_ENGAGEMENT, status=status, path=prepared(ending))


ROUTES: list[Route] = [
    _questions("questions/"),
    _questions("questions/saves/"),
    _questions("questions/one/size/", "questions/one/<slug:code>/"),
    _questions("questions/part/page/firm/", "questions/part/<slug:kind>/<slug:code>/"),
    _questions("questions/rule/page/firm/", "questions/rule/<slug:kind>/<slug:code>/"),
    _questions("questions/banks/about/", "questions/banks/<slug:group>/"),
    _questions("questions/brought/", status=404),  # a form was brought by whoever asks, or there is nothing to show
    _questions("languages/"),
    _questions("languages/cy/", "languages/<slug:language>/"),
    _questions("versions/"),
    _questions("preview/"),
    _questions("preview/screen/"),
    team(_FILE, May.RUN_ENGAGEMENT, path=prepared("questionnaire.toml")),
    team("team/engagement/"),
    team("team/engagement/new/", May.RUN_ENGAGEMENT),
    team(_HERE, writes=May.RUN_ENGAGEMENT, path=prepared("")),
    team(f"{_HERE}launch/", May.RUN_ENGAGEMENT, path=prepared("launch/")),
    team(f"{_HERE}reach/", May.RUN_ENGAGEMENT, path=prepared("reach/")),
    team(f"{_HERE}watch/", May.RUN_ENGAGEMENT, path=prepared("watch/")),
    team(f"{_HERE}counts.csv", May.RUN_ENGAGEMENT, path=prepared("counts.csv")),
    team(f"{_HERE}responses/", May.READ_ANSWERS, writes=May.RUN_ENGAGEMENT, path=closed("responses/")),
    team(_ONE, May.READ_ANSWERS, writes=May.RUN_ENGAGEMENT, path=closed("responses/{}/")),
    team(f"{_ONE}files/<slug:code>/", May.READ_ANSWERS, status=302, path=_sent),  # back, since it is not on the disk
    team(_EXPORT, May.READ_ANSWERS, path=closed("answers.csv")),
    team(f"{_HERE}rehearsal/", May.RUN_ENGAGEMENT, path=prepared("rehearsal/")),
    team("team/engagement/people/", May.READ_IDENTITIES),
    team("team/engagement/people/<slug:reference>.json", May.READ_IDENTITIES, path=_copy),
    team(f"{_HERE}retention/", May.RUN_ENGAGEMENT, path=prepared("retention/")),
    team(f"{_HERE}processing.docx", May.RUN_ENGAGEMENT, path=prepared("processing.docx")),
]
