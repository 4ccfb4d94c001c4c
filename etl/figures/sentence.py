"""One sentence of a report, read whole: each number with its subject, kind and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from etl.calendar import UNSTATED, Period
from etl.catalogue.lexicon import SHORT_FORMS
from etl.catalogue.metrics import BY_CODE
from etl.figures import when
from etl.figures.kinds import ACTUAL, Kind, kind_of
from etl.figures.measures import TIME_UNITS, not_a_measure
from etl.figures.scopes import MPS
from etl.figures.shares import share_subject
from etl.figures.subjects import MONEY_OF, ONE_KIND_OF_DETECTION, OTHER, Subject, count_subject, follow, is_bare, money_subject
from etl.figures.windows import Window, every, window
from etl.numbers import Number
from etl.periods import Mention
from etl.tokens import Token

STOCKS = frozenset(code for code, metric in BY_CODE.items() if metric.stock)
FLOW_GROUPS = frozenset(("police_officer_recruits", "all_recruits", "pcso_recruits", "special_constable_recruits", "police_officer_applications", "applications", "selection_passed"))


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


class Refused(NamedTuple):
    """A number that measures nothing, or that could not be read."""

    number: Number
    fate: str
    reason: str


class Carried(NamedTuple):
    """What the sentences before hand on: subject, period of the last actual, report-wide period."""

    subject: Subject
    scope: str
    detections: bool
    kind: str
    around: when.Around
    money: str = ""  # the metric of money named last


class Known(NamedTuple):
    """What the report has told before this sentence: names of units, days of operations, and figures by their value."""

    scopes: Mapping[str, str]
    days: Mapping[str, Period]
    values: dict[float, tuple[Subject, Period, str]]


class Outcome(NamedTuple):
    """The figures and refusals of a sentence and what it hands on."""

    drafts: list[Draft]
    refused: list[Refused]
    carried: Carried


def read_sentence(
    text: str, tokens: list[Token], numbers: Sequence[Number], mentions: Sequence[Mention], carried: Carried, known: Known,
) -> Outcome:  # fmt: skip
    """Read the numbers of one sentence, given what the sentences before hand on and what the report has told."""
    tokens = _with_short_forms(tokens, carried.subject.metric)
    scopes = known.scopes
    places = [place for place, token in enumerate(tokens) if token.number >= 0]
    drafts: list[Draft] = []
    refused: list[Refused] = []
    so_far = Subject()
    previous: Subject | None = None
    previous_kind: Kind | None = None
    previous_period: Period | None = None
    previous_number: Number | None = None
    previous_seen: Number | None = None
    aside: list[tuple[Subject, Subject | None, Kind | None, Number | None, Period | None]] = []
    taken: set[int] = set()
    detections = carried.detections or any(token.cues.get("metric", "").startswith("sanction_detection") for token in tokens)
    leading = _leading(tokens, places, mentions)
    since = 0
    actual_period: Period | None = None
    for order, at in enumerate(places):
        until = places[order + 1] if order + 1 < len(places) else len(tokens)
        for place in range(since, at):
            stop = tokens[place].cues.get("stop", "")
            if stop == "(":
                aside.append((follow(so_far, tokens[since:place]), previous, previous_kind, previous_number, previous_period))
            elif stop == ")" and aside:  # what stood in brackets is an aside: the sentence goes on from before them
                so_far, previous, previous_kind, previous_number, previous_period = aside.pop()
                since = place + 1
        number = numbers[tokens[at].number]
        if order and previous_number is not None:
            number = _in_unit_of(number, previous_number, tokens, since, at)
        around = window(tokens, at, since, until, number.unit == "percent")
        so_far = follow(so_far, around.before)
        printed = text[number.start : number.end].lower()
        again = known.values.get(number.value) if _is_again(around) else None
        reason = "" if again else not_a_measure(number, around, printed)
        if not reason and refused and order and at - places[order - 1] == 2 and "and" in tokens[at - 1].cues and refused[-1].number is previous_seen:
            reason = refused[-1].reason  # "aged 10 and 11", "levels one and two"
        previous_seen = number
        if reason:
            refused.append(Refused(number, "not_measure", reason))
            since = at + 1
            continue
        glue = tokens[since:at] if order and previous is not None else ()
        kind = kind_of(number, around, previous_kind, glue)
        if kind.kind.startswith("change") and carried.kind == "target":
            kind = Kind("target", kind.sign, rule="target_of_a_change")
        if kind == ACTUAL and carried.kind in ("target", "forecast") and not any("actual" in t.cues or "be" in t.cues for t in around.before):
            kind = Kind(carried.kind, rule=f"{carried.kind}_of_list")
        carried_subject = carried.subject
        if again:
            subject = again[0]._replace(rule="said_again")
        else:
            subject = _settled(_subject(number, around, kind, so_far, carried_subject, previous, detections, carried.money))
        if number.unit == "count" and subject.metric == OTHER and subject.rule == "no_subject" and not around.before and not around.nouns and not around.after:
            refused.append(Refused(number, "unplaced", "nothing beside the number says what it measures"))
            since = at + 1
            continue
        stock = subject.metric in STOCKS or (subject.metric in ("bme_share", "female_share") and subject.staff not in FLOW_GROUPS)
        own = _own_period(tokens, since, at, until, mentions, taken, kind)
        scope = _scope(tokens, since, at, until, around, so_far, carried, scopes)
        if again:
            dated, scope = when.Dated(again[1], "paragraph"), again[2]
            carried = carried._replace(scope="" if scope == MPS else scope)
        else:
            dated = _dated(own, mentions, tokens, kind, stock, previous_period, leading, carried, when.is_present(_clause(tokens, at)), subject, number, at)
            if scope in known.days and not stock and (dated.period.start is None or dated.source not in ("sentence", "list_heading")) or _whole_year_of(dated.period, known.days.get(scope)):
                dated = when.Dated(known.days[scope], "paragraph")
        if number.value >= 10 and subject.metric != OTHER and number.unit == "count" and not kind.kind.startswith("change"):
            known.values.setdefault(number.value, (subject, dated.period, scope))
        if dated.period.type != "unstated" and not dated.comparator and (kind.kind == "actual" or kind.kind.startswith("change")) and not kind.earlier and actual_period is None:
            actual_period = dated.period
        for staff, group in _doubled(subject, around):
            drafts.append(_draft(text, number, subject, group if group else staff, kind, dated, scope, tokens, around))
        if kind.kind in ("actual",) or previous is None:
            previous_period = dated.period
        since = at + 1
        if again:
            continue
        so_far = so_far._replace(metric=_cue(subject.metric) or so_far.metric, group=subject.group if subject.group not in ("", OTHER) else so_far.group)
        previous, previous_kind, previous_number = subject, kind, number
        since = at + 1
    so_far = follow(so_far, tokens[since:])
    drafts = _respectively(tokens, places, numbers, drafts)
    return Outcome(drafts, refused, _hand_on(carried, so_far, drafts, previous, actual_period, leading, tokens, mentions, detections, scopes))


def _clause(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The clause of a number, between semicolons and colons: its tense is its own."""
    first = next((place for place in range(at, -1, -1) if tokens[place].cues.get("stop") in (";", ":")), 0)
    end = next((place for place in range(at, len(tokens)) if tokens[place].cues.get("stop") in (";", ":")), len(tokens))
    return tokens[first:end]


