package dev.firstring.softphone.document;

import dev.firstring.sip.Transport;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.http.MediaType;

/**
 * The account XML of Acrobits Softphone, Groundwire and Cloud Softphone. They accept no hash, so it contains the
 * password. Its NAT settings are limited to STUN: the format has no field for a TURN password that expires.
 */
final class AcrobitsDocument implements Document {

    private final PhoneAccount account;

    AcrobitsDocument(PhoneAccount account) {
        this.account = account;
    }

    @Override
    public MediaType mediaType() {
        return new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] bytes() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("account");
            write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        String name = account.view().displayName();
        String username = account.address().username().value();
        element(xml, "title", name == null ? username + "@" + account.address().domain() : name);
        element(xml, "username", username);
        element(xml, "password", account.secret().reveal());
        if (name != null) {
            element(xml, "userDisplayName", name);
        }
        element(xml, "host", account.address().domain());
        if (account.proxy().isPresent()) {
            element(xml, "proxy", account.proxy().get().toString());
        }
        element(xml, "transport", transport());
        if (!account.natServers().isEmpty()) {
            element(xml, "natTraversal", "ice");
            element(xml, "STUN", account.natServers().getFirst().hostAndPort());
        }
    }

    /** Plain {@code tls} would make the phone use {@code sips:} in all headers, which few servers support. */
    private String transport() {
        return account.credential().profile().transport() == Transport.TLS ? "tls+sip:" : account.transport();
    }

    private static void element(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
