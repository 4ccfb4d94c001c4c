"""What a percentage measures: a rate of detection or arrest, a share of the workforce, or something else."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.definitions import RATE as ARREST_RATE
from etl.figures.people_shares import (
    is_of_employees,
    is_of_posts,
    is_said_of_it,
    named_for,
    of_interest,
    one_group,
    people_share,
    staff_of,
)
from etl.figures.subjects import (
    AFTER_OTHER,
    FLOW_GROUPS,
    HEADCOUNTS,
    ONE_KIND_OF_DETECTION,
    OTHER,
    RATE_OF,
    RECRUITS,
    SHARES,
    Subject,
    is_bare,
    is_narrower,
    is_telegram,
    names_a_rank,
    several_groups,
    with_group,
)  # fmt: skip
from etl.figures.windows import QUALIFIERS, THAT_IS, Window, every, first, group_behind, has, last
from etl.tokens import Token

# What may be said of a rate itself: "33% was achieved", "60% has been set"; anything else is a property of the share.
_SAID_OF_THE_RATE = ("actual", "target", "forecast", "up", "down", "link", "prep", "now", "stop", "change")


def share_subject(
    around: Window, so_far: Subject, carried: Subject, before: Subject | None, detections: bool
) -> Subject:
    """The subject of a percentage. `detections`: whether the sentence speaks of sanction detections."""
    if subject := _named_behind(around, so_far, carried, detections):
        return subject
    if subject := named_for(around, before, carried):
        return subject
    if around.base and (subject := _share_of_base(around, so_far, carried, before)):
        return subject
    said = _said(around)
    who = first(said, "who") or (first(around.nouns, "who") if not around.base else "")
    asked = last(around.nouns, "staff")
    if (has(around.nouns, "interest") or asked.endswith("applications")) and not around.base:
        who = who or next((code for code in every(around.after, "who") if code in SHARES), "")
        if who in SHARES:
            return Subject(SHARES[who], staff=asked or OTHER, who=who, rule="share_of_others")
    staff_near = first(around.nouns, "staff") or last(around.before, "staff")
    if who in SHARES and before is not None and before.attach == "doing" and not first(around.nouns, "staff"):
        staff = (
            before.staff if before.staff in FLOW_GROUPS else OTHER
        )  # "of the 980 who left, 160 (16.3%) were women"
        return Subject(SHARES[who], staff=staff, who=who, attach="doing", rule="said_of_share")
    if who:
        of_before = before.staff if before is not None and before.staff != OTHER else ""
        others = before is not None and before.metric in SHARES.values() and before.staff == OTHER
        if first(said, "staff") in FLOW_GROUPS:
            staff_near = first(said, "staff")  # "21% came from VEM candidates"
        return people_share(
            who,
            staff_near or of_before or so_far.staff or (OTHER if others else ""),
            around,
            so_far,
            carried,
            "said_of_share",
        )
    if around.after and around.after[0].words == "from" and before is not None:
        who = first(around.after[1:4], "who")
        if who in SHARES and before.metric in SHARES.values():
            return before._replace(
                metric=SHARES[who], who=who, rule="share_from"
            )  # "and 26% from a minority"
    if said and not _of_the_rate(said) and not has(around.nouns[-1:], "target"):
        metric = first(said, "metric")
        if metric in RATE_OF:
            return _rate(metric, around, so_far, carried, "said_of_share", detections)
        return Subject(OTHER, staff=staff_near, rule="other_said")
    return _from_before(around, so_far, carried, before, detections)


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


def _said(around: Window) -> Sequence[Token]:
    """The predicate behind the number: after 'were', or a verb that directly follows."""
    if around.said >= 0:
        return around.after[around.said : around.said + 7]
    for place, token in enumerate(around.after[:4]):
        if token.words in _PREDICATES:
            return around.after[place : place + 9]
    if around.nouns and not around.base and around.nouns[0].words in (*_PREDICATES, "declared"):
        return (*around.nouns, *around.after[:6])
    return ()


def _of_the_rate(said: Sequence[Token]) -> bool:
    head = next(
        (
            token
            for token in said
            if (token.words and (token.cues or not token.words.endswith("ly")) and token.words != "the")
            or token.number >= 0
            or token.mention >= 0
        ),
        None,
    )  # "has steadily risen"
    ranked = head is not None and head.words in ("highest", "lowest", "greatest", "largest", "smallest")
    return head is None or not head.words or ranked or any(kind in head.cues for kind in _SAID_OF_THE_RATE)


def _rate(
    metric: str,
    around: Window,
    so_far: Subject,
    carried: Subject,
    rule: str,
    detections: bool,
    group: str = "",
) -> Subject:
    if metric in ONE_KIND_OF_DETECTION and not detections:
        return Subject(OTHER, rule="charge_without_detections")
    code = RATE_OF.get(metric, OTHER)
    group = (
        group or last(around.nouns, "group") or first(around.base, "group") or first(around.after, "group")
    )
    found = with_group(Subject(code, group, rule=rule), around, so_far, carried)
    if code == ARREST_RATE:
        return (
            found._replace(group="domestic_violence")
            if found.group in ("", "domestic_violence")
            else Subject(OTHER, found.group, rule="arrest_rate_of_other")
        )
    return found


def _named_behind(around: Window, so_far: Subject, carried: Subject, detections: bool) -> Subject | None:
    """'26.2% sanction detection rate', '24.3% PCSO', 'a 37% BME share'."""
    if not around.nouns:
        return None
    metric = last(around.nouns, "metric")
    if metric in RATE_OF:
        named = _rate(metric, around, so_far, carried, "rate_after", detections)
        if not named.group and "metric" in around.nouns[0].cues and named.metric != "public_satisfaction":
            return named._replace(group="total_notifiable_offences")
        return named
    passed = around.nouns[0].words.startswith("passed") and has(around.before[-2:], "rel", "who")
    if passed or (
        around.before and around.before[-1].words in ("of whom", "who") and "passed" in around.nouns[0].words
    ):
        return Subject(OTHER, rule="pass_rate")  # "of whom 23% passed the assessment"
    if last(around.nouns, "staff") and not around.base:
        who = last(around.nouns, "who") or last(around.before, "who") or so_far.who
        if who in SHARES:
            return people_share(who, last(around.nouns, "staff"), around, so_far, carried, "staff_after")
    return None


def _share_of_base(
    around: Window, so_far: Subject, carried: Subject, before: Subject | None
) -> Subject | None:
    """'8% of police officers are ...', '18% of burglaries resulted in a prosecution', '5.9% of overall strength'."""
    said = _said(around) or around.after
    staffs = every(around.base, "staff")
    group = last(around.base, "group")
    of_what = first(around.base, "metric")
    ahead = last(around.before, "metric")
    if ahead in ONE_KIND_OF_DETECTION and of_what in (
        "sanction_detections",
        "detection_rate",
        "sanction_detection_rate",
    ):
        return _rate(ahead, around, so_far, carried, "share_of_detections", True)
    if group and of_what == "sanction_detections":
        return _rate(
            of_what, around, so_far, carried, "share_of", True, group
        )  # "bring 15% of burglaries to a sanction detection"
    domestic = "domestic_violence" in (group, so_far.group, last(around.before, "group"), carried.group)
    if ahead in ("sanction_detections", "sanction_detection_rate") and group:
        return _rate(
            ahead, around, so_far, carried, "share_of", True, group
        )  # "detections rose from 12% of TNOs"
    if ahead == "arrests" and of_what == "incidents" and domestic:
        return Subject(
            ARREST_RATE, "domestic_violence", rule="share_of"
        )  # "arrests rose to 28% of incidents"
    if ahead == "prosecution_rate" and (group or of_what == "offences"):
        return with_group(Subject(ahead, group, rule="share_of"), around, so_far, carried)
    metric = first(said, "metric")
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
        if not who and said and around.said >= 0 and not _of_the_rate(said) and not own:
            return Subject(OTHER, staff=staffs[0] if staffs else "", rule="other_said")
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
        if who and names_a_rank(around.before) and has(around.base, "staff"):
            staff = OTHER  # "at chief inspector rank and above 4.1% of officers are BME"
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
    if generic and before is not None and before.who in SHARES and before.metric in HEADCOUNTS.values():
        return before._replace(metric=SHARES[before.who], rule="share_of_number_before")
    if who in SHARES and is_narrower(around.base) and not has(around.base, "metric", "group"):
        return Subject(
            SHARES[who], staff=OTHER, who=who, rule="share_of_a_rank"
        )  # "4.8% of inspectors are BME"
    if who in SHARES and so_far.staff:
        return people_share(who, so_far.staff, around, so_far, carried, "share_of_those")
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
    listed = before is not None and before.metric in SHARES.values() and around.said < 0
    before_who = last(around.before, "who") or (before.who if before is not None and listed else "")
    ranked = names_a_rank(around.base) or (is_of_posts(around.base) and names_a_rank(around.after[:4]))
    if before_who in SHARES and ranked:  # "BME officers are 10.6% of constables and 7.1% of sergeants"
        return Subject(SHARES[before_who], staff=OTHER, who=before_who, rule="share_of_a_rank")
    if before_who in SHARES and has(around.before, "interest") and not before_staff:
        return Subject(SHARES[before_who], staff=OTHER, who=before_who, rule="share_of_others")
    others = any(token.words in ("those", "them", "registrations", "expressions") for token in around.base)
    if before_who in SHARES and (others or has(around.base, "people")):  # "women were 24% of leavers"
        return Subject(SHARES[before_who], staff=OTHER, who=before_who, rule="share_of_others")
    return Subject(OTHER, group=group, rule="share_of_something")


_THOSE = ("them", "those", "these", "whom")


def _is_of_people(base: Sequence[Token], generic: bool) -> bool:
    """Whether what some people are a share of is people too: 'of the total', 'of inspectors', 'of the Flying Squad'."""
    named = is_narrower(base) or names_a_rank(base)
    return generic or named or has(base, "people", "strength", "scope", "total", "interest")


def _anaphoric(tokens: Sequence[Token]) -> bool:
    return any("this" in token.cues or token.words in ("its", "which", "that", "it") for token in tokens)


def _named_for(around: Window) -> str:
    """The rate that is named directly behind a number: 'at 77.1% for arrests'."""
    behind = around.after[:2]
    metric = first(behind, "metric") if len(behind) == 2 and behind[0].words == "for" else ""
    metric = ARREST_RATE if metric == "arrests" else metric
    return metric if metric in RATE_OF else ""


_PLAIN_BEFORE = frozenset(
    """the its our their a an overall best worst highest lowest average total mps met current s force service this all to that and where as why how in of for
    corresponding equivalent comparable annual present previous earlier final provisional similar reported combined same""".split()
)


def _is_plain(tokens: Sequence[Token], place: int) -> bool:
    """Whether a rate is named without any crime: 'the sanction detection rate', 'our overall detection rate'."""
    before = tokens[place - 1] if place else None
    if before is not None and before.cues.get("stop") == ":" and not is_bare(tokens[:place]):
        return False  # "Child protection: JD rate 31%" is of what stands before the colon
    return (
        before is None
        or before.words in _PLAIN_BEFORE
        or "stop" in before.cues
        or before.mention >= 0
        or "scope" in before.cues
    )


def _is_other_rate(tokens: Sequence[Token]) -> bool:
    """Whether a rate has a name that is none listed: 'the no-crime rate', not 'its rate' or 'a higher rate'."""
    at = next((place for place, token in enumerate(tokens) if token.words in ("rate", "rates")), 0)
    named = tokens[at - 1] if at else None
    moved = named is not None and bool({"up", "down", "now", "mean", "target", "actual"} & named.cues.keys())
    return named is not None and not (_is_plain(tokens, at) or moved or is_bare((named,)))


_THAT_IS = THAT_IS | {"i", "e", "equal to", "representing"}


def _own_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind the last 'while' or 'whereas': '... in the PCSO role, whereas that of women'."""
    at = next(
        (place for place in range(len(tokens), 0, -1) if tokens[place - 1].cues.get("link") == "while"), 0
    )
    return tokens[at:]


