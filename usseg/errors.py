"""Every error this project raises on purpose; the surfaces catch `UssegError` and nothing wider."""


class UssegError(Exception):
    """Something a user can act on. The message says what is wrong, what was expected, what to do."""


class InputError(UssegError):
    """An image, a truth, a spacing or an option cannot be used as given."""


class WeightsError(UssegError):
    """A release of the weights is unknown, unreachable or not the file that was released."""


class DatasetError(UssegError):
    """A folder of training images does not follow the documented format."""
