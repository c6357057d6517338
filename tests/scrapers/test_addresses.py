"""The address guard: every spelling of an inner address is refused, and nothing listening there is ever touched."""

import asyncio
from collections.abc import Sequence

import pytest
from support.servers import Site

from scrapers.addresses import AddressRefused, BadUrlError, Guard, check_url, parse_networks
from scrapers.fetch import Client, Limits
from scrapers.pages import FetchError, FetchFailure

QUICK = Limits(connect=2, first_byte=2, total=4)

INNER = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.0.1 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 64:ff9b::7f00:1
64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:0:53aa:64c:0:0:80ff:fffe 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1
2002:808:808:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 4000::1
""".split()

PUBLIC = "1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2400:3200::1 2606:4700::1111".split()

SPELLINGS = """
http://127.0.0.1:{port}/ http://127.0.0.1.:{port}/ http://127.1:{port}/ http://127.0.1:{port}/ http://127.255.255.254:{port}/
http://2130706433:{port}/ http://017700000001:{port}/ http://0177.0.0.1:{port}/ http://0x7f.0.0.1:{port}/ http://0x7f.1:{port}/
http://0x7f000001:{port}/ http://0X7F.1:{port}/ http://00000177.0.0.1:{port}/ http://127.0.0.01:{port}/ http://0:{port}/
http://0.0.0.0:{port}/ http://0x0:{port}/ http://127。0。0。1:{port}/ http://127．0．0．1:{port}/ http://127｡0｡0｡1:{port}/
http://①②⑦.⓪.⓪.①:{port}/ http://１２７.0.0.1:{port}/ http://127.0.0.¹:{port}/ http://٠.٠.٠.٠:{port}/
http://localhost:{port}/ http://LOCALHOST:{port}/ http://localhost.:{port}/ http://ｌｏｃａｌｈｏｓｔ:{port}/ http://ⓛocalhost:{port}/
http://[::1]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ http://[::]:{port}/ http://[::ffff:127.0.0.1]:{port}/
http://[::ffff:7f00:1]:{port}/ http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/ http://[::127.0.0.1]:{port}/
http://[64:ff9b::127.0.0.1]:{port}/ http://[64:ff9b::7f00:1]:{port}/ http://[2002:7f00:1::]:{port}/ http://[::1%25lo]:{port}/
http://[::1%lo]:{port}/ http://127.0.0.1%00:{port}/ http://127%2e0%2e0%2e1:{port}/ http://%6c%6f%63%61%6c%68%6f%73%74:{port}/
http://user@127.0.0.1:{port}/ http://user:word@127.0.0.1:{port}/ http://@127.0.0.1:{port}/ http://www.example.org@127.0.0.1:{port}/
http://127.0.0.1:{port}\\@www.example.org/ http://127.0.0.1:{port}#@www.example.org/ http://www.example.org\\@127.0.0.1:{port}/
http:\\\\127.0.0.1:{port}/ http:/\\127.0.0.1:{port}/ HTTP://127.0.0.1:{port}/ https://127.0.0.1:{port}/
""".split()
AWKWARD = [
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1\n:{port}/",
    "http://\r\n127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/\x00",
    "http://127.0.0.1\u200b:{port}/",
    "http://127.0.0.1\u00ad:{port}/",
    "\thttp://127.0.0.1:{port}/",
    "http:// 127.0.0.1:{port}/",
    "  http://127.0.0.1:{port}/  ",
]


async def fetch(url: str, guard: Guard, resolver: object = None) -> bytes:
    async with Client(guard, user_agent="test", resolver=resolver) as client:  # type: ignore[arg-type]
        return (await client.get(url, limits=QUICK)).body


@pytest.mark.parametrize("ip", INNER)
def test_an_address_that_is_not_public_is_refused_on_every_port(ip: str) -> None:
    for port in (80, 443, 8080):
        with pytest.raises(AddressRefused):
            Guard().check(ip, port)


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_passes_on_80_and_443_only(ip: str) -> None:
    Guard().check(ip, 80)
    Guard().check(ip, 443)
    for port in (22, 25, 5432, 6379, 8080, 8443):
        with pytest.raises(AddressRefused, match=f"port {port}"):
            Guard().check(ip, port)


def test_what_is_no_address_is_refused() -> None:
    for text in ("", "localhost", "127.1", "fe80::1%eth0", "1.1.1.1/32"):
        with pytest.raises(AddressRefused):
            Guard().check(text, 80)


def test_an_allowed_network_opens_its_addresses_on_any_port_and_no_others() -> None:
    guard = Guard(networks=parse_networks("10.1.0.0/16, fd00::/8"))
    for ip in ("10.1.2.3", "::ffff:10.1.2.3", "fd00::5"):
        guard.check(ip, 8080)
    for ip in ("10.2.0.1", "127.0.0.1", "fc00::1"):
        with pytest.raises(AddressRefused):
            guard.check(ip, 80)


def test_an_opened_translation_prefix_does_not_open_what_it_wraps() -> None:
    guard = Guard(networks=parse_networks("64:ff9b::/96 2002::/16"))
    guard.check("64:ff9b::808:808", 443)
    for ip in ("64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "2002:7f00:1::"):
        with pytest.raises(AddressRefused, match="holds"):
            guard.check(ip, 443)


def test_an_endpoint_opens_one_port_of_one_address() -> None:
    guard = Guard(endpoints=frozenset({("127.0.0.1", 8765)}))
    guard.check("127.0.0.1", 8765)
    for ip, port in (("127.0.0.1", 8766), ("127.0.0.1", 80), ("127.0.0.2", 8765)):
        with pytest.raises(AddressRefused):
            guard.check(ip, port)


@pytest.mark.parametrize(
    ("text", "hint"), [("10.0.0.1/8", "10.0.0.0/8"), ("ten", "10.1.0.0/16"), ("10.0.0.0/33", "10.1.0.0/16")]
)
def test_a_wrong_network_is_told_with_how_to_write_it(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        parse_networks(f"192.168.0.0/16, {text}")


def test_no_networks_are_an_empty_list() -> None:
    assert parse_networks(" , ") == ()


@pytest.mark.parametrize("spelling", SPELLINGS + AWKWARD)
def test_no_spelling_of_loopback_reaches_a_listener(spelling: str) -> None:
    with Site() as site:
        # the port is open to the public, so that nothing but the address is in the way
        guard = Guard(ports=frozenset({80, 443, site.port}))
        with pytest.raises(FetchError) as caught:
            asyncio.run(fetch(spelling.replace("{port}", str(site.port)), guard))
        assert site.connections == 0
    assert caught.value.reason in (FetchFailure.ADDRESS_REFUSED, FetchFailure.BAD_URL)
    assert "\n" not in caught.value.detail


def test_the_same_listener_answers_when_its_network_is_allowed() -> None:
    with Site() as site:
        url = site.page("/", "here")
        assert asyncio.run(fetch(url, Guard(networks=parse_networks("127.0.0.0/8")))) == b"here"
        assert asyncio.run(fetch(url, Guard(endpoints=frozenset({("127.0.0.1", site.port)})))) == b"here"


class Answers:
    """A name service that gives one answer after the other, the last one for ever, and counts."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked() -> None:
    with Site() as site:
        site.page("/", "inner")
        guard = Guard(networks=parse_networks("127.0.0.2/32"), ports=frozenset({site.port}))
        names = Answers(["127.0.0.2"], ["127.0.0.1"])
        with pytest.raises(FetchError) as first:
            asyncio.run(fetch(f"http://rebind.example:{site.port}/", guard, names))
        with pytest.raises(FetchError) as second:
            asyncio.run(fetch(f"http://rebind.example:{site.port}/", guard, names))
        assert site.connections == 0
    assert names.asked == 2
    assert first.value.reason is FetchFailure.CONNECT
    assert second.value.reason is FetchFailure.ADDRESS_REFUSED


