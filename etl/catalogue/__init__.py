"""The vocabulary as data: metrics, groups, definitions and the words that point at them, one record each.

Adding a metric or a group is one record with its words; the tables, the extractor and the app pick it up from here.
"""

from etl.catalogue.definitions import DEFINITIONS, Definition
from etl.catalogue.groups import GROUPS, Group
from etl.catalogue.metrics import METRICS, Metric

__all__ = ["DEFINITIONS", "GROUPS", "METRICS", "Definition", "Group", "Metric"]
