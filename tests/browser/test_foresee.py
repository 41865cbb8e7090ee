"""The panel of the days ahead: what would happen if nobody answered."""

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import Select

from tests.browser.played import played
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser


def test_the_days_ahead_of_a_project_are_shown(chromium: webdriver.Chrome) -> None:
    """Played on a copy, day by day; another ladder is played at once; nothing is sent."""
    with played() as address:
        tab = Tab(chromium, address)
        tab.resize(1400, 900)
        tab.forget()
        tab.open(channel="C0INFRA", guide="0")
        before = len(tab.all(".message"))
        tab.one("#foresee").click()
        tab.one(".dialog.foresee h2", "What would happen if nobody answers?")
        tab.one(".foresee-about", "Answers: none.")
        assert tab.all(".foresee-row")
        assert tab.one(".foresee-list h3")
        firmly = tab.all(".foresee-field select")[0]
        Select(firmly).select_by_visible_text("Firm")
        tab.one(".foresee-about", "firm.")
        tab.one(".foresee-row.open strong", "#infra")
        tab.one(".dialog.foresee .icon-button").click()
        tab.gone(".dialog.foresee")
        assert len(tab.all(".message")) == before
        assert not tab.problems()
        chromium.get("about:blank")
