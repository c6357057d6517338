"""Fetching from a scripted server: whole bodies or a named failure, within the deadline and within bounded memory."""

import asyncio
import gzip
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.servers import Site, Step, Transport

from scrapers.addresses import Guard, parse_networks
from scrapers.fetch import Client, Limits
from scrapers.pages import Fetched, FetchError, FetchFailure, Validators

OPEN = Guard(networks=parse_networks("127.0.0.0/8"))
ROOMY = Limits(max_bytes=2**20)
QUICK = Limits(connect=0.2, first_byte=0.3, total=0.6)
PAGE = ("<html><body>" + "<p>第一条 为了规范公开征求意见，制定本办法。</p>" * 200 + "</body></html>").encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def get(url: str, *, validators: Validators = Validators(), limits: Limits = ROOMY, guard: Guard = OPEN) -> Fetched:  # noqa: B008 - frozen values
    async def run() -> Fetched:
        async with Client(guard, user_agent="Clausewatch test") as client:
            return await client.get(url, validators=validators, limits=limits)

    return asyncio.run(run())


def post(url: str, **options: object) -> Fetched:
    async def run() -> Fetched:
        async with Client(OPEN, user_agent="Clausewatch test") as client:
            given = {"body": b"{}", "headers": {}, "total": 0.5, **options}
            return await client.post(url, **given)  # type: ignore[arg-type]

    return asyncio.run(run())


def failure(url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, **options)  # type: ignore[arg-type]
    assert "\n" not in caught.value.detail
    return caught.value


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("transport", [Transport.LENGTH, Transport.CHUNKED, Transport.CLOSE])
def test_a_whole_body_arrives_in_every_form_of_transfer(site: Site, transport: Transport, packed: bool) -> None:
    fetched = get(site.page("/a", PAGE, transport=transport, gzip=packed, pieces=7))
    assert (fetched.status, fetched.body) == (200, PAGE)
    assert fetched.fetched_at.tzinfo is not None


def test_a_request_says_who_asks_and_takes_gzip_only(site: Site) -> None:
    get(site.page("/a", PAGE))
    sent = site.requests[0].headers
    assert sent["user-agent"] == "Clausewatch test"
    assert sent["accept-encoding"] == "gzip"
    assert "cookie" not in sent
    assert "authorization" not in sent


def test_cookies_are_never_sent_back(site: Site) -> None:
    async def twice(url: str) -> None:
        async with Client(OPEN, user_agent="t") as client:
            await client.get(url)
            await client.get(url)

    asyncio.run(twice(site.page("/a", PAGE, headers={"Set-Cookie": "id=1; Path=/"})))
    assert [("cookie" in request.headers) for request in site.requests] == [False, False]


@pytest.mark.parametrize("cut", [0.01, 0.5, 0.99])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("transport", [Transport.CUT_LENGTH, Transport.CUT_CHUNKED, Transport.RESET])
def test_a_body_that_is_cut_is_truncated(site: Site, transport: Transport, packed: bool, cut: float) -> None:
    error = failure(site.page("/a", PAGE, transport=transport, gzip=packed, cut=cut))
    assert error.reason is FetchFailure.TRUNCATED
    assert PAGE.startswith(error.partial)


@pytest.mark.parametrize("cut", [share / 8 for share in range(1, 8)])
@pytest.mark.parametrize("transport", [Transport.LENGTH, Transport.CHUNKED, Transport.CLOSE])
def test_a_gzip_stream_without_its_trailer_is_truncated_though_the_transfer_is_whole(
    site: Site, transport: Transport, cut: float
) -> None:
    error = failure(site.page("/a", PAGE, transport=transport, gzip=True, gzip_cut=cut))
    assert error.reason is FetchFailure.TRUNCATED


def test_several_gzip_members_and_padding_are_one_body(site: Site) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 8
    url = site.page("/a", Step(packed, headers={"Content-Encoding": "gzip"}, transport=Transport.CHUNKED, pieces=9))
    assert get(url).body == b"one two"


def test_an_empty_body_is_an_answer(site: Site) -> None:
    assert get(site.page("/a", b"")).body == b""
    assert get(site.page("/b", Step(b"", headers={"Content-Encoding": "gzip"}))).body == b""
    assert get(site.page("/c", Step(status=204))).status == 204


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "gzip, br", "aes128gcm"])
def test_an_encoding_that_was_not_asked_for_is_refused(site: Site, encoding: str) -> None:
    error = failure(site.page("/a", PAGE, headers={"Content-Encoding": encoding}))
    assert error.reason is FetchFailure.BAD_ENCODING
    assert encoding in error.detail


