"""The page in a real browser: filters, decisions by keyboard, the saved table taken over by the next run, accessibility.

Needs Playwright and a Chromium (Debian's package `chromium`, or the path in FACTCHECK_CHROMIUM); skipped without them.
"""

import os
import shutil
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from test_html import CONFLICT, HOSTILE, many, small_report

from factcheck.decisions import read_filled
from factcheck.model import DISCREPANCY_COLUMNS
from factcheck.review import apply_decisions, plan_review
from factcheck.writers import write_discrepancies
from factcheck.writers.html_report import write_html

CHROMIUM = os.environ.get("FACTCHECK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = find_spec("axe_playwright_python")
pytestmark = [
    pytest.mark.skipif(find_spec("playwright") is None, reason="Playwright is not installed"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; apt-get install chromium"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        # A container's root has no sandbox; the pages are our own.
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser, tmp_path):
    contexts = []

    def open_page(report=None, *, name="report.html", width=1280, anchor="", **options):
        if report is not None:
            write_html(report, tmp_path / name)
        if not contexts or options:
            contexts.append(browser.new_context(accept_downloads=True, **options))
        page = contexts[-1].new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: page.faults.append(request.url) if not request.url.startswith(("file:", "blob:")) else None,
        )
        page.goto((tmp_path / name).as_uri() + anchor)
        return page

    yield open_page
    for context in contexts:
        context.close()


def shown(page) -> list[str]:
    return page.eval_on_selector_all(".card:not([hidden])", "cards => cards.map(card => card.id)")


def saved(page, path: Path, act) -> Path:
    with page.expect_download() as download:
        act()
    assert download.value.suggested_filename == "discrepancies.csv"
    download.value.save_as(path)
    return path


def test_decide_by_keyboard_save_apply_and_run_again(open_page, tmp_path):
    report = small_report()
    page = open_page(report)
    ids = report.discrepancies["discrepancy_id"].tolist()
    assert shown(page) == ids
    page.fill("#reviewer", "Šefčovič")
    page.press("#reviewer", "Tab")
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.keyboard.press("n")
    page.keyboard.type('=two "funds", -5')
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("1")
    assert page.inner_text("#progress") == f"2 of {len(ids)} decided"
    decisions = "all => all.map(one => one.textContent)"
    assert page.eval_on_selector_all("[data-facet=decision] label", decisions) == [
        f"Open{len(ids) - 2}", "Confirmed1", "Dismissed1", "Fix later0",
    ]  # fmt: skip

    page.reload()
    assert page.inner_text("#progress") == f"2 of {len(ids)} decided", "a closed page loses nothing"
    path = saved(page, tmp_path / "down.csv", lambda: page.keyboard.press("s"))
    filled = read_filled(path)
    assert {key: (record.decision, record.reviewer, record.note) for key, record in filled.items()} == {
        ids[0]: ("dismiss", "Šefčovič", '=two "funds", -5'),
        ids[1]: ("confirm", "Šefčovič", ""),
    }

    typed = report.discrepancies.copy()
    typed.loc[0, ["decision", "reviewer", "note"]] = ["dismiss", "Šefčovič", '=two "funds", -5']
    typed.loc[1, ["decision", "reviewer"]] = ["confirm", "Šefčovič"]
    write_discrepancies(typed, tmp_path / "ours.csv")
    assert path.read_bytes() == (tmp_path / "ours.csv").read_bytes(), "the page writes what a run writes"

    held = apply_decisions(report.discrepancies, plan_review({}, filled).decisions)
    after = replace(report, discrepancies=held.discrepancies, dismissed=held.dismissed)
    page = open_page(after)
    assert ids[0] not in shown(page)
    assert "1 discrepancy dismissed earlier is left out" in page.inner_text(".lede")
    assert page.get_attribute(f"#{ids[1]} [data-decision=confirm]", "aria-pressed") == "true"
    assert page.inner_text("#progress") == f"1 of {len(ids) - 1} decided"
    page.focus(f"#{ids[1]}")
    page.keyboard.press("1")
    back = saved(page, tmp_path / "back.csv", lambda: page.click("#save"))
    taken_back = read_filled(back)[ids[1]]
    assert (taken_back.decision, taken_back.reviewer) == ("open", "Šefčovič"), (
        "a decision taken back says so, and by whom"
    )
    assert ids[1] not in plan_review(filled, {ids[1]: taken_back}).decisions
    assert page.faults == []


def test_what_was_saved_from_an_earlier_report_gives_way_to_the_record(open_page, tmp_path):
    report = small_report()
    page = open_page(report)
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.keyboard.press("j")
    page.keyboard.press("2")
    saved(page, tmp_path / "down.csv", lambda: page.keyboard.press("s"))
    page.keyboard.press("j")
    page.keyboard.press("3")
    changed = report.discrepancies.copy()
    changed.loc[0, "message"] = "Another run."
    page = open_page(replace(report, discrepancies=changed))
    states = page.eval_on_selector_all(
        ".card", "cards => cards.map(c => c.querySelector('[aria-pressed=true]')?.dataset.decision ?? '')"
    )
    assert states[:3] == ["", "", "fix"], "saved decisions are in the record's hands; unsaved ones stay"


def test_filters_and_their_counts(open_page):
    page = open_page(many(60))
    everything = shown(page)
    page.keyboard.press("/")
    page.keyboard.type("zebra")
    found = shown(page)
    assert 0 < len(found) < len(everything)
    assert page.inner_text("#shown") == f"{len(found)} of {len(everything)} shown."
    counts = page.eval_on_selector_all("[data-facet=level] .n", "all => all.map(n => Number(n.textContent))")
    assert sum(counts) == len(found), "counts follow the filters"
    page.fill("#search", "")
    page.check("[data-facet=level] input[value=error]")
    errors = shown(page)
    assert set(errors) == set(page.eval_on_selector_all(".card[data-level=error]", "cards => cards.map(c => c.id)"))
    counts = page.eval_on_selector_all("[data-facet=level] .n", "all => all.map(n => Number(n.textContent))")
    assert sum(counts) == len(everything), "a facet counts what choosing it would show"
    page.select_option("#f-outlet", "Outlet 3")
    assert 0 < len(shown(page)) < len(errors)
    page.click("#filter button[type=reset]")
    page.wait_for_selector(".card[hidden]", state="detached")
    assert page.faults == []


def test_keys_move_help_and_can_be_switched_off(open_page):
    page = open_page(small_report())
    ids = shown(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == ids[0]
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.uncheck("#keys")
    page.keyboard.press("Escape")
    page.focus(f"#{ids[0]}")
    page.keyboard.press("1")
    assert page.inner_text("#progress").startswith("0 of"), "single keys can be switched off (WCAG 2.1.4)"
    page.evaluate("location.hash = '#facts'")
    page.wait_for_selector("#facts .chart", state="visible")
    page.click("#facts .margin a")
    page.wait_for_selector(f"#{ids[0]}", state="visible")


@pytest.mark.skipif(AXE is None, reason="axe-core is not installed")
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(open_page, width, scheme):
    axe = (Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    # The policy of the page forbids every script but its own; axe is let in for the test.
    page = open_page(small_report(), width=width, color_scheme=scheme, bypass_csp=True)
    page.evaluate(axe)
    # What is out of sight is not laid out, and axe would pass over it.
    page.add_style_tag(content="* { content-visibility: visible !important }")
    for view in ("discrepancies", "articles", "facts", "about"):
        page.evaluate(f"location.hash = '#{view}'")
        page.wait_for_selector(f"#{view}", state="visible")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert len(found["passes"]) > 10
        assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing runs out of the page"


def test_hostile_text_stays_text(open_page):
    report = small_report()
    rows = [CONFLICT | dict.fromkeys(("subject", "message", "suggestion", "left_text", "why_matched", "note"), HOSTILE)]
    page = open_page(replace(report, discrepancies=pd.DataFrame(rows, columns=list(DISCREPANCY_COLUMNS), dtype=object)))
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, base, script').length") == 2, (
        "our own two scripts"
    )
    assert "<img src=x" in page.inner_text(".card h3")
    assert page.faults == []


def test_a_thousand_discrepancies_stay_smooth(open_page):
    page = open_page(many(1000))
    page.keyboard.press("j")
    spent = page.evaluate(
        """() => {
            const field = document.querySelector("#search");
            const began = performance.now();
            for (const text of ["z", "ze", "zebra", ""]) {
                field.value = text;
                field.dispatchEvent(new Event("input", {bubbles: true}));
                document.body.offsetHeight;
            }
            return (performance.now() - began) / 4;
        }"""
    )
    # Measured at about a tenth of this; a busy machine must not fail it.
    assert spent < 1000, f"{spent:.0f} ms a key in the search field"


def test_it_prints_cards_without_controls(open_page):
    page = open_page(small_report())
    page.emulate_media(media="print")
    assert page.is_visible(".card h3")
    assert not page.is_visible(".decide button") and not page.is_visible(".rail") and not page.is_visible("nav")


def test_it_reads_without_scripts(open_page):
    page = open_page(small_report(), java_script_enabled=False)
    assert page.is_visible(".card h3") and page.is_visible("#articles h2") and page.is_visible("#facts .chart")
    assert not page.is_visible("#filter")
