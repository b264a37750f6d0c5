"""What a person does in a browser, and what goes wrong there unseen."""

import contextlib

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}

# Runs in the page: a violation of the content security policy is an event of the document.
WATCH_POLICY = """
  window.policyViolations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


class Window:
    """A page that remembers every fault that its browser saw."""

    def __init__(self, page, base):
        self.page = page
        self.base = base
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", self._hear)
        page.on("requestfailed", self._miss)

    def _hear(self, message):
        # A page may answer 409 or 422 on purpose; the browser grumbles about every such status.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text} at {self.page.url}")

    def _miss(self, request):
        # An event stream and whatever is under way end when the page is left.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure}: {request.url}")

    def open(self, path):
        answer = self.page.goto(self.base + path)
        return answer

    @property
    def path(self):
        return self.page.url.removeprefix(self.base)

    def check(self):
        """Expects that nothing went wrong so far."""
        assert self.faults == [], "\n".join(self.faults)

    def sign_in(self, user, password=None):
        self.open("/agent/sign-in")
        self.page.fill("#user", user)
        self.page.fill("#password", password or f"acompanya-{user}")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/agent*")

    def choose(self, control):
        """Chooses a radio button or a box by its label, as a finger does."""
        self.page.click(f'label[for="{control}"]')

    def fill_call_me(self, phone, name="Rosa Ferrer", window=0):
        """Fills in the form, and returns the name of the window."""
        page = self.page
        self.choose("matter-1")
        choice = page.locator("input[name=window]").nth(window)
        self.choose(choice.get_attribute("id"))
        page.fill("#phone", phone)
        page.fill("#name", name)
        self.choose("consent")
        return choice.get_attribute("value")

    def submit(self):
        """Sends the form of the page and waits for the page that comes."""
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").last.click()


@contextlib.contextmanager
def window(browser, base, viewport=PHONE, **options):
    """A browser of one's own: its cookies are nobody else's."""
    options.setdefault("locale", "ca-ES")
    options.setdefault("timezone_id", "Europe/Madrid")
    context = browser.new_context(viewport=viewport, **options)
    context.set_default_timeout(15_000)
    context.add_init_script(WATCH_POLICY)
    try:
        yield Window(context.new_page(), base)
    finally:
        context.close()
