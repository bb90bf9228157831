"""gunicorn: 2 processes of 16 threads; a waiting response holds a thread, never a connection."""

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 16
timeout = 60
graceful_timeout = 10
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
# Its socket would lie in the home of the user, shared by every server of theirs.
control_socket_disable = True
