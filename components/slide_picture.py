"""A slide as a picture: title, subtitle, two bars, what they mean, caveats and source, as an SVG that needs no script."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from components import marks, theme
from components.slides import Bar, Slide
from components.xml_text import writable

WIDTH, HEIGHT = 1280, 720
LEFT, RIGHT = 64, 1216
BARS, VALUE = 400, 190  # where bars begin, and the room for the value beside the longest
BAR_HEIGHT, BETWEEN = 84, 34
FILLS = {"target": theme.CATEGORIES[3], "forecast": theme.CATEGORIES[2]}
TONES = {"better": "better", "worse": "worse", "no_judgement": "none"}


def picture(slide: Slide, told: str) -> str:
    """The address of the picture of a slide (`data:image/svg+xml,…`), 1280 by 720; `told` is the change and what it means."""
    return f"data:image/svg+xml,{quote(svg(slide, told))}"


def svg(slide: Slide, told: str) -> str:
    """The picture of a slide as the text of an SVG file."""
    title = textwrap.wrap(slide.title, 50)
    colour = marks.TONES[TONES.get(slide.judgement, "unclear")]
    small = [*textwrap.wrap(f"Caveats. {slide.caveat}", 118), *textwrap.wrap(f"Source. {slide.source}.", 118)]
    top = 84 + 52 * len(title)
    first = top + 52
    parts = [
        *_lines(title, 84, 52, size=44, bold=True),
        *_lines([slide.subtitle], top, 0, size=24, colour=theme.SECONDARY),
        *(
            part
            for place, bar in enumerate(slide.bars)
            for part in _bar(bar, first + place * (BAR_HEIGHT + BETWEEN))
        ),
        *_lines(
            textwrap.wrap(told, 76),
            first + 2 * BAR_HEIGHT + BETWEEN + 62,
            36,
            size=28,
            bold=True,
            colour=colour,
        ),
        *_lines(small, HEIGHT - 32 - 28 * (len(small) - 1), 28, size=20, colour=theme.SECONDARY),
    ]
    return writable(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{theme.FONT}"><title>{escape(slide.title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.GROUND}"/>{"".join(parts)}</svg>'
    )


def _lines(
    texts: list[str],
    y: int,
    step: int,
    *,
    size: int,
    bold: bool = False,
    colour: str = theme.TEXT,
    x: float = LEFT,
) -> Iterator[str]:
    weight = ' font-weight="700"' if bold else ""
    for place, text in enumerate(texts):
        yield f'<text x="{x:.0f}" y="{y + place * step}" font-size="{size}"{weight} fill="{colour}">{escape(text)}</text>'


def _bar(bar: Bar, y: int) -> Iterator[str]:
    """A bar with its label and value; hollow where the report says around, over or under."""
    colour = FILLS.get(bar.kind, theme.CATEGORIES[0] if bar.later else theme.MUTED)
    width = max(4.0, (RIGHT - VALUE - BARS) * bar.share)
    label = textwrap.wrap(bar.label, 25)
    middle = y + BAR_HEIGHT // 2
    yield from _lines(label, middle + 8 - 14 * (len(label) - 1), 28, size=24)
    inset = 3 if bar.hollow else 0
    look = f'fill="{theme.GROUND}" stroke="{colour}" stroke-width="6"' if bar.hollow else f'fill="{colour}"'
    yield (
        f'<rect x="{BARS + inset}" y="{y + inset}" width="{max(1.0, width - 2 * inset):.0f}" '
        f'height="{BAR_HEIGHT - 2 * inset}" {look}/>'
    )
    yield from _lines([bar.shown], middle + 16, 0, size=44, bold=True, x=BARS + width + 16)
