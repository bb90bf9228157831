"""A mixed load for half an hour on the service as it is deployed: errors, times, and memory."""
