"""Hostile texts through every page, in a Chromium whose content policy is switched off: nothing runs, all is seen."""

from datetime import date

import pytest
from lxml import html as markup
from playwright.sync_api import Browser
from support.browser import open_browser
from support.hostile import SCRIPTS, UNSEEN, hostile_statute
from support.houses import HandClock, house_at
from support.shelf import Shelf, served

from service.app import create_app
from service.families import add_missing, create_family
from service.tracking import track_file
from service.version_comparing import compare_versions


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory):
    clock = HandClock()
    with house_at(tmp_path_factory.mktemp("hostile"), clock=clock) as house:
        shelf = Shelf(house, clock)
        for ending, day in (("", date(2024, 1, 1)), ("等", date(2025, 1, 1))):
            clock.pass_by(minutes=7)
            tracked = track_file(
                house,
                f"{SCRIPTS[0]}.txt".replace("/", ""),
                hostile_statute(ending).encode(),
                document_id=shelf.law or None,
                dated_on=day,
            )
            shelf.law = tracked.document or ""
            shelf.versions.append(tracked.version or "")
        shelf.family = create_family(house, f"示例{SCRIPTS[12]}", [shelf.law], by="page").id
        add_missing(house, shelf.family, f"另一市{SCRIPTS[28]}条例", f"某市{SCRIPTS[48]}", by="page")
        compared = compare_versions(house, *shelf.versions).comparison
        shelf.change = next(one.id for one in compared.changes if "onerror" in one.spans[0].text)
        yield shelf


def paths(shelf: Shelf) -> list[str]:
    pair = "..".join(shelf.versions)
    return [
        "/",
        f"/documents/{shelf.law}",
        f"/versions/{shelf.versions[0]}",
        f"/comparisons/{pair}?unchanged=shown",
        f"/comparisons/{pair}?view=inline",
        f"/comparisons/{pair}?view=new&lang=en",
        f"/comparisons/{pair}?across=true",
        f"/comparisons/{pair}?word=%3Cscript%3Ehit()%3C/script%3E",
        f"/comparisons/{pair}/changes/{shelf.change}",
        f"/versions/{shelf.versions[0]}/clauses/%E7%AC%AC%E4%B8%80%E6%9D%A1/history",
        "/search?q=%3Cscript%3E",
        "/search?q=onerror&issuer=%22%3E%3Cscript%3Ehit()%3C/script%3E",
        "/families",
        f"/families/{shelf.family}",
        "/changes",
        "/relations",
    ]


def test_no_page_has_an_element_or_an_address_of_a_text_s_own(hostile: Shelf) -> None:
    with hostile.client() as client:
        for path in paths(hostile):
            answer = client.get(path)
            assert answer.status_code == 200, path
            page = markup.fromstring(answer.text)
            assert [one.get("src") for one in page.iter("script")] == ["/static/clausewatch.js"], path
            assert not page.xpath(
                "//iframe | //object | //embed | //base | //svg[not(@class='share')] | //math | //style | //marquee"
            ), path
            assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")], path
            addresses = [one.get(name) or "" for one in page.iter() for name in ("href", "src", "action")]
            assert not [one for one in addresses if one.strip().lower().startswith(("javascript:", "data:"))], path


def test_every_payload_and_every_unseen_character_can_be_read(hostile: Shelf) -> None:
    with hostile.client() as client:
        page = markup.fromstring(client.get(f"/versions/{hostile.versions[0]}").text)
        read = " ".join("".join(page.itertext()).split())
        assert [one for one in SCRIPTS if " ".join(one.split()) not in read] == []
        named = [one.text for one in page.xpath("//*[contains(@class, 'code-point')]")]
        assert {f"U+{ord(mark):04X}" for mark in UNSEEN} <= set(named)
        assert not set(UNSEEN) & set(read)


@pytest.mark.chromium
def test_nothing_runs_in_a_browser_without_a_content_policy(hostile: Shelf) -> None:
    with open_browser() as browser, served(create_app(hostile.house)) as address:
        assert _hits(browser, address, ["/compare"], "<img src=x onerror=hit()>") == 1
        assert _hits(browser, address, paths(hostile)) == 0


def _hits(browser: Browser, address: str, visited: list[str], planted: str | None = None) -> int:
    """How often ``hit()`` was called on these pages; ``planted`` shows that a call is noticed."""
    hits: list[str] = []
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        page.expose_function("hit", lambda: hits.append(page.url))
        page.on("dialog", lambda dialog: dialog.dismiss())
        for path in visited:
            page.goto(address + path, wait_until="load")
            if planted:
                page.set_content(planted, wait_until="load")
            page.mouse.move(300, 300)
            page.wait_for_timeout(60)
    finally:
        context.close()
    return len(hits)
