"""What a count of people of the service measures: a strength, a headcount, or people who did something."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.figures.moved import stands_off_then
from etl.figures.subjects import (
    BY_RANK,
    FLOW_GROUPS,
    HEADCOUNT_OF,
    HEADCOUNTS,
    OTHER,
    RECRUITS,
    SHARES,
    THOSE,
    Subject,
    is_narrower,
    is_stock,
    is_telegram,
    names_a_rank,
)
from etl.figures.windows import OF_WHICH, POINTING, Window, every, first, has, last
from etl.tokens import Token

# Words that may stand between a number and "officers" without making them a narrower group.
PLAIN = frozenset(
    """police new all total overall female male women bme vem more fewer additional extra further full part time serving current currently warranted the of
    uniformed met mps metropolitan actual black and minority ethnic london london's strength its their our such some regular visible less increase decrease""".split()
)


def some_of(before: Subject | None, so_far: Subject, who: str, rule: str) -> Subject:
    """Some of the people counted before: 'recruited 129 officers, of these 70 were women', '162 of the leavers were'."""
    doing = before is not None and before.attach == "doing"
    staff = (before.staff if before is not None else "") or so_far.staff
    if doing or (before is not None and before.metric == OTHER and so_far.attach != "recruited"):
        # of those who did something, no more than that is known: "214 resignations among probationers, of whom 41"
        gone = before is not None and before.rule == "other_noun"
        staff = OTHER if staff in RECRUITS or gone else staff
    elif so_far.attach == "recruited":
        staff = RECRUITS.get(staff, staff)
    return Subject(HEADCOUNTS[who], staff=staff or OTHER, who=who, attach="doing" if doing else "", rule=rule)


def some_of_other_people(around: Window, before: Subject | None, who: str) -> bool:
    """Whether people are counted who are of two populations: '1,535 VEM officers, of whom 300 are women'."""
    if before is None or before.metric not in HEADCOUNTS.values() or before.who == who:
        return False
    opened = any(token.words in (*OF_WHICH, "including") for token in around.before[-2:])
    opened = opened or before.rule == THOSE  # "300 were women. Of these, 40 were VEM"
    behind = (*around.nouns, *around.after[:3])
    return opened or any(token.words in ("of whom", "among") for token in behind)


_PERSONS = (
    "people",
    "persons",
    "individuals",
    "members",
    "volunteers",
    "employees",
    "officers",
    "men and women",
)
_CONSISTS = ("made up of", "consists", "consisted", "comprises", "comprised", "composed")
_MAKE_UP = frozenset(("make up", "makes up", "made up", "form"))


def members_of(around: Window, nouns: Sequence[Token]) -> str:
    """The group of staff whose members are counted: '681 men and women make up the Special Constabulary'."""
    if has(nouns, "who") or _come_from(around):
        return ""  # "the workforce comprised 1,535 officers from ethnic minorities": some of the members
    persons = any(token.words in _PERSONS for token in nouns)
    if not (persons or has(nouns, "staff")):
        return ""
    if any(token.words in _CONSISTS for token in around.before[-4:]):
        verb = next(at for at, token in enumerate(around.before) if token.words in _CONSISTS)
        whole = around.before[
            max(verb - 4, 0) : verb + 1
        ]  # "the panel of the police staff consists of five people"
        own = has(whole[-3:], "staff") and not has(whole, "prep")
        narrower = last(nouns, "staff")  # "the workforce comprises 30,100 officers": one group of it
        return (
            (narrower if last(whole, "staff") == "total_workforce" and narrower else last(whole, "staff"))
            if persons and own
            else ""
        )
    behind = (*nouns, *around.after)
    at = next((place for place, token in enumerate(behind) if token.words in _MAKE_UP), len(behind))
    return first(behind[at + 1 : at + 4], "staff")


_EMPLOYS = frozenset(("employ", "employs", "employed"))
_AMONG = ("among", "amongst", "in", "within")


def _whose_people(around: Window) -> str:
    """Whose women or BME people are counted behind the number: '17,331 women among its workforce'; of all whom a service
    employs, where it 'employs 7,615 BME people'."""
    behind = around.after[:3]
    if behind and behind[0].words in _AMONG:
        return first(behind, "staff")
    return "total_workforce" if any(token.words in _EMPLOYS for token in around.before[-2:]) else ""


