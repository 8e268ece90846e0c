package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.report.CallListener;
import dev.firstring.sip.lifecycle.FirstCalls;
import java.time.Duration;
import java.time.Instant;

/** Records the first calls that the embedded registrar has routed. Thread-safe. */
record CallRecord(FirstCalls calls) implements CallListener {

    @Override
    public void answered(AddressOfRecord account, Instant at) {
        calls.answered(account.user(), account.domain(), EmbeddedRegistrar.ID.value(), at);
    }

    @Override
    public void ended(AddressOfRecord account, Instant answered, Duration length) {
        calls.ended(account.user(), account.domain(), EmbeddedRegistrar.ID.value(), answered, length);
    }
}
