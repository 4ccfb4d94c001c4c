"""The same figures in Streamlit: streamlit run streamlit_app.py -- figures.parquet."""

import sys

import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def yearly(path: str) -> pd.DataFrame:
    """The figures."""
    return pd.read_parquet(path)


figures = yearly(sys.argv[1])
metric = st.selectbox("Metric", sorted(figures["metric"].unique()))
chosen = figures[figures["metric"] == metric]
st.plotly_chart(
    px.line(chosen.groupby("year", as_index=False)["value"].mean(), x="year", y="value", title=metric)
)
