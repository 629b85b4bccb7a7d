"""Kill the server while people send in answers, again and again: nothing acknowledged is lost, nothing is doubled.

Usage: python tools/kill_answers.py [--kills 200]

Six browsers answer without a pause: four send a page of ten questions in, two go over two screens and a review. A form
whose answer never came is sent again, as a person would press the button again. At moments that a seeded generator
picks, one process of the web server is killed (SIGKILL), and every tenth time everything, the worker too. After each
round every acknowledged response and saved draft is looked for in the database; at the end forms are sent once more,
and there must be one response for each. It runs on the embedded database, or on the PostgreSQL that
PLACEWRIGHT_TEST_DATABASE names (start it with tools/with_postgresql.py).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import with_postgresql
from kill_test import (
    HOST,
    ROOT,
    Installation,
    Lost,
    below,
    check_pages_of_postgresql,
    free_port,
    kill,
    served,
    wait_for_free,
)
from ten_questions import FIRST, ONE, SECOND, TWO

A_ROUND = 10
"""Kills from one start of the server to the next; the last of them kills everything."""
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


@dataclass(slots=True)
class Told:
    """How a run went."""

    kills: int
    acknowledged: int
    drafts: int
    again: int


def run(kills: int, *, database: str, say: bool = True, begin: Callable[[Path], None] = lambda data: None) -> Told:
    """Kill that often; how much was acknowledged, all of which is there once.

    Args:
        kills: how often.
        database: the address of PostgreSQL's, or nothing for the embedded one.
        say: whether to tell how far it is.
        begin: puts into the new data folder what is there before the installation is made.

    Raises:
        Lost: something is not, or is there twice.
    """
    rng = random.Random(5)
    data = Path(tempfile.mkdtemp(prefix="placewright-answers-"))
    here = Installation(data, free_port(), database)
    try:
        begin(data)
        here.python(MAKE)
        listed = json.loads(here.python(FORMS.format(one=_FORMS, two=_FORMS // 4)).splitlines()[-1])
        one, two = Answers(listed[0], ONE), Answers(listed[1], TWO)
        done = 0
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
        if database:
            check_pages_of_postgresql(database)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    acknowledged = len(one.acknowledged) + len(two.acknowledged)
    return Told(done, acknowledged, len(two.drafts), one.again + two.again)


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
    given = parser.parse_args(argv)
    database = os.environ.get(with_postgresql.NAME, "")
    where = "PostgreSQL" if database else "the embedded database"
    try:
        told = run(given.kills, database=database)
    except Lost as error:
        print(f"LOST on {where}: {error}", file=sys.stderr)
        return 1
    print(
        f"{told.kills} kills on {where}: {told.acknowledged} acknowledged responses and {told.drafts} drafts, "
        f"none lost, none doubled; {told.again} forms were sent again because no answer came."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
