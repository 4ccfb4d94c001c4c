"""Tokens: phrases of the vocabulary joined, numbers and mentions in their place, and properties of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.catalogue import GROUPS, METRICS
from etl.catalogue.lexicon import phrases
from etl.numbers import find_numbers
from etl.tokens import PHRASES, Placed, Token, tokenise

WORDS = sorted({phrase for phrase, _, _ in phrases()})
KNOWN_DEAD = ["to achieve zero"]  # "zero" is a number before it is a word
TEXTS = st.one_of(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(["26%", "1,204", "(", ")", ",", ".", "SPI8a", "[4]", "-", "•"])), max_size=15).map(" ".join),
    st.text(max_size=80),
)  # fmt: skip


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text with its quantities in their place and its names as words."""
    placed = [
        Placed(number.start, number.end, -1 if number.fate else index, -1)
        for index, number in enumerate(find_numbers(text))
    ]
    return tokenise(text, 0, len(text), placed)


def kinds(text: str) -> list[tuple[str, dict[str, str]]]:
    return [(token.words, dict(token.cues)) for token in tokens_of(text)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "code"),
    [
        ("sanction detection rate", "sanction detection rate", "metric", "sanction_detection_rate"),
        ("Sanction Detection Rate", "sanction detection rate", "metric", "sanction_detection_rate"),
        ("sanction-detection rate", "sanction detection rate", "metric", "sanction_detection_rate"),
        ("police officers’ strength", "police officers", "staff", "police_officers"),
        ("domestic violence", "domestic violence", "group", "domestic_violence"),
        ("theft from motor vehicle", "theft from motor vehicle", "group", "other"),
        ("Tower Hamlets", "tower hamlets", "scope", "tower_hamlets"),
        ("black and minority ethnic", "black and minority ethnic", "who", "bme"),
        ("compared with", "compared with", "link", "compared"),
        ("fewer", "fewer", "down", "down"),
    ],
)
def test_phrases_become_one_token_with_their_cue(text: str, words: str, kind: str, code: str) -> None:
    first = tokens_of(text)[0]
    assert first.words == words
    assert first.cues[kind] == code


def test_the_longest_phrase_wins() -> None:
    (token,) = tokens_of("residential burglary")
    assert token.cues == {"group": "other"}
    (token,) = tokens_of("burglary")
    assert token.cues["group"] == "burglary"


def test_a_word_inside_a_phrase_keeps_what_it_says_of_the_number() -> None:
    (token,) = tokens_of("police officer recruits")
    assert token.cues == {"staff": "police_officer_recruits", "attach": "recruited"}


def test_an_abbreviation_in_brackets_is_a_word_and_other_brackets_are_stops() -> None:
    assert [token.words for token in tokens_of("staff (LGBT)")] == ["staff", "lgbt"]
    assert [token.cues.get("stop") for token in tokens_of("(of them)")] == ["(", None, None, ")"]


def test_numbers_stand_as_tokens_and_names_as_words() -> None:
    found = tokens_of("SPI8a was 39.0% [4] there")
    assert [(token.words, token.number) for token in found] == [
        ("spi8a", -1),
        ("was", -1),
        ("", 1),
        ("there", -1),  # the footnote mark is nothing
    ]
    assert found[0].cues["metric"] == "arrest_rate_spi8a"


def test_a_mention_hides_the_words_in_it() -> None:
    text = "in the year to March 2004 crime"
    found = tokenise(text, 0, len(text), [Placed(3, 25, -1, 7)])
    assert [(token.words, token.mention) for token in found] == [("in", -1), ("", 7), ("crime", -1)]


def test_a_full_stop_inside_a_number_or_a_word_is_none() -> None:
    assert [token.cues.get("stop") for token in tokens_of("e.g. at 5.2 there. Then")].count(".") == 2


def test_a_part_of_the_text_is_cut_alone() -> None:
    text = "burglary and robbery"
    assert [token.words for token in tokenise(text, 13, 20, [])] == ["robbery"]


def test_every_phrase_of_the_vocabulary_can_be_met() -> None:
    """A phrase that the tokeniser cannot make is a dead entry; where two codes of a kind claim it, the later wins."""
    codes: dict[str, dict[str, str]] = {}
    for phrase, kind, code in phrases():
        codes.setdefault(phrase, {})[kind] = code
    dead = []
    for phrase, won in codes.items():
        found = tokens_of(phrase)
        if len(found) != 1 or any(found[0].cues.get(kind) != code for kind, code in won.items()):
            dead.append(phrase)
    assert dead == KNOWN_DEAD


def test_the_vocabulary_names_listed_codes_only() -> None:
    metrics = {metric.code for metric in METRICS} | {"unlisted_rate", "unlisted_money", "unlisted_count"}
    groups = {"offences": {"other"}, "workforce": {"other"}}
    for group in GROUPS:
        groups[group.family].add(group.code)
    for phrase, kind, code in phrases():
        assert phrase == phrase.lower().strip(), phrase
        assert kind != "metric" or code in metrics, phrase
        assert kind != "group" or code in groups["offences"], phrase
        assert kind != "staff" or code in groups["workforce"], phrase


def test_longer_phrases_are_tried_first() -> None:
    for begun in PHRASES.values():
        for second, longer in begun.items():
            lengths = [len(rest) for rest, _, _ in longer]
            assert lengths == sorted(lengths, reverse=True)
            assert {rest[0] for rest, _, _ in longer} == {second}


@settings(max_examples=300)
@given(TEXTS)
def test_tokens_of_any_text_lie_in_it_in_order_and_apart(text: str) -> None:
    found = tokens_of(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(token.words == token.words.lower() for token in found)


@settings(max_examples=200)
@given(TEXTS)
def test_no_quantity_is_lost(text: str) -> None:
    numbers = find_numbers(text)
    kept = [token.number for token in tokens_of(text) if token.number >= 0]
    assert kept == [index for index, number in enumerate(numbers) if not number.fate]
