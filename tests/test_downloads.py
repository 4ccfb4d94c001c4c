"""Files by address, byte for byte: what they hold, how they are named, and what is refused."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from csvw import CSVW
from flask import Flask
from flask.testing import FlaskClient
from pptx import Presentation

from components import address, downloads, exports, exports_book, exports_csv, selection
from components.store import NoTables, Tables, read_build
from etl import schema
from tests import built_tables, sample_tables

TEXT_DATES = {"period_start": str, "period_end": str}
ADDED = ["period_label", "status"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = read_build(sample_tables.write(tmp_path_factory.mktemp("tables")) / "builds" / "sample")
    assert isinstance(read, Tables)
    return read


@pytest.fixture(scope="module")
def built() -> Tables:
    return built_tables.tables()


def client(tables: Tables | NoTables) -> FlaskClient:
    server = Flask(__name__)
    downloads.add_routes(server, lambda version="": tables)
    return server.test_client()


def csv_of(tables: Tables, name: str = "figures", **chosen: Any) -> bytes:
    return b"".join(exports_csv.csv_chunks(exports.extract(tables, name, address.view(**chosen))))


def changed(tables: Tables, **columns: Any) -> Tables:
    """The hotline's one figure with other values."""
    figures = tables.select("hotline_calls").assign(**columns).reset_index(drop=True)
    return replace(tables, figures=figures, rows={"hotline_calls": np.array([0], dtype=np.intp)})


def test_the_bytes_of_a_file(tables: Tables) -> None:
    figures = (
        tables.select("other").assign(figure_id=["a", "b"], start=[1, 2], end=[3, 4]).reset_index(drop=True)
    )
    assert csv_of(replace(tables, figures=figures)) == (
        b"figure_id,report_id,source_file,paragraph,start,end,printed,quote,metric,group,scope,label,kind,statistic,"
        b"value,value_high,unit,qualifier,period_type,period_start,period_end,period_from,definition,definition_from,"
        b"repeat_of,rule,period_label,status\r\n"
        b'"a","2008-05-08-sample-9b","2008-05-08-sample-9b.txt","10",1,3,"78 days","It takes 78 days to answer.",'
        b'"other","","mps","time to answer","actual","value",78,,"days","exact","financial_year",2007-04-01,2008-03-31,'
        b'"sentence","","","","sample","FY2007/08",""\r\n'
        b'"b","2008-05-08-sample-9b","2008-05-08-sample-9b.txt","11",2,4,"10 to 15",'
        b'"\'@ the depot, 10 to 15 vans were on loan.","other","","mps","\'=vans on loan","actual","value",10,15,'
        b'"count","exact","unstated",,,"sentence","","","","sample","",""\r\n'
    )


@pytest.mark.parametrize("name", list(exports.KEYS))
def test_the_columns_are_those_of_the_contract_and_then_two(built: Tables, name: str) -> None:
    header = csv_of(built, name).split(b"\r\n", 1)[0].decode().split(",")
    own = [column.name for column in exports.TABLES[name].columns]
    assert header[: len(own)] == own
    assert header == [column.name for column in exports.columns(name)]


@pytest.mark.parametrize("name", list(exports.KEYS))
def test_every_line_ends_in_crlf(built: Tables, name: str) -> None:
    body = csv_of(built, name)
    rows = len(exports.extract(built, name, address.View()).rows)
    assert body.count(b"\r\n") == rows + 1  # a line break inside a text is a bare one
    assert body.endswith(b"\r\n")


def test_pandas_reads_back_what_was_written(built: Tables) -> None:
    read = pd.read_csv(
        io.BytesIO(csv_of(built)), keep_default_na=False, na_values={"value": [""]}, dtype=TEXT_DATES
    )
    assert list(read["figure_id"]) == list(built.figures["figure_id"])
    assert list(read["value"]) == list(built.figures["value"])
    assert list(read["period_end"]) == [
        "" if pd.isna(end) else end.date().isoformat() for end in built.figures["period_end"]
    ]


