"""What was said before the app arrived."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Line:
    """Something said `ago`; `key` names it so that others can be `reply_to` it.

    Told on a Thursday at 09:05 in Berlin, everybody spoke in working hours of their own.
    """

    channel: str
    user: str
    ago: timedelta
    text: str
    key: str = ""
    reply_to: str = ""


def _at(days: int, hours: int, minutes: int = 0) -> timedelta:
    return timedelta(days=days, hours=hours, minutes=minutes)


ANA, MARIA, JONAS, PRIYA, SAM = "U0ANA", "U0MARIA", "U0JONAS", "U0PRIYA", "U0SAM"
LEE = "U0LEE"
INFRA, CLIENT_A, GENERAL, HIRING = "C0INFRA", "C0CLIENTA", "C0GENERAL", "C0HIRING"

LINES: tuple[Line, ...] = (
    Line(
        GENERAL,
        ANA,
        _at(2, 23, 20),
        "The old data centre closes on 30 November. Client A is the last one in it. "
        "Details in <#C0INFRA|infra>.",
        "closing",
    ),
    Line(GENERAL, SAM, _at(2, 17, 55), "Client A knows. I'll keep them posted.", "", "closing"),
    Line(GENERAL, PRIYA, _at(1, 17, 5), "I'm off on Friday afternoon, back on Monday."),
    Line(
        INFRA,
        ANA,
        _at(2, 23),
        "Plan for client A: move DNS, copy the database, switch the load balancer, "
        "then two days of watching before we turn the old racks off.",
        "plan",
    ),
    Line(
        INFRA,
        MARIA,
        _at(2, 22, 35),
        "I can take DNS. The TTLs have to come down to 5 minutes at least a day before.",
        "",
        "plan",
    ),
    Line(
        INFRA,
        JONAS,
        _at(2, 22, 5),
        "The new load balancer still needs firewall rule FW-118 towards the database.",
        "",
        "plan",
    ),
    Line(
        INFRA,
        PRIYA,
        _at(2, 17, 40),
        "Database copy: I did a rehearsal, 40 minutes for 310 GB. We should agree on a window.",
        "",
        "plan",
    ),
    Line(
        INFRA,
        MARIA,
        _at(1, 22, 35),
        "The wildcard certificate of client A runs out on the 28th. Somebody has to renew it "
        "before the switch, or the new load balancer won't come up.",
        "certificate",
    ),
    Line(
        INFRA,
        JONAS,
        _at(1, 22, 20),
        "Good catch. Who has access to the registrar account?",
        "",
        "certificate",
    ),
    Line(INFRA, ANA, _at(1, 22, 5), "Priya and me. Let's not forget this.", "", "certificate"),
    Line(
        INFRA,
        PRIYA,
        _at(1, 17, 45),
        "The backup job on db-old-2 has failed three nights in a row, disk full. "
        "We should fix that before we touch anything.",
        "backup",
    ),
    Line(
        INFRA,
        MARIA,
        _at(1, 17, 15),
        "I freed 20 GB, tonight's run should work. Can somebody check tomorrow?",
        "",
        "backup",
    ),
    Line(
        INFRA,
        JONAS,
        _at(0, 21, 50),
        "Postgres 15 or 17 on the new hosts? I need to know before I order the disks.",
        "postgres",
    ),
    Line(
        INFRA,
        PRIYA,
        _at(0, 17, 30),
        "17, if the client's reporting tool supports it. <@U0SAM>, can you ask them?",
        "",
        "postgres",
    ),
    Line(
        CLIENT_A,
        SAM,
        _at(2, 16, 55),
        "Client A wants a short written plan with the maintenance window by Thursday, "
        "so that they can tell their shops.",
        "window",
    ),
    Line(CLIENT_A, ANA, _at(2, 16, 25), "Sunday 02:00 to 04:00 Berlin time?", "", "window"),
    Line(
        CLIENT_A,
        SAM,
        _at(1, 17, 35),
        "Sunday is fine, but their auditor needs the list of IP addresses two days before.",
        "",
        "window",
    ),
    Line(
        CLIENT_A,
        PRIYA,
        _at(0, 17, 55),
        "Their API still calls the old address 10.20.4.17 directly, about 200 times an hour. "
        "They must change that before we switch.",
        "hardcoded",
    ),
    Line(
        CLIENT_A,
        SAM,
        _at(0, 17, 5),
        "I'll write to their developers. Whom do I name for questions?",
        "",
        "hardcoded",
    ),
    Line(
        CLIENT_A,
        LEE,
        _at(0, 16, 40),
        "Name me. And could somebody send us the new addresses before the weekend? "
        "Our developers change nothing on a Monday morning.",
        "",
        "hardcoded",
    ),
    Line(
        HIRING,
        ANA,
        _at(1, 19, 5),
        "The second interview with the network candidate is on Tuesday. "
        "Sam, can you prepare the case?",
        "candidate",
    ),
    Line(
        "D0ANAMARIA",
        MARIA,
        _at(0, 18, 55),
        "Between us: I'm not sure that Sunday is realistic without FW-118.",
    ),
    Line(
        HIRING,
        SAM,
        _at(1, 16, 45),
        "Yes. I need the budget figure from you first.",
        "",
        "candidate",
    ),
)
