"""The entry point for a WSGI server such as gunicorn."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placewright.web.config.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from placewright.build.jobs import leave_pandas_out  # noqa: E402
from placewright.web.config.presence import be_present  # noqa: E402
from placewright.web.config.warming import set_apart, warm  # noqa: E402 - Django has to be set up first

leave_pandas_out()
be_present(settings.DATA)
warm()
set_apart()
