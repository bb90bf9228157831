"""The SQL that begins a new epoch of the event stream; no model is needed to read it."""

# By the clock, because a second restore of one backup knows nothing of the first: all earlier
# numbers are below, as long as fewer than a million events a second are emitted. Numbers stay below
# 10 to the 15th, which every client reads exactly, until 2057.
RAISE_EPOCH = """
WITH old AS (
    SELECT number AS ended FROM public.core_counter WHERE name = 'event' FOR NO KEY UPDATE
), new AS (
    SELECT ended, greatest(
        floor(
            1000000 * extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00+00')
        )::bigint,
        ended + 2
    ) AS begins FROM old
), moved AS (
    UPDATE public.core_counter SET number = new.begins FROM new WHERE name = 'event'
)
INSERT INTO public.webhooks_streamepoch (ended, begins) SELECT ended, begins FROM new"""
