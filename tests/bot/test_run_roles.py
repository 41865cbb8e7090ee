"""``chivvy run --role web`` and ``--role worker``: two processes, one PostgreSQL database."""

from pathlib import Path

from tests.bot.test_run import command
from tests.support.roles import at_once, site

ADD = "add Renew the certificate @maria tomorrow"


async def test_web_answers_and_a_worker_sends(tmp_path: Path, postgres_url: str) -> None:
    """A signed command is answered by the one; nothing is sent until there is the other."""
    async with site(postgres_url, tmp_path) as at:
        web = await at.run("web")
        await at_once(postgres_url)
        assert "T-1" in await at.post(web, command(ADD))
        assert not at.told("D0MARIA", "Renew the certificate")
        await at.run("worker")
        await at.hears("D0MARIA", "Renew the certificate")
        assert "T-2" in await at.post(web, command("add Other parcel @maria friday", "1.2.b"))
        await at.hears("D0MARIA", "Other parcel")


async def test_a_worker_has_no_door(tmp_path: Path, postgres_url: str) -> None:
    """Slack's requests are for web: a worker answers for its health alone."""
    async with site(postgres_url, tmp_path) as at:
        worker = await at.run("worker")
        assert await at.post(worker, command(ADD)) == "404: Not Found"
        async with at.session.get(f"{worker}/readyz") as response:
            assert response.status == 200
