"""What rich text is made of."""

from collections.abc import Mapping

from adapters.sandbox.rules_base import ELEMENT_DOCS, FLAG, Field, Rule, many, one

RICH_LEAVES = ("text", "user", "channel", "link", "date", "emoji")
STYLE: Mapping[str, Field] = {"style": one("rich_style")}
RICH: tuple[Rule, ...] = (
    Rule(
        "rich_text_section",
        f"{ELEMENT_DOCS}/rich-text-section-element",
        {"elements": many(*RICH_LEAVES, low=0)},
    ),
    Rule(
        "rich_text_list",
        f"{ELEMENT_DOCS}/rich-text-list-element",
        {
            "elements": many("rich_text_section"),
            "style": Field("string", required=True, of=("bullet", "ordered")),
            "indent": Field("integer", low=0, high=8),
            "offset": Field("integer", low=0),
            "border": Field("integer", low=0, high=1),
        },
    ),
    Rule(
        "rich_text_quote",
        f"{ELEMENT_DOCS}/rich-text-quote-element",
        {
            "elements": many(*RICH_LEAVES, low=0),
            "border": Field("integer", low=0, high=1),
        },
    ),
    Rule(
        "rich_text_preformatted",
        f"{ELEMENT_DOCS}/rich-text-preformatted-element",
        {
            "elements": many("text", "link", low=0),
            "border": Field("integer", low=0, high=1),
        },
    ),
    Rule(
        "text",
        f"{ELEMENT_DOCS}/text-element",
        {"text": Field("string", required=True, low=1), **STYLE},
    ),
    Rule(
        "user",
        f"{ELEMENT_DOCS}/user-element",
        {"user_id": Field("string", required=True, low=1), **STYLE},
    ),
    Rule(
        "channel",
        f"{ELEMENT_DOCS}/channel-element",
        {"channel_id": Field("string", required=True, low=1), **STYLE},
    ),
    Rule(
        "link",
        f"{ELEMENT_DOCS}/link-element",
        {
            "url": Field("string", required=True, low=1, high=3000),
            "text": Field("string", low=1),
            "unsafe": FLAG,
            **STYLE,
        },
    ),
    Rule(
        "date",
        f"{ELEMENT_DOCS}/date-element",
        {
            "timestamp": Field("integer", required=True, low=0),
            "format": Field("string", required=True, low=1),
            "url": Field("string", low=1, high=3000),
            "fallback": Field("string", low=1),
            **STYLE,
        },
    ),
    Rule(
        "emoji",
        f"{ELEMENT_DOCS}/emoji-element",
        {
            "name": Field("string", required=True, low=1),
            "unicode": Field("string", low=1),
            **STYLE,
        },
    ),
    Rule(
        "rich_style",
        f"{ELEMENT_DOCS}/text-element",
        {"bold": FLAG, "italic": FLAG, "strike": FLAG, "code": FLAG, "underline": FLAG},
        tagged=False,
    ),
)
