"""The data page as its readers meet it: widths, folded tables, files that open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_nothing_stands_out

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def test_nothing_overflows_with_everything_unfolded(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/data")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (1920, 1280, 768, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert_nothing_stands_out(page)


def test_a_fold_opens_by_the_keyboard(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/data", 375)
    summary = page.get_by_text("Figures: 28 columns")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dictionary-figures")).to_be_visible()


def test_the_files_open_with_the_rows_that_the_page_says(
    built_site: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(f"{built_site}/data")
    readers = {"csv": pd.read_csv, "xlsx": None, "parquet": pd.read_parquet, "json": pd.read_json}
    for name in ("figures", "comparisons"):
        row = page.locator(f"#table-{name}")
        rows = int(row.locator(".column-rows").inner_text())
        for kind, read in readers.items():
            with page.expect_download() as download:
                row.locator(f"a[href^='/data/{name}.{kind}']").first.click()
            path = tmp_path / download.value.suggested_filename
            download.value.save_as(path)
            if read is not None:
                assert len(read(path)) == rows
            else:
                assert len(pd.read_excel(path, sheet_name=name, header=4)) == rows


def test_a_wrong_address_is_answered_in_words(built_site: str, open_page: Open) -> None:
    page = open_page(f"{built_site}/data")
    answer = page.request.get(f"{built_site}/data/figures.csv?metric=nothing")
    assert answer.status == 400
    assert "there is no metric “nothing”" in answer.text()
