"""What a page prints beside its text, read as facts of the document where the text itself is silent."""

from collections.abc import Mapping
from dataclasses import replace

from diffs.clauses import DocumentFacts
from diffs.parsing.citations import normal_number
from diffs.parsing.dates import first_date

_METADATA_NUMBER = ("发文字号", "文号", "发布文号")
_METADATA_PUBLISHER = ("发布机构", "发布单位", "信息来源", "ContentSource")
_METADATA_ISSUER = ("发文机关", "制发机关", "发文单位")
_METADATA_SIGNED = ("成文日期", "发文日期", "签署日期")
_METADATA_PUBLISHED = ("发布日期", "公开日期", "发布时间", "PubDate")


def with_metadata(facts: DocumentFacts, row: Mapping[str, str]) -> DocumentFacts:
    """The text's own facts, completed where the text is silent by what its page prints beside it."""

    def said(names: tuple[str, ...]) -> str | None:
        return next((row[name].strip() for name in names if row.get(name, "").strip()), None)

    number = said(_METADATA_NUMBER)
    issuer = said(_METADATA_ISSUER)
    signed, published = said(_METADATA_SIGNED), said(_METADATA_PUBLISHED)
    dates = replace(
        facts.dates,
        signed_on=facts.dates.signed_on or (first_date(signed) if signed else None),
        published_on=facts.dates.published_on or (first_date(published) if published else None),
    )
    return replace(
        facts,
        number=facts.number or (normal_number(number) if number else None),
        number_printed=facts.number_printed or number,
        issuers=facts.issuers or ((issuer,) if issuer else ()),
        publisher=facts.publisher or said(_METADATA_PUBLISHER),
        dates=dates,
    )
