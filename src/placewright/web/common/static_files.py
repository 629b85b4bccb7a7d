"""Static files as they lie on the disk now: one that was changed under a running server is served whole, not cut."""

from __future__ import annotations

from calendar import timegm
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from whitenoise.base import MissingFileError  # type: ignore[import-untyped]
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # the library has no types
    """Looks at a file's size and age before it serves it, and reads both anew where they are others.

    They are read once when the server starts: a file that grew would be cut to its old length, and one that shrank
    would leave the browser waiting for the rest.
    """

    def __call__(self, request: HttpRequest) -> Any:
        """The file, or what the application answers."""
        if request.path_info in self.files and _is_another(self.files[request.path_info]):
            self._read_anew(request.path_info)
        answer: HttpResponseBase = super().__call__(request)
        return answer

    def _read_anew(self, url: str) -> None:
        try:
            self.files[url] = self.get_static_file(_path_of(self.files[url]), url)
        except MissingFileError:
            self.files.pop(url, None)


def _is_another(file: Any) -> bool:
    for _encoding, path, headers in getattr(file, "alternatives", ()):
        try:
            found = Path(path).stat()
        except OSError:
            return True
        length = next((int(value) for name, value in headers if name == "Content-Length"), found.st_size)
        is_older = file.last_modified is not None and int(found.st_mtime) > timegm(file.last_modified)
        if found.st_size != length or is_older:
            return True
    return False


def _path_of(file: Any) -> str:
    """The file itself: of its alternatives the one that is not compressed, whose expression fits any request."""
    return str(next(path for encoding, path, _headers in file.alternatives if not encoding.pattern))
