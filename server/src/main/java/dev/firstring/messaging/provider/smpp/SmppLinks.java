package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.messaging.receipt.Receipts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The carriers in {@code firstring.messaging.smpp.links}, bound while the service runs. Thread-safe. */
@Component
final class SmppLinks implements MessageSenderSource, SmartLifecycle {

    private final List<SmppBind> binds = new ArrayList<>();
    private final List<MessageSender> senders = new ArrayList<>();
    private volatile boolean running;

    SmppLinks(SmppSettings settings, Receipts receipts, SecureRandom random) {
        for (SmppLink link : settings.links()) {
            SmppBind bind = new SmppBind(link, new SmppReceipts(link, receipts), random);
            binds.add(bind);
            senders.add(new SmppSender(link, bind));
        }
    }

    @Override
    public List<MessageSender> senders() {
        return List.copyOf(senders);
    }

    @Override
    public void start() {
        binds.forEach(SmppBind::start);
        running = true;
    }

    @Override
    public void stop() {
        binds.forEach(SmppBind::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Binds before the first request arrives and unbinds after the last one is answered. */
    @Override
    public int getPhase() {
        return 0;
    }
}
