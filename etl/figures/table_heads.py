"""The heads of a table: which of their words are over which column, and what a column measures.

A head printed without separators is parted into columns by what it names: a period, a measure, a word such as
"target" or "change". Where the parts do not come out as many as the cells, there are no columns: a figure is never put
under a head that may not be its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from etl.calendar import Period
from etl.figures import when
from etl.figures.subjects import Subject, follow
from etl.figures.table_labels import OF_DETECTIONS, counts_gone, counts_other_events
from etl.figures.windows import has
from etl.periods import Mention
from etl.tokens import Token

_PERCENT = re.compile(r"%|\bper\s?cent|\bpercentage\b", re.IGNORECASE)


class Column(NamedTuple):
    """What a column's head says: the measure, the kind, the period."""

    subject: Subject
    kind: str
    period: Period | None
    relative: bool
    percent: bool
    words: str
    gone: bool = False  # it counts people who left


def part_head(tokens: Sequence[Token], cells: int) -> list[list[Token]] | None:
    """The parts of a head without separators, one for each cell; None where they do not fit.

    A part holds at most one period, one measure and one word of kind, and ends with its period: 'JD rate Oct 03'.
    """
    if len(tokens) > 1 and tokens[0].words in _THING:
        tokens = tokens[
            1 + (tokens[1].words in _KIND_OF_THING) :
        ]  # "Crime type Target 2005/06": the head of the labels
    named = [place for place, token in enumerate(tokens) if _anchor(token)]
    if named and tokens[named[0]].words in _ROWS:
        tokens = tokens[named[0] + 1 :]  # "Objective Target 2005/06": the head of the labels
    for alone in _ALONE:
        parts = _parted(tokens, alone)
        if len(parts) == cells + 1 and _heads_labels(parts):
            parts = parts[1:]
        if len(parts) == cells and not any(part[-1].words in _LEADS for part in parts):
            return None if not alone and _either_way(tokens) else _with_its_period(parts)
    return None


def _heads_labels(parts: Sequence[Sequence[Token]]) -> bool:
    """Whether the first part is over the labels of the rows: 'Offences' before '2004/05', not 'Target'."""
    first = {_anchor(token) for token in parts[0]}
    return "period" not in first and not ("kind" in first and parts[1][0].mention >= 0)


def _either_way(tokens: Sequence[Token]) -> bool:
    """Whether a word of kind may go with the period before it or with the one behind: '2003/04 Target 2004/05'."""
    kinds = [_anchor(token) for token in tokens if _anchor(token)]
    changes = len(tokens) > 1 and "change" in tokens[1].cues
    return kinds[:3] == ["period", "kind", "period"] and "measure" not in kinds and not changes


def _with_its_period(parts: list[list[Token]]) -> list[list[Token]]:
    """The parts with a period between a change and a target at the target: 'Change', '2005/06 target'."""
    for left, right in pairwise(parts):
        alone = [token.words for token in right] == ["target"]
        if alone and len(left) > 1 and "change" in left[-2].cues and left[-1].mention >= 0:
            right.insert(0, left.pop())
    return parts


_THING = ("offence", "crime")
_KIND_OF_THING = ("type", "category", "group", "types")
_ROWS = ("objective", "objectives", "measure", "indicator", "priority")
_MEASURES = (
    "total",
    "rate",
    "number",
    "all",
    "percentage",
    "percent",
    "performance",
)  # words that head a column where no other word does
_LEADS = ("on", "over", "from", "to", "of", "in", "against")  # a part does not end where a head goes on
# What stands without a period of its own, tried in this order: nothing; "Change % Apr-Dec 2006"; "Target FYTD 05/06";
# and a change that is a column of its own behind a measure, "Offences Change on May 2005". Last, a word of kind that stands
# behind its period: "2003/04 2004/05 target"; or a kind that is a column beside its measure: "Strength Target Variance".
_ALONE = (
    (), ("change",), ("change", "kind"), ("measure",), ("words",), ("measure", "words"), ("groups",), ("groups", "measure"),
    ("groups", "words"), ("behind",), ("apart",), ("words", "apart"),
)  # fmt: skip


def _parted(tokens: Sequence[Token], alone: Sequence[str]) -> list[list[Token]]:
    parts: list[list[Token]] = []
    has: set[str] = set()
    for before, token in zip((None, *tokens), tokens, strict=False):
        named = ("words" in alone and token.words in _MEASURES) or (
            "groups" in alone and "group" in token.cues
            and not (parts and before is not None and before.cues.get("stop") == ",")  # "JD rate, street crime"
        )  # fmt: skip
        kind = _anchor(token) or ("measure" if named else "")
        if before is not None and "who" in before.cues and not {"who", "metric"} & token.cues.keys():
            kind = "" if "staff" in token.cues else kind  # "VEM recruits" is one column
        if kind:
            changes = "change" in token.cues
            if (
                not parts
                or kind in has
                or ("period" in has and kind in ("measure", "kind") and "behind" not in alone)
                or (kind == "measure" and "kind" in has)
                or ("change" in alone and "change" in has)
                or ("kind" in alone and "kind" in has)
                or ("measure" in alone and "measure" in has and changes)
                or ("apart" in alone and "measure" in has and kind == "kind")
            ):
                parts.append([])
                has = set()
            has |= {kind, "change"} if changes else {kind}
        if parts:
            parts[-1].append(token)
    return parts


