"""An address of a page within a text becomes a link that gives nothing away; nothing else does."""

import re

from hypothesis import given
from hypothesis import strategies as st

from core.templatetags.links import web_links


def test_an_address_is_a_link_without_an_opener():
    shown = web_links("See https://example.org/a?b=1&c=2. And more")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown
    assert shown.endswith("</a>. And more")


def test_chinese_punctuation_ends_an_address():
    shown = web_links("来源：https://www.gd.gov.cn/x.html。另见http://example.cn/（附件）")
    assert 'href="https://www.gd.gov.cn/x.html"' in shown
    assert 'href="http://example.cn/"' in shown


def test_no_other_scheme_is_a_link():
    text = "javascript:alert(1) data:text/html,x ftp://a.example file:///etc <a href=x> www.a.cn"
    assert "href" not in web_links(text).replace("&lt;a href=x&gt;", "")


@given(st.text(alphabet="htps:/.<>&\"' ax。", max_size=60))
def test_no_text_breaks_out_of_the_page(text):
    shown = re.sub(
        r'<a href="https?://[^"<>]*" class="rh-link" rel="[a-z ]*" target="_blank">|</a>',
        "",
        web_links(text),
    )
    assert not re.search(r"[<>\"']", shown)
