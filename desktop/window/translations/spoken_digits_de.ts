<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Spoken Digits</source>
        <translation>Über Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits {version}</source>
        <translation>Spoken Digits {version}</translation>
    </message>
    <message>
        <source>Say a digit and it appears at once. Leave a short pause between digits. Everything happens on this computer: nothing is sent, and sound is stored only if you ask for it.</source>
        <translation>Sagen Sie eine Ziffer, und sie erscheint sofort. Machen Sie zwischen den Ziffern eine kurze Pause. Alles geschieht auf diesem Computer: Nichts wird gesendet, und Ton wird nur gespeichert, wenn Sie es wünschen.</translation>
    </message>
    <message>
        <source>Keys: {keys}</source>
        <translation>Tasten: {keys}</translation>
    </message>
    <message>
        <source>MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC&apos;s voice detector (BSD), PortAudio (MIT), soxr and libsndfile (LGPL-2.1), NumPy (BSD).</source>
        <translation>MIT-Lizenz. Gebaut mit Qt {qt} und PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), dem Stimmdetektor von WebRTC (BSD), PortAudio (MIT), soxr und libsndfile (LGPL-2.1), NumPy (BSD).</translation>
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
        <source>Stop listening, or go on</source>
        <translation>Nicht mehr zuhören, oder weiter</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Recognize a recording; or drop it here</source>
        <translation>Eine Aufnahme erkennen; oder hierher ziehen</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Play the built-in recording</source>
        <translation>Die eingebaute Aufnahme abspielen</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Listen only while Space or T is held, or the button</source>
        <translation>Nur zuhören, solange Leertaste oder T gehalten wird, oder der Knopf</translation>
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
        <source>Take the last change back</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
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
        <source>Everything that was heard</source>
        <translation>Alles, was gehört wurde</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Mel-Skala</translation>
    </message>
    <message>
        <source>Frequencies as ears hear them</source>
        <translation>Frequenzen, wie Ohren sie hören</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Lineare Skala</translation>
    </message>
    <message>
        <source>Frequencies evenly</source>
        <translation>Frequenzen gleichmäßig</translation>
    </message>
    <message>
        <source>Mini mode</source>
        <translation>Kleine Ansicht</translation>
    </message>
    <message>
        <source>Only the digit, small, above others</source>
        <translation>Nur die Ziffer, klein, über anderen</translation>
    </message>
    <message>
        <source>Always on top</source>
        <translation>Immer im Vordergrund</translation>
    </message>
    <message>
        <source>Stay above other windows</source>
        <translation>Über anderen Fenstern bleiben</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Fill the screen</source>
        <translation>Den Bildschirm füllen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Microphone, recognition, looks</source>
        <translation>Mikrofon, Erkennung, Aussehen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Keys and licences</source>
        <translation>Tasten und Lizenzen</translation>
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
        <source>All commands and their keys (Alt+M)</source>
        <translation>Alle Befehle und ihre Tasten (Alt+M)</translation>
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
        <source>The digits you say are collected here</source>
        <translation>Hier sammeln sich Ihre Ziffern</translation>
    </message>
</context>
<context>
    <name>DigitPanel</name>
    <message>
        <source>Last digit</source>
        <translation>Letzte Ziffer</translation>
    </message>
    <message>
        <source>Say a digit</source>
        <translation>Sagen Sie eine Ziffer</translation>
    </message>
    <message>
        <source>zero to nine, with a short pause</source>
        <translation>auf Englisch, zero bis nine, mit kurzer Pause</translation>
    </message>
    <message>
        <source>Waiting for sound</source>
        <translation>Warten auf Ton</translation>
    </message>
    <message>
        <source>see the message above</source>
        <translation>siehe die Meldung oben</translation>
    </message>
    <message>
        <source>Only listening</source>
        <translation>Nur Zuhören</translation>
    </message>
    <message>
        <source>no digits are recognized</source>
        <translation>es werden keine Ziffern erkannt</translation>
    </message>
    <message>
        <source>Still listening…</source>
        <translation>Hört noch zu…</translation>
    </message>
    <message>
        <source>{percent} sure</source>
        <translation>{percent} sicher</translation>
    </message>
    <message>
        <source>{percent} sure so far</source>
        <translation>bisher {percent} sicher</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>wie Sie sagten</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>gezeigt nach {n} ms</translation>
    </message>
    <message>
        <source>confirmed after {n} ms</source>
        <translation>bestätigt nach {n} ms</translation>
    </message>
    <message>
        <source>Counted from the last sound of the word to the digit on screen.
