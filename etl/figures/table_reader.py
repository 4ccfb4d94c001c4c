"""The tables of a report, read row by row with the columns' heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.calendar import Period
from etl.figures import when
from etl.figures.drafts import Draft
from etl.figures.reader import Reader
from etl.figures.scopes import with_scopes
from etl.figures.subjects import OTHER, RATE_OF, SHARES, Subject, follow
from etl.figures.table_heads import (
    Column,
    are_strengths,
    part_head,
    read_column,
    with_kinds_of_detections,
)
from etl.figures.table_labels import (
    WHO_JOIN,
    about_offences,
    counts_gone,
    counts_other_events,
    label_of,
    says_percent,
    says_pounds,
    says_ratio,
    says_thousands,
    staff_of_all,
    with_group_of_all,
    with_places,
    with_short_names,
    with_staff_above,
    with_strands,
)
from etl.figures.table_periods import of_part, part_named
from etl.figures.table_rows import Setting, moved, read_cell
from etl.figures.windows import every, has
from etl.periods import Context, Mention, find_periods
from etl.report_records import Block, Span, Table, TableRow
from etl.table_cells import COUNT
from etl.tokens import Token


def read_table(reader: Reader, index: int) -> Iterator[tuple[Draft, Block, int, int]]:
    """The figures of one table. Rows that are lines of prose are left to the reader of prose (`is_prose`)."""
    table = reader.report.tables[index]
    text = reader.text
    blocks = {reader.report.blocks[i].start: reader.report.blocks[i] for i in reader.table_blocks[index]}
    words = [_tokens(reader, row.label) for row in table.rows]
    labels = with_strands([label_of(tokens) for tokens in words])
    labels = with_places(labels, words, _label_head(reader, table))
    setting = _setting(reader, table, index, labels, words)
    targets = _says_targets(reader, table)
    filled = min(_filled(reader, table), len(setting.columns))
    labels = with_staff_above(labels, words)
    if not any(column.subject.group for column in setting.columns):
        title_group = reader.heading_subject(next(iter(blocks.values()))).group
        labels = with_group_of_all(labels, words, title_group)
    for row, label, tokens in zip(table.rows, labels, words, strict=True):
        here = setting._replace(
            row_period=_row_period(reader, tokens),
            row_kind=_row_kind(tokens),
            pounds=says_pounds(text[slice(*row.label)]) or setting.pounds,
        )
        block = blocks.get(row.start) or next(iter(blocks.values()))
        yield from ((draft, block, row.start, row.end) for draft in _label_figures(reader, row, targets))
        previous = None
        unit = "percent" if _holds_rates(reader, row, setting.columns) else ""
        rates: list[float] = []
        fits = len(row.cells) >= filled  # in a shorter row nothing says which cell is missing
        for place, cell in enumerate(row.cells):
            column = setting.columns[place] if fits and place < len(setting.columns) else None
            for number in reader.candidates(*cell):
                points = rates[-1] - rates[-2] if len(rates) > 1 else None
                draft = read_cell(text, row, cell, label, number, column, here, previous, unit, points)
                if draft.kind == "actual":
                    unit = draft.unit
                    rates += [draft.value] * (draft.unit == "percent")
                if (
                    draft.kind == "actual"
                    and draft.period.end is not None
                    and (previous is None or previous.end is None or draft.period.end >= previous.end)
                ):
                    previous = draft.period
                yield draft, block, row.start, row.end


def _holds_rates(reader: Reader, row: TableRow, columns: Sequence[Column]) -> bool:
    """Whether the values of a row are per cents without a sign: then its target is one too, and no change."""
    return any(
        number.unit == "percent" and not number.signed
        for cell, column in zip(row.cells, columns, strict=False)
        if not column.kind and not moved(reader.text, cell)
        for number in reader.candidates(*cell)
    )


def _filled(reader: Reader, table: Table) -> int:
    """Up to which column the rows of a table hold numbers: a last one of pictures holds none."""
    return max(
        (
            place
            for row in table.rows
            for place, cell in enumerate(row.cells, 1)
            if reader.has_candidates(*cell)
        ),
        default=0,
    )


def _row_period(reader: Reader, tokens: Sequence[Token]) -> Period | None:
    """The period that the label of a row names: 'May 2007', 'Q2 2006/07'."""
    found = [reader.mentions[token.mention] for token in tokens if token.mention >= 0]
    return found[0].period if len(found) == 1 and found[0].role in ("period", "date") else None


def _row_kind(tokens: Sequence[Token]) -> str:
    """The kind that a label of a period and no more names: '2000/01 target'."""
    said = [token for token in tokens if token.words and token.mention < 0]
    dated = len(said) == 1 and any(token.mention >= 0 for token in tokens)
    return next((kind for kind in ("target", "forecast") if dated and kind in said[0].cues), "")


def is_prose(reader: Reader, table: Table) -> bool:
    """Whether what looks like a table is lines of text: a head with figures of its own, or cells cut out of a sentence."""
    for head in table.heads:
        for cell in head:
            if any(
                number.unit in ("percent", "gbp") or (number.value > 999 and not 1990 <= number.value <= 2035)
                for number in reader.candidates(*cell)
            ):
                return True
    broken = sum(_is_cut(reader.text[start:end]) for row in table.rows for start, end in row.cells)
    return broken > 0


def _is_cut(cell: str) -> bool:
    return cell.count("(") != cell.count(")") or (
        len(cell.split()) > 9 and any(char.isdigit() for char in cell)
    )


def _tokens(reader: Reader, span: tuple[int, int]) -> list[Token]:
    if span[0] >= span[1]:
        return []
    return with_short_names(with_scopes(reader.text, reader.tokens_of(*span)))


SHORT_LINE = 250  # characters before a place in which a bracket may have been opened
MOST_IN_A_LABEL = 3  # figures


def _label_figures(reader: Reader, row: TableRow, targets: bool) -> list[Draft]:
    """Figures inside a label: the target of 'Street crime: a rate of 9%' under a head that says targets."""
    if row.label[0] >= row.label[1] or not reader.has_candidates(*row.label):
        return []
    found = reader.read_span(*row.label, kind="target" if targets else "")
    if len(found) < MOST_IN_A_LABEL:
        return found
    # "DV incidents 3,458 2,282 83 (of them disabled) 3,339 213": cells that nothing parts from the label
    words = " ".join(reader.text[slice(*row.label)].split())[:80]
    return [one._replace(metric=OTHER, group="", label=words, rule="cell_without_head") for one in found]


def _says_targets(reader: Reader, table: Table) -> bool:
    """Whether the rows of a table are targets: its caption or the head of its labels says so."""
    spans = [head[0] for head in table.heads[:1] if head] + (
        [table.caption] if table.caption is not None else []
    )
    return any(
        "target" in _ANY_DIGIT.split(reader.text[start : min(end, start + 40)])[0].lower()
        for start, end in spans
    )


_SIGN_AHEAD = re.compile(r"%\s(?:change|diff|of|target)", re.IGNORECASE)
_ANY_DIGIT = re.compile(r"\d")
_INTRODUCES = re.compile(r"\b(?:tables?|below|following|follows|set out)\b", re.IGNORECASE)


# words by which a table of groups of staff says that it counts who is there
_STAFFED = frozenset(("employee", "employees", "headcount", "establishment", "staff in post", "in post"))


def _setting(
    reader: Reader, table: Table, index: int, labels: Sequence[Subject], words: Sequence[Sequence[Token]]
) -> Setting:
    above: list[Token] = []
    first_block = reader.table_blocks[index][0] if reader.table_blocks.get(index) else 0
    heading = reader.report.blocks[first_block].heading
    if heading is not None and reader.report.blocks[heading].table is None:
        block = reader.report.blocks[heading]
        above += _tokens(reader, (block.start, block.end))
    intro: list[Token] = []
    introduces = False
    if first_block:
        block = reader.report.blocks[first_block - 1]
        if (
            block.table is None
            and block.kind in ("paragraph", "item", "heading")
            and block.end - block.start < 400
            and not _stands_beside(reader.text[block.start : block.end])
        ):
            intro = _tokens(reader, (block.start, block.end))
            introduces = _INTRODUCES.search(reader.text, block.start, block.end) is not None
            above += intro
    columns, over = _columns(reader, table)
    title_spans = [*_titles(reader, table, first_block), *over]
    titled = [token for span in title_spans for token in _tokens(reader, span)]
    above += titled
    head = _label_head(reader, table)
    about = follow(follow(Subject(), head), above)
    if not about.attach and any(token.words in _STAFFED for token in (*head, *above)):
        about = about._replace(attach="strength")
    spans = [span for head in table.heads for span in head] + (
        [table.caption] if table.caption is not None else []
    )
    thousands = any(says_thousands(reader.text[start:end]) for start, end in spans)
    titles = [reader.text[start:end] for start, end in title_spans]
    percent = any(says_percent(words) for words in titles)
    named = every(titled, "who") or every(above, "who")
    section = _section_staff(reader, heading) or WHO_JOIN.get(about.staff, about.staff)
    named_above = [reader.mentions[token.mention] for token in reversed(above) if token.mention >= 0]
    periods = [mention for mention in named_above if mention.role == "period"]
    # "April to September 2006 (change on April to September 2005)": what is compared with stands in brackets
    led = next(
        (one for one in periods if not _in_brackets(reader.text, one.start)), next(iter(periods), None)
    )
    period = led.period if led is not None else None
    if led is not None and period is not None:
        period = when.ended(led, period, reader.report.date, has(above, "target", "forecast"))
    around = when.Around(None, None, reader.report_period, reader.report.date, strengths=reader.strength_day)
    part = part_named([reader.mentions[token.mention] for token in titled if token.mention >= 0])
    if part is None and any(one.period is not None and one.period.type == "calendar_year" for one in columns):
        part = part_named([reader.mentions[token.mention] for token in intro if token.mention >= 0])
    if not about.attach and are_strengths(columns, labels, above):
        about = about._replace(attach="strength")
    return Setting(
        _of_part(reader, columns, part, any(_row_period(reader, tokens) for tokens in words)),
        about,
        period,
        around,
        reader.report_scope,
        about_offences(labels, about),
        thousands,
        _counts_and_rates(columns, labels, about),
        any(says_ratio(words) for words in titles),
        percent,
        named[0] if (any(titles) or introduces) and len(named) == 1 else "",
        staff_of_all(labels),
        section=section,
        other_events=counts_other_events(titled),
        gone=counts_gone(titled),
        pounds=max((says_pounds(words) for words in titles), default=0.0),
        names_measures=len({label.metric for label in labels if label.metric}) > 1,
        has_spi=_has_spi(reader, table, labels),
    )


def _in_brackets(text: str, place: int) -> bool:
    """Whether a place of a line stands in brackets."""
    before = text[max(0, place - SHORT_LINE) : place].rpartition("\n")[2]
    return before.count("(") > before.count(")")


def _stands_beside(words: str) -> bool:
    """Whether a line above a table has a count of its own, and no stop: 'Police strength at 30/6/02 26,906' introduces nothing."""
    return words[-1:] not in (".", ":") and COUNT.search(words) is not None


def _has_spi(reader: Reader, table: Table, labels: Sequence[Subject]) -> bool:
    """Whether a row names the indicator of the arrest rate, or the incidents that are its base."""
    return any(
        label.metric == "incidents"
        or (label.metric == "arrest_rate_spi8a" and "SPI" in reader.text[slice(*row.label)])
        for row, label in zip(table.rows, labels, strict=True)
    )


def _section_staff(reader: Reader, heading: int | None) -> str:
    """The group of staff that the heading above a table names, or the one before it: 'Recruitment of police officers'."""
    headings = [
        place
        for place in range(heading if heading is not None else -1, -1, -1)
        if reader.report.blocks[place].kind == "heading" and reader.report.blocks[place].table is None
    ]
    for place in headings[:2]:
        staffs = every(
            _tokens(reader, (reader.report.blocks[place].start, reader.report.blocks[place].end)), "staff"
        )
        if staffs and staffs[0] not in ("applications", "all_recruits"):
            return WHO_JOIN.get(staffs[0], staffs[0]) if len(staffs) == 1 else ""
    return ""


def _titles(reader: Reader, table: Table, first_block: int) -> list[Span]:
    """The line above a table that is its title: its caption, else short and without a verb's full stop."""
    if table.caption is not None:
        return [table.caption]
    if not first_block:
        return []
    block = reader.report.blocks[first_block - 1]
    words = reader.text[block.start : block.end]
    short = len(words) < 100 and words[-1] not in ".;" and not _stands_beside(words)
    return [(block.start, block.end)] if short and block.table is None else []


