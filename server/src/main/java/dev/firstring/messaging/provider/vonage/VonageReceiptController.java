package dev.firstring.messaging.provider.vonage;

import dev.firstring.messaging.Cost;
import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.hook.HookRequest;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.ReceiptState;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.platform.AuthenticationFailures;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Receives the receipts of Vonage for messages and calls. */
@Hidden
@RestController
class VonageReceiptController {

    private final Vonage vonage;
    private final Receipts receipts;
    private final AuthenticationFailures failures;

    VonageReceiptController(Vonage vonage, Receipts receipts, AuthenticationFailures failures) {
        this.failures = failures;
        this.vonage = vonage;
        this.receipts = receipts;
    }

    /** Receives the receipt of an SMS as a query, a form or JSON, at the URL created for it. */
    @RequestMapping(
            path = {"/hooks/vonage/sms/{message}", "/hooks/vonage/sms/{message}/"},
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<Void> sms(@PathVariable UUID message, HttpServletRequest request) throws IOException {
        HookRequest read = HookRequest.read(request).orElse(null);
        if (read == null) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        HookFields fields = HookFields.read(read).getFirst();
        if (!vonage.knows(message, fields.value("key"))) {
            failures.record(AuthenticationFailures.Reason.RECEIPT_FORGED);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        Cost cost = VonageSms.cost(fields.value("price")).orElse(null);
        String status = fields.word("status");
        switch (ReceiptState.ofWord(status).orElse(null)) {
            case DELIVERED -> receipts.record(Receipt.delivered(VonageSender.NAME, message, cost));
            case FAILED ->
                receipts.record(
                        Receipt.failed(VonageSender.NAME, message, status + " " + fields.value("err-code"), cost));
            case OPEN -> receipts.passed(VonageSender.NAME, "open");
            case null -> receipts.passed(VonageSender.NAME, status.isEmpty() ? "no_state" : "unknown_state");
        }
        return ResponseEntity.noContent().build();
    }

    /** Receives a signed event of a call. */
    @PostMapping({"/hooks/vonage/call/{message}", "/hooks/vonage/call/{message}/"})
    ResponseEntity<Void> call(
            @PathVariable UUID message,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest request)
            throws IOException {
        HookRequest read = HookRequest.read(request).orElse(null);
        if (read == null) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        if (!vonage.signed(authorization, read.body())) {
            failures.record(AuthenticationFailures.Reason.RECEIPT_FORGED);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        ended(message, HookFields.read(read).getFirst().word("status")).ifPresent(receipts::record);
        return ResponseEntity.noContent().build();
    }

    private static Optional<Receipt> ended(UUID message, String status) {
        return switch (status) {
            case "completed" -> Optional.of(Receipt.delivered(VonageSender.NAME, message, null));
            case "busy", "cancelled", "failed", "rejected", "timeout", "unanswered" ->
                Optional.of(Receipt.failed(VonageSender.NAME, message, status, null));
            default -> Optional.empty();
        };
    }
}
