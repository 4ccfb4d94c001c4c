"""Which mention of a period belongs to a number, and which to its sentence; what a number is only compared with is neither."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.figures import when
from etl.figures.figure_kind import MOVEMENTS, Kind
from etl.figures.windows import has
from etl.periods import Mention
from etl.tokens import Token


def leading(tokens: Sequence[Token], places: Sequence[int], mentions: Sequence[Mention]) -> int:
    """The token of the sentence's own period: a mention before its first number, or the only one of the sentence, not behind a link."""
    first_number = places[0] if places else len(tokens)
    found = []
    linked = False
    depth = linked_at = 0  # brackets that are open here, and that were where the link stands
    for place, token in enumerate(tokens):
        stop = token.cues.get("stop")
        depth += (stop == "(") - (stop == ")")
        if "link" in token.cues and token.words not in _ONE_MORE_CLAUSE:
            # "comparing April to July 2004 with the same period last year" is about the first
            linked = token.words != "comparing"
            linked_at = depth
        elif stop in (",", ";") or depth < linked_at:
            linked = False
        if token.mention >= 0 and place < OPENING and mentions[token.mention].cue in _OPEN_LENGTHS:
            found.append(place)  # "in five years burglary has come down by 25%"
        if token.mention >= 0 and mentions[token.mention].role in ("period", "date") and not linked:
            if mentions[token.mention].cue == "same_period_dated" and place >= OPENING:
                continue
            if rose_from(tokens, place, mentions):
                continue  # "up 2% on last year": what it is compared with
            if mentions[token.mention].role == "date" and not when.is_on(tokens, place):
                continue
            if in_relative_clause(tokens, place) or (place > first_number and _of_what_was(tokens, place)):
                continue
            found.append(place)
    ahead = [place for place in found if place < first_number]
    if ahead:
        return ahead[-1]
    closes = next((at for at in range(found[0], len(tokens)) if _ends_clause(tokens, at)), 0) if found else 0
    if closes and len(found) > 0 and (within := [place for place in places if place < closes]):
        # "3,402 officers and 2,688 staff on 31 May 2009; twelve months earlier there were 3,377": of its clause
        places, found, tokens = within, [place for place in found if place < closes], tokens[:closes]
    plain = _outside_brackets(tokens, places)  # "to 92% (12 of 13) from 85% (17 of 20) in 2008/09"
    from_where = len(plain) > 1 and _is_compared_with(tokens, plain[-1])
    alone = (
        len(found) == 1
        and not from_where
        and not _in_a_reason(tokens[places[-1] if places else 0 : found[0]])
        and not (len(places) > 1 and _follows_another(tokens[places[0] : places[-1]]))
        and not _opens_a_clause(tokens[places[-1] + 1 if places else 0 : found[0]])
        and not (places and _in_one_more_clause(tokens[places[-1] : found[0]]))
        and not (len(places) > 1 and _goes_on_to_aims(tokens[places[0] : places[-1]]))
        and (not places or places[-1] < found[0])
        and not any(token.cues.get("stop") == ")" for token in tokens[found[0] :])
    )
    return found[0] if alone or (len(found) == 1 and _between_commas(tokens, found[0])) else -1


def _of_what_was(tokens: Sequence[Token], place: int) -> bool:
    """Whether a period is only that of an earlier value: 'its rate was 17.0%, having been 14.8% in the second quarter'."""
    near = tokens[max(place - 6, 0) : place]
    at = next((i for i in range(len(near) - 1, 0, -1) if near[i].words == "been"), 0)
    earlier = at > 0 and near[at - 1].words in ("having", "had") and any(one.number >= 0 for one in near[at:])
    return earlier and (near[at - 1].words == "having" or has(near[:at], "rel", "stop"))


def _outside_brackets(tokens: Sequence[Token], places: Sequence[int]) -> list[int]:
    """Of the places of numbers those that stand in no brackets."""
    found, depth, since = [], 0, 0
    for place in places:
        stops = [token.cues.get("stop") for token in tokens[since:place]]
        depth, since = max(depth + stops.count("(") - stops.count(")"), 0), place
        if not depth:
            found.append(place)
    return found


