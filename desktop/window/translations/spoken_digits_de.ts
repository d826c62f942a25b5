<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Spoken Digits</source>
        <translation>Über Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits {version}</source>
        <translation>Spoken Digits {version}</translation>
    </message>
    <message>
        <source>Say a digit or a number and it appears at once. Everything happens on this computer: nothing is sent, and audio is saved only if you ask for it.</source>
        <translation>Sagen Sie eine Ziffer oder eine Zahl, und sie erscheint sofort. Alles geschieht auf diesem Computer: Es wird nichts gesendet, und Audio wird nur auf Ihren Wunsch gespeichert.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr and libsndfile (LGPL-2.1), NumPy (BSD).</source>
        <translation>MIT-Lizenz. Erstellt mit Qt {qt} und PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr und libsndfile (LGPL-2.1), NumPy (BSD).</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Play the built-in recording</source>
        <translation>Die mitgelieferte Aufnahme abspielen</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all digits</source>
        <translation>Alle Ziffern kopieren</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Clear the digits</source>
        <translation>Die Ziffern löschen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Mel-Skala</translation>
    </message>
    <message>
        <source>Use a perceptual frequency scale</source>
        <translation>Frequenzen nach dem Gehör skalieren</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Lineare Skala</translation>
    </message>
    <message>
        <source>Use an evenly spaced frequency scale</source>
        <translation>Frequenzen gleichmäßig skalieren</translation>
    </message>
    <message>
        <source>Mini mode</source>
        <translation>Mini-Modus</translation>
    </message>
    <message>
        <source>Always on top</source>
        <translation>Immer im Vordergrund</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Zuhören anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Recognize a recording. You can also drop files onto the window</source>
        <translation>Eine Aufnahme erkennen. Sie können Dateien auch auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Listen only while you hold Space, T or the button</source>
        <translation>Nur zuhören, solange Sie die Leertaste, T oder die Schaltfläche gedrückt halten</translation>
    </message>
    <message>
        <source>Copy all numbers, one a line</source>
        <translation>Alle Zahlen kopieren, eine pro Zeile</translation>
    </message>
    <message>
        <source>Copy last number</source>
        <translation>Letzte Zahl kopieren</translation>
    </message>
    <message>
        <source>Copy the number that was said last</source>
        <translation>Die zuletzt gesprochene Zahl kopieren</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Die letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Show all utterances</source>
        <translation>Alle Äußerungen anzeigen</translation>
    </message>
    <message>
        <source>Show only the digit, in a small window</source>
        <translation>Nur die Ziffer in einem kleinen Fenster anzeigen</translation>
    </message>
    <message>
        <source>Keep the window above others</source>
        <translation>Das Fenster über anderen halten</translation>
    </message>
    <message>
        <source>Fill the screen. Escape leaves it</source>
        <translation>Den ganzen Bildschirm füllen. Escape beendet das</translation>
    </message>
    <message>
        <source>Microphone, recognition, appearance</source>
        <translation>Mikrofon, Erkennung, Darstellung</translation>
    </message>
    <message>
        <source>Keyboard shortcuts and licences</source>
        <translation>Tastenkürzel und Lizenzen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>Say</source>
        <translation>Sagen Sie</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Say the last one again</source>
        <translation>Letzte noch einmal sagen</translation>
    </message>
    <message>
        <source>Take back the last recording (Backspace)</source>
        <translation>Die letzte Aufnahme zurücknehmen (Rücktaste)</translation>
    </message>
    <message>
        <source>Keep it anyway</source>
        <translation>Trotzdem behalten</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Vorerst beenden</translation>
    </message>
    <message>
        <source>{done} of {total} recorded</source>
        <translation>{done} von {total} aufgenommen</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Wird gelernt …</translation>
    </message>
    <message>
        <source>Listening is paused. Stop, and press Listen.</source>
        <translation>Das Zuhören ist angehalten. Beenden Sie und drücken Sie „Zuhören“.</translation>
    </message>
</context>
<context>
    <name>Axes</name>
    <message>
        <source>−{n} s</source>
        <translation>−{n} s</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>{n} kHz</source>
        <translation>{n} kHz</translation>
    </message>
    <message>
        <source>{n} Hz</source>
        <translation>{n} Hz</translation>
    </message>
</context>
<context>
    <name>ControlBar</name>
    <message>
        <source>All commands and keyboard shortcuts (Alt+M)</source>
        <translation>Alle Befehle und Tastenkürzel (Alt+M)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>DevicePicker</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Choose the microphone</source>
        <translation>Das Mikrofon wählen</translation>
    </message>
    <message>
        <source>Recording: {name}</source>
        <translation>Aufnahme: {name}</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (nicht angeschlossen)</translation>
    </message>
</context>
<context>
    <name>DigitLine</name>
    <message>
        <source>Digits so far</source>
        <translation>Ziffern bisher</translation>
    </message>
    <message>
        <source>Recognized digits appear here</source>
        <translation>Hier erscheinen die erkannten Ziffern</translation>
    </message>
</context>
<context>
    <name>DigitPanel</name>
    <message>
        <source>Last digit</source>
        <translation>Letzte Ziffer</translation>
    </message>
    <message>
        <source>Hold Space to talk</source>
        <translation>Zum Sprechen die Leertaste halten</translation>
    </message>
    <message>
        <source>and say a digit or a number</source>
        <translation>und eine Ziffer oder Zahl sagen</translation>
    </message>
    <message>
        <source>Learning your voice</source>
        <translation>Lernt Ihre Stimme</translation>
    </message>
    <message>
        <source>see the dialog</source>
        <translation>siehe Dialog</translation>
    </message>
    <message>
        <source>Waiting for sound</source>
        <translation>Wartet auf Ton</translation>
    </message>
    <message>
        <source>see the notification above</source>
        <translation>siehe die Meldung oben</translation>
    </message>
    <message>
        <source>No recognition</source>
        <translation>Keine Erkennung</translation>
    </message>
    <message>
        <source>{percent} confidence</source>
        <translation>Konfidenz {percent}</translation>
    </message>
    <message>
        <source>provisional, {percent}</source>
        <translation>vorläufig, {percent}</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>von Ihnen korrigiert</translation>
    </message>
    <message>
        <source>Time from the end of the word to the digit on the screen.
From the detected end of speech to the result: {total:.1f} ms
(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})</source>
        <translation>Zeit vom Ende des Wortes bis zur Ziffer auf dem Bildschirm.
Vom erkannten Ende der Sprache bis zum Ergebnis: {total:.1f} ms
(Spektrogramm {spectrogram:.1f}, Netz {network:.1f}, Entscheidung {decision:.1f})</translation>
    </message>
    <message>
        <source>Still listening…</source>
        <translation>Hört noch zu…</translation>
    </message>
    <message>
        <source>last digit, {percent} confidence</source>
        <translation>letzte Ziffer, Konfidenz {percent}</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>angezeigt nach {n} ms</translation>
    </message>
    <message>
        <source>confirmed after {n} ms</source>
        <translation>bestätigt nach {n} ms</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop recordings here</source>
        <translation>Aufnahmen hier ablegen</translation>
    </message>
</context>
<context>
    <name>EnrolmentDialog</name>
    <message>
        <source>Teach your voice</source>
        <translation>Stimme beibringen</translation>
    </message>
