"""The permission matrix of the app explorer: one line for each pattern of its addresses."""

from __future__ import annotations

from routes.kinds import Route

ROUTES: list[Route] = []
