"""The content security policy: one for everybody, and a slightly wider one for the team's administration."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from csp.constants import NONCE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

TEAM = "/team/"
_RICH_TEXT = "/team/pages/"
_ADMINISTRATION: dict[str, list[Any]] = {
    "script-src": [NONCE],
    "style-src": [NONCE],
    "frame-src": [SELF],
    "manifest-src": [SELF],
}
"""What Wagtail's administration needs beyond the strict policy; docs/explanation/security.md says for what."""

_WITH_RICH_TEXT: dict[str, list[Any]] = _ADMINISTRATION | {"style-src-attr": [UNSAFE_INLINE]}
"""What pages with its rich text editor need besides: text that is pasted there says in such attributes what is bold."""

_nonce: ContextVar[str] = ContextVar("placewright_csp_nonce", default="")


class ContentPolicy(CSPMiddleware):  # type: ignore[misc]
    """The strict policy everywhere; in the administration scripts and styles with a nonce, and its own previews."""

    def process_request(self, request: HttpRequest) -> None:
        """Have a nonce at hand where a widget of Wagtail's writes a script into the page."""
        super().process_request(request)
        _nonce.set(str(request.csp_nonce) if request.path.startswith(TEAM) else "")  # type: ignore[attr-defined]

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy of an answer, as its view and the place of its page change it."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(TEAM) and not report_only:
            more = _WITH_RICH_TEXT if request.path.startswith(_RICH_TEXT) else _ADMINISTRATION
            parts.update = {name: [*values] for name, values in more.items()} | dict(parts.update or {})
            parts.replace = {"frame-ancestors": [SELF]} | dict(parts.replace or {})
        elif getattr(request, "is_preview", False):  # Wagtail asks itself for a page as the public would, for its frame
            parts.replace = {"frame-ancestors": [SELF]} | dict(parts.replace or {})
        return parts


def page_nonce() -> str:
    """The nonce of the answer that is being made; empty outside the administration."""
    return _nonce.get()


def give_choosers_the_nonce() -> None:
    """Have the script that Wagtail's choosers write behind their field carry the page's nonce; once, at the start."""
    plain = BaseChooser.render

    def render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        text = str(plain(self, name, value, attrs, renderer))
        nonce = page_nonce()
        before, tag, after = text.rpartition("<script>")
        return mark_safe(f'{before}<script nonce="{nonce}">{after}' if nonce and tag else text)  # noqa: S308 - Wagtail's own markup

    BaseChooser.render = render
