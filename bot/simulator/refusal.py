"""How Telegram says no: a code, a description in its own manner, and for how long to wait."""


class Refused(Exception):
    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def reply(self) -> dict[str, object]:
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad(message: str) -> Refused:
    """Telegram begins the reason with a small letter, unless it is a CODE_OF_ITS_SERVERS or a TypeName."""
    shouted = len(message) > 1 and (message[1] == "_" or message[1].isupper())
    return Refused(400, f"Bad Request: {message if shouted else message[:1].lower() + message[1:]}")


def forbidden(message: str) -> Refused:
    return Refused(403, f"Forbidden: {message}")


def conflict(message: str) -> Refused:
    return Refused(409, f"Conflict: {message}")


def too_many(seconds: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {seconds}", seconds)


UNAUTHORIZED = (401, "Unauthorized")
NOT_FOUND = (404, "Not Found")
