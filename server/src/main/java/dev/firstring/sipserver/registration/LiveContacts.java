package dev.firstring.sipserver.registration;

import dev.firstring.sip.Credential;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** Queries all SIP servers concurrently for the live contacts of a credential. Thread-safe. */
@Component
public class LiveContacts {

    private final Fleet fleet;
    private final RegistrationTracking tracking;

    LiveContacts(Fleet fleet, RegistrationTracking tracking) {
        this.fleet = fleet;
        this.tracking = tracking;
    }

    /**
     * The responses of the servers.
     *
     * @param faults the servers that did not answer, and why
     */
    public record Found(List<LiveContact> contacts, Map<ServerId, SipServerFault> faults) {

        public Found {
            contacts = List.copyOf(contacts);
            faults = Map.copyOf(faults);
        }

        /** Whether there are servers, and none of them answered. */
        public boolean nobodyAnswered(int servers) {
            return servers > 0 && faults.size() == servers;
        }
    }

    /** Queries the live contacts, and records them with the credential. */
    public Found of(Credential credential) {
        Aor aor = Aor.of(credential.address());
        List<LiveContact> contacts = new ArrayList<>();
        Map<ServerId, SipServerFault> faults = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<ServerId, Future<List<LiveContact>>> asked = new TreeMap<>();
            for (SipServer server : fleet.servers()) {
                asked.put(server.id(), threads.submit(contactsOf(server, aor)));
            }
            for (Map.Entry<ServerId, Future<List<LiveContact>>> entry : asked.entrySet()) {
                collect(entry.getKey(), entry.getValue(), contacts, faults);
            }
        }
        contacts.forEach(contact -> tracking.seen(
                credential.id(),
                contact.server(),
                contact.registration(),
                contact.registration().address()));
        return new Found(contacts, faults);
    }

    private static Callable<List<LiveContact>> contactsOf(SipServer server, Aor aor) {
        return () -> server.registrations(aor).stream()
                .map(registration -> new LiveContact(server.id(), registration))
                .toList();
    }

    private static void collect(
            ServerId server,
            Future<List<LiveContact>> answer,
            List<LiveContact> contacts,
            Map<ServerId, SipServerFault> faults) {
        try {
            contacts.addAll(answer.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SipServerFault fault)) {
                throw new IllegalStateException("SIP server " + server + " could not be asked", e);
            }
            faults.put(server, fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while SIP servers were asked", e);
        }
    }
}
