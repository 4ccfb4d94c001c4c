"""The period of each number of a sentence: its own mention, the sentence's, or what holds above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from etl.calendar import (
    FIRST_MONTH,
    UNSTATED,
    Period,
    as_at,
    month_end,
    month_of,
    months_on,
    months_to,
    performance_year,
    performance_year_of,
    quarter_of,
    span,
)
from etl.figures import when
from etl.figures.compared import (
    STOCKS,
    YEARLY,
    by_comparison,
    earlier_of,
    is_compared,
    later_of_two,
    moved_since,
    since_when,
)
from etl.figures.figure_kind import PER_CENT, Kind
from etl.figures.own_periods import OPENING, rose_from
from etl.figures.spoken_years import (
    SPANS,
    THAT_PERIOD,
    judges_year_end,
    said_to_be,
    span_named,
    spoken_year,
    targets_of_before,
    year_end,
)
from etl.figures.subjects import FLOW_GROUPS, MONEY_OF, OTHER, RATES, SHARES, Subject
from etl.figures.when import Place
from etl.figures.windows import has, in_lone_brackets, outside_brackets
from etl.period_to_date import rolling
from etl.periods import Mention, year_to_date
from etl.tokens import Token

_UP_TO = ("by", "end", "at_end", "up_to")  # cues of a day up to which events are counted, since April
_BEFORE_IT = ("same_period_dated", "previous_n_")  # cues of a period that a figure is compared with
LAST_YEAR = ("last_year", "last_financial_year")
_PARTS = ("fytd", "quarter", "month", "month_range")
WHOLE = ("financial_year", "calendar_year", "multi_year")


def dated(
    place: Place, own: tuple[int, bool] | None, kind: Kind, subject: Subject, stock: bool, unit: str
) -> when.Dated:
    """The period of a number and where it was read; `own` is the mention beside it, if any."""
    found = _cut_off(_dated(place, own, kind, subject, stock, unit), place)
    if not stock and found.period.type == "month" and found.period.end is not None and _rolls(place):
        found = found._replace(period=rolling(months_to(found.period.end, 12)))
    of_report = place.around.compared
    open_yet = found.comparator and found.period == UNSTATED and not stock
    if of_report is not None and open_yet and _is_as_the_report(place):
        return found._replace(period=of_report, source="report")
    grown = kind.kind.startswith("change") or (found.period.type == "multi_year" and unit == "count")
    if stock and grown and found.period.type in SPANS:
        return found._replace(
            period=when.at_end(found.period)
        )  # "up by 24% in the last twelve months": of the later day
    summed = (
        place.flow or subject.metric in MONEY_OF
    )  # "by 31 December £5.4m, against a full-year target of £6m"
    if summed or subject.metric in RATES:
        found = _of_flow(found, kind, summed, place.around.report_date)
    if stock or kind.kind in ("target", "forecast") or subject.metric == OTHER:
        return found
    here = found.source == "report_date" or (
        kind.kind == "actual" and when.says_present(_clause(place.tokens, place.at))
    )
    return _so_far(found, place.around, here)


def _rolls(place: Place) -> bool:
    """Whether the months of a sentence are the last of twelve: '14% in May 2003 (rolling twelve months)'."""
    told = (place.mentions[token.mention] for token in place.tokens if token.mention >= 0)
    return any(mention.cue == "rolling_year" and mention.source != "sentence" for mention in told)


def _of_flow(found: when.Dated, kind: Kind, counted: bool, day: date | None) -> when.Dated:
    """What happens has no day on which it was counted: 'at the end of July' is since April, and 340 that are expected 'by
    the end of March' are those of the year; but a rate may be expected of a day."""
    period = found.period
    if period.type != "as_at" or period.end is None:
        return found
    if kind.kind not in ("target", "forecast"):
        return found._replace(period=year_to_date(period.end))
    return found._replace(period=when.whole_year(year_to_date(period.end), day)) if counted else found


def _is_as_the_report(place: Place) -> bool:
    """Whether an earlier value can only be of the period that the report compares with: its sentence names no other."""
    around = place.around
    if around.paragraph not in (None, around.report) or around.heading not in (None, around.report):
        return False
    if place.before is not None and place.before.start is not None:
        return place.before == around.report
    return all(token.mention < 0 for token in place.tokens)


