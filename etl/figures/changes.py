"""What changed by a per cent: the number before it, else what the sentence is about."""

from __future__ import annotations

from collections.abc import Sequence

from etl.catalogue.metrics import BY_CODE
from etl.figures.subjects import (
    COUNT_OF,
    FLOW_GROUPS,
    HEADCOUNT_OF,
    HEADCOUNTS,
    MONEY_OF,
    OTHER,
    RATE_OF,
    RECRUITS,
    SHARES,
    Subject,
    follow,
    is_bare,
    is_narrower,
    several_groups,
)
from etl.figures.windows import Window, first, has, last
from etl.tokens import Token

NO_CRIME = "no_crime"  # incidents that are no crimes: a part of them

_OUTCOMES = frozenset(
    ("judicial disposals", "jds", "clear ups", "clear up", "cautions", "charges", "prosecutions")
)


def counts_outcomes(tokens: Sequence[Token]) -> bool:
    """Whether what is named is a number of outcomes, for which no metric is listed, and not their rate."""
    named = [token.words for token in tokens if "metric" in token.cues]
    return any(words in _OUTCOMES for words in named) and not any(
        words.endswith(("rate", "rates")) for words in named
    )


def _numbers_of_staff(before: Sequence[Token], staff: str) -> bool:
    """Whether the number of a group of staff is said to move: 'the number of PCSOs has gone up by 30%'."""
    return (
        has(before, "strength")
        and staff not in FLOW_GROUPS
        and not has(before, "doing")
        and not is_narrower(before)
    )


def _numbers_others(tokens: Sequence[Token]) -> bool:
    """Whether the number of something else moved: 'the number of searches fell by a third', behind arrests."""
    for place, token in enumerate(tokens[:-2]):
        if token.words in ("number of", "numbers of") or (
            token.words == "number" and tokens[place + 1].words == "of"
        ):
            thing = tokens[place + 1 + (token.words == "number")]
            return not thing.cues and not is_bare((thing,))
    return False


def _is_of_things(tokens: Sequence[Token], place: int) -> bool:
    """Whether a movement is said to be in something that is no listed thing: 'a reduction in emergency calls'."""
    if place + 2 >= len(tokens) or not {"up", "down"} & tokens[place].cues.keys():
        return False
    named = tokens[place + 2 : place + 4]
    return (
        tokens[place + 1].words in ("in", "of")
        and not is_bare(named)
        and not any(token.cues for token in named)
    )


_TO_REACH = (
    "in order to",
    "achieve",
    "to achieve",
    "meet",
    "reach",
    "order",
)  # "to reach the 4% target, gun crime must fall"


def opens_for(tokens: Sequence[Token], at: int) -> Subject | None:
    """'With a reduction of 6.5% so far, autocrime ...': what the main clause begins with, if that is named."""
    if tokens[0].words not in ("with", "at") and not any(token.words in _TO_REACH for token in tokens[:at]):
        return None
    comma = next((i for i in range(at, len(tokens)) if tokens[i].cues.get("stop") == ","), -1)
    begins = follow(Subject(), tokens[comma + 1 : comma + 6] if comma >= 0 else ())
    if begins.staff or begins.who:
        return Subject(OTHER, rule="opens_for")
    metric = RATE_OF.get(begins.metric, "") if begins.metric.endswith("rate") else ""
    named = bool(begins.group or metric)
    return Subject(metric or "offences", begins.group, rule="opens_for") if named else None


def _clause_end(after: Sequence[Token]) -> int:
    """Where what is said of a change ends: 'is down by 2% with a detection rate of', 'rose by 3% and the rate has slipped'."""
    for place, token in enumerate(after):
        if token.words == "with" or (token.words == "and" and has(after[place + 1 :], "be", "up", "down")):
            return place
    return len(after)


