package dev.firstring.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Solves a proof of work as a browser does: by trying. */
public final class SolvedChallenge {

    private SolvedChallenge() {}

    /** The payload that solves the challenge. */
    public static String of(JsonNode challenge) {
        String salt = challenge.required("salt").asString();
        byte[] wanted = HexFormat.of().parseHex(challenge.required("challenge").asString());
        long most = challenge.required("maxnumber").asLong();
        MessageDigest sha256 = sha256();
        for (long number = 0; number <= most; number++) {
            if (Arrays.equals(sha256.digest((salt + number).getBytes(StandardCharsets.US_ASCII)), wanted)) {
                return payload(challenge, number);
            }
        }
        throw new AssertionError("the challenge has no solution: " + challenge);
    }

    /** The payload with that number, right or wrong. */
    public static String payload(JsonNode challenge, long number) {
        Map<String, Object> solution = new LinkedHashMap<>();
        solution.put("algorithm", challenge.required("algorithm").asString());
        solution.put("challenge", challenge.required("challenge").asString());
        solution.put("number", number);
        solution.put("salt", challenge.required("salt").asString());
        solution.put("signature", challenge.required("signature").asString());
        return Base64.getEncoder().encodeToString(JsonMapper.shared().writeValueAsBytes(solution));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
