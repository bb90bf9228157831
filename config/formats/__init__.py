"""The format of dates and times in the admin: equal in all languages, so none is misread."""
