package dev.firstring.chaos.pumping;

import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.Api.Caller;
import dev.firstring.chaos.load.Reply;
import dev.firstring.chaos.load.Reply.Answered;
import dev.firstring.chaos.site.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The callers of one scenario: the attacker, and honest users who enter their codes a minute later. Thread-safe. */
final class Crowd {

    private final Api api;
    private final Node node;
    private final Scenario scenario;
    private final Score score = new Score();
    private final Queue<Callable<Void>> typing = new ConcurrentLinkedQueue<>();
    private final Queue<String> odd = new ConcurrentLinkedQueue<>();

    Crowd(Api api, Node node, Scenario scenario) {
        this.api = api;
        this.node = node;
        this.scenario = scenario;
    }

    Scenario scenario() {
        return scenario;
    }

    Score score() {
        return score;
    }

    /** Unexpected responses. */
    Queue<String> odd() {
        return odd;
    }

    /** The next honest user with a code to enter; each is returned once, null if there is none. */
    @Nullable
    Callable<Void> nextToType() {
        return typing.poll();
    }

    Callable<Void> attack(String number, String address, String device) {
        return () -> {
            score.starts.increment();
            Reply reply = start(number, address, device, "");
            if (scenario.solves() && isChallenge(reply) && reply instanceof Answered asked) {
                ProofOfWork work = ProofOfWork.solve(asked.body().required("challenge"));
                score.solved.increment();
                score.hashes.add(work.hashes());
                reply = start(number, address, device, work.payload());
            }
            if (reply.kind().equals("200")) {
                score.sent.increment();
            } else {
                score.refused(rule(reply));
            }
            return null;
        };
    }

    /** @param types whether the user enters the code */
    Callable<Void> honest(String number, String address, String device, boolean inside, boolean types) {
        Score.People people = inside ? score.inside : score.elsewhere;
        return () -> {
            people.came.increment();
            Reply reply = start(number, address, device, "");
            if (isChallenge(reply) && reply instanceof Answered asked) {
                people.challenged.increment();
                ProofOfWork work = ProofOfWork.solve(asked.body().required("challenge"));
                reply = start(number, address, device, work.payload());
            }
            if (reply.kind().equals("200") && reply instanceof Answered sent) {
                if (types) {
                    typing.add(type(sent.body(), number, address, people));
                }
            } else {
                people.refused.increment();
                rule(reply);
            }
            return null;
        };
    }

    private Callable<Void> type(JsonNode sent, String number, String address, Score.People people) {
        Map<String, String> fields = Map.of(
                "session_id", sent.required("session_id").asString(),
                "phone_number", number,
                "otp_code", sent.required("otp_code").asString());
        return () -> {
            Reply reply = api.post(node, "verify-otp", fields, Caller.at(address));
            if (reply.kind().equals("200")) {
                people.proved.increment();
            } else {
                odd.add("verify: " + reply.kind());
            }
            return null;
        };
    }

    private Reply start(String number, String address, String device, String solution) throws InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("phone_number", number);
        fields.put("device_id", device);
        if (!solution.isEmpty()) {
            fields.put("challenge", solution);
        }
        return api.post(node, "start", fields, Caller.at(address));
    }

    private static boolean isChallenge(Reply reply) {
        return reply.kind().equals("403 challenge_required");
    }

    private String rule(Reply reply) {
        if (isChallenge(reply)) {
            return "challenge";
        }
        if (reply.kind().equals("429 rate_limited") && reply instanceof Answered limited) {
            return limited.text("policy");
        }
        odd.add("start: " + reply.kind());
        return reply.kind();
    }
}
