"""The end of an HTTP/1.1 answer in a stream of bytes: all that the generator needs of it."""


class Response:
    """One answer, fed part by part; `body` is without its framing.

    ValueError for bytes that are no such answer.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._length: int | None = None
        self._chunked = False
        self.status = 0
        self.stays_open = True
        self.body = bytearray()

    def feed(self, part: bytes) -> bool:
        """Take the next bytes; whether the answer is whole."""
        self._bytes += part
        if not self.status and not self._read_head():
            return False
        if self._chunked:
            return self._read_chunks()
        self.body += self._bytes
        self._bytes.clear()
        return len(self.body) >= (self._length or 0)

    def _read_head(self) -> bool:
        end = self._bytes.find(b"\r\n\r\n")
        if end < 0:
            return False
        first, *lines = bytes(self._bytes[:end]).split(b"\r\n")
        del self._bytes[: end + 4]
        if not first.startswith(b"HTTP/1.1 "):
            raise ValueError("no answer of HTTP/1.1")
        self.status = int(first[9:12])
        for line in lines:
            name, _, value = line.partition(b":")
            name, value = name.strip().lower(), value.strip().lower()
            if name == b"content-length":
                self._length = int(value)
            elif name == b"transfer-encoding":
                self._chunked = value == b"chunked"
            elif name == b"connection":
                self.stays_open = value != b"close"
        return True

    def _read_chunks(self) -> bool:
        while (end := self._bytes.find(b"\r\n")) >= 0:
            size = int(self._bytes[:end].partition(b";")[0], 16)
            if len(self._bytes) < end + 2 + size + 2:
                return False
            self.body += self._bytes[end + 2 : end + 2 + size]
            del self._bytes[: end + 2 + size + 2]
            if not size:
                return True
        return False
