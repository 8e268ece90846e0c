package dev.firstring.sip.upkeep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Updates the hashes of all credentials in the background at each start, if the realm or the setting that publishes MD5
 * has changed. After an interruption, the next start continues. Thread-safe.
 */
@Component
final class RealmUpkeep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RealmUpkeep.class);
    private static final int BATCH = 500;

    private final CredentialRealms realms;
    private volatile boolean running;

    RealmUpkeep(CredentialRealms realms) {
        this.realms = realms;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("realm-upkeep").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow() {
        int done = 0;
        try {
            int batch;
            do {
                batch = realms.rederive(BATCH, this::isRunning);
                done += batch;
            } while (batch > 0 && running);
        } catch (DataAccessException | IllegalStateException e) {
            LOG.error("some digests of SIP credentials do not match the settings yet; the next start continues", e);
        }
        if (done > 0) {
            LOG.info("The digests of {} SIP credentials were recomputed from their secrets", done);
        }
    }
}
