package dev.firstring.console;

import dev.firstring.platform.keys.rotation.RotationProgress;
import java.io.PrintWriter;
import java.time.Duration;

/** Prints the progress of a key rotation. */
final class PrintedProgress implements RotationProgress {

    private final PrintWriter out;

    PrintedProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void continued(int keyId) {
        print("A rotation was cut short earlier. It is continued with its key, " + keyId
                + "; no further key is made. Run rotate-keys again afterwards for another one.");
    }

    @Override
    public void added(int keyId) {
        print("Key " + keyId + " is in the database. Nothing is made under it yet.");
    }

    @Override
    public void inUse(int keyId) {
        print("New things are made under key " + keyId + ".");
    }

    @Override
    public void waiting(Duration time) {
        print("Waiting " + time.toSeconds() + " s, until every node has read the keys ...");
    }

    @Override
    public void resealed(String what, int done, int total, Duration elapsed) {
        long rate = Math.round(done * 1000.0 / Math.max(1, elapsed.toMillis()));
        print(what + ": " + done + " / " + total + " under the new key (" + rate + " a second)");
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
