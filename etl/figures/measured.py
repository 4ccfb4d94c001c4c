"""What a number of a sentence measures: the choice by its unit and kind, and what the whole sentence tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from etl.figures.changes import NO_CRIME, changed_subject, opens_for
from etl.figures.counts import count_subject, money_subject
from etl.figures.drafts import Before, Carried, Draft
from etl.figures.figure_kind import ACTUAL, MOVEMENTS, PER_CENT, Kind
from etl.figures.goes_on import Running, gone_on, is_open
from etl.figures.kinds import DISTANCE, OF_A_CHANGE, PLACES, SHARE_OF_CHANGE
from etl.figures.people import some_of
from etl.figures.rates import is_plain, unnamed_rate
from etl.figures.shares import share_subject
from etl.figures.subjects import (
    AFTER_OTHER,
    COUNTED,
    FLOWS,
    HEADCOUNTS,
    OTHER,
    RATE_OF,
    RATES,
    SHARES,
    Subject,
    settled,
)
from etl.figures.those import those_before
from etl.figures.windows import QUALIFIERS, Window, every, first, has, in_lone_brackets
from etl.numbers import Number
from etl.tokens import Token

_NAMED = ("noun_after", "noun_before")


class Spoken(NamedTuple):
    """What a sentence has said up to a number: its tokens and numbers, the words before an aside, where the words of the number
    begin, what the number before and the sentences before hand on, the asides that are open, and the figures so far."""

    tokens: Sequence[Token]
    numbers: Sequence[Number]
    ahead: Sequence[Token]
    since: int
    before: Before
    carried: Carried
    asides: Sequence[Before]
    detections: bool  # whether sanction detections are spoken of
    drafts: Sequence[Draft]
    running: Running


def measured(spoken: Spoken, number: Number, around: Window, kind: Kind) -> Subject:
    """What a number measures, with its group; `other` where nothing says it or no listed metric has it."""
    found = _subject(spoken, number, around, kind)
    if (
        found.metric == "offences"
        and not found.group
        and (_is_of_all(spoken, around) or _is_of_london(spoken, around))
    ):
        found = found._replace(group="total_notifiable_offences")
    if found.metric in RATES and not found.group and found.rule == "change_in_sentence" and _is_plain(around):
        found = found._replace(group="total_notifiable_offences")  # "the SD rate rose by 5.2%"
    subject = settled(found)
    if (
        subject.rule == "bare_bracket"
        and spoken.before.subject is not None
        and (_is_of_noted_time(spoken, around) or _is_set_against(spoken, around))
    ):
        subject = spoken.before.subject._replace(rule="carried_in_sentence")
    if (
        subject.rule in ("beside_other", "no_subject")
        and kind == ACTUAL
        and (rate := _rate_of_two(spoken, number, around))
    ):
        subject = rate
    if subject.rule in ("no_subject", "beside_other", "carried_in_sentence") and _is_representation(
        spoken, number, around
    ):
        who = spoken.carried.subject
        subject = who._replace(metric=SHARES[who.who], rule="carried_over")
    if is_open(subject, spoken.running):
        subject = gone_on(spoken.running, number, around, kind) or subject
    if number.unit == "count" and subject.metric in FLOWS and number.value % 1:
        subject = Subject(OTHER, subject.group, rule="no_count")  # "has been falling since February (25.9)"
    if number.unit == "percentage_points" and subject.metric in HEADCOUNTS.values() and subject.who in SHARES:
        subject = subject._replace(metric=SHARES[subject.who])  # "the proportion of women fell by 0.2 points"
    if number.unit == "percentage_points" and subject.metric in COUNTED:
        subject = Subject(OTHER, rule="points_of_no_rate")
    subject = _told(spoken, subject, around)
    if kind == ACTUAL and subject.metric in ("offences", "incidents") and _is_also_share(spoken, around.at):
        return Subject(OTHER, subject.group, rule="part_of_a_count")
    return subject


def _subject(spoken: Spoken, number: Number, around: Window, kind: Kind) -> Subject:
    """Dispatch on the unit; a change in per cent is a change of what the sentence is about."""
    so_far, carried, before = spoken.before.so_far, spoken.carried.subject, spoken.before.subject
    share = number.unit in PER_CENT
    before = those_before(spoken.tokens, around, before, spoken.carried.people, share)
    is_change = kind.kind.startswith("change")
    if before is not None and before.rule == "places" and kind.rule in ("movement_noun", "signed"):
        before = None  # "on the other 21 boroughs the fall was 6.4%"
    own = has((*around.before, *around.nouns), "metric", "group", "staff", "who", "people")
    if before is None and carried.rule == AFTER_OTHER and has(around.before[:3], "this") and not own:
        return Subject(OTHER, rule="no_subject")  # "12,411 juveniles were accused. This is 3% down"
    if kind.rule in (DISTANCE, "still_needed"):
        places = number.unit == "count" and bool(around.nouns) and around.nouns[0].words in PLACES
        return Subject(OTHER, rule="places" if places else "distance")  # "three boroughs are above target"
    if kind.rule == SHARE_OF_CHANGE or (
        before is not None and before.rule == SHARE_OF_CHANGE and spoken.asides
    ):  # "half of the rise (c. 13,000)"
        return Subject(OTHER, rule=SHARE_OF_CHANGE)
    if number.unit in PER_CENT and any(token.words == "gap" for token in (*around.before, *around.nouns)):
        return Subject(OTHER, rule="gap")  # between two rates
    if number.unit == "gbp":
        return money_subject(around, so_far, spoken.carried.money, before)
    if number.unit in PER_CENT:
        moves = is_change or kind.rule in OF_A_CHANGE
        if moves and before is None and not own and (opened := opens_for(spoken.tokens, around.at)):
            return opened
        of_before = is_change and before is not None and before.metric not in ("", OTHER)
        if kind.kind == "change_pct" or kind.rule in OF_A_CHANGE or of_before:
            around = around._replace(before=[*spoken.ahead, *around.before])
            return changed_subject(around, so_far, carried, before)
        if before is not None and before.rule == "places" and _is_bound(around):
            return Subject(OTHER, rule="bound")
        if before is not None and before.rule in ("bound", "places"):
            before = None  # "ten boroughs have a rate above 28%, with Bexley on 31%": the rate goes on
        found = share_subject(around, so_far, carried, before, spoken.detections)
        if found.metric == OTHER and spoken.carried.rate and number.unit == "percent":
            named = spoken.running.rate
            again = named is not None and not spoken.running.far and named.metric in RATES
            rate = named.metric if named is not None and again else spoken.carried.rate
            return unnamed_rate(rate, around, so_far, carried) or found
        return found
    if number.unit == "count":
        if (
            _is_of_places(spoken.tokens, around.at)
            or _opens_with_places(spoken.tokens, around)
            or _are_places(around.nouns)
        ):
            return Subject(OTHER, rule="places")
        if is_change and before is not None and before.metric in FLOWS and _says_change_again(spoken, around):
            return before._replace(rule="change_said_again")
        if before is not None and before.rule == "places" and number.qualifier in ("over", "under"):
            return Subject(OTHER, rule="bound")  # "three boroughs had more than 350 gun crimes"
        of_places = before is not None and before.rule in ("bound", "places")
        if of_places and has(around.before, "scope"):
            before = None  # "three boroughs recorded most: Lambeth (538), Hackney (431)"
        if spoken.ahead:  # "street offences (robbery and snatches) totalled 9,746"
            around = around._replace(before=[*spoken.ahead, *around.before])
        return count_subject(around, so_far, carried, is_change, before)
    return Subject(OTHER, rule="other_unit")


def _is_of_places(tokens: Sequence[Token], at: int) -> bool:
    """Whether a count is of so many places: '20 of 32 boroughs show reductions', '16 out of the 32 boroughs'."""
    if not any(token.words == "of" for token in tokens[at + 1 : at + 3]):
        return False
    behind = [token for token in tokens[at + 1 : at + 6] if token.words not in ("of", "out", "the", "all")]
    return len(behind) > 1 and behind[0].number >= 0 and behind[1].words in PLACES


def _are_places(nouns: Sequence[Token]) -> bool:
    """Whether places are counted, and the subject of a clause follows: 'In the eleven Saltmarsh boroughs robbery fell'."""
    at = next((place for place, token in enumerate(nouns) if token.words in PLACES), len(nouns))
    return has(nouns[at + 1 :], "group") and not has(nouns[:at], "group", "metric", "staff", "who")


def _opens_with_places(tokens: Sequence[Token], around: Window) -> bool:
    """Whether some of the places that a sentence opens with are counted: 'Of the 32 boroughs, 24 met the target, compared to 18'."""
    opens = (
        bool(tokens) and tokens[0].words in ("of", "among") and any(one.words in PLACES for one in tokens[:5])
    )
    return (
        opens
        and not has((*around.nouns, *around.before), "group", "staff", "who")
        and not has(around.nouns, "metric")
    )


def _is_of_noted_time(spoken: Spoken, around: Window) -> bool:
    """Whether a note says of which time a count in brackets is: 'with that of 31 March 2010 in brackets'."""
    return spoken.carried.around.bracketed is not None and in_lone_brackets(spoken.tokens, around.at)


def _is_set_against(spoken: Spoken, around: Window) -> bool:
    """Whether a bracket behind a change holds the two counts that it is between: 'down 14% (19,302 v 22,456)'."""
    changed = spoken.before.kind is not None and spoken.before.kind.kind == "change_pct"
    behind = spoken.tokens[around.at + 1 : around.at + 4]
    compared = bool(behind) and behind[0].cues.get("link") == "compared"
    return changed and compared and any(token.number >= 0 for token in behind)


def _is_plain(around: Window) -> bool:
    """Whether the rate named before a number is named without any crime."""
    at = next((place for place, token in enumerate(around.before) if token.cues.get("metric") in RATE_OF), -1)
    return at >= 0 and is_plain(around.before, at)


_OF_THESE = 7  # tokens of an opening: 'Among all of these VEM officers,'


def _is_of_two_kinds(spoken: Spoken, subject: Subject, around: Window) -> bool:
    """Whether men or women are counted among those that a sentence opens with: 'Of these VEM officers, 980 are men'."""
    opening = spoken.tokens[:_OF_THESE]
    closes = next((place for place, token in enumerate(opening) if token.cues.get("stop") == ","), 0)
    counted = any(token.number >= 0 for token in opening[:closes])  # "Of the officers 58 are VEM, and"
    if not closes or counted or opening[0].words not in ("of", "among", "amongst"):
        return False
    whose = first(opening[:closes], "who")
    near = (*around.nouns, *around.after[:6], *around.before[-6:])
    return whose in SHARES and any(who not in (whose, "other") for who in (*every(near, "who"), subject.who))


_IN_TOTAL = ("in total", "altogether", "in all", "overall", "all told")


def _is_of_all(spoken: Spoken, around: Window) -> bool:
    """Whether all offences of a place are counted: '17,330 crimes in total', 'Altogether the four boroughs recorded'; not
    'a total of 48 offences', which may be of anything."""
    near = (*spoken.tokens[max(around.at - 8, 0) : around.at], *around.nouns, *around.after[:6])
    return any(token.words in _IN_TOTAL for token in near)


def _is_representation(spoken: Spoken, number: Number, around: Window) -> bool:
    """Whether a sentence speaks of the representation of those just counted: 'There were 2,844 BME officers. Representation
    has risen from 8.2% to 8.7%'."""
    ahead = spoken.tokens[: around.at]
    named = has(ahead, "who", "staff", "metric", "group")
    said = any(token.words == "representation" for token in ahead[:4])
    return number.unit == "percent" and said and not named and spoken.carried.subject.who in SHARES


