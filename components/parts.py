"""The parts that pages are made of: the frame, a table, a notice, a chart with its caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import ids, theme, words

NAME = "Police performance figures"
PRODUCER = "Metropolitan Police Authority reports"
STATUS = (
    "Figures extracted from committee reports of the Metropolitan Police Authority; management information, "
    "not official statistics."
)
LIMITS = (
    "Every figure is as its report states it, with the paragraph it stands in. Nothing was revised after the report, and "
    "reports differ in what they count; periods that a report leaves open are not guessed."
)
Child = Any  # what Dash accepts as a child: a component, a text or a list of them


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What fills the frame: the browser's title, the content, and a sentence for screen readers when it is there.

    `found` is false where the address leads to nothing: a server then answers 404.
    """

    title: str
    content: list[Child]
    status: str
    found: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of a table: an id that an address may point to, and a cell for each column; the first names the row."""

    id: str
    cells: Sequence[Child]


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """What stands over a chart and in its picture: the finding, the measure with its unit and periods, the chart as a
    sentence, a note on a break, and the name of its files.
    """

    title: str
    subtitle: str
    sentence: str
    name: str
    note: str = ""


def aria(**attributes: str) -> dict[str, Any]:
    """ARIA attributes under the names that components take.

    >>> aria(label="Site")
    {'aria-label': 'Site'}
    """
    return {f"aria-{name}": text for name, text in attributes.items()}


def data(**attributes: str) -> dict[str, Any]:
    """Attributes that scripts read, under the names that components take.

    >>> data(live="true")
    {'data-live': 'true'}
    """
    return {f"data-{name}": text for name, text in attributes.items()}


def frame() -> html.Div:
    """The page around the content, as the server sends it: skip link, header, main and footer."""
    return html.Div(
        [
            html.A("Skip to main content", href=f"#{ids.MAIN}", className="skip"),
            html.Header(html.Div(_top(), className="wrap"), className="top"),
            html.Div(_newer(), id=ids.NEWER, role="status", hidden=True),
            html.Main(id=ids.MAIN, className="wrap", tabIndex="-1"),
            html.Footer(html.Div(_bottom(), className="wrap"), className="bottom"),
        ]
    )


def live() -> html.Div:
    """What Dash keeps in the browser: the address that was asked for, the page that came for it, a sentence on that page for
    screen readers, and a bar that stands while a page takes long.
    """
    return html.Div(
        [
            dcc.Store(id=ids.ADDRESS),
            dcc.Store(id=ids.PAGE),
            html.Div(id=ids.STATUS, role="status", className="unseen"),
            html.Div("Reading the figures …", className="waiting", **aria(hidden="true")),
        ]
    )


def _top() -> list[Child]:
    return [
        dcc.Link([html.B(NAME), html.Span(PRODUCER)], href="/", className="brand"),
        html.Nav(id=ids.NAVIGATION, **aria(label="Site")),
    ]


def navigation(links: Sequence[tuple[str, str]], path: str) -> html.Ul:
    """The links of the site by name and path; the page that is shown (or the one above it) is marked."""
    return html.Ul([html.Li(_navigation_link(name, href, path or "/")) for name, href in links])


def _navigation_link(name: str, href: str, path: str) -> dcc.Link:
    # dcc.Link takes no ARIA attribute, so that what marks the page stands inside the link
    if path == href:
        return dcc.Link(html.Span(name, **aria(current="page")), href=href, className="here")
    inside = href != "/" and path.startswith(f"{href}/")
    return dcc.Link(name, href=href, className="here" if inside else "")


def _newer() -> html.Div:
    """The bar that says that a newer build exists; page.js shows it and loads the page again on its button."""
    return html.Div(
        [
            html.P("Newer figures have been built since this page was made."),
            html.Button("Show them", type="button", id=ids.RELOAD, className="button"),
        ],
        className="wrap",
    )


def build(version: str, built: str, href: str = "") -> list[Child]:
    """The version of the data that a page shows, for its foot and for page.js, which asks for newer ones.

    `href` is the address of the page with that version.
    """
    if not version and not built:
        return []
    made = f"Built {words.moment(built)}. " if built else ""
    link = [" ", html.A("Link to this page on this version", href=href), "."] if version and href else []
    return [html.B("Data. "), made, "Version ", html.Code(version or "without a name"), ".", *link]


def _bottom() -> list[Child]:
    publisher = html.A("policeauthority.org", href="http://policeauthority.org/metropolitan/")
    return [
        html.P([html.B("Status. "), STATUS]),
        html.P(
            [
                html.B("Source. "),
                "Committee reports of the Metropolitan Police Authority, published at ",
                publisher,
                ".",
            ]
        ),
        html.P([html.B("Strengths and limits. "), LIMITS]),
        html.P(id=ids.BUILD),
    ]


def save_table(identifier: str, name: str) -> html.Div:
    """A button that saves a table of the page as it stands (`tables.js`), for one that is made for the screen alone."""
    said: list[Any] = ["CSV", html.Span(f" of the table {name}", className="unseen")]
    button = html.Button(said, type="button", **data(table=identifier, name=name))
    return html.Div([html.Span("Save the table", **aria(hidden="true")), button], className="saves")


def blank(why: str) -> list[Any]:
    """An empty cell that says so to those who do not see it."""
    return [
        html.Span("–", className="absent", **aria(hidden="true")),
        html.Span(why, className="unseen"),
    ]


def chart(number: int, figure: dict[str, Any], caption: Caption, file: str = "") -> html.Figure:
    """A chart with its caption, and below it what it may be saved as: pictures, and its rows where `file` has them.

    The sentence says what it shows to those who cannot see it, and to all others too.
    """
    identifier = ids.chart(number)
    note = [html.Span(caption.note, className="chart-note soft")] if caption.note else []
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.B(caption.title, id=f"{identifier}-title", className="chart-title"),
                    html.Span(caption.subtitle, className="chart-subtitle"),
                    html.Span(
                        [html.Span(caption.sentence, className="soft"), *note], id=f"{identifier}-sentence"
                    ),
                ]
            ),
            html.Div(
                dcc.Graph(
                    id=ids.graph(number),
                    figure=figure,
                    config=theme.GRAPH_CONFIG,
                    style={"height": f"{figure['layout']['height']}px"},
                ),
                role="img",
                **aria(labelledby=f"{identifier}-title", describedby=f"{identifier}-sentence"),
            ),
            saves(caption.title, file),
        ],
        className="chart",
        **data(name=caption.name),
    )


def saves(title: str, file: str = "") -> html.Div:
    """Buttons that save a picture of the figure they stand in (`images.js`), and a link to its rows."""
    of = html.Span(f" of: {title}", className="unseen")
    kinds = [
        html.Button(
            [kind, html.Span(" picture", className="unseen"), of], type="button", **data(image=kind.lower())
        )
        for kind in ("PNG", "SVG")
    ]
    rows = [html.A(["CSV", html.Span(" rows", className="unseen"), of], href=file)] if file else []
    return html.Div([html.Span("Save", **aria(hidden="true")), *kinds, *rows], className="saves")


def key(kinds: Sequence[str], *, hollow: bool, lines: bool) -> html.Ul:
    """What the marks of the charts mean, for the marks that are there."""
    items = [
        html.Li([html.Span(className=f"mark mark-{kind}", **aria(hidden="true")), kind]) for kind in kinds
    ]
    if hollow:
        items.append(
            html.Li(
                [
                    html.Span(className="mark mark-hollow", **aria(hidden="true")),
                    "hollow: around, over or under",
                ]
            )
        )
    if lines:
        items.append(
            html.Li([html.Span(className="mark mark-span", **aria(hidden="true")), "period covered"])
        )
    return html.Ul(items, className="key")


def notice(message: Child) -> html.Div:
    """A message that stands out: something was ignored, or nothing is there to show."""
    return html.Div(html.P(message), className="notice")


def heading(text: str) -> html.H1:
    """The one h1 of a page; focus goes there when the address changes."""
    return html.H1(text, id=ids.HEADING, tabIndex="-1")


def told(message: str, remedy: str) -> Page:
    """A page that says one thing: what is the matter, and what to do."""
    return Page(title=message, content=[heading(message), notice(remedy)], status=message)


def absent(message: str, detail: str = "") -> Page:
    """What a reader sees at an address that leads nowhere; for a page's own parameter too ("There is no such figure")."""
    return Page(
        title=message,
        content=[
            heading(message),
            notice([*([f"{detail} "] if detail else []), dcc.Link("Overview", href="/")]),
        ],
        status=message,
        found=False,
    )


def failed() -> Page:
    """What a reader sees where a page could not be made; the log says why."""
    return told(
        "This page could not be made",
        "The reason is in the server's log. The other pages and the CSV file may still work.",
    )
