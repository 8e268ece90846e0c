package dev.firstring.onboarding.life;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.sync.SyncListener;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Completes sessions whose credential every SIP server has accepted. Thread-safe. */
@Component
class ProvisionedSessions implements SyncListener {

    private static final String COMPLETE = """
            WITH held AS MATERIALIZED (
                SELECT id_hash
                  FROM onboarding_session
                 WHERE credential_id = ANY (?) AND step = 'sip_provisioning'
                 ORDER BY id_hash
                   FOR NO KEY UPDATE
            )
            UPDATE onboarding_session
               SET step = 'complete'
              FROM sip_credential, held
             WHERE onboarding_session.id_hash = held.id_hash AND onboarding_session.step = 'sip_provisioning'
               AND sip_credential.id = onboarding_session.credential_id
               AND sip_synced(sip_credential.id, sip_credential.status, sip_credential.revision,
                              sip_credential.cut_revision)
            """;

    private final JdbcTemplate jdbc;

    ProvisionedSessions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void accepted(Collection<CredentialId> credentials) {
        complete(credentials);
    }

    /** Completes the sessions of synced credentials; true if any session was completed. */
    boolean complete(Collection<CredentialId> credentials) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.update(COMPLETE, (Object) ids) > 0;
    }
}
