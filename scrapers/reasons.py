"""Why something could not be checked, in the operator's own words."""

from __future__ import annotations

from collections.abc import Mapping

from scrapers.absence_values import Doubt
from scrapers.values import Obstacle

_WORDS: Mapping[Obstacle | Doubt, str] = {
    Obstacle.DNS: "域名无法解析",
    Obstacle.CONNECT: "无法建立连接",
    Obstacle.TLS: "证书或加密协商失败",
    Obstacle.TIMEOUT: "响应超时",
    Obstacle.HTTP_4XX: "页面不存在或拒绝访问",
    Obstacle.HTTP_5XX: "网站服务器出错",
    Obstacle.WAF_CHALLENGE: "被网站防护拦截",
    Obstacle.CAPTCHA: "网站要求验证码",
    Obstacle.JS_SHELL: "页面内容由脚本生成，未能读取",
    Obstacle.SOFT404: "以正常状态返回了其他页面",
    Obstacle.OFF_SITE_REDIRECT: "跳转到名单以外的网站",
    Obstacle.REDIRECT_LOOP: "循环跳转",
    Obstacle.CHARSET: "文字编码损坏",
    Obstacle.LAYOUT_CHANGED: "页面结构与描述不符",
    Obstacle.ROBOTS_DISALLOWED: "网站的 robots.txt 不允许访问",
    Obstacle.ROBOTS_UNAVAILABLE: "无法读取网站的 robots.txt",
    Obstacle.RATE_LIMITED: "网站要求放慢访问",
    Obstacle.UA_REFUSED: "网站只接受浏览器",
    Obstacle.PAGINATION_INCOMPLETE: "列表没有读全",
    Obstacle.NETWORK_POSITION: "网站限制访问来源",
    Obstacle.TOO_LARGE: "页面过大",
    Obstacle.ADDRESS_REFUSED: "地址不在允许范围",
    Obstacle.MALFORMED: "响应格式损坏",
    Obstacle.COLUMN_MOVED: "栏目已迁移",
    Obstacle.COLUMN_EMPTY: "栏目为空",
    Obstacle.COLUMN_NOT_FOUND: "没有找到年报栏目",
    Obstacle.MIGRATED: "网站已合并或迁移",
    Obstacle.POSTPONED: "当日访问次数或时段已用完，改日再查",
    Doubt.NOT_YET_LOOKED: "还没有读过应当登载的全部栏目",
    Doubt.ONE_DAY_ONLY: "只在一天读全过，须两天以上",
    Doubt.NO_SIBLING: "同一栏目中没有认出其他单位的年报，无从对照",
    Doubt.CITY_FAILING: "当日所在市的网站大面积无法访问",
    Doubt.LISTED_BUT_UNREADABLE: "栏目中已列出，但未能读取",
    Doubt.UNRESOLVED_ROWS: "栏目中有无法确定归属的年报",
    Doubt.MAY_BE_MISLABELLED: "栏目中有该单位另一年度的年报，可能是标题年份写错",
    Doubt.NO_PORTAL: "没有已知的门户网站",
}


def reason_words(reason: Obstacle | Doubt | str) -> str:
    """The Chinese for a reason, given as value or as printed (``captcha``, ``could_not_check:captcha``); the reason itself
    where we have no word for it."""
    printed = str(reason).removeprefix("could_not_check:")
    return _BY_VALUE.get(printed, printed)


_BY_VALUE = {str(reason): words for reason, words in _WORDS.items()}