</context>
<context>
    <name>FileProgress</name>
    <message>
        <source>Progress of the recording</source>
        <translation>Fortschritt der Aufnahme</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop reading the recording (Esc)</source>
        <translation>Das Lesen der Aufnahme abbrechen (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>{at} of {length} · %n digit(s)</source>
        <translation>
            <numerusform>{at} von {length} · %n Ziffer</numerusform>
            <numerusform>{at} von {length} · %n Ziffern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Ziffer</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Konfidenz</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Shown after</source>
        <translation>Angezeigt nach</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>Start and end in the number</source>
        <translation>Anfang und Ende in der Zahl</translation>
    </message>
    <message>
        <source>The least confidence of its digits</source>
        <translation>Die geringste Konfidenz ihrer Ziffern</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>corrected, was: {result}</source>
        <translation>korrigiert, vorher: {result}</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>%n Ziffer</numerusform>
            <numerusform>%n Ziffern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>All utterances</source>
        <translation>Alle Äußerungen</translation>
    </message>
    <message>
        <source>No utterances yet. Say a digit, and it appears here.</source>
        <translation>Noch keine Äußerungen. Sagen Sie eine Ziffer, und sie erscheint hier.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Could not write {path}: {reason}</source>
        <translation>{path} konnte nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Bring back what was cleared, until this window is closed</source>
        <translation>Das Gelöschte zurückholen, bis dieses Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) written to {path}</source>
        <translation>
            <numerusform>%n Zahl in {path} geschrieben</numerusform>
            <numerusform>%n Zahlen in {path} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n Äußerung nach {path} geschrieben</numerusform>
            <numerusform>%n Äußerungen nach {path} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) removed</source>
        <translation>
            <numerusform>%n Äußerung entfernt</numerusform>
            <numerusform>%n Äußerungen entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>Table of numbers (*.csv)</source>
        <translation>Tabelle der Zahlen (*.csv)</translation>
    </message>
    <message>
        <source>Table of all utterances (*.csv)</source>
        <translation>Tabelle aller Äußerungen (*.csv)</translation>
    </message>
    <message>
        <source>All utterances as JSON (*.json)</source>
        <translation>Alle Äußerungen als JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Den Verlauf exportieren</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; already exists. Replace it?</source>
        <translation>„{name}“ gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>InUse</name>
    <message>
        <source>Typing into other programs</source>
        <translation>Tippt in andere Programme</translation>
    </message>
    <message>
        <source>Copying to the clipboard</source>
        <translation>Kopiert in die Zwischenablage</translation>
    </message>
    <message>
        <source>Not typing: this program has the focus</source>
        <translation>Tippt nicht: Dieses Programm hat den Fokus</translation>
    </message>
    <message>
        <source>Click to keep numbers in this window</source>
        <translation>Klicken, damit Zahlen in diesem Fenster bleiben</translation>
    </message>
    <message>
        <source>Voice: {name}</source>
        <translation>Stimme: {name}</translation>
    </message>
    <message>
        <source>Click to use no profile</source>
        <translation>Klicken, um kein Profil zu verwenden</translation>
    </message>
</context>
<context>
    <name>LevelBar</name>
    <message>
        <source>{n} dBFS</source>
        <translation>{n} dBFS</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Level in dBFS. Bar: RMS, line: peak, arrow: noise floor</source>
        <translation>Pegel in dBFS. Balken: Effektivwert, Linie: Spitze, Pfeil: Grundrauschen</translation>
    </message>
    <message>
        <source>CLIP</source>
        <translation>CLIP</translation>
    </message>
</context>
<context>
    <name>MacShortcuts</name>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>{keys} wird von einem anderen Programm benutzt. Wählen Sie andere Tasten.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Leave mini mode (Ctrl+M)</source>
        <translation>Mini-Modus verlassen (Strg+M)</translation>
    </message>
    <message>
        <source>Leave mini mode</source>
        <translation>Mini-Modus verlassen</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Zum Sprechen halten</translation>
    </message>
    <message>
        <source>Hold this button, Space or T while you speak</source>
        <translation>Halten Sie beim Sprechen diese Schaltfläche, die Leertaste oder T gedrückt</translation>
    </message>
    <message>
        <source>Spoken Digits</source>
        <translation>Spoken Digits</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>not decided yet</source>
        <translation>noch nicht entschieden</translation>
    </message>
</context>
<context>
    <name>MicrophonePage</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>Test: record 3 seconds and play them back</source>
        <translation>Test: 3 Sekunden aufnehmen und abspielen</translation>
    </message>
    <message>
        <source>Raise the gain if the level stays below −30 dBFS while you speak. Lower it if CLIP lights up.</source>
        <translation>Erhöhen Sie die Verstärkung, wenn der Pegel beim Sprechen unter −30 dBFS bleibt. Senken Sie sie, wenn CLIP aufleuchtet.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Digits count only while you hold Space, T or the button in the window.</source>
        <translation>Ziffern zählen nur, solange Sie die Leertaste, T oder die Schaltfläche im Fenster gedrückt halten.</translation>
    </message>
    <message>
        <source>No microphone found. Connect one and open this page again.</source>
        <translation>Kein Mikrofon gefunden. Schließen Sie eines an und öffnen Sie diese Seite erneut.</translation>
    </message>
    <message>
        <source>Level of {name}</source>
        <translation>Pegel von {name}</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>Say something…</source>
        <translation>Sagen Sie etwas…</translation>
    </message>
    <message>
        <source>Say something… {n:.0f} s</source>
        <translation>Sagen Sie etwas… {n:.0f} s</translation>
    </message>
    <message>
        <source>This is what the program hears.</source>
        <translation>Das hört das Programm.</translation>
    </message>
</context>
<context>
    <name>Notification</name>
    <message>
        <source>Close this notification</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>NotificationBar</name>
    <message>
        <source>Notifications</source>
        <translation>Meldungen</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Listening to {name}</source>
        <translation>Aktives Mikrofon: {name}</translation>
    </message>
    <message>
        <source>Stopped: {name}</source>
        <translation>Angehalten: {name}</translation>
    </message>
    <message>
        <source>Digits cannot be recognized</source>
        <translation>Ziffern können nicht erkannt werden</translation>
    </message>
    <message>
        <source>Details are in {path}</source>
        <translation>Einzelheiten in {path}</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Protokoll kopieren</translation>
    </message>
    <message>
        <source>The demo has ended.</source>
        <translation>Die Demo ist zu Ende.</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {name}</source>
        <translation>
            <numerusform>%n Ziffer in {name}</numerusform>
            <numerusform>%n Ziffern in {name}</numerusform>
        </translation>
    </message>
    <message>
        <source>The default microphone delivers no sound, so another one is used.</source>
        <translation>Das Standardmikrofon liefert keinen Ton, deshalb wird ein anderes verwendet.</translation>
    </message>
    <message>
        <source>{name} cannot be read</source>
        <translation>{name} kann nicht gelesen werden</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {count} recordings</source>
        <translation>
            <numerusform>%n Ziffer in {count} Aufnahmen</numerusform>
            <numerusform>%n Ziffern in {count} Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) could not be read:</source>
        <translation>
            <numerusform>%n Aufnahme konnte nicht gelesen werden:</numerusform>
            <numerusform>%n Aufnahmen konnten nicht gelesen werden:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The computer is too busy, so digits may be missing. Close programs that keep it busy.</source>
        <translation>Der Computer ist überlastet, deshalb können Ziffern fehlen. Schließen Sie Programme, die ihn auslasten.</translation>
    </message>
    <message>
        <source>Sound was lost</source>
        <translation>Ton ist verloren gegangen</translation>
    </message>
    <message>
        <source>Listening to the microphone again.</source>
        <translation>Hört wieder über das Mikrofon zu.</translation>
    </message>
    <message>
        <source>Digits in {language} cannot be recognized</source>
        <translation>Ziffern auf {language} können nicht erkannt werden</translation>
    </message>
    <message>
        <source>Digits are recognized in English</source>
        <translation>Ziffern werden auf Englisch erkannt</translation>
    </message>
    <message>
        <source>The model for {language} is not installed.</source>
        <translation>Das Modell für {language} ist nicht installiert.</translation>
    </message>
    <message>
        <source>Part of the program failed. The rest continues to run.</source>
        <translation>Ein Teil des Programms ist ausgefallen. Der Rest läuft weiter.</translation>
    </message>
    <message>
        <source>The settings were not saved</source>
        <translation>Die Einstellungen wurden nicht gespeichert</translation>
    </message>
    <message>
        <source>Some settings were reset</source>
        <translation>Einige Einstellungen wurden zurückgesetzt</translation>
    </message>
    <message>
        <source>The settings cannot be read</source>
        <translation>Die Einstellungen können nicht gelesen werden</translation>
    </message>
    <message>
        <source>The settings were reset</source>
        <translation>Die Einstellungen wurden zurückgesetzt</translation>
    </message>
    <message>
        <source>Welcome. Say a digit, and it appears at once.</source>
        <translation>Willkommen. Sagen Sie eine Ziffer, und sie erscheint sofort.</translation>
    </message>
    <message>
        <source>The history lists them with their times in the recording.</source>
        <translation>Der Verlauf führt sie mit ihren Zeiten in der Aufnahme auf.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>Die Aufnahme ist zu Ende.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Demo abspielen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>The history is full</source>
        <translation>Der Verlauf ist voll</translation>
    </message>
    <message>
        <source>It keeps {count} utterances. From now on the oldest numbers are removed from it, and exports no longer have them. Export the history, then clear it.</source>
        <translation>Er behält {count} Äußerungen. Von jetzt an werden die ältesten Zahlen daraus entfernt und fehlen dann auch beim Exportieren. Exportieren Sie den Verlauf, und löschen Sie ihn dann.</translation>
    </message>
    <message>
        <source>{number}: perhaps not complete</source>
        <translation>{number}: vielleicht unvollständig</translation>
    </message>
    <message>
        <source>{number}: not typed into the other program</source>
        <translation>{number}: nicht in das andere Programm getippt</translation>
    </message>
    <message>
        <source>{number}: not taken back</source>
        <translation>{number}: nicht zurückgenommen</translation>
    </message>
    <message>
        <source>{number}: not copied</source>
        <translation>{number}: nicht kopiert</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Nothing was taken back</source>
        <translation>Nichts wurde zurückgenommen</translation>
    </message>
    <message>
        <source>Use the microphone</source>
        <translation>Mikrofon verwenden</translation>
    </message>
    <message>
        <source>Open the history</source>
        <translation>Verlauf öffnen</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Noch einmal abspielen</translation>
    </message>
    <message>
        <source>Spoken Digits listens to your microphone on this computer. Nothing is sent, and audio is saved only if you ask for it. It can also type numbers into other programs.</source>
        <translation>Spoken Digits hört auf diesem Computer über Ihr Mikrofon zu. Es wird nichts gesendet, und Audio wird nur auf Ihren Wunsch gespeichert. Es kann Zahlen auch in andere Programme tippen.</translation>
    </message>
    <message>
        <source>Type into other programs…</source>
        <translation>In andere Programme tippen…</translation>
    </message>
    <message>
        <source>The utterance cannot be played</source>
        <translation>Die Äußerung kann nicht abgespielt werden</translation>
    </message>
    <message>
        <source>Audio cannot be saved</source>
        <translation>Audio kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>A shortcut for all programs does not work</source>
        <translation>Ein Tastenkürzel für alle Programme funktioniert nicht</translation>
    </message>
    <message>
        <source>{number}: not sure</source>
        <translation>{number}: nicht sicher</translation>
    </message>
    <message>
        <source>They were not sure or not complete, and other numbers followed.</source>
        <translation>Sie waren unsicher oder unvollständig, und andere Zahlen folgten.</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>A number was not typed into the other program</source>
        <translation>Eine Zahl wurde nicht in das andere Programm getippt</translation>
    </message>
