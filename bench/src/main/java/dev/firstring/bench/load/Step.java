package dev.firstring.bench.load;

/** The calls of a flow, in order. */
public enum Step {
    START("start"),
    VERIFY("verify-otp"),
    LINK("link-account");

    private final String path;

    Step(String path) {
        this.path = path;
    }

    String path() {
        return "/api/v1/onboarding/" + path;
    }

    /** The name in results. */
    public String word() {
        return switch (this) {
            case START -> "start";
            case VERIFY -> "verify";
            case LINK -> "link";
        };
    }
}
