package dev.firstring.testing;

import dev.firstring.testing.RunningService.Reply;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Somebody with a phone: a number, a device and an address of their own, going through the flow. */
public final class Person {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RunningService service;
    private final String number;
    private final String address;
    private final String device;
    private String token = "";
    private String session = "";
    private String code = "";

    private Person(RunningService service, String number, String device) {
        this.service = service;
        int n = COUNT.incrementAndGet();
        this.number = number.isEmpty() ? "+3361%07d".formatted(n * 17 % 10_000_000) : number;
        this.address = "10.%d.%d.%d".formatted(n >> 16 & 255, n >> 8 & 255, n & 255);
        this.device = device.isEmpty() ? "device-" + n : device;
    }

    /** Somebody new. */
    public static Person at(RunningService service) {
        return new Person(service, "", "");
    }

    /** Somebody new who types a number on a device that calls itself like this. */
    public static Person typing(RunningService service, String number, String device) {
        return new Person(service, number, device);
    }

    /** Somebody who types this number. */
    public static Person typing(RunningService service, String number) {
        return new Person(service, number, "");
    }

    /** The same number, typed on another device. */
    public Person onOtherDevice() {
        return new Person(service, number, "");
    }

    /** The same number and device, perhaps at another node. */
    public Person again(RunningService node) {
        Person again = new Person(node, number, device);
        again.token = token;
        return again;
    }

    /** The same number and device, without what the service gave to the device: a stranger who sends its id. */
    public Person pretended() {
        return new Person(service, number, device);
    }

    /** The same, with the device token of somebody else. */
    public Person withTokenOf(Person other) {
        token = other.token;
        return this;
    }

    /** The same device, typing another number. */
    public Person typingOnSameDevice(String other) {
        return new Person(service, other, device);
    }

    public Reply start() {
        return start("");
    }

    /** Starts with a solved challenge; with none if it is empty. */
    public Reply start(String challenge) {
        String solution = challenge.isEmpty() ? "" : ",\"challenge\":\"" + challenge + "\"";
        String proof = token.isEmpty() ? "" : ",\"deviceToken\":\"" + token + "\"";
        Reply reply = service.post(
                "/api/onboarding/start",
                "{\"phoneNumber\":\"%s\",\"deviceId\":\"%s\"%s%s}".formatted(number, device, proof, solution),
                "X-Forwarded-For",
                address);
        if (reply.status() == 200) {
            session = reply.data("sessionId");
            code = reply.json().path("data").path("otpCode").asString("");
        }
        return reply;
    }

    public Reply verify(String typed) {
        return service.post(
                "/api/onboarding/verify-otp",
                "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\",\"otpCode\":\"%s\"}".formatted(session, number, typed),
                "X-Forwarded-For",
                address);
    }

    public Reply verify() {
        return verify(code);
    }

    /** Types a code that is not the right one. */
    public Reply verifyWrongly() {
        return verify(wrongCode());
    }

    public String wrongCode() {
        return code.equals("000000") ? "000001" : "000000";
    }

    public Reply resend(String channel) {
        Reply reply = service.post(
                "/api/onboarding/resend-otp",
                "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\",\"channel\":\"%s\"}".formatted(session, number, channel),
                "X-Forwarded-For",
                address);
        if (reply.status() == 200) {
            code = reply.json().path("data").path("otpCode").asString("");
        }
        return reply;
    }

    /** Links in the mobile spelling, where the tokens come in the body. */
    public Reply link(String... headers) {
        Reply reply =
                service.post("/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(session), headers);
        if (reply.status() == 200) {
            JsonNode given = reply.json().at("/data/device_token");
            token = given.isString() ? given.asString() : token;
        }
        return reply;
    }

    /** Goes the whole way and answers with what linking gave. */
    public Reply onboard(String... headers) {
        expect(start());
        expect(verify());
        return expect(link(headers));
    }

    public Reply status() {
        return service.get("/api/onboarding/session", "X-Onboarding-Session", session);
    }

    public String number() {
        return number;
    }

    public String device() {
        return device;
    }

    public String session() {
        return session;
    }

    public String code() {
        return code;
    }

    public static Reply expect(Reply reply) {
        if (reply.status() != 200) {
            throw new AssertionError(reply.status() + ": " + reply.body());
        }
        return reply;
    }

    /** The header of a signed-in caller, from what linking gave. */
    public static String[] bearer(Reply linked) {
        return new String[] {
            "Authorization",
            "Bearer "
                    + linked.json()
                            .path("data")
                            .path("tokens")
                            .path("access_token")
                            .asString()
        };
    }
}
