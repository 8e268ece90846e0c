package dev.firstring.phone.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The time zone in which most people of a region live. Immutable. */
public final class MainTimeZones {

    private final Map<String, ZoneId> zones;

    private MainTimeZones(Map<String, ZoneId> zones) {
        this.zones = zones;
    }

    /**
     * Reads the table that the program ships.
     *
     * @throws java.time.DateTimeException if this Java does not know a zone of the table
     */
    public static MainTimeZones load() {
        Properties table = new Properties();
        try (InputStream in =
                MainTimeZones.class.getResourceAsStream("/dev/firstring/phone/main-time-zones.properties")) {
            if (in == null) {
                throw new IllegalStateException("the table of time zones is missing from the program");
            }
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, ZoneId> zones = new HashMap<>();
        table.stringPropertyNames().forEach(region -> zones.put(region, ZoneId.of(table.getProperty(region))));
        return new MainTimeZones(zones);
    }

    /** Empty for codes that belong to no country, such as satellite and freephone numbers. */
    public Optional<ZoneId> of(String region) {
        return Optional.ofNullable(zones.get(region));
    }
}
