"""A browser without pictures: opens pages of the stand-in host, fills the form that is there, presses its button.

It does what a person does and nothing else: hidden fields such as the token are sent as the page gave them.
"""

import html.parser
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request


class Form:
    """One form of a page."""

    def __init__(self, action):
        self.action = action
        self.fields = {}
        self.buttons = {}  # the words on a button, and what it sends


class Page(html.parser.HTMLParser):
    """What a person finds on a page: its text, its notices, its links and its forms."""

    def __init__(self, address, status, source):
        super().__init__()
        self.address, self.status, self.source = address, status, source
        self.forms, self.notices, self.links = [], [], {}
        self._words, self._open = [], []
        self.feed(source)

    @property
    def text(self):
        """All words of the page, with single blanks between them."""
        return " ".join(" ".join(self._words).split())

    def form_with(self, button):
        """The form that has a button with these words."""
        for form in self.forms:
            if button in form.buttons:
                return form
        raise LookupError(f"{self.address} has no button “{button}”; it says: {self.text[:600]}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append(Form(attributes.get("action", "")))
        elif tag in ("input", "button", "select", "option", "textarea") and self.forms:
            self._field(tag, attributes)
        if tag in ("a", "button", "textarea") or "notice" in attributes.get("class", "").split():
            self._open.append((tag, attributes, len(self._words)))

    def handle_data(self, data):
        self._words.append(data)

    def handle_endtag(self, tag):
        if not self._open or self._open[-1][0] != tag:
            return
        _, attributes, start = self._open.pop()
        words = " ".join("".join(self._words[start:]).split())
        if tag == "a":
            self.links[words] = attributes.get("href", "")
        elif tag == "button" and self.forms:
            name = attributes.get("name")
            self.forms[-1].buttons[words] = {name: attributes.get("value", "")} if name else {}
        elif tag == "textarea" and self.forms:
            self.forms[-1].fields[attributes.get("name")] = "".join(self._words[start:])
        else:
            self.notices.append(words)

    def _field(self, tag, attributes):
        fields, name = self.forms[-1].fields, attributes.get("name")
        if tag == "select":
            self._select = name
        elif tag == "option":
            if "selected" in attributes or self._select not in fields:
                fields[self._select] = attributes.get("value")
        elif tag == "input" and attributes.get("type") in ("checkbox", "radio"):
            if "checked" in attributes:
                fields[name] = attributes.get("value", "on")
        elif tag == "input" and name:
            fields[name] = attributes.get("value", "")


class Browser:
    """Keeps its cookies between pages, follows redirects."""

    def __init__(self, base):
        self.page, self._base = None, base.rstrip("/") + "/"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # No proxy: the host is on this machine, whatever the environment says.
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def open(self, address, fields=None):
        """Opens an address, relative to the page that is open, or to the host's root when it starts with "/"."""
        here = self.page.address if self.page and not address.startswith("/") else self._base
        target = urllib.parse.urljoin(here, address.lstrip("/"))
        data = None if fields is None else urllib.parse.urlencode(fields).encode()
        try:
            with self._opener.open(target, data, timeout=60) as answer:
                self.page = Page(answer.url, answer.status, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            with refusal:
                self.page = Page(refusal.url, refusal.code, refusal.read().decode(errors="replace"))
        return self.page

    def press(self, button, **entries):
        """Fills the form that has this button and sends it. A name such as fields__Username stands for fields[Username]."""
        form = self.page.form_with(button)
        filled = {**form.fields, **form.buttons[button]}
        for name, value in entries.items():
            group, _, key = name.partition("__")
            filled[f"{group}[{key}]" if key else name] = value
        return self.open(form.action or self.page.address, filled)
