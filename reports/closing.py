"""What stands below an article in the same part of its page: neighbours' titles, buttons, the site's own imprint; and what is
left of it where that page was printed to a PDF, copied into Word or dumped as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.document import Block, Paragraph
from reports.headings import heading_of

_LONGEST = 160
"""Characters of such a line."""
_SENTENCE = ("。", "；", "！", "？")
"""What ends like this is the report's."""
_BEGINS = re.compile(
    r"[\[【（(「|\s]*(?:上一[篇条页则]|下一[篇条页则]|上篇|下篇|打印(?:本页|此页|本文|文章|页面)?(?![\w])|关闭(?:窗口|本页|页面)?(?![\w])"
    r"|扫一扫|扫描二维码|手机扫|分享(?:到|至|本页)?(?:[：:\s]|$)|责任编辑|责编|(?:编辑|审核|校对|录入)[：:]|版权所有"
    r"|(?:主办|承办|主管|协办|技术支持)(?:单位|部门)?[：:]|(?:政府)?网站标识码|\w?ICP备|\w{1,3}公网安备"
    r"|(?:相关|延伸|推荐)(?:链接|阅读|文[档件章]|新闻|信息|附件|解读|稿件|政策|专题)(?:[：:]|\W?$)|(?:浏览|阅读|点击|访问)(?:次数|量|数)"
    r"|返回(?:(?:顶部|首页|列表|上一?[页级])|(?!\w))|我要纠错|网站导航"
    r"|您(?:觉得|认为|对|是第)|(?:今日|本月|总)?访问(?:量|次数|者|人数)?[：:]|网站地图|关于我们|联系我们|收藏本页|Copyright|©)",
    re.IGNORECASE,
)
_OTHERS_TITLE = re.compile(
    r"[\w（）()·]{0,40}20\d\d年?度?(?:政府信息公开|政务公开|信息公开).{0,8}(?:报告|年报)\W{0,3}(?:20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\W{0,2})?"
)
"""Of a list of neighbours, with the day or without."""


def without_closing(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the lines below the last that can be the report's."""
    end = None
    for index in range(len(blocks) - 1, 0, -1):
        block = blocks[index]
        if not isinstance(block, Paragraph) or not _may_close(block.text):
            break
        if closes(block.text):
            end = index
    return blocks if end is None else blocks[:end]


def closes(line: str) -> bool:
    """Whether a line is one that a site prints below its articles."""
    return _BEGINS.match(line) is not None or _OTHERS_TITLE.fullmatch(line) is not None


def is_sentence(line: str) -> bool:
    return line.endswith(_SENTENCE)


def _may_close(text: str) -> bool:
    return len(text) <= _LONGEST and not is_sentence(text) and heading_of(text) is None
