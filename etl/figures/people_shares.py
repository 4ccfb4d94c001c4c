"""Of whom a share of people is: the group of staff, its recruits, or a part of it that has no code."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.subjects import OTHER, RECRUITS, SHARES, Subject, is_narrower, names_a_rank
from etl.figures.windows import Window, first, has
from etl.tokens import Token


def one_group(staffs: Sequence[str], base: Sequence[Token]) -> str:
    """One group for a base: the group named, its recruits where they were recruited, all of them where several are named."""
    if not staffs:
        return ""
    recruited = any(token.cues.get("attach") == "recruited" for token in base)
    plain = [staff for staff in staffs if not staff.endswith("recruits")]
    if len(staffs) > 1 and len(plain) > 1:
        return "all_recruits" if recruited else "total_workforce"
    return RECRUITS.get(staffs[0], staffs[0]) if recruited else staffs[-1] if len(staffs) == 1 else staffs[0]


def people_share(
    who: str,
    staff: str,
    around: Window,
    so_far: Subject,
    carried: Subject,
    rule: str,
    base: Sequence[Token] = (),
) -> Subject:
    """A share of a group of staff; shares of one ethnicity, faith or age are `other`."""
    of_those = any(token.words in ("those", "them", "the rank", "rank") for token in around.base)
    if (
        _by_service(base)
        or is_narrower((*around.nouns, *base))
        or (of_those and names_a_rank((*around.base, *around.after[:4])))
    ):
        staff = OTHER
    if (
        staff == "all_recruits"
        and carried.staff in RECRUITS.values()
        and not any("all" in token.words.split() for token in base)
    ):
        staff = carried.staff  # "new recruits" are those of the sentence before
    recruited = (
        rule != "share_of"
        and so_far.attach == "recruited"
        and not any(
            token.cues.get("attach") == "strength" for token in (*around.before, *base, *around.nouns)
        )
    )
    if recruited and staff in RECRUITS and _recruited_near(around, base):
        staff = RECRUITS[staff]
    near = (*around.before, *around.nouns, *base)
    if who in SHARES and not staff and so_far.attach == "recruited" and _of_those_recruited(around.before):
        # "of those recruited since April 9.8% are from ethnic minorities"
        staff = RECRUITS.get(
            carried.staff, carried.staff if carried.staff in RECRUITS.values() else "all_recruits"
        )
    if who in SHARES and not staff and (has(near, "people") or names_a_rank(near)):
        return Subject(SHARES[who], staff=OTHER, who=who, rule=rule)  # "BME staff", "female managers"
    if who not in SHARES or not (staff or carried.staff or of_interest(around)):
        return Subject(OTHER, staff=staff, who=who, rule=rule)
    return Subject(SHARES[who], staff=staff or carried.staff or OTHER, who=who, rule=rule)


def _of_those_recruited(tokens: Sequence[Token]) -> bool:
    words = [token.words for token in tokens[:2]]
    return words in (["of", "those"], ["among", "those"]) and not has(tokens, "staff", "people")


FOR = ("for", "among", "amongst")  # whose share is told: "9.5% for officers"


def named_for(around: Window, before: Subject | None, carried: Subject) -> Subject | None:
    """'9.5% for officers, 24.0% for police staff', 'the target of 24% for female officers': the share of those named behind."""
    above = before if before is not None and before.metric else carried
    if above.metric not in SHARES.values() or not around.after or around.after[0].words not in FOR:
        return None
    if has(around.before, "metric", "staff", "who") or has(around.nouns, "metric", "staff", "who"):
        return None
    end = next((at for at, token in enumerate(around.after) if at and "stop" in token.cues), 5)
    behind = around.after[1 : min(end, 5)]
    who, staff = first(behind, "who"), first(behind, "staff")
    if (who and who not in SHARES) or not (who or staff):
        return None
    staff = OTHER if is_narrower(behind) or names_a_rank(behind) else staff or above.staff
    who = who or above.who
    return above._replace(metric=SHARES[who], staff=staff, who=who, rule="share_of_those")


def is_said_of_it(tokens: Sequence[Token]) -> bool:
    """Whether what goes on is said of others: 'In the MSC it is', 'among PCSOs this was'."""
    near = tokens[-2:]
    return len(near) > 1 and near[0].words in ("it", "this", "that", "they") and "be" in near[1].cues


def is_of_posts(base: Sequence[Token]) -> bool:
    """Whether posts are held: 'women hold 12.7% of posts at superintendent and above'."""
    return any(token.words in ("posts", "post") for token in base[:2])


def is_of_employees(tokens: Sequence[Token]) -> bool:
    """Whether people speak of their own work: 'satisfied with the service as an employer'."""
    if any(
        token.cues.get("metric") == "public_satisfaction" and token.words.startswith("good")
        for token in tokens
    ):
        return False  # "a good or excellent job"
    return any(token.words in ("employer", "manager", "managers", "colleagues", "job") for token in tokens)


def _by_service(base: Sequence[Token]) -> bool:
    """Whether only people of some length of service are meant: 'of police officers with five years or less service'."""
    words = [token.words for token in base]
    return "with" in words and any(
        word in ("years", "year", "service") for word in words[words.index("with") :]
    )


def of_interest(around: Window) -> bool:
    """Whether people register interest or apply: without a group of staff, only they have a share here."""
    return has((*around.before, *around.nouns, *around.base, *around.after), "interest")


def _recruited_near(around: Window, base: Sequence[Token]) -> bool:
    """Recruits and strength are told apart by the word nearest before the number."""
    for token in reversed((*around.before, *base)):
        if "attach" in token.cues:
            return token.cues["attach"] == "recruited"
        if token.cues.get("stop") in (":", ";"):
            return False
    return True


def staff_of(tokens: Sequence[Token]) -> str:
    """The group of staff that is named last; 'the workforce' is the narrower group that it goes with."""
    staffs = [token.cues["staff"] for token in tokens if "staff" in token.cues]
    narrower = [staff for staff in staffs if staff != "total_workforce"]
    return (narrower or staffs or [""])[-1]
