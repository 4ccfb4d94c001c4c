"""One sentence of a report, read whole: each number with its subject, kind and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.calendar import Period
from etl.figures import when
from etl.figures.compared import is_compared
from etl.figures.dating import LAST_YEAR, dated
from etl.figures.definitions import RATE as ARREST_RATE
from etl.figures.definitions import SPI8A_ENDED
from etl.figures.drafting import draft_of, groups_of
from etl.figures.drafts import Before, Carried, Draft, Known, Outcome, Refused
from etl.figures.figure_kind import ACTUAL, Kind, direction
from etl.figures.goes_on import group_defined, spoken_of, with_figure
from etl.figures.kinds import kind_of
from etl.figures.measured import Spoken, measured
from etl.figures.measures import PRONOUN, not_a_measure
from etl.figures.movements import is_of_last_year, is_versus, moved_with_the_sentence, than_what
from etl.figures.own_periods import after_reference, leading, own_period
from etl.figures.said_before import (
    ASIDES,
    BRACKETS,
    PLANS,
    SPECIALS,
    with_plans,
    with_police,
    with_short_forms,
    with_specials,
    without_asides,
    without_bracket_note,
    without_records,
)
from etl.figures.scopes import MPS, place_behind, place_set_beside, scope_of, subject_scope
from etl.figures.subjects import (
    AFTER_OTHER,
    COUNTED,
    FLOWS,
    MONEY_OF,
    ONE_KIND_OF_DETECTION,
    OTHER,
    RECRUITS,
    STAFF_OF_UNIT,
    Subject,
    follow,
    is_stock,
)
from etl.figures.those import people_of
from etl.figures.together import read_together
from etl.figures.turns import pair_of
from etl.figures.units import with_unit
from etl.figures.windows import Window, has, last, outside_brackets, own_since, window
from etl.numbers import Number
from etl.periods import Mention
from etl.tokens import Token

_NAMELESS = (
    "no_subject",
    "beside_other",
    "count_beside_rate",
    "bare_bracket",
)  # nothing says what a number measures
_SPI = frozenset(("spi", "spis", "spi8a", "8a"))  # how the indicator of the arrest rate is named
_DATA = frozenset("results figures data statistics survey numbers comparisons".split())
_ASKED_IN = frozenset(  # what committees do in a month: it dates no figure
    "asked requested considered agreed noted received resolved discussed approved endorsed commissioned met raised".split()
)
_COVER = frozenset("cover covers covered covering relate relates related relating".split())
MOST_CRIMES = 1_200_000  # in a year: London's recorded crime was highest in 2002/03, at 1.08 million
SAID_AGAIN = 10  # the least count that "these 323" can refer back to by its value alone


def read_sentence(
    text: str,
    tokens: list[Token],
    numbers: Sequence[Number],
    mentions: Sequence[Mention],
    carried: Carried,
    known: Known,
) -> Outcome:
    """Read the numbers of one sentence, given what the sentences before hand on and what the report has told.

    `numbers` and `mentions` are those of the whole report; the tokens point into them.
    """
    tokens = without_records(with_short_forms(tokens, carried.subject.metric, carried.line), mentions)
    said = frozenset[str]().union(*[token.cues for token in tokens])
    words = {token.words for token in tokens}
    if not words.isdisjoint(BRACKETS):
        tokens, note = without_bracket_note(tokens, mentions)
        if note >= 0:
            carried = carried._replace(around=carried.around._replace(bracketed=mentions[note]))
    tokens = without_asides(tokens) if "rel" in said or not words.isdisjoint(ASIDES) else tokens
    tokens = tokens if words.isdisjoint(PLANS) else with_plans(tokens)
    tokens = with_police(tokens) if "police" in words else tokens
    tokens = tokens if words.isdisjoint(SPECIALS) else with_specials(tokens)
    reading = _Reading(text, tokens, numbers, mentions, carried, known, said)
    reading.read()
    return reading.outcome()


@dataclass
class _Reading:
    """The state of reading one sentence from left to right; made and dropped by `read_sentence`."""

    text: str
    tokens: list[Token]
    numbers: Sequence[Number]
    mentions: Sequence[Mention]
    carried: Carried
    known: Known
    said: frozenset[str]  # the kinds of cues that the tokens have: most rules pass by most sentences
    before: Before = field(default_factory=Before)
    asides: list[Before] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)  # where the asides begin
    ahead: list[Token] = field(
        default_factory=list
    )  # words before an aside without a number, for the kind of the next
    taken: set[int] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    since: int = 0
    actual: Period | None = None
    actual_at: int = -1  # the number that is of this period
    dated: tuple[int, when.Dated] | None = None  # the mention that dated the number before, and how
    people: Subject | None = None  # whom the sentence counted last
    listed: Subject | None = None  # what the sentence gave last that a listed metric has
    a_year_back: bool = False  # whether a figure was compared with that of a year before
    beside: bool = False  # whether the number before is of a place that another's was compared with

    def __post_init__(self) -> None:
        self.places = [place for place, token in enumerate(self.tokens) if token.number >= 0]
        self.running = self.carried.running
        self.detections = self.carried.detections or (
            "metric" in self.said
            and any(token.cues.get("metric", "").startswith("sanction_detection") for token in self.tokens)
        )
        self.has_dates = any(token.mention >= 0 for token in self.tokens)
        self.leading = leading(self.tokens, self.places, self.mentions) if self.has_dates else -1

    def read(self) -> None:
        """Read number after number; `since` is where the words before the next one begin."""
        for order, at in enumerate(self.places):
            until = self.places[order + 1] if order + 1 < len(self.places) else len(self.tokens)
            self._brackets(at)
            self._read_number(at, until, self.places[order - 1] if order else -2)
            if not self._is_one_of(at):
                self.since = at + 1
            self.ahead = []
        self.before = self.before._replace(so_far=follow(self.before.so_far, self.tokens[self.since :]))

    def _is_one_of(self, at: int) -> bool:
        """'The target is one of 20%': the words before the pronoun are those of the number."""
        behind = [token.words for token in self.tokens[at + 1 : at + 2]]
        number = self.tokens[at + 2 : at + 3]
        pronoun = bool(self.refused) and self.refused[-1].reason == PRONOUN
        return pronoun and behind == ["of"] and bool(number) and number[0].number >= 0

    def _brackets(self, at: int) -> None:
        """What stands in brackets is an aside: behind it the sentence goes on from before it."""
        for place in range(self.since, at):
            stop = self.tokens[place].cues.get("stop", "")
            if stop == "(":
                self.opened.append(place)
                self.asides.append(
                    self.before._replace(so_far=follow(self.before.so_far, self.tokens[self.since : place]))
                )
            elif stop == ")" and self.asides:
                self.before = self.asides.pop()
                self.ahead += self.tokens[self.since : max(self.opened.pop(), self.since)]
                if not when.closes_a_period(self.tokens, place):  # "Joiners (April to June) 2,747"
                    self.since = place + 1

    def _read_number(self, at: int, until: int, last_place: int) -> None:
        number = self.numbers[self.tokens[at].number]
        number = with_unit(
            number, self.before.number, self.tokens, self.numbers, self.since, at, self._of_rate()
        )
        own = own_since(self.tokens, self.since, at)
        around = window(self.tokens, at, own, until, number.unit == "percent")
        tail = follow(self.before.so_far, self.tokens[self.since : own])
        counted = self.before.subject
        if (
            counted is not None
            and counted.staff in ("special_constables", "pcso")
            and tail.staff == "police_officers"
        ):
            tail = tail._replace(staff=counted.staff)  # "the Special Constabulary has 5,020 officers, ..."
        base = self.before.so_far._replace(staff=tail.staff, attach=tail.attach)
        base = base._replace(group=base.group or tail.group)  # "of the 310 rape victims, ..."
        if any(token.words in ("rate", "rates") for token in around.before):
            base = base._replace(metric=tail.metric)  # "621 were detected, a rate of 26%"
        so_far = follow(base, around.before)
        self.before = self.before._replace(so_far=so_far)
        again = self.known.values.get(number.value) if _is_again(around) else None
        reason = "" if again else self._refusal(number, around, at, last_place)
        if reason:
            self.refused.append(Refused(number, "not_measure", reason))
            return
        margin = self.text[max(number.start - 4, 0) : number.start].rstrip().endswith(("+/-", "\u00b1"))
        kind = ACTUAL if margin else self._kind(number, around)
        if again is not None:
            self._said_again(number, around, kind, again)
            return
        subject = Subject(OTHER, rule="margin") if margin else measured(self._spoken(), number, around, kind)
        if (
            number.unit == "count"
            and subject.rule == "no_subject"
            and not (around.before or around.nouns or around.after)
        ):
            self.refused.append(
                Refused(number, "unplaced", "nothing beside the number says what it measures")
            )
            return
        self._place(number, around, kind, subject, at, until)

    def _spoken(self) -> Spoken:
        return Spoken(
            self.tokens, self.numbers, self.ahead, self.since, self.before, self.carried, self.asides,
            self.detections, self.drafts, self.running,
        )  # fmt: skip

    def _place(
        self, number: Number, around: Window, kind: Kind, subject: Subject, at: int, until: int
    ) -> None:
        """Give the number its period and scope, and go on from it."""
        told_of = self.before.subject
        stock = is_stock(subject)
        if subject.rule == "distance":  # of a strength, or of something counted over time
            of_number = told_of if told_of is not None and told_of.rule != "distance" else None
            stock = is_stock(of_number) if of_number is not None else has(self.tokens, "staff")
        own = own_period(self.tokens, self.since, at, until, self.mentions, self.taken, kind, stock)
        part = not kind.earlier and self._is_part(number)
        if (
            part
            and own is not None
            and any(word.cues.get("stop") == ")" for word in self.tokens[at : own[0]])
        ):
            own = None  # "544 (75 female and 46 VEM) in July 2003": behind the bracket the whole goes on
        # an operation has arrests, not a strength
        handed = "" if stock and self.carried.scope.startswith("operation_") else self.carried.scope
        compared = is_compared(self.tokens, at)
        beside = ""
        if compared or (self.beside and self._goes_on_beside(at)):
            beside = place_set_beside(self.tokens[at + 1 : at + 7])
        self.beside = bool(beside)
        scope = beside or place_behind(self.tokens, at)
        scope = scope or scope_of(around, self.before.so_far.scope, handed, self.known.scopes)
        changed = kind.kind.startswith("change") and subject.rule == "change_of_number_before"
        if (
            changed
            and not beside
            and self.drafts
            and not has((*around.before, *around.nouns, *around.after), "scope")
        ):
            scope = self.drafts[-1].scope  # "1,204 robberies in Brent, a fall of 12%"
        if subject.rule == STAFF_OF_UNIT and scope == MPS:
            subject, stock = Subject(OTHER, rule="other_noun"), False  # "with 40 staff", of nobody knows whom
        above = self.carried.around
        of_unit = scope != MPS or any(token.words in ("our", "its", "their") for token in around.before)
        if stock and of_unit and not (above.report is not None and above.report.type == "as_at"):
            above = above._replace(
                report=None
            )  # the report's period is that of the service's strength, not of a unit's
        place = when.Place(
            self.tokens, self.mentions, at, self.since, self.leading, self._period_before(kind), above,
            aside=bool(self.asides) and self.before.number is not None, flow=subject.metric in FLOWS, part=part,
            apart=(compared or bool(beside)) and self._is_apart(subject, groups_of(subject, around)[-1], scope),
        )  # fmt: skip
        period = dated(place, own, kind, subject, stock, number.unit)
        if subject.metric == ARREST_RATE and not self._is_spi8a(period.period):
            subject = Subject(OTHER, subject.group, rule="arrest_rate_of_other")
        if own is not None and self.dated is not None and own[0] == self.dated[0]:
            cue = self.mentions[self.tokens[own[0]].mention].cue
            if period.comparator or cue in LAST_YEAR:
                period = self.dated[1]  # "5,731 (18.7%) a year earlier": one mention dates both
        self.dated = None if own is None else (own[0], period)
        joined = kind.rule in ("target_joined", "forecast_joined") and own is None
        told = self.before.own
        if (
            joined
            and told is not None
            and told.start is not None
            and told_of is not None
            and is_stock(told_of) == stock
        ):
            period = period._replace(period=told)  # "year-end targets of 6.6% and 18.0%"
        day = self.known.days.get(scope)
        if (
            day is not None
            and not stock
            and (when.is_open(period.period, period.source) or _holds(period.period, day))
        ):
            period = when.Dated(day, "paragraph")
        if (
            period.period.start is not None
            and not period.comparator
            and self.actual is None
            and not kind.earlier
            and not (own is not None and self.opened and own[0] > self.opened[-1])  # "(in 2001/02 eleven)"
            and not self._is_beside(period.period)
            and not self._is_only_assumed(subject, period)
            and not self._is_of_reference(own, at)
        ) and (kind.kind == "actual" or kind.kind.startswith("change")):
            self.actual = period.period
            self.actual_at = number.start
        if (
            number.value >= SAID_AGAIN
            and subject.metric != OTHER
            and number.unit == "count"
            and kind.kind == "actual"
        ):
            self.known.values.setdefault(number.value, (subject, period.period, scope))
        if period.comparator and self.actual is not None and period.period == self.actual.shifted(-1):
            self.a_year_back = True
        for group in groups_of(subject, around):
            self.drafts.append(draft_of(self.text, number, subject, group, kind, period, scope, around))
        assumed = kind.kind in ("target", "forecast") and own is None and period.source == "report_date"
        # "93,120 compared to 96,410 for 2006/07, a fall of ...": the sentence goes on from the first
        compared = compared and kind == ACTUAL and self.before.period is not None
        self._go_on(number, kind, subject, period.period, period.comparator or compared, assumed)

    def _goes_on_beside(self, at: int) -> bool:
        """'... compared with 6.1% in Harrow and 4.1% nationally': one more place behind the one that was set beside."""
        between = self.tokens[self.since : at]
        return has(between, "and", "stop") and not has(
            between, "be", "link", "metric", "who", "staff", "group"
        )

    def _is_apart(self, subject: Subject, group: str, scope: str) -> bool:
        """Whether a number is the same measure of another group or place than the number before it."""
        if not self.drafts or subject.metric == OTHER:
            return False
        last = self.drafts[-1]
        return last.metric == subject.metric and (last.group, last.scope) != (group, scope)

    def _is_of_reference(self, own: tuple[int, bool] | None, at: int) -> bool:
        """'1.8% more than in 2003/04 (3,677)': the value of the year that a change is measured from."""
        changed = self.before.kind is not None and self.before.kind.kind.startswith("change")
        behind = own is not None and own[0] == at - 2 and self.tokens[at - 1].cues.get("stop") == "("
        return changed and behind and own is not None and after_reference(self.tokens, own[0])

    def _is_beside(self, period: Period) -> bool:
        """'A year ago it was 20.1%, and for 2000/01 as a whole 22.7%': one more that the paragraph's period is set beside."""
        main = self.carried.around.main
        compared = bool(self.drafts) and all(draft.comparator for draft in self.drafts)
        older = main is not None and main.end is not None and period.end is not None and period.end < main.end
        return compared and older

    def _is_only_assumed(self, subject: Subject, period: when.Dated) -> bool:
        """'It is arranged in six teams': what is of no listed metric and says no time leaves the paragraph's as it was."""
        dated = self.carried.around.paragraph is not None
        return dated and subject.metric == OTHER and period.source in ("report", "report_date")

    def _is_spi8a(self, period: Period) -> bool:
        """Whether an arrest rate is the indicator's: after it ended not where its base is said to be offences."""
        if period.start is None or period.start <= SPI8A_ENDED:
            return True
        named = any(
            token.cues.get("metric") == "incidents" or _SPI.intersection(token.words.split())
            for token in self.tokens
        )
        return named or not any(token.cues.get("metric") == "offences" for token in self.tokens)

    def _period_before(self, kind: Kind) -> Period | None:
        """The period that the number before hands on: in brackets its own, to a change or target that of the later value."""
        if self.asides and self.before.number is not None:
            beside = self.before.kind is not None and self.before.kind.kind in ("target", "forecast")
            judged = self.asides[-1].period if kind.kind == "target" or beside else None
            return judged or self.before.own  # "£47.3m (2007/08 £40.6m; target £45m)"
        if kind.kind != "actual" and self.before.lone_comparator:
            return self.carried.around.paragraph
        return self.before.period

    def _is_part(self, number: Number) -> bool:
        """Whether a number in brackets is part of the one before them: '1,901 (1,528 men, 373 women)'."""
        whole = self.asides[-1].number if self.asides else None
        return whole is not None and whole.unit == number.unit == "count" and number.value <= whole.value

    def _go_on(
        self,
        number: Number,
        kind: Kind,
        subject: Subject,
        period: Period,
        comparator: bool,
        assumed: bool,
    ) -> None:
        """Hand on what a number was read to be; a period that is only assumed for a target is none of the next number's."""
        before = self.before
        so_far = before.so_far
        if subject.metric != OTHER:
            self.listed = subject
        self.running = with_figure(self.running, number, subject, kind)
        if number.unit == "count":
            self.people = people_of(subject, so_far) or self.people
        if subject.metric == "workforce_strength" and subject.staff not in ("", OTHER):
            so_far = so_far._replace(staff=subject.staff)
        if subject.metric != OTHER and not subject.metric.startswith(("bme", "female")):
            so_far = so_far._replace(metric=subject.metric)
        if subject.group not in ("", OTHER):
            so_far = so_far._replace(group=subject.group)
        keeps = (
            assumed
            or (comparator and before.period is not None)
            or kind.earlier
            or (kind.kind != "actual" and before.subject is not None and not before.lone_comparator)
        )
        moved = kind.sign if kind.kind.startswith("change") else before.moved
        if kind.earlier:
            moved = direction(self.tokens[: self.places[-1]])  # "rose from 5 to 7"
        lone = comparator and before.period is None
        own = (
            before.own if kind.earlier else period
        )  # "(from 6,120 to 5,380)": the second is not of the first's time
        self.before = Before(
            so_far, subject, kind, number, before.period if keeps else period, own, lone, moved
        )

    def _said_again(
        self, number: Number, around: Window, kind: Kind, again: tuple[Subject, Period, str]
    ) -> None:
        """'These 323 arrests': the same figure once more, with the subject, period and scope that it had."""
        subject, period, scope = again
        self.carried = self.carried._replace(scope="" if scope == MPS else scope)
        found = when.Dated(period, "paragraph")
        for group in groups_of(subject, around):
            self.drafts.append(
                draft_of(
                    self.text, number, subject._replace(rule="said_again"), group, kind, found, scope, around
                )
            )
        self.before = self.before._replace(period=period)

    def _refusal(self, number: Number, around: Window, at: int, last_place: int) -> str:
        if self._ends_a_name(number, around):
            return "part of a name"
        reason = not_a_measure(number, around, self.text[number.start : number.end].lower())
        joined = "and" in self.tokens[at - 1].cues or self.tokens[at - 1].words == "to"
        if reason or not self.refused or at - last_place != 2 or not joined:
            return reason
        last_number = self.numbers[self.tokens[last_place].number]
        # "aged 10 and 11", "levels one and two": what holds for the first holds for the second
        return self.refused[-1].reason if self.refused[-1].number is last_number else ""

    def _ends_a_name(self, number: Number, around: Window) -> bool:
        """'Phoenix 2 was launched': a small number directly behind a capitalised word that means nothing else."""
        if not around.before or number.unit != "count" or number.form != "digits" or number.value >= 10:
            return False
        word = around.before[-1]
        beside = bool(word.words) and not word.cues and word.end + 1 == number.start
        if not beside or not self.text[word.start].isupper():
            return False
        named = " ".join(self.text[word.start : number.end].split()) in self.known.names
        return named or (len(around.before) > 1 and not around.nouns)

    def _is_more_precise(self, number: Number, around: Window) -> bool:
        """'Fell by almost a quarter, 24.1%, to 2,555': what was said as a fraction is said again."""
        rough = self.before.number
        if (
            rough is None
            or rough.unit != "percent"
            or number.unit != "percent"
            or abs(rough.value - number.value) > 5
        ):
            return False
        return rough.form not in ("digits", number.form) and [
            token.cues.get("stop") for token in around.before
        ] == [","]

    def _kind(self, number: Number, around: Window) -> Kind:
        if self.before.kind is not None and self._is_more_precise(number, around):
            return self.before.kind
        glue = self.tokens[self.since : around.at] if self.before.subject is not None else ()
        whole = around._replace(before=[*self.ahead, *self.tokens[self.since : around.at]])
        kind = than_what(number, around, self.tokens) or kind_of(number, whole, self._kind_before(), glue)
        aims = kind.rule == "target_joined" or (kind == ACTUAL and self.carried.kind == "target")
        several = any(token.words == "targets" for token in self.tokens)
        target = None if several and not self.asides else self.before.own
        if aims and is_of_last_year(around, self.mentions, target, bool(self.asides)):
            return ACTUAL
        last = self.drafts[-1] if self.drafts else None
        if kind.rule == "target_joined" and around.bracketed and last is not None and last.kind == "actual":
            return ACTUAL  # "the 45% target, with Barnet (39%) and Brent (41%) lowest": one more of the last
        if kind.rule == "target_joined" and is_versus(number, self.tokens, self.numbers, around.at):
            return ACTUAL  # "... against a target of 15%, and for rape 31.2% against 30%"
        if kind == ACTUAL and (again := self._is_set_against_again(number, around)) is not None:
            return again
        if kind.rule == "change_joined" and self._is_no_part_of_a_change(number):
            return ACTUAL  # "up 2.1% (29,810 offences)": of which more than London has would be 2.1%
        if kind.rule == "change_joined" and is_versus(number, self.tokens, self.numbers, around.at):
            return ACTUAL  # "fell by 0.8% (823,419 offences against 829,319)"
        moved = moved_with_the_sentence(number, around, self.tokens, self.before, self.carried.subject)
        if kind == ACTUAL and moved is not None:
            return moved
        of_number = kind.rule in ("target_after", "target_before") and number.unit == "percent"
        if of_number and self.before.subject is None and self._is_of_a_fall(around):
            return Kind("target", -1, rule="target_of_a_change")
        listed = self.carried.kind
        if kind.kind.startswith("change") and listed == "target" and not has(around.before, "actual"):
            return Kind("target", kind.sign, rule="target_of_a_change")
        stands = [
            token for i, token in enumerate(around.before) if not i or around.before[i - 1].words != "to"
        ]  # "BME officers to be 8.9%" says what is aimed at
        said = has(stands, "actual", "be")
        return Kind(listed, rule=f"{listed}_of_list") if kind == ACTUAL and listed and not said else kind

    def _is_no_part_of_a_change(self, number: Number) -> bool:
        """Whether a count cannot be the change in per cent before it, for it would be one of more than all recorded crimes."""
        before = self.before.number
        if before is None or before.unit != "percent" or number.unit != "count" or not before.value:
            return False
        counted = self.before.subject is not None and self.before.subject.metric in ("offences", "incidents")
        return counted and 100 * number.value / abs(before.value) > MOST_CRIMES

    def _is_set_against_again(self, number: Number, around: Window) -> Kind | None:
        """'Vehicle crime fell by 8.3% against a target of 5%, and burglary by 2.1% against 4%': one more target, which is not
        named again; or 'against 4% in the previous year': the change of that year."""
        words = [token.words for token in around.before]
        behind = [self.mentions[token.mention] for token in around.after[:3] if token.mention >= 0]
        changed = self.before.kind is not None and self.before.kind.kind == "change_pct"
        counts = self.before.subject is not None and self.before.subject.metric in COUNTED
        set_beside = bool(around.before) and around.before[-1].cues.get("link") == "compared"
        set_beside &= all(
            one.mention >= 0 or {"prep", "stop"} & one.cues.keys() for one in around.before[:-1]
        )
        earlier = bool(behind) and when.is_of_earlier_year(behind[0])
        if changed and counts and set_beside and earlier and number.unit == "percent":
            return self.before.kind
        aimed = any(draft.kind == "target" and draft.unit == number.unit for draft in self.drafts[:-1])
        before = self.before.kind
        if words != ["against"] or not aimed or before is None or number.unit != "percent":
            return None
        if before.kind == "change_pct":
            return Kind("target", before.sign, rule="target_of_a_change")
        return Kind("target", rule="target_joined") if before.kind == "actual" else None

    def _kind_before(self) -> Kind | None:
        """The kind of the number before, with the sign that was printed: 'a reduction of -35.5% (569 offences)'."""
        kind, number = self.before.kind, self.before.number
        fell = kind is not None and number is not None and number.signed and number.value < 0
        return kind._replace(sign=-1) if kind is not None and fell else kind

    def _of_rate(self) -> bool:
        return self.carried.subject.metric.endswith(("rate", "satisfaction", "share"))

    def _is_of_a_fall(self, around: Window) -> bool:
        """'Burglary is down by 7.5%. The 4% target ...': what fell has a target of falling, and no rate is named."""
        fell = self.carried.moved < 0 and self.carried.subject.metric in FLOWS
        return (
            fell
            and not self.carried.rate
            and not has((*around.before, *around.nouns), "metric", "staff", "who", "group")
        )

    # -- what the sentence hands on

    def outcome(self) -> Outcome:
        """The figures and refusals, and what the next sentence may take over."""
        so_far, counted = self.before.so_far, self.before.subject
        subject = self.carried.subject
        if not self.drafts:
            self.running = spoken_of(self.running, self.tokens, self.carried.rate)
        if counted is not None and counted.rule in _NAMELESS and self.listed is not None:
            counted = (
                self.listed
            )  # "Women officers numbered 4,392 (16.2%) as against 15.7%. The target is 17%"
        if counted is not None and counted.metric not in ("", OTHER):
            whole = "sanction_detection_rate" if counted.metric in ONE_KIND_OF_DETECTION else counted.metric
            subject = counted._replace(metric=whole, scope=so_far.scope)
        elif (whole := group_defined(self.tokens)) and not self.drafts:
            subject = Subject(group=whole)
        elif so_far.metric or so_far.staff or so_far.group or so_far.who:
            metric = so_far.metric or (subject.metric if not so_far.group else "")
            subject = so_far._replace(metric=metric, group=so_far.group or subject.group, scope="")
        joined = counted is not None and counted.attach == "doing" and so_far.attach == "recruited"
        if joined and counted is not None and counted.staff in RECRUITS.values():
            subject = subject._replace(
                staff=counted.staff
            )  # "recruited 2,514 officers. 379 (15.1%) were BME"
        if self.drafts and all(draft.metric == OTHER and draft.rule != "places" for draft in self.drafts):
            subject = subject._replace(rule=AFTER_OTHER)
        drafts = read_together(
            self.tokens, self.places, self.numbers, self.mentions, self.drafts,
            self.carried.around.report, self.carried.pair,
        )  # fmt: skip
        settled_period = [one.period for one in drafts if one.number.start == self.actual_at]
        if settled_period and settled_period[0].start is not None:
            self.actual = settled_period[0]
        money = [draft.metric for draft in drafts if draft.metric in MONEY_OF] + [so_far.metric] * (
            so_far.metric in MONEY_OF
        )
        of_other = not money and any(draft.unit == "gbp" for draft in drafts)
        above, period = self.carried.around, self._period()
        around = above._replace(
            paragraph=period, latest=self._latest(), main=when.later_of(above, period),
            a_year_back=above.a_year_back or self.a_year_back or self._names_year_before(),
        )  # fmt: skip
        named = self.carried._replace(
            subject=subject, scope=self._scope(), detections=self.detections, kind="", around=around,
            money=money[0] if money else "" if of_other else self.carried.money, moved=self.before.moved or self.carried.moved,
            pair=pair_of(drafts, self.carried.pair), rate=self._rate(),
            people=self.people, running=self.running, line=(last(self.tokens, "line") if "line" in self.said else "") or self.carried.line,
        )  # fmt: skip
        return Outcome(drafts, self.refused, named)

    def _names_year_before(self) -> bool:
        """Whether the sentence sets its figures beside a year before: '2,844 officers, 254 more than in May 2008'."""
        told = [self.mentions[token.mention] for token in self.tokens if token.mention >= 0]
        own = self.actual
        if own is None:
            return any(one.role == "same_period_last_year" and one.years_back == 1 for one in told)
        before = own.shifted(-1)
        return before != own and any(
            one.resolved(own) == before
            if one.role == "same_period_last_year"
            else one.role in ("period", "date") and one.period is not None and one.period.end == before.end
            for one in told
        )

    def _rate(self) -> str:
        """The rate named last in the paragraph, else that of the title."""
        rates = [draft.metric for draft in self.drafts if draft.metric.endswith("rate")]
        return rates[-1] if rates else self.carried.rate

    def _scope(self) -> str:
        named = subject_scope(self.tokens)
        scope = self.carried.scope
        if named.startswith("the:"):
            return scope or self.known.scopes.get(named, "")
        return scope if not named else "" if named == MPS else named

    def _period(self) -> Period | None:
        if any(token.words == "comparison" for token in self.tokens[:4]):
            return self.carried.around.paragraph  # "by way of comparison, there were 56 in 2004/05"
        if self.actual is not None:
            return self.carried.around.paragraph if self._looks_back() else self.actual
        if not self.drafts and (0 <= self.leading <= 3 or self._tells_when()):
            found = self.mentions[self.tokens[self.leading].mention]
            if (
                found.role == "period"
                and found.period is not None
                and not _is_of_a_meeting(self.tokens, self.leading)
            ):
                return found.period
        return self.carried.around.paragraph

    def _tells_when(self) -> bool:
        """'Results from the survey are for the 12 months to September 2010', 'The data cover April to June'."""
        if self.leading < 0:
            return False
        ahead = [token.words for token in self.tokens[max(self.leading - 4, 0) : self.leading]]
        named = any(token.words in _DATA for token in self.tokens[: self.leading])
        said = not _COVER.isdisjoint(ahead) or (
            "for" in ahead[-2:] and has(self.tokens[: self.leading], "be")
        )
        return named and said

    def _looks_back(self) -> bool:
        """'In 2005/06 it was 17.5%': an earlier value of what the paragraph is about, whose time the next sentence has not."""
        main, actual = self.carried.around.main, self.actual
        if len({draft.period for draft in self.drafts}) != 1:
            return False
        opens = next((token for token in self.tokens[:3] if token.mention >= 0), None)
        if opens is not None and self.mentions[opens.mention].role in when.RELATIVE:
            return True  # "twelve months before the shares were 23.1% and 9.0%"
        if main is None or actual is None or main.end is None or actual.end is None:
            return False
        carried = self.drafts[0].rule.startswith(("carried_over", "goes_on", "unnamed_rate", "of_the_pair"))
        return carried and actual.end < main.end and actual.type == main.type

    def _latest(self) -> Period | None:
        """The period mentioned last; of a figure and what it is compared with, 'in July, against 6,010 in July 2001', the figure's."""
        told = outside_brackets(self.tokens) if self.has_dates else ()
        mentions = [
            self.mentions[token.mention]
            for place, token in enumerate(told)
            if token.mention >= 0 and not _is_of_a_meeting(told, place)
        ]
        named = [one.period for one in mentions if one.period is not None]
        own = self.actual
        if own is not None and own.type == "as_at" and mentions and "end_of_year" in mentions[-1].cue:
            return own  # "at the end of the year (31 March 2001) strength was"
        if len(named) > 1 and own in named and own is not None and named[-1] == own.shifted(-1):
            return own
        return named[-1] if named else self.carried.around.latest


def _is_of_a_meeting(tokens: Sequence[Token], place: int) -> bool:
    """'The Committee asked in June whether': when something was asked or noted dates no figure."""
    return any(token.words in _ASKED_IN for token in tokens[max(place - 3, 0) : place])


def _holds(period: Period, day: Period) -> bool:
    """'This year's operation' is of its day, which lies in that year."""
    if day.start is None or period.type != "financial_year" or period.start is None or period.end is None:
        return False
    return period.start <= day.start <= period.end


def _is_again(around: Window) -> bool:
    """Whether a number is said again: 'these 323 arrests', 'for this 26,208 figure'."""
    return bool(around.before) and around.before[-1].words in ("this", "these", "those", "the same")
