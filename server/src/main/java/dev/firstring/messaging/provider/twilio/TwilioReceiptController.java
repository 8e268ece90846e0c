package dev.firstring.messaging.provider.twilio;

import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.hook.HookRequest;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.messaging.hook.MessageKey;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.HttpCaller.Forms;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Receives the signed receipts of Twilio for messages and calls. */
@Hidden
@RestController
class TwilioReceiptController {

    private final Twilio twilio;
    private final HookSettings hooks;
    private final Receipts receipts;
    private final AuthenticationFailures failures;

    TwilioReceiptController(Twilio twilio, HookSettings hooks, Receipts receipts, AuthenticationFailures failures) {
        this.failures = failures;
        this.twilio = twilio;
        this.hooks = hooks;
        this.receipts = receipts;
    }

    @PostMapping({"/hooks/twilio/{message}", "/hooks/twilio/{message}/"})
    ResponseEntity<Void> ended(
            @PathVariable UUID message,
            @RequestHeader(name = "X-Twilio-Signature", required = false) @Nullable String signature,
            HttpServletRequest request)
            throws IOException {
        Optional<HookRequest> read = HookRequest.read(request);
        if (read.isEmpty()) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        Map<String, List<String>> fields = Forms.parse(read.get().body());
        if (!signed(read.get(), message, fields, signature)) {
            failures.record(AuthenticationFailures.Reason.RECEIPT_FORGED);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        receipt(message, fields).ifPresent(receipts::record);
        return ResponseEntity.noContent().build();
    }

    /** Checks the signature. Twilio signs the URL that it was given, even if a proxy rewrites it. */
    private boolean signed(
            HookRequest request, UUID message, Map<String, List<String>> fields, @Nullable String signature) {
        Secret token = twilio.authToken().orElse(null);
        if (token == null || signature == null) {
            return false;
        }
        String query = request.query() == null ? "" : "?" + request.query();
        return Stream.of(request.target(), "/hooks/twilio/" + message + query)
                .flatMap(target -> hooks.at(target).stream())
                .flatMap(url -> TwilioSignature.addresses(url).stream())
                .anyMatch(url -> MessageKey.same(TwilioSignature.of(token, url, fields), signature.strip()));
    }

    private static Optional<Receipt> receipt(UUID message, Map<String, List<String>> fields) {
        String status = Stream.of("MessageStatus", "SmsStatus", "CallStatus")
                .map(name -> first(fields, name))
                .filter(word -> !word.isEmpty())
                .findFirst()
                .orElse("");
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "delivered", "read", "completed" -> Optional.of(Receipt.delivered(TwilioSender.NAME, message, null));
            case "undelivered", "failed", "canceled", "busy", "no-answer" ->
                Optional.of(Receipt.failed(
                        TwilioSender.NAME, message, (status + " " + first(fields, "ErrorCode")).strip(), null));
            default -> Optional.empty();
        };
    }

    private static String first(Map<String, List<String>> fields, String name) {
        return HookFields.trimmed(fields.getOrDefault(name, List.of("")).getFirst());
    }
}
