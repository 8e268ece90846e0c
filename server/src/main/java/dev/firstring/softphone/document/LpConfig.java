package dev.firstring.softphone.document;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes Linphone's configuration: sections of entries, each of which overwrites the phone's value. Names and values
 * must not be empty because some readers fail on them. Not thread-safe.
 */
final class LpConfig {

    private static final String NAMESPACE = "http://www.linphone.org/xsds/lpconfig.xsd";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private boolean inSection;

    LpConfig() {
        try {
            xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement("config");
            xml.writeDefaultNamespace(NAMESPACE);
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    LpConfig section(String name) {
        try {
            if (inSection) {
                xml.writeEndElement();
            }
            inSection = true;
            xml.writeStartElement("section");
            xml.writeAttribute("name", needed(name));
            return this;
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    LpConfig entry(String name, String value) {
        try {
            xml.writeStartElement("entry");
            xml.writeAttribute("name", needed(name));
            xml.writeAttribute("overwrite", "true");
            xml.writeCharacters(needed(value));
            xml.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
    }

    LpConfig entry(String name, long value) {
        return entry(name, Long.toString(value));
    }

    byte[] bytes() {
        try {
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw unwritable(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String needed(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("neither a name nor a value may be empty");
        }
        return text;
    }

    private static IllegalStateException unwritable(XMLStreamException e) {
        return new IllegalStateException("XML could not be written to memory", e);
    }
}
