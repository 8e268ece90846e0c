package dev.firstring.http;

import java.util.List;
import java.util.Locale;

/** The languages that the service supports. Thread-safe. */
@FunctionalInterface
public interface SpokenLanguages {

    /** All supported languages. The language selection on pages lists them in this order. */
    List<Locale> all();
}
