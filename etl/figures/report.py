"""A whole report: every block read in its place, every number accounted for."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from etl.calendar import Period
from etl.figures import when
from etl.figures.definitions import with_definitions
from etl.figures.drafts import Carried, Draft, Known, Refused
from etl.figures.named import named_scopes, numbered_names, opening_period, operation_days
from etl.figures.records import Figure, NumberRow, Placed
from etl.figures.scopes import with_scopes
from etl.figures.sentence import read_sentence
from etl.figures.subjects import Subject
from etl.figures.table_reader import is_prose, read_table
from etl.figures.windows import every, has
from etl.numbers import Number, find_numbers
from etl.periods import Context, find_periods
from etl.report_records import Block, Report
from etl.report_wide import choose
from etl.sentences import sentences
from etl.tokens import Placed as PlacedToken
from etl.tokens import tokenise

MOST_NUMBERS = 60  # in one sentence; the most in the archive seen is 14
EARLY_BLOCKS = 60  # a sentence that sets the period of a whole report stands before its findings
NUMBER_REASONS = {
    "header": "part of the title block",
    "furniture": "part of the page's furniture",
    "marker": "the number of a paragraph or item",
}


class Reader:
    """The state of reading one report; made and dropped by `place_report`."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = report.text
        self.numbers = find_numbers(self.text)
        self.number_starts = [number.start for number in self.numbers]
        self.mentions = find_periods(self.text, Context(report_date=report.date, cutoff=None))
        self.report_period = self._report_wide()
        if self.report_period is not None and self.report_period.end is not None:
            # years to date without a cut-off of their own run to the report's
            self.mentions = find_periods(
                self.text, Context(report_date=report.date, cutoff=self.report_period.end)
            )
        self.mention_starts = [mention.start for mention in self.mentions]
        if self.report_period is None:
            self.report_period = opening_period(report, self.mentions)
        scopes, self.report_scope = named_scopes(report)
        self.known = Known(scopes, operation_days(report, self.mentions), {}, numbered_names(report))
        self.drafts: list[tuple[Draft, Block, int, int]] = []
        self.refused: dict[int, Refused] = {}
        self.table_blocks: dict[int, list[int]] = {}
        for place, block in enumerate(report.blocks):
            if block.table is not None:
                self.table_blocks.setdefault(block.table, []).append(place)
        groups = every(tokenise(report.title, 0, len(report.title), ()), "group")
        self.title_group = groups[0] if len(groups) == 1 else ""
        self.headings: dict[int, Subject] = {}
        self.ends: dict[int, Carried] = {}
        self.lists: dict[int, Carried] = {}

    def _report_wide(self) -> Period | None:
        """The period that an early sentence sets for the whole report, if one does."""
        starts = [mention.start for mention in self.mentions]
        for block in self.report.blocks[:EARLY_BLOCKS]:
            if bisect_left(starts, block.start) == bisect_left(starts, block.end):
                continue
            for start, end in sentences(self.text, block.start, block.end):
                inside = self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]
                found = choose(self.text, start, end, inside) if inside else None
                if found is not None:
                    return found.period
        return None

    # -- what a block starts from

    def fresh(self, subject: Subject) -> Carried:
        """What a paragraph starts from that takes nothing over."""
        around = when.Around(None, None, self.report_period, self.report.date)
        return Carried(subject, self.report_scope, False, "", around)

    def heading_subject(self, block: Block) -> Subject:
        """The one offence group that the heading above a paragraph names, else the report's title."""
        if block.heading is None:
            return Subject(group=self.title_group)
        if block.heading not in self.headings:
            heading = self.report.blocks[block.heading]
            tokens, _ = self.tokens_of(heading.start, heading.end)
            short = heading.end - heading.start < 120
            groups, staffs = (every(tokens, "group"), every(tokens, "staff")) if short else ([], [])
            self.headings[block.heading] = Subject(
                group=groups[0] if len(groups) == 1 else self.title_group,
                staff=staffs[0] if len(staffs) == 1 else "",
            )
        return self.headings[block.heading]

    def start_of(self, index: int) -> Carried:
        """What a block takes over: from the block that introduces it, or from the paragraph before it continues."""
        block = self.report.blocks[index]
        fresh = self.fresh(self.heading_subject(block))
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
        return fresh

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
            tokens, _ = self.tokens_of(*spans[-1])
            found = [self.mentions[token.mention] for token in tokens if token.mention >= 0]
            usable = [
                mention.period
                for mention in found
                if mention.role in ("period", "date") and mention.period is not None
            ]
            introduces = (
                self.text[block.end - 1 : block.end] in ":;"
                or block.kind in ("bullet", "item", "heading")
                or len(spans) == 1
            )
            if usable and introduces:
                heading = usable[-1]
            elif end.around.paragraph is not None and self.has_candidates(*spans[-1]):
                heading = end.around.paragraph
            if has(tokens, "target") and not has(tokens, "actual"):
                kind = "target"
            if not self.has_candidates(*spans[-1]) and len(tokens) > 8:
                end = end._replace(scope=self.report_scope)
        self.lists[parent] = end._replace(
            kind=kind, around=end.around._replace(heading=heading, paragraph=None)
        )
        return self.lists[parent]

    # -- reading

    def tokens_of(self, start: int, end: int):  # type: ignore[no-untyped-def]
        """Tokens of a span, with the numbers that may be figures and the period mentions in it."""
        first, last = bisect_left(self.number_starts, start), bisect_left(self.number_starts, end)
        begin, until = bisect_left(self.mention_starts, start), bisect_left(self.mention_starts, end)
        placed = [
            PlacedToken(m.start, min(m.end, end), -1, i)
            for i, m in enumerate(self.mentions[begin:until], begin)
        ]
        count = 0
        for place in range(first, last):
            number = self.numbers[place]
            if self.covered(number):
                continue
            if not number.fate:
                placed.append(PlacedToken(number.start, number.end, place, -1))
                count += 1
            elif number.fate in ("name", "gloss") or self.text[number.start] == "[":
                placed.append(PlacedToken(number.start, number.end, -1, -1))
        placed.sort()
        return tokenise(self.text, start, end, placed), count

    def covered(self, number: Number) -> bool:
        """Whether a number is part of a period or a date."""
        place = bisect_left(self.mention_starts, number.end) - 1
        return place >= 0 and self.mentions[place].end > number.start

    def has_candidates(self, start: int, end: int) -> bool:
        """Whether a span holds a number that may be a figure."""
        first, last = bisect_left(self.number_starts, start), bisect_left(self.number_starts, end)
        return any(not self.numbers[i].fate and not self.covered(self.numbers[i]) for i in range(first, last))

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """A sentence in pieces of so many numbers: each number is read against its whole sentence."""
        first, last = bisect_left(self.number_starts, start), bisect_left(self.number_starts, end)
        cuts = [start, *self.number_starts[first + MOST_NUMBERS : last : MOST_NUMBERS], end]
        return list(pairwise(cuts))

    def candidates(self, start: int, end: int) -> list[Number]:
        """The numbers of a span that may be figures."""
        first, last = bisect_left(self.number_starts, start), bisect_left(self.number_starts, end)
        return [n for n in self.numbers[first:last] if not n.fate and not self.covered(n)]

    def read_span(self, start: int, end: int, kind: str) -> list[Draft]:
        """The figures of a few words that stand alone, such as the label of a row."""
        fresh = self.fresh(Subject())._replace(kind=kind)
        tokens, _ = self.tokens_of(start, end)
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
        spans = [
            piece for span in sentences(self.text, block.start, block.end) for piece in self._pieces(*span)
        ]
        for place, (start, end) in enumerate(spans):
            here = self.has_candidates(start, end)
            following = place + 1 < len(spans) and not only_carry
            if not here and not (following or (only_carry and place >= len(spans) - 2)):
                continue
            tokens, _ = self.tokens_of(start, end)
            tokens = with_scopes(self.text, tokens)
            outcome = read_sentence(self.text, tokens, self.numbers, self.mentions, carried, self.known)
            carried = outcome.carried
            if only_carry:
                continue
            self.drafts += [(draft, block, start, end) for draft in outcome.drafts]
            for refused in outcome.refused:
                self.refused[refused.number.start] = refused
        return carried

    def read(self) -> None:
        """Read every block and table of the report."""
        for index, block in enumerate(self.report.blocks):
            if block.kind in ("header", "furniture") or block.table is not None:
                continue
            if self.has_candidates(block.start, block.end):
                self.ends[index] = self.read_block(index)
        for index, table in enumerate(self.report.tables):
            if is_prose(self, table):
                for place in self.table_blocks.get(index, ()):
                    if self.has_candidates(self.report.blocks[place].start, self.report.blocks[place].end):
                        self.ends[place] = self.read_block(place)
            else:
                self.drafts += read_table(self, index)


