"""Which name 'the Unit' or 'the command' stands for in a report, and whether the report is about one borough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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


_HELD = re.compile(
    r"Operation\s([A-Z][a-z]+)\b[^.]{0,60}?\b(?:took place|was held|was carried out|was mounted|ran)\s(?:for\sthe\s\w+\s(?:year|time)\s)?(?:on|during)\s"
)


def operation_days(report: Report, mentions: Sequence[Mention]) -> dict[str, Period]:
    """The day of each operation that the report says took place on one: its arrests are of that day."""
    by_start = {mention.start: mention for mention in mentions}
    days: dict[str, Period] = {}
    for match in _HELD.finditer(report.text):
        for start in range(match.end() - 3, match.end() + 1):
            mention = by_start.get(start)
            if mention is not None and mention.period is not None and mention.period.type == "day":
                days.setdefault(f"operation_{match.group(1).lower()}", mention.period)
    return days


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
