"""A page as HTML, as its components will draw it: what a reader sees before the scripts have run, and without any.

Charts are empty frames of their height, texts are escaped, and nothing has an id, for the page that the scripts draw has
the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

# Names that the DOM of React has and HTML has not.
NAMES = {"className": "class", "htmlFor": "for"}
LEFT_OUT = frozenset({"children", "id", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
BARE = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"})
_UPPER = re.compile("[A-Z]")


def html_of(part: Any) -> str:
    """A component, a text, or a list of them as HTML.

    >>> from dash import html
    >>> html_of(html.P(["5 < 6 ", html.B("so")], className="soft"))
    '<p class="soft">5 &lt; 6 <b>so</b></p>'
    """
    return "".join(_pieces(part))


def has_chart(part: Any) -> bool:
    """Whether a chart stands anywhere in a part."""
    if isinstance(part, list | tuple):
        return any(map(has_chart, part))
    return isinstance(part, Component) and (part._type == "Graph" or has_chart(_children(part)))


def _pieces(part: Any) -> Iterator[str]:
    if part is None or isinstance(part, bool):
        return
    if isinstance(part, list | tuple):
        for one in part:
            yield from _pieces(one)
    elif not isinstance(part, Component):
        yield escape(str(part), quote=False)
    elif part._namespace == "dash_html_components":
        yield from _element(str(part._type).lower(), _given(part), _children(part))
    elif part._type == "Link":
        yield from _element("a", _given(part), _children(part))
    elif part._type == "Graph":
        yield from _element("div", {"style": getattr(part, "style", {})}, None)
    elif part._type == "Checklist":
        yield from _checklist(part)
    elif part._type == "Input":
        yield from _element("input", {**_given(part), "className": "form-control"}, None)


def _children(part: Component) -> Any:
    return getattr(part, "children", None)


def _given(part: Component) -> dict[str, Any]:
    """The properties that a component was made with."""
    document: Any = part.to_plotly_json()  # type: ignore[no-untyped-call]
    return dict(document["props"])


def _element(name: str, properties: Mapping[str, Any], children: Any) -> Iterator[str]:
    yield f"<{name}{''.join(_attributes(properties))}>"
    if name not in BARE:
        yield from _pieces(children)
        yield f"</{name}>"


def _attributes(properties: Mapping[str, Any]) -> Iterator[str]:
    for key, value in properties.items():
        if key in LEFT_OUT or value is None or value is False:
            continue
        name = NAMES.get(key, key.lower())
        if value is True:
            yield f" {name}" if not name.startswith(("aria-", "data-")) else f' {name}="true"'
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


def _checklist(part: Component) -> Iterator[str]:
    """The checkboxes of a list as Bootstrap lays them out; without ids, so each stands inside its label."""
    given = _given(part)
    yield f'<div class="{escape(given.get("className", ""))}">'
    for option in given["options"]:
        box = {
            "type": "checkbox",
            "className": "form-check-input",
            "name": given.get("name"),
            "value": option["value"],
            "checked": option["value"] in given["value"],
        }
        yield '<label class="form-check">'
        yield from _element("input", box, None)
        yield '<span class="form-check-label">'
        yield from _pieces(option["label"])
        yield "</span></label>"
    yield "</div>"
