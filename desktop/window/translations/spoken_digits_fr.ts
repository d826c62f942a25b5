<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Spoken Digits</source>
        <translation>À propos de Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits {version}</source>
        <translation>Spoken Digits {version}</translation>
    </message>
    <message>
        <source>Say a digit or a number and it appears at once. Everything happens on this computer: nothing is sent, and audio is saved only if you ask for it.</source>
        <translation>Dites un chiffre ou un nombre et il s’affiche aussitôt. Tout se passe sur cet ordinateur : rien n’est envoyé, et l’audio n’est enregistré que si vous le demandez.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr and libsndfile (LGPL-2.1), NumPy (BSD).</source>
        <translation>Licence MIT. Développé avec Qt {qt} et PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr et libsndfile (LGPL-2.1), NumPy (BSD).</translation>
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
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Démo</translation>
    </message>
    <message>
        <source>Play the built-in recording</source>
        <translation>Lire l’enregistrement fourni</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Appuyer pour parler</translation>
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
        <source>Mel scale</source>
        <translation>Échelle mel</translation>
    </message>
    <message>
        <source>Use a perceptual frequency scale</source>
        <translation>Utiliser une échelle de fréquence perceptive</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Échelle linéaire</translation>
    </message>
    <message>
        <source>Use an evenly spaced frequency scale</source>
        <translation>Utiliser une échelle de fréquence régulière</translation>
    </message>
    <message>
        <source>Mini mode</source>
        <translation>Mode mini</translation>
    </message>
    <message>
        <source>Always on top</source>
        <translation>Toujours au-dessus</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Suspendre ou reprendre l’écoute</translation>
    </message>
    <message>
        <source>Recognize a recording. You can also drop files onto the window</source>
        <translation>Reconnaître un enregistrement. Vous pouvez aussi déposer des fichiers sur la fenêtre</translation>
    </message>
    <message>
        <source>Listen only while you hold Space, T or the button</source>
        <translation>N’écouter que pendant que vous maintenez Espace, T ou le bouton</translation>
    </message>
    <message>
        <source>Copy all numbers, one a line</source>
        <translation>Copier tous les nombres, un par ligne</translation>
    </message>
    <message>
        <source>Copy last number</source>
        <translation>Copier le dernier nombre</translation>
    </message>
    <message>
        <source>Copy the number that was said last</source>
        <translation>Copier le dernier nombre prononcé</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Annuler la dernière modification</translation>
    </message>
    <message>
        <source>Show all utterances</source>
        <translation>Afficher tous les énoncés</translation>
    </message>
    <message>
        <source>Show only the digit, in a small window</source>
        <translation>Afficher seulement le chiffre, dans une petite fenêtre</translation>
    </message>
    <message>
        <source>Keep the window above others</source>
        <translation>Garder la fenêtre au-dessus des autres</translation>
    </message>
    <message>
        <source>Fill the screen. Escape leaves it</source>
        <translation>Remplir l’écran. Échap permet d’en sortir</translation>
    </message>
    <message>
        <source>Microphone, recognition, appearance</source>
        <translation>Micro, reconnaissance, apparence</translation>
    </message>
    <message>
        <source>Keyboard shortcuts and licences</source>
        <translation>Raccourcis clavier et licences</translation>
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
    <name>AskingPage</name>
    <message>
        <source>Say</source>
        <translation>Dites</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Say the last one again</source>
        <translation>Redire le dernier</translation>
    </message>
    <message>
        <source>Take back the last recording (Backspace)</source>
        <translation>Annuler le dernier enregistrement (Retour arrière)</translation>
    </message>
    <message>
        <source>Keep it anyway</source>
        <translation>Garder quand même</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Arrêter pour l’instant</translation>
    </message>
    <message>
        <source>{done} of {total} recorded</source>
        <translation>{done} sur {total} enregistrés</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Apprentissage…</translation>
    </message>
    <message>
        <source>Listening is paused. Stop, and press Listen.</source>
        <translation>L’écoute est en pause. Arrêtez et appuyez sur « Écouter ».</translation>
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
        <source>All commands and keyboard shortcuts (Alt+M)</source>
        <translation>Toutes les commandes et tous les raccourcis clavier (Alt+M)</translation>
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
        <source>Recording: {name}</source>
        <translation>Enregistrement : {name}</translation>
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
        <source>Recognized digits appear here</source>
        <translation>Les chiffres reconnus s’affichent ici</translation>
    </message>
</context>
<context>
    <name>DigitPanel</name>
    <message>
        <source>Last digit</source>
        <translation>Dernier chiffre</translation>
    </message>
    <message>
        <source>Hold Space to talk</source>
        <translation>Maintenez Espace pour parler</translation>
    </message>
    <message>
        <source>and say a digit or a number</source>
        <translation>et dites un chiffre ou un nombre</translation>
    </message>
    <message>
        <source>Learning your voice</source>
        <translation>Apprend votre voix</translation>
    </message>
    <message>
        <source>see the dialog</source>
        <translation>voir le dialogue</translation>
    </message>
    <message>
        <source>Waiting for sound</source>
        <translation>En attente de son</translation>
    </message>
    <message>
        <source>see the notification above</source>
        <translation>voir la notification ci-dessus</translation>
    </message>
    <message>
        <source>No recognition</source>
        <translation>Pas de reconnaissance</translation>
    </message>
    <message>
        <source>{percent} confidence</source>
        <translation>confiance : {percent}</translation>
    </message>
    <message>
        <source>provisional, {percent}</source>
        <translation>provisoire, {percent}</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>corrigé par vous</translation>
    </message>
    <message>
        <source>Time from the end of the word to the digit on the screen.
From the detected end of speech to the result: {total:.1f} ms
(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})</source>
        <translation>Temps entre la fin du mot et l’affichage du chiffre.
Entre la fin de parole détectée et le résultat : {total:.1f} ms
(spectrogramme {spectrogram:.1f}, réseau {network:.1f}, décision {decision:.1f})</translation>
    </message>
    <message>
        <source>Still listening…</source>
        <translation>Toujours à l’écoute…</translation>
    </message>
    <message>
        <source>last digit, {percent} confidence</source>
        <translation>dernier chiffre, confiance : {percent}</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>affiché après {n} ms</translation>
    </message>
    <message>
        <source>confirmed after {n} ms</source>
        <translation>confirmé après {n} ms</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop recordings here</source>
        <translation>Déposez les enregistrements ici</translation>
    </message>
</context>
<context>
    <name>EnrolmentDialog</name>
    <message>
        <source>Teach your voice</source>
        <translation>Apprendre votre voix</translation>
    </message>
