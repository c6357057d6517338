"""robots.txt: who may ask for what, how slowly, and what a missing or broken file means."""

import time

import pytest

from scrapers.robots import EVERYTHING_ALLOWED, NOTHING_ALLOWED, Robots, robots_for, robots_url

RULES = """\
User-agent: *
Disallow: /private/
Allow: /private/open.html
Disallow: /*.doc$
Crawl-delay: 2.5

User-agent: Clausewatch
Disallow: /search
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/", False),
        ("/private/open.html", True),
        ("/a/b.doc", False),
        ("/a/b.docx", True),
        ("/search", True),
        ("/robots.txt", True),
    ],
)
def test_the_longest_matching_rule_decides(path: str, allowed: bool) -> None:
    assert Robots(RULES).allowed(f"https://www.example.org{path}", "Other/1.0") is allowed


def test_a_group_for_our_name_takes_the_place_of_the_general_one() -> None:
    rules = Robots(RULES)
    agent = "Clausewatch/0.1 (+https://www.example.org/about)"
    assert rules.allowed("https://www.example.org/private/", agent)
    assert not rules.allowed("https://www.example.org/search?q=1", agent)
    assert rules.crawl_delay(agent) is None
    assert rules.crawl_delay("Other") == 2.5


@pytest.mark.parametrize(
    ("value", "delay"),
    [("0", None), ("-3", None), ("soon", None), ("nan", None), ("7", 7.0), ("1e9", 3600.0), ("100000", 3600.0)],
)
def test_a_crawl_delay_is_a_sane_number_of_seconds(value: str, delay: float | None) -> None:
    assert Robots(f"User-agent: *\nCrawl-delay: {value}").crawl_delay("x") == delay


@pytest.mark.parametrize(
    ("status", "text", "allowed"),
    [
        (200, "User-agent: *\nDisallow: /", False),
        (200, "", True),
        (200, "<!DOCTYPE html><p>User-agent: * Disallow: /</p>", True),
        (404, "User-agent: *\nDisallow: /", True),
        (403, "", True),
        (301, "", True),
        (500, "", False),
        (503, "", False),
        (429, "", False),
    ],
)
def test_an_answer_stands_for_its_rules(status: int, text: str, allowed: bool) -> None:
    assert robots_for(status, text).allowed("https://www.example.org/a.html", "Clausewatch") is allowed


def test_the_two_fixed_rules() -> None:
    assert EVERYTHING_ALLOWED.allowed("https://www.example.org/", "x")
    assert not NOTHING_ALLOWED.allowed("https://www.example.org/", "x")


def test_the_rules_stand_at_the_root_of_the_origin() -> None:
    assert robots_url("https://www.example.org:8443/a/b.html?c=d#e") == "https://www.example.org:8443/robots.txt"


def test_hostile_rules_cost_bounded_time() -> None:
    started = time.perf_counter()
    for text in ("User-agent: *\nDisallow: /" + "*a" * 100_000 + "$", "User-agent: *\n" + "Disallow: /a\n" * 200_000):
        Robots(text).allowed("https://www.example.org/" + "a" * 2000, "x")
    assert time.perf_counter() - started < 5
