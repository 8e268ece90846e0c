package dev.firstring.chaos.pumping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A challenge solved by brute force.
 *
 * @param payload the solution to send
 * @param hashes the number of hashes computed
 */
record ProofOfWork(String payload, long hashes) {

    static ProofOfWork solve(JsonNode challenge) {
        String salt = challenge.required("salt").asString();
        byte[] wanted = HexFormat.of().parseHex(challenge.required("challenge").asString());
        long most = challenge.required("maxnumber").asLong();
        MessageDigest sha256 = sha256();
        for (long number = 0; number <= most; number++) {
            byte[] found = sha256.digest((salt + number).getBytes(StandardCharsets.UTF_8));
            if (MessageDigest.isEqual(found, wanted)) {
                return new ProofOfWork(payload(challenge, number), number + 1);
            }
        }
        throw new IllegalStateException("a challenge without a solution");
    }

    private static String payload(JsonNode challenge, long number) {
        return Base64.getEncoder()
                .encodeToString(JsonMapper.shared()
                        .writeValueAsBytes(Map.of(
                                "algorithm", challenge.required("algorithm").asString(),
                                "challenge", challenge.required("challenge").asString(),
                                "number", number,
                                "salt", challenge.required("salt").asString(),
                                "signature", challenge.required("signature").asString())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
