"""A way to publishers alone: hosts in private networks are not asked, whatever a source or a redirect says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from placewright.core.errors import PlacewrightError
from placewright.core.said import worded

_NAT64 = IPv6Network("64:ff9b::/96")


class NotPublic(PlacewrightError):
    """An address, or one that a publisher leads to, in a private network or on this machine."""


@dataclass(slots=True)
class PublicHosts(httpx.BaseTransport):
    """Asks hosts whose every address is public, or that are named in `allowed`, and refuses all others.

    A name is resolved once for each request, and what is connected to is the address that was looked at: a name that
    answers otherwise the next time leads nowhere else. Each host has a transport of its own, since a connection is as
    good as the certificate that it was opened with.

    Args:
        make: a transport.
        resolve: the addresses of a host; an `OSError` where there are none.
        allowed: hosts that may lie in a private network.
        is_proxied: whether the transports go through a proxy, which resolves names itself. Names that this machine can
            resolve are looked at all the same.
    """

    make: Callable[[], httpx.BaseTransport]
    resolve: Callable[[str], Sequence[str]]
    allowed: Collection[str] = ()
    is_proxied: bool = False
    _by_host: dict[str, httpx.BaseTransport] = field(default_factory=dict)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the first address that takes the connection.

        Raises:
            NotPublic: the host has an address that is not public.
            ConnectError: it has none, or none of them takes the connection.
        """
        host = request.url.host
        transport = self._by_host.get(host) or self._by_host.setdefault(host, self.make())
        if host in self.allowed:
            return transport.handle_request(request)
        addresses = self._resolved(host, request)
        if any(not is_public(address) for address in addresses):
            raise NotPublic(
                worded("It lies in a private network or on this machine, and is not asked."),
                where=host,
                fix=worded("Whoever runs this installation can name it in PLACEWRIGHT_PRIVATE_HOSTS."),
            )
        if self.is_proxied:
            return transport.handle_request(request)
        return _first_answer(transport, _at_each(request, addresses))

    def _resolved(self, host: str, request: httpx.Request) -> Sequence[str]:
        try:
            return self.resolve(host)
        except OSError as error:
            if self.is_proxied:
                return ()
            raise httpx.ConnectError(str(error), request=request) from error

    def close(self) -> None:
        """Close the transports of all hosts."""
        for transport in self._by_host.values():
            transport.close()


def is_public(address: str) -> bool:
    """Whether an address is one of the whole network's, also where a version 6 address stands for a version 4 one.

    >>> [is_public(one) for one in ("93.184.216.34", "10.0.0.7", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.7")]
    [True, False, False, False, False]
    """
    found = ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast and not one.is_unspecified for one in _meant(found))


def _meant(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """The address, or the version 4 addresses that it leads to."""
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address.sixtofour is not None:
        yield address.sixtofour
    elif address.teredo is not None:
        yield from address.teredo
    elif address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address


def _at_each(request: httpx.Request, addresses: Sequence[str]) -> Iterator[httpx.Request]:
    """The request at each address; the name is what its certificate and its head speak of."""
    for address in addresses:
        yield httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )


def _first_answer(transport: httpx.BaseTransport, requests: Iterator[httpx.Request]) -> httpx.Response:
    trouble: httpx.TransportError = httpx.ConnectError("It has no address.")
    for request in requests:
        try:
            return transport.handle_request(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            trouble = error
    raise trouble
