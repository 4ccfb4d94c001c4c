"""The digests that are shipped and the published reports give the same figures, each read by the same rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from etl.figures import Figure, place_report
from etl.reports import read_report, read_sources

DIGESTS = Path(__file__).parents[1] / "data" / "reports"
NAMES = sorted(path.name for path in DIGESTS.glob("*.txt"))


def figures_of(folder: Path, name: str) -> tuple[Figure, ...]:
    """The figures of one report of a folder."""
    return place_report(read_report(folder / name, read_sources(folder))).figures


def reading(figure: Figure) -> tuple[object, ...]:
    """What must not depend on the wording: all that the figure says, and the paragraph that it stands in."""
    return (
        figure.report_id,
        figure.paragraph,
        figure.metric,
        figure.group,
        figure.kind,
        round(figure.value, 6),
        figure.unit,
        figure.qualifier,
        figure.period_type,
        str(figure.period_start),
        str(figure.period_end),
    )


@pytest.mark.originals
@pytest.mark.parametrize("name", NAMES)
def test_digest_gives_the_figures_of_its_original(name: str, originals: Path) -> None:
    digest = Counter(reading(figure) for figure in figures_of(DIGESTS, name))
    original = Counter(reading(figure) for figure in figures_of(originals, name))
    only_digest, only_original = digest - original, original - digest
    assert not only_digest, f"only in the digest: {sorted(only_digest)}"
    assert not only_original, f"only in the original: {sorted(only_original)}"
    assert digest


def test_there_is_a_digest_for_each_report() -> None:
    assert len(NAMES) == 5
    assert {source.text_is for source in read_sources(DIGESTS).values()} == {"digest"}
