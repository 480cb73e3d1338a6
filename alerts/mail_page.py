"""A message as a page for mail: its Markdown (CommonMark) as HTML that reads well with the styles and without them.

Nothing is fetched (no pictures, no fonts), nothing runs: HTML inside the Markdown stays text.
"""

from __future__ import annotations

from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_STYLE = """
body{margin:0;padding:24px 16px;background:#fff;color:#1f2328;font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:46em;margin:0 auto}
h1{font-size:22px;line-height:1.4;margin:0 0 12px}
h2{font-size:18px;margin:28px 0 8px;padding-bottom:4px;border-bottom:1px solid #d0d7de}
h3{font-size:16px;margin:20px 0 8px;color:#57606a}
ul{margin:0;padding-left:1.2em}
li{margin:0 0 12px}
li li{margin:0;list-style:none;margin-left:-1.2em;color:#424a53}
a{color:#0b57d0;overflow-wrap:anywhere;word-break:break-all}
hr{border:0;border-top:1px solid #d0d7de;margin:28px 0 12px}
hr~p{font-size:14px;color:#57606a}
@media (prefers-color-scheme:dark){
body{background:#16181c;color:#e6e8eb}
h2,hr{border-color:#3a3f47}
h3,hr~p{color:#a3abb5}
li li{color:#c3c9d1}
a{color:#8ab4f8}
}
@media print{
body{padding:0;font-size:11pt;color:#000;background:#fff}
main{max-width:none}
li{break-inside:avoid}
h2,h3{break-after:avoid}
}
""".strip()


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True})
    made.disable(["image", "html_block", "html_inline"])
    made.core.ruler.push("tight_lists", _tighten)
    return made


def _tighten(state: StateCore) -> None:
    """Text of a list's items stands in no paragraph of its own: mail's plain text would break after each bullet."""
    depth = 0
    for token in state.tokens:
        depth += token.nesting if token.type.startswith("list_item") else 0
        if depth and token.type.startswith("paragraph"):
            token.hidden = True


def mail_page(markdown: str, title: str) -> str:
    """A whole HTML document in UTF-8. `title` is shown by clients that open the mail in a tab."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n"
        f"<body>\n<main>\n{_markdown().render(markdown)}</main>\n</body>\n</html>\n"
    )