def test_one_inner_address_among_public_ones_refuses_the_name() -> None:
    with Site() as site:
        guard = Guard(ports=frozenset({site.port}))
        for answer in (["1.1.1.1", "127.0.0.1"], ["2606:4700::1111", "::ffff:127.0.0.1"]):
            with pytest.raises(FetchError) as caught:
                asyncio.run(fetch(f"http://mixed.example:{site.port}/", guard, Answers(answer)))
            assert caught.value.reason is FetchFailure.ADDRESS_REFUSED
        assert site.connections == 0


def test_the_name_stays_in_the_host_header_of_a_checked_connection() -> None:
    with Site() as site:
        site.page("/", "named")
        guard = Guard(networks=parse_networks("127.0.0.0/8"))
        assert asyncio.run(fetch(f"http://www.example.org:{site.port}/", guard, Answers(["127.0.0.1"]))) == b"named"
        assert site.requests[0].headers["host"] == f"www.example.org:{site.port}"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://www.example.org/", "data:,x"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="neither http nor https"):
        check_url(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "www.example.org",
        "//www.example.org/",
        "http:///x",
        "http://",
        "http://[1]/",
        "http://a:99999/",
        "http://a:x/",
        "http://a:0/",
        "http:a",
    ],
)
def test_what_is_no_url_is_told_so(text: str) -> None:
    with pytest.raises(BadUrlError):
        check_url(text)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.example.org/列表/附件 1.docx?a=b#c", "https://www.example.org/列表/附件 1.docx?a=b"),
        ("http://中国政府网.政务/", "http://中国政府网.政务/"),
        ("http://163.example/404.html", "http://163.example/404.html"),
        ("http://www.example.org:8080/@user", "http://www.example.org:8080/@user"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_ordinary_urls_pass_without_their_fragment(url: str, kept: str) -> None:
    assert check_url(url) == kept


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(AddressRefused) as caught:
        check_url("https://clerk:hunter2@www.example.org/")
    assert "hunter2" not in str(caught.value)
