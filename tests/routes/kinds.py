"""How a line of the permission matrix is written: a pattern of the resolver, who may reach it, and what others get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from placewright.web.accounts.capabilities import May
from placewright.web.accounts.roles import CAPABILITIES, Role

NOBODY = "nobody signed in"
"""The visitor without an account, who is a column of the matrix beside the roles."""
STRANGER = "account without a role"
"""Somebody who can sign in and was given no role."""
VISITORS: tuple[str, ...] = (NOBODY, STRANGER, *(str(role) for role in Role))


@dataclass(frozen=True, slots=True)
class Route:
    """What each visitor gets at the addresses of one pattern.

    Args:
        pattern: as the resolver has it, all levels joined: `team/people/<int:pk>/`.
        reached: the status for accounts that may.
        refused: the status for accounts that may not.
        visitors: the status for those who are not signed in.
        may: what an account needs; empty where any account will do.
        path: an address of the pattern, or what makes the object and gives its address; empty where the pattern has
            no parameter.
        method: how it is asked for.
        writes: what an account needs besides to post there, where others may read the page.
    """

    pattern: str
    reached: int = 200
    refused: int = 404
    visitors: int = 404
    may: frozenset[May] = frozenset()
    path: str | Callable[[], str] = ""
    method: str = "get"
    writes: May | None = None

    def status_for(self, visitor: str) -> int:
        """The status that the visitor gets."""
        if visitor == NOBODY:
            return self.visitors
        held = frozenset() if visitor == STRANGER else CAPABILITIES[Role(visitor)]
        return self.reached if self.may <= held else self.refused

    def may_post(self, visitor: str) -> bool:
        """Whether the visitor may do what the page is for, and not only read it."""
        wanted = self.may if self.writes is None else self.may | {self.writes}
        return visitor not in {NOBODY, STRANGER} and wanted <= CAPABILITIES[Role(visitor)]

    def address(self) -> str:
        """An address that the pattern matches; the object that it names exists from now on."""
        if callable(self.path):
            return self.path()
        return self.path or f"/{self.pattern}"


def public(pattern: str, status: int = 200, *, path: str | Callable[[], str] = "", method: str = "get") -> Route:
    """Everybody gets it."""
    return Route(pattern, reached=status, visitors=status, path=path, method=method)


def for_accounts(pattern: str, status: int = 200, *, path: str | Callable[[], str] = "", method: str = "get") -> Route:
    """Every account gets it, whatever its role; others are led to sign in."""
    return Route(pattern, reached=status, visitors=302, path=path or _sample(pattern), method=method)


def needs(pattern: str, *may: May, status: int = 200, path: str | Callable[[], str] = "", method: str = "get") -> Route:
    """Accounts with all those capabilities get it; everybody else is told that there is nothing."""
    return Route(pattern, reached=status, may=frozenset(may), path=path, method=method)


def team(
    pattern: str,
    *may: May,
    status: int = 200,
    path: str | Callable[[], str] = "",
    method: str = "get",
    writes: May | None = None,
) -> Route:
    """A page of ours in the team's area: visitors are led to sign in, accounts that may not are told nothing is there.

    Whoever may not enter the area at all (`May.SEE_TEAM`) gets a 404 for each of its addresses.
    """
    wanted = frozenset({May.SEE_TEAM, *may})
    return Route(pattern, reached=status, visitors=302, may=wanted, path=path, method=method, writes=writes)


def closed(pattern: str, status: int = 404, *, path: str = "") -> Route:
    """Nobody gets it: what a library offers and is not used here."""
    return Route(pattern, reached=status, refused=status, visitors=status, path=path)


def _sample(pattern: str) -> str:
    return f"/{pattern}".replace("<int:pk>", "1")