def place_report(report: Report) -> Placed:
    """Every figure of a report, and what became of each of its numbers."""
    reader = Reader(report)
    reader.read()
    figures = _figures(reader)
    return Placed(figures=tuple(figures), numbers=tuple(_numbers(reader, figures)))


def figure_id(report_id: str, sha256: str, start: int, end: int, ordinal: int) -> str:
    """The identifier of a figure: it depends on the text and the place, never on how the figure was read."""
    return hashlib.sha256(f"{report_id}|{sha256}|{start}|{end}|{ordinal}".encode()).hexdigest()[:16]


def _figures(reader: Reader) -> list[Figure]:
    report = reader.report
    figures: list[Figure] = []
    ordinals: dict[tuple[int, int], int] = {}
    earlier, comparators = [], []
    for draft, block, start, end in sorted(
        reader.drafts, key=lambda item: (item[0].number.start, item[0].number.end)
    ):
        number = draft.number
        span = (number.start, number.end)
        ordinal = ordinals[span] = ordinals.get(span, -1) + 1
        period = draft.period
        figures.append(
            Figure(
                figure_id=figure_id(report.report_id, report.sha256, *span, ordinal),
                report_id=report.report_id, source_file=report.source_file, paragraph=block.paragraph,
                start=number.start, end=number.end, printed=report.text[number.start : number.end],
                quote=report.text[start:end], metric=draft.metric, group=draft.group, scope=draft.scope, label=draft.label,
                kind=draft.kind, statistic=draft.statistic, value=draft.value, value_high=draft.value_high, unit=draft.unit,
                qualifier=number.qualifier, period_type=period.type if period.start is not None else "unstated",
                period_start=period.start, period_end=period.end, period_from=draft.period_from,
                definition="", definition_from="", repeat_of="", rule=draft.rule,
            )
        )  # fmt: skip
        earlier.append(draft.earlier_definition)
        comparators.append(draft.comparator)
    near = _near_indicator(report, figures, earlier)
    return _with_repeats(with_definitions(figures, earlier, comparators, near))


