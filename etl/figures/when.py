"""For which period a number stands: what stands beside it, what leads its sentence, and what holds above it.

The order is the contract's: the sentence, the heading of its list, its paragraph, a sentence for the whole report, and
last the report's own date for what is said in the present tense. Nothing is guessed: what none of these gives is unstated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from etl.calendar import UNSTATED, Period, as_at, month_end, months_on, span
from etl.figures.windows import has
from etl.periods import Mention, performance_year, year_to_date
from etl.tokens import Token


class Dated(NamedTuple):
    """A period, where it was read, and whether it is the one a figure is compared with."""

    period: Period
    source: str
    comparator: bool = False


STATED = ("sentence", "list_heading")  # sources of a period that the text itself gives a number


def is_open(period: Period, source: str) -> bool:
    """Whether no sentence or heading gave the period."""
    return period.start is None or source not in STATED


def at_end(period: Period) -> Period:
    """The last day of a period, as the day on which a stock was counted; a period without an end as it is."""
    return period if period.end is None else as_at(period.end)


class Around(NamedTuple):
    """What is known above the sentence: the period of the list's heading, of the paragraph so far, of the report."""

    heading: Period | None
    paragraph: Period | None
    report: Period | None
    report_date: date | None
    latest: Period | None = None  # the period mentioned last, for "in this period"
    cut_off: date | None = None  # the day up to which the report's years to date run, where it names only one
    strengths: Period | None = None  # the day that the report says its strengths are of
    compared: Period | None = None  # the period that the report says its figures are compared with
    a_year_back: bool = False  # whether the paragraph compares its figures with those of a year before
    bracketed: Mention | None = None  # the period that the text says its figures in brackets are of
    main: Period | None = None  # of the periods of the paragraph's figures the one that ended last


def later_of(around: Around, period: Period | None) -> Period | None:
    """Of the period that a paragraph is about and that of one more sentence the report's own, else the one that ended
    last; days count nothing."""
    main = around.main
    if period is None or period.end is None or period.type == "as_at" or (main and main == around.report):
        return main
    return period if main is None or main.end is None or period.end > main.end else main


class Place(NamedTuple):
    """Where a number stands in its sentence, with all that may date it.

    `at` and `since` are the number's token and where the words before it begin; `leading` is the token of the sentence's
    own period (-1 without one); `before` the period of the number before; `around` what holds above the sentence;
    `part`: the number stands in brackets behind the one of which it is a part; `apart`: the number before is compared with
    it, and is of another group or place.
    """

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    at: int
    since: int
    leading: int
    before: Period | None
    around: Around
    aside: bool = False  # it stands in brackets behind another number
    flow: bool = False  # what is counted are events of a listed metric
    part: bool = False
    apart: bool = False


RELATIVE = ("same_period_last_year", "previous_year", "preceding_period")


def is_of_earlier_year(mention: Mention) -> bool:
    """Whether words name a time before the one that is spoken of: 'the same period of the year before', 'last year'."""
    return mention.role in RELATIVE or mention.cue == "last_year"


_TOLD = ("reported", "notified", "referred", "made", "given", "led")  # to the police, to an arrest
_CLOSES = frozenset((",", ";", ":", ".", "-", "\u2013", "\u2014"))


def behind(
    tokens: Sequence[Token], at: int, until: int, mentions: Sequence[Mention]
) -> tuple[int, bool] | None:
    """The token of the mention that belongs to the number at `at` from behind, and whether a link stands before it."""
    linked = False
    aside = 0
    for place in range(at + 1, until):
        token = tokens[place]
        if token.mention >= 0:
            role = mentions[token.mention].role
            if role == "date" and not is_on(tokens, place):
                return None
            return place, linked
        stop = token.cues.get("stop")
        joins = "and" in token.cues and token.words != "including"
        if (
            joins
            and place > at + 1
            and all(word.words and not word.cues.get("be") for word in tokens[at + 1 : place])
        ):
            # "8,921 racist and religious offences in 2010/11"; not "3,714 offences and in the year before 4,166"
            joins = "and" in tokens[place - 1].cues or has(tokens[place + 1 : place + 2], "prep")
        if joins or token.words == "and":
            later = next(
                (one for one in range(place + 1, min(place + 4, until)) if tokens[one].mention >= 0), 0
            )
            if later and later + 1 == until < len(tokens):
                return None  # "July saw 214 offences and the quarter July to September 341"
        if stop == "," and _is_aside(tokens, place):
            continue
        if place < aside:
            continue
        if stop == "(" and (aside := _behind_words(tokens, place)):
            continue  # "1,778 incidents (crimes or not) between 1 April and 30 September"
        if stop == "(" and not _holds_only_a_period(tokens, place):
            return None  # "118 were recorded (last year it was another borough)"
        did = token.words == "who" and has(
            tokens[place + 1 : place + 3], "doing"
        )  # "90 who joined in 2001/02"
        reported = token.words == "to" and tokens[place - 1].words.split(" ")[-1] in _TOLD
        named = [one.words for one in tokens[place : place + 2]]
        reported = reported or named == ["to", "be"]  # "is going to be reached by the year-end"
        if stop in _CLOSES or joins or (token.words in ("to", "which", "who") and not did and not reported):
            return None
        if "link" in token.cues:
            linked = True
    return None


