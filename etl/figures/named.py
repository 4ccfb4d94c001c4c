"""Which name 'the Unit' or 'the command' stands for in a report, and whether the report is about one borough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from etl.calendar import Period
from etl.catalogue.lexicon import BOROUGH_NAMES
from etl.periods import Mention
from etl.report_records import Report

# Each scan of a whole text begins with the letters of what it looks for: `re` finds those much faster than it tries words.
_HEAD = re.compile(r"(?:Unit|Command|Team|Squad|Directorate|OCU|Branch)\b")
_NAME_BEFORE = re.compile(r"\b(?:[A-Z][A-Za-z'\u2019-]+(?:\s(?:and|&|of|for)\s|\s)){1,5}\Z")
_LONGEST_NAME = 120  # characters before its head word
_OPERATION = re.compile(r"Operation\s([A-Z][a-z]+)\b")
_NOT_NAMES = frozenset(("the", "this", "each", "senior", "a", "mps", "and", "&", "of", "for", "that"))


def named_scopes(report: Report) -> tuple[dict[str, str], str]:
    """What `the:unit` and the like stand for, and the scope of the whole report.

    The first unit that a report names is the one it calls 'the Unit'; of its longer and shorter names the shortest that
    begins with the same word is taken.
    """
    found: dict[str, list[str]] = {}
    for match in _HEAD.finditer(report.text):
        named = _NAME_BEFORE.search(report.text, max(match.start() - _LONGEST_NAME, 0), match.start())
        words = [word.lower() for word in named.group().replace("&", "and").split()] if named else []
        while words and words[0] in _NOT_NAMES:
            words.pop(0)
        if words:
            head = match.group().lower()
            name = "_".join(
                word.replace("'", "").replace("\u2019", "") for word in (*words, head) if word != "and"
            )
            found.setdefault(head, []).append(name)
    scopes = {}
    for head, names in found.items():
        first_word = names[0].split("_", 1)[0]
        scopes[f"the:{head}"] = min((name for name in names if name.startswith(first_word)), key=len)
    if operation := _OPERATION.search(report.text):
        scopes["the:operation"] = f"operation_{operation.group(1).lower()}"
    title = report.title.lower()
    boroughs = {code for name, code in BOROUGH_NAMES.items() if re.search(rf"\b{name}\b", title)}
    return scopes, boroughs.pop() if len(boroughs) == 1 else ""


_WAS_HELD = re.compile(
    r"Operation\s([A-Z][a-z]+)\b[^.]{0,60}?\b(?:took place|was held|was carried out|was mounted|was run|ran)\b(?=([^.]{0,80}))"
)
_HELD = re.compile(r"\b(?:mounted|held|staged|carried\sout)\s\Z")
_VERB = 14  # characters before "Operation"
_BEFORE_HELD = 60  # characters: "On 9 June 2009 the MPS, with its partners, mounted Operation Larkspur"
_OF_AN_OPERATION = ("day", "month", "month_range")


def operation_days(report: Report, mentions: Sequence[Mention]) -> dict[str, Period]:
    """The time of each operation that the report says took place in one, most often a day: its arrests are of that time."""
    days: dict[str, Period] = {}
    for match in _WAS_HELD.finditer(report.text):
        held = _first_of(report, mentions, match.end(), match.end(2), _OF_AN_OPERATION)
        if held is not None:
            days.setdefault(f"operation_{match.group(1).lower()}", held)
    for match in _OPERATION.finditer(report.text):
        if not _HELD.search(report.text, max(match.start() - _VERB, 0), match.start()):
            continue
        begun = max(match.start() - _BEFORE_HELD, report.text.rfind(".", 0, match.start()))
        if (day := _first_of(report, mentions, begun, match.start(), ("day",))) is not None:
            days.setdefault(f"operation_{match.group(1).lower()}", day)
    return days


def _first_of(
    report: Report, mentions: Sequence[Mention], start: int, end: int, types: Collection[str]
) -> Period | None:
    """The first period of some types that is named between two offsets; no day with which it only began, 'from 6 August'."""
    named = ((one, one.period) for one in mentions if start <= one.start < end)
    return next(
        (
            period
            for one, period in named
            if period is not None
            and period.type in types
            and not (period.type == "day" and _BEGINS.search(report.text, start, one.start + 5))
        ),
        None,
    )


_BEGINS = re.compile(r"\b(?:from|since)\b")


_LAST_DIGIT = re.compile(r"\d(?![\d,.%/])(?<=[a-z]\s\d)")
_CAPITAL_WORD = re.compile(r"\b[A-Z][a-z]{3,}\s\Z")


def numbered_names(report: Report) -> frozenset[str]:
    """Names that end in a number and that the report uses more than once, such as 'Phoenix 2'."""
    text = report.text
    found = [
        f"{word.group().rstrip()} {digit.group()}"
        for digit in _LAST_DIGIT.finditer(text)
        if (word := _CAPITAL_WORD.search(text, max(digit.start() - 40, 0), digit.start())) is not None
    ]
    return frozenset(name for name, times in Counter(found).items() if times > 1)
