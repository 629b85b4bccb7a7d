"""Fills an installation of its own with a draft of two chapters, and prints the token of a link to it.

Run in a process of its own, so that a browser's tests have a server and a database that no other test touches.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from placewright.publish import render  # noqa: E402
from placewright.publish.document import DocumentChapter  # noqa: E402
from placewright.publish.strategy_site import render_chapter  # noqa: E402
from placewright.publish.views import PlaceRef, SiteInfo  # noqa: E402
from placewright.publish.views_strategy import ChapterPage  # noqa: E402
from placewright.web.accounts.models import Account  # noqa: E402
from placewright.web.strategy.co_design.models import EditionUnderWay, MadeEdition  # noqa: E402
from placewright.web.strategy.co_design.services.inviting import invite  # noqa: E402
from placewright.web.strategy.co_design.states import ReviewerRole  # noqa: E402
from placewright.web.strategy.models import Build, Evidence  # noqa: E402
from web.strategy.co_design.conftest import blocks, write_output  # noqa: E402


def main() -> None:
    """Migrate, fill and print."""
    call_command("migrate", verbosity=0, interactive=False)
    build = Build.objects.create(evidence=Evidence.objects.create(digest="0" * 64), state="ready")
    one = EditionUnderWay.objects.create(slug="one", title="The strategy")
    given: dict[str, Any] = {"slug": "one-draft", "title": "First draft", "kind": "draft", "day": date(2026, 5, 1)}
    made = MadeEdition.objects.create(under_way=one, build=build, state="ready", **given)
    write_output(made.folder)
    _draw(made.site)
    invited = invite(
        made,
        name="Jo Reader",
        organisation="A department",
        role=ReviewerRole.GOVERNMENT,
        until=timezone.now() + timedelta(days=7),
        may_comment=True,
        may_propose=True,
        may_agree=True,
        by=Account.objects.create_superuser("chief@example.org"),
    )
    sys.stdout.write(invited.token)


def _draw(folder: Path) -> None:
    """The page of a chapter as the publisher draws it."""
    site = SiteInfo("A strategy", PlaceRef("X1", "Somewhere", "area", has_page=False), date(2026, 5, 1))
    chapter = DocumentChapter("people", "People", 1, blocks(), "Who learns.")
    for path, content in (render_chapter(site, ChapterPage(chapter, of=2)) | render.site_assets()).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    main()
