package dev.firstring.console;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.KnownApiKey;
import dev.firstring.platform.WireWord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats API keys as a text table, one line each. */
final class ApiKeyTable {

    private static final List<String> HEAD = List.of("name", "scopes", "created", "expires", "last used", "state");

    private final Instant now;

    ApiKeyTable(Instant now) {
        this.now = now;
    }

    List<String> lines(List<KnownApiKey> keys) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        keys.forEach(key -> rows.add(row(key)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private List<String> row(KnownApiKey key) {
        return List.of(
                key.name(),
                key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(",")),
                time(key.createdAt()),
                time(key.expiresAt()),
                time(key.lastUsedAt()),
                WireWord.of(key.state(now)));
    }

    private static String time(@Nullable Instant instant) {
        return instant == null
                ? "never"
                : instant.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
