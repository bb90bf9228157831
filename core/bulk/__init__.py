"""For very many rows at once: COPY into tables, and few searches for garbage."""
