"""What a count or a sum of money measures."""

from __future__ import annotations

from collections.abc import Sequence

from etl.catalogue.lexicon import INCIDENTS
from etl.figures.counted_before import STRENGTHS, count_of, counted_before, stands_at
from etl.figures.kinds import PLACES
from etl.figures.parts import CALLS, LED_TO, RANKED, is_outcome, part_counted
from etl.figures.people import (
    members_of,
    moved_to,
    people_counted,
    posts_for,
    roles_counted,
    some_of,
    some_of_other_people,
)
from etl.figures.subjects import (
    COUNT_OF,
    HEADCOUNT_OF,
    HEADCOUNTS,
    MONEY_OF,
    OTHER,
    SHARES,
    STAFF_OF_UNIT,
    Subject,
    is_bare,
    several_groups,
)  # fmt: skip
from etl.figures.windows import OF_WHICH, THAT_IS, Window, every, first, has, last
from etl.tokens import Token

_EACH = frozenset(
    """officer officers investigator detective person head team borough ward employee member constable sergeant household
    supervisor unit division""".split()
)
_TIMES = ("day", "week", "month", "hour", "year", "quarter", "officer", "head", "thousand")


def count_subject(
    around: Window, so_far: Subject, carried: Subject, is_change: bool, before: Subject | None
) -> Subject:
    """The subject of a count. `so_far`: the sentence up to here; `carried`: the sentences before; `before`: the number before."""
    if part := part_counted(around, so_far, carried, before):
        return part
    nouns = around.nouns if around.nouns else around.base[:4]
    if nouns and all(token.words in _FULL_TIME for token in nouns):
        nouns = ()  # "32,380 FTE"
    if (
        not around.nouns
        and nouns
        and all(token.words in ("them", "these", "those", "which", "whom", "this") for token in nouns)
    ):
        nouns = ()  # "15,137 of them": what is counted stands before
    each = next((place for place, token in enumerate(around.before[:-1]) if token.words == "per"), -1)
    if each > 0 and around.before[each + 1].words in _TIMES:
        return Subject(OTHER, rule="other_unit")  # "the number of robberies per day has dropped from 98"
    if (
        around.after
        and around.after[0].words == "per"
        and any(one.words in _EACH for one in around.after[1:2])
    ):
        return Subject(OTHER, rule="other_unit")  # "16 crimes per investigator"
    if not nouns and [token.words for token in around.before[-2:]] == ["attended", "by"]:
        return Subject(OTHER, rule="people_doing")  # "three open days, attended by 140"
    if nouns and nouns[-1].words == "out":
        nouns = nouns[:-1]  # "33 out of 266", "33 arrests out of 266 incidents"
    if not around.nouns and all(token.words in ("the", "that", "this") for token in nouns):
        nouns = ()  # "4,940 of the same period in 2007"
    people = before is not None and before.metric in STRENGTHS
    nouns = posts_for(around, nouns) or nouns
    if nouns and all(
        ("strength" in token.cues and ("metric" not in token.cues or (people and token.words == "in post")))
        or "now" in token.cues
        or "actual" in token.cues
        for token in nouns
    ):
        nouns = ()  # "there are now 55 deployed": what is counted stands before
    verb = next((place for place, token in enumerate(nouns) if place and token.words in LED_TO), 0)
    if verb and has(nouns, "group", "metric"):
        ended = [code for code in every((*nouns[verb:], *around.after[:6]), "metric") if code in COUNT_OF]
        if not ended and nouns[verb].words in ("ended", "resulted"):
            return Subject(OTHER, rule="outcome")  # "4,712 robberies ended in a judicial disposal"
        if "sanction_detections" in ended and not is_change:
            # "17,995 DV offences resulted in a sanction detection"
            return count_of(
                "sanction_detections", around._replace(nouns=nouns[:verb]), so_far, carried, "detected"
            )
    named = every(nouns, "metric")
    if named and named[0] in CALLS and (verb or len(named) > 1):
        return Subject(OTHER, rule="outcome")  # "38 calls led to an arrest"
    if verb:
        nouns = nouns[:verb]  # "14,104 incidents led to 9,873 arrests"
    if nouns and nouns[0].words in ("came", "come", "belonged", "self", "identified"):
        who = first((*nouns, *around.after[:5]), "who")
        if who in HEADCOUNTS:
            return some_of(before, so_far, who, "headcount_said")
    employs = any(token.words in ("employs", "employed", "employ") for token in around.before[-2:])
    if nouns and employs and nouns[-1].words in _PEOPLE:
        return Subject(
            "workforce_strength", staff="total_workforce", rule="strength"
        )  # "employs 51,836 people"
    if nouns and (staff := members_of(around, nouns)):
        return Subject("workforce_strength", staff=staff, rule="members")
    if (
        nouns
        and any(token.words in ("employed", "employees") for token in nouns)
        and not has(nouns, "staff", "who")
    ):
        return Subject(
            "workforce_strength", staff="total_workforce", rule="strength"
        )  # "43,871 people employed"
    if (
        nouns
        and has(nouns, "metric")
        and len(around.before) > 1
        and around.before[-2].words in ("charged", "convicted", "sentenced")
    ):
        return Subject(OTHER, rule="outcome")  # "charged with 171 offences"
    alleged = nouns and nouns[-1].words == "allegations"
    if alleged and (has(nouns, "group") or has(around.base[:2], "group")):
        return count_of("offences", around, so_far, carried, "noun_after")  # "1,046 allegations of rape"
    linked = len(nouns) > 1 and nouns[-1].words in ("related", "linked", "attributed", "connected")
    if linked and (crime := last(nouns[:-1], "group")):  # "24 homicides related to domestic violence"
        both = first(around.after[:5], "group") not in ("", crime)
        found = count_of("offences", around._replace(after=()), so_far, carried, "noun_after")
        return found._replace(group=OTHER if both else crime)
    involving = next((place for place, token in enumerate(nouns) if place and token.words == "involving"), 0)
    if involving and has(nouns[:involving], "metric") and not _tail(nouns[:involving], "metric"):
        if not has((*nouns[involving:], *around.after[:3]), "group"):
            return Subject(OTHER, rule="involving")  # "62 incidents involving dogs"
        metric = last(nouns[:involving], "metric")
        return count_of(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
    of_places = before is not None and before.rule == "places" and not nouns and not around.base
    if of_places and around.before and around.before[-1].words == "in":
        return Subject(OTHER, rule="places")  # "rose in 14 boroughs and fell in 18"
    if nouns and nouns[0].words in PLACES:
        return Subject(OTHER, rule="places")  # "in 20 boroughs burglary rose"
    if "unlisted_count" in every(around.after[:6], "metric") and has(nouns, "metric", "group"):
        return Subject(OTHER, rule="outcome")  # "167,500 offences to be brought to justice"
    if not is_change and (group := _detected(around, so_far, carried)):
        return Subject("sanction_detections", group, rule="detected")
    if not is_change and (by := _detected_by(around)):
        crime = last(nouns, "group") or so_far.group or "total_notifiable_offences"
        return Subject(by, crime if by != OTHER else "", rule="detected")
    if not is_change and _recorded_as(around) == "offences":
        crime = first(around.after, "group")
        return Subject(
            "offences", crime or so_far.group or carried.group, rule="recorded_as"
        )  # "of these incidents 58,416 were recorded as offences"
    whose = last(around.before[-3:], "staff") if around.before and around.before[-1].words in _HOLDS else ""
    if whose and nouns and nouns[-1].words == "members":
        return Subject("workforce_strength", staff=whose, rule="members")  # "the MSC has 1,297 members"
    if (
        nouns
        and nouns[-1].words == "members"
        and has(around.base, "staff")
        and has(around.before[-3:], "strength")
    ):
        return Subject(
            "workforce_strength", staff=last(around.base, "staff"), rule="members"
        )  # "there are 3,981 members of the Special Constabulary"
    joined = around.after[:5] if around.after and around.after[0].words in ("and", "or") else ()
    if nouns and joined and not has(nouns, "metric", "staff", "who") and several_groups((*nouns, *joined)):
        return count_of("offences", around, so_far, carried, "noun_after")._replace(
            group=OTHER
        )  # "5,507 racist and faith hate offences"
    if nouns:
        metric = last(nouns, "metric")
        level = moved_to(around) or has(
            around.before[-1:], "be", "actual"
        )  # "the total workforce was 48,000 staff"
        of_strength = (
            bool(last(around.before, "staff")) or last(around.before, "metric") == "workforce_strength"
        )
        of_service = has(nouns, "people") and level and of_strength
        of_service = of_service or _is_rest_of_unit(around, nouns, before)
        of_those = before is None and carried.metric in STRENGTHS and all("who" in one.cues for one in nouns)
        if of_those and not so_far.staff:
            so_far = so_far._replace(staff=carried.staff)  # "In absolute terms there are 352 women"
        if metric == "workforce_strength" or (
            not metric and (last(nouns, "staff") or last(nouns, "who") in HEADCOUNTS or of_service)
        ):
            again = before is None and is_change and _says_again(around.before)
            return people_counted(
                around,
                nouns,
                so_far,
                carried if again else before,
                is_change or (carried.metric == "workforce_strength" and not _is_one_more(around.before)),
            )
        if nouns[0].words in LED_TO and "sanction_detections" in every((*nouns, *around.after[:5]), "metric"):
            group = (before.group if before is not None else "") or so_far.group
            return count_of("sanction_detections", around, so_far._replace(group=group), carried, "outcome")
        if is_outcome(around) and (metric in ("offences", "incidents") or last(nouns, "group")):
            return Subject(OTHER, rule="outcome")
        if metric and (metric == "network_disruptions" or not _tail(nouns, "metric")):
            return count_of(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
        if last(nouns, "group") and _tail_is_offence(nouns):
            return count_of("offences", around, so_far, carried, "noun_after")
        if metric and is_change and _tail(nouns, "metric") <= 1:
            return count_of(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
        if is_change and _only_movement(nouns):
            return counted_before(around, so_far, carried, before, True)
        said = around.after[around.said : around.said + 3] if around.said >= 0 else ()
        if nouns[-1].words in _PEOPLE and (
            first(said, "metric") == "arrests" or last(around.before[-2:], "metric") == "arrests"
        ):
            return count_of("arrests", around, so_far, carried, "said_of_people")
        if nouns[-1].words in _PEOPLE and [token.words for token in said[:2]] == ["victims", "of"]:
            killed = [token.cues.get("group") for token in said[2:3]] == ["homicide"]
            return (
                count_of("offences", around, so_far, carried, "said_of_people")
                if killed
                else Subject(OTHER, rule="other_noun")
            )
        holds = any(token.words in _HOLDS for token in around.before[-1:])
        if holds and not is_change and [token.words for token in nouns] in (["staff"], ["people"]):
            return Subject(
                "workforce_strength", staff="total_workforce", rule=STAFF_OF_UNIT
            )  # "It has 96 staff"
        again = around.bracketed or (
            len(around.before) > 1 and all(token.words in THAT_IS for token in around.before[1:])
        )
        beside = again and before is not None and before.metric in SHARES.values()
        if before is not None and beside and nouns[-1].words in (*_PEOPLE, "staff", "employees", "members"):
            return before._replace(
                metric=HEADCOUNT_OF[before.metric], rule="count_beside_share"
            )  # "18.7% are VEM (1,954 people)"
        if not is_change and before is not None and before.metric in RANKED and (hate := _hate_of(around)):
            return before._replace(group=hate, rule="noun_after")  # "8,912 racist offences, 1,104 homophobic"
        roles = None if is_change else roles_counted(around, nouns, before)
        return roles or Subject(OTHER, rule="other_noun")
    after = around.after
    if is_change and after and after[0].cues.get("prep") and (group := first(after[1:4], "group")):
        return Subject("offences", group, rule="change_in_group")
    head = 2 if after and after[0].words in (*OF_WHICH, "who") else 1  # "there are 21 who are BME"
    if around.said == head and around.after:
        said = around.after[head : head + 3]
        # "were recorded as coming from a visible ethnic minority"
        far = 7 if said and said[0].words in ("recorded", "classified", "shown", "listed") else 4
        if (who := first(around.after[head : head + far], "who")) in HEADCOUNTS:
            if some_of_other_people(around, before, who):
                return Subject(OTHER, staff=before.staff if before else "", rule="two_populations")
            return some_of(before, so_far, who, "headcount_said")
        if metric := first(said[:2], "metric"):
            return count_of(COUNT_OF.get(metric, OTHER), around, so_far, carried, "said")
        kind = first(said[:2], "group")
        if before is not None and before.metric == "offences" and kind not in ("", before.group):
            return before._replace(
                group=OTHER, rule="part_of_number_before"
            )  # "4,444, of which 1,250 were robberies"
        some_did = carried.metric in STRENGTHS and not (around.before or is_change)
        if some_did and said and not has(said, "strength", "metric", "who", "staff", "group"):
            return Subject(OTHER, rule="other_said")  # "312 have had the five day course"
        if (
            said
            and not stands_at(around.before)
            and not _is_labelled(around.before, said[0])
            and (said[0].words not in _SET or not around.before)
            and said[0].words
            and not said[0].cues
        ):
            return Subject(OTHER, rule="other_said")
    if (
        around.after
        and around.after[0].words == "from"
        and (who := first(around.after[1:4], "who")) in HEADCOUNTS
    ):
        if some_of_other_people(around, before, who):
            return Subject(OTHER, staff=before.staff if before else "", rule="two_populations")
        return some_of(before, so_far, who, "headcount_from")
    return counted_before(around, so_far, carried, before, is_change)


_HATE = {
    word: group
    for group, words in INCIDENTS.items()
    for word in words.split("|")
    if group in ("racist_crime", "homophobic_crime", "faith_crime")
} | {"disability": OTHER, "religious": "faith_crime", "faith": "faith_crime"}


def _hate_of(around: Window) -> str:
    """The group of a hate crime that an adjective alone names: '1,104 homophobic'; `other` of two at once; or nothing."""
    words = " ".join(token.words for token in around.nouns)
    group = _HATE.get(words, "") or (OTHER if words == "racist and religious" else "")
    joined = around.after[:2] if group else ()
    both = len(joined) > 1 and joined[0].words == "and" and joined[1].words in _HATE
    return OTHER if both else group


def _recorded_as(around: Window) -> str:
    """What a count is said to be recorded as: 'were recorded as crimes', 'were classified as offences'."""
    if around.nouns or around.said < 0:
        return ""
    said = around.after[around.said : around.said + 4]
    verb = bool(said) and said[0].words in ("recorded", "classified", "classed", "crimed", "confirmed")
    return first(said, "metric") if verb and any(token.words.split(" ")[0] == "as" for token in said) else ""


_REPORTED = frozenset("reported recorded received committed notified".split())


def _is_labelled(before: Sequence[Token], said: Token) -> bool:
    """Whether a label before a colon says what is counted: 'Racist incidents: 4,512 were reported in the quarter'."""
    labelled = (
        len(before) > 1 and before[-1].cues.get("stop") == ":" and has(before[-3:-1], "metric", "group")
    )
    return labelled and said.words in _REPORTED


def _detected_by(around: Window) -> str:
    """What a count is of offences that are the object of detecting: 'the MPS sanction detected 41,204 offences'."""
    verb = around.before[-1].words if around.before else ""
    if (
        not has(around.nouns, "metric", "group")
        or around.nouns[-1].cues.get("metric", "offences") != "offences"
    ):
        return ""
    if verb in ("sanction detected", "sanctioned detected"):
        return "sanction_detections"
    return OTHER if verb in ("detected", "cleared up", "solved") else ""


_DETECTED = ("subject", "detected", "cleared", "resolved", "dealt")


def _detected(around: Window, so_far: Subject, carried: Subject) -> str:
    """The crime of offences that were detected: '11,756 domestic violence offences were the subject of a sanction
    detection', '303 of the homophobic offences were detected by way of a sanction detection'."""
    counted = (*around.nouns, *around.base)
    said = around.after[around.said : around.said + 9] if around.said >= 0 else ()
    verb = any(token.words.split(" ")[0] in _DETECTED for token in said[:3])
    by = [code for code in every(said, "metric") if code.startswith("sanction_detection")]
    if not (verb and by and (has(counted, "group") or "offences" in every(counted, "metric"))):
        return ""
    return last(counted, "group") or so_far.group or carried.group or OTHER


def _is_rest_of_unit(around: Window, nouns: Sequence[Token], before: Subject | None) -> bool:
    """Whether people are counted beside the officers of a unit: '331 police officers and 92 staff', 'and 49 members of
    the civil staff'."""
    beside = before is not None and before.metric == "workforce_strength" and len(around.before) < 3
    comma = [token.cues.get("stop") for token in around.before] == [","]
    of_officers = (
        comma and before is not None and before.staff == "police_officers"
    )  # "31,460 officers, 14,400 staff and"
    if not beside or not (has(around.before[-1:], "and") or of_officers):
        return False
    words = [token.words for token in nouns]
    return words == ["staff"] or (words == ["members"] and bool(first(around.base, "staff")))


def _is_one_more(tokens: Sequence[Token]) -> bool:
    """Whether people are counted beside those there are: 'another 20 officers have been promised'."""
    return any(token.words in ("another", "further", "additional") for token in tokens[-1:])


def _says_again(tokens: Sequence[Token]) -> bool:
    """Whether a change is said again in numbers: 'This equated to 629 more officers'."""
    opened = len(tokens) < 5 and has(tokens[:1], "this")
    return opened and any(token.words in _EQUALS for token in tokens[1:])


_EQUALS = frozenset(
    "equates equated equals represents represented amounts amounted means meant is was".split()
)


_FULL_TIME = (
    "fte",
    "ftes",
    "full time equivalent",
    "full time equivalents",
    "full time",
    "equivalent",
    "equivalents",
)
_HOLDS = ("has", "have", "had", "with", "employs", "now", "currently")
_PEOPLE = ("people", "persons", "individuals", "were", "offenders")
_SET = ("set", "agreed", "reached", "surpassed", "not")  # what is said of a target, and not what it is of


def _only_movement(nouns: Sequence[Token]) -> bool:
    """Whether the nouns say only that something moved: '109 more', '27 fewer', 'increase'."""
    return all("up" in token.cues or "down" in token.cues or "change" in token.cues for token in nouns)


def _tail(nouns: Sequence[Token], kind: str) -> int:
    """How many words stand behind the last token of a kind: a head noun has none, '26 crime reports' has one."""
    tail = 0
    for token in reversed(nouns):
        if kind in token.cues:
            return tail
        if "total" in token.cues or "now" in token.cues or "up" in token.cues or "down" in token.cues or "actual" in token.cues or "target" in token.cues or token.words in ("recorded", "reported", "made", "received", "during", "year", "now", "only", "alone", "overall", "since", "over",
                                                                            "committed", "dealt", "investigated", "approved", "each", "to", "so", "within", "fytd", "orders", "when", "which", "claimed", "took", "place", "occurred", "happened", "issued", "granted", "approximately", "last", "annually"):  # fmt: skip
            continue
        tail += 1
    return tail


# crimes that are recorded as such, of those that are no listed group: not "kidnaps" or "discharges", which are events
_RECORDED = (
    "burglaries",
    "robberies",
    "offences",
    "crime",
    "crimes",
    "thefts",
    "murders",
    "homicides",
    "shootings",
    "assaults",
)


def _tail_is_offence(nouns: Sequence[Token]) -> bool:
    """'277 burglaries', '18 murders recorded': the group's own name is the thing counted."""
    if _tail(nouns, "group"):
        return False
    named, code = next(
        (token.words, token.cues["group"]) for token in reversed(nouns) if "group" in token.cues
    )
    if code == OTHER:
        return named.endswith(_RECORDED) or named.split(" ", 1)[0].endswith(_RECORDED)
    return named.endswith(("s", "crime", "robbery", "burglary", "rape"))


_OF_MONEY = frozenset(
    "recovered seized confiscated value amount sum corresponding profiled full present form equivalent half profile annual yearly pounds".split()
)


def _is_recovered(around: Window) -> bool:
    """Whether money was recovered under the law on assets: '£12.4m was recovered under the Proceeds of Crime Act'."""
    near = (*around.before[-3:], *around.nouns, *around.after)
    law = any(token.words.startswith(("proceeds of crime", "poca")) for token in (*around.before, *near))
    return law and any("recovered" in token.words.split() for token in near)


def money_subject(around: Window, so_far: Subject, money: str, before: Subject | None) -> Subject:
    """Assets recovered or cash seized where the sentence says so; other money is `other`. `money`: the metric named before."""
    if around.nouns and all(token.words in ("recovered", "seized") for token in around.nouns):
        around = around._replace(nouns=())  # "the £37.1m recovered the year before"
    if "unlisted_money" in every((*around.nouns, *around.base, *around.after[:5]), "metric"):
        return Subject(OTHER, rule="other_money")
    if _is_recovered(around):
        return Subject("assets_recovered", rule="money_after")
    for tokens in (around.nouns, around.base, around.after[:8]):
        metrics = [code for code in every(tokens, "metric") if code in MONEY_OF]
        if metrics:
            return Subject(metrics[0] if tokens is not around.nouns else metrics[-1], rule="money_after")
        if tokens is around.nouns and tokens and not has(tokens, "up", "down", "target"):
            break
    if not around.nouns or has(around.nouns, "up", "down", "target"):
        metric = last(around.before, "metric")
        if metric in MONEY_OF:
            return Subject(metric, rule="money_before")
        if metric.startswith("unlisted"):
            return Subject(OTHER, rule="other_money")  # "forfeiture orders to the value of £9.8m"
        # "had declared an income of £8,000", "a car fetched £19,200": other money than what was named before
        plain = [token for token in around.before if token.words not in _OF_MONEY]
        if before is not None and before.metric in MONEY_OF and is_bare(plain):
            return before._replace(rule="carried_in_sentence")
        if so_far.metric in MONEY_OF and (before is None or before.metric not in MONEY_OF):
            return Subject(so_far.metric, rule="sentence")
        if is_bare(plain) and money and not so_far.metric and not metric:
            return Subject(money, rule="carried_over")
    return Subject(OTHER, rule="other_money")