_CRIMES = ("crimes", "offences", "recorded crimes", "recorded offences", "fewer crimes", "fewer offences")
_NARROWS = frozenset(
    "involving with against by that which who where committed classified attributed linked related on at per of detected solved".split()
)


def _is_of_london(spoken: Spoken, around: Window) -> bool:
    """Whether all offences of the capital are counted: 'The MPS recorded 845,000 offences in 2008/09', 'London had 18,600
    fewer crimes'; not '214 offences on London buses'."""
    of_all = any(token.cues.get("scope") == "mps" or token.words == "london" for token in spoken.tokens)
    named = has(spoken.tokens, "group", "staff", "who") or len(around.nouns) > 2
    last_noun = around.nouns[-1].words if around.nouns else ""
    behind = next((token.words for token in (*around.base, *around.after) if token.words), "")
    plain = last_noun in _CRIMES and not around.base and behind not in _NARROWS
    return of_all and plain and not (named or around.bracketed)


def _says_change_again(spoken: Spoken, around: Window) -> bool:
    """Whether a count is the change in per cent before it: 'fell by 7.5% or over 16,230 fewer offences'."""
    changed = spoken.before.kind is not None and spoken.before.kind.kind == "change_pct"
    glue = [token.words for token in spoken.tokens[spoken.since : around.at]]
    if glue[:1] and glue[0] in MOVEMENTS:
        glue = glue[1:]  # "a 5% reduction or 1,625 fewer"
    return changed and glue[:1] == ["or"] and all(word in QUALIFIERS for word in glue[1:])


