"""Files of other programs, in and out. Text from outside is data: never a formula, markup, path or header."""
