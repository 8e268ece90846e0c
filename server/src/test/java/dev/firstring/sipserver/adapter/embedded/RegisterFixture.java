package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.WantedAccount;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A registrar, an account of it, and a phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RegisterFixture {

    RegistrarRoom room;
    WantedAccount account;
    TestPhone phone;

    @BeforeAll
    void open() {
        room = RegistrarRoom.open(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @BeforeEach
    void newPhone() {
        account = room.account();
        phone = new TestPhone(room.target(Transport.UDP), account);
    }

    @AfterEach
    void hangUp() {
        phone.close();
    }

    List<String> contacts() {
        return room.contacts(account).stream().map(Binding.Contact::uri).toList();
    }
}
