"""Sentences that set the period for a whole report: "all data relate to April to October 2010 unless otherwise stated".

A sentence is one of three kinds, and each asks for more than a period, because most sentences with a period speak of
one figure: a proviso ("unless otherwise stated"); a general subject ("the figures in this report are for"); a report
that says what it covers and holds no other number. "Strength figures are to July 2007" sets the period of strengths
only, so it is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.calendar import year_to_date
from etl.period_records import Mention, mention

_PROVISO = re.compile(
    r"\b(?:unless|except\s+where|save\s+where)\s+(?:(?:it|they|(?:the|a)\s+(?:text|report|paper|table|paragraph|contrary)|something\s+else|anything\s+else|(?:another|a\s+different|some\s+other)\s+(?:period|date|year))\s+(?:is\s+|are\s+)?)?(?:otherwise\s+)?"
    r"(?:stated|indicated|specified|shown|noted|mentioned|said|given|(?:says|states|shows|indicates|gives|names)\s+(?:otherwise|something|another|different|differently))",
    re.IGNORECASE,
)
_TREND = re.compile(
    r"\btrends?\b", re.IGNORECASE
)  # "longer-term trends are from 2002/03 unless stated otherwise"
_MATTER = (
    r"(?:data|figures|statistics|information|comparisons?|results|performance|numbers|everything|measures)"
)
_VERB = (
    r"(?:relates?\s+to|(?:are|is|were)\s+(?:those\s+)?(?:given\s+|provided\s+|shown\s+|presented\s+|based\s+on\s+|drawn\s+from\s+)?"
    r"(?:for|from|to|up\s+to|as\s+at|correct|based\s+on|the)|covers?|refers?\s+to|reflect(?:s|ing)?|runs?|is|are|for|as\s+at)"
)
_STATES = re.compile(rf"\b{_MATTER}\b[^.;]{{0,80}}?\b{_VERB}\s", re.IGNORECASE)
_GENERAL = re.compile(
    rf"(?:^|[;:]|\.\s)\s*(?:\d+\.\s+)?(?:for\s+the\s+purposes?\s+of\s+this\s+report,?\s+)?(?:(?:all|the|these|any)\s+)*"
    r"(?:(?:performance|crime|detections?|victims?|accused|management|statistical|year[\s-]on[\s-]year)(?:,\s|\s(?:and\s)?)){0,5}"
    rf""
    rf"{_MATTER}\b(?P<scope>[^.;\d]{{0,60}}?)\b(?:are|is|relates?|covers?|refers?|reflects?|runs?)\s[^.;\d]{{0,40}}?(?=\Z|[\dA-Z])",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:(?:this|the)\s+(?:\w+\s+)?(?:report|paper)|below|throughout|here(?:in)?|presented|contained)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    rf"\s*(?:\d+\.\s+)?(?:(?:all|the|performance|management)\s+){{0,2}}{_MATTER}\s(?:are\s|is\s)?(?:for|from|to|covering)\s(?:the\s)?(?:period\s)?(?:from\s)?\Z",
    re.IGNORECASE,
)  # "data for the 12 months to October 2005, with key changes only": a note without a verb
_THESE_ARE = re.compile(
    rf"\s*(?:\d+\.\s+)?(?:these|here|below|following|what\s+follows?)\s(?:are|is)\s(?:the\s|all\s){{0,2}}(?:\w+\s){{0,1}}{_MATTER}\s(?:for|from|to|covering)\s"
    r"(?:the\s)?(?:(?:financial|performance|whole|full)\s){0,2}(?:years?\s|period\s)?(?:from\s)?\Z",
    re.IGNORECASE,
)  # "these are the data for 2007/08"
_ALL = re.compile(
    r"\s*(?:\d+\.\s+)?all\s+(?:the\s+)?(?:performance\s+)?(?:data|figures|statistics|information|results|comparisons)\b",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"\b(?:report|paper|summary)\s+(?:covers?|provides?|presents?|gives?|sets\s+out|details?|describes?|summarises?|shows?|contains?|reports?)\b"
    r"[^.;]{0,120}?\b(?:performance|data|figures|statistics|results|the\s+period|the\s+year|position)\b",
    re.IGNORECASE,
)
_COVERED = re.compile(
    rf"\b(?:covers?|covered\s+(?:is|are)|(?:{_MATTER}|information)\b[^.;]{{0,40}}\b(?:is|are|for|covers?|relates?\s+to|from))\b[^.;]{{0,40}}\Z",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(r"\s{1,3}\(?inclusive\b", re.IGNORECASE)
_BARE_COVERS = re.compile(
    rf"\s*(?:\d+\.\s+)?(?:(?:the|all|this)\s+)*(?:{_MATTER}|report|paper|it)\s+covers?\s+(?:the\s+)?(?:period\s+|(?:\w+\s)?months\s+)?(?:from\s+)?\Z",
    re.IGNORECASE,
)
# "performance to the end of January is set out below", "the figures quoted are to 30 September"
_UP_TO = re.compile(
    rf"\s*(?:\d+\.\s+)?(?:(?:the|all|overall|performance|crime|management)\s+){{0,3}}{_MATTER}\s+(?:(?:quoted|given|shown|used|below|here)\s+)?(?:(?:are|is)\s+)?(?:up\s+)?(?:to|until)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "the tables show the position at the end of February 2008": a year to date up to then
_POSITION = re.compile(
    r"\s*(?:\d+\.\s+)?(?:(?:the|this|these|attached|following|below)\s+){0,3}(?:tables?|charts?|figures|data|report|paper|summary)\s+(?:below\s+|attached\s+)?"
    r"(?:shows?|sets?\s+out|gives?|presents?|describes?|reflects?)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:position|performance|picture|situation)\s+(?:(?:was\s+|as\s+)?(?:at\s+|to\s+|up\s+to\s+)?(?:the\s+)?(?:end\s+of\s+)?)\Z",
    re.IGNORECASE,
)
_LOOKS_AT = re.compile(
    r"\s*(?:\d+\.\s+)?(?:(?:(?:this|the)\s+(?:report|paper)|it)\s+(?:reviews?|looks?\s+(?:back\s+)?at|is\s+about|deals?\s+with)"
    r"|the\s+period\s+(?:covered|under\s+review|reported(?:\s+on)?)\s+is)\s+(?:the\s+)?(?:from\s+)?\Z",
    re.IGNORECASE,
)
_OF_TARGETS = re.compile(
    r"\s{1,3}(?:(?:annual|policing|business)\s)?(?:targets?|plans?|objectives)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:compared|comparisons?\s(?:is|are)(?:\smade)?)\s(?:with|to|against)\s(?:the\s)?(?:(?:period|months)\s)?(?:from\s)?\Z",
    re.IGNORECASE,
)  # "comparisons are with April to July 2005": the report's own period is another
_LINK = re.compile(
    r"(?:\s|,|\(|\b(?:for|in|during|of|over|from|between|covering|period|the|up|to|as|at|financial|full|year|months?|performance|"
    r"against|targets?|data|information|a|summary|quarter|latest)\b){0,12}+\Z",
    re.IGNORECASE,
)
# a digit that is no number of an appendix, a table or a chart, nor of months ("mostly 12-month averages")
_DIGIT = re.compile(
    r"(?<!ppendix )(?<!nnex )(?<!able )(?<!hart )(?<!igure )(?<!tem )\d(?!\d*[\s-](?:month|year)s?\b)"
)


def choose(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a sentence sets for the whole report, from the sentence's mentions; None for other sentences."""
    usable = [found for found in mentions if _sets_a_period(found)]
    # "the financial year, i.e. April to August 2005": the months
    again = {id(one) for one, after in pairwise(usable) if _said_again(text, one, after)}
    usable = [one for one in usable if id(one) not in again]
    # "the 2009/10 targets, for the eight months to November 2009": the year of the targets only where no other is named
    usable = [found for found in usable if not _OF_TARGETS.match(text, found.end, end)] or usable
    usable = [found for found in usable if not _COMPARED.search(text, start, found.start)]
    if not usable:
        return None
    sentence = text[start:end]
    states = _STATES.search(sentence)
    if (
        _PROVISO.search(sentence)
        and not _TREND.search(sentence)
        and re.search(rf"\b(?:{_MATTER}|report|paper)\b", sentence, re.IGNORECASE)
    ):
        if states is None:
            return _whole_report(usable[0])
        after = [found for found in usable if found.start >= start + states.end() - 4]
        return _whole_report((after or usable)[0])
    if states is not None and _is_general(sentence):
        after = [found for found in usable if found.end > start + states.end()]
        if after and not _other_digits(text, start, after[0].start, mentions):
            return _whole_report(after[0])
    inclusive = next((one for one in usable if _is_inclusive(text, start, end, one, mentions)), None)
    if inclusive is not None:
        return _whole_report(inclusive)
    closed = text[usable[0].end : end].lstrip()[:1] in ("", ".", ",", ";")
    ahead = text[start : usable[0].start]
    if (usable[0].cue == "up_to" and _UP_TO.match(ahead)) or (closed and _LOOKS_AT.match(ahead)):
        return None if _other_digits(text, start, end, mentions) else _whole_report(usable[0])
    ends = usable[0].period.end if usable[0].period is not None else None
    at_end = usable[0].cue.endswith(("_month", "up_to", "as_at")) or usable[0].cue == "month"
    if closed and at_end and ends is not None and _POSITION.match(ahead):
        told = mention(usable[0].start, usable[0].end, year_to_date(ends), "up_to", source=usable[0].source)
        return None if _other_digits(text, start, end, mentions) else told
    headed = (
        closed and (_HEADED.match(ahead) or _THESE_ARE.match(ahead)) and not sentence.rstrip().endswith(":")
    )
    if headed and not _other_digits(text, start, end, mentions):
        return _whole_report(usable[0])
    covers = _COVERS.search(sentence)
    if covers is None or _other_digits(text, start, end, mentions):
        return None
    if usable[0].end <= start + covers.end() - 10:
        return None  # "how the MPS performed in 2003/04, and gives results for April": about the first
    first = next((found for found in usable if found.start >= start + covers.end() - 10), None)
    if first is None or not _LINK.search(text[start + covers.end() : first.start]):
        return None
    return _whole_report(first) if _LINK.fullmatch(text[start + covers.end() : first.start]) else None


