"""The gateway: identifies clients, tells them what happens, resumes and ends their sessions.

Source: docs.discord.com/developers/events/gateway and /topics/opcodes-and-status-codes ("Gateway
Close Event Codes").
"""

import json
import secrets
from collections import Counter

from aiohttp import WSMsgType, web

from tests.discord_adapter.discord_server import intents, permissions
from tests.discord_adapter.discord_server.model import (
    PRIVATE_THREAD,
    Channel,
    Guild,
    Json,
    Message,
)
from tests.discord_adapter.discord_server.sessions import (
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    PRESENCE,
    RECONNECT,
    REQUEST_MEMBERS,
    RESUME,
    Session,
    Socket,
)
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.wire import (
    app_flags,
    channel_json,
    guild_json,
    member_json,
    stamp,
    user_json,
)

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN = 4001, 4002, 4003, 4004
ALREADY, BAD_SEQ, RATE_LIMITED, BAD_SHARD, BAD_VERSION = 4005, 4007, 4008, 4010, 4012
BAD_INTENTS, DISALLOWED_INTENTS = 4013, 4014
SENDS_PER_MINUTE = 120
IDENTIFIES_PER_DAY = 1000
IDENTIFY_SECONDS = 5.0


class Gateway:
    """Implements `Events`. What a test may do to it: `cut`, `ask_to_reconnect`, `invalidate`.

    `deaf` answers no heartbeat; `strict` takes one IDENTIFY in five seconds;
    `away` says nothing on connections that are made.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.sessions: dict[str, Session] = {}
        self.sockets: set[Socket] = set()
        self.received: Counter[int] = Counter()
        self.closed_with: list[int] = []
        self.complaints: list[str] = []
        self.interval = 41.25
        self.deaf = False
        self.strict = False
        self.away = False
        self._identified = float("-inf")
        self.address = ""

    # What a test does

    def cut(self) -> None:
        """Break all connections; sessions can be resumed."""
        for session in self.sessions.values():
            session.socket = None
        for socket in list(self.sockets):
            socket.cut()

    def hush(self) -> None:
        """Say nothing more on the connections that there are, and keep them open."""
        for socket in self.sockets:
            socket.hush()

    def speak(self) -> None:
        """Say what was held back, on all connections, and go on."""
        self.away = False
        for socket in self.sockets:
            socket.speak()

    def ask_to_reconnect(self) -> None:
        """Op 7: the client comes back and resumes."""
        for socket in self.sockets:
            socket.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9: the client may resume, or has to identify anew and has lost what it missed."""
        if not resumable:
            self.sessions.clear()
        for socket in self.sockets:
            socket.send({"op": INVALID_SESSION, "d": resumable})

    def again(self, count: int = 1) -> None:
        """Tell the last events once more, as new ones: Discord may tell what happened N times.

        Source: docs.discord.com/developers/reference, "Consistency".
        """
        for session in self.sessions.values():
            for payload in session.sent[-count:]:
                session.dispatch(payload["t"], payload["d"])

    def forget_sessions(self) -> None:
        """Let the next RESUME come too late."""
        self.sessions.clear()

    # Events

    def guild(self, name: str, data: Json, guild: Guild) -> None:
        """Tell what happened in a server that the bot is in."""
        if guild.installed or name == "GUILD_DELETE":
            self._tell(name, data, guild)

    def channel(self, name: str, data: Json, channel: Channel) -> None:
        """Tell what happened in a channel; of threads and talk only where the bot sees it."""
        if not name.startswith("CHANNEL_") and not self._sees(channel):
            return
        if channel.guild is None or channel.guild.installed:
            self._tell(name, data, channel.guild)

    def message(self, name: str, message: Message) -> None:
        """Tell of a message; its text is left out where the bot may not read it."""
        guild = message.channel.guild
        if message.ephemeral or not self._sees(message.channel):
            return
        more: Json = {}
        if guild is not None:
            more["guild_id"] = guild.id
            if (member := guild.members.get(message.author.id)) is not None:
                more["member"] = member_json(member, whole=False)
        for session in self._needing(name, guild):
            told = self._state.read_json(message, session.intents)
            session.dispatch(name, {**told, **more})

    def interaction(self, data: Json, guild: Guild | None) -> None:
        """Tell what a person did with the app; needs no intent."""
        for session in list(self.sessions.values()):
            if session.has(guild):
                session.dispatch("INTERACTION_CREATE", data)

    def _sees(self, channel: Channel) -> bool:
        return bool(permissions.in_channel(channel, self._state.app.bot))

    def _tell(self, name: str, data: Json, guild: Guild | None) -> None:
        for session in self._needing(name, guild):
            session.dispatch(name, data)

    def _needing(self, name: str, guild: Guild | None) -> list[Session]:
        need = intents.NEEDED[name][0 if guild else 1]
        return [s for s in self.sessions.values() if s.has(guild) and s.intents & need]

    # The socket

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        ws = web.WebSocketResponse(compress=False, max_msg_size=4096)
        await ws.prepare(request)
        query = request.query
        compress = query.get("compress")
        socket = Socket(ws, request.transport, compress=compress == "zlib-stream")
        self.sockets.add(socket)
        if self.away:
            socket.hush()
        if query.get("v") != "10":
            socket.close(BAD_VERSION)
        elif query.get("encoding") != "json" or compress not in (None, "zlib-stream"):
            socket.close(DECODE_ERROR)
        else:
            beat = int(self.interval * 1000)
            socket.send({"op": HELLO, "d": {"heartbeat_interval": beat, "_trace": []}})
        await self._listen(socket)
        return ws

    async def _listen(self, socket: Socket) -> None:
        sends: list[float] = []
        try:
            async for message in socket.ws:
                now = self._state.elapsed()
                sends = [at for at in sends if at > now - 60] + [now]
                if len(sends) > SENDS_PER_MINUTE:
                    self._close(socket, RATE_LIMITED)
                elif message.type is WSMsgType.TEXT:
                    self._hear(socket, message.data)
        except Exception as problem:
            self.complaints.append(f"gateway: {problem!r}")
            raise
        finally:
            self._left(socket)
            self.sockets.discard(socket)
            await socket.end()
            self._state.bell.ring()

    def _left(self, socket: Socket) -> None:
        """1000 and 1001 from the client end its session; anything else leaves it to be resumed."""
        over = socket.ws.close_code in (1000, 1001)
        for session in [s for s in self.sessions.values() if s.socket is socket]:
            session.socket = None
            if over:
                del self.sessions[session.id]

    def _close(self, socket: Socket, code: int) -> None:
        self.closed_with.append(code)
        socket.close(code)

    def _hear(self, socket: Socket, text: str) -> None:
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload["d"]
        except (ValueError, KeyError, TypeError):
            self._close(socket, DECODE_ERROR)
            return
        self.received[op] += 1
        session = next((s for s in self.sessions.values() if s.socket is socket), None)
        if op == HEARTBEAT:
            if not self.deaf:
                socket.send({"op": HEARTBEAT_ACK, "d": None})
        elif op == IDENTIFY:
            self._identify(socket, data, already=session is not None)
        elif op == RESUME:
            self._resume(socket, data)
        elif session is None:
            self._close(socket, NOT_AUTHENTICATED)
        elif op == REQUEST_MEMBERS:
            self._send_members(session, data)
        elif op != PRESENCE:
            self._close(socket, UNKNOWN_OPCODE)
        self._state.bell.ring()

    def _identify(self, socket: Socket, data: Json, *, already: bool) -> None:
        shard = tuple(data.get("shard") or (0, 1))
        wanted = data.get("intents")
        problem = None
        if data.get("token") != self._state.app.token:
            problem = BAD_TOKEN
        elif already:
            problem = ALREADY
        elif len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            problem = BAD_SHARD
        elif not isinstance(wanted, int) or wanted & ~intents.KNOWN:
            problem = BAD_INTENTS
        elif wanted & intents.PRIVILEGED & ~self._state.app.privileged:
            problem = DISALLOWED_INTENTS
        if problem is not None:
            self._close(socket, problem)
            return
        if self._too_soon():
            socket.send({"op": INVALID_SESSION, "d": False})
            return
        session = Session(secrets.token_hex(16), int(wanted or 0), (shard[0], shard[1]))
        session.socket = socket
        self.sessions[session.id] = session
        self._greet(session)

    def _too_soon(self) -> bool:
        """One IDENTIFY in five seconds, where that is enforced; others are invalid sessions."""
        now, before = self._state.elapsed(), self._identified
        self._identified = now
        return self.strict and now - before < IDENTIFY_SECONDS

    def _greet(self, session: Session) -> None:
        app = self._state.app
        guilds = [g for g in self._state.guilds.values() if g.installed and session.has(g)]
        ready = {
            "v": 10, "user": user_json(app.bot), "session_id": session.id,
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "resume_gateway_url": self.address, "shard": list(session.shard),
            "application": {"id": app.id, "flags": app_flags(app)}, "_trace": [],
            "private_channels": [], "relationships": [],
        }  # fmt: skip
        session.dispatch("READY", ready)
        for guild in guilds:
            if session.intents & intents.GUILDS:
                session.dispatch("GUILD_CREATE", self.guild_create(guild))

    def _resume(self, socket: Socket, data: Json) -> None:
        session = self.sessions.get(data.get("session_id") or "")
        if data.get("token") != self._state.app.token:
            self._close(socket, BAD_TOKEN)
        elif session is None:
            socket.send({"op": INVALID_SESSION, "d": False})
        elif not isinstance(data.get("seq"), int) or data["seq"] > session.seq:
            del self.sessions[session.id]
            self._close(socket, BAD_SEQ)
        else:
            session.socket = socket
            session.replay(data["seq"])

    def _send_members(self, session: Session, data: Json) -> None:
        """Op 8: everybody needs the intent, chosen ones don't."""
        guild = self._state.guilds[str(data["guild_id"])]
        asked = data.get("user_ids")
        if asked is not None:
            wanted = [str(one) for one in (asked if isinstance(asked, list) else [asked])]
            found = [guild.members[one] for one in wanted if one in guild.members]
            missing = [one for one in wanted if one not in guild.members]
        elif data.get("query") or session.intents & intents.GUILD_MEMBERS:
            start, most = data.get("query", ""), data.get("limit") or None
            named = [m for m in guild.members.values() if (m.nick or m.user.name).startswith(start)]
            found, missing = named[:most], []
        else:
            found, missing = [], []
        chunk: Json = {
            "guild_id": guild.id, "members": [member_json(one) for one in found],
            "chunk_index": 0, "chunk_count": 1, "not_found": missing,
        }  # fmt: skip
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def guild_create(self, guild: Guild) -> Json:
        """A server with what is in it; of its members only the bot, as without presences."""
        bot = self._state.app.bot
        inside = list(self._state.of_guild(guild))
        channels = [channel_json(c, bot) for c in inside if not c.is_thread]
        threads = [c for c in inside if c.is_thread and not c.archived and self._sees(c)]
        joined = [c for c in threads if c.kind != PRIVATE_THREAD or bot.id in c.members]
        member = guild.members[bot.id]
        return {
            **guild_json(guild), "joined_at": stamp(member.joined), "large": False,
            "unavailable": False, "member_count": len(guild.members), "voice_states": [],
            "members": [member_json(member)], "channels": channels, "presences": [],
            "threads": [channel_json(c, bot) for c in joined], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [],
        }  # fmt: skip
