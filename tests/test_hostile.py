"""Texts made to break what reads them: each is read whole, in time that grows with its length and no faster."""

import re
import time

import pytest

from factcheck.extract.names_again import FULL_NAME
from factcheck.model import Article
from factcheck.pipeline import check_articles, read_rules
from factcheck.readers import read_articles

# Patterns that once took for ever, and the text that showed it.
BAIT = {
    "a chain of double names": (FULL_NAME, "Aa-Aa A. Aa" + "-Aa" * 5_000),
}


@pytest.mark.parametrize("case", BAIT)
def test_no_pattern_takes_more_than_linear_time(case):
    pattern, text = BAIT[case]
    start = time.process_time()
    assert sum(1 for _ in re.finditer(pattern, text)) >= 0
    assert time.process_time() - start < 1


def test_a_rule_that_opens_a_file_of_windows_lines_is_no_endless_front_matter(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"---\r\n" + b"title: One\r\n" * 3_000)
    start = time.process_time()
    articles, _ = read_articles([path])
    assert len(articles) == 1
    assert time.process_time() - start < 2


TEXTS = {
    "a million quotation marks": '"' * 1_000_000 + " said",
    "quotations that never close": "“He said " * 4_000,
    "a million digits": "The toll is " + "9" * 1_000_000,
    "numbers and commas without end": "The toll is " + "1," * 300_000,
    "a block of numbers and commas": "The toll is " + "1," * 2_900,
    "brackets deep": "Smith " + "(" * 200_000 + "42" + ")" * 200_000,
    "one word": "a" * 1_000_000,
    "zero-width characters": "\u200b\u200d\u2060 soldiers\ufeff " * 5_000,
    "bidi marks": "\u202e80,000\u202c soldiers\u2067 " * 500,
    "lone carriage returns": "80,000 soldiers.\r" * 500,
    "blank lines": "a\n" + "\n" * 1_000_000,
    "front matter that never ends": "---\n" + "a: b\n" * 3_000,
    "marks of Markdown": "*_`[" * 100_000 + " said",
}
# Seconds of processor time for one of them; a paragraph of news takes a hundredth of one.
MOST = 15


@pytest.mark.parametrize("case", TEXTS)
def test_hostile_text_is_read_in_bounded_time(case, tmp_path):
    text = TEXTS[case]
    rules = read_rules()
    check_articles([Article("warm", "Two people died.")], rules=rules)
    start = time.process_time()
    report = check_articles([Article("a.txt", text)], rules=rules)
    spent = time.process_time() - start
    assert all(text[row.start : row.end] == row.text for row in report.claims.itertuples())
    assert spent < MOST, f"{spent:.1f} s"
