"""Who holds the connection to a platform: one run at a time."""

from tests.storage.repositories.world import World

SILENCE = 15.0


def test_the_first_holds_it(world: World) -> None:
    """And goes on holding it for as long as it lives."""
    gateways, outbox = world.unit.gateways, world.unit.outbox
    outbox.beat("one")
    outbox.beat("two")
    assert gateways.hold("slack/T", "one", SILENCE)
    assert gateways.hold("slack/T", "one", SILENCE)
    assert not gateways.hold("slack/T", "two", SILENCE)


def test_who_is_not_heard_of_holds_nothing(world: World) -> None:
    """A run that has left, or whose heartbeat is too old; then it is another's for good."""
    gateways, outbox = world.unit.gateways, world.unit.outbox
    outbox.beat("one")
    outbox.beat("two")
    assert gateways.hold("slack/T", "one", SILENCE)
    outbox.leave("one", ())
    assert gateways.hold("slack/T", "two", SILENCE)
    outbox.beat("one")
    assert not gateways.hold("slack/T", "one", SILENCE)


def test_each_connection_by_itself(world: World) -> None:
    """Two platforms may be listened to by two runs."""
    gateways, outbox = world.unit.gateways, world.unit.outbox
    outbox.beat("one")
    outbox.beat("two")
    assert gateways.hold("slack/T", "one", SILENCE)
    assert gateways.hold("slack/other", "two", SILENCE)


def test_where_nobody_else_can_live(world: World) -> None:
    """On SQLite whoever starts takes it at once, however fresh the last heartbeat is."""
    gateways, outbox = world.unit.gateways, world.unit.outbox
    outbox.beat("killed")
    assert gateways.hold("slack/T", "killed", -1.0)
    assert gateways.hold("slack/T", "next", -1.0)
