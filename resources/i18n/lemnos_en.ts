<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>lemnos::studio::DocumentFiles</name>
    <message numerus="yes">
        <source>%n older document(s) will be offered later.</source>
        <translation>
            <numerusform>%n older document will be offered later.</numerusform>
            <numerusform>%n older documents will be offered later.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryPanel</name>
    <message numerus="yes">
        <source>%n pictures are selected</source>
        <translation>
            <numerusform>%n picture is selected</numerusform>
            <numerusform>%n pictures are selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GeneratePanel</name>
    <message numerus="yes">
        <source>Paused; %n waiting</source>
        <translation>
            <numerusform>Paused; %n waiting</numerusform>
            <numerusform>Paused; %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GridDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::KeepModelsBox</name>
    <message numerus="yes">
        <source>Keep these %n files in the models folder?</source>
        <translation>
            <numerusform>Keep this file in the models folder?</numerusform>
            <numerusform>Keep these %n files in the models folder?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::MainWindow</name>
    <message numerus="yes">
        <source>%n picture(s) could not be saved and will be lost. Close anyway?</source>
        <translation>
            <numerusform>%n picture could not be saved and will be lost. Close anyway?</numerusform>
            <numerusform>%n pictures could not be saved and will be lost. Close anyway?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelImports</name>
    <message numerus="yes">
        <source>%n files lie in the models folder now.</source>
        <translation>
            <numerusform>%n file lies in the models folder now.</numerusform>
            <numerusform>%n files lie in the models folder now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::QueueModel</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::StudioModel</name>
    <message numerus="yes">
        <source>The queue is paused: %n picture(s) wait.</source>
        <translation>
            <numerusform>The queue is paused: %n picture waits.</numerusform>
            <numerusform>The queue is paused: %n pictures wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::TokenLabel</name>
    <message numerus="yes">
        <source>%n word(s) at the end do not fit and will be left out.</source>
        <translation>
            <numerusform>%n word at the end does not fit and will be left out.</numerusform>
            <numerusform>%n words at the end do not fit and will be left out.</numerusform>
        </translation>
    </message>
</context>
</TS>