@pytest.mark.parametrize("body", [PAGE, zlib.compress(PAGE), gzip.compress(PAGE)[:-8] + b"\0" * 8])
def test_a_body_that_only_calls_itself_gzip_is_refused(site: Site, body: bytes) -> None:
    error = failure(site.page("/a", body, headers={"Content-Encoding": "gzip"}))
    assert error.reason is FetchFailure.BAD_ENCODING


def test_a_body_beyond_the_limit_is_too_large_and_leaves_its_beginning(site: Site) -> None:
    body = bytes(range(256)) * 8 * 1024
    for transport in (Transport.LENGTH, Transport.CHUNKED, Transport.CLOSE):
        error = failure(site.page("/a", body, transport=transport, pieces=64))
        assert error.reason is FetchFailure.TOO_LARGE
        assert error.partial == body[: len(error.partial)]
        assert 2**19 < len(error.partial) <= 2**20


def test_a_body_of_exactly_the_limit_is_whole(site: Site) -> None:
    assert len(get(site.page("/a", b"x" * 2**20)).body) == 2**20


BOMB = """
import asyncio, resource, sys
from scrapers.addresses import Guard, parse_networks
from scrapers.fetch import ATTACHMENT, Client, Limits
from scrapers.pages import FetchError

async def run(limits, path):
    async with Client(Guard(networks=parse_networks("127.0.0.0/8")), user_agent="t") as client:
        await client.get(sys.argv[1] + "/warm")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            await client.get(sys.argv[1] + path, limits=limits)
        except FetchError as error:
            print(error.reason, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)

asyncio.run(run(ATTACHMENT if sys.argv[2] == "attachment" else Limits(), "/bomb"))
"""


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(2**20)
    return b"".join(packer.compress(block) for _ in range(size // 2**20)) + packer.flush()


@pytest.mark.parametrize("kind", ["page", "attachment"])
def test_a_gzip_bomb_is_too_large_and_costs_less_than_32_mib(site: Site, kind: str) -> None:
    site.page("/warm", PAGE, gzip=True)
    site.page("/bomb", bomb(2**28), headers={"Content-Encoding": "gzip"})
    run = [sys.executable, "-c", BOMB, site.url(""), kind]
    root = Path(__file__).parents[2]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=root, timeout=60)
    reason, growth = done.stdout.split()
    assert reason == "too_large"
    assert int(growth) < 32


@pytest.mark.parametrize(
    "step",
    [
        Step(PAGE, transport=Transport.SILENT),
        Step(PAGE, delay=30),
        Step(PAGE, head_pace=0.1),
        Step(PAGE, pieces=200, pace=0.1),
        Step(PAGE, pieces=200, pace=0.1, transport=Transport.CHUNKED, gzip=True),
        Step(PAGE, pieces=2, pace=30),
    ],
    ids=["silent", "late", "slow head", "drip", "gzip drip", "stall"],
)
def test_a_fetch_ends_by_its_deadline_whatever_the_server_does(site: Site, step: Step) -> None:
    started = time.monotonic()
    error = failure(site.page("/a", step), limits=QUICK)
    assert error.reason is FetchFailure.DEADLINE
    assert time.monotonic() - started < QUICK.total + 1


def test_the_first_byte_has_a_deadline_of_its_own(site: Site) -> None:
    started = time.monotonic()
    error = failure(site.page("/a", Step(PAGE, delay=30)), limits=replace(QUICK, total=30))
    assert error.reason is FetchFailure.DEADLINE
    assert time.monotonic() - started < 2


def test_redirects_are_followed_to_the_final_address(site: Site) -> None:
    site.page("/end", PAGE)
    site.redirect("/two", "end")
    site.redirect("/one", "/two?x=1")
    site.page("/two?x=1", Step(status=307, headers={"Location": "/end#here"}))
    fetched = get(site.url("/one"))
    assert fetched.url == site.url("/one")
    assert fetched.final_url == site.url("/end")
    assert fetched.body == PAGE
    assert not fetched.permanent_redirect


def test_only_a_chain_of_permanent_redirects_is_permanent(site: Site) -> None:
    site.page("/end", PAGE)
    site.redirect("/moved", "/end", 301)
    site.redirect("/also", "/moved", 308)
    site.redirect("/mixed", "/moved", 302)
    assert get(site.url("/also")).permanent_redirect
    assert not get(site.url("/mixed")).permanent_redirect
    assert not get(site.url("/end")).permanent_redirect


def test_a_redirect_to_a_chinese_path_is_followed(site: Site) -> None:
    site.redirect("/one", "/政策/第一条.html")
    target = "/%E6%94%BF%E7%AD%96/%E7%AC%AC%E4%B8%80%E6%9D%A1.html"
    site.page(target, PAGE)
    assert get(site.url("/one")).body == PAGE
    assert site.asked(target)


def test_a_redirect_to_what_is_no_address_is_a_bad_url(site: Site) -> None:
    site.redirect("/one", "http://[::1")
    error = failure(site.url("/one"))
    assert error.reason is FetchFailure.BAD_URL
    assert "[::1" in str(error)


def test_redirects_end_after_five_hops_and_in_a_circle(site: Site) -> None:
    for hop in range(30):
        site.redirect(f"/{hop}", f"/{hop + 1}")
    site.page("/5", PAGE)
    assert get(site.url("/0")).body == PAGE
    site.redirect("/5", "/6")
    error = failure(site.url("/0"))
    assert error.reason is FetchFailure.REDIRECTS
    assert len(site.requests) == 12
    site.redirect("/x", "/y")
    site.redirect("/y", "/x")
    assert failure(site.url("/x")).reason is FetchFailure.REDIRECTS
    assert failure(site.redirect("/self", "/self")).reason is FetchFailure.REDIRECTS


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://2130706433:{port}/",
        "//127.0.0.2:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://clerk:word@127.0.0.1:{port}/",
        "\\\\127.0.0.2:{port}\\",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/",
        "ftp://www.example.org/",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_out_of_the_allowed_addresses_is_refused(site: Site, target: str) -> None:
    guard = Guard(endpoints=frozenset({("127.0.0.1", site.port)}))
    with Site("127.0.0.2") as inner:
        inner.page("/", "inner")
        url = site.redirect("/a", target.format(port=inner.port))
        assert failure(url, guard=guard).reason is FetchFailure.ADDRESS_REFUSED
        assert inner.connections == 0
    assert len(site.requests) == 1


def test_validators_are_repeated_and_304_keeps_them(site: Site) -> None:
    url = site.page("/a", Step(PAGE, etag='"v1"', last_modified="Tue, 02 Jan 2024 03:04:05 GMT"))
    first = get(url)
    assert first.validators == Validators('"v1"', "Tue, 02 Jan 2024 03:04:05 GMT")
    second = get(url, validators=first.validators)
    assert (second.status, second.body) == (304, b"")
    assert second.validators == first.validators
    assert site.requests[1].headers["if-modified-since"] == "Tue, 02 Jan 2024 03:04:05 GMT"


def test_304_without_a_condition_is_a_protocol_failure(site: Site) -> None:
    assert failure(site.page("/a", Step(status=304))).reason is FetchFailure.PROTOCOL


@pytest.mark.parametrize("status", [202, 403, 404, 410, 412, 429, 500, 503, 521])
def test_every_status_is_an_answer(site: Site, status: int) -> None:
    fetched = get(site.page("/a", "<p>no</p>", status=status, headers={"Retry-After": "9"}))
    assert (fetched.status, fetched.body, fetched.headers["retry-after"]) == (status, b"<p>no</p>", "9")


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 abc Odd\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
    ],
)
def test_what_is_no_http_is_a_protocol_failure(site: Site, raw: bytes) -> None:
    assert failure(site.page("/a", Step(raw, transport=Transport.RAW))).reason is FetchFailure.PROTOCOL


