"""The cache that all processes share: limits on guessing count in the database, whichever process is asked."""

from __future__ import annotations

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import transaction
from django.utils import timezone

from placewright.web.common.models import SharedEntry


class SharedCache(DatabaseCache):
    """Django's cache in a table, in which counting loses nothing where two processes count at once."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number that is there, and leave its end as it is.

        Raises:
            ValueError: there is no such number, or it has ended.
        """
        made = self.make_and_validate_key(key, version=version)
        with transaction.atomic():
            entry = SharedEntry.objects.select_for_update().filter(pk=made, expires__gt=timezone.now()).first()
            if entry is None:
                raise ValueError(f"There is no number {key!r}.")
            number = _read(entry.value) + delta
            entry.value = _written(number)
            entry.save(update_fields=["value"])
        return int(number)


def _read(value: str) -> Any:
    return pickle.loads(base64.b64decode(value.encode()))  # noqa: S301 - only this application writes the table


def _written(value: object) -> str:
    return base64.b64encode(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)).decode("latin1")
