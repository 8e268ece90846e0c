package dev.firstring.abuse.watch;

import dev.firstring.platform.WireWord;
import java.util.Optional;
import java.util.stream.Stream;

/** How a window stands to its bound, worst first. */
public enum Standing implements WireWord {
    /** Too little is proved: the guard reacts. */
    OVER,
    /** Half the floor and not much more than the bound. */
    NEAR,
    /** Neither; it is shown because the rule of its country is {@code monitor}. */
    WATCHED;

    public static Optional<Standing> ofWord(String word) {
        return Stream.of(values())
                .filter(known -> known.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
