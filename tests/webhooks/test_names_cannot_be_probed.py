"""An attempt tells the owner of an endpoint nothing of the names in our network."""

import pycurl

from webhooks.sending.transport import Exchange, Limits


def test_a_name_that_does_not_exist_looks_like_one_with_a_private_address():
    exchange = Exchange(Limits(3, 1, loopback=False))
    unknown = exchange.error(pycurl.E_COULDNT_RESOLVE_HOST, "Could not resolve host: db.corp")
    exchange._address_refused = True
    private = exchange.error(pycurl.E_COULDNT_CONNECT, "Failed to connect to db.corp")
    assert unknown == private == "address-refused"


def test_a_name_that_takes_too_long_to_resolve_looks_so_too():
    exchange = Exchange(Limits(3, 1, loopback=False))
    told = exchange.error(
        pycurl.E_OPERATION_TIMEDOUT, "Resolving timed out after 1000 milliseconds"
    )
    assert told == "address-refused"
    told = exchange.error(
        pycurl.E_OPERATION_TIMEDOUT, "Operation timed out after 3000 milliseconds"
    )
    assert told == "timeout"
