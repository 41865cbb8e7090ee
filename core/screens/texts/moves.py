"""A task that goes into another project: questions, answers, its history."""

MOVES: dict[str, str] = {
    "button.move": "Another project",
    "button.move_anyway": "Move it anyway",
    "button.move_shown": "Move and show it",
    "button.move_unseen": "Move, seen as now",
    "button.try_move": "Move {task} elsewhere",
    "error.move_asks_first": (
        "Other people would see it there than now, so that has to be said first. To move it, type:"
    ),
    "error.move_alone": (
        "In #{key}, {task} is seen by the people of that project and by those who take part. "
        "{ids} would see this one task, and nothing else there."
    ),
    "error.move_alone.bare": (
        "In #{key}, {task} is seen by the people of that project and by those who take part. "
        "Not all of those are of that project."
    ),
    "error.move_hides": (
        "In #{key}, {task} is seen by the people of that project and by those who take part. "
        "Not all who follow it would see it any more; {ids} would see this one task, and nothing "
        "else there."
    ),
    "error.move_hides.bare": (
        "In #{key}, {task} is seen by the people of that project and by those who take part. "
        "Not all who follow it would see it any more."
    ),
    "error.move_shows": (
        "{task} is private now. In #{key} everybody in the workspace would see it: title, notes, "
        "history, and the link to where it came from. Shall it be shown?"
    ),
    "error.move_shows_some": (
        "{task} is seen in another private place now. Moved to #{key}, the people there would see "
        "it, with its notes and history, and those who see it now would not. Shall it be shown?"
    ),
    "error.move_to_date": "“{typed}” is a date, and I move to projects. For a new date, type:",
    "error.move_to_person": "{name} is a person, and I move to projects. To give it away, type:",
    "error.nearly_project": "I know no project {name}. Did you mean {near}? Type:",
    "error.no_project_to": "I know no project {project} that you can see. To see them, type:",
    "error.not_allowed_show": (
        "More people would see {task} in #{key}. That is decided by {ids}. You can move it so that "
        "it is seen by those who see it now, and by nobody else."
    ),
    "error.not_allowed_show.bare": (
        "More people would see {task} in #{key}, and you can't decide that. You can move it so "
        "that it is seen by those who see it now, and by nobody else."
    ),
    "error.part_moves": "{part} is a part of {task} and goes where that goes. To move both, type:",
    "error.part_moves.bare": "{part} is a part of another task, and goes where that goes.",
    "error.private_since": (
        "{who} has said something about {task} while fewer people could see it, so I don't bring "
        "it back by Undo. To move it all the same, type:"
    ),
    "error.private_since.bare": (
        "Somebody has said something about {task} while fewer people could see it, so I don't "
        "bring it back by Undo. To move it all the same, type:"
    ),
    "field.project": "Project",
    "form.move": "Another project",
    "hint.project": "As you would type it: #infra, or its name. Empty: no project.",
    "history.moved": "{who} moved it from {was} to {project}.",
    "history.moved_in": "{who} moved it to {project}.",
    "history.moved_out": "{who} moved it out of {was}.",
    "many.ask_move.one": "Move {n} task to {project}?",
    "many.ask_move.other": "Move {n} tasks to {project}?",
    "many.ask_move_out.one": "Move {n} task out of its project?",
    "many.ask_move_out.other": "Move {n} tasks out of their projects?",
    "many.did_move.one": "{n} task is in {project} now",
    "many.did_move.other": "{n} tasks are in {project} now",
    "many.did_move_out.one": "{n} task is in no project now",
    "many.did_move_out.other": "{n} tasks are in no project now",
    "many.then_move": "to {project}",
    "many.then_move_out": "in no project",
    "move.another": "another project",
    "move.none": "no project",
    "option.no_project": "No project",
    "option.project_stays": "As it is: a project that you don't see",
    "said.move": "{task} is in {project} now.",
    "said.move_out": "{task} is in no project now.",
    "said.move_parts.one": "Its {n} part went along.",
    "said.move_parts.other": "Its {n} parts went along.",
    "said.move_rests": "{project} is paused: I say nothing about it until that goes on.",
    "said.move_seen_all": "Everybody in the workspace can see it now.",
    "said.move_seen_as_before": "It is seen by those who saw it before, and by nobody else there.",
    "said.move_seen_some": "The people of that project see it now, and those who take part.",
    "said.move_there": "{task} is in {project} already.",
    "spoken.move": "Move {task} to another project",
    "spoken.move_anyway": "Move {task} to #{name} although some see it no more",
    "spoken.move_shown": "Move {task} to #{name} and show it there",
    "spoken.move_unseen": "Move {task} to #{name}, seen by those who see it now",
    "told.back_project": "{name} took that back: it is in {project}.",
    "told.owner_project": "{name} moved {task} to {project}.",
    "told.since_project": "It was moved again since: it is in {project}.",
    "undone.project": "in {project}",
}
