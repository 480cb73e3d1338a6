"""Promises 1-3 and 7: every transition reaches every destination that wants it, once in the ledger; none harms another."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from alerts import Offices, OfficesInvalid, Persistence, SendFailed, compose, deliver, load_offices, send
from rules.engine.verdict import Attribution, Outcome, Severity, Status
from storage import Memory, StoredMessage
from tests.storage.builders import NUMBERS, judge, later, read, verdict
from tests.storage.dump import everything


@pytest.fixture
def offices(office_file: Path, tmp_path: Path) -> Offices:
    names = ("OPERATOR_URL", "PROVINCE_URL", "URGENT_URL", "CITY_URL")
    return load_offices(office_file, {name: f"nianbaofile://{tmp_path / name.lower()}" for name in names})


def folder(tmp_path: Path, name: str) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted((tmp_path / name).glob("*.md"))}


def test_a_finding_reaches_the_office_of_its_division_and_says_everything(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict())
    compose(memory, offices, later())
    delivered = deliver(memory, offices, later())
    assert len(delivered.sent) == 2
    (digest,) = folder(tmp_path, "province_url").values()
    for word in (
        "教育局 2024 年",
        "NB-000001",
        "之和为10",
        "条例第五十条",
        "http://www.qingxi.example/",
        "自 2025-02-10 起",
    ):
        assert word in digest.replace("\\", ""), word
    assert folder(tmp_path, "city_url") == {}
    assert folder(tmp_path, "operator_url") == {}


def test_an_office_is_written_by_its_own_templates_and_else_by_ours(
    memory: Memory, office_file: Path
) -> None:
    own = office_file.parent / "own"
    own.mkdir()
    (own / "digest.md.j2").write_text("# 函告\n\n{{ summary }}（{{ key }}）", encoding="utf-8")
    office_file.write_text("templates: own\n" + office_file.read_text("utf-8"), encoding="utf-8")
    offices = load_offices(office_file, {})
    judge(memory, read(memory), verdict())
    for message in compose(memory, offices, later()):
        assert message.markdown.startswith("# 函告") and "条例第五十条" not in message.markdown
        assert "条例第五十条" in message.text
    assert memory.messages()


@pytest.mark.parametrize(
    ("name", "template", "said"),
    [
        ("digest.md.j2", "{{ summary", "模板 digest 无法使用"),
        ("digest.txt.j2", "{{ 摘要 }}", "模板 digest 无法使用"),
        ("operator.md.j2", "{{ notices.first.nobody }}", "模板 operator 无法使用"),
        ("operator.md.j2", "{{ notices + 1 }}", "模板 operator 无法使用"),
        ("operator.txt.j2", "{{ notices.__class__.__base__.__subclasses__() }}", "模板 operator 无法使用"),
        ("digest.md.j2", "{{ range(10 ** 9) | list }}", "模板 digest 无法使用"),
        ("digest.md.j2", "{{ 'a' * 10 ** 10 }}", "模板 digest 无法使用"),
        ("digest.md.j2", "{{ 10 ** 10000000 }}", "模板 digest 无法使用"),
        ("digest.md.j2", "{{ '%9999999999d' % 1 }}", "模板 digest 无法使用"),
        ("digest.md.j2", "{{ '%*d' % (9999999999, 1) }}", "模板 digest 无法使用"),
        ("digest.txt.j2", "{{ 'a' | center(10 ** 10) }}", "模板 digest 无法使用"),
        ("digets.md.j2", "{{ summary }}", "里没有模板"),
    ],
)
def test_a_template_that_does_not_render_is_told_before_anything_is_sent(
    office_file: Path, name: str, template: str, said: str
) -> None:
    own = office_file.parent / "own"
    own.mkdir()
    (own / name).write_text(template, encoding="utf-8")
    office_file.write_text("templates: own\n" + office_file.read_text("utf-8"), encoding="utf-8")
    with pytest.raises(OfficesInvalid, match=f"offices.yaml:1: templates：.*{said}"):
        load_offices(office_file, {})


def test_composing_and_sending_a_hundred_times_says_it_once(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict())
    compose(memory, offices, later())
    deliver(memory, offices, later())
    once, files = everything(memory), folder(tmp_path, "province_url")
    for n in range(100):
        judge(memory, read(memory), verdict())
        assert compose(memory, offices, later(hours=n)) == ()
        assert deliver(memory, offices, later(hours=n)).sent == ()
    assert everything(memory) == once
    assert folder(tmp_path, "province_url") == files


@pytest.mark.parametrize(
    "unsaid",
    [
        verdict(status=Status.TRIAL),
        verdict(attribution=Attribution.READER),
        verdict(attribution=Attribution.UNCLEAR),
        verdict(attribution=Attribution.SITE),
        verdict(outcome=Outcome.UNKNOWN),
        verdict(outcome=Outcome.ERROR),
    ],
    ids=["trial", "reader", "unclear", "site", "unknown", "error"],
)
def test_what_is_not_surely_the_agency_never_reaches_an_office(
    memory: Memory, offices: Offices, tmp_path: Path, unsaid: object
) -> None:
    judge(memory, read(memory), unsaid)  # type: ignore[arg-type]  # a Verdict, through parametrize
    compose(memory, offices, later())
    deliver(memory, offices, later())
    assert folder(tmp_path, "province_url") == {}
    assert folder(tmp_path, "urgent_url") == {}


def test_a_division_nobody_covers_goes_to_the_operator(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    from tests.storage.builders import captured, report

    kept = memory.record_capture(captured("别省", agency="某局"))
    revision = memory.record_reading(kept.id, report("别省", agency="某局", division="620423"), later())
    judge(memory, revision, verdict())
    compose(memory, offices, later())
    deliver(memory, offices, later())
    assert folder(tmp_path, "province_url") == {}
    assert "某局" in "".join(folder(tmp_path, "operator_url").values())


def test_severities_below_what_a_destination_asked_for_stay_away(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict(severity=Severity.NOTICE), verdict("XX", severity=Severity.INFO))
    compose(memory, offices, later())
    deliver(memory, offices, later())
    assert folder(tmp_path, "urgent_url") == {}
    (digest,) = folder(tmp_path, "province_url").values()
    assert "NB-000001" in digest
    assert "NB-000002" not in digest


def test_a_thousand_findings_in_one_patrol_are_a_digest_and_not_a_flood(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    with memory.batch():
        for n in range(100):
            judge(
                memory, read(memory, f"正文{n}", agency=f"第{n}局"), *(verdict(f"R-{r}") for r in range(10))
            )
    compose(memory, offices, later())
    deliver(memory, offices, later())
    assert len(folder(tmp_path, "province_url")) == 1
    (urgent,) = folder(tmp_path, "urgent_url").values()
    assert urgent.count("NB-") == 1000


def test_rectified_is_said_only_when_the_source_changed(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict())
    compose(memory, offices, later())
    passed = verdict(outcome=Outcome.PASS)
    changed = {**NUMBERS, "applications.new_received.total": 10}
    judge(memory, read(memory, "改后", numbers=changed, at=later(days=1)), passed, at=later(days=1))
    compose(memory, offices, later(days=1))
    deliver(memory, offices, later(days=1))
    both = "".join(folder(tmp_path, "province_url").values())
    assert "已整改（1 项）" in both
    assert "2025-02-10 发现，2025-02-11 已整改" in both


def test_a_better_reader_withdraws_and_does_not_claim_a_correction(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    judge(memory, read(memory), verdict())
    better = {**NUMBERS, "applications.new_received.total": 10}
    judge(
        memory,
        read(memory, numbers=better, reader="reader-2"),
        verdict(outcome=Outcome.PASS),
        at=later(days=1),
    )
    compose(memory, offices, later(days=1))
    deliver(memory, offices, later(days=1))
    (digest,) = folder(tmp_path, "province_url").values()
    assert "已整改" not in digest
    assert "已撤销（1 项）" in digest
    assert "读取程序改进" in digest


def test_a_broken_destination_does_not_keep_the_next_from_its_message(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    (tmp_path / "province_url").write_text("a file where the folder should be")
    judge(memory, read(memory), verdict())
    compose(memory, offices, later())
    delivered = deliver(memory, offices, later())
    assert len(delivered.sent) == 1
    assert len(delivered.retried) == 1
    assert len(folder(tmp_path, "urgent_url")) == 1


def test_a_destination_that_stays_broken_is_parked_and_the_operator_is_told_once(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    blocked = tmp_path / "province_url"
    blocked.write_text("a file where the folder should be")
    judge(memory, read(memory), verdict())
    compose(memory, offices, later())
    tries = Persistence(attempts=3, first=timedelta(minutes=1))
    for hour in range(10):
        compose(memory, offices, later(hours=hour))
        deliver(memory, offices, later(hours=hour), persistence=tries)
    (parked,) = memory.messages(state="parked")
    assert parked.attempts == 3
    (alarm,) = folder(tmp_path, "operator_url").values()
    assert "未能送达" in alarm
    blocked.unlink()
    memory.unpark(later(hours=11))
    assert deliver(memory, offices, later(hours=11)).sent == (parked.key,)
    assert len(folder(tmp_path, "province_url")) == 1


def test_a_send_cut_off_after_arriving_is_sent_again_under_the_same_key(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    def arrives_and_hangs_up(address: str, message: StoredMessage, gateway: str | None) -> None:
        send(address, message, gateway)
        raise SendFailed("the connection was cut", "连接中断")

    judge(memory, read(memory), verdict(severity=Severity.WARNING))
    compose(memory, offices, later())
    deliver(memory, offices, later(), sender=arrives_and_hangs_up)
    first = folder(tmp_path, "province_url")
    deliver(memory, offices, later(hours=1))
    assert folder(tmp_path, "province_url") == first
    assert [message.state for message in memory.messages()] == ["sent"]


def test_no_address_is_ever_written_down(memory: Memory, office_file: Path) -> None:
    secret = "json://127.0.0.1:9/hook/s3cr3t-t0ken-value"
    names = ("OPERATOR_URL", "PROVINCE_URL", "URGENT_URL", "CITY_URL")
    offices = load_offices(office_file, dict.fromkeys(names, secret))
    judge(memory, read(memory), verdict())
    compose(memory, offices, later())
    deliver(memory, offices, later(), persistence=Persistence(attempts=1))
    assert memory.messages(state="parked")
    assert "s3cr3t" not in repr(everything(memory))
    assert "s3cr3t" not in repr(offices)


def test_a_portal_that_shows_one_page_for_every_report_is_one_thing_in_the_operators_mail(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    """Fifteen articles held back for the same reason are one section with their number; what differs stays apart."""
    for n in range(15):
        memory.list_matter(
            key=f"held:{n}",
            kind="held_back",
            subject=f"年报网页内容异常，暂不采信：甲{n}局2024年年报",
            detail=f"http://www.qingxi.example/{n}.html：该网址现在打开的不是年报。请人工查看。",
            at=later(),
        )
    memory.to_operator(key="one", kind="silent", title="没有巡查记录：乙县", body="请检查调度。", at=later())
    compose(memory, offices, later())
    deliver(memory, offices, later())
    (mail,) = (one.replace("\\", "") for one in folder(tmp_path, "operator_url").values())
    assert mail.count("## ") == 2
    assert "年报网页内容异常，暂不采信（15 项）" in mail
    assert mail.count("该网址现在打开的不是年报") == 1
    assert "甲0局2024年年报（http://www.qingxi.example/0.html）" in mail and "没有巡查记录：乙县" in mail
