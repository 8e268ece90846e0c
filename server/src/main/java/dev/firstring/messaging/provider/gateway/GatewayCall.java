package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.messaging.hook.MessageKey;
import dev.firstring.messaging.texts.MessageText.Segments;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds the HTTP call that sends a message through a gateway. Thread-safe. */
final class GatewayCall {

    private static final String PREFIX = "firstring.messaging.gateways[].";

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final OutgoingMessage ANY =
            new OutgoingMessage(new UUID(0, 0), new PhoneNumber("+33612345678"), Channel.SMS, Locale.ENGLISH, "any");

    private final Gateway gateway;
    private final HookSettings hooks;
    private final Template url;
    private final Map<String, Template> headers = new TreeMap<>();
    private final @Nullable Template body;
    private final URI address;

    /** @throws IllegalArgumentException if a template is invalid; the message names the setting */
    GatewayCall(Gateway gateway, HookSettings hooks) {
        this.gateway = gateway;
        this.hooks = hooks;
        this.url = Template.url(gateway.url());
        gateway.headers().forEach((name, value) -> headers.put(name, Template.header(value)));
        String text = gateway.body();
        this.body = text == null ? null : named("content-type ", () -> Template.body(text, gateway.contentType()));
        this.address = request(ANY).build().uri();
    }

    /** Returns the reason why no connection can be opened, or empty if one can. */
    Optional<String> listens(Duration limit) {
        int standard = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
        int port = address.getPort() >= 0 ? address.getPort() : standard;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), (int) limit.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no connection to " + address.getHost() + ":" + port + ": " + e.getMessage());
        }
    }

    HttpRequest.Builder request(OutgoingMessage message) {
        Map<String, String> values = values(message);
        HttpRequest.Builder request = HttpRequest.newBuilder(named("url ", () -> BaseUrl.whole(url.fill(values))));
        headers.forEach(
                (name, value) -> named("headers." + name + " ", () -> request.header(name, value.fill(values))));
        Template template = body;
        if (template == null) {
            return request.method(gateway.method(), BodyPublishers.noBody());
        }
        String filled = named("body ", () -> template.fill(values));
        return request.header("Content-Type", gateway.contentType())
                .method(gateway.method(), BodyPublishers.ofString(filled));
    }

    private Map<String, String> values(OutgoingMessage message) {
        Map<String, String> values = new HashMap<>();
        String from = message.senderId();
        values.put("to", message.to().e164());
        values.put("digits", message.to().e164().substring(1));
        values.put("text", message.text());
        values.put("from", from == null ? gateway.from() : from);
        values.put("id", message.id().toString());
        values.put("language", message.language().toLanguageTag());
        values.put("coding", Segments.of(message.text()).encoding() == Segments.Encoding.GSM_7 ? "0" : "2");
        values.put("receipt-url", receiptUrl(message));
        gateway.secrets().forEach((name, secret) -> values.put("secret." + name, secret.reveal()));
        return values;
    }

    /** Returns an empty string if receipts are not accepted. */
    private String receiptUrl(OutgoingMessage message) {
        Secret secret = gateway.receipts().secret();
        if (secret == null) {
            return "";
        }
        String query = gateway.receipts().query();
        return hooks.at("/hooks/gateways/" + gateway.id() + "/" + message.id() + "?key="
                        + MessageKey.of(secret, gateway.id(), message.id())
                        + (query.isEmpty() ? "" : "&" + query))
                .orElse("");
    }

    private static <T> T named(String setting, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + setting + e.getMessage(), e);
        }
    }
}
