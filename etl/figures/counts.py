"""What a count or a sum of money measures."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.kinds import PLACES
from etl.figures.parts import CALLS, LED_TO, RANKED, is_outcome, part_counted
from etl.figures.people import (
    group_of,
    members_of,
    moved_to,
    people_counted,
    roles_counted,
    some_of,
    some_of_other_people,
    who_did,
)
from etl.figures.subjects import (
    AFTER_OTHER,
    BY_RANK,
    COUNT_OF,
    COUNTED,
    FLOW_GROUPS,
    HEADCOUNT_OF,
    HEADCOUNTS,
    MONEY_OF,
    OTHER,
    RECRUITS,
    SHARES,
    STAFF_OF_UNIT,
    Subject,
    is_bare,
    is_telegram,
    several_groups,
    with_group,
)  # fmt: skip
from etl.figures.windows import QUALIFIERS, THAT_IS, Window, every, first, group_behind, has, last
from etl.tokens import Token


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
    if [token.words for token in nouns] == ["out"]:
        nouns = ()  # "33 out of 266"
    if not around.nouns and all(token.words in ("the", "that", "this") for token in nouns):
        nouns = ()  # "4,940 of the same period in 2007"
    if nouns and all(
        ("strength" in token.cues and "metric" not in token.cues)
        or "now" in token.cues
        or "actual" in token.cues
        for token in nouns
    ):
        nouns = ()  # "there are now 55 deployed": what is counted stands before
    verb = next((place for place, token in enumerate(nouns) if place and token.words in LED_TO), 0)
    if verb and nouns[verb].words in ("ended", "resulted") and has(nouns, "group", "metric"):
        ended = [code for code in every((*nouns[verb:], *around.after[:6]), "metric") if code in COUNT_OF]
        if not ended:
            return Subject(OTHER, rule="outcome")  # "4,712 robberies ended in a judicial disposal"
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
        return _count("offences", around, so_far, carried, "noun_after")  # "1,046 allegations of rape"
    involving = next((place for place, token in enumerate(nouns) if place and token.words == "involving"), 0)
    if involving and has(nouns[:involving], "metric") and not _tail(nouns[:involving], "metric"):
        if not has((*nouns[involving:], *around.after[:3]), "group"):
            return Subject(OTHER, rule="involving")  # "62 incidents involving dogs"
        metric = last(nouns[:involving], "metric")
        return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
    of_places = before is not None and before.rule == "places" and not nouns and not around.base
    if of_places and around.before and around.before[-1].words == "in":
        return Subject(OTHER, rule="places")  # "rose in 14 boroughs and fell in 18"
    if nouns and nouns[0].words in PLACES:
        return Subject(OTHER, rule="places")  # "in 20 boroughs burglary rose"
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
        return _count("offences", around, so_far, carried, "noun_after")._replace(
            group=OTHER
        )  # "5,507 racist and faith hate offences"
    if nouns:
        metric = last(nouns, "metric")
        level = moved_to(around) or has(
            around.before[-1:], "be", "actual"
        )  # "the total workforce was 48,000 staff"
        of_service = has(nouns, "people") and level and last(around.before, "staff")
        of_those = before is None and carried.metric in _STRENGTHS and all("who" in one.cues for one in nouns)
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
            return _count("sanction_detections", around, so_far._replace(group=group), carried, "outcome")
        if is_outcome(around) and (metric in ("offences", "incidents") or last(nouns, "group")):
            return Subject(OTHER, rule="outcome")
        if metric and not _tail(nouns, "metric"):
            return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
        if last(nouns, "group") and _tail_is_offence(nouns):
            return _count("offences", around, so_far, carried, "noun_after")
        if metric and is_change and _tail(nouns, "metric") <= 1:
            return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "noun_after")
        if is_change and _only_movement(nouns):
            return _from_before(around, so_far, carried, before, True)
        said = around.after[around.said : around.said + 3] if around.said >= 0 else ()
        if nouns[-1].words in _PEOPLE and (
            first(said, "metric") == "arrests" or last(around.before[-2:], "metric") == "arrests"
        ):
            return _count("arrests", around, so_far, carried, "said_of_people")
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
        roles = None if is_change else roles_counted(around, nouns, before)
        return roles or Subject(OTHER, rule="other_noun")
    after = around.after
    if is_change and after and after[0].cues.get("prep") and (group := first(after[1:4], "group")):
        return Subject("offences", group, rule="change_in_group")
    head = (
        2 if after and after[0].words in ("of whom", "of which", "who") else 1
    )  # "there are 21 who are BME"
    if around.said == head and around.after:
        said = around.after[head : head + 3]
        if (who := first(around.after[head : head + 4], "who")) in HEADCOUNTS:
            if some_of_other_people(around, before, who):
                return Subject(OTHER, staff=before.staff if before else "", rule="two_populations")
            return some_of(before, so_far, who, "headcount_said")
        if metric := first(said[:2], "metric"):
            return _count(COUNT_OF.get(metric, OTHER), around, so_far, carried, "said")
        kind = first(said[:2], "group")
        if before is not None and before.metric == "offences" and kind not in ("", before.group):
            return before._replace(
                group=OTHER, rule="part_of_number_before"
            )  # "4,444, of which 1,250 were robberies"
        some_did = carried.metric in _STRENGTHS and not (around.before or is_change)
        if some_did and said and not has(said, "strength", "metric", "who", "staff", "group"):
            return Subject(OTHER, rule="other_said")  # "312 have had the five day course"
        if (
            said
            and not _stands_at(around.before)
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
    return _from_before(around, so_far, carried, before, is_change)


def _is_one_more(tokens: Sequence[Token]) -> bool:
    """Whether people are counted beside those there are: 'another 20 officers have been promised'."""
    return any(token.words in ("another", "further", "additional") for token in tokens[-1:])


def _is_level(tokens: Sequence[Token], is_change: bool) -> bool:
    """Whether a group of staff itself grew or reached so many: 'the MSC grew by 557', 'is on course to reach 6,667'."""
    at = next((place for place in range(len(tokens) - 1, -1, -1) if "staff" in tokens[place].cues), 0)
    said = tokens[at + 1 :]
    plain = is_bare(said) and not has(said, "doing", "stop", "metric")
    reaches = any(token.words in ("reach", "reached", "reaches") for token in said[-2:])
    grew = is_change and bool(said) and said[-1].words == "by"
    return plain and (grew or reaches) and not _is_object(tokens)


def _is_object(tokens: Sequence[Token]) -> bool:
    """Whether a group of staff is only what something else is about: 'complaints against PCSOs numbered 140'."""
    at = next((place for place in range(len(tokens) - 1, 0, -1) if "staff" in tokens[place].cues), 0)
    return at > 0 and tokens[at - 1].words in ("against", "of", "by", "from", "about")


def _without_parts(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before 'including': 'PCSO strength, including the transport and security roles, was'."""
    end = next((place for place, token in enumerate(tokens) if token.words == "including"), len(tokens))
    return tokens[:end] if end else tokens


