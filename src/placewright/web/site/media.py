"""Pictures that people uploaded, as the site and the team's pages show them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from placewright.web.accounts.capabilities import May
from placewright.web.common.folder_files import PRIVATE, file_response

_SHOWN = "images"
_FOR_THE_TEAM = frozenset({"original_images", "avatar_images"})


@require_safe
def media(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """A picture in the size in which a page shows it; as it was uploaded, and of people, for the team alone.

    Documents have an address of their own, which asks whether they are private.
    """
    if folder == _SHOWN:
        return file_response(request, settings.MEDIA_ROOT / folder, name, cache="public, max-age=86400")
    if folder in _FOR_THE_TEAM and request.user.has_perm(May.SEE_TEAM.permission):
        return file_response(request, settings.MEDIA_ROOT / folder, name, cache=PRIVATE)
    raise Http404
