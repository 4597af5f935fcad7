"""Fuzzing by coverage, run by hand: `pip install atheris`, then

    python tests/fuzz.py readers -max_total_time=300 -timeout=10 -rss_limit_mb=3000 corpus/

Targets: `readers` (a file of any kind), `text` (extraction and judging), `rules` (a rule pack), `tables` (a decisions file and a
configuration). What it raises is a bug: mend it, and keep the input as a case of test_fuzzed.py. pytest does not collect
this file, and no extra installs atheris: it is built for few systems.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["factcheck"]):
    from factcheck.checks import known_checks
    from factcheck.configuration import read_configuration
    from factcheck.decisions import read_filled
    from factcheck.errors import FactcheckError
    from factcheck.model import Article
    from factcheck.pipeline import check_articles, read_rules
    from factcheck.readers import read_articles
    from factcheck.rulepacks import load_rules

SUFFIXES = (".txt", ".md", ".html", ".jsonl", ".csv", ".docx", ".parquet", ".zip", ".jsonl.gz")
FOLDER = Path(tempfile.mkdtemp(prefix="factcheck-fuzz-"))


def put(name: str, data: bytes) -> Path:
    """The path of a file that holds the bytes."""
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def readers(data: bytes) -> None:
    """The first byte chooses the kind of file; every fault is told, and every article has text and encodes."""
    if not data:
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    articles, faults = read_articles([put("readers" + suffix, data[1:])])
    for article in articles:
        assert article.id and isinstance(article.text, str)
    assert all(fault.reason for fault in faults)


def text(data: bytes) -> None:
    """Two articles parted by a byte of ones: claims print their text, whatever it is."""
    parts = [part.decode("utf-8", "surrogateescape") for part in data.split(b"\xff")[:3]]
    articles = [Article(f"{place}.txt", part) for place, part in enumerate(parts)]
    report = check_articles(articles, rules=RULES)
    texts = {article.id: article.text for article in report.articles}
    for claim in report.claims.itertuples():
        assert texts[claim.article][claim.start : claim.end] == claim.text


def rules(data: bytes) -> None:
    """A pack loads, or its faults are told."""
    with suppress(FactcheckError):
        load_rules([put("pack/pack.yaml", data).parent], CHECKS)


def tables(data: bytes) -> None:
    """A table of decisions and a configuration load, or their faults are told."""
    with suppress(FactcheckError):
        read_filled(put("decisions.csv", data))
    with suppress(FactcheckError):
        read_configuration(put("factcheck.toml", data))


TARGETS = {target.__name__: target for target in (readers, text, rules, tables)}
CHECKS = known_checks()
RULES = read_rules()

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"python tests/fuzz.py {{{','.join(TARGETS)}}} [options of libFuzzer] [folder of inputs]")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
