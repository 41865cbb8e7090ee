"""The machine: all rules together, on a house with everybody in it."""

from tests.machine.moving_rules import Moving
from tests.machine.people_rules import People
from tests.machine.saying_rules import Saying
from tests.machine.world_rules import World


class Machine(Moving, People, Saying, World):
    """What people, time, the platforms and the power supply do to a house."""
