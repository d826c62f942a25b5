<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Spoken Digits</source>
        <translation>Acerca de Spoken Digits</translation>
    </message>
    <message>
        <source>Spoken Digits {version}</source>
        <translation>Spoken Digits {version}</translation>
    </message>
    <message>
        <source>Say a digit or a number and it appears at once. Everything happens on this computer: nothing is sent, and audio is saved only if you ask for it.</source>
        <translation>Diga una cifra o un número y aparecerá al instante. Todo ocurre en este ordenador: no se envía nada, y el audio solo se guarda si usted lo pide.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>MIT licence. Built with Qt {qt} and PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr and libsndfile (LGPL-2.1), NumPy (BSD).</source>
        <translation>Licencia MIT. Creado con Qt {qt} y PySide6 (LGPL-3.0), pyqtgraph (MIT), LiteRT (Apache-2.0), WebRTC VAD (BSD), PortAudio (MIT), soxr y libsndfile (LGPL-2.1), NumPy (BSD).</translation>
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
        <source>Open…</source>
        <translation>Abrir…</translation>
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
        <source>Mel scale</source>
        <translation>Escala mel</translation>
    </message>
    <message>
        <source>Use a perceptual frequency scale</source>
        <translation>Usar una escala de frecuencia perceptual</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Escala lineal</translation>
    </message>
    <message>
        <source>Use an evenly spaced frequency scale</source>
        <translation>Usar una escala de frecuencia uniforme</translation>
    </message>
    <message>
        <source>Mini mode</source>
        <translation>Modo mini</translation>
    </message>
    <message>
        <source>Always on top</source>
        <translation>Siempre encima</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Pausar o reanudar la escucha</translation>
    </message>
    <message>
        <source>Recognize a recording. You can also drop files onto the window</source>
        <translation>Reconocer una grabación. También puede arrastrar archivos a la ventana</translation>
    </message>
    <message>
        <source>Listen only while you hold Space, T or the button</source>
        <translation>Escuchar solo mientras mantiene pulsados Espacio, T o el botón</translation>
    </message>
    <message>
        <source>Copy all numbers, one a line</source>
        <translation>Copiar todos los números, uno por línea</translation>
    </message>
    <message>
        <source>Copy last number</source>
        <translation>Copiar el último número</translation>
    </message>
    <message>
        <source>Copy the number that was said last</source>
        <translation>Copiar el último número dicho</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Deshacer el último cambio</translation>
    </message>
    <message>
        <source>Show all utterances</source>
        <translation>Mostrar todos los enunciados</translation>
    </message>
    <message>
        <source>Show only the digit, in a small window</source>
        <translation>Mostrar solo la cifra, en una ventana pequeña</translation>
    </message>
    <message>
        <source>Keep the window above others</source>
        <translation>Mantener la ventana por encima de las demás</translation>
    </message>
    <message>
        <source>Fill the screen. Escape leaves it</source>
        <translation>Ocupar toda la pantalla. Escape la deja</translation>
    </message>
    <message>
        <source>Microphone, recognition, appearance</source>
        <translation>Micrófono, reconocimiento, apariencia</translation>
    </message>
    <message>
        <source>Keyboard shortcuts and licences</source>
        <translation>Atajos de teclado y licencias</translation>
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
    <name>AskingPage</name>
    <message>
        <source>Say</source>
        <translation>Diga</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Grabado</translation>
    </message>
    <message>
        <source>Say the last one again</source>
        <translation>Repetir la última</translation>
    </message>
    <message>
        <source>Take back the last recording (Backspace)</source>
        <translation>Deshacer la última grabación (Retroceso)</translation>
    </message>
    <message>
        <source>Keep it anyway</source>
        <translation>Conservar de todos modos</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Parar por ahora</translation>
    </message>
    <message>
        <source>{done} of {total} recorded</source>
        <translation>{done} de {total} grabadas</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Aprendiendo…</translation>
    </message>
    <message>
        <source>Listening is paused. Stop, and press Listen.</source>
        <translation>La escucha está en pausa. Pare y pulse «Escuchar».</translation>
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
        <source>All commands and keyboard shortcuts (Alt+M)</source>
        <translation>Todos los comandos y atajos de teclado (Alt+M)</translation>
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
        <source>Recording: {name}</source>
        <translation>Grabación: {name}</translation>
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
        <source>Recognized digits appear here</source>
        <translation>Aquí aparecen las cifras reconocidas</translation>
    </message>
</context>
<context>
    <name>DigitPanel</name>
    <message>
        <source>Last digit</source>
        <translation>Última cifra</translation>
    </message>
    <message>
        <source>Hold Space to talk</source>
        <translation>Mantenga Espacio para hablar</translation>
    </message>
    <message>
        <source>and say a digit or a number</source>
        <translation>y diga un dígito o un número</translation>
    </message>
    <message>
        <source>Learning your voice</source>
        <translation>Aprende su voz</translation>
    </message>
    <message>
        <source>see the dialog</source>
        <translation>vea el diálogo</translation>
    </message>
    <message>
        <source>Waiting for sound</source>
        <translation>Esperando sonido</translation>
    </message>
    <message>
        <source>see the notification above</source>
        <translation>vea la notificación de arriba</translation>
    </message>
    <message>
        <source>No recognition</source>
        <translation>Sin reconocimiento</translation>
    </message>
    <message>
        <source>{percent} confidence</source>
        <translation>confianza: {percent}</translation>
    </message>
    <message>
        <source>provisional, {percent}</source>
        <translation>provisional, {percent}</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>corregido por usted</translation>
    </message>
    <message>
        <source>Time from the end of the word to the digit on the screen.
From the detected end of speech to the result: {total:.1f} ms
(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})</source>
        <translation>Tiempo desde el final de la palabra hasta la cifra en pantalla.
Desde el final de voz detectado hasta el resultado: {total:.1f} ms
(espectrograma {spectrogram:.1f}, red {network:.1f}, decisión {decision:.1f})</translation>
    </message>
    <message>
        <source>Still listening…</source>
        <translation>Sigue escuchando…</translation>
    </message>
    <message>
        <source>last digit, {percent} confidence</source>
        <translation>última cifra, confianza: {percent}</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>mostrado tras {n} ms</translation>
    </message>
    <message>
        <source>confirmed after {n} ms</source>
        <translation>confirmado tras {n} ms</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop recordings here</source>
        <translation>Suelte aquí las grabaciones</translation>
    </message>
</context>
<context>
    <name>EnrolmentDialog</name>
    <message>
        <source>Teach your voice</source>
        <translation>Enseñar su voz</translation>
    </message>
