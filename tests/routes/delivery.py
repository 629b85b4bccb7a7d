"""The permission matrix of the app delivery: one line for each pattern of its addresses, before anything is built."""

from __future__ import annotations

from placewright.web.accounts.capabilities import May
from routes.kinds import Route, public, team

_EXPORT = r"team/^delivery/returns/(?P<pk>[0-9]{1,9})/return\.(?P<form>xlsx|csv)$"

ROUTES: list[Route] = [
    public("delivery/"),
    public("delivery/measures/<slug:slug>/", 404, path="/delivery/measures/x/"),
    team("team/delivery/"),
    team("team/delivery/measures/<slug:slug>/", status=404, path="/team/delivery/measures/x/"),
    team("team/delivery/import/", May.RUN_DELIVERY, status=404),
    team("team/delivery/spending/", status=404),
    team("team/delivery/returns/"),
    team("team/delivery/returns/new/", May.RUN_DELIVERY, status=404),
    team("team/delivery/returns/<int:pk>/", May.RUN_DELIVERY, status=404, path="/team/delivery/returns/1/"),
    team(_EXPORT, status=404, path="/team/delivery/returns/1/return.csv"),
]
"""Before anything is built there are no measures and funds to keep anything of."""
