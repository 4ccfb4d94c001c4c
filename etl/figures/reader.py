"""The reading of one report: its numbers and periods, and each block with what the blocks before it hand on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from etl.calendar import Period
from etl.figures import lists, when
from etl.figures.drafts import Carried, Draft, Known, Refused
from etl.figures.goes_on import Running, headed
from etl.figures.named import named_scopes, numbered_names, operation_days
from etl.figures.openings import (
    compared_with,
    cut_off_named,
    last_year_said,
    opening_period,
    runs_until,
    since_launch,
    strength_day,
    that_has_ended,
)
from etl.figures.own_periods import in_relative_clause
from etl.figures.rates import opens_on_detections
from etl.figures.said_before import without_bracket_note
from etl.figures.scopes import with_scopes
from etl.figures.sentence import read_sentence
from etl.figures.subjects import OTHER, RATE_OF, RECRUITED_AS, RECRUITS, Subject
from etl.figures.table_periods import with_bare_periods
from etl.figures.windows import every, first, has
from etl.numbers import Number, find_numbers
from etl.periods import Context, Mention, find_periods
from etl.report_records import Block, Report
from etl.report_wide import choose
from etl.sentences import sentences
from etl.tokens import Placed, Token, tokenise

MOST_NUMBERS = 60  # in one sentence; the most in the archive seen is 14
EARLY_BLOCKS = 60  # a sentence that sets the period of a whole report stands before its findings
LONGEST_HEADING = 120  # characters; what is longer is a sentence set as a heading

_ONE_STAFF = ("special_constables", "pcso")
_OF_ANY_STAFF = ("all_recruits", "applications", "selection_passed")  # of whichever staff is spoken of
_NARROWED = frozenset((*_ONE_STAFF, *_OF_ANY_STAFF))
_SANCTIONED = re.compile(r"(?=[sS])\bsanction(?:ed)?\s+detection", re.IGNORECASE)


class Reader:
    """The state of reading one report; made and dropped by `place_report`."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = report.text
        self.numbers = find_numbers(self.text)
        self.number_starts = [number.start for number in self.numbers]
        self.mentions = self._periods(None)
        opening = opening_period(report, self.mentions)
        self.report_period = that_has_ended(report, self._report_wide(opening))
        self.cut_off = cut_off_named(report, self.mentions) if self.report_period is None else None
        runs_to = self.cut_off or runs_until(self.report_period, opening, report.date)
        if runs_to is not None:
            # years to date without a cut-off of their own run to the report's
            self.mentions = self._periods(runs_to)
        self.mentions = last_year_said(report, self.mentions)
        self.mentions = since_launch(report, self.mentions, self.report_period)
        self.strength_day = strength_day(report, self.mentions)
        self.compared = compared_with(report, self.mentions, self.report_period)
        self.mention_starts = [mention.start for mention in self.mentions]
        # the numbers that may be figures
        self.measures = [one for one in self.numbers if not one.fate and not self.covered(one)]
        self.measure_starts = [number.start for number in self.measures]
        scopes, self.report_scope = named_scopes(report)
        self.known = Known(scopes, operation_days(report, self.mentions), {}, numbered_names(report))
        self.drafts: list[tuple[Draft, Block, int, int]] = []
        self.refused: dict[int, Refused] = {}
        self.table_blocks: dict[int, list[int]] = {}
        for place, block in enumerate(report.blocks):
            if block.table is not None:
                self.table_blocks.setdefault(block.table, []).append(place)
        self.title_staff = ""
        title = tokenise(report.title, 0, len(report.title), ())
        groups, staffs = every(title, "group"), every(title, "staff")
        rates = {rate for code in every(title, "metric") if (rate := RATE_OF.get(code, "")).endswith("rate")}
        self.title_rate = rates.pop() if len(rates) == 1 else ""
        self.title_group = groups[0] if len(groups) == 1 else ""
        self.title_staff = staffs[0] if staffs in ([one] for one in _ONE_STAFF) else ""
        self.headings: dict[int, Subject] = {}
        self.heading_metrics: dict[int, list[str]] = {}
        self.heading_groups: dict[int, list[str]] = {}
        self.waiting = deque(place for place, block in enumerate(report.blocks) if block.kind == "heading")
        self.above = Subject()  # what the heading read last names
        self.ends: dict[int, Carried] = {}
        self.lists: dict[int, Carried] = {}
        self.entries: dict[int, Running] = {}  # what introduces a list: what its entry before gave last
        self.rates: dict[int, str] = {}  # what introduces a list: the rate that an entry of it named last

    def _periods(self, cutoff: date | None) -> list[Mention]:
        """The mentions of periods: none goes from one paragraph to the next, nor from one row of a table to the next."""
        context = Context(report_date=self.report.date, cutoff=cutoff)
        found = [
            mention
            for start, end in self._passages()
            for mention in find_periods(self.text, context, start, end)
        ]
        return with_bare_periods(self.report, found) if self.report.tables else found

    def _passages(self) -> Iterator[tuple[int, int]]:
        """The spans of the blocks; the heads of a table together, for a head may stand on two lines; a row in its parts."""
        rows = {row.start: row for table in self.report.tables for row in table.rows}
        for _, group in groupby(enumerate(self.report.blocks), key=_one_passage):
            blocks = [block for _, block in group]
            row = rows.get(blocks[0].start) if blocks[0].kind == "row" else None
            if row is None:
                yield blocks[0].start, blocks[-1].end
            else:  # "January | 98" is no January of 1998
                yield from ((start, end) for start, end in (row.label, *row.cells) if start < end)

    def _report_wide(self, opening: Period | None) -> Period | None:
        """The period that an early sentence sets for the whole report, else that of its `opening`."""
        starts = [mention.start for mention in self.mentions]
        for block in self.report.blocks[:EARLY_BLOCKS]:
            if not _between(starts, block.start, block.end):
                continue
            for start, end in sentences(self.text, block.start, block.end):
                inside = [self.mentions[place] for place in _between(starts, start, end)]
                found = choose(self.text, start, end, inside) if inside else None
                if found is None:
                    continue
                to_date = found.period is not None and found.period.type == "fytd"
                if (
                    to_date
                    and found.source == "report_date"
                    and opening is not None
                    and opening.type == "fytd"
                ):
                    return (
                        opening  # "comparisons are of the year to date": up to the day that the opening names
                    )
                return found.period
        return opening

    # -- what a block starts from

    def fresh(self, subject: Subject) -> Carried:
        """What a paragraph starts from that takes nothing over."""
        around = when.Around(
            None,
            None,
            self.report_period,
            self.report.date,
            cut_off=self.cut_off,
            strengths=self.strength_day,
            compared=self.compared,
        )
        return Carried(subject, self.report_scope, False, "", around, rate=self.title_rate)

    def heading_subject(self, block: Block) -> Subject:
        """The one offence group that the heading above a paragraph names, else the report's title."""
        if block.heading is None:
            return Subject(group=self.title_group)
        while block.heading not in self.headings and self.waiting:  # in the order of the text, each once
            at = self.waiting.popleft()
            heading = self.report.blocks[at]
            self.headings[at] = self._headed(at, self.above)
            if heading.table is None:  # else the head of a column
                self.above = self.headings[at]
        return self.headings[block.heading]

    def _headed(self, place: int, above: Subject) -> Subject:
        """What a heading names, its metrics apart; 'Applications' behind 'Police officer recruitment' are those of the
        officers. Of a sentence set as a heading only the metrics at its beginning count."""
        heading = self.report.blocks[place]
        tokens = self.tokens_of(heading.start, min(heading.end, heading.start + LONGEST_HEADING))
        groups = every(tokens, "group")
        self.heading_metrics[place], self.heading_groups[place] = every(tokens, "metric"), groups
        if heading.end - heading.start >= LONGEST_HEADING:
            return Subject(group=self.title_group)
        staffs = every(tokens, "staff")
        recruited = "recruited" in every(tokens, "attach")
        if len(staffs) == 1 and above.attach == "recruited":
            staff = RECRUITED_AS.get(above.staff, {}).get(staffs[0], "")
            staffs, recruited = [staff or staffs[0]], recruited or bool(staff)
        one = staffs[0] if len(staffs) == 1 else ""
        return Subject(
            group=groups[0] if len(groups) == 1 else self.title_group,
            staff=one,
            attach="recruited" if recruited and one else "",
        )

    def start_of(self, index: int) -> Carried:
        """What a block takes over: from the block that introduces it, or from the paragraph before it continues."""
        block = self.report.blocks[index]
        fresh = self.fresh(self.heading_subject(block))
        if block.heading is not None:
            named = [RATE_OF.get(code, "") for code in self.heading_metrics[block.heading]]
            rates = {code for code in named if code.endswith("rate")}
            fresh = fresh._replace(rate=rates.pop()) if len(rates) == 1 else fresh
        if block.parent is not None:
            return self._as_list(block.parent)
        before = self.report.blocks[index - 1] if index else None
        if (
            before is not None
            and before.paragraph == block.paragraph
            and block.kind == "paragraph"
            and before.kind in ("paragraph", "item")
        ):
            if self.text[before.start : before.end].rstrip().endswith(":"):
                return self._as_list(index - 1)
            return self.ends.get(index - 1, fresh)
        last = self.ends.get(index - 1)
        if last is not None and before is not None and before.heading == block.heading:
            fresh = self._of_one_of(block.heading, last, fresh)
            around = fresh.around._replace(a_year_back=last.around.a_year_back)
            return fresh._replace(running=last.running._replace(far=True), around=around)
        if block.heading is not None:
            return fresh._replace(running=headed(self.heading_metrics[block.heading]))
        return fresh

    def _of_one_of(self, heading: int | None, last: Carried, fresh: Carried) -> Carried:
        """Under a heading that names several crimes, a paragraph that names none is of the one whose rate the paragraph before gave:
        'Hounslow had a JD rate of 31%', under 'Rape and other serious sexual assault'."""
        rate = last.running.rate
        if heading is None or fresh.subject.group or rate is None or rate.group in ("", OTHER):
            return fresh
        named = set(self.heading_groups[heading])
        if len(named) < 2 or rate.group not in named:
            return fresh
        return fresh._replace(subject=fresh.subject._replace(group=rate.group))

    def _as_list(self, parent: int) -> Carried:
        """The parent's end as the heading of a list: its last period is the list's, a list of targets holds targets."""
        if parent in self.lists:
            return self.lists[parent]
        if parent not in self.ends:
            self.ends[parent] = self.read_block(parent, only_carry=True)
        end = self.ends[parent]
        block = self.report.blocks[parent]
        spans = sentences(self.text, block.start, block.end)
        heading, kind = end.around.heading, end.kind
        if spans:
            tokens = without_bracket_note(self.tokens_of(*spans[-1]), self.mentions)[0]
            if len(spans) > 1 and lists.points_back(tokens):
                before = self.tokens_of(*spans[-2])
                before = [token for token in before if token.words not in lists.SETTLED]
                tokens = [token for token in before if not self._is_month(token)]
            expected = has(tokens, "target", "forecast")
            usable = [
                when.ended(mention, mention.period, self.report.date, expected)
                for mention in self._named_in(tokens)
                if mention.role in ("period", "date") and mention.period is not None
                and not (mention.role == "date" and has(tokens, "target"))  # when the targets were looked at
            ]  # fmt: skip
            years = [period for period in usable if period.type in ("financial_year", "calendar_year")]
            if years and has(tokens, "target"):
                usable = years  # "the Authority approved the following targets for 2007/08 in March:"
            introduces = (
                self.text[block.end - 1 : block.end] in ":;"
                or block.kind in ("bullet", "item", "heading")
                or len(spans) == 1
            )
            if not usable and introduces and (day := self._same_day(tokens)) is not None:
                heading = day
            elif usable and introduces:
                heading = usable[-1]
            elif end.around.paragraph is not None and self.has_candidates(*spans[-1]):
                heading = end.around.paragraph
            if lists.is_of_targets(tokens):
                kind = "target"
            recruited = every(tokens, "attach") == ["recruited"] and not has(tokens, "metric", "who")
            if recruited and self.text[block.end - 1] == ":":
                end = end._replace(subject=end.subject._replace(attach="recruited"))
            if lists.is_of_strengths(tokens) and not has(tokens, "metric", "staff", "who", "group"):
                end = end._replace(subject=end.subject._replace(metric="workforce_strength"))
            if not self.has_candidates(*spans[-1]) and len(tokens) > 8:
                end = end._replace(scope=self.report_scope)
            if block.kind == "heading" and len(every(tokens, "group")) > 1:
                end = end._replace(subject=end.subject._replace(group=""))  # "Hate crime and rape"
        self.lists[parent] = end._replace(
            kind=kind, around=end.around._replace(heading=heading, paragraph=None, main=None)
        )
        return self.lists[parent]

    def _same_day(self, tokens: list[Token]) -> Period | None:
        """The day that 'At the same date:' goes back to: the last one that was named and is not to come."""
        at = next((token.mention for token in tokens if token.mention >= 0), -1)
        if at < 0 or self.mentions[at].cue != "same_day":
            return None
        named = (one.period for one in reversed(self.mentions[:at]) if one.role in ("period", "date"))
        today = self.report.date
        return next(
            (
                day
                for day in named
                if day is not None
                and day.type == "as_at"
                and day.end is not None
                and (today is None or day.end <= today)
            ),
            None,
        )

    def _is_month(self, token: Token) -> bool:
        """Whether a token is a month or day, on which targets were agreed, and no year for which they are set."""
        period = self.mentions[token.mention].period if token.mention >= 0 else None
        return period is not None and period.type in ("month", "day", "as_at")

    def _named_in(self, tokens: list[Token]) -> list[Mention]:
        """The periods that a sentence names before it comes to what they are compared with."""
        compared = next(
            (place for place, token in enumerate(tokens) if token.cues.get("link") == "compared"), len(tokens)
        )
        found = [
            (place, self.mentions[token.mention])
            for place, token in enumerate(tokens)
            if token.mention >= 0 and not in_relative_clause(tokens, place)
        ]
        own = [mention for place, mention in found if place < compared]
        beside = [place for place, _ in found if place in (compared + 1, compared + 2)]
        if not own and beside and not has(tokens, "target"):
            return []  # "Offences compared with 2001/02:"
        return own or [mention for _, mention in found]

    # -- reading

    def tokens_of(self, start: int, end: int) -> list[Token]:
        """Tokens of a span, with the numbers that may be figures and the period mentions in it."""
        placed = [
            Placed(mention.start, min(mention.end, end), -1, place)
            for place in _between(self.mention_starts, start, end)
            for mention in (self.mentions[place],)
        ]
        for place in _between(self.number_starts, start, end):
            number = self.numbers[place]
            if self.covered(number):
                continue
            if not number.fate:
                placed.append(Placed(number.start, number.end, place, -1))
            elif number.fate in ("name", "gloss") or self.text[number.start] == "[":
                placed.append(Placed(number.start, number.end, -1, -1))
        placed.sort()
        return self._members(tokenise(self.text, start, end, placed))

    def _members(self, tokens: list[Token]) -> list[Token]:
        """A report about the Special Constabulary or PCSOs calls their members officers, and them the workforce."""
        if not self.title_staff:
            return tokens
        return [
            token._replace(cues={**token.cues, "staff": self.title_staff})
            if token.cues.get("staff") in ("police_officers", "total_workforce")
            and "police" not in token.words
            else token
            for token in tokens
        ]

    def _recruits(self, tokens: list[Token], block: Block, carried: Carried) -> list[Token]:
        """Under a heading on one group of staff its recruits and applicants are meant: 'Police officer recruits'; so are
        they behind its recruits or its strength: 'Police strength was 28,100. Of the recruits 11% were women'."""
        if not any(token.cues.get("staff") in _NARROWED for token in tokens):
            return tokens
        narrower = RECRUITED_AS.get(self.heading_subject(block).staff)
        above = carried.subject
        for group in (above.staff, carried.people.staff if carried.people is not None else ""):
            if narrower is None and group in RECRUITS.values():
                narrower = RECRUITED_AS.get(group)
        if narrower is None and above.metric == "workforce_strength":
            narrower = {"recruits": RECRUITS.get(above.staff, "all_recruits")}
        labelled = len(tokens) > 1 and tokens[1].cues.get("stop") in (":", "-", "\u2013")
        if labelled and (of_label := tokens[0].cues.get("staff")):  # "PCSOs: 214 recruits, 67 of whom"
            narrower = RECRUITED_AS.get(of_label) or {"all_recruits": OTHER}
        promoted = any(
            token.words == "promotion" for token in tokens
        )  # those who apply for it are no applicants
        found: list[Token] = []
        for place, token in enumerate(tokens):
            staff = token.cues.get("staff", "")
            behind = tokens[place + 1 : place + 4]
            joined = first(behind, "staff") if behind and behind[0].words in ("to", "into") else ""
            if staff == "all_recruits" and joined in RECRUITED_AS:
                narrower = RECRUITED_AS[joined]  # "the 146 recruits to the MSC"
            if staff in _ONE_STAFF and len(found) < 3 and tokens[0].words == "for":
                narrower = RECRUITED_AS[staff]  # "For Specials the intake was 1,604"
            elif staff in _OF_ANY_STAFF:
                named = (narrower or {}).get(token.words) or (narrower or {}).get(staff)
                every_one = token.words.startswith(("all ", "overall "))
                staff = OTHER if promoted else staff if every_one else named or staff
                token = token._replace(cues={**token.cues, "staff": staff})
            found.append(token)
        return found

    def _as_entry(self, tokens: list[Token], listed: Subject, kind: str) -> list[Token]:
        """The tokens of an entry of a list, as what introduces the list says whom or what it counts."""
        if listed.attach == "recruited" and not listed.metric and kind == "bullet" and lists.is_note(tokens):
            return lists.with_recruits(tokens)
        return lists.without_incidents(tokens) if listed.metric == "public_satisfaction" else tokens

    def covered(self, number: Number) -> bool:
        """Whether a number is part of a period or a date."""
        place = bisect_left(self.mention_starts, number.end) - 1
        return place >= 0 and self.mentions[place].end > number.start

    def candidates(self, start: int, end: int) -> list[Number]:
        """The numbers of a span that may be figures."""
        inside = _between(self.measure_starts, start, end)
        return self.measures[inside.start : inside.stop]

    def has_candidates(self, start: int, end: int) -> bool:
        """Whether a span holds a number that may be a figure."""
        return bool(_between(self.measure_starts, start, end))

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """A sentence in pieces of so many numbers: each number is read against its whole sentence."""
        inside = _between(self.number_starts, start, end)
        cuts = [start, *(self.number_starts[place] for place in inside[MOST_NUMBERS::MOST_NUMBERS]), end]
        return list(pairwise(cuts))

    def read_span(self, start: int, end: int, kind: str) -> list[Draft]:
        """The figures of a few words that stand alone, such as the label of a row."""
        fresh = self.fresh(Subject())._replace(kind=kind)
        tokens = self.tokens_of(start, end)
        outcome = read_sentence(
            self.text, with_scopes(self.text, tokens), self.numbers, self.mentions, fresh, self.known
        )
        for refused in outcome.refused:
            self.refused[refused.number.start] = refused
        return outcome.drafts

    def read_block(self, index: int, only_carry: bool = False) -> Carried:
        """Read a block's sentences; returns what it hands on."""
        block = self.report.blocks[index]
        carried = self.start_of(index)
        if _SANCTIONED.search(
            self.text, block.start, block.end
        ):  # "603 were detected. This gives a sanction ..."
            carried = carried._replace(detections=True)
        spans = [
            piece for span in sentences(self.text, block.start, block.end) for piece in self._pieces(*span)
        ]
        targets = False  # whether the sentence before lists targets
        for place, (start, end) in enumerate(spans):
            here = self.has_candidates(start, end)
            following = place + 1 < len(spans) and not only_carry
            introduces = place + 1 == len(spans) and self.text[block.end - 1] == ":"
            if place and carried.running.far:
                carried = carried._replace(running=Running())  # what is said in between may be another topic
            hands_on = following or (only_carry and place >= len(spans) - 2)
            if not (here or hands_on or introduces):
                continue
            tokens = with_scopes(self.text, self._recruits(self.tokens_of(start, end), block, carried))
            if not (here or hands_on or has(tokens, "metric", "group") or self._named_in(tokens)):
                continue  # "Of these:"
            if block.parent is not None:
                tokens = self._as_entry(tokens, carried.subject, block.kind)
            if place and carried.subject.group == OTHER and opens_on_detections(tokens):
                group = self.heading_subject(block).group
                carried = carried._replace(subject=carried.subject._replace(group=group or OTHER))
            targets = lists.opens_targets(tokens) or (targets and lists.goes_on(tokens))
            parts = bool(self.drafts) and self.drafts[-1][1] is block and lists.breaks_down(tokens)
            if targets or (parts and self.drafts[-1][0].kind == "target"):
                carried = carried._replace(kind="target")
            rate = self.rates.get(block.parent, "") if block.parent is not None and not place else ""
            if block.kind == "bullet" and not place and lists.is_rest(tokens):
                carried = carried._replace(subject=Subject())
            if (
                block.parent is not None
                and not place
                and lists.is_other_outcome(tokens, self.entries.get(block.parent))
            ):
                carried = carried._replace(subject=Subject())
            elif block.parent is not None and not place and carried.running.rate is None:
                carried = carried._replace(running=self.entries.get(block.parent, carried.running))
            if rate and lists.needs_rate(tokens, carried.subject):
                carried = carried._replace(subject=carried.subject._replace(metric=rate))
            outcome = read_sentence(self.text, tokens, self.numbers, self.mentions, carried, self.known)
            carried = outcome.carried
            if only_carry:
                continue
            counted = carried.running.counted
            if block.parent is not None and (carried.running.rate or (counted and not counted.who)):
                self.entries[block.parent] = carried.running
            if block.parent is not None and not place and (named := lists.rate_named(tokens, outcome.drafts)):
                self.rates[block.parent] = named
            self.drafts += [(draft, block, start, end) for draft in outcome.drafts]
            for refused in outcome.refused:
                self.refused[refused.number.start] = refused
        return carried


def _one_passage(numbered: tuple[int, Block]) -> tuple[int, int]:
    """Equal for the heads of one table that follow on each other, and for no other blocks."""
    place, block = numbered
    return (-1, block.table) if block.table is not None and block.kind == "heading" else (place, -1)


def _between(starts: Sequence[int], start: int, end: int) -> range:
    """The places of what begins in a span, of starts in order."""
    return range(bisect_left(starts, start), bisect_left(starts, end))
