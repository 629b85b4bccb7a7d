"""Promises about the code base itself: sizes, purity of imports, what its files may say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"build", "snapshots", "__pycache__", "node_modules"}
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".j2", ".cfg", ".yml", ""}
HARD_LIMIT = 600


def project_files() -> Iterator[Path]:
    """The project's own files, without what is built or installed."""
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT)
        hidden = any(part.startswith(".") and part != ".ci" for part in inside.parts[:-1])
        ours = not LEFT_OUT.intersection(inside.parts) or inside.parts[0] in {"src", "tests"}
        if ours and not hidden and path.is_file() and "__pycache__" not in inside.parts:
            yield path


def test_no_module_is_longer_than_the_hard_limit() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in project_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > HARD_LIMIT
    }
    assert not long


def test_every_module_says_its_idea_in_its_first_line() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.py")
        if "migrations" not in path.parts and not path.read_text(encoding="utf-8").lstrip().startswith('"""')
    ]
    assert not silent


def test_locks_pin_with_hashes_and_name_no_host() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text, lock.name
        assert not re.search(r"https?://|--index-url|--find-links", text), lock.name


def test_files_name_no_path_of_a_machine() -> None:
    leak = re.compile(r"(?<![\w.~-])/(?:work|farm|root|home)/\w")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in project_files()
        if path.suffix in TEXT and path.name not in {"test_house.py", ".git"} and path.stat().st_size < 2_000_000
        if (match := leak.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert not found


@pytest.mark.parametrize("module", ["placewright", "placewright.core", "placewright.records", "placewright.cli.main"])
def test_importing_it_loads_nothing_heavy(module: str) -> None:
    heavy = [
        "pandas",
        "ibis",
        "duckdb",
        "pyarrow",
        "scipy",
        "numpy",
        "sdmx",
        "httpx",
        "vl_convert",
        "django",
        "sklearn",
    ]
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_a_check_imports_compiles_the_methods_of_its_records_late() -> None:
    packages = ("core", "places", "records", "ledger", "evidence", "analysis", "methods", "workspace", "build", "cli")
    modules = (path for name in packages for path in (ROOT / "src" / "placewright" / name).rglob("*.py"))
    early = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    late = "@dataclass(frozen=True, slots=True"
    at_once = [
        str(path.relative_to(ROOT))
        for path in modules
        if late in (text := path.read_text("utf-8")) and early.search(text)
    ]
    assert not at_once, "take `dataclass` from placewright.core.late_dataclass"


def test_only_the_edges_read_the_clock_the_environment_or_random_state() -> None:
    forbidden = re.compile(
        r"os\.environ|os\.getenv|date\.today\(|datetime\.now\(|time\.time\(|np\.random\.(?!Generator|default_rng\b)\w"
    )
    edges = {"cli", "web"}
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "src" / "placewright").rglob("*.py")
        if path.relative_to(ROOT / "src" / "placewright").parts[0] not in edges
        if (match := forbidden.search(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_the_changelog_and_licence_travel_with_the_code() -> None:
    for name in ("README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "GLOSSARY.md"):
        assert (ROOT / name).stat().st_size > 0, name


def test_no_template_of_ours_hides_another_of_ours() -> None:
    web = ROOT / "src" / "placewright" / "web"
    jinja, django = (
        {path.relative_to(folder).as_posix() for folder in web.glob(f"*/{kind}") for path in folder.rglob("*.html")}
        for kind in ("jinja2", "templates")
    )
    hidden = sorted(name for name in jinja & django if name.split("/")[0] in {path.name for path in web.iterdir()})
    assert not hidden, f"Jinja's are found first: give these other names: {hidden}"
