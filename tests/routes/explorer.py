"""The permission matrix of the app explorer: one line for each pattern of its addresses, before anything is built."""

from __future__ import annotations

from routes.kinds import Route, public

ROUTES: list[Route] = [
    public("explore/", 404),
    public("explore/embed/", 404),
    public("explore/figures.csv", 404),
    public("explore/figures.xlsx", 404),
    public("explore/picture.svg", 404),
    public("explore/picture.png", 404),
    public("explore/places.json"),
    public("explore/place/", 404),
    public("explore/place/<str:code>/", 404, path="/explore/place/E07000243/"),
    public("search/"),
]
"""Before anything is built there is nothing to explore, for anybody."""
