"""What the OpenAPI document says of every operation: how it fails."""

from typing import Any

_PROBLEM = {
    "type": "object",
    "description": "RFC 9457: what went wrong; programs rely on `code`.",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
    },
}
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def add_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """drf-spectacular's post-processing hook: each operation may answer a problem."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    answer = {
        "description": "A problem",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for operations in result.get("paths", {}).values():
        for method, operation in operations.items():
            if method in _METHODS:
                operation["responses"].setdefault("default", answer)
    return result
