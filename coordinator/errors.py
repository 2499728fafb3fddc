"""What can go wrong, and who is told.

    CoordinatorError            shown to the user as it stands: every message is a sentence
    ├── RuleBroken              the request breaks a rule of the domain; nothing was changed
    │   └── MovedOn             an undo or edit whose rows were changed by someone since
    ├── FileRefused             a file from outside that cannot be read
    │   └── LayoutNeeded        an attendance report whose columns a person has to name
    ├── StoreTrouble            the database cannot be read or written just now (locked, full, read-only)
    │   ├── AlreadyOpen         another instance holds the database
    │   └── DatabaseRefused     the file is damaged, foreign, newer, or was altered
    └── Cancelled               the user stopped the work; the message says what was done until then

Anything else that is raised is a bug: it goes to the crash dialog and the log.
"""


class CoordinatorError(Exception):
    """A refusal in a sentence: what is wrong, what was kept, what to do."""


class RuleBroken(CoordinatorError):
    """The request breaks a rule of the domain; nothing was changed."""


class MovedOn(RuleBroken):
    """The rows were changed since; the older change can no longer be undone or applied."""


class FileRefused(CoordinatorError):
    """A file from outside cannot be read."""


class LayoutNeeded(FileRefused):
    """A report has a table of rows, but nothing tells which columns hold the people and their times."""


class StoreTrouble(CoordinatorError):
    """The database cannot be read or written just now."""


class AlreadyOpen(StoreTrouble):
    """Another instance of the program holds the database."""


class DatabaseRefused(StoreTrouble):
    """The database file is damaged, foreign, newer than the program, or was altered."""


class Cancelled(CoordinatorError):
    """The user stopped the work; the message says what was done until then."""