</context>
<context>
    <name>FileProgress</name>
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
        <translation>Arrêter la lecture de l’enregistrement (Échap)</translation>
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
        <translation>Confiance</translation>
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
        <translation>Remarque</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Start and end in the number</source>
        <translation>Début et fin dans le nombre</translation>
    </message>
    <message>
        <source>The least confidence of its digits</source>
        <translation>La confiance la plus faible de ses chiffres</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>corrected, was: {result}</source>
        <translation>corrigé, auparavant : {result}</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>%n chiffre</numerusform>
            <numerusform>%n chiffres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>All utterances</source>
        <translation>Tous les énoncés</translation>
    </message>
    <message>
        <source>No utterances yet. Say a digit, and it appears here.</source>
        <translation>Aucun énoncé pour l’instant. Dites un chiffre et il s’affiche ici.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Could not write {path}: {reason}</source>
        <translation>Impossible d’écrire {path} : {reason}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Bring back what was cleared, until this window is closed</source>
        <translation>Rétablir ce qui a été effacé, jusqu’à la fermeture de cette fenêtre</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) written to {path}</source>
        <translation>
            <numerusform>%n nombre écrit dans {path}</numerusform>
            <numerusform>%n nombres écrits dans {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n énoncé écrit dans {path}</numerusform>
            <numerusform>%n énoncés écrits dans {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) removed</source>
        <translation>
            <numerusform>%n énoncé supprimé</numerusform>
            <numerusform>%n énoncés supprimés</numerusform>
        </translation>
    </message>
    <message>
        <source>Table of numbers (*.csv)</source>
        <translation>Tableau des nombres (*.csv)</translation>
    </message>
    <message>
        <source>Table of all utterances (*.csv)</source>
        <translation>Tableau de tous les énoncés (*.csv)</translation>
    </message>
    <message>
        <source>All utterances as JSON (*.json)</source>
        <translation>Tous les énoncés en JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Exporter l’historique</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; already exists. Replace it?</source>
        <translation>« {name} » existe déjà. Le remplacer ?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
</context>
<context>
    <name>InUse</name>
    <message>
        <source>Typing into other programs</source>
        <translation>Saisit dans d’autres programmes</translation>
    </message>
    <message>
        <source>Copying to the clipboard</source>
        <translation>Copie dans le presse-papiers</translation>
    </message>
    <message>
        <source>Not typing: this program has the focus</source>
        <translation>Ne saisit pas : ce programme a le focus</translation>
    </message>
    <message>
        <source>Click to keep numbers in this window</source>
        <translation>Cliquez pour que les nombres restent dans cette fenêtre</translation>
    </message>
    <message>
        <source>Voice: {name}</source>
        <translation>Voix : {name}</translation>
    </message>
    <message>
        <source>Click to use no profile</source>
        <translation>Cliquez pour n’utiliser aucun profil</translation>
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
        <source>Level in dBFS. Bar: RMS, line: peak, arrow: noise floor</source>
        <translation>Niveau en dBFS. Barre : RMS, ligne : crête, flèche : bruit de fond</translation>
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
        <translation>{keys} est utilisé par un autre programme. Choisissez d’autres touches.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
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
        <translation>Maintenir pour parler</translation>
    </message>
    <message>
        <source>Hold this button, Space or T while you speak</source>
        <translation>Maintenez ce bouton, Espace ou T pendant que vous parlez</translation>
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
        <source>Gain</source>
        <translation>Gain</translation>
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
        <source>Default microphone</source>
        <translation>Micro par défaut</translation>
    </message>
    <message>
        <source>Test: record 3 seconds and play them back</source>
        <translation>Test : enregistrer 3 secondes et les réécouter</translation>
    </message>
    <message>
        <source>Raise the gain if the level stays below −30 dBFS while you speak. Lower it if CLIP lights up.</source>
        <translation>Augmentez le gain si le niveau reste sous −30 dBFS quand vous parlez. Baissez-le si CLIP s’allume.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Écoute</translation>
    </message>
    <message>
        <source>Digits count only while you hold Space, T or the button in the window.</source>
        <translation>Les chiffres ne comptent que pendant que vous maintenez Espace, T ou le bouton de la fenêtre.</translation>
    </message>
    <message>
        <source>No microphone found. Connect one and open this page again.</source>
        <translation>Aucun micro trouvé. Branchez-en un et rouvrez cette page.</translation>
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
        <source>Close this notification</source>
        <translation>Fermer cette notification</translation>
    </message>
</context>
<context>
    <name>NotificationBar</name>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Listening to {name}</source>
        <translation>Micro utilisé : {name}</translation>
    </message>
    <message>
        <source>Stopped: {name}</source>
        <translation>Arrêté : {name}</translation>
    </message>
    <message>
        <source>Digits cannot be recognized</source>
        <translation>Les chiffres ne peuvent pas être reconnus</translation>
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
        <source>The default microphone delivers no sound, so another one is used.</source>
        <translation>Le micro par défaut ne donne aucun son, un autre est donc utilisé.</translation>
    </message>
    <message>
        <source>{name} cannot be read</source>
        <translation>Impossible de lire {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {count} recordings</source>
        <translation>
            <numerusform>%n chiffre dans {count} enregistrements</numerusform>
            <numerusform>%n chiffres dans {count} enregistrements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) could not be read:</source>
        <translation>
            <numerusform>%n enregistrement n’a pas pu être lu :</numerusform>
            <numerusform>%n enregistrements n’ont pas pu être lus :</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>The computer is too busy, so digits may be missing. Close programs that keep it busy.</source>
        <translation>L’ordinateur est surchargé : il peut manquer des chiffres. Fermez les programmes qui le surchargent.</translation>
    </message>
    <message>
        <source>Sound was lost</source>
        <translation>Du son a été perdu</translation>
    </message>
    <message>
        <source>Listening to the microphone again.</source>
        <translation>De nouveau à l’écoute du micro.</translation>
    </message>
    <message>
        <source>Digits in {language} cannot be recognized</source>
        <translation>Les chiffres en {language} ne peuvent pas être reconnus</translation>
    </message>
    <message>
        <source>Digits are recognized in English</source>
        <translation>Les chiffres sont reconnus en anglais</translation>
    </message>
    <message>
        <source>The model for {language} is not installed.</source>
        <translation>Le modèle pour la langue « {language} » n’est pas installé.</translation>
    </message>
    <message>
        <source>Part of the program failed. The rest continues to run.</source>
        <translation>Une partie du programme a échoué. Le reste continue de fonctionner.</translation>
    </message>
    <message>
        <source>The settings were not saved</source>
        <translation>Les réglages n’ont pas été enregistrés</translation>
    </message>
    <message>
        <source>Some settings were reset</source>
        <translation>Certains réglages ont été réinitialisés</translation>
    </message>
    <message>
        <source>The settings cannot be read</source>
        <translation>Les réglages ne peuvent pas être lus</translation>
    </message>
    <message>
        <source>The settings were reset</source>
        <translation>Les réglages ont été réinitialisés</translation>
    </message>
    <message>
        <source>Welcome. Say a digit, and it appears at once.</source>
        <translation>Bienvenue. Dites un chiffre et il s’affiche aussitôt.</translation>
    </message>
    <message>
        <source>The history lists them with their times in the recording.</source>
        <translation>L’historique les indique avec leur position dans l’enregistrement.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>L’enregistrement est terminé.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Lancer la démo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>The history is full</source>
        <translation>L’historique est plein</translation>
    </message>
    <message>
        <source>It keeps {count} utterances. From now on the oldest numbers are removed from it, and exports no longer have them. Export the history, then clear it.</source>
        <translation>Il conserve {count} énoncés. À partir de maintenant, les nombres les plus anciens en sont supprimés et ne figureront plus dans les exports. Exportez l’historique, puis effacez-le.</translation>
    </message>
    <message>
        <source>{number}: perhaps not complete</source>
        <translation>{number} : peut-être incomplet</translation>
    </message>
    <message>
        <source>{number}: not typed into the other program</source>
        <translation>{number} : pas saisi dans l’autre programme</translation>
    </message>
    <message>
        <source>{number}: not taken back</source>
        <translation>{number} : pas repris</translation>
    </message>
    <message>
        <source>{number}: not copied</source>
        <translation>{number} : non copié</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Le copier</translation>
    </message>
    <message>
        <source>Nothing was taken back</source>
        <translation>Rien n&apos;a été repris</translation>
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
        <translation>Relire</translation>
    </message>
    <message>
        <source>Spoken Digits listens to your microphone on this computer. Nothing is sent, and audio is saved only if you ask for it. It can also type numbers into other programs.</source>
        <translation>Spoken Digits écoute votre micro sur cet ordinateur. Rien n’est envoyé, et l’audio n’est enregistré que si vous le demandez. Il peut aussi saisir des nombres dans d’autres programmes.</translation>
    </message>
    <message>
        <source>Type into other programs…</source>
        <translation>Saisir dans d’autres programmes…</translation>
    </message>
    <message>
        <source>The utterance cannot be played</source>
        <translation>L’énoncé ne peut pas être lu</translation>
    </message>
    <message>
        <source>Audio cannot be saved</source>
        <translation>L’audio ne peut pas être enregistré</translation>
    </message>
    <message>
        <source>A shortcut for all programs does not work</source>
        <translation>Un raccourci pour tous les programmes ne fonctionne pas</translation>
    </message>
    <message>
        <source>{number}: not sure</source>
        <translation>{number} : incertain</translation>
    </message>
    <message>
        <source>They were not sure or not complete, and other numbers followed.</source>
        <translation>Ils étaient incertains ou incomplets, et d’autres nombres ont suivi.</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Saisir</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>A number was not typed into the other program</source>
        <translation>Un nombre n’a pas été saisi dans l’autre programme</translation>
    </message>
</context>
<context>
    <name>NumberCard</name>
    <message>
        <source>Open the number with the right arrow key to see, hear or correct its digits.</source>
        <translation>Ouvrez le nombre avec la flèche droite pour voir, écouter ou corriger ses chiffres.</translation>
    </message>
    <message>
        <source>Play this number again (R)</source>
        <translation>Écouter ce nombre à nouveau (R)</translation>
    </message>
    <message>
        <source>corrected by you, recognized: {digits}</source>
        <translation>corrigé par vous, reconnu : {digits}</translation>
    </message>
    <message>
        <source>{percent} confidence in the least certain digit</source>
        <translation>{percent} de confiance pour le chiffre le moins sûr</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms de durée</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>corrigé par vous</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>Saving audio</source>
        <translation>Enregistrement audio</translation>
    </message>
    <message>
        <source>Audio is saved only if you choose a folder. Each utterance is then saved there as a WAV file, named by its time and digit.</source>
        <translation>L’audio n’est enregistré que si vous choisissez un dossier. Chaque énoncé y est alors enregistré dans un fichier WAV, nommé d’après son heure et son chiffre.</translation>
    </message>
    <message>
        <source>Do not save audio</source>
        <translation>Ne pas enregistrer l’audio</translation>
    </message>
    <message>
        <source>Write recognized digits to the log</source>
        <translation>Écrire les chiffres reconnus dans le journal</translation>
    </message>
    <message>
        <source>Helpful when you report a problem. The log stays on this computer and never contains audio.</source>
        <translation>Utile pour signaler un problème. Le journal reste sur cet ordinateur et ne contient jamais d’audio.</translation>
    </message>
    <message>
        <source>Folder for audio files</source>
        <translation>Dossier des fichiers audio</translation>
    </message>
    <message>
        <source>Audio is not saved.</source>
        <translation>L’audio n’est pas enregistré.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Saved in: {folder}</source>
        <translation>Enregistré dans : {folder}</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>What was typed</source>
        <translation>Ce qui a été saisi</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Saisir</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>{label}: {value}</source>
        <translation>{label} : {value}</translation>
    </message>
</context>
<context>
    <name>PortalShortcuts</name>
    <message>
        <source>The desktop was told not to allow the shortcuts.</source>
        <translation>Les raccourcis n’ont pas été autorisés.</translation>
    </message>
    <message>
        <source>This desktop has no global shortcuts for programs.</source>
        <translation>Ce bureau n’offre pas de raccourcis globaux aux programmes.</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Hold to talk</source>
        <translation>Maintenir pour parler</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Suspendre ou reprendre l’écoute</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Retirer le dernier nombre</translation>
    </message>
    <message>
        <source>Type the number that is not sure</source>
        <translation>Saisir le nombre incertain</translation>
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
        <source>Export the profile</source>
        <translation>Exporter le profil</translation>
    </message>
    <message>
        <source>The profile was not exported</source>
        <translation>Le profil n’a pas été exporté</translation>
    </message>
    <message>
        <source>Delete the profile &quot;{name}&quot;? This cannot be undone.</source>
        <translation>Supprimer le profil « {name} » ? Cette action est irréversible.</translation>
    </message>
    <message>
        <source>Delete the profile</source>
        <translation>Supprimer le profil</translation>
    </message>
    <message>
        <source>Teach your voice…</source>
        <translation>Apprendre votre voix…</translation>
    </message>
    <message>
        <source>Teach the program how you say the digits</source>
        <translation>Apprendre au programme comment vous dites les chiffres</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Voix</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>The profile was not changed</source>
        <translation>Le profil n’a pas été modifié</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is not in use</source>
        <translation>« {name} » n’est pas utilisé</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profils</translation>
    </message>
    <message>
        <source>Import a profile</source>
        <translation>Importer un profil</translation>
    </message>
    <message>
        <source>The profile was not imported</source>
        <translation>Le profil n’a pas été importé</translation>
    </message>
    <message>
        <source>Rename the profile</source>
        <translation>Renommer le profil</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Nouveau nom :</translation>
    </message>
    <message>
        <source>The profile was not renamed</source>
        <translation>Le profil n’a pas été renommé</translation>
    </message>
    <message>
        <source>The profile was not deleted</source>
        <translation>Le profil n’a pas été supprimé</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>No profile</source>
        <translation>Aucun profil</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>incomplet</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Sensitivity: what counts as speech</source>
        <translation>Sensibilité : ce qui compte comme parole</translation>
    </message>
    <message>
        <source>Noisy room</source>
        <translation>Environnement bruyant</translation>
    </message>
    <message>
        <source>Ignores background voices and noise. Speak loudly.</source>
        <translation>Ignore les voix et les bruits de fond. Parlez fort.</translation>
    </message>
    <message>
        <source>For a desk in a reasonably quiet room.</source>
        <translation>Pour un bureau dans une pièce assez calme.</translation>
    </message>
    <message>
        <source>Detects soft and distant speech, but reacts to noise more often.</source>
        <translation>Détecte une parole faible ou éloignée, mais réagit plus souvent au bruit.</translation>
    </message>
    <message>
        <source>Numbers: when a number ends</source>
        <translation>Nombres : quand un nombre se termine</translation>
    </message>
    <message>
        <source>After a pause of</source>
        <translation>Après une pause de</translation>
    </message>
    <message>
        <source>A longer pause leaves more time to think inside a number. A shorter one types it sooner.</source>
        <translation>Une pause plus longue laisse plus de temps pour réfléchir au milieu d&apos;un nombre. Avec une pause plus courte, il est tapé plus tôt.</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>None: each phrase is a number</source>
        <translation>Aucune : chaque groupe est un nombre</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>Use the model&apos;s threshold</source>
        <translation>Utiliser le seuil du modèle</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Digits are spoken in</source>
        <translation>Les chiffres sont dits en</translation>
    </message>
    <message>
        <source>Quiet voice</source>
        <translation>Voix basse</translation>
    </message>
    <message>
        <source>Confidence: when a digit is shown</source>
        <translation>Confiance : quand un chiffre est affiché</translation>
    </message>
</context>
<context>
    <name>RecordingsDialog</name>
    <message>
        <source>Open a recording</source>
        <translation>Ouvrir un enregistrement</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)</source>
        <translation>Enregistrements (*.wav *.flac *.ogg *.mp3);;Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>ReplayButton</name>
    <message>
        <source>Replay</source>
        <translation>Réécouter</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>It applies to digits with a short pause between them. Several digits in one breath are recognized without it.</source>
        <translation>Il s’applique aux chiffres séparés par une courte pause. Plusieurs chiffres dits d’un trait sont reconnus sans lui.</translation>
    </message>
    <message>
        <source>Say these digits again</source>
        <translation>Redire ces chiffres</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>L’utiliser quand même</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>Digits may be missing</source>
        <translation>Il peut manquer des chiffres</translation>
    </message>
    <message>
        <source>It is longer than {length}, the limit of this server. Open a part of it.</source>
        <translation>Il dure plus de {length}, la limite de ce serveur. Ouvrez-en une partie.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Recognize a recording. You can also drop files here</source>
        <translation>Reconnaître un enregistrement. Vous pouvez aussi déposer des fichiers ici</translation>
    </message>
    <message>
        <source>Sound is recognized on this server and not stored.</source>
        <translation>Le son est reconnu sur ce serveur et n’est pas enregistré.</translation>
    </message>
    <message>
        <source>The browser gives the microphone only to pages with HTTPS. Open this page over HTTPS, or on the computer that serves it. Recordings work anyway.</source>
        <translation>Le navigateur n’autorise le microphone que sur les pages en HTTPS. Ouvrez cette page en HTTPS ou sur l’ordinateur qui la fournit. Les enregistrements fonctionnent quand même.</translation>
    </message>
    <message>
        <source>The browser denied access to the microphone. Allow it next to the address, and press Listen again.</source>
        <translation>Le navigateur a refusé l’accès au microphone. Autorisez-le à côté de l’adresse et appuyez de nouveau sur Écouter.</translation>
    </message>
    <message>
        <source>This browser cannot record sound. Use a newer one, or open a recording.</source>
        <translation>Ce navigateur ne peut pas enregistrer de son. Utilisez-en un plus récent ou ouvrez un enregistrement.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Press Listen to connect again.</source>
        <translation>La connexion au serveur a été perdue. Appuyez sur Écouter pour la rétablir.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Connecting again…</source>
        <translation>La connexion au serveur a été perdue. Reconnexion en cours…</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check that it runs, and that this device is in its network.</source>
        <translation>Le serveur est injoignable. Vérifiez qu’il fonctionne et que cet appareil est sur son réseau.</translation>
    </message>
    <message>
        <source>Listening. The connection is slow, so digits come late</source>
        <translation>À l’écoute. La connexion est lente : les chiffres arrivent en retard</translation>
    </message>
    <message>
        <source>The microphone delivers no sound at all. Check that it is not muted.</source>
        <translation>Le microphone ne transmet aucun son. Vérifiez qu’il n’est pas coupé.</translation>
    </message>
    <message>
        <source>Press Listen and speak</source>
        <translation>Appuyez sur Écouter et parlez</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Install the certificate of this server</source>
        <translation>Installer le certificat de ce serveur</translation>
    </message>
    <message>
        <source>The server is busy. Try again in a moment.</source>
        <translation>Le serveur est occupé. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The live connection was refused. A proxy in front of the server must let WebSockets through. Recordings work anyway.</source>
        <translation>La connexion en direct a été refusée. Un proxy placé devant le serveur doit laisser passer les WebSockets. Les enregistrements fonctionnent quand même.</translation>
    </message>
    <message>
        <source>The live connection was refused. If this stays so, install the certificate of this server (end of the page).</source>
        <translation>La connexion en direct a été refusée. Si le problème persiste, installez le certificat de ce serveur (en bas de la page).</translation>
    </message>
    <message>
        <source>The microphone cannot be used: {reason}</source>
        <translation>Le microphone ne peut pas être utilisé : {reason}</translation>
    </message>
    <message>
        <source>The microphone cannot be used: another program may be using it, or the system does not allow it ({reason}).</source>
        <translation>Impossible d’utiliser le microphone : un autre programme l’utilise peut-être, ou le système ne l’autorise pas ({reason}).</translation>
    </message>
    <message>
        <source>Recognizing {name}…</source>
        <translation>Reconnaissance de {name}…</translation>
    </message>
    <message>
        <source>No digit found</source>
        <translation>Aucun chiffre trouvé</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Exporter en CSV</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>Exporter en JSON</translation>
    </message>
    <message>
        <source>This server asks for a token</source>
        <translation>Ce serveur demande un jeton</translation>
    </message>
    <message>
        <source>That token is not right. Try again.</source>
        <translation>Ce jeton n’est pas le bon. Réessayez.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Keys: L listens or pauses, O opens a recording, C copies the digits.</source>
        <translation>Touches : L écoute ou met en pause, O ouvre un enregistrement, C copie les chiffres.</translation>
    </message>
    <message>
        <source>For programs: the API</source>
        <translation>Pour les programmes : l’API</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Settings pages</source>
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
        <source>Voice</source>
        <translation>Voix</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spectrogramme</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>Saisie</translation>
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
    <name>ShortcutFields</name>
    <message>
        <source>{keys} would no longer work in other programs. Choose a function key, or add Ctrl or Alt.</source>
        <translation>{keys} ne fonctionnerait plus dans les autres programmes. Choisissez une touche de fonction ou ajoutez Ctrl ou Alt.</translation>
    </message>
    <message>
        <source>{keys} is used already: {label}.</source>
        <translation>{keys} est déjà utilisé : {label}.</translation>
    </message>
