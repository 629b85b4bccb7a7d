"""A small installation of the web application, made and asked in processes of its own, as commands find it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from migrated import copy_migrated

FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from pathlib import Path
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.strategy.models import Build, BuildState, Claim, Decision, Evidence, Switch
from wagtail.models import Collection

ada = Account.objects.create_superuser("ada@vale.example", "a long pass phrase", name="Ada \\u2192 Byron")
claim = Claim.objects.create(
    slug="lead-lost", stance="need", foundation="business-environment", text="A lead was lost.",
    figures={"b": {"x": 1}, "a": {}},
)
claim.title = "Written, not yet live"
claim.save_revision(user=ada)
Session.objects.create(session_key="s" * 32, session_data="x", expire_date=timezone.now())
evidence = Evidence.objects.create(digest="0" * 64, made_by=ada)
builds = [Build.objects.create(evidence=evidence, state=BuildState.READY) for _ in range(2)]
data = Path(settings.DATA)
for folder, name in [(evidence.folder, "figures/a.csv"), (builds[0].out, "site/index.html"),
                     (builds[1].workspace, "figures/a.csv"), (builds[1].out, "site/index.html"),
                     (data / "media", "documents/plan.txt")]:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{name} of the Vale, line after line")
Switch.objects.create(build=builds[0], by=ada)
Switch.objects.create(build=builds[1], by=ada)
record_event("published", "claim", "lead-lost", by=ada, note="first")
record_event("published", "claim", "lead-lost", by=ada, note="second")
"""
STATE = """
import json
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import first_broken
from placewright.web.common.models import LogEntry
from placewright.web.strategy.models import Claim
claim = Claim.objects.get(slug="lead-lost")
print(json.dumps({
    "people": list(Account.objects.values_list("email", "name")),
    "text": claim.text,
    "figures": json.dumps(claim.figures),
    "draft": claim.latest_revision.as_object().title,
    "log": list(LogEntry.objects.order_by("id").values_list("verb", "note")[:2]),
    "log_is_whole": first_broken() is None,
    "next_number": Account.objects.create_user("next@vale.example").pk > Account.objects.first().pk,
}))
Account.objects.filter(email="next@vale.example").delete()
"""


@dataclass(frozen=True)
class Installation:
    """A data folder and the database beside it, or the one that `database` names."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
        named = {"PLACEWRIGHT_DATABASE_URL": self.database} if self.database else {}
        return kept | named | self.more

    def placewright(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of the command line on this installation."""
        command = [sys.executable, "-m", "placewright.cli.main", *arguments, "--data", str(self.data)]
        return subprocess.run(command, capture_output=True, text=True, env=self.environment, check=False)

    def python(self, code: str) -> str:
        """What code prints that runs inside the web application."""
        start = "from pathlib import Path\nfrom placewright.web.config.starting import start_django\n"
        done = subprocess.run(
            [sys.executable, "-c", f"{start}start_django(Path({str(self.data)!r}))\n{code}"],
            capture_output=True,
            text=True,
            env=self.environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def fill(self) -> None:
        """Make its database, and put something of everything there."""
        self.data.mkdir(parents=True, exist_ok=True)
        if not self.database:
            copy_migrated(self.data)
        self.python(FILL)

    def state(self) -> dict[str, object]:
        """What a person would find there."""
        return dict(json.loads(self.python(STATE)))
