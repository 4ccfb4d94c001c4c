"""Numbers that belong to what was named before in the order in which it was named: "respectively", "the respective
targets", and a pair of figures behind a sentence about two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from etl.calendar import SPANS, UNSTATED
from etl.catalogue.lexicon import BOROUGH_NAMES
from etl.figures.drafts import Draft, Pair
from etl.figures.scopes import MPS
from etl.figures.subjects import OTHER, Subject, is_stock
from etl.figures.when import at_end
from etl.figures.windows import every, has
from etl.numbers import Number
from etl.tokens import Token

_BOROUGHS = frozenset(BOROUGH_NAMES.values())


def in_turn(
    tokens: Sequence[Token],
    places: Sequence[int],
    numbers: Sequence[Number],
    drafts: list[Draft],
    pair: Pair,
) -> list[Draft]:
    """The drafts of a sentence, each of what its turn makes it. `pair`: what the sentence before gave two figures of."""
    drafts = _listed_in_turn(tokens, drafts)
    drafts = _in_respective_turn(tokens, places, numbers, _respectively(tokens, places, numbers, drafts))
    drafts = _both_off_target(tokens, drafts)
    return _refused_alike(
        tokens, _rates_of_the_pair(tokens, _of_the_pair(tokens, numbers, drafts, pair), pair)
    )


def _rates_of_the_pair(tokens: Sequence[Token], drafts: list[Draft], pair: Pair) -> list[Draft]:
    """'Race crime fell by 11% and homophobic crime by 4%. JD rates were 19.8% and 22.1%': rates of the two crimes named before,
    in that sentence or in this one."""
    ahead, rates = drafts[:-2], drafts[-2:]
    named = [draft.group for draft in ahead] if ahead else [group for _, group, _ in pair]
    groups = tuple(dict.fromkeys(named))
    if len(rates) != 2 or len(groups) != 2 or OTHER in groups or not all(groups):
        return drafts
    at = [place for place, token in enumerate(tokens) if token.number >= 0][-2:]
    if len(at) != 2:
        return drafts
    clause = tokens[max(at[0] - _RATES_NEAR, 0) : at[0]]
    several = any(token.words.endswith("rates") for token in clause)
    joined = [token.words for token in tokens[at[0] + 1 : at[1]]] == ["and"]
    own = has(clause, "group", "staff", "who") if ahead else has(tokens, "group", "staff", "who")
    if not several or not joined or own or rates[0].metric == OTHER or _whose(rates[0]) != _whose(rates[1]):
        return drafts
    return [
        *ahead,
        *(
            rate._replace(group=group, rule="of_the_pair:" + rate.rule)
            for rate, group in zip(rates, groups, strict=True)
        ),
    ]


_RATES_NEAR = 5  # tokens between "rates" and the first of them


def _both_off_target(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """'The first is 47.9% and the second 75.4%, both above target (45% and 72%)': each target of its own."""
    words = [token.words for token in tokens]
    both = "both" in words and [draft.kind for draft in drafts] == ["actual", "actual", "target", "target"]
    at = [place for place, token in enumerate(tokens) if token.number >= 0]
    if (
        not both
        or len(at) != 4
        or not at[1] < words.index("both") < at[2]
        or len({one.unit for one in drafts}) > 1
    ):
        return drafts
    turned = [
        target._replace(
            metric=actual.metric, group=actual.group, label=actual.label, rule="respectively:" + target.rule
        )
        for actual, target in zip(drafts[:2], drafts[2:], strict=True)
    ]
    return [*drafts[:2], *turned]


_COUNTS_AND_SHARES = ["count", "percent", "count", "percent"]


def pair_of(drafts: Sequence[Draft], pair: Pair) -> Pair:
    """The two things that a sentence gives figures of, for a sentence behind it that gives two more; else nothing.

    A sentence that goes on with a pair hands it on.
    """
    if not drafts:
        return ()
    if any(draft.rule.startswith("of_the_pair") for draft in drafts):
        return pair
    named = tuple((draft.metric, draft.group, draft.unit) for draft in drafts)
    if [unit for _, _, unit in named] == _COUNTS_AND_SHARES and OTHER not in {
        metric for metric, _, _ in named
    }:
        return named  # "1,369 (29.8%) are BME and 1,571 (34.2%) female"
    shares = [draft for draft in drafts if draft.unit == "percent"]
    for figures in (drafts, shares):  # "58 (14.1%) were BME and 131 (31.8%) women" gives two shares
        several = tuple(dict.fromkeys((draft.metric, draft.group, draft.unit) for draft in figures))
        alike = len(several) == len(figures) and len({unit for _, _, unit in several}) == 1
        if (
            len(several) > 1
            and (alike or len(several) == 2)
            and OTHER not in {metric for metric, _, _ in several}
        ):
            return several
    return ()


def _of_the_pair(
    tokens: Sequence[Token], numbers: Sequence[Number], drafts: list[Draft], pair: Pair
) -> list[Draft]:
    """'The target is 18% for racist and 17% for homophobic crime. The rates achieved were 17.2% and 15.8% respectively',
    'In 2001/02 they were 15.9% and 16.3%': two bare numbers behind a sentence about two things."""
    if len(pair) == len(_COUNTS_AND_SHARES) and len(drafts) == 2:
        pair = tuple(one for one in pair if one[2] == drafts[0].unit)
    # "1,541 VEM officers, 5.4% of strength. In 2002 the figures were 1,263 and 4.7%": each in its unit
    alike = len(pair) > 1 and [draft.unit for draft in drafts] == [unit for _, _, unit in pair]
    if not alike or not drafts[0].rule.startswith(("carried_over", "no_subject", "goes_on")):
        return drafts
    if not drafts[1].rule.startswith(
        ("carried_in_sentence", "beside_other", "count_beside_rate", "share_beside_count")
    ):
        return drafts
    starts = {draft.number.start for draft in drafts}
    at = [i for i, token in enumerate(tokens) if token.number >= 0 and numbers[token.number].start in starts]
    if len(at) > 2 and all(_is_list(tokens[a + 1 : b]) for a, b in pairwise(at)):
        between = tokens[at[-2] + 1 : at[-1]]  # "The targets are 80%, 75% and 65%"
    else:
        between = (
            tokens[at[0] + 1 : at[1]] if len(at) == 2 else tokens[at[1] + 1 : at[2]] if len(at) == 4 else ()
        )
    told = any("respectively" in token.cues for token in tokens) or any(
        token.words
        in (
            "they",
            "these",
            "two",
            "both",
            "numbers",
            "figures",
            "rates",
            "shares",
            "proportions",
            "percentages",
            "results",
        )
        for token in tokens[: at[0]]
    )
    # "Last year's figures for the same months were 8.2% and 24.9%": a period and a verb
    told = told or all(token.mention >= 0 or "be" in token.cues for token in tokens[: at[0]])
    told = told or {draft.kind for draft in drafts} == {"target"}  # "We aim to reach 8.7% and 21.5% by March"
    if not told or [token.words for token in between if token.words] != ["and"]:
        return drafts
    alike = (
        pair[0][1] == pair[1][1]
    )  # "The figures for racist crime were 76% and 24%", behind those of another
    own = every(tokens[: at[0]], "staff") or (every(tokens[: at[0]], "group") if alike else [])
    return [
        _of_its_day(
            draft._replace(metric=metric, group=(own or [group])[-1], rule="of_the_pair:" + draft.rule)
        )
        for draft, (metric, group, _) in zip(drafts, pair, strict=True)
    ]


def _of_its_day(draft: Draft) -> Draft:
    """A share of staff that was taken for an event is of the last day of the period that the report gives it."""
    stock = is_stock(Subject(draft.metric, staff=draft.group))
    above = draft.period_from in ("report", "report_date") and draft.period.type in SPANS
    return draft._replace(period=at_end(draft.period)) if stock and above else draft


def _places_in_turn(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """'In Lambeth, Newham and Camden levels are 10%, 9.6% and 9% lower respectively': as many places as figures."""
    named = [token.cues["scope"] for token in tokens if token.cues.get("scope", MPS) in _BOROUGHS]
    figures = [draft for draft in drafts if not tokens or draft.number.start < tokens[-1].end][-len(named) :]
    alike = len({(draft.metric, draft.group, draft.kind) for draft in figures}) == 1
    if len(named) < 2 or len(figures) != len(named) or len(set(named)) < len(named) or not alike:
        return drafts
    turn = {draft.number.start: scope for draft, scope in zip(figures, named, strict=True)}
    return [draft._replace(scope=turn.get(draft.number.start, draft.scope)) for draft in drafts]


def _listed_in_turn(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """'Brent, Newham and Sutton have recovered £4,100, £3,850 and £3,620': a list of figures behind a list of as many places."""
    at = [place for place, token in enumerate(tokens) if token.number >= 0]
    if len(at) < 3 or len(at) != len(drafts) or not all(_is_list(tokens[a + 1 : b]) for a, b in pairwise(at)):
        return drafts
    return _places_in_turn(tokens[: at[-1] + 1], drafts)


def _is_list(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and (tokens[0].cues.get("stop") == "," or "and" in tokens[0].cues)


def _groups_in_turn(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """'The rates for burglary and robbery were 12% and 16% respectively': as many groups, once each, as figures behind them."""
    at = next((place for place, token in enumerate(tokens) if token.number >= 0), 0)
    named = [token.cues["group"] for token in tokens[:at] if "group" in token.cues]
    figures = [draft for draft in drafts if at and draft.number.start < tokens[-1].end]
    several = {draft.group for draft in figures} == {OTHER} and len({draft.metric for draft in figures}) == 1
    if len(named) < 2 or len(figures) != len(named) or len(set(named)) < len(named) or not several:
        return drafts
    turn = {draft.number.start: group for draft, group in zip(figures, named, strict=True)}
    return [
        draft._replace(group=turn[draft.number.start], label="", rule="respectively:" + draft.rule)
        if draft.number.start in turn
        else draft
        for draft in drafts
    ]


def _in_respective_turn(
    tokens: Sequence[Token], places: Sequence[int], numbers: Sequence[Number], drafts: list[Draft]
) -> list[Draft]:
    """'A is at 17%, B at 46%; the respective targets are 18% and 45%': as many numbers behind the word as before it."""
    word = next((place for place, token in enumerate(tokens) if "respective" in token.cues), -1)
    late = [numbers[tokens[place].number].start for place in places if place > word >= 0]
    early = [numbers[tokens[place].number].start for place in places if place < word][-len(late) :]
    by_start = {draft.number.start: draft for draft in drafts}
    whole = len(late) > 1 and len(early) == len(late) and all(start in by_start for start in (*early, *late))
    if not whole or len({by_start[start].unit for start in (*early, *late)}) > 1:
        return drafts
    first = by_start[late[0]]
    turn = {later: by_start[earlier] for later, earlier in zip(late, early, strict=True)}
    return [
        draft._replace(
            metric=turned.metric, group=turned.group, kind=first.kind, period=first.period,
            period_from=first.period_from, rule="respective:" + draft.rule,
        )
        if (turned := turn.get(draft.number.start)) is not None
        else draft
        for draft in drafts
    ]  # fmt: skip


def _refused_alike(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """'The annual targets are 20%, 14% and 15% respectively': values of several things that other sentences name, and of which
    nothing says which is whose, are of none of them."""
    word = next((place for place, token in enumerate(tokens) if "respectively" in token.cues), 0)
    if not word and _is_open_pair(tokens, drafts):
        return [draft._replace(metric=OTHER, group="", rule="pair_of_what") for draft in drafts]
    if not word or has(tokens[:word], "group", "staff", "who", "scope"):
        return drafts
    early = [draft for draft in drafts if draft.number.start < tokens[word].start and draft.metric != OTHER]
    of = Counter(map(_whose, early))
    return [
        draft._replace(metric=OTHER, group="", rule="respectively_of_what")
        if draft in early and of[_whose(draft)] > 1
        else draft
        for draft in drafts
    ]


_SEVERAL = frozenset("shares proportions percentages rates figures numbers".split())


def _is_open_pair(tokens: Sequence[Token], drafts: Sequence[Draft]) -> bool:
    """Whether two values are of two things of which nothing says which is whose: 'The corresponding shares were 8.2% and
    21.3%', behind a sentence that gave no pair."""
    if [draft.rule for draft in drafts] != ["carried_over", "carried_in_sentence"]:
        return False
    at = [place for place, token in enumerate(tokens) if token.number >= 0]
    told = any(token.words in _SEVERAL for token in tokens[: at[0]])
    joined = len(at) == 2 and [token.words for token in tokens[at[0] + 1 : at[1]]] == ["and"]
    return told and joined and _whose(drafts[0]) == _whose(drafts[1])


