"""The records between the stages that read a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from etl.calendar import Period
from etl.figures.figure_kind import Kind
from etl.figures.goes_on import Running
from etl.figures.subjects import Subject
from etl.figures.when import Around
from etl.numbers import Number


class Draft(NamedTuple):
    """A number that became a figure, before it has an identifier."""

    number: Number
    metric: str
    group: str
    scope: str
    label: str
    kind: str
    value: float
    value_high: float | None
    unit: str
    statistic: str
    period: Period
    period_from: str
    rule: str
    earlier_definition: bool
    comparator: bool


Pair = tuple[
    tuple[str, str, str], ...
]  # metric, group and unit of the two things that a sentence is about; or none


class Refused(NamedTuple):
    """A number that measures nothing, or that could not be read."""

    number: Number
    fate: str
    reason: str


class Known(NamedTuple):
    """What the report has told before this sentence: names of units, days of operations, and figures by their value."""

    scopes: Mapping[str, str]
    days: Mapping[str, Period]
    values: dict[float, tuple[Subject, Period, str]]
    names: frozenset[str]  # "Delphinus 2": names that end in a number


class Before(NamedTuple):
    """What the number before leaves behind; a bracket restores it when it closes."""

    so_far: Subject = Subject()
    subject: Subject | None = None
    kind: Kind | None = None
    number: Number | None = None
    period: Period | None = None
    own: Period | None = None  # its own period, where `period` is that of what it is compared with
    lone_comparator: bool = False  # it is an earlier value, and the sentence gives no later one before it
    moved: int = 0  # which way the sentence's last movement went, 0 without one


class Carried(NamedTuple):
    """What the sentences before hand on: subject, period of the last actual, report-wide period."""

    subject: Subject
    scope: str
    detections: bool
    kind: str
    around: Around
    money: str = ""  # the metric of money named last
    rate: str = ""  # the rate that the paragraph, else the report's title, names
    moved: int = 0  # which way the last movement went, 0 without one
    pair: Pair = ()  # the two things that the sentence before gave figures of
    people: Subject | None = None  # whom the sentence before counted
    running: Running = Running()  # what the paragraph gave last, by unit
    line: str = ""  # what calls or reports are counted as, where a line or site was named last


class Outcome(NamedTuple):
    """The figures and refusals of a sentence and what it hands on."""

    drafts: list[Draft]
    refused: list[Refused]
    carried: Carried
