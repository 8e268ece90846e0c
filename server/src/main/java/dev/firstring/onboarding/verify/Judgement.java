package dev.firstring.onboarding.verify;

/** What became of a try that was counted. Absent where the try was not counted: it is not judged then either. */
record Judgement(int tries, int triesAllowed) {

    int attemptsLeft() {
        return triesAllowed - tries;
    }
}