</context>
<context>
    <name>SpectrogramPage</name>
    <message>
        <source>Frequencies</source>
        <translation>Fréquences</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Échelle mel</translation>
    </message>
    <message>
        <source>Spaced as the ear perceives them, and as the model uses them.</source>
        <translation>Espacées comme l’oreille les perçoit et comme le modèle les utilise.</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Échelle linéaire</translation>
    </message>
    <message>
        <source>Evenly spaced from 0 to 8 kHz.</source>
        <translation>Espacées régulièrement de 0 à 8 kHz.</translation>
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
        <source>Cividis (colour-blind safe)</source>
        <translation>Cividis (adapté aux daltoniens)</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Darkest level</source>
        <translation>Niveau le plus sombre</translation>
    </message>
    <message>
        <source>Brightest level</source>
        <translation>Niveau le plus clair</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Fréquence d’images</translation>
    </message>
    <message>
        <source>30 frames per second</source>
        <translation>30 images par seconde</translation>
    </message>
    <message>
        <source>60 frames per second</source>
        <translation>60 images par seconde</translation>
    </message>
    <message>
        <source>Smoother, but uses twice the processor time.</source>
        <translation>Plus fluide, mais utilise deux fois plus de temps processeur.</translation>
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
        <translation>Spectrogramme en direct</translation>
    </message>
    <message>
        <source>Arrow keys select an utterance, Enter shows its details</source>
        <translation>Les flèches sélectionnent un énoncé, Entrée affiche ses détails</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>The program asks for each digit in {language} a few times and learns how you say it. What it learns is a profile and stays on this computer. You can stop at any time and continue later.</source>
        <translation>Le programme demande plusieurs fois chaque chiffre ({language}) et apprend comment vous le dites. Ce qu’il apprend est un profil et reste sur cet ordinateur. Vous pouvez arrêter à tout moment et continuer plus tard.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Whose voice?</source>
        <translation>La voix de qui ?</translation>
    </message>
    <message>
        <source>Start over: delete the recordings of this profile</source>
        <translation>Recommencer : supprimer les enregistrements de ce profil</translation>
    </message>
    <message>
        <source>Times each digit</source>
        <translation>Fois par chiffre</translation>
    </message>
    <message>
        <source>Keep the sound, so that a later version can use it</source>
        <translation>Garder le son, pour qu’une version ultérieure l’utilise</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nom :</translation>
    </message>
    <message>
        <source>Times each digit:</source>
        <translation>Fois par chiffre :</translation>
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
        <source>&quot;{name}&quot; is recorded again from the beginning.</source>
        <translation>« {name} » est enregistré à nouveau depuis le début.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot be read. Start over, or choose another name.</source>
        <translation>« {name} » ne peut pas être lu. Recommencez, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has digits in {language}. Start over, or choose another name.</source>
        <translation>« {name} » a des chiffres dans une autre langue ({language}). Recommencez, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is for another model. Start over, or choose another name.</source>
        <translation>« {name} » est pour un autre modèle. Recommencez ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has all recordings. The program only has to learn from them. If you are somebody else, choose another name.</source>
        <translation>« {name} » a tous les enregistrements. Le programme doit seulement apprendre à partir d&apos;eux. Si vous êtes quelqu&apos;un d&apos;autre, choisissez un autre nom.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is complete. More recordings are added, {takes} of each digit. If you are somebody else, choose another name.</source>
        <translation>« {name} » est complet. D’autres enregistrements s’ajoutent, {takes} de chaque chiffre. Si vous êtes quelqu’un d’autre, choisissez un autre nom.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings and is continued. If you are somebody else, choose another name.</source>
        <translation>« {name} » a {done} enregistrements sur {total} et est continué. Si vous êtes quelqu’un d’autre, choisissez un autre nom.</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Apprend</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>État : {state}</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Open the window</source>
        <translation>Ouvrir la fenêtre</translation>
    </message>
    <message>
        <source>Type into the focused program</source>
        <translation>Saisir dans le programme actif</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Retirer le dernier nombre</translation>
    </message>
    <message>
        <source>Spoken Digits</source>
        <translation>Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits: {state}</source>
        <translation>Spoken Digits : {state}</translation>
    </message>
