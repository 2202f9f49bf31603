"""The steps by which the tables grew, run in order by Alembic.

To add one, change tables.py and write the next file in versions/. A step that
was released is never changed. tests/store/test_upgrade.py compares the two.
"""