def _stands_at(before: Sequence[Token]) -> bool:
    """Whether a number is the level of a strength named before it: 'a strength of', 'officer numbers at almost'."""
    words = [token for token in before[-5:] if token.words not in QUALIFIERS]
    at = bool(words) and words[-1].words == "at" and has(words[-3:-1], "staff")
    return (at or (bool(words) and words[-1].words == "of")) and has(words[-3:-1], "strength")


def _says_again(tokens: Sequence[Token]) -> bool:
    """Whether a change is said again in numbers: 'This equated to 629 more officers'."""
    opened = len(tokens) < 5 and has(tokens[:1], "this")
    return opened and any(token.words in _EQUALS for token in tokens[1:])


_EQUALS = frozenset(
    "equates equated equals represents represented amounts amounted means meant is was".split()
)


def _refers_back(tokens: Sequence[Token]) -> bool:
    """Whether 'this' or 'these' stand for what was counted before: 'This was 412', not 'These referrals were 412'."""
    at = next((place for place, token in enumerate(tokens) if "this" in token.cues), -1)
    return at >= 0 and is_bare(tokens[at + 1 : at + 2])


_NUMBERED = ("number", "numbered", "totalled", "stood at", "stands at")  # "special constables numbered 692"
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
        return named.endswith(_RECORDED)
    return named.endswith(("s", "crime", "robbery", "burglary", "rape"))