def _respectively(tokens: Sequence[Token], places: Sequence[int], numbers: Sequence[Number], drafts: list[Draft]) -> list[Draft]:
    """'A are 6% and B 18%, against targets of 7% and 19% respectively': the later numbers take the subjects in turn."""
    word = next((place for place, token in enumerate(tokens) if "respectively" in token.cues), -1)
    before = [place for place in places if place < word]
    if len(before) < 4:
        return drafts
    pair = [numbers[tokens[place].number].start for place in before[-2:]]
    earlier = [numbers[tokens[place].number].start for place in before[-4:-2]]
    by_start = {draft.number.start: draft for draft in drafts}
    if not all(start in by_start for start in (*pair, *earlier)):
        return drafts
    turn = {late: by_start[early] for late, early in zip(pair, earlier, strict=True)}
    if len({by_start[start].unit for start in (*pair, *earlier)}) > 1:
        return drafts
    return [
        draft._replace(metric=turn[draft.number.start].metric, group=turn[draft.number.start].group, rule="respectively:" + draft.rule)
        if draft.number.start in turn else draft for draft in drafts
    ]  # fmt: skip


def _in_unit_of(number: Number, before: Number, tokens: Sequence[Token], since: int, at: int) -> Number:
    """'From 126 days in March to 112 in February': the second number has the unit of the first."""
    if number.unit != "count" or before.unit not in TIME_UNITS:
        return number
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = behind is None or "stop" in behind.cues or "prep" in behind.cues or "and" in behind.cues or behind.mention >= 0
    joined = any(token.words in ("to", "of") or "link" in token.cues for token in tokens[since:at][-2:])
    return replace(number, unit=before.unit) if ends and joined else number


