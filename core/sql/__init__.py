"""For what almost every request reads: statements written and planned once, and plain rows."""