def _together_with(around: Window) -> bool:
    """Whether a number counts two groups of staff at once: '4,000 officers and PCSOs'."""
    after = around.after
    listed = len(after) > 1 and "and" in after[0].cues and "staff" in after[1].cues
    others = last(around.nouns, "staff") == OTHER == after[1].cues["staff"] if listed else False
    return (
        listed and not others
    )  # "1,055 traffic wardens and designated detention officers" are of no listed group


def people_counted(
    around: Window, nouns: Sequence[Token], so_far: Subject, before: Subject | None, is_change: bool
) -> Subject:
    """A count of people of the service: a strength, a headcount, or people who did something."""
    who = (
        last(nouns, "who")
        or _come_from(around)
        or _near_who(around.before)
        or (last(around.before, "who") if moved_to(around) else "")
    )
    staff = (
        last(nouns, "staff")
        or first(around.base, "staff")
        or last(around.before, "staff")
        or (so_far.staff if last(nouns, "metric") or who else "")
    )
    staff = staff or (_whose_people(around) if who else "")
    goes_on = before is not None and (is_change or before.metric == "workforce_strength")
    listed = [token.cues.get("stop") or token.words for token in around.before] in (
        [","],
        ["and"],
        [",", "and"],
    )
    anew = listed or any(token.words in ("further", "another", "additional") for token in around.before[-1:])
    members = last(around.before, "staff") or (
        before.staff if before is not None and goes_on and not anew else ""
    )
    if (
        staff == "police_officers"
        and members in ("special_constables", "pcso")
        and nouns[-1].words == "officers"
    ):
        staff = members  # "the Special Constabulary has 5,020 officers"
    everything = (*around.before, *nouns, *around.after)
    if (
        around.before
        and not stands_off_then(around)
        and any(token.words in ("below", "above", "short") for token in (*nouns[1:], *around.after[:1]))
    ):
        return Subject(OTHER, staff=staff, rule="distance")
    if len(set(every(nouns, "who")) - {"male"}) > 1 or some_of_other_people(around, before, who):
        return Subject(OTHER, staff=staff, rule="two_populations")
    none = bool(around.before) and around.before[0].words == "no"  # "no other force has more than 1,000"
    if none or any(token.words in _AT_MOST for token in around.before):
        return Subject(OTHER, staff=staff, rule="people")
    of_those = any(token.words in POINTING for token in nouns)
    of_those = of_those and before is not None and before.attach == "doing"
    if who in HEADCOUNTS and before is not None and (of_those or before.rule == THOSE):
        named = RECRUITS.get(last(nouns, "staff"), "")
        if before.staff == "all_recruits" and named:
            before = before._replace(staff=named)  # "the intake was 240. Of these, 29 were VEM officers"
        some = some_of(before, so_far, who, "headcount_of_those")  # "904 officers left, 61 of them women"
        narrower = is_narrower(nouns) or (_doing(around) and not _joined(around))
        return some._replace(staff=OTHER) if narrower else some
    if not staff and is_narrower(nouns):
        staff = OTHER
    if not who and last(nouns, "staff") and _together_with(around):
        return Subject(OTHER, staff=OTHER, rule="two_groups_of_staff")
    named = last(nouns, "staff") or first(around.base, "staff") or last(around.before, "staff")
    if not who and not named and has(nouns, "people"):
        beside = before is not None and before.staff == "police_officers" and len(around.before) == 1
        staff = (
            "police_staff" if beside and nouns[0].words == "staff" else OTHER
        )  # "officers and 14,000 staff"
    if who in HEADCOUNTS and not staff and _people_around(around):
        return Subject(HEADCOUNTS[who], staff=OTHER, who=who, rule="headcount_of_others")
    if who in HEADCOUNTS and not staff and listed and before is not None and before.who in HEADCOUNTS:
        return before._replace(metric=HEADCOUNTS[who], who=who)  # "of the leavers 74 were BME and 160 women"
    if (
        who in HEADCOUNTS
        and not staff
        and not has(around.before, "strength")
        and not has(everything, "interest")
    ):
        return Subject(OTHER, who=who, rule="population_outside")
    if who in HEADCOUNTS:
        listed = before is not None and before.metric in HEADCOUNTS.values() and len(around.before) < 3
        if before is not None and listed and before.staff in FLOW_GROUPS and staff in RECRUITS:
            staff = before.staff  # "1,228 recruits, including 197 VEM and 472 women officers"
        among = any(token.words in ("included", "includes", "contained") for token in around.before[-2:])
        own = has((*nouns, *around.base), "staff") and not among  # "the intake included 341 VEM officers"
        if so_far.attach == "recruited" and staff in RECRUITS and not own:
            staff = RECRUITS[staff]
        if _doing(around):
            staff = RECRUITS.get(staff, OTHER) if _joined(around) else OTHER
            return Subject(HEADCOUNTS[who], staff=staff, who=who, attach="doing", rule="headcount_doing")
        staff = OTHER if _of_one_rank(around.base) else group_of(nouns, staff) or OTHER
        return Subject(HEADCOUNTS[who], staff=staff, who=who, rule="headcount")
    if who and who not in HEADCOUNTS:
        return Subject(OTHER, staff=staff, who=who, rule="other_people")
    if (
        staff.endswith(("recruits", "applications"))
        or staff in ("applications", "selection_passed")
        or _doing(around)
    ):
        staff = RECRUITS.get(staff, staff) if _joined(around) else staff
        return Subject(OTHER, staff=staff, attach="doing", rule="people_doing")
    if (
        before is not None
        and before.metric in SHARES.values()
        and around.before
        and around.before[0].words == "of"
        and not in_brackets(around)
    ):
        return Subject("workforce_strength", staff=group_of(nouns, staff) or OTHER, rule="base_of_share")
    if is_change and before is not None and before.metric == OTHER and around.bracketed:
        return Subject(OTHER, staff=staff, rule="change_of_number_before")  # "by 2% (440 officers)" of others
    if is_change and before is not None and before.metric in HEADCOUNTS.values() and not who:
        return before._replace(
            rule="change_of_number_before"
        )  # "rose by 32%, which equated to 629 more officers"
    if before is not None and before.metric in SHARES.values() and not who and around.bracketed:
        return before._replace(
            metric=HEADCOUNT_OF[before.metric], rule="count_beside_share"
        )  # "4.7% (1,205 officers)"
    one_more = (
        before is not None
        and (before.metric == "workforce_strength" or before.rule in ("headcount_said", "said_of_share"))
        and is_stock(before)
        and (len(around.before) < 4 or (len(around.before) < 6 and "and" in around.before[-1].cues))
        and any(
            "and" in token.cues or token.cues.get("stop") in (",", "(", ":", ";") for token in around.before
        )
    )
    said = around.after[around.said : around.said + 2] if around.said >= 0 else ()
    if nouns[0].words in _HOURS or names_a_rank(said):
        return Subject(
            "workforce_strength", staff=OTHER, rule="strength"
        )  # a part of the officers by their hours or rank: "24,802 officers were constables"
    rises = (
        before is not None and is_stock(before) and bool(around.before) and around.before[-1].words == "to"
    )
    if rises and before is not None and before.metric in HEADCOUNTS.values() and staff in ("", before.staff):
        return before._replace(rule="headcount")  # "VEM strength rose by 60% to 1,651 officers"
    rises = (
        rises and before is not None and before.metric == "workforce_strength"
    )  # "from 310 PCSOs to 295 PCSOs"
    if is_change and last(around.before, "attach") == "recruited" and not last(nouns, "attach"):
        return Subject(
            OTHER, staff=staff, attach="doing", rule="people_doing"
        )  # "the intake was 30 officers higher"
    alone = is_telegram(around.before, before) and last(around.before, "staff") == staff
    if not (one_more or rises or is_change or moved_to(around) or alone or _of_a_unit(around, nouns)):
        return Subject(OTHER, staff=staff, rule="people")
    return Subject("workforce_strength", staff=group_of(nouns, staff) or OTHER, rule="strength")


