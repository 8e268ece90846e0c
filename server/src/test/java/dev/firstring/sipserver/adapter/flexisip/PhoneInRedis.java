package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.peers.Redis;
import dev.firstring.sipserver.Aor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Writes contacts as Flexisip does when a phone registers: HMSET, EXPIREAT, PUBLISH. */
public final class PhoneInRedis {

    private final Redis redis;

    public PhoneInRedis(Redis redis) {
        this.redis = redis;
    }

    /** A phone of that name registers; the field that it is kept under. */
    public String register(Aor aor, String userAgent, Instant at, int seconds) {
        String instance = "<urn:uuid:" + UUID.randomUUID() + ">";
        String value =
                ("<sip:%s@127.0.0.1:40070;transport=tls;fs-conn-id=8b0fb3f25f92415a;callid=PnHb4TZm~I;expires=%d;"
                                + "cseq=21;updatedAt=%d;alias=no;usedAsRoute=no?path=%%3Csip%%3A127.0.0.1%%3A5170%%3Blr%%3E&"
                                + "accept=application/sdp&user-agent=%s>;+sip.instance=\"%s\";pub-gruu")
                        .formatted(
                                aor.user(),
                                seconds,
                                at.getEpochSecond(),
                                URLEncoder.encode(userAgent, StandardCharsets.UTF_8)
                                        .replace("+", "%20"),
                                instance);
        write(aor, '"' + instance + '"', value, at.plusSeconds(seconds));
        return '"' + instance + '"';
    }

    /** The phone that is kept under the field registers again: another CSeq, another time. */
    public void refresh(Aor aor, String field, Instant at, int seconds) {
        String before = String.valueOf(redis.commands().hget("fs:" + aor, field));
        long cseq = Long.parseLong(before.replaceAll("(?s).*;cseq=([0-9]+);.*", "$1"));
        write(
                aor,
                field,
                before.replaceAll(";cseq=[0-9]+;", ";cseq=" + (cseq + 1) + ";")
                        .replaceAll(";updatedAt=[0-9]+;", ";updatedAt=" + at.getEpochSecond() + ";"),
                at.plusSeconds(seconds));
    }

    /** Any field and value; the address is kept until then at least. */
    public void write(Aor aor, String field, String value, Instant until) {
        redis.commands().hset("fs:" + aor, field, value);
        redis.commands().expireat("fs:" + aor, until.getEpochSecond());
        redis.commands().publish(aor.toString(), field);
    }
}