def _with_short_forms(tokens: list[Token], metric: str) -> list[Token]:
    """The tokens with a metric on the short names of what was named before: 'the calls' of a hotline."""
    found = tokens
    for place, token in enumerate(tokens):
        current = token.cues.get("metric", "")
        if metric in SHORT_FORMS and token.words in SHORT_FORMS[metric] and current != metric:
            if found is tokens:
                found = list(tokens)
            found[place] = token._replace(cues={**token.cues, "metric": metric})
        elif current:
            metric = current
    return found


def _is_again(around: Window) -> bool:
    """Whether a number is said again: 'these 323 arrests', 'for this 26,208 figure'."""
    return bool(around.before) and around.before[-1].words in ("this", "these", "those", "the same")


def _settled(subject: Subject) -> Subject:
    """The arrest rate of SPI8a is of domestic violence; an offence metric without a group is of none listed."""
    if subject.metric == "arrest_rate_spi8a":
        return subject._replace(group="domestic_violence")
    if subject.metric in BY_CODE and BY_CODE[subject.metric].grouped == "offences" and not subject.group and subject.metric != "public_satisfaction":
        return subject._replace(group=OTHER)
    return subject


def _whole_year_of(period: Period, day: Period | None) -> bool:
    """'This year's operation' is of its day, which lies in that year."""
    if day is None or day.start is None or period.type != "financial_year" or period.start is None or period.end is None:
        return False
    return period.start <= day.start <= period.end


def _cue(metric: str) -> str:
    return metric if metric in BY_CODE and metric != OTHER and not metric.startswith(("bme", "female")) else ""


def _subject(number: Number, around: Window, kind: Kind, so_far: Subject, carried: Subject, previous: Subject | None, detections: bool, money: str) -> Subject:
    """Dispatch on the unit; a change in per cent is a change of what the sentence is about."""
    is_change = kind.kind.startswith("change")
    if number.unit in ("gbp", "eur"):
        return money_subject(around, so_far, money, previous) if number.unit == "gbp" else Subject(OTHER, rule="other_money")
    if number.unit in ("percent", "percentage_points"):
        if kind.kind == "change_pct" or kind.rule == "target_of_a_change" or (is_change and previous is not None and previous.metric not in ("", OTHER)):
            return _changed(around, so_far, carried, previous, detections)
        return share_subject(around, so_far, carried, previous, detections)
    if number.unit == "count":
        return count_subject(around, so_far, carried, is_change, previous)
    return Subject(OTHER, rule="other_unit")


