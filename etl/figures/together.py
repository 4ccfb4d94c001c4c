"""What the numbers of one sentence say of each other, once each is read: shared periods, subjects and targets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.calendar import Period
from etl.figures import when
from etl.figures.drafts import Draft, Pair
from etl.figures.scopes import MPS
from etl.figures.subjects import COUNTED, HEADCOUNT_OF, ONE_KIND_OF_DETECTION, OTHER
from etl.figures.turns import in_turn
from etl.figures.windows import has
from etl.numbers import Number
from etl.periods import Mention
from etl.tokens import Token


def read_together(
    tokens: Sequence[Token],
    places: Sequence[int],
    numbers: Sequence[Number],
    mentions: Sequence[Mention],
    drafts: list[Draft],
    covered: Period | None = None,
    pair: Pair = (),
) -> list[Draft]:
    """The drafts of a sentence with what the others of the sentence tell of each.

    `places` are the tokens that are numbers; `numbers` and `mentions` are those of the whole report. No draft is added,
    left out or given another value. `covered` is the period that the report covers, `pair` what the sentence before
    gave two figures of.
    """
    if not drafts:
        return drafts
    drafts = in_turn(tokens, places, numbers, drafts, pair)
    between = _between(tokens, numbers, drafts)
    of_the = [token.words for token in tokens[: places[0] if places else 0]] == ["of", "the"]
    drafts = _numbers_of_a_share(of_the, between, _next_places(drafts))
    drafts = _changes_in_brackets(_satisfied_alike(between, drafts))
    drafts = _changes_of_the_later(_places_of_a_rate(_joined_changes(between, drafts)))
    drafts = _one_clause(between, _parts_of_a_rate(tokens, _changes_of_what_they_led_to(between, drafts)))
    drafts = _between_years(tokens, mentions, drafts)
    drafts = _this_and_last_year(tokens, mentions, drafts, covered)
    return _shares_of_what_was(_targets_of_what_follows(_changes_to_what_follows(between, drafts)))


def _changes_of_what_they_led_to(between: Sequence[Sequence[Token]], drafts: list[Draft]) -> list[Draft]:
    """'Domestic violence rose 3.4% to 39,870 incidents': the change is one of the incidents, where only the crime was named."""
    found = list(drafts)
    for place, (words, (change, level)) in enumerate(zip(between, pairwise(drafts), strict=True)):
        led = [token.words for token in words] == ["to"] and change.rule.startswith("change_of_group")
        alike = (change.group, change.scope, level.kind) == (level.group, level.scope, "actual")
        if led and alike and change.metric == "offences" and level.metric in ("incidents", "arrests"):
            found[place] = change._replace(metric=level.metric)
    return found


def _satisfied_alike(between: Sequence[Sequence[Token]], drafts: list[Draft]) -> list[Draft]:
    """'76% of victims of burglary, 71% of victims of violent crime and 58% of ... were satisfied': what is said behind the last
    of a list of those who were asked is said of each."""
    found = list(drafts)
    for place in range(len(drafts) - 2, -1, -1):
        share, following, words = drafts[place], found[place + 1], between[place]
        listed = bool(words) and (words[-1].cues.get("stop") == "," or "and" in words[-1].cues)
        asked = has(words, "who") and not has(words, "be", "link", "metric", "staff")
        alike = following.metric == "public_satisfaction" and share.kind == following.kind
        if (
            listed
            and asked
            and alike
            and share.rule.startswith("share_of_something")
            and share.unit == "percent"
        ):
            found[place] = share._replace(metric=following.metric, label="", rule="said_of_all")
    return found


def _shares_of_what_was(drafts: list[Draft]) -> list[Draft]:
    """'Fell from 6,204 (13.1%) to 5,811 (11.9%)': the share beside a value that something moved from is of its time."""
    found = list(drafts)
    for place, (count, share) in enumerate(pairwise(drafts)):
        if count.rule.endswith("moved_from") and share.rule.startswith(
            ("rate_beside_count", "share_beside_count")
        ):
            found[place + 1] = share._replace(period=count.period, period_from=count.period_from)
    return found


def _between(
    tokens: Sequence[Token], numbers: Sequence[Number], drafts: Sequence[Draft]
) -> list[Sequence[Token]]:
    """The tokens between the number of each draft and that of the next."""
    at = {numbers[token.number].start: place for place, token in enumerate(tokens) if token.number >= 0}
    return [
        tokens[at[first.number.start] + 1 : at[second.number.start]] for first, second in pairwise(drafts)
    ]


def _compares(words: Sequence[Token]) -> bool:
    """Whether the words before a number make it what something is compared with: '1.9% fewer than the 845,300 of ...'."""
    last = max(
        (place for place, token in enumerate(words) if token.cues.get("link") == "compared"), default=-1
    )
    return last >= 0 and not any(token.mention >= 0 for token in words[last:])


def _moves_from(words: Sequence[Token]) -> bool:
    """Whether the words before a number make it the value before a change: 'is down by 7%, from 8,033 in 2005/06'."""
    return bool(words) and words[-1].words == "from"


def _changes_to_what_follows(between: Sequence[Sequence[Token]], drafts: list[Draft]) -> list[Draft]:
    """'Rose by 4% to 2,453 in 2005/06': a change without a period of its own is of the value that it led to."""
    found = list(drafts)
    for place, draft in enumerate(found):
        if not draft.kind.startswith("change") or not when.is_open(draft.period, draft.period_from):
            continue
        for far, later in enumerate(found[place + 1 :], place):
            if later.kind == "actual" and (
                _compares(between[far]) or _moves_from(between[far]) or _is_of_reference(between[far])
            ):
                continue
            if later.kind == draft.kind or (
                later.kind.startswith("change") and later.period_from not in when.STATED
            ):
                continue
            if (later.metric, later.group, later.scope) != (draft.metric, draft.group, draft.scope):
                break
            if later.kind.startswith("change") or later.comparator or later.period.start is None:
                continue
            stated = later.period_from in when.STATED or draft.period.start is None
            if later.kind == "actual" and stated and not later.rule.endswith("moved_from"):
                found[place] = draft._replace(period=later.period, period_from=later.period_from)
                break
    return found


def _is_of_reference(words: Sequence[Token]) -> bool:
    """Whether the number behind some words is of the period that a change is measured from: '47% up on December 2000 (4,155)'."""
    dated = len(words) > 2 and words[-1].cues.get("stop") == "(" and words[-2].mention >= 0
    return dated and any(
        token.words in ("on", "over", "from") or "link" in token.cues for token in words[-5:-2]
    )


def _joined_changes(between: Sequence[Sequence[Token]], drafts: list[Draft]) -> list[Draft]:
    """'An increase of 166 or 10.7% in gun crime': what is said of the second of two joined changes holds for both."""
    found = list(drafts)
    for place, (words, (first, second)) in enumerate(zip(between, pairwise(drafts), strict=True)):
        joined = len(words) == 1 and ("and" in words[0].cues or words[0].cues.get("stop") == "(")
        changes = first.kind == "change_abs" and second.kind == "change_pct"
        if joined and changes and first.rule.startswith("no_subject") and second.metric in COUNTED:
            found[place] = first._replace(
                metric=second.metric, group=second.group, label=second.label, rule="joined_" + first.rule
            )
    return found


def _next_places(drafts: list[Draft]) -> list[Draft]:
    """'Most were in Lambeth (4,812), followed by Southwark (3,611)': what is counted in one place is counted in the next."""
    found = list(drafts)
    for place in range(1, len(found)):
        first, draft = found[place - 1], found[place]
        alike = (first.unit, first.kind) == (draft.unit, draft.kind) and first.metric in COUNTED
        if not alike or not draft.rule.startswith("no_subject") or draft.scope in ("", MPS, first.scope):
            continue
        found[place] = draft._replace(
            metric=first.metric, group=first.group, label=first.label, rule="next_place"
        )
        if draft.period.start is None:
            found[place] = found[place]._replace(period=first.period, period_from=first.period_from)
    return found


def _changes_of_the_later(drafts: list[Draft]) -> list[Draft]:
    """'174 in 2005/06 compared to 187 in 2004/05, a fall of 7%': a change behind two values is of the later one."""
    found = list(drafts)
    for place in range(2, len(found)):
        change = found[place]
        later = next((one for one in found[:place] if _leads_to(change, one)), None)
        if later is not None and found[place - 1].period == change.period:
            found[place] = change._replace(period=later.period, period_from=later.period_from)
    return found


def _leads_to(change: Draft, value: Draft) -> bool:
    """Whether a change may be that of a value: the same measure of a later period of the same kind."""
    same = (change.metric, change.group, change.scope) == (value.metric, value.group, value.scope)
    if not same or not change.kind.startswith("change") or value.kind != "actual" or value.comparator:
        return False
    ends = (value.period.end, change.period.end)
    return value.period.type == change.period.type and None not in ends and ends[0] > ends[1]  # type: ignore[operator]


_BETWEEN = ("or", "nearly", "almost", "about", "around", "some", "just", "over", "under")


def _numbers_of_a_share(of_the: bool, between: Sequence[Sequence[Token]], drafts: list[Draft]) -> list[Draft]:
    """'2,310 or 7.4% of officers were BME', '2,310 (7.4%) of the 31,141 officers': the number of people, and the whole.

    `of_the`: the sentence begins with a whole, "of the 31,141 officers, 2,310 (7.4%) ...".
    """
    found = list(drafts)
    for place, (count, share) in enumerate(pairwise(drafts)):
        counted = HEADCOUNT_OF.get(share.metric, "")
        if not counted or count.unit != "count" or not count.kind == share.kind == "actual":
            continue
        words = between[place]
        beside = words and all(token.words in _BETWEEN or token.cues.get("stop") == "(" for token in words)
        if not beside or share.group == OTHER == count.group:
            continue
        if count.metric == counted and count.group == OTHER:
            # "of the 4,247 PCSOs, 1,329 (31.3%) are BME"
            found[place] = count._replace(group=share.group, label=share.label)
            if count.period.start is None:
                found[place] = found[place]._replace(period=share.period, period_from=share.period_from)
            if place == 1 and drafts[0].rule == "people" and of_the and _opens(between[0]):
                found[0] = _as_people(drafts[0], share, "workforce_strength", "base_of_share")
        if count.metric != OTHER:
            continue
        part = place
        if place and [token.words for token in between[place - 1]] in (["out", "of"], ["of"], ["of", "the"]):
            part = place - 1  # "303 out of 498 (61%)": the second number is the whole
        if drafts[part].metric == OTHER and drafts[part].unit == "count":
            found[part] = _as_people(drafts[part], share, HEADCOUNT_OF[share.metric], "count_of_share")
        whole = drafts[place + 2] if place + 2 < len(drafts) else None
        of = [token.words for token in between[place + 1] if token.words] if whole is not None else []
        if whole is not None and of in (["of"], ["of", "the"], ["of", "all"]) and whole.rule == "people":
            found[place + 2] = _as_people(whole, share, "workforce_strength", "base_of_share")
    return found


_MADE_UP = frozenset(
    ("made up of", "make up", "makes up", "comprises", "comprised", "comprising", "consists")
)
_ALL_BUT_OTHERS = (
    90  # per cent; charges and cautions are nearly all sanction detections, warnings and the like the rest
)


def _parts_of_a_rate(tokens: Sequence[Token], drafts: list[Draft]) -> list[Draft]:
    """'The rate is made up of 28.9% charges and 17.5% cautions': points of the rate, for they are far from 100 together."""
    parts = [draft for draft in drafts if draft.metric in ONE_KIND_OF_DETECTION and draft.unit == "percent"]
    if not parts or not any(token.words in _MADE_UP for token in tokens):
        return drafts
    if sum(part.value for part in parts) >= _ALL_BUT_OTHERS or len({part.metric for part in parts}) < 2:
        return drafts
    return [
        draft._replace(metric=OTHER, group="", rule="part_of_a_rate") if draft in parts else draft
        for draft in drafts
    ]


def _opens(words: Sequence[Token]) -> bool:
    """Whether the whole is named before its part: 'of the 4,247 PCSOs, 1,329 ...'."""
    return 0 < len(words) < 6 and words[-1].cues.get("stop") == ","


def _as_people(draft: Draft, share: Draft, metric: str, rule: str) -> Draft:
    """A count of people, of the group and the period of the share beside it."""
    return draft._replace(
        metric=metric, group=share.group, label=share.label, period=share.period, period_from=share.period_from, rule=rule,
    )  # fmt: skip


def _changes_in_brackets(drafts: list[Draft]) -> list[Draft]:
    """'Have fallen from 9,463 to 8,918 (6%)': a bare per cent in brackets is the change of two counts before it, if it is
    what they give."""
    found = list(drafts)
    for place in range(2, len(found)):
        earlier, later, share = found[place - 2 : place + 1]
        counts = earlier.metric == later.metric != OTHER and earlier.unit == later.unit == "count"
        moved = earlier.rule.endswith("moved_from") and later.kind == "actual" and bool(earlier.value)
        bare = share.unit == "percent" and share.kind == "actual" and share.rule in _BARE
        if not (counts and moved and bare):
            continue
        change = 100 * (later.value - earlier.value) / earlier.value
        if abs(abs(change) - abs(share.value)) <= ROUNDED:
            found[place] = share._replace(
                metric=later.metric, group=later.group, label=later.label, kind="change_pct", period=later.period,
                period_from=later.period_from, value=abs(share.value) * (1 if change > 0 else -1), rule="change_of_two_counts",
            )  # fmt: skip
    return found


_BARE = ("beside_other", "bare_bracket", "no_subject")
ROUNDED = 0.5  # per cent: what a change printed as a whole number may be off


def _places_of_a_rate(drafts: list[Draft]) -> list[Draft]:
    """'Camden (68%), Ealing (66%) and Hounslow (65%) had the highest arrest rates': the rate is that of each place."""
    found = list(drafts)
    for place in range(len(found) - 2, -1, -1):
        draft, later = found[place], found[place + 1]
        named = (
            later.rule.startswith(("rate_behind", "said_of_share", "place_of_a_rate"))
            and later.unit == draft.unit
        )
        if draft.rule == "no_subject" and named and draft.scope not in ("", MPS) and draft.kind == later.kind:
            found[place] = draft._replace(
                metric=later.metric, group=later.group, label=later.label, period=later.period,
                period_from=later.period_from, rule="place_of_a_rate",
            )  # fmt: skip
    for place, (first, second) in enumerate(pairwise(found)):
        same = (first.metric, first.group, first.kind) == (second.metric, second.group, second.kind)
        if same and first.scope != second.scope and second.period.start is None and not second.comparator:
            found[place + 1] = second._replace(period=first.period, period_from=first.period_from)
    return found


def _one_clause(between: Sequence[Sequence[Token]], drafts: list[Draft]) -> list[Draft]:
    """'1,021 orders to the value of £17.9m were obtained in 2005/06': two numbers of one clause have one period."""
    found = list(drafts)
    for place in range(len(drafts) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        words = between[place]
        stops = any(token.cues.get("stop") not in (None, ",") for token in words)
        parted = stops or has(words, "link", "be", "rel") or any(token.mention >= 0 for token in words)
        if has(words, "stop", "and") and (second.unit != "count" or not words[0].words):
            parted = True
        stated = (
            second.period.start is not None and second.period_from == "sentence" and not second.comparator
        )
        earlier = first.rule.endswith("moved_from") or first.comparator
        changes = first.kind == second.kind and first.kind.startswith("change")
        if changes and not has(words, "stop"):
            parted = stops or has(words, "link", "be", "rel") or any(token.mention >= 0 for token in words)
        both = changes or first.kind == second.kind == "actual"
        if first.period.start is None and both and stated and not parted and not earlier:
            found[place] = first._replace(period=second.period, period_from="sentence")
    return found


def _targets_of_what_follows(drafts: list[Draft]) -> list[Draft]:
    """'Against the target of 85% it was 91% for 2005/06': a target without dates is of the year of what it judges."""
    found = list(drafts)
    for place, draft in enumerate(found):
        if draft.kind != "target" or (draft.period_from != "report_date" and draft.metric != OTHER):
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        if (
            following is not None
            and draft.rule == "no_subject:target_of_a_change"
            and following.kind == "change_pct"
            and following.metric in COUNTED
        ):  # "against a target of a 3% reduction, burglary fell by 6.4% in 2004/05"
            year = (
                when.whole_year(following.period, None)
                if following.period.start is not None
                else draft.period
            )
            found[place] = draft._replace(
                metric=following.metric, group=following.group, label=following.label, period=year
            )
            continue
        told = found[place - 1] if place else draft
        if told.kind == "actual" and (told.metric, told.group) == (draft.metric, draft.group):
            continue  # "17.6% (target 18%), 2001/02 15.9%": it judges the value before
        later = next((one for one in found[place + 1 :] if one.kind == "actual"), None)
        if (
            later is not None
            and later is following
            and draft.rule.startswith("no_subject")
            and later.unit == draft.unit == "percent"
            and later.metric != OTHER
        ):
            draft = draft._replace(
                metric=later.metric, group=later.group, label=later.label, rule="target_of_what_follows"
            )
            found[place] = draft
        if (
            later is not None
            and (later.metric, later.group) == (draft.metric, draft.group)
            and later.period_from == "sentence"
            and not later.comparator
            and later.period.type in ("financial_year", "fytd", "quarter")
        ):
            found[place] = draft._replace(period=when.whole_year(later.period, None), period_from="sentence")
    return found


def _between_years(tokens: Sequence[Token], mentions: Sequence[Mention], drafts: list[Draft]) -> list[Draft]:
    """'Fell from 61% to 54% between 2004/05 and 2005/06': each value is of its year, a change of the later one."""
    places = [place for place, token in enumerate(tokens) if token.mention >= 0]
    pair = [mentions[tokens[place].mention].period for place in places]
    if len(places) != 2 or places[1] - places[0] != 2 or "and" not in tokens[places[0] + 1].cues:
        return drafts
    one, two = pair
    if one is None or two is None or one.type != two.type or tokens[max(places[0] - 1, 0)].words != "between":
        return drafts
    found = list(drafts)
    for place, (first, second) in enumerate(pairwise(drafts)):
        if first.rule.endswith("moved_from") and second.kind == "actual":
            found[place] = first._replace(period=one, period_from="sentence")
            found[place + 1] = second._replace(period=two, period_from="sentence")
    return [
        draft._replace(period=two, period_from="sentence") if draft.kind.startswith("change") else draft
        for draft in found
    ]


def _this_and_last_year(
    tokens: Sequence[Token], mentions: Sequence[Mention], drafts: list[Draft], covered: Period | None
) -> list[Draft]:
    """'The fewest both this and last year, with 20 and 8 respectively': the first number is of this year, the next of
    last; in a report on a part of this year, of that part of both."""
    named = next(
        (
            mentions[token.mention].period
            for at, token in enumerate(tokens)
            if token.mention >= 0 and at > 2 and mentions[token.mention].cue in ("last_year", "last_financial_year")
            and [one.words for one in tokens[at - 3 : at]] == ["both", "this", "and"]
        ),
        None,
    )  # fmt: skip
    counts = len(drafts) == 2 and all((one.unit, one.kind) == ("count", "actual") for one in drafts)
    if named is None or not counts or not has(tokens, "respectively"):
        return drafts
    first, second = drafts
    if covered is not None and covered.start == named.shifted(1).start and covered.start is not None:
        named = covered.shifted(-1)
    return [
        first._replace(period=named.shifted(1)),
        second._replace(
            metric=first.metric, group=first.group, scope=first.scope, label=first.label, period=named
        ),
    ]
