package dev.firstring.sipserver.adapter.rest.stub;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What callers must show. Thread-safe. */
public final class StubCredentials {

    private volatile String key;
    private volatile String basic = "";

    StubCredentials(String key) {
        this.key = key;
    }

    /** Takes another key from now on, and the old one no more. Empty: none is asked for. */
    public void changeKey(String other) {
        key = other;
    }

    /** Asks for a login besides the key. */
    public void requireLogin(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        basic = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    boolean accept(Headers headers) {
        return (key.isEmpty() || key.equals(headers.getFirst("X-API-Key")))
                && (basic.isEmpty() || basic.equals(headers.getFirst("Authorization")));
    }
}