def _changed(around: Window, so_far: Subject, carried: Subject, previous: Subject | None, detections: bool) -> Subject:
    """What changed by a per cent: the number before it, else what the sentence is about."""
    from etl.figures.subjects import COUNT_OF, HEADCOUNTS
    from etl.figures.shares import RATE_OF, SHARES, _people_share
    from etl.figures.windows import first, last

    own_who, own_staff, own_group = last(around.before, "who"), last(around.before, "staff"), last(around.before, "group")
    if previous is not None and own_who in HEADCOUNTS:
        return Subject(HEADCOUNTS[own_who], staff=own_staff or previous.staff, who=own_who, rule="change_of_people")
    if previous is not None and own_group and not last(around.before, "metric"):
        return previous._replace(group=own_group, rule="change_of_group") if previous.group else Subject("offences", own_group, rule="change_of_group")
    if carried.metric in SHARES.values() and not so_far.metric and any(token.words in ("number", "numbers") for token in around.before):
        return carried._replace(metric=HEADCOUNTS[carried.who], rule="carried_over")
    for tokens in (around.nouns, around.base, around.after):
        metric = first(tokens, "metric")
        group = first(tokens, "group")
        if group and (not metric or metric in ("offences",)):
            return Subject("offences", group, rule="change_of_group")
        if metric in COUNT_OF and metric != "workforce_strength":
            found = RATE_OF[metric] if metric in RATE_OF and metric.endswith("rate") else COUNT_OF[metric]
            return Subject(found, first(tokens, "group") or last(around.before, "group") or so_far.group or carried.group, rule="change_of_noun") if BY_CODE[found].grouped == "offences" else Subject(found, rule="change_of_noun")
        if metric in MONEY_OF or metric in RATE_OF:
            return Subject(metric, last(around.before, "group") or so_far.group, rule="change_of_noun")
        if tokens is not around.after and first(tokens, "staff"):
            who = last(tokens, "who") or last(around.before, "who") or so_far.who
            if who in HEADCOUNTS:
                return Subject(HEADCOUNTS[who], staff=first(tokens, "staff"), who=who, rule="change_of_people")
            return Subject("workforce_strength" if "strength" in so_far.attach else OTHER, staff=first(tokens, "staff"), rule="change_of_people")
    if previous is not None and previous.metric:
        return previous._replace(rule="change_of_number_before")
    metric = so_far.metric
    if metric == "workforce_strength" or (so_far.staff and not metric):
        if so_far.who in HEADCOUNTS:
            return Subject(HEADCOUNTS[so_far.who], staff=so_far.staff, who=so_far.who, rule="change_in_sentence")
        return Subject("workforce_strength" if metric else OTHER, staff=so_far.staff, rule="change_in_sentence")
    if metric in RATE_OF or metric in COUNT_OF or metric in MONEY_OF:
        found = RATE_OF.get(metric) if metric.endswith(("rate", "share", "satisfaction")) else COUNT_OF.get(metric, metric)
        grouped = BY_CODE[found or metric].grouped == "offences"
        return Subject(found or metric, (so_far.group or carried.group) if grouped else "", rule="change_in_sentence")
    if so_far.group:
        return Subject("offences", so_far.group, rule="change_of_group")
    if carried.group not in ("", OTHER) and not carried.metric and not so_far.staff and is_bare(around.before):
        return Subject("offences", carried.group, rule="change_of_heading")
    if carried.metric not in ("", OTHER) and not so_far.metric:
        return carried._replace(rule="carried_over")
    return Subject(OTHER, rule="no_subject")


def _leading(tokens: Sequence[Token], places: Sequence[int], mentions: Sequence[Mention]) -> int:
    """The token of the sentence's own period: a mention before its first number, or the only one of the sentence, not behind a link."""
    first_number = places[0] if places else len(tokens)
    found = []
    linked = False
    for place, token in enumerate(tokens):
        if "link" in token.cues:
            linked = True
        elif token.cues.get("stop") in (",", ";", ")"):
            linked = False
        if token.mention >= 0 and mentions[token.mention].role in ("period", "date") and not linked:
            if _after_from(tokens, place) and any("up" in t.cues or "down" in t.cues for t in tokens[max(place - 4, 0) : place]):
                continue  # "up 2% on last year": what it is compared with
            if mentions[token.mention].role == "date" and not when._is_on(tokens, place):
                continue
            found.append(place)
    ahead = [place for place in found if place < first_number]
    if ahead:
        return ahead[-1]
    alone = len(found) == 1 and (not places or places[-1] < found[0]) and not any(token.cues.get("stop") == ")" for token in tokens[found[0] :])
    return found[0] if alone else -1