def _counts_and_rates(columns: Sequence[Column], labels: Sequence[Subject], about: Subject) -> bool:
    """Whether a table of offences names its periods twice, once for the counts and once for their rates."""
    periods = [column.period for column in columns if column.period is not None and not column.kind]
    twice = len(periods) > 2 and len(set(periods)) * 2 == len(periods)
    return twice and about.metric in RATE_OF and sum(bool(label.group) for label in labels) >= 2


def _label_head(reader: Reader, table: Table) -> list[Token]:
    """What the head of the label column calls the rows: 'Offence', 'Staff group'."""
    if not table.heads or not table.heads[0]:
        return []
    tokens = _tokens(reader, table.heads[0][0])
    return tokens[:1] if len(table.heads[0]) == 1 else tokens


def _of_part(
    reader: Reader, columns: Sequence[Column], part: Mention | None, rows_dated: bool
) -> tuple[Column, ...]:
    """The columns, those of a year of the months that the title of the table names, unless its rows name their own."""
    if rows_dated:
        return tuple(columns)
    periods = [column.period for column in columns]
    periods = of_part(reader.text, periods, part, reader.report_period, reader.report.date)
    return tuple(column._replace(period=period) for column, period in zip(columns, periods, strict=True))


def _columns(reader: Reader, table: Table) -> tuple[tuple[Column, ...], list[Span]]:
    """One column for each cell of the longest row, none where the heads do not fit; and what stands over all columns.

    A line above the heads that is over no column of its own is the title of the table.
    """
    width = max((len(row.cells) for row in table.rows), default=0)
    over: list[Span] = []
    if not table.heads or not width:
        return (), over
    parts: list[list[Token]] = [[] for _ in range(width)]
    stacked: list[list[str]] = [[] for _ in range(width)]  # the lines of its head over each column
    printed = [""] * width  # what stands over a column, where a head has a cell for each
    aims = _are_aims(reader, table)

    def over_labels(tokens: Sequence[Token]) -> int:
        """How many words of a head are over the labels: "Target", where these are the targets."""
        return int(aims and bool(tokens) and tokens[0].words in ("target", "targets", "aim", "aims"))

    for head in table.heads:
        cells: Sequence[Sequence[Token]] | None
        if len(head) == width + 1:
            # "BWT | Strength | |": the head of the labels is empty and its bar was dropped
            shifted = head[-1][0] >= head[-1][1] and head[0][0] < head[0][1]
            head = head[:-1] if shifted else head[1:]
        if len(head) == width and width > 1:
            cells = [_tokens(reader, span) for span in head]
            printed = [
                one or reader.text[slice(*span)].strip() for one, span in zip(printed, head, strict=True)
            ]
            for lines, span in zip(stacked, head, strict=True):
                lines.append(reader.text[slice(*span)].strip())
        else:
            joined = [token for span in head for token in _tokens(reader, span)]
            cells = part_head(joined[over_labels(joined) :], width)
        if cells is None:
            if len(table.heads) == 1:
                return (), over
            over += head if len(head) == 1 and not any(parts) else []
            continue
        for part, found in zip(parts, cells, strict=True):
            part += found
    if not any(parts):  # no head line fits alone: a head may be wrapped over several lines
        wrapped = [token for head in table.heads for span in head for token in _tokens(reader, span)]
        parts, over = part_head(wrapped[over_labels(wrapped) :], width) or [], []
    if not any(parts):
        return (), over
    text = reader.text
    signs_behind = any(
        len(head) == 1
        and text[slice(*head[0])].rstrip(")").endswith("%")
        and not _SIGN_AHEAD.search(text, *head[0])
        for head in table.heads
    )
    columns = [read_column(part, reader.mentions, text, signs_behind) for part in parts]
    columns = [_with_period_of(lines, column, reader) for lines, column in zip(stacked, columns, strict=True)]
    for place, column in enumerate(columns[1:], 1):
        left = columns[place - 1]
        words = (column.words or printed[place]).lower()
        if column.kind in ("change", "target") and column.subject == Subject():
            # "TNO 2005/06 | % change", "Strength | Target": of what stands to its left
            columns[place] = column._replace(subject=left.subject)
        elif words in _RATES and column.subject == Subject() and _has_rate(left.subject):
            # "BME | % | Female | %", "Sanction detections | Rate"
            columns[place] = column._replace(subject=left.subject, percent=column.percent or "%" in words)
    return tuple(_officers_beside(with_kinds_of_detections(columns), reader.title_staff)), over


