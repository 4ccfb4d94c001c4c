"""Text for workbooks and slides, which are XML and cannot hold every character that a report may hold."""

from __future__ import annotations

import re

# What XML 1.0 leaves out: control characters but tab and line ends, surrogates, two code points that are no characters.
_LEFT_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text with a replacement mark for each character that XML cannot hold.

    >>> writable("bell \\x07, end")
    'bell \ufffd, end'
    """
    return _LEFT_OUT.sub("\ufffd", text)
