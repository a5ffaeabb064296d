<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>KeyTip</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>QSpinBox</name>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>%1 in pixels, a multiple of 8</source>
        <translation>%1 in Pixeln, ein Vielfaches von 8</translation>
    </message>
</context>
<context>
    <name>SheetLayout</name>
    <message>
        <source>%1 columns of %2 pixels are too wide for a picture file; take fewer or smaller ones.</source>
        <translation>%1 Spalten von %2 Pixeln sind für eine Bilddatei zu breit; bitte weniger oder kleinere wählen.</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Fill with colour</source>
        <translation>Mit Farbe füllen</translation>
    </message>
    <message>
        <source>Pick a colour</source>
        <translation>Farbe aufnehmen</translation>
    </message>
    <message>
        <source>Select a rectangle</source>
        <translation>Rechteckige Auswahl</translation>
    </message>
    <message>
        <source>Select an ellipse</source>
        <translation>Elliptische Auswahl</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Paint the selection</source>
        <translation>Auswahl malen</translation>
    </message>
    <message>
        <source>Move and transform the layer</source>
        <translation>Ebene verschieben und transformieren</translation>
    </message>
    <message>
        <source>Generation box</source>
        <translation>Generierungsrahmen</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>Ansicht verschieben</translation>
    </message>
</context>
<context>
    <name>lemnos::studio</name>
    <message>
        <source>Seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message>
        <source>%1 · %2 steps</source>
        <translation>%1 · %2 Schritte</translation>
    </message>
    <message>
        <source>Guidance %1</source>
        <translation>Guidance %1</translation>
    </message>
    <message>
        <source>Started from %1, strength %2</source>
        <translation>Ausgehend von %1, Stärke %2</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guidance</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Sampler</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Schedule</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>Clip-Skip</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Words of the prompt</source>
        <translation>Wörter des Prompts</translation>
    </message>
    <message>
        <source>The test picture has another size than it must have.</source>
        <translation>Das Testbild hat eine falsche Größe.</translation>
    </message>
    <message>
        <source>The test picture differs by up to %1 of 255 from what it must look like: this device or its driver computes wrongly.</source>
        <translation>Das Testbild weicht um bis zu %1 von 255 vom Soll ab: Dieses Gerät oder sein Treiber rechnet falsch.</translation>
    </message>
    <message>
        <source>The test picture is right (within %1 of 255), painted in %2 s.</source>
        <translation>Das Testbild stimmt (Abweichung höchstens %1 von 255), generiert in %2 s.</translation>
    </message>
    <message>
        <source>predicts the noise (eps)</source>
        <translation>sagt das Rauschen voraus (eps)</translation>
    </message>
    <message>
        <source>predicts the velocity (v)</source>
        <translation>sagt die Geschwindigkeit voraus (v)</translation>
    </message>
    <message>
        <source>predicts %1</source>
        <translation>sagt %1 voraus</translation>
    </message>
    <message>
        <source>%1 (AutoV2)</source>
        <translation>%1 (AutoV2)</translation>
    </message>
    <message>
        <source>%1 (AutoV3)</source>
        <translation>%1 (AutoV3)</translation>
    </message>
    <message>
        <source>Hash: not computed yet</source>
        <translation>Hash: noch nicht berechnet</translation>
    </message>
    <message>
        <source>Hash: %1</source>
        <translation>Hash: %1</translation>
    </message>
    <message>
        <source>Tensors that are missing or wrong: %1</source>
        <translation>Tensoren, die fehlen oder falsch sind: %1</translation>
    </message>
    <message>
        <source>the text encoders are let go after use</source>
        <translation>werden die Text-Encoder nach Gebrauch freigegeben</translation>
    </message>
    <message>
        <source>the prompts are evaluated one after the other</source>
        <translation>werden die Prompts nacheinander ausgewertet</translation>
    </message>
    <message>
        <source>weights are streamed from the computer&apos;s memory</source>
        <translation>werden Gewichte aus dem Arbeitsspeicher nachgeladen</translation>
    </message>
    <message>
        <source>the UNet makes room before decoding</source>
        <translation>macht das UNet vor dem Dekodieren Platz</translation>
    </message>
    <message>
        <source>the VAE works in tiles</source>
        <translation>arbeitet der VAE in Kacheln</translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <translation>Nicht verwendbar: %1</translation>
    </message>
    <message>
        <source>No estimate: %1</source>
        <translation>Keine Schätzung: %1</translation>
    </message>
    <message>
        <source>%1 of %2: fits</source>
        <translation>%1 von %2: passt</translation>
    </message>
    <message>
        <source>%1 of %2: too much; choose a smaller picture</source>
        <translation>%1 von %2: zu viel; bitte ein kleineres Bild wählen</translation>
    </message>
    <message>
        <source>To make it fit, %1.</source>
        <translation>Damit es passt, %1.</translation>
    </message>
    <message>
        <source>Counted are weights (%1) and working memory at the size set now, without LoRA, on %2.</source>
        <translation>Gezählt sind Gewichte (%1) und Arbeitsspeicher bei der jetzt eingestellten Größe, ohne LoRA, auf %2.</translation>
    </message>
    <message>
        <source>Learned from pictures of: %1</source>
        <translation>Gelernt aus Bildern von: %1</translation>
    </message>
    <message>
        <source>%1 is too large or cannot be read, and was left out.</source>
        <translation>%1 ist zu groß oder nicht lesbar und wurde ausgelassen.</translation>
    </message>
    <message>
        <source>%1 parameters in %2, tensors: %3</source>
        <translation>%1 Parameter in %2, Tensoren: %3</translation>
    </message>
    <message>
        <source>Noise (eps)</source>
        <translation>Rauschen (eps)</translation>
    </message>
    <message>
        <source>Velocity (v)</source>
        <translation>Geschwindigkeit (v)</translation>
    </message>
    <message>
        <source>EDM</source>
        <translation>EDM</translation>
    </message>
    <message>
        <source>As PyTorch on the CPU</source>
        <translation>Wie PyTorch auf der CPU</translation>
    </message>
    <message>
        <source>As PyTorch on CUDA</source>
        <translation>Wie PyTorch mit CUDA</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::AdvancedSettings</name>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>The autoencoder that turns latents into the picture</source>
        <translation>Der Autoencoder, der aus Latents das Bild macht</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>Clip-Skip</translation>
    </message>
    <message>
        <source>The layer of the text encoder that is read, from its end; some models were trained with the second</source>
        <translation>Die Schicht des Textencoders, die gelesen wird, vom Ende gezählt; manche Modelle wurden mit der zweiten trainiert</translation>
    </message>
    <message>
        <source>Eta</source>
        <translation>Eta</translation>
    </message>
    <message>
        <source>How much fresh noise comes in with each step</source>
        <translation>Wie viel frisches Rauschen mit jedem Schritt dazukommt</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Where the first noise comes from: the same seed is another picture with the other</source>
        <translation>Woher das erste Rauschen kommt: Derselbe Seed ergibt mit dem anderen ein anderes Bild</translation>
    </message>
    <message>
        <source>Paint as</source>
        <translation>Malen wie</translation>
    </message>
    <message>
        <source>Whose picture the seed and the settings are to give: programs differ in noise, schedules and prompts</source>
        <translation>Wessen Bild Seed und Einstellungen ergeben sollen: Programme unterscheiden sich in Rauschen, Zeitplänen und Prompts</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Half is faster and takes half the memory</source>
        <translation>Halbe ist schneller und braucht halb so viel Speicher</translation>
    </message>
    <message>
        <source>Half (f16)</source>
        <translation>Halbe (f16)</translation>
    </message>
    <message>
        <source>Full (f32)</source>
        <translation>Volle (f32)</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>What the model&apos;s file is taken for, where it is not recognised</source>
        <translation>Wofür die Datei des Modells gehalten wird, wo sie nicht erkannt wird</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>What the model predicts, where its file does not say it rightly</source>
        <translation>Was das Modell vorhersagt, wo seine Datei es nicht richtig angibt</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Files that came with restored settings, besides those in the prompt</source>
        <translation>Dateien, die mit wiederhergestellten Einstellungen kamen, neben denen im Prompt</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Remove these LoRA files</source>
        <translation>Diese LoRA-Dateien entfernen</translation>
    </message>
    <message>
        <source>Paint without them</source>
        <translation>Ohne sie malen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CanvasActions</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>Aus&amp;wahl</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>&amp;Ebene</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>Werk&amp;zeuge</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>A&amp;usschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;merged</source>
        <translation>&amp;Sichtbares kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste as a layer</source>
        <translation>Als Ebene &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Fill with the colour</source>
        <translation>Mit Vordergrund&amp;farbe füllen</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Accept the result</source>
        <translation>Ergebnis über&amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Discard the result</source>
        <translation>Ergebnis &amp;verwerfen</translation>
    </message>
    <message>
        <source>Discard all results</source>
        <translation>Alle Ergebnisse verwerfen</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Nichts</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>&amp;Invertieren</translation>
    </message>
    <message>
        <source>What the &amp;layer covers</source>
        <translation>Inhalt der &amp;Ebene</translation>
    </message>
    <message>
        <source>&amp;Grow…</source>
        <translation>&amp;Vergrößern…</translation>
    </message>
    <message>
        <source>Grow the selection</source>
        <translation>Auswahl vergrößern</translation>
    </message>
    <message>
        <source>&amp;Shrink…</source>
        <translation>Ver&amp;kleinern…</translation>
    </message>
    <message>
        <source>Shrink the selection</source>
        <translation>Auswahl verkleinern</translation>
    </message>
    <message>
        <source>&amp;Feather…</source>
        <translation>&amp;Weiche Kante…</translation>
    </message>
    <message>
        <source>Feather the selection</source>
        <translation>Weiche Auswahlkante</translation>
    </message>
    <message>
        <source>Generation &amp;box around it</source>
        <translation>Generierungs&amp;rahmen um die Auswahl</translation>
    </message>
    <message>
        <source>&amp;New layer</source>
        <translation>&amp;Neue Ebene</translation>
    </message>
    <message>
        <source>New &amp;mask</source>
        <translation>Neue &amp;Maske</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>Merge do&amp;wn</source>
        <translation>Nach &amp;unten vereinen</translation>
    </message>
    <message>
        <source>&amp;Flatten</source>
        <translation>&amp;Auf eine Ebene reduzieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Flip &amp;horizontally</source>
        <translation>&amp;Horizontal spiegeln</translation>
    </message>
    <message>
        <source>Flip &amp;vertically</source>
        <translation>&amp;Vertikal spiegeln</translation>
    </message>
    <message>
        <source>Turn &amp;left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>Turn ri&amp;ght</source>
        <translation>Nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>&amp;Crop the document to the generation box</source>
        <translation>Dokument auf den &amp;Generierungsrahmen zuschneiden</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Swap the colours</source>
        <translation>Farben tauschen</translation>
    </message>
    <message>
        <source>Black and white</source>
        <translation>Schwarz und Weiß</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>Die Zwischenablage enthält kein Bild.</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>Eingefügt</translation>
    </message>
    <message>
        <source>Pixels:</source>
        <translation>Pixel:</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CanvasPage</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>Vorheriges Ergebnis</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Nächstes Ergebnis</translation>
    </message>
    <message>
        <source>Compare with before, while it is held</source>
        <translation>Mit vorher vergleichen, solange gedrückt</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CanvasSettings</name>
    <message>
        <source>Generate</source>
        <translation>Generieren</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Verfeinern</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Refine selection</source>
        <translation>Auswahl verfeinern</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Add content</source>
        <translation>Inhalt hinzufügen</translation>
    </message>
    <message>
        <source>Remove content</source>
        <translation>Inhalt entfernen</translation>
    </message>
    <message>
        <source>Replace background</source>
        <translation>Hintergrund ersetzen</translation>
    </message>
    <message>
        <source>Paints the whole box from the prompt.</source>
        <translation>Generiert den ganzen Rahmen aus dem Prompt.</translation>
    </message>
    <message>
        <source>Paints over the whole box, starting from what is there.</source>
        <translation>Übermalt den ganzen Rahmen, ausgehend von dem, was da ist.</translation>
    </message>
    <message>
        <source>Paints over what is selected, starting from what is there.</source>
        <translation>Übermalt den ausgewählten Bereich, ausgehend von dem, was da ist.</translation>
    </message>
    <message>
        <source>Paints what the box holds of nothing.</source>
        <translation>Füllt die leeren Bereiche des Rahmens.</translation>
    </message>
    <message>
        <source>Paints something new where the selection is.</source>
        <translation>Generiert etwas Neues an der Stelle der Auswahl.</translation>
    </message>
    <message>
        <source>Continues the surroundings where the selection is; the prompt is left out.</source>
        <translation>Setzt die Umgebung in der Auswahl fort; der Prompt wird nicht verwendet.</translation>
    </message>
    <message>
        <source>Paints everything but what is selected.</source>
        <translation>Generiert alles außer der Auswahl neu.</translation>
    </message>
    <message>
        <source>Strength on the canvas</source>
        <translation>Stärke auf der Leinwand</translation>
    </message>
    <message>
        <source>What happens to the selection</source>
        <translation>Was mit der Auswahl geschieht</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Runs the last %1 of %2 steps.</source>
        <translation>Führt die letzten %1 von %2 Schritten aus.</translation>
    </message>
    <message>
        <source>Paints what is selected anew, blended into what surrounds it.</source>
        <translation>Malt die Auswahl neu und blendet sie in ihre Umgebung über.</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>How the selection becomes a mask: growing, feathering, what the model sees</source>
        <translation>Wie aus der Auswahl eine Maske wird: Erweitern, weicher Rand, was das Modell sieht</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <source>The document; tools work on it with the mouse or a pen</source>
        <translation>Das Dokument; Werkzeuge bearbeiten es mit der Maus oder einem Stift</translation>
    </message>
    <message>
        <source>Drop to lay this picture here as a layer</source>
        <translation>Ablegen, um dieses Bild hier als Ebene einzufügen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CatalogueRow</name>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>noch %1 h %2 min</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>trying again: %1</source>
        <translation>neuer Versuch: %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Licence of %1: %2</source>
        <translation>Lizenz von %1: %2</translation>
    </message>
    <message>
        <source>About it</source>
        <translation>Mehr dazu</translation>
    </message>
    <message>
        <source>About %1, in the browser</source>
        <translation>Mehr zu %1, im Browser</translation>
    </message>
    <message>
        <source>Download of %1</source>
        <translation>Download von %1</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>%1 is here already</source>
        <translation>%1 ist schon vorhanden</translation>
    </message>
    <message>
        <source>Cancel the download of %1</source>
        <translation>Download von %1 abbrechen</translation>
    </message>
    <message>
        <source>Download %1, %2</source>
        <translation>%1 herunterladen, %2</translation>
    </message>
    <message>
        <source>Not downloaded. %1</source>
        <translation>Nicht heruntergeladen. %1</translation>
    </message>
    <message>
        <source>Fetches what it needs, too: %1</source>
        <translation>Lädt auch, was dazu nötig ist: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ChoiceBox</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>Automatisch (%1)</translation>
    </message>
    <message>
        <source>%1 (unknown here)</source>
        <translation>%1 (hier unbekannt)</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CompareView</name>
    <message>
        <source>Two pictures compared</source>
        <translation>Zwei Bilder im Vergleich</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CompareWindow</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Both pictures beside each other</source>
        <translation>Beide Bilder nebeneinander</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>Schieber</translation>
    </message>
    <message>
        <source>One over the other, with a border that moves</source>
        <translation>Übereinander, mit verschiebbarer Grenze</translation>
    </message>
    <message>
        <source>Toggle</source>
        <translation>Umschalten</translation>
    </message>
    <message>
        <source>One after the other; Space or a click changes between them</source>
        <translation>Nacheinander; Leertaste oder Klick wechselt zwischen ihnen</translation>
    </message>
    <message>
        <source>%1  |  %2</source>
        <translation>%1  |  %2</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::CompletionModel</name>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::DevicesDialog</name>
    <message>
        <source>&amp;Compute on this device</source>
        <translation>Auf diesem Gerät &amp;rechnen</translation>
    </message>
    <message>
        <source>Self-&amp;test</source>
        <translation>&amp;Selbsttest</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>What the device can do</source>
        <translation>Was das Gerät kann</translation>
    </message>
    <message>
        <source>Limit or feature</source>
        <translation>Grenzwert oder Funktion</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Paints a small picture on the device in use and compares it with what it must look like</source>
        <translation>Generiert auf dem verwendeten Gerät ein kleines Bild und prüft, ob es so aussieht, wie es soll</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Neu suchen</translation>
    </message>
    <message>
        <source>%1 (not usable)</source>
        <translation>%1 (nicht nutzbar)</translation>
    </message>
    <message>
        <source>Testing; a picture that is being made comes first…</source>
        <translation>Der Test läuft; ein begonnenes Bild wird zuerst fertiggestellt…</translation>
    </message>
    <message>
        <source>Computing on %1.</source>
        <translation>Gerechnet wird auf %1.</translation>
    </message>
    <message>
        <source>%1 (%2)
