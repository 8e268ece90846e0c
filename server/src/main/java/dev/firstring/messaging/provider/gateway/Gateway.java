package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.provider.CallTime;
import dev.firstring.platform.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A gateway and the template of its call. The following placeholders in the URL, the headers and the body are replaced
 * and encoded as their position requires: {@code to} (with the plus sign), {@code digits} (without), {@code text},
 * {@code from}, {@code id} (of the message), {@code language}, {@code coding} (0 for GSM-7, 2 for UCS-2),
 * {@code receipt-url} and {@code secret.<name>}.
 *
 * @param id its name among the senders: 1 to 40 lower-case letters, digits and dashes
 * @param url the URL with placeholders in braces, such as
 *     {@code http://127.0.0.1:13013/cgi-bin/sendsms?to={to}&text={text}}; {@code http://} only for this machine, a
 *     private address or a name without a dot
 * @param method {@code GET}, {@code POST} or {@code PUT}; default {@code GET}
 * @param headers headers of the call, by name; default none
 * @param body body of the call; default none
 * @param contentType content type of the body; a form ({@code application/x-www-form-urlencoded}) by default, also
 *     {@code application/json}, {@code application/xml} or {@code text/plain}
 * @param secrets the values of {@code {secret.<name>}}, by name; they are never logged or returned
 * @param from the sender of messages, unless {@code firstring.messaging.sender-ids} has one for the country; default
 *     none
 * @param channels the channels that it supports: {@code sms}, {@code voice}; default {@code sms}
 * @param timeout how long a call may take, 100 ms to 4500 ms; default 2 s
 * @param rules how its answers are understood
 * @param receipts how its receipts are understood; without a secret there, none are taken
 */
record Gateway(
        @DefaultValue("") String id,
        @DefaultValue("") String url,
        @DefaultValue("GET") String method,
        @DefaultValue Map<String, String> headers,
        @Nullable String body,
        @DefaultValue("application/x-www-form-urlencoded") String contentType,
        @DefaultValue Map<String, Secret> secrets,
        @DefaultValue("") String from,
        @DefaultValue("sms") Set<Channel> channels,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue AnswerRules rules,
        @DefaultValue ReceiptRules receipts) {

    private static final String PREFIX = "firstring.messaging.gateways[].";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");

    /** @throws IllegalArgumentException if a value is missing or out of bounds; the message names the setting */
    Gateway {
        headers = Map.copyOf(headers);
        secrets = Map.copyOf(secrets);
        channels = Set.copyOf(channels);
        CallTime.checked(PREFIX + "timeout", timeout);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    PREFIX + "id must be 1 to 40 lower-case letters, digits and dashes, and begin with a letter.");
        }
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(PREFIX + "method must be GET, POST or PUT.");
        }
        if (body != null && method.equals("GET")) {
            throw new IllegalArgumentException(PREFIX + "body needs the method POST or PUT.");
        }
        if (channels.isEmpty()) {
            throw new IllegalArgumentException(PREFIX + "channels must name sms or voice.");
        }
    }
}
