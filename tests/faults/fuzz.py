"""Texts to try the reading with: sentences made from a grammar, and the committed digests mutated. The same seed gives the same text."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

DIGESTS = Path(__file__).resolve().parent.parent.parent / "data" / "reports"
LONGEST = 1_500  # characters of a piece of a digest

# What stands for what: a name in braces is drawn from its list, again and again.
GRAMMAR: dict[str, Sequence[str]] = {
    "text": (
        "{sentence}", "{sentence} {sentence}", "{sentence}\n\n{text}", "{item}", "{paragraph}\n\n{text}", "{table}", "{heading}\n\n{text}",
    ),
    "paragraph": ("{digit}. {sentence} {sentence}", "{digit}{digit}. {sentence}\n{list}", "{digit}) {sentence}"),
    "list": ("  • {sentence}\n{list}", "  • {sentence}", "a) {sentence}\nb) {sentence}", "  - {figure} {noun};\n  - {figure} {noun}."),
    "item": ("• {sentence}", "({roman}) {sentence}", "Recommendation {digit}: {sentence}", "Appendix {digit}\n{sentence}"),
    "heading": ("{noun}", "B. Supporting information", "A. Recommendations", "Summary", "C. Contact details", "Table {digit}: {noun}, {period}"),
    "table": ("{noun} | {period} | {period}\n--- | --- | ---\n{row}\n{row}", "{row}\n{row}\n{table}", "{row}"),
    "row": ("{noun} | {figure} | {figure}", "| {noun} | {figure} | {figure} |", "{noun}   {figure}   {figure}", "{noun}\t{figure}\t{figure}"),
    "sentence": (
        "{lead} {noun} {verb} {figure}.", "{lead} the {rate} for {noun} was {figure}, {against} {figure} {period}.",
        "{figure} ({figure}) of {figure} {noun} {period}.", "{noun} {verb} {change} to {figure} {lead}.", "{lead} {noun} {verb} {figure} {against}",
        "Of {figure} {noun}, {figure} were {noun}, {figure} {noun} and {figure} {noun}.", "{sentence} {sentence}", "{noise}{sentence}",
        "The target {period} is {figure}; {noun} {verb} {change}.", "({sentence}", "{sentence})", "{figure}", "{period}", "{noun}: {figure}; {figure}",
    ),
    "lead": (
        "In {period},", "{period}", "For {period} ({period})", "Between {month} and {period}", "Since {month}", "To date", "At present", "As at {day}",
        "Compared with {period}", "By {day}", "Over the last {count} {span}", "", "From {day} to {day},", "During the same period last year",
    ),
    "against": ("against a target of", "compared with", "up from", "down from", "which is above", "and", "or", "from", "to", "-", "–", "("),
    "verb": ("rose by", "fell by", "were", "was", "stood at", "is", "reached", "increased from {figure} to", "made up", "represent", "cost", "="),
    "change": ("by {figure}", "{figure}", "by {figure} percentage points", "{sign}{figure}", "({sign}{figure})", "a {figure} {rise}"),
    "rise": ("rise", "fall", "increase", "reduction", "change"),
    "rate": ("sanction detection rate", "arrest rate", "clear-up rate", "detection rate", "charge rate", "share of women", "proportion"),
    "noun": (
        "robberies", "offences of burglary", "domestic violence incidents", "officers", "police staff", "PCSOs", "arrests", "sanction detections",
        "homophobic crime", "criminal networks", "applications", "BME officers", "recruits from minority ethnic groups", "calls to the hotline", "£",
        "people", "charges", "cautions", "boroughs", "Trident", "the {noun} of {noun}", "{noun} and {noun}", "all {noun}", "cash seized", "days",
    ),
    "figure": (
        "{count}", "{count}%", "{count}.{digit}%", "{count} per cent", "£{count}m", "£{count},{digit}{digit}{digit}", "{sign}{count}", "{words}",
        "{qualifier} {figure}", "{count} out of {count}", "one in {words}", "{count}-{count}", "{count} to {count}", "{count}/{count}", "{count},{count}",
        "{count}p", "€{count}", "{count}{ordinal}", "{count}k", "{count} {span}", "{count}.{count}.{count}", "({figure})", "{words} per cent", "half",
        "two-thirds", "a quarter of", "{count}:{count}", "SO{count}", "{count} pp", "{count}°", "½", "{count}½%", "１２", "٣", "²", "Ⅳ", "{count}e{count}",
    ),
    "count": ("{digit}", "{digit}{count}", "{digit}{digit},{digit}{digit}{digit}", "0", "00{digit}", "{digit}.{digit}", "99999999999999999999{count}"),
    "words": ("one", "two", "twenty", "twenty-{words}", "{words} hundred", "{words} thousand", "{words} hundred and {words}", "a dozen", "ninety nine",
              "{words} million", "no", "none", "several", "both", "a {words}"),
    "qualifier": ("around", "just over", "at least", "nearly", "up to", "more than", "approximately", "some", "under", "c.", "~", ">", "<"),
    "sign": ("+", "-", "−", "–", "±", ""),
    "ordinal": ("st", "nd", "rd", "th"),
    "roman": ("i", "ii", "iv", "x"),
    "span": ("days", "weeks", "months", "years", "hours", "quarters"),
    "period": (
        "{year}", "{year}/{short}", "{year}-{short}", "{year}/ {short}", "{short}/{short}", "FY{year}", "FYTD", "the first quarter of {year}/{short}",
        "{month} {year}", "{month} to {month} {year}", "{day}", "{day} to {day}", "the last {count} {span}", "the year to {month} {year}", "Q{digit} {year}",
        "last year", "this year", "the same period last year", "the previous financial year", "calendar year {year}", "week {digit}", "{digit} {period}",
        "{month}-{month} {short}", "financial year to date ({day})", "the {span} before", "end-{month} {year}", "between {period} and {period}",
    ),
    "year": ("2004", "2005", "2006", "1999", "2010", "2100", "1066", "20{short}", "2000"),
    "short": ("05", "06", "07", "00", "99", "6", "{digit}{digit}"),
    "month": ("January", "February", "March", "April", "Apr", "Sept.", "Dec", "december", "Febuary", "Q1"),
    "day": ("{count} {month} {year}", "{digit}{ordinal} {month} {year}", "31 February {year}", "29 February 2007", "{short}/{short}/{short}", "{month} {digit}",
            "{short}.{short}.{year}", "0 March {year}", "32/13/{year}"),
    "digit": tuple("0123456789"),
    "noise": ("[1] ", "(see paragraph {digit}) ", "“", "”", "'", "…", "&amp; ", "\u200b", "\u202e", "\ufeff", "\x07", "\u00ad", "\u0301", "😀 ", "<b>", "\t",
              "\r", "\x85", "\u2028", "\x0c", "www.a.b/{digit} ", "020 7{count} ", "a@b.c ", "*", "_", "|", "\\", "%", "%%", "£", "(", ")", ")(", "\ufffd", "\x00"),
}  # fmt: skip
HEADS = (
    "", "Report: {digit}\nDate: {day}\nBy: {noun}\n\n", "{noun}\n\nReport: {digit}{digit}\nDate: {digit} March 2007\n\nSummary\n\n",
    "Date: {period}\n\n", "B. Supporting information\n\n1. ",
)  # fmt: skip
DEEPEST = 12


def made(draw: random.Random) -> str:
    """A text from the grammar."""
    return _drawn(draw, draw.choice(HEADS) + "{text}" + draw.choice(("", "\n\n{text}", "\n{text}\n\n{text}")))


def _drawn(draw: random.Random, pattern: str, depth: int = 0) -> str:
    pieces: list[str] = []
    for part in pattern.split("{"):
        name, closed, rest = part.partition("}")
        if not closed or name not in GRAMMAR:
            pieces.append(part)
            continue
        choices = GRAMMAR[name]
        if depth >= DEEPEST:  # the shortest ends it
            choices = [min(choices, key=lambda one: (one.count("{"), len(one)))]
        pieces += [_drawn(draw, draw.choice(choices), depth + 1), rest]
    return "".join(pieces)


@lru_cache(maxsize=1)
def digests() -> tuple[str, ...]:
    """The texts of the committed digests."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(DIGESTS.glob("*.txt")))


