"""A page as HTML, as its components would draw it.

`html_of` is what a reader sees before the scripts have run, and without any: charts are empty frames of their height, and
nothing has an id, for the page that the scripts draw has the same ones.

`frozen` is the page that the scripts draw: only charts are components there. All else is HTML that `still.js` puts in place,
since a browser draws a long table of HTML in a fraction of the time that one of components takes; and charts below the first
one are drawn one by one when the browser has time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from html import escape
from itertools import count
from typing import Any

from dash import html
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

AT_ONCE = 1  # charts that are drawn with the page; a reader sees the first one a tenth of a second sooner for each that waits
HTML = "dash_html_components"
# Names that the DOM of React has and HTML has not.
NAMES = {"className": "class", "htmlFor": "for"}
LEFT_OUT = frozenset({"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
WILD = ("aria-", "data-")
BARE = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"})
_UPPER = re.compile("[A-Z]")


def html_of(part: Any, *, ids: bool = False) -> str:
    """A component, a text, or a list of them as HTML.

    >>> from dash import html
    >>> html_of(html.P(["5 < 6 ", html.B("so")], id="sum", className="soft"))
    '<p class="soft">5 &lt; 6 <b>so</b></p>'
    """
    return "".join(_pieces(part, ids))


def frozen(part: Any) -> Any:
    """A copy of a page's content as the scripts draw it.

    Every element without a chart has its content as one text of HTML, under `data-still`; a chart behind the first one is
    an element of its height that has the chart under `data-later`.

    >>> from dash import html
    >>> frozen(html.P(["5 < 6 ", html.B("so")], className="soft")).to_plotly_json()["props"]
    {'children': None, 'className': 'soft', 'key': 'still', 'data-still': '5 &lt; 6 <b>so</b>'}
    """
    return _frozen(part, count(1))


def _frozen(part: Any, charts: Iterator[int]) -> Any:
    if isinstance(part, list | tuple):
        return [_frozen(one, charts) for one in part]
    if not isinstance(part, Component):
        return part
    if part._type == "Graph":
        number = next(charts)
        return part if number <= AT_ONCE else _later(part, number)
    children = _children(part)
    if has_chart(children):
        made: Any = copy(part)
        made.children = _frozen(children, charts)
        return made
    if part._namespace != HTML or not _has_component(children):
        return part
    # under a key of its own, for an element that was filled with HTML must not be used again for components
    still = {"children": None, "key": "still", "data-still": html_of(children, ids=True)}
    return type(part)(**_given(part) | still)


def _later(graph: Component, number: int) -> html.Div:
    chart = json.dumps(graph, cls=PlotlyJSONEncoder, separators=(",", ":"))
    waiting: dict[str, Any] = {"data-later": chart}
    return html.Div(id=f"later-{number}", style=getattr(graph, "style", {}), **waiting)


def _has_component(children: Any) -> bool:
    some = children if isinstance(children, list | tuple) else [children]
    return any(isinstance(child, Component | list | tuple) for child in some)


def has_chart(part: Any) -> bool:
    """Whether a chart stands anywhere in a part."""
    if isinstance(part, list | tuple):
        return any(map(has_chart, part))
    return isinstance(part, Component) and (part._type == "Graph" or has_chart(_children(part)))


def _pieces(part: Any, ids: bool) -> Iterator[str]:
    if part is None or isinstance(part, bool):
        return
    if isinstance(part, list | tuple):
        for one in part:
            yield from _pieces(one, ids)
    elif not isinstance(part, Component):
        yield escape(str(part), quote=False)
    elif part._namespace == HTML:
        yield from _element(str(part._type).lower(), _given(part), _children(part), ids)
    elif part._type == "Link":
        leads = {"data-page": "true"} if ids else {}  # without a reload, where there are scripts
        yield from _element("a", _given(part) | leads, _children(part), ids)
    elif part._type == "Graph":
        yield from _element("div", {"style": getattr(part, "style", {})}, None, ids)


def _children(part: Component) -> Any:
    return getattr(part, "children", None)


def _given(part: Component) -> dict[str, Any]:
    """The properties that a component was made with."""
    document: Any = part.to_plotly_json()  # type: ignore[no-untyped-call]
    return dict(document["props"])


def _element(name: str, properties: Mapping[str, Any], children: Any, ids: bool) -> Iterator[str]:
    yield f"<{name}{''.join(_attributes(properties, ids))}>"
    if name not in BARE:
        yield from _pieces(children, ids)
        yield f"</{name}>"


def _attributes(properties: Mapping[str, Any], ids: bool) -> Iterator[str]:
    # Dash keeps `data-` and `aria-` in a set: in an order of their own, each process writes the same page
    for key, value in sorted(properties.items(), key=lambda one: one[0] if one[0].startswith(WILD) else ""):
        if key in LEFT_OUT or value is None or value is False or (key == "id" and not ids):
            continue
        name = NAMES.get(key, key.lower())
        if value is True:
            yield f" {name}" if not name.startswith(WILD) else f' {name}="true"'
        else:
            text = _style(value.items()) if isinstance(value, Mapping) else str(value)
            yield f' {name}="{escape(text)}"'


def _style(rules: Iterable[tuple[str, Any]]) -> str:
    """Rules with the names of CSS.

    >>> _style({"minWidth": "3px", "--share": 4}.items())
    'min-width:3px;--share:4'
    """
    return ";".join(
        f"{_UPPER.sub(lambda letter: f'-{letter[0].lower()}', name)}:{value}" for name, value in rules
    )
