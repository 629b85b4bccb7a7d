"""Keeping what opens a door out of the logs: the secret part of one-time and reset links."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/(?:join|review|reset/key|invitation|confirm)/)[^/\s?'\"]+")


class WithoutSecrets(logging.Filter):
    """Puts dots in place of the secret of a link, whatever logs the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, without secrets."""
        text = record.getMessage()
        hidden = _SECRET.sub(r"\1…", text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True
