"""How a region's full name is shortened in titles: 凉山彝族自治州 → 凉山州, 管城回族区 → 管城区, 内蒙古自治区 → 内蒙古."""

from __future__ import annotations

import re

_NATIONALITIES = """
    蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京
    塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各
""".split()  # noqa: SIM905 - one to a line would be sixty lines
"""The 55 recognised minority nationalities without 族, and 各 (隆林各族自治县)."""

_WITH = "|".join(sorted((n + "族" for n in _NATIONALITIES), key=len, reverse=True))
_WITHOUT = "蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔|鄂温克|达斡尔|门巴|珞巴|俄罗斯|朝鲜|畲族少数"
"""Those whose 族 official names leave out (巴音郭楞蒙古自治州, 新发朝鲜民族乡)."""
_AUTONOMOUS = re.compile(
    rf"^(.{{1,}}?)(?:{_WITH}|{_WITHOUT})+(自治区|自治州|自治县|自治旗|区|民族乡|民族苏木|乡)$"
)
_PLAIN_SUFFIX = {
    "自治区": "",
    "自治州": "州",
    "自治县": "县",
    "自治旗": "旗",
    "民族乡": "乡",
    "民族苏木": "苏木",
}
_SUFFIX = re.compile(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|街道办事处|街道|苏木|省|市|州|盟|县|区|旗|镇|乡)$"
)


def short_name(name: str) -> str | None:
    """The name without its nationalities, or `None` where it has none. Shapes: 州, 县, 旗, 区, 乡, and bare for 自治区.

    >>> short_name("凉山彝族自治州"), short_name("管城回族区"), short_name("东乡族自治县"), short_name("景泰县")
    ('凉山州', '管城区', None, None)
    """
    if name == "内蒙古自治区":
        return "内蒙古"
    found = _AUTONOMOUS.match(name)
    if found is None:
        return name.removesuffix("自治区") if name.endswith("自治区") else None
    stem, suffix = found.groups()
    return stem + _PLAIN_SUFFIX.get(suffix, suffix)


def stem(name: str) -> str:
    """The name without nationalities and without its administrative suffix; one-character stems stay (单县 → 单)."""
    return _SUFFIX.sub("", short_name(name) or name) or name
