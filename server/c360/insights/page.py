"""docs/reference/rules.md, made from the rules themselves (`c360 rules <file>`)."""

from c360.insights.rules import rules

HEAD = """# Rules
Each night the load asks every rule about every customer (`insights.py` of the modules). What a
rule finds stands on the customer's page and, by its score, in Today.
The score is the weight, up to 40 more for the amount, and up to 20 for a day that is near.
Made by `c360 rules docs/reference/rules.md`; a test compares.
"""


def page() -> str:
    """The page as Markdown, the weightiest rules first."""
    parts = [HEAD]
    for rule in sorted(rules(), key=lambda rule: (-rule.weight, rule.name)):
        parts.append(
            f"## {rule.title}\n"
            f"`{rule.name}`, version {rule.version}, weight {rule.weight}, owner: {rule.owner}\n\n"
            f"{rule.why}\n\n"
            f"Shown as: {rule.reason}\n\n"
            f"Evidence: {rule.evidence}\n"
        )
    return "\n".join(parts)
