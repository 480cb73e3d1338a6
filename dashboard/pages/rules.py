"""The catalogue: each rule as a sentence, its basis, its examples, how often it fails, its last preview."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dashboard.access import TheDesk, TheViewer
from dashboard.asked import Year
from dashboard.errors import NotThere
from dashboard.pages.overview import chosen_year
from dashboard.pages.standing import total
from dashboard.previews import last_preview
from dashboard.rendering import page
from rules import explain
from rules.engine.examples import NAMES, expected_outcome
from rules.engine.verdict import Outcome

router = APIRouter(include_in_schema=False)
FAMILIES = {
    "PUB": ("公布", "Publication"),
    "STR": ("结构与格式", "Structure and form"),
    "CEL": ("单元格", "Cells"),
    "SUM": ("勾稽关系", "Sums"),
    "LOG": ("逻辑", "Logic"),
    "TXT": ("正文", "Narrative"),
    "XYR": ("跨年", "Across years"),
    "XAG": ("跨单位", "Across agencies"),
    "PRV": ("个人信息", "Personal data"),
    "PARSE": ("读取情况", "How it was read"),
}


@router.get("/rules")
def catalogue(request: Request, desk: TheDesk, viewer: TheViewer, year: Year = None) -> HTMLResponse:
    year, years = chosen_year(desk, year)
    owing = total(desk.shelf.counties(year, viewer.divisions)).agencies
    counts = {one.rule: one for one in desk.shelf.rules(year, viewer.divisions)}
    families: dict[str, list[object]] = {family: [] for family in FAMILIES}
    for rule in sorted(desk.ruleset.rules.values(), key=lambda rule: rule.id):
        families.setdefault(rule.id.partition("-")[0], []).append(rule)
    return page(
        request,
        "rules.html.j2",
        viewer,
        families=[(FAMILIES.get(key, (key, key)), found) for key, found in families.items() if found],
        counts=counts,
        owing=owing,
        year=year,
        years=years,
    )


@router.get("/rules/{id}")
def one_rule(request: Request, desk: TheDesk, viewer: TheViewer, id: str, year: Year = None) -> HTMLResponse:
    rule = desk.ruleset.rules.get(id)
    if rule is None and desk.shelf.findings(rule=id, divisions=viewer.divisions, limit=1):
        raise NotThere(
            f"{id} is in none of the rule files in use: the program finds it itself by comparing evidence, or it was taken out",
            f"{id} 不在现行规则文件里：由程序对照前后存证得出，或这条规则已经撤去",
        )
    if rule is None:
        raise NotThere(f"there is no rule {id}", f"没有规则 {id}")
    year, years = chosen_year(desk, year)
    owing = total(desk.shelf.counties(year, viewer.divisions)).agencies
    counted = [one for one in desk.shelf.rules(year, viewer.divisions) if one.rule == id]
    return page(
        request,
        "rule.html.j2",
        viewer,
        rule=rule,
        sentence=explain(rule),
        examples=[
            (one.name, NAMES[outcome], outcome.value)
            for one, outcome in ((one, Outcome(expected_outcome(one))) for one in rule.text.tests)
        ],
        counted=counted[0] if counted else None,
        findings=[
            filed
            for _, filed in desk.shelf.findings(rule=id, year=year, divisions=viewer.divisions, limit=50)
        ],
        preview=last_preview(desk.previews, desk.ruleset.hash) if desk.previews else None,
        owing=owing,
        year=year,
        years=years,
    )