def _whose(draft: Draft) -> tuple[object, ...]:
    return draft.metric, draft.group, draft.scope, draft.kind, draft.unit, draft.period


def _respectively(
    tokens: Sequence[Token], places: Sequence[int], numbers: Sequence[Number], drafts: list[Draft]
) -> list[Draft]:
    """'A are 6% and B 18%, against targets of 7% and 19% respectively': the later numbers take the subjects in turn."""
    word = next((place for place, token in enumerate(tokens) if "respectively" in token.cues), -1)
    if word < 0:
        return drafts
    drafts = _places_in_turn(tokens[:word], drafts)
    drafts = _groups_in_turn(tokens[:word], drafts)
    again = max(
        (place for place in range(word + 1, len(tokens)) if "respectively" in tokens[place].cues), default=-1
    )
    half = (
        sum(word < place < again for place in places) or 2
    )  # "were 12%, 16% and 33% respectively, against 11%, 17% and 30% respectively"
    both = [numbers[tokens[place].number].start for place in places if place < max(word, again)][-2 * half :]
    by_start = {draft.number.start: draft for draft in drafts}
    whole = len(both) == 2 * half and all(start in by_start for start in both)
    if not whole or len({by_start[start].unit for start in both}) > 1:
        return drafts
    turn = {late: by_start[early] for late, early in zip(both[half:], both[:half], strict=True)}
    first = by_start[both[half]]
    drafts = [
        draft._replace(metric=turned.metric, group=turned.group, rule="respectively:" + draft.rule)
        if (turned := turn.get(draft.number.start)) is not None
        else draft
        for draft in drafts
    ]
    if first.kind == "target":
        return [
            draft._replace(kind="target", period=first.period, period_from=first.period_from)
            if draft.number.start in turn
            else draft
            for draft in drafts
        ]
    last = next((draft for draft in drafts if draft.number.start == both[-1]), first)
    before = [draft.period for draft in drafts if draft.number.start in both[:half]]
    stated = last if first.period == UNSTATED or first.period in before else first
    return [
        draft._replace(period=stated.period, period_from=stated.period_from)
        if draft.number.start in turn and (draft.period == UNSTATED or draft.period in before)
        else draft
        for draft in drafts
    ]  # "10,197 and 698 respectively at the end of March", "at the end of March they had been 10,197 and 698 respectively"
