"""The five seed articles: every answer of the gold files, and the sample report in `reports/` is up to date."""

import csv
from pathlib import Path

import pytest

from factcheck.pipeline import check_paths
from factcheck.writers import write_files

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"
MOST_ROWS = 20
# The right role and organisation of every person, in articles that give one.
PERSONS = {
    "000_af4980c2f036dadf.txt": {"Kaja Kallas", "Mykhailo Fedorov", "Emmanuel Macron", "Mark Rutte"},
    "001_9443670fd38800f0.txt": {"Kaja Kallas", "Ursula von der Leyen"},
    "002_1156e537dee5dc41.txt": {"Kaja Kallas", "Andris Sprūds", "Hanno Pevkur", "Donald Trump"},
    "003_990bacac988589a9.txt": {"Kaja Kallas", "Troels Lund Poulsen"},
    "004_1f5d7152174434ad.txt": {
        "Josep Borrell",
        "Robert Brieger",
        "Ursula von der Leyen",
        "Nathalie Loiseau",
        "Danno Pevkur",
    },
}


def read_gold(name):
    with (GOLD / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def report():
    return check_paths([ROOT / "seeds"])


@pytest.mark.parametrize("gold", read_gold("seeds_quantities.csv"), ids=lambda gold: gold["article"][:3] + gold["text"])
def test_quantity(report, gold):
    claims = report.claims[(report.claims["kind"] == "quantity") & (report.claims["article"] == gold["article"])]
    found = claims[(claims["start"] == int(gold["start"])) & (claims["end"] == int(gold["end"]))]
    assert len(found) == 1, claims[["start", "end", "text"]].to_dict("records")
    claim = found.iloc[0]
    assert claim["text"] == gold["text"]
    for end in ("low", "high"):
        assert (gold[end] == "" and claim[end] != claim[end]) or float(gold[end]) == claim[end]
    assert (claim["bound"], claim["unit"]) == (gold["bound"], gold["unit"])


def on_side(row, side, article, text):
    printed_by = {row[f"{side}_article"], *filter(None, row[f"{side}_also"].split("; "))}
    if article not in printed_by:
        return False
    return row[f"{side}_article"] != article or text in row[f"{side}_text"] or row[f"{side}_text"] in text


def rows_for(report, gold):
    found = []
    for _, row in report.discrepancies.iterrows():
        for one, two in (("left", "right"), ("right", "left")):
            if not on_side(row, one, gold["article_a"], gold["text_a"]):
                continue
            if not gold["article_b"] or on_side(row, two, gold["article_b"], gold["text_b"]):
                found.append(row)
                break
    return found


@pytest.mark.parametrize(
    "gold",
    read_gold("seeds_conflicts.csv"),
    ids=lambda g: f"{g['expect']}-{g['article_a'][:3]}-{g['text_a']}-{g['text_b']}",
)
def test_conflict(report, gold):
    rows = rows_for(report, gold)
    if gold["expect"] == "flag":
        assert [row for row in rows if (row["verdict"], row["level"]) == (gold["verdict"], gold["severity"])]
    else:
        assert not [row for row in rows if row["verdict"] == "conflict"]


def test_report_is_short(report):
    assert len(report.discrepancies) <= MOST_ROWS


def test_persons_are_found_once_each(report):
    persons = report.claims[report.claims["kind"] == "person"]
    for article, names in PERSONS.items():
        assert sorted(persons[persons["article"] == article]["name"]) == sorted(names)


def test_offsets_point_into_the_text(report):
    texts = {article.id: article.text for article in report.articles}
    for claim in report.claims.itertuples():
        assert texts[claim.article][claim.start : claim.end] == claim.text


def test_sample_report_is_up_to_date(report, tmp_path):
    """Renew it with `factcheck report seeds`."""
    for path in write_files(report, tmp_path):
        assert path.read_bytes() == (ROOT / "reports" / path.name).read_bytes(), f"reports/{path.name} is stale"


def test_without_the_sidecar(tmp_path):
    for path in (ROOT / "seeds").glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = check_paths([tmp_path])
    verdicts = set(found.discrepancies["verdict"])
    assert {"conflict", "variant", "damaged"} <= verdicts
    dated = found.discrepancies[
        (found.discrepancies["left_published"] != "") & (found.discrepancies["right_published"] != "")
    ]
    errors = found.discrepancies[
        (found.discrepancies["level"] == "error") & (found.discrepancies["rule"] != "name-misspelt")
    ]
    assert errors.index.isin(dated.index).all()
