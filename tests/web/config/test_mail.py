"""One address configures mail: server, port, account and encryption; what is wrong is said without its password."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading

import pytest

from placewright.web.config.environment import BadSetting
from placewright.web.config.mail import Mail, read_mail


@pytest.mark.parametrize(
    ("url", "host", "port", "is_tls", "is_starttls"),
    [
        ("smtp://mail.vale.example", "mail.vale.example", 587, False, True),
        ("smtp://mail.vale.example:2525", "mail.vale.example", 2525, False, True),
        ("smtps://mail.vale.example", "mail.vale.example", 465, True, False),
        ("smtp://127.0.0.1?tls=no", "127.0.0.1", 25, False, False),
    ],
)
def test_server_port_and_encryption_are_as_the_address_says(
    url: str, host: str, port: int, is_tls: bool, is_starttls: bool
) -> None:
    mail = read_mail(url)
    assert mail.backend.endswith("smtp.EmailBackend")
    assert (mail.host, mail.port, mail.is_tls, mail.is_starttls) == (host, port, is_tls, is_starttls)


def test_an_account_may_have_any_characters() -> None:
    mail = read_mail("smtp://ada%40vale.example:p%2Fa%3Ass@mail.vale.example")
    assert (mail.user, mail.password) == ("ada@vale.example", "p/a:ss")


def test_without_an_address_mail_is_printed() -> None:
    assert read_mail("") == Mail()
    assert Mail().backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    "url",
    [
        "http://ada:hush@mail.vale.example",
        "smtp://ada:hush@",
        "smtp://ada:hush@mail.vale.example:none",
        "smtp://ada:hush@mail.vale.example?tls=no",
        "smtps://ada:hush@mail.vale.example?tls=no",
        "smtp://ada:hush@mail.vale.example?ssl=yes",
        "smtp://ada:hush@mail.vale.example/path",
    ],
)
def test_what_is_no_mail_server_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_mail(url)
    assert "PLACEWRIGHT_MAIL_URL" in str(refused.value)
    assert "hush" not in str(refused.value)


def test_mail_reaches_the_server_that_the_address_names(tmp_path: object) -> None:
    got: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_answer, args=(listening, got), daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        code = (
            "from placewright.web.config.starting import start_django; start_django()\n"
            "from django.core.mail import send_mail\n"
            "send_mail('Hello', 'A message.', None, ['ada@vale.example'])"
        )
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLACEWRIGHT_", "DJANGO_"))}
        environment = kept | {
            "PLACEWRIGHT_DATA": str(tmp_path),
            "PLACEWRIGHT_MAIL_URL": f"smtp://127.0.0.1:{port}?tls=no",
            "PLACEWRIGHT_MAIL_FROM": "strategy@vale.example",
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        thread.join(timeout=120)
    assert done.returncode == 0, done.stderr
    said = "\n".join(got)
    assert "MAIL FROM:<strategy@vale.example>" in said.replace("mail FROM", "MAIL FROM")
    assert "A message." in said


def _answer(listening: socket.socket, got: list[str]) -> None:
    """A mail server that takes one message."""
    connection, _ = listening.accept()
    with connection, connection.makefile("rwb") as stream:

        def say(line: bytes) -> None:
            stream.write(line + b"\r\n")
            stream.flush()

        say(b"220 vale")
        is_message = False
        for raw in stream:
            line = raw.decode().rstrip("\r\n")
            got.append(line)
            if is_message:
                if line == ".":
                    is_message = False
                    say(b"250 taken")
            elif line.upper() == "DATA":
                is_message = True
                say(b"354 go on")
            elif line.upper() == "QUIT":
                say(b"221 bye")
                return
            else:
                say(b"250 vale")
