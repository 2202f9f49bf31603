"""Memory: conversations and turns, kept in SQL.

Values go in and values come out; no table and no session leaves this room. All of
it is reached from one Store (turns.py):

    store.ask, claim, finish …   a turn's life                        turns.py
    store.cases                  who owns a conversation, its events  cases.py
    store.messages               replies, notes, the whole thread     messages.py
    store.queue                  pages, counts, search                queue.py
    store.sitting                drafts, presence                     sitting.py
    store.requests               change requests                      requests.py
    store.links                  looks shared for a limited time      links.py
    store.mails                  mails that were promised             mails.py
    store.alerts, store.calls    what the desk is told elsewhere      alerts.py
    store.views                  colleagues' own lists                views.py
    store.signs                  when each chore was at work last     signs.py
    store.watches                records that are looked for          watches.py
    store.learning               feedback, lessons, sightings         learning.py
    store.numbers                numbers by week                      numbers.py
    store.keeping                retention and deletion               keeping.py
    store.persons                what is kept of one person           persons.py
    store.backups                backup and restore                   backup.py

The values stand in values.py, case.py, request.py, lesson.py and beside the part
that gives them. Two rules keep writers apart: who writes rows of a conversation
locks its case first (place.py), and an event is the last thing that a
transaction writes (events.py).
"""
