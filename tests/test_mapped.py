"""Tables that are mapped into memory: the rows and types of tables that are not, in their order, and no file left behind."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from components import mapped, store
from etl import schema
from tests import built_tables, sample_tables

ORDER = (("day", False), ("name", True))


def table(rows: int) -> pa.Table:
    days = pa.array([None if row % 7 == 0 else row % 50 for row in range(rows)], type=pa.int32()).cast(
        pa.date32()
    )
    names = [f"name {row * 7919 % rows:06}" for row in range(rows)]
    return pa.table(
        {"name": names, "day": days, "kind": pa.array(["a", "b"] * (rows // 2)).dictionary_encode()}
    )


@pytest.mark.parametrize("rows", [4, 60_000])  # below and above SMALL
def test_rows_are_in_order_and_of_the_same_types(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = table(rows)
    plain = made.to_pandas(date_as_object=False)
    wanted = plain.sort_values(
        ["day", "name"], ascending=[False, True], na_position="last", ignore_index=True
    )
    pd.testing.assert_frame_equal(mapped.ordered(made, ORDER), wanted)
    assert (made.nbytes > mapped.SMALL) == (rows == 60_000)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_table_is_an_empty_frame() -> None:
    frame = mapped.ordered(schema.FIGURES.schema().empty_table(), store.ORDER)
    assert list(frame.columns) == [column.name for column in schema.FIGURES.columns]
    assert frame.empty


def test_mapped_figures_are_found_and_told_as_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = sample_tables.write(tmp_path) / "builds" / "sample"
    plain = store.read_build(build)
    monkeypatch.setattr(mapped, "SMALL", 0)
    found = store.read_build(build)
    assert isinstance(plain, store.Tables)
    assert isinstance(found, store.Tables)
    pd.testing.assert_frame_equal(plain.figures, found.figures)
    for identifier in [*plain.figures["figure_id"], "absent", ""]:
        assert plain.figure(identifier) == found.figure(identifier)


def test_every_figure_of_a_build_is_found_by_its_id() -> None:
    tables = built_tables.tables()
    identifiers = list(tables.figures["figure_id"])
    assert [figure.figure_id for figure in tables.figures_by_id(identifiers)] == identifiers
