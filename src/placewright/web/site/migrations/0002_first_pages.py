"""The first pages: the section of the front page, what this site is, and the privacy statement."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import migrations
from wagtail.blocks import StreamBlock, StreamValue

ABOUT = """
<p>This site is made with Placewright, an open system with which a place makes its economic strategy. It shows the
strategy, the evidence that it rests on, and how the two are tied together.</p>
<h2>What can be relied on</h2>
<p>No number in the strategy is typed by hand. Each is computed from official statistics, quoted from a named source, or
a decision that somebody took, and leads to where it comes from. Each claim has a test that is run again whenever the
figures change; its verdict stands beside it.</p>
<h2>How old it is</h2>
<p>The foot of every page says by which day its figures were released. What changed is listed on the front page and in
the feed of changes.</p>
"""

PRIVACY = """
<p>This statement says what the software does with data about people. Whoever runs this site adds who they are, on what
legal basis they work, and how they can be reached.</p>
<h2>If you read the public pages</h2>
<ul><li>No account is needed, nothing is asked, and nothing follows you: the pages hold no tracker, no advertisement
and no file from another site.</li>
<li>Reading sets no cookie. The choice of light or dark is kept in your own browser and is not sent.</li>
<li>The web server may keep an ordinary log of requests with network addresses; whoever runs it says for how long.</li></ul>
<h2>If you work here</h2>
<ul><li>Your account holds your name, e-mail address, organisation and roles. Your password is kept as a digest alone.</li>
<li>Two cookies are needed to sign in and to send forms safely. Neither is read by anybody else.</li>
<li>What you change is written in an event log with your account and the moment, which nobody can edit; administrators can
read it. Failed attempts to sign in are counted for a while, so that passwords cannot be guessed.</li>
<li>The devices on which you are signed in are listed for you, and you can sign each of them out.</li></ul>
<h2>Data about people in the evidence</h2>
<p>The evidence is published statistics. Results of surveys and consultations appear only as summaries in which small
counts are withheld, so that nobody can be told apart.</p>
"""

PAGES = (
    ("about", "About this site", "What this site is, and what can be relied on.", ABOUT),
    ("privacy", "Privacy", "What this site does with data about people.", PRIVACY),
)


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

    now, path = timezone.now(), f"{root.path}0001"
    home = add("HomePage", path, "home", "Front page", "/home/", numchild=len(PAGES), last_published_at=now)
    for number, (slug, title, lede, text) in enumerate(PAGES, start=1):
        words = " ".join(text.split())
        raw = json.dumps([{"type": "text", "value": words, "id": str(uuid.uuid4())}])
        body = StreamValue(StreamBlock(), [], raw_text=raw)
        add(
            "StandardPage",
            f"{path}{number:04d}",
            slug,
            title,
            f"/home/{slug}/",
            numchild=0,
            lede=lede,
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
