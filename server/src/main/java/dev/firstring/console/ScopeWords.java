package dev.firstring.console;

import dev.firstring.account.admin.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses the scopes given by an operator. */
final class ScopeWords {

    private static final String ALL = "all";

    private ScopeWords() {}

    /** @throws IllegalArgumentException if a scope is unknown; the message lists all scopes */
    static Set<Scope> read(List<String> words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words) {
            if (word.equals(ALL)) {
                scopes.addAll(EnumSet.allOf(Scope.class));
            } else {
                scopes.add(Scope.ofWord(word).orElseThrow(() -> unknown(word)));
            }
        }
        return scopes;
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("there is no scope " + word + "; choose from "
                + Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", ")) + ", or " + ALL);
    }
}
