"""A real Firefox, driven by WebDriver BiDi, which it speaks itself."""

import contextlib
import itertools
import json
import re
import subprocess
import threading

from websockets.sync.client import connect

import program

PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "ca",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "toolkit.telemetry.enabled": False,
}


def written(value):
    """A value as the protocol writes it."""
    if value is None:
        return {"type": "null"}
    kinds = {bool: "boolean", int: "number", float: "number", str: "string"}
    return {"type": kinds[type(value)], "value": value}


def read(value):
    """What the protocol wrote."""
    if value["type"] == "array":
        return [read(each) for each in value["value"]]
    if value["type"] == "object":
        return {key: read(each) for key, each in value["value"]}
    return value.get("value")


class Firefox:
    """One browser with one page; `env` says on which screen."""

    def __init__(self, folder, env, preferences=()):
        profile = folder / "profile"
        profile.mkdir()
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in (PREFERENCES | dict(preferences)).items()
        ]
        (profile / "user.js").write_text("".join(lines))
        self.log = []
        self._port = None
        self.process = subprocess.Popen(
            [
                *("firefox-esr", "--no-remote", "--remote-debugging-port", "0"),
                *("--profile", profile, "about:blank"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=env | {"HOME": str(folder)},
        )
        threading.Thread(target=self._read, daemon=True).start()
        program.until(lambda: self._port, seconds=60, what="Firefox")
        self._open = contextlib.ExitStack()
        address = f"ws://127.0.0.1:{self._port}/session"
        self._socket = self._open.enter_context(connect(address, max_size=None))
        self._numbers = itertools.count(1)
        self.send("session.new", capabilities={})
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def _read(self):
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"WebDriver BiDi listening on ws://[\d.]+:(\d+)", line):
                self._port = found[1]

    def send(self, method, **parameters):
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") != number:
                continue
            assert answer["type"] == "success", f"{method}: {answer['message']}"
            return answer["result"]

    def open(self, url):
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def add_init_script(self, script):
        self.send("script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}")

    def evaluate(self, function, *arguments):
        """Calls a function in the page, as a person's own deed."""
        result = self.send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[written(each) for each in arguments],
            target={"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        assert result["type"] == "success", result["exceptionDetails"]["text"]
        return read(result["result"])

    def until(self, condition, seconds=20):
        program.until(lambda: self.evaluate(f"() => Boolean({condition})"), seconds, condition)

    def see(self, selector):
        """Waits until something is shown."""
        self.until(f"document.querySelector({json.dumps(selector)})?.checkVisibility()")

    def text(self, selector):
        return self.evaluate("(s) => document.querySelector(s).innerText", selector)

    def fill(self, selector, value):
        self.see(selector)
        self.evaluate("(s, v) => { document.querySelector(s).value = v; }", selector, value)

    def click(self, selector):
        """A click of the browser's own mouse, in the middle of what is shown."""
        self.see(selector)
        x, y = self.evaluate(
            """async (selector) => {
              // A page that has not been painted takes no clicks yet.
              if (document.readyState !== "complete") {
                await new Promise((resolve) => addEventListener("load", resolve));
              }
              const painted = () => new Promise((resolve) => requestAnimationFrame(resolve));
              for (let i = 0; i < 5; i += 1) await painted();
              const element = document.querySelector(selector);
              element.scrollIntoView({block: "center"});
              const box = element.getBoundingClientRect();
              return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            }""",
            selector,
        )
        hand = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        actions = [{"type": "pointer", "id": "mouse", "actions": hand}]
        self.send("input.performActions", context=self.context, actions=actions)

    def close(self):
        with contextlib.suppress(Exception):
            self.send("browser.close")
            self._open.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)


@contextlib.contextmanager
def opened(folder, env, preferences=()):
    firefox = Firefox(folder, env, preferences)
    try:
        yield firefox
    finally:
        firefox.close()
