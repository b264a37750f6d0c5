"""Citizens who book one after the other, several at once, until they are told to stop."""

import threading

from desk import Caller


class BookingLoad:
    """Books in one council's windows from some threads and remembers what was answered."""

    def __init__(self, server, council, windows, threads=8):
        self.server, self.council, self.windows = server, council, windows
        self.tokens = []
        self.refusals = []
        self._ends = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=[i]) for i in range(threads)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def _run(self, index):
        with Caller(self.server) as caller:
            while not self._ends.is_set():
                index += 1
                window = self.windows[index % len(self.windows)]
                try:
                    answer = caller.book(self.council, window)
                except OSError:
                    return
                if answer.status_code == 201:
                    self.tokens.append(answer.json()["token"])
                else:
                    self.refusals.append(answer)
