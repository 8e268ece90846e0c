package dev.firstring.peers.phone;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.testing.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers once with sipsak: UDP or TCP, MD5 only, by password or HA1. The registration stays. */
public final class Sipsak {

    private Sipsak() {}

    public static Registration register(SipTarget target, SipLogin login) {
        if (target.transport() == Transport.TLS) {
            throw new IllegalArgumentException("sipsak cannot register over TLS");
        }
        List<String> command = new ArrayList<>(List.of(Peers.require("sipsak").toString(), "-U", "-i", "-vvv"));
        // -p first: sipsak looks up the domain otherwise
        command.addAll(List.of("-p", target.hostAndPort(), "-s", "sip:" + login.aor()));
        command.addAll(List.of("-E", target.transport().parameter(), "-u", login.username()));
        command.addAll(
                switch (login.secret()) {
                    case SipLogin.Password(String value) -> List.of("-a", value);
                    case SipLogin.Ha1(String value, DigestAlgorithm ignored) -> List.of("-J", value);
                });
        command.addAll(List.of("-C", "sip:" + login.username() + "@127.0.0.1:29999", "-x", "60"));
        try (Program sipsak = Program.start(Path.of("/tmp"), Map.of(), command)) {
            int exitCode = sipsak.exitCode(Patience.LIMIT);
            Registration seen = Registration.seenIn(sipsak.output());
            return new Registration(exitCode == 0 && seen.accepted(), seen.status(), seen.output());
        }
    }
}