</context>
<context>
    <name>TypingPage</name>
    <message>
        <source>Numbers in other programs</source>
        <translation>Nombres dans d’autres programmes</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Digits stay in this window.</source>
        <translation>Les chiffres restent dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Copy to the clipboard</source>
        <translation>Copier dans le presse-papiers</translation>
    </message>
    <message>
        <source>Type into the focused program</source>
        <translation>Saisir dans le programme actif</translation>
    </message>
    <message>
        <source>Nothing is typed while this window has the focus, or while the screen is locked.</source>
        <translation>Rien n’est saisi tant que cette fenêtre est active ou que l’écran est verrouillé.</translation>
    </message>
    <message>
        <source>What is typed</source>
        <translation>Ce qui est saisi</translation>
    </message>
    <message>
        <source>The whole number, when you have said it</source>
        <translation>Le nombre entier, quand vous l’avez dit</translation>
    </message>
    <message>
        <source>Each digit at once</source>
        <translation>Chaque chiffre aussitôt</translation>
    </message>
    <message>
        <source>Digits that a number must have</source>
        <translation>Chiffres que doit avoir un nombre</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Sans contrainte</translation>
    </message>
    <message>
        <source>A number with a doubtful digit waits</source>
        <translation>Un nombre avec un chiffre incertain attend</translation>
    </message>
    <message>
        <source>Press Return or a button to type it, or say it again.</source>
        <translation>Appuyez sur Entrée ou sur un bouton pour le saisir, ou redites-le.</translation>
    </message>
    <message>
        <source>A number with a doubtful digit is not typed</source>
        <translation>Un nombre avec un chiffre incertain n’est pas saisi</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>En arrière-plan</translation>
    </message>
    <message>
        <source>Show what was typed at the bottom of the screen</source>
        <translation>Afficher ce qui a été saisi en bas de l’écran</translation>
    </message>
    <message>
        <source>none, or for example 4 3 2</source>
        <translation>aucun, ou par exemple 4 3 2</translation>
    </message>
    <message>
        <source>Further digits belong to the last group.</source>
        <translation>Les chiffres suivants font partie du dernier groupe.</translation>
    </message>
    <message>
        <source>Closing the window leaves the program in the tray</source>
        <translation>Fermer la fenêtre laisse le programme dans la zone de notification</translation>
    </message>
    <message>
        <source>Shortcuts that work in every program</source>
        <translation>Raccourcis valables dans tous les programmes</translation>
    </message>
    <message>
        <source>Copies each number when you have said it.</source>
        <translation>Copie chaque nombre quand vous l&apos;avez dit.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulation</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Type after each number</source>
        <translation>Saisir après chaque nombre</translation>
    </message>
    <message>
        <source>A text of your own</source>
        <translation>Un texte personnel</translation>
    </message>
    <message>
        <source>Text after each number</source>
        <translation>Texte après chaque nombre</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Numbers said one after the other are typed without a gap: 17 and 42 become 1742.</source>
        <translation>Les nombres dits l&apos;un après l&apos;autre sont saisis sans espace : 17 et 42 donnent 1742.</translation>
    </message>
    <message>
        <source>Groups of digits</source>
        <translation>Groupes de chiffres</translation>
    </message>
    <message>
        <source>{n} is typed as {text}</source>
        <translation>{n} est saisi sous la forme {text}</translation>
    </message>
    <message>
        <source>Give the sizes, with separators: 4 3 2 or 3-3-4</source>
        <translation>Indiquez les tailles avec des séparateurs : 4 3 2 ou 3-3-4</translation>
    </message>
    <message>
        <source>There is no tray here: closing the window ends the program.</source>
        <translation>Il n’y a pas de zone de notification ici : fermer la fenêtre termine le programme.</translation>
    </message>
    <message>
        <source>Start at login, in the tray</source>
        <translation>Lancer à l’ouverture de session, dans la zone de notification</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Lancer à l’ouverture de la session</translation>
    </message>
    <message>
        <source>This could not be changed ({detail}).</source>
        <translation>Impossible de modifier ce réglage ({detail}).</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Maintenir pour parler</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Suspendre ou reprendre l’écoute</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Retirer le dernier nombre</translation>
    </message>
    <message>
        <source>Hold to talk needs push to talk, on the page Microphone. On Wayland, the desktop asks which keys to use.</source>
        <translation>« Maintenir pour parler » nécessite « Appuyer pour parler », à la page Microphone. Sous Wayland, le bureau demande quelles touches utiliser.</translation>
    </message>
    <message>
        <source>A number that was followed by Tab or Enter cannot be taken back: use the other program&apos;s own undo.</source>
        <translation>Un nombre suivi de Tabulation ou d’Entrée ne peut pas être retiré : annulez-le dans l’autre programme.</translation>
    </message>
