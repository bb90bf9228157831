"""`make demo PORT=` takes a port or says what one is."""

import pytest

from config.demo.services import DemoError, parse_port


@pytest.mark.parametrize(
    ("text", "port"), [("", None), ("8010", 8010), (" 1 ", 1), ("65535", 65535)]
)
def test_a_port_or_none(text, port):
    assert parse_port(text) == port


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "the nearest is 1:"),
        ("-5", "the nearest is 1:"),
        ("65536", "the nearest is 65535:"),
        ("9" * 400, "the nearest is 65535:"),
        ("abc", "is no port: give a number from 1 to 65535"),
        ("80.5", "is no port: give a number"),
        ("８０", "is no port: give a number"),
        ("-", "is no port: give a number"),
    ],
)
def test_what_is_no_port_is_named_with_the_nearest_right_value(text, said):
    with pytest.raises(DemoError) as refused:
        parse_port(text)
    assert f"PORT={text[:40]}" in str(refused.value)
    assert said in str(refused.value)
