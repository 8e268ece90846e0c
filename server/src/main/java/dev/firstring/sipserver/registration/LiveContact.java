package dev.firstring.sipserver.registration;

import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A live contact, and the server that has it. */
public record LiveContact(ServerId server, Registration registration) {

    private static final int BYTES = 12;

    /** What callers know the contact by: short, safe in a path, the same as long as the contact lives. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((server.value() + "|" + registration.key()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks SHA-256", e);
        }
    }
}
