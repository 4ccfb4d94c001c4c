"""What a rate is a rate of: its numerator and denominator, where the report states them under the same codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.comparisons.statements import PeriodKey, Statement
from etl.rounding import outcome

Place = tuple[str, str, str, str, str, str, PeriodKey]


@dataclass(frozen=True, kw_only=True, slots=True)
class RateRelation:
    """A rate metric, the counts that it is the quotient of, and what a reader of an interval must know."""

    rate: str
    part: str
    whole: str
    caveat: str


RATE_RELATIONS = (
    RateRelation(
        rate="sanction_detection_rate",
        part="sanction_detections",
        whole="offences",
        caveat="Detections may belong to offences of an earlier period.",
    ),
    RateRelation(
        rate="arrest_rate_spi8a",
        part="arrests",
        whole="incidents",
        caveat="Arrests may belong to incidents of an earlier period.",
    ),
    RateRelation(rate="bme_share", part="bme_headcount", whole="workforce_strength", caveat=""),
    RateRelation(rate="female_share", part="female_headcount", whole="workforce_strength", caveat=""),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """A rate with its numerator and denominator as the same report states them, and whether they fit it."""

    rate: Statement
    part: Statement
    whole: Statement
    caveat: str
    computed: float
    fit: str

    @property
    def is_exact(self) -> bool:
        """Whether the counts are stated exactly and fit the rate, so that an interval may be worked out from them."""
        counts = (self.part, self.whole)
        return self.fit.startswith("agrees") and all(
            one.qualifier == "exact" and float(one.value).is_integer() for one in counts
        )


def find_bases(statements: Iterable[Statement]) -> Mapping[str, Base]:
    """The bases of rates, by the figure_id of the rate.

    Numerator and denominator have the group, scope, statistic, definition and period of the rate and are sought in its
    paragraph, then in its report; where a place states two different values, neither is taken.
    """
    relations = {one.rate: one for one in RATE_RELATIONS}
    counted = {metric for one in RATE_RELATIONS for metric in (one.part, one.whole)}
    rates: list[Statement] = []
    counts: defaultdict[Place, OneValue] = defaultdict(OneValue)
    for one in statements:
        if one.kind != "actual" or one.statistic != "value":
            continue
        if one.metric in relations and one.unit == "percent" and one.has_period:
            rates.append(one)
        elif one.metric in counted and one.unit == "count" and one.has_period:
            counts[_place(one, one.metric)].add(one)
    bases = {}
    for rate in rates:
        base = _base(rate, relations[rate.metric], counts)
        if base is not None:
            bases[rate.figure_id] = base
    return bases


def _place(statement: Statement, metric: str) -> Place:
    period = statement.period_key
    assert period is not None
    return (
        statement.report_id,
        metric,
        statement.group,
        statement.scope,
        statement.definition,
        statement.subject,
        period,
    )


def _base(rate: Statement, relation: RateRelation, counts: defaultdict[Place, OneValue]) -> Base | None:
    part = counts[_place(rate, relation.part)].of(rate.paragraph)
    whole = counts[_place(rate, relation.whole)].of(rate.paragraph)
    if part is None or whole is None or whole.value <= 0 or part.value > whole.value:
        return None
    return base_of(rate, part, whole, relation.caveat)


def base_of(rate: Statement, part: Statement, whole: Statement, caveat: str) -> Base | None:
    """The rate worked out again from two counts; None where the whole may be zero."""
    allowed = part.allows().over(whole.allows())
    if allowed is None:
        return None
    computed = 100 * part.value / whole.value
    fit = outcome(
        computed=computed,
        allowed=allowed.times(100),
        stated=rate.value,
        stated_allowed=rate.allows(),
        half=rate.half_width,
        exact=all(one.qualifier == "exact" for one in (rate, part, whole)),
    )
    return Base(rate=rate, part=part, whole=whole, caveat=caveat, computed=computed, fit=fit)


class OneValue:
    """Statements of one thing in one report, asked for the value that they give.

    >>> OneValue().of("1") is None
    True
    """

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        # By paragraph, and for the whole report under None: the first statement, or None where another says otherwise.
        self._first: dict[str | None, Statement | None] = {}
        for one in statements:
            self.add(one)

    def add(self, one: Statement) -> None:
        """Take in a further statement."""
        for place in (one.paragraph, None):
            first = self._first.setdefault(place, one)
            if first is not None and first.value != one.value:
                self._first[place] = None

    def of(self, paragraph: str) -> Statement | None:
        """The first statement of the paragraph, else of the report, if all that stand there say the same value."""
        return self._first.get(paragraph if paragraph in self._first else None)
