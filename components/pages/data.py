"""The data page: every table with its files, what each column means, the method, the limits, and how to cite."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

from dash import dcc, html

from components import address, downloads, exports, exports_meta, parts, prose, sheets, words
from components.address import View
from components.exports import STATUS_CODES, TABLES
from components.pages import Asked, Route
from components.parts import Page, Row
from components.sheets import Head
from components.store import Tables

ROOT = Path(__file__).resolve().parents[2]
METHOD = ROOT / "docs" / "method.md"
ACCURACY = ROOT / "docs" / "accuracy.csv"
KINDS = ("csv", "xlsx", "parquet", "json", "zip")
EXAMPLES = (
    ("Sanction detection rates as they were", "/data/figures.csv?metric=sanction_detection_rate&kind=actual"),
    ("Figures of two groups", "/data/figures.csv?group=racist_crime&group=homophobic_crime"),
    ("Periods that end in 2007", "/data/figures.csv?from=2007-01-01&to=2007-12-31"),
    ("Sentences with two words", "/data/figures.json?q=arrest+rate"),
    ("Pairs that may be compared", "/data/comparisons.csv?verdict=like_for_like&verdict=with_caution"),
)
SECTIONS = (
    ("tables", "Tables and files"),
    ("addresses", "Files by address"),
    ("status", "Status, strengths and limits"),
    ("accuracy", "Accuracy of the extraction"),
    ("definitions", "Definitions"),
    ("dictionary", "Data dictionary"),
    ("method", "Method"),
    ("accessibility", "Accessibility"),
    ("cite", "Licence, citation and contact"),
)
CONTENTS = {
    "figures": "What every report states, figure by figure, with its sentence",
    "comparisons": "Pairs of figures, comparable or refused, with the change",
    "checks": "What can be worked out again, with the arithmetic",
    "numbers": "Every number of every report and what became of it",
    "reports": "The reports, with the addresses of the published texts",
    "metrics": "What is measured: units, direction, family",
    "groups": "Offence and workforce groups",
    "definitions": "Versions of a metric's definition",
}
ACCESSIBILITY = (
    "The pages are built to WCAG 2.2 level AA and tested with axe-core, by keyboard alone and at a width of 320 pixels. "
    "Every chart has a sentence and a table that say the same; no meaning is in colour alone; workbooks follow the Analysis "
    "Function's guidance for accessible spreadsheets. PowerPoint files have titles, alternative texts and notes. "
    "Not tested: screen readers other than through the accessibility tree of Chromium."
)
LIMITS = (
    "Each figure was read out of prose by rules, is placed with its period and definition, and leads back to its paragraph.",
    "What a report leaves open stays open: an unstated period is never guessed, an unlike pair is refused with its reason.",
    "Rules can misread: the table below says how often, where it was measured. Check a figure against its report before you rest a decision on it.",
    "Nothing is revised after a report; where a later report gives another value, both are kept and the earlier is marked [r].",
    "The reports are those that were built in; other reports of the Authority are not covered.",
)


def render(tables: Tables, asked: Asked) -> Page:
    """The data page; the same for every query."""
    total = words.counted(len(tables.figures), "figure")
    content = [
        parts.heading("Data"),
        html.P(
            f"Every table that this site shows, to download or to fetch by address: {total} from "
            f"{words.counted(len(tables.records('reports')), 'committee report')}.",
            className="lead",
        ),
        _contents(),
        *_section("tables", [_files(tables)]),
        *_section("addresses", _addresses()),
        *_section("status", _status(tables)),
        *_section("accuracy", _accuracy()),
        *_section("definitions", [_definitions(tables)]),
        *_section("dictionary", _dictionary()),
        *_section("method", [html.Div(_method(), className="prose")]),
        *_section("accessibility", [html.P(ACCESSIBILITY), html.P(_ask("Tell us of a barrier"))]),
        *_section("cite", _cite(tables)),
    ]
    return Page(title="Data", content=[html.Div(content, className="data-page")], status=f"Data: {total}")


ROUTE = Route(path="/data", name="Data", order=70, render=render)


def _contents() -> html.Nav:
    links = [html.Li(html.A(text, href=f"#about-{name}")) for name, text in SECTIONS]
    return html.Nav(html.Ul(links), className="page-contents", **parts.aria(label="On this page"))


def _section(name: str, content: list[Any]) -> list[Any]:
    return [html.H2(dict(SECTIONS)[name], id=f"about-{name}"), *content]


@lru_cache(maxsize=1)  # a build's files keep their sizes
def _files(tables: Tables) -> html.Div:
    """A row a table: what it holds, how many rows, and a link for each kind of file."""
    columns = [
        Head(heading="Table", name="table"),
        Head(heading="Rows", name="rows", numeric=True),
        Head(heading="Files", name="files"),
    ]
    rows = []
    for name in exports.KEYS:
        extract = exports.extract(tables, name, View())
        files = [_file(extract, name, kind) for kind in KINDS]
        metadata = html.A("Metadata (CSVW)", href=downloads.path(name, "csv-metadata.json"))
        cells = [
            [html.B(name.capitalize()), html.Span(f"{CONTENTS[name]}.", className="soft line")],
            f"{len(extract.rows):,}",
            html.Ul([html.Li(one) for one in (*files, metadata)], className="file-links"),
        ]
        rows.append(Row(id=f"table-{name}", cells=cells))
    return sheets.table("Every table, whole; with filters by address below", columns, rows, "data-files")


def _file(extract: exports.Extract, name: str, kind: str) -> html.A:
    size = downloads.size_words(extract, kind)
    unseen = html.Span(f"{name}: ", className="unseen")
    return html.A(
        [unseen, f"{downloads.SHORT[kind]}{f', {size}' if size else ''}"],
        href=downloads.href(name, View(), kind),
    )


def _addresses() -> list[Any]:
    facts: list[tuple[Any, Any]] = [
        ("Keys of figures", words.listed([f"{key}" for key in sorted(exports.KEYS["figures"])])),
        ("Endings", ".csv, .xlsx, .parquet, .json, .zip (data, metadata, readme) and .csv-metadata.json"),
        (html.Code("bom=1"), "a byte order mark before a CSV, as the buttons give it for Excel"),
        (html.Code("group=none"), "figures of no group"),
        (html.Code("charted=yes"), "figures that have a place on a chart"),
        (
            html.Code("version"),
            "one build of the data. As long as that build is kept (it and the one after it), pages and files are of that very "
            "build; then a page shows the newest and says so, and a file is answered with 410",
        ),
        (
            "Slides",
            [
                html.A(html.Code(downloads.DECK_PATH), href=downloads.DECK_PATH),
                ", with the filters of the briefing",
            ],
        ),
    ]
    return [
        html.P(
            "An address gives the rows that the same filters show on a page. Values of one key are alternatives, keys narrow "
            "one another; a value that the tables do not know is answered with 400 and named, never passed over."
        ),
        html.Ul(
            [html.Li([f"{text}: ", html.A(html.Code(href), href=href)]) for text, href in EXAMPLES],
            className="addresses",
        ),
        html.Dl([part for term, said in facts for part in (html.Dt(term), html.Dd(said))], className="facts"),
        html.P(
            "CSV: RFC 4180, UTF-8, one header row, ISO dates. A text that a spreadsheet would run as a formula has an "
            "apostrophe before it; numbers never have. Codes of the column status:"
        ),
        html.Dl(
            [
                part
                for code, text in STATUS_CODES.items()
                for part in (html.Dt(html.Code(code)), html.Dd(text))
            ],
            className="codes",
        ),
    ]


def _status(tables: Tables) -> list[Any]:
    made = f" Built {words.moment(tables.built)}." if tables.built else ""
    return [
        html.P([parts.STATUS, made, f" Data version {tables.version or 'without a name'}."]),
        html.P("Producer of the reports: Metropolitan Police Authority (dissolved in 2012)."),
        html.Ul([html.Li(text) for text in LIMITS]),
    ]


def _accuracy() -> list[Any]:
    measured = accuracy(ACCURACY)
    if not measured:
        return [
            html.P(
                "No measurement is published with this build. “python -m etl score” measures recall and precision against the "
                "labelled reports."
            )
        ]
    names, *lines = measured
    columns = [
        Head(
            heading=_heading(name),
            name=f"accuracy-{place}",
            numeric=place > 0 and all(line[place][:1].isdigit() for line in lines if line[place]),
        )
        for place, name in enumerate(names)
    ]
    rows = [
        Row(id=f"accuracy-{place}", cells=[_number(cell) for cell in line])
        for place, line in enumerate(lines)
    ]
    return [
        html.P(
            "Measured on reports that were labelled by hand. A figure is found where its value and unit are right, placed where "
            "its metric, group, kind and period are right too. Claims are the rows that name a listed metric."
        ),
        sheets.table("Accuracy by family of metrics", columns, rows, "data-accuracy"),
        parts.save_table("data-accuracy", "accuracy"),
    ]


def _number(cell: str) -> Any:
    """A cell of the measurement: thousands have commas, and an empty one says so."""
    if not cell:
        return parts.blank("not measured")
    return f"{int(cell):,}" if cell.isdecimal() else cell


def _heading(name: str) -> str:
    return words.upper_first(name.replace("_", " "))


def accuracy(path: Path) -> list[list[str]]:
    """The measured accuracy: a header and a line for each family; empty where nothing was measured or it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = [line for line in csv.reader(file) if any(line)]
    except (OSError, ValueError, csv.Error):
        return []
    return lines if len(lines) > 1 and all(len(line) == len(lines[0]) for line in lines) else []


