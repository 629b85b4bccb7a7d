"""Classes whose methods are compiled late are in every way the library's frozen dataclasses with slots."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import Any

import pytest

from placewright.core import late_dataclass


def made(decorate: Callable[..., Any]) -> dict[str, Any]:
    """The same classes, by one decorator or the other."""

    @decorate(frozen=True, slots=True)
    class Plain:
        """Fields with and without defaults."""

        a: str
        b: int = 3
        c: tuple[str, ...] = ()
        d: dict[str, int] = field(default_factory=dict)

    @decorate(frozen=True, slots=True)
    class Counted:
        """A field that is made, one that is not compared, one that is not shown, and one that is not hashed."""

        name: str
        size: int = field(init=False, default=0)
        list_of: list[int] = field(init=False, default_factory=list, hash=False)
        beside: str = field(default="", compare=False)
        secret: str = field(default="x", repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "size", len(self.name))

    @decorate(frozen=True, slots=True, eq=False)
    class Itself:
        """Equal to itself alone."""

        a: int

    @decorate(frozen=True, slots=True)
    class Own:
        """Says itself what it is equal to, how it is hashed and shown."""

        a: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and abs(self.a - other.a) < 2

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "<own>"

    @decorate(frozen=True, slots=True)
    class OwnEqual:
        """Says itself what it is equal to, and nothing of how it is hashed."""

        a: int

        def __eq__(self, other: object) -> bool:
            return True

    @decorate(frozen=True, slots=True)
    class Empty:
        """No field."""

    @decorate(frozen=True, slots=True)
    class Longer(Plain):  # type: ignore[misc]
        """A field more than its parent's."""

        e: str = "e"

    return {cls.__name__: cls for cls in (Plain, Counted, Itself, Own, OwnEqual, Empty, Longer)}


LATE, LIBRARY = made(late_dataclass.dataclass), made(dataclasses.dataclass)
CALLS = {
    "Plain": [("x",), ("x", 4), ("x", 4, ("y",), {"z": 1}), ("y",), ()],
    "Counted": [("ab",), ("ab", "beside"), ("ab", "beside", "hidden"), ("ba",), ("ab", "other", "x")],
    "Itself": [(1,), (1,), (2,)],
    "Own": [(1,), (2,), (4,)],
    "OwnEqual": [(1,), (2,)],
    "Empty": [(), (), (1,)],
    "Longer": [("x",), ("x", 4, ("y",), {}, "f"), ("x",)],
}


def outcome(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except (TypeError, FrozenInstanceError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("name", CALLS)
def test_what_is_made_equal_hashed_and_shown_is_as_the_library_has_it(name: str) -> None:
    kept: dict[str, list[Any]] = {}
    for made_by, classes in (("late", LATE), ("library", LIBRARY)):
        ones = [outcome(lambda given=given, cls=classes[name]: cls(*given)) for given in CALLS[name]]  # type: ignore[misc]
        whole = [one for one in ones if isinstance(one, classes[name])]
        hashes = [outcome(lambda one=one: hash(one)) for one in whole]  # type: ignore[misc]
        same_hash = [[one == other for other in hashes] for one in hashes]
        kept[made_by] = [
            [repr(one).replace(object.__repr__(one), "") for one in ones],
            [[one == other for other in whole] for one in whole],
            [one != object() for one in whole],
            same_hash if name != "Itself" else None,
            [outcome(lambda one=one: hash(one) and None) for one in whole] if name != "Itself" else None,  # type: ignore[misc]
            [asdict(one) for one in whole],
            [(one.name, one.init, one.repr, one.compare, one.hash) for one in fields(classes[name])],
            classes[name].__match_args__,
            classes[name].__slots__,
        ]
    assert kept["late"] == kept["library"]


def test_a_value_that_is_named_twice_or_unknown_is_refused_as_any_function_refuses_it() -> None:
    for given in ({"b": 2}, {"a": "x", "f": 1}):
        assert outcome(lambda given=given: LATE["Plain"](**given)) == outcome(  # type: ignore[misc]
            lambda given=given: LIBRARY["Plain"](**given)  # type: ignore[misc]
        )
    assert outcome(lambda: LATE["Plain"]("x", a="x")) == outcome(lambda: LIBRARY["Plain"]("x", a="x"))


def test_nothing_can_be_set_or_taken_away() -> None:
    one = LATE["Plain"]("x")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
        one.a = "y"
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'other'"):
        one.other = "y"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
        del one.a
    assert one == LATE["Plain"]("x")


def test_a_default_that_is_made_is_made_for_each() -> None:
    first, second = LATE["Plain"]("x"), LATE["Plain"]("x")
    first.d["z"] = 1
    assert second.d == {}


def test_a_copy_with_a_field_replaced_and_a_plain_copy_are_equal_where_they_should_be() -> None:
    one = LATE["Counted"]("ab", "beside", "hidden")
    assert replace(one, name="abc").size == 3 and replace(one, name="abc").secret == "hidden"
    assert copy.copy(one) == one and copy.deepcopy(one) == one and copy.deepcopy(one).list_of is not one.list_of


@late_dataclass.dataclass(frozen=True, slots=True)
class Pickled:
    """A class that a pickle can find."""

    a: str
    b: int = field(init=False, default=5)


def test_a_pickle_brings_back_every_field_in_a_process_that_never_made_one() -> None:
    one = Pickled("x")
    object.__setattr__(one, "b", 9)
    assert pickle.loads(pickle.dumps(one)) == one and pickle.loads(pickle.dumps(one)).b == 9
    here, name = __file__.rpartition("/")[0], __name__
    said = (
        f"import pickle, sys; sys.path.insert(0, {here!r}); import test_late_dataclass\n"
        f"sys.modules[{name!r}] = test_late_dataclass\n"
        f"one = pickle.loads({pickle.dumps(one)!r}); print(one, one.b)"
    )
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "Pickled(a='x', b=9) 9"


def test_patterns_know_its_fields_and_its_type() -> None:
    plain = LATE["Plain"]
    match plain("x", 4):
        case plain(a, b, d=d):
            assert (a, b, d) == ("x", 4, {})
        case _:
            pytest.fail("no pattern took it")


def test_many_threads_that_make_the_first_at_once_make_the_same() -> None:
    for _ in range(20):
        plain = made(late_dataclass.dataclass)["Plain"]
        with ThreadPoolExecutor(8) as pool:
            ones = list(pool.map(plain, ["x"] * 64))
        assert ones == [plain("x")] * 64 and len({repr(one) for one in ones}) == 1


def test_a_method_is_compiled_when_it_is_first_called_and_knows_its_parameters_then() -> None:
    plain = made(late_dataclass.dataclass)["Plain"]
    before = plain.__init__
    plain("x")
    assert plain.__init__ is not before
    assert list(inspect.signature(plain).parameters) == ["a", "b", "c", "d"]
    assert plain.__init__.__qualname__.endswith("Plain.__init__") and plain.__init__.__module__ == __name__


def test_a_class_that_is_not_frozen_or_has_no_slots_is_the_library_s_own() -> None:
    @late_dataclass.dataclass
    class Open:
        a: int = 1

    @late_dataclass.dataclass(slots=True)
    class Written:
        a: int = 1

    @late_dataclass.dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        a: int = 1

    open_one, written = Open(), Written()
    open_one.a = written.a = 2
    assert (open_one, written) == (Open(2), Written(2)) and sorted([Ordered(2), Ordered()]) == [Ordered(), Ordered(2)]
