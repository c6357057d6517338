"""The rules of tracking and notifying, as values in and values out."""

from datetime import UTC, datetime, timedelta

import pytest

from diffs.parsing import parse
from service import decisions
from storage.records import EventKind, Outcome, SourceStatus

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("渝北区服务业扩大开放综合试点工作方案（征求意见稿）", "渝北区服务业扩大开放综合试点工作方案"),
        ("某省数据条例（草案二次审议稿）", "某省数据条例"),
        ("关于公开征求《某市养犬管理办法（修订草案征求意见稿）》意见的公告", "某市养犬管理办法"),
        ("某部关于《某办法（征求意见稿）》公开征求意见的通知", "某部关于印发《某办法》的通知"),
        ("某市公共数据管理办法（送审稿）", "某市人民政府关于印发某市公共数据管理办法的通知"),
    ],
)
def test_a_draft_and_its_final_text_share_a_title_key(draft: str, final: str) -> None:
    assert decisions.title_key(draft) == decisions.title_key(final)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沈阳市服务业扩大开放综合试点总体方案", "成都市服务业扩大开放综合试点总体方案"),
        ("某市2024年工作要点", "某市2025年工作要点"),
        ("某市养犬管理条例", "某市养犬管理条例实施细则"),
    ],
)
def test_other_policies_have_other_title_keys(one: str, other: str) -> None:
    assert decisions.title_key(one) != decisions.title_key(other)


def test_failures_double_the_pause_up_to_a_day() -> None:
    pauses = [decisions.next_due(NOW, 3600, failures) - NOW for failures in range(7)]
    assert pauses == [timedelta(hours=hours) for hours in (1, 2, 4, 8, 16, 24, 24)]


def test_a_long_interval_is_never_shortened_by_failures() -> None:
    assert decisions.next_due(NOW, 7 * 86400, 9) - NOW == timedelta(days=7)


def test_attempts_follow_the_schedule_and_end() -> None:
    assert decisions.next_attempt(NOW, 1) == NOW + timedelta(seconds=5)
    assert decisions.next_attempt(NOW, 2) == NOW + timedelta(seconds=295)
    assert decisions.next_attempt(NOW, len(decisions.ATTEMPTS)) is None
    assert (
        sum((decisions.next_attempt(NOW, made) - NOW for made in range(1, len(decisions.ATTEMPTS))), timedelta())
        == (decisions.ATTEMPTS[-1])
    )


@pytest.mark.parametrize(
    ("before", "outcome", "failures", "flawed", "after"),
    [
        (SourceStatus.OK, Outcome.UNCHANGED, 0, False, SourceStatus.OK),
        (SourceStatus.OK, Outcome.UNCHANGED, 0, True, SourceStatus.DEGRADED),
        (SourceStatus.OK, Outcome.BLOCKED, 1, True, SourceStatus.BLOCKED),
        (SourceStatus.BLOCKED, Outcome.ERROR, 2, True, SourceStatus.BLOCKED),
        (SourceStatus.BLOCKED, Outcome.CHANGED, 0, True, SourceStatus.DEGRADED),
        (SourceStatus.DEGRADED, Outcome.ERROR, 3, True, SourceStatus.FAILING),
        (SourceStatus.FAILING, Outcome.SUSPECT, 0, True, SourceStatus.FAILING),
        (SourceStatus.NEW, Outcome.ERROR, 1, True, SourceStatus.DEGRADED),
    ],
)
def test_a_source_shows_what_its_last_run_means(
    before: SourceStatus, outcome: Outcome, failures: int, flawed: bool, after: SourceStatus
) -> None:
    assert decisions.status_after(before, outcome, failures, flawed=flawed) is after


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        (SourceStatus.OK, SourceStatus.BLOCKED, EventKind.SOURCE_BLOCKED),
        (SourceStatus.BLOCKED, SourceStatus.BLOCKED, None),
        (SourceStatus.BLOCKED, SourceStatus.OK, EventKind.SOURCE_RECOVERED),
        (SourceStatus.FAILING, SourceStatus.OK, EventKind.SOURCE_RECOVERED),
        (SourceStatus.DEGRADED, SourceStatus.OK, None),
        (SourceStatus.BLOCKED, SourceStatus.DEGRADED, EventKind.SOURCE_RECOVERED),
        (SourceStatus.FAILING, SourceStatus.BLOCKED, EventKind.SOURCE_BLOCKED),
        (SourceStatus.NEW, SourceStatus.OK, None),
    ],
)
def test_health_is_an_event_only_when_it_turns(
    before: SourceStatus, after: SourceStatus, event: EventKind | None
) -> None:
    assert decisions.health_event(before, after) is event


def test_an_absence_is_an_event_after_three_checks_over_a_day_or_two_that_say_410() -> None:
    day = NOW + timedelta(hours=24)
    assert not decisions.gone_for_good(NOW + timedelta(hours=2), NOW, 9, stated=False)
    assert not decisions.gone_for_good(day, NOW, 2, stated=False)
    assert decisions.gone_for_good(day, NOW, 3, stated=False)
    assert decisions.gone_for_good(NOW, NOW, 2, stated=True)


def test_an_attachment_that_repeats_the_page_is_left_out() -> None:
    text = "某市办法\n\n第一条 为了规范管理，制定本办法。\n第二条 本办法适用于本市行政区域内的一切活动。\n第三条 市主管部门负责组织实施。"
    assert decisions.compose(text, "某市办法", [("某市办法.docx", text)]) == text


def test_a_page_that_only_points_at_its_attachment_gives_way_to_it() -> None:
    page = "某市办法\n\n附件：某市办法.docx"
    annex = "某市办法\n\n第一条 为了规范管理，制定本办法。\n第二条 本办法适用于本市行政区域内的一切活动。"
    assert decisions.compose(page, "某市办法", [("某市办法.docx", annex)]) == annex


def test_a_page_and_its_other_attachment_stand_together() -> None:
    page = "某市办法\n\n第一条 为了规范管理，保障公众权益，制定本办法。\n第二条 本办法适用于本市行政区域内的一切活动。"
    annex = "附件1\n\n任务清单\n\n1. 建立台账，由市发展改革委牵头。"
    assert decisions.compose(page, "某市办法", [("任务清单.docx", annex)]) == f"{page}\n{annex}"


LAW = "某市办法\n\n" + "\n".join(
    f"第{n}条 {text}"
    for n, text in zip(
        "一二三四",
        (
            "为了规范公共数据管理，提高政务服务能力，制定本办法。",
            "本市行政区域内公共数据的采集和开放适用本办法。",
            "市数据局负责统筹协调全市公共数据管理工作。",
            "本办法自公布之日起施行，有效期三年。",
        ),
        strict=True,
    )
)


def judged(new: str) -> decisions.Judgement | None:
    return decisions.judge_text(parse(new), new, parse(LAW), LAW)


def test_an_amendment_that_touches_every_article_is_believed() -> None:
    amended = LAW.replace("，", "，应当").replace("三年", "五年").replace("规范", "进一步规范")
    assert judged(amended) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("某市办法\n\n第一条 本办法废止。", "shrunk"),
        (LAW.replace("第", "其").replace("条 ", "点："), "no_clauses"),
        (
            "天气预报\n\n"
            + "\n".join(
                f"第{n}条 今天夜间到明天白天多云转晴，最高气温二十六度，微风，适宜户外活动。" for n in "一二三四"
            ),
            "unrecognised",
        ),
    ],
)
def test_a_text_that_cannot_be_the_policys_next_one_is_suspect(text: str, reason: str) -> None:
    assert judged(text) == decisions.Judgement(Outcome.SUSPECT, reason)
