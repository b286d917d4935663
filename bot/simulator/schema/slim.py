"""Slims the full Bot API down to names and types: `python -m bot.simulator.schema.slim FULL`.

In the result a name that ends in `?` may be left out, and a type that begins with `=` is that very text.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

SLIM = Path(__file__).with_name("bot-api.json")
CONSTANT = re.compile(r"(?:must be|always) ['\"“‘]?([a-z_0-9]+)['\"”’]?\.?$")
TAGS = {"type", "source", "status"}


def fields(annotations: list[dict[str, Any]]) -> dict[str, str]:
    slimmed = {}
    for field in annotations:
        kind = field["type"]
        constant = CONSTANT.search(field["description"].split("\n")[0])
        if constant and field["name"] in TAGS and kind == "String":
            kind = f"={constant[1]}"
        slimmed[field["name"] + ("" if field["required"] else "?")] = kind
    return slimmed


def slim(full: dict[str, Any]) -> dict[str, Any]:
    methods: dict[str, dict[str, str]] = {}
    types: dict[str, dict[str, str]] = {}
    unions: dict[str, list[str]] = {}
    for item in (child for section in full["items"] for child in section["children"]):
        members = re.findall(r"^ - (\w+)$", item["description"], re.MULTILINE)
        if item["category"] == "methods":
            methods[item["name"]] = fields(item["annotations"])
        elif members and not item["annotations"]:
            unions[item["name"]] = members
        else:
            types[item["name"]] = fields(item["annotations"])
    return {"version": full["api"]["version"], "methods": methods, "types": types, "unions": unions}


def main(source: str) -> None:
    slimmed = slim(json.loads(Path(source).read_text(encoding="utf-8")))
    SLIM.write_text(json.dumps(slimmed, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