def _cut_off(found: when.Dated, place: Place) -> when.Dated:
    """'The year to date total is 164 crimes to January': a year to date runs to the month that its sentence names."""
    period, day = found.period, place.around.report_date
    if period.type != "fytd" or found.source != "report_date" or period.end != day:
        return found
    named = {
        to.end
        for token in place.tokens
        if token.mention >= 0 and (to := place.mentions[token.mention].period) is not None
        and (to.type in ("month", "as_at") or place.mentions[token.mention].cue in ("up_to", "fytd")) and place.mentions[token.mention].role in ("period", "date")
        and to.end is not None and day is not None and period.start is not None and period.start <= to.end < day
    }  # fmt: skip
    told = (
        place.around.main
    )  # "the year to date up to the end of September shows ... The rate is 12.4% year to date"
    if (
        not named
        and told is not None
        and told.type == "fytd"
        and told.start == period.start
        and told != period
    ):
        return found._replace(period=told, source="paragraph")
    return found._replace(period=year_to_date(named.pop())) if len(named) == 1 else found


def _so_far(found: when.Dated, around: when.Around, here: bool) -> when.Dated:
    """What happens in a year that has not ended at the report's date happens in the year to date: where the sentence
    speaks of the present (`here`) or the report covers a part of that year."""
    period, day = found.period, around.report_date
    if period.type != "financial_year" or day is None or period.start is None or period.end is None:
        return found
    if not period.start <= day < period.end:
        return found
    report = around.report
    if report is not None and report.type == "fytd" and report.start == period.start:
        return found._replace(period=report)
    return found._replace(period=year_to_date(around.cut_off or day)) if here else found


def _dated(
    place: Place, own: tuple[int, bool] | None, kind: Kind, subject: Subject, stock: bool, unit: str
) -> when.Dated:
    expected = kind.kind in ("target", "forecast")
    workforce_target = kind.kind == "target" and subject.metric in SHARES.values()
    if expected and stock and (end := year_end(place)) is not None:
        return end
    if kind.kind == "target" and not stock and (year := targets_of_before(place)) is not None:
        return year
    counted = unit == "count" and kind.kind == "actual" and not stock
    if own is None and expected and stock and (shared := _shared_day(place)) >= 0:
        own = shared, False
    if (
        expected
        and stock
        and place.before is not None
        and place.before.type == "as_at"
        and _of_that_day(place)
    ):
        return when.Dated(place.before, "sentence")
    over_years = own is not None and place.mentions[place.tokens[own[0]].mention].cue.startswith("last_n_")
    if stock and over_years and kind.kind.startswith("change") and 0 <= place.leading < place.at:
        own = None  # "at the end of July strength had grown by 60% over the last three years"
    if (since := moved_since(place)) is not None:
        now = when.default(stock, place.around, True, False)
        return when.Dated(since_when(since, now.period, stock), "sentence", True) if kind.earlier else now
    today = place.around.report_date
    if stock and today is not None and kind.kind == "actual" and _is_now(place, own):
        return when.Dated(as_at(today), "report_date")  # "was centralised in 2009 and has now 447 officers"
    if own is not None and (found := _by_own(place, own, kind, stock, expected, counted)) is not None:
        return found
    if own is None and (quarter := _quarter_said_short(place)) is not None:
        return when.Dated(quarter, "sentence")
    if own is None and stock and today is not None and has(place.tokens[place.at + 1 : place.at + 2], "now"):
        return when.Dated(as_at(today), "report_date")  # "compared with 2,048 now"
    if (
        own is None
        and subject.rule == "part_of_number_before"
        and kind.kind == "actual"
        and place.before is not None
    ):
        return when.Dated(place.before, "sentence")  # "214 arrests, of which 171 were for domestic violence"
    if own is None and stock and kind.kind == "actual" and _is_present(place):
        around = place.around._replace(paragraph=None, heading=None)
        return when.default(stock, around, True, False)  # "At 31 March it was 8.4%. The present share, 8.8%,"
    beside = place.around.bracketed
    if (
        own is None
        and beside is not None
        and place.before is not None
        and in_lone_brackets(place.tokens, place.at)
    ):
        alike = place.around.compared if beside.cue in LAST_YEAR and not stock else None
        return when.Dated(alike or when.resolve(beside, place.before, stock) or UNSTATED, "paragraph", True)
    if own is None and place.aside and kind.rule == "change_joined" and place.before is not None:
        return when.Dated(place.before, "sentence")  # "they are down by a further 6.4% (27,512 offences)"
    beside_count = subject.rule == "share_beside_count" and place.aside
    if own is None and beside_count and place.before is not None and place.before.type in STOCKS:
        return when.Dated(place.before, "sentence")  # "on March 2008 when there were 2,455 (7.9%)"
    if own is None and place.apart and kind.kind == "actual" and place.before is not None:
        return when.Dated(place.before, "sentence")  # "8.7% in Brent, compared with 6.1% in Harrow"
    if own is None and kind.kind == "actual" and is_compared(place.tokens, place.at):
        return by_comparison(place, stock)
    if own is None and place.part and kind.kind == "actual" and place.before is not None:
        return when.Dated(place.before, "sentence")
    bracketed = (
        own is None and place.aside and kind.kind == "actual" and not (stock or kind.earlier) and place.flow
    )
    if (
        bracketed
        and place.before is not None
        and place.before.start is not None
        and place.before.type != "as_at"
    ):
        return when.Dated(
            place.before, "sentence"
        )  # "in the same months of 2004 it was 18.8% (740 detections)"
    ahead = own is None and stock and kind.kind == "actual" and place.leading > place.at
    if ahead and today is not None and has(place.tokens[: place.at], "now"):
        # "currently 2,308, with a further 400 due by September"
        return when.default(stock, place.around, True, False)
    amid = (
        place.leading > OPENING
        and _other_number_between(place.tokens, place.leading, place.at)
        and not _beside(place)
    )
    far = amid if kind.kind == "forecast" else expected and (stock or amid or judges_year_end(place))
    far = far and not (_is_aimed_for(place) and not amid)
    if (
        _leads(place)
        and not kind.earlier
        and not far
        and not (kind.kind == "actual" and place.leading > place.at and _is_to_come(place))
        and not (stock and _moved_since(place, place.leading))
        and (found := _by_leading(place, stock, expected)) is not None
    ):
        return found
    if kind.earlier:
        return when.Dated(
            earlier_of(place, stock) or _year_before(place, stock) or UNSTATED, "sentence", True
        )
    if (
        kind.kind.startswith("change")
        and place.before is None
        and (later := later_of_two(place.tokens, place.mentions))
    ):
        return when.Dated(later, "sentence")
    if expected:
        return _expected(place, stock, workforce_target, subject.staff in FLOW_GROUPS)
    return _from_above(place, kind, subject, stock, unit)


