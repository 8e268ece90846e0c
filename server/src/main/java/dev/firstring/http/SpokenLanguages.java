package dev.firstring.http;

import java.util.List;
import java.util.Locale;

/** The languages that the service speaks. Thread-safe. */
@FunctionalInterface
public interface SpokenLanguages {

    /** All of them, by their tags; the choice of a page offers them in this order. */
    List<Locale> all();
}
