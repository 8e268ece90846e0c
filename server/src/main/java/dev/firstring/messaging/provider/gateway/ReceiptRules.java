package dev.firstring.messaging.provider.gateway;

import dev.firstring.platform.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rules for the receipts of a gateway. Receipts arrive by GET, POST or PUT, as a query, a form, multipart, JSON or XML,
 * at the URL of {@code {receipt-url}}; or, if a gateway supports only one URL for all receipts, at
 * {@code <callback-url>/hooks/gateways/<id>?key=<secret>} with the gateway's id of the message.
 *
 * @param secret the secret that signs the URLs of receipts, at least 16 characters; without it receipts are not
 *     accepted
 * @param query a query that is appended to the URL and filled in by the gateway, such as {@code type=%d} for Kannel;
 *     default none
 * @param state the name of the field with the final state, case-insensitive; for nested values in JSON or XML a path
 *     such as {@code status.name}. Default {@code state}
 * @param reference the name of the field with the gateway's id of the message; default {@code id}
 * @param delivered values of the state that mean delivered, case-insensitive, including Kannel's {@code 1}. Common
 *     states of networks, such as {@code DELIVERED_TO_HANDSET}, are known anyway
 * @param failed values of the state that mean that delivery has failed, including Kannel's {@code 2} and {@code 16}.
 *     Common states of networks, such as {@code Undeliverable}, are known anyway; other values change nothing
 * @param answer the text with which a receipt is acknowledged, with status 200; Jasmin repeats receipts until it is
 *     {@code ACK/Jasmin}. Default {@code OK}
 */
record ReceiptRules(
        @Nullable Secret secret,
        @DefaultValue("") String query,
        @DefaultValue("state") String state,
        @DefaultValue("id") String reference,
        @DefaultValue({"delivered", "delivrd", "1"}) List<String> delivered,

        @DefaultValue({"failed", "undelivered", "undeliv", "rejected", "rejectd", "expired", "2", "16"})
        List<String> failed,

        @DefaultValue("OK") String answer) {

    private static final int SHORTEST_SECRET = 16;

    ReceiptRules {
        delivered = List.copyOf(delivered);
        failed = List.copyOf(failed);
        if (secret != null && secret.reveal().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "firstring.messaging.gateways[].receipts.secret must have at least 16 characters.");
        }
    }
}
