"""The part of JSON Schema that docs/report.schema.json uses; jsonschema is not on every machine."""
import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None), "boolean": bool}
KNOWN = {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "additionalProperties",
         "properties", "items", "enum", "const", "minimum", "oneOf", "pattern", "dependentRequired"}


def problems(value, schema, root=None, at="$"):
    """Every violation, as text with its place; none: valid."""
    root = root or schema
    unknown = set(schema) - KNOWN
    assert not unknown, f"{unknown} is not implemented here"
    if "$ref" in schema:
        target = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        yield from problems(value, target, root, at)
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(isinstance(value, TYPES[kind]) and not (kind == "integer" and isinstance(value, bool)) for kind in kinds):
            yield f"{at}: {value!r} is no {kinds}"
            return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "minimum" in schema and isinstance(value, int) and value < schema["minimum"]:
        yield f"{at}: {value} is below {schema['minimum']}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match {schema['pattern']}"
    if "oneOf" in schema:
        fits = [option for option in schema["oneOf"] if not list(problems(value, option, root, at))]
        if len(fits) != 1:
            yield f"{at}: {value!r} fits {len(fits)} of the alternatives"
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}: no {name!r}"
        for name, needs in schema.get("dependentRequired", {}).items():
            for other in needs:
                if name in value and other not in value:
                    yield f"{at}: {name!r} without {other!r}"
        for name, inner in value.items():
            if name in schema.get("properties", {}):
                yield from problems(inner, schema["properties"][name], root, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {name!r} is not expected"
    if isinstance(value, list) and "items" in schema:
        for i, inner in enumerate(value):
            yield from problems(inner, schema["items"], root, f"{at}[{i}]")
