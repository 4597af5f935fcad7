"""What someone set aside: which comments are read, what they are about, and what is told of those that set nothing aside."""

import json
import time

import pandas as pd
import pytest
from test_html import CLAIMS, CONFLICT, COURIER, GAZETTE, LATER, LONE, NAMES

from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS, Article
from factcheck.patterns import Pattern
from factcheck.readers import read_articles
from factcheck.suppressions import Remark, Suppression, parse_instruction, read_comments, split_suppressed, unused

RULES = ("name-misspelt", "quantity-conflict", "word-damaged")


def comments(text, name="a.md", **fields):
    return read_comments([Article(name, text, path=name, **fields)], RULES)


NAME = "<!-- factcheck: ignore name-misspelt -- as in his passport -->"
SCOPES = [
    (f"{NAME}\n\n# Head\n\nOne.\n", None, "before the first words: the whole article"),
    (f"# Head\n\n{NAME}\n\nOne.\nTwo.\n\nThree.\n", "One.", "alone: the next paragraph"),
    (f"# Head\n\nOne. {NAME}\n\nTwo.\n", "One.", "behind a paragraph's words"),
    (f"# Head\n\nOne, {NAME} two.\n\nTwo.\n", f"One, {NAME} two.", "within a paragraph"),
    (f"{NAME} One.\n\nTwo.\n", "One.", "before a paragraph's words, on its line"),
    ("# Head\n\n[//]: # (factcheck: ignore name-misspelt -- as in his passport)\nOne.\n\nTwo.\n", "One.", "Markdown's comment"),
    ("# Head\n\n<!--\n factcheck: ignore name-misspelt\n -- as in\n his passport\n-->\n\nOne.\n", "One.", "over several lines"),
    (f"# Head\r\n\r\n{NAME}\r\n\r\nOne.\r\n\r\nTwo.\r\n", "One.", "lines that end in CRLF"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "about", "reason"), SCOPES, ids=[case[2] for case in SCOPES])
def test_what_a_comment_is_about(text, about, reason):
    (found,), remarks = comments(text)
    assert (found.rules, found.reason, remarks) == (("name-misspelt",), "as in his passport", [])
    assert text[found.start : found.end] == (text if about is None else about)
    assert text.split("\n")[found.line - 1].lstrip(" ").startswith(("<!--", "[//]", "One")), found.line


