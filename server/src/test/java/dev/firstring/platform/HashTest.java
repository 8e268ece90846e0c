package dev.firstring.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With the examples of the standards. */
class HashTest {

    @Test
    void hashes_are_those_of_the_standards() {
        assertThat(hex(Hash.sha256("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(hex(Hash.sha1("abc"))).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(hex(Hash.md5("abc"))).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    }

    @Test
    void codes_under_a_key_are_those_of_the_standards() {
        assertThat(hex(Hash.hmacSha256(bytes("Jefe"), "what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hex(Hash.hmacSha1("Jefe", "what do ya want for nothing?")))
                .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }

    @Test
    void parts_are_taken_one_after_the_other() {
        assertThat(Hash.sha256(bytes("a"), bytes(""), bytes("bc"))).isEqualTo(Hash.sha256("abc"));
        assertThat(Hash.hmacSha256(bytes("key"), bytes("a"), bytes("bc")))
                .isEqualTo(Hash.hmacSha256(bytes("key"), "abc"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
