package dev.firstring.http;

import java.util.List;

/**
 * Origins besides this service from which pages take scripts, styles and frames, and which they talk to: those of a widget
 * that the operator chose. Each bean adds its own to the content policy of pages; without one everything comes from here.
 */
@FunctionalInterface
public interface PageSources {

    /** The origins, as a content policy names them, such as {@code https://example.org}; empty for none. */
    List<String> origins();
}
