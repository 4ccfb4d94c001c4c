"""What a number measures: its metric and group, from the words around it and from what the sentence was about so far.

A subject is decided from the nearest evidence to the farthest: the noun phrase behind the number, what the number is a
share of, what is said of it, the words before it, the sentence so far, the sentence before. Where the nearest evidence
names something else than a listed metric, the number is `other`: nothing farther away may claim it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from etl.catalogue.metrics import BY_CODE
from etl.figures.windows import Window, every, first, last
from etl.tokens import Token

OTHER = "other"
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
ONE_KIND_OF_DETECTION = ("charge_share", "caution_share")
RECRUITS = {
    "police_officers": "police_officer_recruits",
    "pcso": "pcso_recruits",
    "special_constables": "special_constable_recruits",
    "total_workforce": "all_recruits",
}
# Words that may stand between a number and "officers" without making them a narrower group.
PLAIN = frozenset(
    """police new all total overall female male women bme vem more fewer additional extra further full part time serving current currently warranted the of
    uniformed met mps metropolitan actual black and minority ethnic london london's strength its their our such some regular visible less increase decrease""".split()
)
NARROWER = frozenset(
    """detective detectives sergeant sergeants inspector inspectors constable constables superintendent superintendents chief firearms liaison intelligence surveillance authorised
    trained armed specialist traffic schools school neighbourhood borough crime prevention training family beat ward probation press youth senior retired
    experienced detention custody career counter search advisers advisors dog mounted royalty transport""".split()
)


class Subject(NamedTuple):
    """What a number measures. `group` is a code, `other`, or empty; `words` are the label where something is `other`."""

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
    for token in tokens:
        cues = token.cues
        if not cues:
            continue
        if "metric" in cues:
            metric = cues["metric"]
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


def count_subject(around: Window, so_far: Subject, carried: Subject, is_change: bool, before: Subject | None) -> Subject:
    """The subject of a count. `so_far`: the sentence up to here; `carried`: the sentences before; `before`: the number before."""
    nouns = around.nouns if around.nouns else around.base[:4]
    if not around.nouns and nouns and all(token.words in ("them", "these", "those", "which", "whom", "this") for token in nouns):
        nouns = ()  # "15,137 of them": what is counted stands before
    if nouns and all("strength" in token.cues and "metric" not in token.cues or "now" in token.cues for token in nouns):
        nouns = ()  # "there are now 55 deployed": what is counted stands before
    if nouns:
        metric = last(nouns, "metric")
        if metric == "workforce_strength" or (not metric and (last(nouns, "staff") or last(nouns, "who") in HEADCOUNTS)):
            return _people(around, nouns, so_far, before, is_change)
        if metric and not _tail(nouns, "metric"):
            return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
        if last(nouns, "group") not in ("", OTHER) and _tail_is_offence(nouns):
            return _count("offences", around, so_far, carried, "noun_after")
        if metric and is_change and _tail(nouns, "metric") <= 1:
            return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
        if is_change and _only_movement(nouns):
            return _from_before(around, so_far, carried, before, True)
        said = around.after[around.said : around.said + 3] if around.said >= 0 else ()
        if nouns[-1].words in ("people", "persons", "individuals", "were", "offenders") and first(said, "metric") == "arrests":
            return _count("arrests", around, so_far, carried, "said_of_people")
        return Subject(OTHER, rule="other_noun")
    if around.said == 1 and around.after:
        said = around.after[1:4]
        if (who := first(around.after[1:5], "who")) in HEADCOUNTS:
            return Subject(HEADCOUNTS[who], staff=_those(before, so_far), who=who, rule="headcount_said")
        if metric := first(said[:2], "metric"):
            return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "said")
        if said and said[0].words and not said[0].cues:
            return Subject(OTHER, rule="other_said")
    if around.after and around.after[0].words == "from" and (who := first(around.after[1:4], "who")) in HEADCOUNTS:
        return Subject(HEADCOUNTS[who], staff=_those(before, so_far), who=who, rule="headcount_from")
    return _from_before(around, so_far, carried, before, is_change)


