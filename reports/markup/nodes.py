"""What elements mean for reading: which end a paragraph, which say nothing, which show no text."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
        "ucaptitle",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "embed",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "svg",
        "-comment",
        "-doctype",
    ]
)
FRAMES = frozenset(("iframe", "object", "embed"))
"""Elements that show another page, or a file, within this one."""
FOLDED = frozenset(("template", "noscript", "textarea"))
"""Elements whose words a page may come to show."""
STRUCK = frozenset(("s", "strike", "del"))
"""Elements whose words were taken back: nobody states them."""
RAISED = frozenset(("sup", "sub", "ruby"))
"""Inline elements whose figures are not part of the number beside them in a cell."""
DRAWN = frozenset(
    (
        "img",
        "input",
        "textarea",
        "select",
        "svg",
        "canvas",
        "object",
        "iframe",
        "embed",
        "button",
        "script",
        "video",
    )
)
"""Elements that may show a figure which is no text of the page."""
_RARE = ":not(span, p, td, th, tr, tbody, font, b, strong, i, em, u)"
"""What is not words, nor a plain part of paragraphs and tables."""

Tagged = tuple[str, LexborNode]


def rare_nodes(tree: LexborHTMLParser) -> list[Tagged]:
    """Every element, in order, that is not words, nor a plain part of paragraphs and tables."""
    return [(node.tag or "", node) for node in tree.css(_RARE)]
