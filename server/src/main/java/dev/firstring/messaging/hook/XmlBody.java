package dev.firstring.messaging.hook;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses XML into the tree of the corresponding JSON: elements and attributes are fields by their local names, repeated
 * elements are lists. Document types are rejected, so that no entities are expanded and nothing is fetched.
 */
final class XmlBody {

    private static final int DEEPEST = 16;
    private static final String TEXT = "";
    private static final DocumentBuilderFactory FACTORY = factory();

    private XmlBody() {}

    /** Returns the content of the root element, or an empty object if the text is not XML. */
    static JsonNode read(String text) {
        try {
            DocumentBuilder builder = FACTORY.newDocumentBuilder();
            // The parser's default handler prints untrusted input.
            builder.setErrorHandler(new DefaultHandler());
            JsonNode tree =
                    node(builder.parse(new InputSource(new StringReader(text))).getDocumentElement(), 0);
            return tree.isObject() ? tree : JsonMapper.shared().createObjectNode();
        } catch (SAXException | IOException e) {
            return JsonMapper.shared().createObjectNode();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java does not read XML safely", e);
        }
    }

    private static JsonNode node(Element element, int depth) {
        ObjectNode tree = JsonMapper.shared().createObjectNode();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                tree.put(attribute.getLocalName(), attribute.getNodeValue());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner && depth < DEEPEST) {
                add(tree, inner.getLocalName(), node(inner, depth + 1));
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            }
        }
        String value = text.toString().strip();
        if (tree.isEmpty()) {
            return JsonMapper.shared().getNodeFactory().stringNode(value);
        }
        if (!value.isEmpty()) {
            tree.put(TEXT, value);
        }
        return tree;
    }

    private static void add(ObjectNode tree, String name, JsonNode value) {
        JsonNode before = tree.get(name);
        if (before == null) {
            tree.set(name, value);
        } else if (before instanceof ArrayNode list) {
            list.add(value);
        } else {
            tree.set(name, JsonMapper.shared().createArrayNode().add(before).add(value));
        }
    }

    private static DocumentBuilderFactory factory() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java does not read XML safely", e);
        }
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setNamespaceAware(true);
        return factory;
    }
}
