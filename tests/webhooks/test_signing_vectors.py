"""Standard Webhooks 1.0.0: the published vectors, for our sender and for the receiver in docs."""

import importlib.util
import json
from pathlib import Path

import pytest

from webhooks.sending import signing

BASE_DIR = Path(__file__).resolve().parents[2]
FACTS = json.loads(Path(__file__).with_name("standard-webhooks.json").read_text("utf-8"))
SIGN = [one for one in FACTS["sign"] if one["scheme"] == "v1"]
# A public key verifies scheme v1a, which is not sent.
VERIFY = [one for one in FACTS["verify"] if one["secret"].startswith("whpk_") is False]


def _receiver():
    spec = importlib.util.spec_from_file_location("receiver", BASE_DIR / "docs" / "receiver.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


receiver = _receiver()


def _body(case) -> bytes:
    if "payload_repeat" in case:
        return case["payload_repeat"]["char"].encode() * case["payload_repeat"]["count"]
    return case["payload"].encode()


@pytest.mark.parametrize("case", SIGN, ids=lambda case: case["name"])
def test_sign(case):
    key = signing.decode_secret(case["secret"])
    assert (
        signing.signature(key, case["id"], case["timestamp"], _body(case))
        == case["expected_signature"]
    )


@pytest.mark.parametrize("case", VERIFY, ids=lambda case: case["name"])
def test_the_receiver_in_docs_verifies(case):
    try:
        receiver.verify(case["secret"], case["headers"], _body(case), case["now"])
        verified = True
    except receiver.NotVerified:
        verified = False
    assert verified == case["valid"]


@pytest.mark.parametrize("case", FACTS["invalid_secrets"], ids=lambda case: case["why"])
def test_an_invalid_secret_is_refused(case):
    with pytest.raises(signing.InvalidSecret):
        signing.decode_secret(case["secret"])


@pytest.mark.parametrize(
    "case", [one for one in FACTS["valid_secrets"] if one["secret"].startswith("whsec_")]
)
def test_a_valid_secret_has_its_bytes(case):
    assert len(signing.decode_secret(case["secret"])) == case["bytes"]


def test_our_secrets_hold_32_bytes_and_all_differ():
    made = {signing.generate_secret() for _ in range(10_000)}
    assert len(made) == 10_000
    assert {len(signing.decode_secret(one)) for one in made} == {32}
    assert all(one.startswith("whsec_") for one in made)


def test_without_a_key_there_are_no_headers():
    with pytest.raises(ValueError, match="no key"):
        signing.signature_headers([], "msg_1", 1, b"{}")
