package dev.firstring.platform.keys.rotation;

import dev.firstring.platform.keys.KeyFixture;
import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.ring.KeyRing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Two nodes and the secrets that they keep under the keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RotationFixture {

    static final Duration REST = Duration.ofDays(8);
    static final KeySettings SETTINGS = new KeySettings(null, null, REST, Duration.ofSeconds(5));

    final RecordedProgress progress = new RecordedProgress();
    KeyFixture keys;
    KeyRing nodeA;
    KeyRing nodeB;
    KeptSecrets secrets;

    @BeforeAll
    void start() {
        keys = new KeyFixture();
        KeptSecrets.createTable(keys);
    }

    @BeforeEach
    void two_nodes_without_secrets() {
        nodeA = keys.node();
        nodeB = keys.node();
        secrets = new KeptSecrets(keys, nodeA);
        secrets.empty();
        progress.lines.clear();
    }

    @AfterAll
    void stop() {
        keys.close();
    }

    RotateKeys rotation(RotateKeys.Waiter waiter, Reseal... reseals) {
        return new RotateKeys(keys.vault, nodeA, List.of(reseals), SETTINGS, waiter, keys.clock);
    }

    void nodesRead(Duration time) {
        nodeA.refresh();
        nodeB.refresh();
    }

    /** Values that nothing can put under another key, found once the new key is in use. */
    record StuckSecrets(RecordedProgress progress) implements Reseal {

        @Override
        public String what() {
            return "stuck secrets";
        }

        @Override
        public int remaining() {
            return progress.lines.contains("in use") ? 7 : 0;
        }

        @Override
        public int batch(int limit) {
            return 0;
        }
    }
}
