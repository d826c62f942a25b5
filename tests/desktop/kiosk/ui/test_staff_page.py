"""The staff page: what it shows before and after the PIN, in every language and on every screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.kiosk.entry.texts import LANGUAGES, Texts
from desktop.kiosk.process.pin import Attempts, set_pin
from desktop.kiosk.ui import style
from desktop.kiosk.ui.staff_page import StaffPage, StaffStatus

SIZES = [(1024, 768), (768, 1024), (1280, 800), (800, 1280), (1024, 600), (1920, 1080)]
TEST = {"time": "2026-11-25T03:12:07+00:00", "passed": True, "detail": "17 digits recognized"}
NAME = "HD Pro Webcam C920: USB Audio (hw:1,0)"


def status(**changes: object) -> StaffStatus:
    values = {
        "courier": {"pending": 3, "delivered": 128, "problem": ""},
        "hears": True,
        "source": NAME,
        "source_problem": "",
        "problem": "",
        "test": TEST,
        "version": "1.2.3, model 4.5.6",
    }
    return StaffStatus(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def make_page(qtbot, tmp_path: Path, monkeypatch):
    """Makes a staff page of a size in a language; its log is in the test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    set_pin(tmp_path, "2580")

    def make(size: tuple[int, int] = SIZES[0], code: str = "en") -> StaffPage:
        page = StaffPage(Attempts(tmp_path, 5, 60.0), Texts(code, {}))
        qtbot.addWidget(page)
        unit = style.unit_for(*size)
        page.setStyleSheet(style.style_sheet(unit))
        page.fit(unit, is_portrait=size[1] > size[0])
        page.ask(has_pin=True)
        page.resize(*size)
        page.show()
        return page

    return make


def unlock(page: StaffPage) -> None:
    for digit in (2, 5, 8, 0):
        page.press(digit)
    page.enter()


def text_width(button: QPushButton) -> int:
    """The width of the longest line."""
    return max(button.fontMetrics().horizontalAdvance(line) for line in button.text().split("\n"))


def squeezed(page: QWidget) -> list[str]:
    """Texts of visible buttons that are wider than the button, and buttons outside the page."""
    return [
        button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible()
        and (
            text_width(button) > 0.95 * button.width()
            or not page.rect().contains(
                button.rect().translated(button.mapTo(page, button.rect().topLeft()))
            )
        )
    ]


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_buttons_fit_before_and_after_the_pin(make_page, qtbot, size, code):
    page = make_page(size, code)
    qtbot.waitExposed(page)
    assert squeezed(page) == []
    # "OK" is as wide as the button below it, and not narrower than a third of the page.
    assert page._enter.width() == page._back.width() > size[0] / 3
    unlock(page)
    page.show_status(status())
    page.show_level(-27.0)
    qtbot.wait(1)  # Qt lays out the page at its next event
    assert squeezed(page) == []
    assert not page.keypad.isVisible()
    page._quit.click()
    qtbot.wait(1)
    assert squeezed(page) == []


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_after_the_pin_staff_see_microphone_level_versions_and_log(make_page, tmp_path):
    log = tmp_path / "spoken-digits/log/spoken-digits.log"
    log.parent.mkdir(parents=True)
    log.write_text("2026-11-30 10:00:00,000 WARNING kiosk: restarting the window\n  detail\n")
    page = make_page()
    page.show_status(status())
    assert page.status.text() == ""  # nothing before the PIN
    unlock(page)
    page.show_status(status())
    text = page.status.text()
    assert f"Microphone: OK ({NAME})" in text
    assert "Numbers waiting for delivery: 3" in text
    assert "Last self-test: passed" in text
    assert "Version: " in text
    assert "1.2.3, model 4.5.6" in text
    assert page.log.text().endswith("WARNING: restarting the window")
    page.show_level(-27.4)
    assert (page.meter.value(), page.level_value.text()) == (-27, "\N{MINUS SIGN}27 dBFS")
    page.show_level(-120.0)
    assert (page.meter.value(), page.level_value.text()) == (-60, "no sound")


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_a_problem_of_the_microphone_is_explained(make_page):
    page = make_page()
    unlock(page)
    page.show_status(status(hears=False, source_problem="No microphone found. Connect one."))
    assert f"Microphone: not working ({NAME})" in page.status.text()
    assert page.status.text().endswith("No microphone found. Connect one.")


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_the_self_test_can_be_run_once_at_a_time(make_page, qtbot):
    page = make_page()
    unlock(page)
    page.show_status(status(test=None))
    assert "Last self-test: not run yet" in page.status.text()
    with qtbot.waitSignal(page.test_requested):
        page._test.click()
    page.show_status(status(is_testing=True))
    assert "Last self-test: running" in page.status.text()
    assert not page._test.isEnabled()
    failed = {**TEST, "passed": False, "detail": "exit code 1"}
    page.show_status(status(test=failed))
    assert page.status.text().count("exit code 1") == 1
    assert page._test.isEnabled()


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_staff_read_which_kiosk_it_is_the_time_and_where_numbers_go(make_page):
    page = make_page(code="fr")
    unlock(page)
    page.show_status(status(name="porte 2", sink="file /srv/n.jsonl"))
    assert page.headline.text() == "Personnel – porte 2"
    lines = page.status.text().splitlines()
    assert lines[0].startswith("Heure : 2")
    assert "Livraison : correct (file /srv/n.jsonl)" in lines
    assert page.log.text().startswith("Dernières entrées du journal : ")


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_the_kiosk_exits_only_after_a_question_and_not_by_a_double_tap(make_page, qtbot):
    page = make_page()
    unlock(page)
    page.show_status(status())
    quits, closes = [], []
    page.quit_requested.connect(lambda: quits.append(1))
    page.closed.connect(lambda: closes.append(1))
    qtbot.wait(1)
    place = page._quit.geometry().center()
    page._quit.click()
    qtbot.wait(1)
    page.show_status(status())  # the status does not replace the question
    assert page.headline.text() == "Exit the kiosk?"
    assert "systemctl start" in page.status.text()
    assert page._back.geometry().left() <= place.x() <= page._back.geometry().right()
    assert not page._restart.isVisible()
    page._back.click()
    page.show_status(status())
    assert (quits, closes) == ([], [])
    assert page.headline.text() == "Staff"
    assert page._restart.isVisible()
    page._quit.click()
    page._quit.click()
    assert quits == [1]


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_wrong_pins_are_logged_without_digits_and_the_message_goes_when_staff_type_again(
    make_page, caplog
):
    caplog.set_level("INFO")
    page = make_page()
    for turn in range(5):
        for digit in (7, 0, 4, 1):
            page.press(digit)
        page.enter()
        expected = r"Wrong PIN\." if turn < 4 else r"Locked for (60|5\d) seconds\."
        assert re.fullmatch(expected, page.headline.text())
    page.press(1)
    assert page.headline.text() == "Enter the PIN"
    page.enter()  # while it is locked, nothing is checked
    messages = [record.getMessage() for record in caplog.records]
    assert messages[:-1] == ["staff page: wrong PIN"] * 4
    assert re.fullmatch(r"staff page: wrong PIN; locked for (60|5\d) s", messages[-1])


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_without_a_pin_nothing_can_be_typed(make_page):
    page = make_page()
    page.ask(has_pin=False)
    page.press(2)
    page.enter()
    assert page.headline.text().startswith("No PIN is set.")
    shown = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert shown == [page._back]