def _those(before: Subject | None, so_far: Subject) -> str:
    """The group of which some are counted: 'recruited 129 officers, of these 70 were women'."""
    staff = (before.staff if before is not None else "") or so_far.staff
    if so_far.attach == "recruited":
        return RECRUITS.get(staff, staff) or OTHER
    return staff if before is None or before.metric != OTHER or staff not in RECRUITS else OTHER


def _only_movement(nouns: Sequence[Token]) -> bool:
    """Whether the nouns say only that something moved: '109 more', '27 fewer', 'increase'."""
    return all("up" in token.cues or "down" in token.cues or "change" in token.cues for token in nouns)


def _tail(nouns: Sequence[Token], kind: str) -> int:
    """How many words stand behind the last token of a kind: a head noun has none, '26 crime reports' has one."""
    tail = 0
    for token in reversed(nouns):
        if kind in token.cues:
            return tail
        if "up" in token.cues or "down" in token.cues or "actual" in token.cues or "target" in token.cues or token.words in ("recorded", "reported", "made", "received", "during", "year", "now", "only", "alone", "overall", "since", "over",
                                                                            "committed", "dealt", "investigated", "approved", "each", "to", "so", "within", "fytd", "orders", "when", "which", "claimed", "issued", "granted", "approximately", "last", "annually"):  # fmt: skip
            continue
        tail += 1
    return tail


def _tail_is_offence(nouns: Sequence[Token]) -> bool:
    """'277 burglaries', '18 murders': the group's own name is the thing counted."""
    return _tail(nouns, "group") == 0 and nouns[-1].words.endswith(("s", "crime", "robbery", "burglary", "rape"))


def _count(metric: str, around: Window, so_far: Subject, carried: Subject, rule: str) -> Subject:
    group = last(around.nouns, "group") or first(around.base, "group") or first(around.after, "group")
    if group and _several_groups((*around.nouns, *around.base, *around.after)):
        group = OTHER
    return _with_group(Subject(metric, group, rule=rule), around, so_far, carried)


def _several_groups(tokens: Sequence[Token]) -> bool:
    """Whether one number is of two groups together: 'race/faith hate crime', 'robbery and burglary'."""
    last_group, joined = "", False
    for token in tokens:
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


def _with_group(subject: Subject, around: Window, so_far: Subject, carried: Subject) -> Subject:
    """Complete the offence group: beside the number, then in the sentence, then before it."""
    grouped = BY_CODE[subject.metric].grouped if subject.metric in BY_CODE else ""
    if grouped != "offences":
        return subject._replace(group="" if subject.metric != OTHER else subject.group)
    group = subject.group or last(around.before, "group") or so_far.group or carried.group
    return subject._replace(group=group)


