"""Number words: "twenty-seven" is 27, "two thirds" are 66.7 per cent of something."""

from __future__ import annotations

import re

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

SIMPLE = "|".join(sorted((*ONES, *TENS), key=len, reverse=True))
# A run of number words; which of them belong together is decided by `split_run`.
RUN = rf"\b(?:{SIMPLE})\b(?:(?:[\s-]{{1,3}}(?:and\s)?)(?:{SIMPLE}|hundred|thousand|million|billion)\b)*+"
ANCHOR_WORDS = (*ONES, *TENS, *ORDINALS, "half", "a third", "a quarter", "a fifth", "a tenth", "quarter")


def any_case_trie(words: tuple[str, ...]) -> str:
    """A pattern that matches the words, lower case or capitalised, factored by common beginnings.

    An alternation of 60 words is tried word by word at each place; the factored form decides by the next letter, four
    times as fast.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        for spelling in (word, word.capitalize(), word.upper()):
            node = root
            for letter in spelling:
                node = node.setdefault(letter, {})
            node[""] = {}

    def pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
        branches = [re.escape(letter) + pattern(below) for letter, below in sorted(node.items()) if letter]
        if not branches:
            return ""
        inner = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
        return f"{inner}?" if "" in node else inner

    return pattern(root)


_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def split_run(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """The numbers in a run of number words, as (start, end, value).

    Words that cannot belong to one number start another: "six three" are two numbers, and so are
    "twenty and thirty", since "and" joins only what follows a hundred or a thousand.

    >>> split_run("six hundred and five", 0, 20)
    [(0, 20, 605)]
    >>> [value for _, _, value in split_run("six three", 0, 9)]
    [6, 3]
    """
    found: list[tuple[int, int, int]] = []
    total = part = 0  # what stands before the last thousand or million, and what is being built
    first = last = -1
    room = 0  # the next simple word must be below this to belong to the number being built
    joined = scaled = False
    limit = 1 << 60  # a scale must be below the one before it

    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        if word == "and":
            joined = True
            continue
        if word in SCALES:
            scale = SCALES[word]
            if scale == 100 and 0 < part < 100 and room:
                part, room, scaled = part * 100, 100, True
            elif 100 < scale < limit and part:
                total, part, room, limit, scaled = total + part * scale, 0, 1000, scale, True
            else:
                continue  # "thousand" that scales nothing: left to the number before it
            last = match.end()
            joined = False
            continue
        value = ONES.get(word, TENS.get(word, 0))
        fits = first >= 0 and value < room and (scaled or not joined) and (value or not part)
        if fits and (not joined or part % 100 == 0):
            part += value
        else:
            if first >= 0:
                found.append((first, last, total + part))
            total, part, first, scaled, limit = 0, value, match.start(), False, 1 << 60
        room = 10 if word in TENS else 1
        last = match.end()
        joined = False
    if first >= 0:
        found.append((first, last, total + part))
    return found


def spell(number: int) -> str:
    """The English words of a whole number from 0 to 999,999, the inverse of `split_run`.

    >>> spell(27), spell(605), spell(12_340)
    ('twenty-seven', 'six hundred and five', 'twelve thousand three hundred and forty')
    """
    if number >= 1000:
        rest = number % 1000
        joint = "" if not rest else " and " if rest < 100 else " "
        return f"{spell(number // 1000)} thousand{joint}{spell(rest) if rest else ''}"
    if number >= 100:
        rest = number % 100
        return f"{spell(number // 100)} hundred" + (f" and {spell(rest)}" if rest else "")
    names = {value: word for word, value in (*ONES.items(), *TENS.items())}
    if number in names:
        return names[number]
    return f"{names[number - number % 10]}-{names[number % 10]}"
