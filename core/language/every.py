"""The forms of a recurrence: every ..., the nth of every ..., weekly, mondays. Convention 24."""

from core.language import days, durations
from core.language.context import Context
from core.language.rules import WORKDAYS, Rule

Part = tuple[Rule, int] | None
_EVERY = {"every", "each", "ea"}
_PARTS = {"morning", "afternoon", "evening", "night", "noon", "lunchtime", "midday"}


def _unit_rule(c: Context, i: int, interval: int) -> Part:
    unit = c.words.units.get(c.word(i))
    short = len(c.word(i)) < 3 and not (c.word(i) in {"h", "d", "w"} and c.glued(i))
    if unit is None or not unit.freq or short or not c.clean_end(i + 1):
        return None
    return Rule(unit.freq, interval * unit.times), i + 1


def _weekday_list(c: Context, i: int) -> tuple[tuple[int, ...], int] | None:
    """mon, wed and fri; mon thru wed; weekday; weekend."""
    found: list[int] = []
    j = i
    for _ in range(7):
        k = j + (bool(found) and c.word(j) in {",", "and", "&", "+", "/"})
        k += bool(found) and k > j and c.word(k) == "and"
        number = _one_day(c, k)
        if number is None or (found and k == j):
            break
        found.extend(number)
        j = k + 1 + (c.word(k + 1) == "." and c.glued(k + 1) and c.word(k + 2) in c.words.weekdays)
    if (
        len(found) == 1
        and c.word(j) in {"-", "\u2013", "to", "thru", "through"}
        and (last := _one_day(c, j + 1))
    ):
        return tuple((found[0] + n) % 7 for n in range((last[0] - found[0]) % 7 + 1)), j + 2
    return (tuple(dict.fromkeys(found)), j) if found else None


def _one_day(c: Context, i: int) -> tuple[int, ...] | None:
    word = c.word(i)
    if word in c.words.weekdays:
        return (c.words.weekdays[word],)
    if word in {"weekday", "workday", "weekdays", "workdays"}:
        return WORKDAYS
    if word in {"weekend", "weekends"}:
        return (5, 6)
    return c.words.plural_days.get(word)


