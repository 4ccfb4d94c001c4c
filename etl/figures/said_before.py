"""The tokens of a sentence with what was said before it: short names of a metric, and the time since when a record stands."""

from __future__ import annotations

from collections.abc import Sequence

from etl.catalogue.lexicon import SHORT_FORMS
from etl.figures.windows import OF_WHICH, has
from etl.period_relative import SINCE_LAUNCH
from etl.periods import Mention
from etl.tokens import Token

_WITHIN = ("fytd", "ytd", "so_far", "this_year", "this_financial_year", "last_n_months", "last_n_years")
_MOST = frozenset("lowest highest best worst largest smallest biggest fewest".split())
_RECORD = frozenset(
    "lowest highest best worst largest smallest biggest fewest first time never not no any doubled doubling trebled trebling halved halving".split()
)
_SINCE = (
    "since",
    SINCE_LAUNCH,
    "last_n_years",
    "previous_n_years",
)  # cues of the time over which something is a record


def without_records(tokens: list[Token], mentions: Sequence[Mention]) -> list[Token]:
    """The tokens without the time since when something is a record: 'the lowest total since 1999/2000', 'the highest in
    the last ten years', 'doubling in the last five years' date no figure.

    Nor does the time within which it is one, where a date stands before it: 'October shows the largest fall so far this year'.
    """
    found = tokens
    dated = False
    for place, token in enumerate(tokens):
        if token.mention < 0:
            continue
        since = mentions[token.mention].cue in _SINCE or _since_named(tokens, place)
        within = dated and not since and mentions[token.mention].cue in _WITHIN
        dated = True
        if within or since:
            ahead = (
                _clause(tokens[max(place - 8, 0) : place]) if within else tokens[max(place - 6, 0) : place]
            )
            near = {word for one in ahead for word in one.words.split()}
            near = near & _MOST if within else near
            if near & _RECORD:
                found = list(tokens) if found is tokens else found
                found[place] = token._replace(words="since then", mention=-1)
    return found


def _since_named(tokens: Sequence[Token], place: int) -> bool:
    """'The lowest since the spring of 2000'."""
    ahead = [token.words for token in tokens[max(place - 2, 0) : place]]
    return ahead[-1:] == ["since"] or ahead == ["since", "the"]


ASIDES = frozenset(("excluding", *OF_WHICH))  # words that begin an aside, besides 'which' and 'who'
BRACKETS = frozenset(("brackets", "parentheses", "parenthesis"))
_NOTE = 9  # tokens between "brackets" and the period that it is said of


def without_bracket_note(tokens: list[Token], mentions: Sequence[Mention]) -> tuple[list[Token], int]:
    """The tokens without the period that only figures in brackets are of, and its mention: 'with that of 31 March 2010 in
    brackets', 'the figures in brackets are for the same period of 2009'; -1 where nothing says so."""
    at = next((place for place, token in enumerate(tokens) if token.words in BRACKETS), -1)
    if at < 0:
        return tokens, -1
    near = [place for place in range(max(at - _NOTE, 0), at) if tokens[place].mention >= 0][-1:]
    if not near or not has(tokens[near[0] + 1 : at], "prep"):
        near = [place for place in range(at, min(at + _NOTE, len(tokens))) if tokens[place].mention >= 0][:1]
    if not near or any(token.number >= 0 for token in tokens[min(near[0], at) : max(near[0], at)]):
        return tokens, -1
    found = list(tokens)
    found[near[0]] = tokens[near[0]]._replace(words="then", mention=-1)
    return found, tokens[near[0]].mention


