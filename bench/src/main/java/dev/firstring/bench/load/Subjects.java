package dev.firstring.bench.load;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates unique subjects, so that send limits are charged in full but never reached. Numbers are French and North
 * American ones that can be mobile and are not reserved for fiction, in an order without a pattern. Thread-safe.
 */
public final class Subjects {

    private static final int[] FRENCH = {60, 61, 62, 64, 65, 66, 67, 68};
    private static final int[] AREAS = {
        201, 212, 213, 305, 310, 312, 404, 415, 503, 512, 602, 617, 702, 713, 718, 720, 773, 786, 813, 818, 917, 972
    };

    private static final long FRENCH_LINES = 10_000_000L;
    /** Exchanges 600 to 899, with replacements for the N11 codes among them. */
    private static final long EXCHANGES = 300;

    private static final long AMERICAN_LINES = 10_000L;

    /** A prime that divides none of the counts above, so that steps of this size visit every number once. */
    private static final long STRIDE = 7_368_787L;

    private static final long ADDRESSES = 1L << 27;

    private final AtomicLong drawn = new AtomicLong();

    Subject next() {
        long n = drawn.getAndIncrement();
        return new Subject(n % 2 == 0 ? french(n / 2) : american(n / 2), address(n), device());
    }

    private static String french(long n) {
        long place = n * STRIDE % (FRENCH.length * FRENCH_LINES);
        return "+33" + FRENCH[(int) (place / FRENCH_LINES)] + padded(place % FRENCH_LINES, 7);
    }

    private static String american(long n) {
        long place = n * STRIDE % (AREAS.length * EXCHANGES * AMERICAN_LINES);
        long exchange = 600 + place / AMERICAN_LINES % EXCHANGES;
        if (exchange % 100 == 11) {
            exchange -= 399;
        }
        int area = AREAS[(int) (place / AMERICAN_LINES / EXCHANGES)];
        return "+1" + area + exchange + padded(place % AMERICAN_LINES, 4);
    }

    /** 24.0.0.0 to 31.255.255.255. */
    private static String address(long n) {
        long place = n * STRIDE % ADDRESSES;
        return (24 + (place >> 24)) + "." + ((place >> 16) & 255) + "." + ((place >> 8) & 255) + "." + (place & 255);
    }

    private static String device() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String padded(long value, int digits) {
        String text = Long.toString(value);
        return "0".repeat(digits - text.length()) + text;
    }
}
