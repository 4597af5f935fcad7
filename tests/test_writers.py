"""Writers: the tables survive a round trip, and article text stays text wherever it goes."""

import io
import json
import re
import stat
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console
from test_html import CLAIMS, CONFLICT, HOSTILE, many, small_report

from factcheck.errors import InputError, OutputError
from factcheck.model import CLAIM_COLUMNS, DISCREPANCY_COLUMNS, LEVELS, VERDICTS, Article, NotChecked, Published
from factcheck.rulepacks import Rule
from factcheck.tables import escape, fitting, printed, unescape
from factcheck.writers import (
    ALWAYS,
    FORMATS,
    Report,
    json_report,
    read_table,
    write_claims,
    write_discrepancies,
    write_files,
    write_json,
)
from factcheck.writers.markdown import as_markdown
from factcheck.writers.markdown import escape as as_markdown_text
from factcheck.writers.terminal import print_summary
from factcheck.writers.wording import also_printed, printable

BLANK_CLAIM = dict.fromkeys(CLAIM_COLUMNS, "") | {"low": None, "high": None, "direct": None, "confidence": 1.0}
CLAIM = BLANK_CLAIM | {
    "claim_id": "c-1", "article": "count.txt", "kind": "quantity", "start": 12, "end": 27, "text": "more than 1,500",
    "sentence": "They planted more than 1,500 trees, said Šefčovič.", "low": 1500.0, "bound": "more_than",
    "object": "tree", "source": "=Vale", "confidence": 0.9,
}  # fmt: skip
DISCREPANCY = dict.fromkeys(DISCREPANCY_COLUMNS, "") | {
    "discrepancy_id": "d-1", "rule": "total-fell", "level": "warning", "verdict": "conflict", "confidence": 0.95,
    "subject": "trees planted", "message": "900 is below more than 1,500, printed earlier.",
    "suggestion": "more than 1,500",
    "left_article": "trees.txt", "left_published": "2024-05-02", "left_text": "900", "left_start": 8, "left_end": 11,
    "left_sentence": "Now </script> 900 trees stand.",
    "right_article": "count.txt", "right_text": "more than 1,500", "right_start": 12, "right_end": 27,
    "right_also": "a.txt;b.txt", "why_matched": "same noun; same predicate",
}  # fmt: skip
LONE = DISCREPANCY | {
    "discrepancy_id": "d-2", "rule": "damaged-words", "level": "error", "verdict": "conflict", "confidence": 0.8,
    "message": "[bold]\x1b[31mred\x1b[0m :smile:", "right_article": "", "right_text": "", "right_start": None,
    "right_end": None, "right_also": "", "left_text": "att\u202efinishance", "why_matched": "",
    "suggestion": "attendance",
}  # fmt: skip
RULE = Rule("total-fell", "quantity", ("quantity",), "conflict", "warning", "{left}", "A total cannot fall.", (), ())


def report(**changes) -> Report:
    parts = {
        "articles": (
            Article("count.txt", "They planted more than 1,500 trees, said Šefčovič.", outlet="Vale [b]News[/b]"),
            Article("trees.txt", "x " * 8, published=Published("2024-05-02", "2024-05-02", "sidecar")),
            Article("u.txt", "On Friday", published=Published("2024-05-01", "2024-05-03", "inferred", "on\nFriday")),
        ),
        "claims": pd.DataFrame([CLAIM], columns=CLAIM_COLUMNS),
        "discrepancies": pd.DataFrame([DISCREPANCY, LONE], columns=DISCREPANCY_COLUMNS),
        "not_checked": (NotChecked("notes.doc", "not a text file"),),
        "rules": (RULE,),
        "pipeline": "en_test 1.0",
    }
    return Report(**(parts | changes))


def summary(found: Report, **options) -> str:
    console = Console(file=io.StringIO(), width=80, **options)
    print_summary(found, console, [Path("out/claims.csv")])
    return console.file.getvalue()


def test_claims_csv_is_exact_to_the_byte(tmp_path):
    write_claims(pd.DataFrame([CLAIM]), tmp_path / "new" / "claims.csv")
    assert (tmp_path / "new" / "claims.csv").read_bytes().decode("utf-8") == (
        "\ufeff" + ",".join(CLAIM_COLUMNS) + "\r\n"
        'c-1,count.txt,,,quantity,12,27,"more than 1,500","They planted more than 1,500 trees, said Šefčovič.",'
        ",,tree,1500,,more_than,,,,,'=Vale,,,,,,,,0.9\r\n"
    )


