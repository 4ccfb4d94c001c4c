"""Filters as native forms: labelled selects, folded lists of checkboxes and one button, sent as an address.

No callback: the browser builds the query itself, and `assets/forms.js` spares it the reload and leaves out empty fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import parts
from components.native import Input
from components.options import Options


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Boxes:
    """One filter of several values at once: the key in the address, its label, the values, and those that are chosen."""

    name: str
    label: str
    options: Options
    chosen: Sequence[str] = ()


def filter_form(
    path: str,
    fields: Sequence[Select | Boxes],
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
        fields: the filters; one without options is left out.
        label: what the form does, for screen readers.
        keep: keys and values of the address that stay as they are.
        button: the words on the button.
        clear: the address without filters, if a link to it is wanted.
        prefix: what the ids of the fields begin with; each form of a page has its own.
    """
    kept = [hidden(name, value) for name, value in (keep or {}).items() if value]
    # with an id, so that the reader who pressed it is still there when the page has changed (`page.js`)
    send = f"{prefix}-{fields[0].name}-send"
    actions: list[Any] = [html.Button(button, type="submit", id=send, className="button")]
    if clear:
        actions.append(dcc.Link("Clear filters", href=clear, className="clear"))
    # boxes hold at once, as everywhere; two selects that belong together wait for the button
    live = {"live": "true"} if any(isinstance(one, Boxes) for one in fields) else {}
    named: dict[str, Any] = {**parts.data(address="true", **live), **parts.aria(label=label)}
    shown = [one for one in fields if one.options or (isinstance(one, Select) and one.groups)]
    return html.Form(
        [
            *(
                _field(one, f"{prefix}-{one.name}")
                if isinstance(one, Select)
                else boxes(one, f"{prefix}-{one.name}")
                for one in shown
            ),
            *kept,
            html.Div(actions, className="actions"),
        ],
        action=path,
        method="get",
        className="filters",
        **named,
    )


def boxes(one: Boxes, identifier: str, *, open: bool = False) -> html.Details:
    """The checkboxes of a filter with the rows that each would leave, folded under its name and what is chosen."""
    names = [option.name for option in one.options if option.code in one.chosen]
    chosen = (
        names[0] if len(names) == 1 else f"{len(names)} chosen" if names else f"all {one.options.every:,}"
    )
    ticks = [
        box(
            one.name, option.code, f"{identifier}-{option.code}", option.code in one.chosen,
            [html.Span(option.name), html.Span(f"{option.count:,}", className="count")],
        )
        for option in one.options
    ]  # fmt: skip
    beyond = one.options.every - len(one.options)
    more = [html.P(f"{beyond:,} more: other filters bring them up", className="soft")] if beyond else []
    return html.Details(
        [
            html.Summary([html.B(one.label), html.Span(chosen, className="count")]),
            html.Fieldset(
                [html.Legend(one.label, className="unseen"), html.Div([*ticks, *more], className="boxes")],
                id=identifier,
            ),
        ],
        open=open,
        className="facet",
    )


def box(name: str, value: str, identifier: str, checked: bool, label: Sequence[Any]) -> html.Label:
    """One checkbox with its label."""
    tick = Input(id=identifier, type="checkbox", name=name, value=value, checked=checked)
    return html.Label([tick, *label], className="box")


def hidden(name: str, value: str) -> Input:
    """A value that a form keeps and does not show."""
    return Input(type="hidden", name=name, value=value)


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
