"""Filters as native forms: labelled selects and one button, sent as an address.

No callback: the browser builds the query itself, and `assets/forms.js` spares it the reload and leaves out empty fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import parts


@dataclass(frozen=True, kw_only=True, slots=True)
class Select:
    """One filter: the key in the address, its label, the values with their words, and the value that holds.

    `every` says in words what no value means. Options in `groups` stand under a heading each, instead of `options`.
    """

    name: str
    label: str
    options: Sequence[tuple[str, str]] = ()
    value: str = ""
    every: str = "All"
    groups: Mapping[str, Sequence[tuple[str, str]]] | None = None
    wide: bool = False


def filter_form(
    path: str,
    selects: Sequence[Select],
    *,
    label: str,
    keep: Mapping[str, str] | None = None,
    button: str = "Show",
    clear: str = "",
    prefix: str = "filter",
) -> html.Form:
    """A form whose fields are the query of an address.

    Args:
        path: the page that it leads to.
        selects: the filters; one without options is left out.
        label: what the form does, for screen readers.
        keep: keys and values of the address that stay as they are.
        button: the words on the button.
        clear: the address without filters, if a link to it is wanted.
        prefix: what the ids of the fields begin with; each form of a page has its own.
    """
    kept = [hidden(name, value) for name, value in (keep or {}).items() if value]
    actions: list[Any] = [html.Button(button, type="submit", className="button")]
    if clear:
        actions.append(dcc.Link("Clear filters", href=clear, className="clear"))
    named: dict[str, Any] = {"data-address": "true", **parts.aria(label=label)}
    shown = [one for one in selects if one.options or one.groups]
    return html.Form(
        [
            *(_field(one, f"{prefix}-{one.name}") for one in shown),
            *kept,
            html.Div(actions, className="actions"),
        ],
        action=path,
        method="get",
        className="filters",
        **named,
    )


def hidden(name: str, value: str) -> html.Select:
    """A value that a form keeps and does not show: Dash has no hidden input without a callback, so a select with one option."""
    return html.Select(html.Option(value, value=value), name=name, hidden=True, **parts.aria(label=name))


def _field(select: Select, identifier: str) -> html.Div:
    grouped = [
        html.Optgroup([_option(select, *one) for one in options], label=heading)
        for heading, options in (select.groups or {}).items()
        if options
    ]
    options = [
        _option(select, "", select.every),
        *(_option(select, *one) for one in select.options),
        *grouped,
    ]
    return html.Div(
        [
            html.Label(select.label, htmlFor=identifier),
            html.Select(options, name=select.name, id=identifier),
        ],
        className="field wide" if select.wide else "field",
        # a field is made anew where another value holds: what a reader chose and did not send is forgotten
        key=f"{identifier}={select.value}",
    )


def _option(select: Select, value: str, text: str) -> html.Option:
    return html.Option(text, value=value, selected="selected" if value == select.value else None)