def _near_indicator(report: Report, figures: Sequence[Figure], earlier: Sequence[bool]) -> list[bool]:
    """Whether a figure stands in a paragraph that speaks of the arrest rate, or in one beside it."""
    order = {
        paragraph: place
        for place, paragraph in enumerate(dict.fromkeys(block.paragraph for block in report.blocks))
    }
    speaks = {
        order[f.paragraph]
        for f, e in zip(figures, earlier, strict=True)
        if e or f.metric == "arrest_rate_spi8a"
    }
    for block in report.blocks:
        if order[block.paragraph] not in speaks and "SPI" in report.text[block.start : block.end].upper():
            speaks.add(order[block.paragraph])
    return [any(order[f.paragraph] + step in speaks for step in (-1, 0, 1)) for f in figures]


def _with_repeats(figures: Sequence[Figure]) -> list[Figure]:
    """Mark each further statement of the same figure with the first one's identifier."""
    firsts: dict[tuple[object, ...], str] = {}
    marked = []
    for figure in figures:
        key = (
            figure.metric, figure.group, figure.scope, figure.kind, figure.statistic, figure.value, figure.value_high, figure.unit,
            figure.period_type, figure.period_start, figure.period_end, figure.definition, figure.label.lower(),
        )  # fmt: skip
        first = firsts.setdefault(key, figure.figure_id)
        marked.append(figure if first == figure.figure_id else replace(figure, repeat_of=first))
    return marked


def _numbers(reader: Reader, figures: Sequence[Figure]) -> list[NumberRow]:
    """One row for each number: the figure it became, or why it became none."""
    by_start: dict[int, str] = {}
    for figure in figures:
        by_start.setdefault(figure.start, figure.figure_id)
    report = reader.report
    rows = []
    blocks = report.blocks
    starts = [block.marker[0] if block.marker else block.start for block in blocks]
    for place, number in enumerate(reader.numbers):
        index = max(bisect_left(starts, number.start + 1) - 1, 0)
        block = blocks[index] if blocks else None
        became, reason, identifier = _fate(reader, number, block, by_start)
        if became == "gloss" and place + 1 < len(reader.numbers):
            identifier = by_start.get(reader.numbers[place + 1].start, "")
        rows.append(
            NumberRow(
                report_id=report.report_id, paragraph=block.paragraph if block else "preamble", start=number.start, end=number.end,
                printed=report.text[number.start : number.end], became=became, figure_id=identifier, reason=reason,
            )
        )  # fmt: skip
    return rows


def _fate(
    reader: Reader, number: Number, block: Block | None, by_start: Mapping[int, str]
) -> tuple[str, str, str]:
    if number.start in by_start:
        return "figure", "", by_start[number.start]
    if reader.covered(number):
        return "date", "part of a period or a date", ""
    if number.fate:
        return number.fate, number.reason, ""
    if number.start in reader.refused:
        refused = reader.refused[number.start]
        return ("date" if refused.reason in ("a year", "a date") else refused.fate), refused.reason, ""
    if block is not None and block.marker is not None and block.marker[0] <= number.start < block.marker[1]:
        return "reference", NUMBER_REASONS["marker"], ""
    if block is not None and block.kind in ("header", "furniture"):
        return "reference", NUMBER_REASONS[block.kind], ""
    return "unplaced", "no rule reads it where it stands", ""