def _people(around: Window, nouns: Sequence[Token], so_far: Subject, before: Subject | None, is_change: bool) -> Subject:
    """A count of people of the service: a strength, a headcount, or people who did something."""
    who = last(nouns, "who") or _near_who(around.before)
    staff = last(nouns, "staff") or first(around.base, "staff") or last(around.before, "staff") or (so_far.staff if last(nouns, "metric") or who else "")
    everything = (*around.before, *nouns, *around.after)
    if around.before and any(token.words in ("below", "above", "short") for token in (*nouns[1:], *around.after[:1])):
        return Subject(OTHER, staff=staff, rule="distance")
    if before is not None and before.metric in HEADCOUNTS.values() and before.who != who and _in_brackets(around):
        return Subject(OTHER, staff=staff, rule="two_populations")
    if len(set(every(nouns, "who")) - {"male"}) > 1:
        return Subject(OTHER, staff=staff, rule="two_populations")
    if not staff and any(word in NARROWER for token in nouns for word in token.words.split()):
        staff = OTHER
    if who in HEADCOUNTS and not staff and not any("strength" in token.cues for token in around.before) and not any("interest" in token.cues for token in everything):
        return Subject(OTHER, who=who, rule="population_outside")
    if who in HEADCOUNTS:
        if _doing(around):
            return Subject(HEADCOUNTS[who], staff=OTHER, who=who, rule="headcount_doing")
        return Subject(HEADCOUNTS[who], staff=_group_of(nouns, staff, everything) or OTHER, who=who, rule="headcount")
    if who and who not in HEADCOUNTS:
        return Subject(OTHER, staff=staff, who=who, rule="other_people")
    if staff.endswith(("recruits", "applications")) or staff in ("applications", "selection_passed") or _doing(around):
        return Subject(OTHER, staff=staff, rule="people_doing")
    if before is not None and before.metric in SHARES.values() and around.before and around.before[0].words == "of":
        return Subject("workforce_strength", staff=_group_of(nouns, staff, everything) or OTHER, rule="base_of_share")
    one_more = before is not None and before.metric in ("workforce_strength", *HEADCOUNTS.values()) and len(around.before) < 4 and any("and" in token.cues or token.cues.get("stop") == "," for token in around.before)
    if not (one_more or is_change or _of_a_unit(around, nouns)):
        return Subject(OTHER, staff=staff, rule="people")
    return Subject("workforce_strength", staff=_group_of(nouns, staff, everything) or OTHER, rule="strength")


def _in_brackets(around: Window) -> bool:
    """Whether a number is one of several in brackets: '(1,633 men, 415 women)'."""
    return any(token.cues.get("stop") == "(" for token in around.before) or (bool(around.before) and around.before[0].cues.get("stop") == ",")


def _of_a_unit(around: Window, nouns: Sequence[Token]) -> bool:
    """Whether people are the strength of a unit: 'the strength is', 'the unit has', 'there are', 'officers dedicated to'."""
    if any("strength" in token.cues for token in (*around.before[-7:], *nouns, *around.after[:3])):
        return True
    return any(token.words in ("has", "have", "had") for token in around.before[-2:])


def _doing(around: Window) -> bool:
    """Whether the people did something on an occasion instead of being the strength of a unit."""
    near = (*around.nouns, *around.after[:8])
    return any("doing" in token.cues for token in near) or any("doing" in token.cues for token in around.before[-4:])


def _near_who(before: Sequence[Token]) -> str:
    """The population named in the words before a number, unless a stop closes that part."""
    for token in reversed(before):
        if "who" in token.cues:
            return token.cues["who"]
        if token.cues.get("stop") in (",", ";", ".", ")") or "and" in token.cues:
            return ""
    return ""


def _group_of(nouns: Sequence[Token], staff: str, around: Sequence[Token]) -> str:
    """The workforce group that the nouns name, `other` where a word narrows it ('liaison officers', 'detectives')."""
    if any(word in NARROWER for token in nouns for word in token.words.split()):
        return OTHER
    for place, token in enumerate(nouns):
        if token.cues.get("staff") == "police_officers" and token.words in ("officers", "officer") and place:
            previous = nouns[place - 1]
            if previous.words.split()[-1] not in PLAIN and "who" not in previous.cues and "metric" not in previous.cues:
                return OTHER
    return staff


