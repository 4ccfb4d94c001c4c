"""A page as HTML, as its components would draw it: what the server sends for an address, and what takes its place at the next.

The browser draws no component: a long table of HTML is there in a fraction of the time that one of components takes, and it
can be read before the scripts have run, or without any. Charts are frames of their height that hold their figure;
`charts.js` draws them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from components import drawing

HTML = "dash_html_components"
# Names that the DOM of React has and HTML has not.
NAMES = {"className": "class", "htmlFor": "for"}
LEFT_OUT = frozenset({"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
WILD = ("aria-", "data-")
BARE = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"})
_UPPER = re.compile("[A-Z]")


def html_of(part: Any) -> str:
    """A component, a text, or a list of them as HTML.

    >>> from dash import html
    >>> html_of(html.P(["5 < 6 ", html.B("so")], id="sum", className="soft"))
    '<p id="sum" class="soft">5 &lt; 6 <b>so</b></p>'
    """
    written: list[str] = []
    _write(part, written)
    return "".join(written)


def has_chart(part: Any) -> bool:
    """Whether a chart stands anywhere in a part."""
    if isinstance(part, list | tuple):
        return any(map(has_chart, part))
    return isinstance(part, Component) and (part._type == "Graph" or has_chart(_children(part)))


def _write(part: Any, written: list[str]) -> None:
    if part is None or isinstance(part, bool):
        return
    if isinstance(part, list | tuple):
        for one in part:
            _write(one, written)
    elif not isinstance(part, Component):
        written.append(escape(str(part), quote=False))
    elif part._namespace == HTML:
        _write_element(str(part._type).lower(), _given(part), _children(part), written)
    elif part._type == "Link":
        # without a reload, where there are scripts
        _write_element("a", _given(part) | {"data-page": "true"}, _children(part), written)
    elif part._type == "Graph":
        _write_chart(_given(part), written)


def _write_chart(graph: Mapping[str, Any], written: list[str]) -> None:
    """The element of a chart: it holds the figure, and its drawing until Plotly has made its own."""
    figure = {**graph["figure"], "config": graph.get("config", {})}
    frame = {name: graph[name] for name in ("id", "style") if name in graph} | {
        "className": "graph",
        "data-chart": json.dumps(figure, cls=PlotlyJSONEncoder, separators=(",", ":")),
    }
    written += [f"<div{''.join(_attributes(frame))}>", drawing.svg(figure), "</div>"]


def _children(part: Component) -> Any:
    return getattr(part, "children", None)


def _given(part: Component) -> dict[str, Any]:
    """The properties that a component was made with."""
    document: Any = part.to_plotly_json()  # type: ignore[no-untyped-call]
    return dict(document["props"])


def _write_element(name: str, properties: Mapping[str, Any], children: Any, written: list[str]) -> None:
    written.append(f"<{name}{''.join(_attributes(properties))}>")
    if name not in BARE:
        _write(children, written)
        written.append(f"</{name}>")


def _attributes(properties: Mapping[str, Any]) -> Iterator[str]:
    # Dash keeps `data-` and `aria-` in a set: in an order of their own, each process writes the same page
    for key, value in sorted(properties.items(), key=lambda one: one[0] if one[0].startswith(WILD) else ""):
        if key in LEFT_OUT or value is None or value is False:
            continue
        name = NAMES.get(key, key.lower())
        if value is True:
            yield f" {name}" if not name.startswith(WILD) else f' {name}="true"'
        else:
            text = _style(value.items()) if isinstance(value, Mapping) else str(value)
            yield f" {name}={_quoted(text)}"


def _quoted(text: str) -> str:
    """The value of an attribute; a document in it keeps its own marks, for browsers read them faster than their names.

    >>> print(_quoted('say "so" & go'))
    'say "so" &amp; go'
    """
    if '"' not in text:
        return f'"{escape(text, quote=False)}"'
    return f"'{escape(text, quote=False).replace(chr(39), '&#x27;')}'"


def _style(rules: Iterable[tuple[str, Any]]) -> str:
    """Rules with the names of CSS.

    >>> _style({"minWidth": "3px", "--share": 4}.items())
    'min-width:3px;--share:4'
    """
    return ";".join(
        f"{_UPPER.sub(lambda letter: f'-{letter[0].lower()}', name)}:{value}" for name, value in rules
    )
