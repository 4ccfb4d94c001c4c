"""What a clause goes on to speak of that names nothing itself: 'September's rate, at 25.2%, was the best on record',
'July (23.1%) was weak', 'At this stage of last year the number was 171', 'The target is 200'.

Where every word beside a number only places, dates, moves or judges it, the number measures what the paragraph gave last
in the same unit. One word that names a thing ends that: it may be what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from etl.figures.definitions import RATE as ARREST_RATE
from etl.figures.figure_kind import PER_CENT, Kind
from etl.figures.subjects import (
    COUNTED,
    HEADCOUNTS,
    MONEY_OF,
    OTHER,
    RATE_OF,
    RATES,
    SHARES,
    Subject,
    is_bare,
)
from etl.figures.windows import THAT_IS, Window, has
from etl.numbers import Number
from etl.tokens import Token

_RATES = frozenset((*RATE_OF.values(), *SHARES.values())) - {OTHER}
_COUNTS = COUNTED | frozenset(HEADCOUNTS.values())
SATISFACTION = "public_satisfaction"
# Rules of a number whose own words do not say what it measures: "no subject" and the like.
NAMELESS = frozenset(
    (
        "no_subject",
        "beside_other",
        "count_beside_rate",
        "other_said",
        "other_noun",
        "other_money",
        "carried_in_sentence",
    )
)
_OF_PEOPLE = frozenset(("people_before", "other_population"))  # and those of people who may have been asked
# Kinds of words that say where, when, of which kind or by how much, and never what.
_PLACING = frozenset(
    """stop be prep link and actual target forecast up down change total mean rolling this now rel respective respectively
    yearend set scope both""".split()
)
_NEUTRAL = frozenset(
    """rate rates proportion proportions percentage percentages share shares position score scores result results outcome outturn performance
    achievement attainment best worst highest lowest high higher low poor poorest good strong stronger strongest weak weaker weakest encouraging
    disappointing satisfactory impressive notable remarkable record records history introduced began begun measure measured indicator first second
    third final quarter half month months year years week weeks period stage point date same corresponding equivalent comparable previous preceding earlier
    later last next this alone only just still even already well much very slightly some nearly almost around about roughly approximately
    finished finishing finish ended ending ends end followed following follows follow came come comes coming stands stood remains remained remain
    returned recorded reported posted showed shows showing reached reaches reaching attained managed produced gave gives achieved achieving
    averaged held fell kept stayed rated ranked ranks rank place places placed fared doing did does done made makes make making have having been
    borough boroughs area areas division divisions force service whole part parts elsewhere everywhere london inner outer rest remainder others other
    leading leads lead led top bottom heads headed head behind ahead extreme scale opposite contrast hand comparison however though
    although whilst while where when then than with without against target plan annual interim agreed revised proposed ambitious challenging
    accounted contributed contributes contribute contributing took takes taken brought brings bringing saw seen sees expected hoped noted
    figure figures number numbers level levels total volume volumes count tally sum amount value quarterly monthly yearly annualised provisional
    short exceed exceeded exceeds exceeding above below over under beyond within beat beaten missed met meets meeting sight easily narrowly
    comfortably clearly considerably markedly sharply since until during throughout between from into onto upon among amongst each every largest
    smallest biggest greatest least most fewest fifth fourth sixth spring summer autumn winter christmas easter there here their they them it its our
    gone went risen improved improvement back again once twice further maintained sustained continued continues steady stable unchanged static similar
    identical typical heaviest busiest quietest busier quieter own worse better present turn full improvements points looks demanding average
    settled climbed peaked dipped if continue members member recall recalled note noted remember remembered aware received estimated projected recovered confiscated seized secured forfeited""".split()
)

_ANAPHORS = frozenset(
    "rate rates proportion percentage share result outcome outturn performance figure figures number total level score position sum amount value".split()
)
# What people are satisfied with, and who they are, beside the crime of which they were victims.
_FACETS = frozenset(
    """ease contact kept informed information follow up progress treatment treated action actions taken given later way overall dealt handled handling
    initial response arrival attended victims victim users respondents callers least being most""".split()
)
_FAR = frozenset(
    "rate figure number result outturn performance score sum".split()
)  # "the total" may be a wider one
# What a unit has, in words that also say only that there is so much of something.
_THERE = frozenset(
    (
        "there were",
        "there are",
        "there is",
        "number of",
        "numbers",
        "stands",
        "stood",
        "stand at",
        "stands at",
    )
)


class Running(NamedTuple):
    """What the paragraph so far gave last in each kind of unit, where a listed metric has it."""

    rate: Subject | None = None
    counted: Subject | None = None
    money: Subject | None = None
    last: str = ""  # which of them was given last
    far: bool = False  # by the paragraph before


def headed(metrics: Sequence[str]) -> Running:
    """What a heading names that is of no group: 'Asset recovery', 'Criminal networks'."""
    one = metrics[0] if len(metrics) == 1 else ""
    subject = Subject(one, rule="heading")
    if one in MONEY_OF:
        return Running(money=subject, last="money", far=True)
    return Running(counted=subject, last="count", far=True) if one == "network_disruptions" else Running()


def with_figure(running: Running, number: Number, subject: Subject, kind: Kind) -> Running:
    """What runs on behind one more figure; one of no listed metric ends what ran in its unit."""
    if subject.rule == "distance" or kind.kind.startswith("change"):
        return running
    if running.far:
        running = Running()
    if number.unit in PER_CENT:
        return running._replace(rate=subject if subject.metric in _RATES else None, last="rate")
    if number.unit == "count":
        return running._replace(counted=subject if subject.metric in _COUNTS else None, last="count")
    if number.unit == "gbp":
        return running._replace(money=subject if subject.metric in MONEY_OF else None, last="money")
    return running


def spoken_of(running: Running, tokens: Sequence[Token], rate: str) -> Running:
    """What runs on behind a sentence without figures: a rate that it defines, the `rate` of the paragraph if it speaks of
    'the rate', the crimes that it counts ('Boroughs with most homophobic offences were:'); a thing that it names ends the rest."""
    if defined := rate_defined(tokens):
        return Running(rate=defined, last="rate")
    if running.rate is not None and running.rate.metric == ARREST_RATE and _is_of_its_base(tokens):
        return Running(
            rate=running.rate, last="rate"
        )  # "all incidents are counted now, whatever powers existed"
    groups = [token for token in tokens if "group" in token.cues]
    named = groups or has(tokens, "metric", "staff", "who")
    offences = len(groups) == 1 and any(token.cues.get("metric") == "offences" for token in tokens)
    if len(groups) == 1 and (offences or groups[0].words.endswith(("offences", "crimes"))):
        return Running(counted=Subject("offences", groups[0].cues["group"]), last="count")
    given = running.rate if running.rate is not None and running.rate.metric in RATES else None
    if not named and (rate or given) and any(token.words == "rate" for token in tokens[:4]):
        again = given if given is not None and rate in ("", given.metric) else None
        return Running(rate=again or Subject(rate, "total_notifiable_offences"), last="rate")
    return Running() if named else running


_DEFINITION = frozenset("definition definitions basis rules criteria".split())


def _is_of_a_definition(tokens: Sequence[Token]) -> bool:
    """Whether a clause says under which definition the arrest rate was counted, and names nothing else: 'the 54% that is still
    quoted for 2005/06 was counted under the earlier definition'."""
    told = any(token.words in _DEFINITION or "power" in token.cues for token in tokens)
    return told and any(token.mention >= 0 for token in tokens) and _is_of_its_base(tokens)


