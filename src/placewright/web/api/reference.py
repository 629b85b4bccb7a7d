"""The reference of the interface, made from its description: as a page, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from placewright.web.api.api import api

GROUPS = ("places", "indicators", "observations", "claims", "publication", "downloads", "writing")
"""The groups of operations, in the order of the reference."""


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter or a key: its name, its type in words, whether it must be there, and what it means."""

    name: str
    type: str
    required: bool
    about: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status that an operation may answer with, and the shape of its body; empty without one."""

    status: int
    words: str
    shape: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: method and path, what it does, what it takes and what it answers."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Named, ...]
    body: str
    answers: tuple[Answer, ...]
    needs_token: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a body: its name, what it is, and its keys."""

    name: str
    about: str
    keys: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Every operation by group, and every shape by name."""

    groups: Mapping[str, tuple[Operation, ...]]
    shapes: tuple[Shape, ...]


@lru_cache(maxsize=1)
def reference() -> Reference:
    """The reference; it is the same for every build."""
    described = dict(api.get_openapi_schema())
    found: dict[str, list[Operation]] = {group: [] for group in GROUPS}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append(_operation(method, path, operation))
    schemas = described["components"]["schemas"]
    kept = {name: schemas[name] for name in schemas if "properties" in schemas[name] and not name.startswith("Asked")}
    shapes = tuple(_shape(name, schema) for name, schema in sorted(kept.items()))
    return Reference({group: tuple(operations) for group, operations in found.items()}, shapes)


def as_markdown() -> str:
    """The reference as a page of the documentation."""
    return "\n".join(_lines(reference())).rstrip() + "\n"


def _lines(made: Reference) -> Iterator[str]:
    yield "# The JSON interface"
    yield ""
    yield from (
        "Every operation below `/api/v1/`, as the interface describes itself in `/api/v1/openapi.json`. This page is",
        "made by `python -m placewright.web api_reference`, and a test holds it against the interface. How to use it,",
        "with examples, is in [Use the JSON interface](../how-to/use-the-api.md).",
        "",
        "- Reading needs no account, and any web page may read (CORS); writing needs a token, sent as `Authorization`.",
        "- An answer carries an `ETag` of the build; with `If-None-Match` an answer that did not change is a 304.",
        "- A list says `total`, its `items` and the address of the `next` page. A cursor of an older build is refused.",
        "- A missing value is null with a status, never zero. A parameter that nobody knows is refused.",
        "- `GET` also takes `HEAD`; every address takes `OPTIONS`. What goes wrong is a [Problem](#problem).",
    )
    for group, operations in made.groups.items():
        yield from ("", f"## {group.capitalize()}")
        for one in operations:
            yield from ("", f"### {one.summary}", "", f"`{one.method} {one.path}`", "")
            yield one.about + (" Needs a token." if one.needs_token else "")
            if one.parameters:
                yield from ("", "| parameter | type | meaning |", "|---|---|---|")
                for item in one.parameters:
                    name = f"`{item.name}` (required)" if item.required else f"`{item.name}`"
                    yield f"| {name} | {item.type} | {_cell(item.about)} |"
            if one.body:
                yield from ("", f"The body is {_links(one.body)}.")
            said = "; ".join(f"{a.status} {_links(a.shape) if a.shape else a.words}" for a in one.answers)
            yield from ("", f"Answers: {said}.")
    yield from ("", "## Shapes")
    for shape in made.shapes:
        yield from ("", f"### {shape.name}", "", shape.about, "", "| key | type | meaning |", "|---|---|---|")
        for item in shape.keys:
            yield f"| `{item.name}` | {item.type.replace('|', 'or')} | {_cell(item.about)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _links(shape: str) -> str:
    return f"[{shape}](#{shape.casefold()})"


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Operation:
    answers = tuple(_answer(int(status), said) for status, said in sorted(operation["responses"].items(), key=str))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        tuple(_parameter(item) for item in operation["parameters"]),
        _type(body) if body else "",
        answers,
        "security" in operation,
    )


def _answer(status: int, said: Mapping[str, Any]) -> Answer:
    content = said.get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    shape = schema.get("$ref", "").rpartition("/")[2]
    words = HTTPStatus(status).phrase
    if content and not shape:
        words = ", ".join(content) if len(content) < 3 else "the file"
    return Answer(status, words, shape)


def _parameter(item: Mapping[str, Any]) -> Named:
    schema = item["schema"]
    about = item.get("description") or schema.get("description", "")
    return Named(item["name"], _type(schema), bool(item.get("required")), about, item["in"])


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    required = schema.get("required", ())
    keys = tuple(
        Named(key, _type(item), key in required, item.get("description", ""))
        for key, item in schema["properties"].items()
    )
    return Shape(name, schema.get("description", ""), keys)


def _type(schema: Mapping[str, Any]) -> str:
    """A type in words: text, number, list of Observation, number or null."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema or "allOf" in schema:
        return " or ".join(_type(one) for one in schema.get("anyOf", schema.get("allOf", ())))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if schema.get("type") == "object":
        more = schema.get("additionalProperties")
        return f"object of {_type(more)}" if isinstance(more, Mapping) and more else "object"
    words = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}
    kind = words.get(str(schema.get("type")), str(schema.get("type", "anything")))
    return {"date": "date", "date-time": "moment"}.get(str(schema.get("format")), kind)
