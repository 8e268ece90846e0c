package dev.firstring.abuse.watch;

import dev.firstring.platform.WireWord;
import java.util.Optional;
import java.util.stream.Stream;

/** A window's position relative to its bound, worst first. */
public enum Standing implements WireWord {
    /** Too few sends are proved: the guard reacts. */
    OVER,
    /** Not over, but would be with half the floor and one and a half times the bound. */
    NEAR,
    /** Neither; it is shown because the rule of its country is {@code monitor}. */
    WATCHED;

    public static Optional<Standing> ofWord(String word) {
        return Stream.of(values())
                .filter(known -> known.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
