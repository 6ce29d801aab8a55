"""The walk of the demo in a real browser: what an administrator and a customer do with one domain, with pictures."""

import os
import pathlib
import shutil
import sys
import tempfile
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "tools"))

import stack  # noqa: E402 (found through the line above)

PICTURES = pathlib.Path(os.environ.get("ISPBRIDGE_SCREENSHOTS", stack.ROOT / "build/screenshots"))
DOMAIN = "browser-walk.com"


def chromium(folder):
    """A headless browser that keeps to itself: nothing is fetched but the pages it is sent to."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
                 f"--user-data-dir={folder}/chromium", "--window-size=1280,1000"):
        options.add_argument(flag)
    service = Service("/usr/bin/chromedriver", log_path=f"{folder}/chromedriver.log")
    return webdriver.Chrome(service=service, options=options)


class DemoWalk(unittest.TestCase):
    """One walk from the settings page to the module log; each step sees what the one before it did."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ispbridge-browser-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.sandbox = stack.Sandbox(self.folder)
        self.addCleanup(self.sandbox.stop)
        self.host = stack.Host(self.folder, self.sandbox, f"http://127.0.0.1:{stack.free_port(18090)}")
        self.addCleanup(self.host.serve().stop)
        self.browser = chromium(self.folder)
        self.addCleanup(self.browser.quit)

    def test_one_domain_from_the_settings_page_to_the_module_log(self):
        self.log_in_as_administrator()
        self.see_a_wrong_password_refused()
        self.save_the_right_password()
        self.order_a_domain_as_a_customer()
        self.save_nameservers_as_administrator()
        self.delete_the_domain_by_typing_its_name()
        self.find_the_calls_in_the_module_log()
        self.assertEqual(1, len(self.sandbox.charges(DOMAIN)), "the domain is charged exactly once")
        self.assertEqual({}, self.sandbox.counters()["not_simulated"], "every command meets the sandbox's own reading")
        self.sandbox.keep_journal("browser")

    def log_in_as_administrator(self):
        self.open("/admin/login.php")
        self.fill(username="admin", password=self.host.admin_password)
        self.press("Log in")
        self.picture("1-dashboard")

    def see_a_wrong_password_refused(self):
        self.open("/admin/configregistrars.php")
        self.press("Activate")
        self.picture("2-settings")
        self.fill_setting("Username", self.sandbox.login)
        self.fill_setting("Password", "not-" + self.sandbox.password)
        self.press("Save changes")
        self.picture("3-wrong-password")
        self.assert_notice("error", "The settings were not saved")

    def save_the_right_password(self):
        self.fill_setting("Username", self.sandbox.login)
        self.fill_setting("Password", self.sandbox.password)
        self.press("Save changes")
        self.picture("4-connected")
        self.assert_notice("success", "has new settings")
        self.assertNotIn(self.sandbox.password, self.browser.page_source, "a stored password is not sent back to the browser")

    def order_a_domain_as_a_customer(self):
        self.open("/cart.php")
        self.fill(username="client@example.com", password=self.host.client_password)
        self.press("Log in")
        self.open("/cart.php")
        self.fill(domain=DOMAIN)
        self.picture("5-cart")
        self.press("Order and pay")
        self.picture("6-ordered")
        self.assert_notice("success", f"{DOMAIN} is registered")

    def save_nameservers_as_administrator(self):
        self.open("/admin/clientsdomains.php")
        self.browser.find_element(By.LINK_TEXT, DOMAIN).click()
        self.picture("7-domain")
        self.fill(ns1="ns1.elsewhere.example", ns2="ns2.elsewhere.example")
        self.press("Save name servers")
        self.picture("8-nameservers")
        self.assert_notice("success", "The name servers were saved")
        shown = [self.browser.find_element(By.NAME, name).get_attribute("value") for name in ("ns1", "ns2")]
        self.assertEqual(["ns1.elsewhere.example", "ns2.elsewhere.example"], shown, "read again from the registrar")

    def delete_the_domain_by_typing_its_name(self):
        self.picture("9-buttons", "ac")
        self.press("Delete now …")
        self.assert_notice("error", "Nothing was done yet.")
        self.picture("10-nothing-done-yet")
        self.fill(ispapi_confirm=DOMAIN)
        self.picture("11-confirmation", "ispapi_confirm")
        self.press("Save changes")
        self.picture("12-deleted", "expirydate")
        text = self.browser.find_element(By.TAG_NAME, "body").text
        self.assertIn(f"The deletion of {DOMAIN} is under way at the registrar (PENDINGDELETE).", text)

    def find_the_calls_in_the_module_log(self):
        self.open("/admin/systemmodulelog.php")
        self.picture("13-module-log")
        actions = [cell.text for cell in self.browser.find_elements(By.CSS_SELECTOR, "tbody td:last-child")]
        self.assertTrue(any("RegisterDomain" in action for action in actions), actions)
        for entry in [link.get_attribute("href") for link in self.browser.find_elements(By.CSS_SELECTOR, "tbody a")]:
            self.browser.get(entry)
            self.assertNotIn(self.sandbox.password, self.browser.page_source, f"{entry} shows the password")
        self.picture("14-module-log-entry")

    def open(self, path):
        self.browser.get(self.host.url + path)

    def fill(self, **entries):
        for name, value in entries.items():
            field = self.browser.find_element(By.NAME, name)
            field.clear()
            field.send_keys(value)

    def fill_setting(self, name, value):
        self.fill(**{f"fields[{name}]": value})

    def press(self, words):
        """Presses the button with these words and waits until the page that it stood on is gone."""
        button = self.browser.find_element(By.XPATH, f"//button[normalize-space()='{words}']")
        before = self.browser.find_element(By.TAG_NAME, "html").id
        button.click()
        WebDriverWait(self.browser, 30).until(
            lambda browser: browser.find_element(By.TAG_NAME, "html").id != before
            and browser.execute_script("return document.readyState") == "complete")

    def picture(self, name, field=None):
        """A picture of what the window shows: the top of the page, or the surroundings of a field."""
        if field is not None:
            element = self.browser.find_element(By.NAME, field)
            self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        self.browser.save_screenshot(str(PICTURES / f"{name}.png"))

    def assert_notice(self, kind, words):
        notices = [notice.text for notice in self.browser.find_elements(By.CSS_SELECTOR, f".notice.{kind}")]
        self.assertTrue(any(words in notice for notice in notices),
                        f"no {kind} notice says “{words}”; the page: {self.browser.find_element(By.TAG_NAME, 'body').text}")


if __name__ == "__main__":
    unittest.main()