def _is_inclusive(text: str, start: int, end: int, found: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence only says what is covered: "covers the period 1 April 2007 to 31 May 2007 inclusive"."""
    if not _COVERED.search(text[start : found.start]) or _other_digits(text, start, end, mentions):
        return False
    return bool(_INCLUSIVE.match(text, found.end, end) or _BARE_COVERS.match(text[start : found.start]))


_THAT_IS = re.compile(r"[,;:(\s]{1,3}(?:i\.?e\.?,?\s)?")


def _said_again(text: str, found: Mention, after: Mention) -> bool:
    """Whether a year without a name is said again by the months that follow it."""
    if found.source != "report_date":
        return False
    if after.cue == "up_to":  # "data for the current year run to 30 September"
        return found.period is not None and found.period.type == "financial_year"
    return after.source == "sentence" and bool(_THAT_IS.fullmatch(text, found.end, after.start))


def _sets_a_period(found: Mention) -> bool:
    if found.period is None or found.period.start is None or "end_of_year" in found.cue:
        return False
    return (found.role == "period" and found.period.type != "day") or found.cue == "up_to"


def _is_general(sentence: str) -> bool:
    """Whether the subject is all the figures, not those of one subject."""
    found = _GENERAL.search(sentence)
    if found is None:
        return False
    # "data run from April to July 2004": nothing narrows the subject
    bare = found.start() == 0 and not found["scope"].strip()
    return bare or bool(_ALL.match(sentence)) or bool(_WHOLE.search(found["scope"]))


def _whole_report(found: Mention) -> Mention:
    """The mention as a report's period: figures "to January 2007" are for the year to date."""
    if found.cue != "up_to" or found.period is None or found.period.end is None:
        return found
    return mention(found.start, found.end, year_to_date(found.period.end), "up_to", source=found.source)


def _other_digits(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a digit stands outside the mentions, so that the sentence states a figure of its own."""
    position = start
    # the number of the paragraph is no figure
    numbered = re.compile(r"\s*\d{1,3}\.\s").match(text, start, end)
    if numbered:
        position = numbered.end()
    for found in mentions:
        if found.start >= end:
            break
        if _DIGIT.search(text, position, found.start):
            return True
        position = found.end
    return _DIGIT.search(text, position, end) is not None
