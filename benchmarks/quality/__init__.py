"""Is the ranking any good? Golden briefs, laws and figures over made-up and real partners."""
