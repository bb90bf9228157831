"""Where events may be sent: every dress of a private address is refused, at save and at connect."""

import json
import time
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.endpoints import addresses, destination
from webhooks.errors import DestinationRefused
from webhooks.sending.sender import PostRequest, Sender
from webhooks.sending.transport import Limits

FACTS = json.loads(Path(__file__).with_name("addresses.json").read_text("utf-8"))
PRIVATE_4 = FACTS["private_4"]
PRIVATE_6 = FACTS["private_6"]
PUBLIC = FACTS["public"]
NAMED = FACTS["named"]
DISGUISED = FACTS["disguised"]


@pytest.mark.parametrize("text", PRIVATE_4 + PRIVATE_6)
def test_a_private_address_is_not_connected_to(text):
    assert not addresses.may_connect(text, loopback=False)


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is(text):
    assert addresses.may_connect(text, loopback=False)


@pytest.mark.parametrize("host", PRIVATE_4 + [f"[{one}]" for one in PRIVATE_6] + NAMED + DISGUISED)
def test_no_private_host_is_saved_whatever_it_is_dressed_as(host):
    with pytest.raises(DestinationRefused):
        destination.validate_url(f"https://{host}/hook", loopback=False)


@pytest.mark.parametrize(
    "host",
    ["ronghe.example.com", "xn--fiqs8s.cn", "a-b.example.co", "EXAMPLE.com", "example.com."]
    + [f"[{one}]" if ":" in one else one for one in PUBLIC],
)
def test_a_public_host_is_saved(host):
    assert destination.validate_url(f"https://{host}/hook?a=1", loopback=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://example.com:80/",
        "https://example.com:22/",
        "https://example.com:99999/",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://example.com/#part",
        "https://exa mple.com/",
        "https://example.com/\r\nX: y",
        "https://example.com\\@10.0.0.1/",
        "https:///x",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "//example.com/",
        "example.com",
        "",
        "https://例子.cn/",
        "https://[::1",
        "https://example.com/" + "a" * 2000,
    ],
)
def test_no_other_form_of_address_is_saved(url):
    with pytest.raises(DestinationRefused):
        destination.validate_url(url, loopback=False)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/", "http://localhost:9/x", "http://[::1]:80/", "https://127.0.0.2/"],
)
def test_this_machine_is_only_for_development(url):
    assert destination.validate_url(url, loopback=True) == url
    with pytest.raises(DestinationRefused):
        destination.validate_url(url, loopback=False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:0/", "http://localhost:00/x", "http://[::1]:0/"])
def test_nobody_listens_at_port_0(url):
    with pytest.raises(DestinationRefused, match="port 0"):
        destination.validate_url(url, loopback=True)


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[fd00:ec2::254]", "0.0.0.0"])
def test_development_opens_nothing_else(host):
    with pytest.raises(DestinationRefused):
        destination.validate_url(f"http://{host}/", loopback=True)


@given(st.integers(0, 2**32 - 1))
def test_an_ipv6_dress_is_as_public_as_what_it_carries(bits):
    inner = IPv4Address(bits)
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert addresses.is_public(IPv6Address(prefix | bits)) == addresses.is_public(inner)
    assert addresses.is_public(IPv6Address(0x2002 << 112 | bits << 80)) == addresses.is_public(
        inner
    )


@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_never_public(address):
    mapped = getattr(address, "ipv4_mapped", None) or address
    if mapped.is_loopback or mapped.is_link_local or mapped.is_multicast or mapped.is_unspecified:
        assert not addresses.is_public(ip_address(address))


def test_curl_asks_before_each_socket_and_connects_to_none_of_them():
    hosts = [f"[{one}]" if ":" in one else one for one in PRIVATE_4 + PRIVATE_6 if "%" not in one]
    sender: Sender[str] = Sender(Limits(3, 1, loopback=False))
    sender.start()
    # As a name that was changed since it was saved would: straight to the connect.
    sender.send(PostRequest(host, f"https://{host}/", {}, b"{}") for host in hosts)
    replies = []
    for _ in range(600):
        replies += sender.take_replies()
        if len(replies) == len(hosts):
            break
        time.sleep(0.01)
    sender.stop()
    assert {one.reference: one.error for one in replies} == dict.fromkeys(hosts, "address-refused")


def test_a_name_that_leads_inside_is_refused_at_connect(receiver):
    sender: Sender[int] = Sender(Limits(3, 1, loopback=False))
    sender.start()
    sender.send([PostRequest(1, f"https://localhost:{receiver.port}/", {}, b"{}")])
    replies = []
    for _ in range(300):
        replies += sender.take_replies()
        if replies:
            break
        time.sleep(0.01)
    sender.stop()
    assert [one.error for one in replies] == ["address-refused"]
    assert not receiver.requests
