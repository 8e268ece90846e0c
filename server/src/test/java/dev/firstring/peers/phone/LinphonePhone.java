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
import java.util.regex.Pattern;

/** A linphonec that stays: it registers, calls and is called. It plays a tone into its call, and records what it hears. */
public final class LinphonePhone implements AutoCloseable {

    private static final int RATE = 8_000;

    private final Scratch scratch;
    private final Program program;
    private final Path heard;

    private LinphonePhone(Scratch scratch, Program program, Path heard) {
        this.scratch = scratch;
        this.program = program;
        this.heard = heard;
    }

    /** Starts one and waits until it has registered. */
    public static LinphonePhone start(SipTarget target, SipLogin login, int toneHertz) {
        Scratch scratch = Scratch.create("linphone");
        try {
            Files.createDirectories(scratch.directory().resolve(".local/share/linphone"));
            Path tone = scratch.directory().resolve("tone.wav");
            Path heard = scratch.directory().resolve("heard.wav");
            Tone.write(tone, toneHertz, RATE, 1);
            scratch.write("rc", Linphonec.settings(target, login) + "[rtp]\naudio_rtp_port=-1\n");
            List<String> command = List.of(
                    "timeout", "-s", "KILL", "300", Peers.require("linphonec").toString(), "-d", "6", "-c", "rc");
            Map<String, String> environment = Map.of("HOME", scratch.directory().toString());
            Program program = Program.start(scratch.directory(), environment, command);
            program.await(Linphonec.ACCEPTED, Patience.LIMIT);
            LinphonePhone phone = new LinphonePhone(scratch, program, heard);
            program.type("soundcard use files");
            program.type("play " + tone);
            program.type("record " + heard);
            return phone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void dial(String uri) {
        program.type("call " + uri);
    }

    public void accept() {
        program.type("answer");
    }

    public void hangUp() {
        program.type("terminate");
    }

    /** Waits for a call to it, and returns whether it names the caller so. */
    public boolean rings(String caller) {
        return says("Receiving new incoming call from [^\n]*" + Pattern.quote(caller));
    }

    public boolean talks() {
        return says("LinphoneCallStreamsRunning");
    }

    public boolean isClosed() {
        return says("LinphoneCallReleased|LinphoneCallEnd");
    }

    /** How much of what it has heard is that tone, from 0 to 1. */
    public double heard(int hertz) {
        return Files.exists(heard) ? Tone.share(heard, hertz) : 0;
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
        scratch.close();
    }

    private boolean says(String pattern) {
        return program.await(Pattern.compile(pattern), Patience.LIMIT);
    }
}