def changed_subject(around: Window, so_far: Subject, carried: Subject, previous: Subject | None) -> Subject:
    """What changed by a per cent: the number before it, else what the sentence is about."""

    joined = [token.words for token in around.before] == ["or"]
    if joined and previous is not None and previous.metric == OTHER and previous.rule != "no_subject":
        return previous._replace(rule="change_of_number_before")  # "49 or 21% less detected"
    own_who, own_staff, own_group = (
        last(around.before, "who"),
        last(around.before, "staff"),
        last(around.before, "group"),
    )
    if (
        previous is not None
        and previous.rule == NO_CRIME
        and own_group in ("", previous.group)
        and not own_staff
    ):
        return previous
    if previous is not None and own_who in SHARES and previous.metric == SHARES[own_who]:
        return previous._replace(
            staff=own_staff or previous.staff, rule="change_of_number_before"
        )  # "10.1% are BME (up 0.4 points)"
    if previous is not None and own_who in HEADCOUNTS:
        return Subject(
            HEADCOUNTS[own_who], staff=own_staff or previous.staff, who=own_who, rule="change_of_people"
        )
    if previous is not None and own_staff and has(around.before, "doing"):
        return Subject(
            OTHER, staff=own_staff, rule="change_of_people"
        )  # "the number of officers trained rose by 9%"
    if (
        previous is not None
        and own_staff not in ("", previous.staff)
        and _numbers_of_staff(around.before, own_staff)
    ):
        return Subject("workforce_strength", staff=own_staff, rule="change_of_people")
    if own_who == "other" and "public_satisfaction" not in (last(around.before, "metric"), so_far.metric):
        return Subject(OTHER, rule="change_of_others")  # "the number of rape victims rose by 16%"
    same = previous is not None and last(around.before, "metric") in ("", "offences", previous.metric)
    if previous is not None and own_group and same:
        return (
            previous._replace(group=own_group, rule="change_of_group")
            if previous.group
            else Subject("offences", own_group, rule="change_of_group")
        )
    behind = around.after[:6] if has(around.after[:1], "prep") else ()
    if counts_outcomes((*around.before, *around.nouns, *behind)):
        return Subject(
            OTHER, rule="change_of_outcomes"
        )  # "judicial disposals rose by 10%": their number is no rate
    if last(around.before, "metric") == "unlisted_count" or first(around.nouns, "metric") == "unlisted_count":
        return Subject(OTHER, rule="change_of_unlisted")  # "offences brought to justice rose by 6%"
    own_metric = last(around.before, "metric")
    if previous is not None and own_metric and own_metric != previous.metric:
        rate = RATE_OF.get(own_metric, "") if own_metric.endswith("rate") else ""
        rate = "" if rate == OTHER else rate
        count = COUNT_OF.get(own_metric, "") if not rate and not last(around.nouns, "metric") else ""
        if (
            count
            and previous.metric in (*COUNT_OF.values(), *RATE_OF.values())
            and count not in ("workforce_strength", previous.metric)
        ):
            return Subject(count, own_group or so_far.group or carried.group, rule="change_of_count")
        if rate and not last(around.nouns, "metric"):
            return Subject(rate, own_group or so_far.group or carried.group, rule="change_of_rate")
    if (
        carried.metric in SHARES.values()
        and not so_far.metric
        and any(token.words in ("number", "numbers") for token in around.before)
    ):
        return carried._replace(metric=HEADCOUNT_OF[carried.metric], rule="carried_over")
    if several_groups(around.before) and not first(around.nouns, "group"):
        return Subject("offences", OTHER, rule="change_of_groups")
    behind = around.after[:7] if has(around.after[:1], "prep") else ()
    who, staff = first(behind, "who"), first(behind, "staff")
    if who and staff:  # "an increase of 2% in the number of women officers"
        return Subject(HEADCOUNTS.get(who, OTHER), staff=staff, who=who, rule="change_of_people")
    if staff and _numbers_of_staff(behind, staff):  # "a fall of 2% in PCSO strength"
        return Subject("workforce_strength", staff=staff, rule="change_of_people")
    behind = around.after[: _clause_end(around.after)]
    for tokens in (around.nouns, around.base, behind):
        metric = first(tokens, "metric")
        group = first(tokens, "group")
        if group and metric in ("", "offences"):
            return Subject("offences", group, rule="change_of_group")
        if metric in COUNT_OF and metric != "workforce_strength":
            found = RATE_OF[metric] if metric in RATE_OF and metric.endswith("rate") else COUNT_OF[metric]
            return (
                Subject(
                    found,
                    first(tokens, "group") or last(around.before, "group") or so_far.group or carried.group,
                    rule="change_of_noun",
                )
                if BY_CODE[found].grouped == "offences"
                else Subject(found, rule="change_of_noun")
            )
        if metric in MONEY_OF or metric in RATE_OF:
            group = (metric in RATE_OF and group) or last(around.before, "group") or so_far.group
            return Subject(metric, group, rule="change_of_noun")
        if tokens is not behind and first(tokens, "staff"):
            who = last(tokens, "who") or last(around.before, "who") or so_far.who
            if who in HEADCOUNTS:
                return Subject(
                    HEADCOUNTS[who], staff=first(tokens, "staff"), who=who, rule="change_of_people"
                )
            return Subject(
                "workforce_strength" if "strength" in so_far.attach else OTHER,
                staff=first(tokens, "staff"),
                rule="change_of_people",
            )
    places = (
        previous is not None
        and previous.metric == OTHER
        and previous.rule in ("places", "other_noun", "part_of_a_count", "no_subject")
    )
    named = so_far.group or so_far.metric or carried.group
    by = bool(around.before) and around.before[-1].words == "by"
    fell_by = by and previous is not None and previous.rule == "places"
    beside = fell_by or has((*around.before, *around.after[:2]), "scope")
    of_a_place = places and bool(named) and beside  # a number of boroughs does not fall by 4%
    # "knife robbery, which makes up half of the total, is down by 16%": what is said by the way does not fall
    aside = previous is not None and previous.rule == "share_of_something" and bool(so_far.group) and by
    of_a_place = of_a_place or (aside and has(around.before, "be"))
    if (
        previous is not None and previous.metric and not of_a_place
    ):  # "rose in nine boroughs, with Bromley up 4%"
        return previous._replace(rule="change_of_number_before")
    metric = so_far.metric
    if metric == "workforce_strength" or (so_far.staff and not metric):
        if has(around.before, "doing"):
            return Subject(
                OTHER, staff=so_far.staff, rule="change_of_people"
            )  # "officers leaving fell by 9%"
        if so_far.who in HEADCOUNTS:
            joining = any(token.words.startswith("recruitment") for token in around.before)
            staff = RECRUITS.get(so_far.staff, so_far.staff) if joining else so_far.staff
            return Subject(HEADCOUNTS[so_far.who], staff=staff, who=so_far.who, rule="change_in_sentence")
        strength = bool(metric) or _numbers_of_staff(around.before, so_far.staff)
        return Subject(
            "workforce_strength" if strength else OTHER, staff=so_far.staff, rule="change_in_sentence"
        )
    if metric in RATE_OF or metric in COUNT_OF or metric in MONEY_OF:
        is_rate = metric.endswith(("rate", "share", "satisfaction"))
        found = RATE_OF[metric] if is_rate else COUNT_OF.get(metric, metric)
        grouped = found in BY_CODE and BY_CODE[found].grouped == "offences"
        return Subject(found, (so_far.group or carried.group) if grouped else "", rule="change_in_sentence")
    if so_far.group:
        return Subject("offences", so_far.group, rule="change_of_group")
    if carried.group and not carried.metric and not so_far.staff and is_bare(around.before):
        return Subject("offences", carried.group, rule="change_of_heading")
    in_things = any(_is_of_things(around.before, place) for place in range(len(around.before)))
    if carried.metric in RATE_OF and has(around.before, "target") and has(around.nouns[:1], "down"):
        # "The JD rate is 4%. To meet the target of a 5% reduction": offences are to be fewer, not detected less
        return (
            Subject("offences", carried.group, rule="change_of_group")
            if carried.group
            else Subject(OTHER, rule="no_subject")
        )
    in_things = in_things or _numbers_others(around.before)
    again = any(token.words in ("rate", "rates", "it", "this") for token in around.before)
    placed = has(around.before, "scope") and not has(around.before, "metric")
    if carried.metric in RATE_OF.values() and placed and not again:
        # "the rate was 15%. The largest falls were in Brent (-14%)": of what?
        return Subject(OTHER, rule="no_subject")
    if carried.metric not in ("", OTHER) and not so_far.metric and not in_things:
        return carried._replace(rule="carried_over")
    return Subject(OTHER, rule="no_subject")
