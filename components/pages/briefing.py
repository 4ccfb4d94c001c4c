"""The briefing: a list of slides to choose from, and each slide over the whole window; the address holds choice and place.

`/briefing` lists the slides, `?slide=3` shows one. Every slide stands in the page in both, so that printing gives all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from components import (
    address,
    compared,
    downloads,
    forms,
    ids,
    options,
    parts,
    selection,
    slide_picture,
    slide_words,
    slides,
    told,
    words,
)
from components.address import View
from components.options import Options
from components.pages import Asked, Route
from components.parts import Page
from components.records import plain_records
from components.slides import Bar, Slide
from components.store import Tables

PATH = "/briefing"
FILTERS = {
    "family": "Family",
    "metric": "Metric",
    "group": "Group",
    "scope": "Part of the service",
    "basis": "Compared with",
    "report": "Report",
}
FULL_SCREEN: Any = {"data-full-screen": "true"}
PRINT: Any = {"data-print": "true"}
SIGNS = {"better": "", "worse": "", "no_change": "=", "no_judgement": "◆", "unclear": ""}
KEYS_HELP = "Keys: arrows or space for the next slide, Home and End for the first and the last, F for full screen, Esc back here."


@dataclass(frozen=True, kw_only=True, slots=True)
class Deck:
    """A briefing: its slides, those that the filters allow but the choice leaves out (as many as a briefing holds), and how many pairs are no slides."""

    view: View
    slides: Sequence[Slide]
    left_out: Sequence[Slide]
    refused: int
    cut: int
    missing: int
    filters: str


def deck_of(tables: Tables, view: View) -> Deck:
    """The briefing that a view asks for."""
    asked = view.but(slide="")
    allowed = list(plain_records(selection.comparisons(tables, asked.but(pair=""))))
    every = slides.ordered(tables, allowed)
    wanted = set(asked.all("pair"))
    chosen = [pair for pair in every if pair["comparison_id"] in wanted] if wanted else every
    left_out = [pair for pair in every if wanted and pair["comparison_id"] not in wanted]
    return Deck(
        view=asked,
        slides=slides.written(tables, chosen[: slides.MOST]),
        left_out=slides.written(tables, left_out[: slides.MOST]),
        refused=len(allowed) - len(every),
        cut=max(0, len(chosen) - slides.MOST),
        missing=len(wanted - {str(pair["comparison_id"]) for pair in every}),
        filters=slide_words.filter_words(tables, asked),
    )


def render(tables: Tables, asked: Asked) -> Page:
    """The list of the slides, or the slide that the address names."""
    deck = deck_of(tables, asked.view)
    number = asked.view.one("slide")
    if number.isdecimal() and 1 <= int(number) <= len(deck.slides):
        return _show(deck, int(number))
    notices = []
    if number:
        notices.append(
            f"There is no slide {number}: {words.counted(len(deck.slides), 'slide')} in this briefing."
        )
    if deck.missing:
        notices.append(f"{words.counted(deck.missing, 'chosen slide')} not among these figures and filters.")
    if deck.cut:
        notices.append(f"The first {slides.MOST} slides; {deck.cut:,} more are left out. Narrow the filters.")
    return _list(tables, deck, notices)


ROUTE = Route(path=PATH, name="Briefing", order=40, render=render)


def _show(deck: Deck, number: int) -> Page:
    slide = deck.slides[number - 1]
    total = len(deck.slides)
    controls = html.Nav(
        [
            _step("Previous", deck, number - 1, "previous"),
            html.Span(f"{number} of {total}", className="slide-count"),
            _step("Next", deck, number + 1, "next"),
            dcc.Link("All slides", href=_href(deck), className="slide-link"),
            html.Button("Full screen", type="button", className="slide-link", **FULL_SCREEN),
            *_pictures(slide),
            html.Span(deck.filters, className="slide-filters"),
        ],
        className="slide-controls",
        **parts.aria(label="Slides"),
    )
    place: dict[str, Any] = {
        "data-previous": _href(deck, max(1, number - 1)),
        "data-next": _href(deck, min(total, number + 1)),
        "data-first": _href(deck, 1),
        "data-last": _href(deck, total),
        "data-list": _href(deck),
    }
    shown = html.Div([_all(deck, current=number), controls], className="deck showing", id="deck", **place)
    return Page(title=slide.title, content=[shown], status=f"Slide {number} of {total}: {slide.title}")


def _href(deck: Deck, number: int = 0) -> str:
    return address.link(PATH, deck.view.but(slide=str(number) if number else ""))


def _step(text: str, deck: Deck, number: int, name: str) -> Any:
    """A link to a neighbour, or its words alone where there is none."""
    if 1 <= number <= len(deck.slides):
        return dcc.Link(text, href=_href(deck, number), className=f"slide-link {name}")
    return html.Span(text, className=f"slide-link {name} off", **parts.aria(disabled="true"), role="link")


def _all(deck: Deck, current: int = 0) -> html.Div:
    """Every slide, for print; on screen the current one alone."""
    return html.Div(
        [
            _slide(slide, number, deck, current=number == current)
            for number, slide in enumerate(deck.slides, start=1)
        ],
        className="slides",
    )


def _slide(slide: Slide, number: int, deck: Deck, *, current: bool) -> html.Section:
    title: Any = parts.heading(slide.title) if current else html.H2(slide.title)
    return html.Section(
        [
            html.Div([title, html.P(slide.subtitle, className="slide-subtitle")], className="slide-head"),
            _chart(slide),
            html.P(
                [
                    html.Span(f"{sign(slide)} ", **parts.aria(hidden="true")),
                    html.B(slide.told),
                    meaning(slide),
                ],
                className=f"slide-told tone-{slide.judgement}",
            ),
            html.Div(
                [
                    html.P([html.B("Caveats. "), slide.caveat]),
                    html.P([html.B("Source. "), f"{slide.source}."]),
                    html.P(f"{number} of {len(deck.slides)}. {deck.filters}.", className="slide-foot"),
                ],
                className="slide-small",
            ),
        ],
        className="slide current" if current else "slide",
        key=slide.slide_id,
    )


def sign(slide: Slide) -> str:
    """The sign of a slide's change: the direction of the number, or that there is no judgement."""
    fixed = SIGNS[slide.judgement]
    return fixed or ("▼" if slide.bars[1].value < slide.bars[0].value else "▲")


