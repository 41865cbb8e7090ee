"""How firmly a project follows up, in words and as a form."""

from core.kernel.text import Rich, Words
from core.kernel.tokens import Token
from core.projects.firmness import LADDERS, RULES, field_of, values_of
from core.projects.model import LadderName, Project, RuleValue, Tuning
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Field, FieldKind, Form, Option, Reader


def ladder_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """Every rule with the value that holds; under each what the ladder itself has."""
    scene = scene_for(work, reader, platform)
    words = scene.say(
        "form.ladder_about", project=f"{project.name} (#{project.key})",
        ladder=scene.plain(f"option.{project.ladder}"),
    )  # fmt: skip
    held = values_of(project.ladder, project.tuning)
    fields = [Field("about", FieldKind.NOTE, "about", words=words)]
    before = ""
    for rule, value in held.items():
        section = rule.partition(".")[0]
        if before and section != before:
            fields.append(Field(f"rule_{section}", FieldKind.RULE, "about"))
        fields.append(_field(scene, project.ladder, rule, value))
        before = section
    return Form(token.encode(), "ladder", "save", tuple(fields))


def _field(scene: Scene, ladder: LadderName, rule: str, value: RuleValue) -> Field:
    usual = _shown(scene, LADDERS[ladder][rule])
    facts = {"ladder": scene.plain(f"option.{ladder}"), "usual": usual}
    if RULES[rule].choices:
        options = tuple(Option(each, scene.plain(f"option.{each}")) for each in RULES[rule].choices)
        return Field(
            field_of(rule), FieldKind.CHOICE, rule, "rule", facts, str(value), optional=True,
            options=options,
        )  # fmt: skip
    return Field(
        field_of(rule), FieldKind.TEXT, rule, "rule", facts, str(value), optional=True, limit=10
    )


def _shown(scene: Scene, value: RuleValue) -> str:
    return scene.plain(f"option.{value}") if isinstance(value, str) else str(value)


def tuned_words(scene: Scene, tuning: Tuning) -> Rich:
    """The rules that are a project's own, as one enumeration; nothing for none."""
    if not tuning:
        return ()
    told = (scene.plain(f"rule.{rule}", value=_shown(scene, value)) for rule, value in tuning)
    return (Words("; ".join(told)),)


def own_rules(scene: Scene, project: Project) -> Rich:
    """What a project has changed of its ladder, as a line of its page; nothing for nothing."""
    rules = tuned_words(scene, project.tuning)
    return scene.say("ladder.tuned", rules=rules) if rules else ()


def ladder_buttons(press: Presser, cause: str) -> tuple[Button, ...]:
    """What may be done next to a ladder that was just changed: take it back, or go on."""
    back = (press("ladder_back", value=cause),) if cause else ()
    return (*back, press("ladder_tune", "fine_tune"))
