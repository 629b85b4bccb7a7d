"""The permission matrix of results: the team's pages, and what the public gets before anything is published."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from routes.kinds import Route, public, team

_HERE = "team/engagement/<slug:slug>/"
_FILE = r"team/^engagement/(?P<slug>[a-z0-9-]{1,60})/results/tables\.(?P<form>csv|xlsx|json)$"
_PUBLIC_FILE = r"have-your-say/^(?P<slug>[a-z0-9-]{1,60})/results/tables\.(?P<form>csv|xlsx|json)$"

ROUTES: list[Route] = [
    team("team/engagement/tools/sample/", May.RUN_ENGAGEMENT),
    team(f"{_HERE}weights/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/weights/"),
    team(f"{_HERE}texts/", May.READ_ANSWERS, status=404, path="/team/engagement/x/texts/"),
    team(f"{_HERE}results/", May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/results/"),
    team(_FILE, May.RUN_ENGAGEMENT, status=404, path="/team/engagement/x/results/tables.csv"),
    public("have-your-say/<slug:slug>/results/", 404, path="/have-your-say/x/results/"),
    public(_PUBLIC_FILE, 404, path="/have-your-say/x/results/tables.csv"),
]
