"""Word's document.xml made plain before it is converted: numbers written out, hidden and deleted text gone, bold explicit."""

import re

from lxml import etree  # type: ignore[import-untyped]

from scrapers.extract.numbering import Numbering, W
from scrapers.pages import ExtractError, ExtractFailure

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CHUNK = "\ue0ff{}\ue0ff"
"""Stands for an embedded file (altChunk) until its own text takes the place."""


def parse_xml(data: bytes, called: str) -> etree._Element:
    """An XML part as a tree, without entities, network or huge nodes. ExtractError DAMAGED names the part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise ExtractError(ExtractFailure.DAMAGED, f"{called} is not well-formed XML: {problem.msg}") from problem


def simplify(document: etree._Element, numbering: Numbering, bold_styles: frozenset[str]) -> list[str]:
    """Rewrite a document tree in place; return the relation ids of its embedded files in order."""
    _remove_deleted(document)
    chunks = _mark_chunks(document)
    for paragraph in document.iter(f"{W}p"):
        _write_number(paragraph, numbering)
        _embolden(paragraph, bold_styles)
    return chunks


def _remove_deleted(document: etree._Element) -> None:
    for name in ("del", "moveFrom"):
        for element in list(document.iter(f"{W}{name}")):
            # Inside properties the same names mark a deleted paragraph or row; the converter knows those.
            if etree.QName(element.getparent()).localname not in ("rPr", "trPr"):
                _remove(element)
    for run in list(document.iter(f"{W}r")):
        if _on(run.find(f"{W}rPr/{W}vanish")):
            _remove(run)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _mark_chunks(document: etree._Element) -> list[str]:
    relations: list[str] = []
    for chunk in list(document.iter(f"{W}altChunk")):
        paragraph = etree.Element(f"{W}p")
        paragraph.append(_run(CHUNK.format(len(relations))))
        relations.append(chunk.get(_RELATION, ""))
        chunk.getparent().replace(chunk, paragraph)
    return relations


def _write_number(paragraph: etree._Element, numbering: Numbering) -> None:
    texts = [node.text or "" for node in paragraph.iter(f"{W}t")]
    properties = paragraph.find(f"{W}pPr")
    if properties is not None and properties.find(f"{W}rPr/{W}del") is not None and not any(texts):
        return
    number = numbering.next(paragraph)
    if number and "".join(texts).strip():
        paragraph.insert(0 if properties is None else 1, _run(number))


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    content = etree.SubElement(run, f"{W}t")
    content.text = text
    content.set(_XML_SPACE, "preserve")
    return run


def _embolden(paragraph: etree._Element, bold_styles: frozenset[str]) -> None:
    """Write bold that comes from a style into each run that does not decide for itself."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    whole = style is not None and style.get(f"{W}val", "") in bold_styles
    for run in paragraph.iter(f"{W}r"):
        named = run.find(f"{W}rPr/{W}rStyle")
        if whole or (named is not None and named.get(f"{W}val", "") in bold_styles):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            if properties.find(f"{W}b") is None:
                etree.SubElement(properties, f"{W}b")


def read_bold_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of styles that set bold, by themselves or by what they are based on."""
    own: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        mark, base = style.find(f"{W}rPr/{W}b"), style.find(f"{W}basedOn")
        if mark is not None:
            own[name] = _on(mark)
        based[name] = "" if base is None else base.get(f"{W}val", "")
    return frozenset(name for name in based if _inherited(name, own, based))


def _inherited(name: str, own: dict[str, bool], based: dict[str, str]) -> bool:
    for _ in range(20):
        if name in own or not name:
            break
        name = based.get(name, "")
    return own.get(name, False)


def _on(mark: etree._Element | None) -> bool:
    return mark is not None and re.fullmatch(r"0|false|off", mark.get(f"{W}val", "1")) is None
