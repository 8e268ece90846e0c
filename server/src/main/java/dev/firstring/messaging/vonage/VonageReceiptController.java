package dev.firstring.messaging.vonage;

import dev.firstring.messaging.Cost;
import dev.firstring.messaging.call.Forms;
import dev.firstring.messaging.hook.HookRequest;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.platform.AuthenticationFailures;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How messages and calls ended, as Vonage tells it. */
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

    /** Of an SMS, as a query, a form or JSON, at the address that was made for it. */
    @RequestMapping(
            path = "/hooks/vonage/sms/{message}",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<Void> sms(@PathVariable UUID message, HttpServletRequest request) throws IOException {
        HookRequest read = HookRequest.read(request).orElse(null);
        if (read == null) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        Map<String, String> fields = fields(read);
        if (!vonage.knows(message, fields.getOrDefault("key", ""))) {
            failures.record(AuthenticationFailures.Reason.RECEIPT_FORGED);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        Cost cost = VonageSms.cost(fields.get("price")).orElse(null);
        String status = fields.getOrDefault("status", "");
        switch (status) {
            case "delivered" -> receipts.record(Receipt.delivered(VonageSender.NAME, message, cost));
            case "expired", "failed", "rejected" ->
                receipts.record(Receipt.failed(
                        VonageSender.NAME, message, status + " " + fields.getOrDefault("err-code", ""), cost));
            default -> {
                // It is on its way.
            }
        }
        return ResponseEntity.noContent().build();
    }

    /** Of a call, signed. */
    @PostMapping("/hooks/vonage/call/{message}")
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
        ended(message, json(read.body())).ifPresent(receipts::record);
        return ResponseEntity.noContent().build();
    }

    private static Optional<Receipt> ended(UUID message, JsonNode event) {
        String status = event.path("status").asString("");
        return switch (status) {
            case "completed" -> Optional.of(Receipt.delivered(VonageSender.NAME, message, null));
            case "busy", "cancelled", "failed", "rejected", "timeout", "unanswered" ->
                Optional.of(Receipt.failed(VonageSender.NAME, message, status, null));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> fields(HookRequest request) {
        Map<String, String> fields = new HashMap<>();
        Forms.parse(request.query()).forEach((name, values) -> fields.put(name, values.getFirst()));
        if (request.body().strip().startsWith("{")) {
            json(request.body())
                    .properties()
                    .forEach(field ->
                            fields.putIfAbsent(field.getKey(), field.getValue().asString("")));
        } else {
            Forms.parse(request.body()).forEach((name, values) -> fields.putIfAbsent(name, values.getFirst()));
        }
        return fields;
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
