"""Two rows of one file that may be one organisation wait in the queue, as a row and a partner."""

from partners.models import Partner, PossibleDuplicate

LATIN = "Nantong Qingfeng Group Co., Ltd."


def rows(other):
    return f'id,name\n1,"{LATIN}"\n2,青禾针织有限公司\n3,{other}\n'


def test_a_curator_is_asked(run):
    report = run(rows("南通青锋精密机械有限公司"))
    assert report.counts["created"] == 3
    pair = PossibleDuplicate.objects.get()
    names = {one.partner.name_zh or one.partner.name_en for one in (pair.left, pair.right)}
    assert names == {LATIN, "南通青锋精密机械有限公司"}


def test_nobody_is_asked_again_when_the_file_comes_again(run):
    for _ in range(2):
        run(rows("南通青锋精密机械有限公司"))
    assert PossibleDuplicate.objects.count() == 1


def test_rows_that_are_surely_one_are_no_question(run):
    assert run(rows("南通青锋集团有限公司")).counts["duplicate"] == 1
    assert Partner.objects.count() == 2
    assert not PossibleDuplicate.objects.exists()
