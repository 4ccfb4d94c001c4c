import dataclasses
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_figures import figure, rate
from rich.console import Console

from etl.builds import TablesError
from etl.checks import check_figures
from etl.comparisons import compare_figures
from etl.reading import print_checks, print_comparisons
from etl.schema import CHECKS, COMPARISONS

FIGURES = [
    rate(52.0, "FY2005"),
    rate(32.3, "to Oct 2005"),
    rate(44.4, "to Oct 2006"),
    figure(5_296, "to Oct 2006", group="child_abuse"),
    figure(
        109, "to Oct 2006", group="child_abuse", kind="change_abs", quote="Up on the same period last year."
    ),
    figure(
        420, "FY2006", group="child_abuse", kind="forecast", qualifier="approx", quote="At the present rate."
    ),
    figure(5_007, "to Oct 2005", metric="arrests"),
    figure(7_428, "to Oct 2006", metric="arrests"),
    figure(58.0, "to Oct 2006", metric="arrests", kind="change_pct", unit="percent", quote="On last year."),
    figure(0, "FY2005", metric="incidents"),
    figure(3, "FY2006", metric="incidents"),
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    rows = (compare_figures(FIGURES, {"sanction_detection_rate": "higher"}), check_figures(FIGURES))
    for table, records in zip((COMPARISONS, CHECKS), rows, strict=True):
        content = pa.Table.from_pylist([dataclasses.asdict(one) for one in records], schema=table.schema())
        pq.write_table(content, folder / table.file)
    return folder


def screen() -> Console:
    return Console(file=io.StringIO(), width=600, force_terminal=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_comparisons_are_printed_with_value_change_and_reason(tables: Path) -> None:
    console = screen()
    count = print_comparisons(tables, console=console)
    text = printed(console)
    assert f"{count} comparisons" in text
    for words in (
        "+12.1 percentage points",
        "(+37.5%)",
        "5,187 [d]",
        "≈ 420",
        "period differs",
        "base zero",
        "better",
    ):
        assert words in text
    assert not {"nan", "inf", "None", "<NA>"} & set(text.split())


def test_a_refusal_names_its_offer(tables: Path) -> None:
    console = screen()
    print_comparisons(tables, metric="sanction_detection_rate", verdict="not_comparable", console=console)
    assert "Nearest comparable: 32.3% to 44.4%." in " ".join(printed(console).replace("│", " ").split())


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"metric": "arrests"}, 1),
        ({"basis": "versus_forecast"}, 1),
        ({"report": "report-a"}, 6),
        ({"group": "child_abuse"}, 2),
    ],
)
def test_filters(tables: Path, filters: dict[str, str], count: int) -> None:
    assert print_comparisons(tables, **filters, console=screen()) == count  # type: ignore[arg-type]


def test_checks_are_printed_and_misfits_counted(tables: Path) -> None:
    console = screen()
    assert print_checks(tables, console) == 2
    text = " ".join(printed(console).replace("│", " ").split())
    assert "(7,428 − 5,007) ÷ 5,007 = +48.4%; stated: +58%." in text


def test_an_unknown_code_is_named_with_the_known_ones(tables: Path) -> None:
    with pytest.raises(ValueError, match="unknown metric 'crimes': choose one of arrests, incidents"):
        print_comparisons(tables, metric="crimes", console=screen())
    with pytest.raises(ValueError, match="unknown report 'report-z'"):
        print_comparisons(tables, report="report-z", console=screen())


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        TablesError, match=r"comparisons\.parquet cannot be read \(it is not there\): .*python -m etl build"
    ):
        print_comparisons(tmp_path)
