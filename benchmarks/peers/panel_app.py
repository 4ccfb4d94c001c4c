"""The same figures in Panel: panel serve panel_app.py --args figures.parquet."""

import sys

import pandas as pd
import panel as pn
import plotly.express as px

pn.extension("plotly")
FIGURES = pn.state.as_cached("figures", pd.read_parquet, path=sys.argv[1])
METRICS = sorted(FIGURES["metric"].unique())


def chart(metric: str) -> object:
    """The mean value by period of a metric."""
    chosen = FIGURES[FIGURES["metric"] == metric]
    return px.line(chosen.groupby("year", as_index=False)["value"].mean(), x="year", y="value", title=metric)


choice = pn.widgets.Select(name="Metric", options=METRICS)
pn.Column(choice, pn.pane.Plotly(pn.bind(chart, choice))).servable()
