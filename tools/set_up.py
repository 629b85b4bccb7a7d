"""Make `.venv` hold exactly the locked packages of the named sets; do nothing where it does already.

Usage: python3 tools/set_up.py run [dev] [oracles] [spark]

It needs Python 3.11 or newer with venv. Packages are installed with uv, itself installed from a hashed lock, or with
pip where uv does not run on this machine. A second run needs no network.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMP = VENV / "installed.txt"
SETS = ("run", "dev", "oracles", "spark")


def main(wanted: list[str]) -> int:
    """Install the sets; 0 when all is there."""
    if sys.version_info < (3, 11):
        return fail(
            f"Placewright needs Python 3.11 or newer; this is {sys.version.split()[0]}.",
            "Install a newer one and name it: make run PYTHON=python3.12",
        )
    if strange := set(wanted) - set(SETS):
        return fail(f"There is no set of packages called {sorted(strange)[0]}.", f"The sets are {', '.join(SETS)}.")
    installed = dict(line.split() for line in STAMP.read_text().splitlines()) if STAMP.is_file() else {}
    lacking = [name for name in SETS if name in wanted and installed.get(name) != digest(name)]
    if not lacking and PYTHON.exists():
        return 0
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
        if made.returncode:
            return fail(
                "Python's venv does not work here: " + (made.stdout + made.stderr).strip().splitlines()[0],
                "On Debian and Ubuntu: apt-get install python3-venv",
            )
        installed = {}
        lacking = [name for name in SETS if name in wanted]
    print(f"Installing the locked packages ({', '.join(lacking)}) ...", flush=True)
    if not install(lacking):
        return fail(
            "The packages could not be installed; the lines above say why.",
            "The first set-up needs a network (or a package mirror that pip is configured for); then run it again.",
        )
    installed.update({name: digest(name) for name in lacking})
    STAMP.write_text("".join(f"{name} {value}\n" for name, value in sorted(installed.items())))
    return 0


def install(names: list[str]) -> bool:
    """Install the build tools, the named locks and the project itself; whether all went well."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locks = [part for name in names for part in ("-r", f"requirements/{name}.txt")]
    if not ran([*pip, "--require-hashes", "-r", "requirements/build.txt"]):
        return False
    uv = [str(BIN / "uv"), "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    has_uv = ran([str(BIN / "uv"), "--version"], quiet=True)
    if not (has_uv and ran([*uv, "--require-hashes", *locks])) and not ran([*pip, "--require-hashes", *locks]):
        return False
    return ran([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])


def ran(command: list[str], *, quiet: bool = False) -> bool:
    """Whether the command ended well."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=quiet).returncode == 0
    except OSError:
        return False


def digest(name: str) -> str:
    """What the set is made of, so that a changed lock is installed again."""
    content = b"".join(
        (ROOT / path).read_bytes() for path in (f"requirements/{name}.txt", "requirements/build.txt", "pyproject.toml")
    )
    return hashlib.sha256(content).hexdigest()


def fail(what: str, mend: str) -> int:
    """Say what is wrong and how to mend it."""
    print(f"{what}\n{mend}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["run"]))