def _is_aimed_for(place: Place) -> bool:
    """Whether the day to come that a sentence names first is that of its targets: 'The milestones for 31 March 2003 are'."""
    if not 0 < place.leading < place.at or place.tokens[place.leading - 1].words not in ("for", "by"):
        return False
    period, today = place.mentions[place.tokens[place.leading].mention].period, place.around.report_date
    ahead = period is not None and period.end is not None and today is not None and period.end > today
    between = place.tokens[place.leading + 1 : place.at]
    return ahead and has(place.tokens[: place.leading], "target") and not has(between, "link")


def _is_present(place: Place) -> bool:
    """Whether the words before a number call it the present one: 'the present share, 8.8%, is'."""
    near = place.tokens[max(place.since, place.at - 3) : place.at]
    return any("now" in token.cues and token.words.startswith("the present ") for token in near)


def _is_now(place: Place, own: tuple[int, bool] | None) -> bool:
    """Whether 'now' stands before a number, or a list of those in post, behind every period of its sentence up to there."""
    at = next(
        (i for i in range(place.at - 1, max(place.at - 7, -1), -1) if place.tokens[i].words in _AT_PRESENT),
        -1,
    )
    if at < 0:
        return False
    between = place.tokens[at + 1 : place.at]
    listed = all(token.number >= 0 or {"staff", "and", "stop"} & token.cues.keys() for token in between)
    named = own[0] if own is not None else place.leading
    if at and place.tokens[at - 1].cues.get("stop") == "(":
        return False  # "96 more than in April (now 561)"
    return 0 <= named < at and (listed or place.at - at <= 2)


def _leads(place: Place) -> bool:
    """Whether the sentence has a period of its own that holds for a number: not one behind a semicolon, '773, the lowest
    ever; it was 1,022 at the end of February 2001'."""
    between = place.tokens[place.at : max(place.leading, place.at)]
    next_to = place.tokens[place.leading + 1 : place.leading + 2] if place.leading > place.at else ()
    if next_to and next_to[0].number >= 0 and has(between, "and"):
        return False  # "the target was 260, and in 2005/06 231 networks were disrupted"
    ahead = [token.number >= 0 for token in place.tokens[: max(place.leading, 0)]]
    if any(ahead) and any(one.cues.get("stop") == ";" for one in place.tokens[place.leading : place.at]):
        return False  # behind the semicolon another clause has begun
    return place.leading >= 0 and not any(
        token.cues.get("stop") == ";" or (token.words in _SUBJECTS and "and" in before.cues)
        for before, token in pairwise(between)
    )


