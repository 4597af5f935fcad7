"""The report as one page that opens from disk: no network, no other file, every byte of article text escaped.

    report.html
      Discrepancies   cards, the gravest and surest first, with filters and decisions (kept by the browser, saved as CSV)
      Articles        each text with its claims underlined and its discrepancies in the margin
      Facts           each fact that several articles print, as a chart and a table
      About           how dates are known, what was not checked, the rules

The page reads without scripts too. Styles and script stand in it and are named by their digests in its
Content-Security-Policy, so that nothing else can run, whatever an article holds.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.locations import PrintedAt
from factcheck.model import DISCREPANCY_COLUMNS, LEVELS, Article
from factcheck.suppressions import written_at
from factcheck.tables import fitting, printed, write_whole
from factcheck.version import __version__
from factcheck.writers.charts import draw, glyph, read_facts
from factcheck.writers.passages import LONGEST_ARTICLE, clean, compare_words, paragraphs_of, passage_around
from factcheck.writers.report import Report
from factcheck.writers.wording import (
    HOW,
    NOUNS,
    also_printed,
    claims_by_place,
    counted,
    dated,
    ends,
    headline,
    how_dated,
    place,
    printable,
    set_aside_words,
    verdict_sentence,
)

TEMPLATES = Path(__file__).parent / "templates"
_MOST_TEXT = 4_000_000  # code points of articles in full; past this only articles with a discrepancy are shown
_SHORT = 90  # code points of a printed text that stands above its sentence; longer ones stand in it alone
# Inside a script element `</script>` and `<!--` are read before JSON is.
_NEUTRAL = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def write_html(report: Report, path: Path) -> None:
    """Writes the report as one HTML page in UTF-8. Raises OutputError when it cannot be written."""
    parts = _template().generate(**_contents(report))
    write_whole(path, lambda handle: handle.writelines(parts))


@cache
def _template():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"counted": counted, "clean": clean, "NOUNS": NOUNS, "LEVELS": LEVELS}
    return environment.get_template("report.html.j2")


def _contents(report: Report) -> dict[str, Any]:
    """Everything that the template names."""
    from markupsafe import Markup

    articles = {article.id: article for article in report.articles}
    numbers = {article.id: number for number, article in enumerate(report.articles)}
    rows = report.discrepancies.to_dict("records") if len(report.discrepancies) else []
    claims = claims_by_place(report)
    cards = [_card(row, number, articles, numbers, claims) for number, row in enumerate(rows)]
    style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    table = _table(rows)
    facts, more_facts = read_facts(report)
    levels = [(level, sum(card["level"] == level for card in cards)) for level in LEVELS]
    return {
        "version": __version__,
        "pipeline": printable(report.pipeline),
        "policy": (
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        "style": Markup(style),  # our own file
        "script": Markup(script),  # our own file
        "table": Markup(table),  # escaped for a script element by `_table`
        "run": hashlib.sha256(table.encode("utf-8", "replace")).hexdigest()[:16],
        "cards": cards,
        "levels": [(level, count) for level, count in levels if count],
        "dismissed": len(report.dismissed),
        "set_aside": set_aside_words(report),
        "suppressed": [
            (printable(one.row["rule"]), printable(one.row["message"]), printable(one.reason), printable(one.by))
            for one in report.suppressed
        ],
        "remarks": [
            f"{printable(written_at(one.path, one.line, report.root))}: {printable(one.message)}"
            for one in report.remarks
        ],
        "articles": _articles(report, cards, numbers),
        "longest": LONGEST_ARTICLE,
        "facts": [_fact(fact, numbers, cards, Markup) for fact in facts],
        "more_facts": more_facts,
        "claim_counts": [(kind, int((report.claims["kind"] == kind).sum())) for kind in NOUNS]
        if len(report.claims)
        else [],
        "ways": _ways(report),
        "unsure": [
            how_dated(article) for article in report.articles if article.published.how in ("inferred", "unknown")
        ],
        "not_checked": [(printable(item.path), printable(item.reason)) for item in report.not_checked],
        "rules": _rules(report, cards),
    }


def _card(
    row: Mapping, number: int, articles: Mapping[str, Article], numbers: Mapping[str, int], claims
) -> dict[str, Any]:
    """One discrepancy as the template shows it."""
    texts = [clean(str(row[f"{side}_text"] or "")) for side in ("left", "right")]
    both = bool(row["right_article"] or texts[1])
    compared = compare_words(*texts) if both else ([(texts[0], False)], [])
    sides = [
        _side(row, side, text, pieces, articles, numbers)
        for side, text, pieces in zip(("left", "right")[: 1 + both], texts, compared, strict=False)
    ]
    if row["verdict"] == "damaged":  # the heading holds the word already
        sides[0]["printed"] = []
    confidence = float(row["confidence"])
    words, subject = headline(row, claims)
    return {
        "number": number + 1,
        "id": clean(str(row["discrepancy_id"])),
        "level": str(row["level"]),
        "verdict": str(row["verdict"]),
        "rule": clean(str(row["rule"])),
        "heading": words,
        "subject": subject,
        "sentence": verdict_sentence(row, claims),
        "message": _line(row["message"]),
        "suggestion": _line(row["suggestion"]),
        "why": [part.strip() for part in _line(row["why_matched"]).split(";") if part.strip()],
        "sure": f"{min(confidence, 0.99):.0%}" if confidence == confidence else "",
        "sides": sides,
        "article_ids": sorted({name for side in sides for name in (side["article"], *side["also"]) if name}),
        "outlets": sorted({side["outlet"] for side in sides if side["outlet"]}),
        "decision": printable(row["decision"]),
        "reviewer": printable(row["reviewer"]),
        "note": clean(str(row["note"] or "")),
    }


def _side(row: Mapping, side: str, text: str, pieces, articles: Mapping, numbers: Mapping) -> dict[str, Any]:
    article = articles.get(row[f"{side}_article"])
    spot = place(row, side)
    _, start, end = spot or ("", -1, -1)
    passage = passage_around(article, start, end, text, str(row[f"{side}_sentence"] or ""))
    # The words are compared as the row prints them; where the sentence holds other words, they are marked whole.
    inside = pieces if passage.claim == text else [(passage.claim, False)]
    return {
        "article": clean(str(row[f"{side}_article"] or "")),
        "number": numbers.get(row[f"{side}_article"]),
        "outlet": clean(article.outlet) if article else "",
        "title": clean(article.title) if article else "",
        "date": dated(*ends(str(row[f"{side}_published"] or ""))) or "no date",
        "printed": pieces if 0 < len(text) <= _SHORT else [],
        "passage": passage,
        "claim": inside,
        "also": [clean(name) for name in also_printed(row, side)],
    }


def _articles(report: Report, cards: list[dict], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The articles with their paragraphs in segments; in a large run the text of undisputed ones is left out."""
    claims: dict[str, list[tuple[int, int, str]]] = {}
    if len(report.claims):
        for name, start, end, kind in zip(
            *(report.claims[column].tolist() for column in ("article", "start", "end", "kind")), strict=True
        ):
            claims.setdefault(name, []).append((int(start), int(end), kind))
    found: dict[str, list[tuple[int, int, int]]] = {}
    concerns: dict[str, set[int]] = {}
    large = sum(min(len(article.text), LONGEST_ARTICLE) for article in report.articles) > _MOST_TEXT
    rows = report.discrepancies.to_dict("records") if len(report.discrepancies) else []
    printed_at = PrintedAt(report.claims)
    for number, row in enumerate(rows):
        for side in ("left", "right"):
            also = also_printed(row, side)
            for name in (row[f"{side}_article"], *also):
                concerns.setdefault(name, set()).add(number)
            spots = [place(row, side)] if row[f"{side}_article"] else []
            # Those that print the same are marked where they do; in a large run that would show nearly every text.
            spots += [(name, *span) for name in also if not large for span in printed_at(name, row[f"{side}_text"])[:1]]
            for name, start, end in filter(None, spots):
                found.setdefault(name, []).append((start, end, number))
    shown = []
    for article in report.articles:
        disputed = found.get(article.id, [])
        paragraphs = []
        told: set[int] = set()
        if not large or disputed:
            for segments in paragraphs_of(article, claims.get(article.id, []), disputed):
                here = sorted({number for segment in segments for number in segment.found} - told)
                told.update(here)
                paragraphs.append({"segments": segments, "notes": [cards[number] for number in here]})
        published = article.published
        shown.append(
            {
                "number": numbers[article.id],
                "id": clean(article.id),
                "outlet": clean(article.outlet),
                "title": clean(article.title),
                "date": dated(published.start, published.end) or "no date",
                "how": HOW.get(published.how, published.how),
                "claims": len(claims.get(article.id, ())),
                "found": len(concerns.get(article.id, ())),
                "paragraphs": paragraphs,
                "cut": len(article.text) - LONGEST_ARTICLE if len(article.text) > LONGEST_ARTICLE and paragraphs else 0,
                "left_out": large and not disputed,
            }
        )
    return shown


