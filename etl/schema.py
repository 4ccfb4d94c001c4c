"""The data contract: every table, column, closed list and key, described once and used everywhere.

A column that is not here is not written; a code that is not in a closed list is an error of the build, never a new code.
The descriptions travel in the field metadata of every Parquet file and fill the data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

SCHEMA_VERSION = "1"

KINDS = ("actual", "target", "forecast", "change_abs", "change_pct", "change_pp")
STATISTICS = ("value", "mean", "rolling_mean")
UNITS = (
    "percent",
    "percentage_points",
    "count",
    "gbp",
    "eur",
    "per_1000",
    "days",
    "weeks",
    "months",
    "years",
    "hours",
    "other",
)
QUALIFIERS = ("exact", "approx", "over", "under")
PERIOD_TYPES = (
    "financial_year",
    "fytd",
    "quarter",
    "month_range",
    "month",
    "day",
    "calendar_year",
    "rolling_year",
    "as_at",
    "multi_year",
    "unstated",
)
PERIOD_SOURCES = ("sentence", "list_heading", "paragraph", "report", "report_date")
DEFINITION_SOURCES = ("", "stated", "by_period", "inferred")
NUMBER_FATES = (
    "figure",
    "gloss",
    "date",
    "reference",
    "name",
    "contact",
    "ordinal",
    "not_measure",
    "unplaced",
)
DIRECTIONS = ("higher", "lower", "none")
TEXT_KINDS = ("original", "digest")

DICTIONARY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name, Arrow type, meaning and, for a code, the closed list that it draws from.

    >>> Column(name="unit", type=pa.string(), meaning="unit of the value", codes=UNITS).field().name
    'unit'
    """

    name: str
    type: pa.DataType
    meaning: str
    codes: tuple[str, ...] = ()
    nullable: bool = False

    def field(self) -> pa.Field[pa.DataType]:
        """The Arrow field, with the meaning in its metadata."""
        return pa.field(self.name, self.type, nullable=self.nullable, metadata={"description": self.meaning})


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its name (and file stem), what a row is, its key and its columns."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def file(self) -> str:
        """The Parquet file's name."""
        return f"{self.name}.parquet"

    def schema(self) -> pa.Schema:
        """The Arrow schema, described."""
        return pa.schema(
            [column.field() for column in self.columns],
            metadata={"description": self.row, "schema_version": SCHEMA_VERSION},
        )


def _text(name: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name=name, type=pa.string(), meaning=meaning, nullable=nullable)


def _code(name: str, meaning: str, codes: tuple[str, ...] = (), nullable: bool = False) -> Column:
    return Column(name=name, type=DICTIONARY, meaning=meaning, codes=codes, nullable=nullable)


def _int(name: str, meaning: str) -> Column:
    return Column(name=name, type=pa.int32(), meaning=meaning)


def _float(name: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name=name, type=pa.float64(), meaning=meaning, nullable=nullable)


def _date(name: str, meaning: str) -> Column:
    return Column(name=name, type=pa.date32(), meaning=meaning, nullable=True)


def _bool(name: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name=name, type=pa.bool_(), meaning=meaning, nullable=nullable)


FIGURES = Table(
    name="figures",
    row="one row for each statement of a figure in a report",
    key=("figure_id",),
    columns=(
        _text("figure_id", "identifier: hash of report, text, place and ordinal; never of metric or rule"),
        _code("report_id", "the report that states the figure"),
        _code("source_file", "name of the file that was read"),
        _text(
            "paragraph", "paragraph that holds the figure: 28, A.1, 19.d, rec39.g, summary, appendix-3, fn5"
        ),
        _int("start", "offset of the figure's first character in the text that was read"),
        _int("end", "offset after the figure's last character"),
        _text("printed", "the figure as printed; its precision is what checks allow for"),
        _text(
            "quote", "the sentence or bullet that holds the figure, as it stands in the text that was read"
        ),
        _code("metric", "what is measured: a code of the metrics table"),
        _code(
            "group", "offence or workforce group: a code of the groups table; empty where the metric has none"
        ),
        _code("scope", "whose figure: mps, national, or a borough, unit, command or operation in snake_case"),
        _text("label", "for other: what is measured, in the report's words"),
        _code("kind", "actual, target, forecast or a change", KINDS),
        _code("statistic", "value, mean (on average) or rolling_mean", STATISTICS),
        _float("value", "the number in its unit; a fall is negative; 26% is 26.0; £18.5m is 18500000.0"),
        _float("value_high", "the upper end, for ranges only", nullable=True),
        _code("unit", "unit of the value", UNITS),
        _code("qualifier", "exact, approx (around), over (more than) or under (nearly)", QUALIFIERS),
        _code("period_type", "kind of period", PERIOD_TYPES),
        _date("period_start", "first day of the period; blank where it is unstated"),
        _date("period_end", "last day of the period; blank where it is unstated"),
        _code("period_from", "where the period was read", PERIOD_SOURCES),
        _code("definition", "version of the metric's definition in force; empty where it has one only"),
        _code("definition_from", "how the definition is known", DEFINITION_SOURCES),
        _text("repeat_of", "figure_id of the first statement of the same figure in the report, else empty"),
        _code("rule", "the rule that placed the figure"),
    ),
)