def _is_to_come(place: Place) -> bool:
    """'The Met has 31,204 officers and aims to have 32,000 by March 2010': what there is is not of the day to come."""
    period, today = place.mentions[place.tokens[place.leading].mention].period, place.around.report_date
    ahead = period is not None and period.start is not None and today is not None and period.start > today
    return ahead and _other_number_between(place.tokens, place.leading, place.at)


_SUBJECTS = ("it", "they", "we", "this")  # "36.6%, and it put us sixth in December"


def _by_own(
    place: Place, own: tuple[int, bool], kind: Kind, stock: bool, expected: bool, counted: bool
) -> when.Dated | None:
    """By the mention beside the number; a relative one is resolved against the number before or the sentence."""
    tokens, mentions, around = place.tokens, place.mentions, place.around
    mention = mentions[tokens[own[0]].mention]
    then = own[0] < place.at and any(token.words == "when" for token in tokens[own[0] : place.at])
    if stock and then and mention.cue == "since" and mention.period is not None and mention.period.start:
        begun = mention.period.start  # "since 30 September 2009, when it was 9.1%", "since March 2008, when"
        day = month_of(begun.year, begun.month) if mention.months else as_at(begun)
        return when.Dated(day, "sentence", True)
    if mention.cue == "second_half":
        return when.Dated(_half_behind(_named_last(place, own[0]) or around.latest), "sentence")
    base = place.before
    leads = _leads(place) and place.leading != own[0] and not (stock and _moved_since(place, place.leading))
    if leads and place.leading > own[0] and mention.role in when.RELATIVE:
        leads = not _other_number_between(
            tokens, place.leading, place.at
        )  # "... and 22 in 2003/04": of the 22
    lead = mentions[tokens[place.leading].mention] if leads else None
    if base is None or base.start is None:
        base = lead.period if lead is not None else None
        if base is None and mention.role == "same_period_last_year" and mention.year_start is not None:
            base = _named_last(
                place, own[0]
            )  # "from 812 in April to June 2008 to 987 in the same period of 2009"
        if (
            base is None
            and mention.cue in THAT_PERIOD
            and around.heading is None
            and around.paragraph is None
        ):
            base = span_named(
                place, own[0]
            )  # "the total for that period was 16,204", in a paragraph of its own
        over = None if expected or not _is_open(around) else _year_just_over(mention, around)
        told = around.paragraph if _opens_on_comparison(tokens) else None
        base = base or over or told or when.default(stock, around, True, False).period
    if mention.role == "this_period" and (mention.months or mention.cue in ("that_day", "same_day")):
        base = said_to_be(place, own[0], base)
    elif mention.cue == "reporting_period":
        base = around.report or UNSTATED
    elif mention.cue == "n_years_ago" and place.before is None and lead is None and _is_open(around):
        return when.Dated(UNSTATED, "sentence", True)  # so many years before a period that nothing states
    elif (
        mention.role == "this_period"
        and not mention.cue.startswith("same")
        and (latest := _latest(place, own[0]))
    ):
        base = latest
        if mention.cue == "the_year" and around.main is not None and _ends_later(around.main, latest):
            base = (
                around.main
            )  # "up on the £17.9m of 2005/06. The target for the year": not the one compared with
    part = None
    first = place.before is None and around.paragraph in (None, around.report)
    as_said = around.compared is not None and (first or place.before == around.report) and not stock
    if mention.cue == "last_year" and (as_said or (place.before is not None and counted)):
        part = (
            place.before or around.report
        )  # beside a count of part of this year, last year's is of the same part
    elif lead is not None and lead.source == "report_date":
        part = lead.period
    elif mention.cue == "bare_year" and place.aside and place.before is not None:
        part = place.before  # "£14.6m between April and September 2006 (2005: £11.9m)"
    elif lead is None and mention.cue == "bare_year":
        part = around.latest
    elif mention.cue in LAST_YEAR and kind.earlier and around.report is not None:
        part = around.report  # "rose from 163 last year to 175", in a report on part of this year
    period = when.resolve(mention, base, stock, part)
    if period is None:
        return None
    year = (
        lead
        if lead is not None and place.leading < own[0] and mention.cue == "quarter_without_year"
        else None
    )
    if (
        year is not None
        and year.period is not None
        and year.period.start
        and year.period.type == "financial_year"
    ):
        period = period.in_year(
            year.period.start
        )  # "in 2005/06 ..., having begun on 49.5% in the first quarter"
    if mention.cue == "the_quarter":
        period = _quarter_that_holds(period, around)
    if mention.cue == "the_year" and (expected or not stock):
        period = _year_that_holds(period, around.report_date, expected)
    if mention.cue in LAST_YEAR and period == place.before and not has(tokens[own[0] + 1 : place.at], "link"):
        period = period.shifted(
            -1
        )  # "97% for the year, and last year 81%": the year before the one that is reported
    period = when.ended(mention, period, around.report_date, expected)
    if expected and mention.source == "report_date" and "end_of_year" in mention.cue:
        period = spoken_year(place, own[0]) or period
    period = _just_named(place, own[0], period)
    period = _since(tokens, own[0], period, around)
    if stock:
        bound = _bound(tokens, own[0], period)
        period = bound or when.as_stock(period, mention.cue, when.is_of_a_day(tokens, own[0], expected))
    elif (
        period.type == "as_at" and period.end is not None and not expected and mention.cue.startswith(_UP_TO)
    ):
        period = year_to_date(period.end)  # so many by the end of December: since April
    so_far = (
        period.type == "fytd" and mention.source == "report_date"
    )  # "the 11% target is not met in the year to date"
    if expected and (so_far or (period.type in _PARTS and own[0] < place.at)):
        period = when.whole_year(period, around.report_date)
    relative = mention.role in when.RELATIVE or mention.cue.startswith(_BEFORE_IT)
    judged = place.before is not None and place.before.start is not None and kind.kind == "actual"
    relative = relative or (mention.cue in LAST_YEAR and (judged or rose_from(tokens, own[0], mentions)))
    return when.Dated(
        period, "sentence" if relative or mention.role == "this_period" else mention.source, relative
    )