def _fact(fact, numbers: Mapping[str, int], cards: list[dict], markup) -> dict[str, Any]:
    return {
        "title": fact.title,
        "unit": fact.unit,
        "chart": markup(draw(fact)),  # numbers and our own shapes alone
        "values": [
            {
                "value": value,
                "number": numbers.get(value.article),
                "glyph": markup(glyph(value.shape, value.bound == "exact")),
            }
            for value in fact.values
        ],
        "cards": [cards[number] for number in fact.found],
    }


def _ways(report: Report) -> str:
    counts = {how: sum(article.published.how == how for article in report.articles) for how in HOW}
    return ", ".join(f"{count:,} {HOW[how]}" for how, count in counts.items() if count)


def _rules(report: Report, cards: list[dict]) -> list[dict[str, Any]]:
    used = {card["rule"] for card in cards}
    return [{"id": rule.id, "level": rule.level, "why": _line(rule.why)} for rule in report.rules if rule.id in used]


def _table(rows: list[dict]) -> str:
    """The discrepancies table as JSON: cells as `discrepancies.csv` has them, from which the page makes its CSV."""
    cells = [[fitting(printed(row[name])) for name in DISCREPANCY_COLUMNS] for row in _whole(rows)]
    document = {"columns": list(DISCREPANCY_COLUMNS), "rows": cells}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_NEUTRAL)


def _whole(rows: list[dict]) -> list[dict]:
    """The rows with offsets as whole numbers, which a column with blanks holds as floats."""
    offsets = ("left_start", "left_end", "right_start", "right_end")

    def whole(value: Any) -> Any:
        return int(value) if isinstance(value, float) and value == value else value

    return [row | {name: whole(row[name]) for name in offsets} for row in rows]


def _line(value: object) -> str:
    return printable(value, 1_000)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
