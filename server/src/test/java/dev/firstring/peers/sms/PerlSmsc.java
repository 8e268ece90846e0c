package dev.firstring.peers.sms;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An SMSC on Net::SMPP, an implementation of SMPP that has nothing in common with the service's. */
public final class PerlSmsc implements AutoCloseable {

    public static final String SYSTEM_ID = "firstring";
    public static final String PASSWORD = "smpp-pw";

    private static final Duration LIMIT = Patience.LIMIT;
    private static final int UCS2 = 8;

    private final Scratch scratch = Scratch.create("smsc");
    private final Program program;
    private boolean closed;

    private PerlSmsc(int port) {
        program = Program.start(
                scratch.directory(),
                Map.of(),
                List.of(
                        Peers.require("perl").toString(),
                        scratch.write("smsc.pl", script()).toString(),
                        Integer.toString(port),
                        SYSTEM_ID,
                        PASSWORD));
        if (!program.await(Pattern.compile("READY"), LIMIT)) {
            program.close();
            throw new IllegalStateException("the SMSC did not start:\n" + program.output());
        }
    }

    public static PerlSmsc on(int port) {
        return new PerlSmsc(port);
    }

    /** A message as it came. */
    public record Submitted(String from, int coding, String text) {}

    /** The last message to a number; waits for it. */
    public Submitted received(String number) {
        Pattern line = Pattern.compile("SUBMIT id=\\S* from=(\\S+) to=1/" + number.substring(1)
                + " dcs=(\\d+) status=\\S+ text=([0-9a-f]*)\\.");
        if (!program.await(line, LIMIT)) {
            throw new AssertionError("nothing arrived at " + number + ":\n" + program.output());
        }
        Matcher found = line.matcher(program.output());
        Submitted last = null;
        while (found.find()) {
            byte[] octets = HexFormat.of().parseHex(found.group(3));
            int coding = Integer.parseInt(found.group(2));
            last = new Submitted(
                    found.group(1),
                    coding,
                    coding == UCS2
                            ? new String(octets, StandardCharsets.UTF_16BE)
                            : new String(octets, StandardCharsets.ISO_8859_1));
        }
        return Objects.requireNonNull(last);
    }

    /** Waits until it has said something. */
    public boolean says(String pattern) {
        return program.await(Pattern.compile(pattern), LIMIT);
    }

    /** Ends it and all its connections at one stroke: left for a moment, it would take another bind. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            program.signal("KILL", Pattern.compile("perl.*"));
            program.close();
            scratch.close();
        }
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(PerlSmsc.class.getResourceAsStream("smsc.pl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