def _count(metric: str, around: Window, so_far: Subject, carried: Subject, rule: str) -> Subject:
    group = last(around.nouns, "group") or first(around.base, "group") or first(around.after, "group")
    if group and several_groups((*around.nouns, *around.base, *around.after)):
        group = OTHER
    if not group and several_groups(around.before):
        group = OTHER  # "robbery and burglary together: 126,200"
    return with_group(Subject(metric, group, rule=rule), around, so_far, carried)


def _head_metric(tokens: Sequence[Token]) -> str:
    """The metric nearest before a number; in 'arrests for domestic incidents' the arrests are counted."""
    for place in range(len(tokens) - 1, -1, -1):
        cues = tokens[place].cues
        if "metric" in cues:
            modifies = place > 1 and tokens[place - 1].words in ("for", "of", "in", "from")
            return (last(tokens[:place], "metric") if modifies else "") or cues["metric"]
        if "staff" in cues:
            return ""
    return ""


_LEVELS = frozenset("result results position outcome volume rate score performance tally reading".split())


def _is_for_a_group(tokens: Sequence[Token]) -> bool:
    """Whether a thing that is no crime is named with the crime it is for: 'DNA identifications for burglary passed 4,000'."""
    at = next((place for place in range(len(tokens) - 1, 1, -1) if "group" in tokens[place].cues), 0)
    if not at or tokens[at - 1].words not in ("for", "on", "about"):
        return False
    named = tokens[at - 2]
    return bool(named.words) and not named.cues and named.words not in _LEVELS and not is_bare((named,))


_STRENGTHS = ("workforce_strength", *HEADCOUNTS.values(), *SHARES.values())
# "Southwark had the most with 412": whose count is the highest or lowest is counted as the sentence before counts
_RANKS = frozenset(
    (
        "most",
        "fewest",
        "highest",
        "lowest",
        "least",
        "largest",
        "smallest",
        "led",
        "tops",
        "topped",
        "more",
        "fewer",
    )
)