def test_discrepancies_survive_a_round_trip(tmp_path):
    frame = pd.DataFrame([DISCREPANCY, LONE], columns=DISCREPANCY_COLUMNS)
    write_discrepancies(frame, tmp_path / "d.csv")
    back = read_table(tmp_path / "d.csv")
    assert list(back.columns) == list(DISCREPANCY_COLUMNS)
    assert back.astype(object).where(back.notna(), None).to_dict("records") == [DISCREPANCY, LONE]


def test_an_empty_table_is_its_header(tmp_path):
    write_claims(pd.DataFrame(), tmp_path / "claims.csv")
    assert list(read_table(tmp_path / "claims.csv").columns) == list(CLAIM_COLUMNS)
    assert len(read_table(tmp_path / "claims.csv")) == 0


def test_a_table_that_lacks_columns_is_refused(tmp_path):
    with pytest.raises(ValueError, match="lacks the columns claim_id"):
        write_claims(pd.DataFrame([CLAIM]).drop(columns="claim_id"), tmp_path / "claims.csv")


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n \"＝5,;.%"), st.characters(exclude_categories=["Cs"]))))
@example("''=1")
@example("'-5")
@example("' '=1")
def test_every_text_survives_the_escape(text):
    assert unescape(escape(text)) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
@example(["a\r\nb", "\r", 'say "no";', "sep=;"])
def test_every_text_survives_the_file(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("table") / "claims.csv"
    write_claims(pd.DataFrame([CLAIM | {"sentence": text} for text in texts]), path)
    assert read_table(path)["sentence"].tolist() == texts


ESCAPES = [
    ("=1+1", "'=1+1", "a formula"),
    ("  @SUM(A1)", "'  @SUM(A1)", "a formula behind white space"),
    ("\u200b=1", "'\u200b=1", "a formula behind an invisible character"),
    ("＝1", "'＝1", "a full-width sign"),
    ("-cmd", "'-cmd", "a minus before words"),
    ("+44 20 7946", "'+44 20 7946", "a plus before what is no plain number"),
    ("\ttab", "'\ttab", "a tab at the beginning"),
    ("-5", "-5", "a signed number"),
    ("-1,234.5%", "-1,234.5%", "a signed number with separators"),
    ("+44", "'+44", "a plus that a spreadsheet would drop"),
    ("'Tis", "'Tis", "an apostrophe that hides nothing"),
    ("5-3", "5-3", "a score"),
    ("−5 degrees", "−5 degrees", "the mathematical minus runs nothing"),
]


@pytest.mark.parametrize(("text", "cell", "reason"), ESCAPES, ids=[case[2] for case in ESCAPES])
def test_escapes(text, cell, reason):
    assert escape(text) == cell


PRINTED = [
    (86000.0, "86000"), (0.25, "0.25"), (1.1 * 150e9, "165000000000"), (1e-7, "0.0000001"), (1e16, "10000000000000000"),
    (-0.0, "0"), (float("nan"), ""), (float("inf"), ""), (None, ""), (pd.NA, ""), (True, "true"), (7, "7"), (-5, "-5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "cell"), PRINTED)
def test_numbers_are_printed_plainly(value, cell):
    assert printed(value) == cell


DIALECTS = [
    ("semicolons, decimal commas", "article;low;direct\r\na.txt;0,5;TRUE\r\n".encode("utf-8-sig")),
    ("tabs, UTF-16 as Excel saves it", "article\tlow\tdirect\na.txt\t0.5\ttrue\n".encode("utf-16")),
    ("Excel's line that names the delimiter", b"sep=;\r\narticle;low;direct\r\na.txt;0,5;true\r\n"),
    ("no BOM, trailing commas, blank row", b"article,low,direct,\n\na.txt,0.5,True,\n,,,\n"),
]


@pytest.mark.parametrize(("reason", "data"), DIALECTS, ids=[case[0] for case in DIALECTS])
def test_dialects_are_read(reason, data, tmp_path):
    (tmp_path / "t.csv").write_bytes(data)
    frame = read_table(tmp_path / "t.csv")
    assert frame[["article", "low", "direct"]].to_dict("records") == [{"article": "a.txt", "low": 0.5, "direct": True}]


NO_TABLES = [
    ("empty", b"", "t.csv: holds no table"),
    ("more cells than the header", b"article,low\na.txt,1,2\n", "t.csv:2: 3 cells, but the header has 2"),
    ("a word for a number", b"article,low\na.txt,many\n", "t.csv: 'many' in the column low is no number"),
]


@pytest.mark.parametrize(("reason", "data", "message"), NO_TABLES, ids=[case[0] for case in NO_TABLES])
def test_what_is_no_table_is_refused(reason, data, message, tmp_path):
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "t.csv")
    assert str(caught.value) == f"{tmp_path}/{message}"


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("old")
    broken = pd.DataFrame([CLAIM]).assign(text=[Broken()])
    with pytest.raises(RuntimeError):
        write_claims(broken, path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("claims.csv", "old")]


class Broken:
    def __str__(self):
        raise RuntimeError("no text")


def test_unwritable_places_are_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written .a file stands where a folder is needed"):
        write_claims(pd.DataFrame(), tmp_path / "file" / "claims.csv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder: cannot be written"):
        write_claims(pd.DataFrame(), tmp_path / "folder")


def test_a_full_disk_is_told():
    if not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full here")
    with pytest.raises(OutputError, match="the disk is full"):
        write_claims(pd.DataFrame([CLAIM] * 999), Path("/dev/full"))


def test_a_link_stays_a_link_and_the_mode_is_the_usual(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_claims(pd.DataFrame(), tmp_path / "link.csv")
    (tmp_path / "plain.csv").write_text("")
    assert (tmp_path / "link.csv").is_symlink()
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("real.csv", "plain.csv")]
    assert modes[0] == modes[1]


def test_json_holds_the_whole_run(tmp_path):
    write_json(report(), tmp_path / "report.json")
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert "</script>" not in text
    document = json.loads(text)
    assert document["tool"]["pipeline"] == "en_test 1.0"
    assert document["articles"][2] == {
        "id": "u.txt", "outlet": "", "title": "", "claims": {},
        "published": {"start": "2024-05-01", "end": "2024-05-03", "how": "inferred", "evidence": "on\nFriday"},
    }  # fmt: skip
    assert document["articles"][0]["claims"] == {"quantity": 1}
    assert document["counts"] == {
        "claims": {"quantity": 1}, "level": {"error": 1, "warning": 1}, "verdict": {"conflict": 2},
        "rule": {"damaged-words": 1, "total-fell": 1},
    }  # fmt: skip
    assert document["not_checked"] == [{"path": "notes.doc", "reason": "not a text file"}]
    assert document["rules"] == [{"id": "total-fell", "level": "warning", "why": "A total cannot fall."}]
    row = document["discrepancies"][1]
    assert (row["left_start"], row["right_start"], row["confidence"]) == (8, None, 0.8)
    assert row["message"] == LONE["message"]
    assert '"right_start": 12,' in text  # not 12.0, though a blank elsewhere in the column made it a float


def test_two_runs_write_the_same_bytes(tmp_path):
    first, second = (write_files(report(), tmp_path / name) for name in "ab")
    assert [path.name for path in first] == list(ALWAYS)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_printable_is_one_harmless_line():
    assert printable("a\r\n\tb\x9b31m\u2066c\ud800") == "a b\ufffd31m\ufffdc\ufffd"
    assert printable("x" * 999) == "x" * 297 + "..."
    assert printable(None) == printable(float("nan")) == ""


def schema() -> dict:
    return json.loads((Path(json_report.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))


def test_json_follows_its_schema(tmp_path):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    jsonschema.Draft202012Validator.check_schema(schema())
    decided = small_report().discrepancies
    decided.loc[0, "decision"] = "dismiss until 2031-05-01"
    for found in (
        report(),
        small_report(discrepancies=decided, dismissed=("d-7",)),
        Report((), pd.DataFrame(), pd.DataFrame(), (), (), ""),
    ):
        write_json(found, tmp_path / "report.json")
        document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        jsonschema.validate(document, schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_knows_the_columns_and_their_words():
    row = schema()["properties"]["discrepancies"]["items"]
    assert list(row["properties"]) == row["required"] == list(DISCREPANCY_COLUMNS)
    assert row["properties"]["level"]["enum"] == list(LEVELS)
    assert row["properties"]["verdict"]["enum"] == list(VERDICTS)


def test_markdown_in_full():
    assert as_markdown(small_report(dismissed=("d-7",))).splitlines()[:18] == [
        "# 3 discrepancies in 3 articles: 1 error, 2 warnings",
        "",
        "1 discrepancy dismissed earlier, left out here.",
        "",
        "## 1. Error: Conflict: tree, plant",
        "",
        "Two figures are printed for one thing, and they cannot both be true.",
        "",
        "- **9,500**, Orla Courier, 2031-05-06 (courier.txt and 1 more)",
        "  > Volunteers planted **9,500** trees in the Orla valley.",
        "- **about 4,200**, Mill Gazette, 2031-05-07 to 2031-05-08 (gazette.txt)",
        "  > Volunteers planted **about 4,200** trees in the Orla valley, said mayor Ilse Brand.",
        "",
        "- What: 9,500 and about 4,200.",
        "- Suggested: Ask the office.",
        "- Why matched: the same thing counted (tree); articles on one event",
        "- Rule: quantity-conflict, d-0000000000000001",
        "",
    ]
    assert as_markdown(small_report()).splitlines()[-5:] == [
        "- gazette.txt - 2031-05-07 to 2031-05-08, from: on Thursday", "", "## Not checked", "", "- notes.doc: not a text file",
    ]  # fmt: skip


MARKED = [
    ("*bold* _it_ `code` [x](y) ~~no~~ $1$", r"\*bold\* \_it\_ \`code\` \[x\](y) \~\~no\~\~ \$1\$", "marks"),
    ("<b>&amp;</b>", "&lt;b>&amp;amp;&lt;/b>", "HTML and entities"),
    ("# head", r"\# head", "a heading"),
    ("1. one", r"1\. one", "a list"),
    ("- one", r"\- one", "a list"),
    ("a - b, c-d", "a - b, c-d", "dashes within a line are left alone"),
    ("@team see #12 and GH-3", "@<!-- -->team see #<!-- -->12 and GH-<!-- -->3", "a mention and references"),
    ("http://x.example www.x.example", "http://<!-- -->x.example www<!-- -->.x.example", "links"),
    ("a\n\n# b\u202e\x1b", "a # b\ufffd\ufffd", "line ends and controls"),
    ("a | b", r"a \| b", "a table"),
]


@pytest.mark.parametrize(("text", "markdown", "reason"), MARKED, ids=[case[2] for case in MARKED])
def test_markdown_is_escaped(text, markdown, reason):
    assert as_markdown_text(text) == markdown


def test_markdown_is_short_enough_for_a_comment():
    text = as_markdown(many(400))
    assert len(text) < 62_000
    assert "more stand in discrepancies.csv." in text


def test_unknown_formats_are_told(tmp_path):
    with pytest.raises(InputError, match="'pdf' is no format; choose from text, json"):
        write_files(report(), tmp_path, ["md,pdf"])
    assert [path.name for path in write_files(report(), tmp_path, ["MD", "csv"])] == [*ALWAYS, "report.md"]


LINE = "word " * 1_000_000


@pytest.mark.parametrize("name", [*FORMATS, "terminal"])
@pytest.mark.parametrize("text", [HOSTILE, LINE], ids=["hostile", "a line of 5 MB"])
def test_every_writer_takes_any_text(tmp_path, name, text):
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    texts = [
        column
        for column in DISCREPANCY_COLUMNS
        if column.startswith(("left_t", "left_se", "left_al", "right_t", "mess", "why", "note"))
    ]
    found = small_report(
        articles=tuple(replace(article, text=text + article.text) for article in small_report().articles),
        discrepancies=pd.DataFrame(
            [CONFLICT | dict.fromkeys(texts, text)], columns=list(DISCREPANCY_COLUMNS), dtype=object
        ),
        claims=pd.DataFrame(
            [row | {"text": text, "sentence": text} for row in CLAIMS], columns=list(CLAIM_COLUMNS), dtype=object
        ),
    )
    if name == "terminal":
        shown = summary(found)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert max(map(len, shown.splitlines())) <= 80
        return
    FORMATS[name](found, tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0
    if name.endswith(".csv"):
        column, kept = {"claims.csv": ("text", str), "discrepancies.csv": ("left_text", fitting)}[name]
        assert read_table(tmp_path / name)[column].tolist()[0] == kept(text.replace("\ud800", "?"))
    if name == "report.md":
        content = (tmp_path / name).read_text(encoding="utf-8")
        assert "<img" not in content and "<script" not in content and "\u202e" not in content


@pytest.mark.parametrize(
    ("text", "units", "reason"),
    [
        ("a" * 32_767, 32_767, "as long as Excel takes"),
        ("a" * 32_768, 32_767, "one too long"),
        ("\N{WORLD MAP}" * 16_384, 32_767, "a sign beyond the BMP counts twice, and is not cut in two"),
    ],
)
def test_no_cell_of_the_table_for_reviewers_is_longer_than_excel_takes(text, units, reason, tmp_path):
    write_discrepancies(pd.DataFrame([CONFLICT | {"left_also": text}]), tmp_path / "d.csv")
    (cell,) = read_table(tmp_path / "d.csv")["left_also"]
    assert len(cell.encode("utf-16-le")) // 2 == units, reason
    assert cell == text or cell[:-1] == text[: len(cell) - 1] and cell.endswith("…")


def test_all_of_many_articles_that_print_the_same_are_counted():
    ids = [f"wire/{number:05}.txt" for number in range(9_000)]
    assert also_printed({"left_also": "; ".join(ids)}, "left") == ids
    assert also_printed({"left_also": None}, "left") == also_printed({"left_also": float("nan")}, "left") == []
