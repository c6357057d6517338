"""A real Chromium for tests: the one installed on the machine, with a fresh profile and no way out of loopback."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find_chromium() -> str | None:
    """The path of an installed Chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium; skips the test, saying why, on a machine without one."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"no Chromium on this machine: none of {', '.join(NAMES)} is on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser, *, width: int = 1280, scripts: bool = True) -> Iterator[Page]:
    """One page of its own profile; with ``scripts`` off as a reader without JavaScript has it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    try:
        yield context.new_page()
    finally:
        context.close()
