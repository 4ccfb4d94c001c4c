"""A large table as a frame whose texts and numbers lie in a file that is mapped into memory: read where they are looked at.

The file has no name and is gone with its last reader. Processes that are forked afterwards share it, and sentences that nobody
asks for take no memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

SMALL = 1_000_000  # bytes; a smaller table is kept in memory
Order = Sequence[tuple[str, bool]]


def ordered(table: pa.Table, order: Order) -> pd.DataFrame:
    """The rows of a table in an order: names of columns, each with whether it ascends; blanks come last."""
    names = [name for name, _ in order]
    keys = table.select(names).to_pandas(date_as_object=False)
    places = keys.sort_values(names, ascending=[ascends for _, ascends in order], na_position="last").index
    # `large` texts have the form that pandas works on, so that it copies none of them
    wide = table.cast(pa.schema([_large(field) for field in table.schema]))
    taken: Any = wide.unify_dictionaries().take(pa.array(places.to_numpy())).combine_chunks()
    return (_mapped(taken) if taken.nbytes > SMALL else taken).to_pandas(
        date_as_object=False, split_blocks=True
    )


def _large(field: pa.Field[Any]) -> pa.Field[Any]:
    return field.with_type(pa.large_string()) if pa.types.is_string(field.type) else field


def _mapped(table: pa.Table) -> pa.Table:
    """The same table in a file without a name."""
    with tempfile.NamedTemporaryFile(prefix="police-figures-", suffix=".arrow", delete=False) as file:
        path = Path(file.name)
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    finally:
        path.unlink()