def _is_of_its_base(tokens: Sequence[Token]) -> bool:
    """Whether a sentence names nothing but what the arrest rate is counted from: incidents, arrests, domestic violence."""
    metrics = {token.cues["metric"] for token in tokens if "metric" in token.cues}
    groups = {token.cues["group"] for token in tokens if "group" in token.cues}
    return metrics <= _BASE and groups <= {"domestic_violence"} and not has(tokens, "staff", "who")


_BASE = frozenset(("incidents", "arrests", ARREST_RATE))


def rate_defined(tokens: Sequence[Token]) -> Subject | None:
    """The arrest rate where a sentence says what it is: 'the percentage of domestic incidents at which an arrest was made'."""
    metrics = [token.cues["metric"] for token in tokens if "metric" in token.cues]
    if "incidents" not in metrics or "arrests" not in metrics:
        return None
    if not any(token.words in ("percentage", "proportion", "share") for token in tokens):
        return None
    domestic = any(token.cues.get("group") == "domestic_violence" for token in tokens)
    return Subject("arrest_rate_spi8a", "domestic_violence", rule="rate_defined") if domestic else None


_DEFINES = (
    "comprises",
    "comprise",
    "consists",
    "includes",
    "means",
    "covers",
    "combines",
    "takes in",
    "made up of",
)


def group_defined(tokens: Sequence[Token]) -> str:
    """The crime that a sentence says what it is: street crime in 'Street crime comprises robbery and snatch theft'."""
    if not has(tokens, "group"):
        return ""
    outside: list[str] = []
    inside: list[str] = []
    depth = 0
    for token in tokens:
        depth += (token.cues.get("stop") == "(") - (token.cues.get("stop") == ")")
        if "group" in token.cues:
            (inside if depth > 0 else outside).append(token.cues["group"])
    if inside and len(set(outside)) == 1:
        return outside[0]  # "Street crime (robbery and snatch) remains the area of greatest concern"
    at = next((place for place, token in enumerate(tokens) if token.words in _DEFINES), 0)
    named = [token.cues["group"] for token in tokens[:at] if "group" in token.cues]
    return named[0] if len(set(named)) == 1 and at < 4 else ""


