"""Fields of forms as the browser has them: Dash's HTML has none without a callback.

They are written as HTML and never reach the browser as components (`still.html_of`).
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component


class Input(Component):
    """An `<input>` with these properties, under the names that other components have."""

    _namespace = "dash_html_components"
    _type = "Input"

    def __init__(self, **properties: Any) -> None:
        self._children_props = []
        self._base_nodes = ["children"]
        self._prop_names = self.available_properties = list(properties)
        self._valid_wildcard_attributes = self.available_wildcard_properties = ["data-", "aria-"]
        super().__init__(**properties)  # type: ignore[no-untyped-call]
