"""The pages of a strategy: linked, labelled, traced, and safe under a strict content policy."""

from __future__ import annotations

import json
import pickle
import posixpath
import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from placewright.publish import site, strategy_site
from placewright.publish.beside import Beside
from placewright.publish.charts import specification
from placewright.publish.document import Picture
from placewright.publish.feed import FILE
from placewright.publish.inline_svg import inline_svg
from placewright.publish.spec_keys import line_keys, part_keys
from placewright.publish.strategy_text import parts_of, traces_of
from placewright.publish.views import Bar, BarChart
from placewright.publish.views_strategy import ChapterPage
from placewright.records.prose import Passage, TextTable, Words

from . import invented
from .invented import DISTRICTS, VALE, line_chart, squares
from .invented_chapter import DIAGRAM, JOBS, chapter
from .invented_strategy import strategy, strategy_site_info


@lru_cache(maxsize=1)
def strategy_files() -> dict[str, bytes]:
    """Every page of the invented strategy."""
    of, info = strategy(), strategy_site_info()
    files = strategy_site.render_strategy_home(info, of.home, squares())
    files |= strategy_site.render_evidence_home(info, invented.home_page(), squares())
    files |= strategy_site.render_contents(info, of.contents) | strategy_site.render_ledger(info, of.ledger)
    for page in of.chapters:
        files |= strategy_site.render_chapter(info, page)
    for claim in of.claims:
        files |= strategy_site.render_claim(info, claim)
    for action in of.interventions:
        files |= strategy_site.render_intervention(info, action)
    for framework in of.frameworks:
        files |= strategy_site.render_framework(info, framework)
    assert of.swot and of.priorities and of.actions and of.funds and of.alignments and of.process and of.measures
    files |= strategy_site.render_swot(info, of.swot) | strategy_site.render_priorities(info, of.priorities)
    files |= strategy_site.render_actions(info, of.actions) | strategy_site.render_funds(info, of.funds)
    files |= strategy_site.render_alignments(info, of.alignments) | strategy_site.render_process(info, of.process)
    files |= strategy_site.render_measures(info, of.measures)
    assert of.changes and of.studies
    return files | strategy_site.render_changes(info, of.changes) | strategy_site.render_studies(info, of.studies)


def pages() -> dict[str, str]:
    """The HTML pages of the invented strategy."""
    return {path: content.decode() for path, content in strategy_files().items() if path.endswith(".html")}


@lru_cache(maxsize=1)
def evidence_files() -> dict[str, bytes]:
    """The pages that the strategy's pages lead to, and the downloads that other parts of the build make."""
    info, indexes = strategy_site_info(), invented.index_pages()
    files = site.assets() | site.render_fixed(info)
    files |= site.render_indicator_index(info, indexes[0]) | site.render_place_index(info, indexes[1])
    files |= site.render_data(info, indexes[2]) | site.render_method(info, indexes[3])
    for indicator in (invented.PAY, invented.WORK):
        files |= site.render_indicator(info, replace(invented.indicator_page(), indicator=indicator), squares())
    for place in (*DISTRICTS, VALE):
        files |= site.render_place(info, invented.place_page(place), squares())
    for slug, title, _ in info.analyses:
        files |= site.render_analysis(info, replace(invented.analysis_page(), slug=slug, title=title), squares())
    return files | {"assets/vega.js": b"", "strategy.pdf": b"", "claims.json": b""}


def test_every_link_of_a_strategy_leads_somewhere() -> None:
    files = evidence_files() | strategy_files() | {FILE: b""}
    files |= {path.replace(".html", ".xml"): b"" for path in files if path.startswith("strategy/")}  # their feeds
    identifiers = {path: set(re.findall(r' id="([^"]+)"', text)) for path, text in pages().items()}
    for path, text in pages().items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith(("http", "#")):
                continue
            address, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address.split("?")[0]))
            assert target in files, f"{path} links to {link}"
            assert not anchor or target not in identifiers or anchor in identifiers[target], f"{path} links to {link}"


def test_the_evidence_pages_lead_to_the_strategy() -> None:
    text = evidence_files()["indicators/index.html"].decode()
    assert 'href="../strategy/index.html"' in text and "no body’s policy" in text


