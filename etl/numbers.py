"""Every number of a text, in digits or words, with its span, value, unit and qualifier.

This module knows no policing and no calendar: it reads "£18.5m", "79 per cent", "1 in 4", "twenty-seven" and
"just over two thirds", and it recognises what is a number by its looks only (CO19, 24/7, paragraph 40, a telephone
number, a footnote mark). Whether a number measures something is decided by `etl.figures`, which sees what it counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.words import ANCHOR_WORDS, FRACTIONS, ORDINALS, RUN, any_case_trie, split_run


class Number(NamedTuple):
    """One number of a text.

    `fate` is empty for a quantity, else what the looks of the number say it is (name, reference, contact, ordinal,
    not_measure, gloss, unplaced), with the `reason` in words. `text[start:end]` is the number as printed, with sign,
    currency, scale and percent mark. `form` is digits, words, ratio ("1 in 4") or fraction ("two thirds").
    `signed` says that a sign was printed. `span_end` is where the number ends with its unit word ("22.5 years").
    """

    start: int
    end: int
    value: float = 0.0
    value_high: float | None = None
    unit: str = "count"
    qualifier: str = "exact"
    form: str = "digits"
    signed: bool = False
    fate: str = ""
    reason: str = ""
    span_end: int = 0


_VULGAR = {"\u00bc": ".25", "\u00bd": ".5", "\u00be": ".75"}  # "18½"
SCALE = {"million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}
CURRENCY = {"£": "gbp", "€": "eur", "$": "other"}

# The scan stops at a digit or at a number word; only there are the patterns below tried. No repetition can be entered
# in two ways (possessive quantifiers, bounded look-behind), so the time grows with the length of the text only.
_FIRST_LETTERS = "".join(sorted({letter for word in ANCHOR_WORDS for letter in (word[0], word[0].upper())}))
_ANCHOR = re.compile(rf"(?=[\d{_FIRST_LETTERS}])(?:\d|\b(?:{any_case_trie(ANCHOR_WORDS)})\b)")
_AT_WORD = re.compile(
    rf"""
      (?P<words> {RUN} )
    | (?P<half> \bhalf\b )
    | (?P<part> \b(?:a|one)\s(?:third|quarter|fifth|tenth)\b )
    | (?P<ordinal> \b(?:{"|".join(ORDINALS)})\b )
    | (?P<period> \bquarter\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AT_DIGIT = re.compile(
    r"""
      (?P<contact> (?<![\w.,/]) (?: [(] 0\d{2,4} [)] | 0\d{2,4} ) [ -] \d{3,4} (?:[ -]\d{3,4})?+ (?:/\d++)*+ (?![\d,]) )
    | (?P<mark> \[ \d{1,3} \] )
    | (?P<name> (?:[A-Za-z]{1,14}[-]?) \d \w*+ (?:[(] \d \w* [)])?+ (?:[-/+]\w++)*+ )
    | (?P<slash> \d{1,4} (?: (?: [+/] | /[ ]) \d{1,4} )++ (?!\w) )
    | (?P<time> \d{1,2} (?: [:.] \d\d )?+ \s? (?:am|pm|hrs)\b )
    | (?P<digits>
        (?P<sign> (?<!/) [-+\u2212\u2013] (?=[\u00a3\u20ac$\d.]) )?+
        (?P<currency> [\u00a3\u20ac$] \s?+ )?+
        (?P<whole> \d{1,3} (?: , \d{3} (?!\d) )++ | \d++ | (?=\.\d) )
        (?P<decimal> \.\d++ | [\u00bc\u00bd\u00be] )?+
      )
    """,
    re.VERBOSE,
)
_SPACED_THOUSANDS = re.compile(r",\s(\d{3})(?![\d.,])")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")
_SCALE_AFTER = re.compile(r"\s?(million|billion|thousand|bn|mn|[mk])\b", re.IGNORECASE)
_HEAD_AFTER = re.compile(r"\s%\s?(?:change|difference|diff|variance|increase|detected)\b", re.IGNORECASE)
_PERCENT_AFTER = re.compile(
    r"([^\S\n]?\.?%(?:\s?-?\s?(?:age\s)?points?\b)?|[\s-]?per\s?cent(?:age\s(?:point|pt)s?)?\b(?:[\s-]points?\b)?"
    r"|\s?percentage[\s-](?:point|pt)s?\b|\s?(?:pp|ppts?)\b)",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"[\s-]{1,2}(?:calendar\s|working\s)?(year|month|week|day|hour|minute)s?['’]?\b(?![\s-]to[\s-]date)|[\s-]{0,2}(euros?)\b"
    r"|\s(?:[a-z]{2,14}\s){0,2}per\s(1,?000|thousand)\b|\s(pounds)\b"
    r"|[\s-](?:kilos?|kilograms?|kgs?|grams?|tonnes?|litres?|miles?|acres?|metres?)\b",
    re.IGNORECASE,
)
_FRACTION_AFTER = re.compile(
    r"[\s-](thirds?|quarters?|fifths?|sixths?|eighths?|tenths?|halves)\b", re.IGNORECASE
)
_GLUED = re.compile(r"[A-Za-z]\w*+(?:[-/]\w++)*+|\+(?=\s)")

_QUALIFIER = re.compile(
    r"(?:(?P<approx>\b(?:approximately|approx\.?|around|about|some|circa|roughly|nearer(?:\sto)?|in\sthe\sregion\sof|"
    r"in\sthe\sorder\sof|of\sthe\sorder\sof|at\sor\saround|or\sso|close\sto|estimated(?:\sat)?|c\.))"
    r"|(?P<under>\b(?:just\sunder|just\sbelow|nearly|almost|under|less\sthan|fewer\sthan|lower\sthan|below|(?<!add\s)(?<!adds\s)(?<!adding\s)(?<!added\s)up\sto|"
    r"no\smore\sthan|not\smore\sthan|slightly\sunder|just\sshort\sof|at\smost|a\smaximum\sof))"
    r"|(?P<over>(?:\b(?:just\sover|over|more\sthan|greater\sthan|higher\sthan|in\sexcess\sof|at\sleast|(?<!and\s)above|well\sover|"
    r"no\s(?:less|fewer)\sthan|not\sless\sthan|upwards\sof|a\sminimum\sof|minimum)|>)))"
    r"\s?(?:a\s(?=\w)|an\s(?=\w)|further\s)?\Z",
    re.IGNORECASE,
)
_QUALIFIER_AFTER = re.compile(
    r"\s?(?:(plus|\+|or\smore|and\s(?:over|above))|(or\sless|or\sfewer|or\sunder)|(or\sso|or\sthereabouts))(?!\w)"
)
# The last words of the qualifiers: most numbers stand behind another one, and the pattern above need not be tried.
_QUALIFIER_ENDS = frozenset(
    "approximately approx approx. around about some circa roughly nearer to of so estimated at c. under below nearly almost than "
    "short most over excess least above minimum maximum >".split()
)
_LAST_WORD = re.compile(r"[(]?\s?(\.?[a-z]+|>)", re.IGNORECASE)  # of a text that is read backwards

_REFERENCES = frozenset(
    "para paras paragraph paragraphs section sections sect s s. ss ss. appendix appendices recommendation recommendations item items "
    "annex annexes page pages p. pp. chapter chapters chart charts graph graphs table tables fig fig. figs figs. footnote "
    "footnotes clause clauses article articles regulation regulations rule rules schedule schedules act acts report no no. "
    "nos nos. reference references ref ref. minute minutes principle principles bullet bullets point points code version "
    "circular".split()
)
_NAMES = frozenset(
    "phase level class band grade category type stage tier strand part step objective priority question terminal channel radio catch "
    "week weeks zone option room floor suite platform route london olympic olympics paralympic paralympics spi kpi bvpi ppaf tranche".split()
)
_COUNTED = re.compile(
    r"\s(?!calls|operators|systems|services|lines)[a-z]{3,}s\b"
)  # "999 offences", not "999 calls"
_QUOTED_NAME = re.compile(r"(?<!\w)['\u2018\"\u201c][A-Za-z]+[\s-]\Z")
_QUOTE_ENDS = re.compile(r"\d{1,2}['\u2019\"\u201d](?!\w)")
_GENITIVES = ("'s ", "\u2019s ")  # no section
_QUOTES = "'\u2018\u2019\"\u201c"
_COMMAND = re.compile(r"\b(?:SCD|SCO|SO|CO|TP|NIM|DPS|BVPI|SPI|KPI|PSA)[\s\u00a0]\Z")
_REFERENCE_LIST = re.compile(
    r"\s?(?:,|and|&|to|or|[-–])\s?(?:and\s|paragraphs?\s)?\Z|[(][a-z0-9][)](?:,|\sand)?\s?\Z", re.IGNORECASE
)
_MONTH_BEFORE = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\s\Z")
_RANGE = re.compile(r"\s?(?:[-–\u2212]|to)\s?\Z", re.IGNORECASE)
_RANK = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\sout\sof\s\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?\Z", re.IGNORECASE)
_SCALE_BEHIND = re.compile(r"(,000|million|billion|thousand|bn|mn|[mk])\Z", re.IGNORECASE)
_RATIO = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?\Z", re.IGNORECASE)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """All numbers of `text[start:end]`, in order and without overlap; never raises.

    >>> [(n.value, n.unit, n.qualifier) for n in find_numbers("just over £11m in 26 % of cases")]
    [(11000000.0, 'gbp', 'over'), (26.0, 'percent', 'exact')]
    """
    stop = len(text) if end is None else end
    found: list[Number] = []
    position = start
    while (anchor := _ANCHOR.search(text, position, stop)) is not None:
        at = anchor.start()
        if anchor.group().isdigit():
            match = _AT_DIGIT.match(text, _left_edge(text, at, position), stop) or _AT_DIGIT.match(
                text, at, stop
            )
        else:
            match = _AT_WORD.match(text, at, stop)
        if match is None or (match.lastgroup == "part" and not _is_part(text, match)):
            # "a third meeting": no part of anything, but the ordinal is one
            position = at + 1
            continue
        if text[at - 1 : at] in _INSIDE_ADDRESS and at and (address := _address(text, at, stop)):
            numbers = [address]
        else:
            numbers = _READERS[match.lastgroup or "digits"](text, match, stop)
        for number in numbers:
            _append(text, found, number)
        position = max(match.end(), found[-1].end)
    return _without_markers(text, found, start, stop)


_DOTTED = re.compile(
    r"^[^\S\n]*+([A-Z]?\d{1,2}(?:\.\d{1,2}){1,2})\.?[^\S\n]++(?=[A-Z\u201c\u2018\"'])", re.MULTILINE
)


_IN_BRACKETS = re.compile(r"[(](\d{1,2})[)]")
FAR = 400  # characters; items that are numbered in brackets stand nearer to each other


def _without_markers(text: str, found: list[Number], start: int, stop: int) -> list[Number]:
    """The numbers, those of paragraphs as references: "1.2 The rate was ...", where several lines begin so, and those of
    items: "a statement (1), a history (2) and a map (3) are attached"."""
    markers = {match.start(1): match.end(1) for match in _DOTTED.finditer(text, start, stop)}
    markers = markers if len(markers) > 1 else {}
    run: list[re.Match[str]] = []
    for match in _IN_BRACKETS.finditer(text, start, stop):
        goes_on = run and int(match[1]) == len(run) + 1 and match.start() - run[-1].end() < FAR
        run = [*run, match] if goes_on else [match] if match[1] == "1" else []
        if len(run) > 2:
            markers |= {one.start(1): one.end(1) for one in run}
    if not markers:
        return found
    return [
        one._replace(fate="reference", reason="the number of a paragraph or item")
        if not one.fate and one.end <= markers.get(one.start, 0)
        else one
        for one in found
    ]


_INSIDE_ADDRESS = frozenset("/.-_=?&")
_LEFT_OF_DIGIT = frozenset("\u00a3\u20ac$+-\u2212\u2013[.")


def _left_edge(text: str, at: int, floor: int) -> int:
    """Where the printed number begins: its sign, currency, bracket of a footnote mark, or the letters of a name."""
    edge = at
    lowest = max(floor, at - 16)
    while edge > lowest and (text[edge - 1] in _LEFT_OF_DIGIT or text[edge - 1].isalpha()):
        edge -= 1
    if at and text[at - 1] == "[":
        return at - 1  # "officers.[1]"
    if edge == at or text[edge].isalpha() or text[edge] == "[":
        return edge
    # a dash or a full stop belongs to the number only where nothing stands to its left: "5-7" is no minus seven
    left = text[edge - 1 : edge] if edge else ""
    if text[edge] in "\u00a3\u20ac$" or not left or left in " \n\t\u00a0(/|=":
        while text[edge] == "-" and text[edge + 1] == "-":
            edge += 1
        return edge
    while (
        at > lowest and text[at - 1] in "\u00a3\u20ac$"
    ):  # "£2m-£3m": the dash is no sign, the pound is its own
        at -= 1
    return at


def _address(text: str, at: int, stop: int) -> Number | None:
    """A web address around a digit, whole."""
    window = text[max(at - 200, 0) : at]
    chunk = window.split()[-1] if window and not window[-1].isspace() and window.split() else ""
    if "www." not in chunk and "://" not in chunk:
        return None
    left = at - len(chunk)
    match = _NO_SPACE.match(text, left, stop)
    return Number(start=left, end=match.end() if match else at + 1, fate="contact", reason="a web address")


_NO_SPACE = re.compile(r"\S{1,400}")


def _other(fate: str, reason: str):  # type: ignore[no-untyped-def]
    def read(text: str, match: re.Match[str], stop: int) -> list[Number]:
        return [Number(start=match.start(), end=match.end(), fate=fate, reason=reason)]

    return read


def _read_half(text: str, match: re.Match[str], stop: int) -> list[Number]:
    """'half of', 'over half the': a share; 'the first half of' is a period and 'half an hour' a time."""
    start, end = match.span()
    after = text[end : end + 5].lower()
    before = text[max(start - 8, 0) : start].lower()
    if not after.startswith((" of", " the", " all", " (")) or before.endswith(
        ("first ", "second ", "other ", "last ")
    ):
        return [Number(start=start, end=end, fate="not_measure", reason="a part, not a share")]
    return [
        Number(
            start=start, end=end, value=50.0, unit="percent", form="fraction", qualifier=_before(text, start)
        )
    ]


_PART_OF = re.compile(r"\sof\b|\s[(]")
_MOVED_BY = re.compile(
    r"\b(?:by|up|down|(?:fall|drop|rise|reduction|increase|decrease|growth)\sof)\s"
    r"(?:(?:just|well|over|under|around|about|some|nearly|almost|approximately|more|less|than|up|to)\s){0,4}\Z",
    re.IGNORECASE,
)


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Whether 'a third' is a share, 'a third of them', or what something moved by, 'up by just over a third'."""
    if _PART_OF.match(text, match.end()):
        return True
    return _MOVED_BY.search(text[max(match.start() - 48, 0) : match.start()]) is not None


def _read_part(text: str, match: re.Match[str], stop: int) -> list[Number]:
    """'a quarter of', 'one third of'."""
    below = FRACTIONS[match.group().split()[-1].lower()]
    value = round(100 / below, 1)
    return [
        Number(start=match.start(), end=match.end(), value=value, unit="percent", form="fraction",
               qualifier=_before(text, match.start()))
    ]  # fmt: skip


def _read_words(text: str, match: re.Match[str], stop: int) -> list[Number]:
    """Numbers in words: counts, fractions ('two thirds'), percentages ('ten per cent')."""
    numbers = []
    for start, end, value in split_run(text, match.start(), match.end()):
        fraction = _FRACTION_AFTER.match(text, end, stop) if value < 10 else None
        if fraction is not None and value:
            below = FRACTIONS[fraction.group(1).lower().rstrip("s").replace("halve", "half")]
            share = round(100 * value / below, 1)
            numbers.append(
                Number(start=start, end=fraction.end(), value=share, unit="percent", form="fraction",
                       qualifier=_before(text, start))
            )  # fmt: skip
        else:
            numbers.append(_finish(text, start, end, float(value), "", False, "words", stop))
    return numbers


def _read_digits(text: str, match: re.Match[str], stop: int) -> list[Number]:
    """Numbers in digits, with all that belongs to them."""
    start, end = match.span()
    sign, currency = match["sign"] or "", (match["currency"] or "").strip()
    decimal = match["decimal"] or ""
    digits = (match["whole"].replace(",", "") + _VULGAR.get(decimal, decimal)) or "0"
    if currency and not match["decimal"] and (spaced := _SPACED_THOUSANDS.match(text, end, stop)):
        digits, end = digits + spaced.group(1), spaced.end()
    if len(digits) > 15:
        return [
            Number(
                start=start, end=end, fate="not_measure", reason="too long a run of digits to be a measure"
            )
        ]
    if _ORDINAL_END.match(text, end, stop):
        return [Number(start=start, end=end + 2, fate="ordinal", reason="an ordinal")]
    value = float(digits)
    return [
        _finish(
            text,
            start,
            end,
            -value if sign in ("-", "\u2212", "\u2013") else value,
            currency,
            bool(sign),
            "digits",
            stop,
        )
    ]


def _finish(
    text: str, start: int, end: int, value: float, currency: str, signed: bool, form: str, stop: int
) -> Number:
    """Scale, percent mark, unit word and qualifier of a number that was read."""
    unit = CURRENCY.get(currency, "count")
    span_end = end
    following = text[end : end + 1]
    if following and following in " \n\u00a0-.%mMbBkKptPe":
        if scale := _SCALE_AFTER.match(text, end, stop):
            letters = scale.group(1)
            # a bare letter is a scale only behind a currency or a k: "5 m" may be metres
            if len(letters) > 1 or currency or (letters in "km" and scale.end() - end == 1):
                value, end = value * SCALE[letters.lower()], scale.end()
                value = round(value, 2)
        span_end = end
        a_year = 1990 <= value <= 2030 and _HEAD_AFTER.match(
            text, end, stop
        )  # "2004 2005 % change": heads of columns
        if not a_year and (percent := _PERCENT_AFTER.match(text, end, stop)):
            unit = (
                "percentage_points"
                if "p" in (tail := percent.group().lower())
                and ("point" in tail or "pp" in tail or "pt" in tail)
                else "percent"
            )
            end = span_end = percent.end() if unit == "percent" else _mark_end(text, end, percent.end())
        elif after := _UNIT_AFTER.match(text, end, stop):
            word = (after.group(1) or "").lower()
            if word:
                unit = word + "s" if word != "minute" else "other"
            elif after.group(2):
                unit = "eur"
            elif after.group(3):
                unit = "per_1000"
            else:
                unit = "gbp" if after.group(4) else "other"
            span_end = after.end()
    glued = None
    if span_end < stop and (text[span_end].isalpha() or text[span_end] == "+"):
        glued = _GLUED.match(text, span_end, stop)
    if glued is not None and not _lost_space(text[start:end], glued.group()):
        if glued.group() == "+":
            return Number(
                start=start,
                end=end,
                value=value,
                unit=unit,
                qualifier="over",
                form=form,
                signed=signed,
                span_end=end + 1,
            )
        return Number(start=start, end=glued.end(), fate="name", reason="a name or code")
    fate, reason = _looks(text, start, value, unit, form)
    qualifier = _before(text, start)
    if after_words := _QUALIFIER_AFTER.match(text, span_end, stop):
        qualifier = "over" if after_words.group(1) else "under" if after_words.group(2) else "approx"
    return Number(start=start, end=end, value=value, unit=unit, qualifier=qualifier, form=form, signed=signed,
                  fate=fate, reason=reason, span_end=span_end)  # fmt: skip


def _lost_space(printed: str, glued: str) -> bool:
    """Whether only a space was lost between a number that can be no part of a name and the word behind it.

    >>> (
    ...     _lost_space("27,751", "officers"),
    ...     _lost_space("14%", "of"),
    ...     _lost_space("20", "mph"),
    ...     _lost_space("1,500", "m"),
    ... )
    (True, True, False, False)
    """
    letters = 2 if printed.endswith("%") else 4 if "," in printed else len(glued) + 1
    return len(glued) >= letters and glued.isalpha() and glued.islower()


def _mark_end(text: str, end: int, stop: int) -> int:
    """Where the printed figure ends in '12.1 percentage points' (before the words), '12.1% points' (after the mark) or '1.3pp'."""
    mark = text.find("%", end, stop)
    if mark >= 0:
        return mark + 1
    return stop if text[end : end + 1].isalpha() else end


def _last_word(left: str) -> str:
    """The word that a text ends with, in lower case, whether or not a space or a bracket follows it.

    >>> _last_word("the rate (approx. "), _last_word("terminal 5"), _last_word("Table (")
    ('approx.', '', 'table')
    """
    word = _LAST_WORD.match(left[::-1])
    return word.group(1)[::-1].lower() if word else ""


def _before(text: str, start: int) -> str:
    """The qualifier that stands before a number: exact, approx, over or under."""
    left = text[max(start - 26, 0) : start].rstrip("( \n\u00a0‘'")
    if _last_word(left) not in _QUALIFIER_ENDS:
        return "exact"
    match = _QUALIFIER.search(" ".join(left.split()))
    return (match.lastgroup or "exact") if match else "exact"


def _looks(text: str, start: int, value: float, unit: str, form: str) -> tuple[str, str]:
    """What the words before a plain number make of it: a reference, part of a name, or nothing."""
    if not value and text[start : start + 4].lstrip("\u00a3\u20ac$").startswith("000"):
        return "not_measure", "the scale of a table"  # "£000"
    if unit != "count" or start == 0:
        return "", ""
    quoted = text[start - 1] in _QUOTES or (text[start - 1] == "+" and text[max(start - 2, 0)] in _QUOTES)
    if quoted or (value == 999 and not _COUNTED.match(text, start + 3)):
        return "name", "a name or code"
    if text[max(start - 3, 0) : start] in (" s.", "(s.", "\ns."):
        return "reference", "a reference to a part of a text"
    left = text[max(start - 22, 0) : start]
    if value < 100 and _QUOTED_NAME.search(left) and _QUOTE_ENDS.match(text, start):
        return "name", "a name or code"  # "'stranger 2' rapes"
    if left.endswith(" out of ") and _RANK.search(left):
        return "not_measure", "a rank"
    if value < 30 and _COMMAND.search(left):
        return "name", "the number of a command"
    if left[-1] not in " \n\u00a0(":
        return "", ""
    word = _last_word(left)
    refers = word in _REFERENCES or left.endswith(("Figure ", "Return "))  # no "figure 30 higher"
    if refers and not left.endswith(_GENITIVES):
        return "reference", "a reference to a part of a text"
    named = left[-1] != "(" and (word in _NAMES or left.lower().endswith("fit for "))
    if named and (value < 100 or 1990 <= value <= 2035):
        return "name", "part of a name"
    return "", ""


def _append(text: str, found: list[Number], number: Number) -> None:
    """Add a number, joined with the one before it where the two are a range, a ratio or a list of references."""
    if not found or number.start - found[-1].end > 14:
        if found and _is_one_thing_in(text, found[-1], number):
            found[-1] = _ratio(found[-1], number)  # "one crime report in five"
        else:
            found.append(number)
        return
    before = found[-1]
    between = text[before.end : number.start]
    if number.start < before.span_end:  # the thousand of "12.4 burglaries per 1,000 households"
        found.append(number._replace(fate="not_measure", reason="the base of a rate"))
        return
    if _lists(before, between) and not number.fate and number.unit == "count":
        number = number._replace(fate=before.fate, reason=before.reason)
    elif before.fate or number.fate:
        pass
    elif _RATIO.match(between) and _is_ratio(before, number, between):
        found[-1] = _ratio(before, number)
        return
    elif _spans_years(before, number, between):
        found[-1] = before._replace(
            end=number.end, span_end=number.span_end, fate="date", reason="a span of years"
        )
        return
    elif _is_range(text, before, number, between):
        unit = before.unit if before.unit == "gbp" else number.unit
        found[-1] = before._replace( end=number.end, unit=unit, value_high=number.value, value=before.value * _shared_scale(text, before, number),
            span_end=number.span_end,
        )  # fmt: skip
        return
    if number.unit == "percent" and before.form in ("ratio", "fraction") and between.strip() == "(":
        found[-1] = before._replace(fate="gloss", reason="said again, more precisely, in brackets")
        number = number._replace(
            qualifier=before.qualifier if number.qualifier == "exact" else number.qualifier
        )
    found.append(number)


def _lists(before: Number, between: str) -> bool:
    """Whether what follows goes on with a list of references ('paragraphs 3 to 13') or of sections ('s35 - 38')."""
    if before.reason in ("a reference to a part of a text", "part of a name"):
        return bool(_REFERENCE_LIST.match(between))
    return before.reason == "a name or code" and between.strip() in ("-", "\u2013")


_ONE_THING = re.compile(r"\s(?:[a-z][a-z-]{2,15}\s){1,3}in\s(?:every\s)?\Z")
_ENDS_SO = re.compile(
    r"\s?(?:[.,;:)]|(?:was|were|is|are|has|have|had|did|does|do|said|says|will|would|can|could)\b|\Z)"
)


def _is_one_thing_in(text: str, one: Number, number: Number) -> bool:
    """'One robbery victim in three was under 18', 'in one report in five.'; not 'one arrest in 5 boroughs'."""
    counts = one.value == 1 and 2 <= number.value <= 20 and one.unit == number.unit == "count"
    if not counts or one.fate or number.fate or not 14 < number.start - one.end <= 50:
        return False
    return bool(_ONE_THING.match(text[one.end : number.start]) and _ENDS_SO.match(text, number.end))


def _ratio(above: Number, below: Number) -> Number:
    """Both as the share that they are."""
    share = round(100 * above.value / below.value, 1)
    return above._replace(end=below.end, value=share, unit="percent", form="ratio", span_end=below.end)


def _is_ratio(above: Number, below: Number, between: str) -> bool:
    """'1 in 4' and 'nine out of ten' are ratios; '414 in 2006' and '303 out of 498' are not."""
    small = 0 < above.value < below.value <= 1000 and above.value < 20
    return small and above.unit == below.unit == "count" and ("in" in between or below.value in (10, 100))


def _spans_years(first: Number, last: Number, between: str) -> bool:
    """'The 2008-2011 plan', 'the 2008-11 plan': two years of a name, and no range of a count."""
    years = first.unit == last.unit == "count" and between in ("-", "\u2013") and 1990 <= first.value <= 2035
    short = last.value < 100 and last.end - last.start == 2
    later = last.value - first.value % (100 if short else 10_000)
    return years and first.end - first.start == 4 and 0 < later <= 10


def _is_range(text: str, low: Number, high: Number, between: str) -> bool:
    """'5-7', '10 to 12 per cent', 'between 5 and 7': a range; 'from 5 to 7' is a change and 'aged 10 and 11' a list."""
    if low.value_high is not None or not low.value < high.value or low.signed or high.signed:
        return False
    scaled = _shared_scale(text, low, high) > 1
    in_pounds = low.unit == "gbp" and high.unit == "count" and scaled  # "£2-3 million"
    if not in_pounds and low.unit not in (high.unit, "count"):
        return False
    if low.end != low.span_end and low.unit == "count":
        return False
    left = text[max(low.start - 40, 0) : low.start].lower()
    if between.strip() == "and":
        return bool(_BETWEEN.search(left))
    if low.unit == "count" and 1990 <= low.value <= 2030 and _MONTH_BEFORE.search(left):
        return False  # "between March and August 2004 to 12,911"
    if not _RANGE.match(between):
        return False
    if "-" in between or "–" in between:
        return between.strip() == between or low.unit == high.unit != "count" or scaled
    if left.endswith(" by ") and low.unit == high.unit == "percent" and high.value >= 4 * low.value:
        return False  # "and that for burglary by 4.0% to 28.8%"
    if scaled and not left.endswith("from "):
        return True  # "stood at 20 to 22k"
    return not re.search(
        r"\b(?:from|was|increas|rose|fell|reduc|drop|ris|grew|grow|declin|decreas|improv)", left
    )


def _shared_scale(text: str, low: Number, high: Number) -> int:
    """By what the lower end of a range is to be multiplied: '£2-3 million' and '20 - 22,000' write the scale once."""
    found = _SCALE_BEHIND.search(text, high.start, high.end)
    if found is None or _SCALE_BEHIND.search(text, low.start, low.end):
        return 1
    scale = int(SCALE.get(found[1].lower(), 1_000))
    return scale if high.value / 10 <= low.value * scale < high.value else 1


_READERS = {
    "contact": _other("contact", "an address or a telephone number"),
    "mark": _other("reference", "a footnote mark"),
    "name": _other("name", "a name or code"),
    "slash": _other("name", "a pair of numbers that is a name"),
    "time": _other("not_measure", "a time of day"),
    "ordinal": _other("ordinal", "an ordinal"),
    "period": _other("not_measure", "a quarter of a year or of a whole that is not named"),
    "digits": _read_digits,
    "words": _read_words,
    "half": _read_half,
    "part": _read_part,
}
