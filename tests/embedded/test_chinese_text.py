"""PostgreSQL takes Chinese characters for letters."""

import psycopg


def test_chinese_has_trigrams_and_the_extensions_we_need_are_there(client):
    with psycopg.connect(client.database_url) as connection:
        for extension in ("pg_trgm", "btree_gist", "unaccent"):
            connection.execute(f"CREATE EXTENSION {extension}")
        (trigrams,) = connection.execute("SELECT show_trgm('深圳市比亚迪')").fetchone()
        (folded,) = connection.execute("SELECT unaccent('Škoda')").fetchone()
    assert len(trigrams) > 5
    assert folded == "Skoda"
