"""The permission matrix of the app delivery: one line for each pattern of its addresses."""

from __future__ import annotations

from routes.kinds import Route

ROUTES: list[Route] = []
