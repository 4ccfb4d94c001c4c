"""What a percentage measures: a rate of detection or arrest, a share of the workforce, or something else."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.definitions import RATE as ARREST_RATE
from etl.figures.people_shares import (
    FOR,
    is_said_of_it,
    named_for,
    people_share,
    staff_of,
)
from etl.figures.rates import is_other_rate, is_plain, kind_of_detections, rate_named_for, rate_of
from etl.figures.share_base import is_of_the_rate, said_of, share_of_base
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
)  # fmt: skip
from etl.figures.windows import (
    OF_WHICH,
    QUALIFIERS,
    THAT_IS,
    Window,
    behind_link,
    every,
    first,
    group_behind,
    has,
    last,
)
from etl.tokens import Token


def share_subject(
    around: Window, so_far: Subject, carried: Subject, before: Subject | None, detections: bool
) -> Subject:
    """The subject of a percentage. `detections`: whether the sentence speaks of sanction detections."""
    of_which = bool(around.before) and around.before[-1].words in OF_WHICH
    if of_which and before is not None and before.metric == OTHER and not (before.staff or before.who):
        return Subject(OTHER, rule="share_of_something")  # "612,000 searches, of which 8.1% led to an arrest"
    if subject := _named_behind(around, so_far, carried, detections):
        return subject
    whose = first((*around.nouns, *around.after[:4]), "who")
    if whose and "unlisted_rate" in (so_far.metric, *every(around.before, "metric")):
        return Subject(OTHER, who=whose, rule="rate_of_people")  # "the pass rate was 52% for BME candidates"
    if subject := named_for(around, before, carried):
        return subject
    the = all(token.words == "the" for token in around.base)
    dated = the and bool(around.after) and around.after[0].mention >= 0  # "the 7.7% of the year before"
    if around.base and not dated and (subject := share_of_base(around, so_far, carried, before)):
        return subject
    said = said_of(around)
    who = first(said, "who") or (first(around.nouns, "who") if not around.base else "")
    of_london = any(token.words in _INHABITANTS for token in around.before) and has(around.before[-6:], "be")
    if who in SHARES and of_london and not has(around.before, "staff"):
        return Subject(
            OTHER, who=who, rule="other_population"
        )  # "the residents' population of working age is 24.2% BME"
    asked = last(around.nouns, "staff")
    if (has(around.nouns, "interest") or asked.endswith("applications")) and not around.base:
        who = who or next((code for code in every(around.after, "who") if code in SHARES), "")
        if who in SHARES:
            return Subject(SHARES[who], staff=asked or OTHER, who=who, rule="share_of_others")
    behind = around.after[1:4] if around.after and around.after[0].words == "for" else ()
    named = first(behind[:2], "staff")
    if first(behind, "who") in SHARES and first(behind, "staff") and not around.base:
        # "targets of 6.5% for VEM officers and 18% for women officers"
        whose = first(behind, "who")
        return people_share(whose, first(behind, "staff"), around, so_far, carried, "said_of_share")
    staff_near = first(around.nouns, "staff") or last(around.before, "staff") or named
    if who in SHARES and before is not None and before.attach == "doing" and not first(around.nouns, "staff"):
        staff = (
            before.staff if before.staff in FLOW_GROUPS else OTHER
        )  # "of the 980 who left, 160 (16.3%) were women"
        return Subject(SHARES[who], staff=staff, who=who, attach="doing", rule="said_of_share")
    if who in SHARES and so_far.who == "other" and not (staff_near or so_far.staff):
        return Subject(
            OTHER, who=who, rule="other_population"
        )  # "the cadets have reached 2,240, with 43% BME"
    if (
        who == "other"
        and "public_satisfaction" in every(around.before, "metric")
        and has(around.before[-3:], "target")
    ):
        # "a satisfaction target of 72% has been agreed for victims of racist incidents"
        return Subject("public_satisfaction", first(said, "group"), rule="said_of_share")
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
    of_a_place = around.bracketed and has(around.before[-2:], "scope")  # "Brent (16.5%) are the most diverse"
    told = is_of_the_rate(said) or _is_value_of_rate(around.before)
    # "the judicial disposal target of 26% is being met"
    told = told or ([token.words for token in said[:1]] == ["being"] and has(around.before[-3:], "target"))
    if said and not of_a_place and not told and not has(around.nouns[-1:], "target"):
        metric = first(said, "metric")
        if metric in RATE_OF:
            return rate_of(metric, around, so_far, carried, "said_of_share", detections)
        return Subject(OTHER, staff=staff_near, rule="other_said")
    return _from_before(around, so_far, carried, before, detections)


def _named_behind(around: Window, so_far: Subject, carried: Subject, detections: bool) -> Subject | None:
    """'26.2% sanction detection rate', '24.3% PCSO', 'a 37% BME share'."""
    if not around.nouns:
        return None
    metric = last(around.nouns, "metric")
    if metric in RATE_OF:
        named = rate_of(metric, around, so_far, carried, "rate_after", detections)
        if (
            not named.group
            and "metric" in around.nouns[0].cues
            and named.metric not in (OTHER, "public_satisfaction")
        ):
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


_THAT_IS = THAT_IS | {"i", "e", "equal to", "representing"}


_ASKED = frozenset("users victims respondents complainants callers".split())


def _is_value_of_rate(tokens: Sequence[Token]) -> bool:
    """Whether the words before a number name a rate whose value it is: 'a JD rate for street crime of', 'an SD rate of'."""
    if not tokens or tokens[-1].words != "of":
        return False
    for token in reversed(tokens[-7:-1]):
        if token.cues.get("metric") in RATE_OF:
            return token.words.endswith(("rate", "rates"))
        if (
            not token.cues.keys() & {"group", "scope", "prep", "metric", "and"}
            and token.words not in _ARTICLES
        ):
            return False
    return False


_ARTICLES = ("the", "a", "all")
_INHABITANTS = ("population", "residents", "economically active")


def _opens_a_topic(tokens: Sequence[Token]) -> bool:
    """Whether a sentence begins with a thing of its own: 'Awareness of the scheme is 19%', 'Fear of going out was'."""
    if len(tokens) < 3 or tokens[0].cues or tokens[0].mention >= 0 or is_bare(tokens[:1]):
        return False
    return tokens[1].words in ("of", "about", "with")


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
    of_which = bool(around.after) and around.after[0].words in OF_WHICH
    if of_which and before is None and not has(around.before, "metric", "group", "staff", "who"):
        return Subject(
            OTHER, rule="no_subject"
        )  # "quicker fingerprints, 78% of which are back in three days"
    whose = every((*around.nouns, *around.after[:3]), "who")
    if (
        before is not None
        and before.metric == "public_satisfaction"
        and {"bme", "female", "ethnicity"} & {*whose}
    ):
        return before._replace(group=OTHER, rule="carried_in_sentence")  # "76% overall, 72% for BME users"
    if "other" in whose:
        if before is not None and before.metric == "public_satisfaction":  # "75% for BME victims"
            group = OTHER if len(whose) > 1 else before.group
            return before._replace(group=group, rule="carried_in_sentence")
        return Subject(OTHER, rule="other_population")
    if around.before and around.before[-1].words == "sd":
        return rate_of(
            "sanction_detection_rate", around, so_far, carried, "rate_before", True
        )  # "(SD 14.1%)"
    if (
        last(around.before, "metric") == "unlisted_count"
        and before is not None
        and before.metric in RATE_OF.values()
    ):
        return Subject(OTHER, rule="other_outcome")  # "cautions for 24% and PNDs for 9%"
    bare_rate = any(token.words in ("rate", "rates") for token in around.before)
    for place in range(len(around.before) - 1, -1, -1):
        cues = around.before[place].cues
        if "metric" in cues and cues["metric"] in RATE_OF:
            group = OTHER if several_groups(around.before) else last(around.before, "group")
            overall = place > 0 and "total" in around.before[place - 1].cues  # "our overall detection rate"
            above = Subject() if overall else carried
            kind = kind_of_detections(around.before[max(place - 8, 0) :])
            if (
                kind and cues["metric"] not in ONE_KIND_OF_DETECTION
            ):  # "cautions as a percentage of SDs were 55.8%"
                return rate_of(kind, around, so_far, above, "share_of_detections", True, group)
            found = rate_of(cues["metric"], around, so_far, above, "rate_before", detections, group)
            of_some = any("who" in one.cues and one.words not in _ASKED for one in around.before[:place])
            if found.metric == "public_satisfaction" and not found.group and of_some:
                return found._replace(group=OTHER)  # "white users are more satisfied (79%)"
            if (
                not found.group
                and found.metric not in (OTHER, "public_satisfaction")
                and is_plain(around.before, place)
            ):
                return found._replace(group="total_notifiable_offences")
            return found
        if ("metric" in cues and cues["metric"] == "workforce_strength") or "staff" in cues or "who" in cues:
            who = last(around.before, "who")
            told = around.bracketed or (around.after and around.after[0].words in FOR)
            # "VEM staff (33.4%) in the PCSO role", "BME representation stands at 7.3% for police officers"
            behind = first(around.after[:7], "staff") if told else ""
            others = before is not None and before.metric in SHARES.values() and before.staff == OTHER
            others = others and len(around.before) < 4  # "6.1% of leavers, and women 15.8%"
            staff = (
                staff_of(behind_link(around.before, "while")) or behind or (OTHER if others else so_far.staff)
            )
            asked = every(around.before, "metric")
            satisfied = so_far.metric == "public_satisfaction"
            satisfied = satisfied or (before is not None and before.metric == "public_satisfaction")
            of_some = any("who" in token.cues and token.words not in _ASKED for token in around.before)
            users = of_some and any(token.words in _ASKED for token in around.before)
            if users and satisfied:  # "white users 80%, BME users 75%"
                return Subject("public_satisfaction", OTHER, rule="carried_in_sentence")
            if who == "other" and satisfied and before is not None and before.metric == OTHER:
                group = last(around.before, "group")  # "8 points behind that of victims overall (88%)"
                if around.bracketed and {*every(around.before, "who")} - {"other"}:
                    group = OTHER  # "a gap of 4 points between white and BME victims (77% and 73%)"
                return Subject("public_satisfaction", group, rule="sentence")
            spoken = [token for token in around.before if token.cues.get("who") != "other"]
            again = before is None and carried.metric == "public_satisfaction" and is_bare(spoken)
            if who == "other" and again and not has(spoken, "metric", "staff"):
                group = last(around.before, "group")  # "For victims of burglary the proportion was 77%"
                return carried._replace(group=group, rule="carried_over")
            if who == "other" and ("public_satisfaction" in asked or satisfied):
                continue  # "satisfaction of victims of racist incidents"
            several = around.bracketed and len({*every(around.before, "who")} - {"male"}) > 1
            if several:  # "white candidates did better than VEM candidates (69% against 54%)"
                return Subject(OTHER, staff=staff, rule="two_populations")
            if who and (bare_rate or so_far.metric == "unlisted_rate"):
                return Subject(
                    OTHER, staff=staff, who=who, rule="rate_of_people"
                )  # "a BME wastage rate of 4.9%"
            if who in SHARES and around.bracketed and before is not None and before.metric == HEADCOUNTS[who]:
                known = before.staff == OTHER or before.staff in FLOW_GROUPS
                staff = before.staff if known else staff  # "225 of those are women (19%)"
            if who and before is not None and before.rule == "share_of_something" and len(around.before) < 4:
                return Subject(
                    OTHER, who=who, rule="share_of_something"
                )  # "26% of awards, and women for 58%"
            if who:
                return people_share(who, staff, around, so_far, carried, "people_before")
            break
    ranked = before is None and carried.who in SHARES and carried.metric in ("", *SHARES.values())
    if (
        ranked
        and len(around.before) < 8
        and names_a_rank(around.before)
        and not has(around.before, "metric", "who", "be")
    ):
        return Subject(
            SHARES[carried.who], staff=OTHER, who=carried.who, rule="share_of_a_rank"
        )  # "Sergeants - 3.4%"
    if bare_rate and so_far.metric.endswith("rate") and so_far.metric in RATE_OF:
        return rate_of(
            so_far.metric, around, so_far, carried, "rate_in_sentence", detections
        )  # "621 detected, a rate of 26%"
    of_a_place = around.bracketed and has(around.before, "scope") and so_far.metric in RATE_OF
    if before is not None and before.metric == OTHER and of_a_place and before.rule == "other_noun":
        found = rate_of(so_far.metric, around, so_far, carried, "rate_in_sentence", detections)
        return (
            found if found.group else found._replace(group="total_notifiable_offences")
        )  # "rose in 21 boroughs, most in Sutton (34%)"
    if before is not None and before.rule == "distance" and so_far.metric in RATE_OF:
        return rate_of(so_far.metric, around, so_far, carried, "sentence", detections)
    own = rate_named_for(around)
    if own and before is not None and before.metric in RATE_OF.values():
        # "48.1% for sanction detections and 77.1% for arrests"
        return rate_of(own, around, so_far._replace(group=before.group), carried, "rate_behind", detections)
    counted = before is not None and before.metric == OTHER and before.rule == "noun_before"
    if (
        counted
        and around.bracketed
        and not around.after
        and so_far.metric in ("detection_rate", "clear_up_rate")
    ):
        return rate_of(
            so_far.metric, around, so_far, carried, "rate_beside_count", detections
        )  # "Detections were 841 (25.2%)"
    if before is not None and before.metric:
        group = last(around.before, "group")
        if (
            before.metric in RATE_OF.values()
            and around.bracketed
            and not any(token.words and "prep" not in token.cues for token in around.before)
            and not around.after
            and not has(around.nouns, "target")
        ):
            return Subject(OTHER, rule="bare_bracket")  # "12.1% (12.9%)": nothing says what the second is
        if before.metric in RATE_OF.values():
            same = before.metric not in ONE_KIND_OF_DETECTION
            named = any(token.words and not token.cues for token in around.before)
            unlisted = "unlisted_count" in every(around.nouns, "metric")
            other_kind = bool(around.nouns) and (unlisted or not any(token.cues for token in around.nouns))
            if not same and (other_kind or (named and not is_bare(around.before) and not bare_rate)):
                return Subject(OTHER, rule="other_outcome")  # "charges 51%, cautions 22%, warnings 15%"
            same = same or not named
            return before._replace(
                metric=before.metric if same else "sanction_detection_rate",
                group=group or last(around.nouns, "group") or group_behind(around) or before.group,
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
        return rate_of(so_far.metric, around, so_far, carried, "sentence", detections)
    behind = next((metric for metric in every(around.after, "metric") if metric in RATE_OF), "")
    if behind and not so_far.metric and not so_far.staff:
        found = rate_of(behind, around, so_far, carried, "rate_behind", detections)
        at = next(place for place, token in enumerate(around.after) if token.cues.get("metric") == behind)
        plain = found.metric not in (OTHER, "public_satisfaction") and is_plain(around.after, at)
        return found if found.group or not plain else found._replace(group="total_notifiable_offences")
    if so_far.who in SHARES and (so_far.staff or (carried.staff and has(around.before, "scope"))):
        staff = (
            so_far.staff or carried.staff
        )  # "representation is highest in ... (10.6%) and lowest in ... at 5.3%"
        return people_share(so_far.who, staff, around, so_far, carried, "sentence")
    refers = is_telegram(around.before, None) or is_said_of_it(around.before)
    listed = not carried.staff or (carried.metric in SHARES.values() and refers)
    if so_far.staff and not so_far.metric and not so_far.who and listed and carried.who in SHARES:
        hidden = is_said_of_it(around.before) and not has(around.before, "staff")
        staff = OTHER if hidden or names_a_rank(around.before) else so_far.staff
        return people_share(
            carried.who, staff, around, so_far, carried, "carried_over"
        )  # a list under "Women:"
    if bare_rate and is_other_rate(around.before):
        return Subject(OTHER, rule="other_rate")
    if not so_far.metric and not so_far.staff and not so_far.who:
        named = not is_bare(around.before)  # "Fear of going out alone after dark 38%"
        named = named and (carried.metric == "public_satisfaction" or _opens_a_topic(around.before))
        if carried.metric in RATE_OF and not named:
            return carried._replace(
                metric=RATE_OF[carried.metric], group=so_far.group or carried.group, rule="carried_over"
            )
        if carried.metric in SHARES.values():
            return carried._replace(rule="carried_over")
        aimed_at = carried.who in SHARES and bool(carried.staff) and not carried.metric
        it_was = len(around.before) == 2 and is_said_of_it(around.before)
        if aimed_at and (it_was or has((*around.before[-3:], *around.nouns[:1]), "target")):
            # "The targets for VEM officers are a challenge. The Home Office has set a target of 25%", "the BME
            # proportion has edged up. It was 9.2% in March"
            return people_share(carried.who, carried.staff, around, so_far, carried, "carried_over")
        counted = carried.metric in HEADCOUNTS.values() and carried.who in SHARES
        if counted and has(around.before, "scope"):
            return carried._replace(
                metric=SHARES[carried.who], rule="carried_over"
            )  # "Brent leads with 9.9%"
    return Subject(OTHER, rule="no_subject")
