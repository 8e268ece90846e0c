package dev.firstring.hostile;

import dev.firstring.http.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One operation that takes a body.
 *
 * @param path the path on the camelCase side; {@code {credential}} stands for the caller's credential
 * @param sides the sides on which it takes a body
 * @param signedIn whether it wants a token
 */
record Operation(String method, String path, List<Spelling> sides, boolean signedIn, List<Field> fields) {

    private static final List<Spelling> BOTH = List.of(Spelling.CAMEL, Spelling.SNAKE);
    private static final Field SESSION = new Field("sessionId", Kind.TEXT, true, 128, "\"" + "A".repeat(32) + "\"");
    private static final Field NUMBER = new Field("phoneNumber", Kind.NUMBER, true, 64, "");
    private static final Field NAME = new Field("displayName", Kind.TEXT, false, 100, "\"Ada\"");
    private static final Field DELIVERY = new Field("tokenDelivery", Kind.CHOICE, false, 6, "\"body\"");
    private static final Field TOKEN = new Field("refreshToken", Kind.TOKEN, false, 43, "\"" + "A".repeat(43) + "\"");

    /** What a field holds. */
    enum Kind {
        /** Text that people or devices choose. */
        TEXT,
        /** Visible ASCII. */
        ASCII,
        /** One of a few words. */
        CHOICE,
        /** A phone number: one that cannot be read is told by a code of its own. */
        NUMBER,
        /** A code. */
        CODE,
        /** A token: one that cannot be read is as good as an unknown one. */
        TOKEN,
        /** True or false. */
        FLAG,
        /** A small whole number. */
        COUNT
    }

    /**
     * One field of a body.
     *
     * @param good JSON that is fine; empty for a number of which each request takes a fresh one
     */
    record Field(String name, Kind kind, boolean required, int max, String good) {

        String spelled(Spelling spelling) {
            return spelling == Spelling.CAMEL
                    ? name
                    : name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }

        Field asRequired() {
            return new Field(name, kind, true, max, good);
        }
    }

    static List<Operation> all() {
        Field region = new Field("region", Kind.TEXT, false, 3, "\"FR\"");
        return List.of(
                open(
                        "/api/onboarding/start",
                        new Field("sessionId", Kind.TEXT, false, 128, "null"),
                        NUMBER,
                        new Field("deviceId", Kind.TEXT, false, 128, "\"device\""),
                        new Field("devicePlatform", Kind.CHOICE, false, 7, "\"ios\""),
                        new Field("deviceName", Kind.TEXT, false, 100, "\"Phone\""),
                        new Field("deviceToken", Kind.TEXT, false, 64, "\"token\""),
                        region,
                        new Field("channel", Kind.CHOICE, false, 5, "\"sms\""),
                        new Field("challenge", Kind.TEXT, false, 4096, "\"e30=\"")),
                open(
                        "/api/onboarding/session",
                        new Field("deviceId", Kind.TEXT, false, 128, "\"device\""),
                        new Field("devicePlatform", Kind.CHOICE, false, 7, "\"ios\""),
                        new Field("deviceName", Kind.TEXT, false, 100, "\"Phone\""),
                        new Field("deviceToken", Kind.TEXT, false, 64, "\"token\"")),
                open("/api/onboarding/challenge", NUMBER, region),
                open(
                        "/api/onboarding/verify-otp",
                        SESSION,
                        NUMBER,
                        new Field("otpCode", Kind.CODE, true, 64, "\"123456\"")),
                open(
                        "/api/onboarding/resend-otp",
                        SESSION,
                        NUMBER,
                        new Field("channel", Kind.CHOICE, false, 5, "\"sms\""),
                        new Field("challenge", Kind.TEXT, false, 4096, "\"e30=\"")),
                open(
                        "/api/onboarding/link-account",
                        SESSION,
                        NAME,
                        DELIVERY,
                        new Field("replacesPhoneNumber", Kind.NUMBER, false, 64, "")),
                new Operation(
                        "POST",
                        "/api/onboarding/session/extend",
                        List.of(Spelling.CAMEL),
                        false,
                        List.of(session(), new Field("additionalHours", Kind.COUNT, false, 2, "1"))),
                new Operation("DELETE", "/api/onboarding/session", List.of(Spelling.CAMEL), false, List.of(session())),
                open(
                        "/api/account/token/refresh",
                        TOKEN,
                        DELIVERY,
                        new Field("deviceToken", Kind.TOKEN, false, 43, "null")),
                open("/api/account/sign-out", TOKEN, new Field("everywhere", Kind.FLAG, false, 5, "false")),
                new Operation("POST", "/api/account/numbers/refuse-move", BOTH, true, List.of(NUMBER)),
                new Operation("PATCH", "/api/account", BOTH, true, List.of(NAME.asRequired())),
                new Operation("PATCH", "/api/sip/credentials/{credential}", BOTH, true, List.of(NAME.asRequired())),
                new Operation(
                        "POST",
                        "/api/sip/credentials/{credential}/provisioning-links",
                        BOTH,
                        true,
                        List.of(
                                new Field("format", Kind.CHOICE, false, 8, "\"linphone\""),
                                new Field("uses", Kind.COUNT, false, 1, "1"))),
                act("suspend"),
                act("revoke"),
                new Operation(
                        "POST",
                        "/api/admin/sip/reconcile",
                        BOTH,
                        true,
                        List.of(new Field("dryRun", Kind.FLAG, false, 5, "true"))),
                new Operation(
                        "POST",
                        "/api/sip/credentials",
                        BOTH,
                        true,
                        List.of(
                                NUMBER,
                                NAME,
                                new Field("deviceId", Kind.ASCII, false, 200, "\"device\""),
                                new Field("transportProtocol", Kind.CHOICE, false, 3, "\"UDP\""))));
    }

    private static Field session() {
        return new Field("sessionId", Kind.TEXT, false, 128, SESSION.good());
    }

    private static Operation act(String act) {
        return new Operation(
                "POST",
                "/api/admin/sip/credentials/{credential}/" + act,
                BOTH,
                true,
                List.of(new Field("reason", Kind.TEXT, true, 200, "\"a reason\"")));
    }

    private static Operation open(String path, Field... fields) {
        return new Operation("POST", path, BOTH, false, List.of(fields));
    }

    String path(Spelling spelling, String credential) {
        String spelled = spelling == Spelling.CAMEL ? path : path.replaceFirst("^/api/", "/api/v1/");
        return spelled.replace("{credential}", credential);
    }

    /** A body with the given values, as JSON, in place of good ones; an empty value leaves its field out. */
    String body(Spelling spelling, Map<String, String> values, String number) {
        StringBuilder body = new StringBuilder("{");
        for (Field field : fields) {
            String good = field.good().isEmpty() ? "\"" + number + "\"" : field.good();
            String value = values.getOrDefault(field.name(), field.required() ? good : "");
            if (!value.isEmpty()) {
                body.append(body.length() > 1 ? "," : "")
                        .append("\"%s\":".formatted(field.spelled(spelling)))
                        .append(value);
            }
        }
        return body.append('}').toString();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
