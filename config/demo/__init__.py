"""`make demo`: the whole service on this machine, answering the article's two briefs."""