def test_a_hundred_thousand_headers_are_refused(site: Site) -> None:
    assert failure(site.page("/a", PAGE, many_headers=100_000)).reason is FetchFailure.PROTOCOL


def test_a_server_that_hangs_up_or_is_not_there_gave_no_connection(site: Site) -> None:
    assert failure(site.page("/a", transport=Transport.HANG_UP)).reason is FetchFailure.CONNECT
    with Site() as gone:
        url = gone.url("/")
    assert failure(url).reason is FetchFailure.CONNECT


def test_a_name_without_address_is_a_dns_failure() -> None:
    assert failure("http://nowhere.invalid/").reason is FetchFailure.DNS


def test_a_server_without_tls_is_a_tls_failure(site: Site) -> None:
    assert failure(site.url("/").replace("http:", "https:")).reason is FetchFailure.TLS


def test_what_is_no_url_is_a_bad_url() -> None:
    for url in ("", "www.example.org", "http://", "http://exa mple.org/", "http://xn--a.example/" + "a" * 70000):
        assert failure(url).reason is FetchFailure.BAD_URL


def test_one_client_serves_many_fetches_at_once(site: Site) -> None:
    async def run() -> list[bytes]:
        async with Client(OPEN, user_agent="t") as client:
            urls = [site.page(f"/{number}", str(number), pieces=2, pace=0.02) for number in range(40)]
            return [fetched.body for fetched in await asyncio.gather(*map(client.get, urls))]

    assert asyncio.run(run()) == [str(number).encode() for number in range(40)]


