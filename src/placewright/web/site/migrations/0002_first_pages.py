"""The first pages: the section of the front page, what this site is, and the privacy statement."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import migrations
from django.utils import translation
from wagtail.blocks import StreamBlock, StreamValue

from placewright.web.site.first_texts import first_pages


def make(apps: Any, schema_editor: Any) -> None:
    """Put the section of the front page in the place of Wagtail's welcome page, and the others below it."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    page, site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first()
    if locale is None or apps.get_model("site", "HomePage").objects.exists():
        return
    root = page.objects.filter(depth=1).order_by("path").first()
    if root is None or page.objects.filter(depth=2).exclude(slug="home").exists():
        return
    page.objects.filter(depth=2, slug="home").delete()

    def add(model: str, path: str, slug: str, title: str, url: str, **more: Any) -> Any:
        kind, _ = kinds.get_or_create(app_label="site", model=model.lower())
        return apps.get_model("site", model).objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=path,
            depth=len(path) // 4,
            url_path=url,
            content_type=kind,
            locale=locale,
            translation_key=uuid.uuid4(),
            live=True,
            **more,
        )

    from django.utils import timezone

    with translation.override(settings.LANGUAGE_CODE):
        pages, front = first_pages(), translation.gettext("Front page")
    now, path = timezone.now(), f"{root.path}0001"
    home = add("HomePage", path, "home", front, "/home/", numchild=len(pages), last_published_at=now)
    for number, one in enumerate(pages, start=1):
        raw = json.dumps([{"type": "text", "value": one.text, "id": str(uuid.uuid4())}])
        body = StreamValue(StreamBlock(), [], raw_text=raw)
        add(
            "StandardPage",
            f"{path}{number:04d}",
            one.slug,
            one.title,
            f"/home/{one.slug}/",
            numchild=0,
            lede=one.lede,
            body=body,
            last_published_at=now,
            first_published_at=now,
        )
    root.numchild = 1
    root.save(update_fields=["numchild"])
    site.objects.filter(is_default_site=True).delete()
    site.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name="")


class Migration(migrations.Migration):
    """Adds the pages where nobody has made any."""

    dependencies = [
        ("site", "0001_pages"),
        ("wagtailcore", "0054_initial_locale"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