def _with_period_of(lines: Sequence[str], column: Column, reader: Reader) -> Column:
    """A column with the period that the lines of its head name together: '12 months to', below it 'August 2003'."""
    if len(lines) < 2 or column.period is None or column.relative:
        return column
    context = Context(report_date=reader.report.date, cutoff=None)
    found = [one.period for one in find_periods(" ".join(lines), context) if one.role == "period"]
    return column._replace(period=found[0]) if len(found) == 1 and found[0] is not None else column


_RATES = ("%", "rate", "rate %", "rate (%)", "% rate")


def _has_rate(counted: Subject) -> bool:
    """Whether what a column counts is a part of something: people of a population, detections."""
    return counted.who in SHARES or counted.metric == "sanction_detections"


def _are_aims(reader: Reader, table: Table) -> bool:
    """Whether the labels are what is aimed at: 'To reduce burglary by 2%'."""
    labels = [reader.text[slice(*row.label)].lower() for row in table.rows if row.cells]
    return 2 * sum(label.startswith("to ") for label in labels) > len(labels)


def _officers_beside(columns: Sequence[Column], members: str) -> list[Column]:
    """The columns of a report on one group of staff: where a column names the group, 'Officers' beside it are police officers."""
    of_members = [one.words.lower() for one in columns if one.subject.staff == members and not one.kind]
    apart = bool(members) and "officers" in of_members and len(set(of_members)) > 1
    return [
        one._replace(subject=one.subject._replace(staff="police_officers"))
        if apart and one.words.lower() == "officers"
        else one
        for one in columns
    ]
