"""Whom outgoing connections believe: the system's authorities, and one of the house."""

import ssl
from pathlib import Path

from core.screens.messenger import DeliveryFailure

UNTRUSTED = (
    "its certificate is signed by an authority that this machine does not know. Where a proxy of"
    " your house opens TLS, set CHIVVY_CA_FILE to that authority's certificate, a PEM file"
)


def trust(authority: Path | None) -> ssl.SSLContext | None:
    """Believes *authority* beside the system's; None: what the system believes."""
    if authority is None:
        return None
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=authority)
    return context


EXPLAINED = ("CHIVVY_CA_FILE", "DISCORD_MESSAGE_CONTENT")
"""Settings that a reason names, where it says itself what to do."""


def told(failure: DeliveryFailure) -> str:
    """Why a platform was not reached, with what to do where it is known."""
    return UNTRUSTED if "CertificateError" in str(failure) else str(failure)


def advised(failure: DeliveryFailure) -> str:
    """As ``told``, with what to look at where the reason does not say it itself."""
    why = told(failure)
    if any(name in why for name in EXPLAINED):
        return f"the platform says: {why}; `chivvy doctor` tells whether it is right then"
    return (
        f"the platform says: {why}; check SLACK_BOT_TOKEN and SLACK_API_BASE_URL, or"
        " DISCORD_TOKEN, or `chivvy doctor`"
    )
