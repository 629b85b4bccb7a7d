"""The permission matrix of the app api: one line for each pattern of its addresses."""

from __future__ import annotations

from placewright.web.api.api import api
from routes.kinds import Route, public, team

BEFORE_A_BUILD = {"/places": 200, "/observations": 422, "/observations.csv": 422, "/value": 422}
"""What operations answer that look at no build, or that first ask for a parameter; the others have nothing to show."""


def _operations() -> list[Route]:
    """Every operation, before anything is built: reading is public, writing needs a token and no session helps."""
    found: dict[str, Route] = {}
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            pattern = f"api/v1/{path.lstrip('/')}"
            pattern = "/".join(_converter(part) for part in pattern.split("/"))
            needs_token = all(operation.auth_callbacks for operation in view.operations)
            address = "/" + pattern.replace("<path:path>", "x.csv")
            for name in ("<code>", "<id>", "<int:number>"):
                address = address.replace(name, "11")
            method = view.operations[0].methods[0].lower()
            status = 401 if needs_token else BEFORE_A_BUILD.get(path, 404)
            found[pattern] = public(pattern, status, path=address, method=method)
    return list(found.values())


def _converter(part: str) -> str:
    if not part.startswith("{"):
        return part
    name = part.strip("{}")
    kind, _, named = name.partition(":")
    return f"<{kind}:{named}>" if named else f"<{name}>"


ROUTES: list[Route] = [
    *_operations(),
    public("api/v1/openapi.json"),
    public("api/v1/", 404),
    public("api/^v1(?:/.*)?$", 404, path="/api/v1/nothing"),
    public("api/"),
    public("api/reference/"),
    team("team/api-tokens/"),
    team("team/api-tokens/<int:pk>/revoke/", status=405, path="/team/api-tokens/1/revoke/"),
]