def _from_before(
    around: Window, so_far: Subject, carried: Subject, before: Subject | None, is_change: bool
) -> Subject:
    """A bare number: its subject stands before it."""
    if has(around.before, "distance"):
        return Subject(OTHER, rule="distance")
    refers = (
        len(around.before) > 1 and has(around.before[-2:-1], "this", "rel") and has(around.before[-1:], "be")
    )
    if is_change and refers and before is not None and before.metric == OTHER:
        return Subject(OTHER, rule="beside_other")  # "in 171 cases both were arrested; this is 22 down"
    alone = around.bracketed and len(around.before) == 1 and not is_change and not around.after
    alone = alone and not has(around.nouns, "target")
    if alone and before is not None and before.metric in COUNT_OF.values():
        return Subject(OTHER, rule="bare_bracket")  # "5,112 (5,402)": nothing says what the second is
    level = bool(around.before) and around.before[-1].words == "at"  # "levels at 33,800 are down"
    if around.said == 1 and has(around.after[1:2], "up", "down") and not (level or _stands_at(around.before)):
        return Subject(OTHER, rule="other_said")  # "28 had fewer offences": boroughs, not offences
    if (
        before is not None
        and around.before
        and around.before[-1].words == "by"
        and has(around.before, "target", "actual")
    ) or (len(around.before) == 1 and around.before[0].words == "by"):
        return Subject(OTHER, rule="distance")
    if compared := who_did(around, before):
        return compared  # "270 VEM officers have joined, compared with 90 who joined in 2000/01"
    metric = _head_metric(around.before)
    if not metric and _is_for_a_group(around.before):
        return Subject(OTHER, rule="other_of_group")
    staff, who = last(around.before, "staff"), last(around.before, "who")
    if (
        before is not None
        and before.metric in HEADCOUNTS.values()
        and not who
        and has(around.before, "target")
    ):
        return before._replace(rule="target_of_number_before")
    if is_change and staff and not has(around.before, "strength", "metric") and _is_object(around.before):
        return Subject(OTHER, staff=staff, rule="other_noun")  # "complaints about PCSOs rose by 12"
    numbered = has(around.before, "people") and around.before[-1].words in ("number", "numbered")
    if (
        who in HEADCOUNTS and not staff and numbered
    ):  # "BME staff number 3,423", behind the strength of a group
        staff = carried.staff if carried.metric in _STRENGTHS else OTHER
        return Subject(HEADCOUNTS[who], staff=staff or OTHER, who=who, rule="headcount_before")
    if before is None and carried.rule == BY_RANK and has(around.before[:3], "total"):
        return carried._replace(
            staff="police_officers", rule="carried_over"
        )  # "The total of 1,120 compares with"
    if (
        who == "other" and metric not in CALLS
    ):  # "callers to the line that Victim Support runs numbered 1,090"
        return Subject(OTHER, rule="population_outside")
    if metric == "workforce_strength" or (staff and not metric):
        if who in HEADCOUNTS:
            # "Police strength 26,906. VEM strength 1,314": of the strength just given
            of_same = carried.staff if metric and carried.metric in _STRENGTHS else ""
            staff = staff or so_far.staff or of_same or OTHER
            return Subject(HEADCOUNTS[who], staff=staff, who=who, rule="headcount_before")
        staff = staff or so_far.staff or carried.staff
        if staff in FLOW_GROUPS and staff not in RECRUITS.values():
            return Subject(OTHER, staff=staff, rule="people_doing")  # "the number of applications was 11,290"
        of_share = before is not None and before.metric in SHARES.values() and before.rule == "share_of"
        if before is not None and of_share and staff == "total_workforce" and around.before[-1].words == "of":
            staff = before.staff  # "7.6% of the total strength of 31,100" is of the officers' strength
        if staff in FLOW_GROUPS and not metric:
            return Subject(OTHER, staff=staff, rule="people_doing")  # "PCSO recruits: 1,500"
        known = carried.metric in _STRENGTHS and carried.staff in RECRUITS
        if staff == "all_recruits" and metric and known:
            staff = carried.staff  # "On intake plans strength should reach": that of the sentence before
        if staff in RECRUITS.values() and metric:
            staff = next(
                base for base, recruits in RECRUITS.items() if recruits == staff
            )  # the strength is not that of the recruits
        if (
            metric
            or has(around.before, "strength")
            or moved_to(around)
            or (not who and around.before[-1].words in _NUMBERED and not _is_object(around.before))
            or (around.before[-1].cues.get("stop") == ":" and around.before[-2].mention < 0)
            or (not who and carried.rule != AFTER_OTHER and is_telegram(around.before, before))
            or (not who and _is_level(around.before, is_change))
        ):
            return Subject(
                "workforce_strength",
                staff=group_of(_without_parts(around.before), staff) or OTHER,
                rule="strength_before",
            )
    if metric:
        code = COUNT_OF.get(metric, OTHER)
        if code == OTHER and before is not None and before.metric in COUNT_OF.values():
            return before._replace(rule="carried_in_sentence")
        return _count(code, around, so_far, carried, "noun_before")
    if before is not None and before.rule == "distance" and so_far.metric in COUNT_OF:
        return _count(
            COUNT_OF[so_far.metric], around, so_far, carried, "sentence"
        )  # "three short of the target of 41"
    of_places = before is not None and before.rule == "places"
    if of_places and so_far.group and is_bare(around.before):
        return Subject(
            "offences", so_far.group, rule="group_before"
        )  # "fell in 22 boroughs, from 1,320 to 902"
    named = last(around.before, "group")
    if (
        before is not None
        and before.metric not in COUNTED
        and named
        and not has(around.before, "staff", "who")
    ):
        return _count(
            "offences", around, so_far, carried, "group_before"
        )  # "8% lower, gun crimes must stay at 265"
    if before is not None and before.metric:
        if before.metric in SHARES.values():
            counted = who if who in HEADCOUNTS else before.who
            return before._replace(
                metric=HEADCOUNTS.get(counted, OTHER), who=counted, rule="count_beside_share"
            )
        if who in HEADCOUNTS and before.metric in HEADCOUNTS.values() and who != before.who:
            # "VEM strength rose by 246 and the number of women by 388"
            return before._replace(metric=HEADCOUNTS[who], who=who, rule="headcount_before")
        if before.attach == "doing":
            return before._replace(metric=OTHER, rule="people_doing")  # "452 officers left, compared to 544"
        if (
            before.metric not in COUNT_OF
            and before.metric not in COUNT_OF.values()
            and before.metric not in HEADCOUNTS.values()
        ):
            return Subject(OTHER, rule="count_beside_rate")
        return with_group(
            before._replace(
                metric=COUNT_OF.get(before.metric, before.metric),
                group=last(around.before, "group") or group_behind(around) or before.group,
                rule="carried_in_sentence",
            ),
            around,
            so_far,
            carried,
        )
    group = OTHER if several_groups(around.before) else last(around.before, "group")
    if group and (so_far.metric in COUNT_OF or not so_far.metric):
        # behind a rate, "racist crime rose to 180" goes on with its offences and not with its detections
        counted = carried.metric if carried.metric in COUNTED else "offences"
        return _count(
            COUNT_OF.get(so_far.metric or counted, "offences"),
            around,
            so_far,
            carried,
            "group_before",
        )._replace(group=group)
    if so_far.metric in COUNT_OF:
        return _count(COUNT_OF[so_far.metric], around, so_far, carried, "sentence")
    ranked = has(around.before, "scope") and any(token.words in _RANKS for token in around.before)
    if ranked and carried.metric in RANKED:
        return _count(COUNT_OF[carried.metric], around, so_far, carried, "ranked")
    heading = (
        carried.group if not carried.metric and not (so_far.metric or so_far.staff or so_far.group) else ""
    )
    if (
        is_change
        and so_far.group
        and not (so_far.metric or so_far.staff or so_far.who)
        and is_bare(around.before)
    ):
        return Subject(
            "offences", so_far.group, rule="group_before"
        )  # "rapes (1,988 so far) have risen by 386"
    placed = has(around.before, "scope") and not has(around.before, "strength")  # "Brent (there were two)"
    if (is_change or placed) and heading and is_bare(around.before):
        return Subject("offences", heading, rule="change_of_heading")  # "Southwark (up 412)", under "Robbery"
    if carried.metric in COUNT_OF and (
        is_change or not any(token.words and not token.cues for token in around.before)
    ):
        return _count(COUNT_OF[carried.metric], around, so_far, carried, "carried_over")._replace(
            scope=carried.scope, staff=group_of(around.before, staff or carried.staff)
        )
    anaphoric = (_refers_back(around.before[:4]) or is_bare(around.before)) and not (
        so_far.metric or so_far.staff or so_far.group
    )
    if carried.metric in SHARES.values() and anaphoric and has(around.before, "link"):
        return carried._replace(
            metric=HEADCOUNT_OF[carried.metric], rule="carried_over"
        )  # "This compares with 5,731 (18.7%)"
    if (
        carried.metric in HEADCOUNTS.values()
        or carried.metric == "workforce_strength"
        or carried.metric in COUNT_OF.values()
    ) and (is_change or anaphoric):
        return with_group(carried._replace(rule="carried_over"), around, so_far, carried)
    return Subject(OTHER, rule="no_subject")


_OF_MONEY = frozenset(
    "recovered seized confiscated value amount sum corresponding profiled full present form equivalent half profile annual yearly pounds".split()
)


def money_subject(around: Window, so_far: Subject, money: str, before: Subject | None) -> Subject:
    """Assets recovered or cash seized where the sentence says so; other money is `other`. `money`: the metric named before."""
    if around.nouns and all(token.words in ("recovered", "seized") for token in around.nouns):
        around = around._replace(nouns=())  # "the £37.1m recovered the year before"
    if "unlisted_money" in every((*around.nouns, *around.base, *around.after[:5]), "metric"):
        return Subject(OTHER, rule="other_money")
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
        # "had declared an income of £8,000", "a car fetched £19,200": other money than what was named before
        plain = [token for token in around.before if token.words not in _OF_MONEY]
        if before is not None and before.metric in MONEY_OF and is_bare(plain):
            return before._replace(rule="carried_in_sentence")
        if so_far.metric in MONEY_OF and (before is None or before.metric not in MONEY_OF):
            return Subject(so_far.metric, rule="sentence")
        if is_bare(plain) and money and not so_far.metric and not metric:
            return Subject(money, rule="carried_over")
    return Subject(OTHER, rule="other_money")