def test_without_a_strategy_the_header_stays_as_it_was() -> None:
    text = site.render_home(invented.SITE, invented.home_page(), squares())["index.html"].decode()
    assert "strategy/index.html" not in text and 'class="notice"' not in text
    assert text.count('aria-label="Main"') == 1


def test_every_link_within_a_strategy_page_has_its_target() -> None:
    for path, text in pages().items():
        found = re.findall(r' id="([^"]+)"', text)
        repeated = {name for name in found if found.count(name) > 1}
        assert not repeated, f"{path} repeats {repeated}"
        wanted = re.findall(r'(?:href="#|aria-labelledby="|for="|data-chart="|data-trace=")([^"]+)"', text)
        assert set(wanted) <= set(found), f"{path} lacks {set(wanted) - set(found)}"


def test_every_strategy_page_has_one_main_heading_and_the_notice() -> None:
    for path, text in pages().items():
        assert text.count("<h1") == 1, path
        assert "worked example and no body’s policy" in text, path
        assert re.search(r"<title>.+ – North Vale in figures</title>", text), path


def test_headings_never_skip_a_level() -> None:
    for path, text in pages().items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (path, levels)


def test_a_picture_before_the_first_heading_of_a_chapter_skips_no_level() -> None:
    page = strategy().chapters[0]
    blocks = page.chapter.blocks
    first = next(block for block in blocks if isinstance(block, Picture))
    begun = replace(page, chapter=replace(page.chapter, blocks=(blocks[0], replace(first, id="before"), *blocks[1:])))
    files = strategy_site.render_chapter(strategy_site_info(), begun)
    text = next(content.decode() for path, content in files.items() if path.endswith(".html"))
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert 'id="before"' in text and all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels


def test_the_empty_corner_of_a_table_is_no_heading() -> None:
    page = strategy().chapters[0]
    cornered = tuple(
        replace(block, heads=((Passage((Words(""),)),), *block.heads[1:])) if isinstance(block, TextTable) else block
        for block in page.chapter.blocks
    )
    files = strategy_site.render_chapter(
        strategy_site_info(), replace(page, chapter=replace(page.chapter, blocks=cornered))
    )
    text = next(content.decode() for path, content in files.items() if path.endswith(".html"))
    assert '<thead><tr><td></td><th scope="col">How many</th></tr></thead>' in text
    assert '<th scope="col"></th>' not in text


def test_no_strategy_page_has_a_script_or_a_style_of_its_own() -> None:
    for path, text in pages().items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path
        for attributes in re.findall(r"<script([^>]*)>", text):
            assert "src=" in attributes or 'type="application/json"' in attributes, path
        for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL):
            json.loads(block)


def test_a_number_of_the_text_leads_to_its_trace_without_a_script() -> None:
    text = pages()["strategy/work.html"]
    anchor = re.search(r'<a class="fig computed" href="#([^"]+)"[^>]*>£612', text)
    assert anchor
    entry = text[text.index(f'id="{anchor[1]}"') :]
    for words in ("£590 to £634", "North Vale, 2024", "Survey of pay, released 3 March 2025"):
        assert words in entry[:2500]
    assert re.search(r'class="entry-head">.{0,400}Holds', text, re.DOTALL)


def test_the_period_beside_a_figure_carries_no_mark_of_its_own() -> None:
    assert re.search(r"a week in 2024, less than", pages()["strategy/work.html"])


def test_a_number_that_is_printed_twice_has_one_trace() -> None:
    traces = traces_of(strategy().chapters[1])
    assert len([entry for entry in traces.entries if entry.trace is not None and entry.trace.name == "here"]) == 1


def test_quoted_and_decided_numbers_lead_to_their_records() -> None:
    kinds = [entry.kind for entry in traces_of(strategy().chapters[1]).entries]
    assert kinds.count("quoted") == 1 and kinds.count("decided") == 1
    assert "The board, 4 May 2025" in pages()["strategy/work.html"]


def test_a_number_whose_record_is_unknown_is_plain_words() -> None:
    page = ChapterPage(chapter())
    text = strategy_site.render_chapter(strategy_site_info(), page)["strategy/work.html"].decode()
    assert 'class="fig ' not in text and "£612" in text