NUMBERS = Table(
    name="numbers",
    row="one row for each number of a report, in digits or words, and what became of it",
    key=("report_id", "start", "end"),
    columns=(
        _code("report_id", "the report that holds the number"),
        _text("paragraph", "paragraph that holds the number"),
        _int("start", "offset of the number's first character in the text that was read"),
        _int("end", "offset after the number's last character"),
        _text("printed", "the number as printed"),
        _code("became", "what became of the number", NUMBER_FATES),
        _text("figure_id", "the (first) figure that the number became or repeats, else empty"),
        _text("reason", "why it is no figure, or why it could not be placed, in words"),
    ),
)

REPORTS = Table(
    name="reports",
    row="one row for each report",
    key=("report_id",),
    columns=(
        _text("report_id", "identifier of the report"),
        _text("source_file", "name of the file that was read"),
        _code("text_is", "whether the text is the original or a digest in our own words", TEXT_KINDS),
        _text("title", "title of the report"),
        _text("committee", "committee that received the report"),
        _date("date", "date of the meeting"),
        _text("number", "number of the report on the agenda, e.g. 6b"),
        _text("author", "by whom the report was submitted"),
        _text("url", "address of the published original, where known"),
        _text("sha256", "SHA-256 of the text that was read"),
        _int("characters", "length of the text that was read"),
        _int("paragraphs", "paragraphs, items and bullets read"),
        _int("figures", "figures placed"),
        _int("unplaced", "measures that could not be read"),
    ),
)

METRICS = Table(
    name="metrics",
    row="one row for each metric",
    key=("metric",),
    columns=(
        _text("metric", "code of the metric"),
        _text("label", "name of the metric on screen"),
        _text("description", "what the metric measures"),
        _code("unit", "unit of the metric; other: as stated", UNITS),
        _code("direction", "whether a higher or a lower value is better, or neither", DIRECTIONS),
        _text("family", "family of metrics on the overview"),
        _bool("headline", "whether the overview shows the metric"),
    ),
)

GROUPS = Table(
    name="groups",
    row="one row for each offence or workforce group",
    key=("group",),
    columns=(
        _text("group", "code of the group"),
        _text("label", "name of the group on screen"),
        _text("description", "who or what belongs to the group"),
        _text("family", "offences or workforce"),
    ),
)

DEFINITIONS = Table(
    name="definitions",
    row="one row for each version of a metric's definition",
    key=("definition",),
    columns=(
        _text("definition", "code of the definition"),
        _text("metric", "the metric that it defines"),
        _text("label", "name of the definition on screen"),
        _text("description", "what is counted under it"),
        _date("valid_from", "first day it was in force; blank where unknown"),
        _date("valid_to", "last day it was in force; blank while in force"),
    ),
)

BASES = ("same_period_last_year", "year_on_year", "versus_target", "versus_forecast")
VERDICTS = ("like_for_like", "with_caution", "not_comparable")
REASONS = (
    "",
    "definition_changed",
    "unit_differs",
    "scope_differs",
    "group_differs",
    "period_unstated",
    "not_both_actual",
    "period_differs",
    "cut_off_differs",
    "base_zero",
)
JUDGEMENTS = ("better", "worse", "no_change", "no_judgement", "unclear")
TARGET_STATUSES = ("", "green", "amber", "red", "off_target")
BASE_SIZES = ("ordinary", "small", "too_small")
UNCERTAINTY_METHODS = ("none", "newcombe", "exact_conditional")
CHECK_KINDS = (
    "rate",
    "change",
    "parts",
    "shares",
    "implied_base",
    "pace",
    "contradiction",
    "revision",
)
CHECK_OUTCOMES = ("agrees", "agrees_after_rounding", "does_not_fit", "cannot_be_checked")


def _side(side: str, whose: str) -> tuple[Column, ...]:
    """The columns of one side of a pair, each prefixed with the side's name."""
    return (
        _text(f"{side}_id", f"figure_id of {whose}; empty where the value is derived"),
        _code(f"{side}_report_id", f"report that states {whose}"),
        _code(f"{side}_kind", f"kind of {whose}", KINDS),
        _float(f"{side}_value", f"value of {whose}, in the column unit"),
        _text(f"{side}_printed", f"{whose} as printed; empty where the value is derived"),
        _code(f"{side}_qualifier", f"qualifier of {whose}", QUALIFIERS),
        _code(f"{side}_period_type", f"kind of period of {whose}", PERIOD_TYPES),
        _date(f"{side}_period_start", f"first day of the period of {whose}; blank where it is unstated"),
        _date(f"{side}_period_end", f"last day of the period of {whose}; blank where it is unstated"),
        _code(f"{side}_definition", f"definition of {whose}; empty where the metric has one only"),
        _text(
            f"{side}_revised_by",
            "figure_id of the statement in a later report that gives another value for the same; else empty",
        ),
    )


