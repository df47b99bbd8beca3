"""How gunicorn serves the office, behind a proxy or for one machine."""

bind = "127.0.0.1:8000"
preload_app = True  # else the first page after a start waits seconds for the libraries
workers = 2
threads = 4
loglevel = "warning"
control_socket_disable = True  # nobody steers it but the one who started it
