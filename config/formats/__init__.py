"""How the admin writes days and times: alike in every language, so that none is misread."""
