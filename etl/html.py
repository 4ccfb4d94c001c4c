"""A saved page to text in the archive's own layout, so that one reader serves both.

Blank lines stand between paragraphs, "• " before list items, "1. " before items of ordered lists, " | " between the
cells of a table, and a rule of dashes under its column heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

DROPPED = (
    "script, style, noscript, nav, header, footer, aside, form, iframe, svg, template, button, select, input"
)
# How the publisher and common archives name the parts of a page that are not the report.
NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:nav(?:igation|bar)?|breadcrumbs?|menu|footer|sidebar|skip|banner|cookie|toolbar|wm-ipp[\w-]*)(?:$|[\s_-])",
    re.IGNORECASE,
)
BLOCKS = frozenset(
    "address article blockquote body caption center dd div dl dt fieldset figure figcaption h1 h2 h3 h4 h5 h6 hr html li main ol p"
    " pre section table tbody td tfoot th thead tr ul".split()
)
WRAPPERS = frozenset("a b em font form header span strong aside".split())
BLANKS = re.compile(r"\s+")
DEEPEST = 200


def page_text(page: str) -> str:
    """The report in a page as plain text; navigation, scripts and styles are dropped. Never raises on any text.

    >>> page_text(
    ...     "<h1>Crime</h1><ul><li>Theft fell.</li></ul><table><tr><th>Area</th><th>2005</th></tr>"
    ...     "<tr><td>Barnet</td><td>12</td></tr></table>"
    ... )
    'Crime\\n\\n  • Theft fell.\\n\\nArea | 2005\\n--- | ---\\nBarnet | 12\\n'
    """
    tree = LexborHTMLParser(page)
    for node in tree.css(DROPPED):
        # <header> and <form> may wrap the whole page: only what holds no report is dropped.
        if node.tag not in ("header", "form", "aside") or node.css_first("h1, p, table") is None:
            node.decompose()
    for node in tree.css("[id], [class], [role]"):
        names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''} {node.attributes.get('role') or ''}"
        if (
            node.tag not in ("body", "html", "main")
            and NAVIGATION.search(names)
            and node.css_first("h1") is None
        ):
            node.decompose()
    root = tree.css_first("main") or tree.body
    if root is None:
        return ""
    pieces = [piece for piece in _pieces(root, 0, 0) if piece.strip()]
    return "\n\n".join(piece.rstrip() for piece in pieces) + "\n" if pieces else ""


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _inline(node: LexborNode, depth: int) -> str:
    """The text of an element in which no block stands; <br> breaks the line, other blanks are one space."""
    if node.tag == "-text":
        return BLANKS.sub(" ", node.text_content or "")
    if node.tag == "br":
        return "\n"
    if node.tag == "-comment":
        return ""
    if depth >= DEEPEST:
        return BLANKS.sub(" ", node.text() or "")
    return "".join(_inline(child, depth + 1) for child in _children(node))


def _tidy(words: str) -> str:
    return "\n".join(line for line in (BLANKS.sub(" ", line).strip() for line in words.split("\n")) if line)


def _pieces(node: LexborNode, depth: int, level: int) -> Iterator[str]:
    """The blocks of an element, in order, each as text. Text between blocks is a block of its own."""
    loose: list[str] = []
    for child in _children(node):
        if depth >= DEEPEST or not _is_block(child):
            loose.append(_inline(child, depth))
            continue
        if words := _tidy("".join(loose)):
            yield words
        loose = []
        if child.tag == "table" and not _lays_out(child):
            yield _table(child)
        elif child.tag in ("ul", "ol"):
            yield _list(child, depth + 1, level)
        else:
            yield from _pieces(child, depth + 1, level)
    if words := _tidy("".join(loose)):
        yield words


def _is_block(node: LexborNode) -> bool:
    return node.tag in BLOCKS or (
        node.tag in WRAPPERS and node.css_first("p, div, table, ul, ol, h1, h2, h3") is not None
    )


def _list(node: LexborNode, depth: int, level: int) -> str:
    """A list, one entry a line, lists inside indented; numbered paragraphs made a list stay paragraphs."""
    start = node.attributes.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 4 else 1
    entries: list[tuple[str, list[str]]] = []
    for child in _children(node):
        if child.tag in ("ul", "ol") and depth < DEEPEST:
            entries.append(("", [_list(child, depth + 1, level + 1)]))
        elif child.tag == "li":
            mark = "•" if node.tag == "ul" else f"{number}."
            number += 1
            entries.append((mark, list(_pieces(child, depth + 1, level + 1)) or [""]))
    counted = node.tag == "ol" and level == 0
    if counted and (
        number > 12 or start != "1" or any(len(parts) > 1 or len(parts[0]) > 120 for _, parts in entries)
    ):
        return "\n\n".join("\n\n".join([f"{mark} {parts[0]}".strip(), *parts[1:]]) for mark, parts in entries)
    indent = "  " * (level + 1)
    return "\n".join(
        "\n".join([f"{indent}{mark} {parts[0]}".rstrip() if mark else parts[0], *parts[1:]])
        for mark, parts in entries
    )


def _lays_out(node: LexborNode) -> bool:
    """Whether a table only places parts of the page: it holds headings or other tables, or has one column."""
    if (
        node.attributes.get("role") == "presentation"
        or node.css_first("table table, h1, h2, h3, h4") is not None
    ):
        return True
    return all(sum(child.tag in ("td", "th") for child in _children(row)) < 2 for row in node.css("tr"))


def _table(node: LexborNode) -> str:
    """A table's title and rows, a row a line, with a rule of dashes under its heads; spanned cells are repeated."""
    caption = node.css_first("caption")
    rows: list[list[str]] = []
    heads = 0
    spans: dict[int, tuple[int, str]] = {}
    for row in node.css("tr"):
        cells: list[str] = []
        found = [child for child in _children(row) if child.tag in ("td", "th")]
        for cell in found:
            _fill(cells, spans)
            words = BLANKS.sub(" ", cell.text(separator=" ") or "").replace("|", "/").strip()
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(wide):
                if high > 1:
                    spans[len(cells)] = (high - 1, words)
                cells.append(words)
        _fill(cells, spans)
        if not any(cells):
            continue
        rows.append(cells)
        in_head = row.parent is not None and row.parent.tag == "thead"
        if len(rows) == heads + 1 and (in_head or all(cell.tag == "th" for cell in found)):
            heads += 1
    title = [_tidy(caption.text(separator=" ") or "")] if caption is not None else []
    lines = [" | ".join(cells) for cells in rows]
    if 0 < heads < len(lines):
        lines.insert(heads, " | ".join("---" for _ in rows[heads]))
    return "\n\n".join([*title, "\n".join(lines)])


def _fill(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    """Put in the cells that reach down from rows above."""
    while len(cells) in spans:
        left, words = spans.pop(len(cells))
        if left > 1:
            spans[len(cells)] = (left - 1, words)
        cells.append(words)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), 40) if value.isdecimal() and 0 < len(value) < 4 and int(value) else 1
