"""A headline's figure that its own article does not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from factcheck.checks.findings import Finding, Tables, rows_by_key
from factcheck.checks.intervals import same_anchor, widen
from factcheck.checks.quantity import to_figure, value_key
from factcheck.normalise.terms import canonical_head, canonical_predicate

WORD = re.compile(r"[^\W\d_]{3,}")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
LONGEST_HEADLINE = 160
SENTENCE_END = re.compile(r"[a-z0-9][.!?][”\"]? [A-Z]")
# A body with more figures than this bears out nearly any sum of two.
MOST_SUMMED = 12


def find_unborne_figures(tables: Tables, tolerance) -> Iterator[Finding]:
    """Figures of a headline that stand nowhere in the body: not in digits, not in words, not rounded, not as a sum.

    Flagged: "Seven rescued" above a text that tells of nine. Passed: "Nearly 90" above 89, "Five dead" above three women and two
    men, and a body that gives no figure of the kind at all.
    """
    quantities = tables.claims[tables.claims["kind"] == "quantity"]
    for article_id, rows in sorted(rows_by_key((claim.article, claim) for claim in quantities.itertuples()).items()):
        if not tables.asks_for(article_id):
            continue
        text = tables.articles[article_id].text
        body_start = end_of_headline(text)
        if not body_start:
            continue
        body = [claim for claim in rows if claim.start >= body_start]
        digits = set(DIGITS.findall(text[body_start:]))
        for claim in rows:
            if claim.start >= body_start or claim.confidence < 0.7 or set(DIGITS.findall(claim.text)) & digits:
                continue
            kindred = [other for other in body if other.dimension == claim.dimension and other.trend == claim.trend]
            if not kindred or is_borne_out(claim, kindred):
                continue
            nearest = max(kindred, key=lambda other: (likeness(claim, other), -other.start))
            if likeness(claim, nearest) < tolerance.get("likeness", 2):
                continue
            yield Finding(
                left=claim.Index,
                right=nearest.Index,
                confidence=0.8,
                subject=", ".join(filter(None, (claim.object, claim.predicate))),
                identity=(value_key(claim._asdict()), value_key(nearest._asdict())),
                suggestion=f"The text gives {nearest.text}; bring headline and text together.",
                why="the headline and the figure of its text that is most like it",
            )


def end_of_headline(text: str) -> int:
    """Where the first line ends, when it reads as a headline (short, no sentence ends in it) and text follows; else 0."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start : max(end, start)].rstrip()
    reads_so = 0 < len(line) <= LONGEST_HEADLINE and line[-1] not in '.:,;”"' and not SENTENCE_END.search(line)
    return end if reads_so and text[end:].strip() else 0


def is_borne_out(claim, body) -> bool:
    """Whether a body figure equals the headline's within rounding and hedges, or two like ones add up to it."""
    figure = to_figure(claim)
    figures = [to_figure(other) for other in body]
    low, high = widen(figure, 0.1)
    for other in figures:
        other_low, other_high = widen(other, 0.1)
        open_ended = None in (figure.low, figure.high, other.low, other.high)
        near = abs(figure.anchor - other.anchor) <= 0.1 * max(abs(figure.anchor), abs(other.anchor))
        if same_anchor(figure, other) or (near or not open_ended) and max(low, other_low) <= min(high, other_high):
            return True
        # A headline rounds more than its text: 4,862 is "5,000", 89 is "90".
        if (
            figure.anchor >= 20
            and near
            and len(f"{figure.anchor:.0f}".strip("0")) < len(f"{other.anchor:.0f}".strip("0"))
        ):
            return True
    if len(body) > MOST_SUMMED:
        return False
    for one, two in combinations(range(len(body)), 2):
        kin = canonical_head(body[one].object) == canonical_head(body[two].object) or canonical_predicate(
            body[one].predicate
        ) == canonical_predicate(body[two].predicate)
        if kin and figure.anchor in (
            figures[one].anchor + figures[two].anchor,
            abs(figures[one].anchor - figures[two].anchor),
        ):
            return True
    return False


def likeness(claim, other) -> int:
    """How many of these two figures have in common: the thing counted (2), what happened (2), words of the sentence (1 each)."""
    same_thing = canonical_head(claim.object) and canonical_head(claim.object) == canonical_head(other.object)
    same_event = canonical_predicate(claim.predicate) and canonical_predicate(claim.predicate) == canonical_predicate(
        other.predicate
    )
    words = [{word.lower() for word in WORD.findall(side.sentence)} for side in (claim, other)]
    return 2 * bool(same_thing) + 2 * bool(same_event) + len(words[0] & words[1])
