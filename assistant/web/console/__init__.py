"""The console: where support staff see the cause before they read the question.

Pages are made on the server and every act is a plain form; console.js only makes
them quicker. To add a page, give it a file and a blueprint of its own here, a
template in templates/console, its words in translations/console, and one line in
entrance.py. Nothing here judges or stores: the rooms below do.
"""
