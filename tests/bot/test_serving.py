"""The web server's own socket."""

import socket

from bot.serving import listening


def test_answers_do_not_wait() -> None:
    """What the server accepts sends small answers at once."""
    with listening(0) as server, socket.create_connection(server.getsockname()[:2]):
        accepted, _ = server.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
