"""The errors that factcheck raises on purpose; each message says what, where and what is allowed."""


class FactcheckError(Exception):
    """Any failure that a user can mend; the command line prints it without a traceback and exits with 2."""


class InputError(FactcheckError):
    """A path, a file or a sidecar that cannot be read, or a folder in which nothing can be checked."""


class ModelError(FactcheckError):
    """A language pipeline that is not installed or lacks a component that extraction reads."""


class RuleError(FactcheckError):
    """One or more faults of a rule pack, gathered: `faults` is a tuple of `file:line: what, and what is allowed`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class OutputError(FactcheckError):
    """A report that cannot be written where it was asked for."""


class ConfigError(FactcheckError):
    """One or more faults of a configuration file, gathered: `faults` is a tuple of `file:line: what, and what is allowed`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))
