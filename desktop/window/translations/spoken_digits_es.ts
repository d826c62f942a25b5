<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Spoken Digits</source>
        <translation>Acerca de Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits {version}</source>
        <translation>Spoken Digits {version}</translation>
    </message>
    <message>
        <source>Say a digit and it appears at once. Leave a short pause between digits. Everything happens on this computer: nothing is sent, and sound is stored only if you ask for it.</source>
        <translation>Diga una cifra y aparecerá al instante. Haga una pausa breve entre cifras. Todo ocurre en este ordenador: no se envía nada, y el sonido solo se guarda si usted lo pide.</translation>
    </message>
    <message>
        <source>Keys: {keys}</source>
        <translation>Teclas: {keys}</translation>
    </message>
    <message>
        <source>MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC&apos;s voice detector (BSD), PortAudio (MIT), soxr and libsndfile (LGPL-2.1), NumPy (BSD).</source>
        <translation>Licencia MIT. Hecho con Qt {qt} y PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), el detector de voz de WebRTC (BSD), PortAudio (MIT), soxr y libsndfile (LGPL-2.1), NumPy (BSD).</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licencias</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stop listening, or go on</source>
        <translation>Dejar de escuchar, o seguir</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Recognize a recording; or drop it here</source>
        <translation>Reconocer una grabación; o suéltela aquí</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Play the built-in recording</source>
        <translation>Reproducir la grabación incluida</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Pulsar para hablar</translation>
    </message>
    <message>
        <source>Listen only while Space or T is held, or the button</source>
        <translation>Escuchar solo mientras se pulsa Espacio o T, o el botón</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy all digits</source>
        <translation>Copiar todas las cifras</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>Deshacer el último cambio</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Clear the digits</source>
        <translation>Borrar las cifras</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Everything that was heard</source>
        <translation>Todo lo que se ha oído</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Escala mel</translation>
    </message>
    <message>
        <source>Frequencies as ears hear them</source>
        <translation>Frecuencias como las oye el oído</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Escala lineal</translation>
    </message>
    <message>
        <source>Frequencies evenly</source>
        <translation>Frecuencias uniformes</translation>
    </message>
    <message>
        <source>Mini mode</source>
        <translation>Modo mini</translation>
    </message>
    <message>
        <source>Only the digit, small, above others</source>
        <translation>Solo la cifra, pequeña, encima de todo</translation>
    </message>
    <message>
        <source>Always on top</source>
        <translation>Siempre encima</translation>
    </message>
    <message>
        <source>Stay above other windows</source>
        <translation>Quedarse encima de otras ventanas</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Fill the screen</source>
        <translation>Llenar la pantalla</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>Microphone, recognition, looks</source>
        <translation>Micrófono, reconocimiento, aspecto</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Keys and licences</source>
        <translation>Teclas y licencias</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Cerrar la ventana</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Escuchar</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
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
        <translation>ahora</translation>
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
        <translation>Todas las órdenes y sus teclas (Alt+M)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
</context>
<context>
    <name>DevicePicker</name>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Choose the microphone</source>
        <translation>Elegir el micrófono</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Micrófono predeterminado</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (no conectado)</translation>
    </message>
</context>
<context>
    <name>DigitLine</name>
    <message>
        <source>Digits so far</source>
        <translation>Cifras hasta ahora</translation>
    </message>
    <message>
        <source>The digits you say are collected here</source>
        <translation>Aquí se reúnen sus cifras</translation>
    </message>
</context>
<context>
    <name>DigitPanel</name>
    <message>
        <source>Last digit</source>
        <translation>Última cifra</translation>
    </message>
    <message>
        <source>Say a digit</source>
        <translation>Diga una cifra</translation>
    </message>
    <message>
        <source>zero to nine, with a short pause</source>
        <translation>en inglés, de zero a nine, con una pausa breve</translation>
    </message>
    <message>
        <source>Waiting for sound</source>
        <translation>Esperando sonido</translation>
    </message>
    <message>
        <source>see the message above</source>
        <translation>vea el mensaje de arriba</translation>
    </message>
    <message>
        <source>Only listening</source>
        <translation>Solo escuchar</translation>
    </message>
    <message>
        <source>no digits are recognized</source>
        <translation>no se reconocen cifras</translation>
    </message>
    <message>
        <source>Still listening…</source>
        <translation>Sigue escuchando…</translation>
    </message>
    <message>
        <source>{percent} sure</source>
        <translation>{percent} de certeza</translation>
    </message>
    <message>
        <source>{percent} sure so far</source>
        <translation>por ahora, {percent}</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>como usted dijo</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>mostrado tras {n} ms</translation>
    </message>
    <message>
        <source>confirmed after {n} ms</source>
        <translation>confirmado tras {n} ms</translation>
    </message>
    <message>
        <source>Counted from the last sound of the word to the digit on screen.
