package dev.firstring.chaos.load;

import dev.firstring.chaos.site.Node;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client that registers people one after another, regardless of faults. Requests without a response are retried. */
final class Client implements Runnable {

    private static final long PAUSE_MILLIS = 150;
    private static final long LONGEST_THOUGHT_MILLIS = 250;
    private static final long RESEND_NANOS = 10_500_000_000L;
    private static final long TOKEN_NANOS = 300_000_000_000L;

    private final Load load;
    private final Api api;
    private final Ledger ledger;
    private final People people;
    private final Random random;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Trace.@Nullable Link home;

    Client(Load load, Api api, Ledger ledger, People people, Random random) {
        this.load = load;
        this.api = api;
        this.ledger = ledger;
        this.people = people;
        this.random = random;
    }

    private record Waiting(Flow flow, long sinceNanos) {}

    @Override
    public void run() {
        try {
            while (!load.isOver()) {
                Waiting due = waiting.peek();
                if (due != null && System.nanoTime() - due.sinceNanos() > RESEND_NANOS) {
                    waiting.remove();
                    goOn(due.flow(), true);
                } else {
                    register();
                }
                Thread.sleep(random.nextLong(LONGEST_THOUGHT_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void register() throws InterruptedException {
        boolean forHome = home != null && System.nanoTime() - home.atNanos() < TOKEN_NANOS && chance(10);
        String number = forHome ? people.ownNumber() : chance(12) ? people.usedNumber(random) : people.newNumber();
        String token = forHome && home != null ? home.accessToken() : null;
        Api.Caller caller = Api.Caller.at(people.newAddress());
        Map<String, String> fields =
                Map.of("phone_number", number, "device_id", UUID.randomUUID().toString(), "device_platform", "android");
        Api.Caller keyed = caller.keyed(chance(30) ? UUID.randomUUID().toString() : null);
        if (!(insist("start", fields, keyed) instanceof Reply.Answered answer) || !answer.ok()) {
            return;
        }
        Trace trace = new Trace(answer.text("session_id"), number, answer.text("verification_id"));
        ledger.started(trace);
        if (keyed.idempotencyKey() != null && chance(20)) {
            repeatStart(fields, keyed, trace);
        }
        Flow flow = new Flow(trace, answer.text("otp_code"), caller.with(token));
        if (chance(6)) {
            return;
        }
        if (chance(5)) {
            waiting.add(new Waiting(flow, System.nanoTime()));
        } else {
            goOn(flow, false);
        }
    }

    private record Flow(Trace trace, String code, Api.Caller caller) {

        Map<String, String> named() {
            return Map.of("session_id", trace.sessionId(), "phone_number", trace.number());
        }

        Map<String, String> coded(String presented) {
            return Map.of("session_id", trace.sessionId(), "phone_number", trace.number(), "otp_code", presented);
        }

        String wrongCode() {
            return (code.charAt(0) == '9' ? "0" : "9") + code.substring(1);
        }
    }

    private void repeatStart(Map<String, String> fields, Api.Caller keyed, Trace trace) throws InterruptedException {
        if (insist("start", fields, keyed) instanceof Reply.Answered again
                && again.ok()
                && !again.text("session_id").equals(trace.sessionId())) {
            ledger.unlikeRepeat("start with the same idempotency key opened another session for " + trace.number());
        }
    }

    private void goOn(Flow flow, boolean resend) throws InterruptedException {
        Flow current = flow;
        if (resend || chance(4)) {
            Reply reply = insist("resend-otp", flow.named(), flow.caller());
            if (reply instanceof Reply.Answered answer
                    && answer.ok()
                    && !answer.text("otp_code").isEmpty()) {
                current = new Flow(flow.trace(), answer.text("otp_code"), flow.caller());
            }
        }
        for (int wrong = chance(20) ? 1 + random.nextInt(2) : 0; wrong > 0; wrong--) {
            Reply reply = insist("verify-otp", current.coded(current.wrongCode()), current.caller());
            if (reply instanceof Reply.Answered answer && answer.error().equals("invalid_otp")) {
                current.trace().codeJudgedWrong();
            }
        }
        if (verified(current) && !chance(5)) {
            link(current);
        }
    }

    private boolean verified(Flow flow) throws InterruptedException {
        Thread rival = null;
        if (chance(8)) {
            rival = Thread.ofVirtual().start(() -> {
                try {
                    verifyOnce(flow);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        boolean moved = false;
        while (!load.isOver() && !moved) {
            Reply reply = verifyOnce(flow);
            if (reply instanceof Reply.Answered answer && answer.status() != 503) {
                moved = answer.ok() || answer.text("current_step").equals("account_link");
                break;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        if (rival != null) {
            rival.join();
        }
        return moved;
    }

    private Reply verifyOnce(Flow flow) throws InterruptedException {
        Reply reply = api.post(load.node(), "verify-otp", flow.coded(flow.code()), flow.caller());
        if (reply instanceof Reply.Answered answer && answer.ok()) {
            flow.trace().codeAccepted();
        }
        return reply;
    }

    private void link(Flow flow) throws InterruptedException {
        Map<String, String> fields =
                Map.of("session_id", flow.trace().sessionId(), "display_name", "Chaos " + random.nextInt(1000));
        int times = chance(15) ? 2 : 1;
        for (int time = 0; time < times; time++) {
            if (insist("link-account", fields, flow.caller()) instanceof Reply.Answered answer && answer.ok()) {
                Trace.Link link = Trace.Link.of(answer, flow.caller().token());
                flow.trace().linked(link);
                if (flow.caller().token() == null && chance(30)) {
                    home = link;
                }
            }
        }
    }

    /**
     * Retries until a response is final, that is neither 503 nor a conflict of the idempotency key, or the load has
     * ended.
     */
    private Reply insist(String operation, Map<String, String> fields, Api.Caller caller) throws InterruptedException {
        while (true) {
            Node node = load.node();
            Reply reply = api.post(node, operation, fields, caller);
            boolean settled = reply instanceof Reply.Answered answer
                    && answer.status() != 503
                    && !answer.error().equals("idempotency_key_in_use");
            if (settled || load.isOver()) {
                return reply;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
