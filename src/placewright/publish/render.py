"""The one set of templates, with what they may call; static pages and the web application render through it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from placewright.core import words
from placewright.core.periods import day_in_words
from placewright.core.words import marked
from placewright.places.in_sentences import at_the_start, the
from placewright.publish import formats
from placewright.publish.compiled_templates import beside_the_package
from placewright.publish.long_lists import map_places, table_rows
from placewright.publish.notices import short_notice
from placewright.publish.sparks import cell_bar, comparison_axis, sparkline
from placewright.publish.tables import tone_of
from placewright.publish.theme import stylesheet
from placewright.publish.views import FOUNDATIONS, Reading, SiteInfo

EVIDENCE_FRONT = (("evidence.html", marked("Evidence")),)
"""The front page of the evidence, below a strategy."""

EVIDENCE_PAGES = (
    ("indicators/index.html", marked("Indicators")),
    ("places/index.html", marked("Places")),
    ("analysis/index.html", marked("Analyses")),
    ("data.html", marked("Data")),
    ("method.html", marked("Method")),
)
"""The pages of the evidence that every page leads to."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The Jinja environment: everything escaped, an unknown name is an error."""
    env = Environment(
        loader=PackageLoader("placewright.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        optimized=False,
        bytecode_cache=beside_the_package("site"),
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {
        "short": formats.short,
        "full": formats.full,
        "interval": formats.interval,
        "interval_kind": formats.interval_kind,
        "with_interval": formats.with_interval,
        "signed": formats.signed,
        "standing_words": formats.standing_words,
        "unit_in_words": formats.unit_in_words,
        "unit_tail": _unit_tail,
        "sparkline": sparkline,
        "cell_bar": cell_bar,
        "json": json_in_page,
        "day": _day,
        "identity": id,
        "said": words.gettext,
        "short_notice": short_notice,
        "the": the,
        "at_the_start": at_the_start,
    }
    env.globals |= {"comparison_axis": comparison_axis, "tone": tone_of, "foundations": FOUNDATIONS}
    env.globals |= {"evidence_front": EVIDENCE_FRONT, "evidence_pages": EVIDENCE_PAGES}
    env.globals |= {"table_rows": table_rows, "map_places": map_places}
    return env


def page(template: str, site: SiteInfo, *, root: str, here: str, **context: Any) -> bytes:
    """The page as bytes.

    Args:
        template: the template's name.
        root: the way from the page to the root of the site: empty, `../`, or an absolute path.
        here: the page's own address from the root, so that navigation can mark it.
        context: what the template asks for; `trail`, `section` and `has_charts` have defaults.
    """
    values = {"trail": (), "section": "", "has_charts": False} | context
    text = environment().get_template(template).render(site=site, root=root, here=here, **values)
    return "\n".join(line for line in text.splitlines() if line.strip()).encode() + b"\n"


def json_in_page(value: Any) -> Markup:
    """The value as JSON that cannot end its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped


def site_assets() -> dict[str, bytes]:
    """Style, scripts, mark and font, by their paths from the root of the site."""
    folder = resources.files("placewright.publish") / "assets"
    files = {f"assets/{name}": (folder / name).read_bytes() for name in ("site.js", "theme.js", "mark.svg")}
    files["assets/site.css"] = stylesheet().encode() + (folder / "site.css").read_bytes()
    files["assets/source-sans-3.woff2"] = (folder / "fonts" / "source-sans-3.woff2").read_bytes()
    files["assets/source-sans-3-licence.txt"] = (folder / "fonts" / "OFL.txt").read_bytes()
    return files


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """The sha256 of the templates, the assets and this package's code: what a page depends on besides its view."""
    digest = hashlib.sha256()
    for name, content in sorted(_package_files(resources.files("placewright.publish"))):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _package_files(folder: Any, prefix: str = "") -> Iterable[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _package_files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".py", ".html", ".css", ".js", ".svg")):
            yield f"{prefix}{item.name}", item.read_bytes()


def _unit_tail(reading: Reading) -> str:
    """The words that follow a figure printed large: ` an hour`, `people`, `UK = 100`."""
    if reading.value is None:
        return ""
    if reading.unit.startswith("index "):
        return reading.unit.removeprefix("index ").replace("=", " = ")
    form = formats.unit_form(reading.unit)
    if form.after:
        return form.full.removeprefix(" million").removeprefix(" billion").strip() if form.before else ""
    return form.full.strip()


def _day(value: date) -> str:
    return day_in_words(value)
