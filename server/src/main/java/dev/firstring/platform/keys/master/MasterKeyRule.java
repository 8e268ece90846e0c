package dev.firstring.platform.keys.master;

import dev.firstring.platform.configuration.ProductionRule;
import dev.firstring.platform.keys.KeySettings;
import java.util.List;

/** Production requires a configured master key. */
public final class MasterKeyRule implements ProductionRule {

    private final KeySettings settings;

    public MasterKeyRule(KeySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> mistakes() {
        return settings.masterKey() == null && settings.masterKeyFile() == null
                ? List.of(MasterKeyAdvice.MISSING)
                : List.of();
    }
}
