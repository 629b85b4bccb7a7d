"""Kill the server while people send in answers, again and again: nothing acknowledged is lost, nothing is doubled.

Usage: python tools/kill_answers.py [--kills 200] [--rotate]

Six browsers answer without a pause: four send a page of ten questions in, two go over two screens and a review. A form
whose answer never came is sent again, as a person would press the button again. At moments that a seeded generator
picks, one process of the web server is killed (SIGKILL), and every tenth time everything, the worker too. After each
round every acknowledged response and saved draft is looked for in the database; at the end forms are sent once more,
and there must be one response for each. It runs on the embedded database, or on the PostgreSQL that
PLACEWRIGHT_TEST_DATABASE names (start it with tools/with_postgresql.py).

With --rotate the sealing key is changed all the while, again and again, beside some thousand contacts, and every third
change is killed too; at the end every name and contact opens, with the newest key alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import with_postgresql
from free_ports import HOST, free_port
from kill_test import (
    ROOT,
    Installation,
    Lost,
    below,
    check_pages_of_postgresql,
    kill,
    served,
    wait_for_free,
)
from ten_questions import FIRST, ONE, SECOND, TWO

A_ROUND = 10
"""Kills from one start of the server to the next; the last of them kills everything."""
_QUIET: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
_CSRF = "k" * 32
_ONE_SCREEN, _TWO_SCREENS = 4, 2
_FORMS = 4_000

MAKE = f"""
import sys
sys.path.insert(0, {str(ROOT / "tools")!r})
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
import ten_questions
ten_questions.make_open()
"""
FORMS = f"""
import sys, json
sys.path.insert(0, {str(ROOT / "tools")!r})
import ten_questions
print(json.dumps([ten_questions.ready_forms({{one}}, {ONE!r}), ten_questions.ready_forms({{two}}, {TWO!r})]))
"""


@dataclass(slots=True)
class Answers:
    """What was sent, and what the server said it had."""

    forms: list[dict[str, str]]
    path: str
    sent: list[dict[str, str]] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    again: int = 0
    """How often a form was sent again because no answer came."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_form(self) -> dict[str, str] | None:
        """A form that nobody has sent yet."""
        with self.lock:
            if not self.forms:
                return None
            self.sent.append(self.forms.pop())
            return self.sent[-1]


ROTATE = "from django.core.management import call_command; call_command('rotate_keys')"
_BETWEEN = 0.5
"""Seconds from one change of the key to the next, so that the server has the processor too."""
CONTACTS = 3_000
"""Contacts that are sealed beside the answers, so that a change of the key takes a while."""
INVITE = f"""
from placewright.web.accounts.models import Account
from placewright.web.engagement.invitation_files import Contact
from placewright.web.engagement.models import Instrument, InstrumentKind
from placewright.web.engagement.services.invitations import invite
held = Instrument.objects.create(slug="invited", kind=InstrumentKind.SURVEY, title="Invited")
people = [Contact(name=f"Nobody {{at}}", email=f"nobody-{{at}}@vale.example") for at in range({CONTACTS})]
invite(held, people, by=Account.objects.create_user("ada@vale.example"))
"""
OPENED = """
from placewright.web.engagement.identities import opened_identity
from placewright.web.engagement.models import Identity, Invitation
from placewright.web.engagement.sealing import key_files, keys_folder
from placewright.web.engagement.services.invitations import contact_of
from placewright.web.engagement.services.key_rotation import rotate_keys
rotate_keys()
newest, *older = key_files(keys_folder())
for path in older:
    path.unlink()
names = [opened_identity(row.response.reference, row)["name"] for row in Identity.objects.select_related("response")]
people = [contact_of(row)["name"] for row in Invitation.objects.order_by("number")]
right = sum(name == "Nobody Real" for name in names) + sum(name == f"Nobody {at}" for at, name in enumerate(people))
print(len(older) + 1, right, len(names) + len(people))
"""


@dataclass(slots=True)
class Rotations:
    """Changes of the key beside the answers: how many ended, and how many were killed."""

    ended: int = 0
    killed: int = 0
    trouble: str = ""
    """What a change said that neither ended well nor was killed."""
    keys: int = 0
    """How many keys there were in the end."""


@dataclass(slots=True)
class Told:
    """How a run went."""

    kills: int
    acknowledged: int
    drafts: int
    again: int
    rotations: Rotations | None = None


