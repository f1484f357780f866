"""What goes wrong between us and the Hub, in words for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from usseg.errors import WeightsError

ABSENT = {401, 403, 404}  # the Hub hides private repositories behind the same answers


class HubSilentError(WeightsError):
    """The Hub did not answer at all: no other question to it would be answered now."""


@contextmanager
def in_words(repo: str) -> Iterator[None]:
    """Turn what the Hub's client raises inside the block into a sentence.

    Args:
        repo: Repository that was asked for.

    Raises:
        HubSilentError: Nothing came back in time, or no connection was made.
        WeightsError: Anything else the Hub, the network or the disk did wrong.
    """
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        yield
    except HfHubHTTPError as error:
        raise WeightsError(_status(repo, error.response.status_code)) from error
    except httpx2.TimeoutException as error:
        raise HubSilentError("The Hub did not answer in time.") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, ConnectionError) as error:
        raise HubSilentError("The Hub cannot be reached.") from error
    except LocalEntryNotFoundError as error:
        raise WeightsError(f"The files of {repo} could not be downloaded.") from error
    except OSError as error:
        raise WeightsError(f"The files of {repo} could not be stored on the server.") from error
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        # What is not the Hub (a login page, a proxy) answers 200 with something else.
        raise WeightsError(f"The Hub's answer about {repo} is not understood.") from error


def _status(repo: str, status: int) -> str:
    """Return the sentence for an HTTP status."""
    if status in ABSENT:
        return f"{repo} or this version of it is not on the Hub, or not public (status {status})."
    if status == 429:
        return "The Hub refuses more requests for now (status 429)."
    return f"The Hub is out of order (status {status})."
