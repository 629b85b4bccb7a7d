"""The interface keeps its own description whatever it is sent: no failure, no undeclared status or shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as openapi_checks

from placewright.web.accounts.models import Account
from placewright.web.api.api import api
from placewright.web.api.models import Scope
from placewright.web.api.services import make_token

EXAMPLES = 25
CHECKS = [
    not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]
KNOWN = {
    "/api/v1/places/{code}": {"code": "E07000243"},
    "/api/v1/indicators/{id}": {"id": "gva-per-hour"},
    "/api/v1/claims/{id}": {"id": "air-quality"},
    "/api/v1/editions/{id}": {"id": "first-draft"},
    "/api/v1/datasets/{id}": {"id": "beis-place"},
    "/api/v1/downloads/{path}": {"path": "claims.csv"},
    "/api/v1/drafts/claims/{id}": {"id": "air-to-breathe"},
    "/api/v1/builds/{number}": {"number": 7001},
}
"""What exists, so that not only refusals are seen."""

TOKENS = [None, None, None, "", "pw_wrong", "x" * 300, "pw_\u00ff"]
"""The right token, more often than not, and wrong ones."""

OPERATIONS = sorted(
    (method.upper(), path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
)


@pytest.fixture(scope="session")
def application() -> Iterator[Any]:
    """The web application as a server calls it, which leaves the test's own connection open between requests."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield WSGIHandler()
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def secret(db: None) -> str:
    """A token of an administrator that may do everything."""
    account = Account.objects.create_superuser("admin@example.org", "a password of no use")
    return make_token(account, "all", list(Scope), days=1)[1]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_operation_keeps_its_description(
    method: str, path: str, application: Any, shown_number: int, secret: str
) -> None:
    schema = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
    schema.app = application
    operation = schema[path][method]
    negative = schemathesis.GenerationMode.NEGATIVE
    cases = operation.as_strategy() | operation.as_strategy(generation_mode=negative)
    if path in KNOWN:
        cases |= operation.as_strategy(path_parameters=KNOWN[path])
    if "indicator" in str(operation.definition.raw.get("parameters")):
        cases |= operation.as_strategy(query={"indicator": "air-pollution", "place": "E37000017"})

    @seed(20261128)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases, token=st.sampled_from(TOKENS))
    def holds(case: Any, token: str | None) -> None:
        headers = {"Host": "localhost"}
        if "security" in operation.definition.raw:
            headers["Authorization"] = f"Bearer {secret if token is None else token}"
        case.call_and_validate(headers=headers, checks=CHECKS)

    holds()
