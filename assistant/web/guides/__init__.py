"""The guides as public pages: an index with a search, and a page for each.

pages.py answers requests; view.py makes of a guide what a page shows; sections.py
cuts its text into parts with a heading. What the guides say stands in knowledge/,
the words around it in translations/guides. Nothing here asks the DNS, knows the
reader or sets a cookie, so these pages may be kept and linked by anyone.
"""
