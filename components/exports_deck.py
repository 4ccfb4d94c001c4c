"""Slides as a PowerPoint file: native charts that can be edited, the source on the slide and everything else in the notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from components import parts, theme
from components.slides import Slide
from components.told import JUDGEMENTS
from components.xml_text import writable

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
FONT = "Arial"
LINE_LENGTH = 75  # characters of 22 points on one line
# How the chart's own sheet prints values; the first that gives what the report prints is taken.
NUMBER_FORMATS: Mapping[str, Callable[[float], str]] = {
    'General"%"': lambda value: f"{value:g}%",
    '0.0"%"': lambda value: f"{value:.1f}%",
    "£#,##0": lambda value: f"£{value:,.0f}",
    "€#,##0": lambda value: f"€{value:,.0f}",
    "#,##0": lambda value: f"{value:,.0f}",
}
TITLE_ONLY = 5  # the layout of python-pptx's own template that has a title and nothing else
_FILLS = {"target": theme.CATEGORIES[3], "forecast": theme.CATEGORIES[2]}


def deck(slides: Sequence[Slide], *, filters: str, citation: str) -> bytes:
    """The file: a slide for each message.

    Args:
        slides: the slides in their order; none makes a file without slides.
        filters: the active filters in words, for the foot of each slide.
        citation: how to cite the data, for the notes.
    """
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    presentation.core_properties.title = f"{parts.NAME}: briefing"
    presentation.core_properties.author = parts.NAME
    presentation.core_properties.language = "en-GB"
    for number, slide in enumerate(slides, start=1):
        _add(presentation, slide, f"{number} of {len(slides)}. {filters}", citation)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _add(presentation: Any, slide: Slide, foot: str, citation: str) -> None:
    page = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    title = page.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, Inches(0.35), WIDTH - 2 * MARGIN, Inches(1.25)
    _write(title.text_frame, slide.title, size=36, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM  # a title of one line stands on its subtitle
    _text(page, slide.subtitle, top=1.6, height=0.45, size=20, colour=theme.SECONDARY)
    _chart(page, slide)
    told = ". ".join(part for part in (slide.told, meaning(slide), slide.status) if part)
    _text(page, told, top=5.05, height=0.45, size=22 if len(told) <= LINE_LENGTH else 18, bold=True)
    _text(page, f"Caveats: {slide.caveat}", top=5.55, height=0.8, size=16)
    _text(page, f"Source: {slide.source}", top=6.4, height=0.5, size=14, colour=theme.SECONDARY)
    _text(page, foot, top=7.0, height=0.3, size=12, colour=theme.SECONDARY)
    page.notes_slide.notes_text_frame.text = writable(notes(slide, citation))


def meaning(slide: Slide) -> str:
    """The judgement and the verdict in words.

    A pair that wants caution says so beside its judgement.
    """
    caution = ", with caution" if slide.verdict == "with_caution" else ""
    return f"{JUDGEMENTS[slide.judgement].capitalize()}{caution}"


def notes(slide: Slide, citation: str) -> str:
    """What the speaker may be asked: source, addresses, every caveat, the ids of the figures and the citation."""
    lines = [f"Source: {slide.source}", *(f"Published report: {link}" for link in slide.links), ""]
    lines += [
        f"{bar.label}: {bar.shown}" + (f" (figure {bar.figure_id})" if bar.figure_id else "")
        for bar in slide.bars
    ]
    lines += ["", "Caveats:", *(slide.notes or ("None.",)), "", parts.STATUS, f"Cite: {citation}"]
    return "\n".join(lines)


def _chart(page: Any, slide: Slide) -> None:
    """Two bars from 0, the later one on top of the reading order; the values are in the chart's own sheet."""
    bars = list(reversed(slide.bars))  # a bar chart draws its first category at the foot
    printed = number_format([(bar.value, bar.shown) for bar in bars])
    data: Any = CategoryChartData(number_format=printed or "General")  # type: ignore[no-untyped-call]
    data.categories = [writable(bar.label) for bar in bars]
    data.add_series(writable(slide.subtitle), [bar.value for bar in bars])
    frame = page.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, MARGIN, Inches(2.05), WIDTH - 2 * MARGIN, Inches(2.95), data
    )
    described = "; ".join(f"{bar.label}: {bar.shown}" for bar in slide.bars)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", writable(f"{slide.title}. {described}"))
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(18), FONT
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = min(0.0, *(bar.value for bar in bars))
    chart.category_axis.format.line.color.rgb = _colour(theme.GRID)
    chart.category_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories, plot.has_data_labels = 40, False, True
    plot.data_labels.font.size, plot.data_labels.font.bold = Pt(24), True
    plot.data_labels.position, plot.data_labels.number_format_is_linked = XL_LABEL_POSITION.OUTSIDE_END, True
    for place, bar in enumerate(bars):
        point = plot.series[0].points[place]
        colour = _FILLS.get(bar.kind, theme.CATEGORIES[0] if bar.later else theme.MUTED)
        if bar.hollow:
            point.format.fill.background()
        else:
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = _colour(colour)
        point.format.line.color.rgb = _colour(colour)
        if not printed:  # a sign or a mark is no number: both labels are texts, or one of them would be lost
            label = point.data_label
            label.text_frame.text = writable(bar.shown)
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            font = label.text_frame.paragraphs[0].runs[0].font
            font.size, font.bold, font.name = Pt(24), True, FONT


def number_format(values: Sequence[tuple[float, str]]) -> str:
    """The format by which a sheet prints all of these values as they are shown; empty where there is none.

    >>> number_format([(33.0, "33%"), (34.9, "34.9%")]), number_format([(39.0, "39.0%"), (44.4, "44.4%")])
    ('General"%"', '0.0"%"')
    >>> number_format([(5187.0, "5,187 [d]"), (5296.0, "5,296")])
    ''
    """
    fitting = (
        code for code, said in NUMBER_FORMATS.items() if all(said(value) == shown for value, shown in values)
    )
    return next(fitting, "")


def _text(
    page: Any,
    text: str,
    *,
    top: float,
    height: float,
    size: int,
    bold: bool = False,
    colour: str = theme.TEXT,
) -> None:
    box = page.shapes.add_textbox(MARGIN, Inches(top), WIDTH - 2 * MARGIN, Inches(height))
    _write(box.text_frame, text, size=size, bold=bold, colour=colour)


def _write(frame: Any, text: str, *, size: int, bold: bool = False, colour: str = theme.TEXT) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Emu(0)
    frame.text = writable(text)
    font = frame.paragraphs[0].font
    font.size, font.bold, font.name, font.color.rgb = Pt(size), bold, FONT, _colour(colour)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _colour(code: str) -> Any:
    return RGBColor.from_string(  # type: ignore[no-untyped-call]
        code.removeprefix("#").upper()
    )