Of that, from the end that the speech detector saw to the digit: {total:.1f} ms
(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})</source>
        <translation>Vom letzten Laut des Wortes bis zur Ziffer auf dem Bildschirm.
Davon vom Ende, das der Sprachdetektor sah, bis zur Ziffer: {total:.1f} ms
(Spektrogramm {spectrogram:.1f}, Netz {network:.1f}, Entscheidung {decision:.1f})</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop it here</source>
        <translation>Hier ablegen</translation>
    </message>
</context>
<context>
    <name>EnrolmentDialog</name>
    <message>
        <source>Teach a voice</source>
        <translation>Eine Stimme lehren</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Lernt…</translation>
    </message>
    <message>
        <source>Say each digit a few times, and the program will know your voice better. What it learns stays on this computer, and your voice is not recorded unless you ask for it. You can stop at any time and go on later.</source>
        <translation>Sagen Sie jede Ziffer einige Male, dann kennt das Programm Ihre Stimme besser. Was es lernt, bleibt auf diesem Computer, und Ihre Stimme wird nur aufgenommen, wenn Sie es wünschen. Sie können jederzeit aufhören und später weitermachen.</translation>
    </message>
    <message>
        <source>Whose voice</source>
        <translation>Wessen Stimme</translation>
    </message>
    <message>
        <source>Takes of each digit</source>
        <translation>Aufnahmen je Ziffer</translation>
    </message>
    <message>
        <source>Keep the recordings, so that a later model can learn</source>
        <translation>Die Aufnahmen behalten, damit ein späteres Modell lernen kann</translation>
    </message>
    <message>
        <source>Whose voice:</source>
        <translation>Wessen Stimme:</translation>
    </message>
    <message>
        <source>Takes of each digit:</source>
        <translation>Aufnahmen je Ziffer:</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Sagen Sie</translation>
    </message>
    <message>
        <source>%v of %m</source>
        <translation>%v von %m</translation>
    </message>
    <message>
        <source>Takes so far</source>
        <translation>Aufnahmen bisher</translation>
    </message>
    <message>
        <source>It was right: take it</source>
        <translation>Es stimmte: nimm sie</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Für jetzt aufhören</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>FileStrip</name>
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
        <translation>Die Aufnahme nicht weiter lesen (Esc)</translation>
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
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Shown after</source>
        <translation>Gezeigt nach</translation>
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
        <source>corrected, heard: {what}</source>
        <translation>berichtigt, gehört: {what}</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Everything that was heard</source>
        <translation>Alles, was gehört wurde</translation>
    </message>
    <message>
        <source>Nothing yet. Say a digit: each one gets a line here.</source>
        <translation>Noch nichts. Sagen Sie eine Ziffer: Jede bekommt hier eine Zeile.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Alles vergessen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not written: {path}: {reason}</source>
        <translation>Nicht geschrieben: {path}: {reason}</translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n Äußerung nach {path} geschrieben</numerusform>
            <numerusform>%n Äußerungen nach {path} geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>Tabelle (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Den Verlauf exportieren</translation>
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
        <source>Level in dBFS: bar = loudness, line = peak, arrow = noise of the room</source>
        <translation>Pegel in dBFS: Balken = Lautstärke, Strich = Spitze, Pfeil = Geräusch des Raums</translation>
    </message>
    <message>
        <source>CLIP</source>
        <translation>CLIP</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Settings are not stored</source>
        <translation>Einstellungen werden nicht gespeichert</translation>
    </message>
    <message>
        <source>Settings were reset</source>
        <translation>Einstellungen wurden zurückgesetzt</translation>
    </message>
    <message>
        <source>Digits cannot be typed into other programs</source>
        <translation>Ziffern können nicht in andere Programme getippt werden</translation>
    </message>
    <message>
        <source>Leave mini mode (Ctrl+M)</source>
        <translation>Kleine Ansicht verlassen (Strg+M)</translation>
    </message>
    <message>
        <source>Leave mini mode</source>
        <translation>Kleine Ansicht verlassen</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Zum Sprechen halten</translation>
    </message>
    <message>
        <source>Hold it while you speak, or Space or T</source>
        <translation>Beim Sprechen halten, oder Leertaste oder T</translation>
    </message>
    <message>
        <source>Spoken Digits</source>
        <translation>Spoken Digits</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)</source>
        <translation>Aufnahmen (*.wav *.flac *.ogg *.mp3);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Eine Aufnahme öffnen</translation>
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
        <source>Test: record 3 seconds and play them</source>
        <translation>Test: 3 Sekunden aufnehmen und abspielen</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Raise it where the level stays below −30 while you speak; lower it where CLIP lights up.</source>
        <translation>Erhöhen, wenn der Pegel beim Sprechen unter −30 bleibt; senken, wenn CLIP aufleuchtet.</translation>
    </message>
    <message>
        <source>When it listens</source>
        <translation>Wann zugehört wird</translation>
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
        <source>Only what you say while Space or T is held counts, or the button in the window.</source>
        <translation>Nur was Sie sagen, während Leertaste oder T gehalten wird, zählt, oder der Knopf im Fenster.</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>No microphone found: plug one in and open this page again.</source>
        <translation>Kein Mikrofon gefunden: Stecken Sie eines ein und öffnen Sie diese Seite erneut.</translation>
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
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>NotificationBar</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Listening to {name}</source>
        <translation>Zugehört wird: {name}</translation>
    </message>
    <message>
        <source>The default microphone gives no sound, so another one was chosen.</source>
        <translation>Das Standardmikrofon gibt keinen Ton, darum wurde ein anderes gewählt.</translation>
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
        <source>A part of the program has failed; the rest goes on</source>
        <translation>Ein Teil des Programms ist ausgefallen; der Rest läuft weiter</translation>
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
        <source>Welcome. Say a digit, and see it at once.</source>
        <translation>Willkommen. Sagen Sie eine Ziffer und sehen Sie sie sofort.</translation>
    </message>
    <message>
        <source>Spoken Digits listens to your microphone on this computer. Nothing is sent, and sound is stored only if you ask for it.</source>
        <translation>Spoken Digits hört auf diesem Computer über Ihr Mikrofon zu. Nichts wird gesendet, und Ton wird nur gespeichert, wenn Sie es wünschen.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
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
        <source>Each one is in the history, with its time in the recording.</source>
        <translation>Jede steht im Verlauf, mit ihrer Zeit in der Aufnahme.</translation>
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
        <source>Use the microphone</source>
        <translation>Mikrofon benutzen</translation>
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
        <source>The utterance cannot be played</source>
        <translation>Die Äußerung kann nicht abgespielt werden</translation>
    </message>
    <message>
        <source>Sound cannot be saved</source>
        <translation>Ton kann nicht gespeichert werden</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>Typing out</source>
        <translation>Ausgeben</translation>
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
        <source>To the clipboard</source>
        <translation>In die Zwischenablage</translation>
    </message>
    <message>
        <source>All digits so far, after each one.</source>
        <translation>Nach jeder Ziffer alle bisherigen.</translation>
    </message>
    <message>
        <source>Typed into the focused program</source>
        <translation>Ins Programm mit dem Fokus getippt</translation>
    </message>
    <message>
        <source>As if you had pressed the keys, while another window has the focus.</source>
        <translation>Als hätten Sie die Tasten gedrückt, während ein anderes Fenster den Fokus hat.</translation>
    </message>
    <message>
        <source>Typed after each digit</source>
        <translation>Nach jeder Ziffer getippt</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>A space</source>
        <translation>Ein Leerzeichen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Saving sound</source>
        <translation>Ton speichern</translation>
    </message>
    <message>
        <source>No sound is stored until you choose a folder. Then each utterance becomes a WAV file in it, named by its time and digit.</source>
        <translation>Es wird kein Ton gespeichert, bis Sie einen Ordner wählen. Dann wird jede Äußerung darin eine WAV-Datei, benannt nach Zeit und Ziffer.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Save no sound</source>
        <translation>Keinen Ton speichern</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Write digits into the log</source>
        <translation>Ziffern ins Protokoll schreiben</translation>
    </message>
    <message>
        <source>Only to report a fault: the log stays on this computer and never holds sound.</source>
        <translation>Nur um einen Fehler zu melden: Das Protokoll bleibt auf diesem Computer und enthält nie Ton.</translation>
    </message>
    <message>
        <source>Folder for the sounds</source>
        <translation>Ordner für den Ton</translation>
    </message>
    <message>
        <source>Saved in: {folder}</source>
        <translation>Gespeichert in: {folder}</translation>
    </message>
    <message>
        <source>No sound is saved.</source>
        <translation>Es wird kein Ton gespeichert.</translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>Frequencies</source>
        <translation>Frequenzen</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Mel-Skala</translation>
    </message>
    <message>
        <source>As ears hear them, and as the network does.</source>
        <translation>Wie Ohren sie hören, und wie das Netz.</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Lineare Skala</translation>
    </message>
    <message>
        <source>Evenly, from 0 to 8 kHz.</source>
        <translation>Gleichmäßig, von 0 bis 8 kHz.</translation>
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
        <source>Cividis, for every kind of colour vision</source>
        <translation>Cividis, für jedes Farbensehen</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Darkest</source>
        <translation>Dunkelste Farbe</translation>
    </message>
    <message>
        <source>Brightest</source>
        <translation>Hellste Farbe</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>30 pictures a second</source>
        <translation>30 Bilder in der Sekunde</translation>
    </message>
    <message>
        <source>60 pictures a second</source>
        <translation>60 Bilder in der Sekunde</translation>
    </message>
    <message>
        <source>Smoother, and twice the work.</source>
        <translation>Flüssiger, bei doppelter Arbeit.</translation>
    </message>
    <message>
        <source>{n} dBFS</source>
        <translation>{n} dBFS</translation>
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
        <source>Teach a voice…</source>
        <translation>Eine Stimme lehren…</translation>
    </message>
    <message>
        <source>Let the program learn a voice</source>
        <translation>Das Programm eine Stimme lernen lassen</translation>
    </message>
    <message>
        <source>Export this voice…</source>
        <translation>Diese Stimme exportieren…</translation>
    </message>
    <message>
        <source>Delete this voice…</source>
        <translation>Diese Stimme löschen…</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>This voice is not used</source>
        <translation>Diese Stimme wird nicht benutzt</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>The voice is not exported</source>
        <translation>Die Stimme ist nicht exportiert</translation>
    </message>
    <message>
        <source>Delete what was learnt of &quot;{name}&quot;? It cannot be undone.</source>
        <translation>Löschen, was von „{name}“ gelernt wurde? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete this voice</source>
        <translation>Diese Stimme löschen</translation>
    </message>
    <message>
        <source>The voice is not deleted</source>
        <translation>Die Stimme ist nicht gelöscht</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Irgendwer</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Sensitivity: what counts as speech</source>
        <translation>Empfindlichkeit: was als Sprache zählt</translation>
    </message>
    <message>
        <source>Loud room</source>
        <translation>Lauter Raum</translation>
    </message>
    <message>
        <source>Voices and noise around you are passed over; speak up.</source>
        <translation>Stimmen und Geräusche ringsum werden übergangen; sprechen Sie laut.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>For a desk in a room that is not too loud.</source>
        <translation>Für einen Schreibtisch in nicht zu lautem Raum.</translation>
    </message>
    <message>
        <source>Quiet voice</source>
        <translation>Leise Stimme</translation>
    </message>
    <message>
        <source>Hears soft and distant speech; noises are taken up more often.</source>
        <translation>Hört leise und ferne Sprache; Geräusche werden öfter aufgenommen.</translation>
    </message>
    <message>
        <source>Confidence: when a digit is shown</source>
        <translation>Sicherheit: wann eine Ziffer gezeigt wird</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Leave it to the model</source>
        <translation>Dem Modell überlassen</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
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
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
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
    <name>SpectrogramView</name>
    <message>
        <source>Live spectrogram</source>
        <translation>Laufendes Spektrogramm</translation>
    </message>
    <message>
        <source>Arrow keys choose an utterance, Enter opens its detail</source>
        <translation>Pfeiltasten wählen eine Äußerung, Eingabe öffnet sie</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>State: {state}</source>
        <translation>Zustand: {state}</translation>
    </message>
