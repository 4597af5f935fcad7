"""Parquet: a table with an article in each row, its columns found by name or named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.util import find_spec

from factcheck.model import Article, NotChecked
from factcheck.readers.decode import cannot_read
from factcheck.readers.folder import Found
from factcheck.readers.metadata import KEYS, plain_key
from factcheck.readers.records import Table, find_columns, name_of

NEEDED = "a Parquet table needs pyarrow, which is not installed: pip install 'factcheck[parquet]'"
# Rows that stand in memory at once.
ROWS = 64
# A column of a row group is unpacked whole; more than this in one is a bomb.
LARGEST_GROUP = 1_000_000_000


def read_parquet(found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    """The articles in the rows of the file; a row that is none is told as `path:row` with its reason.

    The text stands in the column that `columns` names, or in one called text, body, content or the like; the id likewise,
    and a row without one is called by file and row. `anchors` are None: the file has no lines.
    """
    if find_spec("pyarrow") is None:
        yield NotChecked(found.shown, NEEDED)
        return
    import pyarrow

    try:
        with found.open() as handle:
            yield from _read_rows(handle, found, columns)
    except pyarrow.ArrowException as error:
        yield NotChecked(found.shown, f"not a Parquet table that can be read ({_first_line(error)})")
    except OSError as error:
        # Arrow raises OSError too, with a message and no number.
        reason = cannot_read(error) if error.errno else f"not a Parquet table that can be read ({_first_line(error)})"
        yield NotChecked(found.shown, reason)
    except (ValueError, OverflowError) as error:
        yield NotChecked(found.shown, f"holds a value that cannot be read ({_first_line(error)}); the rest is not read")


def _read_rows(handle, found: Found, columns: Mapping[str, str]) -> Iterator[Article | NotChecked]:
    from pyarrow.parquet import ParquetFile

    file = ParquetFile(handle)
    names = file.schema_arrow.names
    keys, reason = find_columns(names, columns)
    if reason or _too_large(file.metadata):
        yield NotChecked(found.shown, reason or f"a row group unpacks to more than {LARGEST_GROUP:,} bytes")
        return
    known = {key for several in KEYS.values() for key in several}
    wanted = [name for name in names if name in keys.values() or name in columns.values() or plain_key(name) in known]
    table = Table(found.shown, columns, unit="row")
    row = 0
    for batch in file.iter_batches(batch_size=ROWS, columns=list(dict.fromkeys(wanted))):
        for record in batch.to_pylist():
            row += 1
            record = {key: value.isoformat() if isinstance(value, date) else value for key, value in record.items()}
            name = name_of(record, keys["id"]) if keys["id"] else f"{found.name}:{row}"
            yield from table.read(record, name, record[keys["text"]], row, lambda: None)
    if not row:
        yield NotChecked(found.shown, "holds no row")


def _too_large(metadata) -> bool:
    """Whether a column of a row group is too large; columns are looked at only where the group is.

    On a damaged column Arrow ends the process, where reading the rows would raise (pyarrow 26).
    """
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    return any(
        group.column(number).total_uncompressed_size > LARGEST_GROUP
        for group in groups
        if group.total_byte_size > LARGEST_GROUP
        for number in range(metadata.num_columns)
    )


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split())[:200].rstrip(".")