COMPARISONS = Table(
    name="comparisons",
    row="one row for each pair of figures that a reader would set side by side, comparable or refused",
    key=("comparison_id",),
    columns=(
        _text("comparison_id", "identifier: hash of the basis and of the ids of both figures"),
        _code("basis", "what the later figure is compared with", BASES),
        _code("metric", "what is measured: a code of the metrics table"),
        _code("group", "group of the later figure; empty where the metric has none"),
        _code("scope", "scope of the later figure"),
        _text("label", "for other: what is measured, in the report's words"),
        _code("unit", "unit of the later value", UNITS),
        *_side("earlier", "the earlier figure, or of the target or forecast"),
        *_side("later", "the later figure"),
        _float("change_abs", "later less earlier, in change_unit; blank where not comparable", nullable=True),
        _code("change_unit", "unit of change_abs: percentage_points for a rate, else the unit", UNITS),
        _float(
            "change_pct",
            "relative change in per cent of the earlier value; blank where not comparable or the base is too small",
            nullable=True,
        ),
        _code("verdict", "whether the pair is like for like", VERDICTS),
        _code("reason", "why the pair is not comparable; else empty", REASONS),
        _text("note", "what a reader must know about the pair, in sentences"),
        _code("judgement", "whether the change is for the better", JUDGEMENTS),
        _code(
            "target_status",
            "against a target, by the rule of the Authority's headline report of 13 October 2011",
            TARGET_STATUSES,
        ),
        _text("stated_change_ids", "figure_ids of the changes that the report itself states, by spaces"),
        _code(
            "stated_change_agrees",
            "outcome of the stated changes against the two figures; empty where none is stated",
            ("", *CHECK_OUTCOMES),
        ),
        _bool("derived", "whether the earlier value was derived from a stated change"),
        _text("derived_from", "figure_ids of the stated changes it was derived from, by spaces"),
        _code(
            "base_size",
            "small: earlier count or denominator under 50; too_small: count under 10, denominator under 20",
            BASE_SIZES,
        ),
        _text("offer", "comparison_id of the nearest comparable pair, for a refused pair; else empty"),
        _code("uncertainty_method", "how the interval or probability was computed", UNCERTAINTY_METHODS),
        _float(
            "uncertainty_low",
            "lower end of the 95% interval: points (newcombe), per cent (exact_conditional)",
            nullable=True,
        ),
        _float("uncertainty_high", "upper end of the same interval", nullable=True),
        _float("p_value", "two-sided probability of the exact conditional test", nullable=True),
        _bool("clear", "whether the change is clear at 95%; blank where it is not known", nullable=True),
        _text("uncertainty_caption", "what the interval or probability means, or why there is none"),
    ),
)

CHECKS = Table(
    name="checks",
    row="one row for each thing that the reports state and that can be worked out again",
    key=("check_id",),
    columns=(
        _text("check_id", "identifier: hash of the kind and of the ids of the figures"),
        _code("kind", "what is worked out", CHECK_KINDS),
        _code("outcome", "how the stated and the computed value agree", CHECK_OUTCOMES),
        _code("report_id", "the report that states the figure that is checked"),
        _code("other_report_id", "the other report, for a pair of reports; else empty"),
        _text("paragraph", "paragraph of the figure that is checked"),
        _code("metric", "metric of the figure that is checked"),
        _code("group", "group of the figure that is checked"),
        _code("scope", "scope of the figure that is checked"),
        _code("period_type", "kind of period of the figure that is checked", PERIOD_TYPES),
        _date("period_start", "first day of its period; blank where it is unstated"),
        _date("period_end", "last day of its period; blank where it is unstated"),
        _text("stated_id", "figure_id of the figure that is checked"),
        _text("input_ids", "figure_ids of the figures it is worked out from, in order, by spaces"),
        _code("unit", "unit of the stated and the computed value", UNITS),
        _float(
            "stated_value",
            "the value that the report states; 100 for shares of one whole, the implied strength for implied_base",
        ),
        _float("computed_value", "the value worked out; blank where there is none", nullable=True),
        _float(
            "computed_low",
            "least value that the precision of the inputs allows; blank where unbounded",
            nullable=True,
        ),
        _float("computed_high", "greatest such value; blank where unbounded", nullable=True),
        _text("arithmetic", "the sum in words, with the figures as printed"),
        _text("note", "what the outcome means and what may explain it"),
        _float(
            "interval_low",
            "for a rate with a stated base: lower end of the 95% Wilson interval",
            nullable=True,
        ),
        _float("interval_high", "upper end of the same interval", nullable=True),
        _text("interval_caption", "what the interval means; empty where there is none"),
    ),
)

TABLES: tuple[Table, ...] = (
    FIGURES,
    NUMBERS,
    REPORTS,
    METRICS,
    GROUPS,
    DEFINITIONS,
    COMPARISONS,
    CHECKS,
)