</context>
<context>
    <name>NumberCard</name>
    <message>
        <source>Open the number with the right arrow key to see, hear or correct its digits.</source>
        <translation>Öffnen Sie die Zahl mit der Pfeiltaste nach rechts, um ihre Ziffern zu sehen, zu hören oder zu korrigieren.</translation>
    </message>
    <message>
        <source>Play this number again (R)</source>
        <translation>Diese Nummer noch einmal abspielen (R)</translation>
    </message>
    <message>
        <source>corrected by you, recognized: {digits}</source>
        <translation>von Ihnen korrigiert, erkannt: {digits}</translation>
    </message>
    <message>
        <source>{percent} confidence in the least certain digit</source>
        <translation>{percent} Konfidenz bei der unsichersten Ziffer</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms lang</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>von Ihnen korrigiert</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>Saving audio</source>
        <translation>Audio speichern</translation>
    </message>
    <message>
        <source>Audio is saved only if you choose a folder. Each utterance is then saved there as a WAV file, named by its time and digit.</source>
        <translation>Audio wird nur gespeichert, wenn Sie einen Ordner wählen. Jede Äußerung wird dann dort als WAV-Datei gespeichert, benannt nach Zeit und Ziffer.</translation>
    </message>
    <message>
        <source>Do not save audio</source>
        <translation>Audio nicht speichern</translation>
    </message>
    <message>
        <source>Write recognized digits to the log</source>
        <translation>Erkannte Ziffern ins Protokoll schreiben</translation>
    </message>
    <message>
        <source>Helpful when you report a problem. The log stays on this computer and never contains audio.</source>
        <translation>Hilfreich, wenn Sie ein Problem melden. Das Protokoll bleibt auf diesem Computer und enthält nie Audio.</translation>
    </message>
    <message>
        <source>Folder for audio files</source>
        <translation>Ordner für Audiodateien</translation>
    </message>
    <message>
        <source>Audio is not saved.</source>
        <translation>Audio wird nicht gespeichert.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Saved in: {folder}</source>
        <translation>Gespeichert in: {folder}</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>What was typed</source>
        <translation>Was getippt wurde</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>{label}: {value}</source>
        <translation>{label}: {value}</translation>
    </message>
</context>
<context>
    <name>PortalShortcuts</name>
    <message>
        <source>The desktop was told not to allow the shortcuts.</source>
        <translation>Die Tastenkürzel wurden nicht erlaubt.</translation>
    </message>
    <message>
        <source>This desktop has no global shortcuts for programs.</source>
        <translation>Dieser Desktop hat keine globalen Tastenkürzel für Programme.</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Hold to talk</source>
        <translation>Zum Sprechen halten</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Zuhören anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Letzte Zahl zurücknehmen</translation>
    </message>
    <message>
        <source>Type the number that is not sure</source>
        <translation>Die unsichere Zahl tippen</translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <source>Probabilities of the digits</source>
        <translation>Wahrscheinlichkeiten der Ziffern</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>Export the profile</source>
        <translation>Profil exportieren</translation>
    </message>
    <message>
        <source>The profile was not exported</source>
        <translation>Das Profil wurde nicht exportiert</translation>
    </message>
    <message>
        <source>Delete the profile &quot;{name}&quot;? This cannot be undone.</source>
        <translation>Das Profil „{name}“ löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete the profile</source>
        <translation>Profil löschen</translation>
    </message>
    <message>
        <source>Teach your voice…</source>
        <translation>Stimme beibringen …</translation>
    </message>
    <message>
        <source>Teach the program how you say the digits</source>
        <translation>Dem Programm beibringen, wie Sie die Ziffern sprechen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The profile was not changed</source>
        <translation>Das Profil wurde nicht geändert</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is not in use</source>
        <translation>„{name}“ wird nicht verwendet</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Import a profile</source>
        <translation>Ein Profil importieren</translation>
    </message>
    <message>
        <source>The profile was not imported</source>
        <translation>Das Profil wurde nicht importiert</translation>
    </message>
    <message>
        <source>Rename the profile</source>
        <translation>Das Profil umbenennen</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Neuer Name:</translation>
    </message>
    <message>
        <source>The profile was not renamed</source>
        <translation>Das Profil wurde nicht umbenannt</translation>
    </message>
    <message>
        <source>The profile was not deleted</source>
        <translation>Das Profil wurde nicht gelöscht</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>No profile</source>
        <translation>Kein Profil</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>unvollständig</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Sensitivity: what counts as speech</source>
        <translation>Empfindlichkeit: was als Sprache zählt</translation>
    </message>
    <message>
        <source>Noisy room</source>
        <translation>Laute Umgebung</translation>
    </message>
    <message>
        <source>Ignores background voices and noise. Speak loudly.</source>
        <translation>Ignoriert Stimmen und Geräusche im Hintergrund. Sprechen Sie laut.</translation>
    </message>
    <message>
        <source>For a desk in a reasonably quiet room.</source>
        <translation>Für einen Schreibtisch in einem eher ruhigen Raum.</translation>
    </message>
    <message>
        <source>Detects soft and distant speech, but reacts to noise more often.</source>
        <translation>Erkennt leise und entfernte Sprache, reagiert aber öfter auf Geräusche.</translation>
    </message>
    <message>
        <source>Numbers: when a number ends</source>
        <translation>Zahlen: wann eine Zahl endet</translation>
    </message>
    <message>
        <source>After a pause of</source>
        <translation>Nach einer Pause von</translation>
    </message>
    <message>
        <source>A longer pause leaves more time to think inside a number. A shorter one types it sooner.</source>
        <translation>Eine längere Pause lässt mehr Zeit zum Überlegen in einer Zahl. Mit einer kürzeren wird sie früher getippt.</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>None: each phrase is a number</source>
        <translation>Keine: jeder Satzteil ist eine Zahl</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>Use the model&apos;s threshold</source>
        <translation>Schwelle des Modells verwenden</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Digits are spoken in</source>
        <translation>Die Ziffern werden gesprochen auf</translation>
    </message>
    <message>
        <source>Quiet voice</source>
        <translation>Leise Stimme</translation>
    </message>
    <message>
        <source>Confidence: when a digit is shown</source>
        <translation>Konfidenz: wann eine Ziffer angezeigt wird</translation>
    </message>
