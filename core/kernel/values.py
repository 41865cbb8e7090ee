"""``dataclass`` for values, whose methods are written when the first of a kind is made.

The standard one compiles six functions for each class, half a millisecond. There are hundreds of
intents, queries and views, of which a run uses a few at first: half of what it took to load all of
them went into that. Here a frozen class with slots gets its fields at once, its ``__init__`` when
the first is made, and ``__eq__``, ``__hash__`` and ``__repr__`` on the first use of any of them:
these three from the standard decorator. Its ``__init__`` for what is frozen looks each field up by
name; the one here goes to their slots, and takes a third less. Whatever is out of the ordinary is
left to the standard decorator; to the type checker this is it.
"""

import dataclasses
import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from collections.abc import Callable
    from typing import Any

    class _Missing:
        """What stands for a default that is made for each, and is shown as the standard one is."""

        def __repr__(self) -> str:
            return "<factory>"

    class _Signature:
        """What a class asks for, as ``inspect`` and ``help`` show it: its ``__init__`` is written
        for that, if none was made yet."""

        def __get__(self, value: object, cls: type) -> Any:  # noqa: ANN401
            if value is not None or cls.__dict__.get("__signature__") is not self:
                raise AttributeError("__signature__")
            if cls.__init__.__name__ != "__init__":
                _write(cls, "__init__")
            asked = inspect.signature(cls.__init__)
            return asked.replace(parameters=list(asked.parameters.values())[1:])

    _MISSING = _Missing()
    _SIGNATURE = _Signature()
    _WRITTEN = ("__init__", "__eq__", "__hash__", "__repr__")

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:  # noqa: ANN401
        """As ``dataclasses.dataclass``."""
        if cls is None:
            return lambda found: _made(found, asked)
        return _made(cls, asked)

    def _made(cls: type, asked: dict[str, bool]) -> type:
        if asked != {"frozen": True, "slots": True} or _is_special(cls):
            return dataclasses.dataclass(**asked)(cls)
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        for name in _WRITTEN:
            setattr(made, name, _later(made, name))
        made.__setattr__ = made.__delattr__ = _refuse
        made.__getstate__, made.__setstate__ = _state, _restore
        made.__dataclass_params__.frozen = True
        made.__signature__ = _SIGNATURE
        return made

    def _is_special(cls: type) -> bool:
        """With methods of its own, a parent with fields, or a field that is not asked for: the
        standard decorator makes it at once."""
        held = vars(cls)
        return (
            any(name in held for name in (*_WRITTEN, "__getstate__", "__setstate__"))
            or any(isinstance(it, dataclasses.Field) and _is_rare(it) for it in held.values())
            or any(dataclasses.is_dataclass(parent) for parent in cls.__mro__[1:])
        )

    def _is_rare(field: dataclasses.Field[Any]) -> bool:
        return not field.init or field.kw_only is True

    def _later(cls: type, name: str) -> Callable[..., Any]:
        def write_first(self: object, *values: object, **named: object) -> object:
            if cls.__dict__[name] is write_first:
                _write(cls, name)
            return cls.__dict__[name](self, *values, **named)

        return write_first

    def _write(cls: type, name: str) -> None:
        """``__init__``, or the others, as the standard decorator gives them to a class with the
        same fields: of most that are made nobody asks more than to be made."""
        if name == "__init__":
            cls.__init__ = _init(cls)
            return
        fields = [(field.name, field.type, field) for field in dataclasses.fields(cls)]
        model = dataclasses.make_dataclass(
            cls.__name__, fields, init=False, frozen=True, namespace={"__doc__": cls.__doc__}
        )
        for each in _WRITTEN[1:]:
            setattr(cls, each, model.__dict__[each])

    def _init(cls: type) -> Callable[..., None]:
        """As the standard decorator's, by the setters of the slots."""
        known: dict[str, Any] = {"_MISSING": _MISSING}
        asked, body = ["self"], list[str]()
        for field in dataclasses.fields(cls):
            name, value = field.name, field.name
            known[f"_set_{name}"] = getattr(cls, name).__set__
            if field.default_factory is not dataclasses.MISSING:
                known[f"_make_{name}"] = field.default_factory
                asked.append(f"{name}=_MISSING")
                value = f"_make_{name}() if {name} is _MISSING else {name}"
            elif field.default is not dataclasses.MISSING:
                known[f"_default_{name}"] = field.default
                asked.append(f"{name}=_default_{name}")
            else:
                asked.append(name)
            body.append(f" _set_{name}(self, {value})")
        if hasattr(cls, "__post_init__"):
            body.append(" self.__post_init__()")
        source = f"def __init__({', '.join(asked)}):\n" + ("\n".join(body) or " pass")
        exec(source, known)  # noqa: S102 - as the standard decorator does
        made: Callable[..., None] = known["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        types = {field.name: field.type for field in dataclasses.fields(cls)}
        made.__annotations__ = {**types, "return": None}
        return made

    def _refuse(self: object, name: str, *_: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")

    def _state(self: object) -> list[object]:
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _restore(self: object, state: list[object]) -> None:
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)


__all__ = ["dataclass"]