def meaning(slide: Slide) -> str:
    """What the change means, and the target's colour in words, as it follows the change."""
    caution = ", with caution" if slide.verdict == "with_caution" else ""
    if slide.status:
        return f"{caution}. {slide.status}"
    return f": {told.JUDGEMENTS[slide.judgement]}{caution}"


def _pictures(slide: Slide) -> list[html.Button]:
    """Buttons that save the slide as a picture (`images.js`)."""
    said = f"{sign(slide)} {slide.told}{meaning(slide)}"
    own = {
        "picture": slide_picture.picture(slide, said),
        "name": f"slide-{address.slug(slide.title)}"[:50].rstrip("-"),
    }
    return [
        html.Button(
            [kind, html.Span(" picture of this slide", className="unseen")],
            type="button",
            className="slide-link",
            **parts.data(image=kind.lower(), **own),
        )
        for kind in ("PNG", "SVG")
    ]


def _chart(slide: Slide) -> html.Table:
    """Two bars from 0 as a table: who sees no bars reads periods and values."""
    return html.Table(
        [
            html.Caption(f"{slide.subtitle}: two values", className="unseen"),
            html.Tbody([_row(bar) for bar in slide.bars], role="rowgroup"),
        ],
        className="slide-chart",
        role="table",
    )


def _row(bar: Bar) -> html.Tr:
    classes = [
        f"slide-bar kind-{bar.kind}",
        "later" if bar.later else "earlier",
        "hollow" if bar.hollow else "",
    ]
    drawn = html.Span(
        className=" ".join(filter(None, classes)),
        style={"width": f"calc((100% - var(--value)) * {bar.share:.4f})"},
        **parts.aria(hidden="true"),
    )
    value = dcc.Link(bar.shown, href=address.figure(bar.figure_id)) if bar.figure_id else bar.shown
    return html.Tr(
        [
            html.Th(words.days_kept(bar.label), scope="row", role="rowheader"),
            html.Td([drawn, html.Span(value, className="slide-value")], role="cell"),
        ],
        role="row",
    )


