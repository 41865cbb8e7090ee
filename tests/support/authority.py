"""An authority of one's own, and servers on loopback that it vouches for."""

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True)
class Authority:
    """Where its certificate is, and a server's certificate and key."""

    certificate: Path
    server: Path
    key: Path


def authority(folder: Path) -> Authority:
    """A new one; nobody but this folder believes it."""
    found = Authority(folder / "house.pem", folder / "server.pem", folder / "server.key")
    wanted = folder / "server.csr"
    names = folder / "names"
    names.write_text("subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n", "utf-8")
    for command in (
        ("req", "-x509", *_KEY, "-keyout", folder / "house.key", "-out", found.certificate,
         "-subj", "/CN=An authority of the house", "-days", "2",
         "-addext", "keyUsage=critical,keyCertSign"),
        ("req", *_KEY, "-keyout", found.key, "-out", wanted, "-subj", "/CN=127.0.0.1"),
        ("x509", "-req", "-in", wanted, "-CA", found.certificate, "-CAkey", folder / "house.key",
         "-CAcreateserial", "-days", "2", "-extfile", names, "-out", found.server),
    ):  # fmt: skip
        subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True)
    return found


@asynccontextmanager
async def vouched(app: object, by: Authority) -> AsyncIterator[int]:
    """*app* by TLS on loopback; its port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, ws="websockets-sansio",
            ssl_certfile=by.server, ssl_keyfile=by.key, timeout_graceful_shutdown=2,
        )  # type: ignore[arg-type]  # fmt: skip
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            await running
