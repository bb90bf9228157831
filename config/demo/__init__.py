"""`make demo`: run the whole service on this machine and answer three example briefs."""