</context>
<context>
    <name>UtteranceCard</name>
    <message>
        <source>Replay</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play this utterance again (R)</source>
        <translation>Diese Äußerung noch einmal abspielen (R)</translation>
    </message>
    <message>
        <source>Its sound is no longer kept.</source>
        <translation>Ihr Ton ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{word}, as you said</source>
        <translation>{word}, wie Sie sagten</translation>
    </message>
    <message>
        <source>{word}, {percent} sure</source>
        <translation>{word}, {percent} sicher</translation>
    </message>
    <message>
        <source>Likeliest: {digits}</source>
        <translation>Am wahrscheinlichsten: {digits}</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms lang</translation>
    </message>
    <message>
        <source>judged in {n} ms</source>
        <translation>beurteilt in {n} ms</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>gezeigt nach {n} ms</translation>
    </message>
    <message>
        <source>No digit</source>
        <translation>Keine Ziffer</translation>
    </message>
    <message>
        <source>It was no digit (−)</source>
        <translation>Es war keine Ziffer (−)</translation>
    </message>
    <message>
        <source>It was {digit}</source>
        <translation>Es war {digit}</translation>
    </message>
    <message>
        <source>It was:</source>
        <translation>Es war:</translation>
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
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>What the network saw</source>
        <translation>Was das Netz sah</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>z-Wert</translation>
    </message>