_ROLES = frozenset(
    "post posts investigator investigators analyst analysts advisor advisors adviser advisers".split()
)


def roles_counted(around: Window, nouns: Sequence[Token], before: Subject | None) -> Subject | None:
    """'The unit is staffed by one inspector, five sergeants and twenty investigators': people of a rank or role in post."""
    named = names_a_rank(nouns) or any(word in _ROLES for token in nouns for word in token.words.split())
    if any(token.words in _AT_MOST for token in around.before):
        return None  # "has at its height had 500 detectives"
    if named and not _doing(around) and (ranked := _by_rank(around, before)):
        return ranked
    if names_a_rank(nouns) and _doing(around) and not has(nouns, "who"):
        return Subject(
            OTHER, staff=OTHER, attach="doing", rule="people_doing"
        )  # "412 constables were promoted"
    if not named or has(nouns, "who") or _doing(around):
        return None
    listed = before is not None and before.rule == "roles" and len(around.before) < 4
    moved = has(around.before, "up", "down", "target", "forecast")
    holds = bool(around.before) and around.before[-1].words in ("has", "have", "had")
    staffed = (holds or has(around.before[-7:], "strength")) and not moved
    return Subject("workforce_strength", staff=OTHER, rule="roles") if listed or staffed else None


def posts_for(around: Window, nouns: Sequence[Token]) -> Sequence[Token]:
    """Whom posts are for: the 'police officers' of a unit that 'is made up of 429 posts for police officers'."""
    made_up = any(token.words in _CONSISTS for token in around.before[-2:])
    held = made_up and bool(nouns) and nouns[-1].words in ("post", "posts") and not has(nouns, "staff", "who")
    behind = around.after[:4] if held and around.after and around.after[0].words == "for" else ()
    at = next((place for place, token in enumerate(behind) if "staff" in token.cues), 0)
    return behind[1 : at + 1] if at else ()


