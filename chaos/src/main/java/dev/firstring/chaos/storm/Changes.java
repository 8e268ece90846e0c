package dev.firstring.chaos.storm;

import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.People;
import dev.firstring.chaos.load.Reply;
import dev.firstring.chaos.site.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests of clients: new accounts and changes of existing ones. Requests without a response are retried.
 * Thread-safe.
 */
final class Changes {

    private static final long PAUSE_MILLIS = 100;

    private final Api api;
    private final Node node;
    private final String adminKey;
    private final People people;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Changes(Api api, Node node, String adminKey, People people) {
        this.api = api;
        this.node = node;
        this.adminKey = adminKey;
        this.people = people;
    }

    /** The acknowledged accounts. */
    List<Member> members() {
        return members;
    }

    /** The number of acknowledged changes. */
    int done() {
        return done.get();
    }

    /** The number of changes that were refused, for example because of the account's state. */
    int refused() {
        return refused.get();
    }

    /** Registers a new account; empty if it was refused. */
    Optional<Member> register(Random random) throws InterruptedException {
        Api.Caller caller = Api.Caller.at(people.newAddress());
        String number = people.newNumber();
        Reply.Answered start = post(
                "start",
                Map.of("phone_number", number, "device_id", UUID.randomUUID().toString(), "device_platform", "android"),
                caller);
        String session = start.text("session_id");
        Reply.Answered verified = post(
                "verify-otp",
                Map.of("session_id", session, "phone_number", number, "otp_code", start.text("otp_code")),
                caller);
        if (!verified.ok() && !verified.text("current_step").equals("account_link")) {
            return Optional.empty();
        }
        Reply.Answered linked =
                post("link-account", Map.of("session_id", session, "display_name", name(random)), caller);
        if (!linked.ok()) {
            return Optional.empty();
        }
        Member member = new Member(
                linked.body().path("sip_credentials").path("id").asString(""),
                caller.address(),
                linked.body().path("tokens").path("access_token").asString(""));
        members.add(member);
        return Optional.of(member);
    }

    /** Makes a random change of a random account. */
    void change(Random random) throws InterruptedException {
        Member member = members.get(random.nextInt(members.size()));
        String own = "/sip/credentials/" + member.credential();
        int draw = random.nextInt(100);
        if (draw < 30) {
            member.signingOut(() -> admin(member, "suspend", Map.of("reason", "storm")));
        } else if (draw < 55) {
            admin(member, "reactivate", Map.of());
        } else if (draw < 65) {
            member.signingOut(() -> admin(member, "revoke", Map.of("reason", "storm")));
        } else if (draw < 85) {
            owner(member, "POST", own + "/regenerate-password", Map.of());
        } else {
            owner(member, "PATCH", own, Map.of("display_name", name(random)));
        }
    }

    private void admin(Member member, String act, Map<String, String> fields) throws InterruptedException {
        String path = "/admin/sip/credentials/" + member.credential() + "/" + act;
        count(insist("POST", path, fields, Api.Caller.at(member.address()).with(adminKey)));
    }

    /**
     * Makes a change as the owner. If a suspension has ended the owner's sign-in, the operator reactivates the
     * credential instead.
     */
    private void owner(Member member, String method, String path, Map<String, String> fields)
            throws InterruptedException {
        boolean asked = member.signedIn(() -> count(
                insist(method, path, fields, Api.Caller.at(member.address()).with(member.token()))));
        if (!asked) {
            admin(member, "reactivate", Map.of());
        }
    }

    private void count(Reply.Answered answer) {
        (answer.ok() ? done : refused).incrementAndGet();
    }

    private Reply.Answered post(String operation, Map<String, String> fields, Api.Caller caller)
            throws InterruptedException {
        return insist("POST", "/onboarding/" + operation, fields, caller);
    }

    private Reply.Answered insist(String method, String path, Map<String, String> fields, Api.Caller caller)
            throws InterruptedException {
        while (true) {
            if (api.call(node, method, path, fields, caller) instanceof Reply.Answered answer
                    && answer.status() != 503) {
                return answer;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static String name(Random random) {
        return "Storm " + random.nextInt(100_000);
    }
}
