package dev.firstring.peers.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sine tones in WAV files of 16 bits. */
final class Tone {

    private static final int SECONDS = 120;
    private static final int HEADER = 44;
    private static final int TELEPHONE = 8_000;

    private Tone() {}

    static void write(Path file, int hertz, int rate, int channels) {
        int samples = rate * SECONDS;
        int frame = 2 * channels;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + samples * frame).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + samples * frame);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wav.putShort((short) channels)
                .putInt(rate)
                .putInt(rate * frame)
                .putShort((short) frame)
                .putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * frame);
        for (int i = 0; i < samples; i++) {
            short sample = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / rate));
            for (int channel = 0; channel < channels; channel++) {
                wav.putShort(sample);
            }
        }
        try {
            Files.write(file, wav.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The share of the energy of a recording that is in that tone (Goertzel), over its clearest half second, in its first channel. */
    static double share(Path file, int hertz) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length <= HEADER) {
                return 0;
            }
            ByteBuffer wav = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            // Linphone writes the header when the recording ends; until then it has zeros.
            boolean unfinished = wav.getInt(24) == 0;
            int rate = unfinished ? TELEPHONE : wav.getInt(24);
            int window = rate / 2;
            int frame = unfinished ? 2 : 2 * wav.getShort(22);
            int samples = (bytes.length - HEADER) / frame;
            double best = 0;
            for (int begin = 0; begin + window <= samples; begin += window) {
                double[] part = new double[window];
                for (int i = 0; i < window; i++) {
                    part[i] = wav.getShort(HEADER + (begin + i) * frame);
                }
                best = Math.max(best, share(part, hertz, rate));
            }
            return best;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double share(double[] part, int hertz, int rate) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / rate);
        double before = 0;
        double last = 0;
        double energy = 0;
        for (double sample : part) {
            double next = sample + coefficient * last - before;
            before = last;
            last = next;
            energy += sample * sample;
        }
        double power = last * last + before * before - coefficient * last * before;
        return energy < 1e6 ? 0 : 2 * power / (energy * part.length);
    }
}
