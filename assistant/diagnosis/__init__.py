"""Evidence to findings: judges, asks nothing.

To add a finding, start in codes.py; tests/test_in_step.py then lists the rule,
the texts and the scene that are missing.
"""