def _list(tables: Tables, deck: Deck, notices: Iterable[str]) -> Page:
    """The slide list with its filters and what can be done with the slides."""
    total = len(deck.slides)
    said = words.counted(total, "slide")
    reasons = dcc.Link(
        "the reasons are on Compare", href=address.link(compared.PATH, address.view(verdict="not_comparable"))
    )
    refused: list[Any] = (
        [
            f" {words.counted(deck.refused, 'pair has', 'pairs have')} no slide, for they are not comparable: ",
            reasons,
            ".",
        ]
        if deck.refused
        else []
    )
    content = [
        parts.heading("Briefing"),
        html.P(
            [
                f"{said} for a committee room, one message each, made from pairs that may be compared.",
                *refused,
            ],
            className="lead",
        ),
        *(parts.notice(text) for text in notices),
        _filters(tables, deck.view),
        html.P(f"{deck.filters}.", className="soft"),
    ]
    if deck.slides:
        content += [_actions(tables, deck), html.P(KEYS_HELP, className="soft"), _chosen(deck)]
    else:
        content.append(parts.notice("No pair that may be compared has these filters."))
    if deck.left_out:
        content += [html.H2("Left out"), _left_out(deck)]
    screen = html.Div(content, className="briefing-list")
    return Page(
        title="Briefing",
        content=[screen, html.Div(_all(deck), className="deck", id="deck")],
        status=f"Briefing: {said}",
    )


def _actions(tables: Tables, deck: Deck) -> html.Div:
    file = address.link(downloads.DECK_PATH, deck.view)
    total = words.counted(len(deck.slides), "slide")
    return html.Div(
        [
            dcc.Link("Start the briefing", href=_href(deck, 1), className="button", id="start-briefing"),
            html.A(
                f"Download {total} (PowerPoint)", href=file, className="button plain", id="download-briefing"
            ),
            html.Button(f"Print {total}", type="button", className="button plain", **PRINT),
            dcc.Link(
                "Link with the data version", href=address.pinned(PATH, deck.view, tables), className="pinned"
            ),
        ],
        className="briefing-actions",
    )


def _filters(tables: Tables, view: View) -> html.Form:
    """The filters as a form, each value with the number of slides that it gives beside the other filters."""
    fields = [
        forms.Boxes(name=key, label=label, options=_options(tables, view, key), chosen=view.all(key))
        for key, label in FILTERS.items()
    ]
    clear = PATH if view.chosen else ""
    return forms.filter_form(PATH, fields, label="Which slides", clear=clear, prefix="briefing")


def _options(tables: Tables, view: View, key: str) -> Options:
    frame = selection.comparisons(tables, view.but(**{key: (), "pair": ()}))
    frame = frame[frame["verdict"] != "not_comparable"]
    return options.of(tables, key, frame[selection.COMPARISON_KEYS.get(key, "metric")], view.all(key))


def _chosen(deck: Deck) -> html.Ol:
    everything = [slide.slide_id for slide in deck.slides]

    def without(slide: Slide) -> str:
        return address.link(PATH, deck.view.but(pair=[one for one in everything if one != slide.slide_id]))

    items = []
    for number, slide in enumerate(deck.slides, start=1):
        leave = (
            [_choice("Leave out", slide, without(slide))] if len(everything) > 1 else []
        )  # no slide at all would mean every slide
        link = dcc.Link(slide.title, href=_href(deck, number), className="slide-name")
        items.append(html.Li(html.Div([html.Div([link, _about(slide)]), *leave], className="slide-item")))
    return html.Ol(items, id=ids.TABLE, className="slide-list")


def _left_out(deck: Deck) -> html.Ul:
    chosen = [slide.slide_id for slide in deck.slides]
    return html.Ul(
        [
            html.Li(
                html.Div(
                    [
                        html.Div([html.Span(slide.title), _about(slide)]),
                        _choice(
                            "Put in", slide, address.link(PATH, deck.view.but(pair=[*chosen, slide.slide_id]))
                        ),
                    ],
                    className="slide-item",
                )
            )
            for slide in deck.left_out
        ],
        className="slide-list",
    )


def _about(slide: Slide) -> html.Span:
    verdict = "with caution" if slide.verdict == "with_caution" else "like for like"
    return html.Span(f"{slide.family}. {told.BASES[slide.basis]}, {verdict}", className="soft line")


def _choice(text: str, slide: Slide, href: str) -> dcc.Link:
    return dcc.Link([text, html.Span(f": {slide.title}", className="unseen")], href=href, className="chip")
