"""What the labels and titles of a table say: the group of a row, whether rows are offences, per cent or thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.figures.changes import counts_outcomes
from etl.figures.rates import kind_of_detections
from etl.figures.subjects import OTHER, RATE_OF, RECRUITS, Subject, follow, is_bare
from etl.figures.windows import OF_WHICH, first, has, last
from etl.tokens import Token

OVERALL = "overall"  # the label names the whole
NO_OFFENCE = "no_offence"  # the label names events that are no recorded offences
_NO_OFFENCES = frozenset(
    """fatalities casualties collisions complaints calls deaths accidents grievances misconduct tribunals searches stops assaults
    injuries days""".split()
)
OUTCOMES = "outcomes"  # the label names judicial disposals or the like, and no rate of them
OF_DETECTIONS = "of_detections"  # the label names a share of the detections
GAP = "gap"  # the label names how far two rates lie apart
TOTAL = "total"  # the label says no more than that it is the total of the rows
UNLISTED = "unlisted"  # the label names something that is no listed group
_THOUSANDS = re.compile(
    r"\b(?:in|of)\sthousands\b|(?<![\d,])\(?['\u2019]?000s?\b|\bthousands\)", re.IGNORECASE
)


def about_offences(labels: Sequence[Subject], about: Subject) -> bool:
    """Whether the rows of a table are offences: the text above says so, or two labels are listed offence groups."""
    return about.metric == "offences" or sum(bool(label.group) for label in labels) >= 2


# The stages of a recruitment that rows name, and who has come so far: "Passed paper sift" is of no listed group.
_STAGES = (
    (re.compile(r"\b(?:sift(?:ed)?|enquir\w+|interest|attended|invited|interview\w*|offer\w*)\b"), OTHER),
    (re.compile(r"\bpass(?:ed|ing)(?: the)?(?: final)? (?:assessment|selection)\b"), "selection_passed"),
    (re.compile(r"\b(?:applied|application forms?)\b"), "applications"),
    (re.compile(r"\A(?:appointed|appointments|joined|recruited|started|starters|took up post)\b"), "all_recruits"),
)  # fmt: skip
_OF_SECTION = {
    "police_officers": {"applications": "police_officer_applications", "all_recruits": "police_officer_recruits"},
    "pcso": {"all_recruits": "pcso_recruits"},
    "special_constables": {"all_recruits": "special_constable_recruits"},
}  # fmt: skip
WHO_JOIN = {code: staff for staff, codes in _OF_SECTION.items() for code in codes.values()}


def stage_of(staff: str, section: str) -> str:
    """The applications or recruits of a row, in a section on the recruitment of one group of staff.

    >>> stage_of("applications", "police_officers"), stage_of("all_recruits", "")
    ('police_officer_applications', 'all_recruits')
    """
    return _OF_SECTION.get(section, {}).get(staff, staff)


# People who left or were away: some of them are no listed group of staff.
_GONE = frozenset(
    "leaving leavers leaver left resignations retirements departures wastage turnover promotions promoted suspended sickness absence".split()
)


def counts_other_events(tokens: Sequence[Token]) -> bool:
    """Whether a title names events that are no recorded offences, and no offences: 'Complaints by type'."""
    words = {word for token in tokens for word in token.words.split()}
    return bool(words & _NO_OFFENCES) and not has(tokens, "metric")


def counts_gone(tokens: Sequence[Token]) -> bool:
    """Whether a title or head is of people who left: 'Police officers leaving by reason', not 'Joiners'."""
    return any(word in _GONE for token in tokens for word in token.words.split())


def label_of(tokens: Sequence[Token]) -> Subject:
    """What the label of a row names; its scope is a borough or unit. What is only included is not it."""
    end = next(
        (place for place, token in enumerate(tokens) if place and token.words in ("including", "excluding")),
        len(tokens),
    )
    tokens = tokens[:end]
    subject = follow(Subject(), tokens)
    if not (subject.metric or subject.group):
        words = " ".join(token.words for token in tokens)
        stage = next((staff for pattern, staff in _STAGES if pattern.search(words)), "")
        subject = subject._replace(staff=stage or subject.staff)
    if subject.staff == "all_recruits":  # "PCSO - new recruits"
        named = [token.cues["staff"] for token in tokens if token.cues.get("staff") in RECRUITS]
        named += ["police_officers"] * any(token.words == "police" for token in tokens)
        subject = subject._replace(staff=RECRUITS[named[0]] if named else subject.staff)
    scope = last(tokens, "scope")
    metric = first(tokens, "metric") if not subject.metric else subject.metric
    if has(tokens, "total") and not subject.group and metric in RATE_OF and metric != "public_satisfaction":
        subject = subject._replace(rule=OVERALL)
    elif not subject.metric and any(word in _NO_OFFENCES for token in tokens for word in token.words.split()):
        subject = subject._replace(rule=NO_OFFENCE)
    elif not (subject.staff or subject.group or subject.metric or subject.who or scope):
        if _names_something(tokens):
            subject = subject._replace(rule=UNLISTED)
        elif has(tokens, "total"):
            subject = subject._replace(rule=TOTAL)
    of_something = subject.metric in RATE_OF and not (subject.group or scope or subject.rule)
    if (
        of_something
        and subject.metric != "public_satisfaction"
        and not is_bare(tokens)
        and _names_something(tokens)
    ):
        subject = subject._replace(
            rule=UNLISTED
        )  # "Detection rate, non-fatal" is not of the crime of the table
    flagged = any(word in _FLAGS for token in tokens for word in token.words.split())
    if flagged or (metric in ("offences", "incidents") and not subject.group and _counts_some(tokens)):
        # "Crimes with repeat victim", "Sexual offences flagged as DV": some of those that the table is about; the code of
        # incidents is for all of them
        metric = "offences" if metric == "offences" or (flagged and subject.group) else OTHER
        subject = subject._replace(group=OTHER, rule=UNLISTED)
    if counts_outcomes(tokens):
        subject = subject._replace(rule=OUTCOMES)
    if (kind := kind_of_detections(tokens)) and (metric in RATE_OF or subject.metric == OTHER):
        metric, subject = kind, subject._replace(rule=OF_DETECTIONS)  # "Cautions as % of SDs"
    if any(token.words in ("gap", "gaps") for token in tokens):
        subject = subject._replace(rule=GAP)
    if metric == "public_satisfaction" and not subject.group and _names_users(tokens):
        subject = subject._replace(group=OTHER)
    return subject._replace(scope="" if scope.startswith("the:") else scope, metric=metric)


_FLAGS = frozenset(("flag", "flags", "flagged"))
_OF_ALL = frozenset(
    """recorded reported committed total overall number numbers volume count notifiable known allegations made police force
    borough bocu mps annual monthly year""".split()
)


def _counts_some(tokens: Sequence[Token]) -> bool:
    """Whether a row of offences or incidents is of some only: 'Repeat victimisation crimes', not 'Crimes recorded'."""
    said = [
        token
        for token in tokens
        if not token.cues.keys() & {"metric", "total", "prep", "and", "now", "scope"} and token.mention < 0
    ]
    return any(len(word) > 3 and word not in _OF_ALL for token in said for word in token.words.split())


_SHORT_NAMES = {"violence": {"group": "violent_crime"}}


def with_short_names(tokens: list[Token]) -> list[Token]:
    """The tokens of a head or label with the crimes that only a table calls so for short: 'Robbery Violence', not 'fear of violence'."""
    for place, token in enumerate(tokens):
        if token.words in _SHORT_NAMES and (not place or tokens[place - 1].cues.keys() & {"group", "metric"}):
            tokens[place] = token._replace(cues=_SHORT_NAMES[token.words])
        elif token.words == "staff" and place and tokens[place - 1].cues.get("staff") in RECRUITS:
            tokens[place] = token._replace(cues={"staff": "police_staff"})  # "Officers Staff PCSOs"
    return tokens


_STRANDS = {"faith": "faith_crime", "disability": OTHER}


def with_strands(labels: Sequence[Subject]) -> list[Subject]:
    """Labels that name strands of hate crime for short, beside others of them: 'Racist', 'Homophobic', 'Faith'."""
    if not {"racist_crime", "homophobic_crime"} & {label.group for label in labels}:
        return list(labels)
    return [
        Subject(label.metric, _STRANDS[label.who], scope=label.scope, rule=label.rule)
        if label.who in _STRANDS and not (label.staff or label.group)
        else label
        for label in labels
    ]


def with_staff_above(labels: Sequence[Subject], words: Sequence[Sequence[Token]]) -> list[Subject]:
    """Labels that name a population only are of the staff that the row above named: 'PCSO recruits BME', then 'Female';
    'Police officers', then 'of whom VEM'."""
    found: list[Subject] = []
    staff = above = ""
    for label, tokens in zip(labels, words, strict=True):
        alone = label.who and not (label.staff or label.group or label.metric or label.scope)
        if alone and tokens[0].words in OF_WHICH:
            staff = above
        found.append(label._replace(staff=staff) if alone and staff else label)
        staff = label.staff if label.staff and label.who else staff if alone else ""
        above = label.staff if not alone else above
    return found


_PLACES = frozenset(
    "force forces borough boroughs area areas region district division command ocu bocu ward unit directorate team station sector cluster".split()
)
_NO_PLACE = frozenset("average mean all other others".split())


def with_places(
    labels: Sequence[Subject], words: Sequence[Sequence[Token]], head: Sequence[Token]
) -> list[Subject]:
    """Labels under a head that says they are places or units: their figures are of the crime of the table, and theirs."""
    if not any(token.words in _PLACES for token in head[:1]):
        return list(labels)
    named = [[word for token in tokens for word in token.words.split()] for tokens in words]
    return [
        label._replace(rule="", scope="_".join(name))
        if label.rule == UNLISTED and not _NO_PLACE & set(name)
        else label
        for label, name in zip(labels, named, strict=True)
    ]


def with_group_of_all(
    labels: Sequence[Subject], words: Sequence[Sequence[Token]], titled: str
) -> list[Subject]:
    """Labels that name a rate and nothing else are of the one crime that the other rows, or the title, name:
    'Sanction detection rate', below 'DV offences' and 'DV incidents'."""
    groups = [label.group for label in labels if label.group]
    one = groups[0] if len(groups) > 1 and len(set(groups)) == 1 else titled if not groups else ""
    if one in ("", OTHER):
        return list(labels)
    return [
        label._replace(group=one)
        if label.metric in RATE_OF and not (label.group or label.rule or label.scope) and _is_plain(tokens)
        else label
        for label, tokens in zip(labels, words, strict=True)
    ]


def _is_plain(tokens: Sequence[Token]) -> bool:
    """Whether a label says no more than its measure and a period."""
    return all(token.cues or token.mention >= 0 or len(token.words) < 4 for token in tokens)


def staff_of_all(labels: Sequence[Subject]) -> str:
    """Of whom the row "Total" of a table is, whose rows are groups of staff: of all, where officers and staff are among them."""
    staffs = {label.staff for label in labels if label.staff}
    if {"police_officers", "police_staff"} <= staffs:
        return "total_workforce"
    return OTHER if len(staffs) > 1 else ""


_ALL_USERS = frozenset(
    """public people users user victims victim customers customer callers crime service services police mps whole experience overall percentage
    per cent contact ease treatment actions follow taken progress with local doing good job excellent rated rate very fairly completely level levels survey those whom""".split()
)


def _names_users(tokens: Sequence[Token]) -> bool:
    """Whether a row of satisfaction is of some users only: 'satisfied at station counters', not 'satisfied with the service'."""
    said = [
        token
        for token in tokens
        if "metric" not in token.cues and "total" not in token.cues and token.mention < 0
    ]
    return any(len(word) > 3 and word not in _ALL_USERS for token in said for word in token.words.split())


def _names_something(tokens: Sequence[Token]) -> bool:
    """Whether a label has a word that is no period, no total and no small word: 'Traffic wardens', not 'Total (all)'."""
    return any(
        len(token.words) > 3 and not token.cues.keys() & {"total", "prep", "and", "now"} and token.mention < 0
        for token in tokens
    )


_SAYS_PERCENT = re.compile(r"\(\s?%\s?\)|\bpercentages?\b|\bper\s?cent\b", re.IGNORECASE)


def says_percent(words: str) -> bool:
    """Whether the title of a table says that its numbers are per cent: "Satisfaction of victims (%)".

    >>> says_percent("Satisfaction of victims (%)"), says_percent("Offences and % change")
    (True, False)
    """
    return bool(_SAYS_PERCENT.search(words))


_LABEL_PERCENT = re.compile(r"\A(?:as\s)?(?:an?\s)?%|\(\s?%\s?\)|\b(?:as|a)\s%|,\s?%\sof\b", re.IGNORECASE)


def label_says_percent(words: str) -> bool:
    """Whether the label of a row says that its bare numbers are per cent.

    >>> label_says_percent("% of all crimes"), label_says_percent("Rate (%)"), label_says_percent("Down 2%")
    (True, True, False)
    """
    return bool(_LABEL_PERCENT.search(words))


_RATIO = re.compile(r"\bratios?\b|\bdisproportionality\b|[A-Za-z]:[A-Za-z]", re.IGNORECASE)


def says_ratio(words: str) -> bool:
    """Whether a head or title says that bare numbers are ratios: "Black:White", "Search ratio by power".

    >>> says_ratio("Black:White"), says_ratio("Rate of detection")
    (True, False)
    """
    return bool(_RATIO.search(words))


def says_thousands(words: str) -> bool:
    """Whether a caption or head says that its numbers are thousands: "offences in thousands", "(000s)".

    >>> says_thousands("Offences ('000)"), says_thousands("Offences, 2,000 or more")
    (True, False)
    """
    return bool(_THOUSANDS.search(words))


_POUNDS = re.compile(r"\u00a3\s?(?:000s?|k|m|millions?|thousands?)?(?![\w.])", re.IGNORECASE)


def says_pounds(words: str) -> float:
    """By what bare numbers under a caption or head are to be multiplied to be pounds: "Assets recovered, £000"; 0 where they are none.

    >>> says_pounds("Assets recovered, £000"), says_pounds("Budget (£m)"), says_pounds("Cash over £1,000")
    (1000.0, 1000000.0, 0.0)
    """
    found = _POUNDS.search(words)
    if found is None:
        return 0.0
    scale = found.group()[1:].strip().lower()
    return 1000.0 if scale and scale[0] in "0kt" else 1_000_000.0 if scale else 1.0
