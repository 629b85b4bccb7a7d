"""Tell in each record's history of the versions that were brought in before histories told of it."""

from typing import Any
from uuid import uuid4

from django.db import migrations

BROUGHT = "placewright.bring"


def tell(apps: Any, schema_editor: Any) -> None:
    """Add an entry for each version of a record that no entry speaks of."""
    revisions, entries = (apps.get_model("wagtailcore", name) for name in ("Revision", "ModelLogEntry"))
    told = entries.objects.filter(revision__isnull=False).values("revision")
    of_records = revisions.objects.filter(content_type__app_label="strategy").exclude(pk__in=told)
    entries.objects.bulk_create(
        (
            entries(
                content_type_id=revision.content_type_id,
                object_id=revision.object_id,
                label=revision.object_str,
                action=BROUGHT,
                timestamp=revision.created_at,
                uuid=uuid4(),
                user_id=revision.user_id,
                revision_id=revision.pk,
                content_changed=True,
            )
            for revision in of_records.defer("content").iterator(chunk_size=500)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    """Nothing is taken away, so going back leaves the entries."""

    dependencies = [
        ("strategy", "0007_comments_on_records"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
