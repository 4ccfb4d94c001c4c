"""What a percentage of something measures: '8% of police officers', '18% of burglaries', '5.9% of strength'."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.definitions import RATE as ARREST_RATE
from etl.figures.people_shares import (
    is_of_employees,
    is_of_posts,
    of_interest,
    one_group,
    people_share,
)
from etl.figures.rates import DETECTIONS, rate_of
from etl.figures.subjects import (
    FLOW_GROUPS,
    HEADCOUNTS,
    ONE_KIND_OF_DETECTION,
    OTHER,
    RATE_OF,
    RECRUITS,
    SHARES,
    Subject,
    is_narrower,
    names_a_rank,
    with_group,
)  # fmt: skip
from etl.figures.windows import POINTING, Window, every, first, has, last
from etl.tokens import Token

# What may be said of a rate itself: "33% was achieved", "60% has been set"; anything else is a property of the share.
_SAID_OF_THE_RATE = ("actual", "target", "forecast", "up", "down", "link", "prep", "now", "stop", "change")

# Verbs that say what a share is of, without "were": "40% came from", "12% described themselves as".
_PREDICATES = (
    "came",
    "come",
    "identified",
    "self",
    "resulted",
    "led",
    "ended",
    "spoke",
    "described",
    "received",
)


_CASES = frozenset("cases offences incidents crimes allegations reports".split())
_OF_CASES = ("judicial_disposal_rate", "clear_up_rate", "detection_rate", "sanction_detection_rate")
_THOSE = (*POINTING, "whom")


def share_of_base(
    around: Window, so_far: Subject, carried: Subject, before: Subject | None
) -> Subject | None:
    """'8% of police officers are ...', '18% of burglaries resulted in a prosecution', '5.9% of overall strength'."""
    said = said_of(around) or around.after
    staffs = every(around.base, "staff")
    group = last(around.base, "group")
    of_what = first(around.base, "metric")
    ahead = last(around.before, "metric")
    if ahead in ONE_KIND_OF_DETECTION and of_what in DETECTIONS:
        return rate_of(ahead, around, so_far, carried, "share_of_detections", True)
    said_of_it = first(said, "metric")
    if around.part and said_of_it == of_what == "offences":
        said_of_it = ""  # "32.4% of the 2,506 offences recorded"
    if said_of_it in ONE_KIND_OF_DETECTION and of_what in DETECTIONS:
        return rate_of(
            said_of_it, around, so_far, carried, "share_of_detections", True
        )  # "55% of detections were charges"
    if group and of_what == "sanction_detections":
        return rate_of(
            of_what, around, so_far, carried, "share_of", True, group
        )  # "bring 15% of burglaries to a sanction detection"
    domestic = "domestic_violence" in (group, so_far.group, last(around.before, "group"), carried.group)
    if ahead in ("sanction_detections", "sanction_detection_rate") and group and not said_of_it:
        return rate_of(
            ahead, around, so_far, carried, "share_of", True, group
        )  # "detections rose from 12% of TNOs"
    cases = of_what == "incidents" or any(token.words in ("cases", "calls") for token in around.base)
    if ahead == "arrests" and cases and domestic:
        return Subject(
            ARREST_RATE, "domestic_violence", rule="share_of"
        )  # "arrests rose to 28% of incidents"
    generic_base = all(
        token.words in _CASES or token.words in ("the", "all", "these", "recorded", "reported", "notified")
        for token in around.base
    )
    if (
        ahead in RATE_OF
        and ahead not in ONE_KIND_OF_DETECTION
        and RATE_OF[ahead] in _OF_CASES
        and generic_base
        and not said_of_it
    ):
        return rate_of(
            ahead, around, so_far, carried, "share_of", True
        )  # "JDs were achieved in 12.1% of cases"
    counted = before is not None and before.metric == "sanction_detections"
    if counted and before is not None and generic_base and not said_of_it:
        return before._replace(
            metric="sanction_detection_rate", rule="rate_beside_count"
        )  # "12,811, which is 15.0% of offences"
    if around.before and around.before[-1].words in ("detected", "cleared up") and group and not said_of_it:
        rate = "detection_rate" if around.before[-1].words == "detected" else "clear_up_rate"
        if any("sanction" in token.words for token in (*around.base, *around.after)):
            rate = "sanction_detection_rate"  # "detected 24.4% of knife crime by way of sanction"
        return rate_of(
            rate, around, so_far, carried, "share_of", False, group
        )  # "Bexley detected 22% of its burglaries"
    if ahead == "prosecution_rate" and (group or of_what == "offences"):
        return with_group(Subject(ahead, group, rule="share_of"), around, so_far, carried)
    metric = said_of_it
    whos = every(said, "who")
    who = next((code for code in whos if code in SHARES), whos[0] if whos else "") or first(
        around.nouns, "who"
    )
    if around.base[0].words in _THOSE:
        who = first(around.base, "who") or who  # "572 officers, 59% of them female and 6.1% VEM"
    if (
        metric in RATE_OF
        and metric not in ONE_KIND_OF_DETECTION
        and (group or has(around.base, "metric") or not staffs)
    ):
        if metric == "public_satisfaction" and is_of_employees((*around.base, *said)):
            return Subject(OTHER, rule="other_said")
        if metric == "public_satisfaction":
            group = group or first(around.after, "staff")
            group = (
                OTHER if not group and not {"bme", "female"}.isdisjoint(every(around.base, "who")) else group
            )
        if metric == ARREST_RATE and not (domestic and group in ("", "domestic_violence")):
            return Subject(
                OTHER, group, rule="arrest_rate_of_other"
            )  # "8% of burglary searches led to an arrest"
        found = Subject(RATE_OF[metric], group, rule="share_of")
        return with_group(found, around, so_far, carried)
    if (
        staffs
        or last(around.base, "attach") in ("recruited", "strength")
        or first(around.base, "metric") == "workforce_strength"
    ):
        own = first(around.base, "who")
        if own and (own not in SHARES or around.base[0].words not in _THOSE):
            return Subject(
                OTHER, staff=staffs[0] if staffs else "", rule="share_of_staff"
            )  # "41% of white candidates", "a third of the women recruited"
        if not who and said and around.said >= 0 and not is_of_the_rate(said) and not own:
            return Subject(OTHER, staff=staffs[0] if staffs else "", rule="other_said")
        if before is not None and before.rule == "two_populations" and not (who or has(around.before, "who")):
            return Subject(
                OTHER, rule="share_of_staff"
            )  # "136 Asian women officers, which is 0.4% of strength"
        who = who or last(around.before, "who") or (before.who if before else "") or so_far.who
        if not who and _anaphoric(around.before):
            who = carried.who
        if (
            staffs == ["total_workforce"]
            and before is not None
            and before.staff not in ("", OTHER)
            and before.metric in HEADCOUNTS.values()
        ):
            staffs = [before.staff]  # "1,289 officers (4.8% of the workforce)" is of the officers' strength
        who_did = (
            around.after[:4] if has(around.after[:1], "rel") else ()
        )  # "41% of the PCSOs who joined were women"
        if has(who_did, "doing") and not has(who_did, "attach"):
            staffs = [OTHER]  # "12% of the officers who left were women"
        joined = last(around.before, "staff")
        every_one = any("all" in token.words.split() for token in around.base)
        if (
            staffs == ["all_recruits"]
            and joined in RECRUITS
            and has(around.before[-2:], "be")
            and not every_one
        ):
            staffs = [RECRUITS[joined]]  # "women officers made up 20% of joiners"
        of_before = before.staff if before is not None else ""
        if of_before == OTHER and has(around.base, "strength"):
            of_before = ""  # "6.9% of resignations, but only 4.3% of strength"
        staff = one_group(staffs, (*around.base, *who_did)) or of_before or so_far.staff
        if not staff and first(said, "who") == who:
            staff = first(said, "staff")  # "6.6% of the BWT is VEM officers"
        if not staffs and last(around.base, "attach") == "recruited":
            staff = RECRUITS.get(staff, staff)  # "women officers being 20% of all those joining"
        behind = (*around.base, *around.after[:6])
        above = names_a_rank(behind) and any(token.words == "above" for token in behind)
        if who and has(around.base, "staff") and (above or names_a_rank(around.before)):
            staff = OTHER  # "at chief inspector rank and above 4.1% of officers are BME"
        if has(around.base, "strength") and not staffs and staff in FLOW_GROUPS:
            staff = OTHER  # "22.1% of applications and 21.0% of the strength"
        if who:
            return people_share(who, staff, around, so_far, carried, "share_of", base=around.base)
        return Subject(OTHER, staff=staff, rule="share_of_staff")
    metric_before = last(around.before, "metric")
    if metric_before in RATE_OF and has(around.before, "be") and group:
        return None
    generic = all(
        token.words in ("the", "all", "total", "overall", "them", "that", "these", "it", "rank", "grade")
        for token in around.base
    )
    whose = before is not None and (
        not who or who == before.who
    )  # "118 were successful and 5.1% of them were BME"
    if (
        generic
        and whose
        and before is not None
        and before.who in SHARES
        and before.metric in HEADCOUNTS.values()
    ):
        return before._replace(metric=SHARES[before.who], rule="share_of_number_before")
    if who in SHARES and is_narrower(around.base) and not has(around.base, "metric", "group"):
        return Subject(
            SHARES[who], staff=OTHER, who=who, rule="share_of_a_rank"
        )  # "4.8% of inspectors are BME"
    of_joiners = before is not None and before.attach == "doing" and before.staff in FLOW_GROUPS
    if who in SHARES and before is not None and of_joiners and around.base[0].words == "them":
        # "2,214 officers were recruited; 10.1% of them were VEM"
        return Subject(SHARES[who], staff=before.staff, who=who, rule="share_of_those")
    if who in SHARES and so_far.staff:
        did = before is not None and before.attach == "doing" and before.staff not in FLOW_GROUPS
        staff = OTHER if did else so_far.staff  # "262 PCSOs became officers, 31% of them BME"
        return people_share(who, staff, around, so_far, carried, "share_of_those")
    if who in SHARES and (
        of_interest(around)
        or "interest" in (carried.attach, so_far.attach)
        or any(token.words in ("those", "them") for token in around.base)
    ):
        return Subject(SHARES[who], staff=OTHER, who=who, rule="share_of_others")
    before_staff = last(around.before, "staff")
    if (
        not who
        and not staffs
        and (own := last(around.before, "who")) in SHARES
        and before_staff
        and around.said < 0
    ):
        if not has(around.base, "doing") and not _is_of_people(around.base, generic):
            return Subject(OTHER, staff=before_staff, rule="share_of_something")  # "4% of the complaints"
        if has(around.base, "doing"):
            before_staff = OTHER  # "VEM officers accounted for 6.9% of resignations"
        return people_share(own, before_staff, around, so_far, carried, "people_before", around.base)
    if not staffs and (own := first(around.base, "who")) in SHARES and around.bracketed:
        if before is not None and before.metric == HEADCOUNTS[own]:
            return before._replace(metric=SHARES[own], rule="share_beside_count")  # "868 (34.5%) of them BME"
        if around.base[0].words in _THOSE:
            return Subject(SHARES[own], staff=OTHER, who=own, rule="share_of_others")
        return Subject(OTHER, rule="share_of_something")  # "(64% of BME respondents)"
    asked = before is not None and before.metric == "public_satisfaction" and has(around.base, "who")
    if asked and has(around.before, "link") and around.said < 0:
        # "81% of victims of burglary were satisfied, compared to 68% of victims of racist incidents"
        return Subject("public_satisfaction", group, rule="carried_in_sentence")
    listed = before is not None and before.metric in SHARES.values() and around.said < 0
    before_who = last(around.before, "who") or (before.who if before is not None and listed else "")
    ranked = names_a_rank(around.base) or (is_of_posts(around.base) and _is_of_a_level(around))
    if before_who in SHARES and ranked:  # "BME officers are 10.6% of constables and 7.1% of sergeants"
        return Subject(SHARES[before_who], staff=OTHER, who=before_who, rule="share_of_a_rank")
    if before_who in SHARES and has(around.before, "interest") and not before_staff:
        return Subject(SHARES[before_who], staff=OTHER, who=before_who, rule="share_of_others")
    plain_staff = all(token.words in ("the", "all", "staff") for token in around.base)
    if before_who in SHARES and plain_staff and before is not None and before.staff == "police_officers":
        # "women are 24.6% of the officers and 58.1% of the staff"
        return Subject(SHARES[before_who], staff="police_staff", who=before_who, rule="share_of")
    others = any(token.words in ("those", "them", "registrations", "expressions") for token in around.base)
    if before_who in SHARES and (others or has(around.base, "people")):  # "women were 24% of leavers"
        return Subject(SHARES[before_who], staff=OTHER, who=before_who, rule="share_of_others")
    return Subject(OTHER, group=group, rule="share_of_something")


def said_of(around: Window) -> Sequence[Token]:
    """The predicate behind the number: after 'were', or a verb that directly follows."""
    if around.said >= 0:
        return around.after[around.said : around.said + 7]
    for place, token in enumerate(around.after[:4]):
        if token.words in _PREDICATES:
            return around.after[place : place + 9]
    if around.nouns and not around.base and around.nouns[0].words in (*_PREDICATES, "declared"):
        return (*around.nouns, *around.after[:6])
    return ()


_ATTAINED = frozenset(
    "reached attained hit beaten surpassed maintained set agreed held short close near well slightly just".split()
)


def is_of_the_rate(said: Sequence[Token]) -> bool:
    """Whether what is said behind a rate is said of the rate itself: 'was achieved', 'is the lowest', 'has risen'."""
    head = next(
        (
            token
            for token in said
            if (
                token.words
                and (token.cues or not token.words.endswith("ly"))
                and token.words not in ("the", "not", "been")
            )
            or token.number >= 0
            or token.mention >= 0
        ),
        None,
    )  # "has steadily risen"
    ranked = head is not None and head.words in ("highest", "lowest", "greatest", "largest", "smallest")
    attained = head is not None and head.words in _ATTAINED
    of_it = head is None or not head.words or ranked or attained
    return of_it or any(kind in head.cues for kind in _SAID_OF_THE_RATE if head is not None)


def _is_of_people(base: Sequence[Token], generic: bool) -> bool:
    """Whether what some people are a share of is people too: 'of the total', 'of inspectors', 'of the Flying Squad'."""
    named = is_narrower(base) or names_a_rank(base)
    return generic or named or has(base, "people", "strength", "scope", "total", "interest")


def _is_of_a_level(around: Window) -> bool:
    """Whether posts of some rank or level are meant: 'of posts at superintendent and above', 'of posts at that level'."""
    near = (*around.base, *around.after[:4])
    return names_a_rank(near) or any(token.words == "level" for token in near)


def _anaphoric(tokens: Sequence[Token]) -> bool:
    """Whether what is said points back: 'this is', 'that is 8% of'; not 'the fact that'."""
    return any(
        "this" in token.cues
        or token.words in ("its", "which", "it")
        or (token.words == "that" and has(tokens[place + 1 : place + 2], "be"))
        for place, token in enumerate(tokens)
    )