</context>
<context>
    <name>RecordingsDialog</name>
    <message>
        <source>Open a recording</source>
        <translation>Eine Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)</source>
        <translation>Aufnahmen (*.wav *.flac *.ogg *.mp3);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>ReplayButton</name>
    <message>
        <source>Replay</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>It applies to digits with a short pause between them. Several digits in one breath are recognized without it.</source>
        <translation>Es gilt für Ziffern, zwischen denen Sie kurz pausieren. Mehrere Ziffern in einem Atemzug werden ohne das Profil erkannt.</translation>
    </message>
    <message>
        <source>Say these digits again</source>
        <translation>Diese Ziffern noch einmal sagen</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>Digits may be missing</source>
        <translation>Es können Ziffern fehlen</translation>
    </message>
    <message>
        <source>It is longer than {length}, the limit of this server. Open a part of it.</source>
        <translation>Sie ist länger als {length}; mehr nimmt dieser Server nicht an. Öffnen Sie einen Teil davon.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Recognize a recording. You can also drop files here</source>
        <translation>Eine Aufnahme erkennen. Dateien können auch hier abgelegt werden</translation>
    </message>
    <message>
        <source>Sound is recognized on this server and not stored.</source>
        <translation>Der Ton wird auf diesem Server erkannt und nicht gespeichert.</translation>
    </message>
    <message>
        <source>The browser gives the microphone only to pages with HTTPS. Open this page over HTTPS, or on the computer that serves it. Recordings work anyway.</source>
        <translation>Der Browser gibt das Mikrofon nur für Seiten mit HTTPS frei. Öffnen Sie diese Seite über HTTPS oder auf dem Computer, der sie bereitstellt. Aufnahmen funktionieren trotzdem.</translation>
    </message>
    <message>
        <source>The browser denied access to the microphone. Allow it next to the address, and press Listen again.</source>
        <translation>Der Browser hat den Zugriff auf das Mikrofon verweigert. Erlauben Sie ihn neben der Adresse und drücken Sie noch einmal auf Zuhören.</translation>
    </message>
    <message>
        <source>This browser cannot record sound. Use a newer one, or open a recording.</source>
        <translation>Dieser Browser kann keinen Ton aufnehmen. Verwenden Sie einen neueren oder öffnen Sie eine Aufnahme.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Press Listen to connect again.</source>
        <translation>Die Verbindung zum Server wurde unterbrochen. Drücken Sie auf Zuhören, um sie wiederherzustellen.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Connecting again…</source>
        <translation>Die Verbindung zum Server wurde unterbrochen. Sie wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check that it runs, and that this device is in its network.</source>
        <translation>Der Server ist nicht erreichbar. Prüfen Sie, ob er läuft und ob dieses Gerät in seinem Netz ist.</translation>
    </message>
    <message>
        <source>Listening. The connection is slow, so digits come late</source>
        <translation>Hört zu. Die Verbindung ist langsam, die Ziffern kommen verspätet</translation>
    </message>
    <message>
        <source>The microphone delivers no sound at all. Check that it is not muted.</source>
        <translation>Das Mikrofon liefert überhaupt keinen Ton. Prüfen Sie, ob es stummgeschaltet ist.</translation>
    </message>
    <message>
        <source>Press Listen and speak</source>
        <translation>Drücken Sie auf Zuhören und sprechen Sie</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Install the certificate of this server</source>
        <translation>Zertifikat dieses Servers installieren</translation>
    </message>
    <message>
        <source>The server is busy. Try again in a moment.</source>
        <translation>Der Server ist ausgelastet. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The live connection was refused. A proxy in front of the server must let WebSockets through. Recordings work anyway.</source>
        <translation>Die Live-Verbindung wurde abgelehnt. Ein Proxy vor dem Server muss WebSockets durchlassen. Aufnahmen funktionieren trotzdem.</translation>
    </message>
    <message>
        <source>The live connection was refused. If this stays so, install the certificate of this server (end of the page).</source>
        <translation>Die Live-Verbindung wurde abgelehnt. Wenn das so bleibt, installieren Sie das Zertifikat dieses Servers (am Ende der Seite).</translation>
    </message>
    <message>
        <source>The microphone cannot be used: {reason}</source>
        <translation>Das Mikrofon kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
        <source>The microphone cannot be used: another program may be using it, or the system does not allow it ({reason}).</source>
        <translation>Das Mikrofon kann nicht verwendet werden: Vielleicht verwendet es ein anderes Programm, oder das System erlaubt es nicht ({reason}).</translation>
    </message>
    <message>
        <source>Recognizing {name}…</source>
        <translation>{name} wird erkannt …</translation>
    </message>
    <message>
        <source>No digit found</source>
        <translation>Keine Ziffer gefunden</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>Als JSON exportieren</translation>
    </message>
    <message>
        <source>This server asks for a token</source>
        <translation>Dieser Server verlangt ein Token</translation>
    </message>
    <message>
        <source>That token is not right. Try again.</source>
        <translation>Dieses Token stimmt nicht. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Keys: L listens or pauses, O opens a recording, C copies the digits.</source>
        <translation>Tasten: L hört zu oder pausiert, O öffnet eine Aufnahme, C kopiert die Ziffern.</translation>
    </message>
    <message>
        <source>For programs: the API</source>
        <translation>Für Programme: die API</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings pages</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
</context>
<context>
    <name>ShortcutFields</name>
    <message>
        <source>{keys} would no longer work in other programs. Choose a function key, or add Ctrl or Alt.</source>
        <translation>{keys} würde in anderen Programmen nicht mehr funktionieren. Wählen Sie eine Funktionstaste, oder nehmen Sie Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>{keys} is used already: {label}.</source>
        <translation>{keys} wird schon verwendet: {label}.</translation>
    </message>
</context>
<context>
    <name>SpectrogramPage</name>
    <message>
        <source>Frequencies</source>
        <translation>Frequenzen</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Mel-Skala</translation>
    </message>
    <message>
        <source>Spaced as the ear perceives them, and as the model uses them.</source>
        <translation>Skaliert wie in der Wahrnehmung des Gehörs und im Modell.</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Lineare Skala</translation>
    </message>
    <message>
        <source>Evenly spaced from 0 to 8 kHz.</source>
        <translation>Gleichmäßig von 0 bis 8 kHz.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Cividis (colour-blind safe)</source>
        <translation>Cividis (für Farbfehlsichtige geeignet)</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Darkest level</source>
        <translation>Dunkelster Pegel</translation>
    </message>
    <message>
        <source>Brightest level</source>
        <translation>Hellster Pegel</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Bildrate</translation>
    </message>
    <message>
        <source>30 frames per second</source>
        <translation>30 Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>60 frames per second</source>
        <translation>60 Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Smoother, but uses twice the processor time.</source>
        <translation>Flüssiger, braucht aber doppelt so viel Rechenzeit.</translation>
    </message>
    <message>
        <source>{n} dBFS</source>
        <translation>{n} dBFS</translation>
    </message>
</context>
<context>
    <name>SpectrogramView</name>
    <message>
        <source>Live spectrogram</source>
        <translation>Laufendes Spektrogramm</translation>
    </message>
    <message>
        <source>Arrow keys select an utterance, Enter shows its details</source>
        <translation>Die Pfeiltasten wählen eine Äußerung aus, die Eingabetaste zeigt ihre Details</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>The program asks for each digit in {language} a few times and learns how you say it. What it learns is a profile and stays on this computer. You can stop at any time and continue later.</source>
        <translation>Das Programm fragt einige Male nach jeder Ziffer ({language}) und lernt, wie Sie sie sprechen. Was es lernt, ist ein Profil und bleibt auf diesem Computer. Sie können jederzeit aufhören und später weitermachen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Whose voice?</source>
        <translation>Wessen Stimme?</translation>
    </message>
    <message>
        <source>Start over: delete the recordings of this profile</source>
        <translation>Neu anfangen: die Aufnahmen dieses Profils löschen</translation>
    </message>
    <message>
        <source>Times each digit</source>
        <translation>Wie oft jede Ziffer</translation>
    </message>
    <message>
        <source>Keep the sound, so that a later version can use it</source>
        <translation>Den Ton aufbewahren, damit eine spätere Version ihn verwenden kann</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>Times each digit:</source>
        <translation>Wie oft jede Ziffer:</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is recorded again from the beginning.</source>
        <translation>„{name}“ wird von vorn aufgenommen.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot be read. Start over, or choose another name.</source>
        <translation>„{name}“ kann nicht gelesen werden. Fangen Sie neu an, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has digits in {language}. Start over, or choose another name.</source>
        <translation>„{name}“ hat Ziffern in einer anderen Sprache ({language}). Fangen Sie neu an, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is for another model. Start over, or choose another name.</source>
        <translation>„{name}“ ist für ein anderes Modell. Fangen Sie neu an, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has all recordings. The program only has to learn from them. If you are somebody else, choose another name.</source>
        <translation>„{name}“ hat alle Aufnahmen. Das Programm muss nur noch daraus lernen. Wenn Sie jemand anderes sind, wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is complete. More recordings are added, {takes} of each digit. If you are somebody else, choose another name.</source>
        <translation>„{name}“ ist vollständig. Weitere Aufnahmen kommen hinzu, {takes} von jeder Ziffer. Wenn Sie jemand anderes sind, wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings and is continued. If you are somebody else, choose another name.</source>
        <translation>„{name}“ hat {done} von {total} Aufnahmen und wird fortgesetzt. Wenn Sie jemand anderes sind, wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernt</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>Zustand: {state}</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Open the window</source>
        <translation>Fenster öffnen</translation>
    </message>
    <message>
        <source>Type into the focused program</source>
        <translation>In das aktive Programm tippen</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Letzte Zahl zurücknehmen</translation>
    </message>
    <message>
        <source>Spoken Digits</source>
        <translation>Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits: {state}</source>
        <translation>Spoken Digits: {state}</translation>
    </message>
