"""What to do next: ask, examine, explain, hand over, close or decline.

To add a move, write it in moves.py and a row in decide.py's table. This room
writes no sentence.

The events, in the order in which they are looked for, and what follows. The
first that is so counts; repeats.py then sees to it that no answer comes twice in
a row and no third question. While a person has a conversation none of this is
asked: the store keeps what is written for that person.

    rude                         decline: abuse
    asks-price                   decline: price
    foreign                      decline: out-of-scope
    permits                      hand over: change-request
    refuses                      close: not-now
    notes                        close: noted
    thankful                     close: goodbye
    is-upset                     hand over: upset
    wants-person                 hand over: asked-for
    choice                       ask which
    wants-change                 change
    refused-otherwise            refused
    free-address                 free mail
    asks-how                     how
    is-lost                      lost
    asks-how-long                how long
    fears-harm                   harm
    is-unsure                    unsure
    some-readers                 some readers
    names-several                ask which sends
    can-look                     look
    bad-name                     ask domain
    how-to                       explain
    agrees                       ask for the permission
    lacks-domain                 ask domain
    lacks-problem                ask problem
    lacks-problem (with-person)  hand over: not-understood
"""