</context>
<context>
    <name>UtteranceCard</name>
    <message>
        <source>Play this utterance again (R)</source>
        <translation>Réécouter cet énoncé (R)</translation>
    </message>
    <message>
        <source>The audio is no longer available.</source>
        <translation>L’audio n’est plus disponible.</translation>
    </message>
    <message>
        <source>{word}, corrected by you</source>
        <translation>{word}, corrigé par vous</translation>
    </message>
    <message>
        <source>{word}, {percent} confidence</source>
        <translation>{word}, confiance : {percent}</translation>
    </message>
    <message>
        <source>Most likely: {digits}</source>
        <translation>Les plus probables : {digits}</translation>
    </message>
    <message>
        <source>recognized in {n} ms</source>
        <translation>reconnu en {n} ms</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>Pas un chiffre</translation>
    </message>
    <message>
        <source>Correct to: not a digit (−)</source>
        <translation>Corriger : pas un chiffre (−)</translation>
    </message>
    <message>
        <source>Correct to: {digit}</source>
        <translation>Corriger : {digit}</translation>
    </message>
    <message>
        <source>Correct digit:</source>
        <translation>Chiffre correct :</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms de durée</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>affiché après {n} ms</translation>
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
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spectrogramme</translation>
    </message>
    <message>
        <source>Network input</source>
        <translation>Entrée du réseau</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>score z</translation>
    </message>
</context>
<context>
    <name>VoicePage</name>
    <message>
        <source>Voice: whose digits are recognized</source>
        <translation>Voix : de qui viennent les chiffres</translation>
    </message>
    <message>
        <source>If your digits are often mistaken, teach the program your voice. What it has learned is a profile, which stays on this computer.</source>
        <translation>Si vos chiffres sont souvent mal reconnus, apprenez votre voix au programme. Ce qu’il a appris est un profil, qui reste sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profils</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Teach your voice…</source>
        <translation>Apprendre votre voix…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>{name}: in use</source>
        <translation>{name} : utilisé</translation>
    </message>
</context>
<context>
    <name>WindowPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Light, dark or high contrast.</source>
        <translation>Clair, sombre ou très contrasté.</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Comme le système</translation>
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
        <source>Takes effect after a restart. The language of the digits is on the page Recognition.</source>
        <translation>Prend effet après un redémarrage. La langue des chiffres se trouve à la page « Reconnaissance ».</translation>
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
    <name>WindowsShortcuts</name>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>{keys} est utilisé par un autre programme. Choisissez d’autres touches.</translation>
    </message>
