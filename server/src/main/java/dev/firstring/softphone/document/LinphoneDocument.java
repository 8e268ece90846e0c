package dev.firstring.softphone.document;

import dev.firstring.sip.turn.TurnGrant;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.http.MediaType;

/**
 * The configuration of an app that is built on liblinphone. It contains one HA1 instead of the password: of several
 * hashes for one account, such an app keeps only the last. The app does not store the URL of the document, so it does
 * not request a used-up link again.
 */
final class LinphoneDocument implements Document {

    private final PhoneAccount account;

    LinphoneDocument(PhoneAccount account) {
        this.account = account;
    }

    @Override
    public MediaType mediaType() {
        return new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] bytes() {
        LpConfig config = new LpConfig();
        config.section("misc").entry("transient_provisioning", 1);
        config.section("sip").entry("default_proxy", 0);
        natPolicy(config);
        signIn(config);
        proxy(config);
        codecs(config);
        return config.bytes();
    }

    /** The app supports one NAT server, reached over one or more transports. */
    private void natPolicy(LpConfig config) {
        List<NatServer> servers = account.natServers();
        if (servers.isEmpty()) {
            return;
        }
        String server = servers.getFirst().hostAndPort();
        config.section("net").entry("nat_policy_ref", natPolicyName());
        config.section("nat_policy_0").entry("ref", natPolicyName()).entry("stun_server", server);
        Optional<TurnGrant> turn = account.turn();
        turn.ifPresent(grant -> config.entry("stun_server_username", grant.username()));
        config.entry("protocols", turn.isPresent() ? "stun,turn,ice" : "stun,ice");
        if (turn.isPresent()) {
            List<String> host = servers.stream().map(LinphoneDocument::host).toList();
            for (String transport : List.of("udp", "tcp", "tls")) {
                boolean offered = servers.stream()
                        .filter(other -> host(other).equals(host.getFirst()))
                        .anyMatch(other -> other.transport().equals(transport));
                config.entry("turn_enable_" + transport, offered ? 1 : 0);
            }
        }
    }

    private void signIn(LpConfig config) {
        config.section("auth_info_0")
                .entry("username", account.address().username().value())
                .entry("domain", account.address().domain())
                .entry("realm", account.address().realm())
                .entry("ha1", account.hash().ha1(account.address(), account.secret()))
                .entry("algorithm", account.hash().token());
        account.turn()
                .ifPresent(grant -> config.section("auth_info_1")
                        .entry("username", grant.username())
                        .entry("passwd", grant.password()));
    }

    private void proxy(LpConfig config) {
        config.section("proxy_0")
                .entry("reg_proxy", "<" + account.server() + ">")
                .entry("reg_route", "<" + account.server() + ";lr>")
                .entry(
                        "reg_identity",
                        account.address()
                                .nameAddr(account.credential().profile().displayName()))
                .entry("realm", account.address().realm())
                .entry("reg_expires", account.view().registrationExpiry())
                .entry("reg_sendregister", 1)
                .entry("publish", 0)
                .entry("avpf", 0)
                .entry("dial_escape_plus", 0)
                .entry("idkey", "firstring-" + account.credential().id());
        if (!account.natServers().isEmpty()) {
            config.entry("nat_policy_ref", natPolicyName());
        }
    }

    private void codecs(LpConfig config) {
        int number = 0;
        for (Codec codec : account.codecs()) {
            config.section("audio_codec_" + number++)
                    .entry("mime", codec.name())
                    .entry("rate", codec.rate())
                    .entry("channels", codec.channels())
                    .entry("enabled", 1);
        }
    }

    private String natPolicyName() {
        return "firstring-nat-" + account.credential().id();
    }

    private static String host(NatServer server) {
        return server.hostAndPort().substring(0, server.hostAndPort().lastIndexOf(':'));
    }

    /**
     * Writes Linphone's configuration: sections of entries, each of which overwrites the phone's value. Names and
     * values must not be empty because some readers fail on them. Not thread-safe.
     */
    static final class LpConfig {

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
}
