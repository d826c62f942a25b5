<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Spoken Digits</source>
        <translation>À propos de Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits {version}</source>
        <translation>Spoken Digits {version}</translation>
    </message>
    <message>
        <source>Say a digit and it appears at once. Leave a short pause between digits. Everything happens on this computer: nothing is sent, and sound is stored only if you ask for it.</source>
        <translation>Dites un chiffre et il apparaît aussitôt. Faites une courte pause entre les chiffres. Tout se passe sur cet ordinateur : rien n’est envoyé, et le son n’est conservé que si vous le demandez.</translation>
    </message>
    <message>
        <source>Keys: {keys}</source>
        <translation>Touches : {keys}</translation>
    </message>
    <message>
        <source>MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC&apos;s voice detector (BSD), PortAudio (MIT), soxr and libsndfile (LGPL-2.1), NumPy (BSD).</source>
        <translation>Licence MIT. Fait avec Qt {qt} et PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), le détecteur de voix de WebRTC (BSD), PortAudio (MIT), soxr et libsndfile (LGPL-2.1), NumPy (BSD).</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licences</translation>
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
        <translation>Arrêter d’écouter, ou reprendre</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Recognize a recording; or drop it here</source>
        <translation>Reconnaître un enregistrement ; ou le déposer ici</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Démo</translation>
    </message>
    <message>
        <source>Play the built-in recording</source>
        <translation>Jouer l’enregistrement intégré</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Appuyer pour parler</translation>
    </message>
    <message>
        <source>Listen only while Space or T is held, or the button</source>
        <translation>N’écouter que tant qu’Espace ou T est tenu, ou le bouton</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy all digits</source>
        <translation>Copier tous les chiffres</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>Revenir sur le dernier changement</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Clear the digits</source>
        <translation>Effacer les chiffres</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Everything that was heard</source>
        <translation>Tout ce qui a été entendu</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Échelle mel</translation>
    </message>
    <message>
        <source>Frequencies as ears hear them</source>
        <translation>Fréquences comme l’oreille les entend</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Échelle linéaire</translation>
    </message>
    <message>
        <source>Frequencies evenly</source>
        <translation>Fréquences régulières</translation>
    </message>
    <message>
        <source>Mini mode</source>
        <translation>Mode mini</translation>
    </message>
    <message>
        <source>Only the digit, small, above others</source>
        <translation>Le chiffre seul, petit, au-dessus du reste</translation>
    </message>
    <message>
        <source>Always on top</source>
        <translation>Toujours au-dessus</translation>
    </message>
    <message>
        <source>Stay above other windows</source>
        <translation>Rester au-dessus des autres fenêtres</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Fill the screen</source>
        <translation>Remplir l’écran</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Microphone, recognition, looks</source>
        <translation>Micro, reconnaissance, apparence</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Keys and licences</source>
        <translation>Touches et licences</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Écouter</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
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
        <translation>maint.</translation>
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
        <translation>Toutes les commandes et leurs touches (Alt+M)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>DevicePicker</name>
    <message>
        <source>Microphone</source>
        <translation>Micro</translation>
    </message>
    <message>
        <source>Choose the microphone</source>
        <translation>Choisir le micro</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Micro par défaut</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (non branché)</translation>
    </message>
</context>
<context>
    <name>DigitLine</name>
    <message>
        <source>Digits so far</source>
        <translation>Chiffres jusqu’ici</translation>
    </message>
    <message>
        <source>The digits you say are collected here</source>
        <translation>Vos chiffres s’assemblent ici</translation>
    </message>
</context>
<context>
    <name>DigitPanel</name>
    <message>
        <source>Last digit</source>
        <translation>Dernier chiffre</translation>
    </message>
    <message>
        <source>Say a digit</source>
        <translation>Dites un chiffre</translation>
    </message>
    <message>
        <source>zero to nine, with a short pause</source>
        <translation>en anglais, de zero à nine, avec une courte pause</translation>
    </message>
    <message>
        <source>Waiting for sound</source>
        <translation>En attente de son</translation>
    </message>
    <message>
        <source>see the message above</source>
        <translation>voir le message ci-dessus</translation>
    </message>
    <message>
        <source>Only listening</source>
        <translation>Écoute seule</translation>
    </message>
    <message>
        <source>no digits are recognized</source>
        <translation>aucun chiffre n’est reconnu</translation>
    </message>
    <message>
        <source>Still listening…</source>
        <translation>Écoute encore…</translation>
    </message>
    <message>
        <source>{percent} sure</source>
        <translation>sûr à {percent}</translation>
    </message>
    <message>
        <source>{percent} sure so far</source>
        <translation>sûr à {percent} pour l’instant</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>comme vous l’avez dit</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>affiché après {n} ms</translation>
    </message>
    <message>
        <source>confirmed after {n} ms</source>
        <translation>confirmé après {n} ms</translation>
    </message>
    <message>
        <source>Counted from the last sound of the word to the digit on screen.
