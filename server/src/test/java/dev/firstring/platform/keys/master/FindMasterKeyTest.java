package dev.firstring.platform.keys.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Mode;
import dev.firstring.platform.Secret;
import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.UnusableKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindMasterKeyTest {

    private static final String KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";

    @TempDir
    Path data;

    private final SecureRandom random = new SecureRandom();

    @Test
    void the_setting_is_taken_in_both_modes() throws GeneralSecurityException {
        for (Mode mode : Mode.values()) {
            assertSame(find(KEY + "\n", null, mode), MasterKey.parse(KEY, "test"));
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void the_file_that_a_setting_names_is_taken() throws Exception {
        Path file = Files.writeString(data.resolve("secret"), KEY + "\n");

        assertSame(find(null, file, Mode.PRODUCTION), MasterKey.parse(KEY, "test"));
    }

    @Test
    void production_without_a_key_says_how_to_make_one() {
        assertThatThrownBy(() -> find(null, null, Mode.PRODUCTION))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageContaining("firstring.keys.master-key");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void development_makes_a_file_for_its_owner_only_and_finds_it_again() throws Exception {
        Path deep = data.resolve("not/yet/there");

        MasterKey made =
                new FindMasterKey(settings(null, null), Mode.DEVELOPMENT, new GeneratedKeyFile(deep, random)).find();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.resolve("master.key"))))
                .isEqualTo("rw-------");
        assertThat(deep).isDirectoryNotContaining("glob:**.new");
        assertSame(
                made,
                new FindMasterKey(settings(null, null), Mode.DEVELOPMENT, new GeneratedKeyFile(deep, random)).find());
    }

    @Test
    void production_refuses_the_key_of_development_even_by_name() {
        find(null, null, Mode.DEVELOPMENT);

        assertThatThrownBy(() -> find(null, null, Mode.PRODUCTION)).isInstanceOf(UnusableKeys.class);
        assertThatThrownBy(() -> find(null, data.resolve("master.key"), Mode.PRODUCTION))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("for development");
    }

    @Test
    void processes_that_make_the_file_at_once_end_with_one_key() throws Exception {
        int many = 12;
        CyclicBarrier barrier = new CyclicBarrier(many);
        Callable<MasterKey> start = () -> {
            GeneratedKeyFile file = new GeneratedKeyFile(data, random);
            barrier.await();
            return file.readOrMake();
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<MasterKey> keys = new ArrayList<>();
            for (Future<MasterKey> key : threads.invokeAll(Collections.nCopies(many, start))) {
                keys.add(key.get());
            }
            for (MasterKey key : keys) {
                assertSame(key, keys.getFirst());
            }
        }
    }

    @Test
    void two_settings_are_refused() {
        assertThatThrownBy(() -> find(KEY, data.resolve("secret"), Mode.DEVELOPMENT))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("Remove one");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> find(null, data.resolve("absent"), Mode.PRODUCTION))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining(data.resolve("absent").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64 at all !", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrzQ=="})
    void a_malformed_key_is_refused_and_not_repeated(String malformed) {
        assertThatThrownBy(() -> find(malformed, null, Mode.DEVELOPMENT))
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining(malformed)
                .hasNoCause();
    }

    @Test
    void a_data_directory_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");

        assertThatThrownBy(() -> new GeneratedKeyFile(file, random).readOrMake())
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("firstring.data");
    }

    @Test
    void neither_the_key_nor_the_settings_show_the_secret() {
        assertThat(MasterKey.parse(KEY, "test")).hasToString("MasterKey[***]");
        assertThat(settings(KEY, null).toString()).doesNotContain(KEY);
    }

    private MasterKey find(@Nullable String key, @Nullable Path file, Mode mode) {
        return new FindMasterKey(settings(key, file), mode, new GeneratedKeyFile(data, random)).find();
    }

    private static KeySettings settings(@Nullable String key, @Nullable Path file) {
        return new KeySettings(key == null ? null : Secret.of(key), file, Duration.ofDays(8), Duration.ofSeconds(5));
    }

    private static void assertSame(MasterKey one, MasterKey other) throws GeneralSecurityException {
        byte[] sealed = one.aead().encrypt(new byte[] {1, 2, 3}, new byte[0]);
        assertThat(other.aead().decrypt(sealed, new byte[0])).containsExactly(1, 2, 3);
    }
}
