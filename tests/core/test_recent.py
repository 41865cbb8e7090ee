"""A memory with an end."""

from core.kernel.recent import Recent


def test_the_oldest_is_forgotten_first() -> None:
    """Beyond what it may hold, what was put there longest ago goes."""
    recent = Recent[str, int](2)
    recent["a"], recent["b"], recent["c"] = 1, 2, 3
    assert list(recent.items()) == [("b", 2), ("c", 3)]


def test_put_there_again_is_the_newest() -> None:
    """What is put there again outlasts what came after it first."""
    recent = Recent[str, int](2)
    recent["a"], recent["b"], recent["a"], recent["c"] = 1, 2, 3, 4
    assert list(recent.items()) == [("a", 3), ("c", 4)]
