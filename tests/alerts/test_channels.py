"""The channels offices use, against local stand-ins: each transition arrives once, escaped, through trouble too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts import Offices, compose, deliver, load_offices, preview, self_test
from alerts.escaping import link, markdown, plain
from alerts.mail_page import mail_page
from alerts.rendering import cut
from storage import Memory
from tests.alerts.stand_ins import dingtalk_signed, feishu_signed, hook, mail_box
from tests.storage import databases
from tests.storage.builders import judge, later, read, verdict

FILE = """
operator: {destinations: [{name: 值守, address_from: OPERATOR_URL}]}
offices:
  - name: 云岭省办
    divisions: ["99"]
    destinations: [{name: 渠道, address_from: CHANNEL_URL, gateway_from: GATEWAY}]
"""
HOSTILE = replace(
    verdict(),
    message='<at user_id="all">全体</at> [点我](http://evil.example) <script>alert(1)</script> 10件',
)


def offices(tmp_path: Path, address: str, gateway: str = "") -> Offices:
    file = tmp_path / "offices.yaml"
    file.write_text(FILE, encoding="utf-8")
    names = {
        "CHANNEL_URL": address,
        "GATEWAY": gateway,
        "OPERATOR_URL": f"nianbaofile://{tmp_path / 'operator'}",
    }
    return load_offices(file, names)


@pytest.fixture
def told(memory: Memory) -> Memory:
    judge(memory, read(memory), HOSTILE)
    return memory


TOKENS = {
    "wecombot": "wecombot://abcdefghijklmnopqrstuvwxyz012345",
    "dingtalk": "dingtalk://abcdefghijklmnopqrstuvwxyz012345",
    "feishu": "feishu://abcdefghijklmnopqrstuvwxyz012345",
    "lark": "lark://abcdefghijklmnopqrstuvwxyz012345",
}


def words(payload: Any) -> str:
    """All the text in a JSON payload."""
    if isinstance(payload, dict):
        return "\n".join(words(value) for value in payload.values())
    if isinstance(payload, list):
        return "\n".join(words(value) for value in payload)
    return str(payload)


@pytest.mark.parametrize("channel", TOKENS)
def test_a_chat_robot_gets_plain_text_with_nothing_to_click_or_to_call_everybody(
    told: Memory, tmp_path: Path, channel: str
) -> None:
    with hook() as server:
        desk = offices(tmp_path, TOKENS[channel], server.base)
        compose(told, desk, later())
        assert len(deliver(told, desk, later()).sent) == 1
        assert deliver(told, desk, later(hours=1)).sent == ()
        ((_, payload),) = server.received
    said = words(payload)
    assert "NB-000001" in said
    assert "之和" not in said  # the hostile message took the place of the rule's own
    assert "10件" in said
    assert "<at" not in said
    assert "<script" not in said


@pytest.mark.parametrize(
    ("channel", "answer", "why"),
    [
        ("wecombot", '{"errcode":93000,"errmsg":"invalid webhook url"}', "93000"),
        ("wecombot", "<html>请先登录</html>", "not that of a robot"),
        ("dingtalk", '{"errcode":310000,"errmsg":"keywords not in content"}', "keywords not in content"),
        ("feishu", '{"code":19024,"msg":"Key Words Not Found","data":{}}', "Key Words Not Found"),
        ("lark", '{"StatusCode":19001,"StatusMessage":"param invalid"}', "param invalid"),
    ],
)
def test_what_a_robot_refuses_with_status_200_is_not_called_sent(
    told: Memory, tmp_path: Path, channel: str, answer: str, why: str
) -> None:
    with hook() as server:
        desk = offices(tmp_path, TOKENS[channel], server.base)
        compose(told, desk, later())
        server.answers = answer
        assert len(deliver(told, desk, later()).retried) == 1
        (message,) = told.messages()
        assert why in (message.last_error or "")
        server.answers = "ok"
        assert len(deliver(told, desk, later(hours=1)).sent) == 1


SIGNED = {"dingtalk": dingtalk_signed, "feishu": feishu_signed, "lark": feishu_signed}


@pytest.mark.parametrize("channel", SIGNED)
def test_a_robot_that_asks_for_a_signature_is_reached_with_its_secret_alone(
    told: Memory, tmp_path: Path, channel: str
) -> None:
    """Of robots with 签名校验 (飞书) or 加签 (钉钉) nothing would ever arrive, or with a wrong secret be called sent."""
    token = TOKENS.get(channel, f"{channel}://abcdefghijklmnopqrstuvwxyz012345")
    with hook() as server:
        server.judges = SIGNED[channel]("SEC0123456789")
        compose(told, offices(tmp_path, token, server.base), later())
        for hour, secret in enumerate(("", "SEC9876543210@")):
            desk = offices(tmp_path, token.replace("://", f"://{secret}"), server.base)
            assert deliver(told, desk, later(hours=hour)).sent == ()
            (waiting,) = told.messages()
            assert "sign " in (waiting.last_error or "")
            assert "SEC9876543210" not in (waiting.last_error or "")
        desk = offices(tmp_path, token.replace("://", "://SEC0123456789@"), server.base)
        assert len(deliver(told, desk, later(hours=2)).sent) == 1, told.messages()
        assert len(server.received) == 3


def test_a_web_hook_gets_json_once(told: Memory, tmp_path: Path) -> None:
    with hook() as server:
        desk = offices(tmp_path, server.base.replace("http", "json") + "/alerts")
        compose(told, desk, later())
        deliver(told, desk, later())
        deliver(told, desk, later(hours=1))
        ((path, payload),) = server.received
    assert path == "/alerts"
    assert "NB-000001" in payload["message"]


def test_mail_arrives_as_text_that_cannot_run(told: Memory, tmp_path: Path) -> None:
    with mail_box() as server:
        port = server.server_address[1]
        desk = offices(
            tmp_path, f"mailto://127.0.0.1:{port}?from=watch@example.cn&to=office@example.cn&format=html"
        )
        compose(told, desk, later())
        assert len(deliver(told, desk, later()).sent) == 1, told.messages()
        (mail,) = server.received
    assert "年报监测" in str(mail["subject"])
    body = mail.get_body(("html",))
    assert body is not None
    html = body.get_content()
    assert "<h1>年报监测：云岭省办</h1>" in html
    assert "<strong>[" in html
    assert 'name="viewport"' in html
    assert "NB-000001" in html
    assert "<script" not in html
    assert 'href="http://evil.example"' not in html
    alternative = mail.get_body(("plain",))
    assert alternative is not None
    plain_lines = alternative.get_content().splitlines()
    assert any(line.startswith("- [") and "NB-000001" in line for line in plain_lines)
    assert any(
        line.startswith("- 页面：http") for line in plain_lines
    )  # links survive where only text is shown


def test_mail_asked_for_as_text_is_no_markdown(told: Memory, tmp_path: Path) -> None:
    with mail_box() as server:
        port = server.server_address[1]
        desk = offices(
            tmp_path, f"mailto://127.0.0.1:{port}?from=watch@example.cn&to=a@example.cn&format=text"
        )
        compose(told, desk, later())
        deliver(told, desk, later())
        (mail,) = server.received
    text = mail.get_content()
    assert "NB-000001" in text
    assert "**" not in text
    assert "\\[" not in text


@pytest.mark.parametrize(
    "hostile", ["<script>x</script>", "![p](http://a/b.png)", "[a](javascript:alert(1))"]
)
def test_a_page_of_mail_runs_and_fetches_nothing(hostile: str) -> None:
    page = mail_page(f"- {hostile}", hostile)
    for told in ("<script", "<img", 'href="javascript'):
        assert told not in page


def test_an_hour_of_outage_costs_no_message_and_doubles_none(told: Memory, tmp_path: Path) -> None:
    with hook() as server:
        desk = offices(tmp_path, TOKENS["wecombot"], server.base)
        compose(told, desk, later())
        server.answers = "500"
        for minute in range(0, 60, 5):
            deliver(told, desk, later() + timedelta(minutes=minute))
        refused = len(server.received)
        assert 2 <= refused <= 6  # backed off
        server.answers = "ok"
        for minute in range(60, 240, 5):
            deliver(told, desk, later() + timedelta(minutes=minute))
        assert len(server.received) == refused + 1
    assert [message.state for message in told.messages()] == ["sent"]


def test_a_destination_that_accepts_and_hangs_is_tried_again_with_the_same_numbers(
    told: Memory, tmp_path: Path
) -> None:
    with hook() as server:
        desk = offices(tmp_path, TOKENS["feishu"] + "?rto=0.5", server.base)
        compose(told, desk, later())
        server.answers = "hang"
        assert len(deliver(told, desk, later()).retried) == 1
        server.answers = "ok"
        assert len(deliver(told, desk, later(hours=1)).sent) == 1
        first, second = (words(payload) for _, payload in server.received)
    assert first == second


def test_every_destination_is_tested_once_a_month(told: Memory, tmp_path: Path) -> None:
    desk = offices(tmp_path, f"nianbaofile://{tmp_path / 'channel'}")
    assert len(self_test(told, desk, later())) == 2
    assert self_test(told, desk, later(days=3)) == ()
    assert len(self_test(told, desk, later(days=20))) == 2
    deliver(told, desk, later(days=20))
    assert len(list((tmp_path / "channel").glob("*.md"))) == 2


def test_a_long_digest_is_split_between_findings_and_never_inside_a_number(
    memory: Memory, tmp_path: Path
) -> None:
    file = tmp_path / "offices.yaml"
    file.write_text(FILE.replace("gateway_from: GATEWAY", "limit: 2000"), encoding="utf-8")
    desk = load_offices(file, {"CHANNEL_URL": f"nianbaofile://{tmp_path / 'channel'}"})
    judge(memory, read(memory), *(verdict(f"R-{n}") for n in range(40)))
    compose(memory, desk, later())
    deliver(memory, desk, later())
    parts = [file.read_text("utf-8") for file in (tmp_path / "channel").glob("*.md")]
    assert len(parts) > 3
    assert all(len(part) <= 2000 for part in parts)
    assert sum(part.count("**（NB-") for part in parts) == 40


def test_a_thousand_findings_reach_a_chat_robot_as_one_message_that_it_takes(
    sqlite_told: Memory, tmp_path: Path
) -> None:
    """A robot refuses what is longer than its limit, every time: such a digest would never arrive."""
    with hook() as server:
        desk = offices(tmp_path, TOKENS["wecombot"], server.base)
        compose(sqlite_told, desk, later())
        deliver(sqlite_told, desk, later())
        assert compose(sqlite_told, desk, later(hours=1)) == ()
        ((_, payload),) = server.received
    said = words(payload)
    assert len(said.encode()) <= 2048
    for told in ("新发现 1000 项", "错误 1000", "990121：", "NB-000001 等", "看板", "消息编号"):
        assert told in said, told


@pytest.fixture
def sqlite_told(sqlite_template: Path, tmp_path: Path) -> Iterator[Memory]:
    """A patrol of one day with a thousand findings of a hundred agencies."""
    with Memory(databases.sqlite_copy(sqlite_template, tmp_path)) as opened:
        with opened.batch():
            for n in range(100):
                several = [verdict(f"R-{rule}") for rule in range(10)]
                judge(opened, read(opened, f"正文{n}", agency=f"第{n}局"), *several)
        yield opened


@pytest.mark.parametrize("number", range(1, 7))
def test_a_small_channel_gets_whole_findings_within_its_limit(
    memory: Memory, tmp_path: Path, number: int
) -> None:
    judge(memory, read(memory), *(verdict(f"R-{n}") for n in range(number)))
    with hook() as server:
        desk = offices(tmp_path, TOKENS["wecombot"], server.base)
        compose(memory, desk, later())
        deliver(memory, desk, later())
        said = [words(payload) for _, payload in server.received]
    assert all(len(one.encode()) <= 2048 for one in said)
    for n in range(1, number + 1):
        assert sum(f"（NB-{n:06d}）" in one for one in said) == 1


@pytest.mark.parametrize("limit", range(40, 80))
def test_a_cut_never_goes_through_a_number(limit: int) -> None:
    text = "本年新收政府信息公开申请数量为 1234567.89 件，" * 5
    shown = cut(text, limit).removesuffix("……（内容过长，余下部分请看原页面）")
    assert text.startswith(shown)
    assert len(cut(text, limit)) <= limit
    rest = text[len(shown) :]
    assert not (shown[-1:].isdigit() and rest[:1] in "0123456789.")


def test_page_text_cannot_become_markup() -> None:
    assert markdown("[a](http://b) <i>&*_`#") == r"\[a\]\(http://b\) &lt;i&gt;&amp;\*\_\`\#"
    assert plain('<at user_id="all">\u202e\x00名') == '＜at user_id="all"＞ 名'
    assert link("javascript:alert(1)") == ""
    assert link('http://a/"onmouseover=1') == ""
    assert link("http://a/(b)") == "http://a/%28b%29"


def test_the_preview_shows_every_group() -> None:
    shown = preview()
    for word in ("新发现", "已整改", "已撤销", "待整改", "NB-000001"):
        assert word in shown.markdown
        assert word in shown.text
