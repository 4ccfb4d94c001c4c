"""The figure that a number became: one for each group that it is of, with a label in the report's words."""

from __future__ import annotations

from etl.catalogue.metrics import BY_CODE
from etl.figures import when
from etl.figures.drafts import Draft
from etl.figures.figure_kind import Kind
from etl.figures.subjects import OTHER, SHARES, Subject
from etl.figures.windows import SAYS_ANEW, Window, every, has
from etl.numbers import Number


def groups_of(subject: Subject, around: Window) -> list[str]:
    """The group of the figure; 'both PCSOs and special constables' are two groups, and two figures."""
    behind = (*around.nouns, *around.base, *around.after)
    for place, token in enumerate(behind):
        if "both" in token.cues:
            staffs, groups = every(behind[place:], "staff"), every(behind[place:], "group")
            if len(staffs) == 2 and subject.metric in SHARES.values():
                return staffs
            if len(groups) == 2 and not staffs:
                return groups
    return [subject.group or subject.staff]


def draft_of(
    text: str,
    number: Number,
    subject: Subject,
    group: str,
    kind: Kind,
    found: when.Dated,
    scope: str,
    around: Window,
) -> Draft:
    """The figure that a number of a sentence became, with its label where its metric or group is none listed."""
    metric = subject.metric
    grouped = BY_CODE[metric].grouped if metric in BY_CODE else ""
    if metric == OTHER or not grouped:
        group = subject.group if metric == OTHER else ""
    near = (*around.before[-6:], *around.nouns[:3])
    mean = has(near, "mean")
    rolling = mean and has(near, "rolling")
    return Draft(
        number=number,
        metric=metric,
        group=group,
        scope=scope,
        label=_label(text, around) if OTHER in (metric, group) else "",
        kind=kind.kind,
        value=-number.value if kind.sign < 0 < number.value else number.value,
        value_high=number.value_high,
        unit=number.unit,
        statistic="rolling_mean" if rolling else "mean" if mean else "value",
        period=found.period,
        period_from=found.source,
        rule=":".join(filter(None, (subject.rule, kind.rule))),
        earlier_definition=has((*around.before, *around.nouns, *around.after), "power"),
        comparator=found.comparator,
    )


def _label(text: str, around: Window) -> str:
    """What is measured, in the report's words: the nouns behind the number, else what is said, else the words before."""
    said = around.after[around.said :] if around.said >= 0 else ()
    for tokens in (around.nouns, around.base, said, around.after, around.before[-6:]):
        words = [token for token in tokens if token.words and "stop" not in token.cues][:6]
        words = [] if words and words[0].words in SAYS_ANEW else words
        if words:
            return " ".join(text[words[0].start : words[-1].end].split())[:80]
    return ""
