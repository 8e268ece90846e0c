package dev.firstring.platform.keys.master;

import dev.firstring.platform.Mode;
import dev.firstring.platform.Secret;
import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.UnusableKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the master key: in the setting, in the file that a setting names, or, in development only, in a file in the
 * data directory that is generated if it is absent. Thread-safe.
 */
public final class FindMasterKey {

    private final KeySettings settings;
    private final Mode mode;
    private final GeneratedKeyFile generated;

    public FindMasterKey(KeySettings settings, Mode mode, GeneratedKeyFile generated) {
        this.settings = settings;
        this.mode = mode;
        this.generated = generated;
    }

    /**
     * Returns the master key.
     *
     * @throws UnusableKeys if none or two are configured, it is malformed or unreadable, or production was given a
     *     generated one
     */
    public MasterKey find() {
        Secret key = settings.masterKey();
        Path file = settings.masterKeyFile();
        if (key != null && file != null) {
            throw new UnusableKeys(MasterKeyAdvice.TWO);
        }
        if (key != null) {
            return MasterKey.parse(key.reveal(), "firstring.keys.master-key");
        }
        if (file != null) {
            return read(file);
        }
        return switch (mode) {
            case PRODUCTION -> throw new UnusableKeys(MasterKeyAdvice.MISSING);
            case DEVELOPMENT -> generated.readOrMake();
        };
    }

    private MasterKey read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UnusableKeys(
                    "The file of the master key, " + file.toAbsolutePath() + ", cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). Set firstring.keys.master-key-file to one that this user may read.",
                    e);
        }
        if (mode == Mode.PRODUCTION && GeneratedKeyFile.isGenerated(text)) {
            throw new UnusableKeys("The master key in " + file.toAbsolutePath()
                    + " was made by Firstring for development; production does not take it. "
                    + MasterKeyAdvice.MAKE_ONE);
        }
        return MasterKey.parse(
                GeneratedKeyFile.withoutMark(text), file.toAbsolutePath().toString());
    }
}
