"""A counter gives each number once, inside a transaction, and its order is commit order."""

import threading

import pytest
from django.db import connection, transaction

from core import counters
from core.faults import NoTransaction


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(NoTransaction):
        counters.take("policy")


@pytest.mark.django_db
def test_an_unknown_counter_is_refused():
    with pytest.raises(LookupError, match="'weather'"):
        counters.take("weather")


@pytest.mark.django_db
def test_each_number_follows_the_last():
    before = counters.current("policy")
    assert [counters.take("policy") for _ in range(3)] == [before + 1, before + 2, before + 3]
    assert counters.current("policy") == before + 3


@pytest.mark.django_db(transaction=True)
def test_a_number_of_a_failed_transaction_is_given_again():
    before = counters.current("policy")
    with transaction.atomic():
        assert counters.take("policy") == before + 1
        transaction.set_rollback(True)
    with transaction.atomic():
        assert counters.take("policy") == before + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lock", [counters.take, counters.hold], ids=["taken", "held"])
def test_a_second_writer_waits_for_the_commit_of_the_first(lock):
    before = counters.current("event")
    taken: list[int] = []
    faults: list[BaseException] = []
    ready = threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                ready.set()
                taken.append(counters.take("event"))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    second = threading.Thread(target=write)
    with transaction.atomic():
        lock("event")
        second.start()
        assert ready.wait(30)
        second.join(0.2)
        # The second writer cannot have its number before the first has committed.
        assert taken == []
        own = counters.current("event")
    second.join(30)
    assert not faults
    assert taken == [own + 1]
    assert counters.current("event") == own + 1 > before