Of that, from the end that the speech detector saw to the digit: {total:.1f} ms
(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})</source>
        <translation>Du dernier son du mot jusqu’au chiffre à l’écran.
Dont, de la fin vue par le détecteur de parole jusqu’au chiffre : {total:.1f} ms
(spectrogramme {spectrogram:.1f}, réseau {network:.1f}, décision {decision:.1f})</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop it here</source>
        <translation>Déposez-le ici</translation>
    </message>
</context>
<context>
    <name>EnrolmentDialog</name>
    <message>
        <source>Teach a voice</source>
        <translation>Apprendre une voix</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Apprentissage…</translation>
    </message>
    <message>
        <source>Say each digit a few times, and the program will know your voice better. What it learns stays on this computer, and your voice is not recorded unless you ask for it. You can stop at any time and go on later.</source>
        <translation>Dites chaque chiffre quelques fois, et le programme connaîtra mieux votre voix. Ce qu’il apprend reste sur cet ordinateur, et votre voix n’est enregistrée que si vous le demandez. Vous pouvez arrêter à tout moment et reprendre plus tard.</translation>
    </message>
    <message>
        <source>Whose voice</source>
        <translation>La voix de qui</translation>
    </message>
    <message>
        <source>Takes of each digit</source>
        <translation>Prises par chiffre</translation>
    </message>
    <message>
        <source>Keep the recordings, so that a later model can learn</source>
        <translation>Garder les enregistrements, pour qu’un modèle futur puisse apprendre</translation>
    </message>
    <message>
        <source>Whose voice:</source>
        <translation>La voix de qui :</translation>
    </message>
    <message>
        <source>Takes of each digit:</source>
        <translation>Prises par chiffre :</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Dites</translation>
    </message>
    <message>
        <source>%v of %m</source>
        <translation>%v sur %m</translation>
    </message>
    <message>
        <source>Takes so far</source>
        <translation>Prises jusqu’ici</translation>
    </message>
    <message>
        <source>It was right: take it</source>
        <translation>C’était juste : prenez-la</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Arrêter pour l’instant</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>FileStrip</name>
    <message>
        <source>Progress of the recording</source>
        <translation>Progression de l’enregistrement</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop reading the recording (Esc)</source>
        <translation>Cesser de lire l’enregistrement (Échap)</translation>
    </message>
    <message numerus="yes">
        <source>{at} of {length} · %n digit(s)</source>
        <translation>
            <numerusform>{at} sur {length} · %n chiffre</numerusform>
            <numerusform>{at} sur {length} · %n chiffres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Certitude</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Shown after</source>
        <translation>Affiché après</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>corrected, heard: {what}</source>
        <translation>corrigé, entendu : {what}</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Everything that was heard</source>
        <translation>Tout ce qui a été entendu</translation>
    </message>
    <message>
        <source>Nothing yet. Say a digit: each one gets a line here.</source>
        <translation>Rien encore. Dites un chiffre : chacun aura sa ligne ici.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Tout oublier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Not written: {path}: {reason}</source>
        <translation>Non écrit : {path} : {reason}</translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n énoncé écrit dans {path}</numerusform>
            <numerusform>%n énoncés écrits dans {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>Tableau (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Exporter l’historique</translation>
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
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Level in dBFS: bar = loudness, line = peak, arrow = noise of the room</source>
        <translation>Niveau en dBFS : barre = volume, trait = crête, flèche = bruit de la pièce</translation>
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
        <translation>Les réglages ne sont pas enregistrés</translation>
    </message>
    <message>
        <source>Settings were reset</source>
        <translation>Les réglages ont été réinitialisés</translation>
    </message>
    <message>
        <source>Digits cannot be typed into other programs</source>
        <translation>Les chiffres ne peuvent être tapés dans d’autres programmes</translation>
    </message>
    <message>
        <source>Leave mini mode (Ctrl+M)</source>
        <translation>Quitter le mode mini (Ctrl+M)</translation>
    </message>
    <message>
        <source>Leave mini mode</source>
        <translation>Quitter le mode mini</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Tenir pour parler</translation>
    </message>
    <message>
        <source>Hold it while you speak, or Space or T</source>
        <translation>À tenir en parlant, ou Espace ou T</translation>
    </message>
    <message>
        <source>Spoken Digits</source>
        <translation>Spoken Digits</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)</source>
        <translation>Enregistrements (*.wav *.flac *.ogg *.mp3);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Ouvrir un enregistrement</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>not decided yet</source>
        <translation>pas encore décidé</translation>
    </message>
</context>
<context>
    <name>MicrophonePage</name>
    <message>
        <source>Microphone</source>
        <translation>Micro</translation>
    </message>
    <message>
        <source>Test: record 3 seconds and play them</source>
        <translation>Essai : enregistrer 3 secondes et les jouer</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>Raise it where the level stays below −30 while you speak; lower it where CLIP lights up.</source>
        <translation>À monter si le niveau reste sous −30 quand vous parlez ; à baisser si CLIP s’allume.</translation>
    </message>
    <message>
        <source>When it listens</source>
        <translation>Quand il écoute</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Toujours</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Appuyer pour parler</translation>
    </message>
    <message>
        <source>Only what you say while Space or T is held counts, or the button in the window.</source>
        <translation>Seul compte ce que vous dites en tenant Espace ou T, ou le bouton de la fenêtre.</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Micro par défaut</translation>
    </message>
    <message>
        <source>No microphone found: plug one in and open this page again.</source>
        <translation>Aucun micro : branchez-en un et rouvrez cette page.</translation>
    </message>
    <message>
        <source>Level of {name}</source>
        <translation>Niveau de {name}</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>Say something…</source>
        <translation>Dites quelque chose…</translation>
    </message>
    <message>
        <source>Say something… {n:.0f} s</source>
        <translation>Dites quelque chose… {n:.0f} s</translation>
    </message>
    <message>
        <source>This is what the program hears.</source>
        <translation>Voilà ce que le programme entend.</translation>
    </message>
</context>
<context>
    <name>Notification</name>
    <message>
        <source>Close this message</source>
        <translation>Fermer ce message</translation>
    </message>
</context>
<context>
    <name>NotificationBar</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Listening to {name}</source>
        <translation>À l’écoute : {name}</translation>
    </message>
    <message>
        <source>The default microphone gives no sound, so another one was chosen.</source>
        <translation>Le micro par défaut ne donne aucun son : un autre a été choisi.</translation>
    </message>
    <message>
        <source>Stopped: {name}</source>
        <translation>Arrêté : {name}</translation>
    </message>
    <message>
        <source>Digits cannot be recognized</source>
        <translation>Les chiffres ne peuvent être reconnus</translation>
    </message>
    <message>
        <source>A part of the program has failed; the rest goes on</source>
        <translation>Une partie du programme a échoué ; le reste continue</translation>
    </message>
    <message>
        <source>Details are in {path}</source>
        <translation>Détails dans {path}</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Copier le journal</translation>
    </message>
    <message>
        <source>Welcome. Say a digit, and see it at once.</source>
        <translation>Bienvenue. Dites un chiffre et voyez-le aussitôt.</translation>
    </message>
    <message>
        <source>Spoken Digits listens to your microphone on this computer. Nothing is sent, and sound is stored only if you ask for it.</source>
        <translation>Spoken Digits écoute votre micro sur cet ordinateur. Rien n’est envoyé, et le son n’est conservé que si vous le demandez.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Compris</translation>
    </message>
    <message>
        <source>The demo has ended.</source>
        <translation>La démo est terminée.</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {name}</source>
        <translation>
            <numerusform>%n chiffre dans {name}</numerusform>
            <numerusform>%n chiffres dans {name}</numerusform>
        </translation>
    </message>
    <message>
        <source>Each one is in the history, with its time in the recording.</source>
        <translation>Chacun est dans l’historique, avec son moment dans l’enregistrement.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>L’enregistrement est terminé.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Jouer la démo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Use the microphone</source>
        <translation>Utiliser le micro</translation>
    </message>
    <message>
        <source>Open the history</source>
        <translation>Ouvrir l’historique</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>The utterance cannot be played</source>
        <translation>L’énoncé ne peut être joué</translation>
    </message>
    <message>
        <source>Sound cannot be saved</source>
        <translation>Le son ne peut être enregistré</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>Typing out</source>
        <translation>Saisie</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivée</translation>
    </message>
    <message>
        <source>Digits stay in this window.</source>
        <translation>Les chiffres restent dans cette fenêtre.</translation>
    </message>
    <message>
        <source>To the clipboard</source>
        <translation>Vers le presse-papiers</translation>
    </message>
    <message>
        <source>All digits so far, after each one.</source>
        <translation>Tous les chiffres jusqu’ici, après chacun.</translation>
    </message>
    <message>
        <source>Typed into the focused program</source>
        <translation>Tapés dans le programme actif</translation>
    </message>
    <message>
        <source>As if you had pressed the keys, while another window has the focus.</source>
        <translation>Comme si vous aviez pressé les touches, quand une autre fenêtre est active.</translation>
    </message>
    <message>
        <source>Typed after each digit</source>
        <translation>Tapé après chaque chiffre</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>A space</source>
        <translation>Une espace</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Saving sound</source>
        <translation>Enregistrer le son</translation>
    </message>
    <message>
        <source>No sound is stored until you choose a folder. Then each utterance becomes a WAV file in it, named by its time and digit.</source>
        <translation>Aucun son n’est conservé tant que vous n’avez pas choisi de dossier. Chaque énoncé y devient alors un fichier WAV, nommé d’après son heure et son chiffre.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Save no sound</source>
        <translation>Ne rien enregistrer</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Write digits into the log</source>
        <translation>Écrire les chiffres dans le journal</translation>
    </message>
    <message>
        <source>Only to report a fault: the log stays on this computer and never holds sound.</source>
        <translation>Seulement pour signaler une panne : le journal reste sur cet ordinateur et ne contient jamais de son.</translation>
    </message>
    <message>
        <source>Folder for the sounds</source>
        <translation>Dossier pour les sons</translation>
    </message>
    <message>
        <source>Saved in: {folder}</source>
        <translation>Enregistré dans : {folder}</translation>
    </message>
    <message>
        <source>No sound is saved.</source>
        <translation>Aucun son n’est enregistré.</translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>Frequencies</source>
        <translation>Fréquences</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Échelle mel</translation>
    </message>
    <message>
        <source>As ears hear them, and as the network does.</source>
        <translation>Comme l’oreille les entend, et le réseau aussi.</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Échelle linéaire</translation>
    </message>
    <message>
        <source>Evenly, from 0 to 8 kHz.</source>
        <translation>Régulières, de 0 à 8 kHz.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>Cividis, for every kind of colour vision</source>
        <translation>Cividis, pour toute vision des couleurs</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Darkest</source>
        <translation>Le plus sombre</translation>
    </message>
    <message>
        <source>Brightest</source>
        <translation>Le plus clair</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Mouvement</translation>
    </message>
    <message>
        <source>30 pictures a second</source>
        <translation>30 images par seconde</translation>
    </message>
    <message>
        <source>60 pictures a second</source>
        <translation>60 images par seconde</translation>
    </message>
    <message>
        <source>Smoother, and twice the work.</source>
        <translation>Plus fluide, et deux fois plus de travail.</translation>
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
        <translation>Probabilités des chiffres</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>Teach a voice…</source>
        <translation>Apprendre une voix…</translation>
    </message>
    <message>
        <source>Let the program learn a voice</source>
        <translation>Faire apprendre une voix au programme</translation>
    </message>
    <message>
        <source>Export this voice…</source>
        <translation>Exporter cette voix…</translation>
    </message>
    <message>
        <source>Delete this voice…</source>
        <translation>Supprimer cette voix…</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Voix</translation>
    </message>
    <message>
        <source>This voice is not used</source>
        <translation>Cette voix n’est pas utilisée</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>The voice is not exported</source>
        <translation>La voix n’est pas exportée</translation>
    </message>
    <message>
        <source>Delete what was learnt of &quot;{name}&quot;? It cannot be undone.</source>
        <translation>Supprimer ce qui a été appris de « {name} » ? C’est irréversible.</translation>
    </message>
    <message>
        <source>Delete this voice</source>
        <translation>Supprimer cette voix</translation>
    </message>
    <message>
        <source>The voice is not deleted</source>
        <translation>La voix n’est pas supprimée</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>N’importe qui</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Sensitivity: what counts as speech</source>
        <translation>Sensibilité : ce qui compte comme parole</translation>
    </message>
    <message>
        <source>Loud room</source>
        <translation>Pièce bruyante</translation>
    </message>
    <message>
        <source>Voices and noise around you are passed over; speak up.</source>
        <translation>Voix et bruits alentour sont ignorés ; parlez fort.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>For a desk in a room that is not too loud.</source>
        <translation>Pour un bureau dans une pièce pas trop bruyante.</translation>
    </message>
    <message>
        <source>Quiet voice</source>
        <translation>Voix basse</translation>
    </message>
    <message>
        <source>Hears soft and distant speech; noises are taken up more often.</source>
        <translation>Entend la parole douce et lointaine ; prend plus souvent les bruits.</translation>
    </message>
    <message>
        <source>Confidence: when a digit is shown</source>
        <translation>Certitude : quand un chiffre est affiché</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Au moins</translation>
    </message>
    <message>
        <source>Leave it to the model</source>
        <translation>Laisser faire le modèle</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Pages des réglages</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micro</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Reconnaissance</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spectrogramme</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
</context>
<context>
    <name>SpectrogramView</name>
    <message>
        <source>Live spectrogram</source>
        <translation>Spectrogramme en direct</translation>
    </message>
    <message>
        <source>Arrow keys choose an utterance, Enter opens its detail</source>
        <translation>Les flèches choisissent un énoncé, Entrée l’ouvre</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>State: {state}</source>
        <translation>État : {state}</translation>
    </message>
</context>
<context>
    <name>UtteranceCard</name>
    <message>
        <source>Replay</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>Play this utterance again (R)</source>
        <translation>Rejouer cet énoncé (R)</translation>
    </message>
    <message>
        <source>Its sound is no longer kept.</source>
        <translation>Son enregistrement n’est plus conservé.</translation>
    </message>
    <message>
        <source>{word}, as you said</source>
        <translation>{word}, comme vous l’avez dit</translation>
    </message>
    <message>
        <source>{word}, {percent} sure</source>
        <translation>{word}, sûr à {percent}</translation>
    </message>
    <message>
        <source>Likeliest: {digits}</source>
        <translation>Les plus probables : {digits}</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms de durée</translation>
    </message>
    <message>
        <source>judged in {n} ms</source>
        <translation>jugé en {n} ms</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>affiché après {n} ms</translation>
    </message>
    <message>
        <source>No digit</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>It was no digit (−)</source>
        <translation>Ce n’était pas un chiffre (−)</translation>
    </message>
    <message>
        <source>It was {digit}</source>
        <translation>C’était {digit}</translation>
    </message>
    <message>
        <source>It was:</source>
        <translation>C’était :</translation>
    </message>
</context>
<context>
    <name>UtteranceDialog</name>
    <message>
        <source>Utterance</source>
        <translation>Énoncé</translation>
    </message>
</context>
<context>
    <name>UtterancePlots</name>
    <message>
        <source>Sound</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>What the network saw</source>
        <translation>Ce que le réseau a vu</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>score z</translation>
    </message>
</context>
<context>
    <name>WindowPage</name>
    <message>
        <source>Looks</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light, dark or high contrast.</source>
        <translation>Clair, sombre ou très contrasté.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Langue de la fenêtre</translation>
    </message>
    <message>
        <source>Holds from the next start on. Digits are recognized in English.</source>
        <translation>Vaut dès le prochain démarrage. Les chiffres sont reconnus en anglais.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Always on top of other windows</source>
        <translation>Toujours au-dessus des autres fenêtres</translation>
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
        <translation>secondes</translation>
    </message>
</context>
<context>
    <name>typing</name>
    <message>
        <source>Wayland lets no program type into another: use the clipboard.</source>
        <translation>Wayland ne laisse aucun programme taper dans un autre : utilisez le presse-papiers.</translation>
    </message>
    <message>
        <source>The library libXtst is missing: install it, or use the clipboard.</source>
        <translation>La bibliothèque libXtst manque : installez-la, ou utilisez le presse-papiers.</translation>
    </message>
    <message>
        <source>Not on this system yet: use the clipboard.</source>
        <translation>Pas encore sur ce système : utilisez le presse-papiers.</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>zero</source>
        <translation>zéro</translation>
    </message>
    <message>
        <source>one</source>
        <translation>un</translation>
    </message>
    <message>
        <source>two</source>
        <translation>deux</translation>
    </message>
    <message>
        <source>three</source>
        <translation>trois</translation>
    </message>
    <message>
        <source>four</source>
        <translation>quatre</translation>
    </message>
    <message>
        <source>five</source>
        <translation>cinq</translation>
    </message>
    <message>
        <source>six</source>
        <translation>six</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>sept</translation>
    </message>
    <message>
        <source>eight</source>
        <translation>huit</translation>
    </message>
    <message>
        <source>nine</source>
        <translation>neuf</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Hearing speech</source>
        <translation>Parole entendue</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>À l’écoute</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>Reconnexion…</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Bloqué</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>N’écoute pas</translation>
    </message>
    <message>
        <source>The microphone is gone</source>
        <translation>Le micro a disparu</translation>
    </message>
    <message>
        <source>The sound library is missing</source>
        <translation>La bibliothèque de son manque</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>Aucun micro trouvé</translation>
    </message>
    <message>
        <source>The microphone is in use</source>
        <translation>Le micro est occupé</translation>
    </message>
    <message>
        <source>The microphone cannot be used</source>
        <translation>Le micro est inutilisable</translation>
    </message>
    <message>
        <source>The microphone is silent</source>
        <translation>Le micro est muet</translation>
    </message>
    <message>
        <source>The sound stopped</source>
        <translation>Le son s’est arrêté</translation>
    </message>
    <message>
        <source>Plug it in again; listening goes on by itself as soon as it is back.</source>
        <translation>Rebranchez-le ; l’écoute reprend d’elle-même dès son retour.</translation>
    </message>
    <message>
        <source>Plug one in and choose it, or see the system&apos;s sound settings.</source>
        <translation>Branchez-en un et choisissez-le, ou voyez les réglages de son du système.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or choose another microphone.</source>
        <translation>Fermez le programme qui l’utilise, ou choisissez un autre micro.</translation>
    </message>
    <message>
        <source>Not even noise comes from it: it is muted or not allowed.</source>
        <translation>Pas même du bruit n’en vient : il est coupé ou interdit.</translation>
    </message>
    <message>
        <source>Allow it under Settings &gt; Privacy &amp; security &gt; Microphone.</source>
        <translation>Autorisez-le dans Paramètres &gt; Confidentialité et sécurité &gt; Microphone.</translation>
    </message>
    <message>
        <source>Allow it under System Settings &gt; Privacy &amp; Security &gt; Microphone.</source>
        <translation>Autorisez-le dans Réglages Système &gt; Confidentialité et sécurité &gt; Microphone.</translation>
    </message>
    <message>
        <source>Unmute it in the system&apos;s sound settings, and look for a mute key.</source>
        <translation>Rétablissez-le dans les réglages de son du système, et cherchez une touche muet.</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silence</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>Trop court</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Trop long</translation>
    </message>
    <message>
        <source>Too quiet</source>
        <translation>Trop bas</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Pas sûr</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>Pas un chiffre</translation>
    </message>
    <message>
        <source>{first} or {second}?</source>
        <translation>{first} ou {second} ?</translation>
    </message>
    <message>
        <source>say the whole word</source>
        <translation>dites le mot entier</translation>
    </message>
    <message>
        <source>pause between digits</source>
        <translation>pause entre les chiffres</translation>
    </message>
    <message>
        <source>come nearer, or raise the gain</source>
        <translation>approchez-vous, ou montez le gain</translation>
    </message>
    <message>
        <source>it sounds like another word</source>
        <translation>on dirait un autre mot</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold: about 3 in 100 digits are rejected, and about 1 in 100 other words is accepted as a digit.</source>
        <translation>Le seuil du modèle : environ 3 chiffres sur 100 sont refusés, et environ 1 autre mot sur 100 est accepté comme chiffre.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: hardly a digit is refused, more are mistaken.</source>
        <translation>Affiché dès {percent} : presque aucun n’est refusé, plus sont confondus.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: doubtful digits are refused, to be said again.</source>
        <translation>Affiché dès {percent} : les douteux sont refusés, à redire.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: only clear digits pass, others must be repeated.</source>
        <translation>Affiché dès {percent} : seuls les chiffres clairs passent, les autres sont à répéter.</translation>
    </message>
    <message>
        <source>Taken.</source>
        <translation>Prise.</translation>
    </message>
    <message>
        <source>Taken, and the one before it.</source>
        <translation>Prise, et celle d’avant aussi.</translation>
    </message>
    <message>
        <source>Once more, please: {reason}.</source>
        <translation>Encore une fois, s’il vous plaît : {reason}.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;. Say &quot;{wanted}&quot; again.</source>
        <translation>On aurait dit « {heard} ». Redites « {wanted} ».</translation>
    </message>
</context>
</TS>
