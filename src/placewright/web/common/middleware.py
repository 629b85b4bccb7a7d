"""Headers that every answer carries beside those that Django sets."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeaders:
    """Denies what no page uses, and keeps answers for signed-in people out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the headers."""
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if request.path.startswith(_PRIVATE) else "no-cache"
        elif "public" in response.headers["Cache-Control"]:
            _same_for_everybody(response)
        return response


def _same_for_everybody(response: HttpResponse) -> None:
    """What is public depends on no cookie, whoever looked at the session on the way: one copy serves all."""
    vary = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    kept = [name for name in vary if name and name.lower() != "cookie"]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    elif "Vary" in response.headers:
        del response.headers["Vary"]


_PRIVATE = ("/team/", "/account/", "/review/")
