"""What unpacking a zip raises where the file is not whole: the standard library has no one name for it."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""For a file that was cut off or changed on its way, and for one with a password or an unknown method of packing."""