def without_asides(tokens: list[Token]) -> list[Token]:
    """The tokens without what is left out ('excluding the Special Constabulary') and what is said by the way between a
    subject and its verb: 'The clear-up rate, which takes in
    cautions, was 15.2%', 'The targets, which the Group looked at on 6 March, are'. An aside with a number stays."""
    found: list[Token] = []
    done = 0  # tokens that were looked at
    for place in range(1, len(tokens)):
        if place > done and tokens[place].words == "excluding":
            end = next((i for i in range(place, len(tokens)) if _closes(tokens[i])), len(tokens))
            found += tokens[done:place]
            done = end
            continue
        begins = place > done and "rel" in tokens[place].cues and tokens[place - 1].cues.get("stop") == ","
        of_them = (
            place > done and tokens[place].words in OF_WHICH and tokens[place - 1].cues.get("stop") == ","
        )
        if (begins or of_them) and (end := _counted_aside_end(tokens, place)):
            found += tokens[done : place - 1]
            found += [
                _bracket(tokens[place - 1], "("),
                *tokens[place : end - 1],
                _bracket(tokens[end - 1], ")"),
            ]
            done = end
            continue
        if begins and (end := _aside_end(tokens, place)):
            found += tokens[done : place - 1]
            # but whose figures they are may be said there: "The team, which belongs to SCD2, has ..."
            found += [token for token in tokens[place:end] if "scope" in token.cues]
            done = end
    return [*found, *tokens[done:]] if done else tokens


def _closes(token: Token) -> bool:
    return "stop" in token.cues or token.number >= 0 or "be" in token.cues or "actual" in token.cues


MOST_ASIDE = 24  # tokens of a clause that is said by the way


def _bracket(comma: Token, mark: str) -> Token:
    return comma._replace(cues={"stop": mark})


def _counted_aside_end(tokens: Sequence[Token], place: int) -> int:
    """Where an aside with one number ends, behind its comma: 'personal robbery, which makes up 92% of the total, fell by'; it is
    read as in brackets. 0 where it is none."""
    counted = 0
    for end in range(place + 1, min(place + MOST_ASIDE, len(tokens) - 1)):
        token = tokens[end]
        counted += token.number >= 0
        if token.cues.get("stop") == ",":
            goes_on = {"be", "up", "down"} & tokens[end + 1].cues.keys() and not has(
                tokens[:place], "be", "up", "down"
            )
            return end + 1 if counted == 1 and goes_on else 0
        if "stop" in token.cues:
            return 0
    return 0


def _aside_end(tokens: Sequence[Token], place: int) -> int:
    """Where an aside that begins with the 'which' or 'who' at a place ends, behind its comma; 0 where it is no aside."""
    for end in range(place + 1, min(place + MOST_ASIDE, len(tokens) - 1)):
        token = tokens[end]
        if token.number >= 0:
            return 0
        if token.cues.get("stop") == ",":
            return end + 1 if {"be", "actual", "up", "down"} & tokens[end + 1].cues.keys() else 0
        if "stop" in token.cues and token.cues["stop"] not in "()/":
            return 0
    return 0


def _clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """The last of some tokens, behind a stop that closes what stands before."""
    stops = [place for place, token in enumerate(tokens) if token.cues.get("stop") in (",", ";", ":")]
    return tokens[stops[-1] :] if stops else tokens


_COUNTS_OF = (
    *(f"{word} of" for word in ("strength", "strengths", "number", "numbers", "total")),
    "target for",
    "bwt for",
)


def with_police(tokens: list[Token]) -> list[Token]:
    """The tokens with police officers where the police themselves are counted: 'the strength of police at the end of
    July', '25,100 police'; not where another noun follows, 'the number of police stations'."""
    found = tokens
    for place, token in enumerate(tokens):
        if token.words != "police" or "staff" in token.cues or place == 0:
            continue
        ahead = " ".join(one.words for one in tokens[max(place - 2, 0) : place])
        counted = tokens[place - 1].number >= 0 or ahead.endswith(_COUNTS_OF)
        behind = tokens[place + 1] if place + 1 < len(tokens) else None
        alone = (
            behind is None or not behind.words or bool({"be", "prep", "stop", "link"} & behind.cues.keys())
        )
        if counted and alone:
            found = list(tokens) if found is tokens else found
            found[place] = token._replace(cues={**token.cues, "staff": "police_officers"})
    return found


SPECIALS = frozenset(("msc", "special constabulary", "metropolitan special constabulary"))
_GROWN = 5  # tokens between the name of the service and how it moved