def _of_that_day(place: Place) -> bool:
    """'28,402, against a target for that date of 28,283'."""
    ahead = [token.words for token in place.tokens[place.since : place.at]]
    return any(two == ("that", "date") for two in pairwise(ahead))


def _shared_day(place: Place) -> int:
    """The mention of a day behind a pair of targets, which is of both: '9.8% BME officers and 23.4% female officers by 31
    March 2011'; -1 without one."""
    numbers = 0
    for at in range(place.at + 1, len(place.tokens)):
        token = place.tokens[at]
        numbers += token.number >= 0
        if token.mention >= 0:
            named = place.mentions[token.mention].role in ("period", "date")
            return at if named and numbers == 1 else -1
        if "stop" in token.cues or "link" in token.cues or "be" in token.cues or numbers > 1:
            return -1
    return -1


_ORDINALS = ("first", "second", "third", "fourth")


def _quarter_said_short(place: Place) -> Period | None:
    """'19.6% in the first quarter and 21.0% in the second': the word quarter is said once."""
    before, tokens, at = place.before, place.tokens, place.at
    if before is None or before.type != "quarter":  # "from 32% in the first quarter to 29% in the second"
        told = [place.mentions[token.mention].period for token in tokens[:at] if token.mention >= 0]
        before = told[-1] if told else None
    if before is None or before.type != "quarter" or before.start is None:
        return None
    said = [token.words for token in tokens[at + 1 : at + 4]]
    behind = tokens[at + 4 : at + 5]
    if at > 3 and tokens[at - 1].cues.get("stop") == "(":  # "... than in the first (6.2%)"
        said, behind = [token.words for token in tokens[at - 4 : at - 1]], tokens[at - 1 : at]
    named = said[:1] in (["in"], ["for"]) and said[1:2] == ["the"] and said[2:3] and said[2] in _ORDINALS
    if not named or (behind and not {"stop", "and"} & behind[0].cues.keys()):
        return None
    nth = _ORDINALS.index(said[2]) + 1
    return quarter_of(performance_year_of(before.start), nth, nth)


_MONTHS_OF_QUARTER = 3
_MONTHS_OF_HALF = 6


def _half_behind(first: Period | None) -> Period:
    """'In the first half of 2006/07 ...; in the second half': the six months behind those six."""
    if first is None or first.end is None or when.months_of(first) != _MONTHS_OF_HALF:
        return UNSTATED
    begins = first.end + timedelta(days=1)
    return span(begins, month_end(*months_on(begins.year, begins.month, _MONTHS_OF_HALF - 1)))


def _quarter_that_holds(period: Period, around: when.Around) -> Period:
    """'In the quarter': the one that the report is about, else that of the paragraph beside a longer period."""
    main = around.report if around.report is not None and _is_quarter(around.report) else around.main
    if main is None or not _is_quarter(main) or (main is around.main and _is_quarter(period)):
        return period
    return replace(main, type="quarter") if main.start is not None and main.start.month % 3 == 1 else main


def _is_quarter(period: Period) -> bool:
    return period.type in ("quarter", "month_range", "fytd") and when.months_of(period) == _MONTHS_OF_QUARTER