%3
%4 of memory</source>
        <translation>%1 (%2)
%3
%4 Speicher</translation>
    </message>
    <message>
        <source>
Cannot be used: %1</source>
        <translation>
Nicht nutzbar: %1</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Funktionen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzwerte</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::Document</name>
    <message>
        <source>Resize canvas</source>
        <translation>Leinwandgröße ändern</translation>
    </message>
    <message>
        <source>Generation box</source>
        <translation>Generierungsrahmen</translation>
    </message>
    <message>
        <source>Accept picture</source>
        <translation>Bild übernehmen</translation>
    </message>
    <message>
        <source>Place picture</source>
        <translation>Bild platzieren</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>Ebene verschieben</translation>
    </message>
    <message>
        <source>Transform layer</source>
        <translation>Ebene transformieren</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Mask %1</source>
        <translation>Maske %1</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Ebene %1</translation>
    </message>
    <message>
        <source>Add mask</source>
        <translation>Maske hinzufügen</translation>
    </message>
    <message>
        <source>Add layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>%1 copy %2</source>
        <translation>%1 Kopie %2</translation>
    </message>
    <message>
        <source>Duplicate layer</source>
        <translation>Ebene duplizieren</translation>
    </message>
    <message>
        <source>Remove layer</source>
        <translation>Ebene entfernen</translation>
    </message>
    <message>
        <source>Reorder layers</source>
        <translation>Ebenen umordnen</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>Ebene umbenennen</translation>
    </message>
    <message>
        <source>Layer opacity</source>
        <translation>Deckkraft der Ebene</translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>Ebene einblenden</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>Ebene ausblenden</translation>
    </message>
    <message>
        <source>Lock layer</source>
        <translation>Ebene sperren</translation>
    </message>
    <message>
        <source>Unlock layer</source>
        <translation>Ebene entsperren</translation>
    </message>
    <message>
        <source>Blend mode</source>
        <translation>Mischmodus</translation>
    </message>
    <message>
        <source>Merge down</source>
        <translation>Nach unten vereinen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Auf eine Ebene reduzieren</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Flood fill</source>
        <translation>Fläche füllen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Invert selection</source>
        <translation>Auswahl invertieren</translation>
    </message>
    <message>
        <source>Grow selection</source>
        <translation>Auswahl vergrößern</translation>
    </message>
    <message>
        <source>Shrink selection</source>
        <translation>Auswahl verkleinern</translation>
    </message>
    <message>
        <source>Feather selection</source>
        <translation>Weiche Auswahlkante</translation>
    </message>
    <message>
        <source>Paint selection</source>
        <translation>Auswahl malen</translation>
    </message>
    <message>
        <source>Eraser stroke</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Brush stroke</source>
        <translation>Pinselstrich</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::DocumentFiles</name>
    <message>
        <source>Open a document or a picture</source>
        <translation>Dokument oder Bild öffnen</translation>
    </message>
    <message>
        <source>Documents and pictures (*.ora *.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff);;All files (*)</source>
        <translation>Dokumente und Bilder (*.ora *.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Dokument speichern</translation>
    </message>
    <message>
        <source>OpenRaster (*.ora)</source>
        <translation>OpenRaster (*.ora)</translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation>Bilder (*.png *.jpg *.webp)</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>The document “%1” has changes that are not saved.</source>
        <translation>Das Dokument „%1“ enthält ungespeicherte Änderungen.</translation>
    </message>
    <message>
        <source>A document was not closed properly</source>
        <translation>Ein Dokument wurde nicht richtig geschlossen</translation>
    </message>
    <message>
        <source>“%1” of %2 was not saved when Lemnos ended. Open it as it was?</source>
        <translation>„%1“ vom %2 war nicht gespeichert, als Lemnos endete. In diesem Stand öffnen?</translation>
    </message>
    <message numerus="yes">
        <source>%n older document(s) will be offered later.</source>
        <translation>
            <numerusform>%n älteres Dokument wird später angeboten.</numerusform>
            <numerusform>%n ältere Dokumente werden später angeboten.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Throw away</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Später</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::DocumentWorker</name>
    <message>
        <source>%1 could not be opened: %2</source>
        <translation>%1 konnte nicht geöffnet werden: %2</translation>
    </message>
    <message>
        <source>The document is no longer there.</source>
        <translation>Das Dokument ist nicht mehr vorhanden.</translation>
    </message>
    <message>
        <source>What waits for the document would not survive a restart: %1</source>
        <translation>Was für das Dokument wartet, würde einen Neustart nicht überstehen: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::Download</name>
    <message>
        <source>nothing came for %1 seconds</source>
        <translation>seit %1 Sekunden kam nichts an</translation>
    </message>
    <message>
        <source>the server does not have the rest of the file</source>
        <translation>der Server hat den Rest der Datei nicht</translation>
    </message>
    <message>
        <source>the server ended after %1 of %2 bytes</source>
        <translation>der Server brach nach %1 von %2 Bytes ab</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ExportDialog</name>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>With the &amp;settings that made it</source>
        <translation>Mit den &amp;Einstellungen, aus denen es entstand</translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Export %1 pictures</source>
        <translation>%1 Bilder exportieren</translation>
    </message>
    <message>
        <source>With the settings that made it</source>
        <translation>Mit den Einstellungen, aus denen es entstand</translation>
    </message>
    <message>
        <source>Prompt, seed and the rest, as A1111 and Civitai read them, and that the picture was generated (XMP). Without, the file holds nothing but the picture.</source>
        <translation>Prompt, Seed und alles Übrige, wie A1111 und Civitai es lesen, und dass das Bild generiert wurde (XMP). Ohne sie enthält die Datei nur das Bild.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::FileWorker</name>
    <message>
        <source>%1 could not be moved to the trash: %2</source>
        <translation>%1 konnte nicht in den Papierkorb verschoben werden: %2</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>%1 konnte nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 could not be renamed.</source>
        <translation>%1 ließ sich nicht umbenennen.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::FoldersPage</name>
    <message>
        <source>Folder of the pictures</source>
        <translation>Ordner der Bilder</translation>
    </message>
    <message>
        <source>From the next start on; the pictures that are there stay where they are.</source>
        <translation>Gilt ab dem nächsten Start; vorhandene Bilder bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Look no more through this folder</source>
        <translation>Diesen Ordner nicht mehr durchsuchen</translation>
    </message>
    <message>
        <source>File of tags</source>
        <translation>Schlagwortdatei</translation>
    </message>
    <message>
        <source>N&amp;one</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <source>Offer no tags</source>
        <translation>Keine Schlagwörter vorschlagen</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder of the pictures</source>
        <translation>Ordner der Bilder wählen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Where pictures are kept</source>
        <translation>Wo Bilder aufbewahrt werden</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>Ordner &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Look through another folder for models</source>
        <translation>Einen weiteren Ordner nach Modellen durchsuchen</translation>
    </message>
    <message>
        <source>Folders with models besides the models folder</source>
        <translation>Weitere Modellordner</translation>
    </message>
    <message>
        <source>Besides %1:</source>
        <translation>Neben %1:</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>A folder with models, e.g. ComfyUI&apos;s</source>
        <translation>Ein Ordner mit Modellen, z.&#xa0;B. der von ComfyUI</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Wäh&amp;len…</translation>
    </message>
    <message>
        <source>Choose a file of tags</source>
        <translation>Schlagwortdatei wählen</translation>
    </message>
    <message>
        <source>Tags that are offered while you type</source>
        <translation>Schlagwörter, die beim Tippen vorgeschlagen werden</translation>
    </message>
    <message>
        <source>Tags, one per line or CSV (*.csv *.txt);;All files (*)</source>
        <translation>Schlagwörter, eins pro Zeile oder CSV (*.csv *.txt);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryActions</name>
    <message>
        <source>Show in the viewer</source>
        <translation>Im Betrachter anzeigen</translation>
    </message>
    <message>
        <source>Restore all settings</source>
        <translation>Alle Einstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the prompt</source>
        <translation>Prompt wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the seed</source>
        <translation>Seed wiederherstellen</translation>
    </message>
    <message>
        <source>Paint exactly this again</source>
        <translation>Genau so noch einmal generieren</translation>
    </message>
    <message>
        <source>Start from this picture</source>
        <translation>Als Ausgangsbild verwenden</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Mit Stern markieren</translation>
    </message>
    <message>
        <source>No rating</source>
        <translation>Keine Bewertung</translation>
    </message>
    <message>
        <source>Rate %1 of 5</source>
        <translation>Mit %1 von 5 bewerten</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagwörter…</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Collections…</source>
        <translation>Sammlungen…</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>Compare two</source>
        <translation>Zwei Bilder vergleichen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>With commas between them:</source>
        <translation>Durch Kommas getrennt:</translation>
    </message>
    <message>
        <source>Of all %1 pictures, with commas between them:</source>
        <translation>Gemeinsam für alle %1 Bilder, durch Kommas getrennt:</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>Kontaktbogen…</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryFilters</name>
    <message>
        <source>Search the gallery</source>
        <translation>Galerie durchsuchen</translation>
    </message>
    <message>
        <source>Search prompts, models, settings, tags</source>
        <translation>Prompt, Modell, Einstellung, Schlagwort suchen</translation>
    </message>
    <message>
        <source>Words that all occur; &quot;a phrase&quot;; -without (Ctrl+F)</source>
        <translation>Wörter, die alle vorkommen; &quot;eine Wortfolge&quot;; -ohne (Strg+F)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Only pictures of one model</source>
        <translation>Nur Bilder eines Modells</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Only pictures of the last days</source>
        <translation>Nur Bilder der letzten Tage</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Alle Zeiträume</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Only pictures of a shape or size</source>
        <translation>Nur Bilder eines Formats oder einer Größe</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Alle Größen</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Hochformat</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Querformat</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadratisch</translation>
    </message>
    <message>
        <source>1 megapixel and more</source>
        <translation>Ab 1 Megapixel</translation>
    </message>
    <message>
        <source>4 megapixels and more</source>
        <translation>Ab 4 Megapixel</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Only starred or well rated pictures</source>
        <translation>Nur Bilder mit Stern oder guter Bewertung</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>Alle Bewertungen</translation>
    </message>
    <message>
        <source>★ Starred</source>
        <translation>★ Mit Stern</translation>
    </message>
    <message>
        <source>Rated %1 and more</source>
        <translation>Bewertung ab %1</translation>
    </message>
    <message>
        <source>Rated %1</source>
        <translation>Bewertung %1</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Only pictures with a tag</source>
        <translation>Nur Bilder mit einem Schlagwort</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>Only pictures of a collection</source>
        <translation>Nur Bilder einer Sammlung</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>What comes first</source>
        <translation>Was zuerst kommt</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Best rated first</source>
        <translation>Beste zuerst</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (none)</source>
        <translation>%1 (keine)</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Alle Modelle</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>Alle Schlagwörter</translation>
    </message>
    <message>
        <source>Any collection</source>
        <translation>Alle Sammlungen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryIndexer</name>
    <message>
        <source>The gallery cannot be searched: %1</source>
        <translation>Die Galerie lässt sich nicht durchsuchen: %1</translation>
    </message>
    <message>
        <source>The gallery&apos;s index: %1</source>
        <translation>Index der Galerie: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryModel</name>
    <message>
        <source>Picture: %1</source>
        <translation>Bild: %1</translation>
    </message>
    <message>
        <source>, starred</source>
        <translation>, mit Stern</translation>
    </message>
    <message>
        <source>, rated %1 of 5</source>
        <translation>, Bewertung %1 von 5</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryPanel</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Size of the thumbnails (Ctrl and the mouse wheel)</source>
        <translation>Größe der Vorschaubilder (Strg und Mausrad)</translation>
    </message>
    <message>
        <source>Looking through the gallery folder…</source>
        <translation>Der Galerieordner wird durchsucht…</translation>
    </message>
    <message>
        <source>No picture fits this search.</source>
        <translation>Kein Bild passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>Every picture you make is kept here.</source>
        <translation>Jedes generierte Bild wird hier aufbewahrt.</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 Bilder</translation>
    </message>
    <message>
        <source>, %1 to be read</source>
        <translation>, %1 noch zu lesen</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures are selected</source>
        <translation>
            <numerusform>%n Bild ist ausgewählt</numerusform>
            <numerusform>%n Bilder sind ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryStore</name>
    <message>
        <source>The gallery&apos;s index was damaged and is being made anew from the pictures; nothing is lost. The damaged file is %1.</source>
        <translation>Der Index der Galerie war beschädigt und wird aus den Bildern neu erstellt; nichts geht verloren. Die beschädigte Datei ist %1.</translation>
    </message>
    <message>
        <source>The file of stars, ratings and tags was damaged and is written anew from the index: %1</source>
        <translation>Die Datei mit Sternen, Bewertungen und Schlagwörtern war beschädigt und wird aus dem Index neu geschrieben: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GalleryWindow</name>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GeneratePanel</name>
    <message>
        <source>almost done</source>
        <translation>fast fertig</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Generieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Zusehen</translation>
    </message>
    <message>
        <source>Stop the running picture</source>
        <translation>Das laufende Bild abbrechen</translation>
    </message>
    <message>
        <source>Paint while you type and draw, with the same seed</source>
        <translation>Beim Tippen und Zeichnen generieren, mit demselben Seed</translation>
    </message>
    <message>
        <source>Keep the live picture: in the gallery, and on the canvas as a layer</source>
        <translation>Das Live-Bild behalten: in der Galerie und auf der Leinwand als Ebene</translation>
    </message>
    <message>
        <source>Show the picture that is being made</source>
        <translation>Das Bild anzeigen, das gerade entsteht</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>What waits, its order and a pause</source>
        <translation>Wartende Bilder ansehen, umordnen und anhalten</translation>
    </message>
    <message>
        <source>Live…</source>
        <translation>Live…</translation>
    </message>
    <message>
        <source>Make the picture, or queue it behind the running one</source>
        <translation>Das Bild generieren oder hinter dem laufenden einreihen</translation>
    </message>
    <message>
        <source>Queue: %1</source>
        <translation>Warteschlange: %1</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message numerus="yes">
        <source>Paused; %n waiting</source>
        <translation>
            <numerusform>Angehalten; %n wartet</numerusform>
            <numerusform>Angehalten; %n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Preparing the model…</source>
        <translation>Modell wird vorbereitet…</translation>
    </message>
    <message>
        <source>Reading the prompt…</source>
        <translation>Prompt wird gelesen…</translation>
    </message>
    <message>
        <source>Finishing the picture…</source>
        <translation>Bild wird fertiggestellt…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>then paused</source>
        <translation>danach Pause</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GetModelsDialog</name>
    <message>
        <source>Get models</source>
        <translation>Modelle herunterladen</translation>
    </message>
    <message>
        <source>Nothing is fetched before you press a button. Files of your own go into the models folder, %1.</source>
        <translation>Heruntergeladen wird erst auf Knopfdruck. Eigene Dateien kommen in den Modellordner %1.</translation>
    </message>
    <message>
        <source>Open the models &amp;folder</source>
        <translation>Modell&amp;ordner öffnen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GridDialog</name>
    <message>
        <source>From left to right</source>
        <translation>Von links nach rechts</translation>
    </message>
    <message>
        <source>From top to bottom</source>
        <translation>Von oben nach unten</translation>
    </message>
    <message>
        <source>X/Y grid</source>
        <translation>X/Y-Raster</translation>
    </message>
    <message>
        <source>Values stand between commas; 4..8:2 are 4, 6 and 8. Of words of the prompt the first is looked for, and each in turn takes its place.</source>
        <translation>Werte werden durch Kommas getrennt; 4..8:2 steht für 4, 6 und 8. Von Wörtern des Prompts wird das erste gesucht und der Reihe nach durch jedes ersetzt.</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Einreihen</translation>
    </message>
    <message>
        <source>%1: setting</source>
        <translation>%1: Einstellung</translation>
    </message>
    <message>
        <source>For example %1</source>
        <translation>Zum Beispiel %1</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GridPainter</name>
    <message>
        <source>The grid was not made: %1</source>
        <translation>Das Raster wurde nicht erstellt: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::GridRuns</name>
    <message>
        <source>The grid was not made: none of its pictures can be read.</source>
        <translation>Das Raster wurde nicht erstellt: keines seiner Bilder ist lesbar.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::HistoryModel</name>
    <message>
        <source>is being saved</source>
        <translation>wird gespeichert</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>Bild: %1</translation>
    </message>
    <message>
        <source>, seed %1</source>
        <translation>, Seed %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Restore settings</source>
        <translation>Einstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Die Datei in ihrem Ordner anzeigen</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Every picture you make is kept here.</source>
        <translation>Jedes generierte Bild wird hier aufbewahrt.</translation>
    </message>
    <message>
        <source>Restore all settings</source>
        <translation>Alle Einstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the prompt</source>
        <translation>Prompt wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the seed</source>
        <translation>Seed wiederherstellen</translation>
    </message>
    <message>
        <source>Start from this picture</source>
        <translation>Als Ausgangsbild verwenden</translation>
    </message>
    <message>
        <source>Copy the prompt</source>
        <translation>Prompt kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Restore the settings of this picture</source>
        <translation>Die Einstellungen dieses Bilds wiederherstellen</translation>
    </message>
    <message>
        <source>Copy this picture</source>
        <translation>Dieses Bild kopieren</translation>
    </message>
    <message>
        <source>Move this picture to the trash</source>
        <translation>Dieses Bild in den Papierkorb verschieben</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::KeepModelsBox</name>
    <message>
        <source>A model</source>
        <translation>Ein Modell</translation>
    </message>
    <message>
        <source>Keep %1 in the models folder?</source>
        <translation>%1 in den Modellordner aufnehmen?</translation>
    </message>
    <message numerus="yes">
        <source>Keep these %n files in the models folder?</source>
        <translation>
            <numerusform>Diese %n Datei im Modellordner behalten?</numerusform>
            <numerusform>Diese %n Dateien im Modellordner behalten?</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy stays whatever happens to the file; a link takes no room on the disk.</source>
        <translation>Eine Kopie bleibt, was auch mit der Datei geschieht; eine Verknüpfung belegt keinen Speicherplatz.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Link</source>
        <translation>&amp;Verknüpfen</translation>
    </message>
    <message>
        <source>&amp;Only use it</source>
        <translation>&amp;Nur verwenden</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::KeptFile</name>
    <message>
        <source>%1 cannot be read and is kept under another name: %2</source>
        <translation>%1 ist nicht lesbar und wird unter einem anderen Namen aufbewahrt: %2</translation>
    </message>
    <message>
        <source>%1 Nothing is written to it until the next start.</source>
        <translation>%1 Bis zum nächsten Start wird nichts hineingeschrieben.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::KeysPage</name>
    <message>
        <source>&amp;Usual keys</source>
        <translation>&amp;Standard</translation>
    </message>
    <message>
        <source>The keys that this command has from the start</source>
        <translation>Das ursprüngliche Tastenkürzel dieses Befehls</translation>
    </message>
    <message>
        <source>&amp;No key</source>
        <translation>Kei&amp;n Kürzel</translation>
    </message>
    <message>
        <source>Leave this command without a key</source>
        <translation>Diesen Befehl ohne Tastenkürzel lassen</translation>
    </message>
    <message>
        <source>&amp;Take it from there</source>
        <translation>&amp;Dort entfernen</translation>
    </message>
    <message>
        <source>Only this command keeps the key</source>
        <translation>Nur dieser Befehl behält das Tastenkürzel</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Befehle und Tastenkürzel durchsuchen</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tastenkürzel</translation>
    </message>
    <message>
        <source>Key of this command</source>
        <translation>Tastenkürzel dieses Befehls</translation>
    </message>
    <message>
        <source>Press the key that this command should have</source>
        <translation>Das Tastenkürzel drücken, das dieser Befehl haben soll</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>Alle zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Every command gets its usual keys back</source>
        <translation>Jeder Befehl bekommt seine ursprünglichen Tastenkürzel zurück</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>Tasten&amp;kürzel:</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>„%1“ (%2)</translation>
    </message>
    <message>
        <source>The same key also belongs to %1.</source>
        <translation>Dasselbe Tastenkürzel gehört auch zu %1.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::LayerModel</name>
    <message>
        <source>mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>sichtbar</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::LayersPanel</name>
    <message>
        <source>Opacity of the layer</source>
        <translation>Deckkraft der Ebene</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>How the layer is laid on those below</source>
        <translation>Wie die Ebene mit denen darunter gemischt wird</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Add a mask: what is painted on it is made anew</source>
        <translation>Maske hinzufügen: Was darauf gemalt wird, wird neu generiert</translation>
    </message>
    <message>
        <source>Duplicate the layer</source>
        <translation>Ebene duplizieren</translation>
    </message>
    <message>
        <source>Raise the layer</source>
        <translation>Ebene anheben</translation>
    </message>
    <message>
        <source>Lower the layer</source>
        <translation>Ebene absenken</translation>
    </message>
    <message>
        <source>Merge with the layer below</source>
        <translation>Mit der Ebene darunter vereinen</translation>
    </message>
    <message>
        <source>Lock the layer</source>
        <translation>Ebene sperren</translation>
    </message>
    <message>
        <source>Remove the layer</source>
        <translation>Ebene entfernen</translation>
    </message>
    <message>
        <source>Unlock the layer</source>
        <translation>Ebene entsperren</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>Multiplizieren</translation>
    </message>
    <message>
        <source>Darken</source>
        <translation>Abdunkeln</translation>
    </message>
    <message>
        <source>Colour burn</source>
        <translation>Farbig nachbelichten</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Negativ multiplizieren</translation>
    </message>
    <message>
        <source>Lighten</source>
        <translation>Aufhellen</translation>
    </message>
    <message>
        <source>Colour dodge</source>
        <translation>Farbig abwedeln</translation>
    </message>
    <message>
        <source>Addition</source>
        <translation>Addition</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Ineinanderkopieren</translation>
    </message>
    <message>
        <source>Soft light</source>
        <translation>Weiches Licht</translation>
    </message>
    <message>
        <source>Hard light</source>
        <translation>Hartes Licht</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>Farbton</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Luminosity</source>
        <translation>Luminanz</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::LibraryList</name>
    <message>
        <source>Every kind</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Preview decoder</source>
        <translation>Vorschau-Decoder</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Etwas anderes</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::LookPage</name>
    <message>
        <source>The language and the size change with the next start.</source>
        <translation>Sprache und Größe ändern sich mit dem nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Farbschema:</translation>
    </message>
    <message>
        <source>&amp;Size of everything:</source>
        <translation>&amp;Größe der Oberfläche:</translation>
    </message>
    <message>
        <source>&amp;Memory for undo:</source>
        <translation>Speicher für &amp;Rückgängig:</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
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
        <source>Size of everything</source>
        <translation>Größe der Oberfläche</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Beyond what the system asks for</source>
        <translation>Zusätzlich zur Skalierung des Systems</translation>
    </message>
    <message>
        <source>Memory for undo</source>
        <translation>Speicher für Rückgängig</translation>
    </message>
    <message>
        <source>When the steps hold more, the oldest are forgotten</source>
        <translation>Brauchen die Schritte mehr, werden die ältesten vergessen</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::MainWindow</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>One picture at a time</source>
        <translation>Ein einzelnes Bild</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <source>The document: layers, selections, a box to generate in</source>
        <translation>Das Dokument: Ebenen, Auswahl und ein Rahmen zum Generieren</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1[*]</source>
        <translation>%1[*]</translation>
    </message>
    <message>
        <source>Lemnos</source>
        <translation>Lemnos</translation>
    </message>
    <message>
        <source>Looking for a device…</source>
        <translation>Gerät wird gesucht…</translation>
    </message>
    <message>
        <source>%1 · preparing the model…</source>
        <translation>%1 · Modell wird vorbereitet…</translation>
    </message>
    <message>
        <source>%1 · ready</source>
        <translation>%1 · bereit</translation>
    </message>
    <message>
        <source>%1 · the model could not be loaded</source>
        <translation>%1 · Modell konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>No usable device</source>
        <translation>Kein nutzbares Gerät</translation>
    </message>
    <message>
        <source>Drop to lay this picture on the canvas</source>
        <translation>Ablegen, um dieses Bild auf die Leinwand zu legen</translation>
    </message>
    <message>
        <source>Drop to start from this picture</source>
        <translation>Ablegen, um dieses Bild als Ausgangsbild zu verwenden</translation>
    </message>
    <message>
        <source>Drop to take its settings, or a checkpoint as the model</source>
        <translation>Ablegen, um die Einstellungen oder einen Checkpoint als Modell zu übernehmen</translation>
    </message>
    <message>
        <source>Pictures are not saved</source>
        <translation>Bilder sind nicht gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be saved and will be lost. Close anyway?</source>
        <translation>
            <numerusform>%n Bild konnte nicht gespeichert werden und geht verloren. Trotzdem schließen?</numerusform>
            <numerusform>%n Bilder konnten nicht gespeichert werden und gehen verloren. Trotzdem schließen?</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New document</source>
        <translation>&amp;Neues Dokument</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Export the picture…</source>
        <translation>Bild &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Start from a picture…</source>
        <translation>&amp;Ausgangsbild wählen…</translation>
    </message>
    <message>
        <source>Open the &amp;gallery folder</source>
        <translation>&amp;Galerieordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Devices…</source>
        <translation>&amp;Geräte…</translation>
    </message>
    <message>
        <source>&amp;About Lemnos</source>
        <translation>Ü&amp;ber Lemnos</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>&amp;Generieren</translation>
    </message>
    <message>
        <source>Generate &amp;first</source>
        <translation>Als &amp;Nächstes generieren</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>&amp;Keep the live picture</source>
        <translation>Live-Bild &amp;behalten</translation>
    </message>
    <message>
        <source>Cancel &amp;all</source>
        <translation>All&amp;es abbrechen</translation>
    </message>
    <message>
        <source>X/Y &amp;grid…</source>
        <translation>X/Y-&amp;Raster…</translation>
    </message>
    <message>
        <source>Galler&amp;y…</source>
        <translation>Galer&amp;ie…</translation>
    </message>
    <message>
        <source>Write the &amp;prompt</source>
        <translation>&amp;Prompt schreiben</translation>
    </message>
    <message>
        <source>&amp;Restore the settings of this picture</source>
        <translation>Einstellungen dieses Bildes &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Start from this picture</source>
        <translation>Als Ausgangsbild &amp;verwenden</translation>
    </message>
    <message>
        <source>C&amp;opy this picture</source>
        <translation>Dieses Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>&amp;Datei wählen…</translation>
    </message>
    <message>
        <source>&amp;Get models…</source>
        <translation>Modelle &amp;herunterladen…</translation>
    </message>
    <message>
        <source>&amp;Open the models folder</source>
        <translation>Modell&amp;ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Folders with models…</source>
        <translation>Ordner mit &amp;Modellen…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>Switch between picture and &amp;canvas</source>
        <translation>Zwischen Bild und &amp;Leinwand wechseln</translation>
    </message>
    <message>
        <source>&amp;Edit this picture on the canvas</source>
        <translation>Dieses Bild auf der Leinwand &amp;bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Fit the generation &amp;box</source>
        <translation>&amp;Generierungsrahmen einpassen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;200 %</source>
        <translation>&amp;200 %</translation>
    </message>
    <message>
        <source>&amp;400 %</source>
        <translation>&amp;400 %</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Her&amp;auszoomen</translation>
    </message>
    <message>
        <source>Turn the view &amp;left</source>
        <translation>Ansicht nach l&amp;inks drehen</translation>
    </message>
    <message>
        <source>Turn the view &amp;right</source>
        <translation>Ansicht nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>Straighten the view</source>
        <translation>Ansicht gerade ausrichten</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>About Lemnos</source>
        <translation>Über Lemnos</translation>
    </message>
    <message>
        <source>Lemnos %1, a studio for AI art on any Vulkan device.

Your pictures are in %2.
Apache License 2.0.</source>
        <translation>Lemnos %1, ein Studio für KI-Kunst auf jedem Vulkan-Gerät.

Die Bilder liegen in %2.
Apache License 2.0.</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>Copying %1: %2 %</source>
        <translation>%1 wird kopiert: %2 %</translation>
    </message>
    <message>
        <source>Of %1 files only %2 was taken.</source>
        <translation>Von %1 Dateien wurde nur %2 genommen.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::MaskSettings</name>
    <message>
        <source>Grow</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>How far around the selection everything changes, too</source>
        <translation>Wie weit um die Auswahl herum sich noch alles ändert</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Weicher Rand</translation>
    </message>
    <message>
        <source>In how many pixels beyond that the change fades out</source>
        <translation>In wie vielen Pixeln die Änderung jenseits davon ausläuft</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>How much around what changes the model sees at least</source>
        <translation>Wie viel das Modell um das, was sich ändert, mindestens sieht</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>What stands under the mask when the run starts</source>
        <translation>Was zu Beginn unter der Maske steht</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>Was da ist</translation>
    </message>
    <message>
        <source>Blurred surroundings</source>
        <translation>Verwischte Umgebung</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Model sees</source>
        <translation>Modell sieht</translation>
    </message>
    <message>
        <source>The surroundings of the selection in full resolution, or the whole box</source>
        <translation>Die Umgebung der Auswahl in voller Auflösung oder den ganzen Rahmen</translation>
    </message>
    <message>
        <source>Surroundings</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Whole box</source>
        <translation>Ganzen Rahmen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Whether what is painted takes on the colours around it</source>
        <translation>Ob das Gemalte die Farben um sich herum annimmt</translation>
    </message>
    <message>
        <source>Match the surroundings</source>
        <translation>Der Umgebung angleichen</translation>
    </message>
    <message>
        <source>As painted</source>
        <translation>Wie gemalt</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::MessageBar</name>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Pictures cannot be made yet: %1</source>
        <translation>Noch können keine Bilder generiert werden: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelBox</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Checkpoints (%1);;All files (*)</source>
        <translation>Checkpoints (%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelCard</name>
    <message>
        <source>Picture of the model</source>
        <translation>Bild des Modells</translation>
    </message>
    <message>
        <source>Memory for a picture</source>
        <translation>Speicher für ein Bild</translation>
    </message>
    <message>
        <source>Trigger words</source>
        <translation>Auslösewörter</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Details of the model</source>
        <translation>Einzelheiten des Modells</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>Add the &amp;words</source>
        <translation>&amp;Wörter einfügen</translation>
    </message>
    <message>
        <source>Copy &amp;hash</source>
        <translation>&amp;Hash kopieren</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Adds the trigger words to the prompt</source>
        <translation>Fügt die Auslösewörter in den Prompt ein</translation>
    </message>
    <message>
        <source>Opens the folder that the file lies in</source>
        <translation>Öffnet den Ordner, in dem die Datei liegt</translation>
    </message>
    <message>
        <source>Models window</source>
        <translation>Modellfenster</translation>
    </message>
    <message>
        <source>Use the model</source>
        <translation>Das Modell verwenden</translation>
    </message>
    <message>
        <source>Add the trigger words to the prompt</source>
        <translation>Die Auslösewörter in den Prompt einfügen</translation>
    </message>
    <message>
        <source>Copy the hash</source>
        <translation>Den Hash kopieren</translation>
    </message>
    <message>
        <source>Show the model in its folder</source>
        <translation>Das Modell in seinem Ordner zeigen</translation>
    </message>
    <message>
        <source>Paints with this model from now on</source>
        <translation>Malt ab jetzt mit diesem Modell</translation>
    </message>
    <message>
        <source>Adds it to the prompt</source>
        <translation>Fügt es in den Prompt ein</translation>
    </message>
    <message>
        <source>Reads the whole file for its hash</source>
        <translation>Liest die ganze Datei für ihren Hash</translation>
    </message>
    <message>
        <source>Copies the AutoV2 hash</source>
        <translation>Kopiert den AutoV2-Hash</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Compute &amp;hash</source>
        <translation>&amp;Hash berechnen</translation>
    </message>
    <message>
        <source>Being estimated…</source>
        <translation>Wird geschätzt…</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>Wo es liegt</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelChoices</name>
    <message>
        <source>Starter (comes with Lemnos)</source>
        <translation>Starter (bei Lemnos dabei)</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelImporter</name>
    <message>
        <source>It was not taken into the models folder: %1</source>
        <translation>Die Datei wurde nicht in den Modellordner aufgenommen: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelImports</name>
    <message numerus="yes">
        <source>%n files lie in the models folder now.</source>
        <translation>
            <numerusform>%n Datei liegt jetzt im Modellordner.</numerusform>
            <numerusform>%n Dateien liegen jetzt im Modellordner.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 is the model.</source>
        <translation>%1 %2 ist das Modell.</translation>
    </message>
    <message>
        <source>%1 lies in the models folder and is the model now.</source>
        <translation>%1 liegt im Modellordner und ist jetzt das Modell.</translation>
    </message>
    <message>
        <source>%1 lies in the models folder. Write &lt;lora:%1:1&gt; into the prompt to paint with it.</source>
        <translation>%1 liegt im Modellordner. Mit &lt;lora:%1:1&gt; im Prompt wird damit generiert.</translation>
    </message>
    <message>
        <source>%1 lies in the models folder now.</source>
        <translation>%1 liegt jetzt im Modellordner.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelScanner</name>
    <message>
        <source>still being copied</source>
        <translation>wird noch kopiert</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelsPanel</name>
    <message>
        <source>Search the models</source>
        <translation>Modelle durchsuchen</translation>
    </message>
    <message>
        <source>Search names, families, folders</source>
        <translation>Namen, Familien, Ordner durchsuchen</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Only models of one kind</source>
        <translation>Nur Modelle einer Art</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Looking through the folders…</source>
        <translation>Die Ordner werden durchgesehen…</translation>
    </message>
    <message>
        <source>Drop models into %1.</source>
        <translation>Modelle in %1 ablegen.</translation>
    </message>
    <message>
        <source>%1 of %2 models</source>
        <translation>%1 von %2 Modellen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Words that all occur</source>
        <translation>Wörter, die alle vorkommen</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 Modelle</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Copying %1: %2 %</source>
        <translation>%1 wird kopiert: %2 %</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::NumberSlider</name>
    <message>
        <source>%1, slider</source>
        <translation>%1, Schieberegler</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PictureDesk</name>
    <message>
        <source>%1 could not be read.</source>
        <translation>%1 konnte nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PictureExport</name>
    <message>
        <source>%1 was written.</source>
        <translation>%1 wurde geschrieben.</translation>
    </message>
    <message>
        <source>%1 pictures were written to %2.</source>
        <translation>%1 Bilder wurden nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>Stopped. %1</source>
        <translation>Angehalten. %1</translation>
    </message>
    <message>
        <source>and %1 more.</source>
        <translation>und %1 weitere.</translation>
    </message>
    <message>
        <source>%1 of the pictures could not be written: </source>
        <translation>%1 der Bilder konnten nicht geschrieben werden: </translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PictureView</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Live preview of the picture being made</source>
        <translation>Live-Vorschau des Bildes, das gerade entsteht</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PromptCompleter</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PromptEditor</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>More &amp;weight</source>
        <translation>&amp;Mehr Gewicht</translation>
    </message>
    <message>
        <source>&amp;Less weight</source>
        <translation>&amp;Weniger Gewicht</translation>
    </message>
    <message>
        <source>&amp;Earlier prompt</source>
        <translation>&amp;Früherer Prompt</translation>
    </message>
    <message>
        <source>Late&amp;r prompt</source>
        <translation>&amp;Späterer Prompt</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::PromptPanel</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>A red lighthouse by the sea at night, watercolor</source>
        <translation>Am besten auf Englisch, z.&#xa0;B. a red lighthouse by the sea at night, watercolor</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <source>Blurry, text</source>
        <translation>blurry, text</translation>
    </message>
    <message>
        <source>What the picture should stay away from</source>
        <translation>Was auf dem Bild nicht zu sehen sein soll</translation>
    </message>
    <message>
        <source>What you want to see (%1). %2 generates, Enter starts a new line.
%3 and %4 give the selection or the word at the cursor more or less weight.
%5 and %6 bring earlier prompts.</source>
        <translation>Was zu sehen sein soll (%1). %2 generiert, Enter beginnt eine neue Zeile.
%3 und %4 geben der Auswahl oder dem Wort am Cursor mehr oder weniger Gewicht.
%5 und %6 holen frühere Prompts.</translation>
    </message>
    <message>
        <source>My style</source>
        <translation>Mein Stil</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::QueueModel</name>
    <message>
        <source>seed %1</source>
        <translation>Seed %1</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>guidance %1</source>
        <translation>Guidance %1</translation>
    </message>
    <message>
        <source>(no prompt)</source>
        <translation>(kein Prompt)</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Remove all that wait and stop the running one</source>
        <translation>Alle wartenden Bilder entfernen und das laufende abbrechen</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the pictures that wait</source>
        <translation>Mit den wartenden Bildern weitermachen</translation>
    </message>
    <message>
        <source>Finish the running picture and start no other</source>
        <translation>Das laufende Bild fertigstellen und kein weiteres beginnen</translation>
    </message>
    <message>
        <source>Drag changes the order</source>
        <translation>Ziehen ändert die Reihenfolge</translation>
    </message>
    <message>
        <source>Move towards the front</source>
        <translation>Nach vorn verschieben</translation>
    </message>
    <message>
        <source>Move towards the end</source>
        <translation>Nach hinten verschieben</translation>
    </message>
    <message>
        <source>Remove from the queue, or stop it if it runs</source>
        <translation>Das Bild aus der Warteschlange entfernen oder abbrechen, wenn es läuft</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::RequestModel</name>
    <message>
        <source>Type what you want to see first.</source>
        <translation>Bitte zuerst eingeben, was zu sehen sein soll.</translation>
    </message>
    <message>
        <source>The model file “%1” is no longer there. Choose another model.</source>
        <translation>Die Modelldatei „%1“ ist nicht mehr vorhanden. Bitte ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The start picture “%1” is no longer there. Choose another or remove it.</source>
        <translation>Das Ausgangsbild „%1“ ist nicht mehr vorhanden. Bitte ein anderes wählen oder es entfernen.</translation>
    </message>
    <message>
        <source>The seed “%1” is not a whole number from 0 to %2.</source>
        <translation>Der Seed „%1“ ist keine ganze Zahl von 0 bis %2.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::SeedRow</name>
    <message>
        <source>Draw another seed</source>
        <translation>Anderen Seed würfeln</translation>
    </message>
    <message>
        <source>Keep this seed</source>
        <translation>Diesen Seed behalten</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The number that the picture grows from: the same seed and settings give the same picture</source>
        <translation>Die Zahl, aus der das Bild entsteht: Gleicher Seed und gleiche Einstellungen ergeben das gleiche Bild</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>This seed is kept for the next picture</source>
        <translation>Dieser Seed bleibt für das nächste Bild</translation>
    </message>
    <message>
        <source>Every picture gets a new seed; press to keep this one</source>
        <translation>Jedes Bild bekommt einen neuen Seed; drücken, um diesen zu behalten</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::SettingsPanel</name>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guidance</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Sampler</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Schedule</translation>
    </message>
    <message>
        <source>The model that paints; checkpoints are .safetensors, .gguf or .ckpt files</source>
        <translation>Das Modell, mit dem generiert wird; Checkpoints sind .safetensors-, .gguf- oder .ckpt-Dateien</translation>
    </message>
    <message>
        <source>More steps take longer and settle finer details</source>
        <translation>Mehr Schritte dauern länger und arbeiten feinere Details aus</translation>
    </message>
    <message>
        <source>How closely the picture follows the prompt; 1 leaves it free</source>
        <translation>Wie genau das Bild dem Prompt folgt; 1 lässt ihm freie Hand</translation>
    </message>
    <message>
        <source>The method that turns noise into the picture</source>
        <translation>Das Verfahren, das aus Rauschen das Bild macht</translation>
    </message>
    <message>
        <source>How the steps are spread from noise to picture</source>
        <translation>Wie sich die Schritte vom Rauschen zum Bild verteilen</translation>
    </message>
    <message>
        <source>How far to depart from the start picture: 0 keeps it, 1 only remembers its size</source>
        <translation>Wie weit vom Ausgangsbild abgewichen wird: 0 behält es bei, 1 übernimmt nur seine Größe</translation>
    </message>
    <message>
        <source>Number of pictures</source>
        <translation>Anzahl der Bilder</translation>
    </message>
    <message>
        <source>How many pictures one press makes, with ascending seeds</source>
        <translation>Wie viele Bilder auf einmal generiert werden, mit aufsteigenden Seeds</translation>
    </message>
    <message>
        <source>Back to the model&apos;s defaults</source>
        <translation>Zurück zu den Vorgaben des Modells</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgangsbild</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>VAE, clip skip, noise and what else most pictures do without</source>
        <translation>VAE, Clip-Skip, Rauschen und was die meisten Bilder sonst nicht brauchen</translation>
    </message>
    <message>
        <source>Back to the model&apos;s defaults for all of these</source>
        <translation>Zurück zu den Vorgaben des Modells für all dies</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::SheetDialog</name>
    <message>
        <source>&amp;Make</source>
        <translation>&amp;Erstellen</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktbogen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Size of each picture</source>
        <translation>Größe jedes Bildes</translation>
    </message>
    <message>
        <source>Pictures beside each other</source>
        <translation>Bilder nebeneinander</translation>
    </message>
    <message>
        <source>The square that each picture fits into, in pixels</source>
        <translation>Das Quadrat, in das jedes Bild passt, in Pixeln</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> Pixel</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>What stands below each picture</source>
        <translation>Was unter jedem Bild steht</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
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
        <source>The colour of the sheet</source>
        <translation>Die Farbe des Bogens</translation>
    </message>
    <message>
        <source>C&amp;olumns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Size of each</source>
        <translation>&amp;Größe je Bild</translation>
    </message>
    <message>
        <source>Ca&amp;ptions</source>
        <translation>&amp;Beschriftung</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>&amp;Hintergrund</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>%1 pictures on one sheet of %2</source>
        <translation>%1 Bilder auf einem Bogen von %2</translation>
    </message>
    <message>
        <source>%1 pictures on %2 sheets, the first of %3</source>
        <translation>%1 Bilder auf %2 Bögen, der erste von %3</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ShortcutModel</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::SizeRow</name>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Swap width and height</source>
        <translation>Breite und Höhe tauschen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::StagingBar</name>
    <message>
        <source>Previous result</source>
        <translation>Vorheriges Ergebnis</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Nächstes Ergebnis</translation>
    </message>
    <message>
        <source>Compare with before</source>
        <translation>Mit vorher vergleichen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard all</source>
        <translation>Alle verwerfen</translation>
    </message>
    <message>
        <source>Show the previous result</source>
        <translation>Das vorherige Ergebnis anzeigen</translation>
    </message>
    <message>
        <source>Show the next result</source>
        <translation>Das nächste Ergebnis anzeigen</translation>
    </message>
    <message>
        <source>Hold to see the document without it</source>
        <translation>Gedrückt halten, um das Dokument ohne das Ergebnis zu sehen</translation>
    </message>
    <message>
        <source>Make it a layer</source>
        <translation>Als Ebene übernehmen</translation>
    </message>
    <message>
        <source>Discard this result; the history keeps it</source>
        <translation>Dieses Ergebnis verwerfen; im Verlauf bleibt es erhalten</translation>
    </message>
    <message>
        <source>Discard all results; the history keeps them</source>
        <translation>Alle Ergebnisse verwerfen; im Verlauf bleiben sie erhalten</translation>
    </message>
    <message>
        <source>Result %1</source>
        <translation>Ergebnis %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::StartPictureRow</name>
    <message>
        <source>Remove the start picture</source>
        <translation>Ausgangsbild entfernen</translation>
    </message>
    <message>
        <source>Start from noise again</source>
        <translation>Wieder vom Rauschen ausgehen</translation>
    </message>
    <message>
        <source>Choose a picture to start from</source>
        <translation>Ausgangsbild wählen</translation>
    </message>
    <message>
        <source>Start picture %1</source>
        <translation>Ausgangsbild %1</translation>
    </message>
    <message>
        <source>Chooses another</source>
        <translation>Wählt ein anderes</translation>
    </message>
    <message>
        <source>Choose another picture to start from</source>
        <translation>Ein anderes Ausgangsbild wählen</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;All files (*)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.bmp);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::StudioModel</name>
    <message>
        <source>Pictures need a usable device: %1</source>
        <translation>Für Bilder wird ein nutzbares Gerät gebraucht: %1</translation>
    </message>
    <message numerus="yes">
        <source>The queue is paused: %n picture(s) wait.</source>
        <translation>
            <numerusform>Die Warteschlange ist angehalten: %n Bild wartet.</numerusform>
            <numerusform>Die Warteschlange ist angehalten: %n Bilder warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>This picture carries no settings of Lemnos that could be restored.</source>
        <translation>Dieses Bild enthält keine Einstellungen von Lemnos, die sich wiederherstellen lassen.</translation>
    </message>
    <message>
        <source>Only a saved picture can be started from.</source>
        <translation>Nur ein gespeichertes Bild kann Ausgangsbild sein.</translation>
    </message>
    <message>
        <source>%1 carries no settings that could be restored.</source>
        <translation>%1 enthält keine Einstellungen, die sich wiederherstellen lassen.</translation>
    </message>
    <message>
        <source>The model “%1” of this picture is not known here; the model in use stays.</source>
        <translation>Das Modell „%1“ dieses Bildes ist hier nicht bekannt; das aktuelle Modell bleibt.</translation>
    </message>
    <message>
        <source>This picture was started from “%1”, which is not known here; the settings are restored without it.</source>
        <translation>Dieses Bild ging von „%1“ aus, das hier nicht bekannt ist; die Einstellungen werden ohne Ausgangsbild wiederhergestellt.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing of it was kept.</source>
        <translation>Abgebrochen. Nichts davon wurde behalten.</translation>
    </message>
    <message>
        <source>No picture was made: %1</source>
        <translation>Es wurde kein Bild generiert: %1</translation>
    </message>
    <message>
        <source>The picture could not be saved and is kept in memory: %1</source>
        <translation>Das Bild konnte nicht gespeichert werden und bleibt im Arbeitsspeicher: %1</translation>
    </message>
    <message>
        <source>The document that this was painted for is not open; the picture is in the history.</source>
        <translation>Das Dokument, für das dies gemalt wurde, ist nicht geöffnet; das Bild liegt im Verlauf.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::StylesButton</name>
    <message>
        <source>Styles</source>
        <translation>Stile</translation>
    </message>
    <message>
        <source>Styles: %1</source>
        <translation>Stile: %1</translation>
    </message>
    <message>
        <source>Styles: none</source>
        <translation>Stile: keine</translation>
    </message>
    <message>
        <source>Words around the prompt, by name; several at once</source>
        <translation>Wörter um den Prompt herum, unter einem Namen; mehrere auf einmal</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <source>&amp;Keep this prompt as a style…</source>
        <translation>Diesen Prompt als Stil &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Edit styles…</source>
        <translation>Stile &amp;bearbeiten…</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::StylesDialog</name>
    <message>
        <source>Styles</source>
        <translation>Stile</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Removes a style of your own; shipped ones stay</source>
        <translation>Entfernt einen eigenen Stil; mitgelieferte bleiben</translation>
    </message>
    <message>
        <source>My style</source>
        <translation>Mein Stil</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Prompt of the style</source>
        <translation>Prompt des Stils</translation>
    </message>
    <message>
        <source>{prompt} is the place of what you write; without it the words follow behind a comma</source>
        <translation>{prompt} steht für den eingegebenen Text; fehlt es, folgen die Wörter nach einem Komma</translation>
    </message>
    <message>
        <source>Negative prompt of the style</source>
        <translation>Negativer Prompt des Stils</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>N&amp;ame</translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation>&amp;Prompt</translation>
    </message>
    <message>
        <source>Ne&amp;gative prompt</source>
        <translation>Ne&amp;gativer Prompt</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::TokenLabel</name>
    <message>
        <source>%1 tokens; the model reads %2 at a time</source>
        <translation>%1 Token; das Modell liest %2 auf einmal</translation>
    </message>
    <message>
        <source>Choices differ in length: this is one of them.</source>
        <translation>Varianten sind verschieden lang: Dies ist eine davon.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) at the end do not fit and will be left out.</source>
        <translation>
            <numerusform>%n Wort am Ende passt nicht mehr hinein und wird weggelassen.</numerusform>
            <numerusform>%n Wörter am Ende passen nicht mehr hinein und werden weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The model&apos;s vocabulary is being read</source>
        <translation>Das Vokabular des Modells wird gelesen</translation>
    </message>
    <message>
        <source>Tokens cannot be counted: %1</source>
        <translation>Die Token lassen sich nicht zählen: %1</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ToolBar</name>
    <message>
        <source>Colour %1</source>
        <translation>Vordergrundfarbe %1</translation>
    </message>
    <message>
        <source>The colour to paint with; choose another</source>
        <translation>Vordergrundfarbe, mit der gemalt wird; eine andere wählen</translation>
    </message>
    <message>
        <source>Other colour %1</source>
        <translation>Hintergrundfarbe %1</translation>
    </message>
    <message>
        <source>The other colour; paint with it instead</source>
        <translation>Hintergrundfarbe; stattdessen mit ihr malen</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::ToolOptions</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What a new shape does to the selection</source>
        <translation>Was eine neue Form mit der Auswahl macht</translation>
    </message>
    <message>
        <source>Hold Shift to add, Alt to take away, both for what they share</source>
        <translation>Mit Umschalt hinzufügen, mit Alt abziehen, mit beiden die Schnittmenge bilden</translation>
    </message>
    <message>
        <source>New selection</source>
        <translation>Neue Auswahl</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Abziehen</translation>
    </message>
    <message>
        <source>Intersect</source>
        <translation>Schnittmenge</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>How far a colour may be from the one that is clicked, 0 to 255</source>
        <translation>Wie weit eine Farbe von der angeklickten abweichen darf, 0 bis 255</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Zusammenhängend</translation>
    </message>
    <message>
        <source>Only what hangs together with the pixel that is clicked</source>
        <translation>Nur was mit dem angeklickten Pixel zusammenhängt</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>Alle Ebenen</translation>
    </message>
    <message>
        <source>Look at the picture rather than at the active layer</source>
        <translation>Das ganze Bild statt der aktiven Ebene betrachten</translation>
    </message>
    <message>
        <source>Grid of the generation box</source>
        <translation>Raster des Generierungsrahmens</translation>
    </message>
    <message>
        <source>Hold Alt to leave the grid</source>
        <translation>Alt halten, um vom Raster abzuweichen</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Diameter of the brush</source>
        <translation>Durchmesser des Pinsels</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>Stift</translation>
    </message>
    <message>
        <source>What the pressure of a pen changes</source>
        <translation>Was der Druck eines Stifts ändert</translation>
    </message>
    <message>
        <source>Pressed lightly it paints &amp;thin</source>
        <translation>Leicht gedrückt malt er &amp;dünn</translation>
    </message>
    <message>
        <source>Pressed lightly it paints &amp;faint</source>
        <translation>Leicht gedrückt malt er &amp;schwach</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::TriggerWords</name>
    <message>
        <source>The tags that it learned from (ss_tag_frequency) cannot be read.</source>
        <translation>Die Schlagwörter, aus denen es gelernt hat (ss_tag_frequency), sind nicht lesbar.</translation>
    </message>
    <message>
        <source>%1 is damaged and was left out.</source>
        <translation>%1 ist beschädigt und wurde ausgelassen.</translation>
    </message>
    <message>
        <source>%1: &quot;trainedWords&quot; is no list and was left out.</source>
        <translation>%1: „trainedWords“ ist keine Liste und wurde ausgelassen.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::VaeBox</name>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>Der des Modells</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a VAE</source>
        <translation>VAE wählen</translation>
    </message>
    <message>
        <source>Autoencoders (%1);;All files (*)</source>
        <translation>Autoencoder (%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::WelcomePanel</name>
    <message>
        <source>Type what you want to see</source>
        <translation>Eingeben, was zu sehen sein soll</translation>
    </message>
    <message>
        <source>a red lighthouse by the sea at night, watercolor</source>
        <translation>a red lighthouse by the sea at night, watercolor</translation>
    </message>
    <message>
        <source>three yellow tulips in a meadow, stained glass</source>
        <translation>three yellow tulips in a meadow, stained glass</translation>
    </message>
    <message>
        <source>a blue whale at sunset, flat illustration</source>
        <translation>a blue whale at sunset, flat illustration</translation>
    </message>
    <message>
        <source>Paint: %1</source>
        <translation>Generieren: %1</translation>
    </message>
    <message>
        <source>Paint this</source>
        <translation>Dieses Bild generieren</translation>
    </message>
    <message>
        <source>Or begin with one of these:</source>
        <translation>Oder mit einem von diesen beginnen:</translation>
    </message>
    <message>
        <source>%1 paints it. Or begin with one of these:</source>
        <translation>%1 generiert es. Oder mit einem von diesen beginnen:</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::Workers</name>
    <message>
        <source>The model could not be loaded: %1</source>
        <translation>Das Modell konnte nicht geladen werden: %1</translation>
    </message>
    <message>
        <source>The picture was written to %1.</source>
        <translation>Das Bild wurde nach %1 geschrieben.</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::Workspace</name>
    <message>
        <source>Generated</source>
        <translation>Generiert</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
</context>
<context>
    <name>lemnos::studio::WriteDialog</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%v of %m</source>
        <translation>%v von %m</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>PNG keeps every pixel; JPEG and WebP are smaller</source>
        <translation>PNG bewahrt jedes Pixel; JPEG und WebP sind kleiner</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>From 1, small, to 100, best</source>
        <translation>Von 1, klein, bis 100, am besten</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualität</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Where the files go; nothing there is replaced</source>
        <translation>Wohin die Dateien kommen; nichts dort wird ersetzt</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Den Ordner wählen</translation>
    </message>
    <message>
        <source>Fo&amp;lder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Where the pictures go</source>
        <translation>Wohin die Bilder kommen</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>A desktop studio for AI art.</source>
        <translation>Ein Desktop-Studio für KI-Kunst.</translation>
    </message>
    <message>
        <source>Opens with this prompt being painted.</source>
        <translation>Generiert gleich nach dem Start diesen Prompt.</translation>
    </message>
    <message>
        <source>Prints the milliseconds until the window is painted, and quits.</source>
        <translation>Gibt die Millisekunden aus, bis das Fenster gezeichnet ist, und beendet sich.</translation>
    </message>
    <message>
        <source>Lemnos is already running, but does not answer.</source>
        <translation>Lemnos läuft bereits, antwortet aber nicht.</translation>
    </message>
    <message>
        <source>Two studios would overwrite each other&apos;s queue and styles. Wait a moment, or end the process %1.</source>
        <translation>Zwei Studios würden einander Warteschlange und Stile überschreiben. Einen Augenblick warten oder den Prozess %1 beenden.</translation>
    </message>
    <message>
        <source>A picture, an .ora document or a model to open.</source>
        <translation>Ein Bild, ein .ora-Dokument oder ein Modell zum Öffnen.</translation>
    </message>
    <message>
        <source>One file at a time, please.</source>
        <translation>Bitte nur eine Datei auf einmal.</translation>
    </message>
</context>
</TS>