def _piece(draw: random.Random, longest: int = LONGEST) -> str:
    text = draw.choice(digests())
    start = draw.randrange(len(text))
    return text[start : start + draw.randrange(1, longest)]


def _cut(draw: random.Random, text: str) -> str:
    start = draw.randrange(len(text) + 1)
    return text[:start] + text[start + draw.randrange(40) :]


def _repeated(draw: random.Random, text: str) -> str:
    start = draw.randrange(len(text) + 1)
    end = start + draw.randrange(40)
    return text[:end] + text[start:end] * draw.randrange(1, 6) + text[end:]


def _inserted(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text) + 1)
    name = draw.choice(("figure", "period", "noise", "noun", "day", "words", "change"))
    return text[:place] + _drawn(draw, f"{{{name}}}", 6) + text[place:]


def _swapped(draw: random.Random, text: str) -> str:
    """One character for another: digits for digits, blanks for line ends, anything for anything."""
    place = draw.randrange(len(text) + 1)
    return text[:place] + draw.choice("0123456789 \n.,;:%£()-–•|/\"'aA") + text[place + 1 :]


def _spliced(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text) + 1)
    return text[:place] + _piece(draw, 300) + text[place:]


def _without_blanks(draw: random.Random, text: str) -> str:
    start = draw.randrange(len(text) + 1)
    return text[:start] + text[start : start + 60].replace(" ", "").replace("\n", "") + text[start + 60 :]


MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    _cut,
    _repeated,
    _inserted,
    _swapped,
    _spliced,
    _without_blanks,
)


def mutated(draw: random.Random) -> str:
    """A piece of a digest with some mutations."""
    text = draw.choice(("", "Report: 9\nDate: 8 March 2007\n\nB. Supporting information\n\n")) + _piece(draw)
    for _ in range(draw.randrange(1, 12)):
        text = draw.choice(MUTATIONS)(draw, text)
    return text


def page(draw: random.Random, text: str) -> str:
    """A text as a page of HTML, with tags that open, close and nest as they like."""
    tags = (
        "p",
        "div",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "ol",
        "b",
        "h1",
        "script",
        "br",
        "header",
        "span",
        "!--",
    )
    pieces = [
        f"<{draw.choice(('', '/'))}{draw.choice(tags)}{draw.choice(('', ' class=nav', ' colspan=9999', ''))}>{escape(line)}"
        for line in text.split("\n")
    ]
    return "".join(pieces)


def text_of(seed: int) -> str:
    """The text of a seed; half of them from the grammar, half from the digests."""
    draw = random.Random(seed)
    return made(draw) if seed % 2 else mutated(draw)


def smallest(text: str, fails: Callable[[str], bool]) -> str:
    """A part of a text that still fails, from which no piece can be cut."""
    size = max(1, len(text) // 2)
    while size:
        start = 0
        while start < len(text):
            shorter = text[:start] + text[start + size :]
            if fails(shorter):
                text = shorter
            else:
                start += size
        size //= 2
    return text
