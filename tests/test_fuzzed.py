"""What fuzzing found (see fuzz.py), each once a traceback."""

import subprocess
import sys
import zipfile

import pytest

from factcheck.model import Article
from factcheck.pipeline import check_articles, read_rules
from factcheck.readers import read_articles


def test_a_file_without_a_name_in_a_zip_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.txt", "Ships left.")
        packed.writestr("x.txt", "Two came back.")
    data = (tmp_path / "a.zip").read_bytes()
    at = data.rindex(b"x.txt")
    # The name's length is cut to nothing in the directory; its five bytes become a comment.
    entry = bytearray(data)
    start = data.rindex(b"PK\x01\x02")
    assert start < at
    entry[start + 28 : start + 34] = b"\x00\x00\x00\x00\x05\x00"
    (tmp_path / "a.zip").write_bytes(bytes(entry))
    articles, faults = read_articles([tmp_path / "a.zip"])
    assert [article.text for article in articles] == ["Ships left."]
    assert len(faults) == 1 and faults[0].reason


def test_halves_of_surrogate_pairs_are_read_as_replacement_marks():
    """Readers let none through; an article that is handed in by a program may hold some."""
    text = "\ud800More than 86,000 soldiers \udcffwere trained, said Mr Hanno Lindt\udfff."
    report = check_articles([Article("a", text, title="Ships\ud83d left")], rules=read_rules())
    (article,) = report.articles
    assert (article.text, article.title) == (
        "\ufffdMore than 86,000 soldiers \ufffdwere trained, said Mr Hanno Lindt\ufffd.",
        "Ships\ufffd left",
    )
    assert "quantity" in set(report.claims["kind"])
    assert all(article.text[row.start : row.end] == row.text for row in report.claims.itertuples())


READ = """
import sys
from pathlib import Path
from factcheck.readers import read_articles
data, path = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])
for place in range(len(data) // 3, len(data)):
    path.write_bytes(data[:place] + bytes([44]) + data[place + 1 :])
    articles, faults = read_articles([path])
    assert articles or faults, place
"""


def test_a_damaged_byte_in_a_parquet_file_ends_no_process(tmp_path):
    """Arrow's C++ ends the process when a damaged column is looked at; so this is another process."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"id": ["a"], "text": ["Ships left."]}), tmp_path / "whole.parquet")
    command = [sys.executable, "-c", READ, tmp_path / "whole.parquet", tmp_path / "a.parquet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
