"""The networks that a key may be used from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firms.networks import admits, parse_network


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("203.0.113.9", "203.0.113.9/32"),
        (" 203.0.113.0/24 ", "203.0.113.0/24"),
        ("2001:DB8::/32", "2001:db8::/32"),
        ("2001:db8::1", "2001:db8::1/128"),
    ],
)
def test_an_address_and_a_network_have_one_form(text, network):
    assert parse_network(text) == network


@pytest.mark.parametrize("text", ["", "203.0.113", "203.0.113.0/33", "example.org", "0x7f000001/8"])
def test_what_is_no_network_is_refused(text):
    with pytest.raises(ValueError, match="no address and no network"):
        parse_network(text)


def test_bits_of_a_host_name_the_network():
    with pytest.raises(ValueError, match=r"the network is 203\.0\.113\.0/24"):
        parse_network("203.0.113.9/24")


def test_without_networks_everybody_is_admitted():
    assert admits([], "198.51.100.1")


def test_an_address_is_admitted_by_its_network_only():
    listed = ["203.0.113.0/24", "2001:db8::/32"]
    assert admits(listed, "203.0.113.255")
    assert admits(listed, "::ffff:203.0.113.255")
    assert admits(listed, "2001:db8:1::1")
    assert not admits(listed, "203.0.114.0")
    assert not admits(listed, "2001:db9::1")


@given(st.text(max_size=60))
def test_no_other_text_is_admitted(text):
    assert not admits(["192.0.2.0/24"], text)
