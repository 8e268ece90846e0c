package dev.firstring.softphone.document;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads XML with a parser of the JDK that writes none of it. */
final class ReadXml {

    private ReadXml() {}

    static Element root(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("not well-formed", e);
        }
    }

    /** The entries of Linphone's configuration as {@code section/name}, in order. */
    static Map<String, String> entries(byte[] xml) {
        Map<String, String> entries = new LinkedHashMap<>();
        NodeList found = root(xml).getElementsByTagNameNS("*", "entry");
        for (int i = 0; i < found.getLength(); i++) {
            Element entry = (Element) found.item(i);
            String key = ((Element) entry.getParentNode()).getAttribute("name") + "/" + entry.getAttribute("name");
            if (entries.put(key, entry.getTextContent()) != null) {
                throw new AssertionError("twice: " + key);
            }
        }
        return entries;
    }
}
