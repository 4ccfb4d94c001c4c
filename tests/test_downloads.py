"""The CSV file, byte for byte."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient

from components import address, downloads
from components.store import NoTables, Tables, read_build
from etl import schema
from tests import sample_tables

TEXT_DATES = {"period_start": str, "period_end": str}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    read = read_build(sample_tables.write(tmp_path_factory.mktemp("tables")) / "builds" / "sample")
    assert isinstance(read, Tables)
    return read


def client(tables: Tables | NoTables) -> FlaskClient:
    server = Flask(__name__)
    downloads.add_routes(server, lambda: tables)
    return server.test_client()


def test_the_bytes_of_a_file(tables: Tables) -> None:
    figures = tables.select("other").assign(figure_id=["a", "b"], start=[1, 2], end=[3, 4])
    assert downloads.figures_csv(figures) == (
        b"figure_id,report_id,source_file,paragraph,start,end,printed,quote,metric,group,scope,label,kind,statistic,"
        b"value,value_high,unit,qualifier,period_type,period_start,period_end,period_from,definition,definition_from,"
        b"repeat_of,rule\r\n"
        b'"a","2008-05-08-sample-9b","2008-05-08-sample-9b.txt","10",1,3,"78 days","It takes 78 days to answer.",'
        b'"other","","mps","time to answer","actual","value",78,,"days","exact","financial_year",2007-04-01,2008-03-31,'
        b'"sentence","","","","sample"\r\n'
        b'"b","2008-05-08-sample-9b","2008-05-08-sample-9b.txt","11",2,4,"10 to 15",'
        b'"\'@ the depot, 10 to 15 vans were on loan.","other","","mps","\'=vans on loan","actual","value",10,15,'
        b'"count","exact","unstated",,,"sentence","","","","sample"\r\n'
    )


def test_columns_are_those_of_the_contract(tables: Tables) -> None:
    header = downloads.figures_csv(tables.figures).split(b"\r\n", 1)[0].decode()
    assert header.split(",") == [column.name for column in schema.FIGURES.columns]


def test_every_line_ends_in_crlf(tables: Tables) -> None:
    body = downloads.figures_csv(tables.figures)
    assert body.count(b"\r\n") == body.count(b"\n") == len(tables.figures) + 1


def test_pandas_reads_back_what_was_written(tables: Tables) -> None:
    body = downloads.figures_csv(tables.figures)
    again = pd.read_csv(io.BytesIO(body), keep_default_na=False, na_values={"value": [""]}, dtype=TEXT_DATES)
    assert list(again["figure_id"]) == list(tables.figures["figure_id"])
    assert list(again["value"]) == list(tables.figures["value"])
    assert list(again["period_end"]) == [
        "" if pd.isna(end) else end.date().isoformat() for end in tables.figures["period_end"]
    ]


@pytest.mark.parametrize("text", ["=1+1", "+24", "-12.4%", "@sum", "\tx", "\rx", "\nx"])
def test_a_formula_is_guarded(tables: Tables, text: str) -> None:
    body = downloads.figures_csv(tables.select("hotline_calls").assign(quote=text))
    assert f'"\'{text}"'.encode() in body


@pytest.mark.parametrize("text", ["12%", "a=b", "", "£3", "“-5”"])
def test_other_text_is_left_alone(tables: Tables, text: str) -> None:
    body = downloads.figures_csv(tables.select("hotline_calls").assign(quote=text))
    assert f',"{text}",'.encode() in body


def test_a_negative_number_stays_a_number(tables: Tables) -> None:
    assert b",-2.5," in downloads.figures_csv(tables.select("hotline_calls").assign(value=-2.5))


def test_quotes_and_line_breaks_inside_a_text(tables: Tables) -> None:
    body = downloads.figures_csv(tables.select("hotline_calls").assign(quote='He said "19,000"\nin all'))
    assert b'"He said ""19,000""\nin all"' in body


def test_the_answer_has_its_headers(tables: Tables) -> None:
    response = client(tables).get("/data/figures.csv?metric=sanction_detection_rate&group=racist_crime")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert (
        response.headers["Content-Disposition"]
        == 'attachment; filename="figures-sanction-detection-rate-racist-crime.csv"'
    )
    assert len(response.data.splitlines()) == 1 + len(
        tables.select("sanction_detection_rate", "racist_crime")
    )


def test_a_byte_order_mark_only_where_it_is_asked_for(tables: Tables) -> None:
    plain, marked = (client(tables).get(f"/data/figures.csv{query}").data for query in ("", "?bom=1"))
    assert plain.startswith(b"figure_id")
    assert marked == downloads.BYTE_ORDER_MARK + plain


def test_the_same_bytes_are_not_sent_twice(tables: Tables) -> None:
    first = client(tables).get("/data/figures.csv")
    again = client(tables).get("/data/figures.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_code_is_not_found(tables: Tables) -> None:
    response = client(tables).get("/data/figures.csv?metric=<script>")
    assert response.status_code == 404
    assert response.mimetype == "text/plain"
    assert "there is no metric" in response.text


def test_no_tables_is_said_with_the_remedy() -> None:
    response = client(NoTables(message="No figures built yet")).get("/data/figures.csv")
    assert response.status_code == 503
    assert "python -m etl build" in response.text


def test_a_long_name_is_cut() -> None:
    name = downloads.file_name(address.View(metric="m" * 30, group="special_constable_recruits"))
    assert len(name) <= 50
    assert name.endswith(".csv")