@pytest.mark.parametrize("text", ["=1+1", "+24", "-12.4%", "@sum", "\tx", "\rx", "\nx"])
def test_a_formula_is_guarded(tables: Tables, text: str) -> None:
    assert f'"\'{text}"'.encode() in csv_of(changed(tables, quote=text))


@pytest.mark.parametrize("text", ["12%", "a=b", "", "£3", "“-5”"])
def test_other_text_is_left_alone(tables: Tables, text: str) -> None:
    assert f',"{text}",'.encode() in csv_of(changed(tables, quote=text))


def test_a_negative_number_stays_a_number(tables: Tables) -> None:
    assert b",-2.5," in csv_of(changed(tables, value=-2.5))


def test_quotes_and_line_breaks_inside_a_text(tables: Tables) -> None:
    assert b'"He said ""19,000""\nin all"' in csv_of(changed(tables, quote='He said "19,000"\nin all'))


def test_codes_of_the_status_column(tables: Tables, built: Tables) -> None:
    read = pd.read_csv(io.BytesIO(csv_of(tables)), keep_default_na=False)
    status = dict(zip(read["printed"], read["status"], strict=True))
    assert status["£30m"] == "[e] [f]"
    assert status["£18.5m"] == "[e]"
    assert status["43.8%"] == "[b]"
    assert status["51%"] == ""
    pairs = pd.read_csv(io.BytesIO(csv_of(built, "comparisons")), keep_default_na=False)
    assert all(pairs.loc[pairs["verdict"] == "not_comparable", "status"].str.contains("[z]", regex=False))
    assert all(pairs.loc[pairs["derived"], "status"].str.contains("[d]", regex=False))
    checks = pd.read_csv(io.BytesIO(csv_of(built, "checks")), keep_default_na=False)
    assert list(checks["status"] == "[x]") == list(checks["computed_value"] == "")


def test_a_revised_figure_is_marked(built: Tables) -> None:
    first = built.comparisons.iloc[0]
    pairs = built.comparisons.assign(later_revised_by=[*["another"], *[""] * (len(built.comparisons) - 1)])
    read = pd.read_csv(io.BytesIO(csv_of(replace(built, comparisons=pairs))), keep_default_na=False)
    marked = read.loc[read["status"].str.contains("[r]", regex=False), "figure_id"]
    assert list(marked) == [first["later_id"]]


def test_no_period_label_is_a_date_to_a_spreadsheet(built: Tables) -> None:
    read = pd.read_csv(io.BytesIO(csv_of(built)), keep_default_na=False)
    labels = read.loc[read["period_type"] != "unstated", "period_label"]
    assert all(labels.str.match(r"FY|Q\d FY|CY|At |Month |12 months to |\d{4}-\d\d-\d\d to "))
    years = read.loc[read["period_type"] == "financial_year", "period_label"]
    assert all(years.str.fullmatch(r"FY\d{4}/\d\d"))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "metric=sanction_detection_rate",
        "metric=sanction_detection_rate&group=racist_crime",
        "metric=offences&metric=arrests",
        "family=workforce",
        "kind=target&kind=forecast",
        "scope=mps&period_type=fytd",
        "report=2010-12-09-sop-08",
        "from=2007-01-01&to=2007-12-31",
        "q=arrest+rate",
        "group=burglary",
        "sort=oldest",
    ],
)
def test_a_file_has_the_rows_of_the_pages(built: Tables, query: str) -> None:
    body = client(built).get(f"/data/figures.csv?{query}").data
    screen = selection.figures(built, address.read(query, built))
    read = pd.read_csv(io.BytesIO(body), keep_default_na=False)
    assert list(read["figure_id"]) == list(screen["figure_id"])


@pytest.mark.parametrize(
    "query", ["basis=versus_target", "verdict=not_comparable&family=workforce", "q=target"]
)
def test_other_tables_take_the_filters_of_their_pages(built: Tables, query: str) -> None:
    read = pd.read_csv(io.BytesIO(client(built).get(f"/data/comparisons.csv?{query}").data))
    screen = selection.comparisons(built, address.read(query, built))
    assert list(read["comparison_id"]) == list(screen["comparison_id"])
    assert 0 < len(read) < len(built.comparisons)