</context>
<context>
    <name>FileProgress</name>
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
        <translation>Confianza</translation>
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
        <source>Digits</source>
        <translation>Cifras</translation>
    </message>
    <message>
        <source>Start and end in the number</source>
        <translation>Principio y final dentro del número</translation>
    </message>
    <message>
        <source>The least confidence of its digits</source>
        <translation>La confianza más baja de sus cifras</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>retirado</translation>
    </message>
    <message>
        <source>corrected, was: {result}</source>
        <translation>corregido, antes: {result}</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>%n cifra</numerusform>
            <numerusform>%n cifras</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>All utterances</source>
        <translation>Todos los enunciados</translation>
    </message>
    <message>
        <source>No utterances yet. Say a digit, and it appears here.</source>
        <translation>Aún no hay enunciados. Diga una cifra y aparecerá aquí.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Could not write {path}: {reason}</source>
        <translation>No se pudo escribir {path}: {reason}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Bring back what was cleared, until this window is closed</source>
        <translation>Recuperar lo borrado, hasta que se cierre esta ventana</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) written to {path}</source>
        <translation>
            <numerusform>%n número escrito en {path}</numerusform>
            <numerusform>%n números escritos en {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n enunciado escrito en {path}</numerusform>
            <numerusform>%n enunciados escritos en {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) removed</source>
        <translation>
            <numerusform>%n enunciado eliminado</numerusform>
            <numerusform>%n enunciados eliminados</numerusform>
        </translation>
    </message>
    <message>
        <source>Table of numbers (*.csv)</source>
        <translation>Tabla de números (*.csv)</translation>
    </message>
    <message>
        <source>Table of all utterances (*.csv)</source>
        <translation>Tabla de todos los enunciados (*.csv)</translation>
    </message>
    <message>
        <source>All utterances as JSON (*.json)</source>
        <translation>Todos los enunciados en JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Exportar el historial</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; already exists. Replace it?</source>
        <translation>«{name}» ya existe. ¿Reemplazarlo?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
</context>
<context>
    <name>InUse</name>
    <message>
        <source>Typing into other programs</source>
        <translation>Escribe en otros programas</translation>
    </message>
    <message>
        <source>Copying to the clipboard</source>
        <translation>Copia al portapapeles</translation>
    </message>
    <message>
        <source>Not typing: this program has the focus</source>
        <translation>No escribe: este programa tiene el foco</translation>
    </message>
    <message>
        <source>Click to keep numbers in this window</source>
        <translation>Haga clic para que los números se queden en esta ventana</translation>
    </message>
    <message>
        <source>Voice: {name}</source>
        <translation>Voz: {name}</translation>
    </message>
    <message>
        <source>Click to use no profile</source>
        <translation>Haga clic para no usar ningún perfil</translation>
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
        <source>Level in dBFS. Bar: RMS, line: peak, arrow: noise floor</source>
        <translation>Nivel en dBFS. Barra: RMS, línea: pico, flecha: ruido de fondo</translation>
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
        <translation>Otro programa usa {keys}. Elija otras teclas.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
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
        <source>Hold this button, Space or T while you speak</source>
        <translation>Mantenga pulsados este botón, Espacio o T mientras habla</translation>
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
        <source>Gain</source>
        <translation>Ganancia</translation>
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
        <source>Default microphone</source>
        <translation>Micrófono predeterminado</translation>
    </message>
    <message>
        <source>Test: record 3 seconds and play them back</source>
        <translation>Prueba: grabar 3 segundos y reproducirlos</translation>
    </message>
    <message>
        <source>Raise the gain if the level stays below −30 dBFS while you speak. Lower it if CLIP lights up.</source>
        <translation>Suba la ganancia si el nivel queda por debajo de −30 dBFS mientras habla. Bájela si se enciende CLIP.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escucha</translation>
    </message>
    <message>
        <source>Digits count only while you hold Space, T or the button in the window.</source>
        <translation>Las cifras solo cuentan mientras mantiene pulsados Espacio, T o el botón de la ventana.</translation>
    </message>
    <message>
        <source>No microphone found. Connect one and open this page again.</source>
        <translation>No se ha encontrado ningún micrófono. Conecte uno y vuelva a abrir esta página.</translation>
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
        <source>Close this notification</source>
        <translation>Cerrar esta notificación</translation>
    </message>
</context>
<context>
    <name>NotificationBar</name>
    <message>
        <source>Notifications</source>
        <translation>Notificaciones</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Listening to {name}</source>
        <translation>Micrófono en uso: {name}</translation>
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
        <source>Details are in {path}</source>
        <translation>Los detalles están en {path}</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Copiar el registro</translation>
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
        <source>The default microphone delivers no sound, so another one is used.</source>
        <translation>El micrófono predeterminado no da sonido, así que se usa otro.</translation>
    </message>
    <message>
        <source>{name} cannot be read</source>
        <translation>No se puede leer {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {count} recordings</source>
        <translation>
            <numerusform>%n dígito en {count} grabaciones</numerusform>
            <numerusform>%n dígitos en {count} grabaciones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) could not be read:</source>
        <translation>
            <numerusform>No se pudo leer %n grabación:</numerusform>
            <numerusform>No se pudieron leer %n grabaciones:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>The computer is too busy, so digits may be missing. Close programs that keep it busy.</source>
        <translation>El ordenador está sobrecargado, por lo que pueden faltar cifras. Cierre los programas que lo sobrecargan.</translation>
    </message>
    <message>
        <source>Sound was lost</source>
        <translation>Se ha perdido sonido</translation>
    </message>
    <message>
        <source>Listening to the microphone again.</source>
        <translation>Se vuelve a escuchar el micrófono.</translation>
    </message>
    <message>
        <source>Digits in {language} cannot be recognized</source>
        <translation>No se pueden reconocer cifras en {language}</translation>
    </message>
    <message>
        <source>Digits are recognized in English</source>
        <translation>Las cifras se reconocen en inglés</translation>
    </message>
    <message>
        <source>The model for {language} is not installed.</source>
        <translation>El modelo para {language} no está instalado.</translation>
    </message>
    <message>
        <source>Part of the program failed. The rest continues to run.</source>
        <translation>Ha fallado una parte del programa. El resto sigue funcionando.</translation>
    </message>
    <message>
        <source>The settings were not saved</source>
        <translation>No se han guardado los ajustes</translation>
    </message>
    <message>
        <source>Some settings were reset</source>
        <translation>Se han restablecido algunos ajustes</translation>
    </message>
    <message>
        <source>The settings cannot be read</source>
        <translation>No se pueden leer los ajustes</translation>
    </message>
    <message>
        <source>The settings were reset</source>
        <translation>Se han restablecido los ajustes</translation>
    </message>
    <message>
        <source>Welcome. Say a digit, and it appears at once.</source>
        <translation>Bienvenido. Diga una cifra y aparecerá al instante.</translation>
    </message>
    <message>
        <source>The history lists them with their times in the recording.</source>
        <translation>El historial las muestra con su tiempo en la grabación.</translation>
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
        <source>The history is full</source>
        <translation>El historial está lleno</translation>
    </message>
    <message>
        <source>It keeps {count} utterances. From now on the oldest numbers are removed from it, and exports no longer have them. Export the history, then clear it.</source>
        <translation>Conserva {count} enunciados. A partir de ahora se eliminan los números más antiguos, que tampoco aparecerán al exportar. Exporte el historial y después bórrelo.</translation>
    </message>
    <message>
        <source>{number}: perhaps not complete</source>
        <translation>{number}: quizá incompleto</translation>
    </message>
    <message>
        <source>{number}: not typed into the other program</source>
        <translation>{number}: no se ha escrito en el otro programa</translation>
    </message>
    <message>
        <source>{number}: not taken back</source>
        <translation>{number}: no se ha retirado</translation>
    </message>
    <message>
        <source>{number}: not copied</source>
        <translation>{number}: no se ha copiado</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>Copiarlo</translation>
    </message>
    <message>
        <source>Nothing was taken back</source>
        <translation>No se ha retirado nada</translation>
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
        <source>Spoken Digits listens to your microphone on this computer. Nothing is sent, and audio is saved only if you ask for it. It can also type numbers into other programs.</source>
        <translation>Spoken Digits escucha su micrófono en este ordenador. No se envía nada, y el audio solo se guarda si usted lo pide. También puede escribir números en otros programas.</translation>
    </message>
    <message>
        <source>Type into other programs…</source>
        <translation>Escribir en otros programas…</translation>
    </message>
    <message>
        <source>The utterance cannot be played</source>
        <translation>No se puede reproducir el enunciado</translation>
    </message>
    <message>
        <source>Audio cannot be saved</source>
        <translation>No se puede guardar el audio</translation>
    </message>
    <message>
        <source>A shortcut for all programs does not work</source>
        <translation>Un atajo para todos los programas no funciona</translation>
    </message>
    <message>
        <source>{number}: not sure</source>
        <translation>{number}: dudoso</translation>
    </message>
    <message>
        <source>They were not sure or not complete, and other numbers followed.</source>
        <translation>Eran dudosos o incompletos y siguieron otros números.</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>A number was not typed into the other program</source>
        <translation>Un número no se escribió en el otro programa</translation>
    </message>
</context>
<context>
    <name>NumberCard</name>
    <message>
        <source>Open the number with the right arrow key to see, hear or correct its digits.</source>
        <translation>Abra el número con la flecha derecha para ver, oír o corregir sus cifras.</translation>
    </message>
    <message>
        <source>Play this number again (R)</source>
        <translation>Reproducir este número otra vez (R)</translation>
    </message>
    <message>
        <source>corrected by you, recognized: {digits}</source>
        <translation>corregido por usted; reconocido: {digits}</translation>
    </message>
    <message>
        <source>{percent} confidence in the least certain digit</source>
        <translation>{percent} de confianza en la cifra menos segura</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms de duración</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>corregido por usted</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>Saving audio</source>
        <translation>Guardar audio</translation>
    </message>
    <message>
        <source>Audio is saved only if you choose a folder. Each utterance is then saved there as a WAV file, named by its time and digit.</source>
        <translation>El audio solo se guarda si elige una carpeta. Cada enunciado se guarda entonces en ella como archivo WAV, con su hora y su cifra en el nombre.</translation>
    </message>
    <message>
        <source>Do not save audio</source>
        <translation>No guardar audio</translation>
    </message>
    <message>
        <source>Write recognized digits to the log</source>
        <translation>Escribir las cifras reconocidas en el registro</translation>
    </message>
    <message>
        <source>Helpful when you report a problem. The log stays on this computer and never contains audio.</source>
        <translation>Útil para informar de un problema. El registro se queda en este ordenador y nunca contiene audio.</translation>
    </message>
    <message>
        <source>Folder for audio files</source>
        <translation>Carpeta para los archivos de audio</translation>
    </message>
    <message>
        <source>Audio is not saved.</source>
        <translation>El audio no se guarda.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Elegir una carpeta…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Saved in: {folder}</source>
        <translation>Se guarda en: {folder}</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>What was typed</source>
        <translation>Lo que se escribió</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
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
        <translation>No se permitieron los atajos.</translation>
    </message>
    <message>
        <source>This desktop has no global shortcuts for programs.</source>
        <translation>Este escritorio no tiene atajos globales para programas.</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Hold to talk</source>
        <translation>Mantener para hablar</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Pausar o reanudar la escucha</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Retirar el último número</translation>
    </message>
    <message>
        <source>Type the number that is not sure</source>
        <translation>Escribir el número dudoso</translation>
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
        <source>Export the profile</source>
        <translation>Exportar el perfil</translation>
    </message>
    <message>
        <source>The profile was not exported</source>
        <translation>No se ha exportado el perfil</translation>
    </message>
    <message>
        <source>Delete the profile &quot;{name}&quot;? This cannot be undone.</source>
        <translation>¿Eliminar el perfil «{name}»? Esto no se puede deshacer.</translation>
    </message>
    <message>
        <source>Delete the profile</source>
        <translation>Eliminar el perfil</translation>
    </message>
    <message>
        <source>Teach your voice…</source>
        <translation>Enseñar su voz…</translation>
    </message>
    <message>
        <source>Teach the program how you say the digits</source>
        <translation>Enseñar al programa cómo dice usted las cifras</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Voz</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>The profile was not changed</source>
        <translation>El perfil no se ha cambiado</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is not in use</source>
        <translation>«{name}» no está en uso</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Import a profile</source>
        <translation>Importar un perfil</translation>
    </message>
    <message>
        <source>The profile was not imported</source>
        <translation>El perfil no se importó</translation>
    </message>
    <message>
        <source>Rename the profile</source>
        <translation>Renombrar el perfil</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Nombre nuevo:</translation>
    </message>
    <message>
        <source>The profile was not renamed</source>
        <translation>El perfil no se renombró</translation>
    </message>
    <message>
        <source>The profile was not deleted</source>
        <translation>No se ha eliminado el perfil</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>No profile</source>
        <translation>Sin perfil</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>no se puede leer</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>incompleto</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Sensitivity: what counts as speech</source>
        <translation>Sensibilidad: qué cuenta como voz</translation>
    </message>
    <message>
        <source>Noisy room</source>
        <translation>Entorno ruidoso</translation>
    </message>
    <message>
        <source>Ignores background voices and noise. Speak loudly.</source>
        <translation>Ignora las voces y el ruido de fondo. Hable alto.</translation>
    </message>
    <message>
        <source>For a desk in a reasonably quiet room.</source>
        <translation>Para un escritorio en una sala bastante tranquila.</translation>
    </message>
    <message>
        <source>Detects soft and distant speech, but reacts to noise more often.</source>
        <translation>Detecta el habla suave y lejana, pero reacciona más a menudo al ruido.</translation>
    </message>
    <message>
        <source>Numbers: when a number ends</source>
        <translation>Números: cuándo termina un número</translation>
    </message>
    <message>
        <source>After a pause of</source>
        <translation>Tras una pausa de</translation>
    </message>
    <message>
        <source>A longer pause leaves more time to think inside a number. A shorter one types it sooner.</source>
        <translation>Una pausa más larga deja más tiempo para pensar dentro de un número. Con una más corta se escribe antes.</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Mínimo</translation>
    </message>
    <message>
        <source>None: each phrase is a number</source>
        <translation>Ninguna: cada frase es un número</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>Use the model&apos;s threshold</source>
        <translation>Usar el umbral del modelo</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Digits are spoken in</source>
        <translation>Las cifras se dicen en</translation>
    </message>
    <message>
        <source>Quiet voice</source>
        <translation>Voz baja</translation>
    </message>
    <message>
        <source>Confidence: when a digit is shown</source>
        <translation>Confianza: cuándo se muestra una cifra</translation>
    </message>
</context>
<context>
    <name>RecordingsDialog</name>
    <message>
        <source>Open a recording</source>
        <translation>Abrir una grabación</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.mp3);;All files (*)</source>
        <translation>Grabaciones (*.wav *.flac *.ogg *.mp3);;Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>ReplayButton</name>
    <message>
        <source>Replay</source>
        <translation>Reproducir</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>It applies to digits with a short pause between them. Several digits in one breath are recognized without it.</source>
        <translation>Se aplica a las cifras entre las que se hace una breve pausa. Varias cifras dichas sin pausas se reconocen sin él.</translation>
    </message>
    <message>
        <source>Say these digits again</source>
        <translation>Repetir estas cifras</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>Usarlo de todos modos</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>Digits may be missing</source>
        <translation>Pueden faltar cifras</translation>
    </message>
    <message>
        <source>It is longer than {length}, the limit of this server. Open a part of it.</source>
        <translation>Dura más de {length}, el límite de este servidor. Abra solo una parte.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Recognize a recording. You can also drop files here</source>
        <translation>Reconocer una grabación. También puede soltar archivos aquí</translation>
    </message>
    <message>
        <source>Sound is recognized on this server and not stored.</source>
        <translation>El sonido se reconoce en este servidor y no se guarda.</translation>
    </message>
    <message>
        <source>The browser gives the microphone only to pages with HTTPS. Open this page over HTTPS, or on the computer that serves it. Recordings work anyway.</source>
        <translation>El navegador solo permite usar el micrófono en páginas con HTTPS. Abra esta página por HTTPS o en el ordenador que la ofrece. Las grabaciones funcionan de todos modos.</translation>
    </message>
    <message>
        <source>The browser denied access to the microphone. Allow it next to the address, and press Listen again.</source>
        <translation>El navegador ha denegado el acceso al micrófono. Permítalo junto a la dirección y vuelva a pulsar Escuchar.</translation>
    </message>
    <message>
        <source>This browser cannot record sound. Use a newer one, or open a recording.</source>
        <translation>Este navegador no puede grabar sonido. Use uno más reciente o abra una grabación.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Press Listen to connect again.</source>
        <translation>Se ha perdido la conexión con el servidor. Pulse Escuchar para conectar de nuevo.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Connecting again…</source>
        <translation>Se ha perdido la conexión con el servidor. Conectando de nuevo…</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check that it runs, and that this device is in its network.</source>
        <translation>No se puede acceder al servidor. Compruebe que está en marcha y que este dispositivo está en su red.</translation>
    </message>
    <message>
        <source>Listening. The connection is slow, so digits come late</source>
        <translation>Escuchando. La conexión es lenta: las cifras llegan tarde</translation>
    </message>
    <message>
        <source>The microphone delivers no sound at all. Check that it is not muted.</source>
        <translation>El micrófono no recoge ningún sonido. Compruebe que no está silenciado.</translation>
    </message>
    <message>
        <source>Press Listen and speak</source>
        <translation>Pulse Escuchar y hable</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Install the certificate of this server</source>
        <translation>Instalar el certificado de este servidor</translation>
    </message>
    <message>
        <source>The server is busy. Try again in a moment.</source>
        <translation>El servidor está ocupado. Inténtelo de nuevo en un momento.</translation>
    </message>
    <message>
        <source>The live connection was refused. A proxy in front of the server must let WebSockets through. Recordings work anyway.</source>
        <translation>Se ha rechazado la conexión en directo. Si hay un proxy delante del servidor, debe dejar pasar los WebSockets. Las grabaciones funcionan de todos modos.</translation>
    </message>
    <message>
        <source>The live connection was refused. If this stays so, install the certificate of this server (end of the page).</source>
        <translation>Se ha rechazado la conexión en directo. Si sigue ocurriendo, instale el certificado de este servidor (al final de la página).</translation>
    </message>
    <message>
        <source>The microphone cannot be used: {reason}</source>
        <translation>No se puede usar el micrófono: {reason}</translation>
    </message>
    <message>
        <source>The microphone cannot be used: another program may be using it, or the system does not allow it ({reason}).</source>
        <translation>No se puede usar el micrófono: puede que otro programa lo esté usando o que el sistema no lo permita ({reason}).</translation>
    </message>
    <message>
        <source>Recognizing {name}…</source>
        <translation>Reconociendo {name}…</translation>
    </message>
    <message>
        <source>No digit found</source>
        <translation>No se ha encontrado ninguna cifra</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Exportar como CSV</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>Exportar como JSON</translation>
    </message>
    <message>
        <source>This server asks for a token</source>
        <translation>Este servidor pide un token</translation>
    </message>
    <message>
        <source>That token is not right. Try again.</source>
        <translation>Ese token no es correcto. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Keys: L listens or pauses, O opens a recording, C copies the digits.</source>
        <translation>Teclas: L escucha o pausa, O abre una grabación, C copia las cifras.</translation>
    </message>
    <message>
        <source>For programs: the API</source>
        <translation>Para programas: la API</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Settings pages</source>
        <translation>Páginas de ajustes</translation>
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
        <source>Voice</source>
        <translation>Voz</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Espectrograma</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>Escritura</translation>
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
    <name>ShortcutFields</name>
    <message>
        <source>{keys} would no longer work in other programs. Choose a function key, or add Ctrl or Alt.</source>
        <translation>{keys} dejaría de funcionar en otros programas. Elija una tecla de función o añada Ctrl o Alt.</translation>
    </message>
    <message>
        <source>{keys} is used already: {label}.</source>
        <translation>{keys} ya se usa: {label}.</translation>
    </message>
