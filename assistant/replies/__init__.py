"""Words: from what was found to what is said.

To add a sentence, write a text in templates/replies in every language: a whole
text in KIND/NAME.LANG.md, a button or a label as one line of words/FILE.LANG.md.
No sentence stands in code, and none claims what was not measured.
"""
