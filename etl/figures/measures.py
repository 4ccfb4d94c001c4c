"""Is a number a measure? Things counted, money, shares and results in time are; parts of a text, standing facts and lengths are not."""

from __future__ import annotations

from collections.abc import Sequence

from etl.catalogue.lexicon import PEOPLE_AND_CASES, SMALL_STRUCTURE, STANDING, STRUCTURE
from etl.figures.windows import Window, has
from etl.numbers import Number
from etl.tokens import Token

AGE = "an age that bounds a group"
PRONOUN = "a pronoun, not a count"
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_NUMBERED = frozenset(
    ("year", "phase", "stage", "wave", "tier", "band", "zone", "week", "day", "part", "level")
)
_POINTERS = frozenset("these those both other first last next every each this top bottom best worst".split())
_ADJECTIVES = frozenset(
    (
        "way",
        "point",
        "tier",
        "stage",
        "fold",
        "part",
        "page",
        "phase",
        "strand",
        "star",
        "step",
        "sided",
        "track",
        "man",
        "person",
        "party",
        "level",
    )
)
TIME_UNITS = frozenset(("years", "months", "weeks", "days", "hours"))
_AGE = frozenset(("aged", "age", "ages", "old"))
_PARTITIVE = frozenset(("one", "two", "three", "four", "five"))
_PER = frozenset(("a", "per", "each", "every"))


def not_a_measure(number: Number, around: Window, words: str) -> str:
    """Why the number measures nothing, in words; empty for a measure. `words`: the number as printed, lower case.

    The order matters: what the unit says comes before what the noun says, and a noun before the lack of one.
    """
    if number.unit in TIME_UNITS:
        return _time(number, around)
    if number.unit != "count":
        return ""
    if number.form == "digits" and _is_year(number, around, words):
        return "a year"
    nouns = around.nouns
    before = around.before[-1] if around.before else None
    if (before is not None and before.words in _AGE) or (
        len(around.before) > 1
        and any(token.words in _AGE for token in around.before[-3:-1])
        and before
        and before.words in ("of", "over", "under", "between")
    ):
        return AGE
    ranged = any(token.words in ("age", "ages") for token in around.before[-8:])
    if ranged and before is not None and before.words in ("from", "between", "to") and number.value < 120:
        return AGE  # "the age of those arrested ranged from 11 to 67"
    head = nouns[-1].words.rsplit(" ", 1)[-1] if nouns else ""
    first = nouns[0] if nouns else None
    if any((token.words.rsplit(" ", 1)[-1], abs(number.value)) in STANDING for token in nouns[:4]):
        return "a standing fact"
    if (
        number.qualifier == "over"
        and not nouns
        and len(around.after) > 1
        and around.after[0].words == "and"
        and number.value < 100
    ):
        return AGE  # "those of 18 and over"
    if before is not None and before.words in _NUMBERED and number.value < 20:
        return "part of a name"  # "(year 1)", "phase 2"
    if before is not None and before.words in MONTHS and number.value <= 31:
        return "a date"
    if number.form == "words" and before is not None and before.words in _POINTERS and number.value <= 10:
        return "points back to what was named"
    if first is not None and first.words in _ADJECTIVES and len(nouns) > 1:
        return "part of an adjective"
    named = number.form == "words" and before is not None and before.words == "the" and number.value <= 10
    if (
        named
        and has(around.before[-2:-1], "be")
        and any(one.words.startswith("volume") or "group" in one.cues for one in nouns)
    ):
        return "points back to what was named"  # "burglary and car crime are the two volume crimes"
    the_two = (
        number.form == "words"
        and before is not None
        and before.words in ("the", "all")
        and number.value <= 10
    )
    if the_two and not (around.nouns or around.base or around.bracketed):
        return "points back to what was named"  # "detections for the two were 18% and 17%"
    if number.form == "words" and words == "one":
        return _one(around)
    if first is not None and first.words in (
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "weekly",
        "monthly",
    ):
        return "a length of time"
    if (
        around.before
        and around.before[-1].words == "of"
        and len(around.before) == 1
        and number.form == "words"
    ):
        return "one of several"  # "one of twelve units"
    small = number.form == "words" and number.value <= 12
    if (
        small
        and any(
            (_tail_word(token) in STRUCTURE or _tail_word(token) in SMALL_STRUCTURE)
            and "adjective" not in token.cues  # "two full time posts"
            for token in nouns[:5]
        )
        and not _counted(nouns)
    ):
        return "a part of a text or of a structure"
    if (
        head in STRUCTURE
        and not _counted(nouns)
        and "up" not in nouns[0].cues
        and "down" not in nouns[0].cues
    ):
        return "a part of a text or of a structure"
    if (
        number.form == "words"
        and not nouns
        and around.base
        and words in _PARTITIVE
        and not has(around.base, "staff", "metric")
    ):
        return "a part of a whole that is not measured"
    if first is not None and first.words in ("scheme", "categories", "category"):
        return "part of a name"
    return ""