def _definitions(tables: Tables) -> html.Div:
    """The metrics by family, folded, with the versions of their definitions."""
    families: dict[str, list[Any]] = {}
    versions = list(tables.records("definitions").values())
    for code, record in tables.records("metrics").items():
        said: list[Any] = [f"{record['description']}"]
        said += [
            f" {words.upper_first(str(one['label']))}: {one['description']}"
            for one in versions
            if one["metric"] == code
        ]
        name: Any = (
            dcc.Link(str(record["label"]), href=address.explore(metric=code))
            if code in tables.rows
            else record["label"]
        )
        families.setdefault(str(record["family"]), []).extend(
            [html.Dt([name, " ", html.Code(code)]), html.Dd(said)]
        )
    return html.Div(
        [
            html.Details([html.Summary(family), html.Dl(terms, className="terms")])
            for family, terms in families.items()
        ],
        className="folded",
    )


@lru_cache(maxsize=1)
def _dictionary() -> list[Any]:
    """The columns of each table from the schema, folded."""
    heads = [
        Head(heading="Column", name="name"),
        Head(heading="Type", name="type"),
        Head(heading="Meaning", name="meaning"),
    ]
    blocks = []
    for name in exports.KEYS:
        rows = [
            Row(
                id=f"column-{name}-{column.name}",
                cells=[
                    html.Code(column.name),
                    _type(str(column.type)),
                    _meaning(column.meaning, column.codes),
                ],
            )
            for column in exports.columns(name)
        ]
        caption = f"{words.upper_first(TABLES[name].row)}; key: {words.listed(list(TABLES[name].key))}"
        table = sheets.table(caption, heads, rows, f"dictionary-{name}")
        title = f"{name.capitalize()}: {words.counted(len(rows), 'column')}"
        blocks.append(html.Details([html.Summary(title), table]))
    return [
        html.P("The same descriptions stand in the metadata of the Parquet files and in the CSVW metadata."),
        html.Div(blocks, className="folded"),
    ]


