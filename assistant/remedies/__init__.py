"""Findings to proven changes of the customer's DNS.

To add a remedy, mark its code curable and write a function of the same name.
Nothing leaves this room that a simulation did not prove or that is not marked
as open.
"""
