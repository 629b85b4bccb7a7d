"""The interface for programs: its routes, how it answers what goes wrong, and its description as OpenAPI."""

from __future__ import annotations

from ninja import NinjaAPI

from placewright.web.api.problems import answer_errors
from placewright.web.api.reading import refuse_unknown_parameters
from placewright.web.api.routes import claims, downloads, indicators, observations, places, publication, writing

_ABOUT = (
    "The evidence and the strategy as JSON: places, indicators, observations with their intervals, claims with their "
    "verdicts, editions with their pins, datasets with their licences, and bulk downloads. Reading needs no account "
    "and is allowed from any web page; writing needs a token. A missing value is null with a status, never zero."
)

api = NinjaAPI(
    title="Placewright",
    version="1",
    description=_ABOUT,
    urls_namespace="api",
    docs_url=None,
    servers=[{"url": "/", "description": "This site"}],
)
answer_errors(api)
for _module in (places, indicators, observations, claims, publication, downloads, writing):
    _module.router.add_decorator(refuse_unknown_parameters, mode="operation")
    api.add_router("", _module.router)
