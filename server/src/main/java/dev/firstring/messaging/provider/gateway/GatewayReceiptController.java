package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.hook.HookRequest;
import dev.firstring.messaging.hook.MessageKey;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.ReceiptState;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives the receipts of gateways. An unknown gateway, an unknown message and a wrong key get the same response, so
 * that a caller without the key learns nothing.
 */
@Hidden
@RestController
@RequestMapping(
        path = "/hooks/gateways/{gateway}",
        method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.PUT})
class GatewayReceiptController {

    private final Gateways gateways;
    private final Receipts receipts;
    private final AuthenticationFailures failures;

    GatewayReceiptController(Gateways gateways, Receipts receipts, AuthenticationFailures failures) {
        this.failures = failures;
        this.gateways = gateways;
        this.receipts = receipts;
    }

    /** Receives a receipt for one message, at the URL created for it. */
    @RequestMapping({"/{message}", "/{message}/"})
    ResponseEntity<String> ofMessage(
            @PathVariable String gateway, @PathVariable UUID message, HttpServletRequest request) throws IOException {
        return answer(gateway, message, request);
    }

    /** Receives a receipt for any message, identified by the gateway's id of it. */
    @RequestMapping({"", "/"})
    ResponseEntity<String> ofReference(@PathVariable String gateway, HttpServletRequest request) throws IOException {
        return answer(gateway, null, request);
    }

    private ResponseEntity<String> answer(String id, @Nullable UUID message, HttpServletRequest request)
            throws IOException {
        Optional<HookRequest> read = HookRequest.read(request);
        if (read.isEmpty()) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        List<HookFields> all = HookFields.read(read.get());
        String key = all.getFirst().value("key");
        Optional<ReceiptRules> rules =
                gateways.named(id).map(Gateway::receipts).filter(known -> believed(known, id, message, key));
        if (rules.isEmpty()) {
            failures.record(AuthenticationFailures.Reason.RECEIPT_FORGED);
            return ResponseEntity.notFound().build();
        }
        all.forEach(fields -> receipt(id, message, fields, rules.get()));
        // Kannel and others accept no other 2xx status as an acknowledgement.
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(rules.get().answer());
    }

    /** Records a receipt, or counts why it changes nothing. */
    private void receipt(String gateway, @Nullable UUID message, HookFields fields, ReceiptRules rules) {
        String reference = fields.value(rules.reference());
        String word = fields.value(rules.state());
        ReceiptState state = GatewayReceipts.state(fields, rules).orElse(null);
        if (state == null) {
            receipts.passed(gateway, word.isEmpty() ? "no_state" : "unknown_state");
        } else if (state == ReceiptState.OPEN) {
            receipts.passed(gateway, "open");
        } else if (message == null && reference.isEmpty()) {
            receipts.passed(gateway, "no_id");
        } else {
            receipts.record(new Receipt(
                    gateway,
                    message,
                    reference.isEmpty() ? null : reference,
                    state == ReceiptState.DELIVERED,
                    "state " + word,
                    null));
        }
    }

    private static boolean believed(ReceiptRules rules, String gateway, @Nullable UUID message, String key) {
        Secret secret = rules.secret();
        if (secret == null) {
            return false;
        }
        return message == null
                ? MessageKey.same(secret.reveal(), key)
                : MessageKey.matches(secret, gateway, message, key);
    }
}
