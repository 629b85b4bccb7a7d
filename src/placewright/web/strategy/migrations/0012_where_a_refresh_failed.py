"""In which state a refresh failed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0011_co_design_with_its_hyphen")]

    operations = [
        migrations.AddField("refresh", "failed_at", models.CharField(blank=True, default="", max_length=20), False),
    ]
