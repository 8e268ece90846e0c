package dev.firstring.peers.phone;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Registers with linphonec: any transport, MD5 and SHA-256, by password or HA1. It verifies certificates by name, so a
 * TLS target needs a host name. The phone is killed without a goodbye, so the registration stays.
 */
public final class Linphonec {

    private static final Pattern VERDICT = Pattern.compile("to \\[LinphoneRegistration(?:Ok|Failed)]");
    static final Pattern ACCEPTED = Pattern.compile("to \\[LinphoneRegistrationOk]");

    /** Without a configuration it says nothing of registering: it has come as far as to open its sockets. */
    private static final Pattern CONFIGURED =
            Pattern.compile(VERDICT.pattern() + "|HTTP/1\\.1 [45]\\d\\d[\\s\\S]*Creating listening point .*TLS");

    private Linphonec() {}

    public static Registration register(SipTarget target, SipLogin login) {
        return run(settings(target, login), VERDICT);
    }

    /**
     * A phone that knows nothing but where to fetch its configuration, as after a scan.
     *
     * @param authority the certificate (PEM) that it trusts for TLS; none for the other transports
     */
    public static Registration provision(String url, Optional<Path> authority) {
        return run("%s[misc]\nconfig-uri=%s\n".formatted(common(authority), url), CONFIGURED);
    }

    private static Registration run(String settings, Pattern end) {
        try (Scratch scratch = Scratch.create("linphonec")) {
            // without this directory its core does not start, and says nothing
            Files.createDirectories(scratch.directory().resolve(".local/share/linphone"));
            scratch.write("rc", settings);
            // the limit of its own holds when this process is killed
            List<String> command = List.of(
                    "timeout", "-s", "KILL", "240", Peers.require("linphonec").toString(), "-d", "6", "-c", "rc");
            Map<String, String> environment = Map.of("HOME", scratch.directory().toString());
            try (Program linphonec = Program.start(scratch.directory(), environment, command)) {
                linphonec.await(end, Patience.LIMIT);
                Registration seen = Registration.seenIn(linphonec.output());
                boolean accepted = ACCEPTED.matcher(seen.output()).find();
                return new Registration(accepted, seen.status(), seen.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String common(Optional<Path> authority) {
        return """
                [sip]
                default_proxy=0
                verify_server_certs=1
                verify_server_cn=1
                root_ca=%s
                sip_port=-1
                sip_tcp_port=-1
                sip_tls_port=-1
                [net]
                dns_srv_enabled=0
                """.formatted(authority.map(Object::toString).orElse(""));
    }

    static String settings(SipTarget target, SipLogin login) {
        String secret = switch (login.secret()) {
            case SipLogin.Password(String value) -> "passwd=" + value;
            case SipLogin.Ha1(String value, DigestAlgorithm algorithm) ->
                "ha1=" + value + "\nalgorithm=" + algorithm.token();
        };
        return common(target.authority())
                + """
                [proxy_0]
                reg_proxy=<%s>
                reg_route=<%s>
                reg_identity=sip:%s
                reg_expires=60
                reg_sendregister=1
                [auth_info_0]
                username=%s
                domain=%s
                realm=%s
                %s
                """.formatted(
                                target.uri(),
                                target.uri(),
                                login.aor(),
                                login.username(),
                                login.domain(),
                                login.domain(),
                                secret);
    }
}
