package dev.firstring.messaging;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The cost of a message, as reported by the provider.
 *
 * @param amount at least zero and less than one million, in units of the currency
 * @param currency three letters (ISO 4217)
 */
public record Cost(BigDecimal amount, String currency) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    public Cost {
        if (amount.signum() < 0 || amount.compareTo(MOST) >= 0) {
            throw new IllegalArgumentException("a message costs something from 0 to a million");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("a currency has three letters");
        }
    }
}
