"""`placewright serve`: the web application on this machine, or a built site alone."""

from __future__ import annotations

import argparse
import functools
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from placewright.cli._numbers import port_number
from placewright.core.errors import PlacewrightError
from placewright.workspace.folder import open_workspace

_PORTS, _PORTS_TRIED = 65_536, 20
INTERRUPTED = 130
"""The exit code of a command that was stopped with Ctrl-C."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command's options."""
    parser = subparsers.add_parser(
        "serve",
        help="the web application on http://127.0.0.1:8000",
        description="Serves a workspace as a web application on this machine only, until Ctrl-C is pressed: takes its "
        "records and figures over into a database, builds what is not built, and starts web server and worker. "
        "With --static it shows a built site as it lies on the disk, without a database.",
    )
    parser.add_argument("workspace", nargs="?", default="places/hertfordshire", help="the workspace's folder")
    parser.add_argument(
        "--port", type=port_number, default=8000, help="the port to start from; the next free one is taken"
    )
    parser.add_argument("--data", type=Path, help="where the database and builds lie, if not in WORKSPACE/.web")
    parser.add_argument("--static", action="store_true", help="show the built site alone")
    parser.add_argument("--out", type=Path, help="with --static: the output folder, where it is not WORKSPACE/build")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted, which is how it ends."""
    return _show_site(args) if args.static or args.out else _serve_application(args)


def _serve_application(args: argparse.Namespace) -> int:
    from placewright.web.config.serving import HOST, free_port, prepare, serve

    workspace = open_workspace(Path(args.workspace)).folder
    link = prepare(args.data or workspace / ".web", workspace, _say)
    port = free_port(args.port)

    def say_where() -> None:
        print(f"Placewright is at http://{HOST}:{port}/ (Ctrl-C stops it)", flush=True)  # noqa: T201
        if link:
            print(f"Sign in once, as its administrator: http://{HOST}:{port}{link}", flush=True)  # noqa: T201

    serve(port, _say, when_listening=say_where)
    _say("Stopped.")
    return INTERRUPTED


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def _show_site(args: argparse.Namespace) -> int:
    site = (args.out or Path(args.workspace) / "build") / "site"
    if not (site / "index.html").is_file():
        raise PlacewrightError(
            "No site has been built here.", where=str(site), fix=f"Run `placewright build {args.workspace}` first."
        )
    with site_server(site, port=args.port) as server:
        print(f"The site is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops it)", flush=True)  # noqa: T201
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            _say("Stopped.")
    return INTERRUPTED


def site_server(site: Path, *, port: int) -> ThreadingHTTPServer:
    """A server of the folder on 127.0.0.1, on the port or the next free one.

    Raises:
        PlacewrightError: none of the ports is free.
    """
    handler = functools.partial(SiteHandler, directory=str(site))
    for candidate in range(port, min(port + _PORTS_TRIED, _PORTS)) if port else [0]:
        try:
            return ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError:
            continue
    raise PlacewrightError(
        f"The ports {port} to {min(port + _PORTS_TRIED, _PORTS) - 1} are all taken.", fix="Name another: `--port 9000`."
    )


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves files of the site, with strict headers, the site's own page for what is missing, and no folder lists."""

    extensions_map = {  # noqa: RUF012 - the base class reads it as a plain attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".json": "application/json",
        ".parquet": "application/vnd.apache.parquet",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }

    def end_headers(self) -> None:
        """Add the headers that every answer carries."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """Refuse to list a folder."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own words."""
        page = Path(str(self.directory)) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file() or urlsplit(self.path).path.count("/") > 1:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say only what went wrong, and on standard error."""
        if len(args) > 1 and str(args[1]).startswith("5"):
            sys.stderr.write(f"{format % args}\n")
