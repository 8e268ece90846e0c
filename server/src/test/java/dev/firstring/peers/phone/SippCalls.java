package dev.firstring.peers.phone;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Many calls at once over UDP, by two sipp: one calls with digest, the other answers. */
public final class SippCalls {

    private SippCalls() {}

    /**
     * Makes calls, each of which lasts longer than it takes to begin them all.
     *
     * @param callee who is dialled; it is registered from the port
     * @return what the two have told; empty if each call went well
     */
    public static String run(SipTarget target, List<SipLogin> callers, String callee, int port, int calls) {
        try (Scratch scratch = Scratch.create("sipp-calls")) {
            scratch.write("call.xml", resource("call.xml"));
            scratch.write("answer.xml", resource("answer.xml"));
            StringBuilder logins = new StringBuilder("SEQUENTIAL\n");
            callers.forEach(login -> logins.append("%s;%s;[authentication username=%s password=%s]\n"
                    .formatted(login.username(), login.domain(), login.username(), login.password())));
            scratch.write("logins.csv", logins.toString());
            String sipp = Peers.require("sipp").toString();
            String limit = Patience.LIMIT.toSeconds() + "s";
            String number = Integer.toString(calls);
            List<String> answering = List.of(
                    sipp,
                    "-sf",
                    "answer.xml",
                    "-i",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-m",
                    number,
                    "-nostdin",
                    "-timeout",
                    limit,
                    "-timeout_error",
                    "-trace_err",
                    "-error_file",
                    "answer.log");
            List<String> calling = List.of(
                    sipp,
                    target.hostAndPort(),
                    "-sf",
                    "call.xml",
                    "-inf",
                    "logins.csv",
                    "-key",
                    "callee",
                    callee,
                    "-auth_uri",
                    callee + "@" + callers.getFirst().domain(),
                    "-i",
                    "127.0.0.1",
                    "-r",
                    "20",
                    "-m",
                    number,
                    "-l",
                    number,
                    "-nostdin",
                    "-timeout",
                    limit,
                    "-timeout_error",
                    "-trace_err",
                    "-error_file",
                    "call.log");
            Map<String, String> environment = Map.of("TERM", "dumb");
            try (Program answer = Program.start(scratch.directory(), environment, answering);
                    Program call = Program.start(scratch.directory(), environment, calling)) {
                int called = call.exitCode(Patience.LIMIT.multipliedBy(2));
                int answered = answer.exitCode(Patience.LIMIT);
                return called == 0 && answered == 0
                        ? ""
                        : called + " " + answered + scratch.read("call.log") + scratch.read("answer.log")
                                + call.output();
            }
        }
    }

    private static String resource(String name) {
        try (var in = SippCalls.class.getResourceAsStream("/peers/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
