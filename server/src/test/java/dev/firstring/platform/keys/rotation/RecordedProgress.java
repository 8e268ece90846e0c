package dev.firstring.platform.keys.rotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a rotation tells. */
final class RecordedProgress implements RotationProgress {

    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void continued(int keyId) {
        lines.add("continued");
    }

    @Override
    public void added(int keyId) {
        lines.add("added");
    }

    @Override
    public void inUse(int keyId) {
        lines.add("in use");
    }

    @Override
    public void waiting(Duration time) {
        lines.add("waiting " + time);
    }

    @Override
    public void resealed(String what, int done, int total, Duration elapsed) {
        lines.add(what + " " + done + "/" + total);
    }
}
