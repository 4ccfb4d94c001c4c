"""What a number measures: its metric and group, from the words around it and from what the sentence was about so far.

A subject is decided from the nearest evidence to the farthest: the noun phrase behind the number, what the number is a
share of, what is said of it, the words before it, the sentence so far, the sentence before. Where the nearest evidence
names something else than a listed metric, the number is `other`: nothing farther away may claim it. `etl.figures.counts`,
`etl.figures.shares` and `etl.figures.changes` hold the order for each kind of number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from etl.catalogue.metrics import BY_CODE
from etl.figures.windows import Window, last
from etl.tokens import Token

OTHER = "other"
AFTER_OTHER = "after_other"  # a rule: the sentence before gave only figures that no listed metric has
STAFF_OF_UNIT = "staff_of_a_unit"  # a rule: all its staff, where a unit is named
BY_RANK = "by_rank"  # a rule: people of one rank, in a list by rank
THOSE = "those"  # the people of the sentence before, some of whom are counted
# A word for a thing and the metric that a percentage or a count of it is.
RATE_OF = {
    "sanction_detections": "sanction_detection_rate",
    "sanction_detection_rate": "sanction_detection_rate",
    "detection_rate": "detection_rate",
    "clear_up_rate": "clear_up_rate",
    "judicial_disposal_rate": "judicial_disposal_rate",
    "charge_share": "charge_share",
    "caution_share": "caution_share",
    "prosecution_rate": "prosecution_rate",
    "arrest_rate_spi8a": "arrest_rate_spi8a",
    "public_satisfaction": "public_satisfaction",
    "unlisted_rate": OTHER,
}
COUNT_OF = {
    "sanction_detections": "sanction_detections",
    "sanction_detection_rate": "sanction_detections",
    "arrests": "arrests",
    "arrest_rate_spi8a": "arrests",
    "incidents": "incidents",
    "offences": "offences",
    "network_disruptions": "network_disruptions",
    "confiscation_orders": "confiscation_orders",
    "hotline_calls": "hotline_calls",
    "third_party_reports": "third_party_reports",
    "workforce_strength": "workforce_strength",
}
MONEY_OF = {"assets_recovered": "assets_recovered", "cash_seized": "cash_seized"}
SHARES = {"bme": "bme_share", "female": "female_share"}
HEADCOUNTS = {"bme": "bme_headcount", "female": "female_headcount"}
HEADCOUNT_OF = {SHARES[who]: HEADCOUNTS[who] for who in SHARES}  # of a share
ONE_KIND_OF_DETECTION = ("charge_share", "caution_share")
RECRUITS = {
    "police_officers": "police_officer_recruits",
    "pcso": "pcso_recruits",
    "special_constables": "special_constable_recruits",
    "total_workforce": "all_recruits",
}

_OF_OFFICERS = {"all_recruits": "police_officer_recruits", "applications": "police_officer_applications"}
# What recruits and applicants are where one group of staff is spoken of.
RECRUITED_AS: dict[str, dict[str, str]] = {
    **dict.fromkeys(("police_officers", *_OF_OFFICERS.values()), _OF_OFFICERS),
    **{
        group: {"all_recruits": recruits}
        for base, recruits in RECRUITS.items()
        if recruits not in ("all_recruits", "police_officer_recruits")
        for group in (base, recruits)
    },
}

NARROWER = frozenset(
    """detective detectives sergeant sergeants inspector inspectors constable constables superintendent superintendents chief firearms liaison intelligence surveillance authorised
    trained armed specialist traffic schools school neighbourhood borough crime prevention training family beat ward probation press youth senior retired
    experienced detention custody career counter search advisers advisors dog mounted royalty transport""".split()
)


RANKS = frozenset(
    """detective detectives sergeant sergeants inspector inspectors constable constables superintendent superintendents
    inspecting superintending acpo grade grades band bands""".split()
)


STOCKS = frozenset(code for code, metric in BY_CODE.items() if metric.stock)
COUNTED = frozenset(
    (
        "offences",
        "incidents",
        "arrests",
        "sanction_detections",
        "network_disruptions",
        "workforce_strength",
        "hotline_calls",
        "third_party_reports",
        "confiscation_orders",
    )
)


FLOWS = COUNTED - {"workforce_strength"}

RATES = frozenset(RATE_OF.values()) - {OTHER, "public_satisfaction"}  # of what happens in a time

# Groups of people over a period, not on a day: their shares are of a flow.
FLOW_GROUPS = frozenset(
    """police_officer_recruits all_recruits pcso_recruits special_constable_recruits police_officer_applications applications selection_passed""".split()
)


class Subject(NamedTuple):
    """What a number measures. `group` is a code, `other`, or empty; `attach` says whether people were recruited, are a
    strength, register interest, or did something on an occasion (`doing`)."""

    metric: str = ""
    group: str = ""
    staff: str = ""
    who: str = ""
    scope: str = ""
    attach: str = ""
    rule: str = ""


def follow(subject: Subject, tokens: Sequence[Token]) -> Subject:
    """The subject of a sentence after some more of its words."""
    metric, group, staff, who, scope, attach, rule = subject
    named = False  # whether a rate was, and what it is of may follow
    for token in tokens:
        cues = token.cues
        if not cues:
            continue
        if "metric" in cues:
            if not (named and cues["metric"] == "offences"):  # "JD rates for the offences of most concern"
                metric = cues["metric"]
            named = metric in RATE_OF and "rate" in token.words
        elif "prep" not in cues:
            named = False
        if "group" in cues:
            group = cues["group"]
        if "staff" in cues:
            staff = cues["staff"]
        if "who" in cues:
            who = cues["who"]
        if "scope" in cues:
            scope = cues["scope"]
        if "attach" in cues:
            attach = cues["attach"]
    return Subject(metric, group, staff, who, scope, attach, rule)


def with_group(subject: Subject, around: Window, so_far: Subject, carried: Subject) -> Subject:
    """Complete the offence group: beside the number, then in the sentence, then before it."""
    grouped = BY_CODE[subject.metric].grouped if subject.metric in BY_CODE else ""
    if grouped != "offences":
        return subject._replace(group="" if subject.metric != OTHER else subject.group)
    group = subject.group or last(around.before, "group") or so_far.group or carried.group
    listed = carried.metric == "public_satisfaction" and carried.rule == "carried_in_sentence"
    if (
        listed
        and subject.metric == "public_satisfaction"
        and group == carried.group
        and subject.rule == "rate_before"
    ):
        group = (
            subject.group
        )  # "victims of violence 71%. Satisfaction with follow-up was 58%": of all victims
    if subject.metric == "public_satisfaction" and group == "total_notifiable_offences":
        group = ""  # people are not satisfied with all crime
    return subject._replace(group=group)


def settled(subject: Subject) -> Subject:
    """The arrest rate of SPI8a is of domestic violence; incidents of no listed group may be anything; an offence metric
    without a group is of none listed."""
    # "of these incidents 24,875 were notifiable offences": no incidents of all crime are counted
    if subject.metric == "incidents" and subject.group in ("", OTHER, "total_notifiable_offences"):
        return Subject(OTHER, subject.group, rule="incidents_of_anything")
    if subject.metric == "arrest_rate_spi8a":
        return subject._replace(group="domestic_violence")
    if subject.metric == "workforce_strength" and subject.staff.endswith(
        ("applications", "selection_passed")
    ):
        return Subject(OTHER, rule="people_doing")  # who applies is no strength
    if (
        subject.metric in BY_CODE
        and BY_CODE[subject.metric].grouped == "offences"
        and not subject.group
        and subject.metric != "public_satisfaction"
    ):
        return subject._replace(group=OTHER)
    if subject.metric in (*SHARES.values(), *HEADCOUNTS.values(), "workforce_strength") and not subject.staff:
        return subject._replace(staff=OTHER)
    return subject


def is_stock(subject: Subject) -> bool:
    """Whether something is counted on a day: a strength or headcount, or a share of one; people who joined or left are a flow."""
    share = subject.metric in SHARES.values() or (
        subject.metric == OTHER and subject.rule in ("share_of", "share_of_staff")
    )  # "1.1% of officers are Muslims"
    flow = subject.staff in FLOW_GROUPS or subject.attach == "doing"
    return (subject.metric in STOCKS or share) and not flow


def several_groups(tokens: Sequence[Token]) -> bool:
    """Whether one number is of two groups together: 'race/faith hate crime', 'robbery and burglary'."""
    last_group, joined = "", False
    semicolons = [place for place, token in enumerate(tokens) if token.cues.get("stop") == ";"]
    for token in tokens[semicolons[-1] :] if semicolons else tokens:  # what stands before is another clause
        if "group" in token.cues:
            if joined and last_group and token.cues["group"] != last_group:
                return True
            last_group, joined = token.cues["group"], False
        elif token.cues.get("stop") == "/":
            joined, last_group = True, last_group or OTHER
        elif "and" in token.cues:
            joined = True
        elif token.words:
            joined = joined and token.words in ("hate",)
    return False


def is_narrower(nouns: Sequence[Token]) -> bool:
    """Whether a word narrows the staff: 'liaison officers', 'detectives'."""
    return any(
        word in NARROWER
        for token in nouns
        if "staff" not in token.cues and "scope" not in token.cues  # "Specialist Operations"
        for word in token.words.split()
    )


def names_a_rank(tokens: Sequence[Token]) -> bool:
    """Whether officers of a rank are named: 'female detectives', 'at superintendent rank and above'."""
    return any(word in RANKS for token in tokens if "staff" not in token.cues for word in token.words.split())


def is_telegram(tokens: Sequence[Token], before: Subject | None) -> bool:
    """Whether a group of staff alone stands before its number: 'Special Constabulary 773', 'PCSOs: 1,640; Specials 773'."""
    words = [token for token in tokens if token.words]
    alone = len(words) == 1 and "staff" in words[0].cues
    if not alone or tokens[0].words:
        return alone and (len(tokens) == 1 or tokens[1].cues.get("stop") in (":", "-", "\u2013"))
    return tokens[0].cues.get("stop") in (";", ",") and before is not None and is_stock(before)


_BARE = frozenset(
    """level levels figure figures number numbers performance again rose peaked reached totalled dropped remained went came with been made saw show shows showed shown totals year month time first
    last average monthly highest lowest best worst percentage reduction only just also still then when that this were have service borough boroughs across london there ranging varying leads whole performers performer performing performed terms note contributing contributed largest smallest biggest example meet achieve reach challenging larger smaller bigger greater most least fewest elsewhere only steepest greatest followed""".split()
)


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether words name no thing of their own, so that what was named before goes on: 'the average level was'."""
    return not any(
        word not in _BARE and len(word) > 3
        for token in tokens
        if not token.cues and token.mention < 0
        for word in token.words.split()
    )
