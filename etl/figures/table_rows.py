"""The rows of a table: measure and period from the column heads, group from the label.

Where the heads do not tell which of them is over which cell (`table_heads`), the cells are `other` with the row's label.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from etl.calendar import UNSTATED, Period
from etl.catalogue.metrics import BY_CODE
from etl.figures import when
from etl.figures.drafts import Draft
from etl.figures.figure_kind import PER_CENT, Kind, change_kind
from etl.figures.subjects import (
    COUNT_OF,
    COUNTED,
    HEADCOUNTS,
    MONEY_OF,
    ONE_KIND_OF_DETECTION,
    OTHER,
    RATE_OF,
    RECRUITS,
    SHARES,
    Subject,
    is_stock,
)
from etl.figures.table_heads import Column
from etl.figures.table_labels import (
    GAP,
    NO_OFFENCE,
    OF_DETECTIONS,
    OUTCOMES,
    OVERALL,
    TOTAL,
    UNLISTED,
    label_says_percent,
    says_pounds,
    says_ratio,
    stage_of,
)
from etl.figures.table_periods import PARTS, WHOLE
from etl.numbers import Number
from etl.report_records import Span, TableRow
from etl.table_cells import MOVED, MOVES, SHORT_CELL

_ROUNDED = 0.1001  # points by which a difference of two rates printed to one place may be off
_DOWN = frozenset(("down", "decrease", "reduction", "fall", "lower"))


class Setting(NamedTuple):
    """What holds for a whole table: its columns, and what its caption and the text above it are about."""

    columns: tuple[Column, ...]
    about: Subject
    period: Period | None
    around: when.Around
    scope: str
    is_offences: bool
    thousands: bool
    counts_and_rates: bool = False  # offences as counts, then their rates for the same periods
    ratios: bool = False  # the title says that the numbers are ratios
    percent: bool = False  # the title says that bare numbers are per cent
    title_who: str = ""  # the one population that the title names
    staff_of_all: str = ""  # of whom a row "Total" is, where the rows are several groups of staff
    row_period: Period | None = None  # what the label of the row at hand names
    row_kind: str = ""  # the kind that this label names: "2000/01 target"
    section: str = ""  # the group of staff that the section is about
    other_events: bool = False  # the title names events that are no offences: "Complaints by type"
    gone: bool = False  # the title is of people who left
    pounds: float = (
        0.0  # by what bare numbers are to be multiplied to be the pounds that the row or the title names
    )
    names_measures: bool = (
        False  # the rows name measures of several kinds, so one that names none is of another
    )
    has_spi: bool = False  # the indicator of the arrest rate, or its incidents, are among the rows


def read_cell(
    text: str,
    row: TableRow,
    cell: Span,
    label: Subject,
    number: Number,
    column: Column | None,
    setting: Setting,
    previous: Period | None,
    unit: str = "",
    points: float | None = None,
) -> Draft:
    """The figure of one cell; a bare number under a head that says per cent is one, under thousands a thousand-fold.

    `previous` and `unit` are the period of the row's latest actual and the unit of its last actual: a change without a
    unit beside percentages is in points. `points` is by how much the row's last two rates differ: a change of so much is
    one in points, whatever its head calls it.
    """
    if (
        column is not None
        and column.kind == "change"
        and points is not None
        and number.unit in ("count", "percent")
        and abs(abs(points) - abs(number.value)) <= _ROUNDED
    ):
        number = number._replace(unit="percentage_points")
    in_points = column is not None and column.kind == "change" and not column.percent and unit == "percent"
    if number.unit == "count" and in_points:
        number = number._replace(unit="percentage_points")
    small = number.value <= 100  # no share is more than the whole
    aimed_at = column is not None and column.kind in ("target", "forecast") and not column.subject.metric
    per_cent = column is not None and (
        (column.percent and (small or column.kind == "change"))
        or (small and not column.kind and label_says_percent(text[slice(*row.label)]))
        or (setting.percent and small and (not column.kind or aimed_at))
        or (
            aimed_at and small and unit == "percent" and not number.signed
        )  # "11.2 | 12.4 | 13": target of a rate
    )
    if number.unit == "count" and per_cent:
        number = number._replace(unit="percent")
    elif (
        number.unit == "count"
        and column is not None
        and (pounds := says_pounds(column.words) or setting.pounds)
    ):
        number = number._replace(value=round(number.value * pounds, 2), unit="gbp")
    elif (
        number.unit == "count"
        and setting.thousands
        and not (column is not None and column.kind == "change" and column.percent)
    ):
        number = number._replace(value=round(number.value * 1000, 3))
    if number.unit == "count" and (setting.ratios or (column is not None and says_ratio(column.words))):
        number = number._replace(unit="other")
    broken = number.unit == "count" and not setting.thousands and "." in text[number.start : number.end]
    if broken and column is not None and small and _is_share(label, column, setting):
        number = number._replace(unit="percent")  # "9.4", under "BME": no count has a fraction
    if number.value > 0 and text[row.start : number.start].endswith(("- ", "\u2212 ", "\u2013 ")):
        number = number._replace(value=-number.value, signed=True)
    if not number.signed and (way := moved(text, cell)):  # "up 12.7%", "2.8% reduction", "zero growth"
        nothing = "percent" if number.value == 0 else number.unit
        number = number._replace(value=way * number.value, unit=nothing, signed=True)
    kind = _kind(number, column, setting.row_kind)
    subject = _subject(number, label, column, setting, kind, unit)
    if broken and number.unit == "count":
        subject = Subject(OTHER, rule="table_other")
    stock = is_stock(subject)
    dated = _dated(column, setting, previous, stock, kind, subject.metric in SHARES.values())
    words = " ".join(text[row.label[0] : row.label[1]].split())[:80]
    group = subject.staff if BY_CODE[subject.metric].grouped == "workforce" else subject.group
    if subject.metric == OTHER:
        group = ""
    value = number.value
    head = column.words if column is not None else ""
    needs_label = subject.metric == OTHER or group == OTHER
    of_head = column is not None and column.subject.group == OTHER and not label.group
    title = words if not head or (subject.metric != OTHER and not of_head) else f"{words}: {head}"[:80]
    return Draft(number, subject.metric, group, label.scope or (column.subject.scope if column is not None else "") or setting.scope or "mps", title if needs_label else "", kind.kind, value, number.value_high, number.unit,
                 "value", dated.period, dated.source, subject.rule, False, False)  # fmt: skip


def _is_share(label: Subject, column: Column, setting: Setting) -> bool:
    """Whether a cell is of what may be a rate or a share: of detections or satisfaction, or of one population."""
    if column.kind.startswith("change") or setting.other_events or _is_gap(label, column):
        return False
    metric = column.subject.metric or label.metric or setting.about.metric
    who = label.who or column.subject.who or (setting.title_who if label.staff else setting.about.who)
    return metric in RATE_OF or (who in SHARES and not column.subject.metric)


def _is_gap(label: Subject, column: Column) -> bool:
    """Whether a cell says how far two rates lie apart."""
    return label.rule == GAP or "gap" in column.words.lower().split()


def moved(text: str, cell: Span) -> int:
    """Which way the words of a cell say that something moved: +1, -1, or 0 where they are none of movement."""
    words = frozenset(text[cell[0] : min(cell[1], cell[0] + SHORT_CELL)].lower().split())
    if words & _DOWN:
        return -1
    return 1 if words & (MOVES | MOVED) else 0


def _kind(number: Number, column: Column | None, of_row: str) -> Kind:
    if column is not None and column.kind == "change":
        return Kind(change_kind(number.unit))
    if column is not None and (column.kind or of_row):
        return Kind(column.kind or of_row)
    if number.signed:
        return Kind(change_kind(number.unit))
    return Kind("actual")


_ENDS_AS_CRIMES = re.compile(r"\b(?:offences|crimes?)\b", re.IGNORECASE)


_OFF_TARGET = re.compile(r"\b(?:variance|difference|diff|variation|gap|over\s?/\s?under)\b", re.IGNORECASE)


def _is_off_target(column: Column, setting: Setting) -> bool:
    """Whether a column says how far a strength is off its target: 'BWT | Strength | Difference', and of no other time."""
    if not _OFF_TARGET.search(column.words):
        return False
    measured = [
        one
        for one in setting.columns
        if one is not column and not one.kind.startswith("change") and not one.percent
    ]
    aimed = [one for one in measured if one.kind == "target"]
    return bool(aimed) and ("variance" in column.words.lower() or len(measured) - len(aimed) == 1)


def _subject(
    number: Number, label: Subject, column: Column | None, setting: Setting, kind: Kind, unit: str
) -> Subject:
    """The measure of the column, else of the label, else of the table; the group of the label."""
    if column is None:
        return Subject(OTHER, rule="cell_without_head")
    own = column.subject
    if _is_gap(label, column):
        return Subject(OTHER, rule="gap")
    if _is_off_target(column, setting):
        return Subject(OTHER, rule="distance")  # how far off a target: no change
    metric = own.metric or label.metric or setting.about.metric
    told = setting.about.metric
    if label.staff and not own.metric and not label.metric and told in COUNTED:
        metric = (
            "workforce_strength" if label.attach == "strength" else ""
        )  # "Police strength", under "fear of crime"
    if (
        number.unit == "percent"
        and not own.metric
        and label.group
        and metric not in RATE_OF
        and told in RATE_OF
    ):
        metric = told  # "Satisfaction of victims (%)": a row of it is "Racist incidents"
    counts_of_group = number.unit == "count" and (label.group or own.group)
    if (
        counts_of_group
        and not own.metric
        and not label.metric
        and metric in RATE_OF
        and metric not in COUNT_OF
    ):
        metric = ""  # the text above speaks of a rate: the counts of a crime are its offences
    # a change of the counts, or one that is aimed at: "% change | Target 2002/03", before the columns of a rate
    moved_count = (
        kind.kind == "change_pct" or (kind.kind == "target" and number.signed and number.unit == "percent")
    ) and unit == "count"
    of_crime = told != "public_satisfaction" and bool(label.group or setting.about.group)
    beside = of_crime and any(one.subject.metric in RATE_OF for one in setting.columns)
    if (
        told in RATE_OF
        and beside
        and not own.metric
        and not label.metric
        and (number.unit == "count" or moved_count)
    ):
        metric = "offences"  # "Burglary: offences and JD rate | 2002 | 2003 | JD rate": what has no name is the offences
    no_offence = label.rule == NO_OFFENCE or setting.other_events or label.who == "other"
    no_offence = no_offence or (setting.names_measures and label.rule == UNLISTED)
    if no_offence and not own.metric and not label.metric:
        return Subject(OTHER, rule="table_other")  # victims are no offences
    if (
        own.group
        and number.unit == "count"
        and not own.metric
        and not label.metric
        and _ENDS_AS_CRIMES.search(column.words)
    ):
        metric = "offences"  # "Racist offences 2005/06", under a text that speaks of detections
    if setting.counts_and_rates and not own.metric and not label.metric and number.unit == "count":
        metric = (
            "offences"  # the head over all columns names the rates: the counts beside them are the offences
        )
    if (
        setting.counts_and_rates
        and not own.metric
        and not label.metric
        and kind.kind == "change_pct"
        and unit == "count"
    ):
        metric = "offences"
    # a row of what is no listed group ("Forced marriage") is not of the table's
    above = OTHER if label.rule == UNLISTED and setting.about.group else setting.about.group
    heads = {one.subject.group for one in setting.columns if one.subject.group} if own.metric else set()
    if len(heads) > 1:
        above = ""  # "Burglary | Robbery | Overall SD rate", under "Burglary and robbery": a rate of neither
    group = label.group or own.group or ("" if label.staff or label.who else above)
    if not group and label.rule == OVERALL:
        group = "total_notifiable_offences"  # "overall sanction detection rate", in a table that is about no one crime
    if not group and own.metric:
        group = (
            heads.pop() if len(heads) == 1 else ""
        )  # "Homicides | Clear-up rate": the rate of the homicides
    of_table = OTHER if label.rule == UNLISTED and setting.about.staff else setting.about.staff
    if label.rule == TOTAL and setting.staff_of_all:
        of_table = setting.staff_of_all
    staff = stage_of(label.staff, setting.section) or own.staff or of_table
    if staff and (setting.gone or column.gone):
        staff = OTHER  # "Leavers | Total | VEM": of those who left
    if setting.about.attach == "recruited" and staff in RECRUITS and own.attach != "strength":
        staff = RECRUITS[staff]
    elif setting.about.attach == "recruited" and staff == "police_staff":
        staff = OTHER  # those who joined the staff are no listed group
    named_who = setting.title_who if label.staff else setting.about.who
    whole = own.metric == "workforce_strength" or any(one.subject.who in SHARES for one in setting.columns)
    about_who = (
        "" if whole else named_who
    )  # "Recruits | VEM | % VEM", under "VEM recruits": the first are all of them
    who = label.who or own.who or about_who
    percent = number.unit in PER_CENT
    counted = COUNT_OF.get(metric, "") or ("offences" if setting.is_offences and not metric else "")
    is_change = kind.kind.startswith("change") or (
        kind.kind == "target"
        and (number.signed or (percent and bool(counted) and metric not in RATE_OF and unit != "percent"))
    )
    if who in SHARES and (staff or metric == "workforce_strength"):
        if percent and not is_change:
            return Subject(SHARES[who], staff=staff or OTHER, who=who, rule="table_share")
        if number.unit == "count" or is_change:
            return Subject(HEADCOUNTS[who], staff=staff or OTHER, who=who, rule="table_headcount")
    population = (
        label.who and not staff and metric != "public_satisfaction"
    )  # "White | 1,402", under "Arrests"
    if population or (who and (staff or metric == "workforce_strength")):
        return Subject(OTHER, rule="table_other_people")
    if own.who and not staff and group not in ("", OTHER):
        group = OTHER  # "DV offences | F | M | White | BME": of some of the victims
    if label.rule == OUTCOMES and not own.metric and is_change and percent and unit != "percent":
        return Subject(OTHER, rule="table_outcomes")  # "JDs up 23.3%": their number, which is no rate
    if number.unit == "percentage_points" and metric in RATE_OF:
        rate = RATE_OF[metric]
        rate = "sanction_detection_rate" if rate == "sanction_detections" else rate
        return Subject(
            rate,
            "domestic_violence"
            if rate == "arrest_rate_spi8a"
            else group or _of_place(label, rate) or _unlisted(label, rate),
            rule="table_rate",
        )
    if metric == "workforce_strength" or (staff and not metric and not group):
        on_a_day = setting.period is not None and setting.period.type in ("day", "as_at")
        there = (
            on_a_day and bool(own.staff) and not (label.staff or setting.about.attach)
        )  # "Officers", at 31 March
        strength = there or "strength" in (setting.about.attach, own.attach) or metric == "workforce_strength"
        if strength and (number.unit == "count" or is_change):
            return Subject("workforce_strength", staff=staff or OTHER, rule="table_strength")
        return Subject(OTHER, rule="table_staff")
    if number.unit == "gbp":
        return Subject(MONEY_OF.get(metric, OTHER), rule="table_money")
    if percent and not is_change:
        code = RATE_OF.get(metric, "")
        if code == "arrest_rate_spi8a" and not _is_spi8a(group, column, setting):
            return Subject(OTHER, rule="table_percent")
        if code and (code not in ONE_KIND_OF_DETECTION or OF_DETECTIONS in (label.rule, own.rule)):
            group = (
                "domestic_violence"
                if code == "arrest_rate_spi8a"
                else group or _of_place(label, code) or _unlisted(label, code)
            )
            return Subject(code, group, rule="table_rate")
        return Subject(OTHER, rule="table_percent")
    code = (
        RATE_OF.get(metric, "")
        if is_change and percent and metric.endswith("rate")
        else COUNT_OF.get(metric, "")
    )
    if code and BY_CODE[code].grouped == "offences":
        return Subject(code, group or OTHER, rule="table_count")
    code = code or (MONEY_OF.get(metric, "") if is_change else "")
    if code:
        return Subject(code, rule="table_count")
    listed = group not in ("", OTHER) and not metric and not staff and not who
    if listed and number.unit == "count" and kind.kind == "actual":
        return Subject("offences", group, rule="table_offences")
    if listed and is_change:
        return Subject("offences", group, rule="table_offences")
    if setting.is_offences and not metric and (number.unit == "count" or is_change):
        return Subject("offences", group or OTHER, rule="table_offences")
    return Subject(OTHER, rule="table_other")


def _is_spi8a(group: str, column: Column, setting: Setting) -> bool:
    """Whether an arrest rate is the indicator's: of domestic violence, or beside its incidents; not one of searches."""
    if group or setting.has_spi or "spi" in column.words.lower():
        return group in ("", "domestic_violence")
    return any(one.subject.metric == "incidents" for one in setting.columns)


