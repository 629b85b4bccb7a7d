"""Surveys of a drawn sample that an older version left open to all are answered by those who were drawn alone."""

from typing import Any

from django.db import migrations


def close_open_links(apps: Any, _editor: Any) -> None:
    """Take the open link away; done twice is done once."""
    apps.get_model("engagement", "Instrument").objects.filter(kind="survey", has_open_link=True).update(
        has_open_link=False
    )


class Migration(migrations.Migration):
    """Data alone: no column changes."""

    dependencies = [("engagement", "0005_populations_of_the_evidence")]

    operations = [migrations.RunPython(close_open_links, migrations.RunPython.noop)]
