<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FileProgress</name>
    <message numerus="yes">
        <source>{at} of {length} · %n digit(s)</source>
        <translation>
            <numerusform>{at} of {length} · %n digit</numerusform>
            <numerusform>{at} of {length} · %n digits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n digit(s)</source>
        <translation>
            <numerusform>%n digit</numerusform>
            <numerusform>%n digits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message numerus="yes">
        <source>%n number(s) written to {path}</source>
        <translation>
            <numerusform>%n number written to {path}</numerusform>
            <numerusform>%n numbers written to {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) written to {path}</source>
        <translation>
            <numerusform>%n utterance written to {path}</numerusform>
            <numerusform>%n utterances written to {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) removed</source>
        <translation>
            <numerusform>%n utterance removed</numerusform>
            <numerusform>%n utterances removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message numerus="yes">
        <source>%n digit(s) in {count} recordings</source>
        <translation>
            <numerusform>%n digit in {count} recordings</numerusform>
            <numerusform>%n digits in {count} recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) could not be read:</source>
        <translation>
            <numerusform>%n recording could not be read:</numerusform>
            <numerusform>%n recordings could not be read:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n digit(s) in {name}</source>
        <translation>
            <numerusform>%n digit in {name}</numerusform>
            <numerusform>%n digits in {name}</numerusform>
        </translation>
    </message>
</context>
</TS>
