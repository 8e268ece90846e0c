package dev.firstring.messaging.gateway;

import dev.firstring.messaging.gateway.GatewayReceipts.Ending;
import dev.firstring.messaging.hook.HookRequest;
import dev.firstring.messaging.hook.MessageKey;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receipts of gateways. Whoever cannot show the key of the message learns nothing: an unknown gateway, an unknown message
 * and a wrong key are answered alike.
 */
@Hidden
@RestController
@RequestMapping(
        path = "/hooks/gateways/{gateway}",
        method = {RequestMethod.GET, RequestMethod.POST})
class GatewayReceiptController {

    private final Gateways gateways;
    private final Receipts receipts;
    private final AuthenticationFailures failures;

    GatewayReceiptController(Gateways gateways, Receipts receipts, AuthenticationFailures failures) {
        this.failures = failures;
        this.gateways = gateways;
        this.receipts = receipts;
    }

    /** About one message, at the address that was made for it. */
    @RequestMapping("/{message}")
    ResponseEntity<Void> ofMessage(@PathVariable String gateway, @PathVariable UUID message, HttpServletRequest request)
            throws IOException {
        return answer(gateway, message, request);
    }

    /** About any message, under the gateway's own name for it. */
    @RequestMapping
    ResponseEntity<Void> ofReference(@PathVariable String gateway, HttpServletRequest request) throws IOException {
        return answer(gateway, null, request);
    }

    private ResponseEntity<Void> answer(String id, @Nullable UUID message, HttpServletRequest request)
            throws IOException {
        Optional<HookRequest> read = HookRequest.read(request);
        if (read.isEmpty()) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        Map<String, String> fields = GatewayReceipts.fields(read.get());
        Optional<ReceiptRules> rules =
                gateways.named(id).map(Gateway::receipts).filter(known -> believed(known, id, message, fields));
        if (rules.isEmpty()) {
            failures.record(AuthenticationFailures.Reason.RECEIPT_FORGED);
            return ResponseEntity.notFound().build();
        }
        String reference = fields.get(rules.get().reference());
        Optional<Ending> ending = GatewayReceipts.ending(fields, rules.get());
        if (ending.isPresent() && (message != null || reference != null)) {
            receipts.record(new Receipt(
                    id,
                    message,
                    reference,
                    ending.get().delivered(),
                    "state " + ending.get().word(),
                    null));
        }
        return ResponseEntity.noContent().build();
    }

    private static boolean believed(
            ReceiptRules rules, String gateway, @Nullable UUID message, Map<String, String> fields) {
        Secret secret = rules.secret();
        String key = fields.getOrDefault("key", "");
        if (secret == null) {
            return false;
        }
        return message == null
                ? MessageKey.same(secret.reveal(), key)
                : MessageKey.matches(secret, gateway, message, key);
    }
}