_AT_MOST = ("height", "peak")


def _by_rank(around: Window, before: Subject | None) -> Subject | None:
    """'VEM officers by rank are: 1,002 constables, 88 sergeants': people of each rank, in a list of them."""
    if before is not None and before.rule == BY_RANK and len(around.before) < 4:
        return before
    words = [token.words for token in around.before]
    listed = any(f"{one} {other}" in ("by rank", "by ranks", "by grade") for one, other in pairwise(words))
    if not listed:
        return None
    who = last(around.before, "who")
    return Subject(HEADCOUNTS.get(who, "workforce_strength"), staff=OTHER, who=who, rule=BY_RANK)


_HOURS = ("full time", "part time")


def _come_from(around: Window) -> str:
    """The population that people are said to belong to: '141 special constables come from minority ethnic communities'."""
    if any(token.words == "of" for token in around.before[-2:]):
        return ""  # "5.7% of the 29,064 officers were": the whole of which some are
    behind = (*around.nouns[1:], *around.after[:6])
    for place, token in enumerate(behind[:5]):
        if token.words in (
            "belong",
            "belonged",
            "come",
            "came",
            "coming",
            "are",
            "were",
            "from",
            "described",
            "identified",
            "classified",
            "declared",
        ):
            who = first(behind[place : place + 5], "who")
            return who if who in SHARES else ""
    return ""


def _people_around(around: Window) -> bool:
    """Whether people of the service who are no listed group are counted: 'leavers (51 female)', '98 VEM staff'."""
    return has((*around.before, *around.nouns, *around.after[:3]), "people")


def in_brackets(around: Window) -> bool:
    """Whether a number is one of several in brackets: '(1,633 men, 415 women)'."""
    return any(token.cues.get("stop") == "(" for token in around.before) or (
        bool(around.before) and around.before[0].cues.get("stop") == ","
    )


_BOUNDS = ("ended", "finished", "closed", "began", "started", "end", "finish")


def moved_to(around: Window) -> bool:
    """'PCSOs have increased to 4,567 officers': what rises to a number of people is a strength."""
    before = around.before
    moved = bool(before) and before[-1].words == "to" and has(before, "up", "down")
    return moved and has(before, "staff", "who") and not has(before, "doing")


