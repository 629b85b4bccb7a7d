"""The permission matrix: every address of the application, and what each role gets there."""

from routes import accounts, answering, api, delivery, engagement, explorer, keeping, results, site, strategy, wagtail
from routes.kinds import NOBODY, STRANGER, VISITORS, Route

ROUTES: dict[str, Route] = {
    route.pattern: route
    for app in (accounts, answering, api, delivery, engagement, explorer, keeping, results, site, strategy, wagtail)
    for route in app.ROUTES
}

__all__ = ["NOBODY", "ROUTES", "STRANGER", "VISITORS", "Route"]