def _tail_word(token: Token) -> str:
    return token.words.rsplit(" ", 1)[-1]


def _counted(nouns: Sequence[Token]) -> bool:
    """Whether the noun phrase names people or cases, whatever its last word is ('277 arrests each day')."""
    return has(nouns, "metric", "staff")


def _one(around: Window) -> str:
    """A bare 'one' counts only people and cases; 'one of', 'one in the other', 'one size fits all' count nothing."""
    if around.base and not around.nouns:
        return "one of several"
    for token in around.nouns[:5]:
        if token.words.rsplit(" ", 1)[-1] in PEOPLE_AND_CASES or "staff" in token.cues:
            return ""
    if around.base and has(around.base, "staff"):
        return ""
    return PRONOUN


def _time(number: Number, around: Window) -> str:
    """A time is a measure where it is a result: a sentence passed, an average, days taken or lost."""
    nouns = around.nouns
    if number.span_end <= number.end:
        return ""  # the unit is not printed with it: it is that of a time beside it, or of days lost
    if any(token.words in ("old", "olds") for token in nouns[:3]):
        return AGE
    per = (len(nouns) > 1 and nouns[1].words in _PER) or (
        bool(around.after) and around.after[0].words in _PER
    )
    if per and not has(around.before[-8:], "mean"):
        return "a standing fact"
    near = (*around.before[-14:], *nouns, *around.after[:7], *around.base[:4])
    close = (*around.before[-3:], *nouns, *around.after[:3])
    if number.qualifier != "exact" and not has(close, "custody", "mean"):
        return "a threshold"
    if has(near, "custody", "mean"):
        if any(token.words in _AGE for token in around.before[-3:]) and not has(near, "mean"):
            return AGE
        return ""
    if any(token.mention >= 0 for token in around.after[:3]) and not any(
        token.words in ("within", "for", "every", "of") for token in around.before[-1:]
    ):
        return ""  # "126 days in March 2004": a result of that month
    if has((*around.before[-6:], *nouns[:3]), "target") or _moves(around):
        return ""
    if any(token.words in _AGE for token in around.before[-3:]):
        return AGE
    return "a length of time, a deadline or an interval"


def _moves(around: Window) -> bool:
    """Whether a time rose or fell to its value: 'fell to 112 days', 'down from 126 days'."""
    before = around.before
    return (
        bool(before) and before[-1].words in ("to", "by", "from", "at") and has(before[-6:-1], "up", "down")
    )


_YEAR_BEFORE = frozenset(("the", "in", "of", "since", "by", "to", "from", "until", "during", "for", "and", "london", "january", "february", "march", "april", "may", "june",
                          "july", "august", "september", "october", "november", "december", "act", "year", "census", "before", "after", "early", "late", "mid", "spring", "summer", "autumn", "winter", "act", "regulations", "order"))  # fmt: skip


def _is_year(number: Number, around: Window, words: str) -> bool:
    """A bare 1990 to 2030 is a year unless it is qualified or counts a noun with nothing before it that goes with a year."""
    if "," in words or not 1900 <= number.value <= 2035 or len(words) != 4:
        return False
    if number.qualifier != "exact" or number.signed:
        return False
    before = around.before[-1].words.rsplit(" ", 1)[-1] if around.before else ""
    if has(around.before[-3:], "up", "down") and before in (
        "by",
        "of",
    ):
        return False
    if (
        around.nouns
        and around.nouns[-1].words.endswith("s")
        and before not in _YEAR_BEFORE
        and not around.nouns[0].words[:1].isupper()
    ):
        return not _counted(around.nouns) and before not in (
            "there",
            "were",
            "was",
            "had",
            "with",
            "all",
            "recorded",
        )
    return not (around.nouns and _counted(around.nouns[:3]) and before not in _YEAR_BEFORE)
