package dev.firstring.registrar.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests that were changed, cut, doubled, swollen and mixed at random; the same for the same seed. */
public final class BentRequests {

    private static final List<String> PIECES = List.of(
            "\r\n",
            "\r\n ",
            "\r\n\r\n",
            "\n",
            "\r",
            ":",
            ";",
            ",",
            "\"",
            "\\",
            "<",
            ">",
            "<<<<",
            "(",
            "(\\\r\n",
            "\"\\\r\n",
            "@",
            "%",
            "%00",
            "*",
            "=",
            "[",
            "[::",
            " ",
            "\t",
            "\0",
            "\u007f",
            "\u2028",
            "ä",
            "漢",
            "4294967296",
            "-1",
            "99999999999999999999",
            "sip:",
            "tel:+1;ext=",
            "SIP/2.0",
            "z9hG4bK",
            "Via: SIP/2.0/UDP h",
            "Contact: *",
            "Authorization: Digest ",
            "Content-Length: 7",
            "l: 0",
            "CSeq: 1 X",
            ";rport;rport",
            ";maddr=224.0.0.1",
            ";expires=",
            "REGISTER ");

    private final Random random;
    private final List<String> seeds;

    public BentRequests(long seed) {
        this(seed, SipSeeds.all());
    }

    /** Bends these messages. */
    public BentRequests(long seed, List<String> seeds) {
        this.random = new Random(seed);
        this.seeds = List.copyOf(seeds);
    }

    /** The next one: up to some ten kibibytes. */
    public byte[] next() {
        byte[] bytes = seed();
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            bytes = bend(bytes);
        }
        return bytes;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bend(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        int to = at + random.nextInt(Math.min(40, bytes.length - at) + 1);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(9)) {
            case 0 -> head;
            case 1 -> join(head, piece, tail);
            case 2 -> join(head, piece, Arrays.copyOfRange(bytes, to, bytes.length));
            case 3 -> join(head, Arrays.copyOfRange(bytes, to, bytes.length));
            case 4 -> join(head, Arrays.copyOfRange(bytes, at, to), tail);
            case 5 -> flipped(bytes, at);
            case 6 -> join(head, repeated(piece), tail);
            case 7 -> join(head, line(), tail);
            default -> join(head, seed());
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[at] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private byte[] repeated(byte[] piece) {
        byte[][] many = new byte[1 + random.nextInt(4_000 / piece.length)][];
        Arrays.fill(many, piece);
        return join(many);
    }

    /** A header of another seed. */
    private byte[] line() {
        String[] lines = new String(seed(), StandardCharsets.UTF_8).split("\r\n");
        return ("\r\n" + lines[random.nextInt(lines.length)] + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