</context>
<context>
    <name>X11Shortcuts</name>
    <message>
        <source>Install libX11 and libXtst for global shortcuts.</source>
        <translation>Installez libX11 et libXtst pour les raccourcis globaux.</translation>
    </message>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>{keys} est utilisé par un autre programme. Choisissez d’autres touches.</translation>
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
    <name>typing_texts</name>
    <message>
        <source>Taken back</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Listening stopped within the number. Type it, or say it again.</source>
        <translation>L&apos;écoute s&apos;est arrêtée au milieu du nombre. Saisissez-le ou répétez-le.</translation>
    </message>
    <message>
        <source>Not sure. Type it, or say it again.</source>
        <translation>Incertain. Saisissez-le ou redites-le.</translation>
    </message>
    <message>
        <source>Not taken back. {reason}</source>
        <translation>Pas retiré. {reason}</translation>
    </message>
    <message>
        <source>Not typed. {reason}</source>
        <translation>Pas tapé. {reason}</translation>
    </message>
    <message>
        <source>{n} digits instead of {length}, which Settings, Typing requires.</source>
        <translation>{n} chiffres au lieu de {length}, exigés par Réglages, Saisie.</translation>
    </message>
    <message>
        <source>1 digit instead of {length}, which Settings, Typing requires.</source>
        <translation>1 chiffre au lieu de {length}, exigés par Réglages, Saisie.</translation>
    </message>
    <message>
        <source>A digit was not clear. Say it again.</source>
        <translation>Un chiffre n&apos;était pas clair. Répétez le nombre.</translation>
    </message>
    <message>
        <source>Listening stopped within the number. Say it again.</source>
        <translation>L&apos;écoute s&apos;est arrêtée au milieu du nombre. Répétez-le.</translation>
    </message>
    <message>
        <source>It was not sure, and another number followed.</source>
        <translation>Il était incertain, et un autre nombre a suivi.</translation>
    </message>
    <message>
        <source>It was perhaps not complete, and another number followed.</source>
        <translation>Il était peut-être incomplet, et un autre nombre a suivi.</translation>
    </message>
    <message>
        <source>Only its first digits were: {digits}.</source>
        <translation>Seul le début a été saisi : {digits}.</translation>
    </message>
    <message>
        <source>It could not be typed in time.</source>
        <translation>Il n&apos;a pas pu être tapé à temps.</translation>
    </message>
    <message>
        <source>The screen is locked.</source>
        <translation>L&apos;écran est verrouillé.</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>Il n’y a rien à retirer.</translation>
    </message>
    <message>
        <source>It was followed by Enter or Tab, so it cannot be taken back.</source>
        <translation>Il était suivi d’Entrée ou de Tabulation et ne peut pas être retiré.</translation>
    </message>
    <message>
        <source>{name} is not installed.</source>
        <translation>{name} n’est pas installé.</translation>
    </message>
    <message>
        <source>The keyboard layout has no key for {key}.</source>
        <translation>La disposition du clavier n’a pas de touche pour {key}.</translation>
    </message>
    <message>
        <source>Release Shift, Ctrl and Alt, and try again.</source>
        <translation>Relâchez Maj, Ctrl et Alt, puis réessayez.</translation>
    </message>
    <message>
        <source>Another program holds the keyboard: a menu or a screen lock.</source>
        <translation>Un autre programme retient le clavier : un menu ou un verrouillage d’écran.</translation>
    </message>
    <message>
        <source>The window that had the focus is closed.</source>
        <translation>La fenêtre qui était active est fermée.</translation>
    </message>
    <message>
        <source>No window has the focus.</source>
        <translation>Aucune fenêtre n’est active.</translation>
    </message>
    <message>
        <source>Typing into other programs was not allowed.</source>
        <translation>La saisie dans d’autres programmes n’a pas été autorisée.</translation>
    </message>
    <message>
        <source>The permission to type has been taken away.</source>
        <translation>L’autorisation de saisir a été retirée.</translation>
    </message>
    <message>
        <source>Click into the program that is to get it.</source>
        <translation>Cliquez dans le programme qui doit le recevoir.</translation>
    </message>
    <message>
        <source>This desktop does not let programs type.</source>
        <translation>Ce bureau ne permet pas aux programmes de saisir du texte.</translation>
    </message>
    <message>
        <source>The screen does not respond.</source>
        <translation>L’écran ne répond pas.</translation>
    </message>
    <message>
        <source>There is no permission to type.</source>
        <translation>La saisie n’est pas autorisée.</translation>
    </message>
    <message>
        <source>Typing has failed.</source>
        <translation>La saisie a échoué.</translation>
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
        <translation>Parole détectée</translation>
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
        <source>The microphone was disconnected</source>
        <translation>Le micro a été débranché</translation>
    </message>
    <message>
        <source>The audio library is missing</source>
        <translation>La bibliothèque audio est absente</translation>
    </message>
    <message>
        <source>Audio input has stopped</source>
        <translation>L’entrée audio s’est arrêtée</translation>
    </message>
    <message>
        <source>Select another one, or connect it again.</source>
        <translation>Sélectionnez-en un autre ou rebranchez-le.</translation>
    </message>
    <message>
        <source>The microphone was disconnected.</source>
        <translation>Le microphone a été débranché.</translation>
    </message>
    <message>
        <source>Connect it again. Listening resumes automatically.</source>
        <translation>Rebranchez-le. L’écoute reprend automatiquement.</translation>
    </message>
    <message>
        <source>The sound system does not respond.</source>
        <translation>Le système audio ne répond pas.</translation>
    </message>
    <message>
        <source>Wait, or restart the computer.</source>
        <translation>Patientez ou redémarrez l’ordinateur.</translation>
    </message>
    <message>
        <source>The PortAudio library is missing.</source>
        <translation>La bibliothèque PortAudio est manquante.</translation>
    </message>
    <message>
        <source>The Python package sounddevice cannot be loaded ({detail}).</source>
        <translation>Impossible de charger le paquet Python sounddevice ({detail}).</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Réinstallez le programme.</translation>
    </message>
    <message>
        <source>The variable ALSA_CONFIG_PATH names a missing file ({detail}).</source>
        <translation>La variable ALSA_CONFIG_PATH désigne un fichier manquant ({detail}).</translation>
    </message>
    <message>
        <source>Unset it and start the program again.</source>
        <translation>Supprimez-la et redémarrez le programme.</translation>
    </message>
    <message>
        <source>The sound system does not start ({detail}).</source>
        <translation>Le système audio ne démarre pas ({detail}).</translation>
    </message>
    <message>
        <source>Check the files ~/.asoundrc and /etc/asound.conf.</source>
        <translation>Vérifiez les fichiers ~/.asoundrc et /etc/asound.conf.</translation>
    </message>
    <message>
        <source>No microphone found.</source>
        <translation>Aucun microphone trouvé.</translation>
    </message>
    <message>
        <source>Connect one and select it, or check the system&apos;s sound settings.</source>
        <translation>Branchez-en un et sélectionnez-le, ou vérifiez les réglages du son du système.</translation>
    </message>
    <message>
        <source>There is no microphone &quot;{detail}&quot;.</source>
        <translation>Il n’y a pas de microphone « {detail} ».</translation>
    </message>
    <message>
        <source>Connect it, or select another one.</source>
        <translation>Branchez-le ou sélectionnez-en un autre.</translation>
    </message>
    <message>
        <source>The device does not respond.</source>
        <translation>Le périphérique ne répond pas.</translation>
    </message>
    <message>
        <source>The device is in use by another program.</source>
        <translation>Le périphérique est utilisé par un autre programme.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or select another microphone.</source>
        <translation>Fermez le programme qui l’utilise, ou sélectionnez un autre micro.</translation>
    </message>
    <message>
        <source>The device offers no usable format ({detail}).</source>
        <translation>Le périphérique ne propose aucun format utilisable ({detail}).</translation>
    </message>
    <message>
        <source>The device cannot be opened ({detail}).</source>
        <translation>Impossible d’ouvrir le périphérique ({detail}).</translation>
    </message>
    <message>
        <source>The microphone is silent.</source>
        <translation>Le microphone est muet.</translation>
    </message>
    <message>
        <source>No loudspeaker found.</source>
        <translation>Aucun haut-parleur trouvé.</translation>
    </message>
    <message>
        <source>Connect one, or check the system&apos;s sound settings.</source>
        <translation>Branchez-en un ou vérifiez les réglages audio du système.</translation>
    </message>
    <message>
        <source>Internal error ({detail}).</source>
        <translation>Erreur interne ({detail}).</translation>
    </message>
    <message>
        <source>Install it (brew install portaudio) and start the program again.</source>
        <translation>Installez-la (brew install portaudio) et redémarrez le programme.</translation>
    </message>
    <message>
        <source>Install it (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install portaudio; Arch: sudo pacman -S portaudio) and start the program again.</source>
        <translation>Installez-la (Debian, Ubuntu : sudo apt install libportaudio2 ; Fedora : sudo dnf install portaudio ; Arch : sudo pacman -S portaudio) et redémarrez le programme.</translation>
    </message>
    <message>
        <source>It delivers no sound at all. It is muted or access is denied.</source>
        <translation>Il ne donne aucun son. Il est coupé, ou l’accès est refusé.</translation>
    </message>
    <message>
        <source>Unmute it in the system&apos;s sound settings, or with a mute key.</source>
        <translation>Réactivez-le dans les réglages du son du système, ou avec une touche de coupure du son.</translation>
    </message>
    <message>
        <source>Several digits</source>
        <translation>Plusieurs chiffres</translation>
    </message>
    <message>
        <source>pause between numbers</source>
        <translation>faites des pauses entre les nombres</translation>
    </message>
    <message>
        <source>move closer, or raise the gain</source>
        <translation>approchez-vous, ou augmentez le gain</translation>
    </message>
    <message>
        <source>sounds like another word</source>
        <translation>ressemble à un autre mot</translation>
    </message>
    <message>
        <source>Recorded.</source>
        <translation>Enregistrée.</translation>
    </message>
    <message>
        <source>Recorded: it was the same word twice.</source>
        <translation>Enregistré : c’était deux fois le même mot.</translation>
    </message>
    <message>
        <source>Taken back. Say &quot;{wanted}&quot; again.</source>
        <translation>Annulé. Dites encore « {wanted} ».</translation>
    </message>
    <message>
        <source>That was not a digit. Say &quot;{wanted}&quot; again.</source>
        <translation>Ce n’était pas un chiffre. Dites encore « {wanted} ».</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;. Say &quot;{wanted}&quot; again. If it was right, say it in the same way.</source>
        <translation>Cela ressemblait à « {heard} ». Dites encore « {wanted} ». Si c’était juste, dites-le de la même façon.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;, and unlike the one before. Say &quot;{wanted}&quot; again.</source>
        <translation>Cela ressemblait à « {heard} », et pas au précédent. Dites encore « {wanted} ».</translation>
    </message>
    <message>
        <source>Too short. Say the whole word again.</source>
        <translation>Trop court. Redites le mot en entier.</translation>
    </message>
    <message>
        <source>Too long. Say only this digit.</source>
        <translation>Trop long. Dites seulement ce chiffre.</translation>
    </message>
    <message>
        <source>Too quiet. Move closer, or raise the gain.</source>
        <translation>Trop faible. Rapprochez-vous ou augmentez le gain.</translation>
    </message>
    <message>
        <source>Too loud. Move back, or lower the gain.</source>
        <translation>Trop fort. Éloignez-vous ou baissez le gain.</translation>
    </message>
    <message>
        <source>Too much noise. Move closer, or find a quieter place.</source>
        <translation>Trop de bruit. Rapprochez-vous ou trouvez un endroit plus calme.</translation>
    </message>
    <message>
        <source>Please say it again.</source>
        <translation>Veuillez répéter.</translation>
    </message>
    <message>
        <source>The profile is saved</source>
        <translation>Le profil est enregistré</translation>
    </message>
    <message>
        <source>Each digit was recorded once, which is too little to check whether it helps.</source>
        <translation>Chaque chiffre n’a été enregistré qu’une fois : c’est trop peu pour vérifier s’il aide.</translation>
    </message>
    <message>
        <source>You are understood without a profile</source>
        <translation>Vous êtes compris sans profil</translation>
    </message>
    <message>
        <source>All {judged} recordings are recognized without it, so it makes no difference yet.</source>
        <translation>Les {judged} enregistrements sont reconnus sans lui : il ne change encore rien.</translation>
    </message>
    <message>
        <source>The profile helps</source>
        <translation>Le profil aide</translation>
    </message>
    <message>
        <source>The profile does not help</source>
        <translation>Le profil n’aide pas</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is saved, but not in use.</source>
        <translation>« {name} » est enregistré, mais n’est pas utilisé.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is in use. A click on &quot;Voice&quot; below the level turns it off.</source>
        <translation>« {name} » est utilisé. Un clic sur « Voix », sous le niveau, le désactive.</translation>
    </message>
    <message>
        <source>Your voice is not taught yet</source>
        <translation>Votre voix n’est pas encore apprise</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings. They are saved, and used when you finish.</source>
        <translation>« {name} » a {done} enregistrements sur {total}. Ils sont gardés et serviront quand vous aurez terminé.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings. They are saved, but the profile is not in use.</source>
        <translation>« {name} » a {done} enregistrements sur {total}. Ils sont gardés, mais le profil n’est pas utilisé.</translation>
    </message>
    <message>
        <source>Are your digits often mistaken?</source>
        <translation>Vos chiffres sont-ils souvent mal reconnus ?</translation>
    </message>
    <message>
        <source>Teach the program your voice. It takes about two minutes.</source>
        <translation>Apprenez votre voix au programme. Cela prend environ deux minutes.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made for another model and has no recordings. Teach your voice again.</source>
        <translation>« {name} » a été créé pour un autre modèle et n’a pas d’enregistrements. Apprenez votre voix à nouveau.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; makes no difference: its recordings of one digit differ too much from each other.</source>
        <translation>« {name} » ne change rien : ses enregistrements d’un même chiffre diffèrent trop.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is unfinished: not all digits are recorded yet.</source>
        <translation>« {name} » est incomplet : tous les chiffres ne sont pas encore enregistrés.</translation>
    </message>
    <message>
        <source>The profile is damaged ({detail}). Teach it again from the beginning, or delete it and import a copy.</source>
        <translation>Le profil est endommagé ({detail}). Enregistrez-le à nouveau depuis le début, ou supprimez-le et importez une copie.</translation>
    </message>
    <message>
        <source>The profile was stored by a newer version of this program. Update the program to use it.</source>
        <translation>Le profil a été enregistré par une version plus récente de ce programme. Mettez le programme à jour pour l’utiliser.</translation>
    </message>
    <message>
        <source>The file is not a profile, or is damaged ({detail}). Export it again, or choose another file.</source>
        <translation>Le fichier n’est pas un profil, ou est endommagé ({detail}). Exportez-le à nouveau, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>This profile was made for another model. Teach it again from the beginning.</source>
        <translation>Ce profil a été créé pour un autre modèle. Enregistrez-le à nouveau depuis le début.</translation>
    </message>
    <message>
        <source>There already is a profile &quot;{name}&quot;. Rename or delete it first.</source>
        <translation>Il existe déjà un profil « {name} ». Renommez-le ou supprimez-le d&apos;abord.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made for another model. It was converted from its recordings.</source>
        <translation>« {name} » a été créé pour un autre modèle. Il a été converti à partir de ses enregistrements.</translation>
    </message>
    <message>
        <source>The profile was converted</source>
        <translation>Le profil a été converti</translation>
    </message>
    <message>
        <source>The profile is not in use</source>
        <translation>Le profil n’est pas utilisé</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made with digits in another language ({language}). Recognize digits in that language, or choose another profile.</source>
        <translation>« {name} » a été créé avec des chiffres dans une autre langue ({language}). Faites reconnaître les chiffres dans cette langue ou choisissez un autre profil.</translation>
    </message>
    <message>
        <source>This name is not allowed. Use up to 80 letters, digits, spaces, hyphens and underscores.</source>
        <translation>Ce nom n’est pas autorisé. Utilisez au plus 80 lettres, chiffres, espaces, tirets et traits de soulignement.</translation>
    </message>
    <message>
        <source>Without the profile, {before} of {judged} recordings are mistaken or rejected; with it, {after}.</source>
        <translation>Sans le profil, {before} enregistrements sur {judged} sont mal reconnus ou rejetés ; avec lui, {after}.</translation>
    </message>
    <message>
        <source>Still mistaken or rejected: {digits}. Perhaps you said them in different ways. Say them again, always in the same way.</source>
        <translation>Encore mal reconnus ou rejetés : {digits}. Peut-être les avez-vous dits différemment. Redites-les, toujours de la même façon.</translation>
    </message>
    <message>
        <source>There is no profile of this name. It may have been renamed: choose it under Voice in the menu, or teach your voice.</source>
        <translation>Il n’y a pas de profil de ce nom. Il a peut-être été renommé : choisissez-le dans le menu, sous « Voix », ou apprenez votre voix.</translation>
    </message>
    <message>
        <source>The profile cannot be read ({detail}).</source>
        <translation>Impossible de lire le profil ({detail}).</translation>
    </message>
    <message>
        <source>This profile was made with digits in another language ({detail}). Choose another profile.</source>
        <translation>Ce profil a été créé avec des chiffres dans une autre langue ({detail}). Choisissez un autre profil.</translation>
    </message>
    <message>
        <source>It already exists. Choose another name.</source>
        <translation>Il existe déjà. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>The profile was changed, renamed or deleted by another program in the meantime. Start again.</source>
        <translation>Entre-temps, un autre programme a modifié, renommé ou supprimé le profil. Recommencez.</translation>
    </message>
    <message>
        <source>The file cannot be written ({detail}). Free some space or choose another folder.</source>
        <translation>Impossible d’écrire le fichier ({detail}). Libérez de l’espace ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The file cannot be deleted ({detail}).</source>
        <translation>Impossible de supprimer le fichier ({detail}).</translation>
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
        <translation>Le micro ne peut pas être utilisé</translation>
    </message>
    <message>
        <source>The microphone is silent</source>
        <translation>Le micro est muet</translation>
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
        <source>Say a digit</source>
        <translation>Dites un chiffre</translation>
    </message>
    <message>
        <source>Say a digit in {language}</source>
        <translation>Dites un chiffre en {language}</translation>
    </message>
    <message>
        <source>or a number, digit by digit</source>
        <translation>ou un nombre, chiffre par chiffre</translation>
    </message>
    <message>
        <source>one at a time, with a pause after each</source>
        <translation>un par un, avec une pause après chacun</translation>
    </message>
    <message>
        <source>Numbers in one breath are not recognized in {language}.</source>
        <translation>Les nombres dits d’un trait ne sont pas reconnus en {language}.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>anglais</translation>
    </message>
    <message>
        <source>German</source>
        <translation>allemand</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>espagnol</translation>
    </message>
    <message>
        <source>French</source>
        <translation>français</translation>
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
        <translation>Trop faible</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Incertain</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>Pas un chiffre</translation>
    </message>
    <message>
        <source>Say digits one at a time, with a pause after each</source>
        <translation>Dites les chiffres un par un, avec une pause après chacun</translation>
    </message>
    <message>
        <source>{start} – {end} s</source>
        <translation>{start} – {end} s</translation>
    </message>
    <message>
        <source>say digits one at a time</source>
        <translation>dites les chiffres un par un</translation>
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
        <source>The threshold that was measured for this language.</source>
        <translation>Le seuil mesuré pour cette langue.</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold: about 2 in 100 digits are rejected, and about 3 in 100 other words are accepted as digits.</source>
        <translation>Le seuil du modèle : environ 2 chiffres sur 100 sont rejetés, et environ 3 autres mots sur 100 sont acceptés comme des chiffres.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: few rejections, but more wrong digits.</source>
        <translation>Rejette les chiffres dont la confiance est inférieure à {percent} : peu de rejets, mais plus de chiffres faux.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: doubtful digits must be repeated.</source>
        <translation>Rejette les chiffres dont la confiance est inférieure à {percent} : les chiffres douteux doivent être répétés.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: only clear digits are accepted.</source>
        <translation>Rejette les chiffres dont la confiance est inférieure à {percent} : seuls les chiffres nets sont acceptés.</translation>
    </message>
    <message>
        <source>There is no such file. Check its name.</source>
        <translation>Ce fichier n’existe pas. Vérifiez son nom.</translation>
    </message>
    <message>
        <source>It is a folder. Open the recordings in it.</source>
        <translation>C’est un dossier. Ouvrez les enregistrements qu’il contient.</translation>
    </message>
    <message>
        <source>It is a device, not a file.</source>
        <translation>C’est un périphérique, pas un fichier.</translation>
    </message>
    <message>
        <source>You may not read it. Change its permissions.</source>
        <translation>Vous n’avez pas le droit de le lire. Modifiez ses permissions.</translation>
    </message>
    <message>
        <source>It cannot be read ({detail}).</source>
        <translation>Lecture impossible ({detail}).</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Le fichier est vide.</translation>
    </message>
    <message>
        <source>Recordings of the format {detail} cannot be read. Convert it to WAV first, for example with ffmpeg.</source>
        <translation>Les enregistrements au format {detail} ne peuvent pas être lus. Convertissez-le d’abord en WAV, par exemple avec ffmpeg.</translation>
    </message>
    <message>
        <source>It is not a recording. {formats} can be read.</source>
        <translation>Ce n’est pas un enregistrement. Formats lisibles : {formats}.</translation>
    </message>
    <message>
        <source>It is damaged and cannot be decoded.</source>
        <translation>Il est endommagé et ne peut pas être décodé.</translation>
    </message>
    <message>
        <source>It contains no sound.</source>
        <translation>Il ne contient aucun son.</translation>
    </message>
    <message>
        <source>It is longer than {detail} minutes.</source>
        <translation>Il dure plus de {detail} minutes.</translation>
    </message>
    <message>
        <source>It is larger than {detail}.</source>
        <translation>Il dépasse {detail}.</translation>
    </message>
    <message>
        <source>The standard input contains no recording.</source>
        <translation>L’entrée standard ne contient aucun enregistrement.</translation>
    </message>
    <message>
        <source>{length} of it are missing: the file ends too early.</source>
        <translation>Il manque {length} : le fichier se termine trop tôt.</translation>
    </message>
    <message>
        <source>Its end is missing: the file ends too early.</source>
        <translation>Il manque la fin : le fichier se termine trop tôt.</translation>
    </message>
    <message>
        <source>Its end is damaged and was not recognized.</source>
        <translation>Sa fin est endommagée et n’a pas été reconnue.</translation>
    </message>
    <message>
        <source>It is damaged, and some of its sound is missing.</source>
        <translation>Il est endommagé et une partie du son manque.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} minutes</translation>
    </message>
    <message>
        <source>A file of the model cannot be read ({detail}). Install the program again.</source>
        <translation>Un fichier du modèle ne peut pas être lu ({detail}). Réinstallez le programme.</translation>
    </message>
    <message>
        <source>The model is damaged ({detail}). Install the program again.</source>
        <translation>Le modèle est endommagé ({detail}). Réinstallez le programme.</translation>
    </message>
    <message>
        <source>The model is for another version of the program. Install the program again.</source>
        <translation>Le modèle est celui d’une autre version du programme. Réinstallez le programme.</translation>
    </message>
    <message>
        <source>There is no home folder. Set the variable HOME to one.</source>
        <translation>Il n’y a pas de dossier personnel. Indiquez-en un dans la variable HOME.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>Impossible de lire {path} ({detail}).</translation>
    </message>
    <message>
        <source>Invalid values in {path} were ignored: {detail}.</source>
        <translation>Des valeurs non valides de {path} ont été ignorées : {detail}.</translation>
    </message>
    <message>
        <source>{path} is damaged and cannot be renamed ({detail}).</source>
        <translation>{path} est endommagé et ne peut pas être renommé ({detail}).</translation>
    </message>
    <message>
        <source>The file was damaged. It is kept as {path}.</source>
        <translation>Le fichier était endommagé. Il est conservé sous le nom {path}.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>Impossible d’écrire dans {path} ({detail}).</translation>
    </message>
</context>
</TS>
