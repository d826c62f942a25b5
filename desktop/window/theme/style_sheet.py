"""Qt style sheet for the standard widgets, in the colours of a theme."""

from __future__ import annotations

from pathlib import Path

from desktop.window.theme.palettes import Theme, contrast


def _tick(theme: Theme) -> str:
    """Return the path of a tick that is readable on the accent; style sheets take files only."""
    best = max(("white", "black"), key=lambda name: contrast(theme.accent, name))
    return Path(__file__).with_name(f"tick_{best}.png").as_posix()


def style_sheet(theme: Theme) -> str:
    """Return the style sheet; sizes that grow with the font are in em."""
    t = theme
    return f"""
    QToolTip {{ color: {t.text}; background: {t.card}; border: 1px solid {t.line}; padding: 4px; }}
    QFrame#card {{ background: {t.card}; border: {t.rule}px solid {t.line};
        border-radius: 10px; }}
    QToolButton, QPushButton, QComboBox {{
        color: {t.text}; background: {t.card}; border: {t.rule}px solid {t.line};
        border-radius: 7px; padding: 5px 10px; }}
    QPushButton {{ min-height: 1.4em; }}
    QToolButton:hover, QPushButton:hover, QComboBox:hover {{ background: {t.hover}; }}
    QToolButton:checked {{ background: {t.accent}; color: {t.on_accent};
        border-color: {t.accent}; }}
    QToolButton:pressed, QPushButton:pressed {{ background: {t.track}; }}
    QToolButton:focus, QPushButton:focus, QComboBox:focus, QLineEdit:focus {{
        border: 2px solid {t.accent}; padding: 4px 9px; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {t.muted}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton:default:enabled {{ background: {t.accent}; color: {t.on_accent};
        border-color: {t.accent}; }}
    QComboBox {{ padding-right: 2px; combobox-popup: 0; }}
    QComboBox:focus {{ padding-right: 1px; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ color: {t.text}; background: {t.card};
        selection-background-color: {t.accent}; selection-color: {t.on_accent};
        border: 1px solid {t.line}; outline: none; padding: 4px; }}
    QMenu {{ color: {t.text}; background: {t.card}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 26px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 8px; }}
    QMenu::indicator {{ width: 14px; height: 14px; left: 7px; }}
    QLineEdit {{ color: {t.text}; background: {t.card}; border: 1px solid {t.line};
        border-radius: 7px; padding: 5px 10px; placeholder-text-color: {t.muted};
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QLineEdit[readOnly="true"], QLineEdit[readOnly="true"]:focus {{ background: transparent;
        border: none; padding: 5px 2px; }}
    QProgressBar {{ background: {t.track}; border: none; border-radius: 5px;
        min-height: 10px; max-height: 10px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 5px; }}
    QTreeView {{ color: {t.text}; background: {t.card}; alternate-background-color: {t.window};
        border: {t.rule}px solid {t.line}; border-radius: 7px; outline: none;
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QTreeView::item {{ padding: 4px 8px; border: none; }}
    QTreeView::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QTreeView:focus {{ border-color: {t.accent}; }}
    QHeaderView::section {{ color: {t.muted}; background: {t.card}; border: none;
        border-bottom: 1px solid {t.line}; padding: 6px 8px; font-weight: bold; }}
    QListWidget {{ color: {t.text}; background: transparent; border: none; outline: none; }}
    QListWidget::item {{ padding: 8px 12px; border-radius: 7px; }}
    QListWidget::item:hover {{ background: {t.hover}; }}
    QListWidget::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 10px; }}
    QScrollBar:horizontal {{ height: 10px; }}
    QScrollBar::handle {{ background: {t.muted}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; border: 2px solid transparent;
        border-radius: 6px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ background: {t.card};
        border: 2px solid {t.muted}; }}
    QRadioButton::indicator {{ width: 12px; height: 12px; border-radius: 8px; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border-radius: 4px; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
        image: url("{_tick(t)}"); }}
    QRadioButton::indicator:checked {{ border-color: {t.accent};
        background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {t.accent}, stop: 0.6 {t.accent}, stop: 0.7 {t.card}, stop: 1 {t.card}); }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line}; }}
    QSlider {{ min-height: 26px; border: 2px solid transparent; border-radius: 6px; }}
    QSlider:focus {{ border-color: {t.accent}; }}
    QSlider::groove:horizontal {{ height: 6px; background: {t.track}; border-radius: 3px; }}
    QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 3px; }}
    QSlider::handle:horizontal {{ background: {t.card}; border: 2px solid {t.accent};
        width: 16px; margin: -7px 0; border-radius: 10px; }}
    QSlider::sub-page:horizontal:disabled {{ background: {t.line}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {t.line}; }}
    """
