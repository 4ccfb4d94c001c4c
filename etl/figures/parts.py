"""A number that is a part of what was counted, its distance from a target, or what cases ended in."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.subjects import HEADCOUNTS, OTHER, RECRUITS, THOSE, Subject, is_narrower, names_a_rank
from etl.figures.windows import OF_WHICH, POINTING, Window, every, first, has, last
from etl.tokens import Token

RANKED = ("offences", "incidents", "arrests", "sanction_detections")
CALLS = ("hotline_calls", "third_party_reports")
LED_TO = ("resulted", "resulting", "led", "leading", "ended", "ending")
OUTCOMES = frozenset(
    (
        "detected",
        "disposed",
        "taken into consideration",
        "solved",
        "charged",
        "cleared",
        "cautioned",
        "prosecuted",
        "cleared up",
        "led",
        "resulted",
        "sanction detected",
    )
)
_CLOSED = ("solved", "cleared up", "cleared", "charged")
# what is done with records of crimes: they are those looked at, not those that happened
_SAMPLED = frozenset(
    """sampled reviewed examined audited analysed inspected checked studied scrutinised sample review audit analysis
    examination inspection""".split()
)
_KEPT_FROM = ("prevented", "averted", "foiled", "thwarted")
_DONE_TO_PEOPLE = ("charged", "cautioned", "bailed", "convicted", "sentenced", "prosecuted", "summonsed")
_AMOUNTS_TO = (
    "accounted for",
    "accounted",
    "account for",
    "accounts for",
    "makes up",
    "made up",
    "make up",
    "constituted",
    "comprised",
    "formed",
    "for",
)
_UNITS = ("ocu", "squad", "unit", "team", "command", "bocu", "directorate")
_OFF = ("under", "below", "above", "over", "short")
_INCLUDES = ("include", "includes", "included", "including")
_IN_THIS = (["in", "this", "are"], ["in", "that", "are"], ["in", "this", "is"], ["within", "this", "are"])
_WERE_FOR = (["were", "for"], ["were", "from"], ["were", "against"], ["was", "for"])
_UNGROUPED = ("network_disruptions", "confiscation_orders", *CALLS)  # a kind of them has no code of its own


_ALL_OF = frozenset(
    ("the", "total", "overall", "offences", "crimes", "these", "those", "all", "year", "half", "category")
)


def _made_up(around: Window, carried: Subject, before: Subject | None) -> Subject | None:
    """'Robbery accounts for 17,418 of these', 'snatch theft made up 3,900 of the offences': one crime of the offences before."""
    named = every(around.before, "group")
    makes_up = any(token.words in _AMOUNTS_TO for token in around.before[-3:])
    ends = (place for place, token in enumerate(around.base) if {"and", "prep"} & token.cues.keys())
    base = around.base[: next(ends, len(around.base))]
    of_all = bool(base) and (base[0].words in POINTING or all(token.words in _ALL_OF for token in base))
    above = before if before is not None and before.metric else carried
    if not (makes_up and of_all and len(named) == 1 and above.metric == "offences"):
        return None
    return Subject("offences", named[0], rule="part_of_number_before")


def _is_some_of(around: Window) -> bool:
    """Whether a bare number counts a kind of what was counted before: '412 were for drugs offences'."""
    said = [token.words for token in (*around.nouns, *around.after)[:2]]
    return not has(around.nouns, "metric") and said in _WERE_FOR


def part_counted(around: Window, so_far: Subject, carried: Subject, before: Subject | None) -> Subject | None:
    """What a count measures that is a part of another one: '71 of them', 'all but 17', 'including 29 on contracts'."""
    if around.part and not around.nouns:
        who = first(around.after[around.said :][:4], "who") if around.said >= 0 else ""
        if who in HEADCOUNTS:  # "410 of the 2,050 police officer recruits were BME"
            ranked = is_narrower(around.base) or names_a_rank((*around.base, *around.after[: around.said]))
            staff = OTHER if ranked else last(around.base, "staff") or so_far.staff
            return Subject(HEADCOUNTS[who], staff=staff or OTHER, who=who, rule="headcount_said")
        who = last(around.before, "who") if any(t.words in _AMOUNTS_TO for t in around.before[-2:]) else ""
        whole = last(around.base, "staff")
        if who in HEADCOUNTS and whole and not is_narrower(around.base):
            new = (
                any(token.words == "new" for token in around.base)
                or last(around.before, "attach") == "recruited"
            )
            staff = RECRUITS.get(whole, whole) if new else whole
            return Subject(HEADCOUNTS[who], staff=staff, who=who, rule="headcount_said")
        return _made_up(around, carried, before) or Subject(OTHER, rule="part_of_a_count")
    if not around.nouns and (part := _made_up(around, carried, before)) is not None:
        return part
    if not around.nouns and around.said >= 0 and has(around.base, "people", "staff"):
        who = first(around.after[around.said :][:4], "who")
        if who in HEADCOUNTS and not has(around.base, "who"):  # "74 of the leavers were BME"
            whole = last(around.base, "staff")
            known = whole and not is_narrower(around.base) and not has(around.base, "doing")
            attach = "doing" if has(around.base, "doing") else ""
            staff = whole if known else OTHER
            return Subject(HEADCOUNTS[who], staff=staff, who=who, attach=attach, rule="headcount_said")
    of_those = not around.nouns and bool(around.base) and around.base[0].words in (*POINTING, "whom")
    if of_those and before is not None and before.metric in RANKED:
        # "412 arrests, 71 of them for robbery", "20,622 incidents, 6,012 of these were assaults"
        elsewhere = has((*around.before, *around.after), "scope")
        group = (
            last(around.base, "group")
            or first(around.after, "group")
            or (before.group if elsewhere else OTHER)
        )
        return before._replace(group=group, rule="part_of_number_before")
    if before is not None and before.metric in _UNGROUPED and _is_some_of(around):
        return Subject(
            OTHER, rule="part_of_a_count"
        )  # "of 1,204 confiscation orders 412 were for drugs offences"
    some_people = before is None and carried.metric == "workforce_strength"
    some_people = some_people or (before is not None and before.rule == THOSE)
    if of_those and some_people and not has((*around.base, *around.after[:6]), "who"):
        return Subject(OTHER, rule="part_of_a_count")  # "twelve of them have so far been promoted"
    if of_those and has(around.before[-3:], "doing"):
        return Subject(OTHER, rule="part_of_a_count")  # "a firm of consultants, who spoke to 140 of them"
    if before is None and [token.words for token in around.before[:3]] in _IN_THIS:
        return Subject(OTHER, rule="part_of_a_count")  # "In this are the Mayor's 1000"
    if [token.words for token in around.before[-2:]] == ["all", "but"]:
        return Subject(OTHER, rule="part_of_a_count")  # "all but 17 are women"
    if of_those and before is None and carried.metric in RANKED and _ends_in_an_outcome(around):
        return Subject(OTHER, carried.group, rule="outcome")  # "412 of these resulted in a charge"
    if around.before and around.before[-1].words in _KEPT_FROM:
        return Subject(OTHER, rule="outcome")  # "officers of the Squad prevented 23 robberies"
    if not around.nouns and around.before and around.before[-1].words in _DONE_TO_PEOPLE:
        return Subject(OTHER, rule="outcome")  # "arrested 164 people and charged 97"
    said = around.after[around.said : around.said + 2] if around.said >= 0 else ()
    if before is not None and before.metric in RANKED and not around.nouns and _is_some_kind(around, said):
        return before._replace(
            group=OTHER, rule="part_of_number_before"
        )  # "312 crimes, 187 were antisemitic"
    closed = any(token.words in _CLOSED for token in said)
    if closed and not around.nouns and before is not None and before.metric == "offences":
        return Subject(OTHER, before.group, rule="outcome")  # "34 murders; 31 have been solved"
    if (
        before is not None
        and before.metric == "incidents"
        and first(said, "group") == "total_notifiable_offences"
    ):
        return before._replace(
            metric="offences", rule="said"
        )  # "3,912 incidents, and of these 1,688 were notifiable offences"
    alone = [token.words for token in around.before] == ["or"]
    if alone and before is not None and before.rule in ("no_subject", "beside_other"):
        return Subject(
            OTHER, rule="count_beside_rate"
        )  # "the largest was in Brent, at 11.8% or 142 offences"
    if part := _part_of_before(around, before):
        return part
    of = [token.words for token in around.before if token.words != "out"] == ["of"]
    if of and before is not None and before.who in HEADCOUNTS:
        return Subject(OTHER, rule="whole_of_a_part")  # "(112 of 663)"
    of_whom = bool(around.after) and around.after[0].words in OF_WHICH
    if of_whom and before is not None and before.rule == "roles" and not has(around.after[:5], "who"):
        return Subject(OTHER, rule="part_of_a_count")  # "twenty investigators, two of whom are on leave"
    if not around.nouns and has(around.base, "staff") and is_narrower(around.before[-6:]):
        return Subject(OTHER, rule="part_of_a_count")  # "sergeants accounted for 5,901 of officers"
    open_posts = has((*around.before[-3:], *around.nouns, *around.after[:8]), "distance")
    posts = any(token.words in ("posts", "post") for token in around.nouns)
    if around.nouns and around.nouns[-1].words == "targets":
        return Subject(OTHER, rule="targets")  # "four of the six crime reduction targets are met"
    if open_posts and (posts or has(around.nouns, "staff") or names_a_rank(around.nouns)):
        return Subject(
            OTHER, rule="distance"
        )  # "a shortage of 56 detective constables", "83 officer posts are vacant"
    if _is_distance(around):
        return Subject(OTHER, rule="distance")
    near = around.before[-2:]
    period = [token.words for token in around.before[-4:]].count(
        "under"
    ) > 0  # "in the period under review there were"
    if not period and any(token.words.split(" ")[-1] in _SAMPLED for token in near):
        return Subject(
            OTHER, rule="sampled"
        )  # "the team dip-sampled 640 crime reports", "a review of 120 rapes"
    if before is not None and before.rule == "sampled" and not around.nouns:
        return before  # "a review of 120 robberies found that 14 had been recorded twice"
    strength = before is not None and before.metric == "workforce_strength" and not around.bracketed
    some = bool(around.before) and around.before[-1].words in _INCLUDES and not has(around.after[:4], "who")
    if strength and some and not around.nouns:
        return Subject(
            OTHER, rule="part_of_a_count"
        )  # "162 police staff, including 29 on temporary contracts"
    return None


_HAPPENED = frozenset(
    "recorded reported made seen committed logged counted registered notified received identified".split()
)


def _is_some_kind(around: Window, said: Sequence[Token]) -> bool:
    """Whether it is said of the cases counted what kind they were, in words of no listed group: 'were antisemitic'."""
    plain = bool(said) and bool(said[0].words) and said[0].words.split(" ")[0] not in _HAPPENED
    another = has(around.before, "target", "forecast", "link") or has(around.after, "scope", "link")
    return plain and not another and not any(token.cues for token in said)


def _ends_in_an_outcome(around: Window) -> bool:
    """Whether it is said of the cases counted what they ended in: 'resulted in a charge', 'led to arrests', 'were solved'."""
    near = (*around.base[1:4], *around.after[:3])
    return any(token.words in (*LED_TO, *OUTCOMES) for token in near)


def _is_distance(around: Window) -> bool:
    """'312 under the target', '126 officers short of the budgeted strength': how far off, and no value."""
    if around.before and around.before[-1].words == "by" and has(around.before, "target") and around.nouns:
        return not has(around.before[-4:], "up", "down")  # "would exceed the target by 459 officers"
    behind = (*around.nouns, *around.base, *around.after)
    if len(behind) == 1 and behind[0].words in _OFF:
        return True  # "strength should reach 26,290, i.e. 240 over"
    near = (*around.nouns[:3], *around.after[:2])
    far = next(
        (place for place, token in enumerate(near) if token.words in _OFF),
        -1,
    )
    return far >= 0 and has((*around.nouns, *around.base, *around.after[:6]), "target")


def is_outcome(around: Window) -> bool:
    """Whether the offences counted are those that ended in something: '410 homophobic crimes were detected'."""
    said = around.after[around.said : around.said + 2] if around.said >= 0 else around.after[:1]
    return any(token.words in OUTCOMES for token in said)


def _part_of_before(around: Window, before: Subject | None) -> Subject | None:
    """'2,640 rapes, of which 192 had male victims', '1,316 arrests, 188 of which for possession': a part of the events
    counted before, of a group of its own for arrests and of none listed for offences."""
    ahead = bool(around.before) and around.before[-1].words in OF_WHICH
    behind = not around.nouns and bool(around.after) and around.after[0].words in OF_WHICH
    own = has((*around.nouns, *around.after[1:4]), "metric", "staff")  # "of which 15,137 were crimes"
    if before is None or before.metric not in RANKED or not (ahead or behind) or own:
        return None
    if is_outcome(around):
        return Subject(OTHER, rule="outcome")
    group = first((*around.nouns, *around.after[:5]), "group")
    by_whom = around.after[:6]  # "655 arrests, of which 198 were by Trident OCU"
    of_place = not group and (has(by_whom, "scope") or any(one.words in _UNITS for one in by_whom))
    named = group if before.metric == "arrests" and group else before.group if of_place else OTHER
    return before._replace(group=named, rule="part_of_number_before")
