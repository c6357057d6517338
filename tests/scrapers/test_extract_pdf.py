"""PDF files to policy text: paragraphs across lines and pages, heads and numbers gone, ruled tables, what is refused."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.papers import Paper, make_pdf, make_table_pdf

from scrapers.extract import extract
from scrapers.extract.pdf import MAX_PAGES
from scrapers.pages import ExtractError, ExtractFailure

SAMPLES = Path(__file__).parents[2] / "samples"


def lines_of(body: bytes) -> list[str]:
    return extract(body, url="https://www.shazhou.example/a.pdf", content_type="application/pdf").text.split("\n")


def failure_of(body: bytes) -> ExtractFailure:
    with pytest.raises(ExtractError) as caught:
        lines_of(body)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def sample(name: str) -> list[str]:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.split("\n") if line.strip() and "\t" not in line]


PAPERS = [
    Paper(),
    Paper(size=12, pitch=20, margin=60, head="沙洲市人民政府公报", numbers="第{}页 共9页"),
    Paper(size=14, pitch=24, numbers="- {} -"),
    Paper(numbers="{}"),
]


@pytest.mark.parametrize("name", ["shanghai-2021-plan", "yubei-draft-plan", "shenyang-2022-plan"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_sample_set_as_pdf_comes_back_paragraph_by_paragraph(name: str, paper: Paper) -> None:
    assert lines_of(make_pdf(sample(name), paper)) == sample(name)


def test_without_indents_a_short_last_line_or_the_next_number_ends_a_paragraph() -> None:
    paragraphs = sample("shanghai-2021-plan")
    assert lines_of(make_pdf(paragraphs, Paper(indent=0))) == paragraphs


def test_a_title_that_repeats_as_running_head_stays_as_title() -> None:
    paragraphs = [
        "沙洲市夜间经济促进办法",
        *["（一）坚持市场主导，政府引导，社会参与，统筹推进夜间经济发展。" * 5] * 20,
    ]
    assert lines_of(make_pdf(paragraphs, Paper(head="沙洲市夜间经济促进办法"))) == paragraphs


def test_a_number_alone_on_its_line_inside_the_text_stays() -> None:
    assert lines_of(make_pdf(["附件", "12", "沙洲市防汛条例"])) == ["附件", "12", "沙洲市防汛条例"]


def test_latin_words_keep_their_blank_over_a_line_break() -> None:
    text = "支持企业" + "采用Regional Comprehensive Economic Partnership Agreement规则" * 3 + "。"
    assert lines_of(make_pdf([text])) == [text]


def test_a_ruled_table_becomes_rows_and_a_merged_cell_stands_once() -> None:
    rows = [["类别", "任务", "单位"], ["商贸", "延长营业时间", "市商务局"], ["", "增设网点", "市城管局"]]
    assert lines_of(make_table_pdf("表1　任务清单", rows, "附则。")) == [
        "表1　任务清单",
        "类别\t任务\t单位",
        "商贸\t延长营业时间\t市商务局",
        "\t增设网点\t市城管局",
        "附则。",
    ]


def drawn(pages: int, text: str = "", password: str | None = None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    target = io.BytesIO()
    encryption = StandardEncryption(password, "owner", canPrint=0) if password else None
    canvas = Canvas(target, pagesize=A4, invariant=1, encrypt=encryption)
    for _ in range(pages):
        canvas.drawString(80, 700, text)
        canvas.rect(100, 100, 50, 50)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_scanned_pdf_has_no_text_layer() -> None:
    assert failure_of(drawn(2)) is ExtractFailure.NO_TEXT_LAYER


def test_a_pdf_cut_anywhere_is_damaged() -> None:
    body = make_pdf(sample("shanghai-2021-plan"))
    for share in range(1, 100, 7):
        assert failure_of(body[: len(body) * share // 100]) is ExtractFailure.DAMAGED


def test_a_pdf_of_other_bytes_between_its_marks_is_damaged() -> None:
    assert failure_of(b"%PDF-1.7\n" + b"nothing of the kind " * 50 + b"\n%%EOF") is ExtractFailure.DAMAGED


def test_a_password_is_told_apart_from_damage() -> None:
    assert failure_of(drawn(1, "secret", password="pw")) is ExtractFailure.ENCRYPTED


def test_more_pages_than_the_limit_are_refused() -> None:
    assert failure_of(drawn(MAX_PAGES + 1, "x")) is ExtractFailure.BOMB


def test_two_threads_may_read_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    body = make_pdf(sample("yubei-draft-plan"))
    with ThreadPoolExecutor(4) as pool:
        assert {tuple(lines) for lines in pool.map(lines_of, [body] * 8)} == {tuple(sample("yubei-draft-plan"))}
