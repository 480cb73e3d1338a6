"""Invented agencies. 青溪县 of 南麓市 in 云岭省 does not exist, and its division code cannot: GB/T 2260 has no province 99.

All hosts end in ``.example`` (RFC 2606), so that nothing here can ever be mistaken for, or reach, a real portal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.model import AgencyLevel, AgencyType
from specimens.figures import Scale

PROVINCE, CITY, COUNTY = "云岭省", "南麓市", "青溪县"
COUNTY_CODE = "990121"


@dataclass(frozen=True, slots=True)
class SpecimenAgency:
    """One agency of a simulated county. `slug` is how the portal shortens it in addresses, `field` its line of work,
    `we` how it speaks of itself, `short` what people call it."""

    id: str
    name: str
    short: str
    type: AgencyType
    division: str
    we: str
    field: str
    scale: Scale
    title_name: str = ""
    """The name in the report's title where it is not `name` (a county government signs with the county)."""

    @property
    def level(self) -> AgencyLevel:
        grass_roots = self.type in (AgencyType.TOWNSHIP, AgencyType.SUBDISTRICT)
        return AgencyLevel.TOWNSHIP if grass_roots else AgencyLevel.COUNTY

    @property
    def local_name(self) -> str:
        """A township's name without its county's, as it signs at home; "" for others."""
        if self.level is not AgencyLevel.TOWNSHIP:
            return ""
        return self.name[self.name.index(self.short) :]

    @property
    def signs(self) -> str:
        return self.title_name or self.name


_BUREAUS = (
    ("fgj", "发展和改革局", "重大项目审批和价格收费", Scale.MEDIUM),
    ("jyj", "教育局", "招生入学和教育收费", Scale.MEDIUM),
    ("czj", "财政局", "预决算和惠农补贴", Scale.MEDIUM),
    ("mzj", "民政局", "社会救助和养老服务", Scale.SMALL),
    ("zrzyj", "自然资源局", "土地征收和不动产登记", Scale.MEDIUM),
    ("nyncj", "农业农村局", "农机补贴和高标准农田", Scale.SMALL),
    ("wsjkj", "卫生健康局", "医疗机构许可和疫苗接种", Scale.MEDIUM),
    ("scjgj", "市场监督管理局", "食品抽检和登记注册", Scale.MEDIUM),
    ("zfjsj", "住房和城乡建设局", "公租房分配和老旧小区改造", Scale.MEDIUM),
    ("jtysj", "交通运输局", "农村公路养护和客运线路", Scale.SMALL),
    ("rsj", "人力资源和社会保障局", "就业补贴和职称评审", Scale.MEDIUM),
    ("slj", "水利局", "饮水工程和河道采砂", Scale.SMALL),
    ("sjj", "审计局", "审计结果和整改情况", Scale.NONE),
    ("tjj", "统计局", "统计公报和普查数据", Scale.NONE),
    ("sfj", "司法局", "法律援助和公证办理", Scale.SMALL),
    ("whlyj", "文化和旅游局", "公共文化场馆和旅行社管理", Scale.SMALL),
    ("yjglj", "应急管理局", "安全生产检查和防灾避险", Scale.SMALL),
    ("lyj", "林业局", "林木采伐许可和退耕补助", Scale.SMALL),
)
_TOWNSHIPS = (
    ("cgjd", "城关街道办事处", AgencyType.SUBDISTRICT, "001"),
    ("sqz", "石桥镇人民政府", AgencyType.TOWNSHIP, "100"),
    ("hwz", "河湾镇人民政府", AgencyType.TOWNSHIP, "101"),
    ("ypx", "云坪乡人民政府", AgencyType.TOWNSHIP, "200"),
    ("bszz", "白沙洲镇人民政府", AgencyType.TOWNSHIP, "102"),
    ("cpx", "茶坪乡人民政府", AgencyType.TOWNSHIP, "201"),
    ("lyz", "龙垭镇人民政府", AgencyType.TOWNSHIP, "103"),
    ("dwx", "大垅乡人民政府", AgencyType.TOWNSHIP, "202"),
)
_WE = {AgencyType.SUBDISTRICT: "我街道"}


def county_agencies(county: str, code: str, bureaus: int, townships: int) -> tuple[SpecimenAgency, ...]:
    """Government, office, the first `bureaus` departments and the first `townships` townships of a county."""
    made = [
        SpecimenAgency(
            "xzf", f"{county}人民政府", county, AgencyType.GOVERNMENT, code, "我县", "民生实事和优化营商环境",
            Scale.LARGE, county,
        ),
        SpecimenAgency(
            "xzfb", f"{county}人民政府办公室", "县政府办", AgencyType.GOV_OFFICE, code, "我办", "县政府会议和政策文件",
            Scale.SMALL,
        ),
    ]  # fmt: skip
    for slug, name, field, scale in _BUREAUS[:bureaus]:
        made.append(
            SpecimenAgency(
                slug, county + name, "县" + name, AgencyType.DEPARTMENT, code, "我局", field, scale
            )
        )
    for slug, name, type_, suffix in (*_TOWNSHIPS, *_further_townships(townships - len(_TOWNSHIPS)))[
        :townships
    ]:
        short = name.removesuffix("人民政府").removesuffix("办事处")
        we = _WE.get(type_, "我" + short[-1])
        made.append(
            SpecimenAgency(
                slug, county + name, short, type_, code + suffix, we, "惠民补贴和村级事务", Scale.NONE
            )
        )
    return tuple(made)


_SYLLABLES = "安柏茶东枫高禾虎金梨岭马南坪桥清沙双塘桃梧溪仙杨云竹"


def _further_townships(count: int) -> Iterator[tuple[str, str, AgencyType, str]]:
    """As many more towns as a large county has, with names made of two syllables."""
    for index in range(count):
        first, second = _SYLLABLES[index % len(_SYLLABLES)], _SYLLABLES[(index * 7 + 3) % len(_SYLLABLES)]
        yield f"t{index:02d}z", f"{first}{second}镇人民政府", AgencyType.TOWNSHIP, f"{104 + index:03d}"


MOST_BUREAUS = len(_BUREAUS)