def _year_that_holds(period: Period, day: date | None, expected: bool) -> Period:
    """The year, beside a day or a part of one: "it stood at 29,912 on 31 March. The target for the year was 30,000"; "the
    fourth quarter saw 958 offences. Over the year there were 4,202". One that has not ended is meant up to that part."""
    year = when.whole_year(period, None)
    if expected or period.type in ("day", "as_at", "month"):
        return year
    if period.type not in ("quarter", "month_range") or period.end is None or year.end is None or day is None:
        return period
    return year if year.end < day else year_to_date(period.end)


def _opens_on_comparison(tokens: Sequence[Token]) -> bool:
    """'That compares with 39 a year ago': with the figure of the sentence before."""
    opened = [token.words for token in tokens[:3]]
    return (
        bool(opened) and opened[0] in ("that", "this", "it") and any("compare" in word for word in opened[1:])
    )


_LAST_OF_REPORTING = 7  # reports on a performance year come out until July


def _year_just_over(mention: Mention, around: when.Around) -> Period | None:
    """'During the year 1,350 officers joined', in a report of the months after March that names no other period: the
    performance year that had just ended."""
    day = around.report_date
    if mention.cue != "the_year" or day is None or not FIRST_MONTH <= day.month <= _LAST_OF_REPORTING:
        return None
    return performance_year(day).shifted(-1)


def _is_open(around: when.Around) -> bool:
    return around.heading is None and around.paragraph is None and around.report is None


_WITHIN = ("in", "during", "over", "throughout")


def _just_named(place: Place, at: int, period: Period) -> Period:
    """'In this year': the one that the sentence before named."""
    cue, named = place.mentions[place.tokens[at].mention].cue, place.around.latest
    said = cue == "this_year" and at > 0 and place.tokens[at - 1].words in _WITHIN
    return (
        named if said and named is not None and named.type in ("financial_year", "calendar_year") else period
    )


def _by_leading(place: Place, stock: bool, expected: bool) -> when.Dated | None:
    """By the sentence's own period."""
    mention, around = place.mentions[place.tokens[place.leading].mention], place.around
    over = None if expected else _year_just_over(mention, around)
    period = when.resolve(mention, around.paragraph or around.report or over, stock)
    if period is None:
        return None
    period = when.ended(mention, period, place.around.report_date, expected)
    if mention.cue == "the_year" and (expected or not stock):
        period = _year_that_holds(period, around.report_date, expected)
    named = _just_named(place, place.leading, period)
    if named is not period:
        return when.Dated(named, "paragraph")
    period = _since(place.tokens, place.leading, period, place.around)
    if stock:
        bound = _bound(place.tokens, place.leading, period)
        of_a_day = when.is_of_a_day(place.tokens, place.leading, expected)
        period = bound or when.as_stock(period, mention.cue, of_a_day)
    elif (
        period.type == "as_at"
        and period.end is not None
        and not expected
        and mention.cue.startswith(_UP_TO if place.flow else ("by", "up_to"))
    ):
        period = year_to_date(period.end)
    ahead = (
        period.end is not None
        and place.around.report_date is not None
        and period.end > place.around.report_date
    )
    if (
        expected
        and not ahead
        and period.type not in ("financial_year", "calendar_year", "as_at", "multi_year")
    ):
        period = when.whole_year(period, place.around.report_date)
    return when.Dated(period, mention.source, mention.cue.startswith(_BEFORE_IT))


_CLOSED, _BEGUN = ("ended", "finished", "closed", "ends"), ("began", "started", "opened", "begins")


def _bound(tokens: Sequence[Token], at: int, period: Period) -> Period | None:
    """The first or last day of a year that is said to begin or end with a strength: 'ended 2003/04 with 30,208 officers'."""
    verbs = [token.words for token in tokens[max(at - 3, 0) : at]]
    if period.start is None or not any(token.words == "with" for token in tokens[at + 1 : at + 3]):
        return None
    if not set(verbs).isdisjoint(_CLOSED):
        return when.at_end(period)
    return as_at(period.start) if not set(verbs).isdisjoint(_BEGUN) else None


