"""The periods of a comparison: of what a figure is compared with, and of the two that a change is between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl.calendar import FIRST_MONTH, UNSTATED, Period, as_at, month_of, performance_year
from etl.figures import when
from etl.figures.figure_kind import COMPARATIVES, MOVEMENTS
from etl.figures.own_periods import after_reference
from etl.figures.when import Place
from etl.figures.windows import QUALIFIERS, has
from etl.periods import Mention
from etl.tokens import Token

YEARLY = (
    "financial_year",
    "rolling_year",
    "fytd",
    "quarter",
    "month",
)  # periods that are compared with those of a year before
STOCKS = ("as_at", "month")  # and days of strengths


def by_comparison(place: Place, stock: bool) -> when.Dated:
    """'Compared with 380 orders (£16.2m) at this point last year': the relative period farther on, else none."""
    ahead = (place.mentions[token.mention] for token in place.tokens[place.at :] if token.mention >= 0)
    behind = next((mention for mention in ahead if mention.role in when.RELATIVE), None)
    if behind is None:  # "fell by 3% since last year, with 340 compared to 351"
        back = (place.mentions[token.mention] for token in place.tokens[: place.at] if token.mention >= 0)
        behind = next((mention for mention in back if when.is_of_earlier_year(mention)), None)
        if behind is not None and place.before is not None and place.before.start is not None:
            return when.Dated(place.before.shifted(-1), "sentence", True)
        behind = None
        if (named := _reference_named(place)) is not None:
            return when.Dated(named, "sentence", True)
    base = place.before or when.default(stock, place.around, True, False).period
    if behind is None and place.around.a_year_back and base.type in (STOCKS if stock else YEARLY):
        return when.Dated(
            base.shifted(-1), "paragraph", True
        )  # "... (36,184 in the same period of 2004). Offences were 1,083 against 1,112"
    period = when.resolve(behind, base, stock) if behind is not None else None
    return when.Dated(period or UNSTATED, "sentence", True)


def earlier_of(place: Place, stock: bool) -> Period | None:
    """'Compared with the same period of 2007/08 victims are down to 18 from 23': the one period that is compared with."""
    mentions = [place.mentions[token.mention] for token in place.tokens if token.mention >= 0]
    found = [mention for mention in mentions if mention.role in when.RELATIVE]
    if len(found) != 1 or place.before is None or place.before.start is None:
        return None
    return when.resolve(found[0], place.before, stock)


_SINCE_NEAR = 4  # tokens between the later value and the time since when it moved


def moved_since(place: Place) -> Mention | None:
    """The time since when one of two values has moved: '(the share) has increased from 23.5% to 23.8% since 31 March 2009' names
    the day of the first; nothing where the number is neither."""
    tokens, at = place.tokens, place.at
    if at and tokens[at - 1].words == "from":
        later = at + 2 if [one.words for one in tokens[at + 1 : at + 2]] == ["to"] else -1
    else:
        two = at > 2 and tokens[at - 1].words == "to" and tokens[at - 2].number >= 0
        later = at if two and tokens[at - 3].words == "from" else -1
    if later < 0 or later >= len(tokens) or tokens[later].number < 0:
        return None
    for near in range(later + 1, min(later + 1 + _SINCE_NEAR, len(tokens))):
        if tokens[near].number >= 0 or "stop" in tokens[near].cues:
            return None
        if tokens[near].mention >= 0:
            said = any(one.words == "since" for one in tokens[later + 1 : near])
            mention = place.mentions[tokens[near].mention]
            return mention if said or mention.cue == "since" else None
    return None


def since_when(mention: Mention, now: Period, stock: bool) -> Period:
    """The period of a value that has moved since: the day, month or performance year that is named, or that of a year before
    `now`; of nothing else is an event."""
    if mention.role in when.RELATIVE:
        return when.resolve(mention, now, stock) or UNSTATED
    begun = mention.period.start if mention.period is not None else None
    if begun is None:
        return UNSTATED
    if mention.months:
        return month_of(begun.year, begun.month)
    if stock:
        return as_at(begun)
    return performance_year(begun) if (begun.month, begun.day) == (FIRST_MONTH, 1) else UNSTATED


def _reference_named(place: Place) -> Period | None:
    """'Fell by 16% compared with 2001/02, with 58,613 against 69,537': the year of what it is compared with."""
    for at in range(place.at - 1, 0, -1):
        token = place.tokens[at]
        if token.mention < 0 or at == place.leading == 1:
            continue  # "From April to September 2002 there were 19,302 against 22,456" is of that time, and measured from none
        mention = place.mentions[token.mention]
        linked = "link" in place.tokens[at - 1].cues or after_reference(place.tokens, at)
        # "fewer than in the previous 12 months (1,005,678 compared to 1,018,023)": those before the figure's own
        return when.resolve(mention, place.before, False) if linked and mention.role == "period" else None
    return None


def is_compared(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is what another is compared with: 'compared with 380 orders', 'the comparable sum was'."""
    if _is_counterpart(tokens[max(at - 6, 0) : at]):
        return True
    if at > 1 and tokens[at - 1].words == "on" and tokens[at - 2].words in MOVEMENTS:
        return True  # "68.4%, an improvement on 66.1%"
    level = at > 0 and tokens[at - 1].words == "at"
    for token in reversed(tokens[max(at - 6, 0) : at]):
        if level and token.mention >= 0:
            return False  # "3.1% lower than in 2006/07 at 34,120 offences"
        if token.number >= 0 or token.cues.get("stop") in (",", ";", ".", ":", "(") or "total" in token.cues:
            return False  # "91 solved, against a total of 94" is of one time
        if "mean" in token.cues and has(tokens[max(at - 6, 0) : at], "scope"):
            return False  # "against an MPS average of 36.6%" is of one time
        if "be" in token.cues:
            return False  # "412 more than on 31 March 2001 and is made up of 25,300"
        if token.cues.get("link") == "compared":
            return token.words != "than" or not _is_qualifier(tokens, at)
    return False


