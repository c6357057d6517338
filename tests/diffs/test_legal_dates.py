"""Every date that a text prints of itself, by its kind; what is not printed stays open."""

from datetime import date

import pytest

from diffs.clauses import LegalDates
from diffs.parsing import parse

BODY = "一、总体要求\n坚持甲。\n二、保障措施\n加强乙。\n"


def dates(text: str) -> LegalDates:
    return parse(text).document.dates


@pytest.mark.parametrize(
    "printed",
    [
        "二〇二三年一月五日", "二○二三年一月五日", "2023年1月5日", "2023 年 1 月 5 日", "2023-01-05", "2023.1.5", "2023/1/5",
    ],
)  # fmt: skip
def test_the_date_of_a_signature_is_read_in_every_form(printed: str) -> None:
    text = f"甲市通知\n各单位：\n现通知如下。\n{BODY}甲市人民政府\n{printed}\n"
    assert dates(text).signed_on == date(2023, 1, 5)


@pytest.mark.parametrize(
    ("closing", "effective", "expires"),
    [
        ("本办法自公布之日起施行。", None, None),
        ("本办法自公布之日起30日后施行，有效期5年。", None, None),
        ("本办法自2024年1月1日起施行，有效期5年。", date(2024, 1, 1), None),
        ("本办法自2024年1月1日起施行，有效期至2028年12月31日。", date(2024, 1, 1), date(2028, 12, 31)),
        ("本办法自2024年1月1日起施行，有效期5年，至2028年12月31日止。", date(2024, 1, 1), date(2028, 12, 31)),
        ("本办法自2024年1月1日起施行，2028年12月31日失效。", date(2024, 1, 1), date(2028, 12, 31)),
        ("本办法有效期自2024年1月1日至2026年12月31日。", date(2024, 1, 1), date(2026, 12, 31)),
        ("上述政策执行期限为2024年1月1日至2026年12月31日。", date(2024, 1, 1), date(2026, 12, 31)),
        ("本办法自2024年1月1日至2026年12月31日执行。", date(2024, 1, 1), date(2026, 12, 31)),
        ("本办法自2024年1月1日起执行至2026年12月31日。", date(2024, 1, 1), date(2026, 12, 31)),
        ("本办法从2024年1月1日起执行。", date(2024, 1, 1), None),
        ("本办法于2024年1月1日起正式施行。", date(2024, 1, 1), None),
        ("本办法自二〇二四年一月一日起施行。", date(2024, 1, 1), None),
        ("本办法自2024年1月1日起施行。2010年3月1日起施行的《乙办法》同时废止。", date(2024, 1, 1), None),
        ("自2010年3月1日起施行的《乙办法》，2012年3月1日废止。", None, None),
    ],
)
def test_when_a_text_takes_effect_and_expires(closing: str, effective: date | None, expires: date | None) -> None:
    found = dates(f"甲办法\n第一条 甲。\n第二条 {closing}\n")
    assert (found.effective_on, found.expires_on) == (effective, expires)


@pytest.mark.parametrize(
    ("sentence", "start", "until"),
    [
        ("意见反馈截止日期为2023年10月15日。", None, date(2023, 10, 15)),
        ("征求意见时间为2023年4月1日至2023年4月30日。", date(2023, 4, 1), date(2023, 4, 30)),
        ("请于2023年5月6日至6月5日期间提出意见。", date(2023, 5, 6), date(2023, 6, 5)),
        ("征求意见期限自2023年1月2日起至2月1日止。", date(2023, 1, 2), date(2023, 2, 1)),
        ("公示期为2023年1月2日-2023年1月8日。", date(2023, 1, 2), date(2023, 1, 8)),
        ("请于2023年5月20日前将书面意见反馈我委。", None, date(2023, 5, 20)),
        ("根据2023年5月20日会议要求征求意见。", None, None),
    ],
)
def test_when_comments_are_taken(sentence: str, start: date | None, until: date | None) -> None:
    found = dates(f"关于公开征求《甲办法》意见的公告\n现向社会公开征求意见。{sentence}\n市司法局\n2023年3月31日\n")
    assert (found.comments_from, found.comments_until) == (start, until)
    assert found.signed_on == date(2023, 3, 31)


