"""All scenarios, in the order they are run."""

from collections.abc import Callable, Mapping, Sequence

from chaos import (
    briefs,
    broker,
    crashes,
    database_disk,
    fairness,
    keys,
    receivers,
    restored,
    slow_clients,
    stream,
)
from chaos.scene import Finding, Scene

ALL: Mapping[str, Callable[[Scene], Finding]] = {
    "C1 senders killed": crashes.killed_senders,
    "C2 and the database": crashes.killed_senders_and_database,
    "C3 Redis killed": broker.killed,
    "C3 Redis stopped": broker.refusing,
    "C3 Redis silent": broker.silent,
    "C4 killed before the wake-up": crashes.killed_before_the_wake_up,
    "C5 killed after the answer": crashes.killed_after_the_answer,
    "C6 stopped past its lease": crashes.stopped_past_its_lease,
    "C7 wrong clocks": crashes.wrong_clocks,
    "C8 1 of 20 hang": fairness.one_hangs,
    "C8 5 of 20 hang": fairness.five_hang,
    "C11 slow receivers": receivers.slow,
    "C14 redirects": receivers.redirecting,
    "C15 rebinding": receivers.rebinding,
    "C18 recovered": stream.recovered,
    "C19 feed": stream.followed,
    "C21 unfair firm": briefs.unfair_firm,
    "C22 Redis silent: briefs": briefs.silent_broker,
    "C22 Redis full: briefs": briefs.full_broker,
    "C23 damaged file": briefs.damaged_file,
    "C24 full disk": briefs.full_disk,
    "C25 wrong encryption key": keys.wrong_key,
    "C26 slow clients": slow_clients.slow_clients,
    "C27 restored under load": restored.restored,
    "C28 full disk of PostgreSQL": database_disk.full_database_disk,
}


def oracle(findings: Sequence[Finding]) -> Finding:
    """C20: the events of all runs that were emitted but neither arrived nor are accounted for."""
    lost = sum(int(one.figures.get("lost", 0)) for one in findings)
    unexplained = sum(int(one.figures.get("unexplained", 0)) for one in findings)
    told = sum(int(one.figures.get("told", 0)) for one in findings)
    figures = {"told": told, "lost": lost, "unexplained": unexplained}
    return Finding("C20 oracle of all runs", "0", not lost and not unexplained, figures)
