"""Whom outgoing connections believe: the system's authorities, and one of the house."""

import ssl
from pathlib import Path

from core.screens.delivery import DeliveryFailure

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


def told(failure: DeliveryFailure) -> str:
    """Why a platform was not reached, with what to do where it is known."""
    return UNTRUSTED if "CertificateError" in str(failure) else str(failure)
