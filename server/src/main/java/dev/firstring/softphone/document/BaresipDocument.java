package dev.firstring.softphone.document;

import dev.firstring.sip.turn.TurnGrant;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;

/**
 * A line for the file {@code accounts} of baresip 1.0. baresip accepts no hash, so it contains the password. Values
 * that could contain a parameter delimiter are quoted; none can contain a quotation mark.
 */
final class BaresipDocument implements Document {

    private final PhoneAccount account;

    BaresipDocument(PhoneAccount account) {
        this.account = account;
    }

    @Override
    public MediaType mediaType() {
        return new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] bytes() {
        String nameAddr =
                account.address().nameAddr(account.credential().profile().displayName());
        StringBuilder line = new StringBuilder()
                .append(nameAddr, 0, nameAddr.length() - 1)
                .append(";transport=")
                .append(account.transport())
                .append(">;auth_pass=")
                .append(account.secret().reveal());
        if (account.proxy().isPresent()) {
            line.append(";outbound=\"").append(account.server()).append('"');
        }
        line.append(";regint=").append(account.view().registrationExpiry());
        if (!account.natServers().isEmpty()) {
            line.append(";medianat=ice;stunserver=\"").append(natServer()).append('"');
            account.turn().ifPresent(grant -> turn(line, grant));
        }
        line.append(";audio_codecs=")
                .append(account.codecs().stream().map(BaresipDocument::codec).collect(Collectors.joining(",")));
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private String natServer() {
        NatServer server = account.natServers().getFirst();
        return server.scheme() + ":" + server.hostAndPort();
    }

    private static void turn(StringBuilder line, TurnGrant grant) {
        line.append(";stunuser=\"").append(grant.username()).append('"');
        line.append(";stunpass=\"").append(grant.password()).append('"');
    }

    /**
     * baresip expects the sampling rate, which for G.722 differs from the clock rate in SDP (RFC 3551, section 4.5.2).
     */
    private static String codec(Codec codec) {
        int rate = codec.name().equals("G722") ? 16_000 : codec.rate();
        return codec.name() + "/" + rate + "/" + codec.channels();
    }
}
