package dev.firstring.peers.sms;

import static org.awaitility.Awaitility.await;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import dev.firstring.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real Kannel: bearerbox, smsbox and its fakesmsc, which stands for the network and prints what phones receive. */
public final class Kannel implements AutoCloseable {

    public static final String USERNAME = "tester";
    public static final String PASSWORD = "kannel-password";

    private static final Duration START = Patience.LIMIT;
    private static final List<Path> FAKESMSC =
            List.of(Path.of("/usr/lib/kannel/test/fakesmsc"), Path.of("/usr/lib/kannel/fakesmsc"));

    private final Scratch scratch = Scratch.create("kannel");
    private final int network = Ports.free();
    private final int sendPort = Ports.free();
    private final Program bearerbox;
    private final Program smsbox;
    private @Nullable Program phones;

    private Kannel() {
        int admin = Ports.free();
        int boxes = Ports.free();
        Path file = scratch.write("kannel.conf", configuration(admin, boxes));
        bearerbox = start("bearerbox", file, "MAIN: Start-up done");
        await().atMost(START).until(() -> listens(boxes));
        smsbox = start("smsbox", file, "Connected to bearerbox");
    }

    /** One whose network is there. */
    public static Kannel start() {
        Kannel kannel = new Kannel();
        kannel.connectPhones();
        return kannel;
    }

    /** The address of its interface for sending. */
    public String sendUrl() {
        return "http://127.0.0.1:" + sendPort + "/cgi-bin/sendsms";
    }

    /** The line that a phone with this number has received last; waits for it. */
    public String received(String number) {
        Program network = phones;
        Pattern line = Pattern.compile("Got message \\d+: <\\S+ \\+?" + number.substring(1) + " (text|ucs-2) ([^>]*)>");
        if (network == null || !network.await(line, START)) {
            throw new AssertionError(
                    "nothing arrived at " + number + ":\n" + (network == null ? "" : network.output()));
        }
        var found = line.matcher(network.output());
        String last = "";
        while (found.find()) {
            last = found.group(2);
        }
        return last;
    }

    /** Whether a phone has received anything. */
    public boolean hasReceived(String number) {
        return phones != null && phones.output().contains(number.substring(1) + " ");
    }

    /** Ends the core at once; the interface for sending stays. */
    public void killBearerbox() {
        bearerbox.close();
    }

    /** Ends the interface for sending at once. */
    public void killSmsbox() {
        smsbox.close();
    }

    @Override
    public void close() {
        bearerbox.close();
        smsbox.close();
        if (phones != null) {
            phones.close();
        }
        scratch.close();
    }

    private void connectPhones() {
        Path program =
                FAKESMSC.stream().filter(Files::isExecutable).findFirst().orElseGet(() -> Peers.require("fakesmsc"));
        phones = Program.start(
                scratch.directory(),
                Map.of(),
                List.of(
                        program.toString(),
                        "-H",
                        "127.0.0.1",
                        "-r",
                        Integer.toString(network),
                        "-v",
                        "0",
                        "-m",
                        "0",
                        "nobody nobody text x"));
        if (!bearerbox.await(Pattern.compile("(?i)fake.*connect(ed|ion).*"), START)) {
            throw new IllegalStateException("the network did not connect:\n" + bearerbox.output());
        }
    }

    private Program start(String name, Path file, String ready) {
        Program program = Program.start(
                scratch.directory(), Map.of(), List.of(Peers.require(name).toString(), "-v", "0", file.toString()));
        if (!program.await(Pattern.compile(ready), START)) {
            program.close();
            throw new IllegalStateException(name + " did not start:\n" + program.output());
        }
        return program;
    }

    /** Kannel says that it is ready before it listens for its boxes, and a box that comes too early gives up. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String configuration(int admin, int boxes) {
        return """
                group = core
                admin-port = %1$d
                admin-interface = 127.0.0.1
                admin-password = admin
                status-password = status
                smsbox-port = %2$d
                smsbox-interface = 127.0.0.1
                box-allow-ip = "127.0.0.1"
                dlr-storage = internal
                sms-resend-freq = 5
                sms-resend-retry = 1

                group = smsc
                smsc = fake
                smsc-id = FAKE1
                port = %3$d
                connect-allow-ip = 127.0.0.1
                denied-prefix = "3375;+3375"

                group = smsbox
                smsbox-id = box1
                bearerbox-host = 127.0.0.1
                bearerbox-port = %2$d
                sendsms-port = %4$d
                sendsms-interface = 127.0.0.1

                group = sendsms-user
                username = %5$s
                password = %6$s
                max-messages = 3
                concatenation = true
                user-allow-ip = "127.0.0.1"

                group = sms-service
                keyword = default
                max-messages = 0
                text = ""
                """.formatted(admin, boxes, network, sendPort, USERNAME, PASSWORD);
    }
}