def is_open(subject: Subject, running: Running) -> bool:
    """Whether what a number was read to be leaves open what it measures, so that what runs on may be asked."""
    if subject.metric != OTHER:
        return False
    asked = running.rate is not None and running.rate.metric == SATISFACTION
    return subject.rule in NAMELESS or (asked and subject.rule in _OF_PEOPLE)


def gone_on(running: Running, number: Number, around: Window, kind: Kind) -> Subject | None:
    """What a number measures whose own words name nothing; nothing where they do, or where nothing runs on."""
    found = _of_unit(running, number, kind)
    clause = _clause(around)
    defined = found is not None and found.metric == ARREST_RATE and _is_of_a_definition(clause)
    if found is None or not _refers(clause) or not (defined or _names_nothing(clause, found)):
        return None
    said = any(token.words in _ANAPHORS for token in clause)
    if (
        running.far
        and not defined
        and not any(token.words in _FAR or "target" in token.cues for token in clause)
    ):
        return None
    if (
        kind.kind in ("target", "forecast")
        and found.metric in HEADCOUNTS.values()
        and not said
        and running.last != "count"
    ):
        return None  # "women number 157, or 22%. The target of 1,000"
    groups = [token.cues["group"] for token in clause if "group" in token.cues]
    if groups or (found.metric == SATISFACTION and _is_of_all(clause)):
        found = found._replace(group=groups[-1] if groups else "")
    return found._replace(rule="goes_on")


def _of_unit(running: Running, number: Number, kind: Kind) -> Subject | None:
    if number.unit == "percentage_points":
        return running.rate
    if number.unit in PER_CENT and kind.kind.startswith("change"):
        return running.counted if running.rate is None else None
    if number.unit in PER_CENT:
        count = running.counted
        if running.rate is None and count is not None and count.who in SHARES:
            return count._replace(metric=SHARES[count.who])  # "79 are women. This represents 36.9%"
        return running.rate
    return running.counted if number.unit == "count" else running.money if number.unit == "gbp" else None


def _clause(around: Window) -> Sequence[Token]:
    """The words of the clause of a number, from the last semicolon before it to the next stop behind it."""
    before = around.before
    begins = max((place for place, token in enumerate(before) if token.cues.get("stop") == ";"), default=-1)
    return (*before[begins + 1 :], *around.nouns, *around.base, *around.after)


def _refers(tokens: Sequence[Token]) -> bool:
    """Whether words say where or when the number was, or refer to what goes on; '24.1%, or 1,204' and '(431)' do not."""
    again = next((token.words for token in tokens if token.words), "") in THAT_IS
    return not again and any(
        token.mention >= 0
        or token.words in _ANAPHORS
        or (token.words in _FACETS and not token.cues)
        or token.cues.get("who") == "other"
        or not token.cues.keys().isdisjoint(("scope", "this", "target", "forecast", "actual"))
        for token in tokens
    )


def _is_of_all(tokens: Sequence[Token]) -> bool:
    """Whether all victims are asked: 'For all victims the proportion was 77%', behind those of one crime."""
    return any(before.words == "all" and "who" in token.cues for before, token in pairwise(tokens))


def _names_nothing(tokens: Sequence[Token], running: Subject) -> bool:
    """Whether words name no thing but what runs on; a crime only behind 'for' or 'in', as what it is of."""
    for place, token in enumerate(tokens):
        if token.mention >= 0 or token.number >= 0:
            continue
        cues = token.cues
        asked = running.metric == SATISFACTION
        if token.words in ("came", "come") and any(
            one.words == "in" for one in tokens[place + 1 : place + 2]
        ):
            return False  # "177 came in": those who joined
        if token.words in _NEUTRAL or token.words == "since then" or (asked and token.words in _FACETS):
            continue
        if asked and cues.get("metric") == "incidents":
            continue  # "victims of racist incidents 68%"
        if not cues:
            if not is_bare((token,)):
                return False
        elif "metric" in cues:
            if cues["metric"] != running.metric and RATE_OF.get(cues["metric"]) != running.metric:
                return False
        elif "group" in cues:
            ahead = tokens[place - 1].words if place else ""
            if running.metric in SHARES.values() or ahead not in (
                ("for", "in", "of", "with") if asked else ("for", "in")
            ):
                return False
        elif not cues.keys() <= _PLACING and token.words not in _THERE:
            return False
    return True
