from django.db import migrations

from placewright.web.common.log_guard import guard, lift


class Migration(migrations.Migration):
    """The database refuses to change or remove an entry of the event log; SQLite and PostgreSQL each in their way."""

    dependencies = [("common", "0001_initial")]

    operations = [migrations.RunPython(guard, lift)]