</context>
<context>
    <name>WindowPage</name>
    <message>
        <source>Looks</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light, dark or high contrast.</source>
        <translation>Hell, dunkel oder mit hohem Kontrast.</translation>
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
        <source>Holds from the next start on. Digits are recognized in English.</source>
        <translation>Gilt ab dem nächsten Start. Ziffern werden auf Englisch erkannt.</translation>
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
    <name>typing</name>
    <message>
        <source>Wayland lets no program type into another: use the clipboard.</source>
        <translation>Wayland lässt kein Programm in ein anderes tippen: Nehmen Sie die Zwischenablage.</translation>
    </message>
    <message>
        <source>The library libXtst is missing: install it, or use the clipboard.</source>
        <translation>Die Bibliothek libXtst fehlt: Installieren Sie sie, oder nehmen Sie die Zwischenablage.</translation>
    </message>
    <message>
        <source>Not on this system yet: use the clipboard.</source>
        <translation>Auf diesem System noch nicht: Nehmen Sie die Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>zero</source>
        <translation>null</translation>
    </message>
    <message>
        <source>one</source>
        <translation>eins</translation>
    </message>
    <message>
        <source>two</source>
        <translation>zwei</translation>
    </message>
    <message>
        <source>three</source>
        <translation>drei</translation>
    </message>
    <message>
        <source>four</source>
        <translation>vier</translation>
    </message>
    <message>
        <source>five</source>
        <translation>fünf</translation>
    </message>
    <message>
        <source>six</source>
        <translation>sechs</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>sieben</translation>
    </message>
    <message>
        <source>eight</source>
        <translation>acht</translation>
    </message>
    <message>
        <source>nine</source>
        <translation>neun</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Hearing speech</source>
        <translation>Hört Sprache</translation>
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
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Hört nicht zu</translation>
    </message>
    <message>
        <source>The microphone is gone</source>
        <translation>Das Mikrofon ist weg</translation>
    </message>
    <message>
        <source>The sound library is missing</source>
        <translation>Die Tonbibliothek fehlt</translation>
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
        <translation>Das Mikrofon ist nicht brauchbar</translation>
    </message>
    <message>
        <source>The microphone is silent</source>
        <translation>Das Mikrofon ist stumm</translation>
    </message>
    <message>
        <source>The sound stopped</source>
        <translation>Der Ton brach ab</translation>
    </message>
    <message>
        <source>Plug it in again; listening goes on by itself as soon as it is back.</source>
        <translation>Stecken Sie es wieder ein; das Zuhören geht von selbst weiter, sobald es zurück ist.</translation>
    </message>
    <message>
        <source>Plug one in and choose it, or see the system&apos;s sound settings.</source>
        <translation>Stecken Sie eines ein und wählen Sie es, oder sehen Sie in den Toneinstellungen des Systems nach.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or choose another microphone.</source>
        <translation>Schließen Sie das Programm, das es benutzt, oder wählen Sie ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>Not even noise comes from it: it is muted or not allowed.</source>
        <translation>Nicht einmal Rauschen kommt: Es ist stummgeschaltet oder nicht erlaubt.</translation>
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
        <source>Unmute it in the system&apos;s sound settings, and look for a mute key.</source>
        <translation>Schalten Sie es in den Toneinstellungen des Systems ein und suchen Sie eine Stummtaste.</translation>
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
        <translation>Nicht sicher</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>Keine Ziffer</translation>
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
        <source>pause between digits</source>
        <translation>Pause zwischen Ziffern</translation>
    </message>
    <message>
        <source>come nearer, or raise the gain</source>
        <translation>näher kommen, oder mehr Verstärkung</translation>
    </message>
    <message>
        <source>it sounds like another word</source>
        <translation>es klingt wie ein anderes Wort</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold: about 3 in 100 digits are rejected, and about 1 in 100 other words is accepted as a digit.</source>
        <translation>Die Schwelle des Modells: Etwa 3 von 100 Ziffern werden abgelehnt, und etwa 1 von 100 anderen Wörtern wird als Ziffer angenommen.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: hardly a digit is refused, more are mistaken.</source>
        <translation>Gezeigt ab {percent}: Kaum eine Ziffer wird abgelehnt, mehr werden verwechselt.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: doubtful digits are refused, to be said again.</source>
        <translation>Gezeigt ab {percent}: Zweifelhafte Ziffern werden abgelehnt und noch einmal gesagt.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: only clear digits pass, others must be repeated.</source>
        <translation>Gezeigt ab {percent}: Nur klare Ziffern gehen durch, andere sind zu wiederholen.</translation>
    </message>
    <message>
        <source>Taken.</source>
        <translation>Aufgenommen.</translation>
    </message>
    <message>
        <source>Taken, and the one before it.</source>
        <translation>Aufgenommen, auch die davor.</translation>
    </message>
    <message>
        <source>Once more, please: {reason}.</source>
        <translation>Bitte noch einmal: {reason}.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;. Say &quot;{wanted}&quot; again.</source>
        <translation>Das klang wie „{heard}“. Sagen Sie noch einmal „{wanted}“.</translation>
    </message>
</context>
</TS>