Of that, from the end that the speech detector saw to the digit: {total:.1f} ms
(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})</source>
        <translation>Desde el último sonido de la palabra hasta la cifra en pantalla.
De ello, desde el final que vio el detector de voz hasta la cifra: {total:.1f} ms
(espectrograma {spectrogram:.1f}, red {network:.1f}, decisión {decision:.1f})</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop it here</source>
        <translation>Suéltela aquí</translation>
    </message>
</context>
<context>
    <name>EnrolmentDialog</name>
    <message>
        <source>Teach a voice</source>
        <translation>Enseñar una voz</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Aprendiendo…</translation>
    </message>
    <message>
        <source>Say each digit a few times, and the program will know your voice better. What it learns stays on this computer, and your voice is not recorded unless you ask for it. You can stop at any time and go on later.</source>
        <translation>Diga cada cifra unas cuantas veces y el programa conocerá mejor su voz. Lo que aprende queda en este ordenador, y su voz no se graba si usted no lo pide. Puede parar en cualquier momento y seguir después.</translation>
    </message>
    <message>
        <source>Whose voice</source>
        <translation>La voz de quién</translation>
    </message>
    <message>
        <source>Takes of each digit</source>
        <translation>Tomas de cada cifra</translation>
    </message>
    <message>
        <source>Keep the recordings, so that a later model can learn</source>
        <translation>Conservar las grabaciones, para que aprenda un modelo posterior</translation>
    </message>
    <message>
        <source>Whose voice:</source>
        <translation>La voz de quién:</translation>
    </message>
    <message>
        <source>Takes of each digit:</source>
        <translation>Tomas de cada cifra:</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Empezar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Diga</translation>
    </message>
    <message>
        <source>%v of %m</source>
        <translation>%v de %m</translation>
    </message>
    <message>
        <source>Takes so far</source>
        <translation>Tomas hasta ahora</translation>
    </message>
    <message>
        <source>It was right: take it</source>
        <translation>Era correcta: tómela</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Parar por ahora</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>FileStrip</name>
    <message>
        <source>Progress of the recording</source>
        <translation>Progreso de la grabación</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stop reading the recording (Esc)</source>
        <translation>Dejar de leer la grabación (Esc)</translation>
    </message>
    <message numerus="yes">
        <source>{at} of {length} · %n digit(s)</source>
        <translation>
            <numerusform>{at} de {length} · %n cifra</numerusform>
            <numerusform>{at} de {length} · %n cifras</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Cifra</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Certeza</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Shown after</source>
        <translation>Mostrado tras</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>corrected, heard: {what}</source>
        <translation>corregido, se oyó: {what}</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Everything that was heard</source>
        <translation>Todo lo que se ha oído</translation>
    </message>
    <message>
        <source>Nothing yet. Say a digit: each one gets a line here.</source>
        <translation>Nada todavía. Diga una cifra: cada una tendrá aquí su línea.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>Olvidar todo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Not written: {path}: {reason}</source>
        <translation>No se escribió: {path}: {reason}</translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n enunciado escrito en {path}</numerusform>
            <numerusform>%n enunciados escritos en {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>Tabla (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Exportar el historial</translation>
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
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Level in dBFS: bar = loudness, line = peak, arrow = noise of the room</source>
        <translation>Nivel en dBFS: barra = volumen, línea = pico, flecha = ruido de la sala</translation>
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
        <translation>Los ajustes no se guardan</translation>
    </message>
    <message>
        <source>Settings were reset</source>
        <translation>Los ajustes se restablecieron</translation>
    </message>
    <message>
        <source>Digits cannot be typed into other programs</source>
        <translation>No se pueden teclear cifras en otros programas</translation>
    </message>
    <message>
        <source>Leave mini mode (Ctrl+M)</source>
        <translation>Salir del modo mini (Ctrl+M)</translation>
    </message>
    <message>
        <source>Leave mini mode</source>
        <translation>Salir del modo mini</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Mantener para hablar</translation>
    </message>
    <message>
        <source>Hold it while you speak, or Space or T</source>
        <translation>Manténgalo al hablar, o Espacio o T</translation>
    </message>
    <message>
        <source>Spoken Digits</source>
        <translation>Spoken Digits</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)</source>
        <translation>Grabaciones (*.wav *.flac *.ogg *.mp3);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Abrir una grabación</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>not decided yet</source>
        <translation>aún sin decidir</translation>
    </message>
</context>
<context>
    <name>MicrophonePage</name>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Test: record 3 seconds and play them</source>
        <translation>Prueba: grabar 3 segundos y reproducirlos</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Ganancia</translation>
    </message>
    <message>
        <source>Raise it where the level stays below −30 while you speak; lower it where CLIP lights up.</source>
        <translation>Súbala si el nivel queda por debajo de −30 al hablar; bájela si se enciende CLIP.</translation>
    </message>
    <message>
        <source>When it listens</source>
        <translation>Cuándo escucha</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Siempre</translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation>Pulsar para hablar</translation>
    </message>
    <message>
        <source>Only what you say while Space or T is held counts, or the button in the window.</source>
        <translation>Solo cuenta lo que diga mientras pulsa Espacio o T, o el botón de la ventana.</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Micrófono predeterminado</translation>
    </message>
    <message>
        <source>No microphone found: plug one in and open this page again.</source>
        <translation>No hay micrófono: conecte uno y vuelva a abrir esta página.</translation>
    </message>
    <message>
        <source>Level of {name}</source>
        <translation>Nivel de {name}</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>Say something…</source>
        <translation>Diga algo…</translation>
    </message>
    <message>
        <source>Say something… {n:.0f} s</source>
        <translation>Diga algo… {n:.0f} s</translation>
    </message>
    <message>
        <source>This is what the program hears.</source>
        <translation>Esto es lo que oye el programa.</translation>
    </message>
</context>
<context>
    <name>Notification</name>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
</context>
<context>
    <name>NotificationBar</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Listening to {name}</source>
        <translation>Se escucha: {name}</translation>
    </message>
    <message>
        <source>The default microphone gives no sound, so another one was chosen.</source>
        <translation>El micrófono predeterminado no da sonido, así que se eligió otro.</translation>
    </message>
    <message>
        <source>Stopped: {name}</source>
        <translation>Parado: {name}</translation>
    </message>
    <message>
        <source>Digits cannot be recognized</source>
        <translation>No se pueden reconocer cifras</translation>
    </message>
    <message>
        <source>A part of the program has failed; the rest goes on</source>
        <translation>Una parte del programa ha fallado; el resto sigue</translation>
    </message>
    <message>
        <source>Details are in {path}</source>
        <translation>Los detalles están en {path}</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Copiar el registro</translation>
    </message>
    <message>
        <source>Welcome. Say a digit, and see it at once.</source>
        <translation>Bienvenido. Diga una cifra y véala al instante.</translation>
    </message>
    <message>
        <source>Spoken Digits listens to your microphone on this computer. Nothing is sent, and sound is stored only if you ask for it.</source>
        <translation>Spoken Digits escucha su micrófono en este ordenador. No se envía nada, y el sonido solo se guarda si usted lo pide.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Entendido</translation>
    </message>
    <message>
        <source>The demo has ended.</source>
        <translation>La demo ha terminado.</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {name}</source>
        <translation>
            <numerusform>%n cifra en {name}</numerusform>
            <numerusform>%n cifras en {name}</numerusform>
        </translation>
    </message>
    <message>
        <source>Each one is in the history, with its time in the recording.</source>
        <translation>Cada una está en el historial, con su momento en la grabación.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>La grabación ha terminado.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Reproducir la demo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Use the microphone</source>
        <translation>Usar el micrófono</translation>
    </message>
    <message>
        <source>Open the history</source>
        <translation>Abrir el historial</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Reproducir otra vez</translation>
    </message>
    <message>
        <source>The utterance cannot be played</source>
        <translation>No se puede reproducir el enunciado</translation>
    </message>
    <message>
        <source>Sound cannot be saved</source>
        <translation>No se puede guardar el sonido</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>Typing out</source>
        <translation>Escritura</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivada</translation>
    </message>
    <message>
        <source>Digits stay in this window.</source>
        <translation>Las cifras se quedan en esta ventana.</translation>
    </message>
    <message>
        <source>To the clipboard</source>
        <translation>Al portapapeles</translation>
    </message>
    <message>
        <source>All digits so far, after each one.</source>
        <translation>Todas las cifras hasta ahora, tras cada una.</translation>
    </message>
    <message>
        <source>Typed into the focused program</source>
        <translation>Tecleadas en el programa activo</translation>
    </message>
    <message>
        <source>As if you had pressed the keys, while another window has the focus.</source>
        <translation>Como si usted pulsara las teclas, mientras otra ventana está activa.</translation>
    </message>
    <message>
        <source>Typed after each digit</source>
        <translation>Tras cada cifra se teclea</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>A space</source>
        <translation>Un espacio</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Saving sound</source>
        <translation>Guardar sonido</translation>
    </message>
    <message>
        <source>No sound is stored until you choose a folder. Then each utterance becomes a WAV file in it, named by its time and digit.</source>
        <translation>No se guarda sonido hasta que elija una carpeta. Entonces cada enunciado será en ella un archivo WAV, con su hora y su cifra por nombre.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Elegir una carpeta…</translation>
    </message>
    <message>
        <source>Save no sound</source>
        <translation>No guardar sonido</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Write digits into the log</source>
        <translation>Escribir cifras en el registro</translation>
    </message>
    <message>
        <source>Only to report a fault: the log stays on this computer and never holds sound.</source>
        <translation>Solo para comunicar un fallo: el registro queda en este ordenador y nunca contiene sonido.</translation>
    </message>
    <message>
        <source>Folder for the sounds</source>
        <translation>Carpeta para los sonidos</translation>
    </message>
    <message>
        <source>Saved in: {folder}</source>
        <translation>Se guarda en: {folder}</translation>
    </message>
    <message>
        <source>No sound is saved.</source>
        <translation>No se guarda ningún sonido.</translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>Frequencies</source>
        <translation>Frecuencias</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Escala mel</translation>
    </message>
    <message>
        <source>As ears hear them, and as the network does.</source>
        <translation>Como las oye el oído, y también la red.</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Escala lineal</translation>
    </message>
    <message>
        <source>Evenly, from 0 to 8 kHz.</source>
        <translation>Uniformes, de 0 a 8 kHz.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>Mapa de colores</translation>
    </message>
    <message>
        <source>Cividis, for every kind of colour vision</source>
        <translation>Cividis, para toda visión del color</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Darkest</source>
        <translation>Más oscuro</translation>
    </message>
    <message>
        <source>Brightest</source>
        <translation>Más claro</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Movimiento</translation>
    </message>
    <message>
        <source>30 pictures a second</source>
        <translation>30 imágenes por segundo</translation>
    </message>
    <message>
        <source>60 pictures a second</source>
        <translation>60 imágenes por segundo</translation>
    </message>
    <message>
        <source>Smoother, and twice the work.</source>
        <translation>Más fluido, y el doble de trabajo.</translation>
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
        <translation>Probabilidades de las cifras</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>Teach a voice…</source>
        <translation>Enseñar una voz…</translation>
    </message>
    <message>
        <source>Let the program learn a voice</source>
        <translation>Hacer que el programa aprenda una voz</translation>
    </message>
    <message>
        <source>Export this voice…</source>
        <translation>Exportar esta voz…</translation>
    </message>
    <message>
        <source>Delete this voice…</source>
        <translation>Eliminar esta voz…</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Voz</translation>
    </message>
    <message>
        <source>This voice is not used</source>
        <translation>Esta voz no se usa</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>The voice is not exported</source>
        <translation>La voz no se ha exportado</translation>
    </message>
    <message>
        <source>Delete what was learnt of &quot;{name}&quot;? It cannot be undone.</source>
        <translation>¿Eliminar lo aprendido de «{name}»? No se puede deshacer.</translation>
    </message>
    <message>
        <source>Delete this voice</source>
        <translation>Eliminar esta voz</translation>
    </message>
    <message>
        <source>The voice is not deleted</source>
        <translation>La voz no se ha eliminado</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Cualquiera</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Sensitivity: what counts as speech</source>
        <translation>Sensibilidad: qué cuenta como voz</translation>
    </message>
    <message>
        <source>Loud room</source>
        <translation>Sala ruidosa</translation>
    </message>
    <message>
        <source>Voices and noise around you are passed over; speak up.</source>
        <translation>Se ignoran las voces y los ruidos de alrededor; hable alto.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>For a desk in a room that is not too loud.</source>
        <translation>Para un escritorio en una sala no muy ruidosa.</translation>
    </message>
    <message>
        <source>Quiet voice</source>
        <translation>Voz baja</translation>
    </message>
    <message>
        <source>Hears soft and distant speech; noises are taken up more often.</source>
        <translation>Oye el habla suave y lejana; capta ruidos más a menudo.</translation>
    </message>
    <message>
        <source>Confidence: when a digit is shown</source>
        <translation>Certeza: cuándo se muestra una cifra</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Al menos</translation>
    </message>
    <message>
        <source>Leave it to the model</source>
        <translation>Dejarlo al modelo</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Páginas de los ajustes</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Reconocimiento</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Espectrograma</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
</context>
<context>
    <name>SpectrogramView</name>
    <message>
        <source>Live spectrogram</source>
        <translation>Espectrograma en vivo</translation>
    </message>
    <message>
        <source>Arrow keys choose an utterance, Enter opens its detail</source>
        <translation>Las flechas eligen un enunciado, Intro lo abre</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>State: {state}</source>
        <translation>Estado: {state}</translation>
    </message>
</context>
<context>
    <name>UtteranceCard</name>
    <message>
        <source>Replay</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Play this utterance again (R)</source>
        <translation>Reproducir otra vez este enunciado (R)</translation>
    </message>
    <message>
        <source>Its sound is no longer kept.</source>
        <translation>Su sonido ya no se conserva.</translation>
    </message>
    <message>
        <source>{word}, as you said</source>
        <translation>{word}, como usted dijo</translation>
    </message>
    <message>
        <source>{word}, {percent} sure</source>
        <translation>{word}, {percent} de certeza</translation>
    </message>
    <message>
        <source>Likeliest: {digits}</source>
        <translation>Más probables: {digits}</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms de duración</translation>
    </message>
    <message>
        <source>judged in {n} ms</source>
        <translation>juzgado en {n} ms</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>mostrado tras {n} ms</translation>
    </message>
    <message>
        <source>No digit</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>It was no digit (−)</source>
        <translation>No era una cifra (−)</translation>
    </message>
    <message>
        <source>It was {digit}</source>
        <translation>Era {digit}</translation>
    </message>
    <message>
        <source>It was:</source>
        <translation>Era:</translation>
    </message>
</context>
<context>
    <name>UtteranceDialog</name>
    <message>
        <source>Utterance</source>
        <translation>Enunciado</translation>
    </message>
</context>
<context>
    <name>UtterancePlots</name>
    <message>
        <source>Sound</source>
        <translation>Sonido</translation>
    </message>
    <message>
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>What the network saw</source>
        <translation>Lo que vio la red</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>puntuación z</translation>
    </message>
</context>
<context>
    <name>WindowPage</name>
    <message>
        <source>Looks</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light, dark or high contrast.</source>
        <translation>Claro, oscuro o de alto contraste.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Idioma de la ventana</translation>
    </message>
    <message>
        <source>Holds from the next start on. Digits are recognized in English.</source>
        <translation>Vale desde el próximo inicio. Las cifras se reconocen en inglés.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Always on top of other windows</source>
        <translation>Siempre encima de otras ventanas</translation>
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
        <translation>segundos</translation>
    </message>
</context>
<context>
    <name>typing</name>
    <message>
        <source>Wayland lets no program type into another: use the clipboard.</source>
        <translation>Wayland no deja que un programa teclee en otro: use el portapapeles.</translation>
    </message>
    <message>
        <source>The library libXtst is missing: install it, or use the clipboard.</source>
        <translation>Falta la biblioteca libXtst: instálela o use el portapapeles.</translation>
    </message>
    <message>
        <source>Not on this system yet: use the clipboard.</source>
        <translation>Aún no en este sistema: use el portapapeles.</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>zero</source>
        <translation>cero</translation>
    </message>
    <message>
        <source>one</source>
        <translation>uno</translation>
    </message>
    <message>
        <source>two</source>
        <translation>dos</translation>
    </message>
    <message>
        <source>three</source>
        <translation>tres</translation>
    </message>
    <message>
        <source>four</source>
        <translation>cuatro</translation>
    </message>
    <message>
        <source>five</source>
        <translation>cinco</translation>
    </message>
    <message>
        <source>six</source>
        <translation>seis</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>siete</translation>
    </message>
    <message>
        <source>eight</source>
        <translation>ocho</translation>
    </message>
    <message>
        <source>nine</source>
        <translation>nueve</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Hearing speech</source>
        <translation>Oye voz</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escuchando</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminado</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>Reconectando…</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>No escucha</translation>
    </message>
    <message>
        <source>The microphone is gone</source>
        <translation>El micrófono ya no está</translation>
    </message>
    <message>
        <source>The sound library is missing</source>
        <translation>Falta la biblioteca de sonido</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>No hay micrófono</translation>
    </message>
    <message>
        <source>The microphone is in use</source>
        <translation>El micrófono está en uso</translation>
    </message>
    <message>
        <source>The microphone cannot be used</source>
        <translation>El micrófono no se puede usar</translation>
    </message>
    <message>
        <source>The microphone is silent</source>
        <translation>El micrófono está en silencio</translation>
    </message>
    <message>
        <source>The sound stopped</source>
        <translation>El sonido se detuvo</translation>
    </message>
    <message>
        <source>Plug it in again; listening goes on by itself as soon as it is back.</source>
        <translation>Conéctelo de nuevo; la escucha sigue sola en cuanto vuelva.</translation>
    </message>
    <message>
        <source>Plug one in and choose it, or see the system&apos;s sound settings.</source>
        <translation>Conecte uno y elíjalo, o mire los ajustes de sonido del sistema.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or choose another microphone.</source>
        <translation>Cierre el programa que lo usa, o elija otro micrófono.</translation>
    </message>
    <message>
        <source>Not even noise comes from it: it is muted or not allowed.</source>
        <translation>No llega ni ruido: está silenciado o no permitido.</translation>
    </message>
    <message>
        <source>Allow it under Settings &gt; Privacy &amp; security &gt; Microphone.</source>
        <translation>Permítalo en Configuración &gt; Privacidad y seguridad &gt; Micrófono.</translation>
    </message>
    <message>
        <source>Allow it under System Settings &gt; Privacy &amp; Security &gt; Microphone.</source>
        <translation>Permítalo en Ajustes del Sistema &gt; Privacidad y seguridad &gt; Micrófono.</translation>
    </message>
    <message>
        <source>Unmute it in the system&apos;s sound settings, and look for a mute key.</source>
        <translation>Actívelo en los ajustes de sonido del sistema y busque una tecla de silencio.</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silencio</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>Muy corto</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Muy largo</translation>
    </message>
    <message>
        <source>Too quiet</source>
        <translation>Muy bajo</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Sin certeza</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>No es cifra</translation>
    </message>
    <message>
        <source>{first} or {second}?</source>
        <translation>¿{first} o {second}?</translation>
    </message>
    <message>
        <source>say the whole word</source>
        <translation>diga la palabra entera</translation>
    </message>
    <message>
        <source>pause between digits</source>
        <translation>pausa entre cifras</translation>
    </message>
    <message>
        <source>come nearer, or raise the gain</source>
        <translation>acérquese, o suba la ganancia</translation>
    </message>
    <message>
        <source>it sounds like another word</source>
        <translation>suena a otra palabra</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold: about 3 in 100 digits are rejected, and about 1 in 100 other words is accepted as a digit.</source>
        <translation>El umbral del modelo: se rechazan unas 3 de cada 100 cifras, y aproximadamente 1 de cada 100 otras palabras se acepta como cifra.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: hardly a digit is refused, more are mistaken.</source>
        <translation>Se muestra desde {percent}: casi ninguna se rechaza, más se confunden.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: doubtful digits are refused, to be said again.</source>
        <translation>Se muestra desde {percent}: las dudosas se rechazan, para repetirlas.</translation>
    </message>
    <message>
        <source>Shown from {percent} on: only clear digits pass, others must be repeated.</source>
        <translation>Se muestra desde {percent}: solo pasan las claras, las demás se repiten.</translation>
    </message>
    <message>
        <source>Taken.</source>
        <translation>Tomada.</translation>
    </message>
    <message>
        <source>Taken, and the one before it.</source>
        <translation>Tomada, y también la anterior.</translation>
    </message>
    <message>
        <source>Once more, please: {reason}.</source>
        <translation>Otra vez, por favor: {reason}.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;. Say &quot;{wanted}&quot; again.</source>
        <translation>Eso sonó a «{heard}». Diga otra vez «{wanted}».</translation>
    </message>
</context>
</TS>