def run(
    kills: int,
    *,
    database: str,
    rotate: bool = False,
    say: bool = True,
    begin: Callable[[Path], None] = lambda data: None,
) -> Told:
    """Kill that often; how much was acknowledged, all of which is there once.

    Args:
        kills: how often.
        database: the address of PostgreSQL's, or nothing for the embedded one.
        rotate: whether the sealing key is changed meanwhile.
        say: whether to tell how far it is.
        begin: puts into the new data folder what is there before the installation is made.

    Raises:
        Lost: something is not, or is there twice.
    """
    rng = random.Random(5)
    data = Path(tempfile.mkdtemp(prefix="placewright-answers-"))
    here = Installation(data, free_port(), database)
    rotations = Rotations() if rotate else None
    try:
        begin(data)
        here.python(MAKE)
        if rotate:
            here.python(INVITE)
        listed = json.loads(here.python(FORMS.format(one=_FORMS, two=_FORMS // 4)).splitlines()[-1])
        one, two = Answers(listed[0], ONE), Answers(listed[1], TWO)
        done = 0
        with _rotating(here, rotations):
            while done < kills:
                with served(here) as server:
                    done += _round(here, server, one, two, min(A_ROUND, kills - done), rng)
                wait_for_free(here.port)
                _check(here, one, two)
                if say:
                    number = len(one.acknowledged) + len(two.acknowledged)
                    print(f"{done}/{kills} kills: {number} responses acknowledged, all there once", flush=True)
        with served(here):
            _send_all_again(here, one, two)
        _check(here, one, two)
        _check_one_each(here, one, two)
        if rotations is not None:
            _check_sealed(here, rotations)
        if database:
            check_pages_of_postgresql(database)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    acknowledged = len(one.acknowledged) + len(two.acknowledged)
    return Told(done, acknowledged, len(two.drafts), one.again + two.again, rotations)


def _round(
    here: Installation, server: subprocess.Popen[bytes], one: Answers, two: Answers, kills: int, rng: random.Random
) -> int:
    """Kill processes of the web server under those who answer, and everything at the end; how many kills."""
    stop = threading.Event()
    people = [threading.Thread(target=_answer, args=(here, one, stop), daemon=True) for _who in range(_ONE_SCREEN)]
    people += [threading.Thread(target=_answer, args=(here, two, stop), daemon=True) for _who in range(_TWO_SCREENS)]
    for person in people:
        person.start()
    for number in range(kills):
        _wait_for_answers(one, two)
        time.sleep(0.4 * rng.random())
        workers = _web_workers(server.pid)
        if workers and number < kills - 1:
            kill(rng.choice(workers))
    for pid in [server.pid, *below(server.pid)]:
        kill(pid)
    stop.set()
    for person in people:
        person.join(timeout=60)
    return kills


@contextmanager
def _rotating(here: Installation, rotations: Rotations | None) -> Iterator[None]:
    """Change the key all the while, where that is asked for, and kill every third change in the middle."""
    stop = threading.Event()
    rotator = threading.Thread(target=_rotate, args=(here, rotations, stop), daemon=True)
    if rotations is not None:
        rotator.start()
    try:
        yield
    finally:
        stop.set()
        if rotations is not None:
            rotator.join(timeout=120)


def _rotate(here: Installation, rotations: Rotations, stop: threading.Event) -> None:
    rng = random.Random(7)
    for number in itertools.count():
        if stop.is_set():
            return
        one = subprocess.Popen(here.command(ROTATE), env=here.environment, **_QUIET)
        try:
            said = one.communicate(timeout=rng.uniform(1.5, 4.0) if number % 3 == 2 else 120)[0]
        except subprocess.TimeoutExpired:
            kill(one.pid)
            said = one.communicate()[0]
        if one.returncode == 0:
            rotations.ended += 1
        elif one.returncode == -signal.SIGKILL:
            rotations.killed += 1
        else:
            rotations.trouble = said[-500:].decode(errors="replace")
        stop.wait(_BETWEEN)


def _check_sealed(here: Installation, rotations: Rotations) -> None:
    """Change the key once more, remove all others, and open every name.

    Raises:
        Lost: a name does not open, or is another.
    """
    if rotations.trouble:
        raise Lost(f"A change of the key failed: {rotations.trouble}")
    rotations.keys, right, names = (int(number) for number in here.python(OPENED).splitlines()[-1].split())
    if right != names:
        raise Lost(f"{names - right} names of {names} are not what they were.")


def _wait_for_answers(one: Answers, two: Answers) -> None:
    """Wait until a few more are acknowledged: what is killed is then in the middle of it, and not starting.

    Raises:
        Lost: nothing is acknowledged any more.
    """
    before, until = len(one.acknowledged) + len(two.acknowledged), time.monotonic() + 120
    while len(one.acknowledged) + len(two.acknowledged) < before + 3:
        if time.monotonic() > until:
            raise Lost("The server acknowledged nothing.")
        time.sleep(0.01)


def _web_workers(pid: int) -> list[int]:
    """The processes that answer requests: the children of the server's child that has children of its own."""
    found: list[int] = []
    for child in _children(pid):
        found += _children(child)
    return found


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _answer(here: Installation, answers: Answers, stop: threading.Event) -> None:
    while not stop.is_set():
        form = answers.next_form()
        if form is None:
            raise Lost("All forms were sent: make more.")
        while not stop.is_set():
            try:
                if _send(here, answers, form):
                    answers.acknowledged.add(form["key"])
                    break
            except httpx.TransportError:
                answers.again += 1
                time.sleep(0.02)


def _send(here: Installation, answers: Answers, form: dict[str, str]) -> bool:
    """Answer with one form; whether the server says that it has it."""
    base = f"http://{HOST}:{here.port}"
    path = f"/have-your-say/{answers.path}"
    cookies = {f"say-{answers.path}": form["cookie"], "csrftoken": _CSRF}
    with httpx.Client(base_url=base, cookies=cookies, headers={"X-CSRFToken": _CSRF}, timeout=30) as browser:
        if answers.path == ONE:
            answer = browser.post(f"{path}/answer/all/", data={**FIRST, **SECOND, "proof": form["proof"]})
            return _led_to(answer, f"{path}/done/")
        for step, given in (("first", FIRST), ("second", SECOND)):
            answer = browser.post(f"{path}/answer/{step}/", data=given)
            if _led_to(answer, f"{path}/done/"):
                return True
            if answer.status_code == 302:
                answers.drafts.add(form["draft"] + form["key"])
        answer = browser.post(f"{path}/check/", data={"go": "send", "proof": form["proof"]})
        return _led_to(answer, f"{path}/done/")


def _led_to(answer: httpx.Response, path: str) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].split("#")[0] == path


def _check(here: Installation, one: Answers, two: Answers) -> None:
    """Look for everything acknowledged, as a stranger to the application would.

    Raises:
        Lost: something is gone, there twice, half there, or the database is damaged.
    """
    if not here.database and (said := here.rows("PRAGMA integrity_check")) != [("ok",)]:
        raise Lost(f"The database is damaged: {said[:3]}")
    keys = [str(row[0]) for row in here.rows("SELECT load_key FROM engagement_response")]
    drafts = {str(row[0]) for row in here.rows("SELECT code_hash FROM engagement_draft")}
    held = set(keys)
    if len(held) != len(keys):
        raise Lost("A form became two responses.")
    if gone := (one.acknowledged | two.acknowledged) - held:
        raise Lost(f"{len(gone)} acknowledged responses are gone.")
    lost = [name for name in two.drafts if name[:64] not in drafts and name[64:] not in held]
    if lost:
        raise Lost(f"{len(lost)} saved drafts are gone.")
    both = [form for form in two.sent if form["draft"] in drafts and form["key"] in held]
    if both:
        raise Lost(f"{len(both)} responses have left their draft behind.")
    bare = here.rows(
        "SELECT count(*) FROM engagement_response r LEFT JOIN engagement_identity i ON i.response_id = r.id "
        "WHERE i.id IS NULL"
    )
    if bare != [(0,)]:
        raise Lost(f"{bare[0][0]} responses were written without their sealed names.")


def _send_all_again(here: Installation, one: Answers, two: Answers) -> None:
    """Send every form that was not acknowledged, and a hundred that were, once more."""
    for answers in (one, two):
        open_still = [form for form in answers.sent if form["key"] not in answers.acknowledged]
        for form in [*open_still, *answers.sent[-100:]]:
            if not _send(here, answers, form):
                raise Lost("A form that is sent again is not acknowledged.")
            answers.acknowledged.add(form["key"])


def _check_one_each(here: Installation, one: Answers, two: Answers) -> None:
    number = here.rows("SELECT count(*) FROM engagement_response")[0][0]
    if number != len(one.sent) + len(two.sent):
        raise Lost(f"{len(one.sent) + len(two.sent)} forms were sent, and {number} responses are there.")


def main(argv: Sequence[str]) -> int:
    """Run the test; 0 where nothing is lost or doubled."""
    parser = argparse.ArgumentParser(prog="kill_answers.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="how often something is killed (200)")
    parser.add_argument("--rotate", action="store_true", help="change the sealing key all the while")
    given = parser.parse_args(argv)
    database = os.environ.get(with_postgresql.NAME, "")
    where = "PostgreSQL" if database else "the embedded database"
    try:
        told = run(given.kills, database=database, rotate=given.rotate)
    except Lost as error:
        print(f"LOST on {where}: {error}", file=sys.stderr)
        return 1
    print(
        f"{told.kills} kills on {where}: {told.acknowledged} acknowledged responses and {told.drafts} drafts, "
        f"none lost, none doubled; {told.again} forms were sent again because no answer came."
    )
    if told.rotations is not None:
        print(
            f"The sealing key was changed {told.rotations.ended} times meanwhile and {told.rotations.killed} more "
            f"changes were killed; every name opens with the newest of {told.rotations.keys} keys alone."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
