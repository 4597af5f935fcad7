"""Places in files: lines and columns of spans."""

import pytest

from factcheck.locations import Region, locate
from factcheck.model import Article

CASES = {
    "the first word": (Article("a", "One two", path="a.txt"), 0, 3, (1, 1, 1, 4)),
    "after a line end of Windows": (Article("a", "One\r\ntwo three", path="a.txt"), 9, 14, (2, 5, 2, 10)),
    "a character outside the basic plane is one column": (
        Article("a", "\U0001f600 two", path="a.txt"),
        2,
        5,
        (1, 3, 1, 6),
    ),
    "over a line end": (Article("a", "One\ntwo", path="a.txt"), 2, 5, (1, 3, 2, 2)),
    "an empty span": (Article("a", "One\ntwo", path="a.txt"), 4, 4, (2, 1, 2, 1)),
    "anchors": (Article("a", "One two", path="a.html", anchors=((0, 5, 9), (4, 6, 3))), 1, 6, (5, 10, 6, 5)),
    "no lines": (Article("a", "One two", path="a.docx", anchors=None), 0, 3, (0, 0, 0, 0)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_span_is_found_in_its_file(case):
    article, start, end, expected = CASES[case]
    assert locate(article, start, end) == Region(article.path, *expected)