def _plain(weekdays: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((0, day) for day in weekdays)


def _every(c: Context, i: int) -> Part:
    """every ..., each ..., all weekends, everyday."""
    if c.word(i) == "all" and c.word(i + 1) in {"weekends", "weekdays", "workdays"}:
        return Rule("WEEKLY", days=_plain(_one_day(c, i + 1) or ())), i + 2
    if c.word(i) not in _EVERY:
        return None
    j = i + 1
    counted = c.word(j) == "!" and c.glued(j) and c.word(i) == "every"
    found = _every_what(c, j + counted)
    return (found[0].with_parts(from_completion=True), found[1]) if found and counted else found


def _every_what(c: Context, j: int) -> Part:
    j += c.word(j) == "single"
    if c.word(j) in {"business", "working", "work"} and c.word(j + 1) == "day":
        return Rule("WEEKLY", days=_plain(WORKDAYS)), j + 2
    return (
        _every_nth(c, j)
        or _every_part(c, j)
        or _every_month_name(c, j)
        or _every_days(c, j, 1)
        or _on(c, _unit_rule(c, j, 1))
    )


def _every_part(c: Context, j: int) -> Part:
    """every morning, every friday afternoon."""
    if c.word(j) in _PARTS and c.clean_end(j + 1):
        hour, minute = c.words.dayparts[c.word(j)]
        return Rule("DAILY", at=((hour, minute),)), j + 1
    return None


def _every_days(c: Context, j: int, interval: int) -> Part:
    found = _weekday_list(c, j)
    if found is None or not c.clean_end(found[1]):
        return None
    rule = Rule("WEEKLY", interval, days=_plain(found[0]))
    if c.word(found[1]) in {"in", "of"} and c.word(found[1] + 1) == "week":
        return _weeks(c, found[1], rule)
    return rule, found[1]


def _every_nth(c: Context, j: int) -> Part:
    """every other friday, every 2 weeks on friday, every last friday, every 4th and 10th."""
    if c.word(j) in {"other", "second", "2nd"} or (c.number(j) == 2 and c.word(j + 1) == "nd"):
        return _every_second(c, j)
    if c.word(j) == "last" and (last := _every_ordinal(c, -1, j + 1)):
        return last
    nth = days.ordinal(c, j)
    if nth is not None:
        return (
            _every_ordinal(c, nth[0], nth[1])
            or _on(c, _unit_rule(c, nth[1], nth[0]))
            or _numbers(c, j)
        )
    number = durations.count(c, j)
    if number is None or not 1 <= number[0] <= 1000:
        return None
    k = number[1] + (c.word(number[1]) == "-")
    if c.word(k) in {"business", "working"} and c.word(k + 1) in {"day", "days"} and number[0] == 1:
        return Rule("WEEKLY", days=_plain(WORKDAYS)), k + 2
    return _on(c, _unit_rule(c, k, number[0]))


def _every_second(c: Context, j: int) -> Part:
    other = c.word(j) == "other"
    k = j + (2 if c.number(j) == 2 else 1)
    if not other and (monthly := _every_ordinal(c, 2, k, of_month=True)):
        return monthly
    if not other and (numbers := _numbers(c, j)):
        return numbers
    return _every_days(c, k, 2) or _on(c, _unit_rule(c, k, 2))


def _every_ordinal(c: Context, nth: int, j: int, *, of_month: bool = False) -> Part:
    """The nth weekday of the month; from the fifth on it counts weeks."""
    weekday = c.words.weekdays.get(c.word(j))
    last_day = nth == -1 and c.word(j) == "day"
    if weekday is None and not last_day:
        return None
    end = _of_month(c, j + 1)
    if of_month and end == j + 1:
        return None
    if last_day:
        return Rule("MONTHLY", month_days=(-1,)), end
    if nth > 4 and end == j + 1 and weekday is not None:
        return Rule("WEEKLY", nth, days=((0, weekday),)), end
    return Rule("MONTHLY", days=((nth, weekday or 0),)), end


def _of_month(c: Context, j: int) -> int:
    for words in (
        ("of", "the", "month"),
        ("of", "each", "month"),
        ("of", "every", "month"),
        ("in", "the", "month"),
        ("of", "month"),
        ("each", "month"),
        ("every", "month"),
    ):
        if c.phrase(j, *words):
            return j + len(words)
    return j


def _numbers(c: Context, j: int) -> Part:
    """every 4th and 10th of the month."""
    found = _number_list(c, j)
    if found is None:
        return None
    end = _of_month(c, found[1])
    bare = c.word(found[1] - 1) in c.words.suffixes and (
        c.word(found[1]) in {"at", ""} or not c.word(found[1]).isalpha()
    )
    return (Rule("MONTHLY", month_days=found[0]), end) if end > found[1] or bare else None


def _number_list(c: Context, j: int) -> tuple[tuple[int, ...], int] | None:
    """15th; 4th and 10th; 1, 15."""
    found: list[int] = []
    for _ in range(5):
        k = j + (bool(found) and c.word(j) in {",", "and", "&"})
        k += c.word(k) == "the"
        number = days.ordinal(c, k) or ((c.number(k) or 0, k + 1) if c.number(k) else None)
        if number is None or not 1 <= number[0] <= 31 or (found and k == j):
            break
        if c.word(number[1]) in {"am", "pm", ":"}:
            break
        found.append(number[0])
        j = number[1]
    return (tuple(found), j) if found else None


def _every_month_name(c: Context, j: int) -> Part:
    """every aug 20 and 30, every june."""
    month = c.words.months.get(c.word(j))
    if month is None:
        return _every_date(c, j)
    k = j + 1
    k += c.phrase(k, "on", "day") * 2
    k += c.word(k) == "on"
    found = _number_list(c, k)
    if found:
        return Rule("YEARLY", months=(month,), month_days=found[0]), found[1]
    return Rule("YEARLY", months=(month,), month_days=(1,)), j + 1


def _every_date(c: Context, j: int) -> Part:
    """every 25 december, every 1st of april."""
    number = days.ordinal(c, j) or ((c.number(j) or 0, j + 1) if c.number(j) else None)
    if number is None or not 1 <= number[0] <= 31:
        return None
    k = number[1] + (c.word(number[1]) == "of")
    month = c.words.months.get(c.word(k))
    return (Rule("YEARLY", months=(month,), month_days=(number[0],)), k + 1) if month else None


def _on(c: Context, found: Part) -> Part:
    """What narrows a unit: on friday, on the 15th, on april 1, at the end, in week 12."""
    if found is None:
        return None
    rule, j = found
    if c.word(j) in {"in", "of"} and c.word(j + 1) == "week":
        return _weeks(c, j, rule)
    if (
        rule.freq in {"MONTHLY", "YEARLY"}
        and c.word(j) in {"on", "at", "in"}
        and (edge := _edge(c, j, rule))
    ):
        return edge
    k = j + (c.word(j) in {"on", ","})
    if rule.freq in {"DAILY", "WEEKLY"}:
        listed = _weekday_list(c, k)
        if listed and (k > j or rule.freq == "WEEKLY"):
            return rule.with_parts(freq="WEEKLY", days=_plain(listed[0])), listed[1]
        return found
    return _in_month(c, rule, k) if k > j and rule.freq in {"MONTHLY", "YEARLY"} else found


def _edge(c: Context, j: int, rule: Rule) -> Part:
    k = j + 1 + (c.word(j + 1) == "the")
    day = {"end": -1, "beginning": 1, "begin": 1, "start": 1}.get(c.word(k))
    if day is None or rule.freq != "MONTHLY":
        return None
    return rule.with_parts(month_days=(day,)), _of_month(c, k + 1)


def _weeks(c: Context, j: int, rule: Rule) -> Part:
    found = _number_list_plain(c, j + 2)
    return (rule.with_parts(freq="YEARLY", weeks=found[0]), found[1]) if found else (rule, j)


def _number_list_plain(c: Context, j: int) -> tuple[tuple[int, ...], int] | None:
    found: list[int] = []
    while len(found) < 8:
        k = j + (bool(found) and c.word(j) in {",", "and"})
        number = c.number(k)
        if number is None or not 1 <= number <= 53 or (found and k == j):
            break
        found.append(number)
        j = k + 1
    return (tuple(found), j) if found else None


def _in_month(c: Context, rule: Rule, k: int) -> Part:
    """on the 15th; on the 3rd tuesday; on the 4th last; on april 1; on the 4th thursday in may."""
    start = k + (c.word(k) == "the")
    month = c.words.months.get(c.word(start))
    if month:
        found = _number_list(c, start + 1)
        return (
            (rule.with_parts(months=(month,), month_days=found[0]), found[1])
            if found
            else (rule, k - 1)
        )
    if (nth := _nth_day(c, start)) is not None:
        return _maybe_month(c, rule.with_parts(days=(nth[0],)), nth[1])
    numbers = _number_list(c, start)
    if numbers is None:
        last = c.word(start) == "last" and c.word(start + 1) == "day"
        return (rule.with_parts(month_days=(-1,)), start + 2) if last else (rule, k - 1)
    if c.word(numbers[1]) == "last":
        after = numbers[1] + 1
        return rule.with_parts(month_days=tuple(-n for n in numbers[0])), after + (
            c.word(after) == "day"
        )
    return _maybe_month(c, rule.with_parts(month_days=numbers[0]), numbers[1])


def _nth_day(c: Context, j: int) -> tuple[tuple[int, int], int] | None:
    """3rd tuesday, last friday, 2nd last friday, 2nd to the last friday."""
    if c.word(j) == "last":
        nth, k = -1, j + 1
    elif (found := days.ordinal(c, j)) is not None:
        nth, k = found
        back = next(
            (len(w) for w in (("last",), ("to", "last"), ("to", "the", "last")) if c.phrase(k, *w)),
            0,
        )
        nth, k = (-nth, k + back) if back else (nth, k)
    else:
        return None
    weekday = c.words.weekdays.get(c.word(k))
    return ((nth, weekday), k + 1) if weekday is not None and abs(nth) <= 5 else None


def _maybe_month(c: Context, rule: Rule, j: int) -> Part:
    month = (
        c.words.months.get(c.word(j + 1))
        if c.word(j) in {"in", "of"}
        else c.words.months.get(c.word(j))
    )
    if month and rule.freq == "YEARLY":
        return rule.with_parts(months=(month,)), j + 1 + (c.word(j) in {"in", "of"})
    return rule, _of_month(c, j)


def _of_every(c: Context, i: int) -> Part:
    """the 15th of every month, last day of each month, first friday of every 3 months."""
    start = i + (c.word(i) == "on")
    start += c.word(start) == "the"
    parts = _what_of(c, start)
    if parts is None:
        return None
    rule, j = parts
    j += c.word(j) in {"of", "in"}
    if c.word(j) not in _EVERY:
        return None
    span = _every_nth(c, j + 1) or _unit_rule(c, j + 1, 1)
    if span is None or span[0].freq != "MONTHLY" or span[0].days:
        return None
    return rule.with_parts(interval=span[0].interval), span[1]


def _what_of(c: Context, j: int) -> tuple[Rule, int] | None:
    if (nth := _nth_day(c, j)) is not None:
        return Rule("MONTHLY", days=(nth[0],)), nth[1]
    edge = {"last": -1, "end": -1, "first": 1, "start": 1, "beginning": 1}.get(c.word(j))
    if edge and c.word(j + 1) in {"day", "of"}:
        return Rule("MONTHLY", month_days=(edge,)), j + 1 + (c.word(j + 1) == "day")
    numbers = _number_list(c, j)
    if numbers is None:
        return None
    after = numbers[1] + (c.word(numbers[1]) == "day")
    return Rule("MONTHLY", month_days=numbers[0]), after


def _adverb(c: Context, i: int) -> Part:
    """daily, weekly on wednesdays, bi-weekly, once a month on the 3rd."""
    word, j = c.word(i), i + 1
    if word in {"bi", "semi"} and c.word(i + 1) == "-" and c.glued(i + 1):
        word, j = word + c.word(i + 2), i + 3
    if word in c.words.frequencies and c.clean_end(j):
        freq, interval = c.words.frequencies[word]
        return _on(c, (Rule(freq, interval), j))
    if word == "once" and c.word(j) in {"a", "every", "per", "each", "an"}:
        return _on(c, _unit_rule(c, j + 1, 1))
    return None


def _plurals(c: Context, i: int) -> Part:
    """mondays, on tuesdays and thursdays, weekdays, on mornings."""
    j = i + (c.word(i) == "on")
    if c.word(j) in {"mornings", "evenings", "afternoons", "nights"} and c.clean_end(j + 1):
        hour, minute = c.words.dayparts[c.word(j)]
        return Rule("DAILY", at=((hour, minute),)), j + 1
    if c.word(j) not in c.words.plural_days:
        return None
    return _every_days(c, j, 1)


READERS = (_every, _of_every, _adverb, _plurals)
