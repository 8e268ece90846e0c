package dev.firstring.onboarding.wire;

/**
 * A session whose number is proved.
 *
 * @param nextStep what to call next
 */
public record VerifiedData(
        String sessionId, String phoneNumber, boolean verified, String currentStep, String nextStep) {

    @Override
    public String toString() {
        return "VerifiedData[" + currentStep + "]";
    }
}
