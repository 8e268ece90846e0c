package dev.firstring.messaging.provider.twilio;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures made independently of the product, as the documentation of the vendors describes them. */
final class VendorSignatures {

    /** The auth token of the account at Twilio. */
    static final String TWILIO_TOKEN = "twilio-token";

    private VendorSignatures() {}

    /** As Twilio's documentation says it: the address, then each field's name and value by name, HMAC-SHA1, Base64. */
    static String twilio(String url, Map<String, String> fields) throws Exception {
        StringBuilder signed = new StringBuilder(url);
        fields.keySet().stream().sorted().forEach(name -> signed.append(name).append(fields.get(name)));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TWILIO_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** As Vonage signs a webhook: a JWT that holds the hash of the body. */
    static String vonage(String body, String secret, String account, Instant issued) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("Vonage")
                        .claim("api_key", account)
                        .claim(
                                "payload_hash",
                                HexFormat.of()
                                        .formatHex(MessageDigest.getInstance("SHA-256")
                                                .digest(body.getBytes(StandardCharsets.UTF_8))))
                        .issueTime(Date.from(issued))
                        .build());
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return "Bearer " + token.serialize();
    }
}
