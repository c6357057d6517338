"""A family's matrix to take home: CSV and XLSX of the rows that are asked for, and what they say of themselves."""

from enum import StrEnum

from diffs.families.batches import Batch
from diffs.families.family import Counting, Matrix, Presence
from service.family_sheets import FamilySheet
from service.matrices import WORDS
from service.matrix_asked import Asked
from service.matrix_sheets import matrix_csv, matrix_workbook, uncounted
from service.texts import Language, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


#: How texts are counted (``diffs.families.standing``), for people.
_BY_PLACES = (
    "全有、部分、独有按地方计，共 {count} 地：一地的多份文本只算一地；已有定稿的，征求意见稿等未定稿照列而不计入；同名文本以最后一份为准，较早的不计入。"
    "只见于不计入文本的行，标“未计入”。"
)
_BY_TEXTS = "全有、部分、独有按文本计，共 {count} 份，每份各算一份。"


class MatrixPaper(StrEnum):
    """What a matrix can be had as (closed)."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def family_csv(shown: Matrix) -> bytes:
    """The rows as CSV in UTF-8 with the mark that spreadsheets look for."""
    return ("\ufeff" + matrix_csv(shown)).encode("utf-8", "replace")


def family_workbook(sheet: FamilySheet, shown: Matrix, asked: Asked) -> bytes:
    """The rows as a workbook, columns under the names of their batches."""
    groups = [(batch_name(one, Language.ZH), len(one.texts)) for one in sheet.batches]
    return matrix_workbook(shown, title=sheet.family.title, groups=groups, notes=_notes(sheet, shown, asked))


def batch_name(batch: Batch, language: Language) -> str:
    """What a group of columns is called: 草案, the level, and the notice that issued them together."""
    said = [say(language, "family.drafts")] if batch.draft else []
    said.append(say(language, f"level.{batch.level}"))
    issued = " ".join(one for one in (batch.notice, batch.on.isoformat() if batch.on else None) if one)
    if issued:
        said.append(issued)
    elif not batch.together and len(batch.texts) > 1:
        said.append(say(language, "family.apart"))
    return " · ".join(said)


def _notes(sheet: FamilySheet, shown: Matrix, asked: Asked) -> list[str]:
    whole = sheet.matrix or shown
    counts = whole.summary
    filters = "；".join(f"{name}={value}" for name, value in asked.query().items()) or "无"
    texts = [
        f"{column.document.title}{uncounted(column)}："
        f"{f'{column.measures} 条，独有 {column.alone} 条' if column.held else '未收录'}"
        for column in whole.columns
    ]
    return [
        f"共 {len(whole.rows)} 行：全有 {counts[Presence.ALL]}，部分 {counts[Presence.SOME]}，"
        f"独有 {counts[Presence.ONE]}，未计入 {counts[Presence.NONE]}；本表列出 {len(shown.rows)} 行。",
        (_BY_PLACES if whole.counting is Counting.PLACES else _BY_TEXTS).format(count=whole.places),
        f"筛选：{filters}",
        f"标签：{'、'.join(WORDS.values())}。未见：已收录的文本中没有找到；未收录：没有该文本，不作判断。",
        *texts,
        *([f"另有 {len(sheet.left_out)} 份文本未列入。"] if sheet.left_out else []),
        f"算法：{whole.algorithm}",
        say(Language.ZH, "paper.disclaimer"),
    ]
