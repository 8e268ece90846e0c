package dev.firstring.sipserver;

import java.util.regex.Pattern;

/**
 * The id of a SIP server in the configuration: 1 to 40 lower-case letters, digits and dashes. It must not change during
 * the life of the server. Immutable.
 */
public record ServerId(String value) implements Comparable<ServerId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** @throws IllegalArgumentException if it has another form; the message describes the valid form */
    public ServerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the id of a SIP server must be 1 to 40 lower-case letters, digits and"
                    + " dashes, not '" + value + "'");
        }
    }

    @Override
    public int compareTo(ServerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
