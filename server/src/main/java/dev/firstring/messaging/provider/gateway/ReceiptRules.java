package dev.firstring.messaging.provider.gateway;

import dev.firstring.platform.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the receipts of a gateway are understood. They come by GET, POST or PUT, as a query, a form, multipart, JSON or
 * XML, to the address that {@code {receipt-url}} gives; or, where a gateway knows one address for all, to
 * {@code <callback-url>/hooks/gateways/<id>?key=<secret>} with its own name for the message.
 *
 * @param secret what the address of a receipt is signed with, at least 16 characters; without it no receipts are taken
 * @param query what is added to the address for the gateway to fill in, such as {@code type=%d} for Kannel; default none
 * @param state the name of the field that says how the message ended, in any case; within others in JSON or XML a path such
 *     as {@code status.name}. Default {@code state}
 * @param reference the name of the field with the gateway's name for the message; default {@code id}
 * @param delivered values of the state that mean delivered, in any case; Kannel's {@code 1} among them. Words of networks, such
 *     as {@code DELIVERED_TO_HANDSET}, are known without
 * @param failed values of the state that mean that it never will be; Kannel's {@code 2} and {@code 16} among them. Words of
 *     networks, such as {@code Undeliverable}, are known without; other values change nothing
 * @param answer the text that a receipt is acknowledged with, with status 200; Jasmin sends receipts again until it is
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
