package dev.firstring.registrar.report;

import dev.firstring.registrar.account.AddressOfRecord;
import java.time.Duration;
import java.time.Instant;

/** Is notified of calls, asynchronously and by a single thread. Exceptions are logged and stop no later notification. */
public interface CallListener {

    /** A call of or to an account was answered; also one to the echo. */
    void answered(AddressOfRecord account, Instant at);

    /** An answered call was ended by one of its phones. */
    void ended(AddressOfRecord account, Instant answered, Duration length);
}
