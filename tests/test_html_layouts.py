"""Pages as news sites lay them out, made up for the tests: `tests/data/pages/NAME.html` with what is read of it in `NAME.txt`.

The lines of a `.txt` are title, outlet, author, address and publication date, what is told of the page, `---`, and the text.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from factcheck.locations import locate
from factcheck.readers import read_articles

pytest.importorskip("trafilatura")

PAGES = sorted((Path(__file__).parent / "data" / "pages").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_article_of_a_page_and_what_it_says_of_itself(page):
    (article,), faults = read_articles([page])
    head, _, text = page.with_suffix(".txt").read_text(encoding="utf-8").partition("\n---\n")
    told = [article.title, article.outlet, article.author, article.url, str(article.published)]
    assert article.text == text.removesuffix("\n")
    assert "\n".join([*told, *(fault.reason for fault in faults)]) == head


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_number_is_found_in_the_file(page):
    (article,), _ = read_articles([page])
    lines = page.read_text(encoding="utf-8").split("\n")
    numbers = list(re.finditer(r"\d[\d,.\u200b]*\d|\d", article.text))
    assert numbers
    for number in numbers:
        place = locate(article, *number.span())
        assert place.line == place.end_line
        found = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        assert html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", found)) == number[0]