def test_json_and_parquet_hold_the_same_rows(built: Tables) -> None:
    query = "metric=bme_share&kind=actual"
    read = pd.read_csv(
        io.BytesIO(client(built).get(f"/data/figures.csv?{query}").data), keep_default_na=False
    )
    records = json.loads(client(built).get(f"/data/figures.json?{query}").data)
    table = pq.read_table(io.BytesIO(client(built).get(f"/data/figures.parquet?{query}").data))
    assert [record["figure_id"] for record in records] == list(read["figure_id"])
    assert table.column("figure_id").to_pylist() == list(read["figure_id"])
    assert table.column("status").to_pylist() == list(read["status"])
    assert {record["value_high"] for record in records} == {None}
    assert table.schema.field("unit").metadata == {b"description": b"unit of the value"}


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx", "zip"])
def test_no_rows_is_a_file_without_rows(built: Tables, kind: str) -> None:
    response = client(built).get(f"/data/figures.{kind}?metric=confiscation_orders&group=pcso")
    assert response.status_code == 200
    if kind == "json":
        assert response.get_json() == []
    if kind == "csv":
        assert response.data.count(b"\r\n") == 1


def test_a_workbook_is_accessible_and_keeps_its_values(tables: Tables) -> None:
    response = client(tables).get("/data/figures.xlsx?metric=other")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert book.sheetnames == ["Cover", "Contents", "figures", "Notes"]
    cells = [cell for row in book["figures"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # no formula
    texts = {cell.value for cell in cells}
    assert {"=vans on loan", "@ the depot, 10 to 15 vans were on loan.", 78, "2008-03-31"} <= texts
    assert len(book["figures"].tables) == 1
    cover = " ".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row)
    assert "metric = other" in cover
    assert "not official statistics" in cover


def test_a_workbook_of_too_many_rows_is_refused_with_another_way(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports_book, "MOST_ROWS", 3)
    response = client(tables).get("/data/figures.xlsx")
    assert response.status_code == 400
    assert "take the CSV" in response.text


def test_a_zip_holds_data_metadata_and_readme(built: Tables) -> None:
    response = client(built).get("/data/figures.zip?metric=bme_share")
    with zipfile.ZipFile(io.BytesIO(response.data)) as packed:
        assert packed.namelist() == ["figures.csv", "figures.csv-metadata.json", "README.md"]
        readme = packed.read("README.md").decode()
        rows = packed.read("figures.csv").count(b"\r\n") - 1
        assert json.loads(packed.read("figures.csv-metadata.json"))["url"] == "figures.csv"
    for said in ("- metric = bme_share", f"- Rows: {rows} ", built.version, "## Licence", "## Cite"):
        assert said in readme


@pytest.mark.parametrize("name", list(exports.KEYS))
def test_the_metadata_is_valid_csvw(built: Tables, name: str, tmp_path: Any) -> None:
    (tmp_path / f"{name}.csv").write_bytes(client(built).get(f"/data/{name}.csv").data)
    metadata = tmp_path / f"{name}.csv-metadata.json"
    metadata.write_bytes(client(built).get(f"/data/{name}.csv-metadata.json").data)
    read = CSVW(str(metadata), validate=True)
    assert read.is_valid, [str(warning.message) for warning in read.warnings]
    rows = list(read.tables[0])
    assert len(rows) == len(exports.extract(built, name, address.View()).rows)


def test_metadata_of_a_filtered_file_leads_to_it(built: Tables) -> None:
    document = client(built).get("/data/figures.csv-metadata.json?metric=bme_share").get_json(force=True)
    assert document["url"] == "figures.csv?metric=bme_share"
    link = client(built).get("/data/figures.csv").headers["Link"]
    assert link == '<figures.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'


def test_the_answer_has_its_headers(tables: Tables) -> None:
    response = client(tables).get("/data/figures.csv?metric=sanction_detection_rate&group=racist_crime")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert (
        response.headers["Content-Disposition"]
        == 'attachment; filename="figures-sanction-detection-rate-racist-crime.csv"'
    )


def test_a_byte_order_mark_only_where_it_is_asked_for(tables: Tables) -> None:
    plain, marked = (client(tables).get(f"/data/figures.csv{query}").data for query in ("", "?bom=1"))
    assert plain.startswith(b"figure_id")
    assert marked == exports_csv.BYTE_ORDER_MARK + plain


def test_the_same_bytes_are_not_sent_twice(tables: Tables) -> None:
    first = client(tables).get("/data/figures.csv")
    again = client(tables).get("/data/figures.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client(tables).get(
        "/data/figures.csv?metric=other", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("address_", "named"),
    [
        ("figures.csv?metric=<script>", "there is no metric “<script>”"),
        ("figures.json?kind=actuals", "there is no kind “actuals”"),
        ("figures.parquet?from=2007", "there is no day (like 2006-04-01) “2007”"),
        ("figures.csv?metrc=offences", "there is no filter “metrc”"),
        ("figures.csv?basis=versus_target", "figures have no basis"),
        ("groups.csv?report=2010-12-09-sop-08", "groups have no report"),
        ("briefing.pptx?basis=last_week", "there is no basis “last_week”"),
    ],
)
def test_what_is_not_there_is_refused_by_name(built: Tables, address_: str, named: str) -> None:
    response = client(built).get(f"/data/{address_}")
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert named in response.text


def test_no_tables_is_said_with_the_remedy() -> None:
    response = client(NoTables(message="No figures built yet")).get("/data/figures.csv")
    assert response.status_code == 503
    assert "python -m etl build" in response.text


def test_a_long_name_is_cut() -> None:
    view = address.view(metric="m" * 30, group="special_constable_recruits", scope="trident_ocu")
    name = downloads.file_name("figures", view, "csv-metadata.json")
    assert len(name) <= 50
    assert name.endswith(".csv-metadata.json")


def test_a_button_says_what_it_gives(built: Tables) -> None:
    link = downloads.link(built, "comparisons", address.view(basis="versus_target"), identifier="here")
    body = client(built).get(link.href).data
    assert body.startswith(exports_csv.BYTE_ORDER_MARK)
    rows = body.count(b"\r\n") - 1
    assert link.children == f"Download {rows} comparisons (CSV, {round(len(body) / 1000)} KB)"
    assert link.id == "here"


def many(tables: Tables, times: int) -> Tables:
    figures = pd.concat([tables.figures] * times, ignore_index=True)
    return replace(tables, figures=figures)


def peak(chunks: Iterator[bytes]) -> int:
    tracemalloc.start()
    for _ in chunks:
        pass
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest


def test_a_longer_file_takes_no_more_memory(built: Tables) -> None:
    few, lots = many(built, 300), many(built, 1200)
    rows = [exports.extract(one, "figures", address.View()) for one in (few, lots)]
    peaks = [peak(exports_csv.csv_chunks(one)) for one in rows]
    assert peaks[1] < 2 * peaks[0]  # for four times the rows


def test_the_powerpoint_file_has_native_charts_and_its_sources(built: Tables) -> None:
    response = client(built).get("/data/briefing.pptx?basis=same_period_last_year")
    deck = Presentation(io.BytesIO(response.data))
    pairs = built.comparisons
    comparable = (pairs["basis"] == "same_period_last_year") & (pairs["verdict"] != "not_comparable")
    assert len(deck.slides) == comparable.sum()
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    slide = deck.slides[titles.index("27 fewer network disruptions: no clear change")]
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert list(chart.plots[0].series[0].values) == [250.0, 277.0]
    assert chart.part.chart_workbook.xlsx_part is not None  # the numbers can be edited
    notes = slide.notes_slide.notes_text_frame.text
    assert "Source: Report 8" in notes
    assert "http://policeauthority.org/" in notes
    assert "p = 0.26" in notes
    text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "Filters: same period last year" in text


def test_the_tables_of_the_files_are_those_of_the_schema() -> None:
    assert set(exports.KEYS) == {table.name for table in schema.TABLES}