def with_specials(tokens: list[Token]) -> list[Token]:
    """The tokens with a strength where the Special Constabulary itself has grown: 'The MSC has grown by a third to 2,544'."""
    found = tokens
    for place, token in enumerate(tokens):
        if (
            token.words in SPECIALS
            and "metric" not in token.cues
            and has(tokens[place + 1 : place + _GROWN], "up", "down")
        ):
            found = list(tokens) if found is tokens else found
            found[place] = token._replace(cues={**token.cues, "metric": "workforce_strength"})
    return found


PLANS = frozenset(("plan", "plans", "objective", "objectives", "authority", "secretary", "mayor", "strategy"))
_ASKS = frozenset(
    """seek seeks sought call calls called set sets envisage envisages envisaged ask asks asked requires
    required demands specifies specified""".split()
)
_PLAN_NEAR = (
    7  # tokens between a plan and its verb: "The Policing and Performance Plan for 2001/02 calls for"
)


def with_plans(tokens: list[Token]) -> list[Token]:
    """The tokens with what a plan asks for as a target: 'The Policing Plan for 2001/02 seeks a reduction of 2 per cent',
    'The plan sets 36%'; what it asked of somebody, or was asked, is behind 'of', 'by' or a verb."""
    found = tokens
    plan = -1
    for place, token in enumerate(tokens):
        if token.words in PLANS:
            plan = place
        elif token.number >= 0 or "stop" in token.cues or {"be", "rel"} & token.cues.keys():
            plan = -1
        elif token.words in _ASKS and plan >= 0 and place - plan < _PLAN_NEAR:
            if found is tokens:
                found = list(tokens)
            found[place] = token._replace(cues={**token.cues, "target": "target"})
            plan = -1
    return found


def _is_initials(token: Token, named: Token) -> bool:
    """Whether a token is the short form of the metric named before it: 'network disruptions (ND)'."""
    words = named.words.split()
    short = bool(token.words) and not token.cues and len(words) > 1
    return short and token.words.removesuffix("s") == "".join(word[0] for word in words)


def with_short_forms(tokens: list[Token], metric: str, line: str = "") -> list[Token]:
    """The tokens with a metric on the short names of what was named before: 'the calls' of a hotline or `line`."""
    metric = metric if metric in SHORT_FORMS else line
    found = tokens
    short = SHORT_FORMS.get(metric, frozenset[str]())
    named = -1  # the last token that names a metric
    for place, token in enumerate(tokens):
        if not token.cues and named != place - 1 and token.words not in short:
            continue
        current = (token.cues.get("metric") or token.cues.get("line") or "") if token.cues else ""
        of_other = place and named == place - 1 and token.words in ("rate", "rates")  # "the no-crime rate"
        if token.words in short and current != metric and not of_other:
            if found is tokens:
                found = list(tokens)
            found[place] = token._replace(cues={**token.cues, "metric": metric})
        elif current:
            metric, named = current if current in SHORT_FORMS else metric, place
            short = SHORT_FORMS.get(metric, short)
        elif place and named == place - 1 and _is_initials(token, tokens[named]):
            found = list(tokens) if found is tokens else found
            found[place] = token._replace(cues=tokens[named].cues)  # "sanction detections (SD)"
        if "line" in token.cues and (at := _came_through(tokens, place)) >= 0:
            found = list(tokens) if found is tokens else found
            found[at] = tokens[at]._replace(cues={**tokens[at].cues, "metric": token.cues["line"]})
    return found


_CAME = frozenset("were was are is received made taken came come submitted logged recorded passed".split())


def _came_through(tokens: Sequence[Token], place: int) -> int:
    """Where the short name of what came through the line or site at a place stands: '312 reports were received through
    third party reporting sites'; -1 where none does."""
    short = SHORT_FORMS.get(tokens[place].cues["line"], ())
    for at in range(place - 1, max(place - 7, -1), -1):
        token = tokens[at]
        if token.words in short and at and tokens[at - 1].number >= 0:
            return at
        if token.words not in _CAME and "prep" not in token.cues and token.words not in ("the", "our"):
            return -1
    return -1
