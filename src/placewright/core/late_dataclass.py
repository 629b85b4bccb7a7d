"""Dataclasses whose methods are compiled when they are first called.

The library compiles six methods of a class when its module is imported. A short command imports two hundred such
classes, calls few methods of most of them, and spent a tenth of its time on this. For a type checker, and for whoever
uses them, these are the library's frozen dataclasses: `fields`, `replace`, `asdict`, patterns and pickles know them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, **more):
        """The library's decorator of that name; of frozen classes with slots the methods are compiled late."""

        def made(cls):
            if frozen and slots and not more:
                return _with_late_methods(cls, eq=eq)
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, eq=eq, **more)

        return made if cls is None else made(cls)


def _with_late_methods(cls: type, *, eq: bool) -> type:
    own = dict(cls.__dict__)
    wanted = [name for name in ("__init__", "__repr__", "__getstate__", "__setstate__") if name not in own]
    if eq:
        wanted += ["__eq__"] if "__eq__" not in own else []
        # a class that says what is equal has `None` here, unless it says how that is hashed too
        wanted += ["__hash__"] if own.get("__hash__") is None else []
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name in wanted:
        setattr(made, name, _late(made, name))
    setattr(made, "__setattr__", _refuse_to_assign)  # noqa: B010 - a type's own would be checked as one of `type`
    setattr(made, "__delattr__", _refuse_to_delete)  # noqa: B010
    return made


def _late(cls: type, name: str) -> Any:
    """A method that is compiled in its own place, and called, when it is called first."""

    def first(self: Any, *given: Any, **named: Any) -> Any:
        method = _compiled(cls, name)
        setattr(cls, name, method)
        return method(self, *given, **named)

    first.__name__ = name
    first.__qualname__ = f"{cls.__qualname__}.{name}"
    return first


def _compiled(cls: type, name: str) -> Any:
    head, body, known = _WRITTEN[name](cls, fields(cls))
    space = dict(known)
    exec(f"def {name}({head}):\n " + "\n ".join(body or ["pass"]), space)  # noqa: S102 - from names of fields alone
    method = space[name]
    method.__qualname__, method.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
    return method


_Written = tuple[str, list[str], dict[str, Any]]
"""The parameters of a method, its lines, and what they know by name."""


def _init(cls: type, own: tuple[Field[Any], ...]) -> _Written:
    known: dict[str, Any] = {"_missing": MISSING}
    head, body = ["self"], []
    for one in own:
        known[f"_set_{one.name}"] = getattr(cls, one.name).__set__  # of its slot, since assigning is refused
        known[f"_default_{one.name}"] = default = one.default
        known[f"_made_{one.name}"] = one.default_factory
        value = one.name if one.init else f"_default_{one.name}"
        if one.default_factory is not MISSING:
            made = f"_made_{one.name}()"
            value = f"{made} if {one.name} is _missing else {one.name}" if one.init else made
        elif not one.init and default is MISSING:
            continue
        if one.init:
            is_needed = default is MISSING and one.default_factory is MISSING
            head.append(one.name if is_needed else f"{one.name}=_default_{one.name}")
        body.append(f"_set_{one.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    return ", ".join(head), body, known


def _repr(cls: type, own: tuple[Field[Any], ...]) -> _Written:
    said = ", ".join(f"{one.name}={{self.{one.name}!r}}" for one in own if one.repr)
    return "self", [f'return f"{{type(self).__qualname__}}({said})"'], {}


def _eq(cls: type, own: tuple[Field[Any], ...]) -> _Written:
    compared = [one for one in own if one.compare]
    one, other = _tuple("self", compared), _tuple("other", compared)
    return "self, other", ["if type(other) is not type(self): return NotImplemented", f"return {one} == {other}"], {}


def _hash(cls: type, own: tuple[Field[Any], ...]) -> _Written:
    hashed = (one for one in own if (one.compare if one.hash is None else one.hash))
    return "self", [f"return hash({_tuple('self', hashed)})"], {}


def _getstate(cls: type, own: tuple[Field[Any], ...]) -> _Written:
    return "self", [f"return {_tuple('self', own)}"], {}


def _setstate(cls: type, own: tuple[Field[Any], ...]) -> _Written:
    known = {f"_set_{one.name}": getattr(cls, one.name).__set__ for one in own}
    return "self, state", [f"_set_{one.name}(self, state[{at}])" for at, one in enumerate(own)], known


def _tuple(whose: str, own: Iterable[Field[Any]]) -> str:
    """The values of the fields as a tuple."""
    return f"({''.join(f'{whose}.{one.name}, ' for one in own)})"


_WRITTEN = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}


def _refuse_to_assign(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
