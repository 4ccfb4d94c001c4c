"""Rows as an accessible workbook: cover, contents, notes and one table a sheet, by the Analysis Function's own tool."""

from __future__ import annotations

import io
import warnings
from typing import Any

import pandas as pd

from components import parts, words
from components.address import View
from components.exports import STATUS_CODES, Extract, batches
from components.exports_meta import LICENCE, NONE_SHOWN, citation, filters
from components.xml_text import writable
from etl.schema import Column

NO_ROWS = "no rows have these filters"  # a table without rows cannot be written
MOST_ROWS = (
    20_000  # a workbook is held in memory and written cell by cell; larger extracts are for CSV or Parquet
)


class TooManyRowsError(ValueError):
    """More rows than a workbook takes; the message says how many."""


def workbook(rows: Extract, view: View, contact: str = "") -> bytes:
    """The workbook of an extract; text stays text, whatever it begins with, and dates are ISO texts.

    Raises:
        TooManyRowsError: more rows than `MOST_ROWS`.
    """
    import gptables  # type: ignore[import-untyped] # half a second to import, and few readers ask for a workbook

    if len(rows.rows) > MOST_ROWS:
        raise TooManyRowsError(f"{len(rows.rows):,} rows are too many for a workbook: {MOST_ROWS:,} at most")
    name = rows.table.name
    sheets = {
        name: gptables.GPTable(
            table=_frame(rows),
            table_name=f"table_{name}",
            title=f"{parts.NAME}: {name}",
            subtitles=[f"{words.upper_first(rows.table.row)}; {words.counted(len(rows.rows), 'row')}."],
            instructions="This worksheet contains one table. The notes sheet says what each column means.",
            source="Metropolitan Police Authority committee reports; each row names its report and paragraph.",
            index_columns={},
        ),
        "Notes": gptables.GPTable(
            table=_notes(rows.columns),
            table_name="table_notes",
            title="Notes: columns and codes",
            subtitles=["A cell without a value is blank; the column status says why."],
            instructions="This worksheet contains one table.",
            source="etl/schema.py of the project.",
            index_columns={},
        ),
    }
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # blank cells are meant, and the notes say so
        gptables.write_workbook(
            filename=out,
            sheets=sheets,
            cover=_cover(gptables, rows, view, contact),
            contentsheet_label="Contents",
            auto_width=True,
            workbook_options={
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "in_memory": True,
            },
        )
    return out.getvalue()


def _cover(gptables: Any, rows: Extract, view: View, contact: str) -> Any:
    asked = [f"{key} = {value}" for key, value in filters(view)] or [NONE_SHOWN]
    return gptables.Cover(
        title=f"{parts.NAME}: {rows.table.name}",
        intro=[parts.STATUS, f"Rows: {len(rows.rows):,}.", f"Filters: {'; '.join(asked)}."],
        about=[
            f"Data version {rows.tables.version or 'without a name'}, built {rows.tables.built or 'at a time not known'}.",
            parts.LIMITS,
            LICENCE,
            f"Cite: {citation(rows.tables)}",
        ],
        contact=[contact] if contact else None,
    )


def _frame(rows: Extract) -> pd.DataFrame:
    """The rows as plain values: texts, numbers and ISO dates."""
    records = [
        {name: writable(value) if isinstance(value, str) else value for name, value in record.items()}
        for batch in batches(rows)
        for record in batch.to_pylist()
    ]
    names = [column.name for column in rows.columns]
    frame = pd.DataFrame.from_records(records or [{names[0]: NO_ROWS}], columns=names)
    for column in rows.columns:
        if str(column.type).startswith("date"):
            frame[column.name] = [
                day.isoformat() if hasattr(day, "isoformat") else "" for day in frame[column.name]
            ]
    return frame


def _notes(columns: tuple[Column, ...]) -> pd.DataFrame:
    said = [(column.name, column.meaning) for column in columns]
    codes = list(STATUS_CODES.items()) if any(column.name == "status" for column in columns) else []
    return pd.DataFrame(said + codes, columns=["Column or code", "Meaning"])