def _from_before(around: Window, so_far: Subject, carried: Subject, before: Subject | None, is_change: bool) -> Subject:
    """A bare number: its subject stands before it."""
    if any("distance" in token.cues for token in around.before):
        return Subject(OTHER, rule="distance")
    if before is not None and around.before and around.before[-1].words == "by" and any("target" in token.cues or "actual" in token.cues for token in around.before) or len(around.before) == 1 and around.before[0].words == "by":
        return Subject(OTHER, rule="distance")
    metric = ""
    for token in reversed(around.before):
        if "metric" in token.cues:
            metric = token.cues["metric"]
            break
        if "staff" in token.cues:
            break
    staff, who = last(around.before, "staff"), last(around.before, "who")
    if before is not None and before.metric in HEADCOUNTS.values() and not who and any("target" in token.cues for token in around.before):
        return before._replace(rule="target_of_number_before")
    if who == "other":
        return Subject(OTHER, rule="population_outside")
    if metric == "workforce_strength" or (staff and not metric):
        if who in HEADCOUNTS:
            return Subject(HEADCOUNTS[who], staff=staff or so_far.staff or OTHER, who=who, rule="headcount_before")
        if metric or any("strength" in token.cues for token in around.before):
            return Subject("workforce_strength", staff=_group_of(around.before, staff or so_far.staff or carried.staff, ()) or OTHER, rule="strength_before")
    if metric:
        code = COUNT_OF.get(metric, OTHER)
        if code == OTHER and before is not None and before.metric in COUNT_OF.values():
            return before._replace(rule="carried_in_sentence")
        return _count(code, around, so_far, carried, "noun_before")
    if before is not None and before.metric:
        if before.metric in ("bme_share", "female_share"):
            return before._replace(metric=HEADCOUNTS[before.who] if before.who in HEADCOUNTS else OTHER, rule="count_beside_share")
        return _with_group(before._replace(metric=COUNT_OF.get(before.metric, before.metric), group=last(around.before, "group") or before.group, rule="carried_in_sentence"), around, so_far, carried)
    if group := last(around.before, "group"):
        if so_far.metric in COUNT_OF or not so_far.metric:
            return _count(COUNT_OF.get(so_far.metric or carried.metric or "offences", "offences"), around, so_far, carried, "group_before")._replace(group=group)
    if so_far.metric in COUNT_OF:
        return _count(COUNT_OF[so_far.metric], around, so_far, carried, "sentence")
    if carried.metric in COUNT_OF and (is_change or not any(token.words and not token.cues for token in around.before)):
        return _count(COUNT_OF[carried.metric], around, so_far, carried, "carried_over")._replace(scope=carried.scope)
    anaphoric = (any("this" in token.cues for token in around.before[:4]) or is_bare(around.before)) and not (so_far.metric or so_far.staff or so_far.group)
    if (carried.metric in HEADCOUNTS.values() or carried.metric == "workforce_strength" or carried.metric in COUNT_OF.values()) and (is_change or anaphoric):
        return _with_group(carried._replace(rule="carried_over"), around, so_far, carried)
    return Subject(OTHER, rule="no_subject")


_BARE = frozenset(
    """level levels figure figures number numbers performance again rose peaked reached totalled dropped remained went came with been made saw shows showed year month time first
    last average monthly highest lowest best worst percentage reduction only just also still then when that this were have service borough boroughs across london there""".split()
)


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether words name no thing of their own, so that what was named before goes on: 'the average level was'."""
    return not any(word not in _BARE and len(word) > 3 for token in tokens if not token.cues for word in token.words.split())


def money_subject(around: Window, so_far: Subject, money: str, before: Subject | None) -> Subject:
    """Assets recovered or cash seized where the sentence says so; other money is `other`. `money`: the metric named before."""
    for tokens in (around.nouns, around.base, around.after[:8]):
        metrics = [code for code in every(tokens, "metric") if code in MONEY_OF]
        if metrics:
            return Subject(metrics[0] if tokens is not around.nouns else metrics[-1], rule="money_after")
        if tokens is around.nouns and tokens and not any("up" in t.cues or "down" in t.cues or "target" in t.cues for t in tokens):
            break
    if not around.nouns or any("up" in t.cues or "down" in t.cues or "target" in t.cues for t in around.nouns):
        metric = last(around.before, "metric")
        if metric in MONEY_OF:
            return Subject(metric, rule="money_before")
        if before is not None and before.metric in MONEY_OF:
            return before._replace(rule="carried_in_sentence")
        if so_far.metric in MONEY_OF:
            return Subject(so_far.metric, rule="sentence")
        if money and not so_far.metric and not metric:
            return Subject(money, rule="carried_over")
    return Subject(OTHER, rule="other_money")
