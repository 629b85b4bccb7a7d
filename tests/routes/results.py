"""The permission matrix of results: the team's pages, and what the public gets before anything is published."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.models import Account
from placewright.web.engagement.services.results import make_tables
from routes.engagement import closed
from routes.kinds import Route, public, team
from web.engagement.results_made import consulted

_HERE = "team/engagement/<slug:slug>/"
_FILE = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/results/tables\.(?P<form>csv|xlsx|json)$"
_PUBLIC_FILE = r"have-your-say/^(?P<slug>[a-z0-9-]{1,60})/results/tables\.(?P<form>csv|xlsx|json)$"


def _tables() -> str:
    make_tables(consulted(), by=Account.objects.get(email="engagement-officer@example.org"))
    return "/team/engagement/vale/results/tables.json"


ROUTES: list[Route] = [
    team("team/engagement/tools/sample/", May.RUN_ENGAGEMENT),
    team(f"{_HERE}weights/", May.RUN_ENGAGEMENT, path=closed("weights/")),
    team(f"{_HERE}texts/", May.READ_ANSWERS, writes=May.RUN_ENGAGEMENT, path=closed("texts/")),
    team(f"{_HERE}results/", May.RUN_ENGAGEMENT, path=closed("results/")),
    team(_FILE, May.RUN_ENGAGEMENT, path=_tables),
    public("have-your-say/<slug:slug>/results/", 404, path="/have-your-say/x/results/"),
    public(_PUBLIC_FILE, 404, path="/have-your-say/x/results/tables.csv"),
]
