"""The sample texts, the catalogue that describes them, and what is built from them."""

import re
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from service.samples.catalogue import MARK, Sample, read_catalogue
from service.samples.manuscript import Paragraph, Table

ROOT = Path(__file__).resolve().parents[2] / "samples"
CATALOGUE = read_catalogue(ROOT)
PDF = next(sample for sample in CATALOGUE.samples if sample.carrier == "pdf")

# Digests of the texts as they were received: nobody edits them.
RECEIVED = {
    "chengdu-2022-plan.txt": "6d77104785b2f4da1b5ab4c7b969282e0e0dd2cad0298e1d3d7b1bc4748b4b12",
    "shanghai-2021-plan.txt": "bd0b480560520200aee2ead0972b1673a7854868aca0f907077361972e157f84",
    "shenyang-2022-plan.txt": "b604b9915c1a214f473a1e16bdd825eba98af5a6b81c445c6b71e3359e613dd6",
    "shenyang-ftz-2017-plan.txt": "856cb8b0cf7dce39dff0d93eef437d72b217d9b0f6bb32d28d1c2fb265f2b327",
    "yubei-draft-plan.txt": "d1c5527061829503ea29d5c8a5a97420d35166cda5af336d4ee70bde9ee9d538",
}


def test_the_five_official_texts_are_unaltered() -> None:
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in ROOT.glob("*.txt")}
    assert found == RECEIVED


@pytest.mark.parametrize("sample", CATALOGUE.samples, ids=lambda sample: sample.file)
def test_the_catalogue_says_what_the_text_prints(sample: Sample) -> None:
    text = re.sub(r"\s", "", CATALOGUE.text(sample))
    assert sample.title.replace(" ", "") in text
    for printed in (sample.number, sample.issuer):
        assert printed is None or printed in text
    if sample.dated_on:
        assert f"{sample.dated_on.year}年{sample.dated_on.month}月{sample.dated_on.day}日" in text


@pytest.mark.parametrize("sample", CATALOGUE.samples, ids=lambda sample: sample.file)
def test_paragraphs_and_tables_hold_every_character_once(sample: Sample) -> None:
    text = CATALOGUE.text(sample)
    pieces = []
    for block in CATALOGUE.blocks(sample):
        if isinstance(block, Paragraph):
            pieces.append(block.text)
        else:
            pieces.extend(paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)
    assert _characters("".join(pieces)) == _characters(re.sub(r"</?p>", "", text))


@pytest.mark.parametrize("sample", CATALOGUE.samples, ids=lambda sample: sample.file)
def test_the_cells_of_a_table_fill_its_grid_without_overlap(sample: Sample) -> None:
    for table in (block for block in CATALOGUE.blocks(sample) if isinstance(block, Table)):
        places = [
            (row, column)
            for cells in table.rows
            for cell in cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(places) == [(row, column) for row in range(table.height) for column in range(table.width)]


def test_publishers_and_texts_name_one_another() -> None:
    known = {publisher.id for publisher in CATALOGUE.publishers}
    assert {sample.publisher for sample in CATALOGUE.samples} == known


def test_invented_texts_begin_with_the_mark_and_claim_no_official_number() -> None:
    invented = [sample for sample in CATALOGUE.samples if sample.synthetic]
    assert [sample.phase for sample in invented] == ["amended", "final"]
    for sample in invented:
        text = CATALOGUE.text(sample)
        assert text.splitlines()[0] == MARK
        assert "渝北府" not in text
        assert sample.number in (None, "演示〔2026〕1号")
    assert "征求意见稿" not in CATALOGUE.text(invented[1])


def test_the_measures_of_invented_texts_are_numbered_without_gap_and_counted_right() -> None:
    for sample in (sample for sample in CATALOGUE.samples if sample.synthetic):
        (table,) = (block for block in CATALOGUE.blocks(sample) if isinstance(block, Table))
        numbers = [int(row[0].paragraphs[0]) for row in table.rows[1:] if len(row) > 1]
        assert numbers == list(range(1, len(numbers) + 1))
        assert f"落实{len(numbers)}项改革试点任务" in CATALOGUE.text(sample)


def test_what_is_built_from_the_texts_is_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "-B", str(ROOT / "build.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert checked.stderr == ""
    assert checked.returncode == 0


def test_the_pdf_holds_the_whole_text_and_its_pages_end_inside_sentences() -> None:
    with pypdfium2.PdfDocument(CATALOGUE.attachment(PDF)) as document:
        pages = [page.get_textpage().get_text_bounded().split("\r\n") for page in document]
    numbers = [lines.pop() for lines in pages]
    assert numbers == [f"— {number} —" for number in range(1, len(pages) + 1)]
    printed = "".join(line for lines in pages for line in lines)
    assert _characters(printed) == _characters(CATALOGUE.text(PDF))
    broken = [
        before[-1][-1] not in "。：:)）" and after[0][0] not in "一二三四五（(" for before, after in pairwise(pages)
    ]
    assert sum(broken) > len(pages) / 2


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path))):
        read_catalogue(tmp_path)


def _characters(text: str) -> str:
    return re.sub(r"\s", "", text)
