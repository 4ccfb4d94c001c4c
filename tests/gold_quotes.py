"""Sentences in our own words for some gold labels, with the figures where their offsets say.

The labels hold no text, and some rules read words: what a change is counted from, what ties a share to its numbers, where a
list of parts ends. Blanks fill the places, so that our words stand at the offsets of the published reports.
"""

from __future__ import annotations

from collections.abc import Sequence


def _spread(
    report: str, pieces: Sequence[tuple[int, str, str]], lead: str = "", tail: str = "."
) -> dict[tuple[str, int], str]:
    """One sentence of (offset, printed, words after it), filled up with blanks to the next offset."""
    text = lead
    for number, (start, printed, words) in enumerate(pieces):
        following = pieces[number + 1][0] if number + 1 < len(pieces) else None
        gap = following - start - len(printed) if following is not None else len(words)
        if len(words) > gap:
            raise ValueError(f"{words!r} is longer than the {gap} characters after {printed!r}")
        # Blanks go before the last character: a bracket must stand beside its number.
        text += printed + (words[:-1] + " " * (gap - len(words)) + words[-1:] if words else " " * gap)
    return {(report, start): text + tail for start, _, _ in pieces}


def _bullets(report: str, lines: Sequence[tuple[int, str, str]], end: int) -> dict[tuple[str, int], str]:
    """Lines of (offset, printed, words after it) that follow on each other; each fills the text up to the next bullet."""
    found = {}
    for number, (start, printed, words) in enumerate(lines):
        last = lines[number + 1][0] - 8 if number + 1 < len(lines) else end
        gap = last - start - len(printed) - len(words)
        if gap < 0:
            raise ValueError(f"{words!r} does not fit after {printed!r}")
        found[(report, start)] = printed + " " * gap + words
    return found


_ATHENA = "2007-03-08-x-eodb-11"
_DEBATE = "2008-01-31-mpa-06b"
_GUNS = "2008-02-07-x-eodb-09"
_CRIME = "2010-12-09-sop-08"
_ARREST_LINES = [
    (9035, "323", ", made up of:"),
    (9064, "277", " domestic,"),
    (9105, "35", " race or faith,"),
    (9159, "3", " homophobic,"),
    (9211, "1", " vulnerable adult,"),
    (9263, "7", " of other kinds."),
]
_OUTCOME_LINES = [
    (9364, "323", " ended as follows:"),
    (9433, "72", " charged,"),
    (9477, "72", " cautioned,"),
    (9539, "55", " otherwise dealt with,"),
    (9749, "49", " let go."),
]
_TRIDENT = "The unit wants 15%, for which it needs a further 19 officers."

QUOTES: dict[tuple[str, int], str] = {
    **_bullets(_ATHENA, _ARREST_LINES, end=9310),
    **_bullets(_ATHENA, _OUTCOME_LINES, end=9830),
    **_spread(
        _ATHENA,
        [
            (31786, "26,208", " incidents, of which "),
            (31823, "15,137", " were crimes, or "),
            (31858, "57.8%", ""),
        ],
    ),
    **_spread(_DEBATE, [(66876, "303", " out of "), (66887, "498", " ("), (66892, "61%", ")")]),
    (_DEBATE, 15919): "A rise of 64% year on year.",
    (_GUNS, 10331): _TRIDENT,
    (_GUNS, 10402): _TRIDENT,
    (_CRIME, 11603): "Up by 2%, or 109, on the same period last year.",
    (_CRIME, 11609): "Up by 2%, or 109, on the same period last year.",
    (_CRIME, 11755): "At the present rate the year will end at around 9,000.",
    (_CRIME, 15475): "At the current monthly average the year will end at around 420.",
    (_CRIME, 15870): "At current levels the year will end at around £30m.",
}