</context>
<context>
    <name>SpectrogramPage</name>
    <message>
        <source>Frequencies</source>
        <translation>Frecuencias</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>Escala mel</translation>
    </message>
    <message>
        <source>Spaced as the ear perceives them, and as the model uses them.</source>
        <translation>Espaciadas como las percibe el oído y como las usa el modelo.</translation>
    </message>
    <message>
        <source>Linear scale</source>
        <translation>Escala lineal</translation>
    </message>
    <message>
        <source>Evenly spaced from 0 to 8 kHz.</source>
        <translation>Espaciadas por igual de 0 a 8 kHz.</translation>
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
        <source>Cividis (colour-blind safe)</source>
        <translation>Cividis (apto para daltónicos)</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Darkest level</source>
        <translation>Nivel más oscuro</translation>
    </message>
    <message>
        <source>Brightest level</source>
        <translation>Nivel más claro</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Fotogramas por segundo</translation>
    </message>
    <message>
        <source>30 frames per second</source>
        <translation>30 fotogramas por segundo</translation>
    </message>
    <message>
        <source>60 frames per second</source>
        <translation>60 fotogramas por segundo</translation>
    </message>
    <message>
        <source>Smoother, but uses twice the processor time.</source>
        <translation>Más fluido, pero usa el doble de tiempo de procesador.</translation>
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
        <translation>Espectrograma en vivo</translation>
    </message>
    <message>
        <source>Arrow keys select an utterance, Enter shows its details</source>
        <translation>Las flechas seleccionan un enunciado, Intro muestra sus detalles</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>The program asks for each digit in {language} a few times and learns how you say it. What it learns is a profile and stays on this computer. You can stop at any time and continue later.</source>
        <translation>El programa pide varias veces cada cifra ({language}) y aprende cómo la dice usted. Lo que aprende es un perfil y se queda en este equipo. Puede parar en cualquier momento y continuar más tarde.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Whose voice?</source>
        <translation>¿La voz de quién?</translation>
    </message>
    <message>
        <source>Start over: delete the recordings of this profile</source>
        <translation>Empezar de nuevo: borrar las grabaciones de este perfil</translation>
    </message>
    <message>
        <source>Times each digit</source>
        <translation>Veces cada cifra</translation>
    </message>
    <message>
        <source>Keep the sound, so that a later version can use it</source>
        <translation>Conservar el sonido para que lo use una versión posterior</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nombre:</translation>
    </message>
    <message>
        <source>Times each digit:</source>
        <translation>Veces cada cifra:</translation>
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
        <source>&quot;{name}&quot; is recorded again from the beginning.</source>
        <translation>«{name}» se graba de nuevo desde el principio.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot be read. Start over, or choose another name.</source>
        <translation>«{name}» no se puede leer. Empiece de nuevo o elija otro nombre.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has digits in {language}. Start over, or choose another name.</source>
        <translation>«{name}» tiene cifras en otro idioma ({language}). Empiece de nuevo o elija otro nombre.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is for another model. Start over, or choose another name.</source>
        <translation>«{name}» es para otro modelo. Empiece de nuevo o elija otro nombre.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has all recordings. The program only has to learn from them. If you are somebody else, choose another name.</source>
        <translation>«{name}» tiene todas las grabaciones. El programa solo tiene que aprender de ellas. Si usted es otra persona, elija otro nombre.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is complete. More recordings are added, {takes} of each digit. If you are somebody else, choose another name.</source>
        <translation>«{name}» está completo. Se añaden más grabaciones, {takes} de cada cifra. Si usted es otra persona, elija otro nombre.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings and is continued. If you are somebody else, choose another name.</source>
        <translation>«{name}» tiene {done} de {total} grabaciones y se continúa. Si usted es otra persona, elija otro nombre.</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Aprende</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>Estado: {state}</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Open the window</source>
        <translation>Abrir la ventana</translation>
    </message>
    <message>
        <source>Type into the focused program</source>
        <translation>Escribir en el programa activo</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Retirar el último número</translation>
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
        <translation>Números en otros programas</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Digits stay in this window.</source>
        <translation>Los dígitos permanecen en esta ventana.</translation>
    </message>
    <message>
        <source>Copy to the clipboard</source>
        <translation>Copiar al portapapeles</translation>
    </message>
    <message>
        <source>Type into the focused program</source>
        <translation>Escribir en el programa activo</translation>
    </message>
    <message>
        <source>Nothing is typed while this window has the focus, or while the screen is locked.</source>
        <translation>No se escribe nada mientras esta ventana esté activa o la pantalla esté bloqueada.</translation>
    </message>
    <message>
        <source>What is typed</source>
        <translation>Qué se escribe</translation>
    </message>
    <message>
        <source>The whole number, when you have said it</source>
        <translation>El número completo, cuando lo haya dicho</translation>
    </message>
    <message>
        <source>Each digit at once</source>
        <translation>Cada dígito al instante</translation>
    </message>
    <message>
        <source>Digits that a number must have</source>
        <translation>Dígitos que debe tener un número</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Cualquier cantidad</translation>
    </message>
    <message>
        <source>A number with a doubtful digit waits</source>
        <translation>Un número con un dígito dudoso espera</translation>
    </message>
    <message>
        <source>Press Return or a button to type it, or say it again.</source>
        <translation>Pulse Intro o un botón para escribirlo, o dígalo otra vez.</translation>
    </message>
    <message>
        <source>A number with a doubtful digit is not typed</source>
        <translation>Un número con un dígito dudoso no se escribe</translation>
    </message>
    <message>
        <source>In the background</source>
        <translation>En segundo plano</translation>
    </message>
    <message>
        <source>Show what was typed at the bottom of the screen</source>
        <translation>Mostrar lo escrito en la parte inferior de la pantalla</translation>
    </message>
    <message>
        <source>none, or for example 4 3 2</source>
        <translation>ninguno, o por ejemplo 4 3 2</translation>
    </message>
    <message>
        <source>Further digits belong to the last group.</source>
        <translation>Las demás cifras pertenecen al último grupo.</translation>
    </message>
    <message>
        <source>Closing the window leaves the program in the tray</source>
        <translation>Al cerrar la ventana, el programa queda en el área de notificación</translation>
    </message>
    <message>
        <source>Shortcuts that work in every program</source>
        <translation>Atajos que funcionan en todos los programas</translation>
    </message>
    <message>
        <source>Copies each number when you have said it.</source>
        <translation>Copia cada número cuando lo ha dicho.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulador</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Type after each number</source>
        <translation>Escribir después de cada número</translation>
    </message>
    <message>
        <source>A text of your own</source>
        <translation>Un texto propio</translation>
    </message>
    <message>
        <source>Text after each number</source>
        <translation>Texto después de cada número</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Numbers said one after the other are typed without a gap: 17 and 42 become 1742.</source>
        <translation>Los números dichos uno tras otro se escriben sin separación: 17 y 42 dan 1742.</translation>
    </message>
    <message>
        <source>Groups of digits</source>
        <translation>Grupos de dígitos</translation>
    </message>
    <message>
        <source>{n} is typed as {text}</source>
        <translation>{n} se escribe como {text}</translation>
    </message>
    <message>
        <source>Give the sizes, with separators: 4 3 2 or 3-3-4</source>
        <translation>Indique los tamaños con separadores: 4 3 2 o 3-3-4</translation>
    </message>
    <message>
        <source>There is no tray here: closing the window ends the program.</source>
        <translation>Aquí no hay bandeja: al cerrar la ventana termina el programa.</translation>
    </message>
    <message>
        <source>Start at login, in the tray</source>
        <translation>Iniciar al abrir la sesión, en el área de notificación</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Iniciar al entrar en la sesión</translation>
    </message>
    <message>
        <source>This could not be changed ({detail}).</source>
        <translation>No se pudo cambiar ({detail}).</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>Mantener para hablar</translation>
    </message>
    <message>
        <source>Pause or resume listening</source>
        <translation>Pausar o reanudar la escucha</translation>
    </message>
    <message>
        <source>Take back the last number</source>
        <translation>Retirar el último número</translation>
    </message>
    <message>
        <source>Hold to talk needs push to talk, on the page Microphone. On Wayland, the desktop asks which keys to use.</source>
        <translation>«Mantener para hablar» necesita «Pulsar para hablar», en la página Micrófono. En Wayland, el escritorio pregunta qué teclas usar.</translation>
    </message>
    <message>
        <source>A number that was followed by Tab or Enter cannot be taken back: use the other program&apos;s own undo.</source>
        <translation>Un número seguido de Tabulador o Intro no se puede retirar: deshágalo en el otro programa.</translation>
    </message>
