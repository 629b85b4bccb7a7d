"""What a workspace tells Git: what not to keep, and that every byte of the rest stays as it is."""

from __future__ import annotations

from pathlib import Path

_FILES = {
    ".gitignore": """\
# What can be made again, and what must not leave this machine. Everything else here belongs into version control,
# figures/ and editions/held/ too: editions are computed from them.

# what `placewright build` and `placewright check` make
/build/
# what a served workspace keeps: accounts, answers of people and the key that signs; a backup copies it
/.web/
# what `placewright fetch` read; `placewright adopt` puts what is needed into figures/
/snapshots/
# what a command that was killed left behind
.*.part
""",
    ".gitattributes": """\
# Figures, boundaries and editions are named by the sha256 of their bytes: no line end may be changed on any machine.
* -text
""",
}


def tell_version_control(folder: Path) -> tuple[str, ...]:
    """Write `.gitignore` and `.gitattributes` into a workspace; the names of those that were written.

    One that is there, whatever it says, is left alone.
    """
    written = []
    for name, content in _FILES.items():
        path = folder / name
        if path.exists() or path.is_symlink():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        written.append(name)
    return tuple(written)


def holds_only_version_control(folder: Path) -> bool:
    """Whether nothing but Git's own files lies in a folder, as after `git init`."""
    return all(path.name == ".git" or path.name in _FILES for path in folder.iterdir())