def test_a_claim_that_cannot_be_told_says_so_beside_its_sentence() -> None:
    text = pages()["strategy/work.html"]
    assert re.search(r'class="claim-mark v-cannot-tell" href="../ledger/jobs-grow.html">.*?cannot tell', text)
    assert re.search(r'class="claim-mark v-holds" href="../ledger/pay-behind.html">', text)
    marks = re.findall(r'class="claim-mark [^>]+>(.*?)</a>', text)
    assert all(re.search(r": “[^”]+” in the ledger<", mark) for mark in marks), "each names its claim"


def test_a_narrow_map_stands_beside_enough_text_and_a_chart_below_it() -> None:
    rows = parts_of(chapter())[1].rows
    assert [(row.picture.kind if row.picture else "", bool(row.blocks)) for row in rows] == [
        ("map", True),
        ("chart", False),
        ("", True),
    ]


def test_pictures_follow_the_theme_and_are_files_too() -> None:
    text = pages()["strategy/work.html"]
    assert 'fill="var(--accent-tint)"' in text and "strategy/work/logic-work.svg" in strategy_files()
    assert 'marker-end="url(#logic-work-tip)"' in text


def test_a_map_has_a_form_for_phones_in_the_page_and_a_heavy_one_beside_it() -> None:
    drawing = Picture(
        "p", "map", "T", "What it shows", DIAGRAM, 9, 9, narrow=DIAGRAM.replace("<rect", '<rect rx="3"', 1)
    )
    heavy = replace(drawing, id="h", narrow=drawing.narrow.replace("<rect", f"<rect/>{' ' * 30_000}<rect", 1))

    made = strategy_site.render_chapter(strategy_site_info(), ChapterPage(replace(chapter(), blocks=(drawing, heavy))))

    text = made["strategy/work.html"].decode()
    assert text.count('class="drawing for-phone"') == 2 and text.count('rx="3"') == 1
    assert 'src="../strategy/work/h-narrow.svg" alt="What it shows"' in text
    assert "strategy/work/h-narrow.svg" in made and "strategy/work/p-narrow.svg" not in made
    assert "sideways-hint" not in text


def test_a_picture_with_styles_of_its_own_is_shown_as_a_file() -> None:
    assert inline_svg('<svg><rect style="fill:red"/></svg>', "a") is None
    assert inline_svg("<svg><style>*{}</style></svg>", "a") is None
    styled = Picture("p", "map", "T", "What it shows", DIAGRAM.replace("<rect", '<rect style="x:1"'), 9, 9)
    page = ChapterPage(replace(chapter(), blocks=(styled,)))
    text = strategy_site.render_chapter(strategy_site_info(), page)["strategy/work.html"].decode()
    assert 'alt="What it shows"' in text and "<img src=" in text


def test_the_ledger_can_be_narrowed_by_what_its_rows_say() -> None:
    text = pages()["ledger.html"]
    row = re.search(r'<tr id="jobs-grow"([^>]*)>', text)
    assert row and 'data-verdict="cannot-tell"' in row[1] and 'data-chapter="work place"' in row[1]
    options = set(re.findall(r'<option value="([^"]+)"', text))
    assert {"cannot-tell", "strength", "business-environment", "work"} <= options


def test_each_cell_of_the_ledger_carries_the_heading_that_a_phone_shows_beside_it() -> None:
    page = pages()["ledger.html"]
    heads = re.findall(r'<th scope="col" role="columnheader">(.*?)</th>', page)
    body = page.split("<tbody", 1)[1].split("</tbody>")[0]
    rows = body.split("<tr ")[1:]
    assert heads and rows
    for row in rows:
        assert re.findall(r'<td role="cell" data-label="(.*?)"', row) == heads[1:]


def test_a_claims_page_shows_the_result_without_its_troubled_cells() -> None:
    text = pages()["ledger/pay-behind.html"]
    assert "£635" in text and "Without the troubled cells: cannot tell" in text
    assert JOBS.text in text