</context>
<context>
    <name>TypingPage</name>
    <message>
        <source>Numbers in other programs</source>
        <translation>Zahlen in anderen Programmen</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Digits stay in this window.</source>
        <translation>Ziffern bleiben in diesem Fenster.</translation>
    </message>
    <message>
        <source>Copy to the clipboard</source>
        <translation>In die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Type into the focused program</source>
        <translation>In das aktive Programm tippen</translation>
    </message>
    <message>
        <source>Nothing is typed while this window has the focus, or while the screen is locked.</source>
        <translation>Nichts wird getippt, solange dieses Fenster aktiv oder der Bildschirm gesperrt ist.</translation>
    </message>
    <message>
        <source>What is typed</source>
        <translation>Was getippt wird</translation>
    </message>
    <message>
        <source>The whole number, when you have said it</source>
        <translation>Die ganze Zahl, wenn Sie sie gesagt haben</translation>
    </message>
    <message>
        <source>Each digit at once</source>
        <translation>Jede Ziffer sofort</translation>
    </message>
    <message>
        <source>Digits that a number must have</source>
        <translation>Ziffern, die eine Zahl haben muss</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig viele</translation>
    </message>
    <message>
        <source>A number with a doubtful digit waits</source>
        <translation>Eine Zahl mit einer unsicheren Ziffer wartet</translation>
    </message>
    <message>
        <source>Press Return or a button to type it, or say it again.</source>
        <translation>Drücken Sie die Eingabetaste oder eine Schaltfläche, um sie zu tippen, oder sagen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>A number with a doubtful digit is not typed</source>
        <translation>Eine Zahl mit einer unsicheren Ziffer wird nicht getippt</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message>
        <source>Show what was typed at the bottom of the screen</source>
        <translation>Unten am Bildschirm zeigen, was getippt wurde</translation>
    </message>
    <message>
        <source>none, or for example 4 3 2</source>
        <translation>keine, oder zum Beispiel 4 3 2</translation>
    </message>
    <message>
        <source>Further digits belong to the last group.</source>
        <translation>Weitere Ziffern gehören zur letzten Gruppe.</translation>
    </message>
    <message>
        <source>Closing the window leaves the program in the tray</source>
        <translation>Nach dem Schließen des Fensters bleibt das Programm im Infobereich</translation>
    </message>
    <message>
        <source>Shortcuts that work in every program</source>
        <translation>Tastenkürzel, die in jedem Programm gelten</translation>
    </message>
    <message>
        <source>Copies each number when you have said it.</source>
        <translation>Kopiert jede Zahl, wenn Sie sie gesprochen haben.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Type after each number</source>
        <translation>Nach jeder Zahl tippen</translation>
    </message>
    <message>
        <source>A text of your own</source>
        <translation>Eigener Text</translation>
    </message>
    <message>
        <source>Text after each number</source>
        <translation>Text nach jeder Zahl</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Numbers said one after the other are typed without a gap: 17 and 42 become 1742.</source>
        <translation>Zahlen, die Sie nacheinander sagen, werden ohne Abstand getippt: Aus 17 und 42 wird 1742.</translation>
    </message>
    <message>
        <source>Groups of digits</source>
        <translation>Gruppen von Ziffern</translation>
    </message>
    <message>
        <source>{n} is typed as {text}</source>
        <translation>{n} wird als {text} getippt</translation>
    </message>
    <message>
        <source>Give the sizes, with separators: 4 3 2 or 3-3-4</source>
        <translation>Geben Sie die Größen mit Trennzeichen an: 4 3 2 oder 3-3-4</translation>
    </message>
    <message>
        <source>There is no tray here: closing the window ends the program.</source>
        <translation>Hier gibt es keinen Infobereich: Das Schließen des Fensters beendet das Programm.</translation>
    </message>
    <message>
        <source>Start at login, in the tray</source>
        <translation>Beim Anmelden starten, im Infobereich</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>This could not be changed ({detail}).</source>
        <translation>Das konnte nicht geändert werden ({detail}).</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Zum Sprechen halten</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Zuhören anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Letzte Zahl zurücknehmen</translation>
    </message>
    <message>
        <source>Hold to talk needs push to talk, on the page Microphone. On Wayland, the desktop asks which keys to use.</source>
        <translation>„Zum Sprechen halten“ braucht „Zum Sprechen drücken“ auf der Seite Mikrofon. Unter Wayland fragt der Desktop nach den Tasten.</translation>
    </message>
    <message>
        <source>A number that was followed by Tab or Enter cannot be taken back: use the other program&apos;s own undo.</source>
        <translation>Eine Zahl, auf die Tabulator oder Eingabetaste folgte, lässt sich nicht zurücknehmen: Machen Sie sie im anderen Programm rückgängig.</translation>
    </message>
</context>
<context>
    <name>UtteranceCard</name>
    <message>
        <source>Play this utterance again (R)</source>
        <translation>Diese Äußerung noch einmal abspielen (R)</translation>
    </message>
    <message>
        <source>The audio is no longer available.</source>
        <translation>Das Audio ist nicht mehr verfügbar.</translation>
    </message>
    <message>
        <source>{word}, corrected by you</source>
        <translation>{word}, von Ihnen korrigiert</translation>
    </message>
    <message>
        <source>{word}, {percent} confidence</source>
        <translation>{word}, Konfidenz {percent}</translation>
    </message>
    <message>
        <source>Most likely: {digits}</source>
        <translation>Am wahrscheinlichsten: {digits}</translation>
    </message>
    <message>
        <source>recognized in {n} ms</source>
        <translation>erkannt in {n} ms</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>Keine Ziffer</translation>
    </message>
    <message>
        <source>Correct to: not a digit (−)</source>
        <translation>Korrigieren: keine Ziffer (−)</translation>
    </message>
    <message>
        <source>Correct to: {digit}</source>
        <translation>Korrigieren: {digit}</translation>
    </message>
    <message>
        <source>Correct digit:</source>
        <translation>Richtige Ziffer:</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms lang</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>angezeigt nach {n} ms</translation>
    </message>
</context>
<context>
    <name>UtteranceDialog</name>
    <message>
        <source>Utterance</source>
        <translation>Äußerung</translation>
    </message>
</context>
<context>
    <name>UtterancePlots</name>
    <message>
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Network input</source>
        <translation>Eingabe des Netzes</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>z-Wert</translation>
    </message>
</context>
<context>
    <name>VoicePage</name>
    <message>
        <source>Voice: whose digits are recognized</source>
        <translation>Stimme: wessen Ziffern erkannt werden</translation>
    </message>
    <message>
        <source>If your digits are often mistaken, teach the program your voice. What it has learned is a profile, which stays on this computer.</source>
        <translation>Wenn Ihre Ziffern oft falsch erkannt werden, bringen Sie dem Programm Ihre Stimme bei. Was es gelernt hat, ist ein Profil, das auf diesem Computer bleibt.</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Teach your voice…</source>
        <translation>Stimme beibringen …</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>{name}: in use</source>
        <translation>{name}: in Gebrauch</translation>
    </message>
</context>
<context>
    <name>WindowPage</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Light, dark or high contrast.</source>
        <translation>Hell, dunkel oder mit hohem Kontrast.</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>Takes effect after a restart. The language of the digits is on the page Recognition.</source>
        <translation>Wirkt nach einem Neustart. Die Sprache der Ziffern steht auf der Seite „Erkennung“.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Always on top of other windows</source>
        <translation>Immer über anderen Fenstern</translation>
    </message>
</context>
<context>
    <name>WindowsShortcuts</name>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>{keys} wird von einem anderen Programm benutzt. Wählen Sie andere Tasten.</translation>
    </message>
</context>
<context>
    <name>X11Shortcuts</name>
    <message>
        <source>Install libX11 and libXtst for global shortcuts.</source>
        <translation>Installieren Sie libX11 und libXtst für globale Tastenkürzel.</translation>
    </message>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>{keys} wird von einem anderen Programm benutzt. Wählen Sie andere Tasten.</translation>
    </message>