_KINDS = frozenset(
    """actual achievement achieved standard difference diff variance status increase decrease reduction improved outturn trend
    latest rank ranking comment comments""".split()
)


def _anchor(token: Token) -> str:
    if token.mention >= 0:
        return "period"
    if (
        ("target" in token.cues and token.words != "targets")
        or "change" in token.cues
        or token.words in _KINDS
    ):
        return "kind"
    if "metric" in token.cues or "staff" in token.cues or "who" in token.cues:
        return "measure"
    return ""


_SEXES = {"F": "female", "M": "male"}  # heads of one letter


def read_column(
    tokens: Sequence[Token], mentions: Sequence[Mention], text: str, signs_behind: bool = False
) -> Column:
    """What the head of one column says. `signs_behind`: a per cent sign belongs to the words before it, 'BME % Female %'."""
    kind = ""
    if any("target" in token.cues or token.words == "standard" for token in tokens) and not any(
        token.words in ("met", "achieved") for token in tokens
    ):
        kind = "target"
    if any(token.words == "establishment" for token in tokens) and not has(tokens, "actual"):
        kind = "target"  # what a strength should be
    if has(tokens, "forecast"):
        kind = "forecast"
    if any(
        "change" in token.cues
        or token.words in ("difference", "diff", "variance", "increase", "decrease", "reduction", "movement")
        for token in tokens
    ) and not (kind == "target" and _is_of_a_change(tokens)):
        kind = "change"
    at = next((place for place, token in enumerate(tokens) if token.mention >= 0), -1)
    compared = (
        kind == "change" and at > 0 and tokens[at - 1].words in ("on", "over", "from", "since", "against")
    )
    found = mentions[tokens[at].mention] if at >= 0 and not compared else None
    words = ""
    if tokens:
        start = tokens[0].start
        if not signs_behind:
            ahead = text[max(start - 2, 0) : start].rpartition("\n")[2]
            start -= len(ahead) * (ahead.strip() in ("%", "(%", "(", "\u00a3"))
        words = " ".join(text[start : _head_end(text, tokens[-1].end, signs_behind)].strip("| \n").split())
    relative = found is not None and found.role in when.RELATIVE
    subject = follow(Subject(), tokens)
    if subject.scope.startswith("the:"):
        subject = subject._replace(scope="")  # "the Operation": a head tells of no other
    subject = subject._replace(who=_SEXES.get(words, subject.who))
    return Column(
        subject,
        kind,
        found.period if found is not None else None,
        relative,
        bool(_PERCENT.search(words)),
        words,
        counts_gone(tokens),
    )


_AIMED_AT = frozenset(("change", "changes", "increase", "decrease", "reduction"))


def _is_of_a_change(tokens: Sequence[Token]) -> bool:
    """Whether a target is one of a change: 'Target 2003/04 (% change)', 'Reduction target'; not 'Change against target'."""
    moves = [token.words for token in tokens if "change" in token.cues or token.words in _AIMED_AT | _KINDS]
    plain = all(word in _AIMED_AT for word in moves) and not has(tokens, "metric", "link")
    return plain and not any(token.words in ("on", "from", "over", "to", "since") for token in tokens)


_OUTCOMES = {"charge": "charge_share", "caution": "caution_share"}
_OUTCOME = re.compile(r"\A%?\s?(charge|caution)(?:d|s|ed)?(?:\srate)?\s?(?:\(?%\)?)?\Z", re.IGNORECASE)


def with_kinds_of_detections(columns: Sequence[Column]) -> list[Column]:
    """Columns that name an outcome and per cent, beside one of the detections, are shares of these: 'SD rate | Charge (%)'."""
    if not any(one.subject.metric in ("sanction_detections", "sanction_detection_rate") for one in columns):
        return list(columns)
    return [
        one._replace(subject=Subject(_OUTCOMES[found[1].lower()], rule=OF_DETECTIONS))
        if one.percent and not one.kind and (found := _OUTCOME.match(one.words))
        else one
        for one in columns
    ]


def are_strengths(columns: Sequence[Column], labels: Sequence[Subject], above: Sequence[Token]) -> bool:
    """Whether a table of groups of staff by place counts who is there: 'Officers PCSOs Specials' over boroughs."""
    of_staff = [
        one
        for one in columns
        if one.subject.staff and not (one.subject.metric or one.subject.who or one.kind)
    ]
    placed = sum(bool(label.scope) and not (label.metric or label.group) for label in labels)
    told = has(above, "doing", "attach", "metric", "group", "custody", "distance", "target") or counts_gone(
        above
    )
    told = told or counts_other_events(above)
    return len(columns) > 1 and len(of_staff) == len(columns) and placed > 1 and not told


_SIGN = r"[^\S\n]?\(?%\)?"
_SIGN_BEHIND = re.compile(rf"{_SIGN}(?=[^\S\n]*(?:[|\n\t]|\Z)|[^\S\n]{{2}})")
_ANY_SIGN = re.compile(_SIGN)


def _head_end(text: str, end: int, signs_behind: bool) -> int:
    """The end of a head with the per cent sign that follows its last word."""
    found = (_ANY_SIGN if signs_behind else _SIGN_BEHIND).match(text, end)
    return found.end() if found else end
