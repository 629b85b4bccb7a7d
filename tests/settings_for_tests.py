"""The web application's settings for tests: a folder and a key of their own, quick hashing, mail kept in memory."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_DATA = Path(tempfile.mkdtemp(prefix="placewright-tests-"))
(_DATA / "static").mkdir()
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.environ["PLACEWRIGHT_DATA"] = str(_DATA)
os.environ["PLACEWRIGHT_SECRET_KEY"] = "for tests alone"
os.environ["PLACEWRIGHT_DATABASE_URL"] = os.environ.get("PLACEWRIGHT_TEST_DATABASE", "sqlite://:memory:")
os.environ.pop("PLACEWRIGHT_HOSTS", None)

from placewright.web.config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PLACEWRIGHT_SECOND_FACTOR = "optional"  # what it asks for is tested where it is switched on
PLACEWRIGHT_SHOWN_SECONDS = 0.0
PLACEWRIGHT_ANSWERS_A_MINUTE = 1_000_000  # all tests come from one address