def _rate_of_two(spoken: Spoken, number: Number, around: Window) -> Subject | None:
    """'2,021 sanction detections from 7,412 offences (27.3%)': the rate of the two counts before, if it is their ratio."""
    said = around.bracketed or any(token.words == "rate" for token in around.before[-2:])
    if number.unit != "percent" or not said or len(spoken.drafts) < 2:
        return None
    part, whole = spoken.drafts[-2:]
    if part.metric == "incidents" and whole.metric == "arrests":
        part, whole = whole, part  # "8,412 incidents and 4,551 arrests, a rate of 54.1%"
    rates = {"sanction_detections": "sanction_detection_rate", "arrests": "arrest_rate_spi8a"}
    if part.metric not in rates or whole.metric not in ("offences", "incidents") or not whole.value:
        return None
    domestic = whole.group == "domestic_violence" or part.metric != "arrests"
    if not domestic or abs(100 * part.value / whole.value - number.value) > 0.6:
        return None
    return Subject(rates[part.metric], whole.group, rule="rate_of_two_counts")


def _told(spoken: Spoken, subject: Subject, around: Window) -> Subject:
    """The subject, with what the whole sentence tells of it: detections that are sanction detections, two populations."""
    of_some = subject.metric in (*HEADCOUNTS.values(), *SHARES.values()) and subject.staff not in ("", OTHER)
    if of_some and (_opens_with_leavers(spoken.tokens) or _is_of_leavers(spoken, around)):
        return subject._replace(staff=OTHER)
    if subject.metric in ("offences", "incidents") and _is_no_crime(spoken, around, subject.metric):
        return Subject(OTHER, subject.group, rule=NO_CRIME)
    if subject.metric == "network_disruptions" and subject.rule in _NAMED and not _is_of_disruptions(spoken):
        return Subject(OTHER, rule="networks")
    if of_some and _is_of_two_kinds(spoken, subject, around):
        return Subject(OTHER, staff=subject.staff, who=subject.who, rule="two_populations")
    opener = spoken.asides[-1].subject if spoken.asides else None
    people = HEADCOUNTS.values()
    counted = subject.metric in people or subject.rule == "population_outside"
    if opener is not None and opener.attach == "doing" and subject.who in HEADCOUNTS and counted:
        # "1,267 (185 female) officers left"
        return some_of(opener, spoken.asides[-1].so_far, subject.who, "part_of_number_before")
    if (
        opener is not None
        and opener.metric in people
        and subject.metric in people
        and opener.who != subject.who
    ):
        return Subject(
            OTHER, staff=subject.staff, who=subject.who, rule="two_populations"
        )  # "women 5,366 (373 VEM)"
    near = (*around.before[-1:], *around.nouns[-2:], *around.after[:4])
    detected = spoken.detections and any(token.words == "detected" for token in near)
    open_rule = subject.rule in ("outcome", "said", "carried_in_sentence")
    if detected and open_rule and subject.metric in (OTHER, "offences"):
        group = subject.group if subject.group not in ("", OTHER) else spoken.before.so_far.group
        return settled(Subject("sanction_detections", group, rule="detected"))
    return subject


