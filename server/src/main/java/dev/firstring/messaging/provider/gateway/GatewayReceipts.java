package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.receipt.ReceiptState;
import java.util.List;
import java.util.Optional;

/** Maps the states in a gateway's receipts: by the configured words first, then by those common among networks. */
final class GatewayReceipts {

    private GatewayReceipts() {}

    /** Returns the state in a receipt, or empty if its word is unknown. */
    static Optional<ReceiptState> state(HookFields fields, ReceiptRules rules) {
        String word = fields.value(rules.state());
        if (isIn(rules.delivered(), word)) {
            return Optional.of(ReceiptState.DELIVERED);
        }
        return isIn(rules.failed(), word) ? Optional.of(ReceiptState.FAILED) : ReceiptState.ofWord(word);
    }

    private static boolean isIn(List<String> words, String word) {
        return words.stream().map(HookFields::trimmed).anyMatch(word::equalsIgnoreCase);
    }
}
