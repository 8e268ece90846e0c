package dev.firstring.chaos.load;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Generates phone numbers and addresses. The numbers are German mobile ones, since no range reserved for fiction is
 * large enough for limits per number; the development inbox is the only sender, so no message leaves the machine.
 * Thread-safe.
 */
public final class People {

    private static final int REMEMBERED = 64;
    private static final int RANGE = 10_000_000;

    private final int base;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger addresses = new AtomicInteger();
    private final AtomicReferenceArray<String> recent = new AtomicReferenceArray<>(REMEMBERED);

    public People(Random random) {
        this.base = random.nextInt(RANGE);
    }

    public String newNumber() {
        String number = ownNumber();
        recent.set(Math.floorMod(number.hashCode(), REMEMBERED), number);
        return number;
    }

    /**
     * A number that no other client uses: a number added to an account could legitimately be taken from another person
     * who verified it a moment before.
     */
    String ownNumber() {
        return String.format(Locale.ROOT, "+491512%07d", (base + made.getAndIncrement()) % RANGE);
    }

    /** A number that another client may be using concurrently. */
    String usedNumber(Random random) {
        String number = recent.get(random.nextInt(REMEMBERED));
        return number == null ? newNumber() : number;
    }

    public String newAddress() {
        int index = addresses.incrementAndGet();
        return "10." + (index >> 16 & 0x7f) + "." + (index >> 8 & 0xff) + "." + (index & 0xff);
    }
}
