"""Tables with as many figures as one likes: those of a real build, told again for other years, reports, parts of the service and values.

    python -m benchmarks.many_figures FOLDER [--figures 1000000] [--tables data/tables]

The folder is one that the app can serve (POLICE_TABLES=FOLDER). Every identifier, report, period, value and sentence is of its
own; metrics, groups and kinds are those of the build, in its proportions.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from components.store import current_build
from etl import schema

ROOT = Path(__file__).resolve().parent.parent
PER_REPORT = 200
PER_SCOPE = 10  # times that the figures are told again for one part of a service
YEARS = 40  # periods lie so many years apart at most


def write(folder: Path, tables: Path, count: int) -> Path:
    """A build of `count` figures in a folder, made from the build in `tables`; where it is there already, it is kept."""
    build = folder / "builds" / f"made-{count}"
    if not (folder / "current").exists():
        shutil.copytree(current_build(tables), build)
        figures = pq.read_table(build / schema.FIGURES.file)
        pq.write_table(many(figures, count), build / schema.FIGURES.file, row_group_size=100_000)
        reports = pq.read_table(build / schema.REPORTS.file)
        pq.write_table(reports_of(reports, count - len(figures)), build / schema.REPORTS.file)
        manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
        del manifest["tables"]  # the files are no longer those that it names
        (build / "manifest.json").write_text(
            json.dumps({**manifest, "build": f"made-{count}"}), encoding="utf-8"
        )
        (folder / "current").symlink_to(f"builds/made-{count}")
    return build


def many(figures: pa.Table, count: int) -> pa.Table:
    """The figures as they are, and again with identifiers, reports, parts of the service, places, years, values and sentences of their own."""
    again = pa.concat_tables([figures, _told_again(figures, count - len(figures))])
    return again.slice(0, count).unify_dictionaries()


def _told_again(figures: pa.Table, count: int) -> pa.Table:
    rows = np.arange(max(count, 0))
    draw = np.random.default_rng(20_070_308)
    table = figures.take(pa.array(rows % len(figures)))
    shift = pa.array((draw.integers(-YEARS // 2, YEARS // 2, len(rows)) * 1461 // 4).astype(np.int32))
    report = pa.array(_names(len(rows)), type=pa.string())
    which = pa.array((rows // PER_REPORT).astype(np.int32))
    added = pc.binary_join_element_wise("(number", pc.cast(pa.array(rows), pa.string()), " ")
    values = figures["value"].to_numpy()[rows % len(figures)] * draw.uniform(0.8, 1.2, len(rows))
    changed = {
        "figure_id": pa.array([f"{number:016x}" for number in rows.tolist()], type=pa.string()),
        "report_id": pa.DictionaryArray.from_arrays(which, report),
        "source_file": pa.DictionaryArray.from_arrays(which, pc.binary_join_element_wise(report, "txt", ".")),
        "start": pa.array((rows % PER_REPORT * 100).astype(np.int32)),
        "end": pa.array((rows % PER_REPORT * 100 + 5).astype(np.int32)),
        "scope": _scopes(rows // (len(figures) * PER_SCOPE)),
        "value": pa.array(np.round(values, 1)),
        "quote": pc.binary_join_element_wise(table["quote"], added, ") ", " "),
        "repeat_of": pa.array([""]).take(pa.array(np.zeros(len(rows), dtype=np.int64))),
    }
    for end in ("period_start", "period_end"):
        changed[end] = pc.cast(pc.add(pc.cast(table[end], pa.int32()), shift), pa.date32())
    wanted = schema.FIGURES.schema()
    columns = [pc.cast(changed.get(name, table[name]), wanted.field(name).type) for name in wanted.names]
    return pa.table(columns, schema=wanted)


def _scopes(which: npt.NDArray[np.int_]) -> pa.DictionaryArray:
    names = [f"division_{number}" for number in range(int(which.max(initial=-1)) + 1)]
    return pa.DictionaryArray.from_arrays(pa.array(which.astype(np.int32)), pa.array(names, type=pa.string()))


def _names(figures: int) -> list[str]:
    return [f"made-{number:05}" for number in range(-(-figures // PER_REPORT))]


def reports_of(reports: pa.Table, figures: int) -> pa.Table:
    """The reports as they are, and a record for each of those that `many` names."""
    names = _names(figures)
    table = reports.take(pa.array(np.arange(len(names)) % len(reports)))
    for column, values in (("report_id", names), ("source_file", [f"{name}.txt" for name in names])):
        place = table.schema.get_field_index(column)
        table = table.set_column(place, table.schema.field(place), pa.array(values, type=pa.string()))
    return pa.concat_tables([reports, table])


def main() -> None:
    """Write the tables that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figures", type=int, default=1_000_000)
    parser.add_argument("--tables", type=Path, default=ROOT / "data" / "tables")
    arguments = parser.parse_args()
    print(write(arguments.folder, arguments.tables, arguments.figures))


if __name__ == "__main__":
    main()