</context>
<context>
    <name>UtteranceCard</name>
    <message>
        <source>Play this utterance again (R)</source>
        <translation>Reproducir otra vez este enunciado (R)</translation>
    </message>
    <message>
        <source>The audio is no longer available.</source>
        <translation>El audio ya no está disponible.</translation>
    </message>
    <message>
        <source>{word}, corrected by you</source>
        <translation>{word}, corregido por usted</translation>
    </message>
    <message>
        <source>{word}, {percent} confidence</source>
        <translation>{word}, confianza: {percent}</translation>
    </message>
    <message>
        <source>Most likely: {digits}</source>
        <translation>Más probables: {digits}</translation>
    </message>
    <message>
        <source>recognized in {n} ms</source>
        <translation>reconocido en {n} ms</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>No es una cifra</translation>
    </message>
    <message>
        <source>Correct to: not a digit (−)</source>
        <translation>Corregir: no es una cifra (−)</translation>
    </message>
    <message>
        <source>Correct to: {digit}</source>
        <translation>Corregir: {digit}</translation>
    </message>
    <message>
        <source>Correct digit:</source>
        <translation>Cifra correcta:</translation>
    </message>
    <message>
        <source>{n} ms long</source>
        <translation>{n} ms de duración</translation>
    </message>
    <message>
        <source>shown after {n} ms</source>
        <translation>mostrado tras {n} ms</translation>
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
        <source>dBFS</source>
        <translation>dBFS</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Espectrograma</translation>
    </message>
    <message>
        <source>Network input</source>
        <translation>Entrada de la red</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>puntuación z</translation>
    </message>