def _own_period(tokens: Sequence[Token], since: int, at: int, until: int, mentions: Sequence[Mention], taken: set[int], kind: Kind) -> tuple[int, bool] | None:
    """The mention that stands beside a number; a change never takes the one behind a link ('up 2% on last year')."""
    is_change = kind.kind.startswith("change")
    found = when.behind(tokens, at, until, mentions)
    if found is not None:
        place, linked = found
        role = mentions[tokens[place].mention].role
        relative = role in ("same_period_last_year", "previous_year")
        if not (linked or (is_change and (relative or _after_from(tokens, place)))):
            taken.add(place)
            return found
        if (linked or is_change) and _closed(tokens, place, until):
            taken.add(place)
        found = None
    found = when.before(tokens, since, at, mentions, taken)
    if found is not None and mentions[tokens[found[0]].mention].role == "vague" and at - found[0] > 6:
        return None
    if found is not None and is_change and (found[1] or mentions[tokens[found[0]].mention].role in ("same_period_last_year", "previous_year")):
        return None
    return found


def _closed(tokens: Sequence[Token], place: int, until: int) -> bool:
    """Whether a period belongs to what stands before it: a stop parts it from the next number, or there is none."""
    return until >= len(tokens) or any("stop" in token.cues or "and" in token.cues for token in tokens[place + 1 : until])


def _after_from(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].words in ("from", "since", "on", "over")


def _dated(own: tuple[int, bool] | None, mentions: Sequence[Mention], tokens: Sequence[Token], kind: Kind, stock: bool, previous_period: Period | None, leading: int,
           carried: Carried, present: bool, subject: Subject, number: Number, at: int) -> when.Dated:  # fmt: skip
    """The period of a number and where it was read."""
    around = carried.around
    expected = kind.kind in ("target", "forecast")
    if expected and stock and around.report_date is not None and any("yearend" in token.cues for token in tokens[max(at - 9, 0) : at]):
        end = when.whole_year(None, around.report_date).end
        return when.Dated(Period(type="as_at", start=end, end=end), "report_date")
    workforce = BY_CODE[subject.metric].grouped == "workforce" if subject.metric in BY_CODE else False
    if own is not None:
        mention = mentions[tokens[own[0]].mention]
        relative = mention.role in ("same_period_last_year", "previous_year", "this_period")
        base = previous_period
        if base is None or base.start is None:
            lead = mentions[tokens[leading].mention].period if leading >= 0 and leading != own[0] else None
            base = lead or when.default(stock, around, True, False).period
        if mention.role == "this_period" and not mention.cue.startswith("same") and (latest := _latest(tokens, mentions, own[0], around)):
            base = latest
        part = None
        if leading >= 0 and leading != own[0] and mentions[tokens[leading].mention].source == "report_date":
            part = mentions[tokens[leading].mention].period
        elif mention.cue == "bare_year":
            part = around.latest
        period = when.resolve(mention, base, stock, part)
        if period is not None:
            period = _since(tokens, own[0], period, around.report_date)
            if stock:
                period = when.as_stock(period, mention.cue)
            if expected and period.type in ("fytd", "quarter", "month", "month_range") and own[0] < at:
                period = when.whole_year(period, around.report_date)
            return when.Dated(period, mention.source if not relative else "sentence", relative and mention.role != "this_period")
    if leading >= 0 and not kind.earlier and not (expected and workforce and kind.kind == "target") and not (expected and _other_number_between(tokens, leading, at)):
        mention = mentions[tokens[leading].mention]
        period = when.resolve(mention, None, stock)
        if period is not None:
            period = _since(tokens, leading, period, around.report_date)
            if stock:
                period = when.as_stock(period, mention.cue)
            if expected and period.type not in ("financial_year", "calendar_year", "as_at", "multi_year"):
                period = when.whole_year(period, around.report_date)
            return when.Dated(period, mention.source)
    if kind.earlier:
        return when.Dated(UNSTATED, "sentence", True)
    if kind.kind.startswith("change") and previous_period is None and (later := _later_of_two(tokens, mentions)):
        return when.Dated(later, "sentence")
    if expected:
        if around.heading is not None:
            return when.Dated(around.heading, "list_heading")
        if workforce and kind.kind == "target":
            return when.Dated(UNSTATED, "sentence")
        year = when.whole_year(around.report, around.report_date)
        return when.Dated(year, "report_date")
    if kind.kind.startswith("change") and previous_period is not None and previous_period.start is not None:
        return when.Dated(previous_period, "sentence")
    if previous_period is not None and previous_period.start is not None and not any("link" in token.cues for token in tokens[:at]):
        return when.Dated(previous_period, "sentence")
    counts = subject.metric == OTHER and number.unit not in ("percent", "percentage_points")
    return when.default(stock, around, present, counts, past=any(token.words in when.BEFORE for token in tokens))