def _type(name: str) -> str:
    names = {"int32": "whole number", "double": "number", "bool": "true or false", "date32[day]": "date"}
    return names.get(name, "code" if name.startswith("dictionary") else "text")


def _meaning(meaning: str, codes: tuple[str, ...]) -> Any:
    shown = [code for code in codes if code]
    if not shown:
        return meaning
    listed = [part for code in shown for part in (html.Code(code), " ")]
    return [meaning, html.Span(listed, className="soft line codes-of")]


@lru_cache(maxsize=1)
def _method() -> list[Any]:
    """The method as the repository has it; it changes with the program only."""
    try:
        return prose.rendered(METHOD.read_text(encoding="utf-8"), level=3)
    except OSError:
        return [html.P("docs/method.md is not installed with this copy of the program.")]


def _ask(what: str) -> list[Any]:
    """Whom to write to, as the installation says."""
    whom = downloads.contact()
    if not whom:
        return [f"{what}: this installation names no contact (set POLICE_CONTACT)."]
    if whom.startswith(("https://", "http://")):
        return [f"{what}: ", html.A(whom, href=whom)]
    if "@" in whom and " " not in whom:
        return [f"{what}: ", html.A(whom, href=f"mailto:{whom}")]
    return [f"{what}: {whom}"]


def _cite(tables: Tables) -> list[Any]:
    return [
        html.P(exports_meta.LICENCE),
        html.P(["Cite: ", html.Cite(exports_meta.citation(tables), id="data-citation")]),
        html.P(_ask("Contact")),
    ]
