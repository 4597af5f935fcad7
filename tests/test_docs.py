"""The manual is true: generated pages are those of the code, examples hold, columns and numbers are those of the product."""

import re
import subprocess
import sys
import textwrap
from contextlib import chdir
from pathlib import Path

import pytest

from factcheck import pipeline_archive
from factcheck.checks import known_checks, quantity
from factcheck.configuration import KEYS, read_configuration
from factcheck.link import articles, facts
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS
from factcheck.rulepacks import PLACEHOLDERS, bundled_rules_folder, load_rules

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def test_generated_pages_are_those_of_the_code():
    done = subprocess.run([sys.executable, DOCS / "generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*PAGES, ROOT / "README.md"], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    text = re.sub(r"(?s)```.*?```", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http:", "https:", "#")):
            continue
        assert (path.parent / target.partition("#")[0]).exists(), target


def test_columns_are_those_of_the_tables():
    written = re.sub(r"(?s)<!-- generated.*?end -->", "", page("claims-table.md"))
    assert tuple(re.findall(r"(?m)^\| `([a-z_]+)` \|", written)) == CLAIM_COLUMNS + DISCREPANCY_COLUMNS


def test_the_configuration_of_the_manual_is_read(tmp_path):
    path = tmp_path / "factcheck.toml"
    (text,) = re.findall(r"(?s)```toml\n(.*?)```", page("configuration.md"))
    path.write_text(text, encoding="utf-8")
    with chdir(tmp_path):
        held = read_configuration(path)
    assert {*held.values, "levels", "overrides", "suppressions"} == set(KEYS) - {"model", "sidecar"}


def test_the_rules_of_the_manual_are_read(tmp_path):
    for number, text in enumerate(re.findall(r"(?s)```yaml\n(.*?)```", page("writing-rules.md"))):
        (tmp_path / f"{number}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    loaded = {rule.id: rule for rule in load_rules([bundled_rules_folder(), tmp_path], known_checks())}
    assert loaded["conversion-wrong"].level == "error" and loaded["budget-conversion-wrong"].tolerance == {
        "relative": 0.001
    }
    assert all(
        f"{{{name}}}" in page("writing-rules.md") for name in ("left", "right", "subject", "detail", "suggestion")
    )
    assert {"left_article", "left_published", "unit"} <= set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("matching.md", f"on one topic from a cosine of {articles.TOPIC} on"),
        ("matching.md", f"on one event from {articles.EVENT} on"),
        ("matching.md", f"a probability of {facts.LIKELY} on are kept ({facts.LIKELY_TOPIC} when"),
        ("matching.md", f"only, {facts.LIKELY_WITHIN} within one article"),
        ("matching.md", f"less than {quantity.SURE:.0%} sure"),
        ("archive.md", f"the {pipeline_archive.MOST_COMPARED:,} that share most"),
        ("archive.md", f"{pipeline_archive.MOST_RELATED} for each new article at most"),
        ("archive.md", f"{pipeline_archive.MOST_BETWEEN:,} pairs of them at most"),
        ("archive.md", f"a cosine of term vectors of {articles.TOPIC}"),
    ],
)
def test_numbers_of_the_manual_are_those_of_the_code(name, words):
    assert words in " ".join(page(name).split())