_PEAKS = ("peak", "high", "low", "level", "figure", "total", "height")


def _is_compared_with(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the value before a change: 'rose to 18% from 16% last year', 'up 19.6% on the £17.9m of 2005/06'."""
    ahead = [token.words for token in tokens[max(at - 2, 0) : at]]
    peak = [token.words for token in tokens[max(at - 4, 0) : at]]
    if len(peak) == 4 and peak[0] == "from" and peak[2] in _PEAKS and peak[3] == "of":
        return True  # "down 12% from its peak of 4,645 in March 2010"
    return ahead[-1:] == ["from"] or (
        ahead[-1:] == ["the"] and ahead[0] in ("on", "from", "over", "above", "below")
    )


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause ends at a token: at a semicolon, or at a comma before what happened 'while' it did."""
    stop = tokens[at].cues.get("stop")
    return stop == ";" or (
        stop == "," and tokens[at + 1 : at + 2] != [] and tokens[at + 1].words in _MEANWHILE
    )


_MEANWHILE = ("while", "whilst", "whereas")


def in_relative_clause(tokens: Sequence[Token], place: int) -> bool:
    """Whether a period stands in a clause between commas that tells of something else: 'targets, which the Board looked at
    on 6 March, are ...', 'the unit, which began in May 2004, made ...'; and not 'the figures, which are for April to June,'."""
    for at in range(place - 1, max(place - _LONGEST_CLAUSE, 0), -1):
        token = tokens[at]
        if "stop" in token.cues or token.number >= 0 or token.words.startswith(_OF_FIGURES):
            return False
        if tokens[place - 1].words == "for" and has(tokens[: at + 1], "target"):
            return False  # "the milestones which the Authority has adopted for 31 March 2003 are"
        if token.words in _TOLD:
            return True  # "the rate, which was reported to the Committee in May as 85%"
        if token.words in ("which", "who", "whom", "whose", "where"):
            behind = tokens[place + 1] if place + 1 < len(tokens) - 1 else token
            if tokens[at - 1].cues.get("stop") != ",":
                # "the boroughs which have been in the initiative since 2002 recorded"
                return at > 0 and has(tokens[at + 1 : place], "be") and "actual" in behind.cues
            return behind.cues.get("stop") == ","
    return False


_TOLD = ("presented", "submitted", "published", "considered", "announced")
_LONGEST_CLAUSE = 12  # tokens
_OF_FIGURES = ("for", "from", "relate", "cover", "refer", "run", "show")


def _in_one_more_clause(tokens: Sequence[Token]) -> bool:
    """Whether a clause with a verb or movement of its own has begun: '2.5% lower, but was a little up in December'."""
    opened = next((at for at, token in enumerate(tokens) if token.words in _ONE_MORE_CLAUSE), -1)
    return opened >= 0 and has(tokens[opened:], "be", "up", "down")


def _goes_on_to_aims(tokens: Sequence[Token]) -> bool:
    """Whether a clause on what is to come stands between numbers: 'is 1,902 more than a year ago, and we are confident of
    reaching 30,265 by 31 March'."""
    for place, (comma, token) in enumerate(pairwise(tokens)):
        if comma.cues.get("stop") in (",", ";") and "and" in token.cues:
            return has(tokens[place + 2 :], "target", "forecast") and has(tokens[place + 2 :], "be")
    return False


def _in_a_reason(tokens: Sequence[Token]) -> bool:
    """Whether a clause that gives a reason has begun: '93.6%, which is due to few offences in August'."""
    return any(word in _REASONS for token in tokens for word in token.words.split())


def _opens_a_clause(tokens: Sequence[Token]) -> bool:
    """Whether a comma and a participle open a clause of its own: '26.2%, doubling it over the last five years'."""
    opened = len(tokens) > 2 and tokens[0].cues.get("stop") == "," and tokens[1].words.endswith("ing")
    return opened and not {"link", "prep"} & tokens[1].cues.keys()


def _follows_another(tokens: Sequence[Token]) -> bool:
    """Whether the last value of a sentence is one that came before: 'fell by 4%, after a fall of 13% last year'."""
    return any(
        token.words.split(" ")[-1] in _FOLLOWS and has(tokens[place + 1 : place + 5], "up", "down")
        for place, token in enumerate(tokens)
    )


_FOLLOWS = frozenset(("after", "follows", "following"))
_REASONS = frozenset(("due", "owing", "because", "attributed", "attributable", "caused", "thanks"))


def _between_commas(tokens: Sequence[Token], place: int) -> bool:
    """Whether a period stands in an aside of its own: 'four boroughs, by the figures for April to December, met'."""
    if place + 1 >= len(tokens) or tokens[place + 1].cues.get("stop") != ",":
        return False
    for token in reversed(tokens[max(place - 6, 0) : place]):
        if token.cues.get("stop") == ",":
            return True
        if token.number >= 0 or "stop" in token.cues or "be" in token.cues:
            return False
    return False


OPENING = 3  # a period among the first tokens of a sentence is the sentence's
_OPEN_LENGTHS = ("n_years", "weeks")
_ONE_MORE_CLAUSE = ("while", "whilst", "whereas", "but")  # what follows is said of the same time
_LEVELS = ("figure", "level", "total", "number", "average", "outturn", "baseline", "equivalent")


def _when_it_was(tokens: Sequence[Token], since: int, at: int) -> int:
    """The mention that 'when' goes on from: 'since 30 September 2009, when it was 9.0%', 'in 2004/05, when there were 412'."""
    for place in range(max(at - 5, since + 1), at):
        if tokens[place].words == "when":
            before = place - 1 - (tokens[place - 1].cues.get("stop") == ",")
            plain = all(
                "be" in one.cues
                or "this" in one.cues
                or one.words in ("the", "figure", "rate", "number", "there were")
                for one in tokens[place + 1 : at]
            )
            return before if before >= 0 and tokens[before].mention >= 0 and plain else -1
    return -1


_MET = ("met", "reached", "achieved", "attained", "missed", "exceeded", "hit", "beaten", "surpassed")


def _spans_years(mention: Mention) -> bool:
    return mention.period is not None and mention.period.type in ("multi_year", "rolling_year")


def own_period(
    tokens: Sequence[Token],
    since: int,
    at: int,
    until: int,
    mentions: Sequence[Mention],
    taken: set[int],
    kind: Kind,
    stock: bool,
) -> tuple[int, bool] | None:
    """The mention that stands beside a number; a change never takes the one behind a link ('up 2% on last year')."""
    is_change = kind.kind.startswith("change") or kind.rule == "target_of_a_change"
    if (then := _when_it_was(tokens, since, at)) >= 0:
        return then, False
    found = when.behind(tokens, at, until, mentions) or _behind_aside(tokens, at, until, mentions)
    met = found is not None and any(token.words in _MET for token in tokens[at + 1 : found[0]])
    if met and kind.kind == "target" and not stock:
        found = None  # "the target of 9% was reached in June": that is when it was reached, not for when it was set
    if found is not None:
        place, linked = found
        role = mentions[tokens[place].mention].role
        # "an increase of 143 since March 2005": a strength is compared with that day
        since_then = when.is_since(tokens, place, mentions)
        relative = role in when.RELATIVE or (stock and since_then)
        if linked and kind.earlier and role in when.RELATIVE:
            taken.add(place)
            return place, False  # "down to 21 from 25 compared to the same period of 2007/08"
        moved = _moves(tokens[max(place - 7, at) : place])  # "11 boroughs have increased on last year's"
        measured_from = is_change and relative and (since_then or not _of_that_time(tokens, place))
        measured_from |= (is_change or moved) and _measured_from(tokens, place, mentions)
        over = tokens[place - 1].words in ("over", "over the")
        if stock and is_change and over and mentions[tokens[place].mention].cue.startswith("the_"):
            measured_from = True  # "an increase of 0.9 points over the year": of the day at its end
        if is_change and role in when.RELATIVE and at and tokens[at - 1].cues.get("link") == "compared":
            measured_from = (
                False  # "fell by 5.2%, compared with 4.1% the year before": the change of that year
            )
        if not (linked or measured_from):
            taken.add(place)
            return found
        if measured_from or _closed(tokens, place, until):
            taken.add(place)
        found = None
    if (
        at > 2
        and tokens[at - 1].words == "of"
        and tokens[at - 2].words in _LEVELS
        and tokens[at - 3].mention >= 0
    ):
        return at - 3, False  # "18% below the December 2005 figure of 1,366"
    labelled = at > 2 and [token.cues.get("stop") for token in tokens[at - 3 : at]] == ["(", None, ":"]
    if labelled and tokens[at - 2].mention >= 0:
        return at - 2, False  # "PCSOs: 1,204 (31 March 2003: 872)"
    if (
        at > 1
        and tokens[at - 1].cues.get("stop") == "("
        and tokens[at - 2].mention >= 0
        and (kind.kind == "actual" or (is_change and _is_named(tokens, at - 2, mentions)))
        and _all_of_one_time(tokens, at)
    ):
        return at - 2, False  # "lower than in the same months of 2003 (1,283)"
    if kind.earlier and not any(token.number >= 0 for token in tokens[:at]):
        return None  # "in 2009/10 fell from 149": the year is that of the value it fell to
    found = when.before(tokens, since, at, mentions, taken)
    if found is not None and stock and kind.earlier and _spans_years(mentions[tokens[found[0]].mention]):
        return None  # "over the last ten years the pool has risen from 3,941": at the beginning of them
    if found is not None and in_relative_clause(tokens, found[0]):
        return None
    if found is not None and tokens[at - 1].words in ("at", "to") and rose_from(tokens, found[0], mentions):
        return None  # "unchanged from last year at 24.4%", "down on last year to 3,412"
    if found is not None and found[1] and _aside_of_comparison(tokens, found[0], at, mentions):
        return None
    if found is not None and kind.kind == "target" and found[1] and _ends_comparison(tokens, found[0], at):
        return None
    if found is not None and mentions[tokens[found[0]].mention].role == "vague" and at - found[0] > 6:
        return None
    if (
        found is not None
        and kind.kind == "target"
        and mentions[tokens[found[0]].mention].role in when.RELATIVE
    ):
        return None  # "fell by 9% on the previous year, against a target of 5%"
    if (
        found is not None
        and is_change
        and (
            found[1]
            or mentions[tokens[found[0]].mention].role in when.RELATIVE
            or rose_from(tokens, found[0], mentions)
        )
    ):
        return None
    return found


def _aside_of_comparison(tokens: Sequence[Token], place: int, at: int, mentions: Sequence[Mention]) -> bool:
    """'Crime, in comparison to the same time last year, fell in 23 boroughs': what stands behind the comma is of now."""
    relative = mentions[tokens[place].mention].role in when.RELATIVE
    closed = place + 1 < at and tokens[place + 1].cues.get("stop") == ","
    return relative and closed and not has(tokens[place + 1 : at], "link", "rel", "and")


def _of_that_time(tokens: Sequence[Token], place: int) -> bool:
    """'Down 4% after a 16% reduction the year before': a movement of that year, and not measured from it."""
    ahead = [token.words for token in tokens[max(place - 3, 0) : place] if token.words != "the"]
    if ahead[-1:] == ["in"]:
        ahead.pop()
    return bool(ahead) and ahead[-1] in MOVEMENTS


def _ends_comparison(tokens: Sequence[Token], place: int, at: int) -> bool:
    """'To prevent any rise compared with 2001/02 and to achieve a rate of 10%': the target behind is of another time."""
    behind = tokens[place + 1 : at]
    if [token.words for token in behind] == ["by"]:
        return True  # "is to reduce the level compared with 2002/03 by 10%"
    return has(behind[:1], "and") and any(
        token.words.startswith("to ") or token.words == "to" for token in behind[1:3]
    )


def _all_of_one_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket compares nothing: 'than in 2006/07 (5,911 offences / 1,312 detections)', not '(4,012 against 4,303)'."""
    for token in tokens[at + 1 : at + 12]:
        if token.cues.get("stop") == ")":
            return True
        if "link" in token.cues:
            return False
    return False


def _is_named(tokens: Sequence[Token], place: int, mentions: Sequence[Mention]) -> bool:
    """Whether a period is named for its own sake, and not as what a change is counted from."""
    relative = mentions[tokens[place].mention].role in when.RELATIVE
    return not relative and not after_reference(tokens, place)


def _behind_aside(
    tokens: Sequence[Token], at: int, until: int, mentions: Sequence[Mention]
) -> tuple[int, bool] | None:
    """The mention behind a bracket that follows a number: 'rose by 4.1% (52 offences) in the 12 months to ...'."""
    opening = tokens[until - 1].cues.get("stop") if until < len(tokens) and until - at < 4 else ""
    again = [token.words or token.cues.get("stop") for token in tokens[at + 1 : until]] == [",", "or"]
    if again and until + 1 < len(tokens) and tokens[until + 1].cues.get("stop") == ",":
        end = next((i for i in range(until + 1, len(tokens)) if tokens[i].number >= 0), len(tokens))
        return when.behind(tokens, until + 1, end, mentions)  # "will be 1,520, or 5.4%, at that date"
    if opening != "(":
        return None
    closing = next(
        (i for i in range(until, min(until + 8, len(tokens))) if tokens[i].cues.get("stop") == ")"), -1
    )
    if closing < 0:
        return None
    end = next((i for i in range(closing, len(tokens)) if tokens[i].number >= 0), len(tokens))
    return when.behind(tokens, closing, end, mentions)


def _closed(tokens: Sequence[Token], place: int, until: int) -> bool:
    """Whether a period belongs to what stands before it: a stop parts it from the next number, or there is none."""
    return until >= len(tokens) or has(tokens[place + 1 : until], "stop", "and")


_UNMOVED = frozenset(("unchanged", "static", "stable", "constant"))
_REFERENCE = frozenset(
    ("from", "since", "on", "over", "over the", "below", "above", "than", "than in", "against")
)


_BETWEEN_REFERENCE = frozenset(("the", "that", "in", "for", "of", "figure", "level", "those", "last"))


def _measured_from(tokens: Sequence[Token], place: int, mentions: Sequence[Mention]) -> bool:
    """Whether a change is measured from a period: 'up 2% on 2004/05', 'over 2004/05', and not 'over the (last) 12 months to
    March', 'over the financial year 2008/09'."""
    mention = mentions[tokens[place].mention]
    cue = mention.cue
    if cue == "span" and tokens[place - 1].words == "from":
        return False  # "the increase from May 2001 to January 2002 was 21%"
    ahead = " ".join(token.words for token in tokens[max(place - 2, 0) : place])
    length = cue.startswith(("n_months", "n_years", "rolling", "past_year", "the_"))
    # "over the 2007/08 figure" is a year and nothing else
    named = mention.role == "period" and mention.end - mention.start > len("2007-2008")
    over = (ahead.endswith("over") and length) or (ahead.endswith("over the") and (length or named))
    return after_reference(tokens, place) and not over and not cue.startswith("last_n_")


def rose_from(tokens: Sequence[Token], place: int, mentions: Sequence[Mention]) -> bool:
    """Whether a movement is said to be measured from a period: 'has increased on last year's level'."""
    return _measured_from(tokens, place, mentions) and _moves(tokens[max(place - 7, 0) : place])


def _moves(tokens: Sequence[Token]) -> bool:
    """Whether words say that something went up or down, or stayed: '24.4%, unchanged from last year'."""
    return has(tokens, "up", "down") or any(token.words in _UNMOVED for token in tokens)


def after_reference(tokens: Sequence[Token], place: int) -> bool:
    """Whether a period is that of what a figure is measured from: 'up 2% on 2004/05', '18% below the May 2005 figure'."""
    first = place - 1
    while first >= 0 and place - first < 4 and tokens[first].words in _BETWEEN_REFERENCE:
        first -= 1
    return first >= 0 and tokens[first].words in _REFERENCE
