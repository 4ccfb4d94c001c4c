"""The reading against the labels of the five published reports, and the scoring itself.

The families that the product is about must be right in full. `DOUBTFUL` names the labels that a careful second reader
could decide otherwise, with the field in doubt; every other field of them must be right. `KNOWN_WRONG` names what is
read wrongly today; a row that comes right must leave the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl import scoring
from etl.figures import Figure, Placed
from etl.report_records import Report
from etl.score import FOUND, Judged, Label, Score, judge, read_labels, summary
from etl.scoring import scores_of
from tests.small_reports import report_text, write_reports

GOLD = Path(__file__).parent / "gold"
MISSION = frozenset(
    """sanction_detection_rate sanction_detections charge_share caution_share prosecution_rate arrest_rate_spi8a arrests incidents offences
    network_disruptions assets_recovered cash_seized confiscation_orders bme_share bme_headcount""".split()
)
# What must agree: all but the qualifier, which is a shade of the wording.
FIELDS = frozenset("missing value unit metric group scope kind period definition paragraph".split())
COMMAND = "the report names the command in two ways, and the whole service is arguable"
DOUBTFUL: Mapping[tuple[str, int], tuple[str, str]] = {
    ("2008-01-31-mpa-06b", 63932): ("period", "recruits in training now: a stock, or the year's recruits"),
    **{
        ("2010-12-09-sop-08", start): ("scope", COMMAND)
        for start in (11559, 11603, 11609, 11755, 11904, 11909, 11984)
    },
}
EVENT = "who conducts the recruitment is taken for whose figure it is"
KNOWN_WRONG: Mapping[tuple[str, int], str] = {
    ("2008-01-31-mpa-06b", 66664): EVENT,
    ("2008-01-31-mpa-06b", 66876): EVENT,
    ("2008-01-31-mpa-06b", 66892): EVENT,
}
LABELS = [label for path in sorted(GOLD.glob("2*.tsv")) for label in read_labels(path)]


@pytest.fixture(scope="module")
def scores(originals: Path) -> Mapping[str, Score]:
    return scores_of(GOLD, originals)


def key(label: Label) -> tuple[str, int]:
    return label.report_id, label.start


def mission_labels() -> list[object]:
    return [
        pytest.param(
            place,
            id=f"{label.report_id} {label.paragraph} {label.metric} {label.printed}@{label.start} {label.group}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=KNOWN_WRONG[key(label)])]
            if key(label) in KNOWN_WRONG
            else [],
        )
        for place, label in enumerate(LABELS)
        if label.metric in MISSION
    ]


def judged(scores: Mapping[str, Score], place: int) -> Judged:
    """What the reading made of a label; `judge` keeps the order of the labels."""
    label = LABELS[place]
    first = next(index for index, other in enumerate(LABELS) if other.report_id == label.report_id)
    found = scores[label.report_id].judged[place - first]
    assert found.label == label
    return found


@pytest.mark.originals
@pytest.mark.parametrize("place", mission_labels())
def test_figures_of_the_mission_are_right(scores: Mapping[str, Score], place: int) -> None:
    found = judged(scores, place)
    doubt = DOUBTFUL.get(key(found.label), ("", ""))[0]
    wrong = set(found.wrong) & FIELDS - {doubt}
    assert not wrong, (found.label.name, sorted(wrong), found.figure)


@pytest.mark.originals
@pytest.mark.parametrize("place", [i for i, label in enumerate(LABELS) if key(label) in DOUBTFUL])
def test_doubtful_labels_are_still_read_otherwise(scores: Mapping[str, Score], place: int) -> None:
    """A label that is read as it stands needs no exception."""
    found = judged(scores, place)
    assert DOUBTFUL[key(found.label)][0] in found.wrong


def test_exceptions_name_labels() -> None:
    known = {key(label) for label in LABELS if label.metric in MISSION}
    assert known >= DOUBTFUL.keys() | KNOWN_WRONG.keys()
    assert len([label for label in LABELS if label.metric in MISSION]) >= 85


@pytest.mark.originals
def test_nearly_every_figure_is_found_with_value_and_unit(scores: Mapping[str, Score]) -> None:
    counts = summary(scores.values())["all"]
    missed = [
        one.label.name for score in scores.values() for one in score.judged if set(one.wrong) & set(FOUND)
    ]
    assert counts["found"] >= 0.97 * counts["labels"], missed


@pytest.mark.originals
def test_no_row_claims_what_no_label_has(scores: Mapping[str, Score]) -> None:
    false = [figure for score in scores.values() for figure in score.false_claims]
    assert not false, [
        (figure.report_id, figure.paragraph, figure.printed, figure.metric) for figure in false
    ]
    assert sum(score.claims for score in scores.values()) >= len([x for x in LABELS if x.metric in MISSION]) - len(KNOWN_WRONG)  # fmt: skip


# -- the scoring itself

FIGURE = Figure(
    figure_id="a", report_id="made", source_file="made.txt", paragraph="1", start=10, end=13, printed="26%", quote="at 26%.",
    metric="sanction_detection_rate", group="rape", scope="mps", label="", kind="actual", statistic="value", value=26.0,
    value_high=None, unit="percent", qualifier="exact", period_type="financial_year", period_start=date(2006, 4, 1),
    period_end=date(2007, 3, 31), period_from="sentence", definition="", definition_from="", repeat_of="", rule="made",
)  # fmt: skip
LABEL = Label(
    report_id="made", paragraph="1", start=10, end=13, printed="26%", metric="sanction_detection_rate", group="rape", scope="mps",
    kind="actual", value=26.0, unit="percent", qualifier="exact", period=("financial_year", date(2006, 4, 1), date(2007, 3, 31)),
    definition="",
)  # fmt: skip


def test_a_figure_that_agrees_has_nothing_wrong() -> None:
    score = judge([LABEL], [FIGURE])
    assert score.judged[0].wrong == ()
    assert (score.claims, score.false_claims) == (1, ())


@pytest.mark.parametrize(
    ("wrong", "figure"),
    [
        ("value", FIGURE._replace(value=27.0)),
        ("unit", FIGURE._replace(unit="count")),
        ("group", FIGURE._replace(group="robbery")),
        ("scope", FIGURE._replace(scope="camden")),
        ("kind", FIGURE._replace(kind="target")),
        ("period", FIGURE._replace(period_end=date(2007, 2, 28))),
        ("qualifier", FIGURE._replace(qualifier="over")),
        ("definition", FIGURE._replace(definition="spi8a-2005")),
        ("paragraph", FIGURE._replace(paragraph="2")),
    ],
)
def test_the_field_that_differs_is_named(wrong: str, figure: Figure) -> None:
    assert judge([LABEL], [figure]).judged[0].wrong == (wrong,)


def test_a_wrong_metric_and_a_figure_without_label_are_false_claims() -> None:
    wrong, extra = FIGURE._replace(metric="clear_up_rate"), FIGURE._replace(start=90, end=93)
    score = judge([LABEL], [wrong, extra])
    assert score.false_claims == (wrong, extra)
    assert judge([LABEL], [FIGURE._replace(start=90, end=93, metric="other")]).false_claims == ()


def test_a_figure_answers_one_label() -> None:
    second = replace(LABEL, group="robbery")
    score = judge([LABEL, second], [FIGURE])
    assert [one.wrong for one in score.judged] == [(), ("missing",)]
    counts = summary([score])
    assert counts["all"]["labels"] == 2
    assert counts["Sanction detections"]["found"] == 1


def test_a_fault_of_a_rule_is_no_fault_of_the_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(report: Report) -> Placed:
        raise KeyError(report.report_id)

    write_reports(tmp_path, {"made.txt": report_text(), "made.tsv": "paragraph\tstart\n"})
    monkeypatch.setattr(scoring, "place_report", faulty)
    with pytest.raises(KeyError):
        scores_of(tmp_path, tmp_path)


def test_what_a_label_has_no_column_for_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "made.tsv"
    columns = "start end printed metric group scope kind value unit period_type period_start period_end"
    row = "10 13 26% sanction_detection_rate rape mps actual 26 percent financial_year 2006-04-01 2007-03-31"
    path.write_text("\n".join(line.replace(" ", "\t") for line in (columns, row, "")), encoding="utf-8")
    (label,) = read_labels(path)
    assert label == replace(LABEL, paragraph=None, qualifier=None, definition=None)
    assert label.name == "made 26%@10"
    score = judge([label], [FIGURE._replace(qualifier="over", paragraph="2", definition="spi8a-2005")])
    assert score.judged[0].wrong == ()
