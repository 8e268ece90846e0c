package dev.firstring.messaging.receipt;

import dev.firstring.platform.jobs.RepeatedWork;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Checks every second whether the messages of early receipts have been recorded as sent. Thread-safe. */
@Component
final class EarlyReceipts implements SmartLifecycle {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final RepeatedWork work;

    EarlyReceipts(Receipts receipts) {
        this.work = new RepeatedWork("early-receipts", PERIOD, goOn -> receipts.catchUp());
    }

    @Override
    public void start() {
        work.start();
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }
}
