"""How long comparisons and checks take over many figures: python -m benchmarks.bench_comparisons [--figures 100000]."""

from __future__ import annotations

import argparse
import random
import time
from datetime import date, timedelta

import pandas as pd

from etl.checks import check_figures
from etl.comparisons import compare_figures

METRICS = {
    "sanction_detection_rate": ("percent", "higher"),
    "sanction_detections": ("count", "none"),
    "offences": ("count", "none"),
    "bme_share": ("percent", "higher"),
    "cash_seized": ("gbp", "higher"),
    "other": ("count", "none"),
}
GROUPS = (
    "burglary",
    "robbery",
    "rape",
    "homicide",
    "gun_crime",
    "knife_crime",
    "racist_crime",
    "child_abuse",
)
SCOPES = ("mps", *(f"borough_{number}" for number in range(32)))
KINDS = ("actual",) * 8 + ("target", "forecast", "change_abs", "change_pct")


def synthetic_figures(count: int, seed: int) -> pd.DataFrame:
    """Figures of invented quarterly reports: every metric, group and scope, with targets, forecasts and changes."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        report = number // 200
        year, month = 2001 + report // 4 % 12, (6, 9, 12, 3)[report % 4]
        start = date(year, 4, 1)
        end = date(year + (month == 3), month, 30 if month != 3 else 31)
        metric = draw.choice(list(METRICS))
        unit, _ = METRICS[metric]
        kind = draw.choice(KINDS)
        value = float(draw.randint(0, 100)) if unit == "percent" else float(draw.randint(0, 9_000))
        rows.append(
            {
                "figure_id": f"figure-{number}",
                "report_id": f"{end + timedelta(days=40)}-{report}",
                "paragraph": str(number % 200 // 10),
                "start": number % 200 * 100,
                "end": number % 200 * 100 + 5,
                "printed": f"{value:,.0f}",
                "quote": f"In this invented sentence the figure of {value:,.0f} stands.",
                "metric": metric,
                "group": draw.choice(GROUPS),
                "scope": draw.choice(SCOPES),
                "label": f"label {draw.randint(0, 50)}" if metric == "other" else "",
                "kind": kind,
                "statistic": "value",
                "value": value,
                "value_high": None,
                "unit": unit,
                "qualifier": draw.choice(("exact", "exact", "exact", "approx")),
                "period_type": "financial_year" if month == 3 else "fytd",
                "period_start": start,
                "period_end": end,
                "period_from": "sentence",
                "definition": "",
                "definition_from": "",
                "repeat_of": "",
            }
        )
    return pd.DataFrame(rows)


def main() -> None:
    """Print the seconds of both steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    figures = synthetic_figures(arguments.figures, arguments.seed)
    reports = pd.DataFrame({"report_id": figures["report_id"].unique()})
    reports["date"] = reports["report_id"].str[:10]
    directions = {metric: direction for metric, (_, direction) in METRICS.items()}
    begin = time.perf_counter()
    comparisons = compare_figures(figures, directions, reports=reports)
    middle = time.perf_counter()
    checks = check_figures(figures, reports=reports)
    end = time.perf_counter()
    refused = sum(not one.comparable for one in comparisons)
    print(f"{len(figures):,} figures")
    print(f"{middle - begin:6.2f} s  {len(comparisons):,} comparisons, {refused:,} of them refused")
    print(f"{end - middle:6.2f} s  {len(checks):,} checks")


if __name__ == "__main__":
    main()