_COUNTERPARTS = ("comparable", "corresponding", "equivalent")
_VALUES = frozenset(
    "sum figure figures number numbers rate rates total totals result share shares proportion percentage".split()
)


def _is_counterpart(tokens: Sequence[Token]) -> bool:
    """Whether a value is said to be that of another time, of which no more is told; not 'the equivalent rate in Brent'."""
    for place, token in enumerate(tokens[:-1]):
        if token.words in _COUNTERPARTS and tokens[place + 1].words in _VALUES:
            behind = tokens[place + 2 :]
            return not any(
                one.number >= 0 or "stop" in one.cues or "scope" in one.cues or "prep" in one.cues
                for one in behind
            )
    return False


def _is_qualifier(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words before a number are 'more than' and the like, which qualify it and compare nothing."""
    last = at
    while last > 0 and tokens[last - 1].words in QUALIFIERS:
        last -= 1
    near = [token.words for token in tokens[max(last - 3, 0) : last]]
    return len(near) > 1 and near[-1] == "than" and near[-2] in COMPARATIVES


def later_of_two(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Period | None:
    """Of two periods that a sentence compares, the later: a change is of that one."""
    found = [
        mentions[token.mention].period
        for place, token in enumerate(tokens)
        if token.mention >= 0
        and mentions[token.mention].role == "period"
        and not _opens_a_value(tokens, place)
    ]
    periods = [period for period in found if period is not None and period.end is not None]
    if len(periods) != 2 or periods[0].type != periods[1].type:
        return None
    return max(periods, key=lambda period: period.end or date.min)


def _opens_a_value(tokens: Sequence[Token], place: int) -> bool:
    """Whether a period is that of the number in the bracket behind it: 'falls in 2002 (-18%) and 2003 (-7%)'."""
    behind = tokens[place + 1 : place + 3]
    return len(behind) == 2 and behind[0].cues.get("stop") == "(" and behind[1].number >= 0
