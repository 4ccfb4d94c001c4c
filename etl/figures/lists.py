"""What a list hands to its entries, as bullets or within a sentence: that they are targets, or the rate that one of them names."""

from __future__ import annotations

from collections.abc import Sequence

from etl.figures.drafts import Draft
from etl.figures.goes_on import Running
from etl.figures.subjects import ONE_KIND_OF_DETECTION, RATE_OF, RATES, RECRUITS, Subject
from etl.figures.windows import every, has
from etl.tokens import Token

_OPENING = 12  # tokens of what announces a list
_RATES = RATES | {"public_satisfaction"}


def opens_targets(tokens: Sequence[Token]) -> bool:
    """Whether a sentence announces a list of targets and gives it: 'Targets set for 2003/04: burglary -4%, robbery -3%'."""
    place = next((i for i, token in enumerate(tokens[:4]) if token.words == "targets"), -1)
    if place < 0 or has(tokens[:place], "prep", "link", "actual", "be", "strength"):
        return False  # "performance against targets", "there were targets too"
    for at, token in enumerate(tokens[place + 1 : _OPENING], place + 1):
        if token.number >= 0 or "actual" in token.cues or token.words == "were":
            return False
        if token.cues.get("stop") == ":":
            return not has(_until_number(tokens[at:]), "actual", "be")
        if token.words in ("are", "will be"):
            return has(tokens[at + 1 : at + 2], "group", "stop")  # "are burglary -4%, robbery -3%"
    return False


SETTLED = frozenset(
    "were was agreed set approved adopted confirmed published".split()
)  # what is done with targets
_JUDGED = frozenset("performance progress results achievement achievements position".split())


def is_of_targets(tokens: Sequence[Token]) -> bool:
    """Whether what introduces a list says that its entries are targets: 'Targets for 2003/04:', not 'Performance against targets:'."""
    at = next((place for place, token in enumerate(tokens) if "target" in token.cues), -1)
    ahead = tokens[: max(at, 0)]
    after = next((place for place, token in enumerate(ahead) if token.words in _JUDGED), len(ahead))
    judged = has(ahead, "link") or has(ahead[after:], "prep")
    return at >= 0 and not judged and not has(tokens, "actual")


def points_back(tokens: Sequence[Token]) -> bool:
    """Whether what introduces a list names nothing: 'They are:', 'These were as follows:'."""
    said = [token for token in tokens if token.words]
    opened = bool(said) and said[0].words in ("they", "these", "those")
    return (
        opened
        and len(said) < 5
        and has(said[1:2], "be")
        and not has(said[1:], "metric", "group", "staff", "who")
    )


_HOLDS = frozenset("had has have comprised comprises employed employs".split())


def is_of_strengths(tokens: Sequence[Token]) -> bool:
    """Whether what introduces a list says whom a part of the service has: 'At 31 March 2004 the MPS had:'."""
    said = [token for token in tokens if token.words]
    return bool(said) and said[-1].words in (
        *_HOLDS,
        "there were",
        "there are",
        "consisted of",
        "consists of",
        "made up of",
    )


_PARTS = frozenset("breaks broken made comprises comprised consists divides divided splits split".split())


def breaks_down(tokens: Sequence[Token]) -> bool:
    """Whether a sentence parts what the one before gave: 'That breaks down into 428 police officers and 113 police staff'."""
    words = [word for token in tokens[:5] for word in token.words.split()]
    return words[:1] in (["that"], ["this"], ["it"], ["these"]) and not _PARTS.isdisjoint(words)


def is_note(tokens: Sequence[Token]) -> bool:
    """Whether an entry begins with people and their number, and says no more of them than a note: '3,420 police officers (12% VEM)'."""
    people = has(tokens[:2], "staff") and any(token.number >= 0 for token in tokens[:3])
    return people and not has(tokens, "attach", "metric", "actual", "doing")


def with_recruits(tokens: list[Token]) -> list[Token]:
    """The entries of a list of recruits are recruits: '3,420 police officers', under 'Recruitment in 2003/04:'."""
    return [
        token._replace(cues={**token.cues, "staff": RECRUITS[token.cues["staff"]]})
        if token.cues.get("staff") in RECRUITS
        else token
        for token in tokens
    ]


def without_incidents(tokens: list[Token]) -> list[Token]:
    """The entries of a list of satisfaction are of victims: 'racist incidents 72%' is of no number of incidents."""
    return [
        token._replace(cues={kind: code for kind, code in token.cues.items() if kind != "metric"})
        if token.cues.get("metric") == "incidents"
        else token
        for token in tokens
    ]


def _until_number(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[: next((place for place, token in enumerate(tokens) if token.number >= 0), len(tokens))]


def goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a sentence goes on a list of targets as a note without a verb: 'JDs: street crime 11%, burglary 13%'."""
    for token in tokens[:_OPENING]:
        if (
            token.number >= 0
            or token.mention >= 0
            or token.cues.keys() & {"be", "actual", "up", "down", "link"}
        ):
            return False
        if token.cues.get("stop") == ":":
            return True
    return False


def rate_named(tokens: Sequence[Token], drafts: Sequence[Draft]) -> str:
    """The one rate that an entry names for those behind it: 'Racist crime: JD rate 17.6%', before 'Homophobic crime: 17.4%'."""
    named = [code for code in every(tokens, "metric") if code != "offences"]
    first = drafts[0] if drafts else None
    if len(named) != 1 or first is None or first.unit != "percent" or first.kind not in ("actual", "target"):
        return ""
    return first.metric if first.metric in _RATES and first.metric == RATE_OF.get(named[0]) else ""


def is_other_outcome(tokens: Sequence[Token], before: Running | None) -> bool:
    """Whether an entry is of an outcome that is no listed one, in a list that parts detections: 'cannabis warning 9.0%',
    behind 'charges 54.2%'."""
    rate = before.rate if before is not None else None
    parts = rate is not None and rate.metric in ONE_KIND_OF_DETECTION
    return parts and not has(tokens, "metric", "group", "staff", "who")


def needs_rate(tokens: Sequence[Token], subject: Subject) -> bool:
    """Whether an entry names a crime and no measure, nor does what stands above the list name more than a wider rate:
    'sanction detection rate of 11%', in a list of detection performance."""
    own = has(tokens, "group") and not has(tokens, "metric", "staff", "who")
    at = next((place for place, token in enumerate(tokens) if token.number >= 0), 0)
    moved = has(tokens[: at + 3], "up", "down")  # "robbery down by 5%" is of its offences
    wider = ("", "detection_rate") if moved else ("", "detection_rate", "offences")
    return own and subject.metric in wider and not subject.staff


def is_rest(tokens: Sequence[Token]) -> bool:
    """Whether an entry is of what the others leave: 'other, mostly fixed penalties, 1.6%' is none of the list's rate."""
    return (
        bool(tokens)
        and tokens[0].words in ("other", "others", "the", "remainder", "rest")
        and (tokens[0].words != "the" or (len(tokens) > 1 and tokens[1].words in ("remainder", "rest")))
    )
