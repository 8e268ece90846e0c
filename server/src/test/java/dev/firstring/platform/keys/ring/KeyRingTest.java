package dev.firstring.platform.keys.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.prf.HkdfPrfKey;
import dev.firstring.platform.keys.KeyFixture;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.platform.keys.UnusableKeys;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.MasterKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyRingTest {

    private static final byte[] SECRET = "s3cret of a phone".getBytes(UTF_8);
    private static final byte[] RECORD = "credential 1".getBytes(UTF_8);

    private KeyFixture keys;

    @BeforeAll
    void start() {
        keys = new KeyFixture();
    }

    @BeforeEach
    void a_second_later() {
        keys.clock.advance(Duration.ofSeconds(1));
    }

    @AfterAll
    void stop() {
        keys.close();
    }

    @Test
    void what_one_node_sealed_another_opens() {
        SecretBox.Sealed sealed = keys.node().seal(SECRET, RECORD);

        assertThat(keys.node().open(sealed, RECORD)).isEqualTo(SECRET);
        assertThat(sealed.keyId()).isEqualTo(keys.node().currentKeyId());
        // Nonce and tag, and nothing else: the key id is beside the ciphertext, not in it.
        assertThat(sealed.ciphertext()).hasSize(12 + SECRET.length + 16);
    }

    @Test
    void every_changed_bit_is_noticed() {
        KeyRing ring = keys.node();
        SecretBox.Sealed sealed = ring.seal(SECRET, RECORD);
        for (int bit = 0; bit < sealed.ciphertext().length * 8; bit++) {
            byte[] changed = sealed.ciphertext().clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertDoesNotOpen(ring, new SecretBox.Sealed(sealed.keyId(), changed), RECORD);
        }
    }

    @Test
    void every_shorter_ciphertext_is_refused() {
        KeyRing ring = keys.node();
        SecretBox.Sealed sealed = ring.seal(SECRET, RECORD);
        for (int length = 0; length < sealed.ciphertext().length; length++) {
            assertDoesNotOpen(
                    ring,
                    new SecretBox.Sealed(sealed.keyId(), java.util.Arrays.copyOf(sealed.ciphertext(), length)),
                    RECORD);
        }
    }

    @Test
    void a_secret_moved_to_another_record_does_not_open() {
        KeyRing ring = keys.node();
        SecretBox.Sealed sealed = ring.seal(SECRET, RECORD);

        assertDoesNotOpen(ring, sealed, "credential 2".getBytes(UTF_8));
        assertDoesNotOpen(ring, sealed, new byte[0]);
    }

    @Test
    void a_secret_said_to_be_under_another_key_does_not_open() {
        KeyRing ring = keys.node();
        SecretBox.Sealed sealed = ring.seal(SECRET, RECORD);
        int newer = keys.rotate();
        ring.refresh();

        assertDoesNotOpen(ring, new SecretBox.Sealed(newer, sealed.ciphertext()), RECORD);
        assertThat(ring.open(sealed, RECORD)).isEqualTo(SECRET);
    }

    @Test
    void a_nonce_is_never_repeated_under_a_key() {
        KeyRing ring = keys.node();
        Set<ByteBuffer> nonces = new HashSet<>();
        for (int count = 0; count < 50_000; count++) {
            assertThat(nonces.add(ByteBuffer.wrap(ring.seal(SECRET, RECORD).ciphertext(), 0, 12)))
                    .isTrue();
        }
    }

    @Test
    void a_derived_key_is_hkdf_of_the_root_key_for_its_purpose() throws Exception {
        KeyRing ring = keys.node();
        HkdfPrfKey root = (HkdfPrfKey)
                keys.vault.find().orElseThrow().derivation().getPrimary().getKey();

        byte[] expected = KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(root.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()))
                        .thenExpand("code".getBytes(UTF_8), 32));

        assertThat(ring.derive("code", ring.currentKeyId())).isEqualTo(expected).hasSize(32);
    }

    @Test
    void derived_keys_differ_by_purpose_and_by_root_key_and_stay_the_same_otherwise() {
        KeyRing ring = keys.node();
        int older = ring.currentKeyId();
        byte[] before = ring.derive("code", older);
        int newer = keys.rotate();
        ring.refresh();

        assertThat(ring.derive("code", older)).isEqualTo(before);
        assertThat(ring.derive("token", older)).isNotEqualTo(before);
        assertThat(ring.derive("code", newer)).isNotEqualTo(before);
        assertThat(keys.node().derive("code", newer)).isEqualTo(ring.derive("code", newer));
    }

    @Test
    void a_node_finds_the_key_of_another_when_it_first_meets_it() {
        KeyRing behind = keys.node();
        int older = behind.currentKeyId();
        int newer = keys.rotate();
        SecretBox.Sealed sealed = keys.node().seal(SECRET, RECORD);

        assertThat(behind.currentKeyId()).isEqualTo(older);
        assertThat(behind.open(sealed, RECORD)).isEqualTo(SECRET);
        assertThat(behind.currentKeyId()).isEqualTo(newer);
    }

    @Test
    void a_node_derives_under_a_key_that_it_first_meets() {
        KeyRing behind = keys.node();
        int newer = keys.rotate();

        assertThat(behind.derive("code", newer)).isEqualTo(keys.node().derive("code", newer));
    }

    @Test
    void made_up_key_ids_reach_the_database_once_a_second() {
        KeyRing ring = keys.node();
        assertUnknown(ring, 17);
        int newer = keys.rotate();

        assertUnknown(ring, newer);
        keys.clock.advance(Duration.ofMillis(999));
        assertUnknown(ring, newer);
        keys.clock.advance(Duration.ofMillis(1));
        assertThat(ring.derive("code", newer)).hasSize(32);
    }

    @Test
    void a_clock_set_back_does_not_stop_the_search() {
        KeyRing ring = keys.node();
        assertUnknown(ring, 17);
        int newer = keys.rotate();

        keys.clock.advance(Duration.ofHours(-1));
        assertThat(ring.derive("code", newer)).hasSize(32);
        keys.clock.advance(Duration.ofHours(1));
    }

    @Test
    void a_process_that_made_no_key_itself_works_with_those_it_finds() throws Exception {
        KeyRing ring = keys.node();
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RestartedNode.class.getName(),
                keys.database.url());
        start.environment().put("MASTER_KEY", keys.masterKeyText);
        Process process = start.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> printed = process.inputReader()
                .lines()
                .filter(line -> line.matches("[0-9a-f]+"))
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(printed.getFirst()).isEqualTo(HexFormat.of().formatHex(ring.derive("code", ring.currentKeyId())));
        SecretBox.Sealed sealed =
                new SecretBox.Sealed(ring.currentKeyId(), HexFormat.of().parseHex(printed.getLast()));
        assertThat(ring.open(sealed, new byte[] {4})).containsExactly(1, 2, 3);
    }

    @Test
    void a_node_with_another_master_key_does_not_start() {
        keys.node();
        KeyVault other = keys.vault(MasterKey.parse(MasterKey.generate(keys.random), "the test"));

        assertThatThrownBy(() -> new KeyRing(other, keys.clock)).isInstanceOf(UnusableKeys.class);
    }

    @Test
    void a_node_keeps_its_keys_while_the_table_is_damaged() {
        KeyRing ring = keys.node();
        SecretBox.Sealed sealed = ring.seal(SECRET, RECORD);
        byte[] genuine = keys.jdbc.queryForObject("SELECT sealed FROM keyset WHERE name = 'encryption'", byte[].class);
        keys.jdbc.update("UPDATE keyset SET sealed = ? WHERE name = 'encryption'", (Object) new byte[100]);

        assertThatThrownBy(ring::refresh).isInstanceOf(UnusableKeys.class);
        new KeyRefresh(ring, Duration.ofSeconds(5)).refresh();
        assertThat(ring.open(sealed, RECORD)).isEqualTo(SECRET);
        assertThat(ring.open(ring.seal(SECRET, RECORD), RECORD)).isEqualTo(SECRET);

        keys.jdbc.update("UPDATE keyset SET sealed = ? WHERE name = 'encryption'", (Object) genuine);
        ring.refresh();
    }

    private static void assertUnknown(KeyRing ring, int keyId) {
        assertThatThrownBy(() -> ring.derive("code", keyId))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no key with id " + keyId);
        assertThatThrownBy(() -> ring.open(new SecretBox.Sealed(keyId, new byte[40]), RECORD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no key with id " + keyId);
    }

    private static void assertDoesNotOpen(KeyRing ring, SecretBox.Sealed sealed, byte[] associatedData) {
        assertThatThrownBy(() -> ring.open(sealed, associatedData))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not open");
    }
}
