package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.receipt.ReceiptState;
import java.util.List;
import java.util.Optional;

/** What a gateway says of a message, by its own words first, then by those that networks use. */
final class GatewayReceipts {

    private GatewayReceipts() {}

    /** The state in a receipt; empty for a word that is not known. */
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
