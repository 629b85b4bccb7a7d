"""How many of a sending's contacts have no e-mail address."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagement", "0006_drawn_samples_answer_alone")]

    operations = [migrations.AddField("sending", "unaddressed", models.PositiveIntegerField(default=0))]
