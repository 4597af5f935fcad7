"""The summary on the terminal: what stands in it, how wide, and how harmless."""

import io

import pandas as pd
import pytest
from rich.console import Console
from test_writers import BLANK_CLAIM, CLAIM, DISCREPANCY, LONE, report, summary

from factcheck.writers import Report
from factcheck.writers.terminal import print_summary


def test_the_summary_in_full():
    assert summary(report()) == (
        "3 articles, 18 words: 1 claim (1 quantity)\n"
        "2 discrepancies: 1 error, 1 warning\n"
        "\n"
        "ERROR  Conflict: trees planted\n"
        "  att\ufffdfinishance - trees.txt, 2024-05-02\n"
        "  [bold]\ufffd[31mred\ufffd[0m :smile:\n"
        "  Suggested: attendance\n"
        "\n"
        "WARNING  Conflict: trees planted\n"
        "  900 - trees.txt, 2024-05-02\n"
        "  more than 1,500 - Vale [b]News[/b], count.txt, no date (and 2 more)\n"
        "  900 is below more than 1,500, printed earlier.\n"
        "  Matched: same noun; same predicate\n"
        "  Suggested: more than 1,500\n"
        "\n"
        "Publication dates: 1 from the sidecar, 1 inferred from the text, 1 unknown\n"
        "  count.txt - unknown\n"
        "  u.txt - 2024-05-01 to 2024-05-03, from: on Friday\n"
        "\n"
        "Not checked: 1 input\n"
        "  notes.doc - not a text file\n"
        "\n"
        "Written: out/claims.csv\n"
    )


def test_the_summary_counts_what_was_dismissed():
    assert summary(report(dismissed=("d-7", "d-8"))).splitlines()[1:3] == [
        "2 discrepancies: 1 error, 1 warning",
        "2 more dismissed by reviewers, left out (--all lists them)",
    ]


def test_the_summary_fits_a_terminal_that_knows_ascii_alone():
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")
    found = report(discrepancies=pd.DataFrame([DISCREPANCY | {"left_text": "€900 by Šefčovič"}]))
    print_summary(found, Console(file=file, width=60))
    file.seek(0)
    text = file.read()
    assert "  ?900 by ?ef?ovi? - trees.txt, 2024-05-02\n" in text
    assert max(map(len, text.splitlines())) <= 60


def test_the_summary_of_nothing():
    nothing = Report((), pd.DataFrame(), pd.DataFrame(), (), (), "en_test 1.0")
    assert summary(nothing) == "0 articles, 0 words: 0 claims\n0 discrepancies\n\nWritten: out/claims.csv\n"


def test_the_summary_is_narrow_and_the_same_in_colour():
    long = report(discrepancies=pd.DataFrame([DISCREPANCY | {"message": "word " * 90, "left_text": "9" * 200}] * 30))
    plain = summary(long)
    assert max(map(len, plain.splitlines())) <= 80
    assert "... and 10 more" in plain
    coloured = summary(long, force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert summary(long, force_terminal=True, no_color=True, color_system=None) == plain


def test_the_bounds_of_two_hedges_are_named():
    estimate = CLAIM | {"article": "trees.txt", "start": 8, "end": 11, "bound": "approximate"}
    found = report(
        claims=pd.DataFrame([CLAIM, estimate]), discrepancies=pd.DataFrame([DISCREPANCY | {"verdict": "imprecise"}])
    )
    assert "WARNING  Same total, one an estimate and one a lower bound: trees planted\n" in summary(found)


def test_damaged_words_of_an_article_stand_together():
    words = [
        LONE
        | {"verdict": "damaged", "left_text": text, "left_start": start, "left_end": start + 9, "suggestion": whole}
        for text, start, whole in [("depfinish", 3, "Restore depend."), ("attfinish", 30, "Restore attend.")]
    ]
    claim = BLANK_CLAIM | {"article": "trees.txt", "kind": "damage", "start": 3, "end": 12, "text": "depfinish"}
    claim |= {"content": "depend", "predicate": "end -> finish", "direct": True}
    found = report(claims=pd.DataFrame([claim]), discrepancies=pd.DataFrame(words))
    assert summary(found).split("\n\n")[1] == (
        "ERROR  Damaged words\n"
        "  trees.txt, 2024-05-02\n"
        "  depfinish - likely depend (end -> finish), inside a quotation\n"
        "  attfinish - Restore attend."
    )


def test_long_texts_show_where_they_differ():
    speech = (
        "We will rebuild every house in the valley before the winter comes, {} no family will spend a night in a tent, "
    )
    speech += "and the road to the mill will be open by the first of May."
    row = DISCREPANCY | {"left_text": speech.format("and"), "right_text": speech.format("but"), "message": ""}
    assert summary(report(discrepancies=pd.DataFrame([row]))).split("\n\n")[1] == (
        "WARNING  Conflict: trees planted\n"
        "  ... house in the valley before the winter comes, and no family will spend a\n"
        "  night in a tent, ... - trees.txt, 2024-05-02\n"
        "  ... house in the valley before the winter comes, but no family will spend a\n"
        "  night in a tent, ... - Vale [b]News[/b], count.txt, no date (and 2 more)\n"
        "  Matched: same noun; same predicate\n"
        "  Suggested: more than 1,500"
    )


DATES = [
    ("2024-05-02/", "2024-05-02 or later"), ("/2024-05-02", "2024-05-02 or earlier"), ("", "no date"),
    ("2024-05-01/2024-05-02", "2024-05-01 to 2024-05-02"), ("2024-05-02", "2024-05-02"),
]  # fmt: skip


@pytest.mark.parametrize(("published", "words"), DATES)
def test_dates_are_told_in_words(published, words):
    row = DISCREPANCY | {"left_published": published}
    assert f"  900 - trees.txt, {words}\n" in summary(report(discrepancies=pd.DataFrame([row])))