def _expected(place: Place, stock: bool, workforce_target: bool, of_recruits: bool) -> when.Dated:
    """A target or forecast without dates holds for the performance year; a workforce target is unstated, but where it
    judges recruits of a period."""
    if place.around.heading is not None:
        return when.Dated(place.around.heading, "list_heading")
    today = place.around.report_date
    of_report = when.whole_year(place.around.report, today)
    for day in (place.around.paragraph, place.around.latest):
        ahead = day is not None and day.end is not None and today is not None and day.end > today
        if (
            ahead
            and day is not None
            and day != of_report
            and day.type == ("as_at" if stock else "financial_year")
        ):
            return when.Dated(
                day, "paragraph"
            )  # a paragraph on what is expected by a day or in a year to come
    judged = place.before
    told = place.around.paragraph
    if (
        judged is None
        and told is not None
        and told.type == "financial_year"
        and told != of_report
        and _is_over(place, told)
    ):
        return when.Dated(told, "paragraph")  # "In 2010/11 the rate was 41%. We met our target of 40%"
    ended = judged is not None and judged.end is not None and today is not None and judged.end < today
    of_a_year = ended and judged is not None and judged.type == "financial_year" and not stock
    judges = of_a_year or (of_recruits and judged is not None and judged.start is not None)
    if workforce_target and not (judges and all("aspiration" not in one.words for one in place.tokens)):
        return when.Dated(UNSTATED, "sentence")
    if judged is not None and judged.type in ("financial_year", "fytd", "quarter", "as_at"):
        year = when.whole_year(judged, None)  # "8.6% in 2002/03 against a target of 10%"
        return when.Dated(year, "report_date" if year == of_report else "sentence")
    return when.Dated(of_report, "report_date")


def _year_before(place: Place, stock: bool) -> Period | None:
    """'Racist incidents fell by 5.5% in 2004/05, from 15,067': what fell in a year fell from that of the year before."""
    period = place.before
    if stock:
        if not place.around.a_year_back:
            return None
        period = period or when.default(stock, place.around, True, False).period
        return period.shifted(-1) if period.type in STOCKS else None
    dated = False
    if _leads(place):
        mention = place.mentions[place.tokens[place.leading].mention]
        period = when.resolve(mention, place.around.paragraph or place.around.report, stock)
        dated = mention.role == "period" and mention.source == "sentence"
        if period is not None and "end_of_year" in mention.cue:
            period = place.before or period  # "at year end it was 50.4%, up from 43.1%"
    elif period is None and place.around.a_year_back:
        # "... on the 4,914 of 2004. Offences rose to 4,251 from 3,936"
        period = place.around.main or place.around.report
    # a month may have risen from the month before, and "the past 12 months" from what they began with
    of_a_year = ("financial_year", "rolling_year") if dated else ("financial_year",)
    yearly = YEARLY if place.around.a_year_back else of_a_year
    if period is None or period.type not in yearly:
        return None
    return period.shifted(-1)


_JUDGED = frozenset("met missed exceeded beat achieved surpassed hit".split())


_OFF_TARGET = frozenset("short below above under over within better worse ahead".split())


def _is_over(place: Place, year: Period) -> bool:
    """Whether a target is said to have been met or missed in a year that has ended."""
    today = place.around.report_date
    ahead = [token.words for token in place.tokens[: place.at]]
    said = not _JUDGED.isdisjoint(ahead) or ahead[-1:] in (["was"], ["were"])  # "The target was 260"
    judges = ahead[:1] in (["this"], ["that"], ["it"]) and ahead[1:2] == ["was"]
    said = said or (judges and not _OFF_TARGET.isdisjoint(ahead[2:3]))  # "This was short of the 10% target"
    return said and today is not None and year.end is not None and year.end < today


def _from_above(place: Place, kind: Kind, subject: Subject, stock: bool, unit: str) -> when.Dated:
    """By the number before, else by what holds above the sentence."""
    before = place.before
    ahead = place.tokens[place.since if place.aside else 0 : place.at]
    linked = any(token.cues.get("link", "while") != "while" for token in ahead)  # "while" goes on in its time
    is_change = kind.kind.startswith("change")
    # a strength takes no year to date from the flow before it, nor a flow the day of a strength
    if stock and before is not None and before.type == "day":
        before = when.at_end(before)
    whole = (*WHOLE, "month") if stock else WHOLE  # a strength is also that of a month
    fits = before is not None and (is_change or stock == (before.type == "as_at") or before.type in whole)
    if place.flow and before is not None and before.type == "as_at":
        fits = False  # nor does a change of a flow
    # what is in brackets behind a figure, and how far that is off a target, is of its time
    aside = place.aside and not (place.flow and before is not None and before.type == "as_at")
    fits = fits or (before is not None and (aside or subject.rule == "distance"))
    if before is not None and before.start is not None and fits and (is_change or not linked):
        return when.Dated(before, "sentence")
    said, report = place.around.paragraph, place.around.report
    up_to_now = any(token.words.startswith(("has ", "have ")) for token in place.tokens)
    if report is not None and report.type == "as_at" and (up_to_now or when.says_present(place.tokens)):
        said = None  # "in March 2010 it was 53,044. In nine months it has contracted by 1,208"
    if is_change and stock and before is None and said is not None and said.type in ("month", *WHOLE):
        return when.Dated(
            said, "paragraph"
        )  # "rose between March 2004 and March 2008. This equated to 629 more"
    counts_things = subject.metric == OTHER and unit not in PER_CENT
    past = any(token.words in when.BEFORE for token in place.tokens) and not when.is_record(place.tokens)
    clause = _clause(place.tokens, place.at)
    if not has(clause, "be"):
        clause = place.tokens  # a clause without a verb has the sentence's
    around, today = place.around, place.around.report_date
    year = around.paragraph
    over = year is not None and year.end is not None and today is not None and year.end < today
    if over and not stock and year is not None and year.type == "financial_year" and _says_now(clause):
        around = around._replace(paragraph=None)  # "45% in 2009/10. At present it runs at 57.5%"
    free = around.strengths is None and around.heading is None
    free = free and (around.paragraph is None or around.paragraph.type not in ("as_at", "month", "day"))
    if subject.metric == "workforce_strength" and free and today is not None and _says_now(clause):
        return when.Dated(
            as_at(today), "report_date"
        )  # "there are now 1,390 PCSOs", in a report on April to January
    return when.default(stock, around, when.is_present(clause), counts_things, past)