</context>
<context>
    <name>_Plot</name>
    <message>
        <source>kHz</source>
        <translation>kHz</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>typing_texts</name>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Listening stopped within the number. Type it, or say it again.</source>
        <translation>Das Zuhören endete mitten in der Zahl. Tippen Sie sie, oder sagen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Not sure. Type it, or say it again.</source>
        <translation>Nicht sicher. Tippen oder noch einmal sagen.</translation>
    </message>
    <message>
        <source>Not taken back. {reason}</source>
        <translation>Nicht zurückgenommen. {reason}</translation>
    </message>
    <message>
        <source>Not typed. {reason}</source>
        <translation>Nicht getippt. {reason}</translation>
    </message>
    <message>
        <source>{n} digits instead of {length}, which Settings, Typing requires.</source>
        <translation>{n} Ziffern statt {length}, wie unter Einstellungen, Tippen verlangt.</translation>
    </message>
    <message>
        <source>1 digit instead of {length}, which Settings, Typing requires.</source>
        <translation>1 Ziffer statt {length}, wie unter Einstellungen, Tippen verlangt.</translation>
    </message>
    <message>
        <source>A digit was not clear. Say it again.</source>
        <translation>Eine Ziffer war nicht deutlich. Sagen Sie die Zahl noch einmal.</translation>
    </message>
    <message>
        <source>Listening stopped within the number. Say it again.</source>
        <translation>Das Zuhören endete mitten in der Zahl. Sagen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>It was not sure, and another number followed.</source>
        <translation>Sie war nicht sicher, und eine andere Zahl folgte.</translation>
    </message>
    <message>
        <source>It was perhaps not complete, and another number followed.</source>
        <translation>Sie war vielleicht nicht vollständig, und eine andere Zahl folgte.</translation>
    </message>
    <message>
        <source>Only its first digits were: {digits}.</source>
        <translation>Getippt wurde nur der Anfang: {digits}.</translation>
    </message>
    <message>
        <source>It could not be typed in time.</source>
        <translation>Sie konnte nicht rechtzeitig getippt werden.</translation>
    </message>
    <message>
        <source>The screen is locked.</source>
        <translation>Der Bildschirm ist gesperrt.</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>It was followed by Enter or Tab, so it cannot be taken back.</source>
        <translation>Danach kam die Eingabetaste oder der Tabulator. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>{name} is not installed.</source>
        <translation>{name} ist nicht installiert.</translation>
    </message>
    <message>
        <source>The keyboard layout has no key for {key}.</source>
        <translation>Das Tastaturlayout hat keine Taste für {key}.</translation>
    </message>
    <message>
        <source>Release Shift, Ctrl and Alt, and try again.</source>
        <translation>Lassen Sie Umschalt, Strg und Alt los und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another program holds the keyboard: a menu or a screen lock.</source>
        <translation>Ein anderes Programm hält die Tastatur: ein Menü oder eine Bildschirmsperre.</translation>
    </message>
    <message>
        <source>The window that had the focus is closed.</source>
        <translation>Das Fenster, das aktiv war, ist geschlossen.</translation>
    </message>
    <message>
        <source>No window has the focus.</source>
        <translation>Kein Fenster ist aktiv.</translation>
    </message>
    <message>
        <source>Typing into other programs was not allowed.</source>
        <translation>Das Tippen in andere Programme wurde nicht erlaubt.</translation>
    </message>
    <message>
        <source>The permission to type has been taken away.</source>
        <translation>Die Erlaubnis zum Tippen wurde entzogen.</translation>
    </message>
    <message>
        <source>Click into the program that is to get it.</source>
        <translation>Klicken Sie in das Programm, das sie bekommen soll.</translation>
    </message>
    <message>
        <source>This desktop does not let programs type.</source>
        <translation>Diese Desktop-Umgebung lässt Programme nicht tippen.</translation>
    </message>
    <message>
        <source>The screen does not respond.</source>
        <translation>Der Bildschirm antwortet nicht.</translation>
    </message>
    <message>
        <source>There is no permission to type.</source>
        <translation>Die Erlaubnis zum Tippen fehlt.</translation>
    </message>
    <message>
        <source>Typing has failed.</source>
        <translation>Das Tippen ist fehlgeschlagen.</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Hearing speech</source>
        <translation>Sprache erkannt</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Hört zu</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Öffnet…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>Verbindet neu…</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Hört nicht zu</translation>
    </message>
    <message>
        <source>The microphone was disconnected</source>
        <translation>Das Mikrofon wurde getrennt</translation>
    </message>
    <message>
        <source>The audio library is missing</source>
        <translation>Die Audiobibliothek fehlt</translation>
    </message>
    <message>
        <source>Audio input has stopped</source>
        <translation>Die Audioeingabe wurde unterbrochen</translation>
    </message>
    <message>
        <source>Select another one, or connect it again.</source>
        <translation>Wählen Sie ein anderes aus, oder schließen Sie es erneut an.</translation>
    </message>
    <message>
        <source>The microphone was disconnected.</source>
        <translation>Das Mikrofon wurde getrennt.</translation>
    </message>
    <message>
        <source>Connect it again. Listening resumes automatically.</source>
        <translation>Schließen Sie es wieder an. Das Zuhören wird automatisch fortgesetzt.</translation>
    </message>
    <message>
        <source>The sound system does not respond.</source>
        <translation>Das Audiosystem antwortet nicht.</translation>
    </message>
    <message>
        <source>Wait, or restart the computer.</source>
        <translation>Warten Sie, oder starten Sie den Computer neu.</translation>
    </message>
    <message>
        <source>The PortAudio library is missing.</source>
        <translation>Die Bibliothek PortAudio fehlt.</translation>
    </message>
    <message>
        <source>The Python package sounddevice cannot be loaded ({detail}).</source>
        <translation>Das Python-Paket sounddevice kann nicht geladen werden ({detail}).</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The variable ALSA_CONFIG_PATH names a missing file ({detail}).</source>
        <translation>Die Variable ALSA_CONFIG_PATH nennt eine fehlende Datei ({detail}).</translation>
    </message>
    <message>
        <source>Unset it and start the program again.</source>
        <translation>Löschen Sie sie, und starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The sound system does not start ({detail}).</source>
        <translation>Das Audiosystem startet nicht ({detail}).</translation>
    </message>
    <message>
        <source>Check the files ~/.asoundrc and /etc/asound.conf.</source>
        <translation>Prüfen Sie die Dateien ~/.asoundrc und /etc/asound.conf.</translation>
    </message>
    <message>
        <source>No microphone found.</source>
        <translation>Kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>Connect one and select it, or check the system&apos;s sound settings.</source>
        <translation>Schließen Sie eines an und wählen Sie es aus, oder prüfen Sie die Toneinstellungen des Systems.</translation>
    </message>
    <message>
        <source>There is no microphone &quot;{detail}&quot;.</source>
        <translation>Es gibt kein Mikrofon „{detail}“.</translation>
    </message>
    <message>
        <source>Connect it, or select another one.</source>
        <translation>Schließen Sie es an, oder wählen Sie ein anderes aus.</translation>
    </message>
    <message>
        <source>The device does not respond.</source>
        <translation>Das Gerät antwortet nicht.</translation>
    </message>
    <message>
        <source>The device is in use by another program.</source>
        <translation>Das Gerät wird von einem anderen Programm verwendet.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or select another microphone.</source>
        <translation>Schließen Sie das Programm, das es verwendet, oder wählen Sie ein anderes Mikrofon aus.</translation>
    </message>
    <message>
        <source>The device offers no usable format ({detail}).</source>
        <translation>Das Gerät bietet kein verwendbares Format ({detail}).</translation>
    </message>
    <message>
        <source>The device cannot be opened ({detail}).</source>
        <translation>Das Gerät kann nicht geöffnet werden ({detail}).</translation>
    </message>
    <message>
        <source>The microphone is silent.</source>
        <translation>Das Mikrofon ist stumm.</translation>
    </message>
    <message>
        <source>No loudspeaker found.</source>
        <translation>Kein Lautsprecher gefunden.</translation>
    </message>
    <message>
        <source>Connect one, or check the system&apos;s sound settings.</source>
        <translation>Schließen Sie einen an, oder prüfen Sie die Toneinstellungen des Systems.</translation>
    </message>
    <message>
        <source>Internal error ({detail}).</source>
        <translation>Interner Fehler ({detail}).</translation>
    </message>
    <message>
        <source>Install it (brew install portaudio) and start the program again.</source>
        <translation>Installieren Sie sie (brew install portaudio), und starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Install it (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install portaudio; Arch: sudo pacman -S portaudio) and start the program again.</source>
        <translation>Installieren Sie sie (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install portaudio; Arch: sudo pacman -S portaudio), und starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>It delivers no sound at all. It is muted or access is denied.</source>
        <translation>Es liefert überhaupt keinen Ton. Es ist stummgeschaltet, oder der Zugriff ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>Unmute it in the system&apos;s sound settings, or with a mute key.</source>
        <translation>Heben Sie die Stummschaltung in den Toneinstellungen des Systems oder mit einer Stummtaste auf.</translation>
    </message>
    <message>
        <source>Several digits</source>
        <translation>Mehrere Ziffern</translation>
    </message>
    <message>
        <source>pause between numbers</source>
        <translation>machen Sie Pausen zwischen Zahlen</translation>
    </message>
    <message>
        <source>move closer, or raise the gain</source>
        <translation>kommen Sie näher, oder erhöhen Sie die Verstärkung</translation>
    </message>
    <message>
        <source>sounds like another word</source>
        <translation>klingt wie ein anderes Wort</translation>
    </message>
    <message>
        <source>Recorded.</source>
        <translation>Aufgenommen.</translation>
    </message>
    <message>
        <source>Recorded: it was the same word twice.</source>
        <translation>Aufgenommen: Es war zweimal dasselbe Wort.</translation>
    </message>
    <message>
        <source>Taken back. Say &quot;{wanted}&quot; again.</source>
        <translation>Zurückgenommen. Sagen Sie noch einmal „{wanted}“.</translation>
    </message>
    <message>
        <source>That was not a digit. Say &quot;{wanted}&quot; again.</source>
        <translation>Das war keine Ziffer. Sagen Sie noch einmal „{wanted}“.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;. Say &quot;{wanted}&quot; again. If it was right, say it in the same way.</source>
        <translation>Das klang wie „{heard}“. Sagen Sie noch einmal „{wanted}“. Wenn es richtig war, sagen Sie es genauso.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;, and unlike the one before. Say &quot;{wanted}&quot; again.</source>
        <translation>Das klang wie „{heard}“ und anders als davor. Sagen Sie noch einmal „{wanted}“.</translation>
    </message>
    <message>
        <source>Too short. Say the whole word again.</source>
        <translation>Zu kurz. Sagen Sie das ganze Wort noch einmal.</translation>
    </message>
    <message>
        <source>Too long. Say only this digit.</source>
        <translation>Zu lang. Sagen Sie nur diese Ziffer.</translation>
    </message>
    <message>
        <source>Too quiet. Move closer, or raise the gain.</source>
        <translation>Zu leise. Gehen Sie näher heran, oder erhöhen Sie die Verstärkung.</translation>
    </message>
    <message>
        <source>Too loud. Move back, or lower the gain.</source>
        <translation>Zu laut. Gehen Sie weiter weg, oder verringern Sie die Verstärkung.</translation>
    </message>
    <message>
        <source>Too much noise. Move closer, or find a quieter place.</source>
        <translation>Zu viel Lärm. Gehen Sie näher heran, oder suchen Sie einen ruhigeren Ort.</translation>
    </message>
    <message>
        <source>Please say it again.</source>
        <translation>Bitte sagen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The profile is saved</source>
        <translation>Das Profil ist gespeichert</translation>
    </message>
    <message>
        <source>Each digit was recorded once, which is too little to check whether it helps.</source>
        <translation>Jede Ziffer wurde nur einmal aufgenommen. Das ist zu wenig, um zu prüfen, ob es hilft.</translation>
    </message>
    <message>
        <source>You are understood without a profile</source>
        <translation>Sie werden auch ohne Profil verstanden</translation>
    </message>
    <message>
        <source>All {judged} recordings are recognized without it, so it makes no difference yet.</source>
        <translation>Alle {judged} Aufnahmen werden auch ohne Profil erkannt, es ändert also noch nichts.</translation>
    </message>
    <message>
        <source>The profile helps</source>
        <translation>Das Profil hilft</translation>
    </message>
    <message>
        <source>The profile does not help</source>
        <translation>Das Profil hilft nicht</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is saved, but not in use.</source>
        <translation>„{name}“ ist gespeichert, wird aber nicht verwendet.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is in use. A click on &quot;Voice&quot; below the level turns it off.</source>
        <translation>„{name}“ wird verwendet. Ein Klick auf „Stimme“ unter dem Pegel schaltet es ab.</translation>
    </message>
    <message>
        <source>Your voice is not taught yet</source>
        <translation>Ihre Stimme ist noch nicht gelernt</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings. They are saved, and used when you finish.</source>
        <translation>„{name}“ hat {done} von {total} Aufnahmen. Sie sind gespeichert und werden verwendet, sobald Sie fertig sind.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings. They are saved, but the profile is not in use.</source>
        <translation>„{name}“ hat {done} von {total} Aufnahmen. Sie sind gespeichert, aber das Profil wird nicht verwendet.</translation>
    </message>
    <message>
        <source>Are your digits often mistaken?</source>
        <translation>Werden Ihre Ziffern oft falsch erkannt?</translation>
    </message>
    <message>
        <source>Teach the program your voice. It takes about two minutes.</source>
        <translation>Bringen Sie dem Programm Ihre Stimme bei. Das dauert etwa zwei Minuten.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made for another model and has no recordings. Teach your voice again.</source>
        <translation>„{name}“ gehört zu einem anderen Modell und hat keine Aufnahmen. Bringen Sie Ihre Stimme noch einmal bei.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; makes no difference: its recordings of one digit differ too much from each other.</source>
        <translation>„{name}“ ändert nichts: Seine Aufnahmen einer Ziffer unterscheiden sich zu sehr voneinander.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is unfinished: not all digits are recorded yet.</source>
        <translation>„{name}“ ist unvollständig: Noch sind nicht alle Ziffern aufgenommen.</translation>
    </message>
    <message>
        <source>The profile is damaged ({detail}). Teach it again from the beginning, or delete it and import a copy.</source>
        <translation>Das Profil ist beschädigt ({detail}). Nehmen Sie es von vorn auf, oder löschen Sie es und importieren Sie eine Kopie.</translation>
    </message>
    <message>
        <source>The profile was stored by a newer version of this program. Update the program to use it.</source>
        <translation>Das Profil wurde von einer neueren Version dieses Programms gespeichert. Aktualisieren Sie das Programm, um es zu verwenden.</translation>
    </message>
    <message>
        <source>The file is not a profile, or is damaged ({detail}). Export it again, or choose another file.</source>
        <translation>Die Datei ist kein Profil oder beschädigt ({detail}). Exportieren Sie sie noch einmal, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>This profile was made for another model. Teach it again from the beginning.</source>
        <translation>Dieses Profil gehört zu einem anderen Modell. Nehmen Sie es von vorn auf.</translation>
    </message>
    <message>
        <source>There already is a profile &quot;{name}&quot;. Rename or delete it first.</source>
        <translation>Es gibt bereits ein Profil „{name}“. Benennen Sie es zuerst um, oder löschen Sie es.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made for another model. It was converted from its recordings.</source>
        <translation>„{name}“ wurde für ein anderes Modell erstellt. Es wurde aus seinen Aufnahmen umgewandelt.</translation>
    </message>
    <message>
        <source>The profile was converted</source>
        <translation>Das Profil wurde umgewandelt</translation>
    </message>
    <message>
        <source>The profile is not in use</source>
        <translation>Das Profil wird nicht verwendet</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made with digits in another language ({language}). Recognize digits in that language, or choose another profile.</source>
        <translation>„{name}“ wurde mit Ziffern in einer anderen Sprache erstellt ({language}). Lassen Sie Ziffern in dieser Sprache erkennen oder wählen Sie ein anderes Profil.</translation>
    </message>
    <message>
        <source>This name is not allowed. Use up to 80 letters, digits, spaces, hyphens and underscores.</source>
        <translation>Dieser Name ist nicht erlaubt. Verwenden Sie bis zu 80 Buchstaben, Ziffern, Leerzeichen, Binde- und Unterstriche.</translation>
    </message>
    <message>
        <source>Without the profile, {before} of {judged} recordings are mistaken or rejected; with it, {after}.</source>
        <translation>Ohne das Profil werden {before} von {judged} Aufnahmen falsch erkannt oder abgelehnt, mit ihm {after}.</translation>
    </message>
    <message>
        <source>Still mistaken or rejected: {digits}. Perhaps you said them in different ways. Say them again, always in the same way.</source>
        <translation>Noch falsch erkannt oder abgelehnt: {digits}. Vielleicht haben Sie sie verschieden gesprochen. Sagen Sie sie noch einmal, immer gleich.</translation>
    </message>
    <message>
        <source>There is no profile of this name. It may have been renamed: choose it under Voice in the menu, or teach your voice.</source>
        <translation>Es gibt kein Profil dieses Namens. Vielleicht wurde es umbenannt: Wählen Sie es im Menü unter „Stimme“, oder bringen Sie Ihre Stimme bei.</translation>
    </message>
    <message>
        <source>The profile cannot be read ({detail}).</source>
        <translation>Das Profil kann nicht gelesen werden ({detail}).</translation>
    </message>
    <message>
        <source>This profile was made with digits in another language ({detail}). Choose another profile.</source>
        <translation>Dieses Profil wurde mit Ziffern in einer anderen Sprache erstellt ({detail}). Wählen Sie ein anderes Profil.</translation>
    </message>
    <message>
        <source>It already exists. Choose another name.</source>
        <translation>Es ist bereits vorhanden. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The profile was changed, renamed or deleted by another program in the meantime. Start again.</source>
        <translation>Das Profil wurde inzwischen von einem anderen Programm geändert, umbenannt oder gelöscht. Fangen Sie noch einmal an.</translation>
    </message>
    <message>
        <source>The file cannot be written ({detail}). Free some space or choose another folder.</source>
        <translation>Die Datei kann nicht geschrieben werden ({detail}). Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file cannot be deleted ({detail}).</source>
        <translation>Die Datei kann nicht gelöscht werden ({detail}).</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>Kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>The microphone is in use</source>
        <translation>Das Mikrofon ist belegt</translation>
    </message>
    <message>
        <source>The microphone cannot be used</source>
        <translation>Das Mikrofon kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>The microphone is silent</source>
        <translation>Das Mikrofon ist stumm</translation>
    </message>
    <message>
        <source>Allow it under Settings &gt; Privacy &amp; security &gt; Microphone.</source>
        <translation>Erlauben Sie es unter Einstellungen &gt; Datenschutz und Sicherheit &gt; Mikrofon.</translation>
    </message>
    <message>
        <source>Allow it under System Settings &gt; Privacy &amp; Security &gt; Microphone.</source>
        <translation>Erlauben Sie es unter Systemeinstellungen &gt; Datenschutz &amp; Sicherheit &gt; Mikrofon.</translation>
    </message>
    <message>
        <source>Say a digit</source>
        <translation>Sagen Sie eine Ziffer</translation>
    </message>
    <message>
        <source>Say a digit in {language}</source>
        <translation>Sagen Sie eine Ziffer auf {language}</translation>
    </message>
    <message>
        <source>or a number, digit by digit</source>
        <translation>oder eine Zahl, Ziffer für Ziffer</translation>
    </message>
    <message>
        <source>one at a time, with a pause after each</source>
        <translation>eine nach der anderen, mit einer Pause nach jeder</translation>
    </message>
    <message>
        <source>Numbers in one breath are not recognized in {language}.</source>
        <translation>Zahlen in einem Atemzug werden auf {language} nicht erkannt.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>Zu kurz</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Zu lang</translation>
    </message>
    <message>
        <source>Too quiet</source>
        <translation>Zu leise</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>Keine Ziffer</translation>
    </message>
    <message>
        <source>Say digits one at a time, with a pause after each</source>
        <translation>Sagen Sie die Ziffern einzeln, mit einer Pause nach jeder</translation>
    </message>
    <message>
        <source>{start} – {end} s</source>
        <translation>{start} – {end} s</translation>
    </message>
    <message>
        <source>say digits one at a time</source>
        <translation>sagen Sie die Ziffern einzeln</translation>
    </message>
    <message>
        <source>{first} or {second}?</source>
        <translation>{first} oder {second}?</translation>
    </message>
    <message>
        <source>say the whole word</source>
        <translation>sagen Sie das ganze Wort</translation>
    </message>
    <message>
        <source>The threshold that was measured for this language.</source>
        <translation>Der Schwellenwert, der für diese Sprache gemessen wurde.</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold: about 2 in 100 digits are rejected, and about 3 in 100 other words are accepted as digits.</source>
        <translation>Die Schwelle des Modells: Etwa 2 von 100 Ziffern werden abgelehnt, und etwa 3 von 100 anderen Wörtern werden als Ziffern akzeptiert.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: few rejections, but more wrong digits.</source>
        <translation>Lehnt Ziffern mit einer Konfidenz unter {percent} ab: wenige Ablehnungen, aber mehr falsche Ziffern.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: doubtful digits must be repeated.</source>
        <translation>Lehnt Ziffern mit einer Konfidenz unter {percent} ab: Zweifelhafte Ziffern müssen wiederholt werden.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: only clear digits are accepted.</source>
        <translation>Lehnt Ziffern mit einer Konfidenz unter {percent} ab: Nur deutliche Ziffern werden akzeptiert.</translation>
    </message>
    <message>
        <source>There is no such file. Check its name.</source>
        <translation>Diese Datei gibt es nicht. Prüfen Sie ihren Namen.</translation>
    </message>
    <message>
        <source>It is a folder. Open the recordings in it.</source>
        <translation>Es ist ein Ordner. Öffnen Sie die Aufnahmen darin.</translation>
    </message>
    <message>
        <source>It is a device, not a file.</source>
        <translation>Es ist ein Gerät, keine Datei.</translation>
    </message>
    <message>
        <source>You may not read it. Change its permissions.</source>
        <translation>Sie dürfen sie nicht lesen. Ändern Sie ihre Zugriffsrechte.</translation>
    </message>
    <message>
        <source>It cannot be read ({detail}).</source>
        <translation>Sie kann nicht gelesen werden ({detail}).</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>Recordings of the format {detail} cannot be read. Convert it to WAV first, for example with ffmpeg.</source>
        <translation>Aufnahmen im Format {detail} können nicht gelesen werden. Wandeln Sie sie zuerst in WAV um, zum Beispiel mit ffmpeg.</translation>
    </message>
    <message>
        <source>It is not a recording. {formats} can be read.</source>
        <translation>Es ist keine Aufnahme. Gelesen werden {formats}.</translation>
    </message>
    <message>
        <source>It is damaged and cannot be decoded.</source>
        <translation>Sie ist beschädigt und kann nicht decodiert werden.</translation>
    </message>
    <message>
        <source>It contains no sound.</source>
        <translation>Sie enthält keinen Ton.</translation>
    </message>
    <message>
        <source>It is longer than {detail} minutes.</source>
        <translation>Sie ist länger als {detail} Minuten.</translation>
    </message>
    <message>
        <source>It is larger than {detail}.</source>
        <translation>Sie ist größer als {detail}.</translation>
    </message>
    <message>
        <source>The standard input contains no recording.</source>
        <translation>Die Standardeingabe enthält keine Aufnahme.</translation>
    </message>
    <message>
        <source>{length} of it are missing: the file ends too early.</source>
        <translation>Es fehlen {length}: Die Datei endet zu früh.</translation>
    </message>
    <message>
        <source>Its end is missing: the file ends too early.</source>
        <translation>Das Ende fehlt: Die Datei endet zu früh.</translation>
    </message>
    <message>
        <source>Its end is damaged and was not recognized.</source>
        <translation>Ihr Ende ist beschädigt und wurde nicht erkannt.</translation>
    </message>
    <message>
        <source>It is damaged, and some of its sound is missing.</source>
        <translation>Sie ist beschädigt, und ein Teil des Tons fehlt.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} Minuten</translation>
    </message>
    <message>
        <source>A file of the model cannot be read ({detail}). Install the program again.</source>
        <translation>Eine Datei des Modells kann nicht gelesen werden ({detail}). Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The model is damaged ({detail}). Install the program again.</source>
        <translation>Das Modell ist beschädigt ({detail}). Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The model is for another version of the program. Install the program again.</source>
        <translation>Das Modell gehört zu einer anderen Version des Programms. Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>There is no home folder. Set the variable HOME to one.</source>
        <translation>Es gibt keinen Home-Ordner. Setzen Sie die Variable HOME auf einen Ordner.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>{path} kann nicht gelesen werden ({detail}).</translation>
    </message>
    <message>
        <source>Invalid values in {path} were ignored: {detail}.</source>
        <translation>Ungültige Werte in {path} wurden ignoriert: {detail}.</translation>
    </message>
    <message>
        <source>{path} is damaged and cannot be renamed ({detail}).</source>
        <translation>{path} ist beschädigt und kann nicht umbenannt werden ({detail}).</translation>
    </message>
    <message>
        <source>The file was damaged. It is kept as {path}.</source>
        <translation>Die Datei war beschädigt. Sie bleibt als {path} erhalten.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>{path} kann nicht geschrieben werden ({detail}).</translation>
    </message>
</context>
</TS>
