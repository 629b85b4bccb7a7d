"""Keeping what was spent, and the words of returns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.delivery.models import Return, Spend


def keep_spend(given: Mapping[str, Any], *, by: Account) -> Spend:
    """Keep what was spent; a row of the same fund, action, quarter and purpose is corrected by it."""
    key = {name: given[name] for name in ("fund", "intervention", "quarter", "purpose")}
    amount = Decimal(given["amount"])
    with transaction.atomic():
        before = Spend.objects.select_for_update().filter(**key, is_current=True).first()
        if before is not None:
            if (before.amount, before.note) == (amount, given.get("note", "")):
                return before
            before.is_current = False
            before.save(update_fields=["is_current"])
        made = Spend.objects.create(**key, amount=amount, note=given.get("note", ""), by=by, corrects=before)
        verb = "corrected spending of" if before else "spent of"
        record_event(verb, "funding", made.fund, by=by, note=f"{made.quarter}: {made.amount}")
    return made


def keep_return(made: Return, *, by: Account) -> Return:
    """Keep the words of a return."""
    with transaction.atomic():
        made.by = by
        made.save()
        record_event("wrote", "return", made.pk, by=by, note=str(made))
    return made
