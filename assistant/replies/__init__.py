"""Words: from what was found to what is said.

To add a sentence, write a text in templates/replies in every language. No
sentence stands in code.
"""