</context>
<context>
    <name>VoicePage</name>
    <message>
        <source>Voice: whose digits are recognized</source>
        <translation>Voz: de quién son las cifras</translation>
    </message>
    <message>
        <source>If your digits are often mistaken, teach the program your voice. What it has learned is a profile, which stays on this computer.</source>
        <translation>Si sus cifras se confunden a menudo, enseñe su voz al programa. Lo aprendido es un perfil, que se queda en este equipo.</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renombrar…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Teach your voice…</source>
        <translation>Enseñar su voz…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>{name}: in use</source>
        <translation>{name}: en uso</translation>
    </message>
</context>
<context>
    <name>WindowPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Light, dark or high contrast.</source>
        <translation>Claro, oscuro o de alto contraste.</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Igual que el sistema</translation>
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
        <source>Takes effect after a restart. The language of the digits is on the page Recognition.</source>
        <translation>Se aplica después de reiniciar. El idioma de las cifras está en la página «Reconocimiento».</translation>
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
    <name>WindowsShortcuts</name>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>Otro programa usa {keys}. Elija otras teclas.</translation>
    </message>
</context>
<context>
    <name>X11Shortcuts</name>
    <message>
        <source>Install libX11 and libXtst for global shortcuts.</source>
        <translation>Instale libX11 y libXtst para los atajos globales.</translation>
    </message>
    <message>
        <source>{keys} is used by another program. Choose other keys.</source>
        <translation>Otro programa usa {keys}. Elija otras teclas.</translation>
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
    <name>typing_texts</name>
    <message>
        <source>Taken back</source>
        <translation>Retirado</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Descartado</translation>
    </message>
    <message>
        <source>Listening stopped within the number. Type it, or say it again.</source>
        <translation>La escucha terminó en medio del número. Escríbalo o repítalo.</translation>
    </message>
    <message>
        <source>Not sure. Type it, or say it again.</source>
        <translation>Dudoso. Escríbalo o dígalo otra vez.</translation>
    </message>
    <message>
        <source>Not taken back. {reason}</source>
        <translation>No retirado. {reason}</translation>
    </message>
    <message>
        <source>Not typed. {reason}</source>
        <translation>No se ha escrito. {reason}</translation>
    </message>
    <message>
        <source>{n} digits instead of {length}, which Settings, Typing requires.</source>
        <translation>{n} dígitos en lugar de {length}, que exige Ajustes, Escritura.</translation>
    </message>
    <message>
        <source>1 digit instead of {length}, which Settings, Typing requires.</source>
        <translation>1 dígito en lugar de {length}, que exige Ajustes, Escritura.</translation>
    </message>
    <message>
        <source>A digit was not clear. Say it again.</source>
        <translation>Un dígito no estaba claro. Repita el número.</translation>
    </message>
    <message>
        <source>Listening stopped within the number. Say it again.</source>
        <translation>La escucha terminó en medio del número. Repítalo.</translation>
    </message>
    <message>
        <source>It was not sure, and another number followed.</source>
        <translation>Era dudoso y le siguió otro número.</translation>
    </message>
    <message>
        <source>It was perhaps not complete, and another number followed.</source>
        <translation>Quizá no estaba completo y le siguió otro número.</translation>
    </message>
    <message>
        <source>Only its first digits were: {digits}.</source>
        <translation>Solo se escribió el principio: {digits}.</translation>
    </message>
    <message>
        <source>It could not be typed in time.</source>
        <translation>No se pudo escribir a tiempo.</translation>
    </message>
    <message>
        <source>The screen is locked.</source>
        <translation>La pantalla está bloqueada.</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>No hay nada que retirar.</translation>
    </message>
    <message>
        <source>It was followed by Enter or Tab, so it cannot be taken back.</source>
        <translation>Le siguió Intro o Tabulador, así que no se puede retirar.</translation>
    </message>
    <message>
        <source>{name} is not installed.</source>
        <translation>{name} no está instalado.</translation>
    </message>
    <message>
        <source>The keyboard layout has no key for {key}.</source>
        <translation>La distribución del teclado no tiene tecla para {key}.</translation>
    </message>
    <message>
        <source>Release Shift, Ctrl and Alt, and try again.</source>
        <translation>Suelte Mayús, Ctrl y Alt, e inténtelo otra vez.</translation>
    </message>
    <message>
        <source>Another program holds the keyboard: a menu or a screen lock.</source>
        <translation>Otro programa retiene el teclado: un menú o un bloqueo de pantalla.</translation>
    </message>
    <message>
        <source>The window that had the focus is closed.</source>
        <translation>La ventana que estaba activa se ha cerrado.</translation>
    </message>
    <message>
        <source>No window has the focus.</source>
        <translation>Ninguna ventana está activa.</translation>
    </message>
    <message>
        <source>Typing into other programs was not allowed.</source>
        <translation>No se permitió escribir en otros programas.</translation>
    </message>
    <message>
        <source>The permission to type has been taken away.</source>
        <translation>Se retiró el permiso para escribir.</translation>
    </message>
    <message>
        <source>Click into the program that is to get it.</source>
        <translation>Haga clic en el programa que debe recibirlo.</translation>
    </message>
    <message>
        <source>This desktop does not let programs type.</source>
        <translation>Este escritorio no permite que los programas escriban.</translation>
    </message>
    <message>
        <source>The screen does not respond.</source>
        <translation>La pantalla no responde.</translation>
    </message>
    <message>
        <source>There is no permission to type.</source>
        <translation>No hay permiso para escribir.</translation>
    </message>
    <message>
        <source>Typing has failed.</source>
        <translation>No se pudo escribir.</translation>
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
        <translation>Voz detectada</translation>
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
        <source>The microphone was disconnected</source>
        <translation>El micrófono se ha desconectado</translation>
    </message>
    <message>
        <source>The audio library is missing</source>
        <translation>Falta la biblioteca de audio</translation>
    </message>
    <message>
        <source>Audio input has stopped</source>
        <translation>La entrada de audio se ha detenido</translation>
    </message>
    <message>
        <source>Select another one, or connect it again.</source>
        <translation>Elija otro o vuelva a conectarlo.</translation>
    </message>
    <message>
        <source>The microphone was disconnected.</source>
        <translation>El micrófono se ha desconectado.</translation>
    </message>
    <message>
        <source>Connect it again. Listening resumes automatically.</source>
        <translation>Conéctelo de nuevo. La escucha se reanuda automáticamente.</translation>
    </message>
    <message>
        <source>The sound system does not respond.</source>
        <translation>El sistema de sonido no responde.</translation>
    </message>
    <message>
        <source>Wait, or restart the computer.</source>
        <translation>Espere o reinicie el ordenador.</translation>
    </message>
    <message>
        <source>The PortAudio library is missing.</source>
        <translation>Falta la biblioteca PortAudio.</translation>
    </message>
    <message>
        <source>The Python package sounddevice cannot be loaded ({detail}).</source>
        <translation>No se puede cargar el paquete de Python sounddevice ({detail}).</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Vuelva a instalar el programa.</translation>
    </message>
    <message>
        <source>The variable ALSA_CONFIG_PATH names a missing file ({detail}).</source>
        <translation>La variable ALSA_CONFIG_PATH indica un archivo que no existe ({detail}).</translation>
    </message>
    <message>
        <source>Unset it and start the program again.</source>
        <translation>Elimínela y vuelva a iniciar el programa.</translation>
    </message>
    <message>
        <source>The sound system does not start ({detail}).</source>
        <translation>El sistema de sonido no se inicia ({detail}).</translation>
    </message>
    <message>
        <source>Check the files ~/.asoundrc and /etc/asound.conf.</source>
        <translation>Compruebe los archivos ~/.asoundrc y /etc/asound.conf.</translation>
    </message>
    <message>
        <source>No microphone found.</source>
        <translation>No se ha encontrado ningún micrófono.</translation>
    </message>
    <message>
        <source>Connect one and select it, or check the system&apos;s sound settings.</source>
        <translation>Conecte uno y selecciónelo, o revise los ajustes de sonido del sistema.</translation>
    </message>
    <message>
        <source>There is no microphone &quot;{detail}&quot;.</source>
        <translation>No hay ningún micrófono «{detail}».</translation>
    </message>
    <message>
        <source>Connect it, or select another one.</source>
        <translation>Conéctelo o elija otro.</translation>
    </message>
    <message>
        <source>The device does not respond.</source>
        <translation>El dispositivo no responde.</translation>
    </message>
    <message>
        <source>The device is in use by another program.</source>
        <translation>Otro programa está usando el dispositivo.</translation>
    </message>
    <message>
        <source>Close the program that uses it, or select another microphone.</source>
        <translation>Cierre el programa que lo usa, o seleccione otro micrófono.</translation>
    </message>
    <message>
        <source>The device offers no usable format ({detail}).</source>
        <translation>El dispositivo no ofrece ningún formato utilizable ({detail}).</translation>
    </message>
    <message>
        <source>The device cannot be opened ({detail}).</source>
        <translation>No se puede abrir el dispositivo ({detail}).</translation>
    </message>
    <message>
        <source>The microphone is silent.</source>
        <translation>El micrófono está en silencio.</translation>
    </message>
    <message>
        <source>No loudspeaker found.</source>
        <translation>No se ha encontrado ningún altavoz.</translation>
    </message>
    <message>
        <source>Connect one, or check the system&apos;s sound settings.</source>
        <translation>Conecte uno o compruebe los ajustes de sonido del sistema.</translation>
    </message>
    <message>
        <source>Internal error ({detail}).</source>
        <translation>Error interno ({detail}).</translation>
    </message>
    <message>
        <source>Install it (brew install portaudio) and start the program again.</source>
        <translation>Instálela (brew install portaudio) y vuelva a iniciar el programa.</translation>
    </message>
    <message>
        <source>Install it (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install portaudio; Arch: sudo pacman -S portaudio) and start the program again.</source>
        <translation>Instálela (Debian, Ubuntu: sudo apt install libportaudio2; Fedora: sudo dnf install portaudio; Arch: sudo pacman -S portaudio) y vuelva a iniciar el programa.</translation>
    </message>
    <message>
        <source>It delivers no sound at all. It is muted or access is denied.</source>
        <translation>No da ningún sonido. Está silenciado o no se permite el acceso.</translation>
    </message>
    <message>
        <source>Unmute it in the system&apos;s sound settings, or with a mute key.</source>
        <translation>Active el sonido en los ajustes de sonido del sistema o con una tecla de silencio.</translation>
    </message>
    <message>
        <source>Several digits</source>
        <translation>Varias cifras</translation>
    </message>
    <message>
        <source>pause between numbers</source>
        <translation>haga pausas entre números</translation>
    </message>
    <message>
        <source>move closer, or raise the gain</source>
        <translation>acérquese, o suba la ganancia</translation>
    </message>
    <message>
        <source>sounds like another word</source>
        <translation>suena a otra palabra</translation>
    </message>
    <message>
        <source>Recorded.</source>
        <translation>Grabada.</translation>
    </message>
    <message>
        <source>Recorded: it was the same word twice.</source>
        <translation>Grabado: fue dos veces la misma palabra.</translation>
    </message>
    <message>
        <source>Taken back. Say &quot;{wanted}&quot; again.</source>
        <translation>Deshecho. Diga «{wanted}» otra vez.</translation>
    </message>
    <message>
        <source>That was not a digit. Say &quot;{wanted}&quot; again.</source>
        <translation>Eso no era una cifra. Diga «{wanted}» otra vez.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;. Say &quot;{wanted}&quot; again. If it was right, say it in the same way.</source>
        <translation>Sonó como «{heard}». Diga «{wanted}» otra vez. Si era correcto, dígalo igual.</translation>
    </message>
    <message>
        <source>That sounded like &quot;{heard}&quot;, and unlike the one before. Say &quot;{wanted}&quot; again.</source>
        <translation>Sonó como «{heard}» y distinto de lo anterior. Diga «{wanted}» otra vez.</translation>
    </message>
    <message>
        <source>Too short. Say the whole word again.</source>
        <translation>Demasiado corto. Repita la palabra entera.</translation>
    </message>
    <message>
        <source>Too long. Say only this digit.</source>
        <translation>Demasiado largo. Diga solo esta cifra.</translation>
    </message>
    <message>
        <source>Too quiet. Move closer, or raise the gain.</source>
        <translation>Demasiado bajo. Acérquese o suba la ganancia.</translation>
    </message>
    <message>
        <source>Too loud. Move back, or lower the gain.</source>
        <translation>Demasiado alto. Aléjese o baje la ganancia.</translation>
    </message>
    <message>
        <source>Too much noise. Move closer, or find a quieter place.</source>
        <translation>Demasiado ruido. Acérquese o busque un lugar más silencioso.</translation>
    </message>
    <message>
        <source>Please say it again.</source>
        <translation>Repítalo, por favor.</translation>
    </message>
    <message>
        <source>The profile is saved</source>
        <translation>El perfil está guardado</translation>
    </message>
    <message>
        <source>Each digit was recorded once, which is too little to check whether it helps.</source>
        <translation>Cada cifra se grabó una sola vez: es muy poco para comprobar si ayuda.</translation>
    </message>
    <message>
        <source>You are understood without a profile</source>
        <translation>Se le entiende sin perfil</translation>
    </message>
    <message>
        <source>All {judged} recordings are recognized without it, so it makes no difference yet.</source>
        <translation>Las {judged} grabaciones se reconocen sin él, así que aún no cambia nada.</translation>
    </message>
    <message>
        <source>The profile helps</source>
        <translation>El perfil ayuda</translation>
    </message>
    <message>
        <source>The profile does not help</source>
        <translation>El perfil no ayuda</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is saved, but not in use.</source>
        <translation>«{name}» está guardado, pero no en uso.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is in use. A click on &quot;Voice&quot; below the level turns it off.</source>
        <translation>«{name}» está en uso. Un clic en «Voz», debajo del nivel, lo desactiva.</translation>
    </message>
    <message>
        <source>Your voice is not taught yet</source>
        <translation>Aún no se ha aprendido su voz</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings. They are saved, and used when you finish.</source>
        <translation>«{name}» tiene {done} de {total} grabaciones. Están guardadas y se usarán cuando termine.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has {done} of {total} recordings. They are saved, but the profile is not in use.</source>
        <translation>«{name}» tiene {done} de {total} grabaciones. Están guardadas, pero el perfil no está en uso.</translation>
    </message>
    <message>
        <source>Are your digits often mistaken?</source>
        <translation>¿Se confunden a menudo sus cifras?</translation>
    </message>
    <message>
        <source>Teach the program your voice. It takes about two minutes.</source>
        <translation>Enseñe su voz al programa. Se tarda unos dos minutos.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made for another model and has no recordings. Teach your voice again.</source>
        <translation>«{name}» se hizo para otro modelo y no tiene grabaciones. Enseñe su voz otra vez.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; makes no difference: its recordings of one digit differ too much from each other.</source>
        <translation>«{name}» no cambia nada: sus grabaciones de una misma cifra son demasiado distintas.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is unfinished: not all digits are recorded yet.</source>
        <translation>«{name}» está incompleto: aún no se han grabado todas las cifras.</translation>
    </message>
    <message>
        <source>The profile is damaged ({detail}). Teach it again from the beginning, or delete it and import a copy.</source>
        <translation>El perfil está dañado ({detail}). Grábelo de nuevo desde el principio, o elimínelo e importe una copia.</translation>
    </message>
    <message>
        <source>The profile was stored by a newer version of this program. Update the program to use it.</source>
        <translation>El perfil se guardó con una versión más reciente de este programa. Actualice el programa para usarlo.</translation>
    </message>
    <message>
        <source>The file is not a profile, or is damaged ({detail}). Export it again, or choose another file.</source>
        <translation>El archivo no es un perfil o está dañado ({detail}). Expórtelo otra vez o elija otro archivo.</translation>
    </message>
    <message>
        <source>This profile was made for another model. Teach it again from the beginning.</source>
        <translation>Este perfil se hizo para otro modelo. Grábelo de nuevo desde el principio.</translation>
    </message>
    <message>
        <source>There already is a profile &quot;{name}&quot;. Rename or delete it first.</source>
        <translation>Ya existe un perfil «{name}». Primero cámbiele el nombre o elimínelo.</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made for another model. It was converted from its recordings.</source>
        <translation>«{name}» se creó para otro modelo. Se ha convertido a partir de sus grabaciones.</translation>
    </message>
    <message>
        <source>The profile was converted</source>
        <translation>El perfil se ha convertido</translation>
    </message>
    <message>
        <source>The profile is not in use</source>
        <translation>El perfil no se usa</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; was made with digits in another language ({language}). Recognize digits in that language, or choose another profile.</source>
        <translation>«{name}» se creó con cifras en otro idioma ({language}). Reconozca las cifras en ese idioma o elija otro perfil.</translation>
    </message>
    <message>
        <source>This name is not allowed. Use up to 80 letters, digits, spaces, hyphens and underscores.</source>
        <translation>Este nombre no está permitido. Use hasta 80 letras, dígitos, espacios, guiones y guiones bajos.</translation>
    </message>
    <message>
        <source>Without the profile, {before} of {judged} recordings are mistaken or rejected; with it, {after}.</source>
        <translation>Sin el perfil se confunden o rechazan {before} de {judged} grabaciones; con él, {after}.</translation>
    </message>
    <message>
        <source>Still mistaken or rejected: {digits}. Perhaps you said them in different ways. Say them again, always in the same way.</source>
        <translation>Aún se confunden o rechazan: {digits}. Quizá las dijo de formas distintas. Dígalas otra vez, siempre igual.</translation>
    </message>
    <message>
        <source>There is no profile of this name. It may have been renamed: choose it under Voice in the menu, or teach your voice.</source>
        <translation>No hay ningún perfil con este nombre. Quizá se le cambió el nombre: elíjalo en el menú, en «Voz», o enseñe su voz.</translation>
    </message>
    <message>
        <source>The profile cannot be read ({detail}).</source>
        <translation>No se puede leer el perfil ({detail}).</translation>
    </message>
    <message>
        <source>This profile was made with digits in another language ({detail}). Choose another profile.</source>
        <translation>Este perfil se creó con cifras en otro idioma ({detail}). Elija otro perfil.</translation>
    </message>
    <message>
        <source>It already exists. Choose another name.</source>
        <translation>Ya existe. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The profile was changed, renamed or deleted by another program in the meantime. Start again.</source>
        <translation>Entretanto, otro programa ha modificado, renombrado o eliminado el perfil. Empiece de nuevo.</translation>
    </message>
    <message>
        <source>The file cannot be written ({detail}). Free some space or choose another folder.</source>
        <translation>No se puede escribir el archivo ({detail}). Libere espacio o elija otra carpeta.</translation>
    </message>
    <message>
        <source>The file cannot be deleted ({detail}).</source>
        <translation>No se puede eliminar el archivo ({detail}).</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>No se ha encontrado ningún micrófono</translation>
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
        <source>Allow it under Settings &gt; Privacy &amp; security &gt; Microphone.</source>
        <translation>Permítalo en Configuración &gt; Privacidad y seguridad &gt; Micrófono.</translation>
    </message>
    <message>
        <source>Allow it under System Settings &gt; Privacy &amp; Security &gt; Microphone.</source>
        <translation>Permítalo en Ajustes del Sistema &gt; Privacidad y seguridad &gt; Micrófono.</translation>
    </message>
    <message>
        <source>Say a digit</source>
        <translation>Diga una cifra</translation>
    </message>
    <message>
        <source>Say a digit in {language}</source>
        <translation>Diga una cifra en {language}</translation>
    </message>
    <message>
        <source>or a number, digit by digit</source>
        <translation>o un número, cifra por cifra</translation>
    </message>
    <message>
        <source>one at a time, with a pause after each</source>
        <translation>de una en una, con una pausa después de cada una</translation>
    </message>
    <message>
        <source>Numbers in one breath are not recognized in {language}.</source>
        <translation>Los números dichos sin pausas no se reconocen en {language}.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>inglés</translation>
    </message>
    <message>
        <source>German</source>
        <translation>alemán</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>español</translation>
    </message>
    <message>
        <source>French</source>
        <translation>francés</translation>
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
        <translation>Dudoso</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>No es una cifra</translation>
    </message>
    <message>
        <source>Say digits one at a time, with a pause after each</source>
        <translation>Diga las cifras de una en una, con una pausa después de cada una</translation>
    </message>
    <message>
        <source>{start} – {end} s</source>
        <translation>{start} – {end} s</translation>
    </message>
    <message>
        <source>say digits one at a time</source>
        <translation>diga las cifras de una en una</translation>
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
        <source>The threshold that was measured for this language.</source>
        <translation>El umbral medido para este idioma.</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold: about 2 in 100 digits are rejected, and about 3 in 100 other words are accepted as digits.</source>
        <translation>El umbral del modelo: se rechazan unas 2 de cada 100 cifras, y unas 3 de cada 100 palabras distintas se aceptan como cifras.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: few rejections, but more wrong digits.</source>
        <translation>Rechaza las cifras con confianza inferior a {percent}: pocos rechazos, pero más cifras erróneas.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: doubtful digits must be repeated.</source>
        <translation>Rechaza las cifras con confianza inferior a {percent}: las dudosas deben repetirse.</translation>
    </message>
    <message>
        <source>Rejects digits below {percent} confidence: only clear digits are accepted.</source>
        <translation>Rechaza las cifras con confianza inferior a {percent}: solo se aceptan las cifras claras.</translation>
    </message>
    <message>
        <source>There is no such file. Check its name.</source>
        <translation>Ese archivo no existe. Compruebe su nombre.</translation>
    </message>
    <message>
        <source>It is a folder. Open the recordings in it.</source>
        <translation>Es una carpeta. Abra las grabaciones que contiene.</translation>
    </message>
    <message>
        <source>It is a device, not a file.</source>
        <translation>Es un dispositivo, no un archivo.</translation>
    </message>
    <message>
        <source>You may not read it. Change its permissions.</source>
        <translation>No tiene permiso para leerlo. Cambie sus permisos.</translation>
    </message>
    <message>
        <source>It cannot be read ({detail}).</source>
        <translation>No se puede leer ({detail}).</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>El archivo está vacío.</translation>
    </message>
    <message>
        <source>Recordings of the format {detail} cannot be read. Convert it to WAV first, for example with ffmpeg.</source>
        <translation>No se pueden leer grabaciones en formato {detail}. Conviértala antes a WAV, por ejemplo con ffmpeg.</translation>
    </message>
    <message>
        <source>It is not a recording. {formats} can be read.</source>
        <translation>No es una grabación. Formatos que se pueden leer: {formats}.</translation>
    </message>
    <message>
        <source>It is damaged and cannot be decoded.</source>
        <translation>Está dañada y no se puede decodificar.</translation>
    </message>
    <message>
        <source>It contains no sound.</source>
        <translation>No contiene sonido.</translation>
    </message>
    <message>
        <source>It is longer than {detail} minutes.</source>
        <translation>Dura más de {detail} minutos.</translation>
    </message>
    <message>
        <source>It is larger than {detail}.</source>
        <translation>Ocupa más de {detail}.</translation>
    </message>
    <message>
        <source>The standard input contains no recording.</source>
        <translation>La entrada estándar no contiene ninguna grabación.</translation>
    </message>
    <message>
        <source>{length} of it are missing: the file ends too early.</source>
        <translation>Faltan {length}: el archivo termina antes de tiempo.</translation>
    </message>
    <message>
        <source>Its end is missing: the file ends too early.</source>
        <translation>Falta el final: el archivo termina antes de tiempo.</translation>
    </message>
    <message>
        <source>Its end is damaged and was not recognized.</source>
        <translation>El final está dañado y no se reconoció.</translation>
    </message>
    <message>
        <source>It is damaged, and some of its sound is missing.</source>
        <translation>Está dañada y falta parte del sonido.</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} minutos</translation>
    </message>
    <message>
        <source>A file of the model cannot be read ({detail}). Install the program again.</source>
        <translation>No se puede leer un archivo del modelo ({detail}). Vuelva a instalar el programa.</translation>
    </message>
    <message>
        <source>The model is damaged ({detail}). Install the program again.</source>
        <translation>El modelo está dañado ({detail}). Vuelva a instalar el programa.</translation>
    </message>
    <message>
        <source>The model is for another version of the program. Install the program again.</source>
        <translation>El modelo es de otra versión del programa. Vuelva a instalar el programa.</translation>
    </message>
    <message>
        <source>There is no home folder. Set the variable HOME to one.</source>
        <translation>No hay carpeta personal. Asigne una carpeta a la variable HOME.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({detail}).</source>
        <translation>No se puede leer {path} ({detail}).</translation>
    </message>
    <message>
        <source>Invalid values in {path} were ignored: {detail}.</source>
        <translation>Se ignoraron valores no válidos de {path}: {detail}.</translation>
    </message>
    <message>
        <source>{path} is damaged and cannot be renamed ({detail}).</source>
        <translation>{path} está dañado y no se puede cambiar de nombre ({detail}).</translation>
    </message>
    <message>
        <source>The file was damaged. It is kept as {path}.</source>
        <translation>El archivo estaba dañado. Se conserva como {path}.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({detail}).</source>
        <translation>No se puede escribir en {path} ({detail}).</translation>
    </message>
</context>
</TS>