def _behind_words(tokens: Sequence[Token], opening: int) -> int:
    """The token behind a short bracket without a number, a period or a verb of its own: '(non-crime)'; 0 for others."""
    for place in range(opening + 1, min(opening + 6, len(tokens))):
        token = tokens[place]
        if token.cues.get("stop") == ")":
            return place + 1
        if token.number >= 0 or token.mention >= 0 or {"be", "link", "rel"} & token.cues.keys():
            return 0
    return 0


def _holds_only_a_period(tokens: Sequence[Token], opening: int) -> bool:
    """Whether a bracket holds a period and small words only: '(in 2004/05)', '(April to June)'."""
    for place in range(opening + 1, min(opening + 8, len(tokens))):
        token = tokens[place]
        if token.cues.get("stop") == ")":
            return True
        if (
            token.mention < 0
            and "prep" not in token.cues
            and "stop" not in token.cues
            and token.words not in ("the", "year", "full")
        ):
            return False
    return False


def closes_a_period(tokens: Sequence[Token], closing: int) -> bool:
    """Whether a bracket that closes holds a period and small words only."""
    opening = next(
        (
            place
            for place in range(closing, max(closing - 8, -1), -1)
            if tokens[place].cues.get("stop") == "("
        ),
        -1,
    )
    inside = tokens[opening + 1 : closing]
    named = any(token.mention >= 0 for token in inside)
    return opening >= 0 and named and _holds_only_a_period(tokens, opening)