def _other_number_between(tokens: Sequence[Token], leading: int, at: int) -> bool:
    """Whether another number stands between the sentence's period and this one: a target's period is its own."""
    return any(token.number >= 0 for token in tokens[min(leading, at) + 1 : max(leading, at)])


def _later_of_two(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Period | None:
    """Of two periods that a sentence compares, the later: a change is of that one."""
    found = [mentions[token.mention].period for token in tokens if token.mention >= 0 and mentions[token.mention].role == "period"]
    periods = [period for period in found if period is not None and period.end is not None]
    if len(periods) != 2 or periods[0].type != periods[1].type:
        return None
    return max(periods, key=lambda period: period.end or date.min)


def _latest(tokens: Sequence[Token], mentions: Sequence[Mention], place: int, around: when.Around) -> Period | None:
    """The period mentioned last before 'in this period'."""
    for token in reversed(tokens[:place]):
        if token.mention >= 0 and (period := mentions[token.mention].period) is not None:
            return period
    return around.latest


def _since(tokens: Sequence[Token], place: int, period: Period, report_date: date | None) -> Period:
    """'Since its launch in December 2005': from then to the report's date."""
    if period.type not in ("month", "day") or period.start is None or report_date is None or period.start >= report_date:
        return period
    if not any(token.words == "since" for token in tokens[max(place - 5, 0) : place]):
        return period
    if period.start == when.year_to_date(report_date).start:
        return when.year_to_date(report_date)
    years = (report_date - period.start).days > 366
    return Period(type="multi_year" if years else "month_range", start=period.start, end=report_date)


def _scope(tokens: Sequence[Token], since: int, at: int, until: int, around: Window, so_far: Subject, carried: Carried, scopes: Mapping[str, str]) -> str:
    """The part of the service named nearest before the number in its sentence, else behind it, else in the paragraph."""
    before = every(around.before, "scope")
    if len([code for code in before if code not in (MPS, "national")]) > 2:
        return carried.scope or MPS  # a list of places, not the owner of the figure
    code = before[-1] if before else so_far.scope
    if not code:
        behind = every((*around.nouns, *around.base, *around.after[:8]), "scope")
        code = behind[0] if behind else ""
    code = (carried.scope or scopes.get(code, "")) if code.startswith("the:") else code
    return code or carried.scope or MPS


def _doubled(subject: Subject, around: Window) -> list[tuple[str, str]]:
    """'31% of both PCSO and special constables': one figure for each group named behind 'both'."""
    behind = (*around.nouns, *around.base, *around.after)
    for place, token in enumerate(behind):
        if "both" in token.cues:
            staffs = every(behind[place:], "staff")
            groups = every(behind[place:], "group")
            if len(staffs) == 2 and subject.metric in ("bme_share", "female_share"):
                return [(staff, "") for staff in staffs]
            if len(groups) == 2 and not staffs:
                return [("", group) for group in groups]
    return [(subject.staff, subject.group)]


def _draft(text: str, number: Number, subject: Subject, group: str, kind: Kind, dated: when.Dated, scope: str, tokens: Sequence[Token], around: Window) -> Draft:
    metric = subject.metric
    grouped = BY_CODE[metric].grouped if metric in BY_CODE else ""
    if metric == OTHER or not grouped:
        group = group if metric == OTHER and subject.group else ""
    value = number.value * kind.sign if kind.sign < 0 and number.value > 0 else number.value
    unit = number.unit
    label = _label(text, around) if metric == OTHER or group == OTHER else ""
    mean = any("mean" in token.cues for token in (*around.before[-6:], *around.nouns[:3]))
    rolling = any("rolling" in token.cues for token in (*around.before[-6:], *around.nouns[:3])) and mean
    return Draft(number, metric, group, scope, label, kind.kind, value, number.value_high, unit, "rolling_mean" if rolling else "mean" if mean else "value",
                 dated.period, dated.source, ":".join(filter(None, (subject.rule, kind.rule))), any("power" in token.cues for token in (*around.before, *around.nouns, *around.after)), dated.comparator)  # fmt: skip


def _label(text: str, around: Window) -> str:
    """What is measured, in the report's words: the noun phrase behind the number, else what is said, else the words before."""
    for tokens in (around.nouns, around.base, around.after[around.said :] if around.said >= 0 else (), around.after, around.before[-6:]):
        words = [token for token in tokens if token.words and "stop" not in token.cues]
        if words:
            words = words[:6]
            return " ".join(text[words[0].start : words[-1].end].split())[:80]
    return ""


def _hand_on(carried: Carried, so_far: Subject, drafts: Sequence[Draft], last: Subject | None, actual: Period | None, leading: int, tokens: Sequence[Token],
             mentions: Sequence[Mention], detections: bool, scopes: Mapping[str, str]) -> Carried:  # fmt: skip
    """What the next sentence may take over: the last listed subject and the period of the actual figures."""
    subject = carried.subject
    listed = [draft for draft in drafts if draft.metric != OTHER]
    if last is not None and last.metric not in ("", OTHER):
        whole = "sanction_detection_rate" if last.metric in ONE_KIND_OF_DETECTION else last.metric
        subject = last._replace(metric=whole, scope=so_far.scope)
    elif so_far.metric or so_far.staff or so_far.group or so_far.who:
        cue = _RATE_CUES.get(so_far.metric, so_far.metric)
        subject = Subject(cue or (carried.subject.metric if not so_far.group else ""), so_far.group or carried.subject.group, so_far.staff, so_far.who, "", so_far.attach)
    scope = carried.scope
    named = _subject_scope(tokens)
    if named:
        scope = (scope or scopes.get(named, "")) if named.startswith("the:") else named
        scope = "" if scope == MPS else scope
    period = carried.around.paragraph
    latest = next((found for token in reversed(tokens) if token.mention >= 0 and (found := mentions[token.mention].period) is not None), carried.around.latest)
    if actual is not None:
        period = actual
    elif 0 <= leading <= 3 and not listed and not drafts:
        found = mentions[tokens[leading].mention]
        if found.role == "period" and found.period is not None:
            period = found.period
    money = next((draft.metric for draft in reversed(drafts) if draft.metric in MONEY_OF), so_far.metric if so_far.metric in MONEY_OF else carried.money)
    return Carried(subject, scope, detections, "", carried.around._replace(paragraph=period, latest=latest), money)


def _subject_scope(tokens: Sequence[Token]) -> str:
    """The unit or place that a sentence is about: named before its verb, not as an aside."""
    for place, token in enumerate(tokens[:9]):
        if "scope" in token.cues:
            before = tokens[place - 1].words if place else ""
            return "" if before in ("in", "at", "by", "with", "from") and place > 2 else token.cues["scope"]
        if "be" in token.cues or token.number >= 0:
            return ""
    return ""


_RATE_CUES = {"sanction_detections": "sanction_detection_rate"}
