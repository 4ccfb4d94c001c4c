"""Documents as page parts: no HTML of their own, tables with scopes."""

from __future__ import annotations

from typing import Any

import pytest

from components import prose
from tests.trees import elements, tree


def kinds(part: Any) -> list[str]:
    return [one["type"] for one in elements(part)]


def rendered(text: str, **options: Any) -> Any:
    return tree(prose.rendered(text, **options))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n## Two", ["H2", "H3"]),
        ("Plain *words* and **more** `code`", ["P", "Em", "Strong", "Code"]),
        ("- one\n- two", ["Ul", "Li", "P", "Li", "P"]),
        ("[here](https://example.org)", ["P", "A"]),
        ("[here](javascript:alert(1))", ["P"]),
        ("<script>alert(1)</script>", ["P"]),
        ("<img src=x onerror=alert(1)>", ["P"]),
        ("```\ncode\n```", ["Pre", "Code"]),
    ],
)
def test_a_document_becomes_components(text: str, expected: list[str]) -> None:
    assert kinds(rendered(text)) == expected


def test_a_table_names_its_columns_and_rows() -> None:
    (table,) = rendered("| a | b |\n|---|---|\n| 1 | 2 |")
    scopes = [cell["props"]["scope"] for cell in elements(table, "Th")]
    assert scopes == ["col", "col", "row"]


def test_the_level_of_the_first_heading_is_asked_for_and_ends_at_six() -> None:
    assert kinds(rendered("# One\n\n###### Six", level=3)) == ["H3", "H6"]