def _is_aside(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma opens nothing but a period: 'to 2,091, in the 12 months to December 2008, and ...'."""
    for place in range(comma + 1, min(comma + 4, len(tokens))):
        token = tokens[place]
        if token.mention >= 0:
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            return place > comma + 1 and (following is None or bool({"stop", "and"} & following.cues.keys()))
        if token.words not in ("in", "during", "over", "over the", "for", "between", "the", "at", "to", "of"):
            return False
    return False


def before(
    tokens: Sequence[Token], since: int, at: int, mentions: Sequence[Mention], taken: set[int]
) -> tuple[int, bool] | None:
    """The token of the last mention between the number before and this one, and whether a link stands before it."""
    found = None
    linked = False
    for place in range(since, at):
        token = tokens[place]
        if "link" in token.cues:
            linked = True
        if token.mention >= 0 and (place not in taken or _tells_of_then(tokens, place)):
            role = mentions[token.mention].role
            if role == "date" and not is_on(tokens, place):
                continue
            if (
                found is not None
                and role == "this_period"
                and mentions[tokens[found[0]].mention].role in RELATIVE
            ):
                continue  # "a year earlier, over the same period"
            found = (place, linked)
        if token.mention >= 0 and mentions[token.mention].role in RELATIVE:
            linked = (
                False  # "against the same weeks last year and in November ...": the comparison ends with it
            )
    return found


def _tells_of_then(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause behind a period tells of it: 'up 34% on the same point in 2005, when the strength was 869'."""
    behind = tokens[place + 1 : place + 3]
    return len(behind) == 2 and behind[0].cues.get("stop") == "," and behind[1].words == "when"


def is_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a plain date is one on which something was counted: 'on 30 November', 'at 31 March', 'as at', 'by'; or
    for which it is expected: 'the target for 31 March', 'For 31 March a strength of 25,454 is projected'."""
    behind = tokens[place + 1 : place + 3]
    if len(behind) == 2 and behind[0].cues.get("stop") == ")" and tokens[place - 1].cues.get("stop") == "(":
        behind = behind[1:]
    if behind and behind[0].number >= 0 and tokens[0].mention < 0:
        return True  # "Police strength 31/1/02 26,442", "(31/1/02) 26,442"
    first = place - 1 if place and tokens[place - 1].words == "the" else place
    ahead = tokens[first + 1 :] if first == 1 else tokens[max(first - 8, 0) : max(first - 1, 0)]
    if first > 0 and tokens[first - 1].words == "for" and has(ahead, "target", "forecast"):
        return True
    if first > 1 and tokens[first - 1].words == "on" and tokens[first - 2].words in _PUBLISHED:
        return False
    return (
        first > 0
        and tokens[first - 1].words in ("on", "at", "as at", "by", "as", "of", "since", "to", "to the")
    ) or first == 0


# what was done on a day that nothing was counted on: "the monitor released on 22 September showed 49%"
_PUBLISHED = frozenset(
    "released published issued launched announced presented submitted circulated considered dated held met agreed approved".split()
)


def is_since(tokens: Sequence[Token], place: int, mentions: Sequence[Mention]) -> bool:
    """Whether a period is the one since which something moved: 'an increase of 143 since March 2005'."""
    return mentions[tokens[place].mention].cue == "since" or (
        place > 0 and tokens[place - 1].words == "since"
    )


_PARTS = ("month", "month_range", "quarter", "fytd")


def _part_of_year(part: Period, year: Period) -> Period:
    """'For the first quarter from 5,007 in 2005/6': the part of the year that the sentence named, in that year."""
    if part.type not in _PARTS or part.start is None or year.start is None:
        return year
    if year.type == "calendar_year":
        return part.shifted(year.start.year - part.start.year)
    return part.in_year(year.start)


MONTH = 30.44  # days


def months_of(period: Period) -> int:
    """How many months a period has, about; 0 for a day and for none."""
    if period.start is None or period.end is None:
        return 0
    return round((period.end - period.start).days / MONTH)


def _preceding(months: int, first: date, alike: str) -> Period:
    """'The previous 12 months': so many months, ending where the period that the figure is compared with begins."""
    end = months_on(first.year, first.month, -1)
    start = months_on(first.year, first.month, -months)
    found = span(date(*start, 1), month_end(*end))
    whole = found.type in ("rolling_year", "financial_year", "calendar_year") and alike in _YEARS
    return replace(found, type=alike) if whole or (alike == "quarter" and months == 3) else found


_YEARS = ("rolling_year", "financial_year", "calendar_year")


def months_later(period: Period, months: int) -> Period:
    """The same day, or month, so many months on; of a longer period nothing is known."""
    if period.end is None or period.type not in ("as_at", "day", "month"):
        return UNSTATED
    year, month = months_on(period.end.year, period.end.month, months)
    last = month_end(year, month)
    if period.type == "month":
        return span(date(year, month, 1), last)
    is_last = period.end == month_end(period.end.year, period.end.month)
    day = last if is_last else date(year, month, min(period.end.day, last.day))
    return Period(type=period.type, start=day, end=day)


def resolve(mention: Mention, base: Period | None, stock: bool, part: Period | None = None) -> Period | None:
    """The period of a mention: relative ones against `base`, dates as the day on which a stock stood, a year as the
    same `part` of it that the sentence is about."""
    if mention.role in RELATIVE:
        if base is None or base.start is None:
            return UNSTATED if mention.role == "preceding_period" else mention.period
        if mention.role == "preceding_period":
            months = mention.months or months_of(base)
            return _preceding(months, base.start, base.type) if months and base.start.day == 1 else UNSTATED
        if mention.year_start is not None:
            return base.in_year(mention.year_start)
        return base.shifted(-max(mention.years_back, 1))
    if mention.role == "later_year":
        if base is None or base.start is None:
            return UNSTATED
        return months_later(base, mention.months) if mention.months else base.shifted(-mention.years_back)
    if mention.role == "this_period":
        counted = (
            stock and base is not None and (base.type == "day" or mention.cue in ("that_time", "the_year"))
        )
        return at_end(base) if counted and base is not None else base
    if mention.role == "vague":
        return UNSTATED
    period = mention.period
    if mention.cue.startswith("previous_n_") and period is not None and base is not None and base.start:
        months = months_of(period)
        return _preceding(months, base.start, period.type) if months and base.start.day == 1 else period
    if period is not None and part is not None and period.type in ("financial_year", "calendar_year"):
        period = _part_of_year(part, period)
    if period is not None and stock and period.type == "day":
        return at_end(period)
    return period


def as_stock(period: Period, cue: str, on_a_day: bool = True) -> Period:
    """The day on which a stock stood: a month's or year's end where the text says 'at' the month or the end of the year.

    A strength 'in March 2007' keeps its month (`on_a_day` False): the text names no day of it.
    """
    if (period.type == "month" and on_a_day) or (period.type == "financial_year" and "end_of_year" in cue):
        return at_end(period)
    if cue == "start_of_year" and period.start is not None:
        return as_at(period.start)
    if period.type == "rolling_year":
        return at_end(period)  # "in the year to 31 May 2009 the number rose to 7,289"
    return period


_DAYS = frozenset(("at", "as at", "as of", "by", "to", "until", "since", "at the", "as", "from"))


def of_strengths(period: Period, around: Around, stock: bool) -> Period:
    """The day on which the report counted its strengths, where it lies in the month, or ends the year, that a table of
    strengths names."""
    day = around.strengths
    if not stock or day is None or day.end is None or period.start is None or period.end is None:
        return period
    of_month = period.type == "month" and period.start <= day.end <= period.end
    return day if of_month or (period.type == "financial_year" and period.end == day.end) else period


def ended(mention: Mention, period: Period, day: date | None, expected: bool) -> Period:
    """'Strength was 10,804 at the year end', 'by 28 March it was 62': what was counted was counted on a day that is past."""
    day_alone = "end_of_year" in mention.cue or period.type == "as_at"
    if expected or not day_alone or mention.source != "report_date":
        return period
    return period.shifted(-1) if day is not None and period.end is not None and period.end > day else period


def is_of_a_day(tokens: Sequence[Token], place: int, expected: bool = False) -> bool:
    """Whether a month stands for the day at its end: 'at March 2007', 'by March 2007', not 'in March 2007'; what is
    `expected` 'for March 2007' too."""
    return not place or tokens[place - 1].words in _DAYS or (expected and tokens[place - 1].words == "for")


def whole_year(period: Period | None, report_date: date | None) -> Period:
    """The performance year for which a target or forecast without one of its own holds."""
    day = period.end if period is not None and period.end is not None else report_date
    return performance_year(day) if day is not None else UNSTATED


PRESENT = frozenset(("is", "are", "currently", "current", "now", "constitutes", "accounts", "account", "comprises", "stands", "represents", "represent", "comes", "come", "work",
                     "at present", "to date", "consists", "stands at", "stand at", "never been", "constitute", "make up", "has", "have", "there are", "stand", "today", "comprise", "presently"))  # fmt: skip
BEFORE = frozenset(("been", "previously", "formerly", "used"))
PAST = frozenset(
    (
        "was",
        "were",
        "had",
        "been",
        "reached",
        "stood",
        "totalled",
        "amounted",
        "achieved",
        "there were",
        "recorded",
    )
)


def is_record(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says that today's number is a record: 'numbers have never been higher', 'never before so many',
    'are the highest ever recorded'."""
    words = [token.words for token in tokens]
    if "ever" in words and ("is" in words or "are" in words):
        return True
    return "never" in words and words[max(words.index("never") - 1, 0)] != "had"


def is_present(tokens: Sequence[Token]) -> bool:
    """Whether a sentence speaks in the present tense."""
    words = [token.words for token in tokens]
    if any("now" in token.cues and token.words != "latest" for token in tokens) or is_record(tokens):
        return True
    if any(token.cues.get("stop") == ":" for token in tokens[:6]) and not has(
        tokens, "be", "doing", "actual"
    ):
        return True  # a note without a verb: "Domestic violence: 52% detected (target 45%), 37,412 offences"
    if (
        len(words) <= 12
        and not any(word in PRESENT for word in words)
        and not has(tokens, "be", "up", "down", "doing")
    ):
        return sum(bool(word) for word in words) <= 7  # a note without a verb: "Knife crime: 5,612 offences"
    return says_present(tokens)


def says_present(tokens: Sequence[Token]) -> bool:
    """Whether a word of the present tense is said, and none of the past."""
    words = [token.words for token in tokens]
    return any(word in PRESENT for word in words) and not any(word in PAST for word in words)


def default(stock: bool, around: Around, present: bool, counts_things: bool, past: bool = False) -> Dated:
    """The period of a figure whose sentence states none."""
    of_a_year = around.heading is not None and around.heading.type == "financial_year"
    today = (
        around.heading is not None
        and around.heading.type == "as_at"
        and around.heading.end == around.report_date
    )
    today = today and not stock and not counts_things  # "the boroughs are:", and what was counted in them
    if around.heading is not None and not (stock and present and of_a_year) and not today:
        day, end = around.report_date, around.heading.end
        if stock and of_a_year and day is not None and end is not None and end < day:
            return Dated(
                at_end(around.heading), "list_heading"
            )  # "strength reached 28,477", under "Targets for 2002/03"
        return Dated(around.heading, "list_heading")
    if around.paragraph is not None and (around.paragraph.type == "as_at") == stock and not (stock and past):
        told = around.main if present and not stock else None
        return Dated(told or around.paragraph, "paragraph")
    day = around.report_date
    if stock and around.strengths is not None and not past:
        return Dated(around.strengths, "report")
    if stock and around.report is not None and around.report.end is not None and not past:
        # a strength in a report on April to September is that of the last day
        return Dated(as_at(around.report.end), "report")
    if stock or counts_things:
        if present and day is not None and (stock or around.report is None):
            return Dated(as_at(day), "report_date")
        if stock:
            return Dated(UNSTATED, "sentence")
    if around.report is not None:
        counted = around.report.end if around.report.type == "as_at" else None
        return Dated(year_to_date(counted) if counted is not None else around.report, "report")
    if present and day is not None and not counts_things:
        cut_off = around.cut_off
        return Dated(year_to_date(cut_off or day), "report" if cut_off else "report_date")
    return Dated(UNSTATED, "sentence")