def unnamed_rate(rate: str, around: Window, so_far: Subject, carried: Subject) -> Subject | None:
    """'The rate was 24.2%', 'Kingston leads with 31.2%': the rate that the paragraph or else the title of the report names,
    if no other is meant."""
    at = next((place for place, token in enumerate(around.before) if token.words in ("rate", "rates")), -1)
    said = at >= 0 and _is_plain(around.before, at)  # no "no-crime rate"
    # "for offences that the Flying Squad dealt with the rate was 29%"
    of_some = said and so_far.metric == "offences" and has(around.before[:at], "scope")
    near = () if of_some else (*around.before, *around.nouns)
    named = (
        so_far.staff or so_far.who or (so_far.metric and not of_some) or has(near, "metric", "staff", "who")
    )
    if around.base or named:
        return None
    of_place = (has(around.before, "scope") or has(around.before, "target")) and is_bare(around.before)
    if not said and not of_place:
        return None
    group = last(around.before, "group") or so_far.group or carried.group
    return Subject(rate, group or "total_notifiable_offences", rule="unnamed_rate")


def _from_before(
    around: Window, so_far: Subject, carried: Subject, before: Subject | None, detections: bool
) -> Subject:
    """A bare percentage: its subject stands before it, in the sentence or in the one before."""
    if around.bracketed and before is not None and before.attach == "doing" and before.who in SHARES:
        return before._replace(
            metric=SHARES[before.who], rule="share_beside_count"
        )  # "104 VEM leavers (5.3%)"
    if before is None and carried.rule == AFTER_OTHER and is_said_of_it(around.before):
        return Subject(OTHER, rule="no_subject")  # "resignations fell to 1.1%. For BME officers it is 1.5%"
    whose = every((*around.nouns, *around.after[:3]), "who")
    if "other" in whose:
        if before is not None and before.metric == "public_satisfaction":  # "75% for BME victims"
            group = OTHER if len(whose) > 1 else before.group
            return before._replace(group=group, rule="carried_in_sentence")
        return Subject(OTHER, rule="other_population")
    if around.before and around.before[-1].words == "sd":
        return _rate("sanction_detection_rate", around, so_far, carried, "rate_before", True)  # "(SD 14.1%)"
    bare_rate = any(token.words in ("rate", "rates") for token in around.before)
    for place in range(len(around.before) - 1, -1, -1):
        cues = around.before[place].cues
        if "metric" in cues and cues["metric"] in RATE_OF:
            group = OTHER if several_groups(around.before) else last(around.before, "group")
            overall = place > 0 and "total" in around.before[place - 1].cues  # "our overall detection rate"
            above = Subject() if overall else carried
            found = _rate(cues["metric"], around, so_far, above, "rate_before", detections, group)
            if not found.group and found.metric != "public_satisfaction" and _is_plain(around.before, place):
                return found._replace(group="total_notifiable_offences")
            return found
        if ("metric" in cues and cues["metric"] == "workforce_strength") or "staff" in cues or "who" in cues:
            who = last(around.before, "who")
            behind = (
                first(around.after[:7], "staff") if around.bracketed else ""
            )  # "VEM staff (33.4%) in the PCSO role"
            staff = staff_of(_own_clause(around.before)) or behind or so_far.staff
            asked = every(around.before, "metric")
            satisfied = so_far.metric == "public_satisfaction"
            satisfied = satisfied or (before is not None and before.metric == "public_satisfaction")
            if who == "other" and satisfied and before is not None and before.metric == OTHER:
                group = last(around.before, "group")  # "8 points behind that of victims overall (88%)"
                return Subject("public_satisfaction", group, rule="sentence")
            if who == "other" and ("public_satisfaction" in asked or satisfied):
                continue  # "satisfaction of victims of racist incidents"
            if who and (bare_rate or (before is not None and before.rule == "rate_of_people")):
                return Subject(
                    OTHER, staff=staff, who=who, rule="rate_of_people"
                )  # "a BME wastage rate of 4.9%"
            if who in SHARES and around.bracketed and before is not None and before.metric == HEADCOUNTS[who]:
                known = before.staff == OTHER or before.staff in FLOW_GROUPS
                staff = before.staff if known else staff  # "225 of those are women (19%)"
            if who:
                return people_share(who, staff, around, so_far, carried, "people_before")
            break
    if bare_rate and so_far.metric.endswith("rate") and so_far.metric in RATE_OF:
        return _rate(
            so_far.metric, around, so_far, carried, "rate_in_sentence", detections
        )  # "621 detected, a rate of 26%"
    of_a_place = around.bracketed and has(around.before, "scope") and so_far.metric in RATE_OF
    if before is not None and before.metric == OTHER and of_a_place and before.rule == "other_noun":
        found = _rate(so_far.metric, around, so_far, carried, "rate_in_sentence", detections)
        return (
            found if found.group else found._replace(group="total_notifiable_offences")
        )  # "rose in 21 boroughs, most in Sutton (34%)"
    if before is not None and before.rule == "distance" and so_far.metric in RATE_OF:
        return _rate(so_far.metric, around, so_far, carried, "sentence", detections)
    own = _named_for(around)
    if own and before is not None and before.metric in RATE_OF.values():
        # "48.1% for sanction detections and 77.1% for arrests"
        return _rate(own, around, so_far._replace(group=before.group), carried, "rate_behind", detections)
    if before is not None and before.metric:
        group = last(around.before, "group")
        if (
            before.metric in RATE_OF.values()
            and around.bracketed
            and len(around.before) == 1
            and not around.after
            and not has(around.nouns, "target")
        ):
            return Subject(OTHER, rule="bare_bracket")  # "12.1% (12.9%)": nothing says what the second is
        if before.metric in RATE_OF.values():
            same = before.metric not in ONE_KIND_OF_DETECTION
            named = any(token.words and not token.cues for token in around.before)
            if not same and named and not is_bare(around.before) and not bare_rate:
                return Subject(OTHER, rule="other_outcome")  # "charges 51%, cautions 22%, warnings 15%"
            same = same or not named
            return before._replace(
                metric=before.metric if same else "sanction_detection_rate",
                group=group or group_behind(around) or before.group,
                rule="carried_in_sentence",
            )
        if before.metric in SHARES.values():
            staff = last(around.before, "staff")  # "police officers 7.4%; police staff 22.8%"
            if not staff:  # "but in the senior grades only 3.9%"
                staff = OTHER if is_narrower(around.before) else before.staff
            base = next((one for one, recruits in RECRUITS.items() if recruits == before.staff), "")
            if base and (
                staff == "total_workforce" or any(token.words == "representation" for token in around.before)
            ):
                staff = base  # "20% of joiners, which lifts representation in the workforce from 16.1%"
            if staff == "all_recruits" and before.staff in RECRUITS.values():
                staff = before.staff  # "in 2001 their share of new recruits was 7%": of those just named
            return before._replace(staff=staff, rule="carried_in_sentence")
        joined = len(around.before) < 4 and any(token.words == "or" for token in around.before)
        listed = bool(around.before) and all(
            token.cues.get("stop") in (",", ".") or token.words in _THAT_IS or token.words in QUALIFIERS
            for token in around.before
        )
        counted = before.who in SHARES and before.metric in HEADCOUNTS.values()
        if counted and not has(around.before, "who") and (staff := last(around.before, "staff")):
            # "VEM officers: 171 (4.3%), and among police staff 17%"
            return before._replace(metric=SHARES[before.who], staff=staff, rule="share_beside_count")
        again = before.rule == "count_beside_share"  # "24.1%, that is 7,843 women, up from 23.3%"
        if counted and (around.bracketed or joined or listed or again):
            return before._replace(metric=SHARES[before.who], rule="share_beside_count")
        if before.metric == "sanction_detections":
            return before._replace(metric="sanction_detection_rate", rule="rate_beside_count")
        # "5,007 arrests (53.3%)", "arrests 5,007, or 53.3%"
        beside = around.bracketed or joined
        if before.metric == "arrests" and before.group == "domestic_violence" and beside:
            return before._replace(metric=ARREST_RATE, rule="rate_beside_count")
        return Subject(OTHER, rule="beside_other")
    if so_far.metric in RATE_OF:
        return _rate(so_far.metric, around, so_far, carried, "sentence", detections)
    behind = next((metric for metric in every(around.after, "metric") if metric in RATE_OF), "")
    if behind and not so_far.metric and not so_far.staff:
        found = _rate(behind, around, so_far, carried, "rate_behind", detections)
        at = next(place for place, token in enumerate(around.after) if token.cues.get("metric") == behind)
        plain = found.metric != "public_satisfaction" and _is_plain(around.after, at)
        return found if found.group or not plain else found._replace(group="total_notifiable_offences")
    if so_far.who in SHARES and so_far.staff:
        return people_share(so_far.who, so_far.staff, around, so_far, carried, "sentence")
    refers = is_telegram(around.before, None) or is_said_of_it(around.before)
    listed = not carried.staff or (carried.metric in SHARES.values() and refers)
    if so_far.staff and not so_far.metric and not so_far.who and listed and carried.who in SHARES:
        staff = OTHER if names_a_rank(around.before) else so_far.staff
        return people_share(
            carried.who, staff, around, so_far, carried, "carried_over"
        )  # a list under "Women:"
    if bare_rate and _is_other_rate(around.before):
        return Subject(OTHER, rule="other_rate")
    if not so_far.metric and not so_far.staff and not so_far.who:
        named = not is_bare(around.before)  # "Fear of going out alone after dark 38%"
        if carried.metric in RATE_OF and not (carried.metric == "public_satisfaction" and named):
            return carried._replace(
                metric=RATE_OF[carried.metric], group=so_far.group or carried.group, rule="carried_over"
            )
        if carried.metric in SHARES.values():
            return carried._replace(rule="carried_over")
        if carried.metric in HEADCOUNTS.values() and has(around.before, "scope"):
            return carried._replace(
                metric=SHARES[carried.who], rule="carried_over"
            )  # "Brent leads with 9.9%"
    return Subject(OTHER, rule="no_subject")