def _opens_with_leavers(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is of people who did something: 'Of the officers who left in 2002/03, 63 were VEM'."""
    if not tokens or tokens[0].words not in ("of", "among", "amongst"):
        return False
    at = next((place for place, token in enumerate(tokens[:8]) if token.words == "who"), 0)
    did = tokens[at + 1 : at + 3] if at else ()
    came = any(token.cues.get("attach") == "recruited" or token.words == "passed" for token in did)
    return has(did, "doing") and not came


_LEFT = frozenset("left leavers resigned retired resignations retirements dismissed".split())


def _is_of_leavers(spoken: Spoken, around: Window) -> bool:
    """Whether some of those who left are meant: '1,312 officers left, 71 (5.4%) of them VEM officers and 176 (13.4%) women'."""
    ahead = spoken.tokens[: around.at]
    left = any(token.words in _LEFT for token in ahead)
    behind = [token.words for token in spoken.tokens[around.at + 1 : around.at + 7]]
    earlier = [token.words for token in ahead]
    some = "them" in behind or "them" in earlier
    return (left and some and spoken.before.subject is not None) or _are_leaving(earlier)


def _are_leaving(words: Sequence[str]) -> bool:
    """'23 of those leaving were VEM (4.3%)'."""
    return any(two == ("those", "leaving") or two == ("those", "departing") for two in pairwise(words))


def _is_of_disruptions(spoken: Spoken) -> bool:
    """Whether networks were disrupted, and are not only known: 'there are 187 criminal networks at present'."""
    earlier = spoken.carried.subject.metric == "network_disruptions"
    return earlier or any("disrupt" in token.words or "dismantl" in token.words for token in spoken.tokens)


def _is_no_crime(spoken: Spoken, around: Window, metric: str) -> bool:
    """Whether only what is no crime is counted: '1,778 incidents (non-crime)'; 'crime and non-crime incidents' are all incidents."""
    own = spoken.tokens[around.at : around.at + 9]
    end = next((place for place, token in enumerate(own) if place and token.number >= 0), len(own))
    near = (*around.before[-5:], *own[:end])
    for at, token in enumerate(near):
        joined = has((*near[max(at - 1, 0) : at], *near[at + 1 : at + 2]), "and")
        if NO_CRIME in token.cues and not (joined and metric == "incidents"):
            return True
    return False


def _is_also_share(spoken: Spoken, at: int) -> bool:
    """Whether a count is said again as a share: '853 or 23.3% of them' are a part of the offences, and not all."""
    if at + 2 >= len(spoken.tokens) or spoken.tokens[at + 1].words != "or":
        return False
    place = next(
        (i for i in range(at + 2, min(at + 5, len(spoken.tokens))) if spoken.tokens[i].number >= 0), -1
    )
    if place < 0 or spoken.numbers[spoken.tokens[place].number].unit != "percent":
        return False
    return not has(spoken.tokens[place + 1 : place + 3], "up", "down", "change")


def _is_bound(around: Window) -> bool:
    """Whether a per cent is what places are above or below: 'ten boroughs have a rate above 28%'."""
    word = around.before[-1].words if around.before else ""
    return word in ("above", "below", "over", "under", "than", "exceeding")
