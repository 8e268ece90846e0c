package dev.firstring.peers.phone;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A baresip that stays: it registers, calls and is called over UDP or TCP. It plays a tone of its own into each call,
 * and records what it hears.
 */
public final class BaresipPhone implements AutoCloseable {

    private static final Pattern REGISTERED = Pattern.compile("\\{\\d+/(?:UDP|TCP)/v4} 200 OK");

    private final Scratch scratch;
    private final Program program;
    private final Socket control;
    private final String aor;

    private BaresipPhone(Scratch scratch, Program program, Socket control, String aor) {
        this.scratch = scratch;
        this.program = program;
        this.control = control;
        this.aor = aor;
    }

    /** The codec of a phone that knows no other. */
    public enum Codec {
        G711(8_000, 1),
        OPUS(48_000, 2);

        private final int rate;
        private final int channels;

        Codec(int rate, int channels) {
            this.rate = rate;
            this.channels = channels;
        }
    }

    /** Starts one and waits until it has registered. */
    public static BaresipPhone start(SipTarget target, SipLogin login, int toneHertz) {
        return start(target, login, toneHertz, Codec.G711);
    }

    /** The same with another codec. */
    public static BaresipPhone start(SipTarget target, SipLogin login, int toneHertz, Codec codec) {
        return start(target, login, toneHertz, codec, List.of());
    }

    /** One whose output has each SIP message that it sends or receives. */
    public static BaresipPhone tracing(SipTarget target, SipLogin login) {
        return start(target, login, 440, Codec.G711, List.of("-s"));
    }

    private static BaresipPhone start(
            SipTarget target, SipLogin login, int toneHertz, Codec codec, List<String> options) {
        Scratch scratch = Scratch.create("phone");
        try {
            int port = freePort();
            Tone.write(scratch.directory().resolve("tone.wav"), toneHertz, codec.rate, codec.channels);
            scratch.write("config", """
                    poll_method    epoll
                    sip_listen     127.0.0.1:0
                    net_interface  127.0.0.1
                    audio_source   aufile,%1$s/tone.wav
                    audio_player   aubridge,nil
                    audio_alert    aubridge,nil
                    rtp_stats      no
                    snd_path       %1$s
                    module_path    /usr/lib/baresip/modules
                    module         %3$s.so
                    module         aufile.so
                    module         aubridge.so
                    module         sndfile.so
                    module_tmp     uuid.so
                    module_tmp     account.so
                    module_app     menu.so
                    module         ctrl_tcp.so
                    ctrl_tcp_listen 127.0.0.1:%2$d
                    """.formatted(
                            scratch.directory(), port, codec.name().toLowerCase(Locale.ROOT)));
            scratch.write("contacts", "");
            scratch.write(
                    "accounts",
                    "<sip:%s;transport=%s>;auth_pass=%s;outbound=\"%s\";regint=60;answermode=manual\n"
                            .formatted(login.aor(), target.transport().parameter(), login.password(), target.uri()));
            List<String> command = new ArrayList<>(List.of(
                    "timeout", "-s", "KILL", "300", Peers.require("baresip").toString(), "-f", "."));
            command.addAll(options);
            Map<String, String> environment = Map.of("HOME", scratch.directory().toString());
            Program program = Program.start(scratch.directory(), environment, command);
            program.await(REGISTERED, Patience.LIMIT);
            BaresipPhone phone =
                    new BaresipPhone(scratch, program, new Socket(InetAddress.getLoopbackAddress(), port), login.aor());
            Thread.ofVirtual().start(phone::readEvents);
            return phone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address of record. */
    public String aor() {
        return aor;
    }

    public void dial(String uri) {
        command("dial", uri);
    }

    public void accept() {
        command("accept", "");
    }

    public void hangUp() {
        command("hangup", "");
    }

    /** Waits until its output has that text. */
    public boolean says(String pattern) {
        return program.await(Pattern.compile(pattern), Patience.LIMIT);
    }

    /** Waits for a call to it. */
    public boolean rings() {
        return says("Incoming call from");
    }

    public boolean talks() {
        return says("Call established");
    }

    /** Waits for the end of its call. */
    public boolean isClosed(String reason) {
        return says(reason);
    }

    public String output() {
        return program.output();
    }

    /** Unregisters and ends. */
    public void signOut() {
        command("quit", "");
        program.ends(Patience.LIMIT);
    }

    /** How much of what it has heard is that tone, from 0 to 1. */
    public double heard(int hertz) {
        try (Stream<Path> files = Files.list(scratch.directory())) {
            return files.filter(file -> file.getFileName().toString().endsWith("dec.wav"))
                    .mapToDouble(file -> Tone.share(file, hertz))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            program.close();
            scratch.close();
        }
    }

    private void command(String command, String parameters) {
        String json = "{\"command\":\"" + command + "\",\"params\":\"" + parameters + "\",\"token\":\"t\"}";
        try {
            control.getOutputStream().write((json.length() + ":" + json + ",").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its events are in its output as well; unread, they would stop it. */
    private void readEvents() {
        try {
            control.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