def test_a_claims_page_leads_to_its_trace_as_a_picture_only_where_that_is_served_with_it() -> None:
    claim, info = strategy().claims[0], strategy_site_info()
    served = replace(info, beside=Beside(head=(("search/", "Search"),), trace="trace/"))
    path = f"ledger/{claim.row.id}.html"
    link = f'href="../trace/claim:{claim.row.id}/"'
    assert link in strategy_site.render_claim(served, claim)[path].decode()
    assert "trace/claim:" not in strategy_site.render_claim(info, claim)[path].decode()


def test_signs_in_a_claim_cannot_break_out_of_the_page() -> None:
    assert "Trains &lt; buses &amp; cars." in pages()["ledger.html"]


def test_what_was_not_chosen_says_why() -> None:
    assert re.search(r"What was not chosen.*An airport.*Nobody owns one", pages()["priorities.html"], re.DOTALL)


def test_an_action_without_money_is_flagged() -> None:
    assert "unfunded" in pages()["actions/labs.html"] and "unfunded" not in pages()["actions/teach-adults.html"]


def test_a_logic_model_is_a_picture_with_tables_of_outcomes_and_links() -> None:
    text = pages()["actions/teach-adults.html"]
    assert "<svg viewBox" in text and "Asserted, not evidenced" in text
    assert re.search(r"How each outcome would be seen.*They earn more.*£612 in 2024", text, re.DOTALL)


def test_without_a_picture_a_logic_model_stands_in_columns() -> None:
    page = replace(strategy().interventions[0], picture=None)
    text = strategy_site.render_intervention(strategy_site_info(), page)["actions/teach-adults.html"].decode()
    assert text.count('class="node"') == 5 and "Shown by" in text


def test_a_chart_of_several_lines_has_a_key_for_narrow_screens() -> None:
    assert [key.name for key in line_keys(specification(line_chart()))][:2] == ["North Vale", "England"]
    assert re.search(r'class="narrow-key">.*England', pages()["strategy/work.html"], re.DOTALL)


def test_stacked_bars_have_a_key_to_their_parts() -> None:
    bars = tuple(Bar("Ashby", value, part) for part, value in (("mix", 2.0), ("within", -1.0)))
    keys = part_keys(specification(BarChart(bars, "GBP", parts=("mix", "within"), totals=True)))
    assert [(key.name, key.shape) for key in keys] == [("mix", "block"), ("within", "block"), ("Total", "diamond")]
    assert part_keys(specification(BarChart((Bar("Ashby", 2.0),), "GBP"))) == ()


def test_a_long_description_of_a_picture_is_folded_away() -> None:
    picture = Picture("p", "swot", "T", "What it shows", DIAGRAM, 900, 200, text="Word " * 100)
    page = ChapterPage(replace(chapter(), blocks=(picture,)))
    text = strategy_site.render_chapter(strategy_site_info(), page)["strategy/work.html"].decode()
    assert re.search(r"<details[^>]*><summary>In words", text)


def test_parts_that_a_strategy_lacks_are_not_in_the_navigation() -> None:
    of = replace(strategy(), funds=None, changes=None, frameworks=())
    addresses = [href for href, _ in of.navigation]
    assert "funds.html" not in addresses and "changes.html" not in addresses and "ledger.html" in addresses


def test_strategy_views_can_be_sent_to_another_process_and_give_equal_bytes() -> None:
    of = strategy()
    again = pickle.loads(pickle.dumps(of))
    assert again == of and repr(again.chapters) == repr(of.chapters)
    info = strategy_site_info()
    assert strategy_site.render_chapter(info, of.chapters[1]) == strategy_site.render_chapter(info, again.chapters[1])


def test_every_page_leads_to_the_feed_of_changes() -> None:
    for path, text in pages().items():
        root = "../" * path.count("/")
        link = f'type="application/atom+xml" title="What changed" href="{root}changes.xml"'
        assert link in text or not path.endswith(".html"), path


def test_every_page_is_light() -> None:
    shared = sum(len(content) for path, content in evidence_files().items() if path.startswith("assets/"))
    heaviest = max(len(content) for path, content in strategy_files().items())
    assert shared + heaviest < 300_000, (shared, heaviest)
