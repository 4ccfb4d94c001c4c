"""What reading the periods of a text takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from etl.calendar import Period, performance_year

_HEAD = 64  # characters: a column's head is shorter; the bound keeps long lines linear
_CHAIN = 8
_JUST_ENDED = 45  # days: a report on March, written in April, speaks of the year that has just ended
_ASIDE = 32  # with a figure in brackets
_LINKS = frozenset({"", "and", "or", "to", "&", "/", "-", "–"})


def just_ended(end: date | None, day: date | None) -> bool:
    """Whether a period had ended shortly before a day: a report on March is written in April.

    >>> just_ended(date(2004, 3, 31), date(2004, 4, 29)), just_ended(date(2004, 3, 31), date(2004, 7, 12))
    (True, False)
    """
    return end is not None and day is not None and 0 <= (day - end).days <= _JUST_ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a report says about time as a whole: its own date, and the cut-off that it sets for all its figures."""

    report_date: date | None
    cutoff: date | None

    def latest(self) -> tuple[date | None, str]:
        """The day up to which figures without a stated cut-off run, and where it was read."""
        if self.cutoff is not None:
            return self.cutoff, "report"
        return self.report_date, "report_date"

    def day_of_year(self) -> date | None:
        """A day of the year that "this year" means: the report's date, or the cut-off of a year to date that had ended by then.

        A report of 22 April on the months to February, or to March, speaks of the year that ended in March.
        """
        cutoff, day = self.cutoff, self.report_date
        if cutoff is None or day is None:
            return day
        if (cutoff.month, cutoff.day) == (3, 31) and not just_ended(cutoff, day):
            return day
        return cutoff if performance_year(cutoff) != performance_year(day) else day


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One period or date as it is written: its span in the text, what it resolves to and how it is used.

    `role` is one of
    `period` (a figure can stand for it), `date` (a plain date: report, meeting, event, Act),
    `same_period_last_year` (the figure's own period a year earlier, or its equivalent in the year from `year_start`),
    `previous_year` (the figure's own period `years_back` years earlier), `later_year` (a year after the one before),
    `preceding_period` (as many months before the figure's own period, or before the passage's),
    `this_period` (the figure's own or the passage's period; one of `months`, where it is said how long it is),
    `vague` (unstated). `period` is None where another period is needed to resolve it.
    `source` is `sentence`, `report` (the report-wide cut-off was used) or `report_date`.
    `cue` names the written form: `financial_year`, `fytd`, `quarter_of_year`, `last_n_months`.
    """

    start: int
    end: int
    period: Period | None
    role: str
    source: str
    cue: str
    year_start: date | None = None
    years_back: int = 0
    months: int = 0

    def resolved(self, own: Period) -> Period:
        """The period that is meant, given the figure's own (or, for `this_period`, the passage's).

        >>> own = Period(type="fytd", start=date(2010, 4, 1), end=date(2011, 1, 31))
        >>> earlier = Mention(
        ...     start=0,
        ...     end=9,
        ...     period=None,
        ...     role="previous_year",
        ...     source="sentence",
        ...     cue="year_before",
        ...     years_back=1,
        ... )
        >>> earlier.resolved(own).end
        datetime.date(2010, 1, 31)
        """
        if self.period is not None:
            return self.period
        if self.year_start is not None:
            return own.in_year(self.year_start)
        return own.shifted(-self.years_back)


class Site(NamedTuple):
    """Where a reader stands: `at` an anchor, never before `floor` nor after `end`.

    The mention before, whose cue is `before`, ends at `floor`.
    """

    text: str
    at: int
    floor: int
    end: int
    context: Context
    before: str = ""

    def is_alone(self, end: int) -> bool:
        """Whether nothing but brackets surrounds the words up to `end`, as in the head of a column."""
        if self.end - self.floor > _HEAD:
            return False
        return not self.text[self.floor : self.at].strip(" \n\t\xa0(") and not self.text[
            end : self.end
        ].strip(" \n\t\xa0)*")

    def chains(self) -> bool:
        """Whether only a comma, "and", a dash or a figure in brackets stands between the mention before and this place."""
        between = self.text[self.floor : self.at]
        if len(between) > _ASIDE:
            return False
        aside, bracket, rest = between.partition(")")
        between = rest if bracket and aside.lstrip().startswith("(") else between  # "in 2002 (-18%) and 2003"
        return len(between) <= _CHAIN and between.strip(" \n\t,") in _LINKS


def mention(
    start: int,
    end: int,
    period: Period | None,
    cue: str,
    role: str = "period",
    source: str = "sentence",
) -> Mention:
    """A mention with the usual role and source."""
    return Mention(start=start, end=end, period=period, role=role, source=source, cue=cue)


def this_period(start: int, end: int, cue: str, months: int = 0) -> Mention:
    """A mention of the period that the passage spoke of, of a length where one is said."""
    return Mention(
        start=start,
        end=end,
        period=None,
        role="this_period",
        source="sentence",
        cue=cue,
        months=months,
    )


def preceding(start: int, end: int, months: int = 0) -> Mention:
    """A mention of as many months as the figure's own period has, or as are said, that end where it begins."""
    return Mention(
        start=start,
        end=end,
        period=None,
        role="preceding_period",
        source="sentence",
        cue="preceding_period",
        months=months,
    )


def earlier(
    start: int, end: int, cue: str, role: str = "previous_year", years: int = 1, year: date | None = None
) -> Mention:
    """A mention of the figure's own period some years earlier, or in the year that begins on the day given."""
    return Mention(
        start=start,
        end=end,
        period=None,
        role=role,
        source="sentence",
        cue=cue,
        year_start=year,
        years_back=0 if year else years,
    )
