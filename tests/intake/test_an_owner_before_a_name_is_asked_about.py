"""A name with that of an owner before it waits in the queue beside the firm that it may be."""

from partners.models import Partner, PossibleDuplicate

REGISTERED = "name\n沈阳机床股份有限公司\n苏州机床股份有限公司\n"
WITH_OWNER = "name\n通用技术沈阳机床\n"


def test_it_joins_no_firm_by_itself_and_a_curator_is_asked(run):
    run(REGISTERED, dataset="registered")
    report = run(WITH_OWNER, dataset="other")
    assert report.counts["created"] == 1
    assert Partner.objects.count() == 3
    pair = PossibleDuplicate.objects.get()
    names = {pair.left.partner.name_zh, pair.right.partner.name_zh}
    assert names == {"沈阳机床股份有限公司", "通用技术沈阳机床"}
