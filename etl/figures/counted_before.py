"""What a bare number counts: its subject stands before it, in its sentence or in the one before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.figures.parts import CALLS, RANKED
from etl.figures.people import (
    group_of,
    moved_to,
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
    OTHER,
    RECRUITS,
    SHARES,
    Subject,
    is_bare,
    is_stock,
    is_telegram,
    several_groups,
    with_group,
)  # fmt: skip
from etl.figures.windows import QUALIFIERS, Window, first, group_behind, has, last
from etl.tokens import Token

_NUMBERED = ("number", "numbered", "totalled", "stood at", "stands at")  # "special constables numbered 692"
STRENGTHS = ("workforce_strength", *HEADCOUNTS.values(), *SHARES.values())
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


def counted_before(
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
    leads = [token.words for token in around.before[-2:]]
    if (
        leads in (["among", "the"], ["amongst", "the"])
        and before is not None
        and before.metric in HEADCOUNTS.values()
    ):
        return Subject(
            OTHER, rule="whole_of_some"
        )  # "24 BME officers (3.9%) among the 612 at chief inspector rank"
    aimed_at = has(around.before[-3:], "target") and not has(
        around.before, "metric", "who", "attach", "doing"
    )
    if before is None and aimed_at and so_far.staff and not (so_far.metric or so_far.who or so_far.attach):
        return Subject(
            "workforce_strength", staff=so_far.staff, rule="target_of_staff"
        )  # "the MSC grows towards its target of"
    if before is not None and before.metric in HEADCOUNTS.values() and leads == ["out", "of"]:
        # "has 31 female officers now, out of 574"
        return Subject(
            "workforce_strength" if before.attach != "doing" else OTHER,
            staff=before.staff,
            rule="whole_of_some",
        )
    nouns = all({"metric", "group", "staff"} & token.cues.keys() for token in around.before[:-1])
    alone = around.bracketed and nouns and not is_change and not around.after
    alone = alone and not has(around.nouns, "target")
    if alone and before is not None and before.metric in COUNT_OF.values():
        return Subject(OTHER, rule="bare_bracket")  # "5,112 (5,402)": nothing says what the second is
    inside = around.bracketed and around.before[-1].cues.get("stop") == "(" and not around.nouns
    if (
        inside
        and not is_change
        and before is not None
        and before.who in HEADCOUNTS
        and before.metric in SHARES.values()
    ):
        # "BME staff made up 14.8% of the workforce (7,645)"
        return before._replace(metric=HEADCOUNTS[before.who], rule="count_beside_share")
    level = bool(around.before) and around.before[-1].words == "at"  # "levels at 33,800 are down"
    if around.said == 1 and has(around.after[1:2], "up", "down") and not (level or stands_at(around.before)):
        return Subject(OTHER, rule="other_said")  # "28 had fewer offences": boroughs, not offences
    if (
        before is not None
        and around.before
        and around.before[-1].words == "by"
        and has(around.before, "target", "actual")
    ) or (len(around.before) == 1 and around.before[0].words == "by"):
        return Subject(OTHER, rule="distance")
    if has(around.before[-2:-1], "target") and last(around.before[-4:-2], "attach") == "recruited":
        return Subject(OTHER, attach="doing", rule="people_doing")  # "the recruitment target of 3,413"
    if compared := who_did(around, before):
        return compared  # "270 VEM officers have joined, compared with 90 who joined in 2000/01"
    of_others = _that_of(around.before)
    of_whom = (before.metric if before else carried.metric, so_far.metric)
    if (
        "workforce_strength" in of_whom
        and (before is not None or so_far.metric)
        and (staff := last(of_others, "staff"))
        and not has(of_others, "who")
    ):
        return Subject("workforce_strength", staff=staff, rule="strength_before")
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
        staff = carried.staff if carried.metric in STRENGTHS else OTHER
        return Subject(HEADCOUNTS[who], staff=staff or OTHER, who=who, rule="headcount_before")
    said = len(around.before) > 1 and has(around.before[-1:], "be") and has(around.before[-2:-1], "who")
    strength = before is not None and before.metric == "workforce_strength" and is_stock(before)
    beside = len(around.before) == 2 and has(around.before[:1], "stop") and has(around.before[1:], "who")
    if beside and strength and who in HEADCOUNTS and not staff and before is not None:
        # "strength 11,204; VEM 2,310"
        return Subject(HEADCOUNTS[who], staff=before.staff, who=who, rule="headcount_before")
    if said and who in HEADCOUNTS and not staff and before is not None and before.who in HEADCOUNTS:
        # "among them 90 were recorded as VEM, and women were 278"
        return before._replace(metric=HEADCOUNTS[who], who=who, rule="headcount_before")
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
            of_same = carried.staff if metric and carried.metric in STRENGTHS else ""
            staff = staff or so_far.staff or of_same or OTHER
            joined = before is not None and has(around.before[:3], "and") and len(around.before) < 6
            if joined and before is not None and before.who in SHARES and before.staff == RECRUITS.get(staff):
                staff = before.staff  # "VEM officers recruited are 326 (11%) and women officers 629"
            return Subject(HEADCOUNTS[who], staff=staff, who=who, rule="headcount_before")
        whole = "total_workforce" if metric and not so_far.staff and _of_the_service(around.before) else ""
        staff = staff or whole or so_far.staff or carried.staff
        if staff in FLOW_GROUPS and staff not in RECRUITS.values():
            return Subject(OTHER, staff=staff, rule="people_doing")  # "the number of applications was 11,290"
        of_share = before is not None and before.metric in SHARES.values() and before.rule == "share_of"
        if before is not None and of_share and staff == "total_workforce" and around.before[-1].words == "of":
            staff = before.staff  # "7.6% of the total strength of 31,100" is of the officers' strength
        if staff in FLOW_GROUPS and not metric:
            return Subject(OTHER, staff=staff, rule="people_doing")  # "PCSO recruits: 1,500"
        known = carried.metric in STRENGTHS and carried.staff in RECRUITS
        if staff == "all_recruits" and metric and known:
            staff = carried.staff  # "On intake plans strength should reach": that of the sentence before
        if staff in RECRUITS.values() and metric:
            staff = next(
                base for base, recruits in RECRUITS.items() if recruits == staff
            )  # the strength is not that of the recruits
        if (
            not metric
            and not who
            and last(around.before, "attach") == "recruited"
            and around.before[-1].words in _NUMBERED
        ):
            return Subject(
                OTHER, staff=staff, attach="doing", rule="people_doing"
            )  # "MSC intakes totalled 264"
        if (
            metric
            or has(around.before, "strength")
            or moved_to(around)
            or ("workforce_strength" in of_whom and is_for_staff(around.before))
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
        return count_of(code, around, so_far, carried, "noun_before")
    if before is not None and before.rule == "distance" and so_far.metric in COUNT_OF:
        return count_of(
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
        return count_of(
            "offences", around, so_far, carried, "group_before"
        )  # "8% lower, gun crimes must stay at 265"
    if before is not None and before.metric:
        clause = list(around.before)
        while has(clause[:-1], "and"):
            clause.pop(0)
        if (
            before.metric in SHARES.values()
            and has(clause, "target")
            and not (is_change or has(clause, "who"))
        ):
            # "2,544 Specials, 35% of whom are BME, and aims to have 6,667"
            return Subject("workforce_strength", staff=before.staff, rule="strength_before")
        if before.metric in SHARES.values():
            if not who and not is_bare(around.before):
                return Subject(
                    OTHER, rule="no_subject"
                )  # "and the number of transfers has dropped to eleven"
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
        named = next((token.words for token in reversed(around.before) if "group" in token.cues), "")
        own = named.endswith(("offences", "crimes"))  # "the number of domestic violence offences fell from"
        counted = carried.metric if carried.metric in COUNTED and not own else "offences"
        return count_of(
            COUNT_OF.get(so_far.metric or counted, "offences"),
            around,
            so_far,
            carried,
            "group_before",
        )._replace(group=group)
    if so_far.metric in COUNT_OF:
        return count_of(COUNT_OF[so_far.metric], around, so_far, carried, "sentence")
    ranked = has(around.before, "scope") and any(token.words in _RANKS for token in around.before)
    if ranked and carried.metric in RANKED:
        return count_of(COUNT_OF[carried.metric], around, so_far, carried, "ranked")
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
        return count_of(COUNT_OF[carried.metric], around, so_far, carried, "carried_over")._replace(
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


def _of_the_service(tokens: Sequence[Token]) -> bool:
    """Whether the strength of the whole Service is said: 'the strength of the MPS stood at'."""
    at = next(
        (place for place, token in enumerate(tokens) if token.cues.get("metric") == "workforce_strength"), -1
    )
    behind = tokens[at + 1 : at + 4] if at >= 0 else ()
    return has(behind[:1], "prep") and any(token.cues.get("scope") == "mps" for token in behind)


def _is_level(tokens: Sequence[Token], is_change: bool) -> bool:
    """Whether a group of staff itself grew or reached so many: 'the MSC grew by 557', 'is on course to reach 6,667'."""
    at = next((place for place in range(len(tokens) - 1, -1, -1) if "staff" in tokens[place].cues), 0)
    said = tokens[at + 1 :]
    plain = is_bare(said) and not has(said, "doing", "stop", "metric")
    reaches = any(token.words in ("reach", "reached", "reaches") for token in said[-2:])
    grew = is_change and bool(said) and said[-1].words == "by"
    return plain and (grew or reaches) and not _is_object(tokens)


def _that_of(tokens: Sequence[Token]) -> Sequence[Token]:
    """'Civil staff strength was 10,289 and that of traffic wardens 685': those of whom the same is told; empty without any."""
    words = [token.words for token in tokens]
    of = next(
        (at for at, pair in enumerate(pairwise(words), 2) if pair in (("that", "of"), ("those", "of"))), 0
    )
    return tokens[of:] if of else ()


def is_for_staff(tokens: Sequence[Token]) -> bool:
    """Whether a number is that 'for' a group of staff: 'the figure for civil staff was', 'for traffic wardens'."""
    at = next((place for place in range(len(tokens) - 1, -1, -1) if "staff" in tokens[place].cues), 0)
    ahead = [token.words for token in tokens[max(at - 2, 0) : at] if token.words != "the"]
    return at > 0 and ahead[-1:] == ["for"] and is_bare(tokens[at + 1 :])


def _is_object(tokens: Sequence[Token]) -> bool:
    """Whether a group of staff is only what something else is about: 'complaints against PCSOs numbered 140'."""
    at = next((place for place in range(len(tokens) - 1, 0, -1) if "staff" in tokens[place].cues), 0)
    return at > 0 and tokens[at - 1].words in ("against", "of", "by", "from", "about")


def _without_parts(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before 'including': 'PCSO strength, including the transport and security roles, was'."""
    end = next((place for place, token in enumerate(tokens) if token.words == "including"), len(tokens))
    return tokens[:end] if end else tokens


def stands_at(before: Sequence[Token]) -> bool:
    """Whether a number is the level of a strength named before it: 'a strength of', 'officer numbers at almost'."""
    words = [token for token in before[-5:] if token.words not in QUALIFIERS]
    at = bool(words) and words[-1].words == "at" and has(words[-3:-1], "staff")
    return (at or (bool(words) and words[-1].words == "of")) and has(words[-3:-1], "strength")


def _refers_back(tokens: Sequence[Token]) -> bool:
    """Whether 'this' or 'these' stand for what was counted before: 'This was 412', not 'These referrals were 412'."""
    at = next((place for place, token in enumerate(tokens) if "this" in token.cues), -1)
    return at >= 0 and is_bare(tokens[at + 1 : at + 2])


def count_of(metric: str, around: Window, so_far: Subject, carried: Subject, rule: str) -> Subject:
    """A count of a metric, with the group that is named beside the number, in the sentence or before it."""
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
