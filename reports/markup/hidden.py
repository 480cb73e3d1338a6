"""What a page does not show: elements hidden by an attribute, a style or a style sheet; and figures it strikes out or raises."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from reports.references import unescaped

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIMPLE = re.compile(r"[\w\s.#>-]{1,80}")
_HAN = re.compile("[\u4e00-\u9fff]")
ODD = "\ue0ff"
"""Stands in a cell for what is shown there and is no text of it."""
_STYLE = re.compile(rb"style\s*=\s*(\"[^\"]*|'[^']*|[^\s>\"']+)")
"""A style as it stands in the source, however it is quoted."""
_LITERAL = re.compile(r"\"[a-z0-9 :;.,#%()!_-]*")
"""A quoted style that a selector takes as it stands."""
_FEW = 8
"""So many styles are looked for one by one."""
_HIDING = ("mso-hide", "visibility", "display", "opacity", "font-size")
_UNLIKE_TEXT = (
    *("line-through", "super", "text-raise", "color", "left", "text-indent"),
    *("unicode-bidi", "row-reverse"),
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LONGEST_SHEET = 100_000


def styles_of(source: bytes) -> frozenset[str]:
    """Every different style attribute of a page's source, in lower case, with the quote it begins with; references resolved.

    There are few, and most hide nothing at all.
    """
    found = set(_STYLE.findall(source.lower()))
    return frozenset(unescaped(style.decode("utf-8", "replace")).lower() for style in found)


def may_hide_by_itself(tag: str) -> bool:
    """Whether an element may be hidden by what stands in its own tag."""
    plain = unescaped(tag)
    return "hidden" in plain.lower() or _HIDDEN.search(plain) is not None


def hidden_nodes(tree: LexborHTMLParser, styles: Iterable[str], hiding: Iterable[str]) -> list[LexborNode]:
    """Every element that is not shown. `styles` are those of the page, as `styles_of` gives them, `hiding` the selectors of
    its style sheets (`hiding_selectors`)."""
    found = tree.css(", ".join(["[hidden]", *_styled(_HIDDEN, _HIDING, styles)]))
    return [node for node in found if _is_hidden(node)] + _hidden_by_sheets(tree, hiding)


def _styled(telling: re.Pattern[str], words: tuple[str, ...], styles: Iterable[str]) -> set[str]:
    """Selectors of every element with a style that says so: by the whole of it, or by each of the `words` in it."""
    selectors: set[str] = set()
    found = [style for style in styles if telling.search(style)]
    for style in found:
        if _LITERAL.fullmatch(style) and len(found) <= _FEW:
            selectors.add(f'[style={style}" i]')
        else:
            selectors.update(f'[style*="{word}" i]' for word in words if word in style)
    return selectors


def _hidden_by_sheets(tree: LexborHTMLParser, hiding: Iterable[str]) -> list[LexborNode]:
    """What the page's own style sheets hide by plain selectors."""
    found: list[LexborNode] = []
    for selector in hiding:
        with contextlib.suppress(SelectolaxError):
            found += tree.css(selector)
    return found


def hiding_selectors(sheets: Iterable[LexborNode]) -> Iterator[str]:
    """Of the page's own style sheets; rules within @media hold for some screens only."""
    for sheet in sheets:
        yield from _hiding_selectors(sheet.text(deep=True)[:_LONGEST_SHEET])


def _hiding_selectors(sheet: str) -> Iterator[str]:
    """Plain selectors of rules that hide, outside @ blocks."""
    inside = False
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, brace, body = rule.rpartition("{")
        inside = (inside and bool(brace)) or "{" in selectors
        if brace and not inside and _HIDES.search(body):
            yield from (each.strip() for each in selectors.split(",") if _SIMPLE.fullmatch(each.strip()))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    ways = [found[0].lower() for found in _HIDDEN.finditer(attributes.get("style") or "")]
    if "hidden" in attributes or any(not way.startswith("font-size") for way in ways):
        return True
    return bool(ways) and not _closes_gaps(node)


def _closes_gaps(node: LexborNode) -> bool:
    """Whether it holds nothing but elements that have sizes of their own: letters without a size leave no gaps between them."""
    sized = [each for each in node.css('[style*="font-size" i]') if not _is_sizeless(each)]
    return bool(sized) and not node.text(deep=False).strip()


def _is_sizeless(node: LexborNode) -> bool:
    return _HIDDEN.search(node.attributes.get("style") or "") is not None


_RAISED_STYLE = re.compile(
    r"line-through|vertical-align\s*:\s*super|mso-text-raise\s*:\s*[+-]?0*[1-9.]"
    r"|unicode-bidi\s*:\s*(?:bidi|isolate)-override|row-reverse",  # figures that are shown from the last to the first
    re.IGNORECASE,
)
_UNSEEN = (
    r"(?<![\w-])(?:color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent)|(?:left|text-indent)\s*:\s*-\d{3})"
)
"""White letters, and such as stand beyond the edge of the page: a guard against copying puts figures among the figures."""
_ODD_STYLE = re.compile(f"{_RAISED_STYLE.pattern}|{_UNSEEN}", re.IGNORECASE)


def odd_selectors(styles: Iterable[str]) -> set[str]:
    """Of elements whose style may strike out, raise or hide their figures among others."""
    return _styled(_ODD_STYLE, _UNLIKE_TEXT, styles)


def is_odd_by_style(node: LexborNode) -> bool:
    return _ODD_STYLE.search(node.attributes.get("style") or "") is not None


def mark_odd(tree: LexborHTMLParser, styles: Iterable[str]) -> bool:
    """In cells without words, figures struck out, raised, or unseen among others by a style make way for a mark that they were
    there. Whether any were."""
    selectors = odd_selectors(styles)
    marked = False
    figures: dict[int, str | None] = {}
    """What the cells say that they stand in, but for those with words: a hostile page has thousands in one."""
    for node in tree.css(", ".join(selectors)) if selectors else ():
        style, text = node.attributes.get("style") or "", node.text(deep=True).strip()
        cell = cell_of(node) if text and _ODD_STYLE.search(style) else None
        if cell is None:
            continue
        if cell.mem_id not in figures:
            printed = cell.text(deep=True).strip()
            figures[cell.mem_id] = None if _HAN.search(printed) else printed
        own = figures[cell.mem_id]
        if own is not None and (text != own or _RAISED_STYLE.search(style)):
            node.replace_with(ODD) if cell.mem_id != node.mem_id else node.insert_child(ODD)
            marked = True
    return marked


def cell_of(node: LexborNode) -> LexborNode | None:
    above: LexborNode | None = node
    while above is not None and above.tag not in ("td", "th"):
        above = above.parent
    return above
