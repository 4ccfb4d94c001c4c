"""Colours, marks and one Plotly template.

Categories and grid are those of the Government Analysis Function's colour guidance; judgement and text colours are the
design conventions' own. All of them are for a white ground: there is no dark theme.
"""

from __future__ import annotations

from typing import Any

CATEGORIES = ("#12436D", "#28A197", "#801650", "#F46A25")
MUTED = "#BFBFBF"
EARLIER = "#767676"  # an earlier value beside the latest: grey that is seen on white (3:1 and more)
GRID = "#D6D6D6"
GROUND = "#ffffff"
TEXT, SECONDARY = "#0b0c0c", "#484949"
MARGIN = 62  # pixels left of a chart, for the values of its axis
FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"

# Actual, target and forecast differ by shape as well as by colour; the CSS names the same colours for the key.
MARKS: dict[str, dict[str, Any]] = {
    "actual": {"symbol": "circle", "color": CATEGORIES[0], "size": 10},
    "target": {"symbol": "diamond", "color": CATEGORIES[3], "size": 13},
    "forecast": {"symbol": "triangle-up", "color": CATEGORIES[2], "size": 13},
}

_AXIS: dict[str, Any] = {
    "gridcolor": GRID,
    "linecolor": GRID,
    "tickcolor": GRID,
    "zeroline": False,
    "fixedrange": True,
    "tickangle": 0,
    "title": {"text": ""},
}
TEMPLATE: dict[str, Any] = {
    "layout": {
        "font": {"family": FONT, "size": 13, "color": TEXT},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "colorway": list(CATEGORIES),
        "margin": {"l": MARGIN, "r": 32, "t": 12, "b": 58},
        "xaxis": _AXIS | {"showgrid": False, "ticks": "outside", "showline": True},
        "yaxis": _AXIS | {"ticks": "", "ticklabelstandoff": 6},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": GROUND,
            "bordercolor": SECONDARY,
            "font": {"family": FONT, "color": TEXT},
        },
        "dragmode": False,
    }
}
# No logo, no mode bar (nine tab stops a chart), and nothing that sends a chart to a cloud.
GRAPH_CONFIG: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
}