def test_a_dropped_connection_does_not_spoil_the_next_fetch(site: Site) -> None:
    limits = Limits(total=1, max_bytes=2**20)

    async def run() -> list[str]:
        told = []
        async with Client(OPEN, user_agent="t") as client:
            for path in ("/good", "/drip", "/good", "/cut", "/good", "/large", "/good"):
                try:
                    told.append(str((await client.get(site.url(path), limits=limits)).status))
                except FetchError as error:
                    told.append(str(error.reason))
        return told

    site.page("/good", PAGE)
    site.page("/drip", PAGE, pieces=100, pace=0.2)
    site.page("/cut", PAGE, transport=Transport.CUT_LENGTH, cut=0.5)
    site.page("/large", b"x" * 2**22)
    assert asyncio.run(run()) == ["200", "deadline", "200", "truncated", "200", "too_large", "200"]


def test_the_environment_names_no_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(site.page("/a", PAGE)).status == 200


def test_a_proxy_is_asked_only_for_addresses_that_pass_the_guard(site: Site) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return {"www.example.org": ["1.1.1.1"], "rebind.example": ["10.0.0.1"]}[host]

    async def run(url: str) -> bytes:
        async with Client(Guard(), user_agent="t", proxy=site.url(""), resolver=resolver) as client:
            return (await client.get(url)).body

    site.page("http://www.example.org/a", "through the proxy")
    assert asyncio.run(run("http://www.example.org/a")) == b"through the proxy"
    for url in ("http://rebind.example/", site.url("/")):
        with pytest.raises((FetchError, KeyError)) as caught:
            asyncio.run(run(url))
        assert isinstance(caught.value, KeyError) or caught.value.reason is FetchFailure.ADDRESS_REFUSED
    assert len(site.requests) == 1


def test_a_proxy_of_an_unknown_kind_is_told_when_the_client_is_made() -> None:
    for proxy in ("socks5://127.0.0.1:1080", "ftp://127.0.0.1"):
        with pytest.raises(ValueError, match=r"(?i)proxy"):
            Client(Guard(), user_agent="t", proxy=proxy)


def test_a_notice_is_one_request_with_its_body_and_headers(site: Site) -> None:
    answer = post(site.page("/hook", Step(b"ok", status=202)), body=b'{"a":1}', headers={"webhook-id": "m1"})
    assert (answer.status, answer.body) == (202, b"ok")
    assert (site.requests[0].method, site.requests[0].body) == ("POST", b'{"a":1}')
    assert site.requests[0].headers["webhook-id"] == "m1"
    assert site.requests[0].headers["content-length"] == "7"


def test_a_notice_follows_no_redirect(site: Site) -> None:
    site.page("/end", "end")
    assert post(site.redirect("/hook", "/end", 307)).status == 307
    assert len(site.requests) == 1


def test_a_notices_answer_is_kept_to_16_kib(site: Site) -> None:
    assert len(post(site.page("/a", b"x" * 10**6)).body) == 16384
    packed = post(site.page("/b", bomb(2**26), headers={"Content-Encoding": "gzip"}))
    assert len(packed.body) == 16384
    assert packed.status == 200


@pytest.mark.parametrize(
    "step",
    [
        Step(PAGE, pieces=1000, pace=0.1),
        Step(PAGE, transport=Transport.CUT_LENGTH, cut=0.5),
        Step(PAGE, transport=Transport.RESET, cut=0.5),
    ],
    ids=["drip", "cut", "reset"],
)
def test_a_notice_is_delivered_when_its_status_came_whatever_the_body_does(site: Site, step: Step) -> None:
    started = time.monotonic()
    assert post(site.page("/a", step)).status == 200
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("step", [Step(transport=Transport.SILENT), Step(head_pace=0.1)], ids=["silent", "slow head"])
def test_a_notice_without_a_status_fails_by_its_deadline(site: Site, step: Step) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        post(site.page("/a", step))
    assert caught.value.reason is FetchFailure.DEADLINE
    assert time.monotonic() - started < 2


def test_a_notice_passes_the_same_guard(site: Site) -> None:
    for url in ("http://10.0.0.1/", "http://2130706433/", "file:///etc/passwd", f"http://[::1]:{site.port}/"):
        with pytest.raises(FetchError) as caught:
            post(url)
        assert caught.value.reason is FetchFailure.ADDRESS_REFUSED