def _of_a_unit(around: Window, nouns: Sequence[Token]) -> bool:
    """Whether people are the strength of a unit: 'the strength is', 'the unit has', 'there are', 'officers dedicated to'."""
    near = (*around.before[-7:], *nouns, *around.after[:3])
    event = any(token.words in ("was", "were") for token in near) and not any(
        token.words in ("to", "in") for token in around.after[:5]
    )  # "on 9 December 2,800 officers were deployed", not "were deployed to the unit"
    near = tuple(token for token in near if not (event and token.words == "deployed"))
    if has(near, "strength") or _is_strength_said(around.before):
        return True
    if (
        around.before
        and around.before[-1].words == "with"
        and any(token.words in _BOUNDS for token in around.before)
    ):
        return True  # "ended the year with 30,871 officers"
    if has(around.after[:1], "be") and any(token.words == "posted" for token in around.after[1:4]):
        return True  # "284 officers are posted to these squads"
    if [token.words for token in around.before[-2:]] == ["there", "will be"]:
        return True
    return any(token.words.rsplit(" ", 1)[-1] in _HAS for token in around.before[-2:])


def _is_strength_said(before: Sequence[Token]) -> bool:
    """Whether a strength is the subject of the verb before a number: 'the strength of the Service at the end of May was'."""
    if not before or "be" not in before[-1].cues:
        return False
    for token in reversed(before[:-1]):
        if "strength" in token.cues:
            return True
        if {"stop", "and", "be", "link", "rel", "target", "forecast"} & token.cues.keys():
            return False
    return False


_HAS = frozenset(
    "has have had hold holds held comprise comprises comprised employ employs employed contain contains envisages envisaged".split()
)


def _of_one_rank(base: Sequence[Token]) -> bool:
    """Whether people are of some rank: 'four BME officers of ACPO rank', not 'of all ranks'."""
    words = {token.words for token in base}
    return (
        not words.isdisjoint(("rank", "ranks"))
        and words.isdisjoint(("all", "any", "every"))
        and not has(base, "total")
    )


def _doing(around: Window) -> bool:
    """Whether the people did something on an occasion instead of being the strength of a unit."""
    near = (*around.nouns, *around.after[:8])
    words = [token.words for token in near]
    if "posted" in words and (has(around.before[-3:], "strength") or "are" in words[: words.index("posted")]):
        return False  # "there are 462 officers posted to them", "284 officers are posted to these squads"
    if around.nouns and around.nouns[-1].words in ("joining", "leaving", "retiring"):
        return True
    return has(near, "doing") or has(around.before[-6:], "doing")


def _joined(around: Window) -> bool:
    """Whether the people counted were recruited: 'joined', 'were recruited', 'intake'."""
    return last((*around.before[-4:], *around.nouns, *around.after[:8]), "attach") == "recruited"


def who_did(around: Window, before: Subject | None) -> Subject | None:
    """The people whom a bare number counts, compared with those before: 'against 90 who joined', '30 who left'."""
    if before is None or before.metric not in HEADCOUNTS.values() or before.attach != "doing":
        return None
    if not has(around.before[-1:], "link") or not has(around.after[:1], "rel"):
        return None
    recruited = last(around.after[:4], "attach") == "recruited"
    return before if recruited == (before.staff in RECRUITS.values()) else before._replace(staff=OTHER)


def _near_who(before: Sequence[Token]) -> str:
    """The population named in the words before a number, unless a stop closes that part."""
    for token in reversed(before):
        if "who" in token.cues:
            return token.cues["who"]
        if token.cues.get("stop") in (",", ";", ".", ")") or "and" in token.cues:
            return ""
    return ""


def group_of(nouns: Sequence[Token], staff: str) -> str:
    """The workforce group that the nouns name, `other` where a word narrows it ('liaison officers', 'detectives')."""
    if is_narrower(nouns):
        return OTHER
    for place, token in enumerate(nouns):
        if token.cues.get("staff") == "police_officers" and token.words in ("officers", "officer") and place:
            previous = nouns[place - 1]
            if (
                previous.words  # punctuation has none
                and previous.words.split()[-1] not in PLAIN
                and not {"who", "metric", "prep", "and", "be"} & previous.cues.keys()
            ):
                return OTHER
    return staff
