package dev.firstring.peers.phone;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers with sipp: UDP or TCP, MD5 only, by password. The registration stays. */
public final class Sipp {

    private Sipp() {}

    public static Registration register(SipTarget target, SipLogin login) {
        return run(target, List.of(login), 1);
    }

    /** Registers many accounts, so many a second; accepted when every one of them was. */
    public static Registration registerAll(SipTarget target, List<SipLogin> logins, int perSecond) {
        return run(target, logins, perSecond);
    }

    private static Registration run(SipTarget target, List<SipLogin> logins, int perSecond) {
        if (target.transport() == Transport.TLS) {
            throw new IllegalArgumentException("Debian's sipp has no TLS");
        }
        long seconds = Patience.LIMIT.toSeconds();
        try (Scratch scratch = Scratch.create("sipp")) {
            scratch.write("register.xml", scenario());
            scratch.write("logins.csv", csv(logins));
            List<String> command = new ArrayList<>();
            command.add(Peers.require("sipp").toString());
            command.add(target.hostAndPort());
            command.addAll(List.of("-sf", "register.xml", "-inf", "logins.csv", "-i", "127.0.0.1", "-nostdin"));
            command.addAll(List.of("-t", target.transport() == Transport.UDP ? "u1" : "t1"));
            command.addAll(List.of("-r", Integer.toString(perSecond), "-m", Integer.toString(logins.size())));
            command.addAll(List.of("-timeout", seconds + "s", "-timeout_error"));
            command.addAll(
                    List.of("-trace_err", "-error_file", "errors.log", "-trace_msg", "-message_file", "trace.log"));
            try (Program sipp = Program.start(scratch.directory(), Map.of("TERM", "dumb"), command)) {
                int exitCode = sipp.exitCode(Patience.LIMIT.multipliedBy(2));
                Registration seen = Registration.seenIn(scratch.read("trace.log"));
                String output = seen.output() + scratch.read("errors.log") + sipp.output();
                return new Registration(exitCode == 0, seen.status(), output);
            }
        }
    }

    private static String csv(List<SipLogin> logins) {
        StringBuilder csv = new StringBuilder("SEQUENTIAL\n");
        for (SipLogin login : logins) {
            csv.append("%s;%s;[authentication username=%s password=%s]\n"
                    .formatted(login.username(), login.domain(), login.username(), login.password()));
        }
        return csv.toString();
    }

    private static String scenario() {
        try (var scenario = Sipp.class.getResourceAsStream("/peers/register.xml")) {
            if (scenario == null) {
                throw new IllegalStateException("peers/register.xml is missing");
            }
            return new String(scenario.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
