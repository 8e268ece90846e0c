package dev.firstring.peers.phone;

import dev.firstring.peers.Peers;
import dev.firstring.peers.Program;
import dev.firstring.peers.Scratch;
import dev.firstring.testing.Patience;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers with baresip: any transport, MD5 only, by password. It does not verify certificates. The phone is killed
 * without a goodbye, so the registration stays.
 */
public final class Baresip {

    private static final Pattern VERDICT = Pattern.compile(
            "\\{\\d+/(?:UDP|TCP|TLS)/v4} (200 OK)|reg: sip:[^:]+: ([3-6]\\d\\d [^(\n]*)|Register: ([A-Z][^\n\u001b]*)");

    private Baresip() {}

    public static Registration register(SipTarget target, SipLogin login) {
        return registerWith("<sip:%s;transport=%s>;auth_pass=%s;outbound=\"%s\";regint=60\n"
                .formatted(login.aor(), target.transport().parameter(), login.password(), outbound(target)));
    }

    /** Registers with a line of its file {@code accounts}. */
    public static Registration registerWith(String account) {
        try (Scratch scratch = Scratch.create("baresip")) {
            scratch.write("config", """
                    poll_method    epoll
                    sip_listen     127.0.0.1:0
                    net_interface  127.0.0.1
                    audio_player   aubridge,nil
                    audio_source   aubridge,nil
                    audio_alert    aubridge,nil
                    module_path    /usr/lib/baresip/modules
                    module         g711.so
                    module         g722.so
                    module         opus.so
                    module         stun.so
                    module         turn.so
                    module         ice.so
                    module         aubridge.so
                    module_tmp     uuid.so
                    module_tmp     account.so
                    module_app     menu.so
                    """);
            scratch.write("contacts", "");
            scratch.write("accounts", account);
            // the limit of its own holds when this process is killed
            List<String> command = List.of(
                    "timeout", "-s", "KILL", "240", Peers.require("baresip").toString(), "-f", ".");
            Map<String, String> environment = Map.of("HOME", scratch.directory().toString());
            try (Program baresip = Program.start(scratch.directory(), environment, command)) {
                baresip.await(VERDICT, Patience.LIMIT);
                return verdict(baresip.output());
            }
        }
    }

    /** It asks DNS servers only, and these do not know localhost. */
    private static String outbound(SipTarget target) {
        return target.uri().replace("sip:localhost:", "sip:127.0.0.1:");
    }

    private static Registration verdict(String output) {
        Matcher matcher = VERDICT.matcher(output);
        if (!matcher.find()) {
            return new Registration(false, "no answer", output);
        }
        if (matcher.group(1) != null) {
            return new Registration(true, matcher.group(1), output);
        }
        String refusal = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        return new Registration(false, refusal.strip(), output);
    }
}