def _of_place(label: Subject, code: str) -> str:
    """A rate of a borough that names no crime is that of all of them."""
    return "total_notifiable_offences" if label.scope and code != "public_satisfaction" else ""


def _unlisted(label: Subject, code: str) -> str:
    return "" if code == "public_satisfaction" and not label.group else OTHER


def _dated(
    column: Column | None,
    setting: Setting,
    previous: Period | None,
    stock: bool,
    kind: Kind,
    number_is_share: bool,
) -> when.Dated:
    if column is not None and column.relative and previous is not None:
        return when.Dated(previous.shifted(-1), "list_heading", True)
    period = column.period if column is not None else None
    row = setting.row_period
    if period is None and row is not None:
        period = when.as_stock(row, "") if stock else row
        if kind.kind.startswith("change") and previous is not None:
            period = previous
    elif (
        period is not None and period.type in WHOLE and period.start and row is not None and row.type in PARTS
    ):
        period = row.in_year(period.start)  # "April | 201", under "2004"
    if period is not None:
        if kind.kind == "target" and stock and period.type == "month":
            period = when.at_end(period)
        elif kind.kind == "target" and period.type in ("fytd", "month", "quarter", "month_range"):
            period = when.whole_year(period, setting.around.report_date)
        elif stock and period.type == "day":
            period = when.at_end(period)
        return when.Dated(period, "list_heading")
    if kind.kind in ("target", "forecast"):
        if stock and number_is_share:
            return when.Dated(UNSTATED, "sentence")
        ends = [
            one.period for one in setting.columns if one.period is not None and one.period.end is not None
        ]
        latest = max(ends, key=lambda period: period.end or date.min, default=None)
        return when.Dated(
            when.whole_year(setting.period or latest or setting.around.report, setting.around.report_date),
            "report_date",
        )
    if kind.kind.startswith("change") and previous is not None:
        return when.Dated(previous, "list_heading")
    if stock and previous is not None and previous.type == "as_at":
        return when.Dated(previous, "list_heading")
    if setting.period is not None:
        of_day = when.of_strengths(setting.period, setting.around, stock)
        return when.Dated(when.as_stock(of_day, "") if stock else of_day, "list_heading")
    if previous is not None and not stock and setting.around.report is None:
        return when.Dated(previous, "list_heading")  # "2004/05 | 2005/06 | JD rate": of the later year
    return when.default(stock, setting.around, False, False)