def test_a_term_for_comments_below_numbered_channels_is_found() -> None:
    text = (
        "甲局关于公开征求《乙办法（征求意见稿）》意见的公告\n现向社会公开征求意见，公众可以通过以下途径提出意见：\n"
        "一、登录网站。\n二、发送邮件。\n意见反馈截止日期为2023年10月15日。\n甲局\n2023年9月15日\n"
    )
    assert dates(text).comments_until == date(2023, 10, 15)


def test_labels_of_a_page_name_their_dates() -> None:
    text = (
        "成文日期：2023-05-01\n发布日期：2023-05-06\n施行日期：2023-06-01\n有效期至：2028-05-31\n"
        "某市甲办法\n第一条 甲。\n第二条 乙。\n"
    )
    assert dates(text) == LegalDates(
        signed_on=date(2023, 5, 1),
        published_on=date(2023, 5, 6),
        effective_on=date(2023, 6, 1),
        expires_on=date(2028, 5, 31),
    )


@pytest.mark.parametrize(
    ("history", "promulgated", "effective"),
    [
        (
            "（2009年2月28日某会议通过　2015年4月24日修订　自2015年10月1日起施行）",
            date(2015, 4, 24),
            date(2015, 10, 1),
        ),
        (
            "（2019年10月8日国务院第66次常务会议通过　2019年10月22日国务院令第722号公布　自2020年1月1日起施行）",
            date(2019, 10, 22),
            date(2020, 1, 1),
        ),
        (
            "（2023年5月24日最高人民法院审判委员会第1887次会议、2023年3月1日最高人民检察院第114次会议通过，"
            "自2023年6月1日起施行）",
            date(2023, 5, 24),
            date(2023, 6, 1),
        ),
        ("（某党第二十次全国代表大会部分修改，2022年10月22日通过）", date(2022, 10, 22), None),
    ],
)
def test_the_head_of_a_law_prints_its_acts(history: str, promulgated: date, effective: date | None) -> None:
    found = dates(f"某法\n{history}\n第一条 甲。\n第二条 乙。\n")
    assert (found.promulgated_on, found.effective_on) == (promulgated, effective)


def test_a_bare_date_below_the_title_is_that_of_signing() -> None:
    assert dates(
        f"某市委 某市人民政府关于甲的意见\n（2023年2月3日）\n为贯彻落实，提出如下意见。\n{BODY}"
    ).signed_on == date(2023, 2, 3)


@pytest.mark.parametrize(
    "closing",
    [
        "于二〇二四年五月六日在北京签订",
        "本协定于二〇二四年五月六日在北京签订。",
        "本条约于2024年5月6日在北京签署，一式两份，每份均用中文和英文写成，两种文本同等作准。",
        "本协定一式两份，于二〇二四年五月六日在北京签字，每份均用中文写成。",
        "二〇二四年五月六日订于北京",
        "二〇二四年五月六日于北京。",
    ],
)
@pytest.mark.parametrize(
    "signers", ["", "中华人民共和国代表　　乙国代表\n王某　　李某\n", "中华人民共和国政府代表\n王某\n"]
)
def test_a_treaty_is_signed_when_its_closing_words_say(closing: str, signers: str) -> None:
    articles = "第一条 甲。\n第二条 本协定自2024年7月1日起生效。\n"
    outline = parse(f"中华人民共和国和乙国关于丙的协定\n{articles}{closing}\n{signers}")
    assert outline.document.dates.signed_on == date(2024, 5, 6)
    assert outline.document.dates.effective_on == date(2024, 7, 1)
    assert [clause.path for clause in outline.clauses if clause.path.startswith("第二条")] == ["第二条"]


@pytest.mark.parametrize(
    "provision",
    [
        "缔约双方于2020年5月6日在北京签署的协定同时终止。",
        "2020年5月6日签订的合同继续有效。",
        "双方于2020年5月6日设立委员会。",
    ],
)
def test_other_acts_that_a_treaty_tells_of_are_not_its_own_signing(provision: str) -> None:
    assert dates(f"某协定\n第一条 甲。\n第二条 乙。\n{provision}\n").signed_on is None
