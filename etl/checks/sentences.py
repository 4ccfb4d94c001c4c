"""Where figures stand in their sentence: what is printed between two of them, and which sentences follow on each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.comparisons.statements import Statement

# A list of more is a table; its cells are no list after a total.
_MANY_FIGURES = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence or bullet with its figures in order, and where it stands in the text that was read."""

    report_id: str
    paragraph: str
    text: str
    start: int
    figures: tuple[Statement, ...]

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    def before(self, figure: Statement) -> str:
        """What is printed before a figure."""
        return self.text[: figure.start - self.start]

    def after(self, figure: Statement) -> str:
        """What is printed after a figure."""
        return self.text[figure.end - self.start :]

    def between(self, first: Statement, second: Statement) -> str:
        """What is printed between two figures; empty unless the second comes later."""
        return (
            self.text[first.end - self.start : second.start - self.start] if second.start >= first.end else ""
        )


def sentences_of(statements: Iterable[Statement]) -> Iterator[Sentence]:
    """The sentences that hold figures, in the order of report and text.

    A sentence whose place cannot be found again from its figures is left out, and so is one with very many figures (the cells
    of a table in one line).
    """
    found: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        if one.quote:
            found[(one.report_id, one.paragraph, one.quote)].append(one)
    placed = []
    for (report_id, paragraph, text), several in found.items():
        # The same words twice in a paragraph are two sentences.
        for figures in _runs(sorted(several, key=lambda one: (one.start, one.end)), len(text)):
            start = _start(text, figures)
            if start is not None and len(figures) <= _MANY_FIGURES:
                placed.append(
                    Sentence(
                        report_id=report_id,
                        paragraph=paragraph,
                        text=text,
                        start=start,
                        figures=tuple(figures),
                    )
                )
    yield from sorted(placed, key=lambda one: (one.report_id, one.start))


def _runs(figures: Sequence[Statement], length: int) -> Iterator[Sequence[Statement]]:
    """The figures in runs that fit into one sentence of that length."""
    run: list[Statement] = []
    for one in figures:
        if run and one.end - run[0].start > length:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _start(text: str, figures: Sequence[Statement]) -> int | None:
    """Where the sentence starts: the one place at which every figure stands where its offsets say."""
    first = figures[0]
    place = text.find(first.printed) if first.printed else -1
    while place >= 0:
        start = first.start - place
        if all(text[one.start - start : one.end - start] == one.printed for one in figures[:_MANY_FIGURES]):
            return start
        place = text.find(first.printed, place + 1)
    return None


def unique(figures: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each printed number once: "31% of both" is two figures and one number."""
    return tuple({one.start: one for one in figures}.values())