def _says_now(tokens: Sequence[Token]) -> bool:
    return any("now" in token.cues and token.words in _AT_PRESENT for token in tokens)


_AT_PRESENT = (
    "at present",
    "currently",
    "now",
    "presently",
    "today",
    "at the moment",
    "at the time of writing",
)


def _ends_later(one: Period, other: Period) -> bool:
    return one.end is not None and other.end is not None and one.end > other.end


def _clause(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The clause of a number, between semicolons and colons: its tense is its own."""
    first = next((place for place in range(at, -1, -1) if tokens[place].cues.get("stop") in (";", ":")), 0)
    end = next(
        (place for place in range(at, len(tokens)) if tokens[place].cues.get("stop") in (";", ":")),
        len(tokens),
    )
    return tokens[first:end]


def _beside(place: Place) -> bool:
    """Whether a target is set beside the number before: 'against a target of 13%', '(target 14%)', 'above the target'."""
    words = place.tokens[place.since : place.at]
    return any(
        "link" in token.cues or token.words in ("above", "below") or token.cues.get("stop") == "("
        for token in words
    )


def _other_number_between(tokens: Sequence[Token], leading: int, at: int) -> bool:
    """Whether another number stands between the sentence's period and this one: a target's period is its own."""
    return any(token.number >= 0 for token in tokens[min(leading, at) + 1 : max(leading, at)])


def _named_last(place: Place, at: int) -> Period | None:
    """The period that the sentence names last before a mention."""
    named = (
        place.mentions[token.mention].period for token in reversed(place.tokens[:at]) if token.mention >= 0
    )
    return next((period for period in named if period is not None and period.start is not None), None)


def _latest(place: Place, at: int) -> Period | None:
    """The period mentioned last before 'in this period'."""
    for token in reversed(outside_brackets(place.tokens[:at])):
        if token.mention >= 0 and (period := place.mentions[token.mention].period) is not None:
            return period
    return place.around.latest


_BEGINNINGS = frozenset(
    "began begun launch launched introduced introduction started start inception creation created formed formation established opened opening".split()
)


def _moved_since(place: Place, at: int) -> bool:
    """Whether a period is only what a movement is counted from: 'a 10.9% increase since March 2008'."""
    return when.is_since(place.tokens, at, place.mentions) and has(
        place.tokens[max(at - 8, 0) : at], "up", "down"
    )


def _since(tokens: Sequence[Token], place: int, period: Period, around: when.Around) -> Period:
    """'Since its launch in December 2005': from then to the end of what the report covers, else to its date."""
    day = around.report_date
    if period.type not in ("month", "day") or period.start is None or day is None:
        return period
    covered = around.report.end if around.report is not None else None
    until = covered if covered is not None and period.start < covered < day else day
    if period.start >= until:
        return period
    clause = tokens[max(place - 12, 0) : place]
    while has(clause, "stop") and any(token.cues.get("stop") in (":", ";") for token in clause):
        clause = clause[1:]  # "the position has improved since: in August there were 4,488"
    ahead = [token.words for token in clause]
    near = 5 if _BEGINNINGS.isdisjoint(ahead) else 12  # "since the joint tasking of units began in May 2005"
    if "since" not in ahead[-near:]:
        return period
    if period.start == year_to_date(until).start:
        return year_to_date(until)
    years = (until - period.start).days > 366
    return Period(type="multi_year" if years else "month_range", start=period.start, end=until)
