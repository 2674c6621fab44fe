"""The night's insights: every module's rules, run over what the other modules built."""

from c360.insights.run import insight, insight_rule

TABLES = {"insight_rule": insight_rule, "insight": insight}