def test_front_matter_is_no_part_of_the_words(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Head\n---\n\n{NAME}\n\nOne.\n", encoding="utf-8")
    articles, _ = read_articles([path])
    (found,), remarks = read_comments(articles, RULES)
    assert (found.start, found.end, found.line, remarks) == (0, len(articles[0].text), 5, [])


INSTRUCTIONS = [
    ("ignore name-misspelt -- a pen name", ("name-misspelt",), "a pen name", []),
    ("ignore name-misspelt, word-damaged — dialect", ("name-misspelt", "word-damaged"), "dialect", []),
    ("ignore all -- a satire -- of 1931", ("all",), "a satire -- of 1931", []),
    ("IGNORE all--satire", ("all",), "satire", []),
    ("ignore name-mispelt -- a pen name", (), "a pen name",
     ["there is no rule 'name-mispelt'; did you mean 'name-misspelt'? `factcheck rules` lists them all"]),
    ("ignore all", ("all",), "", ["gives no reason for ignoring all; write factcheck: ignore RULE -- reason"]),
    ("ignore -- why", (), "why", ["names no rule; write a rule's id, or all: factcheck: ignore RULE -- reason"]),
    ("disable all", (), "", ["'disable' is no instruction; write factcheck: ignore RULE -- reason"]),
    ("", (), "", ["'' is no instruction; write factcheck: ignore RULE -- reason"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules", "reason", "faults"), INSTRUCTIONS)
def test_instructions(text, rules, reason, faults):
    assert parse_instruction(text, RULES) == (rules, reason, faults)


def test_a_comment_behind_everything_is_about_nothing():
    found, remarks = comments(f"One.\n\n{NAME}\n")
    assert (found, remarks) == ([], [Remark("a.md", 3, "stands behind the last paragraph and is about none")])


def test_a_page_is_read_again_for_its_comments(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>\n<p>One.</p>\n{NAME}\n<p>Two.</p>\n<p>Three. {NAME}</p>\n</body></html>\n")
    text = "One.\nTwo.\nThree.\n"
    article = Article("page", text, path=str(page), anchors=((0, 2, 4), (5, 4, 4), (10, 5, 4)))
    found, remarks = read_comments([article], RULES)
    assert [(one.line, text[one.start : one.end]) for one in found] == [(3, "Two."), (5, "Three.")]
    assert remarks == []


def test_a_long_text_without_an_end_is_read_in_linear_time():
    found, remarks = comments("<!-- factcheck: ignore " + "x " * 200_000 + "<!-- factcheck:" * 20_000)
    assert (found, remarks) == ([], [])


ROWS = pd.DataFrame([CONFLICT, NAMES, LONE], columns=list(DISCREPANCY_COLUMNS))
ARTICLES = (COURIER, GAZETTE, LATER)


def about(article, text="", rules=("all",), **fields):
    """An instruction on the article, whole or where it prints `text`."""
    start = article.text.index(text) if text else 0
    end = start + len(text) if text else len(article.text)
    return Suppression(rules, "seen", "a.md", 3, article.id, start, end, **fields)


def test_a_comment_in_a_record_is_told_by_the_line_of_its_file(tmp_path):
    path = tmp_path / "wire.jsonl"
    path.write_text(
        '{"id": "a", "text": "One."}\n' + json.dumps({"id": "b", "text": f"Two.\n\n{NAME}\n\nThree."}) + "\n"
    )
    articles, _ = read_articles([path])
    ((one,), _) = read_comments(articles, RULES)
    assert (one.article, one.line, articles[1].text[one.start : one.end]) == ("b", 2, "Three.")


def test_many_comments_take_linear_time():
    text = f"One.\n\n{NAME}\n\n" * 20_000
    started = time.process_time()
    found, remarks = comments(text)
    assert (len(found), len(remarks)) == (19_999, 1)
    assert time.process_time() - started < 10


SPLITS = [
    ([about(GAZETTE)], {}, "3", "one side's only article says so of all rules"),
    ([about(GAZETTE, rules=("name-misspelt",))], {}, "13", "only of one rule"),
    ([about(GAZETTE, "Ilse Brand")], {}, "13", "only of the words that another row prints"),
    ([about(COURIER)], {}, "1", "a side that a second article prints too stays: nobody spoke for that one"),
    ([about(COURIER), about(LATER)], {}, "", "both articles on that side say so"),
    ([about(COURIER)], {"checked": ["courier.txt"]}, "", "the second article is not under check"),
    ([about(LATER)], {"checked": ["later.txt"]}, "23", "the article under check stands behind left_also"),
    ([about(LATER, "stand")], {"checked": ["later.txt"]}, "123", "and not at the words in question"),
    ([], {}, "123", "nothing is set aside"),
]


@pytest.mark.parametrize(("suppressions", "fields", "left", "reason"), SPLITS, ids=[case[3] for case in SPLITS])
def test_which_rows_are_set_aside(suppressions, fields, left, reason):
    # What stands behind left_also prints the same words, which its claims tell.
    later = {"text": "9,500"} if "later.txt" in fields.get("checked", ()) else {}
    claims = pd.DataFrame([*CLAIMS[:4], CLAIMS[4] | later], columns=list(CLAIM_COLUMNS))
    done = split_suppressed(ROWS, suppressions, ARTICLES, claims=claims, **fields)
    assert "".join(row[-1] for row in done.rows["discrepancy_id"]) == left
    assert len(done.rows) + len(done.suppressed) == len(ROWS)


def test_a_path_sets_its_articles_aside(tmp_path):
    satire = Article(GAZETTE.id, GAZETTE.text, path=str(tmp_path / "satire" / "g.txt"))
    one = Suppression(("name-misspelt",), "satire", "factcheck.toml:4", paths=(Pattern("satire/", str(tmp_path)),))
    done = split_suppressed(ROWS, [one], (COURIER, satire))
    assert [(row.row["rule"], row.kind, row.reason, row.by) for row in done.suppressed] == [
        ("name-misspelt", "external", "satire", "factcheck.toml:4")
    ]
    assert split_suppressed(ROWS, [one], ARTICLES).suppressed == ()


def test_what_sets_nothing_aside_is_told():
    found, _ = comments(f"{NAME}\n\nOne.\n")
    assert unused(found, ()) == [Remark("a.md", 1, "ignores name-misspelt, but nothing there is to ignore")]
    assert unused(found, found) == []


COMMENTS = [
    ("One.\n\n<!--\nfactcheck: ignore all\n-- 12 men\n-->\n\nTwo.\n", "One.|Two.", "over several lines"),
    ("One. <!-- seen by\n12 men --> Two.\n\nThree.\n", "One.|Two.|Three.", "from one line into the next"),
    ("One.\n\n<!-- 12 men\n\nTwo.\n", "One.|<!-- 12 men|Two.", "never closed: it is text"),
    ("```\n<!-- 12\n```\n\nOne. --> Two.\n", "One. --> Two.", "opened within code"),
    ("<!-- a -->\n<!-- b\n-->\nOne.\n", "One.", "one after the other"),
    ("<!-- factcheck: ignore all -- 12 men -->\n\nOne.\n", "One.", "of one line"),
]


@pytest.mark.parametrize(("text", "blocks", "reason"), COMMENTS, ids=[case[2] for case in COMMENTS])
def test_no_comment_is_read_as_words(text, blocks, reason, tmp_path):
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    ((article,), _) = read_articles([tmp_path / "a.md"])
    words = "".join(" " if any(a <= n < b for a, b in article.markup) and c != "\n" else c for n, c in enumerate(text))
    assert "|".join(filter(None, (line.strip() for line in words.splitlines()))) == blocks
    assert all(a < b <= c for (a, b), (c, _) in zip(article.markup, article.markup[1:], strict=False))
